/* Persons: titles, the table's people on the day, names that the article has introduced, and persons that no table knows. */
#include "world/decision.h"

/* ---- titles */

static bool is_office_word(str form) {
  return listed(
      " minister secretary president chancellor governor commissioner director chief spokesman spokeswoman spokesperson senator "
      "ambassador envoy chairman chairwoman ",
      form);
}

/* The title before a name: its token, or NO_TOKEN. Trees differ on which of the two is the head. */
static uint32_t title_of(const resolver *r, uint32_t h, uint32_t name_first) {
  uint32_t t = NO_TOKEN;
  for (uint32_t c = r->child[h]; c && c - 1 < name_first; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_NMOD_DESC) t = c - 1; /* the nearest: "Kerala Chief Minister X" */
  if (t != NO_TOKEN) return t;
  if (name_first <= r->first) return NO_TOKEN;
  t = name_first - 1;
  bool noun = word_of(r, t)->upos == UPOS_NOUN || word_of(r, t)->upos == UPOS_PROPN;
  bool below = word_of(r, t)->head >= name_first && word_of(r, t)->head <= h;
  if (!noun || (!below && word_of(r, h)->head != t)) return NO_TOKEN;
  uint8_t rel = below ? word_of(r, t)->rel : word_of(r, h)->rel;
  return rel == REL_COMPOUND || rel == REL_FLAT || rel == REL_APPOS || rel == REL_NMOD_UNMARKED ? t : NO_TOKEN;
}

static const head_row *title_word(const resolver *r, uint32_t i) {
  bool civil = i != NO_TOKEN && i > r->first && str_equal_fold(form_of(r, i), STR("general")) &&
               listed(" secretary attorney director consul governor inspector auditor solicitor surgeon prosecutor - ",
                      form_of(r, i - 1)); /* "Secretary General X" is no soldier */
  return i == NO_TOKEN || civil ? NULL : head_word(r->w, r->words[i], HEAD_TITLE);
}

static uint32_t gender_of(const resolver *r, uint32_t title) {
  str form = form_of(r, title);
  if (listed(" mr mr. king prince sheikh sir imam pope emir sultan father brother congressman ", form)) return NOTE_MALE;
  if (listed(" mrs mrs. ms ms. miss queen princess sister lady madam congresswoman ", form)) return NOTE_FEMALE;
  return 0;
}

bool is_office_sector(str sector) { return listed(" GOV LEG MIL JUD COP SPY ", sector); }

bool is_former(const resolver *r, uint32_t h) {
  if (opens_with_ex(form_of(r, h))) return true;
  for (uint32_t c = r->child[h]; c && c - 1 < h; c = r->sibling[c - 1])
    if (head_word(r->w, r->words[c - 1], HEAD_FORMER) || opens_with_ex(form_of(r, c - 1))) return true;
  for (uint32_t i = h; i > r->first && h - i < 4; i--) {           /* "ex-president": the hyphen may hang anywhere */
    uint64_t of_form = word_hash(&r->w->names, form_of(r, i - 1)); /* also where the tree takes "retired" for a verb */
    if (head_word(r->w, of_form, HEAD_FORMER)) return true;
    if (head_word(r->w, r->words[i - 1], HEAD_DEPUTY)) continue;
    if (word_of(r, i - 1)->upos == UPOS_PUNCT && !str_is(form_of(r, i - 1), "-")) break; /* "Late last week, the president" */
    if (word_of(r, i - 1)->upos == UPOS_VERB || word_of(r, i - 1)->upos == UPOS_ADP) break;
  }
  return false;
}

/* What a party says of the person that it is the title (or the apposition) of. */
static void take_title_party(const resolver *r, uint32_t at, draft *said) {
  const party *t = &r->out->parties[at - 1];
  const party_note *note = &r->notes[at - 1];
  if (str_empty(said->p.sector)) said->p.sector = t->sector, said->p.source = t->source;
  if (str_empty(said->p.country)) said->p.country = t->country, said->p.basis = t->basis;
  if (str_starts(t->code, STR("IGO"))) said->p.code = t->code;
  said->p.office = token_text(r, t->first_token, t->n_tokens);
  said->note.office = note->office;
  said->note.title = note->title;
  said->note.role = note->word;
  said->note.flags |= note->flags & (NOTE_FORMER | NOTE_DEPUTY | NOTE_REGION);
}

