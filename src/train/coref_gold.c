/* Reads GAP's table and GUM's coreference, and finds their mentions among our tokens. */
#include "train/coref_gold.h"

#include "grammar/conllu_lines.h"
#include "train/packed_file.h"

#define COREF_FILE_BYTES_MAX ((size_t)1 << 28)

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for a document"); }

static casus_status doc_add(coref_docs *out, const coref_doc *d, arena *a, casus_error *error) {
  if (!arena_grow(a, (void **)&out->docs, &out->capacity, out->n + 1, sizeof *out->docs)) return no_memory(error);
  out->docs[out->n++] = *d;
  return CASUS_OK;
}

/* ---- our side */

uint32_t coref_root(const mentions *m, uint32_t k) {
  enum { CHAIN_MAX = 1 << 16 };
  for (int n = 0; n < CHAIN_MAX && m->parties[k].antecedent; n++) k = m->parties[k].antecedent - 1;
  return k;
}

bool coref_same(const mentions *m, uint32_t one, uint32_t other) {
  one = coref_root(m, one), other = coref_root(m, other);
  const party *p = &m->parties[one], *q = &m->parties[other];
  return one == other || (p->kind == q->kind && !str_empty(p->name) && str_equal(p->name, q->name));
}

/* The token where a name that the text itself has begins; NO_TOKEN: it is a table's. */
static uint32_t name_token(const text *t, const party *p) {
  if (str_empty(p->name) || p->name.ptr < t->bytes.ptr || p->name.ptr >= t->bytes.ptr + t->bytes.len) return NO_TOKEN;
  uint32_t begin = (uint32_t)(p->name.ptr - t->bytes.ptr), low = 0, high = t->n_tokens;
  while (low + 1 < high) {
    uint32_t middle = low + (high - low) / 2;
    if (t->tokens[middle].begin <= begin) low = middle;
    else high = middle;
  }
  return low;
}

uint32_t coref_cluster(const coref_doc *d, const mentions *m, uint32_t k) {
  const party *p = &m->parties[k];
  uint32_t cluster = d->clusters[p->head], name = NO_TOKEN;
  if (cluster || p->kind != PARTY_PERSON) return cluster;
  for (uint32_t i = p->first_token; i < p->first_token + p->n_tokens && !cluster; i++)
    if (!m->party_at[i]) cluster = d->clusters[i];             /* where a title is the head of the name's mention */
  if (!cluster && !p->antecedent) name = name_token(&d->t, p); /* "his wife, Dorothy" */
  return name == NO_TOKEN ? cluster : d->clusters[name];
}

/* ---- GAP */

/* The byte at which a code point begins. */
static size_t byte_of(str s, uint32_t code_points) {
  size_t i = 0;
  for (; i < s.len; i++)
    if (((unsigned char)s.ptr[i] & 0xC0) != 0x80 && code_points-- == 0) break;
  return i;
}

typedef struct {
  str f[10]; /* ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref */
} gap_fields;

static bool token_at(const text *t, size_t begin, uint32_t *found) {
  for (uint32_t i = 0; i < t->n_tokens; i++)
    if (t->tokens[i].begin == begin) return *found = i, true;
  return false;
}

static void mark_bytes(const text *t, size_t begin, size_t end, uint32_t cluster, uint32_t *clusters) {
  for (uint32_t i = 0; i < t->n_tokens; i++)
    if (t->tokens[i].begin < end && t->tokens[i].end > begin) clusters[i] = cluster;
}

static bool is_feminine(str pronoun) {
  return str_equal_fold(pronoun, STR("she")) || str_equal_fold(pronoun, STR("her")) || str_equal_fold(pronoun, STR("hers"));
}

static casus_status gap_names(const gap_fields *row, coref_doc *d, casus_error *error) {
  for (uint32_t n = 0; n < GAP_NAMES; n++) {
    str name = row->f[4 + 3 * n], offset = row->f[5 + 3 * n], coref = row->f[6 + 3 * n];
    uint32_t at;
    if (!str_to_u32(offset, &at)) return error_set(error, CASUS_INPUT, "an offset of GAP's table is no number");
    size_t begin = byte_of(row->f[1], at);
    mark_bytes(&d->t, begin, begin + name.len, n + 1, d->clusters);
    d->words[1 + n] = name;
    d->answers[n] = str_equal_fold(coref, STR("TRUE"));
  }
  return CASUS_OK;
}

static casus_status gap_question(const gap_fields *row, coref_doc *d, arena *a, casus_error *error) {
  uint32_t at;
  d->questions = ARENA_ARRAY(a, question, 1);
  d->clusters = ARENA_ARRAY(a, uint32_t, d->t.n_tokens + 1);
  if (!d->questions || !d->clusters) return no_memory(error);
  if (!str_to_u32(row->f[3], &at)) return error_set(error, CASUS_INPUT, "an offset of GAP's table is no number");
  d->words[0] = row->f[2];
  d->feminine = is_feminine(row->f[2]);
  casus_status status = gap_names(row, d, error);
  question *q = d->questions;
  q->kind = d->feminine ? ASK_FEMALE : ASK_MALE;
  q->cluster = d->answers[0] ? 1 : d->answers[1] ? 2 : 3;
  q->named = q->cluster < 3;
  d->n_questions = token_at(&d->t, byte_of(row->f[1], at), &q->token);
  return status;
}

