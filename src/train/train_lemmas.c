/* Learns lemma rules: what most forms with a tag and an ending do, and the forms that do otherwise. */
#include <stdlib.h>

#include "train/trainer.h"

enum { BASE_MAX = 256, NO_RULE = 0xFFFF };

/* A word, later a distinct pair of tag and form. */
typedef struct {
  uint64_t key; /* of the ending under work */
  uint32_t index, view;
  uint16_t rule, said; /* its own rule; what the endings so far say */
  uint8_t tag;
} sighting;

typedef struct {
  lemma_rule rules[LEMMA_RULES_MAX];
  uint32_t n_rules, n_seen, n_rows;
  sighting *seen;
  token_view *views;
  lemma_row *rows;
  uint8_t longest[256];
} lemma_trainer;

static bool find_rule(str form, str lemma, bool keep_case, lemma_rule *rule) {
  char base[BASE_MAX];
  size_t same = 0;
  if (form.len > sizeof base) return false;
  if (keep_case) memcpy(base, form.ptr, form.len);
  else lower_into(form, base);
  while (same < form.len && same < lemma.len && base[same] == lemma.ptr[same]) same++;
  while (same && ((same < form.len && ((unsigned char)base[same] & 0xC0) == 0x80) ||
                  (same < lemma.len && ((unsigned char)lemma.ptr[same] & 0xC0) == 0x80)))
    same--;
  if (form.len - same > 200 || lemma.len - same > LEMMA_ADD_MAX) return false;
  *rule = (lemma_rule){.cut = (uint8_t)(form.len - same), .keep_case = keep_case, .n_add = (uint8_t)(lemma.len - same)};
  if (rule->n_add) memcpy(rule->add, lemma.ptr + same, rule->n_add);
  return true;
}

static int add_rule(lemma_trainer *m, const lemma_rule *rule) {
  for (uint32_t i = 0; i < m->n_rules; i++)
    if (memcmp(&m->rules[i], rule, sizeof *rule) == 0) return (int)i;
  if (m->n_rules == LEMMA_RULES_MAX) return -1;
  m->rules[m->n_rules] = *rule;
  return (int)m->n_rules++;
}

/* The shorter edit; names keep their case where both are as short. */
static int rule_of(lemma_trainer *m, str form, str lemma, bool is_name) {
  lemma_rule low, kept;
  bool has_low = find_rule(form, lemma, false, &low), has_kept = find_rule(form, lemma, true, &kept);
  if (!has_low && !has_kept) return -1;
  unsigned cost_low = has_low ? low.cut + low.n_add : 999u, cost_kept = has_kept ? kept.cut + kept.n_add : 999u;
  bool keep = is_name ? cost_kept <= cost_low : cost_kept < cost_low;
  return add_rule(m, keep ? &kept : &low);
}

static void collect_sentence(trainer *t, lemma_trainer *m, uint32_t i) {
  const sentence *x = corpus_at(&t->c, i);
  trainer_look(t, i);
  for (uint32_t k = 0; k < x->n_tokens; k++) {
    const word *w = &corpus_words(&t->c, i)[k];
    if (w->rel == REL_GOESWITH || w->xpos == XPOS_GW || str_is(w->lemma, "_")) continue;
    int rule = rule_of(m, token_form(corpus_text(&t->c, i), x->first_token + k), w->lemma, w->upos == UPOS_PROPN);
    if (rule < 0) continue;
    m->views[m->n_seen] = t->views[k];
    m->seen[m->n_seen] = (sighting){.index = m->n_seen, .view = m->n_seen, .rule = (uint16_t)rule, .said = NO_RULE};
    m->seen[m->n_seen++].tag = trainer_gold_tags(t, i)[k];
  }
}

