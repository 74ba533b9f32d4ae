/* Any bytes as a conflict model; and as a statement of a model that is sound, so that the fuzzer need not write JSON to get
 * there. What is read is small enough to be solved: both forms agree, and the answer is JSON again. */
#include <jansson.h>
#include <stdlib.h>

#include "strategy/stability.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

enum { SOLVED_STATES_MAX = 64, SOLVED_PLAYERS_MAX = 6, STATEMENT_BYTES_MAX = 1 << 16 };

static void compare_forms(const casus_conflict *c) {
  casus_solution *s[2];
  for (int form = 0; form < 2; form++) {
    casus_solve_options o = {.concepts = (1u << CASUS_SIM) - 1, .form = (casus_strategy_form)form};
    REQUIRE(casus_conflict_solve(c, &o, &s[form], NULL) == CASUS_OK);
  }
  for (unsigned k = 0; k <= CASUS_SSEQ; k++)
    for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++)
      for (unsigned strong = 0; strong < STRENGTHS; strong++)
        REQUIRE(memcmp(s[0]->stable[k][e][strong], s[1]->stable[k][e][strong], s[0]->words * s[0]->n_players * 8) == 0);
  casus_solution_free(s[0]);
  casus_solution_free(s[1]);
}

static void answer(const casus_conflict *c) {
  casus_answer_options o = {.sensitivity = true, .explained = 0, .status_quo = 0, .wished = CASUS_STRATEGY_NO_STATE};
  char *text;
  size_t len;
  if (casus_conflict_answer_json(c, &o, &text, &len, NULL) != CASUS_OK) return;
  json_t *read = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
  REQUIRE(read);
  json_decref(read);
  free(text);
  REQUIRE(casus_conflict_answer_text(c, &o, 80, &text, &len, NULL) == CASUS_OK);
  free(text);
}

static void read_and_solve(str json) {
  casus_conflict *c;
  casus_error error = {0};
  if (casus_conflict_read(json, STR("fuzz"), &c, &error) != CASUS_OK) {
    REQUIRE(error.message[0]);
    return;
  }
  if (casus_conflict_states(c) <= SOLVED_STATES_MAX && casus_conflict_decision_makers(c) <= SOLVED_PLAYERS_MAX) {
    compare_forms(c);
    answer(c);
  }
  casus_conflict_free(c);
}

static bool add_escaped(buffer *b, const uint8_t *data, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (!(data[i] == '"' || data[i] == '\\' ? buffer_add_byte(b, '\\') && buffer_add_byte(b, (char)data[i])
                                            : buffer_add_byte(b, (char)data[i])))
      return false;
  return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  buffer b;
  read_and_solve((str){(const char *)data, size});
  buffer_init(&b, 4 * STATEMENT_BYTES_MAX);
  if (buffer_add(&b,
                 STR("{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"a\",\"the\"]},{\"name\":\"B\",\"options\":[\"1\"]}],"
                     "\"statements\":{\"A\":[\"a\"],\"B\":[\"")) &&
      add_escaped(&b, data, size < STATEMENT_BYTES_MAX ? size : STATEMENT_BYTES_MAX) && buffer_add(&b, STR("\"]}}")))
    read_and_solve(buffer_str(&b));
  buffer_free(&b);
  return 0;
}