static casus_status gap_visit(const gap_fields *row, uint32_t index, weights_use *g, arena *a, coref_docs *out,
                              casus_error *error) {
  coref_doc d = {.id = row->f[0], .index = index, .is_gap = true};
  casus_status status = text_split(row->f[1], 0, a, &d.t, error);
  if (status == CASUS_OK) status = grammar_analyse(g->g, g->scratch, &d.t, a, &d.an, error);
  if (status == CASUS_OK) status = gap_question(row, &d, a, error);
  return status == CASUS_OK ? doc_add(out, &d, a, error) : status;
}

static casus_status gap_each(str bytes, const char *path, weights_use *g, arena *a, coref_docs *out, casus_error *error) {
  static const char *const names[] = {"ID",       "Text",    "Pronoun", "Pronoun-offset", "A",
                                      "A-offset", "A-coref", "B",       "B-offset",       "B-coref"};
  tsv t;
  uint32_t columns[10];
  casus_status status = tsv_open(&t, bytes, str_of(path), error);
  for (uint32_t c = 0; status == CASUS_OK && c < 10; c++) status = tsv_column(&t, names[c], &columns[c], error);
  for (uint32_t n = 0; status == CASUS_OK && (status = tsv_next(&t, error)) == CASUS_OK; n++) {
    gap_fields row;
    for (uint32_t c = 0; c < 10; c++) row.f[c] = t.fields[columns[c]];
    status = gap_visit(&row, n, g, a, out, error);
  }
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- GUM: Entity=(1-person-giv:act-…-coref-Name … 1) */

enum { GUM_OPEN_MAX = 32, GUM_CLUSTERS_MAX = 1 << 14 };

typedef struct {
  uint32_t first, cluster;
  bool can_be_party; /* a person, an organisation, a place */
} gum_span;

typedef struct {
  coref_doc *d;
  const word *gold;
  uint32_t *inner, *heads;          /* clusters of each token: of the innermost span, of the span that it heads */
  uint32_t named[GUM_CLUSTERS_MAX]; /* 1 + the first token that names the cluster */
  gum_span open[GUM_OPEN_MAX];
  uint32_t n_open;
} gum_reader;

static uint32_t head_of_span(const word *words, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i <= last; i++)
    if (words[i].head < first || words[i].head > last) return i;
  return last;
}

static void close_span(gum_reader *g, uint32_t cluster, uint32_t last) {
  for (uint32_t k = g->n_open; k-- > 0;) {
    gum_span s = g->open[k];
    if (s.cluster != cluster) continue;
    memmove(&g->open[k], &g->open[k + 1], (g->n_open - k - 1) * sizeof s);
    g->n_open--;
    uint32_t head = head_of_span(g->gold, s.first, last);
    for (uint32_t i = s.first; i <= last; i++)
      if (!g->inner[i]) g->inner[i] = cluster;
    if (!g->heads[head]) g->heads[head] = cluster;
    bool named = g->gold[head].upos == UPOS_PROPN && s.can_be_party;
    if (named && (!g->named[cluster] || g->named[cluster] > head + 1)) g->named[cluster] = head + 1;
    return;
  }
}

static void open_span(gum_reader *g, str description, uint32_t at) {
  str id, type;
  uint32_t cluster;
  str_cut(&description, '-', &id);
  str_cut(&description, '-', &type);
  if (!str_to_u32(id, &cluster) || cluster >= GUM_CLUSTERS_MAX - 1 || g->n_open == GUM_OPEN_MAX) return;
  bool can = str_is(type, "person") || str_is(type, "organization") || str_is(type, "place");
  g->open[g->n_open++] = (gum_span){.first = at, .cluster = cluster + 1, .can_be_party = can};
}

static void read_spans(gum_reader *g, str value, uint32_t at) {
  for (size_t i = 0; i < value.len;) {
    bool opens = value.ptr[i] == '(';
    size_t begin = i + opens, end = begin;
    uint32_t cluster;
    str id;
    while (end < value.len && value.ptr[end] != '(' && value.ptr[end] != ')') end++;
    str rest = str_slice(value, begin, end);
    if (opens) open_span(g, rest, at);
    bool closes = end < value.len && value.ptr[end] == ')';
    str_cut(&rest, '-', &id);
    if (closes && str_to_u32(id, &cluster) && cluster < GUM_CLUSTERS_MAX - 1) close_span(g, cluster + 1, at);
    i = closes ? end + 1 : end;
  }
}

static bool word_listed(const char *const *list, str form) {
  for (; *list; list++)
    if (str_equal_fold(form, str_of(*list))) return true;
  return false;
}

