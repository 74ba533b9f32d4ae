/* Looks for weapons where the tree puts the means of an act. */
#include "coding/weapon.h"

static const struct {
  const char *class, *mode;
} kinds[WEAPON_COUNT] = {[WEAPON_CROWD_CONTROL] = {"weapon_crowd", "crowd-control"},
                         [WEAPON_UNCONVENTIONAL] = {"weapon_cbrn", "unconventional"},
                         [WEAPON_SUICIDE] = {"weapon_suicide", "suicide-attack"},
                         [WEAPON_DRONE] = {"weapon_drone", "drone"},
                         [WEAPON_EXPLOSIVES] = {"weapon_explosive", "explosives"},
                         [WEAPON_HEAVY] = {"weapon_heavy", "heavy-weapons"},
                         [WEAPON_AERIAL] = {"weapon_aircraft", "aerial"},
                         [WEAPON_FIREARMS] = {"weapon_firearm", "firearms"},
                         [WEAPON_PRIMITIVE] = {"weapon_primitive", "primitive"}};

void weapon_words_open(const event_lexicon *l, weapon_words *out) {
  static const char *const attacks[] = {"attack", "bombing", "shelling", "air_attack", "shooting"};
  for (int i = 0; i < WEAPON_COUNT; i++) out->ids[i] = lexicon_class(l, str_of(kinds[i].class));
  for (int i = 0; i < 5; i++) out->attack[i] = lexicon_class(l, str_of(attacks[i]));
  out->means_verb = lexicon_class(l, STR("means_verb"));
}

const char *weapon_kind_name(weapon_kind k) { return k < WEAPON_COUNT ? kinds[k].mode : NULL; }

typedef struct {
  const scene *s;
  const weapon_words *words;
  weapon *out;
} search;

/* Kinds go from the special to the general: "rubber bullets" are no bullets, a "suicide bomber" is no bomber. */
static bool is_weapon(search *w, uint32_t tok) {
  for (int k = 0; tok != NO_TOKEN && k < WEAPON_COUNT; k++) {
    if (!scene_in_class(w->s, tok, w->words->ids[k])) continue;
    *w->out = (weapon){.tok = tok, .kind = (weapon_kind)k};
    return true;
  }
  return false;
}

static bool is_attack(const search *w, uint32_t tok) {
  for (int i = 0; i < 5; i++)
    if (scene_in_class(w->s, tok, w->words->attack[i])) return true;
  return false;
}

static bool is_modifier(relation r) {
  return r == REL_COMPOUND || r == REL_AMOD || r == REL_NMOD_UNMARKED || r == REL_NMOD_DESC || r == REL_FLAT;
}

static bool is_phrase(relation r) { return r == REL_OBL || r == REL_NMOD || r == REL_OBL_AGENT || r == REL_OBL_UNMARKED; }

static bool has_means_case(const tree *d, uint32_t c) {
  return tree_has_case(d, c, STR("with")) || tree_has_case(d, c, STR("by")) || tree_has_case(d, c, STR("from")) ||
         tree_has_case(d, c, STR("using"));
}

/* The word with those coordinated with it. */
static bool in_coordination(search *w, uint32_t tok) {
  if (is_weapon(w, tok)) return true;
  TREE_CHILDREN(&w->s->d, tok, c)
  if (tree_rel(&w->s->d, c) == REL_CONJ && is_weapon(w, c)) return true;
  return false;
}

/* "rocket attack", "a hail of bullets", "an attack with knives": what a noun says of the means. */
static bool inside_noun(search *w, uint32_t noun) {
  const tree *d = &w->s->d;
  TREE_CHILDREN(d, noun, c) {
    if (is_modifier(tree_rel(d, c)) && c < noun && is_weapon(w, c)) return true;
    bool of = is_phrase(tree_rel(d, c)) && (tree_has_case(d, c, STR("of")) || has_means_case(d, c));
    if (of && in_coordination(w, c)) return true;
  }
  return false;
}

/* "gunmen armed with rifles". */
static bool on_armed(search *w, uint32_t noun) {
  const tree *d = &w->s->d;
  TREE_CHILDREN(d, noun, c) {
    if ((tree_rel(d, c) != REL_ACL && tree_rel(d, c) != REL_AMOD) || !tree_form_is(d, c, "armed")) continue;
    uint32_t arms = tree_prepositional(d, c, STR("with"), NO_TOKEN);
    if (arms != NO_TOKEN && in_coordination(w, arms)) return true;
  }
  return false;
}

/* A phrase that names the means: with its head, and where the head is an attack, with what that was done. */
static bool in_phrase(search *w, uint32_t tok) {
  if (tok == NO_TOKEN) return false;
  return in_coordination(w, tok) || (is_attack(w, tok) && inside_noun(w, tok)) || on_armed(w, tok);
}

/* "using knives", "firing rockets": a clause of means below the verb; or the verb above, whose purpose the act is. */
static bool in_clause_of_means(search *w, uint32_t clause) {
  const tree *d = &w->s->d;
  if (!lexicon_in_class(w->s->l, tree_lemma(d, clause), w->words->means_verb)) return false;
  uint32_t object = tree_deep_object(d, clause);
  return object != NO_TOKEN && (in_coordination(w, object) || inside_noun(w, object));
}

static bool is_means_clause(relation r) { return r == REL_ADVCL || r == REL_XCOMP || r == REL_ACL; }

static bool under_anchor(search *w, uint32_t anchor) {
  const tree *d = &w->s->d;
  TREE_CHILDREN(d, anchor, c) {
    relation r = tree_rel(d, c);
    bool means = is_phrase(r) && has_means_case(d, c);
    bool cause = is_phrase(r) && !means && is_attack(w, c); /* "killed in a rocket attack" */
    if ((means || cause) && in_phrase(w, c)) return true;
    if (is_means_clause(r) && tree_is_gerund(d, c) && in_clause_of_means(w, c)) return true;
  }
  uint32_t head = tree_head(d, anchor);
  return head != NO_TOKEN && is_means_clause(tree_rel(d, anchor)) && tree_is_infinitive(d, anchor) && in_clause_of_means(w, head);
}

/* What a condition of the row names: "fired rockets at". */
static bool named_by_row(search *w, const frame *f) {
  bool found = false;
  for (uint32_t i = 0; i < f->n_used && !found; i++) found = in_phrase(w, f->used[i]);
  if (!found && f->r->pos == POS_NOUN) found = is_weapon(w, f->trigger);
  return found;
}

/* "opened fire on the guards with rifles": the tree may hang the means on whom they hit. */
static bool behind_object(search *w, uint32_t object) {
  uint32_t means = object == NO_TOKEN ? NO_TOKEN : tree_prepositional(&w->s->d, object, STR("with"), NO_TOKEN);
  return means != NO_TOKEN && in_coordination(w, means);
}

bool weapon_find(const scene *s, const weapon_words *words, const frame *f, weapon *out) {
  const tree *d = &s->d;
  search w = {s, words, out};
  uint32_t anchor = f->carrier != NO_TOKEN ? f->carrier : f->trigger;
  if (named_by_row(&w, f)) return true;
  if (f->r->pos == POS_NOUN && inside_noun(&w, f->trigger)) return true;
  if (under_anchor(&w, f->trigger) || (anchor != f->trigger && under_anchor(&w, anchor))) return true;
  if (!tree_is_verb(d, anchor)) return false;
  return in_phrase(&w, tree_deep_subject(d, anchor)) || behind_object(&w, tree_deep_object(d, f->trigger));
}
