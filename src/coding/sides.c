/* Sides: parties of phrases, with coordination ("A and B"), lists in one phrase ("between A and B") and lines inside them. */
#include "coding/sides.h"

static void add(side *out, uint32_t p) {
  for (uint32_t i = 0; i < out->n; i++)
    if (out->parties[i] == p) return;
  if (out->n < SIDE_MAX) out->parties[out->n++] = p;
}

/* A party with those that the same words mean beside it ("the two sides", "they"). */
static void add_all(const scene *s, uint32_t p, side *out) {
  for (uint32_t k = 0; k < SIDE_MAX; k++) {
    add(out, p);
    if (!s->r->m->parties[p].also) return;
    p = s->r->m->parties[p].also - 1;
  }
}

static void add_conjuncts(const scene *s, uint32_t tok, bool strict, side *out) {
  TREE_CHILDREN(&s->d, tok, c) {
    if (tree_rel(&s->d, c) != REL_CONJ) continue;
    uint32_t inside = frame_party_inside(s, c, strict);
    if (inside != NO_TOKEN) add_all(s, scene_party(s, inside), out);
  }
}

/* "Syrian and Turkish officials": the second nationality is a party of its own. */
static void add_modifier_conjuncts(const scene *s, uint32_t tok, side *out) {
  TREE_CHILDREN(&s->d, tok, c) {
    if (tree_rel(&s->d, c) != REL_AMOD && tree_rel(&s->d, c) != REL_COMPOUND) continue;
    add_conjuncts(s, c, true, out);
  }
}

void side_add_phrase(const scene *s, uint32_t tok, bool strict, side *out) {
  if (tok == NO_TOKEN) return;
  uint32_t inside = frame_party_inside(s, tok, strict);
  if (inside != NO_TOKEN) {
    add_all(s, scene_party(s, inside), out);
    if (inside != tok) add_conjuncts(s, inside, true, out);
    add_modifier_conjuncts(s, inside, out);
  }
  add_conjuncts(s, tok, strict, out);
}

static const party *party_at(const scene *s, const side *a, uint32_t i) { return &s->r->m->parties[a->parties[i]]; }

static bool same_party(const party *a, const party *b) {
  if (a == b) return true;
  if (!str_equal(a->code, b->code) || !str_equal(a->name, b->name) || !a->code.len) return false;
  return a->name.len || (a->kind <= PARTY_SEAT && b->kind <= PARTY_SEAT);
}

bool side_has_country(const scene *s, const side *a, str country) {
  for (uint32_t i = 0; i < a->n; i++)
    if (country.len && str_equal(party_at(s, a, i)->country, country)) return true;
  return false;
}

bool side_meets(const scene *s, const side *a, const side *b) {
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++)
      if (same_party(party_at(s, a, i), party_at(s, b, k))) return true;
  return false;
}

void side_remove(const scene *s, side *a, const side *b) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < a->n; i++) {
    bool there = false;
    for (uint32_t k = 0; k < b->n && !there; k++) there = same_party(party_at(s, a, i), party_at(s, b, k));
    if (!there) a->parties[kept++] = a->parties[i];
  }
  a->n = kept;
}

/* "accused each other", "one another": the subjects are both sides. */
static bool is_reciprocal(const tree *d, uint32_t tok) {
  return tok != NO_TOKEN && tok + 1 < d->an->n_words &&
         ((tree_form_is(d, tok, "each") && tree_form_is(d, tok + 1, "other")) ||
          (tree_form_is(d, tok, "one") && tree_form_is(d, tok + 1, "another")));
}

static void split_actors(side *actors, side *recipients) {
  for (uint32_t i = 1; i < actors->n; i++) add(recipients, actors->parties[i]);
  if (actors->n > 1) actors->n = 1;
}

static void split_both(const scene *s, const frame *f, side *actors, side *recipients) {
  side both = {.n = 0};
  side_add_phrase(s, f->filler[ROLE_B], f->filler_strict[ROLE_B], &both);
  for (uint32_t i = 0; i < both.n; i++) add(actors->n ? recipients : actors, both.parties[i]);
}

/* "killed in a strike in Sudan": a phrase that stands for the actor gives its owner alone. */
static void add_actor(const scene *s, const frame *f, side *actors) {
  uint32_t tok = f->filler[ROLE_A];
  bool by_phrase =
      tok != NO_TOKEN && f->filler_place[ROLE_A] == PLACE_PREP && f->r->pos == POS_VERB && scene_party(s, tok) == UINT32_MAX;
  if (by_phrase && frame_owner_inside(s, tok) == NO_TOKEN) return;
  side_add_phrase(s, tok, f->filler_strict[ROLE_A], actors);
}

/* "is under pressure", "has been under attack": the subject of a noun that is a state. */
static uint32_t under_it(const tree *d, const frame *f) {
  if (f->r->pos != POS_NOUN || f->carrier != NO_TOKEN || tree_child(d, f->trigger, REL_COP) == NO_TOKEN) return NO_TOKEN;
  return tree_has_case(d, f->trigger, STR("under")) ? tree_child(d, f->trigger, REL_NSUBJ) : NO_TOKEN;
}

void frame_sides(const scene *s, const frame *f, side *actors, side *recipients) {
  *actors = *recipients = (side){.n = 0};
  add_actor(s, f, actors);
  if (f->light && f->light->subject == LIGHT_RECEIVES && f->filler[ROLE_R] == NO_TOKEN)
    side_add_phrase(s, tree_surface_subject(&s->d, f->carrier), false, recipients); /* "was hit by sanctions", too */
  side_add_phrase(s, f->filler[ROLE_R], f->filler_strict[ROLE_R], recipients);
  if (is_reciprocal(&s->d, f->filler[ROLE_R])) split_actors(actors, recipients);
  if (!recipients->n) side_add_phrase(s, under_it(&s->d, f), false, recipients);
  if (f->filler[ROLE_B] != NO_TOKEN) split_both(s, f, actors, recipients);
  side_remove(s, recipients, actors);
}

/* The strings of a party may live in the memory of its stretch of text: they are copied to where the events live. */
static bool record(const scene *s, const party *p, arena *keep, casus_actor *out) {
  uint32_t begin = s->d.t->tokens[p->first_token].begin, end = s->d.t->tokens[p->first_token + p->n_tokens - 1].end;
  *out = (casus_actor){.text = str_slice(s->d.t->bytes, begin, end), .span = {begin, end}};
  return arena_copy(keep, p->code, &out->code) && arena_copy(keep, p->country, &out->country) &&
         arena_copy(keep, p->sector, &out->sector) && arena_copy(keep, p->name, &out->name) &&
         arena_copy(keep, p->office, &out->office);
}

casus_actor *side_actors(const scene *s, const side *a, arena *keep) {
  casus_actor *out = ARENA_ARRAY(keep, casus_actor, a->n);
  for (uint32_t i = 0; out && i < a->n; i++)
    if (!record(s, party_at(s, a, i), keep, &out[i])) return NULL;
  return out;
}
