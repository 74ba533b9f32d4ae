/* casus strategy: what the parties to a conflict can do, and which outcomes are stable. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "casus_strategy.h"
#include "cli/columns.h"
#include "cli/strategy_build.h"

/* ---- files */

static int file_failed(const char *path, const char *message) {
  casus_error error = {0};
  snprintf(error.file, sizeof error.file, "%s", path);
  snprintf(error.message, sizeof error.message, "%s", message);
  print_error(&error);
  return EXIT_SOME_FAILED;
}

/* All of a stream; *bytes is freed by the caller. False: no memory, too long, or reading failed. */
static bool read_all(FILE *f, char **bytes, size_t *len) {
  size_t capacity = 0;
  *len = 0;
  for (;;) {
    if (*len == capacity) {
      capacity = capacity ? 2 * capacity : 1 << 16;
      char *grown = capacity > 2 * (size_t)CASUS_STRATEGY_JSON_BYTES_MAX ? NULL : realloc(*bytes, capacity);
      if (!grown) return false;
      *bytes = grown;
    }
    size_t n = fread(*bytes + *len, 1, capacity - *len, f);
    if (!n) return !ferror(f);
    *len += n;
  }
}

static int read_model(const char *path, casus_conflict **model) {
  bool standard = strcmp(path, "-") == 0;
  FILE *f = standard ? stdin : fopen(path, "rb");
  char *bytes = NULL;
  size_t len;
  casus_error error = {0};
  if (!f) return file_failed(path, strerror(errno));
  bool whole = read_all(f, &bytes, &len);
  if (!standard) fclose(f);
  int result = whole ? EXIT_DONE : file_failed(path, "cannot be read, or is longer than a model may be");
  if (whole) {
    casus_status status = casus_conflict_read((casus_str){bytes, len}, text_of(path), model, &error);
    if (status != CASUS_OK) result = failed_with(status, &error);
  }
  free(bytes);
  return result;
}

/* ---- what is asked */

static bool read_concepts(const invocation *i, unsigned *concepts) {
  const char *list = option_value(i, "concepts");
  while (list && *list) {
    size_t n = strcspn(list, ",");
    casus_concept concept_;
    if (!casus_concept_find((casus_str){list, n}, &concept_)) {
      usage_error(i->command, "there is no stability concept \"%.*s\": it is one of Nash, GMR, SMR, SEQ, SSEQ, SIM, L, NM",
                  (int)n, list);
      return false;
    }
    *concepts |= 1u << concept_;
    list += list[n] ? n + 1 : n;
  }
  return true;
}

static bool read_state(const invocation *i, const char *name, const casus_conflict *model, uint32_t *state) {
  const char *value = option_value(i, name);
  *state = CASUS_STRATEGY_NO_STATE;
  if (!value || casus_conflict_find_state(model, text_of(value), state)) return true;
  usage_error(i->command, "--%s: the model has no feasible state \"%s\"", name, value);
  return false;
}

static bool read_question(const invocation *i, const casus_conflict *model, casus_answer_options *o) {
  const char *extension = option_value(i, "unknown"), *form = option_value(i, "form");
  long horizon = 0;
  *o = (casus_answer_options){.coalitions = option_given(i, "coalitions"),
                              .sensitivity = option_given(i, "sensitivity"),
                              .graph = option_given(i, "graph")};
  if (extension) o->extension = (casus_unknown)(*extension - 'a');
  if (form && strcmp(form, "matrix") == 0) o->solve.form = CASUS_MATRIX_FORM;
  if (!read_concepts(i, &o->solve.concepts) || !option_number(i, "horizon", 1, CASUS_STRATEGY_HORIZON_MAX, &horizon))
    return false;
  o->solve.horizon = (uint32_t)horizon;
  return read_state(i, "status-quo", model, &o->status_quo) && read_state(i, "explain", model, &o->explained) &&
         read_state(i, "wish", model, &o->wished);
}

/* ---- output */

/* Lines at whose head a word stands are headings. */
static void write_page(const screen *s, const char *text) {
  while (*text) {
    const char *end = strchr(text, '\n');
    size_t n = end ? (size_t)(end - text) + 1 : strlen(text);
    bool heading = *text != ' ' && *text != '\n';
    if (heading) set_style(stdout, s, BOLD);
    output_write(text, n);
    if (heading) set_style(stdout, s, PLAIN);
    text += n;
  }
}

