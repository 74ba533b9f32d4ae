/* The parts of reading a model, in the order in which they are called; shared by the files that do it. */
#ifndef CASUS_READING_H
#define CASUS_READING_H

#include "strategy/statements.h"

typedef struct {
  fields f;
  casus_conflict *c;
  const json_t *root;
} reading;

/* In option form: every choice that no pattern rules out, merged where a pattern says so. In free form: those listed. */
casus_status read_states(reading *r);
casus_status read_moves(reading *r);
/* Rankings, payoffs or statements, then unknown and strength, from `source` (the model, or a view of it) for the players of `g`;
 * statements[i] is filled where it is not NULL. Who has none in `source`: an error where `all` are needed, otherwise kept. */
casus_status read_preferences(reading *r, const json_t *source, game *g, statement_list *statements, bool all);
casus_status read_views(reading *r);

/* Moves between listed states, from `source` for the players of `g`. */
casus_status read_listed_moves(reading *r, const json_t *moves, game *g);

/* One state: a number or a name. */
casus_status read_state(reading *r, const json_t *value, uint32_t *state);
/* The states that a name, a pattern or a statement stands for, into a list with room for all. */
casus_status read_state_set(reading *r, const json_t *value, uint32_t *list, uint32_t *n);
/* The decision maker of that name. */
casus_status read_decision_maker(reading *r, const char *name, uint32_t *index);
/* Adds the bit of each decision maker that a list names. twice: what is wrong with one whose bit is there; NULL: nothing. */
casus_status read_decision_maker_set(reading *r, const json_t *names, const char *twice, uint32_t *bits);
casus_status read_option(reading *r, const json_t *value, uint32_t *option);
/* A field of the model that must be an object where it is there; *value NULL where it is not. */
casus_status read_object(reading *r, const json_t *source, const char *key, const json_t **value);

#endif
