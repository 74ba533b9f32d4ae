/* One look at each token: hashes of its form and of its parts, its shape, what the lexicon says.
 * The network and the lemmas read these. */
#include "grammar/lexicon.h"

enum { FORM_BYTES = 48 }; /* of longer forms the head and the tail are looked at */

static const uint64_t fnv_start = 0xcbf29ce484222325ULL, fnv_prime = 0x100000001b3ULL;

typedef struct {
  char form[FORM_BYTES], lower[FORM_BYTES]; /* digits as 0 */
  size_t len;
  uint32_t upper, digits, alpha, hyphens, others;
} plain_form;

static void add_character(plain_form *p, char c) {
  unsigned char u = (unsigned char)c;
  bool wide = u >= 0x80;
  p->upper += is_ascii_upper(u);
  p->digits += is_ascii_digit(u);
  p->alpha += is_ascii_alpha(u) || wide;
  p->hyphens += u == '-';
  p->others += !wide && !is_ascii_alpha(u) && !is_ascii_digit(u);
  char norm = is_ascii_digit(u) ? '0' : c;
  p->form[p->len] = norm;
  p->lower[p->len++] = to_ascii_lower(norm);
}

static void read_form(str form, plain_form *p) {
  p->len = 0;
  p->upper = p->digits = p->alpha = p->hyphens = p->others = 0;
  if (form.len <= FORM_BYTES) {
    for (size_t i = 0; i < form.len; i++) add_character(p, form.ptr[i]);
    return;
  }
  for (size_t i = 0; i < FORM_BYTES / 2; i++) add_character(p, form.ptr[i]);
  for (size_t i = form.len - FORM_BYTES / 2; i < form.len; i++) add_character(p, form.ptr[i]);
}

static uint64_t hash_run(const char *p, size_t n) {
  uint64_t h = fnv_start;
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * fnv_prime;
  return hash_mix(h);
}

uint64_t form_hash(str form) {
  plain_form p;
  read_form(form, &p);
  return hash_run(p.form, p.len);
}

static uint64_t tail_value(const plain_form *p, size_t n) {
  uint64_t v = n;
  if (p->len < n) n = p->len;
  for (size_t i = p->len - n; i < p->len; i++) v = v << 8 | (unsigned char)p->lower[i];
  return v;
}

static uint64_t head_value(const plain_form *p, size_t n) {
  uint64_t v = 16 + n;
  if (p->len < n) n = p->len;
  for (size_t i = 0; i < n; i++) v = v << 8 | (unsigned char)p->lower[i];
  return v;
}

/* Runs of one class count once, so that "Netanyahu" and "Smith" look alike: X, x, 0, or the sign itself. */
static uint32_t shape_of(const plain_form *p) {
  uint64_t h = fnv_start;
  char last = 0;
  for (size_t i = 0; i < p->len; i++) {
    unsigned char u = (unsigned char)p->form[i];
    char c = is_ascii_upper(u) ? 'X' : is_ascii_lower(u) || u >= 0x80 ? 'x' : (char)u;
    if (c == last && i > 1) continue;
    last = c;
    h = (h ^ (unsigned char)c) * fnv_prime;
  }
  return (uint32_t)hash_mix(h);
}

static uint32_t kind_of(const plain_form *p) {
  uint32_t kind = 0;
  if (p->len && is_ascii_upper((unsigned char)p->form[0])) kind |= SHAPE_CAPITAL;
  if (p->upper && p->upper == p->alpha && p->alpha > 1) kind |= SHAPE_UPPER;
  if (p->digits) kind |= SHAPE_DIGIT;
  if (p->hyphens) kind |= SHAPE_HYPHEN;
  if (p->alpha) kind |= SHAPE_ALPHA;
  if (p->len && (p->form[0] == '\'' || (unsigned char)p->form[0] == 0xE2)) kind |= SHAPE_APOSTROPHE;
  return kind;
}

/* Hash of the form with a capital. */
static uint64_t raised_hash(const plain_form *p) {
  plain_form raised = *p;
  raised.form[0] = (char)(raised.form[0] - 32);
  return hash_run(raised.form, raised.len);
}