static int write_graph(const casus_conflict *model, const casus_answer_options *o, const char *path) {
  char *dot;
  size_t len;
  casus_error error = {0};
  casus_status status = casus_conflict_dot(model, &o->solve, &dot, &len, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = EXIT_DONE;
  if (strcmp(path, "-") == 0) {
    output_write(dot, len);
  } else {
    FILE *f = fopen(path, "wb");
    bool written = f && fwrite(dot, 1, len, f) == len;
    if (f && fclose(f) != 0) written = false;
    if (!written) result = file_failed(path, strerror(errno));
  }
  free(dot);
  return result;
}

static int write_answer(const invocation *i, const casus_conflict *model, const casus_answer_options *o) {
  screen s;
  char *text;
  size_t len;
  casus_error error = {0};
  if (!screen_read(i, &s)) return EXIT_USAGE;
  bool table = wants_table(i);
  casus_status status = table ? casus_conflict_answer_text(model, o, s.width, &text, &len, &error)
                              : casus_conflict_answer_json(model, o, &text, &len, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  if (table) write_page(&s, text);
  else output_write(text, len);
  free(text);
  return EXIT_DONE;
}

static int answer_model(const invocation *i, const casus_conflict *model) {
  casus_answer_options o;
  const char *dot = option_value(i, "dot");
  if (!read_question(i, model, &o)) return EXIT_USAGE;
  if (dot && strcmp(dot, "-") == 0) return write_graph(model, &o, dot);
  int result = write_answer(i, model, &o);
  return result == EXIT_DONE && dot ? write_graph(model, &o, dot) : result;
}

static int solve(const invocation *i) {
  casus_conflict *model;
  if (i->n_operands != 2) return usage_error(i->command, "strategy solve needs the file of one model");
  int result = read_model(i->operands[1], &model);
  if (result != EXIT_DONE) return result;
  result = answer_model(i, model);
  casus_conflict_free(model);
  return result;
}

/* ---- the command */

static const struct {
  const char *name;
  int (*run)(const invocation *i);
} actions[] = {{"solve", solve}, {"build", strategy_build}};

static int strategy_run(const invocation *i) {
  for (size_t k = 0; k < sizeof actions / sizeof *actions; k++)
    if (strcmp(i->operands[0], actions[k].name) == 0) return actions[k].run(i);
  return usage_error(i->command, "strategy cannot \"%s\": it can solve and build", i->operands[0]);
}

static const option strategy_options[] = {
    {"concepts", "LIST", "Stability concepts, by commas: Nash,GMR,SMR,SEQ,SSEQ,SIM,L,NM", "Nash to SSEQ, SIM for two"},
    {"horizon", "N", "How many moves L looks ahead", "the model's, or 3"},
    {"unknown", "a|b|c|d", "Which extension for unknown preferences stands first", "a"},
    {"coalitions", NULL, "Stability for coalitions too", NULL},
    {"status-quo", "STATE", "Shortest ways from this state", "the model's"},
    {"sensitivity", NULL, "Which equilibria change when two neighbours in somebody's preferences are exchanged", NULL},
    {"graph", NULL, "All moves, in JSON: from, to, and whether that is better for whom moves", NULL},
    {"explain", "STATE", "Why this state is stable or not, move by move", NULL},
    {"wish", "STATE", "Which preferences would make this state stable", NULL},
    {"form", "logical|matrix", "How to solve; the answers are the same", "logical"},
    {"dot", "FILE", "Write the graph of states for Graphviz; - is standard output, with nothing else", NULL},
    {"format", "table|json", "A table for readers or one JSON object", "table on a terminal, else json"},
    SCREEN_OPTIONS,
    BUILD_OPTIONS,
    READER_OPTIONS,
    ENGINE_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const strategy_examples[] = {"casus strategy solve cuba.json --format table",
                                                "Which outcomes are stable, in words",
                                                "casus strategy solve cuba.json --explain 6 --format table",
                                                "Why nobody would leave state 6, or who would",
                                                "casus strategy solve elmira.json --status-quo 1 --coalitions",
                                                "What can be reached from the present state, alone or together",
                                                "casus strategy solve cuba.json --dot - | dot -Tsvg >cuba.svg",
                                                "The graph of states and moves",
                                                "casus strategy build news.txt --format table",
                                                "The model that an article proposes, with its sentences",
                                                "casus strategy build --db crisis.db --about harbour | casus strategy solve -",
                                                "From the reports of a store to stable outcomes",
                                                NULL};

const command strategy_command = {
    .name = "strategy",
    .operands = "solve MODEL.json | build [FILE...]",
    .summary = "propose a conflict model, or tell which of its outcomes are stable",
    .description =
        "Reads a conflict model: decision makers, their options, which combinations cannot be, which moves cannot be taken\n"
        "back, and what each prefers (CONTRACT.md; docs/strategy.md tells all fields). Tells which states are stable for whom\n"
        "and which for all, after the Graph Model for Conflict Resolution: Nash, general and symmetric metarationality (GMR,\n"
        "SMR), sequential and symmetric sequential stability (SEQ, SSEQ); for two decision makers simultaneous sanctions\n"
        "(SIM), limited moves (L) and non-myopic stability (NM); with unknown and great preferences, coalitions and\n"
        "misperception where the model has them. - reads the model from standard input.\n"
        "\n"
        "build codes articles, or reads a store (--db), and proposes such a model: who decides, what each could do, what is\n"
        "so now, what cannot be taken back, what each seems to want; each with the sentences it rests on. It is a proposal:\n"
        "check it before you solve it.\n"
        "\n"
        "A state is named as in the model: by its number, by a pattern like YN-N without dashes, or by its name.\n"
        "A model that makes no sense is named with line and field; the exit status is then 1.",
    .options = strategy_options,
    .examples = strategy_examples,
    .run = strategy_run,
    .min_operands = 1,
    .max_operands = UINT_MAX,
};
