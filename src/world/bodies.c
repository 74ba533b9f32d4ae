/* Bodies and generic people: groups of the table, agents ("troops"), parts of bodies ("Hamas leader"), named but unknown bodies.
 */
#include "world/decision.h"

/* ---- bodies of the table */

static const name_ref *best_group(const resolver *r, const name_match *m) {
  const name_ref *best = NULL;
  int best_score = -1;
  for (const name_ref *ref = m->ref; ref; ref = names_next(&r->w->names, ref)) {
    if (ref->kind != NAME_GROUP || !ref_fits(r, m, ref)) continue;
    const group_row *g = group_at(r->w, ref->row);
    bool holds = g->from <= r->day && r->day <= g->to;
    int score = (holds && ref->row >= r->w->own_groups ? 8
                 : holds                               ? 2
                                                       : 0) +
                (!str_empty(g->country) && str_equal(g->country, r->out->country) ? 4 : 0);
    if (score > best_score) best = ref, best_score = score;
  }
  return best;
}

static bool names_country(const resolver *r, str name) {
  str part;
  while (str_cut(&name, ' ', &part))
    for (const name_ref *ref = names_find(&r->w->names, name_hash(&r->w->names, part)); ref; ref = names_next(&r->w->names, ref))
      if (ref->kind == NAME_COUNTRY || ref->kind == NAME_DEMONYM) return true;
  return false;
}

/* "the Chamber of Commerce", "the National Union party": a name that many countries have, and the article never names the
 * country that the table has it for. */
static bool is_common_name(const resolver *r, const name_match *m, const group_row *g) {
  uint32_t country = country_index(r->w, g->country);
  if (country == NO_COUNTRY || str_empty(r->out->country) || r->named_countries[country]) return false;
  if (m->n < 2) return str_is(g->sector, "PTY") && is_all_caps(form_of(r, m->first));
  if (listed(" REB UAF IGO NGO MNC IMG ", g->sector) || names_country(r, token_text(r, m->first, m->n))) return false;
  if (begins_with_place(r, m->first, m->first + m->n)) return false; /* "New York Stock Exchange" */
  for (uint32_t i = m->first; i < m->first + m->n; i++)
    if (is_body_word(r, i)) return true;
  return m->first + m->n < r->last && is_body_word(r, m->first + m->n);
}

/* A party with an everyday name ("Star", "Forward") of a country that the article never names is none. */
static bool is_stray_party(const resolver *r, const name_match *m, const group_row *g) {
  uint32_t country = country_index(r->w, g->country), e = word_of(r, m->first)->entity;
  if (m->n > 1 || !str_is(g->sector, "PTY") || is_all_caps(form_of(r, m->first)) || country == NO_COUNTRY) return false;
  if (str_equal(g->country, r->out->country)) return false;
  bool everyday = agent_phrase(r, m->first, m->first + 1).row != NULL; /* "Congress" is a parliament elsewhere */
  if (everyday || r->named_countries[country]) return everyday;
  const entity *x = e ? &r->an->entities[e - 1] : NULL;
  return !x || x->kind != ENTITY_ORGANISATION || x->n_tokens > 1;
}

/* "the Saudi National Guard" is not the American one: a body of another country has the modifier's country, its own sector. */
static bool is_of_another(const resolver *r, uint32_t h, const group_row *g) {
  if (str_empty(g->country)) return false;
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    const party *p = party_under(r, c - 1);
    uint8_t rel = word_of(r, c - 1)->rel;
    bool modifies = c - 1 < h && (rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD_POSS);
    if (p && modifies && p->kind == PARTY_COUNTRY && !str_equal(p->country, g->country)) return true;
  }
  return false;
}

bool is_initials(str acronym, str name) {
  size_t n = 0;
  for (size_t i = 0; i < name.len; i++) {
    bool starts = is_ascii_upper((unsigned char)name.ptr[i]) && (i == 0 || name.ptr[i - 1] == ' ' || name.ptr[i - 1] == '-');
    if (starts && n < acronym.len && acronym.ptr[n] == name.ptr[i]) n++;
  }
  return n == acronym.len;
}

