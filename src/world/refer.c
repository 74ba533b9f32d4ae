/* What stands for a party named before: pronouns, "the group", "the two sides". Looks back over a bounded number of mentions. */
#include "world/decision.h"

enum { LOOK_BACK_TOKENS = 80, LOOK_BACK_SENTENCES = 3, EXTRA_MAX = 16 };

/* ---- candidates */

typedef enum { WANT_PERSON, WANT_THING, WANT_MANY, WANT_GROUP, WANT_COUNTRY, WANT_SAME } want;

typedef struct {
  want what;
  uint32_t from;     /* the token that looks back */
  uint32_t gender;   /* flags that must not be there */
  uint32_t governor; /* a party with the same governor is another one; NO_TOKEN: may be the same */
  uint64_t head;     /* WANT_SAME: the head word */
  str sector;        /* WANT_SAME: or empty */
  str office;        /* WANT_SAME: or empty */
  bool subject;      /* subjects and named bodies only */
} search;

static bool is_state(const party *p) { return p->kind == PARTY_COUNTRY || p->kind == PARTY_SEAT; }

static bool fits_same(const party *p, const party_note *note, const search *q) {
  if (note->word != q->head && note->role != q->head) return false;
  bool other = !str_empty(q->office) && !str_empty(note->office) && !str_equal(q->office, note->office);
  if (other) return false; /* "the prime minister" is not the foreign minister */
  return str_empty(q->sector) || str_empty(p->sector) || str_equal(p->sector, q->sector);
}

static bool fits(const party *p, const party_note *note, const search *q) {
  uint32_t f = note->flags;
  if ((f & (NOTE_DEAD | NOTE_BACK)) || (str_empty(p->code) && str_empty(p->country) && str_empty(p->sector))) return false;
  switch (q->what) {
    case WANT_PERSON:
      return (f & NOTE_PERSON) && !(f & NOTE_PLURAL) && !(f & q->gender);
    case WANT_THING:
      if (note->flags & NOTE_MODIFIER) return false; /* "a German ship": Germany is not "it" */
      return is_state(p) || p->kind == PARTY_GROUP || (p->kind == PARTY_AGENT && !(f & (NOTE_PERSON | NOTE_PLURAL)));
    case WANT_MANY:
      return (f & NOTE_PLURAL) || p->kind == PARTY_GROUP || p->also || (p->kind == PARTY_AGENT && !(f & NOTE_PERSON));
    case WANT_GROUP:
      if (!str_empty(q->sector) && !str_equal(q->sector, p->sector)) return false;
      if (str_is(p->sector, "JRN") && str_empty(q->sector)) return false; /* who reports it is not whom it is about */
      return p->kind == PARTY_GROUP || (p->kind == PARTY_AGENT && !(f & NOTE_PERSON));
    case WANT_COUNTRY:
      return p->kind == PARTY_COUNTRY && !(f & NOTE_PLURAL);
    case WANT_SAME:
      return fits_same(p, note, q);
    default:
      return false;
  }
}

/* Weights tried on the development part of GAP: nearness, then names, then subjects. */
static int score_of(const resolver *r, uint32_t k, const search *q) {
  const party *p = &r->out->parties[k];
  const party_note *note = &r->notes[k];
  uint32_t back = r->sentence - note->sentence;
  bool person = q->what == WANT_PERSON;
  int score = back == 0 ? (person ? 11 : 9) : back == 1 ? 8 : back == 2 ? (person ? 6 : 4) : 2;
  if (note->flags & NOTE_SUBJECT) score += person ? 3 : 4;
  if (note->flags & NOTE_MAIN) score += person ? 1 : 2;
  if (q->what == WANT_MANY && ((note->flags & NOTE_PLURAL) || p->also)) score += 2;
  if (person && !str_empty(p->name)) score += 8;       /* he is rather X than "a neighbour" */
  if (!person && p->kind == PARTY_PRONOUN) score += 1; /* what was already spoken of */
  return score;
}

static bool allowed(const resolver *r, uint32_t k, const search *q) {
  const party *p = &r->out->parties[k];
  if (!fits(p, &r->notes[k], q)) return false;
  if (q->subject && p->kind != PARTY_GROUP && !(r->notes[k].flags & NOTE_SUBJECT)) return false;
  if (r->notes[k].sentence != r->sentence) return true;
  if (p->head >= q->from || is_above(r, p->head, q->from)) return false;
  return q->governor == NO_TOKEN || governor_of(r, p->head) != q->governor;
}

