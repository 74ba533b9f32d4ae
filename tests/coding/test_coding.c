/* Runs tables of sentences with the events they must give (docs/lexicon.md, "Test sentences"): `test_coding FILE...`.
 * Prints every sentence that fails with what was found, and exits 1 if one does. */
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"

enum { EVENTS_MAX = 32 };

typedef struct {
  str type, of, status, actors, recipients;
} expected;

typedef struct {
  casus_session *session;
  unsigned passed, failed;
} run;

/* "TYPE/OF.status ACTORS>RECIPIENTS" */
static bool read_expected(str written, expected *e) {
  str head, kind;
  written = str_trim(written);
  if (!str_cut(&written, ' ', &head) || !written.ptr) return false;
  str_cut(&head, '.', &kind);
  e->status = head.ptr ? head : STR("actual");
  str_cut(&kind, '/', &e->type);
  e->of = kind.ptr ? kind : STR("");
  if (!str_cut(&written, '>', &e->actors) || !written.ptr) return false;
  e->recipients = str_trim(written);
  return casus_type_of_name(e->type) != CASUS_NONE;
}

/* Same codes in any order. */
static bool codes_match(str wanted, const casus_actor *actors, uint32_t n) {
  if (str_is(wanted, "*")) return true;
  if (str_is(wanted, "-")) return n == 0;
  uint32_t count = 0;
  str code;
  while (str_cut(&wanted, ',', &code)) {
    bool found = false;
    for (uint32_t i = 0; i < n; i++) found = found || str_equal(code, actors[i].code);
    if (!found) return false;
    count++;
  }
  return count == n;
}

static bool event_matches(const expected *e, const casus_event *v) {
  return str_is(e->type, casus_type_name(v->event)) && str_is(e->status, casus_event_status_name(v->status)) &&
         str_is(e->of, v->of ? casus_type_name(v->of) : "") && codes_match(e->actors, v->actors, v->n_actors) &&
         codes_match(e->recipients, v->recipients, v->n_recipients);
}

static bool row_passes(str wanted, const casus_event *events, size_t n) {
  bool taken[EVENTS_MAX] = {false};
  size_t count = 0;
  str written;
  if (str_is(wanted, "none")) return n == 0;
  if (n > EVENTS_MAX) return false;
  while (str_cut(&wanted, ';', &written)) {
    expected e;
    size_t i = 0;
    if (!read_expected(written, &e)) return false;
    while (i < n && (taken[i] || !event_matches(&e, &events[i]))) i++;
    if (i == n) return false;
    taken[i] = true;
    count++;
  }
  return count == n;
}

static void print_codes(const casus_actor *actors, uint32_t n) {
  if (!n) printf("-");
  for (uint32_t i = 0; i < n; i++) printf("%s%.*s", i ? "," : "", (int)actors[i].code.len, actors[i].code.ptr);
}

static void print_found(const tsv *t, str sentence, str wanted, const casus_event *events, size_t n) {
  printf("%.*s:%zu\n  %.*s\n  wanted %.*s\n", (int)t->file.len, t->file.ptr, t->line, (int)sentence.len, sentence.ptr,
         (int)wanted.len, wanted.ptr);
  if (!n) printf("  found  none\n");
  for (size_t i = 0; i < n; i++) {
    const casus_event *v = &events[i];
    printf("  found  %s%s%s.%s ", casus_type_name(v->event), v->of ? "/" : "", v->of ? casus_type_name(v->of) : "",
           casus_event_status_name(v->status));
    print_codes(v->actors, v->n_actors);
    printf(">");
    print_codes(v->recipients, v->n_recipients);
    printf("  [%.*s]\n", (int)v->rule.len, v->rule.ptr);
  }
}

static casus_status run_row(run *r, const tsv *t, str sentence, str wanted, casus_error *error) {
  casus_article article = {.text = sentence, .date = {2024, 3, 22}};
  const casus_event *events;
  size_t n;
  casus_status status = casus_code(r->session, &article, &events, &n, error);
  if (status != CASUS_OK) return status;
  bool passes = row_passes(wanted, events, n);
  if (!passes) print_found(t, sentence, wanted, events, n);
  r->passed += passes;
  r->failed += !passes;
  return CASUS_OK;
}

static casus_status run_file(run *r, const char *path, casus_error *error) {
  file_map map;
  tsv t;
  uint32_t sentence, events;
  casus_status status = file_open_map(path, 1 << 24, &map, error);
  if (status != CASUS_OK) return status;
  status = tsv_open(&t, map.bytes, str_of(path), error);
  if (status == CASUS_OK) status = tsv_column(&t, "sentence", &sentence, error);
  if (status == CASUS_OK) status = tsv_column(&t, "events", &events, error);
  while (status == CASUS_OK && (status = tsv_next(&t, error)) == CASUS_OK)
    status = run_row(r, &t, t.fields[sentence], str_trim(t.fields[events]), error);
  file_unmap(&map);
  return status == CASUS_END ? CASUS_OK : status;
}

int main(int argc, char **argv) {
  casus_engine *engine = NULL;
  casus_error error = {0};
  run r = {0};
  casus_status status = casus_engine_open(NULL, &engine, &error);
  if (status == CASUS_OK) status = casus_session_open(engine, &r.session, &error);
  for (int i = 1; status == CASUS_OK && i < argc; i++) status = run_file(&r, argv[i], &error);
  if (status != CASUS_OK) printf("%s:%zu: %s\n", error.file, error.line, error.message);
  printf("%u sentences right, %u wrong\n", r.passed, r.failed);
  casus_session_close(r.session);
  casus_engine_close(engine);
  return status != CASUS_OK || r.failed || !r.passed;
}
