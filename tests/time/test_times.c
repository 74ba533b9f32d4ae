/* Runs tables of phrases and sentences with the times they must give (docs/times.md, "Tests"): `test_times FILE...`.
 * Prints every row that fails with what was found, and exits 1 if one does. `test_times --fill FILE` prints the table with what
 * is found in it. */
#include <stdio.h>
#include <stdlib.h>

#include "world/world.h"

enum { LINE_MAX_BYTES = 1000 };

typedef struct {
  grammar *g;
  grammar_scratch *scratch;
  arena *a;
  unsigned passed, failed;
  bool fill;
} run;

typedef struct {
  char value[LINE_MAX_BYTES], begin[LINE_MAX_BYTES], end[LINE_MAX_BYTES];
} answer;

static void add(char *list, bool more, const char *item, int len) {
  size_t used = strlen(list);
  snprintf(list + used, LINE_MAX_BYTES - used, "%s%.*s", more ? ";" : "", len, item);
}

static void answer_of(const moment *moments, uint32_t n, answer *out) {
  char date[16];
  memset(out, 0, sizeof *out);
  for (uint32_t i = 0; i < n; i++) {
    const moment *m = &moments[i];
    add(out->value, i, m->value.len ? m->value.ptr : "?", m->value.len ? (int)m->value.len : 1);
    casus_date_text(m->begin, date);
    add(out->begin, i, date[0] ? date : "-", 16);
    casus_date_text(m->end, date);
    add(out->end, i, date[0] ? date : "-", 16);
  }
  if (!n) add(out->value, false, "none", 4), add(out->begin, false, "-", 1), add(out->end, false, "-", 1);
}

static bool find_times(run *r, str phrase, casus_date on, answer *out) {
  text t;
  analysis an;
  moment *moments;
  uint32_t n;
  bool done = text_split(phrase, 0, r->a, &t, NULL) == CASUS_OK &&
              grammar_analyse(r->g, r->scratch, &t, r->a, &an, NULL) == CASUS_OK &&
              world_when(&t, &an, on, r->a, &moments, &n, NULL) == CASUS_OK;
  if (done) answer_of(moments, n, out);
  arena_reset(r->a);
  return done;
}

static void check_row(run *r, const tsv *t, const uint32_t columns[5]) {
  str phrase = t->fields[columns[0]], on_text = t->fields[columns[1]];
  casus_date on = {0};
  answer a = {0};
  if (!str_is(on_text, "-")) casus_date_read(on_text, &on);
  bool right = find_times(r, phrase, on, &a) && str_is(t->fields[columns[2]], a.value) &&
               str_is(t->fields[columns[3]], a.begin) && str_is(t->fields[columns[4]], a.end);
  right ? r->passed++ : r->failed++;
  if (r->fill)
    printf("%.*s\t%.*s\t%s\t%s\t%s\n", (int)phrase.len, phrase.ptr, (int)on_text.len, on_text.ptr, a.value, a.begin, a.end);
  else if (!right)
    printf("%.*s:%zu\n  %.*s\n  found %s %s %s\n", (int)t->file.len, t->file.ptr, t->line, (int)phrase.len, phrase.ptr, a.value,
           a.begin, a.end);
}

static bool run_table(run *r, const char *path) {
  static const char *const names[] = {"text", "on", "value", "begin", "end"};
  file_map map;
  tsv t;
  uint32_t columns[5];
  casus_error error;
  if (file_open_map(path, (size_t)1 << 24, &map, &error) != CASUS_OK) return false;
  bool good = tsv_open(&t, map.bytes, str_of(path), &error) == CASUS_OK;
  for (int i = 0; good && i < 5; i++) good = tsv_column(&t, names[i], &columns[i], &error) == CASUS_OK;
  while (good && tsv_next(&t, &error) == CASUS_OK) check_row(r, &t, columns);
  file_unmap(&map);
  return good;
}

static bool open_grammar(run *r) {
  str weights;
  file_map map;
  return data_file(NULL, "grammar.casus", &weights, &map, NULL) == CASUS_OK &&
         grammar_open(weights, STR("grammar.casus"), &r->g, NULL) == CASUS_OK &&
         grammar_scratch_new(r->g, &r->scratch, NULL) == CASUS_OK;
}

int main(int argc, char **argv) {
  run r = {.a = arena_new((size_t)1 << 26)};
  int first = argc > 1 && strcmp(argv[1], "--fill") == 0 ? 2 : 1;
  r.fill = first == 2;
  if (!r.a || !open_grammar(&r)) return 2;
  for (int i = first; i < argc; i++)
    if (!run_table(&r, argv[i])) return fprintf(stderr, "%s: cannot be read\n", argv[i]), 2;
  if (!r.fill) printf("%u rows right, %u wrong\n", r.passed, r.failed);
  grammar_scratch_free(r.scratch);
  grammar_close(r.g);
  arena_free(r.a);
  return r.failed && !r.fill;
}
