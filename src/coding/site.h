/* Which tokens name a place: of the gazetteer, a country, or one that only the text knows. Private to coding/. */
#ifndef CASUS_SITE_H
#define CASUS_SITE_H

#include "coding/frame.h"

typedef enum {
  SITE_PLACE = 1, /* of the gazetteer: `index` into mentions.places */
  SITE_COUNTRY,   /* a country by its name: `index` into mentions.parties */
  SITE_UNKNOWN    /* a name that the text introduces as a place ("the village of X", "near X"), of no table */
} site_kind;

typedef struct {
  uint8_t kind; /* site_kind */
  uint32_t index;
  uint32_t first_token, n_tokens; /* of the name */
} site;

/* Does the token head the name of a place? */
bool site_at(const scene *s, uint32_t tok, site *out);
/* The name that heads at the token where no table has it. */
bool site_unknown_at(const scene *s, uint32_t tok, site *out);
/* A party that a table knows by its name, or a force or body of state. */
bool site_is_known_party(const scene *s, uint32_t tok);
/* The record of a place. One that only the text knows has no position, and a country only where the text says what it lies in
 * ("X in Y province"). */
casus_place site_record(const scene *s, const site *at);

/* ---- words: is the token's lemma or form, in lower case, of the class? */
bool site_word_is(const scene *s, uint32_t tok, where_class k);
/* WHERE_GROUND or WHERE_STRUCTURE. */
bool site_is_kind_of_place(const scene *s, uint32_t tok);
/* These or WHERE_HOME. */
bool site_is_place_noun(const scene *s, uint32_t tok);
/* What the recogniser takes the token for. */
bool site_is_entity(const scene *s, uint32_t tok, entity_kind kind);

#endif
