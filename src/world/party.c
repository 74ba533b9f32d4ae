/* Decides what a noun phrase is: a country, a person, a body, generic people, a place, or no party at all. Dependents are
 * decided before their heads, so that a head finds its modifiers, possessors and titles resolved. */
#include "world/decision.h"

/* ---- the record */

str source_of(resolver *r, str file, uint32_t line) {
  str source = {0};
  if (!row_source(r->a, file, line, &source)) r->failed = true;
  return source;
}

static str joined(resolver *r, str a, str b) {
  char *out = arena_alloc(r->a, a.len + b.len, 1);
  if (!out) {
    r->failed = true;
    return (str){0};
  }
  memcpy(out, a.ptr, a.len);
  memcpy(out + a.len, b.ptr, b.len);
  return (str){out, a.len + b.len};
}

bool is_stateless(const party *p) {
  static const char *const kinds[] = {"IGO", "NGO", "MNC", "IMG"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_is(p->sector, kinds[i]) || str_starts(p->code, str_of(kinds[i]))) return true;
  return false;
}

void party_set_code(resolver *r, party *p) {
  if (!str_empty(p->code) && is_stateless(p) && str_empty(p->country)) return;
  if (!str_empty(p->country)) p->code = str_empty(p->sector) ? p->country : joined(r, p->country, p->sector);
  else if (is_stateless(p)) p->code = str_empty(p->code) ? p->sector : p->code;
  else if (!str_empty(p->sector)) p->code = joined(r, STR("---"), p->sector);
}

uint32_t party_add(resolver *r, const party *p, const party_note *note) {
  uint32_t n = r->out->n_parties;
  if (!arena_grow(r->a, (void **)&r->out->parties, &r->parties_capacity, n + 1, sizeof *r->out->parties) ||
      !arena_grow(r->a, (void **)&r->notes, &r->notes_capacity, n + 1, sizeof *r->notes)) {
    r->failed = true;
    return 0;
  }
  r->out->parties[n] = *p;
  r->notes[n] = *note;
  r->notes[n].sentence = r->sentence;
  r->notes[n].mentions = 0;
  r->out->n_parties = n + 1;
  return n + 1;
}

void party_kill(resolver *r, uint32_t index) {
  uint32_t head = r->out->parties[index].head;
  r->notes[index].flags |= NOTE_DEAD;
  if (r->out->party_at[head] == index + 1) r->out->party_at[head] = 0;
}

uint32_t child_with(const resolver *r, uint32_t h, uint8_t rel) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == rel) return c - 1;
  return NO_TOKEN;
}

/* ---- names of the tables */

static int rank_ref(const resolver *r, const name_match *m, const name_ref *ref) {
  switch (ref->kind) {
    case NAME_COUNTRY:
      return 100;
    case NAME_PERSON:
      return m->n > 1 ? 95 : 80;
    case NAME_GROUP:
      return m->n > 1 || (ref->flags & NAME_ACRONYM) ? 92 : 82;
    case NAME_DEMONYM:
      if (ref->flags & NAME_PEOPLE) return 102; /* "Tibetans" are not the state */
      return word_of(r, m->first)->upos == UPOS_ADJ || is_modifier(r, m->first) ? 101 : 90;
    case NAME_SEAT:
      return 88;
    case NAME_CAPITAL:
      return 87;
    case NAME_REGION:
      return 70;
    case NAME_SURNAME:
      return 60;
    default:
      return 0;
  }
}

static const name_ref *best_ref(const resolver *r, const name_match *m) {
  const name_ref *best = NULL;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref))
    if (ref_fits(r, m, ref) && (!best || rank_ref(r, m, ref) > rank_ref(r, m, best))) best = ref;
  return best;
}

/* "New Mexico", "Niger State", "London, Ontario": the words of a country or a capital name a place of another country. */
static bool is_place_elsewhere(const resolver *r, const name_match *m, const name_ref *ref) {
  uint32_t at = r->place_over[m->first];
  if (!at || !ref || (ref->kind != NAME_COUNTRY && ref->kind != NAME_CAPITAL)) return false;
  const place *p = &r->out->places[at - 1];
  if (ref->kind == NAME_COUNTRY && p->n_tokens <= m->n) return false; /* "Zaire" is also a province of Angola */
  return !str_equal(p->country, country_at(r->w, ref->row)->iso3);
}

