/* Costs of steps up and down, by relation, preposition, conjunction and the kinds of words. A place that hangs on the word
 * itself costs next to nothing, the scene of a clause beside it some, what somebody is, wants or says very much. Set by
 * reasoning and by reading what they choose. */
#include "coding/place_steps.h"

typedef struct {
  const char *form;
  int cost;
} form_cost;

typedef struct {
  uint8_t rel;
  int16_t cost;
} rel_cost;

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int cost_of_relation(const rel_cost *costs, size_t n, relation r) {
  for (size_t k = 0; k < n; k++)
    if (costs[k].rel == r) return costs[k].cost;
  return STEP_NEVER;
}

static int cost_of_form(const form_cost *costs, size_t n, str form, int other) {
  for (size_t k = 0; k < n; k++)
    if (str_equal_fold(form, str_of(costs[k].form))) return costs[k].cost;
  return other;
}

int step_case(const tree *d, uint32_t tok) {
  enum { OTHER = 25 };
  static const form_cost costs[] = {{"in", 0},
                                    {"at", 0},
                                    {"inside", 0},
                                    {"outside", 0},
                                    {"around", 0},
                                    {"across", 0},
                                    {"throughout", 0},
                                    {"within", 0},
                                    {"between", 0},
                                    {"along", 2},
                                    {"over", 2},
                                    {"off", 2},
                                    {"beside", 2},
                                    {"opposite", 2},
                                    {"on", 3},
                                    {"above", 4},
                                    {"below", 4},
                                    {"into", 4},
                                    {"behind", 5},
                                    {"near", 6},
                                    {"through", 6},
                                    {"onto", 6},
                                    {"beyond", 6},
                                    {"north", 7},
                                    {"south", 7},
                                    {"east", 7},
                                    {"west", 7},
                                    {"northeast", 7},
                                    {"northwest", 7},
                                    {"southeast", 7},
                                    {"southwest", 7},
                                    {"toward", 8},
                                    {"towards", 8},
                                    {"including", 10},
                                    {"of", 12},
                                    {"during", 12},
                                    {"to", 12},
                                    {"with", 12},
                                    {"amid", 15},
                                    {"by", 15},
                                    {"for", 20},
                                    {"against", 25},
                                    {"from", 35},
                                    {"before", 40},
                                    {"as", 40},
                                    {"despite", 60},
                                    {"about", STEP_NEVER},
                                    {"according", STEP_NEVER},
                                    {"because", STEP_NEVER},
                                    {"like", STEP_NEVER},
                                    {"since", STEP_NEVER},
                                    {"than", STEP_NEVER},
                                    {"until", STEP_NEVER},
                                    {"without", STEP_NEVER}};
  uint32_t c = tree_case(d, tok);
  return c == NO_TOKEN ? 0 : cost_of_form(costs, COUNT(costs), tree_form(d, c), OTHER);
}

bool step_is_somebody(const scene *s, uint32_t tok) {
  uint32_t p = scene_party(s, tok);
  if (p == UINT32_MAX) return false;
  uint8_t kind = s->r->m->parties[p].kind;
  return kind == PARTY_PERSON || kind == PARTY_GROUP || kind == PARTY_AGENT || kind == PARTY_PRONOUN;
}

static bool is_of(const tree *d, uint32_t tok) { return tree_has_case(d, tok, STR("of")); }

static bool are_harms(const scene *s, uint32_t a, uint32_t b) {
  return step_verb_is(s, a, WHERE_HARM) && step_verb_is(s, b, WHERE_HARM);
}

/* ---- down */

/* "when a bomb exploded in X" tells where; "since troops entered X" does not, and "after" only of harm. */
static int clause_below(const scene *s, uint32_t above, uint32_t clause) {
  enum { OTHER = 39, AFTER_HARM = 37 };
  static const form_cost costs[] = {{"when", 18},
                                    {"by", 12},
                                    {"where", 10},
                                    {"as", 22},
                                    {"while", 25},
                                    {"after", 62},
                                    {"in", 15},
                                    {"to", 35},
                                    {"before", 45},
                                    {"since", STEP_NEVER},
                                    {"until", STEP_NEVER},
                                    {"because", STEP_NEVER},
                                    {"if", STEP_NEVER},
                                    {"although", STEP_NEVER},
                                    {"though", STEP_NEVER},
                                    {"unless", STEP_NEVER}};
  TREE_CHILDREN(&s->d, clause, c) {
    relation r = tree_rel(&s->d, c);
    if (c > clause || (r != REL_MARK && r != REL_ADVMOD && r != REL_CASE)) continue;
    if (tree_form_is(&s->d, c, "after") && step_verb_is(s, above, WHERE_HARM)) return AFTER_HARM;
    int cost = cost_of_form(costs, COUNT(costs), tree_form(&s->d, c), -1);
    if (cost >= 0) return cost;
  }
  return OTHER;
}