/* What the title before a name says; false: there is none. */
static bool read_title(resolver *r, uint32_t h, uint32_t name_first, draft *said) {
  uint32_t title = title_of(r, h, name_first);
  if (title == NO_TOKEN) return false;
  said->note.flags |= gender_of(r, title);
  const party *t = party_under(r, title);
  if (t && t->kind == PARTY_AGENT && !is_body_word(r, title)) { /* "the relief agency X" */
    take_title_party(r, party_of(r, title), said);
    return true;
  }
  const head_row *row = title_word(r, title);
  if (row) said->p.sector = row->sector;
  if (row && !str_empty(row->sector)) said->p.source = source_of(r, STR("heads.tsv"), row->line);
  return row != NULL;
}

/* ---- persons of the table */

/* People of bodies above the states have the body's code in the sector column ("IGOUNO") and no country. */
static void take_body_sector(const person_row *row, draft *d) {
  enum { BODY_CODE = 6 };
  if (!str_starts(row->sector, STR("IGO")) || row->sector.len != BODY_CODE) return;
  d->p.code = row->sector;
  d->p.sector = STR("IGO");
}

static void take_person_row(resolver *r, person_term term, draft *d) {
  const person_row *row = term.row;
  d->p.kind = PARTY_PERSON;
  d->p.name = row->name;
  d->p.country = row->country;
  d->p.basis = COUNTRY_OWN;
  d->p.source = source_of(r, person_file(r->w, row), row->line);
  d->p.sector = row->sector;
  d->note.office = row->office;
  if (!term.former) take_body_sector(row, d);
  if (term.former && (is_office_sector(row->sector) || str_starts(row->sector, STR("IGO")))) d->p.sector = STR("ELI");
  else if (term.future && is_office_sector(row->sector)) d->p.sector = STR("PTY");
  if (!term.former && !term.future) d->p.office = row->office;
  d->note.flags |= NOTE_PERSON | NOTE_TABLE;
}

/* The title in the text knows more than the table where the table has no term for the day. */
static void mix_title(person_term term, const draft *said, draft *d) {
  d->note.flags |= said->note.flags;
  d->note.role = said->note.role;
  if (!str_empty(said->p.office)) d->p.office = said->p.office;
  if ((term.former || term.future) && !str_empty(said->p.sector) && !str_is(said->p.sector, "UNK")) d->p.sector = said->p.sector;
  if ((said->note.flags & NOTE_FORMER) && is_office_sector(d->p.sector)) d->p.sector = STR("ELI");
}

static bool is_named_in_article(const resolver *r, str country) {
  uint32_t i = country_index(r->w, country);
  return i != NO_COUNTRY && r->named_countries[i];
}

/* Who takes office years after an article that never names the country is another of the name. */
static bool is_far_ahead(const resolver *r, person_term term) {
  enum { THREE_YEARS = 30000 };
  return term.future && term.row->from > r->day + THREE_YEARS && !is_named_in_article(r, term.row->country);
}

/* Of several persons of one name: in office before out of it, of the article's country, not yet in office last. */
static person_term pick_person(const resolver *r, const name_match *m, str said_country) {
  person_term best = {0};
  int best_score = -1;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (ref->kind != NAME_PERSON || person_at(r->w, ref->row)->replaced) continue;
    person_term term = person_on(r->w, ref->row, r->day);
    if (is_far_ahead(r, term)) continue;
    int score = (term.future ? 0 : term.former ? 1 : 4) + (str_is(term.row->sector, "GOV") ? 1 : 0);
    if (str_equal(term.row->country, r->out->country)) score += 2;
    if (!str_empty(said_country) && str_equal(term.row->country, said_country)) score += 8;
    if (term.former && best_score >= 0 && best.former && term.row->to > best.row->to) score++;
    if (score > best_score) best = term, best_score = score;
  }
  return best;
}

static bool person_with(resolver *r, const name_match *m, const draft *said, draft *d) {
  person_term term = pick_person(r, m, said->p.country);
  if (!term.row) return false;
  take_person_row(r, term, d);
  mix_title(term, said, d);
  return true;
}

/* "King Abdullah I" is not the second. */
static bool is_numbered(const resolver *r, const name_match *m) {
  uint32_t next = m->first + m->n;
  return next < r->last && listed(" II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI ", form_of(r, next));
}

