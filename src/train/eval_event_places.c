/* Runs the pipeline on sentences and compares the place that the coder chooses for a marked verb with the marked places. */
#include "train/eval_event_places.h"

#include "train/eval.h"
#include "train/stages_use.h"

enum { SPANS_MAX = 64 };

typedef struct {
  stages_use use;
  arena *a;
  FILE *errors;
  str file; /* for messages */
  eval_event_place_scores scores;
} evaluation;

typedef struct {
  str text;
  span verbs[SPANS_MAX], places[SPANS_MAX];
  uint32_t n_verbs, n_places;
  bool by_tokens;
} gold_row;

/* ---- the gold file */

/* Byte of the code point `index`. */
static uint32_t byte_of(str s, json_int_t index) {
  size_t i = 0;
  for (; i < s.len && (index > 0 || ((unsigned char)s.ptr[i] & 0xC0) == 0x80); i++)
    if (((unsigned char)s.ptr[i] & 0xC0) != 0x80) index--;
  while (i < s.len && ((unsigned char)s.ptr[i] & 0xC0) == 0x80) i++;
  return (uint32_t)i;
}

static bool is_letter_before(str s, uint32_t at) { return at > 0 && at < s.len && is_ascii_lower((unsigned char)s.ptr[at - 1]); }

/* A fifth of the file gives places as numbers of tokens, first and last, which as characters are empty or begin inside a word. */
static bool is_by_tokens(str s, span as_bytes, json_int_t width) {
  return width < 3 || (is_letter_before(s, as_bytes.begin) && is_ascii_lower((unsigned char)s.ptr[as_bytes.begin]));
}

/* White space beyond the one blank between two tokens is a token of its own in the numbering that the file uses. */
static bool has_blank_token(str s, uint32_t from, uint32_t to, bool first) {
  if (!first && to > from && s.ptr[from] == ' ') from++;
  return to > from;
}

/* "anti-war" is one token of ours and three of that numbering. */
static uint32_t hyphens_inside(str form) {
  uint32_t n = 0;
  for (size_t i = 1; i + 1 < form.len; i++)
    n += form.ptr[i] == '-' && is_ascii_alpha((unsigned char)form.ptr[i - 1]) && is_ascii_alpha((unsigned char)form.ptr[i + 1]);
  return n;
}

static span tokens_span(const text *t, json_int_t first, json_int_t last) {
  span found = {0};
  json_int_t number = 0;
  for (uint32_t i = 0; i < t->n_tokens && number <= last; i++, number++) {
    uint32_t from = i ? t->tokens[i - 1].end : 0;
    number += has_blank_token(t->bytes, from, t->tokens[i].begin, i == 0);
    bool inside = number >= first && number <= last;
    number += 2 * hyphens_inside(token_form(t, i));
    if (!inside && (number < first || number > last)) continue;
    if (found.end == 0) found.begin = t->tokens[i].begin;
    found.end = t->tokens[i].end;
  }
  return found;
}

static bool row_read(const json_t *record, gold_row *g) {
  const json_t *words = json_object_get(record, "text"), *spans = json_object_get(record, "spans");
  *g = (gold_row){.text = {json_string_value(words), json_string_length(words)}};
  size_t i;
  json_t *item;
  json_array_foreach(spans, i, item) {
    const char *label = json_string_value(json_object_get(item, "label"));
    json_int_t start = json_integer_value(json_object_get(item, "start")), end = json_integer_value(json_object_get(item, "end"));
    if (!label || start < 0 || end < start || g->n_verbs == SPANS_MAX || g->n_places == SPANS_MAX) return false;
    bool verb = strcmp(label, "VERB") == 0;
    if (!verb && strcmp(label, "LOCATION") != 0) continue;
    span bytes = {byte_of(g->text, start), byte_of(g->text, end)};
    bool by_tokens = !verb && is_by_tokens(g->text, bytes, end - start);
    g->by_tokens = g->by_tokens || by_tokens;
    if (verb) g->verbs[g->n_verbs++] = bytes;
    else g->places[g->n_places++] = by_tokens ? (span){(uint32_t)start, (uint32_t)end} : bytes;
  }
  return g->text.len && g->n_verbs;
}

/* ---- scoring */

static bool overlaps(span a, span b) { return a.begin < b.end && b.begin < a.end; }

static bool is_gold(const gold_row *g, span at) {
  for (uint32_t i = 0; i < g->n_places; i++)
    if (overlaps(g->places[i], at)) return true;
  return false;
}

static span words_span(const text *t, uint32_t first, uint32_t n) {
  return (span){t->tokens[first].begin, t->tokens[first + n - 1].end};
}

static void take_nearest(span at, span verb, span *best, uint32_t *distance) {
  uint32_t far = at.begin >= verb.end ? at.begin - verb.end : at.end <= verb.begin ? verb.begin - at.end : 0;
  if (best->end && far >= *distance) return;
  *best = at;
  *distance = far;
}