/* Rows of parties, media and companies hold several bodies of one code: there the text's name is the one to keep. */
static str group_name(const resolver *r, const name_match *m, const group_row *g) {
  str said = token_text(r, m->first, m->n);
  if (!listed(" party media company union ngo business ", g->kind) || is_initials(said, g->name)) return g->name;
  return name_hash(&r->w->names, said) == name_hash(&r->w->names, g->name) ? g->name : said;
}

bool from_group(resolver *r, uint32_t h, const name_match *m, draft *d) {
  const group_row *g = group_at(r->w, best_group(r, m)->row);
  if (is_stray_party(r, m, g)) return false;
  d->p = (party){.kind = PARTY_GROUP, .basis = COUNTRY_OWN, .sector = g->sector, .name = group_name(r, m, g)};
  d->p.source = source_of(r, g->file, g->line);
  if (is_of_another(r, h, g) || is_common_name(r, m, g)) {
    d->p.name = token_text(r, m->first, m->n);
    d->note.flags |= NOTE_COUNTRY;
    return true;
  }
  d->p.code = g->code;
  d->p.country = g->country;
  d->note.flags |= NOTE_TABLE;
  return true;
}

/* ---- generic phrases */

enum { AGENT_WORDS_MAX = 4, AGENT_AFTER_MAX = 6 };

static uint64_t hash_phrase(const resolver *r, name_kind kind, uint32_t first, uint32_t end) {
  uint64_t hash = phrase_hash_start(kind);
  for (uint32_t i = first; i < end; i++)
    if (!str_is(form_of(r, i), "-")) hash = phrase_hash_add(hash, r->words[i]);
  return hash;
}

static const agent_row *agent_row_of(const resolver *r, uint32_t first, uint32_t end) {
  const name_ref *ref = names_find(&r->w->names, hash_phrase(r, NAME_AGENT, first, end));
  while (ref && ref->kind != NAME_AGENT) ref = names_next(&r->w->names, ref);
  const agent_row *row = ref ? agent_at(r->w, ref->row) : NULL;
  return row && row->capitals && !is_capital(form_of(r, first)) ? NULL : row; /* "at 6 pm" */
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
  if (words < m->words) return;
  const agent_row *row = agent_row_of(r, first, end);
  uint64_t title = hash_phrase(r, NAME_TITLE, first, end);
  bool is_title = is_title_phrase(r, title);
  if (!row && !is_title) return;
  if (row) m->row = row;
  if (is_title || words > m->words) m->title = is_title ? title : 0; /* "deputy foreign minister" is no foreign minister */
  m->words = words;
  m->first = first;
  m->end = end;
}

agent_match agent_phrase(const resolver *r, uint32_t first, uint32_t end) {
  agent_match m = {.first = first};
  try_phrase(r, first, end, &m);
  return m;
}

/* The longest phrase that ends at h ("interior minister") or goes on behind it ("secretary of state", "attorney general"). */
agent_match find_agent(const resolver *r, uint32_t h) {
  agent_match m = {.first = h};
  uint32_t low = h;
  while (low > r->first && h - low < AGENT_WORDS_MAX && !listed(" of for to ", form_of(r, low - 1))) low--;
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

static bool is_relay_link(const resolver *r, uint32_t i) {
  uint8_t rel = word_of(r, i)->rel;
  return rel == REL_COMPOUND || rel == REL_AMOD || rel == REL_NMOD_POSS || rel == REL_NMOD_UNMARKED;
}

/* The party that a "leader", a "spokesman", "dozens" belong to: 1 + index or 0. */
static uint32_t relay_source(const resolver *r, uint32_t h, bool measure) {
  uint32_t before = 0, of = 0;
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint32_t i = c - 1, at = party_of(r, i);
    if (!at || (str_is(r->out->parties[at - 1].sector, "UNK") && !measure)) continue; /* "the six-member team" */
    if (i < h && r->notes[at - 1].core_end > h) continue;                             /* "secretary general" is one phrase */
    bool part = word_of(r, i)->rel == REL_NMOD;
    if (measure) of = part && listed(" of among ", case_of(r, i)) ? at : of;
    else if (part) of = listed(" of for from with among ", case_of(r, i)) && names_body(r, at) ? at : of;
    else if (is_relay_link(r, i) && names_body(r, at) && (!before || r->out->parties[at - 1].kind == PARTY_GROUP))
      before = at; /* "the rebel FDLR force" is the FDLR's */
  }
  return before ? before : of;
}

