/* Finds the names of the tables in a text, and the country that an article is mostly about. */
#include "world/resolve.h"

enum { NAME_TOKENS_MAX = 12 };

bool listed(const char *list, str w) {
  if (str_empty(w)) return false;
  for (const char *p = list; *p;) {
    while (*p == ' ') p++;
    const char *end = p;
    while (*end && *end != ' ') end++;
    bool fits = (size_t)(end - p) == w.len && to_ascii_lower(*p) == to_ascii_lower(w.ptr[0]);
    if (fits && str_equal_fold((str){p, w.len}, w)) return true;
    p = end;
  }
  return false;
}

bool is_capital(str form) {
  unsigned char c = form.len ? (unsigned char)form.ptr[0] : 0;
  return is_ascii_upper(c) || (c >= 0xc3 && c != 0xe2);
}

bool is_all_caps(str form) {
  bool upper = false;
  for (size_t i = 0; i < form.len; i++) {
    if (is_ascii_lower((unsigned char)form.ptr[i])) return false;
    upper |= is_ascii_upper((unsigned char)form.ptr[i]);
  }
  return upper;
}

static bool is_particle(str form) { return listed(" al el ash as ar an ad bin ibn de la van von ", form); }

/* Words and signs that stand inside names. */
static bool continues_name(str form) {
  unsigned char c = (unsigned char)form.ptr[0];
  if (is_ascii_upper(c) || is_ascii_digit(c) || c >= 0x80) return true;
  if (!is_ascii_alpha(c)) return listed(" - . ' & 's / ", form);
  bool elided = form.len > 3 && form.ptr[1] == '\'' && is_ascii_upper((unsigned char)form.ptr[2]); /* "Quai d'Orsay" */
  return elided || is_particle(form) ||
         listed(" of the for and in del do da dos di du des le les y e to on und der den li lil l d ", form);
}

static size_t letters_of(str bytes) {
  size_t n = 0;
  for (size_t i = 0; i < bytes.len; i++) n += is_ascii_alpha((unsigned char)bytes.ptr[i]) || (unsigned char)bytes.ptr[i] >= 0x80;
  return n;
}

/* A token inside a longer person's name ("Chad" Smith) is no country. */
static bool in_longer_person(const resolver *r, const name_match *m) {
  uint32_t e = word_of(r, m->first)->entity;
  if (!e || (m->first && word_of(r, m->first - 1)->upos == UPOS_ADP)) return false; /* "Governor X of Kenya" */
  const entity *x = &r->an->entities[e - 1];
  return x->kind == ENTITY_PERSON && x->n_tokens > m->n;
}

static bool is_title_token(const resolver *r, uint32_t i) {
  if (head_word(r->w, r->words[i], HEAD_TITLE)) return true;
  const name_ref *ref = names_find(&r->w->names, phrase_hash_add(phrase_hash_start(NAME_AGENT), r->words[i]));
  return ref && ref->kind == NAME_AGENT;
}

static bool part_of_name(const resolver *r, const name_match *m) {
  uint32_t next = m->first + m->n;
  if (m->n != 1 || in_longer_person(r, m)) return in_longer_person(r, m);
  bool goes_on = next < r->t->n_tokens && word_of(r, next)->rel == REL_FLAT && word_of(r, next)->head == m->first;
  if (goes_on && !is_title_token(r, next)) return true;
  uint32_t head = word_of(r, m->first)->head;
  return word_of(r, m->first)->rel == REL_FLAT && head + 1 == m->first && !is_title_token(r, head);
}

static bool is_day_or_month(str form) {
  return listed(
      " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
      "september october november december ",
      form);
}

/* A leader in office whose last name is enough in any paper: the entities may be wrong about it. */
static bool is_household_leader(const resolver *r, const name_ref *ref) {
  person_term term = person_on(r->w, ref->row, r->day);
  return term.row && !term.former && !term.future && is_leader_office(term.row->office) && is_household(term.row->country);
}

static bool in_name_entity(const resolver *r, uint32_t i) {
  uint32_t e = word_of(r, i)->entity;
  return e && entity_is_name(r->an->entities[e - 1].kind);
}

