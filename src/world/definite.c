/* Definite descriptions: "the group", "the country", "the president", "his counterpart". */
#include "world/references.h"

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

void resolve_back(resolver *r, uint32_t k) {
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

void resolve_definite(resolver *r, uint32_t k) {
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