static void consider(const resolver *r, uint32_t k, const search *q, uint32_t *best, int *best_score) {
  if (!allowed(r, k, q)) return;
  int score = score_of(r, k, q);
  if (score > *best_score) *best = k + 1, *best_score = score;
}

/* The party before a token that fits best: 1 + index or 0. `reach`: how many sentences back. */
static uint32_t look_back(const resolver *r, const search *q, uint32_t reach) {
  uint32_t best = 0, low = q->from - r->first > LOOK_BACK_TOKENS ? q->from - LOOK_BACK_TOKENS : r->first;
  int best_score = 0;
  for (uint32_t i = q->from; i-- > low;)
    if (party_of(r, i)) consider(r, party_of(r, i) - 1, q, &best, &best_score);
  for (uint32_t n = 1; n <= r->n_recent && n <= RECENT_MAX; n++) {
    uint32_t k = r->recent[(r->n_recent - n) % RECENT_MAX];
    if (r->notes[k].sentence + reach < r->sentence) break;
    consider(r, k, q, &best, &best_score);
  }
  return best;
}

/* ---- pronouns */

void copy_meaning(const party *from, party *to) {
  to->code = from->code;
  to->country = from->country;
  to->sector = from->sector;
  to->name = from->name;
  to->office = from->office;
  to->source = from->source;
  to->also = from->also;
}

/* A name without country or sector tells nothing more through a pronoun. */
static bool means_nobody(const party *p) {
  return p->kind == PARTY_GROUP && str_empty(p->sector) && str_empty(p->country) && str_empty(p->code);
}

static void add_pronoun(resolver *r, uint32_t i, uint32_t found) {
  if (!found || party_of(r, i) || means_nobody(&r->out->parties[found - 1])) return;
  party p = {.kind = PARTY_PRONOUN, .basis = COUNTRY_ANTECEDENT, .head = i, .first_token = i, .n_tokens = 1, .antecedent = found};
  copy_meaning(&r->out->parties[found - 1], &p);
  const party_note *of = &r->notes[found - 1];
  party_note note = {
      .word = of->word, .role = of->role, .flags = of->flags & (NOTE_PERSON | NOTE_PLURAL | NOTE_MALE | NOTE_FEMALE)};
  if (!listed(" who which that whom whose ", form_of(r, i))) note.flags |= subject_flags(r, i);
  r->out->party_at[i] = party_add(r, &p, &note);
}

static bool is_possessive(const resolver *r, uint32_t i) {
  return word_of(r, i)->xpos == XPOS_PRPS || word_of(r, i)->rel == REL_NMOD_POSS;
}

static search pronoun_search(const resolver *r, uint32_t i, want what) {
  return (search){.what = what, .from = i, .governor = is_possessive(r, i) ? NO_TOKEN : governor_of(r, i)};
}

/* What he or she is called tells the gender from here on. */
static void resolve_he(resolver *r, uint32_t i, uint32_t is, uint32_t is_not) {
  search q = pronoun_search(r, i, WANT_PERSON);
  q.gender = is_not;
  uint32_t found = look_back(r, &q, LOOK_BACK_SENTENCES);
  if (!found) return;
  r->notes[found - 1].flags |= is;
  uint32_t before = r->out->parties[found - 1].antecedent;
  if (before) r->notes[before - 1].flags |= is;
  add_pronoun(r, i, found);
}

/* "and": X and Y, they. The further conjuncts are chained behind the first. */
static void chain_conjuncts(resolver *r, uint32_t pronoun, uint32_t found) {
  uint32_t head = r->out->parties[found - 1].head, last = pronoun;
  for (uint32_t c = r->child[head]; c; c = r->sibling[c - 1]) {
    uint32_t at = word_of(r, c - 1)->rel == REL_CONJ ? party_of(r, c - 1) : 0;
    if (!at || at == pronoun || r->n_extra >= EXTRA_MAX) continue;
    r->n_extra++;
    party p = {.kind = PARTY_PRONOUN, .basis = COUNTRY_ANTECEDENT, .antecedent = at};
    p.head = p.first_token = r->out->parties[pronoun - 1].head;
    p.n_tokens = 1;
    copy_meaning(&r->out->parties[at - 1], &p);
    p.also = 0;
    uint32_t more = party_add(r, &p, &(party_note){.flags = NOTE_PLURAL});
    if (!more) return;
    r->out->parties[last - 1].also = more;
    last = more;
  }
}

