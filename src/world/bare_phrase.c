/* Reads a phrase that stands by itself: as a document of its own behind its context, or where it stands in the context. Where the
 * tree makes nothing of it, it is read as one name, then inside a sentence made for it; the reading that explains most of its
 * words counts. */
#define _GNU_SOURCE /* memmem */
#include "world/letter_case.h"
#include "world/lookup.h"
#include "world/resolve.h"

static const char gap[] = ".\n\n"; /* between what was said before and the phrase */

/* ---- the bytes */

static casus_status check_part(str s, const char *what, size_t max, casus_error *error) {
  size_t valid = utf8_valid_until(s);
  if (valid < s.len) return error_at(error, CASUS_INPUT, STR(""), 0, valid, "the %s is not valid UTF-8", what);
  if (s.len > max) return error_set(error, CASUS_INPUT, "the %s is longer than the %zu bytes allowed", what, max);
  return CASUS_OK;
}

static casus_status check_ask(const casus_phrase *ask, casus_error *error) {
  casus_status status = check_part(ask->phrase, "phrase", CASUS_PHRASE_BYTES_MAX, error);
  return status == CASUS_OK ? check_part(ask->context, "context", CASUS_CONTEXT_BYTES_MAX, error) : status;
}

static bool in_word(unsigned char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c >= 0x80; }

/* Where the phrase first stands in the context as words of its own. */
static bool find_phrase(str context, str phrase, span *found) {
  for (size_t from = 0; phrase.len && from + phrase.len <= context.len;) {
    const char *at = memmem(context.ptr + from, context.len - from, phrase.ptr, phrase.len);
    if (!at) return false;
    size_t begin = (size_t)(at - context.ptr), end = begin + phrase.len;
    bool whole = (!begin || !in_word((unsigned char)context.ptr[begin - 1])) &&
                 (end == context.len || !in_word((unsigned char)context.ptr[end]));
    *found = (span){(uint32_t)begin, (uint32_t)end};
    if (whole) return true;
    from = begin + 1;
  }
  return false;
}

static bool join(const lookup *l, const str *parts, uint32_t n, str *out) {
  size_t len = 0, at = 0;
  for (uint32_t i = 0; i < n; i++) len += parts[i].len;
  char *bytes = arena_alloc(l->a, len + 1, 1);
  if (!bytes) return false;
  for (uint32_t i = 0; i < n; at += parts[i++].len)
    if (parts[i].len) memcpy(bytes + at, parts[i].ptr, parts[i].len);
  *out = (str){bytes, len};
  return true;
}

/* ---- one phrase_reading */

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory to look a phrase up"); }

static bool ends_sentence(const text *t, const sentence *s) {
  return s->n_tokens && listed(" . ! ? ", token_form(t, s->first_token + s->n_tokens - 1));
}

/* What the splitter took for a dateline or a line of its own goes on in the next sentence: "Tripoli, Lebanon". */
static bool join_next(text *t, uint32_t s) {
  if (s + 1 >= t->n_sentences) return false;
  sentence *a = &t->sentences[s], *b = a + 1;
  if (a->paragraph != b->paragraph || ends_sentence(t, a) || a->n_tokens + b->n_tokens > SENTENCE_TOKENS_MAX) return false;
  b->begin = a->begin;
  b->first_token = a->first_token;
  b->n_tokens += a->n_tokens;
  memmove(a, b, (t->n_sentences - s - 1) * sizeof *a);
  t->n_sentences--;
  return true;
}

/* A phrase is neither heading nor dateline, however short. */
static void make_prose(phrase_reading *r) {
  for (uint32_t s = 0; s < r->t.n_sentences; s++) {
    if (r->t.sentences[s].end <= r->phrase.begin) continue;
    while (join_next(&r->t, s)) continue;
    r->t.sentences[s].kind = SENTENCE_PROSE;
  }
}

static void note_tokens(phrase_reading *r) {
  r->first = r->end = 0;
  for (uint32_t i = 0; i < r->t.n_tokens; i++) {
    if (r->t.tokens[i].begin >= r->phrase.end || r->t.tokens[i].end <= r->phrase.begin) continue;
    if (r->first == r->end) r->first = i;
    r->end = i + 1;
  }
  if (!r->in_context) make_prose(r);
}

/* The tokens of the phrase become one name whose parts hang on the first: what the table has under it is found whatever the tree
 * said. Its article stays out of it. */
