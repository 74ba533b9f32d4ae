/* The last word on where sentences start. The rules of sentences.c look at stops; here every gap between two tokens gets a score
 * from what stands around it, the rules' opinion included: a linear model over hashed features, its weights a table in
 * boundary_weights.c. It finds the ends that carry no stop (greetings, headings run into text, lists, addresses). */
#include "text/text_internal.h"

enum {
  FORM_BYTES_MAX = 24, /* of a form that are looked at */
  SHAPE_MAX = 8,
  CLOSERS_MAX = 8,   /* quotes and brackets in a row that are looked past */
  PROSE_MARGIN = 12, /* a start without a stop before it must score this much where the stretch ends as prose does */
  NEIGHBOURS = 2     /* tokens on the far side of the two at the gap */
};

/* What a token says to the model. */
typedef struct {
  uint32_t form;  /* hash of its letters in lower case */
  uint32_t shape; /* hash of its outline: "Xx", "XX", "d", "d:d", marks as they are */
} outline;

/* What is the same for all gaps of a stretch, and what has been decided so far. */
typedef struct {
  const splitter *sp;
  outline around[2 * NEIGHBOURS + 2]; /* of tokens at-3 .. at+2; [NEIGHBOURS] and [NEIGHBOURS + 1] stand at the gap */
  outline opener;                     /* first token of the open sentence */
  uint32_t at;                        /* token after the gap */
  uint32_t first;                     /* token of the open sentence */
  uint32_t next_rule;                 /* the next token after `at` where the rules start a sentence, or n_tokens */
  uint32_t last_shape;                /* of the token that closes the stretch */
  uint32_t brackets;                  /* open ones in the open sentence */
  uint32_t lowers;                    /* eighths of the tokens of the stretch that begin in lower case */
  bool has_address;                   /* an address of web or mail stands in the stretch */
  bool ends_stop;                     /* the stretch ends as a sentence does */
} gap;

static uint32_t mix(uint32_t a, uint32_t b) {
  uint32_t h = (a ^ b * 0x9E3779B1u) * 0x85EBCA6Bu;
  return h ^ h >> 15;
}

static uint32_t hash_form(str form) {
  uint32_t h = 2166136261u;
  size_t n = form.len < FORM_BYTES_MAX ? form.len : FORM_BYTES_MAX;
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)to_ascii_lower(form.ptr[i])) * 16777619u;
  return mix(h, 1);
}

static bool is_web_address(str form) {
  if (form.len < 6) return false;
  const char *slash = memchr(form.ptr, '/', form.len - 1);
  return (slash && slash[1] == '/') || str_equal_fold(str_slice(form, 0, 4), STR("www."));
}

static bool is_address(str form) { return form.len >= 6 && (memchr(form.ptr, '@', form.len) || is_web_address(form)); }

/* One sign for a character of the outline; of a run two signs count, of small letters one. */
static uint32_t sign_of(character c) {
  switch (c.kind) {
    case CHAR_UPPER:
      return 'X';
    case CHAR_LOWER:
      return 'x';
    case CHAR_DIGIT:
      return 'd';
    default:
      return c.code;
  }
}

static uint32_t hash_shape(str form) {
  if (is_address(form)) return 3;
  uint32_t h = 5, before = 0, run = 0, n = 0;
  for (size_t i = 0; i < form.len && i < FORM_BYTES_MAX && n < SHAPE_MAX;) {
    character c = character_at(form, i);
    uint32_t sign = sign_of(c);
    run = sign == before ? run + 1 : 1;
    if (run == 1 || (run == 2 && sign != 'x')) h = mix(h, sign), n++;
    before = sign;
    i += c.len;
  }
  return h;
}

static outline outline_of(const splitter *sp, uint32_t i) {
  str form = str_slice(sp->bytes, sp->tokens[i].begin, sp->tokens[i].end);
  outline o = {.shape = hash_shape(form)};
  unsigned char first = (unsigned char)form.ptr[0];
  o.form = is_ascii_digit(first) && form.len > 2 ? o.shape : hash_form(form);
  return o;
}

