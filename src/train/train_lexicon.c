/* The lexicon of forms: usual and only tags from the treebanks, classes from raw news, name lists from public facts. */
#include <stdlib.h>

#include "train/clusters.h"
#include "train/name_lists.h"
#include "train/trainer.h"

enum {
  KNOWN_FROM = 2,
  USUAL_FROM = 2,
  ONLY_FROM = 12,
  VOCABULARY_MAX = 40000,
  VOCABULARY_FROM = 4,
  FINE_CLASSES = 500,
  COARSE_CLASSES = 50,
  CLUSTER_ROUNDS = 8
};

static const char *const raw_files[] = {"abc_australia.txt.gz",        "bbc2004.txt.gz",        "reuters21578.txt.gz",
                                        "wmt21_22_sents.txt.gz",       "wmt23_24_sents.txt.gz", "world-newswire.jsonl.gz",
                                        "state_union_inaugural.txt.gz"};

/* All that goes into the lexicon, by form. */
typedef struct {
  raw_words raw;
  name_lists names;
  uint64_t *vocabulary; /* form hashes, most frequent first, from 1 */
  uint16_t *fine, *coarse;
  uint32_t n_vocabulary;
  lexicon_row *rows; /* open addressing by form_hash */
  size_t n_slots, n_rows;
} gathering;

static lexicon_entry *entry_of(gathering *g, uint64_t form) {
  size_t i = (size_t)form & (g->n_slots - 1);
  while (g->rows[i].form_hash && g->rows[i].form_hash != form) i = (i + 1) & (g->n_slots - 1);
  if (!g->rows[i].form_hash) {
    g->rows[i] = (lexicon_row){form, {.usual_tag = NO_TAG, .only_tag = NO_TAG}};
    g->n_rows++;
  }
  return &g->rows[i].entry;
}

/* ---- tags */

typedef struct {
  uint64_t form;
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
      seen[n++] = (form_tag){form_hash(token_form(&t->c.files[f].t, i)), t->gold_tags[f][i]};
  qsort(seen, n, sizeof *seen, by_form);
  return n;
}

static bool is_finite(uint8_t tag) { return tag == XPOS_VBD || tag == XPOS_VBP || tag == XPOS_VBZ || tag == XPOS_MD; }

static void keep_tags(const trainer *t, gathering *g, const form_tag *seen, uint32_t n) {
  uint32_t best = 0, best_count = 0;
  for (uint32_t i = 0; i < n;) {
    uint32_t from = i;
    while (i < n && seen[i].tag == seen[from].tag) i++;
    if (i - from > best_count) best_count = i - from, best = from;
  }
  if (n < KNOWN_FROM) return;
  lexicon_entry *e = entry_of(g, seen[0].form);
  e->traits = TRAIT_KNOWN;
  if (is_finite(t->g.tag_xpos[seen[best].tag])) e->traits |= TRAIT_FINITE;
  if (n >= USUAL_FROM) e->usual_tag = seen[best].tag;
  if (n >= ONLY_FROM && best_count == n) e->only_tag = seen[best].tag;
}

static casus_status gather_tags(trainer *t, gathering *g, casus_error *error) {
  form_tag *seen = malloc((t->c.n_words + 1) * sizeof *seen);
  if (!seen) return error_set(error, CASUS_MEMORY, "no memory for the lexicon");
  uint32_t n = collect(t, seen);
  for (uint32_t i = 0; i < n;) {
    uint32_t from = i;
    while (i < n && seen[i].form == seen[from].form) i++;
    keep_tags(t, g, seen + from, i - from);
  }
  free(seen);
  return CASUS_OK;
}

/* ---- classes */

static casus_status read_raw(trainer *t, gathering *g, casus_error *error) {
  char path[4096];
  if (!raw_open(&g->raw)) return error_set(error, CASUS_MEMORY, "no memory for raw text");
  for (uint32_t f = 0; f < t->c.n_files; f++) raw_add_text(&g->raw, &t->c.files[f].t);
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < sizeof raw_files / sizeof *raw_files; i++) {
    snprintf(path, sizeof path, "%s/raw/%s", t->data_dir, raw_files[i]);
    status = raw_add_file(&g->raw, path, error);
  }
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
    words[i] = g->raw.words[i] == RAW_SENTENCE_END ? 0 : raw_find(&g->raw, g->raw.words[i])->first;
  return words;
}

static casus_status gather_classes(trainer *t, gathering *g, casus_error *error) {
  settle_words(&g->raw);
  casus_status status = choose_vocabulary(g, error);
  if (status != CASUS_OK) return status;
  uint32_t *words = number_words(g);
  g->fine = calloc(g->n_vocabulary + 1u, sizeof *g->fine);
  g->coarse = calloc(g->n_vocabulary + 1u, sizeof *g->coarse);
  if (!words || !g->fine || !g->coarse) status = error_set(error, CASUS_MEMORY, "no memory for word classes");
  cluster_input in = {words, g->raw.n_words, g->n_vocabulary, COARSE_CLASSES, CLUSTER_ROUNDS * 2};
  if (status == CASUS_OK) status = cluster_words(&in, g->coarse, error);
  report(t, "classes: %u words in %d coarse", g->n_vocabulary, COARSE_CLASSES);
  in.n_classes = FINE_CLASSES;
  in.rounds = CLUSTER_ROUNDS;
  if (status == CASUS_OK) status = cluster_words(&in, g->fine, error);
  report(t, "classes: %u words in %d fine", g->n_vocabulary, FINE_CLASSES);
  for (uint32_t v = 1; status == CASUS_OK && v <= g->n_vocabulary; v++) {
    lexicon_entry *e = entry_of(g, g->vocabulary[v]);
    e->fine = g->fine[v];
    e->coarse = g->coarse[v];
  }
  free(words);
  return status;
}

static casus_status gather_names(trainer *t, gathering *g, casus_error *error) {
  char path[4096];
  snprintf(path, sizeof path, "%s/facts", t->data_dir);
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

static casus_status take_over(trainer *t, casus_error *error) {
  file_map map;
  weights w;
  str section;
  casus_status status = file_open_map(t->lexicon_from, WEIGHTS_BYTES_MAX, &map, error);
  if (status != CASUS_OK) return status;
  status = weights_open(map.bytes, str_of(t->lexicon_from), &w, error);
  if (status == CASUS_OK) status = weights_section(&w, "lexicon", &section, error);
  if (status == CASUS_OK && !buffer_add(&t->parts[PART_LEXICON], section))
    status = error_set(error, CASUS_MEMORY, "no memory for the lexicon");
  if (status == CASUS_OK) status = lexicon_open(buffer_str(&t->parts[PART_LEXICON]), &t->g.lex, error);
  file_unmap(&map);
  return status;
}

casus_status train_lexicon(trainer *t, casus_error *error) {
  if (t->lexicon_from) return take_over(t, error);
  gathering g = {.n_slots = 1 << 19};
  g.rows = calloc(g.n_slots, sizeof *g.rows);
  casus_status status = g.rows ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the lexicon");
  if (status == CASUS_OK) status = gather_tags(t, &g, error);
  if (status == CASUS_OK) status = read_raw(t, &g, error);
  if (status == CASUS_OK) status = gather_names(t, &g, error);
  if (status == CASUS_OK) status = gather_classes(t, &g, error);
  if (status == CASUS_OK) status = pack(t, &g, error);
  raw_close(&g.raw);
  names_close(&g.names);
  free(g.vocabulary);
  free(g.fine);
  free(g.coarse);
  free(g.rows);
  return status;
}