static void make_name(phrase_reading *r) {
  uint32_t first = r->first;
  while (first + 1 < r->end && listed(" the a an ", token_form(&r->t, first))) first++;
  for (uint32_t i = r->first; i < r->end; i++) {
    word *w = &r->an.words[i];
    *w = (word){.lemma = token_form(&r->t, i), .head = first, .upos = UPOS_PROPN, .xpos = XPOS_NNP, .rel = REL_FLAT};
    if (i < first) w->upos = UPOS_DET, w->xpos = XPOS_DT, w->rel = REL_DET;
    if (i == first) w->head = NO_TOKEN, w->rel = REL_ROOT;
  }
}

/* The phrase in r->phrase of `bytes`. */
static casus_status read_bytes(const lookup *l, str bytes, casus_date on, phrase_reading *r, casus_error *error) {
  casus_status status = text_split(bytes, 0, l->a, &r->t, error);
  if (status != CASUS_OK) return status;
  note_tokens(r);
  status = grammar_analyse(l->g, l->scratch, &r->t, l->a, &r->an, error);
  if (status == CASUS_OK && r->way == READ_NAME) make_name(r);
  return status == CASUS_OK ? world_resolve(l->w, &r->t, &r->an, on, l->a, &r->m, error) : status;
}

/* ---- the parties of the phrase */

static bool is_inside(const phrase_reading *r, uint32_t i) { return i >= r->first && i < r->end; }

/* Does another party stand above this one, so that it only says more of that: "Kenya" in "Kenya's army"? What it is coordinated
 * with does not count, but what stands above both does: "Israeli and US officials". */
static bool is_part_of_other(const phrase_reading *r, const party *p) {
  enum { CLIMB_MAX = 64 };
  uint32_t i = p->head;
  for (int k = 0; k < CLIMB_MAX; k++) {
    bool beside = r->an.words[i].rel == REL_CONJ;
    i = r->an.words[i].head;
    if (i == NO_TOKEN || !is_inside(r, i)) return false;
    if (r->m.party_at[i] && !beside) return true;
  }
  return false;
}

static void keep_party(phrase_reading *r, uint32_t index) {
  const party *p = &r->m.parties[index];
  for (uint32_t k = 0; k < r->n_parties; k++) {
    const party *q = &r->m.parties[r->parties[k]];
    bool same = str_equal(p->code, q->code) && str_equal(p->name, q->name) && str_equal(p->source, q->source);
    if (r->parties[k] == index || (same && p->first_token == q->first_token && p->n_tokens == q->n_tokens)) return;
  }
  r->parties[r->n_parties++] = index;
}

/* With the others that the same words mean: "Israeli and US officials". */
static void keep_all(phrase_reading *r, uint32_t index) {
  for (uint32_t k = 0, at = index + 1; at && k < r->m.n_parties; k++, at = r->m.parties[at - 1].also) keep_party(r, at - 1);
}

/* The least mention that the phrase is only a part of: "Israeli" in "Israeli troops". */
static void keep_around(phrase_reading *r) {
  uint32_t best = r->m.n_parties;
  for (uint32_t i = 0; i < r->m.n_parties; i++) {
    const party *p = &r->m.parties[i];
    if (p->first_token > r->first || p->first_token + p->n_tokens < r->end) continue;
    if (best == r->m.n_parties || p->n_tokens < r->m.parties[best].n_tokens) best = i;
  }
  if (best < r->m.n_parties) keep_all(r, best);
}

/* A place beside a party says where it is: "police officers in Nairobi". */
static void drop_places(phrase_reading *r) {
  uint32_t n = 0;
  bool others = false;
  for (uint32_t k = 0; k < r->n_parties; k++) others |= r->m.parties[r->parties[k]].kind != PARTY_PLACE;
  for (uint32_t k = 0; k < r->n_parties; k++) {
    const party *p = &r->m.parties[r->parties[k]];
    if (!others || p->kind != PARTY_PLACE || r->an.words[p->head].rel == REL_CONJ) r->parties[n++] = r->parties[k];
  }
  r->n_parties = n;
}

static bool keep_parties(const lookup *l, phrase_reading *r) {
  r->parties = ARENA_ARRAY(l->a, uint32_t, r->m.n_parties + 1);
  if (!r->parties) return false;
  for (uint32_t i = 0; i < r->m.n_parties; i++)
    if (is_inside(r, r->m.parties[i].head) && !is_part_of_other(r, &r->m.parties[i])) keep_all(r, i);
  drop_places(r);
  if (!r->n_parties && r->in_context && r->first < r->end) keep_around(r);
  return true;
}

static bool counts(str form) {
  unsigned char c = form.len ? (unsigned char)form.ptr[0] : 0;
  return in_word(c) && !listed(" a an and at by for from in of on or s the to with ", form);
}

