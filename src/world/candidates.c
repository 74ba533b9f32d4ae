/* The persons whom a pronoun may mean: those of its sentence and of a few before it, one candidate each, without those whom the
 * grammar forbids ("X saw him": not X). */
#include "world/antecedents.h"

enum { CANDIDATE_SENTENCES = 4, CANDIDATE_TOKENS = 120, CLIMB_MAX = 12 };

/* ---- what the tree says */

static uint32_t head_in_sentence(const resolver *r, uint32_t i) {
  uint32_t head = word_of(r, i)->head;
  return head >= r->first && head < r->last ? head : NO_TOKEN;
}

static uint32_t own_subject(const resolver *r, uint32_t verb) {
  for (uint32_t c = first_child(r, verb); c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_NSUBJ || word_of(r, c - 1)->rel == REL_NSUBJ_PASS) return c - 1;
  return NO_TOKEN;
}

uint32_t subject_of(const resolver *r, uint32_t verb) {
  for (int k = 0; verb != NO_TOKEN && k < CLIMB_MAX; k++) {
    uint32_t found = own_subject(r, verb);
    if (found != NO_TOKEN) return found;
    uint8_t rel = word_of(r, verb)->rel;
    if (rel == REL_ACL) return head_in_sentence(r, verb); /* "a man wanting to see him" */
    if (rel != REL_XCOMP && rel != REL_CONJ && rel != REL_ADVCL) return NO_TOKEN;
    verb = head_in_sentence(r, verb);
  }
  return NO_TOKEN;
}

bool in_quotes(const resolver *r, uint32_t i) {
  bool open = r->t->sentences[r->sentence].in_quote;
  for (uint32_t k = r->first; k < i; k++) {
    str form = form_of(r, k);
    if (listed(" \" ", form)) open = !open;
    else if (listed(" `` \xe2\x80\x9c ", form)) open = true;
    else if (listed(" '' \xe2\x80\x9d ", form)) open = false;
  }
  return open;
}

static bool is_nominal(uint8_t rel) {
  static const uint8_t relations[] = {REL_NMOD,  REL_NMOD_POSS, REL_DET,           REL_AMOD, REL_COMPOUND,
                                      REL_APPOS, REL_NMOD_DESC, REL_NMOD_UNMARKED, REL_FLAT, REL_NUMMOD};
  for (size_t k = 0; k < sizeof relations; k++)
    if (rel == relations[k]) return true;
  return false;
}

/* "his wife" is not he: the pronoun stands within the phrase itself, not in a clause or a conjunct of it. */
static bool is_within(const resolver *r, uint32_t head, uint32_t i) {
  for (int k = 0; k < CLIMB_MAX && i != NO_TOKEN; k++) {
    if (i == head) return true;
    if (!is_nominal(word_of(r, i)->rel)) return false;
    i = head_in_sentence(r, i);
  }
  return false;
}

static bool is_core_argument(const resolver *r, uint32_t i) {
  uint8_t rel = word_of(r, i)->rel;
  if (rel == REL_NSUBJ || rel == REL_NSUBJ_PASS || rel == REL_OBJ || rel == REL_IOBJ || rel == REL_OBL_AGENT) return true;
  return rel == REL_OBL && listed(" to of about by for from against on at without ", case_of(r, i));
}

/* X and the pronoun are two arguments of one verb: "X met him", "X wants to meet him", "X came and met him". */
static bool is_coargument(const resolver *r, const candidates *c, uint32_t head) {
  if (c->place == PRONOUN_POSSESSIVE || !is_core_argument(r, c->at)) return false;
  if (c->verb != NO_TOKEN && governor_of(r, head) == c->verb && is_core_argument(r, head)) return true;
  return c->place == PRONOUN_OBJECT && c->subject == head;
}

/* "He said that X left", "his friend X": a name under the phrase or clause of the pronoun before it is somebody else. */
static uint32_t command_of(const resolver *r, const candidates *c, uint32_t head) {
  bool loose = false;
  if (head <= c->at || c->verb == NO_TOKEN || c->verb == head) return 0;
  for (int k = 0; k < CLIMB_MAX && head != NO_TOKEN; k++) {
    if (head == c->verb) return loose ? BAR_BELOW : BAR_COMMANDED;
    uint8_t rel = word_of(r, head)->rel;
    loose = loose || rel == REL_CONJ || rel == REL_ADVCL || rel == REL_PARATAXIS || rel == REL_ACL_RELCL;
    head = head_in_sentence(r, head);
  }
  return 0;
}

static bool is_joined(const resolver *r, uint32_t one, uint32_t other) {
  bool after = word_of(r, one)->rel == REL_CONJ && head_in_sentence(r, one) == other;
  bool before = word_of(r, other)->rel == REL_CONJ && head_in_sentence(r, other) == one;
  return after || before;
}

