/* How long conflict models take: a large one (16 options, 5 decision makers, 65,536 states), two decision makers with 8 options
 * each, and one of 1,000 states; all concepts, one core. Coalitions on demand, by an argument: strategy_speed --coalitions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/base.h"
#include "casus_strategy.h"

enum { JSON_MAX = 1 << 24, STATEMENTS = 24 };

static uint64_t state = 20261122;

static uint32_t pick(uint32_t n) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (uint32_t)((state * 0x2545F4914F6CDD1DULL) >> 33) % n;
}

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

typedef struct {
  const char *name;
  uint32_t players, options, ruled_out; /* one combination of the first ten options each */
  uint32_t irreversible;
} shape;

static void write_statement(buffer *b, const shape *m) {
  static const char *const words[] = {"AND", "OR", "IF", "IFF"};
  buffer_format(b, "\"%so%u %s %so%u\"", pick(2) ? "NOT " : "", pick(m->options), words[pick(4)], pick(2) ? "NOT " : "",
                pick(m->options));
}

static void write_preferences(buffer *b, const shape *m) {
  for (uint32_t i = 0; i < m->players; i++) {
    buffer_format(b, "%s\"p%u\":[", i ? "," : "", i);
    for (uint32_t k = 0; k < STATEMENTS; k++) {
      if (k) buffer_add_byte(b, ',');
      write_statement(b, m);
    }
    buffer_format(b, "]");
  }
}

/* Options go round the decision makers. */
static void write_model(buffer *b, const shape *m) {
  buffer_format(b, "{\"decision_makers\":[");
  for (uint32_t i = 0, option = 0; i < m->players; i++) {
    uint32_t n = m->options / m->players + (i < m->options % m->players);
    buffer_format(b, "%s{\"name\":\"p%u\",\"options\":[", i ? "," : "", i);
    for (uint32_t k = 0; k < n; k++) buffer_format(b, "%s\"o%u\"", k ? "," : "", option++);
    buffer_format(b, "]}");
  }
  buffer_format(b, "],\"infeasible\":[");
  for (uint32_t k = 0; k < m->ruled_out; k++) {
    buffer_format(b, "%s\"", k ? "," : "");
    for (uint32_t o = 0; o < m->options; o++) buffer_add_byte(b, o < 10 ? (k >> o & 1 ? 'Y' : 'N') : '-');
    buffer_format(b, "\"");
  }
  buffer_format(b, "],\"irreversible\":[");
  for (uint32_t k = 0; k < m->irreversible; k++)
    buffer_format(b, "%s{\"option\":\"o%u\",\"direction\":\"N->Y\"}", k ? "," : "", k * 3);
  buffer_format(b, "],\"preferences\":{");
  write_preferences(b, m);
  buffer_format(b, "}}");
}

static void die(const casus_error *error) {
  fprintf(stderr, "%s\n", error->message);
  exit(1);
}

static void count_equilibria(const casus_conflict *c, const casus_solution *s) {
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++) {
    uint32_t n = 0;
    if (!casus_solution_has(s, (casus_concept)k)) continue;
    for (uint32_t x = 0; x < casus_conflict_states(c); x++)
      n += casus_solution_equilibrium(s, (casus_concept)k, CASUS_UNKNOWN_A, CASUS_GENERAL, x);
    printf(" %s %u", casus_concept_name((casus_concept)k), n);
  }
}

static void measure(const shape *m, bool coalitions) {
  casus_error error = {0};
  casus_conflict *c;
  casus_solution *s;
  buffer b;
  buffer_init(&b, JSON_MAX);
  write_model(&b, m);
  double start = now_s();
  if (casus_conflict_read(buffer_str(&b), STR("bench"), &c, &error) != CASUS_OK) die(&error);
  double read = now_s();
  unsigned all = (1u << CASUS_SIM) - 1 + (m->players == 2 ? 7u << CASUS_SIM : 0);
  casus_solve_options o = {.concepts = all, .horizon = 5};
  if (casus_conflict_solve(c, &o, &s, &error) != CASUS_OK) die(&error);
  double solved = now_s();
  printf("%s: %u states, read %.3f s, all concepts %.3f s; equilibria", m->name, casus_conflict_states(c), read - start,
         solved - read);
  count_equilibria(c, s);
  printf("\n");
  fflush(stdout);
  if (coalitions) {
    casus_answer_options ask = {.coalitions = true,
                                .status_quo = CASUS_STRATEGY_NO_STATE,
                                .explained = CASUS_STRATEGY_NO_STATE,
                                .wished = CASUS_STRATEGY_NO_STATE};
    char *json;
    size_t len;
    start = now_s();
    if (casus_conflict_answer_json(c, &ask, &json, &len, &error) != CASUS_OK) die(&error);
    printf("  with all coalitions, as JSON: %.3f s, %zu bytes\n", now_s() - start, len);
    free(json);
  }
  casus_solution_free(s);
  casus_conflict_free(c);
  buffer_free(&b);
}

int main(int argc, char **argv) {
  static const shape shapes[] = {{"1,000 states", 3, 10, 24, 0},    {"1,000 states, two", 2, 10, 24, 2},
                                 {"16 options, five", 5, 16, 0, 0}, {"16 options, five, irreversible", 5, 16, 40, 5},
                                 {"16 options, two", 2, 16, 0, 0},  {"16 options, sixteen", 16, 16, 0, 0}};
  bool coalitions = argc > 1 && strcmp(argv[1], "--coalitions") == 0;
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) measure(&shapes[k], coalitions && shapes[k].players <= 5);
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("memory at most %ld MiB\n", used.ru_maxrss / 1024);
  return 0;
}