static bool stands_under(const phrase_reading *r, uint32_t i, uint32_t head) {
  enum { CLIMB_MAX = 64 };
  for (int k = 0; k < CLIMB_MAX && i != NO_TOKEN && is_inside(r, i); k++, i = r->an.words[i].head)
    if (i == head) return true;
  return false;
}

static bool is_covered(const phrase_reading *r, uint32_t i) {
  for (uint32_t k = 0; k < r->n_parties; k++) {
    const party *p = &r->m.parties[r->parties[k]];
    if ((i >= p->first_token && i < p->first_token + p->n_tokens) || stands_under(r, i, p->head)) return true;
  }
  return false;
}

static void count_words(phrase_reading *r) {
  for (uint32_t i = r->first; i < r->end; i++) {
    if (!counts(token_form(&r->t, i))) continue;
    r->n_words++;
    r->covered += is_covered(r, i);
  }
}

static casus_status read_way(const lookup *l, const str *parts, uint32_t n, uint32_t which, casus_date on, phrase_reading *r,
                             casus_error *error) {
  str bytes;
  if (!join(l, parts, n, &bytes)) return no_memory(error);
  for (uint32_t i = 0; i < which; i++) r->phrase.begin += (uint32_t)parts[i].len;
  r->phrase.end = r->phrase.begin + (uint32_t)parts[which].len;
  casus_status status = read_bytes(l, bytes, on, r, error);
  if (status != CASUS_OK) return status;
  if (!keep_parties(l, r)) return no_memory(error);
  count_words(r);
  return CASUS_OK;
}

/* ---- the best of them */

static bool is_table_name(const lookup *l, str phrase) {
  phrase = str_trim(phrase);
  if (phrase.len > 4 && str_equal_fold(str_slice(phrase, 0, 4), STR("the "))) phrase = str_slice(phrase, 4, phrase.len);
  const name_ref *ref = names_find(&l->w->names, name_hash(&l->w->names, phrase));
  while (ref && ref->kind > NAME_GROUP) ref = names_next(&l->w->names, ref);
  return ref != NULL;
}

static casus_status try_way(const lookup *l, const casus_phrase *ask, str phrase, reading_way way, phrase_reading *best,
                            casus_error *error) {
  phrase_reading r = {.way = way, .other_case = !str_equal(phrase, ask->phrase)};
  str parts[5] = {ask->context, str_empty(ask->context) ? STR("") : STR(gap), STR("They met "), phrase, STR(".")};
  bool made = way == READ_SENTENCE;
  if (!made) parts[2] = parts[4] = STR("");
  casus_status status = read_way(l, parts, 5, 3, ask->on, &r, error);
  if (status == CASUS_OK && (!best->parties || r.covered > best->covered)) *best = r;
  return status;
}

static casus_status read_alone(const lookup *l, const casus_phrase *ask, str phrase, bool all_ways, phrase_reading *out,
                               casus_error *error) {
  phrase_reading best = {0};
  casus_status status = try_way(l, ask, phrase, READ_PLAIN, &best, error);
  if (status == CASUS_OK && all_ways && best.covered < best.n_words && is_table_name(l, phrase))
    status = try_way(l, ask, phrase, READ_NAME, &best, error);
  if (status == CASUS_OK && all_ways && best.covered < best.n_words)
    status = try_way(l, ask, phrase, READ_SENTENCE, &best, error);
  if (status == CASUS_OK) *out = best;
  return status;
}

static casus_status read_in_context(const lookup *l, const casus_phrase *ask, span where, phrase_reading *out,
                                    casus_error *error) {
  phrase_reading r = {.in_context = true};
  str parts[3] = {str_slice(ask->context, 0, where.begin), ask->phrase, str_slice(ask->context, where.end, ask->context.len)};
  casus_status status = read_way(l, parts, 3, 1, ask->on, &r, error);
  if (status == CASUS_OK) *out = r;
  return status;
}

static casus_status read_phrase(const lookup *l, const casus_phrase *ask, bool all_ways, phrase_reading *out,
                                casus_error *error) {
  span where;
  str mended = ask->phrase;
  casus_status status = check_ask(ask, error);
  if (status != CASUS_OK) return status;
  if (find_phrase(ask->context, ask->phrase, &where)) return read_in_context(l, ask, where, out, error);
  if (all_ways && !letter_case_mend(l->w, ask->phrase, l->a, &mended)) return no_memory(error);
  return read_alone(l, ask, mended, all_ways, out, error);
}

casus_status lookup_read(const lookup *l, const casus_phrase *ask, phrase_reading *out, casus_error *error) {
  return read_phrase(l, ask, true, out, error);
}

casus_status lookup_read_plain(const lookup *l, const casus_phrase *ask, phrase_reading *out, casus_error *error) {
  return read_phrase(l, ask, false, out, error);
}
