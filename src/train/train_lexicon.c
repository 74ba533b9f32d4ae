/* The lexicon of forms: rows of their own for the forms of the treebanks, vectors from raw news, name lists from public facts. */
#include <math.h>
#include <stdlib.h>

#include "train/name_lists.h"
#include "train/trainer.h"
#include "train/vectors.h"

enum { KNOWN_FROM = 2, VOCABULARY_MAX = 50000, VOCABULARY_FROM = 3, VECTOR_DIM = 64, VECTOR_ROUNDS = 10 };

/* All that goes into the lexicon, by form. */
typedef struct {
  raw_words raw;
  name_lists names;
  uint64_t *vocabulary; /* form hashes, most frequent first, from 1 */
  uint32_t n_vocabulary;
  lexicon_row *rows; /* open addressing by form_hash */
  size_t n_slots, n_rows;
} gathering;

static lexicon_entry *entry_of(gathering *g, uint64_t form) {
  size_t i = (size_t)form & (g->n_slots - 1);
  while (g->rows[i].form_hash && g->rows[i].form_hash != form) i = (i + 1) & (g->n_slots - 1);
  if (!g->rows[i].form_hash) {
    g->rows[i] = (lexicon_row){.form_hash = form};
    g->n_rows++;
  }
  return &g->rows[i].entry;
}

/* ---- forms */

