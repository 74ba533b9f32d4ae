/* Decides what a noun phrase is: a country, a person, a body, generic people, a place, or no party at all. Dependents are
 * decided before their heads, so that a head finds its modifiers, possessors and titles resolved. */
#include "world/resolve.h"

/* A decision in the making. */
typedef struct {
  party p;
  party_note note;
  uint32_t core_first; /* first token of the phrase that named it: modifiers stand before */
} draft;

/* ---- the record */

str source_of(resolver *r, str file, uint32_t line) {
  char digits[12];
  size_t n = sizeof digits;
  for (uint32_t v = line; n > 0 && (v || n == sizeof digits); v /= 10) digits[--n] = (char)('0' + v % 10);
  size_t len = file.len + 1 + sizeof digits - n;
  char *out = arena_alloc(r->a, len, 1);
  if (!out) {
    r->failed = true;
    return (str){0};
  }
  memcpy(out, file.ptr, file.len);
  out[file.len] = ':';
  memcpy(out + file.len + 1, digits + n, sizeof digits - n);
  return (str){out, len};
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

/* Bodies above the states have a code and no country. */
static bool stateless(str sector) { return listed(" IGO NGO MNC IMG ", sector); }

void party_set_code(resolver *r, party *p) {
  if (str_starts(p->code, STR("IGO")) && str_empty(p->country)) return;
  if (!str_empty(p->country)) p->code = str_empty(p->sector) ? p->country : joined(r, p->country, p->sector);
  else if (stateless(p->sector)) p->code = str_empty(p->code) ? p->sector : p->code;
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
  r->out->n_parties = n + 1;
  return n + 1;
}

void party_kill(resolver *r, uint32_t index) {
  uint32_t head = r->out->parties[index].head;
  r->notes[index].flags |= NOTE_DEAD;
  if (r->out->party_at[head] == index + 1) r->out->party_at[head] = 0;
}

static party *party_under(const resolver *r, uint32_t i) {
  uint32_t at = party_of(r, i);
  return at ? &r->out->parties[at - 1] : NULL;
}

/* ---- countries */

static void be_country(draft *d, const resolver *r, uint32_t country) {
  const country_row *row = country_at(r->w, country);
  d->p.kind = PARTY_COUNTRY;
  d->p.country = row->iso3;
  d->p.basis = COUNTRY_OWN;
}

static bool is_modifier(const resolver *r, uint32_t h) {
  uint8_t rel = word_of(r, h)->rel;
  return rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_DESC;
}

static bool from_country(resolver *r, uint32_t country, draft *d) {
  be_country(d, r, country);
  d->p.name = country_at(r->w, country)->name;
  d->p.source = source_of(r, STR("countries.tsv"), country_at(r->w, country)->line);
  return true;
}

static bool has_number(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_NUMMOD) return true;
  return false;
}

static bool is_plural(const resolver *r, uint32_t h) {
  uint8_t x = word_of(r, h)->xpos;
  return x == XPOS_NNS || x == XPOS_NNPS;
}

/* "the Russians" is the nation; "a Russian", "three Russians" are people of it; "Russian" before a noun is its country. */
static bool from_demonym(resolver *r, uint32_t h, const name_ref *ref, draft *d) {
  from_country(r, ref->row, d);
  d->p.name = (str){0};
  if (is_modifier(r, h)) return true;
  bool plural = is_plural(r, h) || (ref->flags & NAME_PLURAL) || word_of(r, h)->upos == UPOS_ADJ || has_child(r, h, " the ");
  bool people = has_number(r, h) || has_child(r, h, " a an one some many several every each no most another ") ||
                (!plural && word_of(r, h)->upos == UPOS_NOUN);
  if (plural) d->note.flags |= NOTE_PLURAL;
  if (!people) return true;
  d->p.kind = PARTY_AGENT;
  d->p.sector = STR("CVL");
  if (!plural) d->note.flags |= NOTE_PERSON;
  return true;
}

/* "in Washington", "flew to Moscow", "the outskirts of Kyiv" are places; "Washington said", "talks with Moscow" are not. */
static bool is_locative(const resolver *r, uint32_t h) {
  str preposition = case_of(r, h);
  if (str_empty(preposition)) return false;
  if (listed(" in at near outside around through across toward towards inside into via within throughout off ", preposition)) return true;
  uint32_t above = governor_of(r, h);
  bool on_verb = above != NO_TOKEN && word_of(r, above)->upos == UPOS_VERB;
  if (listed(" from to ", preposition)) return on_verb;
  return listed(" of ", preposition);
}

static bool from_seat(resolver *r, uint32_t h, const name_ref *ref, draft *d) {
  bool capital = ref->kind == NAME_CAPITAL;
  const seat_row *seat = capital ? NULL : seat_at(r->w, ref->row);
  uint32_t country = capital ? ref->row : seat->country;
  uint8_t rel = word_of(r, h)->rel;
  bool only_place = is_locative(r, h) || (capital && (rel == REL_APPOS || rel == REL_COMPOUND || rel == REL_OBL_UNMARKED)) ||
                    r->t->sentences[r->sentence].kind == SENTENCE_DATELINE;
  be_country(d, r, country);
  d->p.kind = only_place ? PARTY_PLACE : PARTY_SEAT;
  if (!only_place) d->p.sector = capital ? STR("GOV") : seat->sector;
  d->p.name = capital ? token_text(r, r->matches[r->match_at[h] - 1].first, r->matches[r->match_at[h] - 1].n) : seat->name;
  d->p.source = source_of(r, STR("countries.tsv"), capital ? country_at(r->w, country)->line : seat->line);
  return true;
}

