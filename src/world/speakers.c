/* The first person: "I" and "we" are who speaks, in his own words or in a quotation that goes on. */
#include "world/references.h"

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

void resolve_first_person(resolver *r) {
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
