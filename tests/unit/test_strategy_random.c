/* Random conflict models against a second solver, written from the textbook definitions word by word: sets and quantifiers over
 * small models, no cleverness. And what must hold of any model: which stability implies which, that the matrix form agrees, and
 * that names and order of states and decision makers do not matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <malloc.h>

#include "strategy/coalition.h"

enum { STATES = 8, PLAYERS = 4, MODELS = 10000, SMALL_RUN = 1500, TEXT_MAX = 1 << 16, HORIZONS = 80 };

static uint64_t seed = 20261122;

/* xorshift64*: the same models on every machine and day. */
static uint32_t pick(uint32_t n) {
  seed ^= seed >> 12;
  seed ^= seed << 25;
  seed ^= seed >> 27;
  return (uint32_t)((seed * 0x2545F4914F6CDD1DULL) >> 33) % n;
}

/* ---- a model as plain tables */

typedef struct {
  int n, players;
  bool move[PLAYERS][STATES][STATES];
  int payoff[PLAYERS][STATES];
  bool unknown[PLAYERS][STATES][STATES];
  bool great[PLAYERS][STATES][STATES]; /* great[i][s][t]: i greatly prefers s to t, as said in the model */
} tables;

typedef bool state_bits[STATES];

static void random_moves(tables *m, int density) {
  for (int i = 0; i < m->players; i++)
    for (int s = 0; s < m->n; s++)
      for (int t = 0; t < m->n; t++) m->move[i][s][t] = s != t && (int)pick(100) < density;
}

static void random_tables(tables *m, int players, bool unknown, bool strength) {
  *m = (tables){.n = 2 + (int)pick(STATES - 1), .players = players};
  random_moves(m, 10 + (int)pick(40));
  for (int i = 0; i < players; i++)
    for (int s = 0; s < m->n; s++) m->payoff[i][s] = (int)pick(STATES);
  for (int k = 0; unknown && k < 1 + (int)pick(6); k++) {
    int i = (int)pick((uint32_t)players), s = (int)pick((uint32_t)m->n), t = (int)pick((uint32_t)m->n);
    if (s != t) m->unknown[i][s][t] = m->unknown[i][t][s] = true;
  }
  for (int k = 0; strength && k < 2 + (int)pick(4); k++) {
    int i = (int)pick((uint32_t)players), s = (int)pick((uint32_t)m->n), t = (int)pick((uint32_t)m->n);
    if (m->payoff[i][s] > m->payoff[i][t]) m->great[i][s][t] = true;
  }
}

/* ---- as JSON */

static void write_pairs(buffer *b, const tables *m, const char *key, const bool (*pairs)[STATES][STATES]) {
  buffer_format(b, ",\"%s\":{", key);
  bool any_player = false;
  for (int i = 0; i < m->players; i++) {
    bool any = false;
    for (int s = 0; s < m->n; s++)
      for (int t = 0; t < m->n; t++) {
        if (!pairs[i][s][t]) continue;
        if (!any) buffer_format(b, "%s\"p%d\":[", any_player ? "," : "", i);
        buffer_format(b, "%s[\"s%d\",\"s%d\"]", any ? "," : "", s, t);
        any = any_player = true;
      }
    if (any) buffer_format(b, "]");
  }
  buffer_format(b, "}");
}

static void write_free_form(buffer *b, const tables *m) {
  buffer_format(b, "{\"decision_makers\":[");
  for (int i = 0; i < m->players; i++) buffer_format(b, "%s{\"name\":\"p%d\"}", i ? "," : "", i);
  buffer_format(b, "],\"states\":[");
  for (int s = 0; s < m->n; s++) buffer_format(b, "%s\"s%d\"", s ? "," : "", s);
  buffer_format(b, "],\"payoffs\":{");
  for (int i = 0; i < m->players; i++) {
    buffer_format(b, "%s\"p%d\":[", i ? "," : "", i);
    for (int s = 0; s < m->n; s++) buffer_format(b, "%s%d", s ? "," : "", m->payoff[i][s]);
    buffer_format(b, "]");
  }
  buffer_format(b, "}");
  write_pairs(b, m, "moves", m->move);
  write_pairs(b, m, "unknown", m->unknown);
  write_pairs(b, m, "strength", m->great);
  buffer_format(b, "}");
}