/* ---- persons */

static uint32_t child_with(const resolver *r, uint32_t h, uint8_t rel) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == rel) return c - 1;
  return NO_TOKEN;
}

/* The title before a name: its token, or NO_TOKEN. Trees differ on which of the two is the head. */
static uint32_t title_of(const resolver *r, uint32_t h, uint32_t name_first) {
  uint32_t t = child_with(r, h, REL_NMOD_DESC);
  if (t != NO_TOKEN) return t;
  if (name_first <= r->first) return NO_TOKEN;
  t = name_first - 1;
  bool noun = word_of(r, t)->upos == UPOS_NOUN || word_of(r, t)->upos == UPOS_PROPN;
  if (!noun || (word_of(r, t)->head != h && word_of(r, h)->head != t)) return NO_TOKEN;
  uint8_t rel = word_of(r, t)->head == h ? word_of(r, t)->rel : word_of(r, h)->rel;
  return rel == REL_COMPOUND || rel == REL_FLAT || rel == REL_APPOS || rel == REL_NMOD_UNMARKED ? t : NO_TOKEN;
}

static const head_row *title_word(const resolver *r, uint32_t i) {
  return i == NO_TOKEN ? NULL : head_word(r->w, r->words[i], HEAD_TITLE);
}

static uint32_t gender_of(const resolver *r, uint32_t title) {
  if (title == NO_TOKEN) return 0;
  str form = form_of(r, title);
  if (listed(" mr mr. king prince sheikh sir imam pope emir sultan father brother congressman ", form)) return NOTE_MALE;
  if (listed(" mrs mrs. ms ms. miss queen princess sister lady madam congresswoman ", form)) return NOTE_FEMALE;
  return 0;
}

/* Officials out of office are ELI; soldiers, judges and members of parliament too. */
static bool is_office_sector(str sector) { return listed(" GOV LEG MIL JUD COP SPY ", sector); }

static bool is_former(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c && c - 1 < h; c = r->sibling[c - 1])
    if (head_word(r->w, r->words[c - 1], HEAD_FORMER)) return true;
  for (uint32_t i = h; i > r->first && h - i < 4; i--) { /* "ex-president": the hyphen may hang anywhere */
    if (head_word(r->w, r->words[i - 1], HEAD_FORMER)) return true;
    if (word_of(r, i - 1)->upos == UPOS_VERB || word_of(r, i - 1)->upos == UPOS_ADP) break;
  }
  return false;
}

static void take_title(resolver *r, uint32_t title, draft *d) {
  d->note.flags |= gender_of(r, title);
  const party *t = title == NO_TOKEN ? NULL : party_under(r, title);
  if (t && t->kind == PARTY_AGENT) {
    const party_note *note = &r->notes[party_of(r, title) - 1];
    if (str_empty(d->p.sector)) d->p.sector = t->sector;
    if (str_empty(d->p.country)) d->p.country = t->country, d->p.basis = t->basis;
    if (str_starts(t->code, STR("IGO"))) d->p.code = t->code;
    d->p.office = token_text(r, t->first_token, t->n_tokens);
    d->note.office = note->office;
    d->note.title = note->title;
    d->note.role = note->word;
    d->note.flags |= note->flags & (NOTE_FORMER | NOTE_DEPUTY | NOTE_REGION);
    return;
  }
  const head_row *row = title_word(r, title);
  if (row && str_empty(d->p.sector)) d->p.sector = row->sector;
}

static void take_person_row(resolver *r, person_term term, draft *d) {
  const person_row *row = term.row;
  d->p.kind = PARTY_PERSON;
  d->p.name = row->name;
  d->p.country = row->country;
  d->p.basis = COUNTRY_OWN;
  d->p.source = source_of(r, STR("people.tsv"), row->line);
  d->p.sector = row->sector;
  d->note.office = row->office;
  if (term.former && is_office_sector(row->sector)) d->p.sector = STR("ELI");
  else if (term.future && is_office_sector(row->sector)) d->p.sector = STR("PTY");
  if (!term.former && !term.future) d->p.office = row->office;
  d->note.flags |= NOTE_PERSON | NOTE_TABLE;
}

/* The title in the text knows more than the table where the table has no term for the day. */
static void mix_title(resolver *r, uint32_t title, person_term term, draft *d) {
  draft said = {.p = {.country = d->p.country}};
  take_title(r, title, &said);
  d->note.flags |= said.note.flags;
  d->note.role = said.note.role;
  if (!str_empty(said.p.office)) d->p.office = said.p.office;
  if ((term.former || term.future) && !str_empty(said.p.sector)) d->p.sector = said.p.sector;
  if ((said.note.flags & NOTE_FORMER) && is_office_sector(d->p.sector)) d->p.sector = STR("ELI");
}

