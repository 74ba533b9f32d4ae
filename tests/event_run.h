/* What tests that are tables of sentences and events share: the program, one session, the walk over the tables' rows, the count.
 */
#ifndef CASUS_EVENT_RUN_H
#define CASUS_EVENT_RUN_H

#include <stdio.h>

#include "base/base.h"

/* Do the events of a sentence pass? Prints what was found where they do not. */
typedef bool row_check(const tsv *t, str sentence, str wanted, const casus_event *events, size_t n);

typedef struct {
  casus_session *session;
  row_check *check;
  const char *column; /* that says what is wanted */
  unsigned passed, failed;
} event_run;

/* Publication date of all: Friday 2024-03-22. */
static casus_status run_row(event_run *r, const tsv *t, str sentence, str wanted, casus_error *error) {
  casus_article article = {.text = sentence, .date = {2024, 3, 22}};
  const casus_event *events;
  size_t n;
  casus_status status = casus_code(r->session, &article, &events, &n, error);
  if (status != CASUS_OK) return status;
  bool passes = r->check(t, sentence, wanted, events, n);
  r->passed += passes;
  r->failed += !passes;
  return CASUS_OK;
}

static casus_status run_file(event_run *r, const char *path, casus_error *error) {
  file_map map;
  tsv t;
  uint32_t sentence, wanted;
  casus_status status = file_open_map(path, 1 << 24, &map, error);
  if (status != CASUS_OK) return status;
  status = tsv_open(&t, map.bytes, str_of(path), error);
  if (status == CASUS_OK) status = tsv_column(&t, "sentence", &sentence, error);
  if (status == CASUS_OK) status = tsv_column(&t, r->column, &wanted, error);
  while (status == CASUS_OK && (status = tsv_next(&t, error)) == CASUS_OK)
    status = run_row(r, &t, t.fields[sentence], str_trim(t.fields[wanted]), error);
  file_unmap(&map);
  return status == CASUS_END ? CASUS_OK : status;
}

/* The exit status. */
static int run_event_tables(int argc, char **argv, const char *column, row_check *check) {
  casus_engine *engine = NULL;
  casus_error error = {0};
  event_run r = {.check = check, .column = column};
  casus_status status = casus_engine_open(NULL, &engine, &error);
  if (status == CASUS_OK) status = casus_session_open(engine, &r.session, &error);
  for (int i = 1; status == CASUS_OK && i < argc; i++) status = run_file(&r, argv[i], &error);
  if (status != CASUS_OK) printf("%s:%zu: %s\n", error.file, error.line, error.message);
  printf("%u sentences right, %u wrong\n", r.passed, r.failed);
  casus_session_close(r.session);
  casus_engine_close(engine);
  return status != CASUS_OK || r.failed || !r.passed;
}

static void print_wanted(const tsv *t, str sentence, str wanted) {
  printf("%.*s:%zu\n  %.*s\n  wanted %.*s\n", (int)t->file.len, t->file.ptr, t->line, (int)sentence.len, sentence.ptr,
         (int)wanted.len, wanted.ptr);
}

#endif