static casus_conflict *read_buffer(buffer *b) {
  casus_conflict *c = NULL;
  casus_error error = {0};
  if (casus_conflict_read(buffer_str(b), STR("model"), &c, &error) != CASUS_OK)
    fail_msg("%s in %.*s", error.message, (int)b->len, b->ptr);
  buffer_free(b);
  return c;
}

static casus_conflict *read_tables(const tables *m) {
  buffer b;
  buffer_init(&b, TEXT_MAX);
  write_free_form(&b, m);
  return read_buffer(&b);
}

static casus_solution *solve(const casus_conflict *c, unsigned concepts, casus_strategy_form form, uint32_t horizon) {
  casus_solution *s = NULL;
  casus_error error = {0};
  casus_solve_options o = {concepts, form, horizon};
  if (casus_conflict_solve(c, &o, &s, &error) != CASUS_OK) fail_msg("%s", error.message);
  return s;
}

/* ---- the second solver: relations */

static bool greatly(const tables *m, int i, int s, int t) {
  if (m->unknown[i][s][t]) return false;
  for (int a = 0; a < m->n; a++)
    for (int b = 0; b < m->n; b++)
      if (m->great[i][a][b] && m->payoff[i][s] >= m->payoff[i][a] && m->payoff[i][b] >= m->payoff[i][t]) return true;
  return false;
}

static bool prefers(const tables *m, int i, int t, int s) { return !m->unknown[i][s][t] && m->payoff[i][t] > m->payoff[i][s]; }

/* Is t in the deterring set of s: no better; greatly worse; or unknown, for the wary? */
static bool is_deterrent(const tables *m, int i, int s, int t, bool strong, bool wary) {
  if (m->unknown[i][s][t]) return wary;
  return strong ? greatly(m, i, s, t) : m->payoff[i][t] <= m->payoff[i][s];
}

/* ---- legal sequences, by their inductive definition: reached[t][k]: t is reached with k the last mover */

static bool legal(const tables *m, int k, int s, int t, bool credible) {
  return m->move[k][s][t] && (!credible || prefers(m, k, t, s) || m->unknown[k][s][t]);
}

static void reach(const tables *m, int members, bool credible, int from, state_bits out) {
  bool reached[STATES][PLAYERS] = {{false}}, grown = true;
  for (int k = 0; k < m->players; k++)
    for (int t = 0; t < m->n; t++)
      if (members >> k & 1 && legal(m, k, from, t, credible)) reached[t][k] = true;
  while (grown) {
    grown = false;
    for (int t = 0; t < m->n; t++)
      for (int last = 0; last < m->players; last++)
        for (int k = 0; k < m->players; k++)
          for (int u = 0; u < m->n; u++)
            if (reached[t][last] && k != last && members >> k & 1 && legal(m, k, t, u, credible) && !reached[u][k])
              reached[u][k] = grown = true;
  }
  for (int t = 0; t < m->n; t++) {
    out[t] = false;
    for (int k = 0; k < m->players; k++) out[t] = out[t] || reached[t][k];
  }
}

/* ---- stabilities */

typedef struct {
  bool bold, wary, strong; /* leaves for the unknown; is deterred by it; by what is greatly worse only */
} mood;

static bool leaves_for(const tables *m, int i, int s, int t, mood d) {
  return m->move[i][s][t] && (prefers(m, i, t, s) || (d.bold && m->unknown[i][s][t]));
}

