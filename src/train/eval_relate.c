/* Relations between two given parties: macro-F1 over 15 roots, into which CONCEDE and RETREAT fold as YIELD, and over quads. */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>

#include "base/base.h"
#include "train/eval.h"

/* The roots are numbered by casus_type, YIELD taking the place of CONCEDE. */
enum { YIELD = CASUS_CONCEDE, QUADS = 5 };

typedef struct {
  uint32_t id, marked, source, target, root, quad;
} columns;

typedef struct {
  char *bytes;
  size_t len;
  span source, target;
} pair;

typedef struct {
  unsigned confusion[CASUS_TYPE_COUNT][CASUS_TYPE_COUNT]; /* gold, ours */
  unsigned quads[QUADS][QUADS];
  unsigned rows;
} counts;

static const char *root_name(unsigned root) {
  return root == YIELD ? "YIELD" : root == CASUS_NONE ? "none" : casus_type_name((casus_type)root);
}

static unsigned fold(casus_type type) { return type == CASUS_RETREAT ? YIELD : type; }

/* YIELD has the quad of deeds in the gold files, whichever of the two it is. */
static unsigned quad_of(unsigned root) {
  static const uint8_t quads[CASUS_TYPE_COUNT] = {0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4};
  return quads[root];
}

static bool root_of_name(str name, unsigned *root) {
  *root = str_is(name, "YIELD") ? YIELD : fold(casus_type_of_name(name));
  return *root != CASUS_NONE;
}

/* ---- the marked sentence */

/* Copies the sentence without its tags. A tag that is not closed gives no span. */
static void strip_tags(str marked, pair *p) {
  static const struct {
    const char *tag;
    bool source, begin;
  } tags[] = {{"<s>", true, true}, {"</s>", true, false}, {"<t>", false, true}, {"</t>", false, false}};
  for (size_t i = 0; i < marked.len;) {
    str rest = str_slice(marked, i, marked.len);
    size_t t = 0;
    while (t < 4 && !str_starts(rest, str_of(tags[t].tag))) t++;
    if (t == 4) {
      p->bytes[p->len++] = marked.ptr[i++];
      continue;
    }
    span *s = tags[t].source ? &p->source : &p->target;
    *(tags[t].begin ? &s->begin : &s->end) = (uint32_t)p->len;
    i += strlen(tags[t].tag);
  }
}

/* Some rows mark one side only: the other is looked up by its words, or is not named ("a recipient") and its span stays empty. */
static void find_side(const pair *p, str words, span *s) {
  if (s->begin < s->end || !words.len) return;
  const char *at = memmem(p->bytes, p->len, words.ptr, words.len);
  *s = at ? (span){(uint32_t)(at - p->bytes), (uint32_t)((size_t)(at - p->bytes) + words.len)} : (span){0, 0};
}

static bool pair_read(const tsv *t, const columns *c, pair *p) {
  str marked = t->fields[c->marked];
  *p = (pair){.bytes = malloc(marked.len + 1)};
  if (!p->bytes) return false;
  strip_tags(marked, p);
  find_side(p, t->fields[c->source], &p->source);
  find_side(p, t->fields[c->target], &p->target);
  return true;
}

/* ---- scoring */

static casus_status relate_pair(casus_session *session, const pair *p, const casus_event **relation, casus_error *error) {
  *relation = NULL;
  if (p->source.begin >= p->source.end && p->target.begin >= p->target.end) return CASUS_OK;
  return casus_relate(session, (str){p->bytes, p->len}, p->source, p->target, relation, error);
}

static void print_miss(FILE *out, const tsv *t, const columns *c, unsigned gold, unsigned ours, const casus_event *relation) {
  str id = t->fields[c->id], marked = t->fields[c->marked], rule = relation ? relation->rule : (str){"", 0};
  fprintf(out, "%.*s\t%s\t%s\t%.*s\t%.*s\n", (int)id.len, id.ptr, root_name(gold), root_name(ours), (int)rule.len, rule.ptr,
          (int)marked.len, marked.ptr);
}

static casus_status score_row(casus_session *session, const tsv *t, const columns *c, bool errors, FILE *out, counts *n,
                              casus_error *error) {
  unsigned root;
  uint32_t quad;
  pair p;
  if (!root_of_name(t->fields[c->root], &root) || !str_to_u32(t->fields[c->quad], &quad) || quad < 1 || quad > 4)
    return error_at(error, CASUS_INPUT, t->file, t->line, 0, "has no root and quad that casus knows");
  if (!pair_read(t, c, &p)) return error_set(error, CASUS_MEMORY, "out of memory");
  const casus_event *relation;
  casus_status status = relate_pair(session, &p, &relation, error);
  if (status == CASUS_OK) {
    unsigned ours = relation ? fold(relation->event) : CASUS_NONE;
    n->confusion[root][ours]++;
    n->quads[quad][quad_of(ours)]++;
    n->rows++;
    if (errors && ours != root) print_miss(out, t, c, root, ours, relation);
  }
  free(p.bytes);
  return status;
}

