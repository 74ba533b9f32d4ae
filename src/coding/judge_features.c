/* What the judge sees of a draft. */
#include <stdio.h>

#include "coding/judge.h"

/* ---- names of features */

static void put(judge_features *f, const char *template, const str *values, int n) {
  size_t at = f->n ? f->end[f->n - 1] : 0, name = strlen(template);
  if (f->n == JUDGE_FEATURES_MAX || at + name + 160 > JUDGE_TEXT_MAX) return;
  memcpy(f->text + at, template, name);
  at += name;
  for (int i = 0; i < n; i++) {
    size_t len = values[i].len < 40 ? values[i].len : 40;
    f->text[at++] = i ? '|' : ':';
    for (size_t k = 0; k < len; k++) f->text[at++] = to_ascii_lower(values[i].ptr[k]);
  }
  f->end[f->n++] = (uint16_t)at;
}

static void put0(judge_features *f, const char *template) { put(f, template, NULL, 0); }
static void put1(judge_features *f, const char *template, str a) { put(f, template, &a, 1); }
static void put2(judge_features *f, const char *template, str a, str b) { put(f, template, (str[]){a, b}, 2); }
static void put3(judge_features *f, const char *template, str a, str b, str c) { put(f, template, (str[]){a, b, c}, 3); }