static bool sanctions(const tables *m, int i, int s, int s2, bool answered, mood d) {
  if (!is_deterrent(m, i, s, s2, d.strong, d.wary)) return false;
  for (int s3 = 0; s3 < m->n; s3++)
    if (answered && m->move[i][s2][s3] && !is_deterrent(m, i, s, s3, d.strong, d.wary)) return false;
  return true;
}

static bool stable_by_sequence(const tables *m, int i, int s, bool credible, bool answered, mood d) {
  for (int s1 = 0; s1 < m->n; s1++) {
    state_bits others;
    bool sanctioned = false;
    if (!leaves_for(m, i, s, s1, d)) continue;
    reach(m, ((1 << m->players) - 1) & ~(1 << i), credible, s1, others);
    for (int s2 = 0; s2 < m->n; s2++) sanctioned = sanctioned || (others[s2] && sanctions(m, i, s, s2, answered, d));
    if (!sanctioned) return false;
  }
  return true;
}

static bool stable_nash(const tables *m, int i, int s, mood d) {
  for (int s1 = 0; s1 < m->n; s1++)
    if (leaves_for(m, i, s, s1, d)) return false;
  return true;
}

static bool stable_sim(const tables *m, int i, int s, mood d) {
  int j = 1 - i;
  for (int s1 = 0; s1 < m->n; s1++) {
    bool sanctioned = false;
    if (!leaves_for(m, i, s, s1, d)) continue;
    for (int s2 = 0; s2 < m->n; s2++)
      for (int x = 0; x < m->n; x++) {
        bool joint = s1 == s2 ? x == s1 : m->move[j][s1][x] && m->move[i][s2][x];
        if (legal(m, j, s, s2, true) && joint && is_deterrent(m, i, s, x, d.strong, d.wary)) sanctioned = true;
      }
    if (!sanctioned) return false;
  }
  return true;
}

static bool is_stable(const tables *m, casus_concept k, int i, int s, mood d) {
  if (k == CASUS_NASH) return stable_nash(m, i, s, d);
  if (k == CASUS_SIM) return stable_sim(m, i, s, d);
  return stable_by_sequence(m, i, s, k == CASUS_SEQ || k == CASUS_SSEQ, k == CASUS_SMR || k == CASUS_SSEQ, d);
}

static void compare_all(const tables *m, const casus_solution *got, casus_concept k) {
  for (int i = 0; i < m->players; i++)
    for (int s = 0; s < m->n; s++)
      for (int e = 0; e < CASUS_UNKNOWN_COUNT; e++)
        for (int strong = 0; strong < 2; strong++) {
          mood d = {e == CASUS_UNKNOWN_A || e == CASUS_UNKNOWN_C, e == CASUS_UNKNOWN_C || e == CASUS_UNKNOWN_D, strong != 0};
          if (strong && !got->has_strength) continue;
          bool wanted = is_stable(m, k, i, s, d);
          bool is =
              casus_solution_stable(got, k, (casus_unknown)e, strong ? CASUS_STRONG : CASUS_GENERAL, (uint32_t)i, (uint32_t)s);
          if (is != wanted)
            fail_msg("%s, extension %c, strong %d: player %d, state s%d is %d, not %d", casus_concept_name(k), 'a' + e, strong, i,
                     s, is, wanted);
        }
}

enum { SEQUENTIAL = 1u << CASUS_NASH | 1u << CASUS_GMR | 1u << CASUS_SMR | 1u << CASUS_SEQ | 1u << CASUS_SSEQ };

static void compare_model(const tables *m, const casus_conflict *c) {
  for (int form = 0; form < 2; form++) {
    casus_solution *got = solve(c, SEQUENTIAL | (m->players == 2 ? 1u << CASUS_SIM : 0), (casus_strategy_form)form, 0);
    for (int k = 0; k <= (m->players == 2 ? CASUS_SIM : CASUS_SSEQ); k++) compare_all(m, got, (casus_concept)k);
    casus_solution_free(got);
  }
}

