/* casus_strategy: conflict models and their stable states, after the Graph Model for Conflict Resolution.
 *
 * A model has decision makers, feasible states, for each decision maker the moves that he controls, and his preferences. A state
 * is an equilibrium under a stability concept where it is stable for every decision maker: none gains by leaving it, given how
 * the others may answer. Conventions are those of casus.h: strings are UTF-8 {ptr, len}; functions that can fail return a
 * casus_status, fill the optional error and leave their results untouched on failure.
 *
 * Definitions. i is a decision maker, s the state that is looked at, N-i the others. R_i(s): states that i can move to in one
 * move. R+_i(s): those of them that he prefers to s. R_H(s): states that the members of H can reach from s in a legal sequence
 * of moves: a member may move again, but none twice running. R+_H(s): the same where each move is to a state that its mover
 * prefers to the one he moves from. "x <= s" means that i does not prefer x to s.
 *
 *   Nash   R+_i(s) is empty.                                                       Nash 1950; Fang, Hipel & Kilgour 1993
 *   GMR    for each s1 in R+_i(s) there is an s2 in R_N-i(s1) with s2 <= s.         Howard 1971
 *   SMR    the same, and s3 <= s for every s3 in R_i(s2).                          Howard 1971
 *   SEQ    as GMR, with s2 in R+_N-i(s1).                                          Fraser & Hipel 1979, 1984
 *   SSEQ   as SMR, with s2 in R+_N-i(s1).                                          Rego & Vieira 2016
 *   SIM    (two decision makers i, j) for each s1 in R+_i(s) there is an s2 in R+_j(s) such that a state in which both moves are
 *          made, one in R_j(s1) and in R_i(s2), is <= s.                           Fraser & Hipel 1984
 *   L      (two) limited moves with horizon h. G_0(i, s) = s. With h moves left i goes from s to the s1 in R_i(s) whose outcome
 *          G_h-1(j, s1) he likes best, if he likes that better than s; otherwise he stays: G_h(i, s) = s, and s is stable.
 *          Where i is indifferent between outcomes, j expects of them the one that is worst for j.
 *                                                                                  Zagare 1984; Kilgour 1985; Fang et al. 1993
 *   NM     (two) stable under L for every horizon from some horizon on.            Brams & Wittman 1981; Kilgour 1984
 *
 * Legal sequences after Fang, Hipel & Kilgour, Interactive Decision Making: The Graph Model for Conflict Resolution (1993). The
 * matrix form is that of Xu, Li, Kilgour & Hipel 2009, Applied Mathematics and Computation 208.
 *
 * Unknown preferences (Li, Hipel, Kilgour & Chen 2004, IEEE Trans. SMC-A 34): between two states a preference may be unknown.
 * Four extensions of each concept: does i leave s for states of which he does not know whether he prefers them (a, c: yes; b, d:
 * no), and is he deterred by states of which he does not know that (a, b: no; c, d: yes). The others' moves in SEQ and SSEQ
 * are to states that they prefer or do not know. Without unknown preferences all four are the same. SSEQ and SIM are not in Li
 * et al.; they follow the same rule.
 *
 * Strength of preference (Hamouda, Kilgour & Hipel 2004, 2006): a state may be greatly preferred. A state is strongly stable
 * where each s2 (and s3) that deters i is greatly less preferred than s; a state that is stable (generally) but not strongly
 * is weakly stable. A Nash state is strongly stable: there is nothing to deter from.
 *
 * Coalitions (Kilgour, Hipel, Fang & Peng 2001; Inohara & Hipel 2008, Systems Engineering 11): s1 in R_H(s) is an improvement
 * for the coalition H where each member prefers it to s. With "s2 <= s for H" where at least one member does not prefer s2:
 *   Nash: H has no improvement. GMR: for each improvement s1 there is an s2 in R_N-H(s1), s2 <= s for H. SMR: the same, and
 *   s3 <= s for H for every s3 in R_H(s2). SEQ: as GMR with s2 in R+_N-H(s1), legal sequences of single members' improvements.
 * Coalitions are not looked at where preferences are unknown.
 *
 * Misperception (first-level hypergame; Fraser & Hipel 1984; Wang, Hipel & Fraser 1988): each decision maker has his own view of
 * all moves and preferences. A state is an equilibrium of the hypergame where it is stable for each decision maker in his own
 * view, and a steady one where it is moreover an equilibrium in every view, so that it surprises nobody (Aljefri et al. 2018).
 *
 * Inverse: which preferences would make a wished state stable (Kinsara, Kilgour & Hipel 2015). Status quo analysis: which states
 * can be reached from the present one, in legal sequences (Li, Kilgour & Hipel 2005). */
#ifndef CASUS_STRATEGY_H
#define CASUS_STRATEGY_H

#include "casus.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  CASUS_STRATEGY_DECISION_MAKERS_MAX = 32,
  CASUS_STRATEGY_OPTIONS_MAX = 20,
  CASUS_STRATEGY_STATES_MAX = 131072,
  CASUS_STRATEGY_MOVES_MAX = 1 << 27, /* of one decision maker */
  CASUS_STRATEGY_MATRIX_STATES_MAX = 4096,
  CASUS_STRATEGY_GRAPH_MOVES_MAX = 100000, /* of all decision makers, that an answer lists */
  CASUS_STRATEGY_SWAPS_MAX = 2000,         /* that a sensitivity analysis tries */
  CASUS_STRATEGY_HORIZON_MAX = 1000,
  CASUS_STRATEGY_JSON_BYTES_MAX = 64 << 20
};

