/* Opens the weights and runs the stages over batches of sentences: views, network, tags and lemmas, trees, entities. */
#include <stdlib.h>

#include "grammar/finite.h"
#include "grammar/pipeline.h"

/* Section "tags": one pair (UPOS, XPOS) of bytes for each joint tag. */
static casus_status open_tags(grammar *g, casus_error *error) {
  str section;
  casus_status status = weights_section(&g->file, "tags", &section, error);
  if (status != CASUS_OK) return status;
  g->n_tags = (uint32_t)(section.len / 2);
  if (!g->n_tags || g->n_tags > TAGS_MAX || section.len % 2)
    return error_set(error, CASUS_DATA, "section \"tags\" of the weights has a wrong size");
  memset(g->tag_upos, UPOS_X, sizeof g->tag_upos);
  for (uint32_t i = 0; i < g->n_tags; i++) {
    g->tag_upos[i] = (uint8_t)section.ptr[2 * i];
    g->tag_xpos[i] = (uint8_t)section.ptr[2 * i + 1];
    if (g->tag_upos[i] >= UPOS_COUNT || g->tag_xpos[i] >= XPOS_COUNT)
      return error_set(error, CASUS_DATA, "section \"tags\" of the weights names a tag that does not exist");
    if (g->tag_upos[i] == UPOS_VERB && g->tag_xpos[i] == XPOS_VBD) g->past = (uint8_t)i;
  }
  return CASUS_OK;
}

static casus_status open_rows(grammar *g, casus_error *error) {
  str section;
  casus_status status = weights_section(&g->file, "rows", &section, error);
  if (status == CASUS_OK) status = byte_rows_open(section, "rows", &g->rows, error);
  if (status != CASUS_OK) return status;
  if (g->rows.extra > FORMS_MAX) return error_set(error, CASUS_DATA, "section \"rows\" of the weights has too many forms");
  g->plan = row_plan_of(g->rows.extra);
  if (row_plan_rows(&g->plan) != g->rows.n)
    return error_set(error, CASUS_DATA, "section \"rows\" of the weights has %u rows, not %u", g->rows.n,
                     row_plan_rows(&g->plan));
  status = weights_section(&g->file, "vectors", &section, error);
  return status == CASUS_OK ? byte_rows_open(section, "vectors", &g->vectors, error) : status;
}

static casus_status open_network(grammar *g, casus_error *error) {
  str section;
  casus_status status = weights_section(&g->file, "network", &section, error);
  if (status == CASUS_OK) status = network_open(section, &g->net, error);
  if (status != CASUS_OK) return status;
  const network_shape *s = &g->net.shape;
  size_t plan_bytes = network_plan_bytes(&g->net);
  g->plans = plan_bytes ? aligned_alloc(WEIGHTS_ALIGNMENT, plan_bytes) : NULL;
  if (g->plans) network_plan(&g->net, g->plans);
  bool fits = s->embed == g->rows.width && s->vector == g->vectors.width && s->n_tags == g->n_tags &&
              s->n_labels == LABEL_COUNT && s->n_rels == REL_COUNT;
  return fits ? CASUS_OK : error_set(error, CASUS_DATA, "the network of the weights does not fit their other sections");
}

static casus_status open_sections(grammar *g, casus_error *error) {
  str section;
  casus_status status = open_tags(g, error);
  if (status == CASUS_OK) status = weights_section(&g->file, "lexicon", &section, error);
  if (status == CASUS_OK) status = lexicon_open(section, &g->lex, error);
  if (status == CASUS_OK) status = weights_section(&g->file, "lemmas", &section, error);
  if (status == CASUS_OK) status = lemmas_open(section, &g->lemmas, error);
  if (status == CASUS_OK) status = open_rows(g, error);
  if (status == CASUS_OK) status = open_network(g, error);
  return status;
}

static void name_file(casus_error *error, str file) {
  if (!error || error->file[0]) return;
  size_t n = file.len < sizeof error->file - 1 ? file.len : sizeof error->file - 1;
  if (n) memcpy(error->file, file.ptr, n);
  error->file[n] = 0;
}

casus_status grammar_open(str bytes, str file, grammar **out, casus_error *error) {
  grammar *g = calloc(1, sizeof *g);
  if (!g) return error_set(error, CASUS_MEMORY, "no memory for the grammar");
  casus_status status = weights_open(bytes, file, &g->file, error);
  if (status == CASUS_OK) status = open_sections(g, error);
  if (status != CASUS_OK) {
    name_file(error, file);
    grammar_close(g);
    return status;
  }
  *out = g;
  return CASUS_OK;
}

void grammar_close(grammar *g) {
  if (g) free(g->plans);
  free(g);
}

str grammar_metadata(const grammar *g, const char *key) { return weights_metadata(&g->file, key); }

/* ---- scratch */

