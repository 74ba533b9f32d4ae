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
/* "city", "district", "outskirts", "airport": a noun that has where it is in it. */
bool site_is_kind_of_place(const tree *d, uint32_t tok);
/* The same, and "apartment", "hotel", "residents": what has where it is in its name or phrase. */
bool site_is_place_noun(const tree *d, uint32_t tok);
/* "parade", "war", "conference": an occasion that a place may name. */
bool site_is_occasion(const tree *d, uint32_t tok);
/* "attack", "siege", "advance": a noun whose "on", "of" or "against" may name where. */
bool site_is_attack(const tree *d, uint32_t tok);
/* A verb whose object may be a place: "enter", "storm", "shell". */
bool site_is_object_of(const tree *d, uint32_t verb);
/* The record of a place. `near`: of unknown places the country and division are those of this one, a site that they lie in or
 * beside, or NULL. */
casus_place site_record(const scene *s, const site *at, const site *near);

#endif
