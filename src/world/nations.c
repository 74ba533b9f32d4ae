/* Countries as parties: their names, nationality words, capitals and seats; and the country that a phrase says of its head. */
#include "world/decision.h"
#include "world/places.h"

static void be_country(draft *d, const resolver *r, uint32_t country) {
  const country_row *row = country_at(r->w, country);
  d->p.kind = PARTY_COUNTRY;
  d->p.country = row->iso3;
  d->p.basis = COUNTRY_OWN;
}

bool is_modifier(const resolver *r, uint32_t h) {
  uint8_t rel = word_of(r, h)->rel;
  return rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_DESC;
}

bool from_country(resolver *r, uint32_t country, draft *d) {
  be_country(d, r, country);
  d->p.name = country_at(r->w, country)->name;
  d->p.source = source_of(r, STR("countries.tsv"), country_at(r->w, country)->line);
  return true;
}

bool has_number(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_NUMMOD) return true;
  return false;
}

bool is_plural(const resolver *r, uint32_t h) {
  uint8_t x = word_of(r, h)->xpos;
  if (x == XPOS_NNS || x == XPOS_NNPS) return true;
  str form = form_of(r, h); /* "MPs" passes for a name */
  return x == XPOS_NNP && form.len > 2 && form.ptr[form.len - 1] == 's' && is_all_caps(str_slice(form, 0, form.len - 1));
}

/* "the Russians" is the nation; "a Russian", "three Russians", "the Tibetans" are people of it; "Russian" before a noun is its
 * country. */
bool from_demonym(resolver *r, uint32_t h, const name_ref *ref, draft *d) {
  from_country(r, ref->row, d);
  d->p.name = (str){0};
  if (ref->flags & NAME_PEOPLE) d->note.flags |= NOTE_LOCAL;
  if (is_modifier(r, h)) return true;
  bool plural = is_plural(r, h) || (ref->flags & NAME_PLURAL) || word_of(r, h)->upos == UPOS_ADJ || has_child(r, h, " the ");
  bool people = (ref->flags & NAME_PEOPLE) || has_number(r, h) ||
                has_child(r, h, " a an one some many several every each no most another ") ||
                (!plural && word_of(r, h)->upos == UPOS_NOUN);
  if (plural) d->note.flags |= NOTE_PLURAL;
  if (!people) return true;
  d->p.kind = PARTY_AGENT;
  d->p.sector = STR("CVL");
  if (!plural) d->note.flags |= NOTE_PERSON;
  return true;
}

/* "protested to Seoul": what is told or given goes to a government, not to a town. */
static bool is_addressed(const resolver *r, uint32_t verb) {
  return listed(
      " protest complain appeal apologise apologize talk speak say respond reply object listen write signal reach offer give "
      "sell "
      "supply provide hand extend pose matter belong propose deny promise owe lend grant pledge demand hear receive seek obtain "
      "secure win buy import export ",
      word_of(r, verb)->lemma);
}

/* "in Washington", "flew to Moscow", "the outskirts of Kyiv" are places; "Washington said", "talks with Moscow" are not. */
static bool is_locative(const resolver *r, uint32_t h) {
  str preposition = case_of(r, h);
  if (str_empty(preposition)) return false;
  if (listed(" in at near outside around through across toward towards inside into via within throughout off ", preposition))
    return true;
  uint32_t above = governor_of(r, h);
  bool on_verb = above != NO_TOKEN && word_of(r, above)->upos == UPOS_VERB;
  if (listed(" from to ", preposition))
    return (on_verb && !is_addressed(r, above)) ||
           (above != NO_TOKEN &&
            listed(" visit trip tour flight journey travel return arrival way route road ", word_of(r, above)->lemma));
  return listed(" of ", preposition);
}

