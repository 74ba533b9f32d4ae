/* Runs tables of sentences with the events they must give (docs/lexicon.md, "Test sentences"): `test_coding FILE...`.
 * Prints every sentence that fails with what was found, and exits 1 if one does. */
#include "event_run.h"

enum { EVENTS_MAX = 32 };

typedef struct {
  str type, of, status, actors, recipients;
} expected;

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
  print_wanted(t, sentence, wanted);
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

static bool check(const tsv *t, str sentence, str wanted, const casus_event *events, size_t n) {
  if (row_passes(wanted, events, n)) return true;
  print_found(t, sentence, wanted, events, n);
  return false;
}

int main(int argc, char **argv) { return run_event_tables(argc, argv, "events", check); }
