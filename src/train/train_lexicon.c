/* The lexicon of forms: their usual and their only tags from the treebanks. */
#include <stdlib.h>

#include "train/trainer.h"

enum { KNOWN_FROM = 2, USUAL_FROM = 2, ONLY_FROM = 12 };

typedef struct {
  uint64_t form;
  uint32_t count;
  uint8_t tag;
} form_tag;

static int by_form(const void *a, const void *b) {
  const form_tag *x = a, *y = b;
  if (x->form != y->form) return x->form < y->form ? -1 : 1;
  return x->tag < y->tag ? -1 : x->tag > y->tag;
}

static uint32_t collect(const trainer *t, form_tag *seen) {
  uint32_t n = 0;
  for (uint32_t f = 0; f < t->c.n_files; f++)
    for (uint32_t i = 0; i < t->c.files[f].t.n_tokens; i++)
      seen[n++] = (form_tag){form_hash(token_form(&t->c.files[f].t, i)), 1, t->gold_tags[f][i]};
  qsort(seen, n, sizeof *seen, by_form);
  return n;
}

static lexicon_row read_form(const form_tag *seen, uint32_t n) {
  uint32_t best = 0, best_count = 0;
  for (uint32_t i = 0; i < n;) {
    uint32_t from = i;
    while (i < n && seen[i].tag == seen[from].tag) i++;
    if (i - from > best_count) best_count = i - from, best = from;
  }
  lexicon_entry e = {.usual_tag = NO_TAG, .only_tag = NO_TAG, .known = n >= KNOWN_FROM};
  if (n >= USUAL_FROM) e.usual_tag = seen[best].tag;
  if (n >= ONLY_FROM && best_count == n) e.only_tag = seen[best].tag;
  return (lexicon_row){seen[0].form, e};
}

casus_status train_lexicon(trainer *t, casus_error *error) {
  form_tag *seen = malloc(t->c.n_words * sizeof *seen);
  lexicon_row *rows = malloc(t->c.n_words * sizeof *rows);
  casus_status status = seen && rows ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the lexicon");
  size_t n_rows = 0, dropped = 0;
  uint32_t n = status == CASUS_OK ? collect(t, seen) : 0;
  for (uint32_t i = 0; i < n;) {
    uint32_t from = i;
    while (i < n && seen[i].form == seen[from].form) i++;
    if (i - from >= KNOWN_FROM) rows[n_rows++] = read_form(seen + from, i - from);
  }
  if (status == CASUS_OK) status = lexicon_pack(rows, n_rows, &t->parts[PART_LEXICON], &dropped, error);
  if (status == CASUS_OK) status = lexicon_open(buffer_str(&t->parts[PART_LEXICON]), &t->g.lex, error);
  if (status == CASUS_OK) report(t, "lexicon: %zu forms, %zu without room", n_rows, dropped);
  free(seen);
  free(rows);
  return status;
}