static bool has_conjunct(const resolver *r, uint32_t k) {
  uint32_t head = r->out->parties[k].head;
  for (uint32_t c = r->child[head]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_CONJ && party_of(r, c - 1)) return true;
  return false;
}

static void resolve_they(resolver *r, uint32_t i) {
  search q = pronoun_search(r, i, WANT_MANY);
  uint32_t found = look_back(r, &q, LOOK_BACK_SENTENCES);
  if (!found) {
    q.what = WANT_THING;
    found = look_back(r, &q, 1);
  }
  add_pronoun(r, i, found);
  uint32_t at = party_of(r, i);
  if (at && found && !r->out->parties[found - 1].also && has_conjunct(r, found - 1)) chain_conjuncts(r, at, found);
}

/* "it is clear that", "it seems to": nobody. */
static bool is_pleonastic(const resolver *r, uint32_t i) {
  uint32_t above = word_of(r, i)->head;
  if (above < r->first || above >= r->last) return false;
  if (word_of(r, i)->rel == REL_OBJ)
    return listed(" make find consider deem think call ", word_of(r, above)->lemma) && i + 1 < r->last &&
           word_of(r, i + 1)->upos == UPOS_ADJ;
  if (word_of(r, i)->rel != REL_NSUBJ) return false;
  bool verb = listed(" become seem appear happen turn remain take emerge be ", word_of(r, above)->lemma);
  if (!verb && word_of(r, above)->upos != UPOS_ADJ && word_of(r, above)->upos != UPOS_NOUN) return false;
  for (uint32_t c = r->child[above]; c; c = r->sibling[c - 1]) {
    uint8_t rel = word_of(r, c - 1)->rel;
    if (c - 1 > i && (rel == REL_CCOMP || rel == REL_CSUBJ || rel == REL_XCOMP || rel == REL_ADVCL || rel == REL_ACL_RELCL))
      return true;
  }
  return false;
}

static void resolve_it(resolver *r, uint32_t i) {
  uint8_t rel = word_of(r, i)->rel;
  if (rel == REL_EXPL || is_pleonastic(r, i)) return;
  bool own = is_possessive(r, i);
  if (!own && rel != REL_NSUBJ && rel != REL_NSUBJ_PASS)
    return; /* as an object it is an act or a paper more often than a party */
  search q = pronoun_search(r, i, WANT_THING);
  q.subject = !own;
  add_pronoun(r, i, look_back(r, &q, 1));
}

/* "who", "which", "that" in a relative clause are what the clause hangs on. */
static void resolve_relative(resolver *r, uint32_t i) {
  uint32_t verb = word_of(r, i)->head;
  if (verb < r->first || verb >= r->last) return;
  if (is_possessive(r, i)) verb = word_of(r, verb)->head;
  if (verb < r->first || verb >= r->last || word_of(r, verb)->rel != REL_ACL_RELCL) return;
  uint32_t head = word_of(r, verb)->head;
  if (head >= r->first && head < i) add_pronoun(r, i, party_of(r, head));
}

static void resolve_pronoun(resolver *r, uint32_t i) {
  str form = form_of(r, i);
  if (listed(" he him his himself ", form)) resolve_he(r, i, NOTE_MALE, NOTE_FEMALE);
  else if (listed(" she her hers herself ", form)) resolve_he(r, i, NOTE_FEMALE, NOTE_MALE);
  else if (listed(" they them their theirs themselves ", form)) resolve_they(r, i);
  else if (listed(" it its itself ", form)) resolve_it(r, i);
  else if (listed(" who which that whom whose ", form)) resolve_relative(r, i);
}

/* ---- first person: the speaker */

static bool is_saying(const resolver *r, uint32_t v) {
  return word_of(r, v)->upos == UPOS_VERB &&
         listed(
             " say tell add note declare state warn insist claim announce explain write tweet stress argue vow pledge reply "
             "continue conclude recall emphasize emphasise acknowledge admit assert remark reiterate ",
             word_of(r, v)->lemma);
}