/* Nouns for bodies are "it", nouns for people "he" or "they". */
bool is_body_word(const resolver *r, uint32_t h) { return head_word(r->w, r->words[h], HEAD_BODY) != NULL; }

/* group_word: "the coalition of parties" is one body, "dozens of parties" are many. */
static void take_source(const resolver *r, uint32_t source, bool measure, bool group_word, draft *d) {
  const party *p = &r->out->parties[source - 1];
  uint32_t flags = r->notes[source - 1].flags;
  d->p.kind = measure ? p->kind : PARTY_AGENT;
  d->p.basis = COUNTRY_MODIFIER;
  d->p.code = p->code;
  d->p.country = p->country;
  d->p.sector = p->sector;
  d->p.source = p->source;
  if (p->kind == PARTY_GROUP || measure) d->p.name = p->name;
  d->note.flags |= NOTE_RELAY | (flags & (NOTE_COUNTRY | NOTE_REGION));
  if (measure && !group_word) d->note.flags |= NOTE_PLURAL | (flags & NOTE_PERSON);
}

/* Does the head keep its own sector beside a body's? "Hamas fighters" and "UN officials" are the body's, "BJP lawmakers" LEG. */
static bool keeps_sector(const party *body, str own) {
  if (str_empty(own)) return false;
  if (is_stateless(body) || str_is(own, "IGO")) return false;
  if (str_is(own, "REB") && str_is(body->sector, "PTY")) return false;
  return !listed(" REB UAF CRM SPY PRM ", body->sector);
}

static void take_agent(resolver *r, const agent_match *m, draft *d) {
  d->p.kind = PARTY_AGENT;
  d->core_first = m->first;
  d->note.core_end = m->end;
  d->note.title = m->title;
  if (!m->row) return;
  if (str_empty(d->p.sector)) d->p.sector = m->row->sector;
  if (str_empty(d->p.source)) d->p.source = source_of(r, STR("agents.tsv"), m->row->line);
  d->note.office = m->row->office;
}

static bool is_deputy(const resolver *r, uint32_t first) {
  if (first > r->first && head_word(r->w, r->words[first - 1], HEAD_DEPUTY)) return true;
  return first > r->first + 1 && str_is(form_of(r, first - 1), "-") && head_word(r->w, r->words[first - 2], HEAD_DEPUTY);
}

static uint32_t sex_of_noun(str lemma) {
  if (listed(" man father son brother husband uncle nephew boy king prince businessman spokesman chairman congressman statesman ",
             lemma))
    return NOTE_MALE;
  if (listed(" woman mother daughter sister wife aunt niece girl queen princess actress businesswoman spokeswoman chairwoman "
             "congresswoman widow ",
             lemma))
    return NOTE_FEMALE;
  return 0;
}

/* "president-elect": a winner of elections does not govern yet. */
static bool is_elect(const resolver *r, uint32_t end) {
  if (end > r->first && str_equal_fold(form_of(r, end - 1), STR("elect"))) return true;
  return end + 1 < r->last && str_is(form_of(r, end), "-") && str_equal_fold(form_of(r, end + 1), STR("elect"));
}

