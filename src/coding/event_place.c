/* Walks the tree from a trigger: down to what hangs on it, then up to the clauses that it is part of and down from there. Each
 * step has a cost by relation and preposition; the cheapest place within reach is the event's. */
#include "coding/event_place.h"

enum { NEVER = 1000, REACH = 60, DEPTH_MAX = 9, UP_MAX = 5 };

typedef struct {
  const scene *s;
  uint32_t trigger;
  int cost; /* of the best so far, or how far to look */
  site best;
  bool found;
} walk;

static bool one_of(str w, const char *const *words) {
  for (; *words; words++)
    if (str_equal_fold(w, str_of(*words))) return true;
  return false;
}

static bool lemma_in(const tree *d, uint32_t i, const char *const *words) { return one_of(tree_lemma(d, i), words); }

static bool is_report(const tree *d, uint32_t i) {
  static const char *const words[] = {"say",  "tell",   "announce", "claim",   "add",  "report", "state", "note",  "stress",
                                      "deny", "accuse", "confirm",  "believe", "know", "allege", "think", "argue", "warn",
                                      "declare", "acknowledge", "suspect", NULL};
  return tree_is_verb(d, i) && lemma_in(d, i, words);
}

/* ---- steps */

static int case_cost(const tree *d, uint32_t i) {
  static const struct {
    const char *word;
    int cost;
  } costs[] = {{"in", 0},       {"at", 0},      {"near", 0},   {"inside", 0},   {"outside", 0},  {"around", 0},    {"across", 0},
               {"throughout", 0}, {"within", 0},  {"along", 2},  {"over", 2},     {"off", 2},      {"on", 3},        {"between", 0},
               {"through", 6},  {"into", 4},    {"toward", 8}, {"towards", 8},  {"onto", 6},     {"to", 12},       {"via", 25},
               {"from", 35},    {"of", 10},     {"against", 15}, {"by", 25},    {"with", 25},    {"during", 12},   {"after", 30},
               {"before", 40},  {"for", 30},    {"amid", 15},  {"including", 10}, {"under", 25}, {"behind", 5},    {"beside", 2},
               {"opposite", 2}, {"beyond", 6},  {"north", 2},  {"south", 2},    {"east", 2},     {"west", 2},      {"according", NEVER},
               {"about", NEVER}, {"since", NEVER}, {"than", NEVER}, {"like", NEVER}, {"despite", NEVER}, {"because", NEVER},
               {"as", 40},      {"until", NEVER}, {"above", 4}, {"below", 4}};
  uint32_t c = tree_case(d, i);
  if (c == NO_TOKEN) return 0;
  str form = tree_form(d, c);
  for (size_t k = 0; k < sizeof costs / sizeof *costs; k++)
    if (str_equal_fold(form, str_of(costs[k].word))) return costs[k].cost;
  return 25;
}

typedef struct {
  uint8_t rel;
  int16_t cost;
} rel_cost;

static int cost_of(const rel_cost *costs, size_t n, relation r) {
  for (size_t k = 0; k < n; k++)
    if (costs[k].rel == r) return costs[k].cost;
  return NEVER;
}

/* Somebody: what stands at him says who he is rather than where he acts. */
static bool is_somebody(const scene *s, uint32_t i) {
  uint32_t p = scene_party(s, i);
  if (p == UINT32_MAX) return false;
  uint8_t kind = s->r->m->parties[p].kind;
  return kind == PARTY_PERSON || kind == PARTY_GROUP || kind == PARTY_AGENT || kind == PARTY_PRONOUN;
}