/* Of several persons of one name: in office before out of it, of the article's country, not yet in office last. */
static person_term pick_person(const resolver *r, const name_match *m, str said_country) {
  person_term best = {0};
  int best_score = -1;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (ref->kind != NAME_PERSON) continue;
    person_term term = person_on(r->w, ref->row, r->day);
    int score = (term.future ? 0 : term.former ? 1 : 4) + (str_is(term.row->sector, "GOV") ? 1 : 0);
    if (str_equal(term.row->country, r->out->country)) score += 2;
    if (!str_empty(said_country) && str_equal(term.row->country, said_country)) score += 8;
    if (term.former && best_score >= 0 && best.former && term.row->to > best.row->to) score++;
    if (score > best_score) best = term, best_score = score;
  }
  return best;
}

static bool from_person(resolver *r, uint32_t h, const name_match *m, draft *d) {
  uint32_t said = title_of(r, h, m->first);
  const party *title_party = said == NO_TOKEN ? NULL : party_under(r, said);
  person_term term = pick_person(r, m, title_party ? title_party->country : (str){0});
  take_person_row(r, term, d);
  uint32_t title = title_of(r, h, m->first);
  if (title != NO_TOKEN) mix_title(r, title, term, d);
  return true;
}

static bool from_alias(resolver *r, uint32_t h, draft *d);

static bool is_leader_office(str office) { return listed(" president prime-minister king queen ", office) || str_is(office, "prime minister"); }

/* "Putin" without more: the only leader of that name on the day. With a title before it: whoever held an office. */
static bool from_surname(resolver *r, uint32_t h, const name_match *m, draft *d) {
  if (word_of(r, h)->upos != UPOS_PROPN) return false;
  if (from_alias(r, h, d)) return true;
  uint32_t title = title_of(r, h, m->first);
  const party *said = title == NO_TOKEN ? NULL : party_under(r, title);
  person_term best = {0};
  uint32_t found = 0, rank = 0;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (ref->kind != NAME_SURNAME) continue;
    person_term term = person_on(r->w, ref->row, r->day);
    bool leader = is_leader_office(term.row->office);
    if (term.future || (term.former && !leader) || (!leader && title == NO_TOKEN)) continue;
    if (said && !str_empty(said->country) && !str_equal(said->country, term.row->country)) continue;
    uint32_t score = 1 + (term.former ? 0U : 8U) + (leader ? 4U : 0U) + (str_equal(term.row->country, r->out->country) ? 2U : 0U);
    if (term.former && !str_equal(term.row->country, r->out->country) && title == NO_TOKEN && person_at(r->w, ref->row)->to < r->day - 80000) continue;
    if (score > rank) best = term, found = 0, rank = score;
    if (score == rank && (!found || !str_equal(best.row->name, term.row->name))) found++;
  }
  if (!best.row || (found > 1 && !said)) return false;
  take_person_row(r, best, d);
  if (title != NO_TOKEN) mix_title(r, title, best, d);
  return true;
}

/* ---- groups */

static const name_ref *best_group(const resolver *r, const name_match *m) {
  const name_ref *best = NULL;
  int best_score = -1;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (ref->kind != NAME_GROUP || !ref_fits(r, m, ref)) continue;
    const group_row *g = group_at(r->w, ref->row);
    int score = (g->from <= r->day && r->day <= g->to ? 2 : 0) + (!str_empty(g->country) && str_equal(g->country, r->out->country) ? 4 : 0);
    if (score > best_score) best = ref, best_score = score;
  }
  return best;
}

static bool from_group(resolver *r, const name_match *m, draft *d) {
  const group_row *g = group_at(r->w, best_group(r, m)->row);
  d->p = (party){.kind = PARTY_GROUP, .basis = COUNTRY_OWN, .code = g->code, .country = g->country, .sector = g->sector, .name = g->name};
  d->p.source = source_of(r, g->file, g->line);
  d->note.flags |= NOTE_TABLE;
  return true;
}

/* ---- names of the tables */

static int rank_ref(const resolver *r, const name_match *m, const name_ref *ref) {
  switch (ref->kind) {
    case NAME_COUNTRY: return 100;
    case NAME_PERSON: return m->n > 1 ? 95 : 80;
    case NAME_GROUP: return m->n > 1 || (ref->flags & NAME_ACRONYM) ? 92 : 82;
    case NAME_DEMONYM: return word_of(r, m->first)->upos == UPOS_ADJ || is_modifier(r, m->first) ? 101 : 90;
    case NAME_SEAT: return 88;
    case NAME_CAPITAL: return 87;
    case NAME_REGION: return 70;
    case NAME_SURNAME: return 60;
    default: return 0;
  }
}

static const name_ref *best_ref(const resolver *r, const name_match *m) {
  const name_ref *best = NULL;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref))
    if (ref_fits(r, m, ref) && (!best || rank_ref(r, m, ref) > rank_ref(r, m, best))) best = ref;
  return best;
}

static bool from_match(resolver *r, uint32_t h, const name_match *m, draft *d) {
  const name_ref *ref = best_ref(r, m);
  d->core_first = m->first;
  switch (ref ? ref->kind : 0) {
    case NAME_COUNTRY: return from_country(r, ref->row, d);
    case NAME_DEMONYM: return from_demonym(r, h, ref, d);
    case NAME_SEAT:
    case NAME_CAPITAL: return from_seat(r, h, ref, d);
    case NAME_PERSON: return from_person(r, h, m, d);
    case NAME_GROUP: return from_group(r, m, d);
    case NAME_SURNAME: return from_surname(r, h, m, d);
    default: return false;
  }
}