static str number(uint32_t n) {
  static const char *const names[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10+"};
  return str_of(names[n < 10 ? n : 10]);
}

/* 0 1 2 3 4 5-6 7-9 10-14 15-24 25- */
static str bucket(uint32_t n) {
  static const uint8_t tops[] = {0, 1, 2, 3, 4, 6, 9, 14, 24};
  uint32_t i = 0;
  while (i < sizeof tops && n > tops[i]) i++;
  return number(i);
}

/* ---- words */

static str lemma_at(const work *w, uint32_t tok) { return tok == NO_TOKEN ? STR("-") : tree_lemma(&w->fs.s.d, tok); }
static str rel_at(const work *w, uint32_t tok) { return str_of(relation_name(tree_rel(&w->fs.s.d, tok))); }

static str pos_of(const frame *f) {
  static const char *const names[] = {"v", "n", "a"};
  return f->carrier != NO_TOKEN ? STR("c") : str_of(names[f->r->pos]);
}

static str type_of(const draft *e) { return str_of(casus_type_name(e->type)); }
static const party *party_of(const work *w, uint32_t p) { return &all_mentions(w)->parties[p]; }
static str sector_of(const party *p) { return p->sector.len ? p->sector : p->country.len ? STR("country") : STR("none"); }
static str kind_of(const party *p) {
  static const char *const names[] = {"0", "country", "seat", "person", "group", "agent", "place", "pronoun"};
  return str_of(names[p->kind]);
}

static str sector_of_side(const work *w, const side *s) { return s->n ? sector_of(party_of(w, s->parties[0])) : STR("-"); }

static const char *const places[] = {"subj", "obj", "iobj", "that", "inf", "ing", "poss", "mod", "prep"};
static str place_of(const frame *f, slot_role role) {
  return f->filler[role] == NO_TOKEN ? STR("-") : str_of(places[f->filler_place[role]]);
}

static bool is_public_sector(str sector) {
  static const char *const sectors[] = {"COP", "GOV", "JUD", "LEG", "MIL", "PRM",    "PTY",
                                        "REB", "SPY", "UAF", "OPP", "IGO", "country"};
  for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (str_is(sector, sectors[i])) return true;
  return false;
}

uint32_t judge_density(const work *w) {
  const mentions *m = all_mentions(w);
  uint32_t n = 0, words = w->fs.s.d.an->n_words;
  for (uint32_t i = 0; i < m->n_parties; i++) n += is_public_sector(sector_of(&m->parties[i]));
  return words ? n * 100 / words : 0;
}

static uint32_t depth(const tree *d, uint32_t i) {
  uint32_t n = 0;
  while (n < 9 && (i = tree_head(d, i)) != NO_TOKEN) n++;
  return n;
}

static bool in_quotes(const work *w, uint32_t tok) {
  const tree *d = &w->fs.s.d;
  const sentence *s = &d->t->sentences[tree_sentence(d, tok)];
  uint32_t n = 0;
  for (uint32_t i = s->first_token; i < tok; i++) {
    uint8_t x = tree_word(d, i)->xpos;
    n += x == XPOS_QUOTE_OPEN || x == XPOS_QUOTE_CLOSE;
  }
  return n % 2 != 0;
}

static str determiner_of(const work *w, uint32_t tok) {
  const tree *d = &w->fs.s.d;
  uint32_t c = tree_child(d, tok, REL_DET);
  if (c == NO_TOKEN) c = tree_child(d, tok, REL_NMOD_POSS) != NO_TOKEN ? tree_child(d, tok, REL_NMOD_POSS) : NO_TOKEN;
  if (c == NO_TOKEN) return STR("none");
  return tree_rel(d, c) == REL_NMOD_POSS ? STR("poss") : tree_form(d, c);
}

static str neighbour(const work *w, uint32_t tok, int step) {
  const tree *d = &w->fs.s.d;
  const sentence *s = &d->t->sentences[tree_sentence(d, tok)];
  int64_t at = (int64_t)tok + step;
  if (at < s->first_token || at >= (int64_t)s->first_token + s->n_tokens) return STR("edge");
  return tree_form(d, (uint32_t)at);
}

static bool is_self(const tree *d, uint32_t tok) {
  return tok != NO_TOKEN && (tree_form_is(d, tok, "i") || tree_form_is(d, tok, "we") || tree_form_is(d, tok, "you"));
}

/* ---- of the event */

static void put_frame(const work *w, const draft *e, judge_features *out) {
  const frame *f = e->f;
  put0(out, "bias");
  put2(out, "type", type_of(e), pos_of(f));
  put2(out, "trigger", f->r->trigger, type_of(e));
  put1(out, "trigger", f->r->trigger);
  put2(out, "fit", bucket(f->score > 0 ? (uint32_t)f->score : 0), pos_of(f));
  put2(out, "status", str_of(casus_event_status_name(e->status)), pos_of(f));
  put2(out, "status", str_of(casus_event_status_name(e->status)), type_of(e));
  put1(out, "effect", number(f->r->effect));
  put1(out, "refused", number(e->refused));
  put2(out, "refused", number(e->refused), type_of(e));
  put3(out, "refused", number(e->refused), pos_of(f), number(f->unmet));
  put2(out, "of", e->of ? str_of(casus_type_name(e->of)) : STR("-"), type_of(e));
  if (f->carrier != NO_TOKEN) put1(out, "carrier", lemma_at(w, f->carrier));
  put3(out, "places", place_of(f, ROLE_A), place_of(f, ROLE_R), pos_of(f));
  put2(out, "X", place_of(f, ROLE_X), type_of(e));
}

static void put_sides(const work *w, const draft *e, judge_features *out) {
  str a = sector_of_side(w, &e->actors), r = sector_of_side(w, &e->recipients);
  put3(out, "sides", number(e->actors.n > 1 ? 2 : e->actors.n), number(e->recipients.n > 1 ? 2 : e->recipients.n), type_of(e));
  put3(out, "sides", number(e->actors.n > 0), number(e->recipients.n > 0), pos_of(e->f));
  put2(out, "sectors", a, r);
  put2(out, "actor", a, type_of(e));
  put2(out, "recipient", r, type_of(e));
  if (e->actors.n)
    put2(out, "actor-kind", kind_of(party_of(w, e->actors.parties[0])), number(party_of(w, e->actors.parties[0])->basis));
  if (e->recipients.n)
    put2(out, "recipient-kind", kind_of(party_of(w, e->recipients.parties[0])),
         number(party_of(w, e->recipients.parties[0])->basis));
  bool public = is_public_sector(a) || is_public_sector(r);
  put2(out, "public", public ? STR("1") : STR("0"), type_of(e));
  if (e->f->filler[ROLE_A] != NO_TOKEN && !e->actors.n) put1(out, "actor-word", lemma_at(w, e->f->filler[ROLE_A]));
  if (e->f->filler[ROLE_R] != NO_TOKEN && !e->recipients.n) put1(out, "recipient-word", lemma_at(w, e->f->filler[ROLE_R]));
  if (e->f->filler[ROLE_X] != NO_TOKEN) put1(out, "X-word", lemma_at(w, e->f->filler[ROLE_X]));
  if (is_self(&w->fs.s.d, e->f->filler[ROLE_A])) put2(out, "self", STR("A"), type_of(e));
  if (is_self(&w->fs.s.d, e->f->filler[ROLE_R])) put2(out, "self", STR("R"), type_of(e));
}

static void put_setting(const work *w, const draft *e, judge_features *out) {
  const tree *d = &w->fs.s.d;
  uint32_t anchor = frame_anchor(e->f), head = tree_head(d, anchor);
  const sentence *s = &d->t->sentences[tree_sentence(d, anchor)];
  put2(out, "rel", rel_at(w, anchor), pos_of(e->f));
  put1(out, "tag", str_of(xpos_name(tree_word(d, e->f->trigger)->xpos)));
  put1(out, "head", lemma_at(w, head));
  put2(out, "rel-head", rel_at(w, anchor), lemma_at(w, head));
  put1(out, "before", neighbour(w, e->f->trigger, -1));
  put1(out, "behind", neighbour(w, e->f->trigger, 1));
  if (e->f->r->pos == POS_NOUN) put1(out, "determiner", determiner_of(w, e->f->trigger));
  if (e->f->r->pos == POS_VERB) put1(out, "voice", tree_is_passive(d, e->f->trigger) ? STR("passive") : STR("active"));
  put1(out, "depth", number(depth(d, anchor)));
  put1(out, "length", bucket(s->n_tokens));
  put1(out, "density", bucket(w->density));
  if (in_quotes(w, anchor)) put1(out, "quoted", type_of(e));
  if (e->holder.n) put0(out, "holder");
  if (e->st.condition != NO_TOKEN) put0(out, "condition");
  if (tree_form_is(d, s->first_token + s->n_tokens - 1, "?")) put0(out, "question");
}

void judge_read(const work *w, const draft *e, judge_features *out) {
  out->n = 0;
  put_frame(w, e, out);
  put_sides(w, e, out);
  put_setting(w, e, out);
}