static int by_key(const void *a, const void *b) {
  const sighting *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  if (x->rule != y->rule) return x->rule < y->rule ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* The run of sightings with the key of seen[i], and the most frequent rule in it with its count. */
static uint32_t key_group(const lemma_trainer *m, uint32_t i, uint16_t *rule, uint32_t *count) {
  uint32_t k = i;
  *count = 0;
  while (k < m->n_seen && m->seen[k].key == m->seen[i].key) {
    uint32_t from = k;
    while (k < m->n_seen && m->seen[k].key == m->seen[i].key && m->seen[k].rule == m->seen[from].rule) k++;
    if (k - from > *count) *count = k - from, *rule = m->seen[from].rule;
  }
  return k;
}

static void sort_by_ending(lemma_trainer *m, int suffix) {
  for (uint32_t i = 0; i < m->n_seen; i++) {
    sighting *s = &m->seen[i];
    const token_view *v = &m->views[s->view];
    s->key = suffix < 0 ? lemma_key_form(s->tag, v) : lemma_key_suffix(s->tag, v, (uint32_t)suffix);
  }
  qsort(m->seen, m->n_seen, sizeof *m->seen, by_key);
}

/* Leaves one sighting of each pair of tag and form, with its most frequent rule. */
static void settle_forms(lemma_trainer *m) {
  uint32_t n = 0, count;
  uint16_t rule = 0;
  sort_by_ending(m, -1);
  for (uint32_t i = 0; i < m->n_seen;) {
    uint32_t end = key_group(m, i, &rule, &count);
    m->seen[n] = m->seen[i];
    m->seen[n++].rule = rule;
    i = end;
  }
  m->n_seen = n;
}

/* Rows for the endings of one length (or, below 0, for whole forms) that say other than the shorter ones do. All forms with one
 * ending have heard the same so far. */
static void add_endings(lemma_trainer *m, int suffix) {
  uint32_t count;
  uint16_t rule = 0;
  sort_by_ending(m, suffix);
  for (uint32_t i = 0; i < m->n_seen;) {
    uint32_t end = key_group(m, i, &rule, &count);
    bool sure = suffix <= 0 || (count >= 2 && count * 2 > end - i);
    if (sure && rule != m->seen[i].said) {
      uint8_t tag = m->seen[i].tag;
      m->rows[m->n_rows++] = (lemma_row){m->seen[i].key, rule};
      if (suffix > m->longest[tag]) m->longest[tag] = (uint8_t)suffix;
      for (uint32_t k = i; k < end; k++) m->seen[k].said = rule;
    }
    i = end;
  }
}

static casus_status learn(trainer *t, lemma_trainer *m, casus_error *error) {
  for (uint32_t i = 0; i < t->c.n_sentences; i++) collect_sentence(t, m, i);
  settle_forms(m);
  for (int suffix = 0; suffix <= LEMMA_SUFFIX_MAX; suffix++) add_endings(m, suffix);
  uint32_t n_endings = m->n_rows;
  add_endings(m, -1);
  report(t, "lemmas: %u rules, %u endings, %u exceptions", m->n_rules, n_endings, m->n_rows - n_endings);
  buffer *out = &t->parts[PART_LEMMAS];
  casus_status status = lemmas_pack(m->rows, m->n_rows, m->rules, m->n_rules, m->longest, out, error);
  return status == CASUS_OK ? lemmas_open(buffer_str(out), &t->g.lemmas, error) : status;
}

casus_status train_lemmas(trainer *t, casus_error *error) {
  lemma_trainer *m = calloc(1, sizeof *m);
  casus_status status = CASUS_MEMORY;
  if (m) {
    size_t n = t->c.n_words;
    m->seen = malloc(n * sizeof *m->seen);
    m->views = malloc(n * sizeof *m->views);
    m->rows = malloc(n * 2 * sizeof *m->rows);
    if (m->seen && m->views && m->rows) status = learn(t, m, error);
    free(m->seen);
    free(m->views);
    free(m->rows);
  }
  free(m);
  return status == CASUS_MEMORY ? error_set(error, status, "no memory for the lemmas") : status;
}
