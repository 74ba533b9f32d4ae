/* Why a state is stable or not, move by move, and in words. */
#ifndef CASUS_REASONS_H
#define CASUS_REASONS_H

#include "strategy/stability.h"

/* A move that the player would like to make, and the answer that deters him. */
typedef struct {
  uint32_t to;
  bool deterred;
  uint32_t n_steps; /* of the answer, shortest first found; under SIM the others' move at the same time, then the joint state */
  sequence_step *steps;
} move_reason;

typedef struct {
  casus_concept concept_; /* Nash to SIM */
  uint32_t player, state, n_moves;
  casus_unknown extension;
  bool stable;
  move_reason *moves;
} reason;

/* Lives in j->memory. False: out of memory. */
bool reason_find(const judged_game *j, casus_concept concept_, casus_unknown extension, uint32_t player, uint32_t state,
                 reason *out);
/* One sentence for each move, or one that there is none to make. False: over the maximum of the buffer. */
bool reason_write(const casus_conflict *c, const game *g, const reason *r, buffer *out);
bool reason_write_move(const casus_conflict *c, const game *g, const reason *r, const move_reason *m, buffer *out);

#endif