static outline outline_or_none(const splitter *sp, uint32_t i) { return i < sp->n_tokens ? outline_of(sp, i) : (outline){7, 7}; }

/* 1, 2, 3, 4-6, 7-12, 13-25, 26-50, more. */
static uint32_t bucket(uint32_t n) {
  static const uint8_t limits[] = {1, 2, 3, 6, 12, 25, 50};
  uint32_t k = 0;
  while (k < sizeof limits && n > limits[k]) k++;
  return k;
}

typedef struct {
  uint16_t list[BOUNDARY_FEATURES_MAX];
  size_t n;
} features;

static void add(features *f, uint32_t a, uint32_t b, uint32_t c) {
  uint32_t h = mix(mix(mix((uint32_t)f->n * 77u + 11u, a), b), c);
  f->list[f->n++] = (uint16_t)((h ^ h >> 14) % BOUNDARY_BUCKETS);
}

static uint32_t space_at(const splitter *sp, uint32_t at) {
  uint32_t begin = sp->tokens[at - 1].end, end = sp->tokens[at].begin;
  if (begin == end) return 0;
  return memchr(sp->bytes.ptr + begin, '\n', end - begin) ? 2 : 1;
}

static void collect(const gap *g, features *f) {
  const outline *o = g->around;
  uint32_t rule = g->sp->marks[g->at] & MARK_STARTS, quoted = g->sp->marks[g->at] & MARK_QUOTED;
  uint32_t base = rule + 4 * space_at(g->sp, g->at), length = bucket(g->at - g->first);
  uint32_t rest = bucket(g->next_rule - g->at), ends = g->next_rule == g->sp->n_tokens;
  f->n = 0;
  add(f, base, 0, 0);
  add(f, rule, o[2].form, 0);
  add(f, rule, o[3].form, 0);
  add(f, base, o[2].shape, o[3].shape);
  add(f, rule, o[2].form, o[3].form);
  add(f, rule, o[2].form, o[3].shape);
  add(f, rule, o[2].shape, o[3].form);
  add(f, rule, o[1].form, o[2].form);
  add(f, rule, o[3].form, o[4].form);
  add(f, mix(rule, o[1].shape), o[2].shape, o[3].shape);
  add(f, mix(rule, o[2].shape), o[3].shape, o[4].shape);
  add(f, mix(rule, o[1].shape), mix(o[2].shape, o[3].shape), o[4].shape);
  add(f, mix(rule, o[3].shape), o[4].shape, o[5].shape);
  add(f, mix(rule, o[0].shape), o[1].shape, o[2].shape);
  add(f, mix(rule, g->last_shape), o[2].shape, o[3].shape);
  add(f, mix(rule, length), o[2].shape, o[3].shape);
  add(f, mix(rule, rest + 8 * ends), o[2].shape, o[3].shape);
  add(f, rule, length, rest + 8 * ends);
  add(f, mix(rule, quoted + (g->brackets ? 8 : 0)), o[2].shape, o[3].shape);
  add(f, mix(rule, g->opener.form), length, o[3].shape);
  add(f, mix(rule, g->opener.shape), o[3].shape, o[4].shape);
  add(f, mix(rule, g->has_address), o[2].shape, o[3].shape);
  add(f, rule, o[1].form, o[3].form);
  add(f, mix(rule, o[2].form), o[3].shape, o[4].shape);
  add(f, mix(rule, g->last_shape), g->has_address, length);
  add(f, mix(rule, g->lowers), o[2].shape, o[3].shape);
  add(f, mix(rule, g->lowers), mix(o[3].shape, o[4].shape), length);
}

static int32_t score(const features *f) {
  int32_t sum = boundary_bias;
  for (size_t i = 0; i < f->n; i++) sum += boundary_weights[f->list[i]];
  return sum;
}

/* ---- where the model has no say */

static str form_at(const splitter *sp, uint32_t i) { return str_slice(sp->bytes, sp->tokens[i].begin, sp->tokens[i].end); }