/* "from Mexico, Texas and Ohio": names beside one another, none in the other. */
static bool in_list(const resolver *r, uint32_t first, uint32_t last) {
  bool located = first > r->first && listed(" in near at of outside ", form_of(r, first - 1));
  if (!located || last + 1 >= r->last) return !located;
  if (listed(" and or & ", form_of(r, last + 1))) return true;
  return str_is(form_of(r, last + 1), ",") && last + 2 < r->last &&
         (is_capital(form_of(r, last + 2)) || str_is(form_of(r, last + 2), "and"));
}

/* "Lebanon, Pennsylvania": behind a comma stands the division of another country that has a place of this name. */
static bool from_place_within(const resolver *r, const name_match *m, const name_ref *ref, draft *d) {
  uint32_t next = m->first + m->n + 1;
  bool names_state = ref && (ref->kind == NAME_COUNTRY || ref->kind == NAME_CAPITAL);
  if (!names_state || next >= r->last || !r->place_over[next] || !str_is(form_of(r, next - 1), ",")) return false;
  str country = r->out->places[r->place_over[next] - 1].country;
  if (str_empty(country) || str_equal(country, country_at(r->w, ref->row)->iso3)) return false;
  str name = place_in_country(r, m->first, m->first + m->n, country);
  bool state_of = ref->kind == NAME_COUNTRY && listed(" USA CAN AUS ", country); /* whose towns are named with their states */
  if (str_empty(name) && state_of && !in_list(r, m->first, next)) name = token_text(r, m->first, m->n);
  if (str_empty(name)) return false;
  d->p = (party){.kind = PARTY_PLACE, .basis = COUNTRY_OWN, .country = country, .name = name};
  return true;
}

static bool from_match(resolver *r, uint32_t h, const name_match *m, draft *d) {
  const name_ref *ref = best_ref(r, m);
  d->core_first = m->first;
  if (is_place_elsewhere(r, m, ref)) return from_place(r, h, d);
  if (from_place_within(r, m, ref, d)) return true;
  switch (ref ? ref->kind : 0) {
    case NAME_COUNTRY:
      return from_state(r, h, m, d) || from_country(r, ref->row, d);
    case NAME_DEMONYM:
      return from_demonym(r, h, ref, d);
    case NAME_SEAT:
    case NAME_CAPITAL:
      return from_seat(r, h, m, ref, d);
    case NAME_PERSON:
      return from_person(r, h, m, d);
    case NAME_GROUP:
      return from_group(r, h, m, d);
    case NAME_SURNAME:
      return from_surname(r, h, m, d);
    case NAME_REGION:
      return from_region(r, h, ref->row, d);
    default:
      return false;
  }
}

static bool is_core(const resolver *r, uint32_t i) {
  static const uint8_t core[] = {REL_NSUBJ,     REL_NSUBJ_PASS, REL_OBJ,       REL_IOBJ, REL_OBL,
                                 REL_OBL_AGENT, REL_NMOD,       REL_NMOD_POSS, REL_ROOT};
  for (size_t k = 0; k < sizeof core; k++)
    if (word_of(r, i)->rel == core[k]) return true;
  return false;
}

/* Of the tokens of a name the one that hangs on something outside; of several the one that stands in the clause. */
static uint32_t match_top(const resolver *r, const name_match *m) {
  uint32_t top = m->first;
  int best = 0;
  for (uint32_t i = m->first; i < m->first + m->n; i++) {
    uint32_t head = word_of(r, i)->head;
    uint8_t rel = word_of(r, i)->rel;
    if (head >= m->first && head < m->first + m->n) continue;
    if (rel == REL_PUNCT || rel == REL_CASE || rel == REL_DET || rel == REL_CC) continue;
    int rank = is_core(r, i) ? 3 : rel == REL_FLAT || rel == REL_APPOS || rel == REL_NMOD_DESC ? 2 : 1;
    if (rank > best || (rank == best && rank != 2)) top = i, best = rank;
  }
  return top;
}

/* ---- from decision to record */

static bool is_absorbed(const resolver *r, uint32_t i) {
  uint8_t rel = word_of(r, i)->rel;
  return rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_DESC || rel == REL_FLAT || rel == REL_NMOD_UNMARKED;
}

