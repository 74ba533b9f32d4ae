/* Two parties under one phrase: "the two sides", "both countries". */
#include "world/references.h"

static bool is_pair_word(const resolver *r, uint32_t h) {
  return listed(
      " side country nation neighbour neighbor party leader president minister government state power rival ally official "
      "counterpart delegation team army military foe group faction movement man woman politician rebel ",
      word_of(r, h)->lemma);
}

bool means_pair(const resolver *r, uint32_t h) {
  bool plural = word_of(r, h)->xpos == XPOS_NNS || word_of(r, h)->xpos == XPOS_NNPS;
  return plural && is_pair_word(r, h) && has_child(r, h, " two both ");
}

typedef struct {
  uint32_t found[2]; /* 1 + index; the later one first */
  bool bare;         /* countries only */
} pair;

static bool is_other_side(const party *a, const party *b) {
  bool persons = a->kind == PARTY_PERSON && b->kind == PARTY_PERSON && str_empty(a->country) && str_empty(b->country);
  if (persons) return !str_equal(a->name, b->name); /* of no known country, but two */
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
  if ((r->notes[k].flags & (NOTE_DEAD | NOTE_LATENT)) || p->kind == PARTY_PLACE) return false;
  bool person = p->kind == PARTY_PERSON && str_empty(p->country) && !str_empty(p->name) && !two->bare;
  if (str_empty(p->country) && !person) return false;
  if (p->basis == COUNTRY_SENTENCE || p->basis == COUNTRY_ARTICLE || (str_is(p->sector, "CVL") && !person)) return false;
  if (!two->found[0]) two->found[0] = k + 1;
  else if (is_other_side(&r->out->parties[two->found[0] - 1], p)) two->found[1] = k + 1;
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

void resolve_pair(resolver *r, uint32_t h) {
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