/* One word for a person: not where another entity stands, nor a day of the week. */
static bool may_be_person(const resolver *r, const name_match *m, const name_ref *ref) {
  uint32_t e = word_of(r, m->first)->entity;
  bool other = e && r->an->entities[e - 1].kind != ENTITY_PERSON && r->an->entities[e - 1].n_tokens == m->n;
  if (other && word_of(r, m->first)->upos == UPOS_PROPN) other = !is_household_leader(r, ref);
  if (part_of_name(r, m) || other) return false; /* but "the Biden administration" */
  if (is_title_token(r, m->first)) return false; /* "the Sheriff", "a Bishop" */
  return in_name_entity(r, m->first) || !is_day_or_month(form_of(r, m->first));
}

static bool case_fits(const resolver *r, const name_match *m, const name_ref *ref) {
  str bytes = token_text(r, m->first, m->n);
  bool caps = is_all_caps(bytes);
  size_t letters = letters_of(bytes);
  if (ref->flags & NAME_ACRONYM)
    return caps || (letters >= 4 && m->n == 1 && is_capital(bytes) && word_of(r, m->first)->upos == UPOS_PROPN);
  return !caps || letters > 3 || m->n > 1;
}

static bool is_of_people(const resolver *r, uint32_t i) {
  uint32_t e = word_of(r, i)->entity;
  return e && r->an->entities[e - 1].kind == ENTITY_GROUP;
}

/* "the Quad", "the Fed": a capital behind an article, where other words have none. */
static bool is_set_off(const resolver *r, uint32_t i) {
  uint32_t next = i + 1;
  if (i == 0 || word_of(r, i - 1)->upos != UPOS_DET || next >= r->t->n_tokens) return false;
  return !is_capital(form_of(r, next));
}

/* One capitalised word may be any word at the start of a sentence. */
static bool tag_fits(const resolver *r, const name_match *m, const name_ref *ref) {
  const word *x = word_of(r, m->first);
  if (m->n > 1 || x->upos == UPOS_PROPN) return true;
  if (ref->flags & NAME_LOWER) return x->upos == UPOS_NOUN;
  if (ref->kind == NAME_DEMONYM) return x->upos == UPOS_ADJ || x->upos == UPOS_NOUN;
  if (ref->kind == NAME_COUNTRY) return x->upos == UPOS_NOUN || x->upos == UPOS_ADJ || x->upos == UPOS_X;
  if (ref->kind == NAME_REGION) return x->upos == UPOS_NOUN && m->first > 0; /* "the two Koreas" */
  if (ref->kind == NAME_SURNAME) return in_name_entity(r, m->first);
  if (ref->flags & NAME_ACRONYM) return is_all_caps(form_of(r, m->first)) && (x->upos == UPOS_NOUN || x->upos == UPOS_X);
  bool starts = m->first == 0 || r->t->tokens[m->first - 1].end + 1 < r->t->tokens[m->first].begin;
  for (uint32_t i = m->first; !starts && i > 0 && i + 2 > m->first; i--) starts = form_of(r, i - 1).ptr[0] == '.';
  bool fits = x->upos == UPOS_ADJ || (!starts && (x->upos == UPOS_NOUN || x->upos == UPOS_X));
  if ((ref->flags & NAME_BARE) && x->upos == UPOS_ADJ && is_of_people(r, m->first))
    return false; /* "Hindu pilgrims" read no paper */
  return fits && (in_name_entity(r, m->first) || is_set_off(r, m->first));
}

/* "Serbia and Montenegro" after their union has ended: two. */
static bool joins_others(const resolver *r, const name_match *m, const name_ref *ref) {
  return m->n == 3 && country_at(r->w, ref->row)->to < r->day && str_is(form_of(r, m->first + 1), "and");
}

/* "Juan Carlos Solis" is not the Juan Carlos Varela whom leaders' short names also give. */
static bool is_longer_name(const resolver *r, const name_match *m, str name) {
  uint32_t next = m->first + m->n;
  if (m->n != 2 || next >= r->t->n_tokens || word_of(r, next)->rel != REL_FLAT || !is_capital(form_of(r, next))) return false;
  str part;
  for (uint32_t k = 0; str_cut(&name, ' ', &part); k++)
    if (k < 2 ? !str_equal_fold(part, form_of(r, m->first + k)) : str_equal_fold(part, form_of(r, next))) return false;
    else if (k == 2) return true;
  return false;
}