static tally tally_of(const unsigned *matrix, unsigned size, unsigned index) {
  tally t = {.hits = matrix[index * size + index]};
  for (unsigned i = 0; i < size; i++) {
    t.gold += matrix[index * size + i];
    t.ours += matrix[i * size + index];
  }
  return t;
}

/* The mean of F1 over the classes that gold has. */
static double macro_f1(const unsigned *matrix, unsigned size) {
  double sum = 0;
  unsigned classes = 0;
  for (unsigned i = 1; i < size; i++) {
    tally t = tally_of(matrix, size, i);
    if (!t.gold) continue;
    sum += tally_f1(t);
    classes++;
  }
  return classes ? sum / classes : 0;
}

static unsigned diagonal(const unsigned *matrix, unsigned size) {
  unsigned sum = 0;
  for (unsigned i = 0; i < size; i++) sum += matrix[i * size + i];
  return sum;
}

static void print_classes(FILE *out, const counts *n) {
  fprintf(out, "%-10s %5s %5s %6s %6s %6s  taken for\n", "root", "gold", "ours", "P", "R", "F1");
  for (unsigned i = 1; i < CASUS_TYPE_COUNT; i++) {
    tally t = tally_of(n->confusion[0], CASUS_TYPE_COUNT, i);
    if (!t.gold && !t.ours) continue;
    fprintf(out, "%-10s %5u %5u %6.1f %6.1f %6.1f ", root_name(i), t.gold, t.ours, 100 * tally_precision(t),
            100 * tally_recall(t), 100 * tally_f1(t));
    for (unsigned j = 0; j < CASUS_TYPE_COUNT; j++)
      if (j != i && n->confusion[i][j]) fprintf(out, " %s %u", root_name(j), n->confusion[i][j]);
    fputc('\n', out);
  }
}

static void print_scores(FILE *out, const counts *n, bool verbose) {
  unsigned answered = n->rows;
  for (unsigned i = 0; i < CASUS_TYPE_COUNT; i++) answered -= n->confusion[i][CASUS_NONE];
  double rows = n->rows ? n->rows : 1;
  if (verbose) print_classes(out, n);
  fprintf(out, "relate: %u pairs, %.1f %% answered, roots macro-F1 %.1f (accuracy %.1f), quads macro-F1 %.1f (accuracy %.1f)\n",
          n->rows, 100 * answered / rows, 100 * macro_f1(n->confusion[0], CASUS_TYPE_COUNT),
          100 * diagonal(n->confusion[0], CASUS_TYPE_COUNT) / rows, 100 * macro_f1(n->quads[0], QUADS),
          100 * diagonal(n->quads[0], QUADS) / rows);
}

static casus_status find_columns(const tsv *t, columns *c, casus_error *error) {
  const struct {
    const char *name;
    uint32_t *column;
  } wanted[] = {{"id", &c->id},         {"marked_sentence", &c->marked},
                {"source", &c->source}, {"target", &c->target},
                {"root", &c->root},     {"quad", &c->quad}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    casus_status status = tsv_column(t, wanted[i].name, wanted[i].column, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status score_table(casus_session *session, str bytes, const char *gold, eval_report report, FILE *out,
                                casus_error *error) {
  tsv t;
  columns c;
  counts n = {0};
  casus_status status = tsv_open(&t, bytes, str_of(gold), error);
  if (status == CASUS_OK) status = find_columns(&t, &c, error);
  while (status == CASUS_OK) {
    status = tsv_next(&t, error);
    if (status == CASUS_OK) status = score_row(session, &t, &c, report.errors, out, &n, error);
  }
  if (status != CASUS_END) return status;
  print_scores(out, &n, report.verbose);
  return CASUS_OK;
}

casus_status eval_relate(casus_session *session, const char *gold, eval_report report, FILE *out, casus_error *error) {
  file_map map;
  casus_status status = file_open_map(gold, (size_t)1 << 30, &map, error);
  if (status != CASUS_OK) return status;
  status = score_table(session, map.bytes, gold, report, out, error);
  file_unmap(&map);
  return status;
}