bool from_person(resolver *r, uint32_t h, const name_match *m, draft *d) {
  if (is_numbered(r, m)) return false;
  if (m->n == 1 && from_alias(r, h, d)) return true;
  *d = (draft){.core_first = m->first};
  draft said = {0};
  read_title(r, h, m->first, &said);
  return person_with(r, m, &said, d);
}

/* How likely a last name means this person; 0: not at all. */
static uint32_t rank_surname(const resolver *r, person_term term, bool titled, const draft *said) {
  enum { TEN_YEARS = 100000 };
  bool leader = is_leader_office(term.row->office), here = str_equal(term.row->country, r->out->country);
  if (term.future || (term.former && !leader) || (!leader && !titled)) return 0;
  if (!str_empty(said->p.country) && !str_equal(said->p.country, term.row->country)) return 0;
  bool known = here || is_named_in_article(r, term.row->country) || (leader && is_household(term.row->country));
  if (!known) return 0;
  if (term.former && !here && !titled && term.row->to < r->day - TEN_YEARS) return 0;
  return 1 + (term.former ? 0U : 8U) + (leader ? 4U : 0U) + (here ? 2U : 0U);
}

/* "Putin" without more: the only leader of that name on the day. With a title before it: whoever held an office. */
static bool surname_with(resolver *r, const name_match *m, bool titled, const draft *said, draft *d) {
  person_term best = {0};
  uint32_t found = 0, rank = 0;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (ref->kind != NAME_SURNAME || person_at(r->w, ref->row)->replaced) continue;
    person_term term = person_on(r->w, ref->row, r->day);
    uint32_t score = rank_surname(r, term, titled, said);
    if (score > rank) best = term, found = 0, rank = score;
    if (score && score == rank && (!found || !str_equal(best.row->name, term.row->name))) found++;
  }
  if (!best.row || (found > 1 && !titled)) return false;
  take_person_row(r, best, d);
  mix_title(best, said, d);
  return true;
}

bool from_surname(resolver *r, uint32_t h, const name_match *m, draft *d) {
  if (word_of(r, h)->upos != UPOS_PROPN) return false;
  if (from_alias(r, h, d)) return true;
  if (child_with(r, h, REL_DET) != NO_TOKEN || agent_phrase(r, h, h + 1).row) return false; /* "a former Bishop" */
  draft said = {0};
  bool titled = read_title(r, h, m->first, &said);
  return surname_with(r, m, titled, &said, d);
}

/* ---- names that the article has introduced */

static bool in_name(const resolver *r, uint32_t i) {
  str form = form_of(r, i);
  if (is_capital(form) || listed(" - . bin ibn al el de da do dos la le van von der den abu del di wa ole ould ag ter ", form))
    return true;
  return i > r->first && str_is(form_of(r, i - 1), "-") && !str_equal(form, STR("'s"));
}

static bool breaks_line(const resolver *r, uint32_t i) {
  uint32_t begin = r->t->tokens[i - 1].end;
  return memchr(r->t->bytes.ptr + begin, '\n', r->t->tokens[i].begin - begin) != NULL;
}

uint32_t name_end(const resolver *r, uint32_t h) {
  uint32_t e = h + 1, x = word_of(r, h)->entity, entity_end = 0;
  if (x && r->an->entities[x - 1].kind == ENTITY_PERSON)
    entity_end = r->an->entities[x - 1].first_token + r->an->entities[x - 1].n_tokens;
  while (e < entity_end && e < r->last && in_name(r, e) && !breaks_line(r, e)) e++;
  while (e < r->last) {
    bool joined = str_is(form_of(r, e), "-") && e + 1 < r->last && word_of(r, e + 1)->rel == REL_FLAT;
    uint32_t head = word_of(r, e)->head; /* or chained: each on the one before */
    bool flat = (word_of(r, e)->rel == REL_FLAT || word_of(r, e)->rel == REL_GOESWITH) && head >= h && head < e;
    if ((!joined && !flat) || breaks_line(r, e)) break;
    e += joined ? 2 : 1;
  }
  while (e > h + 1 && !is_capital(form_of(r, e - 1)) && !str_is(form_of(r, e - 2), "-")) e--;
  return e;
}