/* What a coder without a tree would answer. */
static span nearest_place(const stages *st, span verb) {
  span best = {0};
  uint32_t distance = 0;
  for (uint32_t i = 0; i < st->m.n_places; i++)
    take_nearest(words_span(&st->t, st->m.places[i].first_token, st->m.places[i].n_tokens), verb, &best, &distance);
  for (uint32_t i = 0; i < st->m.n_parties; i++) {
    const party *p = &st->m.parties[i];
    if (p->kind == PARTY_COUNTRY && !str_empty(p->name))
      take_nearest(words_span(&st->t, p->first_token, p->n_tokens), verb, &best, &distance);
  }
  return best;
}

static void print_span(FILE *out, str bytes, span s) { fprintf(out, "%.*s", (int)(s.end - s.begin), bytes.ptr + s.begin); }

/* One line, the verb in brackets, without line breaks. */
static void print_text(FILE *out, str bytes, span verb) {
  for (uint32_t i = 0; i < bytes.len; i++) {
    if (i == verb.begin) fputc('[', out);
    if (i == verb.end) fputc(']', out);
    fputc((unsigned char)bytes.ptr[i] < ' ' ? ' ' : bytes.ptr[i], out);
  }
  fputc('\n', out);
}

static void print_miss(FILE *out, const char *kind, const gold_row *g, span verb, const casus_place *p) {
  fprintf(out, "%s\t", kind);
  for (uint32_t i = 0; i < g->n_places; i++) {
    if (i) fputs(", ", out);
    print_span(out, g->text, g->places[i]);
  }
  fputc('\t', out);
  print_span(out, g->text, p->span);
  fputc('\t', out);
  print_text(out, g->text, verb);
}

static void score(evaluation *e, const gold_row *g, const stages *st, span verb, const casus_place *p) {
  eval_event_place_scores *n = &e->scores;
  bool none = str_empty(p->name), right = is_gold(g, p->span);
  n->rows++;
  n->placed += g->n_places > 0;
  n->by_tokens += g->by_tokens;
  n->nearest_right += g->n_places && is_gold(g, nearest_place(st, verb));
  unsigned *count = g->n_places ? (none ? &n->missed : right ? &n->right : &n->wrong) : none ? &n->rightly_none : &n->invented;
  ++*count;
  const char *kind = count == &n->missed ? "MISSED" : count == &n->wrong ? "WRONG" : count == &n->invented ? "INVENTED" : NULL;
  if (e->errors && kind) print_miss(e->errors, kind, g, verb, p);
}

static casus_status score_row(evaluation *e, gold_row *g, casus_error *error) {
  stages st;
  casus_article article = {.text = g->text};
  casus_status status = stages_read(&e->use, &article, e->a, &st, error);
  for (uint32_t i = 0; status == CASUS_OK && g->by_tokens && i < g->n_places; i++)
    g->places[i] = tokens_span(&st.t, g->places[i].begin, g->places[i].end);
  reading r = {.article = &article, .t = &st.t, .an = &st.an, .m = &st.m};
  for (uint32_t i = 0; status == CASUS_OK && i < g->n_verbs; i++) {
    casus_place found = {0};
    status = coder_locate(e->use.c, &r, g->verbs[i], e->a, &found, error);
    if (status == CASUS_OK) score(e, g, &st, g->verbs[i], &found);
  }
  return status;
}

static casus_status take_line(void *to, const json_t *record, size_t line, casus_error *error) {
  evaluation *e = to;
  gold_row g;
  if (!record || !row_read(record, &g))
    return error_at(error, CASUS_INPUT, e->file, line, 0, "is no JSON object with a text and the span of a VERB");
  casus_status status = score_row(e, &g, error);
  arena_reset(e->a);
  return status;
}

/* ---- the door */

casus_status eval_event_places(const char *gold, FILE *errors, eval_event_place_scores *scores, casus_error *error) {
  evaluation e = {.errors = errors, .file = str_of(gold)};
  casus_status status = stages_walk_lines(gold, &e.use, &e.a, take_line, &e, error);
  if (status == CASUS_OK) *scores = e.scores;
  return status;
}

void eval_event_places_print(const eval_event_place_scores *s, FILE *out) {
  unsigned none = s->rows - s->placed;
  fprintf(out, "event places: %.1f %% right or rightly none (%u of %u)\n", tally_percent(s->right + s->rightly_none, s->rows),
          s->right + s->rightly_none, s->rows);
  fprintf(out, "  with a place: %u; right %.1f %%, another place %.1f %%, missed %.1f %%\n", s->placed,
          tally_percent(s->right, s->placed), tally_percent(s->wrong, s->placed), tally_percent(s->missed, s->placed));
  fprintf(out, "  without one: %u; rightly none %.1f %%, invented %.1f %%\n", none, tally_percent(s->rightly_none, none),
          tally_percent(s->invented, none));
  fprintf(out, "  baselines: always none %.1f %%, always the nearest place %.1f %%\n", tally_percent(none, s->rows),
          tally_percent(s->nearest_right, s->rows));
  if (s->by_tokens) fprintf(out, "  gold places given as token numbers, read as such: in %u rows\n", s->by_tokens);
}