static void note_agent(const resolver *r, uint32_t h, draft *d) {
  if (is_plural(r, h) || has_number(r, h)) d->note.flags |= NOTE_PLURAL;
  else if (!is_body_word(r, h)) d->note.flags |= NOTE_PERSON | sex_of_noun(word_of(r, h)->lemma);
  if (is_former(r, h)) d->note.flags |= NOTE_FORMER;
  bool own_office = d->note.title || !str_empty(d->note.office); /* "vice president" */
  bool deputy = !own_office && head_word(r->w, r->words[d->core_first], HEAD_DEPUTY);
  if (deputy || is_deputy(r, d->core_first)) d->note.flags |= NOTE_DEPUTY;
  if (is_elect(r, d->note.core_end)) d->p.sector = STR("PTY"), d->note.flags |= NOTE_DEPUTY;
  if (str_empty(d->p.country)) d->note.flags |= NOTE_COUNTRY;
}

/* The name of a body as the text has it: "Ministry of Mines". */
static void take_body_name(const resolver *r, uint32_t h, draft *d) {
  uint32_t first, n;
  phrase_span(r, h, &first, &n);
  for (uint32_t i = 1; i < n; i++)
    if (listed(" 's \xe2\x80\x99s ", form_of(r, first + i)) && first + i > h) n = i;
  while (n > 1 && !is_capital(form_of(r, first))) first++, n--;
  if (n > 1 && listed(" the a an ", form_of(r, first))) first++, n--;
  d->p.name = token_text(r, first, n);
}

/* Its last word is a body's and stands in capitals, behind other capitals or in the midst of a sentence. */
static bool is_named_body(const resolver *r, uint32_t h) {
  if (!is_body_word(r, h) || h == r->first) return false;
  bool owned = h > r->first + 1 && listed(" ' 's \xe2\x80\x99 \xe2\x80\x99s ", form_of(r, h - 1)); /* "Workers' Front" */
  if (owned && is_capital(form_of(r, h)) && is_capital(form_of(r, h - 2)) && !r->match_at[h - 2]) return true;
  bool after_capital = is_capital(form_of(r, h - 1)) && word_of(r, h - 1)->upos == UPOS_PROPN && !r->match_at[h - 1];
  if (!is_capital(form_of(r, h))) return after_capital && word_of(r, h - 1)->head == h; /* "the National Union party" */
  return after_capital || (is_capital(form_of(r, h - 1)) && !listed(" the a an ", form_of(r, h - 1))) ||
         (h > r->first + 1 && word_of(r, h)->upos == UPOS_PROPN);
}

/* "BJP Meghalaya president X", "the National Party (NP) vice-president": a body's name right before an office, whatever the tree
 * says. */
static const name_match *neighbour_group(const resolver *r, uint32_t first) {
  uint32_t i = first;
  if (i > r->first + 2 && str_is(form_of(r, i - 1), ")")) i -= str_is(form_of(r, i - 3), "(") ? 3 : 0;
  for (uint32_t skipped = 0; i > r->first && skipped < 3; skipped++, i--) {
    const name_match *m = r->match_at[i - 1] ? &r->matches[r->match_at[i - 1] - 1] : NULL;
    for (const name_ref *ref = m ? m->ref : NULL; ref; ref = names_next(&r->w->names, ref))
      if (ref->kind == NAME_GROUP && ref_fits(r, m, ref)) return m;
    bool passes = word_of(r, i - 1)->upos == UPOS_ADJ || (word_of(r, i - 1)->upos == UPOS_PROPN && !m);
    if (!passes) return NULL;
  }
  return NULL;
}

static bool take_neighbour(resolver *r, uint32_t h, const agent_match *m, draft *d) {
  bool office = m->title || (m->row && !str_empty(m->row->office)) || head_word(r->w, r->words[h], HEAD_RELAY);
  const name_match *group = office ? neighbour_group(r, m->first) : NULL;
  if (!group || !from_group(r, h, group, d)) return false;
  d->p.kind = PARTY_AGENT;
  d->core_first = m->first;
  d->note.core_end = m->end;
  d->note.title = m->title;
  d->note.flags |= NOTE_RELAY;
  note_agent(r, h, d);
  return true;
}