static size_t rooms(const network_shape *n, grammar_scratch *s, float *base) {
  size_t used = network_room(n, SENTENCE_TOKENS_MAX, false);
  float **const at[] = {&s->packed, &s->arcs, &s->hidden, &s->rels};
  const size_t sizes[] = {packed_floats(n->arc, SENTENCE_TOKENS_MAX),
                          (size_t)ARBORESCENCE_SLOTS * arcs_stride(SENTENCE_TOKENS_MAX), (size_t)SENTENCE_TOKENS_MAX * n->rel,
                          (size_t)SENTENCE_TOKENS_MAX * padded(n->n_rels)};
  for (size_t i = 0; i < 4; i++) {
    *at[i] = base ? base + used : NULL;
    used += sizes[i];
  }
  return used;
}

casus_status grammar_scratch_new(const grammar *g, grammar_scratch **out, casus_error *error) {
  grammar_scratch *s = calloc(1, sizeof *s);
  if (!s) return error_set(error, CASUS_MEMORY, "no memory for the grammar's scratch");
  /* Much of it is for sentences that never come: calloc leaves pages alone that nobody touches. */
  s->memory = calloc(1, rooms(&g->net.shape, s, NULL) * sizeof(float) + WEIGHTS_ALIGNMENT);
  if (!s->memory) {
    free(s);
    return error_set(error, CASUS_MEMORY, "no memory for the grammar's scratch");
  }
  size_t past = (uintptr_t)s->memory % WEIGHTS_ALIGNMENT;
  float *room = (float *)(void *)((char *)s->memory + (past ? WEIGHTS_ALIGNMENT - past : 0));
  network_lay_out(&g->net.shape, SENTENCE_TOKENS_MAX, false, room, &s->pass);
  rooms(&g->net.shape, s, room);
  *out = s;
  return CASUS_OK;
}

void grammar_scratch_free(grammar_scratch *s) {
  if (s) free(s->memory);
  free(s);
}

/* ---- a batch: tokens of a few sentences side by side */

/* The rows of a token, asked for in memory while the token before is summed up: they lie all over a table of megabytes. */
typedef struct {
  const int8_t *rows[TOKEN_ROWS_MAX], *vector;
  float scales[TOKEN_ROWS_MAX], vector_scale;
  uint32_t n;
} token_sum;

static const int8_t *fetch_row(const byte_rows *table, uint32_t number, float *scale) {
  const int8_t *row = table->bytes + (size_t)number * table->width;
  for (uint32_t i = 0; i < table->width; i += LINE_BYTES) __builtin_prefetch(row + i);
  *scale = table->scales[number];
  return row;
}

static void fetch_rows(const grammar *g, const token_view *v, token_sum *sum) {
  uint32_t numbers[TOKEN_ROWS_MAX], k = v->entry.vector < g->vectors.n ? v->entry.vector : 0;
  sum->n = token_rows(&g->plan, v, numbers);
  for (uint32_t i = 0; i < sum->n; i++) sum->rows[i] = fetch_row(&g->rows, numbers[i], &sum->scales[i]);
  sum->vector = fetch_row(&g->vectors, k, &sum->vector_scale);
}

static void sum_rows(const grammar *g, const token_sum *sum, float *input, float *vector) {
  vector_sum_rows(input, sum->rows, sum->scales, sum->n, g->rows.width);
  memset(vector, 0, g->vectors.width * sizeof *vector);
  vector_add_bytes(vector, sum->vector, sum->vector_scale, g->vectors.width);
}

void grammar_look(const grammar *g, grammar_scratch *s, const text *t, const sentence *first, uint32_t n_sentences) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_sentences; i++) {
    s->first[i] = n;
    view_sentence(&g->lex, t, &first[i], s->views + n);
    n += first[i].n_tokens;
  }
  s->first[n_sentences] = n;
  token_sum sums[2];
  if (n) fetch_rows(g, &s->views[0], &sums[0]);
  for (uint32_t i = 0; i < n; i++) {
    if (i + 1 < n) fetch_rows(g, &s->views[i + 1], &sums[(i + 1) % 2]);
    sum_rows(g, &sums[i % 2], s->pass.input + (size_t)i * g->rows.width, s->pass.vectors + (size_t)i * g->vectors.width);
  }
  s->pass.n_tokens = n;
  s->pass.n_sentences = n_sentences;
  s->pass.first = s->first;
}

static void find_tags(const grammar *g, grammar_scratch *s) {
  uint32_t wide = tags_width(&g->net.shape);
  for (uint32_t i = 0; i < s->pass.n_tokens; i++) s->tags[i] = (uint8_t)best_class(s->pass.tags + (size_t)i * wide, 0, g->n_tags);
  for (uint32_t k = 0; k < s->pass.n_sentences; k++)
    finite_mend_tags(g->tag_upos, g->tag_xpos, g->past, s->first[k + 1] - s->first[k], s->tags + s->first[k]);
}

static bool tag_words(const grammar *g, grammar_scratch *s, lemma_store *store, const text *t, uint32_t first_token,
                      word *words) {
  find_tags(g, s);
  for (uint32_t i = 0; i < s->pass.n_tokens; i++) {
    words[i].upos = g->tag_upos[s->tags[i]];
    words[i].xpos = g->tag_xpos[s->tags[i]];
    if (!lemma_of(&g->lemmas, store, token_form(t, first_token + i), &s->views[i], s->tags[i], &words[i].lemma)) return false;
  }
  return true;
}