static uint32_t lower_names(const lexicon *l, const plain_form *p) {
  lexicon_entry e;
  if (p->upper || p->len < 3 || p->alpha != p->len || !is_ascii_lower((unsigned char)p->form[0])) return 0;
  if (!lexicon_find(l, raised_hash(p), &e)) return 0;
  uint32_t place = e.names & (NAME_PLACE | NAME_COUNTRY | NAME_CITY) ? LOWER_PLACE : 0;
  return place | (e.names & (NAME_GIVEN | NAME_FAMILY) ? LOWER_PERSON : 0);
}

static void view_form(const lexicon *l, str form, token_view *v) {
  plain_form p;
  read_form(form, &p);
  v->form = hash_run(p.form, p.len);
  v->lower = p.upper ? hash_run(p.lower, p.len) : v->form;
  for (size_t k = 0; k < 4; k++) v->suffix[k] = tail_value(&p, k + 2);
  for (size_t k = 0; k < 3; k++) v->prefix[k] = head_value(&p, k + 1);
  v->shape = shape_of(&p);
  v->kind = kind_of(&p);
  v->phrase = lower_names(l, &p);
  if (!lexicon_find(l, v->form, &v->entry) && p.upper) lexicon_find(l, v->lower, &v->entry);
}

/* A sentence whose words are nearly all capitalised is a headline: its capitals say little. */
static bool has_title_case(const token_view *views, uint32_t n) {
  uint32_t alpha = 0, capital = 0;
  for (uint32_t i = 0; i < n; i++) {
    alpha += (views[i].kind & SHAPE_ALPHA) != 0;
    capital += (views[i].kind & SHAPE_CAPITAL) != 0;
  }
  return alpha > 3 && capital * 10 >= alpha * 7;
}

uint64_t lexicon_phrase(uint64_t phrase, uint64_t form) { return feature_hash(77, phrase, form, 0); }

/* The longest name that begins at token i; its kinds in *names. */
static uint32_t longest_name(const lexicon *l, const token_view *views, uint32_t i, uint32_t n, uint8_t *names) {
  uint64_t h = 0;
  uint32_t longest = 0;
  lexicon_entry e = {.names = PHRASE_GOES_ON};
  for (uint32_t k = 0; k < PHRASE_TOKENS_MAX && i + k < n && (e.names & PHRASE_GOES_ON); k++) {
    h = lexicon_phrase(h, views[i + k].form);
    if (!lexicon_find(l, h, &e)) break;
    if (!(e.names & (PHRASE_PLACE | PHRASE_BODY))) continue;
    longest = k + 1;
    *names = e.names;
  }
  return longest;
}

static void mark_name(token_view *views, uint32_t n, uint8_t names) {
  static const uint8_t marks[2][3] = {{IN_PLACE, IN_PLACE_FIRST, IN_PLACE_NEXT}, {IN_BODY, IN_BODY_FIRST, IN_BODY_NEXT}};
  for (uint32_t kind = 0; kind < 2; kind++)
    for (uint32_t k = 0; (names >> kind & 1) && k < n; k++) views[k].phrase |= marks[kind][n == 1 ? 0 : k ? 2 : 1];
}

static void mark_names(const lexicon *l, token_view *views, uint32_t n) {
  uint8_t names = 0;
  for (uint32_t i = 0; i < n;) {
    uint32_t longest = views[i].kind & (SHAPE_CAPITAL | SHAPE_UPPER) ? longest_name(l, views, i, n, &names) : 0;
    if (longest) mark_name(views + i, longest, names);
    i += longest ? longest : 1;
  }
}

void view_sentence(const lexicon *l, const text *t, const sentence *s, token_view *views) {
  for (uint32_t i = 0; i < s->n_tokens; i++) view_form(l, token_form(t, s->first_token + i), &views[i]);
  if (s->n_tokens) views[0].kind |= SHAPE_FIRST;
  mark_names(l, views, s->n_tokens);
  if (!has_title_case(views, s->n_tokens)) return;
  for (uint32_t i = 0; i < s->n_tokens; i++) views[i].kind |= SHAPE_TITLES;
}