/* A country before a shared head is a party of its own, with the head's sector. */
static void take_sector(resolver *r, party *p, const party *top) {
  if (p->kind != PARTY_COUNTRY) return;
  p->sector = top->sector;
  p->kind = top->kind;
  p->basis = COUNTRY_MODIFIER;
  p->name = (str){0};
  party_set_code(r, p);
}

/* "Israeli and US officials": the second country makes a second party of the same words. Both keep mentions of their own. */
static bool add_shared(resolver *r, uint32_t modifier, uint32_t index) {
  bool shared = false;
  for (uint32_t c = r->child[modifier]; c; c = r->sibling[c - 1]) {
    party *p = party_under(r, c - 1);
    if (!p || word_of(r, c - 1)->rel != REL_CONJ || (p->kind != PARTY_COUNTRY && p->kind != PARTY_GROUP)) continue;
    party *top = &r->out->parties[index];
    shared = true;
    take_sector(r, p, top);
    p->also = top->also;
    top->also = party_of(r, c - 1);
    r->notes[index].flags |= NOTE_PLURAL;
  }
  if (shared) take_sector(r, party_under(r, modifier), &r->out->parties[index]);
  return shared;
}

static bool same_person(const resolver *r, const party *p, uint32_t c) {
  const party *q = party_under(r, c);
  uint32_t flags = r->notes[party_of(r, c) - 1].flags;
  if (p->kind == PARTY_PERSON) return q->kind == PARTY_AGENT && (flags & NOTE_PERSON);
  bool person = r->notes[p - r->out->parties].flags & NOTE_PERSON; /* not "the union, X" */
  return p->kind == PARTY_AGENT && person && q->kind == PARTY_PERSON;
}

/* "X, the main opposition leader": what the text says of a person now counts more than offices of the past. */
static void take_role(resolver *r, uint32_t index, const party *role, const party_note *note) {
  party *p = &r->out->parties[index];
  if (str_empty(p->office) || str_is(p->sector, "ELI")) p->office = token_text(r, role->first_token, role->n_tokens);
  r->notes[index].role = note->word;
  bool dated = (r->notes[index].flags & NOTE_TABLE) && (str_is(p->sector, "ELI") || str_is(p->sector, "PTY"));
  bool unknown = !(r->notes[index].flags & NOTE_TABLE) && str_is(p->sector, "CVL");
  if ((dated || unknown) && !str_empty(role->sector) && !str_is(role->sector, "UNK")) {
    p->sector = role->sector;
    if (is_stateless(role)) p->code = role->code, p->country = (str){0}; /* "X, president of the UN General Assembly" */
  }
  if (str_empty(p->country) && !str_empty(role->country)) {
    p->country = role->country;
    p->basis = role->basis;
    r->notes[index].flags &= ~(uint32_t)NOTE_COUNTRY;
  }
}

/* "the interior minister of Chad, X": the name in the apposition is the agent's. */
static void merge_apposition(resolver *r, uint32_t index, uint32_t c) {
  party *p = &r->out->parties[index];
  const party *q = party_under(r, c);
  const party_note *note = &r->notes[party_of(r, c) - 1];
  if (p->kind == PARTY_AGENT) {
    p->kind = PARTY_PERSON;
    p->name = q->name;
    bool behind = q->first_token > p->first_token && q->first_token - p->first_token < p->n_tokens;
    if (str_empty(p->office)) p->office = token_text(r, p->first_token, behind ? q->first_token - p->first_token : p->n_tokens);
    bool out_of_office =
        str_is(q->sector, "ELI") || str_is(q->sector, "PTY"); /* the text knows of an office that the table does not */
    if (note->flags & NOTE_TABLE) {
      p->country = q->country, p->source = q->source, p->basis = q->basis;
      if (!out_of_office || !is_office_sector(p->sector)) p->sector = q->sector;
    } else if (str_empty(p->country)) p->country = q->country, p->basis = q->basis;
    r->notes[index].role = r->notes[index].word;
    r->notes[index].flags |= note->flags & (NOTE_MALE | NOTE_FEMALE | NOTE_TABLE | NOTE_PERSON);
    if (!str_empty(p->country)) r->notes[index].flags &= ~(uint32_t)NOTE_COUNTRY;
  } else take_role(r, index, q, note);
  party_kill(r, party_of(r, c) - 1);
}

