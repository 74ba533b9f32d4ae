/* Which preferences would make a wished state stable. Stability asks of a player's preferences only which states are no better
 * for him than the wished one, and the more of them the better; so the answer is a list of alternatives, and, where he keeps the
 * order of all others, the height to which the wished state must rise. The others' preferences are taken as they are. */
#ifndef CASUS_INVERSE_H
#define CASUS_INVERSE_H

#include "strategy/stability.h"

enum { WISH_ALTERNATIVES_MAX = 100 };

/* States none of which may be better than the wished one. */
typedef struct {
  uint32_t *states;
  uint32_t n;
} state_set;

/* For one of the player's moves: at least one alternative must hold. */
typedef struct {
  uint32_t to, n; /* alternatives; the first is that `to` itself is no better */
  state_set *alternatives;
  bool more; /* there are more than WISH_ALTERNATIVES_MAX */
} wish_condition;

typedef struct {
  wish_condition *conditions; /* all must hold */
  uint32_t n;
  uint32_t height; /* the rank that the wished state must have at least */
} wish;

/* concept_: Nash to SSEQ. Lives in j->memory. False: out of memory. */
bool wish_find(const judged_game *j, casus_concept concept_, uint32_t player, uint32_t state, wish *out);

#endif