/* "rebel force", "paramilitary unit": who they are tells more than that they are armed. */
static bool is_irregular(const party *from, const agent_match *m) {
  return from->kind == PARTY_AGENT && listed(" REB UAF PRM CRM ", from->sector) && m->row && m->words < 2 &&
         str_is(m->row->sector, "MIL");
}

/* "the secretary general of the miners' union": an office of international bodies, but of others too. */
static bool is_secretary(const party *from, const agent_match *m) {
  return from->kind == PARTY_AGENT && m->title && m->row && str_is(m->row->sector, "IGO") && !is_stateless(from);
}

/* The party of a modifier or of-phrase, where the head word is only a part of it. */
static bool take_relay(resolver *r, uint32_t h, const agent_match *m, draft *d) {
  bool relay = head_word(r->w, r->words[h], HEAD_RELAY), measure = !relay && head_word(r->w, r->words[h], HEAD_MEASURE);
  bool office = m->title || (m->row && !str_empty(m->row->office));
  bool counts = measure && child_with(r, h, REL_NMOD) != NO_TOKEN;
  uint32_t source = relay || measure || m->row || m->title ? relay_source(r, h, counts) : 0;
  if (!source) return false;
  const party *from = &r->out->parties[source - 1];
  bool group = from->kind == PARTY_GROUP || (from->kind == PARTY_SEAT && !str_is(from->sector, "GOV"));
  bool label = from->kind == PARTY_GROUP && head_word(r->w, r->words[h], HEAD_BACK); /* "the Islamic State group" */
  bool plain =
      (m->words < 2 && (relay || measure || label)) || (office && group) || is_irregular(from, m) || is_secretary(from, m);
  if (!plain && (!group || !m->row || keeps_sector(from, m->row->sector))) return false;
  bool part = is_stateless(from) && m->row && !relay && !measure; /* "EU legislators": the body's code, their own sector */
  measure = measure && counts;
  take_source(r, source, measure, is_body_word(r, h) && !is_plural(r, h), d);
  if (part) d->p.sector = m->row->sector;
  d->note.title = m->title;
  d->core_first = m->first;
  d->note.core_end = measure ? 0 : m->end;
  if (!measure) note_agent(r, h, d);
  return true;
}

/* "the group", "the country": somebody named before, if there is one; "country" and "group" are nobody without. */
static bool is_back(const resolver *r, uint32_t h) {
  const head_row *row = head_word(r->w, r->words[h], HEAD_BACK);
  if (!row || is_capital(form_of(r, h))) return false;
  if (!str_is(row->sector, "country") && h > r->first + 1 && is_capital(form_of(r, h - 1)) && !r->match_at[h - 1]) return false;
  uint32_t of = child_with(r, h, REL_NMOD);
  if (of != NO_TOKEN && str_is(case_of(r, of), "of")) return false; /* "the state of Orissa" */
  return (str_is(row->sector, "group") || str_is(row->sector, "counterpart") || str_is(row->sector, "country") ||
          has_child(r, h, str_is(row->sector, "person") ? " the this that its his her their " : " the this that "));
}

/* "a fugitive from justice", "by force": a noun that stands alone names nobody; "hit in the head": not even with an article. */
static bool is_abstract(const resolver *r, uint32_t h) {
  if (!head_word(r->w, r->words[h], HEAD_BOUND) && (is_plural(r, h) || !head_word(r->w, r->words[h], HEAD_ABSTRACT)))
    return false;
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1]) {
    uint8_t rel = word_of(r, c - 1)->rel;
    if (rel == REL_NMOD_POSS || rel == REL_COMPOUND || rel == REL_NMOD) return false;
    if (rel == REL_DET && !head_word(r->w, r->words[h], HEAD_BOUND)) return false;
  }
  return true;
}