static uint8_t kind_at(const splitter *sp, uint32_t i) { return character_at(sp->bytes, sp->tokens[i].begin).kind; }

static uint32_t code_at(const splitter *sp, uint32_t i) { return character_at(sp->bytes, sp->tokens[i].begin).code; }

static bool is_mark_of_quote(uint32_t code) { return is_double_quote(code) || is_apostrophe(code); }

/* The token that closes the sentence before `at`, past quotes and brackets that close after it. */
static uint32_t last_before(const splitter *sp, uint32_t at) {
  uint32_t i = at - 1;
  while (i > sp->stretch && at - i < CLOSERS_MAX && (is_closer(code_at(sp, i)) || is_mark_of_quote(code_at(sp, i)))) i--;
  return i;
}

/* Two letters in lower case, three bytes of another kind: too long for an initial or the number of an item. */
static bool is_whole_word(const splitter *sp, uint32_t i) { return form_at(sp, i).len > (kind_at(sp, i) == CHAR_LOWER ? 1 : 2); }

static bool ends_in_lower(str form) { return !is_ascii_upper((unsigned char)form.ptr[form.len - 1]); }

/* "took office. The": a full stop after a whole word, a capital after it. Abbreviations, initials and numbers are open. */
static bool is_plain_end(const splitter *sp, uint32_t at) {
  uint32_t stop = last_before(sp, at), next = at;
  if (!str_is(form_at(sp, stop), ".") || stop == sp->stretch) return false;
  while (next < sp->n_tokens - 1 && next - at < CLOSERS_MAX &&
         (is_opener(code_at(sp, next)) || is_mark_of_quote(code_at(sp, next))))
    next++;
  bool quoted = next > at && form_at(sp, stop - 1).len > 1 && kind_at(sp, next) == CHAR_UPPER;
  if (quoted && is_word_kind(kind_at(sp, stop - 1))) return true;
  if (is_dash(code_at(sp, next))) return is_whole_word(sp, stop - 1) && ends_in_lower(form_at(sp, stop - 1));
  if (kind_at(sp, next) == CHAR_DIGIT) return kind_at(sp, stop - 1) == CHAR_LOWER && form_at(sp, stop - 1).len > 3;
  if (kind_at(sp, stop - 1) == CHAR_DIGIT && stop >= sp->stretch + 2 && is_month(form_at(sp, stop - 2))) return true;
  return kind_at(sp, next) == CHAR_UPPER && (!is_word_kind(kind_at(sp, stop - 1)) || is_whole_word(sp, stop - 1));
}

/* "03/04/2001 10:15 AM" before `at`: the head of a letter, where the time alone is part of a sentence. */
static bool is_time_stamp(const splitter *sp, uint32_t at) {
  if (at < sp->stretch + 3) return false;
  str day = form_at(sp, at - 3), time = form_at(sp, at - 2);
  return is_ascii_digit((unsigned char)day.ptr[0]) && memchr(day.ptr, '/', day.len) && is_ascii_digit((unsigned char)time.ptr[0]);
}

/* "PM", "US", "EU": before a name. */
static bool is_short_capitals(str form) {
  for (size_t i = 0; i < form.len; i++)
    if (!is_ascii_upper((unsigned char)form.ptr[i])) return false;
  return form.len <= 3;
}

static bool closes_with_stop(const splitter *sp) {
  const token *last = &sp->tokens[sp->n_tokens - 1];
  return ends_like_sentence(sp->bytes, sp->tokens[last_before(sp, sp->n_tokens)].begin, last->end);
}