/* Of the tokens of a name the one that hangs on something outside. */
static uint32_t match_top(const resolver *r, const name_match *m) {
  uint32_t top = m->first;
  for (uint32_t i = m->first; i < m->first + m->n; i++) {
    uint32_t head = word_of(r, i)->head;
    uint8_t rel = word_of(r, i)->rel;
    if (head >= m->first && head < m->first + m->n) continue;
    if (rel == REL_PUNCT || rel == REL_CASE || rel == REL_DET || rel == REL_CC) continue;
    top = i;
  }
  return top;
}

/* ---- names that the article has introduced */

/* The end of the name that begins at h: itself and what is flat on it. */
static uint32_t name_end(const resolver *r, uint32_t h) {
  uint32_t e = h + 1, x = word_of(r, h)->entity;
  if (x && r->an->entities[x - 1].kind == ENTITY_PERSON) e = r->an->entities[x - 1].first_token + r->an->entities[x - 1].n_tokens;
  while (e < r->last && (word_of(r, e)->rel == REL_FLAT || word_of(r, e)->rel == REL_GOESWITH) && word_of(r, e)->head == h) e++;
  while (e + 1 < r->last && listed(" - ", form_of(r, e)) && word_of(r, e + 1)->rel == REL_FLAT) e += 2;
  return e > h && e <= r->last ? e : h + 1;
}

static uint64_t hash_of_tokens(const resolver *r, uint32_t first, uint32_t end) {
  uint64_t hash = NAME_HASH_START;
  for (uint32_t i = first; i < end; i++) hash = name_hash_add(&r->w->names, hash, form_of(r, i));
  return hash;
}

static str first_word(str name) {
  const char *space = memchr(name.ptr, ' ', name.len);
  return space ? str_slice(name, 0, (size_t)(space - name.ptr)) : (str){0};
}

/* "Obame" after "André Mba Obame"; "Rahul Gandhi" is not "Sonia Gandhi". */
static uint32_t find_alias(const resolver *r, uint32_t h, uint32_t end) {
  uint32_t found = alias_find(r, hash_of_tokens(r, h, end));
  if (found || end - h < 2) return found;
  found = alias_find(r, hash_of_tokens(r, end - 1, end));
  if (!found || r->out->parties[found - 1].kind != PARTY_PERSON) return 0;
  str given = first_word(r->out->parties[found - 1].name);
  return str_empty(given) || str_equal_fold(given, form_of(r, h)) ? found : 0;
}

static bool from_alias(resolver *r, uint32_t h, draft *d) {
  if (!is_capital(form_of(r, h)) || word_of(r, h)->upos == UPOS_PRON) return false;
  uint32_t found = find_alias(r, h, name_end(r, h));
  if (!found) return false;
  const party *p = &r->out->parties[found - 1];
  const party_note *note = &r->notes[found - 1];
  uint32_t title = title_of(r, h, h);
  d->p = (party){.kind = p->kind, .basis = p->basis, .code = p->code, .country = p->country, .sector = p->sector,
                 .name = p->name, .office = p->office, .source = p->source, .antecedent = found};
  d->note.flags |= (note->flags & (NOTE_PERSON | NOTE_MALE | NOTE_FEMALE | NOTE_TABLE | NOTE_PLURAL)) | gender_of(r, title);
  d->note.office = note->office;
  d->note.title = note->title;
  d->note.role = note->role;
  d->core_first = h;
  return true;
}

/* ---- persons that no table knows */

static bool is_person_entity(const resolver *r, uint32_t h) {
  uint32_t e = word_of(r, h)->entity;
  return e && r->an->entities[e - 1].kind == ENTITY_PERSON;
}

static bool names_person(const resolver *r, uint32_t h, uint32_t title) {
  if (!is_capital(form_of(r, h)) || word_of(r, h)->upos != UPOS_PROPN) return false;
  if (title != NO_TOKEN) {
    const party *t = party_under(r, title);
    if (title_word(r, title)) return true;
    if (t && t->kind == PARTY_AGENT && (r->notes[party_of(r, title) - 1].flags & NOTE_PERSON)) return true;
  }
  return is_person_entity(r, h);
}

static uint32_t apposition_of(const resolver *r, uint32_t h) {
  uint32_t c = child_with(r, h, REL_APPOS);
  return c != NO_TOKEN && party_under(r, c) ? c : NO_TOKEN;
}

/* "X, the interior minister of Chad" */
static void take_apposition(resolver *r, uint32_t h, draft *d) {
  uint32_t c = apposition_of(r, h);
  if (c == NO_TOKEN) return;
  const party *p = party_under(r, c);
  uint32_t flags = r->notes[party_of(r, c) - 1].flags;
  if (p->kind != PARTY_AGENT || (flags & NOTE_PLURAL)) return;
  take_title(r, c, d);
  if (str_empty(d->p.country)) d->p.country = p->country;
  party_kill(r, party_of(r, c) - 1);
}