/* An of-phrase that is no party: what hangs on it is a thing. */
static bool has_of_phrase(const resolver *r, uint32_t h) {
  uint32_t c = child_with(r, h, REL_NMOD);
  return c != NO_TOKEN && !party_of(r, c) && str_is(case_of(r, c), "of");
}

static uint32_t owner_of_weapon(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c && c - 1 < h; c = r->sibling[c - 1]) {
    const party *p = is_relay_link(r, c - 1) ? party_under(r, c - 1) : NULL;
    if (p && (p->kind == PARTY_COUNTRY || p->kind == PARTY_GROUP)) return party_of(r, c - 1);
  }
  return 0;
}

/* "Ukrainian drones", "Houthi missiles". */
static bool from_weapon(resolver *r, uint32_t h, draft *d) {
  const head_row *row = head_word(r->w, r->words[h], HEAD_WEAPON);
  uint32_t owner = row && is_plural(r, h) ? owner_of_weapon(r, h) : 0;
  if (!owner) return false;
  const party *of = &r->out->parties[owner - 1];
  if (of->kind == PARTY_GROUP) take_source(r, owner, false, true, d);
  else d->p.kind = PARTY_AGENT, d->p.sector = row->sector, d->p.source = source_of(r, STR("heads.tsv"), row->line);
  d->core_first = h;
  d->note.core_end = h + 1;
  d->note.flags |= NOTE_PLURAL;
  return true;
}

bool from_agent(resolver *r, uint32_t h, draft *d) {
  if (is_capital(form_of(r, h)) && is_inside_body(r, h)) return false;
  agent_match m = find_agent(r, h);
  if (m.words < 2 && from_weapon(r, h, d)) return true;
  if (take_relay(r, h, &m, d) || take_neighbour(r, h, &m, d)) return true;
  const head_row *stands = m.words < 2 ? head_word(r->w, r->words[h], HEAD_BACK) : NULL;
  if (stands && str_is(stands->sector, "country")) m.row = NULL; /* a country is no government */
  bool back = m.words < 2 && is_back(r, h), named = is_named_body(r, h);
  if (m.words == 1 && is_abstract(r, h)) return false;
  bool unknown = m.row && m.words == 1 && str_is(m.row->sector, "UNK");
  if (unknown && has_of_phrase(r, h)) return false; /* "sources of income" */
  const head_row *part = unknown ? head_word(r->w, r->words[h], HEAD_RELAY) : NULL;
  if (part && !str_empty(part->sector)) d->p.sector = part->sector;
  if (!m.row && !m.title && !back) {
    const head_row *relay = head_word(r->w, r->words[h], HEAD_RELAY);
    if (!relay || str_empty(relay->sector)) return false;
    d->p.sector = relay->sector;
    d->p.source = source_of(r, STR("heads.tsv"), relay->line);
  }
  if (named && m.words < 2) d->p.sector = head_word(r->w, r->words[h], HEAD_BODY)->sector;
  take_agent(r, &m, d);
  if (back) d->note.flags |= NOTE_BACK;
  if (str_empty(d->p.sector) && m.title) d->p.sector = STR("GOV");
  if (named) d->p.kind = PARTY_GROUP, take_body_name(r, h, d);
  note_agent(r, h, d);
  return true;
}

/* "the Foreign Policy Committee of the parliament": such bodies are parts of others. */
static str part_sector(const resolver *r, uint32_t h, const head_row *row) {
  uint32_t source = str_is(row->sector, "SOC") ? relay_source(r, h, false) : 0;
  str of = source ? r->out->parties[source - 1].sector : (str){0};
  return str_empty(of) || str_is(of, "UNK") ? row->sector : of;
}

/* "Lockheed Martin Corp.": a company of the table with the word that says that it is one. */
static const name_match *company_before(const resolver *r, uint32_t last) {
  if (last == r->first || !r->match_at[last - 1]) return NULL;
  if (!listed(" corp corp. co co. inc inc. ltd ltd. plc limited company corporation holdings ", form_of(r, last))) return NULL;
  const name_match *m = &r->matches[r->match_at[last - 1] - 1];
  const name_ref *ref = best_group(r, m);
  return ref && listed(" MNC BUS ", group_at(r->w, ref->row)->sector) ? m : NULL;
}

