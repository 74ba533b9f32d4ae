/* Phrases from the command line or from standard input, answered one by one. */
#include "cli/phrases.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

enum { NAME_COLUMN = 12 };

typedef struct {
  casus_session *session;
  lookup_answer answer;
  lookup_view view;
  casus_phrase ask;
  char *context; /* of --in-file */
  size_t failed, asked;
} lookup_job;

/* ---- one phrase */

/* `name` and `line` say where the phrase is from. */
static casus_status answer_one(lookup_job *j, casus_str phrase, const char *name, size_t line_number) {
  casus_error error = {0};
  j->ask.phrase = phrase;
  j->asked++;
  casus_status status = j->answer(j->session, &j->ask, &j->view, &error);
  if (status == CASUS_OK) return CASUS_OK;
  snprintf(error.file, sizeof error.file, "%s", name);
  error.line = line_number;
  print_error(&error);
  j->failed++;
  return status == CASUS_INPUT ? CASUS_OK : status;
}

static casus_status answer_operands(lookup_job *j, const invocation *i) {
  casus_status status = CASUS_OK;
  for (size_t k = 0; status == CASUS_OK && k < i->n_operands; k++) {
    char name[40];
    snprintf(name, sizeof name, "phrase %zu", k + 1);
    status = answer_one(j, text_of(i->operands[k]), name, 0);
  }
  return status;
}

/* Empty lines are passed over. */
static casus_status answer_lines(lookup_job *j) {
  line_reader r;
  casus_error error = {0};
  casus_status status = line_reader_open(&r, "-", CASUS_PHRASE_BYTES_MAX, &error);
  if (status != CASUS_OK) return status;
  for (;;) {
    status = line_reader_next(&r, &error);
    if (status == CASUS_END) break;
    if (status == CASUS_INPUT) print_error(&error), j->asked++, j->failed++;
    if (status == CASUS_OK && r.len) status = answer_one(j, (casus_str){r.bytes, r.len}, "-", r.line);
    if (status != CASUS_OK && status != CASUS_INPUT) break;
  }
  if (status == CASUS_INTERNAL) print_error(&error);
  line_reader_close(&r);
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- the command */

static int file_error(const char *path, const char *message) {
  casus_error error = {0};
  snprintf(error.file, sizeof error.file, "%s", path);
  snprintf(error.message, sizeof error.message, "%s", message);
  print_error(&error);
  return EXIT_SOME_FAILED;
}

static int read_context_file(lookup_job *j, const char *path) {
  bool standard = strcmp(path, "-") == 0;
  FILE *f = standard ? stdin : fopen(path, "rb");
  if (!f) return file_error(path, strerror(errno));
  j->context = malloc(CASUS_CONTEXT_BYTES_MAX + 1);
  size_t len = j->context ? fread(j->context, 1, CASUS_CONTEXT_BYTES_MAX + 1, f) : 0;
  bool broken = ferror(f);
  if (!standard) fclose(f);
  if (!j->context) return file_error(path, "no memory for it");
  if (broken) return file_error(path, "cannot be read");
  if (len > CASUS_CONTEXT_BYTES_MAX) return file_error(path, "is longer than the 1048576 bytes that a context may have");
  j->ask.context = (casus_str){j->context, len};
  return EXIT_DONE;
}

/* No operand, or "-": standard input. */
static bool reads_lines(const invocation *i) {
  return !i->n_operands || (i->n_operands == 1 && strcmp(i->operands[0], "-") == 0);
}

static int check_operands(const invocation *i) {
  const char *file = option_value(i, "in-file");
  if (file && option_given(i, "in")) return usage_error(i->command, "give --in or --in-file, not both");
  if (file && strcmp(file, "-") == 0 && reads_lines(i))
    return usage_error(i->command, "phrases and --in-file cannot both come from standard input");
  for (size_t k = 0; k < i->n_operands; k++)
    if (!*i->operands[k]) return usage_error(i->command, "phrase %zu is empty", k + 1);
  return EXIT_DONE;
}

static int read_job(lookup_job *j, const invocation *i) {
  const char *in = option_value(i, "in"), *file = option_value(i, "in-file");
  j->view = (lookup_view){.out = stdout, .table = wants_table(i)};
  int result = check_operands(i);
  if (result != EXIT_DONE) return result;
  if (!screen_read(i, &j->view.screen) || !option_date(i, "on", &j->ask.on)) return EXIT_USAGE;
  if (in) j->ask.context = text_of(in);
  return file ? read_context_file(j, file) : EXIT_DONE;
}

static int run_job(lookup_job *j, const invocation *i) {
  casus_engine *engine;
  casus_error error = {0};
  int result = engine_open_for(i, &engine);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_session_open(engine, &j->session, &error);
  if (status != CASUS_OK) print_error(&error);
  if (status == CASUS_OK) {
    status = reads_lines(i) ? answer_lines(j) : answer_operands(j, i);
    casus_session_close(j->session);
  }
  casus_engine_close(engine);
  if (j->failed && j->asked > 1) fprintf(stderr, "casus: %zu phrases read, %zu failed\n", j->asked, j->failed);
  if (status != CASUS_OK) return exit_status_of(status);
  return j->failed ? EXIT_SOME_FAILED : EXIT_DONE;
}

int lookup_run(const invocation *i, lookup_answer answer) {
  lookup_job j = {.answer = answer};
  int result = read_job(&j, i);
  if (result == EXIT_DONE) result = run_job(&j, i);
  free(j.context);
  return result;
}

casus_status lookup_write_json(casus_status status, char *json, size_t len, casus_error *error) {
  if (status != CASUS_OK) {
    snprintf(error->message, sizeof error->message, "its answer cannot be written as JSON");
    return status;
  }
  output_write(json, len);
  free(json);
  return CASUS_OK;
}

/* ---- text for people */

void lookup_heading(const lookup_view *v, const casus_phrase *ask) {
  char date[16];
  set_style(v->out, &v->screen, BOLD);
  line l = {v->out, v->screen.width - 14, false};
  if (put_text(&l, ask->phrase) < ask->phrase.len) fputs("\xe2\x80\xa6", v->out);
  set_style(v->out, &v->screen, DIM);
  if (ask->on.year) fprintf(v->out, "  %s", casus_date_text(ask->on, date));
  set_style(v->out, &v->screen, PLAIN);
  fputc('\n', v->out);
}

void lookup_line(const lookup_view *v, const char *name, const char *format, ...) {
  char *text;
  size_t len;
  FILE *made = open_memstream(&text, &len);
  if (!made) return;
  va_list args;
  va_start(args, format);
  vfprintf(made, format, args);
  va_end(args);
  if (fclose(made) != 0) return;
  set_style(v->out, &v->screen, DIM);
  fprintf(v->out, "  %-*s", NAME_COLUMN - 2, name);
  set_style(v->out, &v->screen, PLAIN);
  put_paragraph(v->out, &v->screen, NAME_COLUMN, (casus_str){text, len});
  free(text);
}

void lookup_reasons(const lookup_view *v, const casus_reason *reasons, uint32_t n, uint32_t of) {
  for (uint32_t i = 0; i < n; i++) {
    char name[NAME_COLUMN];
    if (reasons[i].of != of) continue;
    snprintf(name, sizeof name, "%.*s", STR_ARG(reasons[i].stage));
    lookup_line(v, name, "%.*s", STR_ARG(reasons[i].text));
  }
}