static bool from_unknown_person(resolver *r, uint32_t h, draft *d) {
  uint32_t title = title_of(r, h, h);
  if (!names_person(r, h, title)) return false;
  uint32_t end = name_end(r, h), first = h;
  uint32_t e = word_of(r, h)->entity;
  if (e && r->an->entities[e - 1].kind == ENTITY_PERSON && r->an->entities[e - 1].first_token < h && title == NO_TOKEN)
    first = r->an->entities[e - 1].first_token;
  d->p.kind = PARTY_PERSON;
  d->p.name = token_text(r, first, end - first);
  d->note.flags |= NOTE_PERSON | NOTE_COUNTRY;
  d->core_first = first;
  if (title != NO_TOKEN) take_title(r, title, d);
  if (str_empty(d->p.sector) || str_empty(d->p.country)) take_apposition(r, h, d);
  if ((d->note.flags & NOTE_FORMER) && is_office_sector(d->p.sector)) d->p.sector = STR("ELI");
  if (str_empty(d->p.sector)) d->p.sector = STR("CVL");
  return true;
}

/* ---- generic people and bodies */

enum { AGENT_WORDS_MAX = 4, AGENT_AFTER_MAX = 5 };

typedef struct {
  const agent_row *row; /* NULL: only a title of offices.tsv, or nothing */
  uint64_t title;       /* hash of the longest title of offices.tsv, 0: none */
  uint32_t first, words;
} agent_match;

static uint64_t hash_phrase(const resolver *r, name_kind kind, uint32_t first, uint32_t end) {
  uint64_t hash = phrase_hash_start(kind);
  for (uint32_t i = first; i < end; i++)
    if (!str_is(form_of(r, i), "-")) hash = phrase_hash_add(hash, r->words[i]);
  return hash;
}

static const agent_row *agent_row_of(const resolver *r, uint32_t first, uint32_t end) {
  const name_ref *ref = names_find(&r->w->names, hash_phrase(r, NAME_AGENT, first, end));
  while (ref && ref->kind != NAME_AGENT) ref = names_next(&r->w->names, ref);
  return ref ? agent_at(r->w, ref->row) : NULL;
}

static bool is_title_phrase(const resolver *r, uint64_t hash) {
  const name_ref *ref = names_find(&r->w->names, hash);
  while (ref && ref->kind != NAME_TITLE) ref = names_next(&r->w->names, ref);
  return ref != NULL;
}

static void try_phrase(const resolver *r, uint32_t first, uint32_t end, agent_match *m) {
  if (str_is(form_of(r, first), "-")) return;
  uint32_t words = 0;
  for (uint32_t i = first; i < end; i++) words += !str_is(form_of(r, i), "-");
  const agent_row *row = agent_row_of(r, first, end);
  uint64_t title = hash_phrase(r, NAME_TITLE, first, end);
  bool is_title = is_title_phrase(r, title);
  if ((!row && !is_title) || words < m->words) return;
  if (row) m->row = row;
  if (is_title) m->title = title;
  m->words = words;
  m->first = first;
}

/* The longest phrase that ends at h ("interior minister") or goes on behind it ("secretary of state", "attorney general"). */
static agent_match find_agent(const resolver *r, uint32_t h) {
  agent_match m = {.first = h};
  uint32_t low = h - r->first >= AGENT_WORDS_MAX ? h - AGENT_WORDS_MAX : r->first;
  for (uint32_t first = h + 1; first-- > low;) try_phrase(r, first, h + 1, &m);
  bool goes_on = h + 1 < r->last && (listed(" of for to general - elect ", form_of(r, h + 1)));
  for (uint32_t end = h + 2; goes_on && end <= r->last && end <= h + AGENT_AFTER_MAX; end++)
    for (uint32_t first = h + 1; first-- > low;) try_phrase(r, first, end, &m);
  return m;
}

static bool names_body(const resolver *r, uint32_t at) {
  const party *p = &r->out->parties[at - 1];
  return p->kind == PARTY_GROUP || p->kind == PARTY_AGENT || p->kind == PARTY_SEAT;
}

/* The party that a "leader", a "spokesman", "dozens" belong to: 1 + index or 0. */
static uint32_t relay_source(const resolver *r, uint32_t h, bool measure) {
  uint32_t found = 0;
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t i = c - 1, at = party_of(r, i);
    uint8_t rel = word_of(r, i)->rel;
    if (!at) continue;
    if (str_is(r->out->parties[at - 1].sector, "UNK") && !measure) continue; /* "the six-member team" */
    bool modifies = rel == REL_COMPOUND || rel == REL_AMOD || rel == REL_NMOD_POSS || rel == REL_NMOD_UNMARKED;
    bool of = rel == REL_NMOD && listed(" of for from with among ", case_of(r, i));
    if (measure ? of && listed(" of among ", case_of(r, i)) : (modifies || of) && names_body(r, at)) found = at;
    if (found && !measure && rel != REL_NMOD) return found;
  }
  return found;
}

static void take_source(const resolver *r, uint32_t source, bool measure, draft *d) {
  const party *p = &r->out->parties[source - 1];
  uint32_t flags = r->notes[source - 1].flags;
  d->p.kind = measure ? p->kind : PARTY_AGENT;
  d->p.basis = COUNTRY_MODIFIER;
  d->p.code = p->code;
  d->p.country = p->country;
  d->p.sector = p->sector;
  d->p.source = p->source;
  if (p->kind == PARTY_GROUP || measure) d->p.name = p->name;
  d->note.flags |= NOTE_RELAY | (flags & (NOTE_COUNTRY | NOTE_REGION)) | (str_empty(p->country) ? (uint32_t)NOTE_COUNTRY : 0);
  if (measure) d->note.flags |= NOTE_PLURAL | (flags & NOTE_PERSON);
}

