/* Frames: a trigger with the lexicon row that fits it best and the tokens that fill its slots. Private to coding/. */
#ifndef CASUS_FRAME_H
#define CASUS_FRAME_H

#include "coding/event_lexicon.h"
#include "coding/tree.h"
#include "coding/where_words.h"

enum { USED_MAX = 6 };
#define NO_FRAME UINT32_MAX

typedef struct {
  const row *r;
  const light_verb *light;     /* of the verb that carries an event noun, or NULL */
  uint32_t trigger;            /* token */
  uint32_t carrier;            /* light verb's token, or NO_TOKEN */
  uint32_t filler[ROLE_COUNT]; /* token at the head of the phrase, or NO_TOKEN */
  uint8_t filler_place[ROLE_COUNT];
  bool filler_strict[ROLE_COUNT]; /* ":party": the phrase itself, no looking inside */
  uint32_t used[USED_MAX];        /* tokens that required conditions named */
  uint32_t n_used;
  int32_t score;
  uint8_t unmet; /* required slots that nothing fills: a doubtful reading, for the judge alone */
} frame;

/* All that coding one document needs to look at. */
typedef struct {
  const event_lexicon *l;
  const where_words *where;
  const reading *r;
  tree d;
  uint32_t utterance, utter; /* classes: a statement; to issue one */
  uint32_t er_thing;         /* class: things whose names end as those of people do */
} scene;

/* Index of the party at a token, or UINT32_MAX. */
uint32_t scene_party(const scene *s, uint32_t tok);

/* The word before token `tok` and `last` (its lemma), lower case, in `out`: "nuclear weapon", "cease-fire". False: none, or
 * too long. */
bool scene_two_words(const tree *d, uint32_t tok, str last, char *out, size_t size, size_t *len);
/* Is the word, or it with the word before it, a member? Plurals count as their singulars. */
bool scene_in_class(const scene *s, uint32_t tok, uint32_t class);

enum { HEADWORD_MAX = 64 };
/* The word that the lexicon has for a token, in `out` (`size` bytes): its lemma in lower case, or a hyphened whole. */
str headword_of(const scene *s, uint32_t tok, trigger_pos pos, char *out, size_t size);

/* The best row for the token. `carrier` and `light` are for nouns that a light verb carries. False: no row fits. */
bool frame_match(const scene *s, uint32_t tok, uint32_t carrier, const light_verb *light, frame *out);
/* The event row that fits best where some of what it requires is missing. False: none fits even so. */
bool frame_match_doubtful(const scene *s, uint32_t tok, uint32_t carrier, const light_verb *light, frame *out);
/* Does the shape of a rule of modes.tsv hold of a frame that another row made? */
bool frame_holds(const scene *s, const frame *f, const row *rule);
/* The light verb that carries a noun: *carrier and *light. False: none. */
bool frame_carrier(const scene *s, uint32_t noun, uint32_t *carrier, const light_verb **light);
/* What part of speech the lexicon knows a token by. False: none that has rows. */
bool frame_pos(const scene *s, uint32_t tok, trigger_pos *pos);
/* Does any row make this token an event or an operator? */
bool frame_is_possible(const scene *s, uint32_t tok);
/* The type that a word's first event row has, whatever its shape: what "help" is in "asked for help". */
casus_type frame_word_type(const scene *s, uint32_t tok);
/* Effect of an adjective before a noun ("planned", "possible"), with the row; EFFECT_NONE: none. */
row_effect frame_modifier_effect(const scene *s, uint32_t tok, const row **r);
/* The first token inside the phrase that is a party: the phrase itself, its possessor, its complement, its nationality. NO_TOKEN:
 * none. */
uint32_t frame_party_inside(const scene *s, uint32_t tok, bool strict);
/* The same, but only whose the phrase is, not where or at whom: "an Israeli strike", not "a strike in Sudan". */
uint32_t frame_owner_inside(const scene *s, uint32_t tok);

#endif
