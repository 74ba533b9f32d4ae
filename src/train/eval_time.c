/* Time expressions against TimeML: the value where the span is given, spans found, values end to end, intervals. */
#include "train/eval_time.h"

#include "train/tar_file.h"
#include "train/timeml.h"
#include "train/timex_value.h"
#include "train/weights_use.h"
#include "world/moments.h"

#define FILES_BYTES_MAX ((size_t)2 << 30)
#define DOCUMENT_BYTES_MAX ((size_t)1 << 28)

enum { KINDS = 5, CONTEXT_BYTES = 40 };

typedef struct {
  unsigned n, same, right; /* of gold: value spelled the same, value right */
} value_tally;

typedef struct {
  weights_use grammar;
  arena *a; /* of one document */
  FILE *out;
  bool errors;
  unsigned n_documents;
  value_tally by_kind[KINDS]; /* [0]: all */
  tally overlap, exact, values;
  unsigned n_intervals, intervals;
} evaluation;

typedef struct {
  timeml gold;
  str name;
  text t;
  analysis an;
  moment_span *spans;
  uint32_t *order; /* of gold.times that have a span */
  uint32_t n_spans;
} document;

/* ---- spans */

/* Expressions of no words stand for what is not said: they are not counted. */
static bool is_counted(const timex *x) { return x->end > x->begin; }