static bool is_definite(const text *t, const word *gold, uint32_t head) {
  static const char *const determiners[] = {"the", "this", "that", "these", "those", "both", NULL};
  if (gold[head].upos != UPOS_NOUN) return false;
  for (uint32_t i = head; i-- > 0 && head - i < 6;)
    if (gold[i].head == head && word_listed(determiners, token_form(t, i))) return true;
  return false;
}

static asked kind_of(const text *t, const word *gold, uint32_t i) {
  static const char *const he[] = {"he", "him", "his", "himself", NULL}, *const she[] = {"she", "her", "hers", "herself", NULL};
  static const char *const they[] = {"they", "them", "their", "theirs", "themselves", NULL};
  static const char *const it[] = {"it", "its", "itself", NULL};
  str form = token_form(t, i);
  if (gold[i].upos != UPOS_PRON) return is_definite(t, gold, i) ? ASK_DEFINITE : ASK_COUNT;
  if (word_listed(he, form)) return ASK_MALE;
  if (word_listed(she, form)) return ASK_FEMALE;
  if (word_listed(they, form)) return ASK_THEY;
  return word_listed(it, form) ? ASK_IT : ASK_COUNT;
}

static void gum_questions(gum_reader *g) {
  coref_doc *d = g->d;
  for (uint32_t i = 0; i < d->t.n_tokens; i++) {
    uint32_t cluster = g->heads[i];
    d->clusters[i] = cluster ? cluster : g->inner[i];
    asked kind = kind_of(&d->t, g->gold, i);
    if (kind == ASK_COUNT || (!cluster && kind == ASK_DEFINITE)) continue;
    bool named = cluster && g->named[cluster] && g->named[cluster] <= i;
    d->questions[d->n_questions++] = (question){.token = i, .cluster = cluster, .kind = (uint8_t)kind, .named = named};
  }
}

static void gum_spans(gum_reader *g, str input) {
  conllu_line l;
  str value;
  uint32_t i = 0;
  while (i < g->d->t.n_tokens && conllu_next(&input, &l)) {
    if (l.kind != CONLLU_WORD) continue;
    if (conllu_misc(l.columns[CONLLU_MISC], "Entity", &value)) read_spans(g, value, i);
    i++;
  }
}

static casus_status gum_gold(str input, coref_doc *d, const analysis *gold, arena *a, casus_error *error) {
  uint32_t n = d->t.n_tokens + 1;
  gum_reader *g = ARENA_ARRAY(a, gum_reader, 1);
  d->clusters = ARENA_ARRAY(a, uint32_t, n);
  d->questions = ARENA_ARRAY(a, question, n);
  if (!g || !d->clusters || !d->questions) return no_memory(error);
  *g = (gum_reader){.d = d, .gold = gold->words, .inner = ARENA_ARRAY(a, uint32_t, n), .heads = ARENA_ARRAY(a, uint32_t, n)};
  if (!g->inner || !g->heads) return no_memory(error);
  gum_spans(g, input);
  gum_questions(g);
  return CASUS_OK;
}

static casus_status gum_visit(str input, const char *path, uint32_t index, weights_use *g, arena *a, coref_docs *out,
                              casus_error *error) {
  coref_doc d = {.index = index};
  str line = input;
  analysis gold;
  str_cut(&line, '\n', &d.id);
  casus_status status = conllu_read(input, str_of(path), a, &d.t, &gold, error);
  if (status == CASUS_OK) status = grammar_analyse(g->g, g->scratch, &d.t, a, &d.an, error);
  if (status == CASUS_OK) status = gum_gold(input, &d, &gold, a, error);
  return status == CASUS_OK ? doc_add(out, &d, a, error) : status;
}

/* The part of the file up to the next "# newdoc". */
static str cut_document(str *rest) {
  static const char mark[] = "\n# newdoc";
  for (size_t i = 1; i + sizeof mark < rest->len; i++) {
    if (rest->ptr[i] != '\n' || memcmp(rest->ptr + i, mark, sizeof mark - 1) != 0) continue;
    str doc = str_slice(*rest, 0, i + 1);
    *rest = str_slice(*rest, i + 1, rest->len);
    return doc;
  }
  str doc = *rest;
  *rest = (str){0};
  return doc;
}

static casus_status gum_each(str bytes, const char *path, weights_use *g, arena *a, coref_docs *out, casus_error *error) {
  casus_status status = CASUS_OK;
  for (uint32_t n = 0; status == CASUS_OK && !str_empty(bytes); n++) {
    status = gum_visit(cut_document(&bytes), path, n, g, a, out, error);
  }
  return status;
}

casus_status coref_load(const char *path, weights_use *g, arena *a, file_map *map, coref_docs *out, casus_error *error) {
  casus_status status = packed_open(path, COREF_FILE_BYTES_MAX, map, error);
  if (status != CASUS_OK) return status;
  bool trees = str_ends(str_of(path), STR(".conllu"));
  return (trees ? gum_each : gap_each)(map->bytes, path, g, a, out, error);
}
