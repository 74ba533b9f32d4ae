/* Runs tables of texts with whom their pronouns and phrases must mean (docs/coreference.md): `test_coref FILE...`.
 * Prints every row that fails with what was found, and exits 1 if one does. */
#include <stdlib.h>

#include "table_run.h"

enum { TEXT_MAX = 1 << 14, CHAIN_MAX = 16 };

/* "Anna Obame said [she] was tired.": the text without its brackets, and where they stood. "\n" is a paragraph's end. */
typedef struct {
  char bytes[TEXT_MAX];
  size_t len;
  uint32_t begin, end;
} marked;

static bool read_marked(str written, marked *m) {
  *m = (marked){0};
  for (size_t i = 0; i < written.len && m->len + 2 < TEXT_MAX; i++) {
    char c = written.ptr[i];
    bool line = c == '\\' && i + 1 < written.len && written.ptr[i + 1] == 'n';
    if (c == '[') m->begin = (uint32_t)m->len;
    else if (c == ']') m->end = (uint32_t)m->len;
    else if (line) m->bytes[m->len++] = '\n', m->bytes[m->len++] = '\n', i++;
    else m->bytes[m->len++] = c;
  }
  return m->end > m->begin;
}

/* The mention whose head stands in the marked words: 1 + index or 0. */
static uint32_t party_in(const mentions *found, const text *t, const marked *m) {
  for (uint32_t i = t->n_tokens; i-- > 0;)
    if (t->tokens[i].begin >= m->begin && t->tokens[i].end <= m->end && found->party_at[i]) return found->party_at[i];
  return 0;
}

/* Where the chain of antecedents ends; 0: the words mean nobody but themselves. */
static uint32_t meant(const mentions *found, uint32_t at) {
  if (!at || !found->parties[at - 1].antecedent) return 0;
  for (int k = 0; k < CHAIN_MAX && found->parties[at - 1].antecedent; k++) at = found->parties[at - 1].antecedent;
  return at;
}

static str words_of(const text *t, const party *p) {
  return str_slice(t->bytes, t->tokens[p->first_token].begin, t->tokens[p->first_token + p->n_tokens - 1].end);
}

static str name_of(const run *r, const text *t, const party *p) {
  if (p->kind == PARTY_COUNTRY || p->kind == PARTY_SEAT) return world_country_name(r->w, p->country);
  return str_empty(p->name) ? words_of(t, p) : p->name;
}

/* "Anna Obame", "Kenya+Uganda" for two, "none". Two are written in the order of the chain. */
static void write_meant(const run *r, const text *t, const mentions *found, uint32_t at, buffer *out) {
  for (uint32_t k = 0; at && k < CHAIN_MAX; k++, at = found->parties[at - 1].also) {
    uint32_t root = meant(found, at);
    str name = root ? name_of(r, t, &found->parties[root - 1]) : STR("none");
    if (k) buffer_add_byte(out, '+');
    buffer_add(out, name);
  }
  if (!out->len) buffer_add(out, STR("none"));
}

static casus_status resolve(run *r, const marked *m, text *t, mentions *found, casus_error *error) {
  analysis an;
  casus_status status = text_split((str){m->bytes, m->len}, 0, r->a, t, error);
  if (status == CASUS_OK) status = grammar_analyse(r->g, r->scratch, t, r->a, &an, error);
  return status == CASUS_OK ? world_resolve(r->w, t, &an, (casus_date){2024, 3, 22}, r->a, found, error) : status;
}

static casus_status run_row(run *r, const tsv *table, str written, str wanted, casus_error *error) {
  static marked m; /* too large for the stack; the program has one thread */
  text t;
  mentions found;
  buffer got;
  if (!read_marked(written, &m)) return error_at(error, CASUS_DATA, table->file, table->line, 0, "no words are marked");
  casus_status status = resolve(r, &m, &t, &found, error);
  if (status != CASUS_OK) return status;
  buffer_init(&got, TEXT_MAX);
  write_meant(r, &t, &found, party_in(&found, &t, &m), &got);
  bool passes = str_equal(buffer_str(&got), wanted);
  if (!passes)
    printf("%.*s:%zu\n  %.*s\n  wanted %.*s\n  found  %.*s\n", (int)table->file.len, table->file.ptr, table->line,
           (int)written.len, written.ptr, (int)wanted.len, wanted.ptr, (int)got.len, got.ptr);
  r->passed += passes;
  r->failed += !passes;
  buffer_free(&got);
  arena_reset(r->a);
  return CASUS_OK;
}

static casus_status run_file(run *r, const char *path, casus_error *error) {
  file_map map;
  tsv t;
  uint32_t text_column, means;
  casus_status status = file_open_map(path, 1 << 24, &map, error);
  if (status != CASUS_OK) return status;
  status = tsv_open(&t, map.bytes, str_of(path), error);
  if (status == CASUS_OK) status = tsv_column(&t, "text", &text_column, error);
  if (status == CASUS_OK) status = tsv_column(&t, "means", &means, error);
  while (status == CASUS_OK && (status = tsv_next(&t, error)) == CASUS_OK)
    status = run_row(r, &t, t.fields[text_column], str_trim(t.fields[means]), error);
  file_unmap(&map);
  return status == CASUS_END ? CASUS_OK : status;
}

int main(int argc, char **argv) { return run_files(argc, argv, run_file, "references"); }