/* "the resistance movement, Hamas": the body's name says who it is. */
static bool take_body(resolver *r, uint32_t index, uint32_t c) {
  party *p = &r->out->parties[index];
  const party *q = party_under(r, c);
  if (p->kind != PARTY_AGENT || q->kind != PARTY_GROUP || (r->notes[index].flags & (NOTE_PERSON | NOTE_PLURAL))) return false;
  if (!(r->notes[party_of(r, c) - 1].flags & NOTE_TABLE)) return false;
  p->kind = PARTY_GROUP;
  p->code = q->code, p->country = q->country, p->sector = q->sector, p->name = q->name, p->source = q->source,
  p->basis = q->basis;
  r->notes[index].flags = (r->notes[index].flags | NOTE_TABLE) & ~(uint32_t)(NOTE_COUNTRY | NOTE_BACK);
  party_kill(r, party_of(r, c) - 1);
  return true;
}

/* "French-Algerian ties": two tokens, two countries. */
static bool is_joined(const resolver *r, uint32_t index, uint32_t i, uint32_t h) {
  const party *p = &r->out->parties[index], *q = party_under(r, i);
  bool countries = p->kind == PARTY_COUNTRY && q->kind == PARTY_COUNTRY && !str_equal(p->country, q->country);
  if (!countries || i + 2 != h || !str_is(form_of(r, h - 1), "-")) return false;
  r->out->parties[index].also = party_of(r, i);
  return true;
}

static bool has_name_of(const resolver *r, uint32_t h, str iso3) {
  for (uint32_t at = party_of(r, h); at; at = r->out->parties[at - 1].also)
    if (str_equal(r->out->parties[at - 1].country, iso3)) return true;
  return false;
}

/* "the presidents of Egypt and Kenya": a party of the same words for each further country. */
static void add_owners(resolver *r, uint32_t h, uint32_t of) {
  for (uint32_t c = r->child[of]; c; c = r->sibling[c - 1]) {
    const party *q = word_of(r, c - 1)->rel == REL_CONJ ? party_under(r, c - 1) : NULL;
    if (!q || q->kind != PARTY_COUNTRY || has_name_of(r, h, q->country)) continue;
    party p = r->out->parties[party_of(r, h) - 1];
    p.country = q->country;
    p.name = p.office = (str){0};
    party_set_code(r, &p);
    party_note note = r->notes[party_of(r, h) - 1];
    uint32_t more = party_add(r, &p, &note);
    if (more) r->out->parties[party_of(r, h) - 1].also = more;
  }
}

static void absorb_children(resolver *r, uint32_t h, uint32_t index) {
  const party *p = &r->out->parties[index];
  bool measure = (r->notes[index].flags & NOTE_RELAY) && head_word(r->w, r->words[h], HEAD_MEASURE);
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t i = c - 1, at = party_of(r, i);
    if (!at) continue;
    if (is_absorbed(r, i)) {
      if (is_joined(r, index, i, h)) continue;
      if (i > h && same_person(r, p, i) && (r->notes[index].flags & NOTE_PERSON)) merge_apposition(r, index, i);
      else if (!add_shared(r, i, index)) party_kill(r, at - 1);
    } else if (word_of(r, i)->rel == REL_APPOS && !take_body(r, index, i) && same_person(r, p, i)) merge_apposition(r, index, i);
    else if (measure && word_of(r, i)->rel == REL_NMOD && listed(" of among ", case_of(r, i))) party_kill(r, at - 1);
  }
}

/* The office that an agent's title means in its country, or in the body that it belongs to: "the NATO chief". */
static const person_row *holder_of(const resolver *r, const party *p, const party_note *note) {
  bool body = (note->flags & NOTE_RELAY) && str_starts(p->code, STR("IGO"));
  str owner = body ? p->name : p->country;
  if (str_empty(owner) || (!body && (note->flags & (NOTE_RELAY | NOTE_TABLE)))) return NULL;
  str office = note->title ? title_office(r->w, note->title, owner) : (str){0};
  if (str_empty(office) && !body) office = note->office;
  return office_holder(r->w, body ? p->code : owner, office, r->day);
}