/* "The president, PM Modi said: The talks", "he went on his way": what no sentence ends in although nothing forbids it. */
static bool is_running(const gap *g) {
  const splitter *sp = g->sp;
  uint32_t at = g->at;
  str before = form_at(sp, at - 1), after = form_at(sp, at);
  if (kind_at(sp, at - 1) == CHAR_LOWER && kind_at(sp, at) == CHAR_LOWER) return true;
  bool prose = g->ends_stop || sp->kind == SENTENCE_HEADING || sp->marks[at] & MARK_QUOTED;
  if (str_is(before, ":")) return prose && !is_web_address(after);
  if (str_is(before, ")")) return g->ends_stop;
  if (str_is(before, ",")) return sp->kind == SENTENCE_HEADING && sp->n_tokens - sp->stretch > 4;
  return prose && is_short_capitals(before) && !is_time_stamp(sp, at);
}

/* Does the model decide on the gap? Never inside a word. */
static bool is_open(const gap *g) {
  const splitter *sp = g->sp;
  if (sp->marks[g->at] & MARK_STARTS) return !is_plain_end(sp, g->at);
  return sp->tokens[g->at - 1].end < sp->tokens[g->at].begin && !is_running(g);
}

static bool starts_at(const gap *g) {
  features f;
  const boundary_trace *trace = g->sp->trace;
  bool start = g->sp->marks[g->at] & MARK_STARTS;
  if (trace) start = trace->is_start(trace->context, g->sp->tokens[g->at].begin);
  if (!is_open(g)) return start;
  collect(g, &f);
  if (!trace) return score(&f) > (start || !g->ends_stop ? 0 : PROSE_MARGIN);
  trace->take(trace->context, start, f.list, f.n);
  return start;
}

static uint32_t share_of_lowers(const splitter *sp) {
  uint32_t n = 0;
  for (uint32_t i = sp->stretch; i < sp->n_tokens; i++) n += kind_at(sp, i) == CHAR_LOWER;
  return n * 8 / (sp->n_tokens - sp->stretch);
}

static bool any_address(const splitter *sp) {
  for (uint32_t i = sp->stretch; i < sp->n_tokens; i++)
    if (is_address(str_slice(sp->bytes, sp->tokens[i].begin, sp->tokens[i].end))) return true;
  return false;
}

static void open_gaps(gap *g, const splitter *sp) {
  *g = (gap){.sp = sp, .at = sp->stretch, .first = sp->stretch, .next_rule = sp->stretch};
  for (uint32_t i = 0; i < NEIGHBOURS + 1; i++) g->around[i] = (outline){9, 9};
  for (uint32_t i = 0; i < NEIGHBOURS + 1; i++) g->around[NEIGHBOURS + 1 + i] = outline_or_none(sp, sp->stretch + i);
  g->opener = g->around[NEIGHBOURS + 1];
  g->last_shape = outline_of(sp, sp->n_tokens - 1).shape;
  g->has_address = any_address(sp);
  g->lowers = share_of_lowers(sp);
  g->ends_stop = closes_with_stop(sp);
}

static void step(gap *g) {
  unsigned char passed = (unsigned char)g->sp->bytes.ptr[g->sp->tokens[g->at].begin];
  if (passed == '(' || passed == '[') g->brackets++;
  else if ((passed == ')' || passed == ']') && g->brackets) g->brackets--;
  memmove(g->around, g->around + 1, sizeof g->around - sizeof *g->around);
  g->at++;
  g->around[2 * NEIGHBOURS + 1] = outline_or_none(g->sp, g->at + NEIGHBOURS);
  if (g->next_rule > g->at) return;
  g->next_rule = g->at + 1;
  while (g->next_rule < g->sp->n_tokens && !(g->sp->marks[g->next_rule] & MARK_STARTS)) g->next_rule++;
}

void boundaries_decide(splitter *sp) {
  gap g;
  if (sp->n_tokens - sp->stretch < 2) return;
  for (open_gaps(&g, sp), step(&g); g.at < sp->n_tokens; step(&g)) {
    bool start = starts_at(&g);
    sp->marks[g.at] = (uint8_t)((sp->marks[g.at] & ~MARK_STARTS) | (start ? MARK_STARTS : 0));
    if (!start) continue;
    g.first = g.at;
    g.opener = g.around[NEIGHBOURS + 1];
    g.brackets = 0;
  }
}
