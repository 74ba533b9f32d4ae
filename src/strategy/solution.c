/* The concepts by name, which of them a model can be asked for, and the bits of a solution. */
#include "strategy/stability.h"

static const char *const concept_names[CASUS_CONCEPT_COUNT] = {"Nash", "GMR", "SMR", "SEQ", "SSEQ", "SIM", "L", "NM"};

enum {
  FORESIGHT = 1u << CASUS_LIMITED | 1u << CASUS_NON_MYOPIC,
  FOR_TWO = FORESIGHT | 1u << CASUS_SIM,
  USUAL = 1u << CASUS_NASH | 1u << CASUS_GMR | 1u << CASUS_SMR | 1u << CASUS_SEQ | 1u << CASUS_SSEQ,
  HORIZON_USUAL = 3
};

const char *casus_concept_name(casus_concept concept_) {
  return (unsigned)concept_ < CASUS_CONCEPT_COUNT ? concept_names[concept_] : "unknown";
}

bool casus_concept_find(casus_str name, casus_concept *concept_) {
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++) {
    if (!str_equal_fold(name, str_of(concept_names[k]))) continue;
    *concept_ = (casus_concept)k;
    return true;
  }
  return false;
}

casus_status game_concepts(const game *g, const casus_solve_options *options, unsigned *concepts, casus_error *error) {
  unsigned wanted = options->concepts;
  if (!wanted) wanted = USUAL | (g->n_players == 2 ? 1u << CASUS_SIM : 0);
  if (wanted & FOR_TWO && g->n_players != 2)
    return error_set(error, CASUS_USAGE, "SIM, L and NM take two decision makers; this model has %u", g->n_players);
  if (wanted & FORESIGHT && game_has_unknown(g))
    return error_set(error, CASUS_USAGE, "L and NM need preferences that are all known");
  if (options->form == CASUS_MATRIX_FORM && g->n_states > CASUS_STRATEGY_MATRIX_STATES_MAX)
    return error_set(error, CASUS_USAGE, "the matrix form takes at most %d states; this model has %u",
                     (int)CASUS_STRATEGY_MATRIX_STATES_MAX, g->n_states);
  *concepts = wanted;
  return CASUS_OK;
}

casus_solve_options conflict_solve_options(const casus_conflict *c, const casus_solve_options *options) {
  casus_solve_options o = options ? *options : (casus_solve_options){0};
  const game *g = &c->actual;
  bool limited = !o.concepts && (o.horizon || c->horizon) && g->n_players == 2 && !game_has_unknown(g);
  if (limited) o.concepts = USUAL | 1u << CASUS_SIM | 1u << CASUS_LIMITED;
  if (!o.horizon) o.horizon = c->horizon ? c->horizon : HORIZON_USUAL;
  return o;
}

casus_status casus_conflict_solve(const casus_conflict *conflict, const casus_solve_options *options, casus_solution **solution,
                                  casus_error *error) {
  casus_solve_options o = conflict_solve_options(conflict, options);
  return game_solve(&conflict->actual, &o, solution, error);
}

void casus_solution_free(casus_solution *solution) {
  if (solution) arena_free(solution->memory);
}

bool solution_room(casus_solution *s, casus_concept concept_) {
  bool foresight = FORESIGHT >> concept_ & 1;
  for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++)
    for (unsigned strong = 0; strong < STRENGTHS; strong++) {
      uint64_t **bits = &s->stable[concept_][e][strong];
      if (e && (!s->has_unknown || foresight)) *bits = s->stable[concept_][0][strong];
      else if (strong && (!s->has_strength || foresight)) *bits = s->stable[concept_][e][0];
      else *bits = ARENA_ARRAY(s->memory, uint64_t, s->words * s->n_players);
      if (!*bits) return false;
    }
  return true;
}

void solution_for_each_case(const casus_solution *out, casus_concept concept_, void (*judge)(void *, unsigned, unsigned),
                            void *context) {
  for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++)
    for (unsigned strong = 0; strong < STRENGTHS; strong++) {
      bool same = (e && out->stable[concept_][e][strong] == out->stable[concept_][e - 1][strong]) ||
                  (strong && out->stable[concept_][e][1] == out->stable[concept_][e][0]);
      if (!same) judge(context, e, strong);
    }
}

bool casus_solution_has(const casus_solution *solution, casus_concept concept_) {
  return solution->stable[concept_][0][0] != NULL;
}

static bool stable_bit(const casus_solution *s, casus_concept concept_, casus_unknown extension, unsigned strong, uint32_t player,
                       uint32_t state) {
  return bit_at(solution_bits(s, concept_, extension, strong, player), state);
}

bool casus_solution_stable(const casus_solution *solution, casus_concept concept_, casus_unknown extension,
                           casus_strength strength, uint32_t who, uint32_t state) {
  if (!casus_solution_has(solution, concept_)) return false;
  bool general = stable_bit(solution, concept_, extension, 0, who, state);
  if (strength == CASUS_GENERAL) return general;
  bool strong = stable_bit(solution, concept_, extension, 1, who, state);
  return strength == CASUS_STRONG ? strong : general && !strong;
}

bool casus_solution_equilibrium(const casus_solution *solution, casus_concept concept_, casus_unknown extension,
                                casus_strength strength, uint32_t state) {
  bool general = true, strong = true;
  for (uint32_t i = 0; i < solution->n_players; i++) {
    general = general && casus_solution_stable(solution, concept_, extension, CASUS_GENERAL, i, state);
    strong = strong && casus_solution_stable(solution, concept_, extension, CASUS_STRONG, i, state);
  }
  if (strength == CASUS_GENERAL) return general;
  return strength == CASUS_STRONG ? strong : general && !strong;
}
