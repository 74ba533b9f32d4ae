/* The lexicon in memory: rows of docs/lexicon.md, compiled. Private to coding/. */
#ifndef CASUS_EVENT_LEXICON_H
#define CASUS_EVENT_LEXICON_H

#include "event/event.h"

enum { SLOTS_MAX = 8, PLACES_MAX = 10, TRIGGER_WORDS_MAX = 6 };

typedef enum { ROLE_NONE, ROLE_A, ROLE_R, ROLE_B, ROLE_X, ROLE_COUNT } slot_role;
typedef enum { NEED_OPTIONAL, NEED_REQUIRED, NEED_FORBIDDEN } slot_need;
typedef enum {
  PLACE_SUBJ,
  PLACE_OBJ,
  PLACE_IOBJ,
  PLACE_THAT,
  PLACE_INF,
  PLACE_ING,
  PLACE_POSS,
  PLACE_MOD,
  PLACE_PREP
} place_kind;
typedef enum { FILTER_NONE, FILTER_PARTY, FILTER_PERSON, FILTER_PLACE, FILTER_ACT, FILTER_CLASS } filter_kind;
typedef enum {
  EFFECT_NONE,
  EFFECT_FOLD,
  EFFECT_THROUGH,
  EFFECT_FAIL,
  EFFECT_NEGATE,
  EFFECT_CONSIDER,
  EFFECT_HOLD,
  EFFECT_DENY,
  EFFECT_UNREAL,
  EFFECT_COUNT
} row_effect;
typedef enum { POS_VERB, POS_NOUN, POS_ADJECTIVE, POS_ANY, POS_COUNT } trigger_pos; /* any: rows of modes.tsv */

typedef struct {
  uint8_t kind; /* place_kind */
  str preposition;
} slot_place;

typedef struct {
  uint8_t role, need, filter, n_places;
  uint32_t class; /* of FILTER_CLASS */
  const slot_place *places;
} slot;

typedef struct {
  str words[TRIGGER_WORDS_MAX]; /* as written; words[head] is the one that is looked up */
  str trigger;
  const slot *slots;
  str file;
  size_t line;
  uint64_t contexts;
  char cameo[6];
  uint8_t n_words, n_slots, pos, event, of, effect;
  uint8_t modes[CASUS_MODES_MAX], n_modes;
  bool of_act;         /* `of` is the type of the act in slot X */
  bool is_event;       /* false: "-", the reading is no event */
  uint8_t fold_status; /* casus_event_status of a fold */
} row;

/* A verb that carries an event noun. */
typedef enum { LIGHT_NEITHER, LIGHT_ACTS, LIGHT_RECEIVES } light_subject;
typedef struct {
  str words[TRIGGER_WORDS_MAX];
  str preposition; /* where the noun stands; empty: object */
  uint8_t n_words, subject, effect;
  bool of_subject; /* the noun is the verb's subject */
} light_verb;

typedef struct event_lexicon event_lexicon;

casus_status event_lexicon_open(const char *data_dir, const char *const *files, size_t n_files, event_lexicon **out,
                                casus_error *error);
void event_lexicon_close(event_lexicon *l);
/* The image of the tables in `data_dir`, for the build to put into the library. */
casus_status event_lexicon_pack(const char *data_dir, buffer *out, casus_error *error);

/* The rows whose head word is the lemma, in file order; *n of them. */
const row *const *lexicon_rows(const event_lexicon *l, str lemma, trigger_pos pos, uint32_t *n);
/* The light verbs whose first word is the lemma. */
const light_verb *lexicon_light(const event_lexicon *l, str lemma, uint32_t *n);
bool lexicon_in_class(const event_lexicon *l, str member, uint32_t class);
/* The number of a class by name ("@talks" without the "@"), or UINT32_MAX. */
uint32_t lexicon_class(const event_lexicon *l, str name);
/* Is it a row of a user's own? */
bool lexicon_is_overlay(const event_lexicon *l, const row *r);
/* Contexts that a word speaks of, bit sets over the ontology's; `weak`: not by itself. `kind` is the column pos of
 * contexts.tsv. */
typedef struct {
  uint64_t strong, weak;
} context_words;
context_words lexicon_contexts(const event_lexicon *l, str word, char kind);
uint32_t lexicon_size(const event_lexicon *l);

#endif