/* Where it begins: trees also hang first names before the last one, as its compounds. */
static bool is_given_name(const resolver *r, uint32_t i, uint32_t h) {
  return word_of(r, i)->upos == UPOS_PROPN && word_of(r, i)->rel == REL_COMPOUND && is_above(r, h, i) && !party_of(r, i) &&
         is_capital(form_of(r, i)) && !head_word(r->w, r->words[i], HEAD_TITLE);
}

uint32_t name_begin(const resolver *r, uint32_t h) {
  enum { GIVEN_NAMES_MAX = 5 };
  uint32_t b = h;
  while (b > r->first && h - b < GIVEN_NAMES_MAX) {
    bool joined = b > r->first + 1 && str_is(form_of(r, b - 1), "-") && is_given_name(r, b - 2, h); /* "Dube-Ncube" */
    if (!joined && !is_given_name(r, b - 1, h)) break;
    b -= joined ? 2 : 1;
  }
  return b;
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
static uint32_t find_alias(const resolver *r, uint32_t first, uint32_t end) {
  uint32_t found = alias_find(r, hash_of_tokens(r, first, end));
  if (found || end - first < 2) return found;
  found = alias_find(r, hash_of_tokens(r, first, first + 1)); /* "Sara" before "Sara Crewe" */
  bool given_only = found && r->out->parties[found - 1].kind == PARTY_PERSON &&
                    str_equal_fold(r->out->parties[found - 1].name, form_of(r, first));
  if (given_only) return found;
  found = alias_find(r, hash_of_tokens(r, end - 1, end));
  if (!found || r->out->parties[found - 1].kind != PARTY_PERSON) return 0;
  str given = first_word(r->out->parties[found - 1].name);
  return str_empty(given) || str_equal_fold(given, form_of(r, first)) ? found : 0;
}

static void take_alias(const resolver *r, uint32_t found, draft *d) {
  const party *p = &r->out->parties[found - 1];
  const party_note *note = &r->notes[found - 1];
  uint32_t first = d->core_first;
  *d = (draft){.p = *p, .note = *note, .core_first = first};
  d->p.antecedent = found;
  d->p.also = 0;
  d->note.flags = note->flags & (NOTE_PERSON | NOTE_MALE | NOTE_FEMALE | NOTE_NAME_SEX | NOTE_TABLE | NOTE_PLURAL);
}

bool from_alias(resolver *r, uint32_t h, draft *d) {
  if (!is_capital(form_of(r, h)) || word_of(r, h)->upos == UPOS_PRON) return false;
  uint32_t first = name_begin(r, h), found = find_alias(r, first, name_end(r, h));
  if (!found) return false;
  draft said = {0};
  read_title(r, h, first, &said);
  d->core_first = first;
  take_alias(r, found, d);
  d->note.flags |= said.note.flags & (NOTE_MALE | NOTE_FEMALE);
  return true;
}

/* ---- persons that no table knows */

static bool is_person_entity(const resolver *r, uint32_t h) {
  uint32_t e = word_of(r, h)->entity;
  return e && r->an->entities[e - 1].kind == ENTITY_PERSON;
}

/* "Interior Ministry", "Defense Minister" are no persons' names, whatever the entities say. */
static bool names_office(const resolver *r, uint32_t first, uint32_t end) {
  if (is_body_word(r, end - 1) || is_office_word(form_of(r, end - 1))) return true;
  return end - first > 1 && find_agent(r, end - 1).words > 1;
}

/* "the Ministry of Gender Equality": what stands in the name of a body is neither person nor body of its own. */
bool is_inside_body(const resolver *r, uint32_t h) {
  uint32_t i = h;
  for (int k = 0; k < 4 && word_of(r, i)->rel == REL_CONJ && word_of(r, i)->head < i && word_of(r, i)->head >= r->first; k++)
    i = word_of(r, i)->head;
  uint32_t body = word_of(r, i)->head;
  if (word_of(r, i)->rel != REL_NMOD || body < r->first || body >= r->last || !str_is(case_of(r, i), "of")) return false;
  return is_body_word(r, body) && is_capital(form_of(r, body)) && word_of(r, body)->upos == UPOS_PROPN;
}

/* "X, the interior minister of Chad" */
static void take_apposition(resolver *r, uint32_t h, draft *d) {
  uint32_t c = child_with(r, h, REL_APPOS);
  if (c == NO_TOKEN || !party_of(r, c)) return;
  uint32_t at = party_of(r, c);
  if (r->out->parties[at - 1].kind != PARTY_AGENT || (r->notes[at - 1].flags & NOTE_PLURAL)) return;
  take_title_party(r, at, d);
  party_kill(r, at - 1);
}

static uint32_t body_under(const resolver *r, uint32_t i) {
  const party *p = party_under(r, i);
  bool body = p && (p->kind == PARTY_GROUP || (p->kind == PARTY_AGENT && !(r->notes[party_of(r, i) - 1].flags & NOTE_PERSON)));
  return body && !str_empty(p->sector) && !str_is(p->sector, "UNK") ? party_of(r, i) : 0;
}

/* "who heads the dockers' union" */
static uint32_t body_led(const resolver *r, uint32_t verb) {
  if (!listed(" head lead chair run command direct represent found manage ", word_of(r, verb)->lemma)) return 0;
  uint32_t object = child_with(r, verb, REL_OBJ), who = child_with(r, verb, REL_NSUBJ);
  bool active = who != NO_TOKEN && listed(" who ", form_of(r, who));
  return active && object != NO_TOKEN ? body_under(r, object) : 0;
}

/* The body that the text says a person belongs to: "X of the Labour Party". 1 + index or 0. */
static uint32_t affiliation(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint8_t rel = word_of(r, c - 1)->rel;
    bool of = rel == REL_NMOD && c - 1 > h && listed(" of from with at for ", case_of(r, c - 1));
    uint32_t found = of ? body_under(r, c - 1) : rel == REL_ACL_RELCL ? body_led(r, c - 1) : 0;
    if (found) return found;
  }
  return 0;
}

