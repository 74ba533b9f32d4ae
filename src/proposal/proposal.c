/* Draws a proposal from a situation: calls the steps in order and says what is missing where nothing can be proposed. */
#include "proposal/proposal.h"

#include <stdlib.h>

static const size_t proposal_max_bytes = (size_t)64 << 20;

static void run_steps(proposal_work *w) {
  static void (*const steps[])(proposal_work *) = {parties_take, groups_find,  acts_find,  conditions_use,
                                                   answers_find, model_choose, model_name, wishes_find};
  for (size_t i = 0; i < sizeof steps / sizeof *steps && !w->failed; i++) {
    if (steps[i] == model_name && !w->n_options) return;
    steps[i](w);
  }
}

static casus_status nothing_to_choose(const casus_situation *s, casus_error *error) {
  if (!s->n_reports) return error_set(error, CASUS_INPUT, "there are no reports: no article was read, or none has an event");
  if (!s->n_parties)
    return error_set(error, CASUS_INPUT, "%u reports name no party: a model needs somebody who decides", s->n_reports);
  return error_set(error, CASUS_INPUT,
                   "reports of %u events and %u parties tell of nothing that a party could still choose, no plan, threat, offer, "
                   "demand or refusal: take more articles",
                   s->n_occurrences, s->n_parties);
}

static casus_status make(proposal_work *w, casus_error *error) {
  run_steps(w);
  if (w->failed) return error_set(error, CASUS_MEMORY, "the proposal needs too much memory: choose fewer articles");
  return w->n_options ? CASUS_OK : nothing_to_choose(w->s, error);
}

casus_status casus_proposal_make(const casus_situation *situation, casus_session *session, casus_proposal **proposal,
                                 casus_error *error) {
  arena *memory = arena_new(proposal_max_bytes);
  proposal_work *w = memory ? ARENA_ARRAY(memory, proposal_work, 1) : NULL;
  casus_status status = CASUS_MEMORY;
  if (w) {
    *w = (proposal_work){.memory = memory, .s = situation, .session = session};
    status = make(w, error);
  } else {
    error_set(error, CASUS_MEMORY, "no memory for a proposal");
  }
  if (status == CASUS_OK) *proposal = w;
  else arena_free(memory);
  return status;
}

void casus_proposal_free(casus_proposal *proposal) {
  if (proposal) arena_free(proposal->memory);
}