/* "the French foreign minister" on a day is a person of the table. */
void set_holder(resolver *r, uint32_t index) {
  party *p = &r->out->parties[index];
  party_note *note = &r->notes[index];
  if (p->kind != PARTY_AGENT || !(note->flags & NOTE_PERSON)) return;
  if (note->flags & (NOTE_PLURAL | NOTE_FORMER | NOTE_DEPUTY | NOTE_LOCAL)) return;
  const person_row *row = holder_of(r, p, note);
  if (!row) return;
  p->name = row->name;
  p->source = source_of(r, person_file(r->w, row), row->line);
  if (str_empty(p->office)) p->office = row->office;
}

/* "musician Tiziano Lugli": the name right behind one person's trade, where no other party claims it. */
static void take_name_behind(resolver *r, uint32_t h, draft *d) {
  uint32_t first = d->note.core_end, end = first;
  if (d->p.kind != PARTY_AGENT || !(d->note.flags & NOTE_PERSON) || (d->note.flags & NOTE_PLURAL) || first <= h) return;
  while (end < r->last && word_of(r, end)->upos == UPOS_PROPN && is_capital(form_of(r, end)) && !party_of(r, end) &&
         is_above(r, h, end))
    end++;
  if (end == first || r->match_at[first]) return;
  d->p.office = token_text(r, d->core_first, first - d->core_first);
  d->p.name = token_text(r, first, end - first);
  d->p.kind = PARTY_PERSON;
}

void note_sex(const resolver *r, draft *d) {
  if (d->p.kind != PARTY_PERSON || (d->note.flags & (NOTE_MALE | NOTE_FEMALE))) return;
  const char *space = memchr(d->p.name.ptr, ' ', d->p.name.len);
  str given = space ? str_slice(d->p.name, 0, (size_t)(space - d->p.name.ptr)) : d->p.name;
  char sex = str_empty(given) ? 0 : sex_of_name(r->w, given);
  if (sex) d->note.flags |= NOTE_NAME_SEX | (sex == 'f' ? (uint32_t)NOTE_FEMALE : (uint32_t)NOTE_MALE);
}

static void add_other_nation(resolver *r, uint32_t h, uint32_t index) {
  uint32_t other = other_nation(r, h, r->out->parties[index].country);
  if (other == NO_COUNTRY) return;
  party p = r->out->parties[index];
  p.country = p.code = country_at(r->w, other)->iso3;
  p.name = (str){0};
  party_note note = r->notes[index];
  uint32_t more = party_add(r, &p, &note);
  if (more) r->out->parties[index].also = more;
}

/* The further countries of a group: "the Baltic states". */
static void add_members(resolver *r, uint32_t index, const draft *d) {
  str rest = d->members, code;
  uint32_t last = index;
  while (str_cut(&rest, '|', &code)) {
    if (str_equal(code, d->p.country)) continue;
    party p = r->out->parties[index];
    p.country = p.code = code;
    p.also = 0;
    party_note note = r->notes[index];
    uint32_t more = party_add(r, &p, &note);
    if (!more) return;
    r->out->parties[last].also = more;
    last = more - 1;
  }
}

static void finish(resolver *r, uint32_t h, draft *d) {
  take_name_behind(r, h, d);
  take_country(r, h, d);
  if ((d->note.flags & NOTE_FORMER) && is_office_sector(d->p.sector)) d->p.sector = STR("ELI");
  d->p.head = h;
  phrase_span(r, h, &d->p.first_token, &d->p.n_tokens);
  note_sex(r, d);
  d->note.word = r->words[h];
  d->note.core = d->core_first;
  d->note.flags |= subject_flags(r, h) | (is_modifier(r, h) ? (uint32_t)NOTE_MODIFIER : 0);
  uint32_t at = party_add(r, &d->p, &d->note);
  if (!at) return;
  r->out->party_at[h] = at;
  if (d->p.kind == PARTY_COUNTRY) add_other_nation(r, h, at - 1);
  absorb_children(r, h, at - 1);
  add_members(r, at - 1, d);
  uint32_t of = child_with(r, h, REL_NMOD);
  bool plural = d->p.kind == PARTY_AGENT && (d->note.flags & NOTE_PLURAL) && of != NO_TOKEN && !r->out->parties[at - 1].also;
  if (plural && listed(" of from ", case_of(r, of)) && party_under(r, of) && party_under(r, of)->kind == PARTY_COUNTRY)
    add_owners(r, h, of);
}