static void take_affiliation(const resolver *r, uint32_t h, draft *d) {
  uint32_t at = affiliation(r, h);
  if (!at) return;
  const party *p = &r->out->parties[at - 1];
  d->p.sector = p->sector;
  d->p.source = p->source;
  if (is_stateless(p)) d->p.code = p->code;
  if (!str_empty(d->p.country) || str_empty(p->country)) return;
  d->p.country = p->country;
  d->p.basis = COUNTRY_MODIFIER;
}

/* Titles that the name's tokens begin with are taken off it: "Minister R Ashoka". Where the name begins; end: nowhere. */
static uint32_t strip_titles(resolver *r, uint32_t first, uint32_t end, draft *d) {
  for (; first < end; first++) {
    const agent_row *row = agent_phrase(r, first, first + 1).row;
    const head_row *title = title_word(r, first);
    if (!row && !title) break;
    str sector = row ? row->sector : title->sector;
    if (str_empty(d->p.sector) || str_is(d->p.sector, "UNK")) {
      d->p.sector = sector;
      if (!str_empty(sector))
        d->p.source = row ? source_of(r, STR("agents.tsv"), row->line) : source_of(r, STR("heads.tsv"), title->line);
    }
    if (!d->note.role) d->note.role = r->words[first];
  }
  return first;
}

/* A person under a name, with what title and apposition say; without them a citizen. */
static bool take_unknown(resolver *r, uint32_t h, uint32_t first, uint32_t end, const draft *said, draft *d) {
  *d = *said;
  first = strip_titles(r, first, end, d);
  if (first == end) return false;
  d->p.kind = PARTY_PERSON;
  d->p.name = token_text(r, first, end - first);
  d->note.flags |= NOTE_PERSON | NOTE_COUNTRY;
  d->core_first = first;
  if (str_empty(d->p.sector) || str_is(d->p.sector, "UNK") || str_empty(d->p.country)) take_apposition(r, h, d);
  if (str_empty(d->p.sector) || str_is(d->p.sector, "UNK")) take_affiliation(r, h, d);
  if ((d->note.flags & NOTE_FORMER) && is_office_sector(d->p.sector)) d->p.sector = STR("ELI");
  if (str_empty(d->p.sector)) d->p.sector = STR("CVL");
  return true;
}

/* "Oba Tarun, the interior minister": the apposition says that it is a person. */
static bool has_role(const resolver *r, uint32_t h) {
  uint32_t c = child_with(r, h, REL_APPOS), at = c == NO_TOKEN ? 0 : party_of(r, c);
  if (!at || r->out->parties[at - 1].kind != PARTY_AGENT) return false;
  return (r->notes[at - 1].flags & NOTE_PERSON) && !is_body_word(r, h);
}

