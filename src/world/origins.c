/* The country of parties that do not say it: from their possessor, the sentence, the journey in it, the article. */
#include "world/decision.h"

/* A country that stands against the party in its clause is not its own. */
static bool is_elsewhere(const resolver *r, uint32_t i, uint32_t h, bool definite) {
  if (listed(" from to against with on over about toward towards for between at ", case_of(r, i))) return true;
  bool within = listed(" in across inside throughout around near within ", case_of(r, i));
  uint32_t clause = governor_of(r, i);
  if (within && clause != NO_TOKEN && !is_above(r, clause, h)) return true;
  if (within || definite) return !within; /* "the army" is the article's, unless the sentence says where */
  uint8_t rel = word_of(r, i)->rel;
  if (rel == REL_NMOD_POSS) return is_above(r, word_of(r, i)->head, h);
  return rel != REL_AMOD && rel != REL_COMPOUND && governor_of(r, i) == governor_of(r, h);
}

/* "US-backed rebels" are not Americans. */
static bool is_sponsor(const resolver *r, const name_match *m) {
  uint32_t next = m->first + m->n;
  return next + 1 < r->last && str_is(form_of(r, next), "-") &&
         listed(
             " backed supported sponsored funded financed armed trained equipped allied aligned friendly occupied controlled "
             "born ",
             form_of(r, next + 1));
}

static uint32_t country_of_match(const resolver *r, const name_match *m) {
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (!ref_fits(r, m, ref)) continue;
    if (ref->kind == NAME_COUNTRY || ref->kind == NAME_DEMONYM || ref->kind == NAME_CAPITAL) return ref->row;
    if (ref->kind == NAME_SEAT) return seat_at(r->w, ref->row)->country;
  }
  return NO_COUNTRY;
}

static uint32_t top_of_match(const resolver *r, const name_match *m) {
  for (uint32_t i = m->first; i < m->first + m->n; i++)
    if (word_of(r, i)->head < m->first || word_of(r, i)->head >= m->first + m->n) return i;
  return m->first;
}

/* The only country that the sentence names, if it may be that of h; NO_COUNTRY: none or several. */
static uint32_t sentence_country(const resolver *r, uint32_t h) {
  uint32_t only = NO_COUNTRY;
  bool definite = has_child(r, h, " the ");
  for (uint32_t i = r->first; i < r->last; i++) {
    if (!r->match_at[i]) continue;
    const name_match *m = &r->matches[r->match_at[i] - 1];
    i = m->first + m->n - 1;
    uint32_t country = is_sponsor(r, m) ? NO_COUNTRY : country_of_match(r, m);
    if (country == NO_COUNTRY || country == only) continue;
    if (only != NO_COUNTRY || is_elsewhere(r, top_of_match(r, m), h, definite)) return NO_COUNTRY;
    only = country;
  }
  return only;
}

/* "travelled to Lebanon to meet the prime minister": of the country that one has gone to. */
static uint32_t destination(const resolver *r, uint32_t h) {
  if (is_subject(r, h)) return NO_COUNTRY;
  for (uint32_t i = h; i-- > r->first;) {
    if (!r->match_at[i]) continue;
    const name_match *m = &r->matches[r->match_at[i] - 1];
    uint32_t top = top_of_match(r, m), country = country_of_match(r, m), clause = governor_of(r, top);
    if (country == NO_COUNTRY) continue;
    bool there = listed(" to in at ", case_of(r, top)) && clause != NO_TOKEN && clause < h && is_above(r, clause, h);
    return there ? country : NO_COUNTRY;
  }
  return NO_COUNTRY;
}

/* ---- nations that no table has */

enum { STEM_MIN = 5 };