/* Parts of a name or title that hangs together are decided at its top. */
static bool is_part(const resolver *r, uint32_t h) {
  uint8_t rel = word_of(r, h)->rel;
  return rel == REL_FLAT || rel == REL_FIXED || rel == REL_GOESWITH || rel == REL_PUNCT || rel == REL_CASE || rel == REL_DET;
}

static bool may_head(const resolver *r, uint32_t h) {
  uint8_t tag = word_of(r, h)->upos;
  if (tag == UPOS_NOUN || tag == UPOS_PROPN || tag == UPOS_X || tag == UPOS_SYM) return true;
  if (tag == UPOS_NUM && child_with(r, h, REL_NMOD_UNMARKED) != NO_TOKEN) return true;
  bool counts = tag == UPOS_NUM || tag == UPOS_DET || tag == UPOS_ADJ || tag == UPOS_PRON; /* "some of the protesters" */
  return counts && head_word(r->w, r->words[h], HEAD_MEASURE) && child_with(r, h, REL_NMOD) != NO_TOKEN;
}

static bool modifies_as_agent(const resolver *r, uint32_t h) {
  return word_of(r, h)->upos == UPOS_ADJ && word_of(r, h)->rel == REL_AMOD;
}

static bool from_name(resolver *r, uint32_t h, const name_match *m, draft *d) {
  bool short_name = m->n == 1 && is_all_caps(form_of(r, h));
  if (short_name && from_alias(r, h, d) && !(d->note.flags & NOTE_TABLE)) return true;
  *d = (draft){.core_first = h};
  return from_match(r, h, m, d);
}

/* "at least 50 MPs" where the tree hangs the noun on its number. */
static bool from_number(resolver *r, uint32_t h, draft *d) {
  if (word_of(r, h)->upos != UPOS_NUM) return false;
  uint32_t c = child_with(r, h, REL_NMOD_UNMARKED), at = c == NO_TOKEN || c < h ? 0 : party_of(r, c);
  if (!at || !(r->notes[at - 1].flags & NOTE_PLURAL)) return false;
  d->p = r->out->parties[at - 1];
  d->note = r->notes[at - 1];
  d->core_first = h;
  return true;
}

/* The first that says yes; what the ones before wrote is forgotten. */
static bool from_words(resolver *r, uint32_t h, draft *d) {
  static bool (*const ways[])(resolver *, uint32_t, draft *) = {from_number,         from_run,   from_flat_body, from_alias,
                                                                from_unknown_person, from_agent, from_body,      from_place,
                                                                from_unknown_body};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    *d = (draft){.core_first = h};
    if (ways[i](r, h, d)) return true;
  }
  return false;
}

static bool decide(resolver *r, uint32_t h, draft *d) {
  const name_match *m = r->match_at[h] ? &r->matches[r->match_at[h] - 1] : NULL;
  bool top = m && match_top(r, m) == h;
  bool runs_on = top && m->first == h && word_of(r, h)->rel != REL_FLAT && m->first + m->n < name_end(r, h);
  if (runs_on && (from_run(r, h, d) || from_flat_body(r, h, d))) return true; /* "Kenya Senator X", "Nairobi Police" */
  if (m && !top) return false;
  if (m && from_name(r, h, m, d)) return true;
  if (from_unknown_nation(r, h, d)) return true;
  *d = (draft){.core_first = h};
  if (is_part(r, h) && !(m && word_of(r, h)->rel == REL_FLAT)) return false;
  if (modifies_as_agent(r, h)) return from_agent(r, h, d) && listed(" REB OPP PRM UAF ", d->p.sector);
  return may_head(r, h) && from_words(r, h, d);
}

/* ---- titles that the tree did not hang on the name behind them */

static bool is_loose_title(const resolver *r, uint32_t at, const party *person) {
  const party *t = &r->out->parties[at - 1];
  uint32_t flags = r->notes[at - 1].flags;
  return t->kind == PARTY_AGENT && (flags & NOTE_PERSON) && !(flags & (NOTE_PLURAL | NOTE_DEAD)) && t->head != person->head;
}