static uint32_t token_from(const text *t, uint32_t byte) {
  uint32_t low = 0, high = t->n_tokens;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (t->tokens[middle].end <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

static bool place_spans(evaluation *e, document *d) {
  d->spans = ARENA_ARRAY(e->a, moment_span, d->gold.n_times + 1);
  d->order = ARENA_ARRAY(e->a, uint32_t, d->gold.n_times + 1);
  if (!d->spans || !d->order) return false;
  for (uint32_t i = 0; i < d->gold.n_times; i++) {
    const timex *x = &d->gold.times[i];
    if (!is_counted(x)) continue;
    uint32_t first = token_from(&d->t, x->begin), end = first;
    while (end < d->t.n_tokens && d->t.tokens[end].begin < x->end) end++;
    d->order[d->n_spans] = i;
    d->spans[d->n_spans++] = (moment_span){first, end - first};
  }
  return true;
}

static uint32_t begin_of(const text *t, const moment *m) { return t->tokens[m->first_token].begin; }
static uint32_t end_of(const text *t, const moment *m) { return t->tokens[m->first_token + m->n_tokens - 1].end; }

/* ---- values */

static unsigned kind_of(str type) {
  for (unsigned k = 1; k < KINDS; k++)
    if (str_is(type, moment_kind_name(k))) return k;
  return 0;
}

static void print_flat(FILE *out, str s) {
  for (size_t i = 0; i < s.len; i++) fputc(s.ptr[i] == '\n' || s.ptr[i] == '\t' ? ' ' : s.ptr[i], out);
}

static void print_case(const evaluation *e, const document *d, const char *what, uint32_t begin, uint32_t end, str want,
                       str found) {
  str bytes = d->gold.text;
  char on[16];
  uint32_t from = begin > CONTEXT_BYTES ? begin - CONTEXT_BYTES : 0;
  uint32_t to = bytes.len - end > CONTEXT_BYTES ? end + CONTEXT_BYTES : (uint32_t)bytes.len;
  fprintf(e->out, "%s\t%.*s\t%.*s\t%s\t", what, (int)want.len, want.ptr, (int)found.len, found.ptr,
          casus_date_text(d->gold.date, on));
  print_flat(e->out, str_slice(bytes, from, begin));
  fputc('[', e->out);
  print_flat(e->out, str_slice(bytes, begin, end));
  fputc(']', e->out);
  print_flat(e->out, str_slice(bytes, end, to));
  fprintf(e->out, "\t%.*s\n", (int)d->name.len, d->name.ptr);
}

/* The same days; or, where "since" or "earlier this week" cuts the period, days that begin or end with it and lie in or after
 * it. */
static bool interval_agrees(const moment *m, int32_t first, int32_t last) {
  if (!m->begin.year) return false;
  int32_t begin = date_to_days(m->begin), end = date_to_days(date_last_day(m->end.year ? m->end : m->begin));
  return (begin == first && end == last) || (begin == first && m->end.year) || (end == last && begin > first);
}

static void score_interval(evaluation *e, const timex *x, unsigned kind, const moment *m) {
  int32_t first, last;
  if (kind != MOMENT_DATE && kind != MOMENT_TIME) return;
  if (!timex_interval(x->value, &first, &last)) return;
  e->n_intervals++;
  e->intervals += m && interval_agrees(m, first, last);
}

static void score_value(evaluation *e, const document *d, const timex *x, const moment *m) {
  unsigned kind = kind_of(x->type);
  str ours = m ? m->value : (str){0};
  bool same = str_equal(ours, x->value), right = timex_values_agree(ours, x->value);
  for (unsigned k = 0; k <= kind; k += kind ? kind : 1) {
    e->by_kind[k].n++;
    e->by_kind[k].same += same;
    e->by_kind[k].right += right;
  }
  score_interval(e, x, kind, m);
  if (e->errors && !right) print_case(e, d, "value", x->begin, x->end, x->value, ours);
}

static casus_status score_given(evaluation *e, document *d, casus_error *error) {
  moment *moments;
  uint32_t n, *at, k = 0;
  moment_search search = {.on = d->gold.date, .given = d->spans, .n_given = d->n_spans};
  if (!d->n_spans) return CASUS_OK;
  casus_status status = moments_find(&d->t, &d->an, &search, e->a, &moments, &n, &at, error);
  for (uint32_t i = 0; status == CASUS_OK && i < d->n_spans; i++) {
    bool has = k < n && moments[k].first_token == d->spans[i].first_token && moments[k].n_tokens == d->spans[i].n_tokens;
    score_value(e, d, &d->gold.times[d->order[i]], has ? &moments[k++] : NULL);
  }
  return status;
}

/* ---- spans found in raw text */

static void score_match(evaluation *e, const document *d, const timex *x, const moment *m) {
  e->overlap.hits++;
  e->exact.hits += begin_of(&d->t, m) == x->begin && end_of(&d->t, m) == x->end;
  bool right = timex_values_agree(m->value, x->value);
  e->values.hits += right;
  if (e->errors && !right) print_case(e, d, "found", x->begin, x->end, x->value, m->value);
}

/* Both lists are in order of the text and neither overlaps itself: one walk pairs them one to one. */
static void score_found(evaluation *e, const document *d, const moment *moments, uint32_t n) {
  uint32_t k = 0, g = 0;
  while (k < n || g < d->n_spans) {
    const timex *x = g < d->n_spans ? &d->gold.times[d->order[g]] : NULL;
    const moment *m = k < n ? &moments[k] : NULL;
    bool ours_first = m && (!x || end_of(&d->t, m) <= x->begin), gold_first = x && (!m || x->end <= begin_of(&d->t, m));
    if (!ours_first && !gold_first) score_match(e, d, x, m);
    if (e->errors && ours_first) print_case(e, d, "extra", begin_of(&d->t, m), end_of(&d->t, m), (str){0}, m->value);
    if (e->errors && gold_first) print_case(e, d, "missed", x->begin, x->end, x->value, (str){0});
    k += !gold_first;
    g += !ours_first;
  }
}

static casus_status score_raw(evaluation *e, const document *d, casus_error *error) {
  moment *moments;
  uint32_t n, *at;
  moment_search search = {.on = d->gold.date, .with_datelines = true};
  casus_status status = moments_find(&d->t, &d->an, &search, e->a, &moments, &n, &at, error);
  if (status != CASUS_OK) return status;
  e->overlap.gold = e->exact.gold = e->values.gold += d->n_spans;
  e->overlap.ours = e->exact.ours = e->values.ours += n;
  score_found(e, d, moments, n);
  return CASUS_OK;
}

/* ---- all */

static casus_status evaluate_document(evaluation *e, const tar_file *file, casus_error *error) {
  document d = {.name = file->name};
  casus_status status = timeml_read(file->bytes, file->name, e->a, &d.gold, error);
  if (status == CASUS_OK) status = eval_split(d.gold.text, e->a, &d.t, error);
  if (status == CASUS_OK) status = grammar_analyse(e->grammar.g, e->grammar.scratch, &d.t, e->a, &d.an, error);
  if (status == CASUS_OK && !place_spans(e, &d)) status = error_set(error, CASUS_MEMORY, "no memory for spans");
  if (status == CASUS_OK) status = score_given(e, &d, error);
  if (status == CASUS_OK) status = score_raw(e, &d, error);
  e->n_documents++;
  arena_reset(e->a);
  return status;
}

static void print_tally(FILE *out, const char *name, tally t) {
  fprintf(out, "%s: P %.1f R %.1f F1 %.1f (gold %u, ours %u)\n", name, 100 * tally_precision(t), 100 * tally_recall(t),
          100 * tally_f1(t), t.gold, t.ours);
}

static void print_scores(const evaluation *e) {
  const value_tally *all = &e->by_kind[0];
  fprintf(e->out, "documents %u, time expressions %u\n", e->n_documents, all->n);
  fprintf(e->out, "value right given the span: %.1f %% (spelled as in gold: %.1f %%)\n", tally_percent(all->right, all->n),
          tally_percent(all->same, all->n));
  for (unsigned k = 1; k < KINDS; k++)
    fprintf(e->out, "  %-8s %.1f %% of %u\n", moment_kind_name(k), tally_percent(e->by_kind[k].right, e->by_kind[k].n),
            e->by_kind[k].n);
  fprintf(e->out, "interval right given the span: %.1f %% of %u dates and times\n", tally_percent(e->intervals, e->n_intervals),
          e->n_intervals);
  print_tally(e->out, "spans found, overlap", e->overlap);
  print_tally(e->out, "spans found, exact", e->exact);
  print_tally(e->out, "value end to end", e->values);
}

static casus_status evaluate_files(evaluation *e, const char *gold, arena *files_arena, casus_error *error) {
  tar_file *files;
  uint32_t n;
  casus_status status = tar_files_read(gold, STR(".tml"), files_arena, &files, &n, error);
  if (status == CASUS_OK && !n) status = error_at(error, CASUS_INPUT, str_of(gold), 0, 0, "holds no .tml file");
  for (uint32_t i = 0; status == CASUS_OK && i < n; i++) status = evaluate_document(e, &files[i], error);
  return status;
}

casus_status eval_time(const char *gold, eval_report report, FILE *out, casus_error *error) {
  evaluation e = {.a = arena_new(DOCUMENT_BYTES_MAX), .out = out, .errors = report.errors};
  arena *files = arena_new(FILES_BYTES_MAX);
  casus_status status = e.a && files ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  if (status == CASUS_OK) status = weights_use_open(&e.grammar, NULL, error);
  if (status == CASUS_OK) {
    status = evaluate_files(&e, gold, files, error);
    weights_use_close(&e.grammar);
  }
  if (e.a) arena_free(e.a);
  if (files) arena_free(files);
  if (status == CASUS_OK) print_scores(&e);
  return status;
}