/* "Chiriquí Autonomous University": a name whose last word tells what it is. */
bool from_body(resolver *r, uint32_t h, draft *d) {
  const head_row *row = head_word(r->w, r->words[h], HEAD_BODY);
  if (!row || !is_named_body(r, h)) return false;
  const name_match *company = company_before(r, h);
  if (company) return from_group(r, h, company, d);
  d->p.kind = PARTY_GROUP;
  d->p.sector = part_sector(r, h, row);
  d->p.source = source_of(r, STR("heads.tsv"), row->line);
  d->core_first = h;
  d->note.flags |= NOTE_COUNTRY;
  take_body_name(r, h, d);
  return true;
}

bool from_flat_body(resolver *r, uint32_t h, draft *d) {
  uint32_t end = name_end(r, h), last = end - 1;
  if (end - h < 2 || !is_capital(form_of(r, h)) || !is_capital(form_of(r, last)) || !is_body_word(r, last)) return false;
  const name_match *company = company_before(r, last);
  if (company) return from_group(r, h, company, d);
  agent_match m = agent_phrase(r, last, end);
  const head_row *row = head_word(r->w, r->words[last], HEAD_BODY);
  d->p.kind = PARTY_GROUP;
  d->p.sector = part_sector(r, h, row);
  d->p.name = token_text(r, h, end - h);
  d->p.source = m.row ? source_of(r, STR("agents.tsv"), m.row->line) : source_of(r, STR("heads.tsv"), row->line);
  d->core_first = h;
  d->note.flags |= NOTE_COUNTRY;
  uint32_t at = r->match_at[h];
  for (const name_ref *ref = at ? r->matches[at - 1].ref : NULL; ref; ref = names_next(&r->w->names, ref))
    if (ref->kind == NAME_COUNTRY || ref->kind == NAME_DEMONYM || ref->kind == NAME_CAPITAL)
      d->p.country = country_at(r->w, ref->row)->iso3;
  if (str_empty(d->p.country) && r->out->place_at[h]) d->p.country = r->out->places[r->out->place_at[h] - 1].country;
  if (!str_empty(d->p.country)) d->p.basis = COUNTRY_MODIFIER, d->note.flags &= ~(uint32_t)NOTE_COUNTRY;
  return true;
}

/* "the Kerala Congress Party": the branch of a body that the table has. */
static const name_match *body_at_end(const resolver *r, const entity *x) {
  uint32_t end = x->first_token + x->n_tokens;
  const name_match *m = r->match_at[end - 1] ? &r->matches[r->match_at[end - 1] - 1] : NULL;
  return m && m->n > 1 && m->first > x->first_token && m->first + m->n == end && best_group(r, m) ? m : NULL;
}

bool from_unknown_body(resolver *r, uint32_t h, draft *d) {
  uint32_t e = word_of(r, h)->entity;
  if (!e || r->an->entities[e - 1].kind != ENTITY_ORGANISATION || word_of(r, h)->upos != UPOS_PROPN || !is_entity_top(r, h) ||
      is_inside_body(r, h))
    return false;
  const entity *x = &r->an->entities[e - 1];
  const name_match *branch_of = body_at_end(r, x);
  if (branch_of && from_group(r, h, branch_of, d)) return true;
  uint32_t first = x->first_token, n = x->n_tokens;
  while (n > 1 && !is_capital(form_of(r, first + n - 1))) n--;
  uint32_t source = relay_source(r, h, false);
  if (source) take_source(r, source, false, true, d);
  d->p.kind = PARTY_GROUP;
  d->p.name = token_text(r, first, n);
  d->core_first = first;
  return true;
}

bool from_place(resolver *r, uint32_t h, draft *d) {
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