static void run_models(int n, bool unknown, bool strength) {
  for (int k = 0; k < n; k++) {
    tables m;
    random_tables(&m, 1 + (int)pick(PLAYERS), unknown, strength);
    casus_conflict *c = read_tables(&m);
    compare_model(&m, c);
    casus_conflict_free(c);
  }
}

static void plain_preferences(void **state) {
  (void)state;
  run_models(SMALL_RUN, false, false);
}

static void unknown_preferences(void **state) {
  (void)state;
  run_models(SMALL_RUN, true, false);
}

static void great_preferences(void **state) {
  (void)state;
  run_models(SMALL_RUN, false, true);
}

static void unknown_and_great_preferences(void **state) {
  (void)state;
  run_models(SMALL_RUN, true, true);
}

/* ---- what implies what */

static void expect_implied(const casus_solution *s, casus_concept narrow, casus_concept wide, uint32_t player, uint32_t state) {
  bool holds = !casus_solution_stable(s, narrow, CASUS_UNKNOWN_A, CASUS_GENERAL, player, state) ||
               casus_solution_stable(s, wide, CASUS_UNKNOWN_A, CASUS_GENERAL, player, state);
  if (!holds)
    fail_msg("%s without %s: player %u, state s%u", casus_concept_name(narrow), casus_concept_name(wide), player, state);
}

static void stabilities_imply_one_another(void **state) {
  (void)state;
  static const casus_concept implied[][2] = {{CASUS_NASH, CASUS_SMR}, {CASUS_SMR, CASUS_GMR},   {CASUS_NASH, CASUS_SEQ},
                                             {CASUS_SEQ, CASUS_GMR},  {CASUS_NASH, CASUS_SSEQ}, {CASUS_SSEQ, CASUS_SEQ},
                                             {CASUS_SSEQ, CASUS_SMR}};
  size_t stable = 0, unstable = 0;
  for (int k = 0; k < MODELS; k++) {
    tables m;
    random_tables(&m, 1 + (int)pick(PLAYERS), k % 2, false);
    casus_conflict *c = read_tables(&m);
    casus_solution *s = solve(c, SEQUENTIAL, CASUS_LOGICAL_FORM, 0);
    for (uint32_t i = 0; i < s->n_players; i++)
      for (uint32_t x = 0; x < s->n_states; x++) {
        for (size_t r = 0; r < sizeof implied / sizeof *implied; r++) expect_implied(s, implied[r][0], implied[r][1], i, x);
        if (casus_solution_stable(s, CASUS_SSEQ, CASUS_UNKNOWN_A, CASUS_GENERAL, i, x)) stable++;
        else unstable++;
      }
    casus_solution_free(s);
    casus_conflict_free(c);
  }
  assert_true(stable > MODELS && unstable > MODELS); /* both happen, so the test says something */
}

/* ---- names and order */

static void shuffle(int *order, int n) {
  for (int i = 0; i < n; i++) order[i] = i;
  for (int i = n - 1; i > 0; i--) {
    int k = (int)pick((uint32_t)i + 1), kept = order[i];
    order[i] = order[k];
    order[k] = kept;
  }
}

static void relabel(const tables *m, const int *states, const int *players, tables *out) {
  *out = (tables){.n = m->n, .players = m->players};
  for (int i = 0; i < m->players; i++)
    for (int s = 0; s < m->n; s++) {
      int j = players[i], x = states[s];
      out->payoff[j][x] = m->payoff[i][s];
      for (int t = 0; t < m->n; t++) {
        out->move[j][x][states[t]] = m->move[i][s][t];
        out->unknown[j][x][states[t]] = m->unknown[i][s][t];
        out->great[j][x][states[t]] = m->great[i][s][t];
      }
    }
}