/* "Arab nations", "European leaders": too many to be named one by one; governments, of no country. */
static bool from_large_region(resolver *r, uint32_t h, const region_row *row, draft *d) {
  if (word_of(r, h)->xpos != XPOS_NNS && word_of(r, h)->xpos != XPOS_NNPS) return false;
  if (!listed(" nation nations country countries state states power powers government governments leader leaders ally allies ",
              form_of(r, h)))
    return false;
  d->p.kind = PARTY_AGENT;
  d->p.sector = STR("GOV");
  d->p.name = row->name;
  d->p.source = source_of(r, STR("regions.tsv"), row->line);
  d->note.flags |= NOTE_PLURAL | NOTE_REGION;
  return true;
}

bool from_region(resolver *r, uint32_t h, uint32_t region, draft *d) {
  enum { MEMBERS_MAX = 5 };
  const region_row *row = region_at(r->w, region);
  uint32_t n = 1;
  if (r->place_over[h] || is_locative(r, h)) return false; /* "in Central Asia" */
  for (size_t i = 0; i < row->members.len; i++) n += row->members.ptr[i] == '|';
  if (n > MEMBERS_MAX) return from_large_region(r, h, row, d);
  if (row->members.len < 7) return false;
  d->p.kind = PARTY_COUNTRY;
  d->p.basis = COUNTRY_OWN;
  d->p.country = str_slice(row->members, 0, 3);
  d->p.source = source_of(r, STR("regions.tsv"), row->line);
  d->members = row->members;
  d->note.flags |= NOTE_PLURAL;
  return true;
}

bool from_seat(resolver *r, uint32_t h, const name_match *m, const name_ref *ref, draft *d) {
  bool capital = ref->kind == NAME_CAPITAL;
  const seat_row *seat = capital ? NULL : seat_at(r->w, ref->row);
  uint32_t country = capital ? ref->row : seat->country;
  uint8_t rel = word_of(r, h)->rel;
  bool of_seat = !capital && str_is(case_of(r, h), "of"); /* "president of the Knesset" */
  bool only_place = (!of_seat && is_locative(r, h)) ||
                    (capital && (rel == REL_APPOS || rel == REL_COMPOUND || rel == REL_OBL_UNMARKED)) ||
                    r->t->sentences[r->sentence].kind == SENTENCE_DATELINE;
  bool elsewhere = !r->named_countries[country] || !str_equal(country_at(r->w, country)->iso3, r->out->country);
  bool may_be_body = capital && !only_place && elsewhere;
  if (may_be_body && ref_of_kind(m, r, NAME_GROUP) && from_group(r, h, m, d))
    return true; /* "Brussels" for the union that sits there */
  be_country(d, r, country);
  d->p.kind = only_place ? PARTY_PLACE : PARTY_SEAT;
  if (!only_place) d->p.sector = capital ? STR("GOV") : seat->sector;
  d->p.name = capital ? token_text(r, m->first, m->n) : seat->name;
  d->p.source = source_of(r, STR("countries.tsv"), capital ? country_at(r->w, country)->line : seat->line);
  return true;
}

uint32_t other_nation(const resolver *r, uint32_t h, str country) {
  str form = form_of(r, h);
  const char *hyphen = memchr(form.ptr, '-', form.len);
  if (!hyphen || !is_modifier(r, h)) return NO_COUNTRY;
  size_t cut = (size_t)(hyphen - form.ptr);
  const name_ref *one = nation_ref(r, str_slice(form, 0, cut)), *two = nation_ref(r, str_slice(form, cut + 1, form.len));
  if (!one || !two || one->row == two->row) return NO_COUNTRY;
  return str_equal(country_at(r->w, one->row)->iso3, country) ? two->row : one->row;
}

/* ---- the country of a phrase from what modifies it */

static bool gives_country(const resolver *r, uint32_t i) {
  const party *p = party_under(r, i);
  return p && !str_empty(p->country) && p->basis != COUNTRY_SENTENCE && p->basis != COUNTRY_ARTICLE;
}