/* Of the tokens of one entity the first that hangs on something outside it names the person. */
bool is_entity_top(const resolver *r, uint32_t h) {
  uint32_t e = word_of(r, h)->entity;
  if (!e) return true;
  const entity *x = &r->an->entities[e - 1];
  if (!entity_is_name(x->kind)) return true;
  for (uint32_t i = x->first_token; i <= h; i++) {
    uint32_t head = word_of(r, i)->head;
    if (head < x->first_token || head >= x->first_token + x->n_tokens) return i == h;
  }
  return false;
}

/* One capital at the start of a sentence may be any word. */
static bool is_doubtful(const resolver *r, uint32_t first, uint32_t end) {
  if (end - first > 1) return false;
  const word *x = word_of(r, first);
  bool in_clause = x->xpos == XPOS_NNP && (x->rel == REL_NSUBJ || x->rel == REL_NSUBJ_PASS || x->rel == REL_NMOD_POSS);
  if (first == r->first && !in_clause) return true;
  return agent_phrase(r, first, end).row || is_all_caps(form_of(r, first));
}

static const name_match *match_from(const resolver *r, uint32_t i, uint32_t end) {
  const name_match *m = r->match_at[i] ? &r->matches[r->match_at[i] - 1] : NULL;
  return m && m->first == i && m->first + m->n <= end ? m : NULL;
}

static bool has_kind(const resolver *r, const name_match *m, name_kind kind) {
  const name_ref *ref = m ? m->ref : NULL;
  while (ref && ref->kind != kind) ref = names_next(&r->w->names, ref);
  return ref != NULL;
}

/* "the envoy to Syria X Y": trees make one name of both; where the person's begins. */
static uint32_t skip_country(const resolver *r, uint32_t first, uint32_t end) {
  bool behind = first > r->first && word_of(r, first - 1)->upos == UPOS_ADP && end - first > 2;
  const name_ref *nation = behind ? nation_ref(r, form_of(r, first)) : NULL;
  return nation && nation->kind == NAME_COUNTRY ? first + 1 : first;
}

bool from_unknown_person(resolver *r, uint32_t h, draft *d) {
  if (!is_capital(form_of(r, h)) || word_of(r, h)->upos != UPOS_PROPN || !is_entity_top(r, h) || is_inside_body(r, h))
    return false;
  draft said = {0};
  uint32_t end = name_end(r, h), first = name_begin(r, h), e = word_of(r, h)->entity;
  bool titled = read_title(r, h, first, &said);
  bool place_only = end - h == 1 && first == h && r->place_over[h] && titled; /* "CM Punjab" */
  bool in_heading = r->t->sentences[r->sentence].kind == SENTENCE_HEADING;    /* capitals tell nothing there */
  if (!titled && (in_heading || !is_person_entity(r, h)) && !has_role(r, h)) return false;
  uint32_t low = is_person_entity(r, h) && !titled ? r->an->entities[e - 1].first_token : first;
  while (first > r->first && first > low && in_name(r, first - 1) && !str_is(form_of(r, first - 1), ".")) first--;
  uint32_t begin = skip_country(r, first, end);
  const name_match *known = begin > first ? match_from(r, begin, end) : NULL;
  if (has_kind(r, known, NAME_PERSON) && person_with(r, known, &said, d)) return true;
  first = begin;
  if (place_only || first < r->first || names_office(r, first, end) || (!titled && is_doubtful(r, first, end))) return false;
  return take_unknown(r, h, first, end, &said, d);
}

/* ---- runs of capitals that the tree left flat */

static uint32_t run_country(resolver *r, uint32_t i, uint32_t end, draft *said) {
  if (!r->match_at[i]) return i;
  const name_match *m = &r->matches[r->match_at[i] - 1];
  if (m->first != i || i + m->n >= end) return i;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (ref->kind != NAME_COUNTRY && ref->kind != NAME_DEMONYM) continue;
    said->p.country = country_at(r->w, ref->row)->iso3;
    said->p.basis = COUNTRY_MODIFIER;
    return i + m->n;
  }
  return i;
}