static void relabelling_changes_nothing(void **state) {
  (void)state;
  for (int k = 0; k < SMALL_RUN; k++) {
    tables m, other;
    int states[STATES], players[PLAYERS];
    random_tables(&m, 2 + (int)pick(PLAYERS - 1), k % 4 == 1, k % 4 == 2);
    shuffle(states, m.n);
    shuffle(players, m.players);
    relabel(&m, states, players, &other);
    casus_conflict *a = read_tables(&m), *b = read_tables(&other);
    bool two = m.players == 2;
    unsigned foresight = two && !game_has_unknown(&a->actual) ? 1u << CASUS_LIMITED | 1u << CASUS_NON_MYOPIC : 0;
    unsigned concepts = SEQUENTIAL | (two ? 1u << CASUS_SIM : 0) | foresight;
    casus_solution *x = solve(a, concepts, CASUS_LOGICAL_FORM, 3), *y = solve(b, concepts, CASUS_LOGICAL_FORM, 3);
    for (unsigned c = 0; c < CASUS_CONCEPT_COUNT; c++)
      for (int i = 0; i < m.players; i++)
        for (int s = 0; s < m.n; s++)
          for (int e = 0; e < CASUS_UNKNOWN_COUNT; e++)
            assert_int_equal(casus_solution_stable(x, (casus_concept)c, (casus_unknown)e, CASUS_STRONG, (uint32_t)i, (uint32_t)s),
                             casus_solution_stable(y, (casus_concept)c, (casus_unknown)e, CASUS_STRONG, (uint32_t)players[i],
                                                   (uint32_t)states[s]));
    casus_solution_free(x), casus_solution_free(y);
    casus_conflict_free(a), casus_conflict_free(b);
  }
}

/* ---- foresight, by its recursion */

static int outcome(const tables *m, int i, int s, int h) {
  int best = -1, j = 1 - i;
  if (!h) return s;
  for (int t = 0; t < m->n; t++) {
    if (!m->move[i][s][t]) continue;
    int end = outcome(m, j, t, h - 1);
    bool better = best < 0 || m->payoff[i][end] > m->payoff[i][best] ||
                  (m->payoff[i][end] == m->payoff[i][best] && m->payoff[j][end] < m->payoff[j][best]);
    if (better) best = end;
  }
  return best >= 0 && m->payoff[i][best] > m->payoff[i][s] ? best : s;
}

static void limited_moves(void **state) {
  (void)state;
  for (int k = 0; k < SMALL_RUN; k++) {
    tables m;
    random_tables(&m, 2, false, false);
    casus_conflict *c = read_tables(&m);
    int h = 1 + (int)pick(4);
    casus_solution *got = solve(c, 1u << CASUS_LIMITED | 1u << CASUS_NASH, CASUS_LOGICAL_FORM, (uint32_t)h);
    for (int i = 0; i < 2; i++)
      for (int s = 0; s < m.n; s++) {
        bool is = casus_solution_stable(got, CASUS_LIMITED, CASUS_UNKNOWN_A, CASUS_GENERAL, (uint32_t)i, (uint32_t)s);
        assert_int_equal(is, outcome(&m, i, s, h) == s);
        if (h == 1)
          assert_int_equal(is, casus_solution_stable(got, CASUS_NASH, CASUS_UNKNOWN_A, CASUS_GENERAL, (uint32_t)i, (uint32_t)s));
      }
    casus_solution_free(got);
    casus_conflict_free(c);
  }
}

/* Limited moves for all horizons of the second half: what is stable in all of them is non-myopically stable, in models so small
 * that outcomes have come round by then. */