static uint32_t modifier_country(const resolver *r, uint32_t h) {
  uint32_t of = 0;
  bool owned = false; /* "its troops from X": X is not where they are from */
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t i = c - 1;
    uint8_t rel = word_of(r, i)->rel;
    owned = owned || rel == REL_NMOD_POSS;
    if (!gives_country(r, i)) continue;
    if (rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_DESC || rel == REL_NMOD_POSS || rel == REL_NMOD_UNMARKED)
      return i + 1;
    if (rel == REL_FLAT && i < h) return i + 1;
    if (owned && listed(" from ", case_of(r, i))) continue;
    if (rel == REL_NMOD && !of && listed(" of in from for at across within ", case_of(r, i))) of = i + 1;
  }
  return of;
}

/* Where the tree went wrong: a nationality or a possessor right before the phrase still is its own. */
static str neighbour_country(const resolver *r, uint32_t first) {
  uint32_t i = first;
  while (i > r->first && first - i < 3 && word_of(r, i - 1)->upos == UPOS_ADJ && !r->match_at[i - 1]) i--;
  bool possessor = i > r->first + 1 && listed(" 's \xe2\x80\x99s ' \xe2\x80\x99 ", form_of(r, i - 1));
  if (possessor) i--;
  if (i <= r->first || !r->match_at[i - 1] || (!possessor && !is_modifier(r, i - 1))) return (str){0};
  const name_match *m = &r->matches[r->match_at[i - 1] - 1];
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref))
    if (ref->kind == NAME_COUNTRY || ref->kind == NAME_DEMONYM) return country_at(r->w, ref->row)->iso3;
  return (str){0};
}

static bool has_region(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t m = r->match_at[c - 1];
    for (const name_ref *ref = m ? r->matches[m - 1].ref : NULL; ref; ref = names_next(&r->w->names, ref))
      if (ref->kind == NAME_REGION) return true;
  }
  return false;
}

/* Rows of the gazetteer under the words of some tokens. */
static uint32_t look_up_place(const resolver *r, uint32_t first, uint32_t end, place_row found[PLACE_CANDIDATES_MAX]) {
  char key[PLACE_KEY_MAX];
  size_t len = 0;
  for (uint32_t i = first; i < end; i++)
    if (!str_is(form_of(r, i), "-") && !place_key_add(key, &len, form_of(r, i))) return 0;
  return places_look_up(r->w->gazetteer, (str){key, len}, found);
}

str place_in_country(const resolver *r, uint32_t first, uint32_t end, str country) {
  place_row found[PLACE_CANDIDATES_MAX];
  uint32_t n = look_up_place(r, first, end, found);
  for (uint32_t k = 0; k < n; k++)
    if (found[k].kind != PLACE_COUNTRY && str_equal(found[k].country, country)) return found[k].name;
  return (str){0};
}

static bool well_known(const place_row *p, bool area) {
  return !p->weak && !p->other && !str_empty(p->country) && (!area || place_is_container(p));
}

/* The country of a place by the gazetteer alone: where all well known places of the name lie in one, or those elsewhere are far
 * smaller than the largest. */
static str country_of_place(const resolver *r, uint32_t first, uint32_t end, bool area) {
  enum { FAR_SMALLER = 5 };
  place_row found[PLACE_CANDIDATES_MAX];
  uint32_t n = look_up_place(r, first, end, found);
  const place_row *largest = NULL;
  for (uint32_t k = 0; k < n; k++)
    if (well_known(&found[k], area) && (!largest || found[k].population > largest->population)) largest = &found[k];
  for (uint32_t k = 0; largest && k < n; k++) {
    bool rival = !largest->population || found[k].population > largest->population / FAR_SMALLER;
    if (rival && well_known(&found[k], area) && !str_equal(found[k].country, largest->country)) return (str){0};
  }
  return largest ? largest->country : (str){0};
}

bool begins_with_place(const resolver *r, uint32_t first, uint32_t end) {
  for (uint32_t k = first + 1; k < end; k++)
    if (!str_empty(country_of_place(r, first, k, false))) return true;
  return false;
}

/* The office or party whose like states of a federation have and countries have not. */
static bool is_of_federation(const resolver *r, uint32_t h) {
  uint32_t above = governor_of(r, h);
  if (above == NO_TOKEN || word_of(r, h)->rel == REL_NSUBJ || word_of(r, h)->rel == REL_OBJ) return false;
  if (has_child(r, above, " central bank ")) return false;
  return listed(" governor republican democrat gop statehouse congressman congresswoman sheriff senator ",
                word_of(r, above)->lemma);
}