static uint32_t bars_of(const resolver *r, const candidates *c, uint32_t k) {
  uint32_t head = r->out->parties[k].head;
  if (r->notes[k].sentence != r->sentence) return 0;
  uint32_t bars = is_within(r, head, c->at) ? BAR_WITHIN : 0;
  if (is_joined(r, head, c->at)) bars |= BAR_JOINED;
  if (is_coargument(r, c, head)) bars |= BAR_COARGUMENT;
  bool named = r->out->parties[k].kind != PARTY_PRONOUN;
  return named ? bars | command_of(r, c, head) : bars;
}

/* ---- gathering */

/* What was taken for a body or a place that nothing more is known of may be a person after all. */
static bool may_become_person(const resolver *r, uint32_t k) {
  const party *p = &r->out->parties[k];
  if ((r->notes[k].flags & (NOTE_TABLE | NOTE_MODIFIER)) || p->n_tokens > 3) return false;
  if (p->kind == PARTY_GROUP) return str_empty(p->sector) && str_empty(p->country);
  if ((p->kind != PARTY_PLACE && p->kind != PARTY_SEAT) || p->n_tokens > 1) return false;
  uint32_t e = word_of(r, p->head)->entity;
  bool named = e && r->an->entities[e - 1].kind == ENTITY_PERSON;
  if (p->kind == PARTY_SEAT && !named) return false; /* "Beijing": a government is nobody's he */
  uint8_t rel = word_of(r, p->head)->rel;
  return rel == REL_NSUBJ || rel == REL_NSUBJ_PASS || rel == REL_NMOD_POSS;
}

static bool is_person(const resolver *r, uint32_t k, const candidates *c) {
  uint32_t flags = r->notes[k].flags;
  if (flags & (NOTE_DEAD | NOTE_BACK | NOTE_PLURAL)) return false;
  if (!(flags & NOTE_PERSON)) return may_become_person(r, k);
  const party *p = &r->out->parties[k];
  if (str_empty(p->code) && str_empty(p->country) && str_empty(p->sector)) return false;
  return !(flags & c->is_not);
}

static bool is_silent(const resolver *r, uint32_t k) {
  const party *p = &r->out->parties[k];
  return p->kind == PARTY_PRONOUN && !listed(" he him his himself she her hers herself ", form_of(r, p->head));
}

static candidate *candidate_for(const resolver *r, candidates *c, uint32_t k) {
  uint32_t root = entity_of(r, k);
  bool latent = r->notes[root].flags & NOTE_LATENT;
  for (uint32_t i = 0; i < c->n; i++) {
    if (c->items[i].entity == root) return &c->items[i];
    if (latent && (r->notes[c->items[i].entity].flags & NOTE_LATENT) && r->notes[c->items[i].entity].word == r->notes[root].word)
      return &c->items[i];
  }
  if (c->n == CANDIDATES_MAX) return NULL;
  c->items[c->n] = (candidate){.entity = root, .mention = NO_TOKEN, .name = NO_TOKEN};
  return &c->items[c->n++];
}

static void add_mention(const resolver *r, candidates *c, uint32_t k) {
  if (!is_person(r, k, c)) return;
  candidate *found = candidate_for(r, c, k);
  if (!found) return;
  const party *p = &r->out->parties[k];
  bool here = r->notes[k].sentence == r->sentence, before = !here || p->head < c->at;
  found->bars |= bars_of(r, c, k);
  if (is_silent(r, k)) return;
  if (found->mention == NO_TOKEN) found->mention = k, found->behind = !before;
  if (found->name == NO_TOKEN && p->kind != PARTY_PRONOUN) found->name = k;
  found->n_here += here && before;
  found->n_behind += here && !before;
  found->n_links += here && before && p->kind == PARTY_PRONOUN;
}

/* Who has only been "who" or "I" so far is no candidate. */
static void drop_silent(candidates *c) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < c->n; i++)
    if (c->items[i].mention != NO_TOKEN) c->items[n++] = c->items[i];
  c->n = n;
}

void gather_candidates(const resolver *r, candidates *c) {
  uint32_t low = c->at - r->first > CANDIDATE_TOKENS ? c->at - CANDIDATE_TOKENS : r->first;
  uint32_t high = r->last - c->at > CANDIDATE_TOKENS ? c->at + CANDIDATE_TOKENS : r->last;
  for (uint32_t i = c->at; i-- > low;)
    if (mention_at(r, i)) add_mention(r, c, mention_at(r, i) - 1);
  for (uint32_t i = c->at + 1; i < high; i++)
    if (mention_at(r, i)) add_mention(r, c, mention_at(r, i) - 1);
  for (uint32_t n = 1; n <= r->n_recent && n <= RECENT_MAX; n++) {
    uint32_t k = r->recent[(r->n_recent - n) % RECENT_MAX];
    if (r->notes[k].sentence + CANDIDATE_SENTENCES < r->sentence) break;
    add_mention(r, c, k);
  }
  drop_silent(c);
}