static uint32_t subject_party(const resolver *r, uint32_t v) {
  for (uint32_t c = r->child[v]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_NSUBJ) return party_of(r, c - 1);
  return 0;
}

static uint32_t speaker_at(const resolver *r, uint32_t v) { return is_saying(r, v) ? subject_party(r, v) : 0; }

static uint32_t speaker_of(const resolver *r, uint32_t i) {
  uint32_t v = i;
  for (int k = 0; k < 8; k++) {
    v = word_of(r, v)->head;
    if (v < r->first || v >= r->last) break;
    if (speaker_at(r, v)) return speaker_at(r, v);
    for (uint32_t c = r->child[v]; c; c = r->sibling[c - 1])
      if (word_of(r, c - 1)->rel == REL_PARATAXIS && speaker_at(r, c - 1)) return speaker_at(r, c - 1);
  }
  bool quoted = r->t->sentences[r->sentence].in_quote || listed(" \" `` \xe2\x80\x9c ", form_of(r, r->first));
  return quoted && r->speaker && r->notes[r->speaker - 1].sentence + 2 >= r->sentence ? r->speaker : 0;
}

static void resolve_first_person(resolver *r) {
  for (uint32_t i = r->first; i < r->last; i++)
    if (word_of(r, i)->upos == UPOS_PRON && listed(" I we me us my our mine ours myself ourselves ", form_of(r, i)) &&
        !is_all_caps(str_slice(form_of(r, i), form_of(r, i).len > 1 ? 1 : 0, form_of(r, i).len > 1 ? form_of(r, i).len : 0)))
      add_pronoun(r, i, speaker_of(r, i));
}

void note_speaker(resolver *r) {
  for (uint32_t i = r->first; i < r->last; i++) {
    uint32_t found = speaker_at(r, i);
    if (found) r->speaker = found;
  }
}

/* ---- "the group", "the country", "the president" */

static const head_row *back_word(const resolver *r, uint32_t h) { return head_word(r->w, r->words[h], HEAD_BACK); }

static void take_antecedent(resolver *r, uint32_t k, uint32_t found) {
  party *p = &r->out->parties[k];
  const party *from = &r->out->parties[found - 1];
  p->antecedent = found;
  p->basis = COUNTRY_ANTECEDENT;
  p->country = from->country;
  bool neutral = head_word(r->w, r->words[p->head], HEAD_RELAY) && !str_empty(from->sector); /* "the leader" */
  if (str_empty(p->sector) || neutral) p->sector = from->sector;
  if (str_empty(p->sector) || str_equal(p->sector, from->sector)) p->code = from->code;
  if (str_empty(p->name)) p->name = from->name;
  if (str_empty(p->office)) p->office = from->office;
  if (!str_empty(p->country)) r->notes[k].flags &= ~(uint32_t)NOTE_COUNTRY;
}

/* "his Bolivian counterpart": the same office in another country. */
static void be_counterpart(resolver *r, uint32_t k) {
  party *p = &r->out->parties[k];
  search q = {.what = WANT_PERSON, .from = p->head, .governor = NO_TOKEN};
  uint32_t found = possessor_of(r, p->head);
  if (!found) found = look_back(r, &q, 1);
  if (!found || str_empty(p->country)) {
    party_kill(r, k);
    return;
  }
  while (r->out->parties[found - 1].antecedent && r->out->parties[found - 1].kind == PARTY_PRONOUN)
    found = r->out->parties[found - 1].antecedent;
  const party *from = &r->out->parties[found - 1];
  p->sector = str_empty(from->sector) ? STR("GOV") : from->sector;
  r->notes[k].office = r->notes[found - 1].office;
  r->notes[k].title = r->notes[found - 1].title;
}