bool from_state(resolver *r, uint32_t h, const name_match *m, draft *d) {
  place_row found[PLACE_CANDIDATES_MAX];
  bool named_so = h + 1 < r->last && str_is(form_of(r, h + 1), "State"); /* "Niger State" */
  if (m->n != 1 || (!named_so && !is_of_federation(r, h))) return false;
  uint32_t n = look_up_place(r, h, h + 1, found);
  if (n < 2 || found[0].kind != PLACE_COUNTRY) return false;
  for (uint32_t k = 1; k < n; k++) {
    if (found[k].kind != PLACE_DIVISION || str_equal(found[k].country, found[0].country)) continue;
    d->p = (party){.kind = PARTY_PLACE, .basis = COUNTRY_OWN, .country = found[k].country, .name = found[k].name};
    return true;
  }
  return false;
}

/* "Tigray rebels", "Amherst College": a name before the head that is nobody's, nor known as a place from the text alone. */
static str named_place(const resolver *r, uint32_t h, bool area) {
  uint32_t first = h;
  while (first > r->first && h - first < 4) {
    uint32_t i = first - 1;
    bool part = is_capital(form_of(r, i)) && !is_all_caps(form_of(r, i)) && !r->match_at[i] && !party_of(r, i) &&
                (word_of(r, i)->upos == UPOS_PROPN || word_of(r, i)->upos == UPOS_ADJ);
    if (!part || agent_phrase(r, i, i + 1).row) break; /* "Hindu pilgrims" */
    first = i;
  }
  for (uint32_t k = first; k < h; k++) { /* also "the Old Amherst College" */
    str country = country_of_place(r, k, h, area);
    if (!str_empty(country)) return country;
  }
  return (str){0};
}

/* Bodies that stand where they are named after. */
static bool is_local_body(const party *p) { return p->kind == PARTY_GROUP && listed(" EDU MED JUD COP GOV REL JRN ", p->sector); }

static void take_place(const resolver *r, uint32_t h, draft *d) {
  str country = named_place(r, h, d->p.kind == PARTY_AGENT);
  if (str_empty(country)) return;
  d->p.country = country;
  d->p.basis = COUNTRY_MODIFIER;
  d->note.flags = (d->note.flags & ~(uint32_t)NOTE_COUNTRY) | NOTE_LOCAL;
}

/* Is what gives the country a place or a people below it? A capital is not. */
static uint32_t local_flag(const resolver *r, uint32_t i) {
  const party *p = party_under(r, i);
  bool capital = !str_empty(p->source);
  return p->kind == PARTY_PLACE && !capital ? (uint32_t)NOTE_LOCAL : r->notes[party_of(r, i) - 1].flags & NOTE_LOCAL;
}

void take_country(resolver *r, uint32_t h, draft *d) {
  bool guessed = d->p.antecedent && (d->p.basis == COUNTRY_SENTENCE || d->p.basis == COUNTRY_ARTICLE);
  if ((!str_empty(d->p.country) && !guessed) || (d->note.flags & NOTE_TABLE) || str_is(d->p.sector, "IGO")) return;
  if (!str_empty(d->p.code) && is_stateless(&d->p)) return;
  uint32_t found = modifier_country(r, h);
  str country = found ? party_under(r, found - 1)->country : neighbour_country(r, d->core_first);
  if (!str_empty(country)) {
    d->p.country = country;
    d->p.basis = COUNTRY_MODIFIER;
    d->note.flags &= ~(uint32_t)NOTE_COUNTRY;
    if (found) d->note.flags |= local_flag(r, found - 1);
  } else if (has_region(r, h)) d->note.flags |= NOTE_REGION;
  else if (d->p.kind == PARTY_AGENT || is_local_body(&d->p)) take_place(r, d->p.kind == PARTY_AGENT ? d->core_first : h, d);
}