static int by_hash(const void *a, const void *b) {
  const uint64_t *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

static casus_status gather_forms(trainer *t, gathering *g, casus_error *error) {
  uint64_t *seen = malloc((t->c.n_words + 1) * sizeof *seen);
  if (!seen) return error_set(error, CASUS_MEMORY, "no memory for the lexicon");
  uint32_t n = 0;
  for (uint32_t f = 0; f < t->c.n_files; f++)
    for (uint32_t i = 0; i < t->c.files[f].t.n_tokens; i++) seen[n++] = form_hash(token_form(&t->c.files[f].t, i));
  qsort(seen, n, sizeof *seen, by_hash);
  for (uint32_t i = 0; i < n && t->n_forms < FORMS_MAX;) {
    uint32_t from = i;
    while (i < n && seen[i] == seen[from]) i++;
    if (i - from >= KNOWN_FROM) entry_of(g, seen[from])->form = (uint16_t)++t->n_forms;
  }
  free(seen);
  report(t, "forms: %u with a row of their own", t->n_forms);
  return CASUS_OK;
}

/* ---- vectors */

static casus_status read_raw(trainer *t, gathering *g, casus_error *error) {
  if (!raw_open(&g->raw)) return error_set(error, CASUS_MEMORY, "no memory for raw text");
  for (uint32_t f = 0; f < t->c.n_files; f++) raw_add_text(&g->raw, &t->c.files[f].t);
  casus_status status = raw_add_folder(&g->raw, t->options->data_dir, error);
  report(t, "raw: %zu words, %zu forms", g->raw.n_words, g->raw.n_forms);
  return status;
}

static int by_frequency(const void *a, const void *b) {
  const raw_form *x = a, *y = b;
  uint32_t n = x->inside + x->first, m = y->inside + y->first;
  if (n != m) return n > m ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* A sentence's first word counts as its lower-case form where that is the usual one inside sentences. */
static uint64_t settled_form(const raw_words *raw, uint64_t form, bool first) {
  const raw_form *f = raw_find(raw, form);
  if (!first || f->lower == form) return form;
  const raw_form *low = raw_find(raw, f->lower);
  return low->hash && low->inside > f->inside ? f->lower : form;
}

static void settle_words(raw_words *raw) {
  bool first = true;
  for (size_t i = 0; i < raw->n_words; i++) {
    if (raw->words[i] != RAW_SENTENCE_END) raw->words[i] = settled_form(raw, raw->words[i], first);
    first = raw->words[i] == RAW_SENTENCE_END;
  }
  for (size_t k = 0; k < raw->n_slots; k++) raw->forms[k].first = 0;
  for (size_t i = 0; i < raw->n_words; i++)
    if (raw->words[i] != RAW_SENTENCE_END) raw_find(raw, raw->words[i])->first++;
}

static casus_status choose_vocabulary(gathering *g, casus_error *error) {
  raw_form *forms = malloc((g->raw.n_forms + 1) * sizeof *forms);
  g->vocabulary = calloc(VOCABULARY_MAX + 1, sizeof *g->vocabulary);
  if (!forms || !g->vocabulary) return error_set(error, CASUS_MEMORY, "no memory for the vocabulary");
  size_t n = 0;
  for (size_t k = 0; k < g->raw.n_slots; k++) {
    if (!g->raw.forms[k].hash) continue;
    forms[n] = g->raw.forms[k];
    forms[n++].inside = 0; /* settle_words left the count in `first` */
  }
  qsort(forms, n, sizeof *forms, by_frequency);
  while (g->n_vocabulary < VOCABULARY_MAX && g->n_vocabulary < n && forms[g->n_vocabulary].first >= VOCABULARY_FROM) {
    g->vocabulary[g->n_vocabulary + 1] = forms[g->n_vocabulary].hash;
    g->n_vocabulary++;
  }
  free(forms);
  return CASUS_OK;
}

/* The running text as vocabulary numbers. */
static uint32_t *number_words(gathering *g) {
  uint32_t *words = malloc((g->raw.n_words + 1) * sizeof *words);
  for (size_t k = 0; k < g->raw.n_slots; k++) g->raw.forms[k].first = 0;
  for (uint32_t v = 1; v <= g->n_vocabulary; v++) raw_find(&g->raw, g->vocabulary[v])->first = v;
  for (size_t i = 0; words && i < g->raw.n_words; i++)
    words[i] = g->raw.words[i] == RAW_SENTENCE_END ? VECTOR_SENTENCE_END : raw_find(&g->raw, g->raw.words[i])->first;
  return words;
}

static casus_status keep_vectors(trainer *t, float *vectors, uint32_t n, casus_error *error) {
  double squares = 0;
  for (size_t i = VECTOR_DIM; i < (size_t)n * VECTOR_DIM; i++) squares += (double)(vectors[i] * vectors[i]);
  float unit = (float)(1.0 / sqrt(squares / ((double)(n - 1) * VECTOR_DIM)));
  for (size_t i = 0; i < (size_t)n * VECTOR_DIM; i++) vectors[i] *= unit;
  return byte_rows_pack(vectors, n, VECTOR_DIM, 0, &t->parts[PART_VECTORS], error);
}

static casus_status gather_vectors(trainer *t, gathering *g, casus_error *error) {
  settle_words(&g->raw);
  casus_status status = choose_vocabulary(g, error);
  if (status != CASUS_OK) return status;
  uint32_t *words = number_words(g);
  float *vectors = calloc((size_t)(g->n_vocabulary + 1) * VECTOR_DIM, sizeof *vectors);
  if (!words || !vectors) status = error_set(error, CASUS_MEMORY, "no memory for word vectors");
  vector_input in = {words, g->raw.n_words, g->n_vocabulary, VECTOR_DIM, VECTOR_ROUNDS, t->options->seed, t->options->report};
  if (status == CASUS_OK) status = vectors_train(&in, vectors, error);
  if (status == CASUS_OK) status = keep_vectors(t, vectors, g->n_vocabulary + 1, error);
  report(t, "vectors: %u words", g->n_vocabulary);
  for (uint32_t v = 1; status == CASUS_OK && v <= g->n_vocabulary; v++) entry_of(g, g->vocabulary[v])->vector = (uint16_t)v;
  free(words);
  free(vectors);
  return status;
}

static casus_status gather_names(trainer *t, gathering *g, casus_error *error) {
  char path[4096];
  snprintf(path, sizeof path, "%s/facts", t->options->data_dir);
  casus_status status = names_open(&g->names, path, &g->raw, error);
  for (size_t i = 0; status == CASUS_OK && i < g->names.n_slots; i++)
    if (g->names.slots[i].form) entry_of(g, g->names.slots[i].form)->names = g->names.slots[i].names;
  report(t, "names: %zu forms", g->names.n);
  return status;
}

static casus_status pack(trainer *t, gathering *g, casus_error *error) {
  size_t n = 0, dropped = 0;
  for (size_t i = 0; i < g->n_slots; i++)
    if (g->rows[i].form_hash) g->rows[n++] = g->rows[i];
  casus_status status = lexicon_pack(g->rows, n, &t->parts[PART_LEXICON], &dropped, error);
  if (status == CASUS_OK) status = lexicon_open(buffer_str(&t->parts[PART_LEXICON]), &t->g.lex, error);
  report(t, "lexicon: %zu forms, %zu without room", n, dropped);
  return status;
}

static casus_status copy_section(trainer *t, const weights *w, const char *name, trainer_part part, casus_error *error) {
  str section;
  casus_status status = weights_section(w, name, &section, error);
  if (status == CASUS_OK && !buffer_add(&t->parts[part], section))
    return error_set(error, CASUS_MEMORY, "no memory for section \"%s\"", name);
  return status;
}

/* Numbers of forms follow from the treebanks alone, so that a lexicon made from the same fits. */
static casus_status take_over(trainer *t, casus_error *error) {
  file_map map;
  weights w;
  str section;
  byte_rows rows;
  const char *path = t->options->lexicon_from;
  casus_status status = file_open_map(path, WEIGHTS_BYTES_MAX, &map, error);
  if (status != CASUS_OK) return status;
  status = weights_open(map.bytes, str_of(path), &w, error);
  if (status == CASUS_OK) status = copy_section(t, &w, "lexicon", PART_LEXICON, error);
  if (status == CASUS_OK) status = copy_section(t, &w, "vectors", PART_VECTORS, error);
  if (status == CASUS_OK) status = weights_section(&w, "rows", &section, error);
  if (status == CASUS_OK) status = byte_rows_open(section, "rows", &rows, error);
  if (status == CASUS_OK && rows.extra > FORMS_MAX) status = error_set(error, CASUS_DATA, "%s has too many forms", path);
  if (status == CASUS_OK) t->n_forms = rows.extra;
  if (status == CASUS_OK) status = lexicon_open(buffer_str(&t->parts[PART_LEXICON]), &t->g.lex, error);
  file_unmap(&map);
  return status;
}

casus_status train_lexicon(trainer *t, casus_error *error) {
  if (t->options->lexicon_from) return take_over(t, error);
  gathering g = {.n_slots = 1 << 19};
  g.rows = calloc(g.n_slots, sizeof *g.rows);
  casus_status status = g.rows ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the lexicon");
  if (status == CASUS_OK) status = gather_forms(t, &g, error);
  if (status == CASUS_OK) status = read_raw(t, &g, error);
  if (status == CASUS_OK) status = gather_names(t, &g, error);
  if (status == CASUS_OK) status = gather_vectors(t, &g, error);
  if (status == CASUS_OK) status = pack(t, &g, error);
  raw_close(&g.raw);
  names_close(&g.names);
  free(g.vocabulary);
  free(g.rows);
  return status;
}