/* Does the head keep its own sector beside a body's? "Hamas fighters" and "UN officials" are the body's, "BJP lawmakers" LEG. */
static bool keeps_sector(const party *body, str own) {
  if (str_empty(own)) return false;
  if (stateless(body->sector) || str_starts(body->code, STR("IGO"))) return false;
  return !listed(" REB UAF CRM SPY PRM ", body->sector);
}

static void take_agent(resolver *r, const agent_match *m, draft *d) {
  d->p.kind = PARTY_AGENT;
  d->core_first = m->first;
  d->note.title = m->title;
  if (!m->row) return;
  if (str_empty(d->p.sector)) d->p.sector = m->row->sector;
  if (str_empty(d->p.source)) d->p.source = source_of(r, STR("agents.tsv"), m->row->line);
  d->note.office = m->row->office;
}

/* Nouns for bodies are "it", nouns for people "he" or "they". */
static bool is_body_word(const resolver *r, uint32_t h) {
  return head_word(r->w, r->words[h], HEAD_BODY) != NULL;
}

static bool is_deputy(const resolver *r, uint32_t first) {
  if (first > r->first && head_word(r->w, r->words[first - 1], HEAD_DEPUTY)) return true;
  return first > r->first + 1 && str_is(form_of(r, first - 1), "-") && head_word(r->w, r->words[first - 2], HEAD_DEPUTY);
}

static void note_agent(const resolver *r, uint32_t h, draft *d) {
  if (is_plural(r, h) || has_number(r, h)) d->note.flags |= NOTE_PLURAL;
  else if (!is_body_word(r, h)) d->note.flags |= NOTE_PERSON;
  if (is_former(r, h)) d->note.flags |= NOTE_FORMER;
  if (is_deputy(r, d->core_first)) d->note.flags |= NOTE_DEPUTY;
  if (str_empty(d->p.country)) d->note.flags |= NOTE_COUNTRY;
}

/* The name of a body as the text has it: "Ministry of Mines". */
static void take_body_name(const resolver *r, uint32_t h, draft *d) {
  uint32_t first, n;
  phrase_span(r, h, &first, &n);
  while (n > 1 && !is_capital(form_of(r, first))) first++, n--;
  if (n > 1 && listed(" the a an ", form_of(r, first))) first++, n--;
  d->p.name = token_text(r, first, n);
}

static bool is_named_body(const resolver *r, uint32_t h) {
  return is_body_word(r, h) && is_capital(form_of(r, h)) && word_of(r, h)->upos == UPOS_PROPN &&
         (h > r->first + 1 || (h > r->first && is_capital(form_of(r, h - 1)) && !listed(" the a an ", form_of(r, h - 1))));
}

/* The party of a modifier or of-phrase, where the head word is only a part of it. */
static bool take_relay(resolver *r, uint32_t h, const agent_match *m, draft *d) {
  bool relay = head_word(r->w, r->words[h], HEAD_RELAY), measure = !relay && head_word(r->w, r->words[h], HEAD_MEASURE);
  bool office = m->title || (m->row && !str_empty(m->row->office));
  uint32_t source = relay || measure || m->row || m->title ? relay_source(r, h, measure) : 0;
  if (!source) return false;
  bool group = r->out->parties[source - 1].kind == PARTY_GROUP;
  bool plain = m->words < 2 && (relay || measure || (office && group));
  if (!plain && (!group || !m->row || keeps_sector(&r->out->parties[source - 1], m->row->sector))) return false;
  take_source(r, source, measure, d);
  d->core_first = m->first;
  if (!measure) note_agent(r, h, d);
  return true;
}

/* "the group", "the country": somebody named before, if there is one; "country" and "group" are nobody without. */
static bool is_back(const resolver *r, uint32_t h) {
  if (is_capital(form_of(r, h))) return false;
  const head_row *row = head_word(r->w, r->words[h], HEAD_BACK);
  return row && (str_is(row->sector, "group") || str_is(row->sector, "country") || has_child(r, h, str_is(row->sector, "person") ? " the this that its his her their " : " the this that "));
}

static bool from_agent(resolver *r, uint32_t h, draft *d) {
  agent_match m = find_agent(r, h);
  if (take_relay(r, h, &m, d)) return true;
  bool back = m.words < 2 && is_back(r, h);
  if (back && head_word(r->w, r->words[h], HEAD_BACK)->sector.len == 7) m.row = NULL; /* a country is no government */
  if (!m.row && !m.title && !back) {
    const head_row *relay = head_word(r->w, r->words[h], HEAD_RELAY);
    if (!relay || str_empty(relay->sector)) return false;
    d->p.sector = relay->sector;
    d->p.source = source_of(r, STR("heads.tsv"), relay->line);
  }
  take_agent(r, &m, d);
  if (back) d->note.flags |= NOTE_BACK;
  if (str_empty(d->p.sector) && m.title) d->p.sector = STR("GOV");
  if (is_named_body(r, h)) d->p.kind = PARTY_GROUP, take_body_name(r, h, d);
  note_agent(r, h, d);
  return true;
}

