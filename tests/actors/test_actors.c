/* Runs tables of phrases with the parties they must name (docs/actor-tests.md): `test_actors FILE...`.
 * Prints every row that fails with what was found, and exits 1 if one does. */
#include <stdlib.h>

#include "table_run.h"

enum { MARKS_MAX = 8, TEXT_MAX = 1 << 14, CHAIN_MAX = 16 };

typedef struct {
  uint32_t begin, end;
} range;

typedef struct {
  char bytes[TEXT_MAX];
  size_t len;
  range marks[MARKS_MAX];
  uint32_t n_marks;
} marked;

/* "[Israeli troops] left": the text without its brackets, and where they stood. "\n" is a paragraph's end. */
static bool read_marked(str written, marked *m) {
  m->len = 0;
  m->n_marks = 0;
  for (size_t i = 0; i < written.len; i++) {
    char c = written.ptr[i];
    bool line = c == '\\' && i + 1 < written.len && written.ptr[i + 1] == 'n';
    if (m->len + 2 >= TEXT_MAX) return false;
    if (c == '[' && m->n_marks < MARKS_MAX) m->marks[m->n_marks].begin = (uint32_t)m->len;
    else if (c == ']' && m->n_marks < MARKS_MAX) m->marks[m->n_marks++].end = (uint32_t)m->len;
    else if (line) m->bytes[m->len++] = '\n', m->bytes[m->len++] = '\n', i++;
    else m->bytes[m->len++] = c;
  }
  if (!m->n_marks) m->marks[m->n_marks++] = (range){0, (uint32_t)m->len};
  return true;
}

/* The longest mention whose head stands in the range. */
static const party *party_in(const mentions *found, const text *t, range where) {
  const party *best = NULL;
  for (uint32_t i = 0; i < found->n_parties; i++) {
    const party *p = &found->parties[i];
    uint32_t at = t->tokens[p->head].begin;
    bool linked = found->party_at[p->head] == i + 1;
    if (linked && at >= where.begin && at < where.end && (!best || p->n_tokens > best->n_tokens)) best = p;
  }
  return best;
}

/* "ISRMIL", "RUS@" for a mere place, "-" for nobody; further parties of the same words behind "+". */
static void write_code(const mentions *found, const party *p, buffer *out) {
  if (!p || (str_empty(p->code) && str_empty(p->name))) buffer_add(out, STR("-"));
  for (uint32_t k = 0; p && k < CHAIN_MAX; k++) {
    if (k) buffer_add_byte(out, '+');
    buffer_add(out, str_empty(p->code) && !str_empty(p->name) ? STR("?") : p->code);
    if (p->kind == PARTY_PLACE) buffer_add_byte(out, '@');
    p = p->also ? &found->parties[p->also - 1] : NULL;
  }
}

/* The order of parties that share their words does not count. */
static bool codes_match(str wanted, str got) {
  str one;
  size_t n_wanted = 1, n_got = 1;
  for (size_t i = 0; i < wanted.len; i++) n_wanted += wanted.ptr[i] == '+';
  for (size_t i = 0; i < got.len; i++) n_got += got.ptr[i] == '+';
  while (str_cut(&wanted, '+', &one)) {
    str rest = got, other;
    bool hit = false;
    while (str_cut(&rest, '+', &other)) hit = hit || str_equal(one, other);
    if (!hit) return false;
  }
  return n_wanted == n_got;
}

/* "FRAGOV Emmanuel Macron": the code, then the name where the row says one; "=" alone: no name. */
static bool matches(str wanted, const mentions *found, const party *p) {
  buffer code;
  str want_code;
  str_cut(&wanted, ' ', &want_code);
  buffer_init(&code, TEXT_MAX);
  write_code(found, p, &code);
  bool same = codes_match(want_code, buffer_str(&code));
  buffer_free(&code);
  if (!same || !wanted.ptr) return same;
  str name = p ? p->name : STR("");
  return str_is(wanted, "=") ? str_empty(name) : str_equal(wanted, name);
}

static void print_found(const tsv *t, str written, str wanted, const mentions *found, const party *p) {
  buffer code;
  buffer_init(&code, TEXT_MAX);
  write_code(found, p, &code);
  printf("%.*s:%zu\n  %.*s\n  wanted %.*s\n  found  %.*s", (int)t->file.len, t->file.ptr, t->line, (int)written.len, written.ptr,
         (int)wanted.len, wanted.ptr, (int)code.len, code.ptr);
  if (p)
    printf(" %.*s  [%.*s, kind %d, basis %d]", (int)p->name.len, p->name.ptr, (int)p->source.len, p->source.ptr, p->kind,
           p->basis);
  printf("\n");
  buffer_free(&code);
}

static casus_status resolve(run *r, const marked *m, str date, text *t, mentions *found, casus_error *error) {
  analysis an;
  casus_date on = {0};
  if (!str_empty(date) && !casus_date_read(date, &on)) return error_set(error, CASUS_DATA, "bad date");
  casus_status status = text_split((str){m->bytes, m->len}, 0, r->a, t, error);
  if (status == CASUS_OK) status = grammar_analyse(r->g, r->scratch, t, r->a, &an, error);
  return status == CASUS_OK ? world_resolve(r->w, t, &an, on, r->a, found, error) : status;
}

static casus_status run_row(run *r, const tsv *table, str date, str written, str wanted, casus_error *error) {
  static marked m; /* too large for the stack; the program has one thread */
  text t;
  mentions found;
  str one;
  if (!read_marked(written, &m)) return error_at(error, CASUS_DATA, table->file, table->line, 0, "the text is too long");
  casus_status status = resolve(r, &m, date, &t, &found, error);
  uint32_t k = 0;
  for (; status == CASUS_OK && str_cut(&wanted, ';', &one) && k < m.n_marks; k++) {
    const party *p = party_in(&found, &t, m.marks[k]);
    bool passes = matches(str_trim(one), &found, p);
    if (!passes) print_found(table, written, str_trim(one), &found, p);
    r->passed += passes;
    r->failed += !passes;
  }
  if (status == CASUS_OK && k != m.n_marks)
    status = error_at(error, CASUS_DATA, table->file, table->line, 0, "as many marks as expectations");
  arena_reset(r->a);
  return status;
}

static casus_status run_file(run *r, const char *path, casus_error *error) {
  file_map map;
  tsv t;
  uint32_t date, text_column, expect;
  casus_status status = file_open_map(path, 1 << 24, &map, error);
  if (status != CASUS_OK) return status;
  status = tsv_open(&t, map.bytes, str_of(path), error);
  if (status == CASUS_OK) status = tsv_column(&t, "date", &date, error);
  if (status == CASUS_OK) status = tsv_column(&t, "text", &text_column, error);
  if (status == CASUS_OK) status = tsv_column(&t, "expect", &expect, error);
  while (status == CASUS_OK && (status = tsv_next(&t, error)) == CASUS_OK)
    status = run_row(r, &t, t.fields[date], t.fields[text_column], t.fields[expect], error);
  file_unmap(&map);
  return status == CASUS_END ? CASUS_OK : status;
}

int main(int argc, char **argv) { return run_files(argc, argv, run_file, "mentions"); }
