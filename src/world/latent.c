/* Names that neither the entities nor the tables know: they may be persons. They are kept aside, and become mentions only where a
 * pronoun means them, so that no event has a party on the strength of a capital letter. */
#include "world/antecedents.h"

/* Of a name that the tree has hung on another one, behind a comma or in brackets. */
static bool is_loose_name(const resolver *r, uint32_t i) {
  uint32_t e = word_of(r, i)->entity;
  bool person = e && r->an->entities[e - 1].kind == ENTITY_PERSON && r->an->entities[e - 1].first_token == i;
  return person && word_of(r, i)->rel == REL_FLAT && i > r->first && !is_capital(form_of(r, i - 1));
}

static bool is_argument(const resolver *r, uint32_t i) {
  static const uint8_t relations[] = {REL_NSUBJ, REL_NSUBJ_PASS, REL_OBJ,   REL_IOBJ,     REL_OBL,  REL_OBL_AGENT,
                                      REL_NMOD,  REL_NMOD_POSS,  REL_APPOS, REL_COMPOUND, REL_CONJ, REL_ROOT};
  for (size_t k = 0; k < sizeof relations; k++)
    if (word_of(r, i)->rel == relations[k]) return true;
  return false;
}

/* Places that the gazetteer has are parties already; bodies too. */
static bool is_other_entity(const resolver *r, uint32_t i) {
  uint32_t e = word_of(r, i)->entity;
  if (!e) return false;
  uint8_t kind = r->an->entities[e - 1].kind;
  return (kind != ENTITY_PERSON && kind != ENTITY_PLACE) || !is_entity_top(r, i);
}

static bool is_common_word(const resolver *r, uint32_t i) {
  if (agent_phrase(r, i, i + 1).row || head_word(r->w, r->words[i], HEAD_TITLE) || is_body_word(r, i)) return true;
  return has_child(r, i, " the a an this that these those any some no ") || word_of(r, i)->xpos == XPOS_NNPS;
}

/* At the head of a sentence any noun has a capital. */
static bool is_sure_of_capital(const resolver *r, uint32_t i) {
  if (word_of(r, i)->upos == UPOS_PROPN) return true;
  bool starts = i == r->first || (word_of(r, i - 1)->upos == UPOS_PUNCT && !str_is(form_of(r, i - 1), ","));
  return !starts || sex_of_name(r->w, form_of(r, i));
}

static bool may_be_person(const resolver *r, uint32_t i) {
  uint8_t tag = word_of(r, i)->upos;
  str form = form_of(r, i);
  if (mention_at(r, i) || r->match_at[i] || r->out->place_at[i] || r->out->moment_at[i]) return false;
  bool noun = tag == UPOS_PROPN || tag == UPOS_NOUN, odd = tag == UPOS_ADV || tag == UPOS_ADJ || tag == UPOS_X;
  bool adverb = word_of(r, i)->rel == REL_ADVMOD && tag != UPOS_NOUN; /* unknown names are taken for anything */
  if ((!noun && !odd) || !is_capital(form) || form.len < 3 || is_all_caps(form)) return false;
  return is_sure_of_capital(r, i) && (is_argument(r, i) || is_loose_name(r, i) || adverb) && !is_other_entity(r, i) &&
         !is_inside_body(r, i) && !is_common_word(r, i);
}

static void add_latent(resolver *r, uint32_t i) {
  uint32_t first = name_begin(r, i), end = name_end(r, i);
  draft d = {.core_first = first, .p = {.kind = PARTY_PERSON, .sector = STR("CVL"), .head = i, .first_token = first}};
  d.p.n_tokens = end - first;
  d.p.name = token_text(r, first, end - first);
  d.note = (party_note){.word = r->words[i], .core = first, .core_end = end};
  d.note.flags = NOTE_PERSON | NOTE_COUNTRY | NOTE_LATENT | subject_flags(r, i);
  note_sex(r, &d);
  r->latent_at[i] = party_add(r, &d.p, &d.note);
}

void note_latent(resolver *r) {
  if (r->t->sentences[r->sentence].kind == SENTENCE_HEADING) return; /* capitals tell nothing there */
  for (uint32_t i = r->first; i < r->last; i++)
    if (may_be_person(r, i)) add_latent(r, i);
}

static void reveal(resolver *r, uint32_t index) {
  uint32_t head = r->out->parties[index].head;
  r->notes[index].flags &= ~(uint32_t)NOTE_LATENT;
  r->latent_at[head] = 0;
  if (!r->out->party_at[head]) r->out->party_at[head] = index + 1;
}

void reveal_latent(resolver *r, uint32_t index) {
  reveal(r, index);
  learn_name(r, index + 1);
  for (uint32_t n = 1; n <= r->n_recent && n <= RECENT_MAX; n++) {
    uint32_t k = r->recent[(r->n_recent - n) % RECENT_MAX];
    if (k == index || !(r->notes[k].flags & NOTE_LATENT) || r->notes[k].word != r->notes[index].word) continue;
    reveal(r, k);
    r->out->parties[k].antecedent = index + 1;
  }
}