/* "Chiriquí Autonomous University": a name whose last word tells what it is. */
static bool from_body(resolver *r, uint32_t h, draft *d) {
  const head_row *row = head_word(r->w, r->words[h], HEAD_BODY);
  if (!row || !is_named_body(r, h)) return false;
  d->p.kind = PARTY_GROUP;
  d->p.sector = row->sector;
  d->p.source = source_of(r, STR("heads.tsv"), row->line);
  d->core_first = h;
  d->note.flags |= NOTE_COUNTRY;
  take_body_name(r, h, d);
  return true;
}

static bool from_unknown_body(resolver *r, uint32_t h, draft *d) {
  uint32_t e = word_of(r, h)->entity;
  if (!e || r->an->entities[e - 1].kind != ENTITY_ORGANISATION || word_of(r, h)->upos != UPOS_PROPN) return false;
  const entity *x = &r->an->entities[e - 1];
  d->p.kind = PARTY_GROUP;
  d->p.name = token_text(r, x->first_token, x->n_tokens);
  d->core_first = x->first_token;
  return true;
}

static bool from_place(resolver *r, uint32_t h, draft *d) {
  uint32_t at = r->out->place_at[h];
  if (!at || str_empty(r->out->places[at - 1].country)) return false;
  const place *where = &r->out->places[at - 1];
  d->p.kind = PARTY_PLACE;
  d->p.basis = COUNTRY_OWN;
  d->p.country = where->country;
  d->p.name = where->name;
  d->core_first = where->first_token;
  return true;
}

/* ---- the country of a phrase from what modifies it */

static bool gives_country(const resolver *r, uint32_t i) {
  const party *p = party_under(r, i);
  return p && !str_empty(p->country) && p->basis != COUNTRY_SENTENCE && p->basis != COUNTRY_ARTICLE;
}

static uint32_t modifier_country(const resolver *r, uint32_t h) {
  uint32_t of = 0;
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t i = c - 1;
    if (!gives_country(r, i)) continue;
    uint8_t rel = word_of(r, i)->rel;
    if (rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_DESC || rel == REL_NMOD_POSS || rel == REL_NMOD_UNMARKED) return i + 1;
    if (rel == REL_FLAT && i < h) return i + 1;
    if (rel == REL_NMOD && !of && listed(" of in from for at across within ", case_of(r, i))) of = i + 1;
  }
  return of;
}

/* Where the tree went wrong: a nationality right before the phrase still is its own. */
static uint32_t neighbour_country(const resolver *r, uint32_t first) {
  if (first <= r->first || !r->match_at[first - 1] || !gives_country(r, first - 1)) return 0;
  const party *p = party_under(r, first - 1);
  return p->kind == PARTY_COUNTRY && is_modifier(r, first - 1) ? first : 0;
}

static bool has_region(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t m = r->match_at[c - 1];
    for (const name_ref *ref = m ? r->matches[m - 1].ref : NULL; ref; ref = names_next(&r->w->names, ref))
      if (ref->kind == NAME_REGION) return true;
  }
  return false;
}

static void take_country(resolver *r, uint32_t h, draft *d) {
  if (!str_empty(d->p.country) || (d->note.flags & NOTE_TABLE)) return;
  uint32_t found = modifier_country(r, h);
  if (!found) found = neighbour_country(r, d->core_first);
  if (found) {
    d->p.country = party_under(r, found - 1)->country;
    d->p.basis = COUNTRY_MODIFIER;
    d->note.flags &= ~(uint32_t)NOTE_COUNTRY;
  } else if (has_region(r, h)) d->note.flags |= NOTE_REGION;
}

/* ---- from decision to record */

static bool is_absorbed(const resolver *r, uint32_t i) {
  uint8_t rel = word_of(r, i)->rel;
  return rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_DESC || rel == REL_FLAT || rel == REL_NMOD_UNMARKED;
}

/* "Israeli and US officials": the second country makes a second party of the same words. */
static void add_shared(resolver *r, uint32_t modifier, uint32_t index) {
  for (uint32_t c = r->child[modifier]; c; c = r->sibling[c - 1]) {
    party *p = party_under(r, c - 1);
    if (!p || word_of(r, c - 1)->rel != REL_CONJ || p->kind != PARTY_COUNTRY) continue;
    party *top = &r->out->parties[index];
    p->sector = top->sector;
    p->kind = top->kind;
    p->basis = COUNTRY_MODIFIER;
    p->name = (str){0};
    party_set_code(r, p);
    p->also = top->also;
    top->also = party_of(r, c - 1);
    r->notes[index].flags |= NOTE_PLURAL;
  }
}

static bool same_person(const resolver *r, const party *p, uint32_t c) {
  const party *q = party_under(r, c);
  uint32_t flags = r->notes[party_of(r, c) - 1].flags;
  if (p->kind == PARTY_PERSON) return q->kind == PARTY_AGENT && (flags & NOTE_PERSON);
  return p->kind == PARTY_AGENT && q->kind == PARTY_PERSON;
}