/* "killed and wounded in X", "four were killed and nine were injured in X": one place for both. Other verbs go on elsewhere. */
static int verb_beside(const scene *s, uint32_t i, uint32_t c) {
  if (are_harms(s, i, c)) return 10;
  return c - i <= 2 ? 14 : 55;
}

/* "Buwa village", "the East Ghouta region of Damascus", but "the West Bank city of Nablus". */
static int name_before(const scene *s, uint32_t i, uint32_t c) {
  const tree *d = &s->d;
  if (!site_is_kind_of_place(s, i)) return site_is_place_noun(s, i) || site_word_is(s, i, WHERE_ATTACK) ? 4 : 16;
  bool known_village = str_is(tree_lemma(d, i), "village") && s->r->m->place_at[c];
  if (!known_village && !site_word_is(s, i, WHERE_SETTLEMENT)) return -4;
  TREE_CHILDREN(d, i, k)
  if (k > c && tree_rel(d, k) == REL_NMOD && is_of(d, k) && tree_word(d, k)->upos == UPOS_PROPN) return 6;
  return -4;
}

static int phrase_below(const scene *s, uint32_t i, uint32_t c) {
  const tree *d = &s->d;
  bool of = is_of(d, c), against = tree_has_case(d, c, STR("against"));
  if (of && site_is_kind_of_place(s, i)) return -3;
  if (tree_has_case(d, c, STR("like")) && site_is_kind_of_place(s, i)) return 0;
  if ((of || against || tree_has_case(d, c, STR("on"))) && site_word_is(s, i, WHERE_ATTACK)) return 0;
  return against && site_word_is(s, i, WHERE_ATTITUDE) ? 60 : step_case(d, c);
}

/* "condemned the massacre in X": right behind the object a phrase is the object's, wherever the tree hangs it. */
static bool follows_object(const tree *d, uint32_t verb, uint32_t phrase) {
  uint32_t object = tree_child(d, verb, REL_OBJ), first, end, begin, rest;
  if (object == NO_TOKEN || object > phrase) return false;
  tree_extent(d, object, &first, &end);
  tree_extent(d, phrase, &begin, &rest);
  return begin == end;
}

/* What is wanted, meant or judged lies somewhere else than the wanting: only a phrase that says where counts. */
static int content_below(const scene *s, uint32_t i, uint32_t c) {
  const tree *d = &s->d;
  bool attitude = site_word_is(s, i, WHERE_ATTITUDE);
  bool intent = tree_rel(d, i) != REL_ACL && site_word_is(s, i, WHERE_INTENT);
  if (!attitude && !intent) return 0;
  relation r = tree_rel(d, c);
  if (attitude && r == REL_OBL && !site_word_is(s, i, WHERE_PROTEST) && follows_object(d, i, c)) return 80;
  if (r == REL_OBL || r == REL_NMOD) return step_case(d, c) < 10 ? 0 : 45;
  return r == REL_OBJ || r == REL_XCOMP || r == REL_ADVCL || r == REL_ACL ? 70 : 0;
}

/* "the president of the X region", "NGOs from X": where somebody belongs; "members of families in X" goes on. */
static int belonging_below(const scene *s, uint32_t i, uint32_t c) {
  const tree *d = &s->d;
  relation r = tree_rel(d, c);
  int cost = r == REL_NMOD && tree_has_case(d, c, STR("from")) ? 30 : 0;
  if (!step_is_somebody(s, i)) return cost;
  if (is_of(d, c) && site_is_kind_of_place(s, c) && !site_word_is(s, i, WHERE_INHABITANT)) cost += 35;
  if (r == REL_ACL_RELCL) cost += 20;
  if (site_is_kind_of_place(s, i)) return cost;
  return cost + (r == REL_NMOD && step_case(d, c) == 0 ? 5 : 10);
}