static int down_cost(const scene *s, uint32_t i, uint32_t c) {
  static const rel_cost costs[] = {
      {REL_OBL, 0},       {REL_OBL_AGENT, 20}, {REL_OBL_UNMARKED, 25}, {REL_NMOD, 5},       {REL_NMOD_UNMARKED, 10},
      {REL_NMOD_DESC, 20}, {REL_NMOD_POSS, 10}, {REL_COMPOUND, 8},      {REL_AMOD, 30},      {REL_APPOS, 6},
      {REL_CONJ, 12},     {REL_OBJ, 8},        {REL_NSUBJ, 15},        {REL_NSUBJ_PASS, 10}, {REL_XCOMP, 10},
      {REL_CCOMP, 45},    {REL_ADVCL, 30},     {REL_ACL, 12},          {REL_ACL_RELCL, 30}, {REL_FLAT, 2},
      {REL_ADVMOD, 5},    {REL_NUMMOD, 5},     {REL_DEP, 20},          {REL_LIST, 20},      {REL_CSUBJ, 15},
      {REL_PARATAXIS, 60}};
  const tree *d = &s->d;
  relation r = tree_rel(d, c);
  int cost = cost_of(costs, sizeof costs / sizeof *costs, r);
  if (cost >= NEVER) return NEVER;
  bool nominal = r == REL_OBL || r == REL_NMOD || r == REL_OBL_AGENT || r == REL_ADVMOD || r == REL_ACL || r == REL_ADVCL;
  if (nominal) cost += tree_has_case(d, c, STR("of")) && site_is_kind_of_place(d, i) ? -3 : case_cost(d, c);
  if (r == REL_CONJ && tree_is_verb(d, c)) cost += 13;
  if ((r == REL_COMPOUND || r == REL_NMOD_POSS) && site_is_kind_of_place(d, i)) cost -= 2;
  if (is_somebody(s, i)) cost += r == REL_COMPOUND || r == REL_NMOD_POSS || tree_has_case(d, c, STR("of")) ? 50 : 10;
  return cost;
}

static int up_cost(const tree *d, uint32_t i) {
  static const rel_cost costs[] = {{REL_CONJ, 8},   {REL_XCOMP, 8},      {REL_ADVCL, 12},     {REL_ACL, 10},  {REL_ACL_RELCL, 15},
                                   {REL_NSUBJ, 10}, {REL_NSUBJ_PASS, 8}, {REL_OBJ, 8},        {REL_OBL, 15},  {REL_NMOD, 15},
                                   {REL_CCOMP, 45}, {REL_PARATAXIS, 40}, {REL_COMPOUND, 10},  {REL_APPOS, 20}, {REL_COP, 0},
                                   {REL_AUX, 0},    {REL_AUX_PASS, 0}};
  relation r = tree_rel(d, i);
  int cost = cost_of(costs, sizeof costs / sizeof *costs, r);
  if (r == REL_ADVCL && (tree_is_infinitive(d, i) || tree_is_finite(d, i))) cost += 13;
  return cost;
}

/* ---- candidates */

/* What is added where the name itself is reached: a country or a seat of government is more often a party. */
static int name_cost(const scene *s, const site *at, uint32_t tok) {
  const tree *d = &s->d;
  relation r = tree_rel(d, tok);
  uint32_t p = scene_party(s, tok);
  bool is_party = at->kind == SITE_COUNTRY || (p != UINT32_MAX && s->r->m->parties[p].kind == PARTY_SEAT);
  if (r == REL_NSUBJ) return is_party ? NEVER : 15;
  if (r == REL_OBL_AGENT || tree_has_case(d, tok, STR("by")) || tree_has_case(d, tok, STR("with"))) return NEVER;
  return is_party ? 10 : 0;
}

static void consider(walk *w, uint32_t tok, int cost) {
  site at;
  if (cost >= w->cost || !site_at(w->s, tok, &at)) return;
  cost += name_cost(w->s, &at, tok);
  uint32_t far = tok > w->trigger ? tok - w->trigger : w->trigger - tok;
  cost += far > 50 ? 5 : (int)far / 10;
  if (cost >= w->cost) return;
  w->best = at;
  w->cost = cost;
  w->found = true;
}

static void look_under(walk *w, uint32_t i, uint32_t except, int cost, int depth) {
  TREE_CHILDREN(&w->s->d, i, c) {
    if (c == except) continue;
    int total = cost + down_cost(w->s, i, c);
    if (total >= w->cost) continue;
    consider(w, c, total);
    if (depth > 1) look_under(w, c, NO_TOKEN, total, depth - 1);
  }
}

static void look_around(walk *w) {
  const tree *d = &w->s->d;
  uint32_t i = w->trigger, from = NO_TOKEN;
  int cost = 0;
  for (int n = 0; n < UP_MAX && i != NO_TOKEN && cost < w->cost; n++) {
    if (n) consider(w, i, cost);
    look_under(w, i, from, cost, DEPTH_MAX);
    cost += up_cost(d, i);
    from = i;
    i = tree_head(d, i);
    if (i != NO_TOKEN && is_report(d, i)) break;
  }
}

casus_place event_place(const scene *s, uint32_t trigger) {
  walk w = {.s = s, .trigger = trigger, .cost = REACH};
  if (is_report(&s->d, trigger)) {
    w.cost = 12;
    look_under(&w, trigger, NO_TOKEN, 0, 2);
  } else look_around(&w);
  return w.found ? site_record(s, &w.best, NULL) : (casus_place){0};
}
