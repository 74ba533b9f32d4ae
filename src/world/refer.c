/* What stands for a party named before: looks back over a bounded number of mentions and hands each word to the file that knows
 * its kind. */
#include "world/references.h"

/* ---- candidates */

static bool is_state(const party *p) { return p->kind == PARTY_COUNTRY || p->kind == PARTY_SEAT; }

static bool fits_same(const party *p, const party_note *note, const search *q) {
  bool named = p->kind == PARTY_PERSON && !str_empty(q->office) && str_equal(q->office, note->office); /* "the head of state" */
  if (note->word != q->head && note->role != q->head && !named) return false;
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

/* "A and B": many, whoever they are. */
bool has_conjunct(const resolver *r, uint32_t k) {
  uint32_t head = r->out->parties[k].head;
  for (uint32_t c = r->child[head]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_CONJ && party_of(r, c - 1)) return true;
  return false;
}

static bool are_many(const resolver *r, uint32_t k, const search *q) {
  uint8_t kind = r->out->parties[k].kind;
  bool actor = kind == PARTY_PERSON || kind == PARTY_COUNTRY || kind == PARTY_SEAT || kind == PARTY_AGENT;
  bool live = !(r->notes[k].flags & (NOTE_DEAD | NOTE_BACK | NOTE_MODIFIER));
  return q->what == WANT_MANY && actor && live && has_conjunct(r, k);
}

/* Nearness, then names, then subjects. */
static int score_of(const resolver *r, uint32_t k, const search *q) {
  const party *p = &r->out->parties[k];
  const party_note *note = &r->notes[k];
  uint32_t back = r->sentence - note->sentence;
  bool person = q->what == WANT_PERSON;
  int score = back == 0 ? (person ? 11 : 9) : back == 1 ? 8 : back == 2 ? (person ? 6 : 4) : 2;
  if (note->flags & NOTE_SUBJECT) score += person ? 3 : 4;
  if (note->flags & NOTE_MAIN) score += person ? 1 : 2;
  if (q->what == WANT_MANY && ((note->flags & NOTE_PLURAL) || p->also)) score += 2;
  if (person && !str_empty(p->name)) score += 8; /* he is rather X than "a neighbour" */
  if (are_many(r, k, q)) score += 4;
  if (!person && p->kind == PARTY_PRONOUN) score += 1; /* what was already spoken of */
  return score;
}

static bool allowed(const resolver *r, uint32_t k, const search *q) {
  const party *p = &r->out->parties[k];
  if (!fits(p, &r->notes[k], q) && !are_many(r, k, q)) return false;
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

uint32_t look_back(const resolver *r, const search *q, uint32_t reach) {
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

void resolve_references(resolver *r) {
  for (uint32_t i = r->first; i < r->last; i++) {
    uint32_t at = party_of(r, i);
    if (means_pair(r, i)) resolve_pair(r, i);
    else if (is_aged(r, i)) resolve_aged(r, i);
    else if (at && (r->notes[at - 1].flags & NOTE_BACK)) resolve_back(r, at - 1);
    else if (at) resolve_definite(r, at - 1);
    else if (word_of(r, i)->upos == UPOS_PRON) resolve_pronoun(r, i);
    else if (word_of(r, i)->upos == UPOS_DET && word_of(r, i)->rel == REL_NMOD_POSS) resolve_pronoun(r, i);
  }
  resolve_first_person(r);
}