static void resolve_back(resolver *r, uint32_t k) {
  party *p = &r->out->parties[k];
  const head_row *row = back_word(r, p->head);
  bool definite = has_child(r, p->head, " the this that both its his her their ");
  r->notes[k].flags &= ~(uint32_t)NOTE_BACK;
  if (row && definite && str_is(row->sector, "country")) {
    search q = {.what = WANT_COUNTRY, .from = p->head, .governor = NO_TOKEN};
    uint32_t found = look_back(r, &q, 2);
    if (found) take_antecedent(r, k, found);
    else p->country = r->out->country, p->basis = COUNTRY_ARTICLE, r->notes[k].flags &= ~(uint32_t)NOTE_COUNTRY;
    if (!str_empty(p->country)) return;
  }
  if (row && str_is(row->sector, "counterpart")) {
    be_counterpart(r, k);
    return;
  }
  if (row && definite && (str_is(row->sector, "group") || str_is(row->sector, "person"))) {
    search q = {
        .what = str_is(row->sector, "group") ? WANT_GROUP : WANT_PERSON, .from = p->head, .governor = governor_of(r, p->head)};
    bool own = listed(" party militia ", word_of(r, p->head)->lemma);
    if (own) q.sector = p->sector;
    uint32_t found = look_back(r, &q, own ? 8 : LOOK_BACK_SENTENCES);
    if (found) {
      take_antecedent(r, k, found);
      return;
    }
  }
  bool said =
      !str_empty(p->country) || listed(" party militia ", word_of(r, p->head)->lemma) || (row && str_is(row->sector, "person"));
  if (str_empty(p->sector) || !said || (row && str_is(row->sector, "country"))) party_kill(r, k);
}

/* "the opposition leader" after "X, the opposition leader". */
static void resolve_definite(resolver *r, uint32_t k) {
  party *p = &r->out->parties[k];
  if (p->kind != PARTY_AGENT || (r->notes[k].flags & (NOTE_RELAY | NOTE_BACK)) || !has_child(r, p->head, " the this that "))
    return;
  if (p->basis == COUNTRY_OWN || (r->notes[k].flags & NOTE_FORMER)) return;
  search q = {.what = WANT_SAME, .from = p->head, .governor = NO_TOKEN, .head = r->notes[k].word, .sector = p->sector};
  q.office = r->notes[k].office;
  uint32_t found = look_back(r, &q, 12);
  if (!found) return;
  const party *from = &r->out->parties[found - 1];
  if (!str_empty(p->country) && !str_equal(p->country, from->country)) return;
  bool plural = r->notes[k].flags & NOTE_PLURAL, other = r->notes[found - 1].flags & NOTE_PLURAL;
  if (plural == other && !str_empty(from->country)) take_antecedent(r, k, found);
}

/* ---- "the two sides" */

static bool is_pair_word(const resolver *r, uint32_t h) {
  return listed(
      " side country nation neighbour neighbor party leader president minister government state power rival ally official "
      "counterpart delegation team army military foe ",
      word_of(r, h)->lemma);
}

static bool means_pair(const resolver *r, uint32_t h) {
  return is_pair_word(r, h) && (word_of(r, h)->xpos == XPOS_NNS || word_of(r, h)->xpos == XPOS_NNPS) &&
         has_child(r, h, " two both ");
}

typedef struct {
  uint32_t found[2]; /* 1 + index; the later one first */
  bool bare;         /* countries only */
} pair;

static bool is_other_side(const party *a, const party *b) {
  return !str_empty(a->country) && !str_empty(b->country) && !str_equal(a->country, b->country) && a->kind != PARTY_PLACE;
}

/* The party that this one is coordinated with: 1 + index or 0. */
static uint32_t partner_of(const resolver *r, uint32_t k) {
  uint32_t head = r->out->parties[k].head;
  bool joined = word_of(r, head)->rel == REL_CONJ && word_of(r, head)->head < head;
  return joined ? party_of(r, word_of(r, head)->head) : 0;
}

/* A pair that was spoken of before is this one too: "both countries", "A and B". */
static bool take_pair(const resolver *r, uint32_t k, pair *two) {
  const party *p = &r->out->parties[k];
  if (r->notes[k].flags & NOTE_DEAD) return false;
  uint32_t partner = p->also ? p->also : partner_of(r, k);
  if (!partner || !is_other_side(p, &r->out->parties[partner - 1])) return false;
  two->found[0] = p->also ? partner : k + 1;
  two->found[1] = p->also ? k + 1 : partner;
  return true;
}