/* What the relation of the child adds for the words at its two ends. */
static int relation_extra(const scene *s, uint32_t i, uint32_t c) {
  const tree *d = &s->d;
  switch (tree_rel(d, c)) {
    case REL_ACL:
      return phrase_below(s, i, c) + (tree_is_finite(d, c) || tree_is_infinitive(d, c) ? 25 : 0);
    case REL_OBL:
    case REL_NMOD:
    case REL_OBL_AGENT:
    case REL_ADVMOD:
      return phrase_below(s, i, c);
    case REL_ADVCL:
      return clause_below(s, i, c);
    case REL_COMPOUND:
      return name_before(s, i, c);
    case REL_NMOD_POSS:
      return site_is_kind_of_place(s, i) ? 0 : 15;
    case REL_AMOD:
      return site_is_kind_of_place(s, i) ? -28 : 0;
    case REL_CONJ:
      return tree_is_verb(d, c) ? verb_beside(s, i, c) - 12 : 0;
    case REL_PARATAXIS:
      return are_harms(s, i, c) ? -45 : 0;
    default:
      return 0;
  }
}

int step_down(const scene *s, uint32_t from, uint32_t child) {
  static const rel_cost costs[] = {
      {REL_OBL, 3},    {REL_OBL_AGENT, 0},  {REL_OBL_UNMARKED, 25}, {REL_NMOD, 5},   {REL_NMOD_UNMARKED, 10}, {REL_NMOD_DESC, 20},
      {REL_FLAT, 2},   {REL_NMOD_POSS, 10}, {REL_COMPOUND, 0},      {REL_AMOD, 30},  {REL_APPOS, 6},          {REL_CONJ, 12},
      {REL_OBJ, 3},    {REL_NSUBJ, 15},     {REL_NSUBJ_PASS, 10},   {REL_XCOMP, 10}, {REL_CCOMP, 45},         {REL_ADVCL, 0},
      {REL_ACL, 12},   {REL_ACL_RELCL, 35}, {REL_ADVMOD, 5},        {REL_NUMMOD, 5}, {REL_DEP, 20},           {REL_LIST, 20},
      {REL_CSUBJ, 15}, {REL_PARATAXIS, 60}};
  int cost = cost_of_relation(costs, COUNT(costs), tree_rel(&s->d, child));
  if (cost >= STEP_NEVER) return STEP_NEVER;
  return cost + relation_extra(s, from, child) + content_below(s, from, child) + belonging_below(s, from, child);
}

/* ---- up */

/* A clause with a subject of its own may be elsewhere: "when" and "as" keep the scene, "while" changes it. What is aimed at says
 * itself where it is. */
static int out_of_clause(const tree *d, uint32_t i) {
  static const form_cost costs[] = {{"while", 30},   {"whereas", 30},  {"if", STEP_NEVER}, {"unless", STEP_NEVER},
                                    {"because", 30}, {"although", 30}, {"though", 30},     {"before", 30},
                                    {"after", 20},   {"since", 30},    {"until", 30}};
  if (str_is(tree_lemma(d, i), "target")) return STEP_NEVER;
  if (tree_is_infinitive(d, i)) return 13;
  for (size_t k = 0; k < COUNT(costs); k++)
    if (tree_has_case(d, i, str_of(costs[k].form))) return costs[k].cost;
  return tree_is_finite(d, i) ? 13 : 0;
}

/* "captured in X but freed a week later" */
static bool is_contrast(const tree *d, uint32_t i) {
  uint32_t c = tree_child(d, i, REL_CC);
  return tree_is_verb(d, i) && c != NO_TOKEN && tree_form_is(d, c, "but");
}

int step_up(const scene *s, uint32_t tok) {
  static const rel_cost costs[] = {
      {REL_CONJ, 12},       {REL_XCOMP, 10}, {REL_ADVCL, 16},       {REL_ACL, 14},  {REL_ACL_RELCL, 20}, {REL_NSUBJ, 12},
      {REL_NSUBJ_PASS, 12}, {REL_OBJ, 12},   {REL_OBL, 18},         {REL_NMOD, 18}, {REL_CCOMP, 48},     {REL_PARATAXIS, 44},
      {REL_COMPOUND, 14},   {REL_APPOS, 24}, {REL_ADVCL_RELCL, 20}, {REL_COP, 0},   {REL_AUX, 0},        {REL_AUX_PASS, 0}};
  const tree *d = &s->d;
  relation r = tree_rel(d, tok);
  int cost = cost_of_relation(costs, COUNT(costs), r);
  if (r == REL_ADVCL) return cost + out_of_clause(d, tok);
  if (r == REL_OBL || r == REL_NMOD) return cost + step_case(d, tok);
  return r == REL_CONJ && is_contrast(d, tok) ? cost + 55 : cost;
}
