/* Definite descriptions: "the group", "the country", "the president", "his counterpart". */
#include "world/antecedents.h"

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
  if (row && definite && str_is(row->sector, "country") && !is_plural(r, p->head)) { /* "these countries" are not one */
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

/* May the description `k` be of this party? The minister who was is not the minister who is. */
static bool may_describe(const resolver *r, uint32_t k, uint32_t found) {
  const party *p = &r->out->parties[k], *from = &r->out->parties[found];
  uint32_t flags = r->notes[k].flags, other = r->notes[found].flags;
  if ((flags & NOTE_PLURAL) != (other & NOTE_PLURAL)) return false;
  bool was = (other & NOTE_FORMER) || str_is(from->sector, "ELI");
  if (((flags & NOTE_FORMER) != 0) != was) return false;
  if (!str_empty(p->country) && !str_equal(p->country, from->country)) return false;
  return !str_empty(from->country) || (from->kind == PARTY_PERSON && !str_empty(from->name));
}

void resolve_definite(resolver *r, uint32_t k) {
  party *p = &r->out->parties[k];
  bool former = r->notes[k].flags & NOTE_FORMER;
  if (p->kind != PARTY_AGENT || (r->notes[k].flags & (NOTE_RELAY | NOTE_BACK)) || !has_child(r, p->head, " the this that "))
    return;
  if (p->basis == COUNTRY_OWN) return;
  search q = {.what = WANT_SAME, .from = p->head, .governor = NO_TOKEN, .head = r->notes[k].word, .sector = p->sector};
  q.office = r->notes[k].office;
  const head_row *stands = back_word(r, p->head);
  if (stands && str_is(stands->sector, "group")) q.what = WANT_GROUP; /* "the militant group" */
  if (former) q.sector = q.office = (str){0};
  uint32_t found = look_back(r, &q, 12);
  if (found && may_describe(r, k, found - 1)) take_antecedent(r, k, found);
}

/* ---- "the 54-year-old" */

bool is_aged(const resolver *r, uint32_t i) {
  if (!str_is(form_of(r, i), "old") || i < r->first + 5 || !has_child(r, i, " the ")) return false;
  uint8_t rel = word_of(r, i)->rel;
  bool argument = rel == REL_NSUBJ || rel == REL_NSUBJ_PASS || rel == REL_OBJ || rel == REL_OBL || rel == REL_OBL_AGENT ||
                  rel == REL_NMOD_POSS || rel == REL_NMOD;
  return argument && str_is(form_of(r, i - 1), "-") && listed(" year ", form_of(r, i - 2)) && word_of(r, i - 4)->upos == UPOS_NUM;
}

void resolve_aged(resolver *r, uint32_t i) {
  if (party_of(r, i)) party_kill(r, party_of(r, i) - 1);
  add_pronoun(r, i, find_person(r, i, 0, 0));
}