bool ref_fits(const resolver *r, const name_match *m, const name_ref *ref) {
  if (ref->kind > NAME_GROUP) return false; /* phrases of lemmas have hashes of their own */
  if (!case_fits(r, m, ref) || !tag_fits(r, m, ref)) return false;
  if (ref->kind == NAME_GROUP) return true;
  if (ref->kind == NAME_COUNTRY && joins_others(r, m, ref)) return false;
  if (ref->kind == NAME_PERSON && is_longer_name(r, m, person_at(r->w, ref->row)->name)) return false;
  if (ref->kind == NAME_SURNAME || ref->kind == NAME_PERSON) return m->n > 1 || may_be_person(r, m, ref);
  if (ref->kind == NAME_DEMONYM && word_of(r, m->first)->upos == UPOS_ADJ && word_of(r, m->first)->rel == REL_AMOD) return true;
  return !part_of_name(r, m);
}

static bool any_fits(const resolver *r, const name_match *m) {
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref))
    if (ref_fits(r, m, ref)) return true;
  return false;
}

static bool is_table_word(const resolver *r, name_kind kind, str form) {
  return is_ascii_lower((unsigned char)form.ptr[0]) && names_find(&r->w->names, lower_hash(&r->w->names, kind, form)) != NULL;
}

/* The longest name that begins at token i; n 0: none. */
static name_match longest_name(const resolver *r, uint32_t i, uint32_t end) {
  name_match best = {.first = i};
  uint64_t hash = NAME_HASH_START;
  for (uint32_t j = i; j < end && j < i + NAME_TOKENS_MAX; j++) {
    str form = form_of(r, j);
    bool joined = j > i && str_is(form_of(r, j - 1), "-") && r->t->tokens[j - 1].end == r->t->tokens[j].begin; /* "Suk-yeol" */
    if (!form.len || (j > i && !joined && !continues_name(form) && !is_table_word(r, NAME_INSIDE, form))) break;
    uint64_t before = hash;
    hash = name_hash_add(&r->w->names, hash, form);
    if (hash == before || str_is(form, "'s") || str_is(form, "\xe2\x80\x99s")) continue;
    name_match m = {.ref = names_find(&r->w->names, hash), .first = i, .n = j - i + 1};
    if (m.ref && any_fits(r, &m)) best = m;
  }
  return best;
}

const name_ref *nation_ref(const resolver *r, str name) {
  const name_ref *ref = names_find(&r->w->names, name_hash(&r->w->names, name));
  while (ref && ref->kind != NAME_DEMONYM && ref->kind != NAME_COUNTRY) ref = names_next(&r->w->names, ref);
  return ref;
}

static bool is_nation(const resolver *r, uint32_t i) { return nation_ref(r, form_of(r, i)) != NULL; }

/* "French-Algerian ties" are of two countries, though the table knows people who are both. */
static void part_nations(const resolver *r, name_match *m) {
  if (m->n != 3 || !str_is(form_of(r, m->first + 1), "-") || !is_nation(r, m->first) || !is_nation(r, m->first + 2)) return;
  name_match one = {.ref = names_find(&r->w->names, name_hash(&r->w->names, form_of(r, m->first))), .first = m->first, .n = 1};
  if (one.ref) *m = one;
}

/* The same where the two are one token: it is found under the first, other_nation knows the second. */
static name_match joined_nations(const resolver *r, uint32_t i) {
  str form = form_of(r, i);
  const char *hyphen = memchr(form.ptr, '-', form.len);
  name_match m = {.first = i};
  if (!hyphen) return m;
  size_t cut = (size_t)(hyphen - form.ptr);
  const name_ref *one = nation_ref(r, str_slice(form, 0, cut)), *two = nation_ref(r, str_slice(form, cut + 1, form.len));
  if (one && two) m = (name_match){.ref = names_find(&r->w->names, one->hash), .first = i, .n = 1};
  return m;
}

static bool match_add(resolver *r, const name_match *m) {
  if (!arena_grow(r->a, (void **)&r->matches, &r->matches_capacity, r->n_matches + 1, sizeof *r->matches)) return false;
  r->matches[r->n_matches++] = *m;
  for (uint32_t i = m->first; i < m->first + m->n; i++) r->match_at[i] = r->n_matches;
  return true;
}

static bool scan_sentence(resolver *r, const sentence *s) {
  uint32_t end = s->first_token + s->n_tokens;
  for (uint32_t i = s->first_token; i < end;) {
    str form = form_of(r, i);
    name_match m = {0};
    bool may_start = is_capital(form) || (is_particle(form) && i + 1 < end) || (form.len && is_table_word(r, NAME_START, form));
    if (may_start) m = longest_name(r, i, end);
    part_nations(r, &m);
    if (!m.n && is_capital(form)) m = joined_nations(r, i);
    if (m.n && !match_add(r, &m)) return false;
    i += m.n ? m.n : 1;
  }
  return true;
}

