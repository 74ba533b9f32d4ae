/* Whether a name, where the tree has it, stands there for where something happened: not for a government, not for where somebody
 * comes from, not for a person of that name. */
#include "coding/place_steps.h"

/* ---- countries and seats of government: parties, unless the phrase says a place */

static int party_in_phrase(const scene *s, uint32_t tok, uint32_t head) {
  const tree *d = &s->d;
  bool over = tree_has_case(d, tok, STR("over"));
  bool topic = over && (site_word_is(s, head, WHERE_ATTITUDE) || step_verb_is(s, head, WHERE_REPORT));
  int cost = step_case(d, tok);
  bool says_where = !tree_has_case(d, tok, STR("on")) && !topic;
  if (tree_rel(d, tok) == REL_OBL) return says_where && cost <= 12 ? 5 : STEP_NEVER;
  return site_is_kind_of_place(s, head) || site_word_is(s, head, WHERE_ATTACK) || (says_where && cost < 10) ? 5 : STEP_NEVER;
}

/* "the Sri Lanka capital", "the Syria border"; not "the U.S. base". */
static bool is_ground_of_country(const scene *s, uint32_t tok) {
  static const char *const words[] = {"capital", "border", "coast", "city", "town", "village", "province", "region", "side"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(tree_lemma(&s->d, tok), words[i])) return true;
  return false;
}

static int party_as_place(const scene *s, uint32_t tok) {
  const tree *d = &s->d;
  tok = tree_first_conjunct(d, tok);
  uint32_t head = tree_head(d, tok);
  if (head == NO_TOKEN || tree_has_case(d, tok, STR("against"))) return STEP_NEVER;
  if (tree_has_case(d, tok, STR("between")) && !site_is_kind_of_place(s, head)) return STEP_NEVER;
  switch (tree_rel(d, tok)) {
    case REL_OBJ:
    case REL_NSUBJ_PASS:
      return site_word_is(s, head, WHERE_OBJECT) ? 5 : STEP_NEVER;
    case REL_OBL:
    case REL_NMOD:
      return party_in_phrase(s, tok, head);
    case REL_COMPOUND:
      return is_ground_of_country(s, head) ? 0 : STEP_NEVER;
    case REL_NMOD_POSS:
      return site_is_kind_of_place(s, head) ? 10 : STEP_NEVER;
    case REL_APPOS:
      return 10;
    default:
      return STEP_NEVER;
  }
}

/* ---- all names */

/* "the mayor of X", "X police", "a man from X": where somebody belongs. */
static bool is_origin(const scene *s, uint32_t tok, uint32_t head) {
  const tree *d = &s->d;
  relation r = tree_rel(d, tok);
  if (!step_is_somebody(s, head) || site_word_is(s, head, WHERE_INHABITANT) || site_is_kind_of_place(s, head)) return false;
  return r == REL_COMPOUND || r == REL_NMOD_POSS || tree_has_case(d, tok, STR("of")) || tree_has_case(d, tok, STR("from"));
}

/* A country, a division: most often the name behind the place itself. */
static bool is_wide(const scene *s, const site *at, uint32_t tok, uint32_t head) {
  if (at->kind != SITE_PLACE) return at->kind == SITE_COUNTRY;
  const place *p = &s->r->m->places[at->index];
  if (str_empty(p->admin1) || !str_equal(p->admin1, p->name)) return false;
  return site_word_is(s, tok, WHERE_DIVISION) || (head != NO_TOKEN && site_word_is(s, head, WHERE_DIVISION));
}

static bool is_person(const scene *s, uint32_t tok) { return step_is_somebody(s, tok) || site_is_entity(s, tok, ENTITY_PERSON); }

static int name_under(const scene *s, const site *at, uint32_t tok, uint32_t head) {
  site above;
  switch (tree_rel(&s->d, tok)) {
    case REL_OBL_AGENT:
      return STEP_NEVER;
    case REL_NSUBJ: /* "X witnessed clashes" */
      return !tree_is_verb(&s->d, head) || site_word_is(s, head, WHERE_SCENE) ? 5 : STEP_NEVER;
    case REL_OBJ:
    case REL_NSUBJ_PASS: /* people are shot and arrested: a name that is, is a person's */
      if (step_verb_is(s, head, WHERE_TO_PEOPLE)) return 40;
      return tree_rel(&s->d, tok) == REL_NSUBJ_PASS || tree_rel(&s->d, head) == REL_ACL || site_word_is(s, head, WHERE_OBJECT)
                 ? 0
                 : 30;
    case REL_COMPOUND: /* "the X war", "the X scandal" */
      if (site_word_is(s, head, WHERE_OCCASION)) return STEP_NEVER;
      return at->kind != SITE_UNKNOWN || site_is_place_noun(s, head) || site_is_kind_of_place(s, tok) ? 0 : 50;
    case REL_NMOD_POSS:
      return at->kind != SITE_UNKNOWN || site_is_place_noun(s, head) ? 0 : STEP_NEVER;
    case REL_APPOS:
      return site_is_place_noun(s, head) || site_at(s, head, &above) ? 0 : STEP_NEVER;
    case REL_CONJ:
      return is_person(s, tree_first_conjunct(&s->d, tok)) ? STEP_NEVER : 0;
    default:
      return 0;
  }
}

int step_to_name(const scene *s, const site *at, uint32_t tok) {
  enum { ORIGIN = 50, WIDE = 12, SOMEBODY = 20 };
  const tree *d = &s->d;
  uint32_t head = tree_head(d, tok), p = scene_party(s, tok);
  if (tree_has_case(d, tok, STR("by")) || tree_has_case(d, tok, STR("with"))) return STEP_NEVER;
  if (head != NO_TOKEN && is_origin(s, tok, head)) return ORIGIN;
  if (tree_has_case(d, tok, STR("for")) && (head == NO_TOKEN || !site_word_is(s, head, WHERE_MOTION))) return STEP_NEVER;
  if (at->kind == SITE_UNKNOWN && tree_has_case(d, tok, STR("against")) &&
      (head == NO_TOKEN || !site_word_is(s, head, WHERE_ATTACK)))
    return STEP_NEVER;
  int cost = is_wide(s, at, tok, head) ? WIDE : 0;
  if (head != NO_TOKEN) cost += name_under(s, at, tok, head);
  bool seat = p != UINT32_MAX && s->r->m->parties[p].kind == PARTY_SEAT && tree_rel(d, tok) != REL_COMPOUND;
  if (at->kind == SITE_COUNTRY || seat) return cost + party_as_place(s, tok);
  bool in_name = head != NO_TOKEN && site_is_kind_of_place(s, head);
  bool behind_near = tree_has_case(d, tok, STR("near")) || tree_has_case(d, tok, STR("in")); /* nobody is killed near a person */
  return at->kind == SITE_PLACE && step_is_somebody(s, tok) && !in_name && !behind_near ? cost + SOMEBODY : cost;
}