/* "the interior minister of Chad, X": the name in the apposition is the agent's. */
static void merge_apposition(resolver *r, uint32_t index, uint32_t c) {
  party *p = &r->out->parties[index];
  const party *q = party_under(r, c);
  const party_note *note = &r->notes[party_of(r, c) - 1];
  if (p->kind == PARTY_AGENT) {
    p->kind = PARTY_PERSON;
    p->name = q->name;
    if (str_empty(p->office)) p->office = token_text(r, p->first_token, p->n_tokens);
    if (note->flags & NOTE_TABLE) p->country = q->country, p->sector = q->sector, p->source = q->source, p->basis = q->basis;
    else if (str_empty(p->country)) p->country = q->country;
    r->notes[index].role = r->notes[index].word;
    r->notes[index].flags |= note->flags & (NOTE_MALE | NOTE_FEMALE | NOTE_TABLE | NOTE_PERSON);
    if (!str_empty(p->country)) r->notes[index].flags &= ~(uint32_t)NOTE_COUNTRY;
  } else if (str_empty(p->office)) p->office = token_text(r, q->first_token, q->n_tokens);
  party_kill(r, party_of(r, c) - 1);
}

static void absorb_children(resolver *r, uint32_t h, uint32_t index) {
  const party *p = &r->out->parties[index];
  bool measure = (r->notes[index].flags & NOTE_RELAY) && head_word(r->w, r->words[h], HEAD_MEASURE);
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t i = c - 1, at = party_of(r, i);
    if (!at) continue;
    if (is_absorbed(r, i)) {
      add_shared(r, i, index);
      party_kill(r, at - 1);
    } else if (word_of(r, i)->rel == REL_APPOS && same_person(r, p, i)) merge_apposition(r, index, i);
    else if (measure && word_of(r, i)->rel == REL_NMOD && listed(" of among ", case_of(r, i))) party_kill(r, at - 1);
  }
}

/* "the French foreign minister" on a day is a person of the table. */
void set_holder(resolver *r, uint32_t index) {
  party *p = &r->out->parties[index];
  party_note *note = &r->notes[index];
  if (p->kind != PARTY_AGENT || str_empty(p->country) || !(note->flags & NOTE_PERSON)) return;
  if (note->flags & (NOTE_PLURAL | NOTE_FORMER | NOTE_DEPUTY | NOTE_RELAY | NOTE_TABLE)) return;
  str office = note->title ? title_office(r->w, note->title, p->country) : (str){0};
  if (str_empty(office)) office = note->office;
  const person_row *row = office_holder(r->w, p->country, office, r->day);
  if (!row) return;
  p->name = row->name;
  p->source = source_of(r, STR("people.tsv"), row->line);
  if (str_empty(p->office)) p->office = row->office;
}

static void finish(resolver *r, uint32_t h, draft *d) {
  take_country(r, h, d);
  if ((d->note.flags & NOTE_FORMER) && is_office_sector(d->p.sector)) d->p.sector = STR("ELI");
  d->p.head = h;
  phrase_span(r, h, &d->p.first_token, &d->p.n_tokens);
  d->note.word = r->words[h];
  if (is_subject(r, h)) d->note.flags |= NOTE_SUBJECT;
  uint32_t at = party_add(r, &d->p, &d->note);
  if (!at) return;
  r->out->party_at[h] = at;
  absorb_children(r, h, at - 1);
}

/* Parts of a name or title that hangs together are decided at its top. */
static bool is_part(const resolver *r, uint32_t h) {
  uint8_t rel = word_of(r, h)->rel;
  return rel == REL_FLAT || rel == REL_FIXED || rel == REL_GOESWITH || rel == REL_PUNCT || rel == REL_CASE || rel == REL_DET;
}

static bool may_head(const resolver *r, uint32_t h) {
  uint8_t tag = word_of(r, h)->upos;
  if (tag == UPOS_NOUN || tag == UPOS_PROPN || tag == UPOS_X || tag == UPOS_SYM) return true;
  bool counts = tag == UPOS_NUM || tag == UPOS_DET || tag == UPOS_ADJ || tag == UPOS_PRON; /* "some of the protesters" */
  return counts && head_word(r->w, r->words[h], HEAD_MEASURE) && child_with(r, h, REL_NMOD) != NO_TOKEN;
}

static bool modifies_as_agent(const resolver *r, uint32_t h) {
  return word_of(r, h)->upos == UPOS_ADJ && word_of(r, h)->rel == REL_AMOD;
}

static bool decide(resolver *r, uint32_t h, draft *d) {
  const name_match *m = r->match_at[h] ? &r->matches[r->match_at[h] - 1] : NULL;
  if (m && match_top(r, m) != h) return false;
  if (m && m->n == 1 && is_all_caps(form_of(r, h)) && from_alias(r, h, d) && !(d->note.flags & NOTE_TABLE)) return true;
  *d = (draft){.core_first = h};
  if (m && from_match(r, h, m, d)) return true;
  *d = (draft){.core_first = h};
  if (is_part(r, h) && !(m && word_of(r, h)->rel == REL_FLAT)) return false;
  if (modifies_as_agent(r, h)) return from_agent(r, h, d) && listed(" REB OPP PRM UAF ", d->p.sector);
  if (!may_head(r, h)) return false;
  if (word_of(r, h)->upos == UPOS_PROPN && from_alias(r, h, d)) return true;
  *d = (draft){.core_first = h};
  if (from_unknown_person(r, h, d) || from_agent(r, h, d) || from_body(r, h, d)) return true;
  *d = (draft){.core_first = h};
  return from_place(r, h, d) || from_unknown_body(r, h, d);
}

void resolve_phrases(resolver *r) {
  order_sentence(r);
  for (uint32_t k = r->n_order; k-- > 0;) {
    draft d = {.core_first = r->order[k]};
    if (decide(r, r->order[k], &d)) finish(r, r->order[k], &d);
  }
}