/* "Valdorian" without its ending; empty: not the form of a nationality. */
static str nation_stem(str form) {
  static const char *const endings[] = {"ian", "ean", "ese", "ish", "ani"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (form.len >= STEM_MIN + 3 && str_ends(form, str_of(endings[i]))) return (str){form.ptr, form.len - 3};
  return (str){"", 0};
}

/* Adjectives of that form that are of no nation. */
static bool is_no_nation(str form) {
  return str_ends(form, STR("arian")) || /* humanitarian, authoritarian, sectarian */
         listed(
             " European Scandinavian Eurasian Californian Floridian Hawaiian Bavarian Sicilian Siberian Caucasian Amazonian "
             "Athenian Parisian Alsatian Appalachian Manchurian Polynesian Melanesian Mediterranean Caribbean Civilian Christian "
             "Custodian Dickensian Edwardian Equestrian Freudian Guardian Jewish Kantian Marxian Newtonian Orwellian "
             "Pedestrian Presbyterian Victorian Darwinian Keynesian Yiddish ",
             form);
}

static bool is_nation_word(const resolver *r, uint32_t i) {
  str form = form_of(r, i);
  uint8_t tag = word_of(r, i)->upos;
  if ((tag != UPOS_ADJ && tag != UPOS_PROPN) || !is_capital(form) || is_all_caps(form) || r->match_at[i]) return false;
  return nation_stem(form).len && !is_no_nation(form);
}

static bool is_before_noun(const resolver *r, uint32_t i) {
  const word *w = word_of(r, i);
  if (w->rel != REL_AMOD && w->rel != REL_COMPOUND) return false;
  return w->upos == UPOS_ADJ || (w->head != NO_TOKEN && word_of(r, w->head)->upos == UPOS_NOUN);
}

/* "Valdorian envoys", "Valdorian and Tamorian envoys". */
static bool is_unknown_nationality(const resolver *r, uint32_t i) {
  const word *w = word_of(r, i);
  if (!is_nation_word(r, i)) return false;
  return is_before_noun(r, i) || (w->rel == REL_CONJ && w->head != NO_TOKEN && w->head < i && is_before_noun(r, w->head));
}

bool from_unknown_nation(const resolver *r, uint32_t h, draft *d) {
  if (!is_unknown_nationality(r, h)) return false;
  *d = (draft){.core_first = h, .p = {.kind = PARTY_COUNTRY, .basis = COUNTRY_OWN, .sector = STR("UNK")}};
  return true;
}

void note_unknown_nations(resolver *r) {
  for (uint32_t i = 0; i < r->t->n_tokens && r->n_nations < UNKNOWN_NATIONS_MAX; i++) {
    if (!is_unknown_nationality(r, i)) continue;
    str stem = nation_stem(form_of(r, i));
    bool noted = false;
    for (uint32_t k = 0; k < r->n_nations; k++) noted = noted || str_equal(r->nations[k], stem);
    if (!noted) r->nations[r->n_nations++] = stem;
  }
}

/* "Valdoria", "Ostmark", where the article has "Valdorian", "Ostmarkian". */
static bool is_unknown_nation(const resolver *r, uint32_t i) {
  str form = form_of(r, i);
  for (uint32_t k = 0; k < r->n_nations; k++)
    if (form.len <= r->nations[k].len + 3 && str_starts(form, r->nations[k])) return true;
  return false;
}

/* "Valdorian police", "the parliament of Valdoria": whoever is of another nation is not of the article's. */
static bool is_of_unknown_nation(const resolver *r, uint32_t h) {
  if (is_unknown_nation(r, h)) return true;
  for (uint32_t at = first_child(r, h); at; at = r->sibling[at - 1]) {
    uint8_t rel = word_of(r, at - 1)->rel;
    if (is_unknown_nationality(r, at - 1)) return true;
    if ((rel == REL_NMOD_POSS || rel == REL_NMOD || rel == REL_COMPOUND) && is_unknown_nation(r, at - 1)) return true;
  }
  return false;
}

/* ---- filling in */

static bool is_sponsored_by(const resolver *r, const party *p, str country) {
  for (uint32_t i = p->first_token; i < p->head; i++) {
    const name_match *m = r->match_at[i] ? &r->matches[r->match_at[i] - 1] : NULL;
    uint32_t sponsor = m && is_sponsor(r, m) ? country_of_match(r, m) : NO_COUNTRY;
    if (sponsor != NO_COUNTRY && str_equal(country_at(r->w, sponsor)->iso3, country)) return true;
  }
  return false;
}

/* Who is named but not known is rather of the article's country than of the one beside him. */
static uint32_t guess_from_sentence(const resolver *r, const party *p) {
  bool person = p->kind == PARTY_PERSON && !str_empty(p->name) && !str_empty(r->out->country);
  return person ? NO_COUNTRY : sentence_country(r, p->head);
}

static void fill_one(resolver *r, uint32_t k, bool last_round) {
  party *p = &r->out->parties[k];
  party_note *note = &r->notes[k];
  if (!(note->flags & NOTE_COUNTRY) || (note->flags & NOTE_REGION) || !str_empty(p->country)) return;
  if (r->n_nations && is_of_unknown_nation(r, p->head)) {
    if (is_unknown_nation(r, p->head)) p->sector = STR("UNK"); /* a country, but none that has a code */
    note->flags &= ~(uint32_t)NOTE_COUNTRY;
    return;
  }
  uint32_t owner = possessor_of(r, p->head);
  str own = owner ? r->out->parties[owner - 1].country : (str){0};
  if (!str_empty(own)) p->country = own, p->basis = COUNTRY_MODIFIER;
  else if (owner && !last_round) return;
  else if (is_stateless(p) || (str_empty(p->sector) && p->kind != PARTY_PERSON)) return;
  else {
    uint32_t country = guess_from_sentence(r, p);
    if (country == NO_COUNTRY) country = destination(r, p->head);
    if (country == NO_COUNTRY && is_sponsored_by(r, p, r->out->country)) return;
    p->country = country != NO_COUNTRY ? country_at(r->w, country)->iso3 : r->out->country;
    p->basis = country != NO_COUNTRY ? COUNTRY_SENTENCE : COUNTRY_ARTICLE;
  }
  if (str_empty(p->country)) p->basis = 0;
  else note->flags &= ~(uint32_t)NOTE_COUNTRY;
}

static void fill_round(resolver *r, bool last_round) {
  for (uint32_t k = r->first_party; k < r->out->n_parties; k++) {
    if (r->notes[k].flags & NOTE_DEAD) continue;
    party *p = &r->out->parties[k];
    if (p->kind == PARTY_PRONOUN) {
      uint32_t also = p->also;
      if (p->antecedent) copy_meaning(&r->out->parties[p->antecedent - 1], p);
      if (also) p->also = also;
      continue;
    }
    fill_one(r, k, last_round);
    if (p->antecedent && str_empty(p->country)) p->country = r->out->parties[p->antecedent - 1].country;
    party_set_code(r, p);
    if (!p->antecedent || str_empty(p->name)) set_holder(r, k);
  }
}

void fill_countries(resolver *r) {
  fill_round(r, false);
  fill_round(r, true);
}
