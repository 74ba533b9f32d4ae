/* Pronouns: he, she, they, it and the relative pronouns. */
#include "world/antecedents.h"

enum { EXTRA_MAX = 16 };

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

void add_pronoun(resolver *r, uint32_t i, uint32_t found) {
  if (!found || party_of(r, i) || means_nobody(&r->out->parties[found - 1])) return;
  party p = {.kind = PARTY_PRONOUN, .basis = COUNTRY_ANTECEDENT, .head = i, .first_token = i, .n_tokens = 1, .antecedent = found};
  copy_meaning(&r->out->parties[found - 1], &p);
  const party_note *of = &r->notes[found - 1];
  party_note note = {.word = of->word,
                     .role = of->role,
                     .flags = of->flags & (NOTE_PERSON | NOTE_PLURAL | NOTE_MALE | NOTE_FEMALE | NOTE_NAME_SEX)};
  if (!listed(" who which that whom whose ", form_of(r, i))) note.flags |= subject_flags(r, i);
  r->out->party_at[i] = party_add(r, &p, &note);
}

bool is_possessive(const resolver *r, uint32_t i) {
  return word_of(r, i)->xpos == XPOS_PRPS || word_of(r, i)->rel == REL_NMOD_POSS;
}

static search pronoun_search(const resolver *r, uint32_t i, want what) {
  return (search){.what = what, .from = i, .governor = is_possessive(r, i) ? NO_TOKEN : governor_of(r, i)};
}

/* What he or she is called tells the sex from here on. */
static void note_called(resolver *r, uint32_t k, uint32_t is, uint32_t is_not) {
  uint32_t guessed = r->notes[k].flags & NOTE_NAME_SEX ? is_not | NOTE_NAME_SEX : 0;
  r->notes[k].flags = (r->notes[k].flags & ~guessed) | is;
}

static uint32_t find_reflexive(const resolver *r, uint32_t i) {
  uint32_t verb = governor_of(r, i), subject = verb == NO_TOKEN ? NO_TOKEN : subject_of(r, verb);
  return subject == NO_TOKEN || subject == i ? 0 : party_of(r, subject);
}

static void resolve_he(resolver *r, uint32_t i, uint32_t is, uint32_t is_not) {
  bool reflexive = listed(" himself herself ", form_of(r, i));
  uint32_t found = reflexive ? find_reflexive(r, i) : 0;
  if (found && !(r->notes[found - 1].flags & NOTE_PERSON)) found = 0;
  if (!found) found = find_person(r, i, is, is_not);
  if (!found) return;
  note_called(r, found - 1, is, is_not);
  note_called(r, entity_of(r, found - 1), is, is_not);
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

void resolve_pronoun(resolver *r, uint32_t i) {
  str form = form_of(r, i);
  if (listed(" he him his himself ", form)) resolve_he(r, i, NOTE_MALE, NOTE_FEMALE);
  else if (listed(" she her hers herself ", form)) resolve_he(r, i, NOTE_FEMALE, NOTE_MALE);
  else if (listed(" they them their theirs themselves ", form)) resolve_they(r, i);
  else if (listed(" it its itself ", form)) resolve_it(r, i);
  else if (listed(" who which that whom whose ", form)) resolve_relative(r, i);
}