/* The longest title that begins at i; i: none. */
static uint32_t run_title(resolver *r, uint32_t i, uint32_t end, draft *said) {
  enum { TITLE_WORDS_MAX = 5 };
  for (uint32_t e = i + TITLE_WORDS_MAX < end ? i + TITLE_WORDS_MAX : end; e > i; e--) {
    agent_match m = agent_phrase(r, i, e);
    const head_row *title = e == i + 1 ? title_word(r, i) : NULL;
    if (!m.row && !m.title && !title) continue;
    const head_row *relay = head_word(r->w, r->words[e - 1], HEAD_RELAY);
    bool unknown = m.row && str_is(m.row->sector, "UNK") && relay && !str_empty(relay->sector);
    if (m.row && (m.words > 1 || str_empty(said->p.sector))) {
      said->p.sector = unknown ? relay->sector : m.row->sector;
      said->p.source = source_of(r, STR("agents.tsv"), m.row->line);
    }
    if (m.row) said->note.office = m.row->office;
    if (!m.row && title && str_empty(said->p.sector)) said->p.sector = title->sector;
    if (m.title) said->note.title = m.title;
    if (m.title && str_empty(said->p.sector)) said->p.sector = STR("GOV");
    said->note.role = r->words[e - 1];
    said->note.flags |= gender_of(r, i);
    return e;
  }
  return i;
}

/* "Gender Minister X": an office that no table has, by its last word. The token behind it, or i. */
static uint32_t run_office(const resolver *r, uint32_t i, uint32_t end, draft *said) {
  enum { OFFICE_WORDS_MAX = 4 };
  for (uint32_t k = i + 1; k + 1 < end && k < i + OFFICE_WORDS_MAX; k++) {
    if (!is_office_word(form_of(r, k))) continue;
    agent_match m = agent_phrase(r, k, k + 1);
    said->p.sector = m.row && !str_is(m.row->sector, "UNK") ? m.row->sector : STR("GOV");
    said->note.role = r->words[k];
    return k + 1;
  }
  return i;
}

/* Countries and titles at the head of a run: where its name begins. */
static uint32_t read_run(resolver *r, uint32_t first, uint32_t end, draft *said) {
  uint32_t i = first;
  for (uint32_t before = end; i < end && i != before;) {
    before = i;
    if (opens_with_ex(form_of(r, i))) said->note.flags |= NOTE_FORMER;
    if (head_word(r->w, r->words[i], HEAD_FORMER)) said->note.flags |= NOTE_FORMER, i++;
    else if (head_word(r->w, r->words[i], HEAD_DEPUTY)) said->note.flags |= NOTE_DEPUTY, i++;
    if (i < end) i = run_country(r, i, end, said);
    if (i < end) i = run_title(r, i, end, said);
    if (i < end && str_is(form_of(r, i), ".")) i++;
  }
  if (!said->note.role && i < end) i = run_office(r, i, end, said);
  return i;
}

static bool name_run(resolver *r, uint32_t h, uint32_t i, uint32_t end, const draft *said, draft *d) {
  const name_match *m = match_from(r, i, r->last);
  uint32_t found = find_alias(r, i, end);
  if (has_kind(r, m, NAME_PERSON) && m->first + m->n >= end && person_with(r, m, said, d)) return true;
  if (found && r->out->parties[found - 1].kind == PARTY_PERSON) {
    take_alias(r, found, d);
    return true;
  }
  if (has_kind(r, m, NAME_SURNAME) && m->first + m->n <= end && surname_with(r, m, true, said, d)) return true;
  return take_unknown(r, h, i, end, said, d);
}

bool from_run(resolver *r, uint32_t h, draft *d) {
  uint32_t end = name_end(r, h);
  if (end - h < 2 || !is_capital(form_of(r, h))) return false;
  draft said = {0};
  bool joined = h > r->first + 1 && str_is(form_of(r, h - 1), "-") && is_capital(form_of(r, h - 2)); /* "Director-General X" */
  uint32_t name = read_run(r, joined ? h - 2 : h, end, &said);
  if (name <= h || (str_empty(said.p.sector) && !said.note.role)) return false;
  d->core_first = h;
  if (name < end) {
    if (!is_capital(form_of(r, name))) return false;
    said.p.office = token_text(r, h, name - h);
    return name_run(r, h, name, end, &said, d);
  }
  *d = said;
  d->core_first = h;
  d->p.kind = PARTY_AGENT;
  d->note.flags |= str_empty(said.p.country) ? (uint32_t)(NOTE_PERSON | NOTE_COUNTRY) : (uint32_t)NOTE_PERSON;
  return true;
}