static void non_myopic(void **state) {
  (void)state;
  for (int k = 0; k < 200; k++) {
    tables m;
    random_tables(&m, 2, false, false);
    casus_conflict *c = read_tables(&m);
    casus_solution *got = solve(c, 1u << CASUS_NON_MYOPIC, CASUS_LOGICAL_FORM, 0);
    bool always[2][STATES];
    memset(always, 1, sizeof always);
    for (uint32_t h = HORIZONS / 2; h < HORIZONS; h++) {
      casus_solution *l = solve(c, 1u << CASUS_LIMITED, CASUS_LOGICAL_FORM, h);
      for (uint32_t i = 0; i < 2; i++)
        for (uint32_t s = 0; s < (uint32_t)m.n; s++)
          always[i][s] = always[i][s] && casus_solution_stable(l, CASUS_LIMITED, CASUS_UNKNOWN_A, CASUS_GENERAL, i, s);
      casus_solution_free(l);
    }
    for (uint32_t i = 0; i < 2; i++)
      for (uint32_t s = 0; s < (uint32_t)m.n; s++)
        assert_int_equal(casus_solution_stable(got, CASUS_NON_MYOPIC, CASUS_UNKNOWN_A, CASUS_GENERAL, i, s), always[i][s]);
    casus_solution_free(got);
    casus_conflict_free(c);
  }
}

/* ---- coalitions */

static bool all_prefer(const tables *m, int members, int t, int s) {
  for (int i = 0; i < m->players; i++)
    if (members >> i & 1 && m->payoff[i][t] <= m->payoff[i][s]) return false;
  return true;
}

static bool coalition_sanction(const tables *m, int members, int s, int s2, bool answered) {
  state_bits own;
  if (all_prefer(m, members, s2, s)) return false;
  if (!answered) return true;
  reach(m, members, false, s2, own);
  for (int s3 = 0; s3 < m->n; s3++)
    if (own[s3] && all_prefer(m, members, s3, s)) return false;
  return true;
}

static bool coalition_stable(const tables *m, int members, int s, unsigned k) {
  state_bits own, others;
  reach(m, members, false, s, own);
  for (int s1 = 0; s1 < m->n; s1++) {
    bool sanctioned = false;
    if (!own[s1] || !all_prefer(m, members, s1, s)) continue;
    if (k == COALITION_NASH) return false;
    reach(m, ((1 << m->players) - 1) & ~members, k == COALITION_SEQ, s1, others);
    for (int s2 = 0; s2 < m->n; s2++)
      sanctioned = sanctioned || (others[s2] && coalition_sanction(m, members, s, s2, k == COALITION_SMR));
    if (!sanctioned) return false;
  }
  return true;
}

static void coalitions(void **state) {
  (void)state;
  for (int k = 0; k < SMALL_RUN; k++) {
    tables m;
    random_tables(&m, 2 + (int)pick(PLAYERS - 1), false, false);
    casus_conflict *c = read_tables(&m);
    int members = 1 + (int)pick((1u << m.players) - 1);
    coalition_solution got;
    arena *memory = arena_new(1 << 24);
    assert_int_equal(coalition_solve(&c->actual, (uint32_t)members, memory, &got, NULL), CASUS_OK);
    for (unsigned concept_ = 0; concept_ < COALITION_CONCEPTS; concept_++)
      for (int s = 0; s < m.n; s++)
        assert_int_equal(bit_at(got.stable[concept_], (size_t)s), coalition_stable(&m, members, s, concept_));
    arena_free(memory);
    casus_conflict_free(c);
  }
}

/* ---- option form: moves derived again from the definition */

enum { OPTIONS = 3 };

typedef struct {
  int owner[OPTIONS], direction[OPTIONS]; /* 0: both ways; 1: N to Y only; 2: Y to N only */
  bool feasible[STATES];
} choices;

static bool can_move(const choices *o, int i, int x, int y) {
  if (x == y || !o->feasible[x] || !o->feasible[y]) return false;
  for (int k = 0; k < OPTIONS; k++) {
    bool before = x >> k & 1, after = y >> k & 1;
    if (before == after) continue;
    if (o->owner[k] != i || (o->direction[k] == 1 && before) || (o->direction[k] == 2 && after)) return false;
  }
  return true;
}

static void random_choices(choices *o) {
  for (int k = 0; k < OPTIONS; k++) {
    o->owner[k] = k == 0 ? 0 : k == 1 ? 1 : (int)pick(2);
    o->direction[k] = (int)pick(5) - 2;
    if (o->direction[k] < 0) o->direction[k] = 0;
  }
  for (int x = 0; x < STATES; x++) o->feasible[x] = x == 0 || pick(5) > 0;
}