#define CASUS_STRATEGY_NO_STATE UINT32_MAX

typedef enum {
  CASUS_NASH = 0,
  CASUS_GMR,
  CASUS_SMR,
  CASUS_SEQ,
  CASUS_SSEQ,
  CASUS_SIM,
  CASUS_LIMITED,
  CASUS_NON_MYOPIC,
  CASUS_CONCEPT_COUNT
} casus_concept;

/* "Nash", "GMR", ..., "L", "NM". Static storage. */
const char *casus_concept_name(casus_concept concept_);
/* Letter case does not count. False: no such concept. */
bool casus_concept_find(casus_str name, casus_concept *concept_);

/* Extension for unknown preferences. */
typedef enum { CASUS_UNKNOWN_A = 0, CASUS_UNKNOWN_B, CASUS_UNKNOWN_C, CASUS_UNKNOWN_D, CASUS_UNKNOWN_COUNT } casus_unknown;
typedef enum { CASUS_GENERAL = 0, CASUS_STRONG, CASUS_WEAK } casus_strength;
typedef enum { CASUS_LOGICAL_FORM = 0, CASUS_MATRIX_FORM } casus_strategy_form;

/* ---- models: immutable once read, may be shared by threads */

typedef struct casus_conflict casus_conflict;

/* Reads a model as CONTRACT.md and docs/strategy.md have it. `file` is for messages. CASUS_INPUT: no model, or one over a
 * stated maximum; the error names line and field. */
casus_status casus_conflict_read(casus_str json, casus_str file, casus_conflict **conflict, casus_error *error);
void casus_conflict_free(casus_conflict *conflict);

uint32_t casus_conflict_states(const casus_conflict *conflict);
uint32_t casus_conflict_decision_makers(const casus_conflict *conflict);
/* The strings belong to the model. */
casus_str casus_conflict_decision_maker(const casus_conflict *conflict, uint32_t decision_maker);
casus_str casus_conflict_state(const casus_conflict *conflict, uint32_t state); /* its name: "5", "s1" */
/* By name, or by "YN-N" without "-". False: no such state. */
bool casus_conflict_find_state(const casus_conflict *conflict, casus_str name, uint32_t *state);

/* ---- solving */

typedef struct {
  unsigned concepts;        /* bits 1u << concept; 0: Nash to SSEQ, SIM where two decide, L where the model names a horizon */
  casus_strategy_form form; /* the matrix form takes at most CASUS_STRATEGY_MATRIX_STATES_MAX states */
  uint32_t horizon;         /* of L; 0: the model's, or 3 */
} casus_solve_options;

typedef struct casus_solution casus_solution; /* immutable */

/* options may be NULL. CASUS_USAGE: the model cannot be asked for that concept (SIM, L and NM take two decision makers; L and NM
 * known preferences). Time: linear in moves times decision makers for Nash to SSEQ where preferences are known. */
casus_status casus_conflict_solve(const casus_conflict *conflict, const casus_solve_options *options, casus_solution **solution,
                                  casus_error *error);
void casus_solution_free(casus_solution *solution);
bool casus_solution_has(const casus_solution *solution, casus_concept concept_);
/* False too where the concept was not asked for. L and NM have no strength. */
bool casus_solution_stable(const casus_solution *solution, casus_concept concept_, casus_unknown extension,
                           casus_strength strength, uint32_t decision_maker, uint32_t state);
/* Stable for all. Weakly: stable for all, not strongly for all. */
bool casus_solution_equilibrium(const casus_solution *solution, casus_concept concept_, casus_unknown extension,
                                casus_strength strength, uint32_t state);

/* ---- answers in full: stabilities, and what else is asked for */

typedef struct {
  casus_solve_options solve;
  casus_unknown extension; /* whose answers stand first */
  bool coalitions;         /* also where the model does not name any */
  bool sensitivity;
  bool graph;          /* all moves, and what their movers think of them; in JSON only */
  uint32_t status_quo; /* CASUS_STRATEGY_NO_STATE: the model's, or none */
  uint32_t explained;  /* a state whose stability is told in words, or CASUS_STRATEGY_NO_STATE */
  uint32_t wished;     /* a state for which the preferences are told that would make it stable, or CASUS_STRATEGY_NO_STATE */
} casus_answer_options;

/* One JSON object (docs/strategy.md) with its newline, allocated with malloc, freed by the caller. Errors as those of
 * casus_conflict_solve; CASUS_USAGE also where the model is too large for what is asked. */
casus_status casus_conflict_answer_json(const casus_conflict *conflict, const casus_answer_options *options, char **json,
                                        size_t *len_bytes, casus_error *error);
/* The same for readers, in lines of at most `width` columns where words allow it. Headings stand at the line's head, all else is
 * indented. Allocated as above. */
casus_status casus_conflict_answer_text(const casus_conflict *conflict, const casus_answer_options *options, unsigned width,
                                        char **text, size_t *len_bytes, casus_error *error);
/* The states and moves for Graphviz: moves to preferred states are drawn solid, others dotted; equilibria have double borders.
 * Allocated as above. */
casus_status casus_conflict_dot(const casus_conflict *conflict, const casus_solve_options *options, char **dot, size_t *len_bytes,
                                casus_error *error);

#ifdef __cplusplus
}
#endif
#endif