bool scan_names(resolver *r) {
  for (uint32_t s = 0; s < r->t->n_sentences; s++)
    if (!scan_sentence(r, &r->t->sentences[s])) return false;
  return true;
}

/* ---- the article's country */

static uint32_t weigh_ref(const resolver *r, const name_ref *ref, uint32_t *country) {
  const world *w = r->w;
  switch (ref->kind) {
    case NAME_COUNTRY:
    case NAME_DEMONYM:
      *country = ref->row;
      return 4;
    case NAME_CAPITAL:
      *country = ref->row;
      return 3;
    case NAME_SEAT:
      *country = seat_at(w, ref->row)->country;
      return 2;
    case NAME_PERSON:
      *country = country_index(w, person_at(w, ref->row)->country);
      return 3;
    case NAME_GROUP:
      *country = country_index(w, group_at(w, ref->row)->country);
      return 1;
    default:
      return 0;
  }
}

const name_ref *ref_of_kind(const name_match *m, const resolver *r, name_kind kind) {
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref))
    if (ref->kind == kind && ref_fits(r, m, ref)) return ref;
  return NULL;
}

/* What stands first says more what the article is about. */
static uint32_t weigh_sentence(uint32_t s) { return s < 3 ? 3 : 2; }

/* "London, Ontario", "Georgia" the state: the place that was found under a country's or capital's name lies in another country.
 */
static bool lies_elsewhere(const resolver *r, const name_match *m, uint32_t country) {
  uint32_t at = r->place_over ? r->place_over[m->first] : 0;
  return at && country != NO_COUNTRY && !str_equal(r->out->places[at - 1].country, country_at(r->w, country)->iso3);
}

static void weigh_names(resolver *r, uint32_t *weights) {
  uint32_t s = 0;
  for (uint32_t i = 0; i < r->n_matches; i++) {
    const name_match *m = &r->matches[i];
    while (s + 1 < r->t->n_sentences && r->t->sentences[s + 1].first_token <= m->first) s++;
    const name_ref *ref = m->ref;
    while (ref && !ref_fits(r, m, ref)) ref = names_next(&r->w->names, ref);
    uint32_t country = NO_COUNTRY;
    uint32_t weight = ref ? weigh_ref(r, ref, &country) : 0;
    if (ref && ref->kind == NAME_GROUP && is_nation(r, m->first)) weight = 4; /* "US Congress" */
    if (country == NO_COUNTRY || (ref->kind == NAME_CAPITAL && ref_of_kind(m, r, NAME_GROUP))) continue;
    if (lies_elsewhere(r, m, country)) continue;
    weights[country] += weight * weigh_sentence(s);
    r->named_countries[country] |= ref->kind != NAME_GROUP && ref->kind != NAME_PERSON;
  }
}

static void weigh_places(const resolver *r, const mentions *found, uint32_t *weights) {
  for (uint32_t i = 0; i < found->n_places; i++) {
    uint32_t country = country_index(r->w, found->places[i].country);
    if (country != NO_COUNTRY) weights[country] += 4;
  }
}

/* The other side of an article about two countries: named a sixth as often as the first at least. */
static str second_of(const world *w, const uint32_t *weights, uint32_t best) {
  uint32_t second = best;
  for (uint32_t i = 0; i < w->countries.n; i++)
    if (i != best && weights[i] && (second == best || weights[i] > weights[second])) second = i;
  bool counts = second != best && weights[second] * 6 >= weights[best];
  return counts ? country_at(w, second)->iso3 : (str){0};
}

str main_country(resolver *r, const mentions *found) {
  uint32_t n = r->w->countries.n, best = 0;
  uint32_t *weights = ARENA_ARRAY(r->a, uint32_t, n ? n : 1);
  r->named_countries = ARENA_ARRAY(r->a, bool, n ? n : 1);
  if (!weights || !r->named_countries || !n) return (str){0};
  weigh_names(r, weights);
  weigh_places(r, found, weights);
  for (uint32_t i = 1; i < n; i++)
    if (weights[i] > weights[best]) best = i;
  r->second_country = second_of(r->w, weights, best);
  return weights[best] ? country_at(r->w, best)->iso3 : (str){0};
}