/* The title's token keeps the mention where it is the one that stands in the clause. */
static void merge_title(resolver *r, uint32_t title, uint32_t index) {
  party *t = &r->out->parties[title], *p = &r->out->parties[index];
  uint32_t head = t->head, first = t->first_token;
  bool upper = is_above(r, head, p->head) || (is_core(r, head) && !is_core(r, p->head));
  take_role(r, index, t, &r->notes[title]);
  p->n_tokens += p->first_token > first ? p->first_token - first : 0;
  if (p->first_token > first) p->first_token = first;
  uint32_t dropped = upper ? p->head : head;
  r->notes[title].flags |= NOTE_DEAD;
  r->out->party_at[dropped] = 0;
  if (!upper) return;
  p->head = head;
  r->out->party_at[head] = index + 1;
  r->notes[index].flags |= r->notes[title].flags & NOTE_SUBJECT;
}

/* The party whose words end right before a name: "president", "secretary of state". 1 + index or 0. */
static uint32_t title_before(const resolver *r, uint32_t first) {
  enum { TITLE_REACH = 5 };
  if (first <= r->first) return 0;
  if (party_of(r, first - 1)) return party_of(r, first - 1);
  for (uint32_t i = first - 1; i > r->first && first - i < TITLE_REACH; i--)
    if (party_of(r, i - 1) && r->notes[party_of(r, i - 1) - 1].core_end == first) return party_of(r, i - 1);
  return 0;
}

static void merge_titles(resolver *r) {
  for (uint32_t k = r->first_party; k < r->out->n_parties; k++) {
    party *p = &r->out->parties[k];
    if (p->kind != PARTY_PERSON || (r->notes[k].flags & NOTE_DEAD)) continue;
    uint32_t at = title_before(r, r->notes[k].core);
    if (at && is_loose_title(r, at, p)) merge_title(r, at - 1, k);
  }
}

/* The end of what stands before a token: commas and a short bracket are passed over. */
static uint32_t end_before(const resolver *r, uint32_t i) {
  if (i > r->first && str_is(form_of(r, i - 1), ",")) return i - 1;
  if (i > r->first + 3 && str_is(form_of(r, i - 1), ")") && str_is(form_of(r, i - 3), "(")) return i - 3;
  return NO_TOKEN;
}

/* The role of one person whose words end at a token: 1 + index or 0. */
static uint32_t role_ending(const resolver *r, uint32_t end) {
  for (uint32_t k = r->first_party; k < r->out->n_parties; k++) {
    const party *p = &r->out->parties[k];
    uint32_t flags = r->notes[k].flags;
    bool role = p->kind == PARTY_AGENT && (flags & NOTE_PERSON) && !(flags & (NOTE_PLURAL | NOTE_DEAD)) && !str_empty(p->sector);
    if (role && p->first_token + p->n_tokens == end) return k + 1;
  }
  return 0;
}

/* "the president of the miners' union, X": trees hang X on the last noun before the comma. */
static void merge_far_roles(resolver *r) {
  for (uint32_t k = r->first_party; k < r->out->n_parties; k++) {
    const party *p = &r->out->parties[k];
    bool known = (r->notes[k].flags & NOTE_TABLE) || !str_is(p->sector, "CVL") || !str_empty(p->office);
    bool loose = p->kind == PARTY_PERSON && !(r->notes[k].flags & NOTE_DEAD) && !p->antecedent && !known &&
                 word_of(r, p->head)->rel == REL_APPOS;
    uint32_t end = loose ? end_before(r, r->notes[k].core) : NO_TOKEN;
    uint32_t role = end == NO_TOKEN ? 0 : role_ending(r, end);
    if (role && role - 1 != k && is_above(r, r->out->parties[role - 1].head, p->head)) merge_apposition(r, role - 1, p->head);
  }
}

void resolve_phrases(resolver *r) {
  order_sentence(r);
  for (uint32_t k = r->n_order; k-- > 0;) {
    draft d = {.core_first = r->order[k]};
    if (decide(r, r->order[k], &d)) finish(r, r->order[k], &d);
  }
  merge_titles(r);
  merge_far_roles(r);
}