static bool add_to_pair(const resolver *r, uint32_t k, pair *two) {
  const party *p = &r->out->parties[k];
  if (two->bare && p->kind != PARTY_COUNTRY && p->kind != PARTY_SEAT && p->kind != PARTY_PERSON) return false;
  if ((r->notes[k].flags & NOTE_DEAD) || str_empty(p->country) || p->kind == PARTY_PLACE) return false;
  if (p->basis == COUNTRY_SENTENCE || p->basis == COUNTRY_ARTICLE || str_is(p->sector, "CVL")) return false;
  if (!two->found[0]) two->found[0] = k + 1;
  else if (!str_equal(r->out->parties[two->found[0] - 1].country, p->country)) two->found[1] = k + 1;
  return two->found[1] != 0;
}

typedef bool (*pair_finder)(const resolver *r, uint32_t k, pair *two);

/* Hands the parties before a token to `find`, the nearest first, until it says yes. */
static bool find_back(const resolver *r, uint32_t from, pair_finder find, pair *two) {
  for (uint32_t i = from; i-- > r->first && from - i < LOOK_BACK_TOKENS;)
    if (party_of(r, i) && find(r, party_of(r, i) - 1, two)) return true;
  for (uint32_t n = 1; n <= r->n_recent && n <= RECENT_MAX; n++) {
    uint32_t k = r->recent[(r->n_recent - n) % RECENT_MAX];
    if (r->notes[k].sentence + LOOK_BACK_SENTENCES < r->sentence) return false;
    if (find(r, k, two)) return true;
  }
  return false;
}

static pair last_pair(const resolver *r, uint32_t from, bool bare) {
  pair two = {.bare = bare};
  if (!find_back(r, from, take_pair, &two)) find_back(r, from, add_to_pair, &two);
  if (!two.found[1]) two.found[0] = 0;
  return two;
}

/* Countries for "the two countries", else their sectors too. */
static void copy_side(resolver *r, party *p, uint32_t found, bool bare) {
  const party *from = &r->out->parties[found - 1];
  p->country = from->country;
  p->sector = bare ? (str){0} : from->sector;
  p->name = bare ? (str){0} : from->name;
  p->code = bare ? from->country : from->code;
  p->antecedent = found;
  p->basis = COUNTRY_ANTECEDENT;
  if (str_empty(p->code)) party_set_code(r, p);
}

/* One side of a pair: a party before, or a country of the article. */
static void set_side(resolver *r, party *p, uint32_t found, bool bare, str country) {
  if (found) {
    copy_side(r, p, found, bare);
    return;
  }
  p->country = p->code = country;
  p->sector = p->name = (str){0};
  p->basis = COUNTRY_ARTICLE;
}

static void resolve_pair(resolver *r, uint32_t h) {
  uint32_t at = party_of(r, h);
  if (at && r->out->parties[at - 1].also) return;
  bool bare = listed(" country nation neighbour neighbor state power ", word_of(r, h)->lemma);
  pair two = last_pair(r, h, bare);
  if (!two.found[1] && (!bare || str_empty(r->second_country))) return;
  party p = {.kind = PARTY_AGENT, .head = h};
  phrase_span(r, h, &p.first_token, &p.n_tokens);
  party_note note = {.word = r->words[h], .flags = NOTE_PLURAL | (is_subject(r, h) ? (uint32_t)NOTE_SUBJECT : 0)};
  if (!at) at = party_add(r, &p, &note);
  if (!at) return;
  set_side(r, &p, two.found[0], bare, r->second_country);
  uint32_t second = party_add(r, &p, &note);
  if (!second) return;
  r->out->party_at[h] = at;
  r->notes[at - 1] = note;
  r->notes[at - 1].sentence = r->sentence;
  set_side(r, &r->out->parties[at - 1], two.found[1], bare, r->out->country);
  r->out->parties[at - 1].also = second;
}

void resolve_references(resolver *r) {
  for (uint32_t i = r->first; i < r->last; i++) {
    uint32_t at = party_of(r, i);
    if (means_pair(r, i)) resolve_pair(r, i);
    else if (at && (r->notes[at - 1].flags & NOTE_BACK)) resolve_back(r, at - 1);
    else if (at) resolve_definite(r, at - 1);
    else if (word_of(r, i)->upos == UPOS_PRON) resolve_pronoun(r, i);
    else if (word_of(r, i)->upos == UPOS_DET && word_of(r, i)->rel == REL_NMOD_POSS) resolve_pronoun(r, i);
  }
  resolve_first_person(r);
}