static void find_entities(const grammar *g, grammar_scratch *s, uint32_t number, uint32_t first_token, analysis *an) {
  const network_shape *shape = &g->net.shape;
  uint32_t from = s->first[number], n = s->first[number + 1] - from, wide = tags_width(shape);
  for (uint32_t i = 0; i < n; i++)
    memcpy(s->label_scores + i * LABEL_COUNT, s->pass.tags + (size_t)(from + i) * wide + padded(shape->n_tags),
           LABEL_COUNT * sizeof(float));
  entity_decode(s->label_scores, n, s->labels, &s->entity);
  entities_keep(s->labels, first_token + from, n, an);
}

static void find_tree(const grammar *g, grammar_scratch *s, uint32_t number, const word *words) {
  uint32_t from = s->first[number], n = s->first[number + 1] - from;
  network_arcs(&g->net, &s->pass, number, s->packed, s->arcs);
  finite_mend_arcs(words + from, n, arcs_stride(n), s->arcs);
  arborescence_best(s->arcs, n, arcs_stride(n), &s->arborescence, s->tree);
  memcpy(s->heads + from, s->tree + 1, n * sizeof *s->heads);
}

/* Of those that the head allows; "dep" where nothing is above it. */
static uint8_t best_allowed(const float *scores, const word *head) {
  uint8_t best = REL_DEP;
  for (uint8_t r = REL_ROOT + 1; r < REL_COUNT; r++)
    if (finite_allows(head, (relation)r) && scores[r] > scores[best]) best = r;
  return best;
}

static uint8_t best_relation(const float *scores, const word *head) {
  uint8_t best = (uint8_t)best_class(scores, REL_ROOT + 1, REL_COUNT);
  return scores[best] > scores[REL_DEP] && finite_allows(head, (relation)best) ? best : best_allowed(scores, head);
}

static void keep_trees(const grammar *g, grammar_scratch *s, uint32_t first_token, word *words) {
  uint32_t wide = padded(REL_COUNT);
  network_hidden(&g->net, &s->pass, s->heads, s->hidden);
  network_relations(&g->net, &s->pass, s->hidden, s->rels);
  for (uint32_t k = 0; k < s->pass.n_sentences; k++)
    for (uint32_t i = s->first[k]; i < s->first[k + 1]; i++) {
      bool root = !s->heads[i];
      words[i].head = root ? NO_TOKEN : first_token + s->first[k] + s->heads[i] - 1;
      words[i].rel = root ? REL_ROOT : best_relation(s->rels + (size_t)i * wide, &words[s->first[k] + s->heads[i] - 1]);
    }
}

static bool analyse_batch(const grammar *g, grammar_scratch *s, lemma_store *store, const text *t, const sentence *first,
                          uint32_t n_sentences, analysis *an) {
  word *words = an->words + first->first_token;
  grammar_look(g, s, t, first, n_sentences);
  network_run(&g->net, &s->pass);
  if (!tag_words(g, s, store, t, first->first_token, words)) return false;
  for (uint32_t i = 0; i < n_sentences; i++) {
    find_tree(g, s, i, words);
    find_entities(g, s, i, first->first_token, an);
  }
  keep_trees(g, s, first->first_token, words);
  return true;
}

uint32_t grammar_batch(const text *t, uint32_t from) {
  uint32_t n = 1, tokens = t->sentences[from].n_tokens;
  while (from + n < t->n_sentences && n < BATCH_SENTENCES && tokens + t->sentences[from + n].n_tokens <= BATCH_TOKENS) {
    bool next = t->sentences[from + n].first_token == t->sentences[from].first_token + tokens;
    if (!next) break;
    tokens += t->sentences[from + n++].n_tokens;
  }
  return n;
}

casus_status grammar_analyse(const grammar *g, grammar_scratch *s, const text *t, arena *a, analysis *out, casus_error *error) {
  analysis an = {.n_words = t->n_tokens};
  an.words = ARENA_ARRAY(a, word, t->n_tokens);
  an.entities = ARENA_ARRAY(a, entity, t->n_tokens);
  if (!an.words || !an.entities) return error_set(error, CASUS_MEMORY, "no memory for %u words", t->n_tokens);
  lemma_store store = {.a = a};
  for (uint32_t i = 0; i < t->n_sentences; i++)
    if (t->sentences[i].n_tokens > SENTENCE_TOKENS_MAX)
      return error_set(error, CASUS_INTERNAL, "sentence %u has more than %d tokens", i + 1, SENTENCE_TOKENS_MAX);
  for (uint32_t i = 0, n; i < t->n_sentences; i += n) {
    n = grammar_batch(t, i);
    if (!analyse_batch(g, s, &store, t, &t->sentences[i], n, &an)) return error_set(error, CASUS_MEMORY, "no memory for lemmas");
  }
  *out = an;
  return CASUS_OK;
}