static void write_options(buffer *b, const choices *o) {
  buffer_format(b, "{\"decision_makers\":[");
  for (int i = 0; i < 2; i++) {
    bool any = false;
    buffer_format(b, "%s{\"name\":\"p%d\",\"options\":[", i ? "," : "", i);
    for (int k = 0; k < OPTIONS; k++) {
      if (o->owner[k] != i) continue;
      buffer_format(b, "%s\"option %d\"", any ? "," : "", k);
      any = true;
    }
    buffer_format(b, "]}");
  }
  buffer_format(b, "]");
}

/* Options are numbered as they are listed, by owner: the third may stand second. */
static void sort_by_owner(choices *o) {
  if (o->owner[2] != 0) return;
  int owner = o->owner[1], direction = o->direction[1];
  o->owner[1] = o->owner[2], o->direction[1] = o->direction[2];
  o->owner[2] = owner, o->direction[2] = direction;
}

static void write_choices(buffer *b, const choices *o, tables *m) {
  bool any = false;
  write_options(b, o);
  buffer_format(b, ",\"infeasible\":[");
  for (int x = 0; x < STATES; x++)
    if (!o->feasible[x]) {
      buffer_format(b, "%s\"%c%c%c\"", any ? "," : "", x & 1 ? 'Y' : 'N', x & 2 ? 'Y' : 'N', x & 4 ? 'Y' : 'N');
      any = true;
    }
  buffer_format(b, "],\"irreversible\":[");
  any = false;
  for (int k = 0; k < OPTIONS; k++)
    if (o->direction[k]) {
      buffer_format(b, "%s{\"option\":\"option %d\",\"direction\":\"%s\"}", any ? "," : "", k,
                    o->direction[k] == 1 ? "N->Y" : "Y->N");
      any = true;
    }
  buffer_format(b, "],\"payoffs\":{");
  for (int i = 0; i < 2; i++) {
    buffer_format(b, "%s\"p%d\":[", i ? "," : "", i);
    for (int s = 0; s < m->n; s++) buffer_format(b, "%s%d", s ? "," : "", m->payoff[i][s]);
    buffer_format(b, "]");
  }
  buffer_format(b, "}}");
}

static void options_and_patterns(void **state) {
  (void)state;
  for (int k = 0; k < SMALL_RUN; k++) {
    choices o;
    tables m = {.players = 2};
    int choice[STATES];
    buffer b;
    random_choices(&o);
    sort_by_owner(&o);
    for (int x = 0; x < STATES; x++)
      if (o.feasible[x]) choice[m.n++] = x;
    for (int i = 0; i < 2; i++)
      for (int s = 0; s < m.n; s++) {
        m.payoff[i][s] = (int)pick(STATES);
        for (int t = 0; t < m.n; t++) m.move[i][s][t] = can_move(&o, i, choice[s], choice[t]);
      }
    buffer_init(&b, TEXT_MAX);
    write_choices(&b, &o, &m);
    casus_conflict *c = read_buffer(&b);
    assert_int_equal(casus_conflict_states(c), m.n);
    for (int s = 0; s < m.n; s++) assert_int_equal(c->choice[s], choice[s]);
    compare_model(&m, c);
    casus_conflict_free(c);
  }
}

int main(void) {
  /* Arenas come and go for every small model: let the heap keep their memory. */
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_preferences),
      cmocka_unit_test(unknown_preferences),
      cmocka_unit_test(great_preferences),
      cmocka_unit_test(unknown_and_great_preferences),
      cmocka_unit_test(stabilities_imply_one_another),
      cmocka_unit_test(relabelling_changes_nothing),
      cmocka_unit_test(limited_moves),
      cmocka_unit_test(non_myopic),
      cmocka_unit_test(coalitions),
      cmocka_unit_test(options_and_patterns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
