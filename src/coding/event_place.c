/* Walks the tree from a trigger: down to what hangs on it, then up to the clauses that it is part of and down from there. Each
 * step has a cost by relation and preposition; the cheapest place within reach is the event's. */
#include "coding/event_place.h"

enum { NEVER = 1000, REACH = 70, DEPTH_MAX = 9, UP_MAX = 5 };

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
  static const char *const words[] = {"say",    "tell", "announce", "claim",       "add",     "report", "state",  "note",
                                      "stress", "deny", "accuse",   "confirm",     "believe", "know",   "allege", "think",
                                      "argue",  "warn", "declare",  "acknowledge", "suspect", "learn", "suggest", "indicate", "show", "express", NULL};
  return tree_is_verb(d, i) && lemma_in(d, i, words);
}

/* "protest", "condemn": what it is about is somewhere else. */
static bool is_attitude(const tree *d, uint32_t i) {
  static const char *const words[] = {"protest",   "condemn", "support",     "oppose",  "denounce", "criticize",
                                      "criticise", "welcome", "mourn",       "urge",    "demand",   "discuss",
                                      "back",      "rally",   "demonstrate", "support", "provoke",  "claim",
                                      "blame",     "warn",    "expect",      "fear",    "reject",   "express", "voice", "praise", "hail", "commend",  "order",    NULL};
  return lemma_in(d, i, words);
}

static bool is_protest(const tree *d, uint32_t i) {
  return lemma_in(d, i, (const char *const[]){"protest", "rally", "demonstrate", NULL});
}

static bool is_harm(const tree *d, uint32_t i) {
  static const char *const words[] = {"kill",   "wound",  "injure",  "shoot",     "die",     "hurt",    "stab",
                                      "murder", "behead", "hit",     "burn",      "torture", "capture", "rape", "loot", "rob", "abduct", "kidnap", "arrest",
                                      "detain", "gun",    "execute", "slaughter", "destroy", NULL};
  return lemma_in(d, i, words);
}

/* "urge", "plan": what is asked for or meant is somewhere else. */
static bool is_intent(const tree *d, uint32_t i) {
  static const char *const words[] = {"ask",    "urge",   "call",   "advise", "order",   "demand", "request", "offer",  "propose", "promise",
                                      "pledge", "vow",    "agree",  "plan",   "prepare", "intend", "threaten", "aim",   "seek",    "want",
                                      "hope",   "refuse", "decide", "resolve", "consider", "expect", "persuade", "dissuade", "require", "invite",
                                      NULL};
  return tree_rel(d, i) != REL_ACL && lemma_in(d, i, words); /* "a village called X" */
}

/* ---- steps */

enum { STATIC = 0 };

static int case_cost(const tree *d, uint32_t i) {
  static const struct {
    const char *form;
    int cost;
  } costs[] = {{"in", STATIC},      {"at", STATIC},      {"near", 6},     {"inside", STATIC},
               {"outside", STATIC}, {"around", STATIC},  {"across", STATIC},   {"throughout", STATIC},
               {"within", STATIC},  {"between", STATIC}, {"along", 2},         {"over", 2},
               {"off", 2},          {"on", 3},           {"beside", 2},        {"opposite", 2},
               {"north", 7},        {"south", 7},        {"east", 7},          {"west", 7},
               {"northeast", 7},    {"northwest", 7},    {"southeast", 7},     {"southwest", 7},
               {"above", 4},        {"below", 4},        {"into", 4},          {"behind", 5},
               {"through", 6},      {"onto", 6},         {"beyond", 6},        {"toward", 8},
               {"towards", 8},      {"of", 12},          {"including", 10},    {"during", 12},
               {"to", 12},          {"with", 12},        {"against", 25},      {"amid", 15},
               {"by", 15},          {"under", 25},       {"via", 25},          {"after", 25},
               {"following", 25},   {"for", 20},         {"from", 35},         {"before", 40},
               {"as", 40},          {"despite", 60},     {"according", NEVER}, {"about", NEVER},
               {"since", NEVER},    {"than", NEVER},     {"like", NEVER},      {"because", NEVER},
               {"until", NEVER},    {"without", NEVER}};
  uint32_t c = tree_case(d, i);
  if (c == NO_TOKEN) return 0;
  str form = tree_form(d, c);
  for (size_t k = 0; k < sizeof costs / sizeof *costs; k++)
    if (str_equal_fold(form, str_of(costs[k].form))) return costs[k].cost;
  return 25;
}

enum { AFTER = 62 };

/* "when a bomb exploded in X" tells where; "since troops entered X" does not. */
static int clause_cost(const tree *d, uint32_t i, uint32_t above) {
  static const struct {
    const char *form;
    int cost;
  } costs[] = {{"when", 18},  {"by", 12},          {"where", 10},     {"as", 22},       {"while", 25},    {"after", AFTER},
               {"in", 15},    {"to", 35},          {"before", 45},    {"since", NEVER}, {"until", NEVER}, {"because", NEVER},
               {"if", NEVER}, {"although", NEVER}, {"though", NEVER}, {"unless", NEVER}};
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if (c > i || (r != REL_MARK && r != REL_ADVMOD && r != REL_CASE)) continue;
    for (size_t k = 0; k < sizeof costs / sizeof *costs; k++)
      if (tree_form_is(d, c, costs[k].form)) return costs[k].cost - (costs[k].cost == AFTER && is_harm(d, above) ? 25 : 0);
  }
  return 35;
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

/* "residents of X", "villagers in X": they are where they live. */
static bool is_inhabitant(const tree *d, uint32_t i) {
  static const char *const words[] = {"resident", "inhabitant", "villager", "people", "population", NULL};
  return lemma_in(d, i, words);
}

/* "killed and wounded in X", "four were killed and nine were injured in X": one place for both. Other verbs go on elsewhere. */
static int next_verb_cost(const tree *d, uint32_t i, uint32_t c) {
  if (is_harm(d, i) && is_harm(d, c)) return 10;
  return c - i <= 2 ? 14 : 55;
}

static bool is_known_place(const scene *s, uint32_t tok) { return s->r->m->place_at[tok] != 0; }

/* "Buwa village", "the East Ghouta region of Damascus", but "the West Bank city of Nablus". */
static int part_of_name_cost(const scene *s, uint32_t i, uint32_t c) {
  static const char *const settlements[] = {"city", "town", "capital", "port", "municipality", "suburb", "enclave", "resort", NULL};
  const tree *d = &s->d;
  if (!site_is_kind_of_place(d, i)) return site_is_place_noun(d, i) || site_is_attack(d, i) ? 4 : 16;
  if (!lemma_in(d, i, settlements) && !(str_is(tree_lemma(d, i), "village") && is_known_place(s, c))) return -4;
  TREE_CHILDREN(d, i, k)
  if (k > c && tree_rel(d, k) == REL_NMOD && tree_has_case(d, k, STR("of")) && tree_word(d, k)->upos == UPOS_PROPN) return 6;
  return -4;
}

static int nominal_cost(const tree *d, uint32_t i, uint32_t c) {
  bool of = tree_has_case(d, c, STR("of"));
  if (of && site_is_kind_of_place(d, i)) return -3;
  if (tree_has_case(d, c, STR("like")) && site_is_kind_of_place(d, i)) return 0;
  if ((of || tree_has_case(d, c, STR("on")) || tree_has_case(d, c, STR("against"))) && site_is_attack(d, i)) return 0;
  if (tree_has_case(d, c, STR("against")) && is_attitude(d, i)) return 60;
  return case_cost(d, c);
}

/* What somebody's phrase says of places. */
static int somebody_cost(const tree *d, uint32_t i, uint32_t c) {
  if (site_is_kind_of_place(d, i)) return 0;
  return tree_rel(d, c) == REL_NMOD && case_cost(d, c) == STATIC ? 5 : 10;
}

/* What is wanted, meant or judged lies somewhere else than the wanting: only a phrase that says where counts. */
static int content_cost(const tree *d, uint32_t i, uint32_t c) {
  relation r = tree_rel(d, c);
  uint32_t object = tree_child(d, i, REL_OBJ);
  bool of_object = r == REL_OBL && is_attitude(d, i) && !is_protest(d, i) && object != NO_TOKEN && object < c;
  if (of_object) return 80; /* "condemned the massacre in X", wherever the tree hangs it */
  if (r == REL_OBL || r == REL_NMOD) return case_cost(d, c) < 10 ? 0 : 45;
  return r == REL_OBJ || r == REL_XCOMP || r == REL_ADVCL || r == REL_ACL ? 70 : 0;
}

/* "the president of the X region", "NGOs from X": where somebody belongs; "members of families in X" goes on. */
static int belonging_cost(const scene *s, uint32_t i, uint32_t c) {
  const tree *d = &s->d;
  if (tree_rel(d, c) == REL_NMOD && tree_has_case(d, c, STR("from"))) return 30;
  return is_somebody(s, i) && tree_has_case(d, c, STR("of")) && site_is_kind_of_place(d, c) && !is_inhabitant(d, i) ? 35 : 0;
}

static int down_cost(const scene *s, uint32_t i, uint32_t c) {
  static const rel_cost costs[] = {
      {REL_OBL, 3},    {REL_OBL_AGENT, 0},  {REL_OBL_UNMARKED, 25}, {REL_NMOD, 5},   {REL_NMOD_UNMARKED, 10}, {REL_NMOD_DESC, 20},
      {REL_FLAT, 2},   {REL_NMOD_POSS, 10}, {REL_COMPOUND, 0},      {REL_AMOD, 30},  {REL_APPOS, 6},          {REL_CONJ, 12},
      {REL_OBJ, 3},    {REL_NSUBJ, 15},     {REL_NSUBJ_PASS, 10},   {REL_XCOMP, 10}, {REL_CCOMP, 45},         {REL_ADVCL, 0},
      {REL_ACL, 12},   {REL_ACL_RELCL, 35}, {REL_ADVMOD, 5},        {REL_NUMMOD, 5}, {REL_DEP, 20},           {REL_LIST, 20},
      {REL_CSUBJ, 15}, {REL_PARATAXIS, 60}};
  const tree *d = &s->d;
  relation r = tree_rel(d, c);
  int cost = cost_of(costs, sizeof costs / sizeof *costs, r);
  if (r == REL_OBL || r == REL_NMOD || r == REL_OBL_AGENT || r == REL_ADVMOD || r == REL_ACL) cost += nominal_cost(d, i, c);
  if (r == REL_ADVCL) cost += clause_cost(d, c, i);
  if (r == REL_COMPOUND) cost += part_of_name_cost(s, i, c);
  if (r == REL_AMOD && site_is_kind_of_place(d, i)) cost = 2;
  if (is_intent(d, i) || is_attitude(d, i)) cost += content_cost(d, i, c);
  if (r == REL_ACL && (tree_is_finite(d, c) || tree_is_infinitive(d, c))) cost += 25;
  if (r == REL_NMOD_POSS && !site_is_kind_of_place(d, i)) cost += 15;
  if (r == REL_CONJ && tree_is_verb(d, c)) cost = next_verb_cost(d, i, c);
  if (r == REL_PARATAXIS && is_harm(d, i) && is_harm(d, c)) cost = 15;
  if (is_somebody(s, i)) cost += somebody_cost(d, i, c);
  if (r == REL_ACL_RELCL && is_somebody(s, i)) cost += 20;
  cost += belonging_cost(s, i, c);
  return cost;
}

/* "captured in X but freed a week later" */
static bool is_contrast(const tree *d, uint32_t i) {
  uint32_t c = tree_child(d, i, REL_CC);
  return c != NO_TOKEN && tree_form_is(d, c, "but");
}

/* A clause with a subject of its own may be elsewhere: "when" and "as" keep the scene, "while" and "whereas" change it. */
static int up_from_clause(const tree *d, uint32_t i) {
  static const struct {
    const char *form;
    int cost;
  } costs[] = {{"while", 30},   {"whereas", 30}, {"if", NEVER},      {"unless", NEVER}, {"because", 30}, {"although", 30},
               {"though", 30}, {"before", 30},  {"after", 20}, {"since", 30},   {"until", 30}};
  if (str_is(tree_lemma(d, i), "target")) return NEVER;
  if (tree_is_infinitive(d, i)) return 13;
  for (size_t k = 0; k < sizeof costs / sizeof *costs; k++)
    if (tree_has_case(d, i, str_of(costs[k].form))) return costs[k].cost;
  return tree_is_finite(d, i) ? 13 : 0;
}

static int up_cost(const tree *d, uint32_t i) {
  static const rel_cost costs[] = {{REL_CONJ, 12},   {REL_XCOMP, 10},      {REL_ADVCL, 16},     {REL_ACL, 14},  {REL_ACL_RELCL, 20},
                                   {REL_NSUBJ, 12}, {REL_NSUBJ_PASS, 12}, {REL_OBJ, 12},        {REL_OBL, 18},  {REL_NMOD, 18},
                                   {REL_CCOMP, 48}, {REL_PARATAXIS, 44}, {REL_COMPOUND, 14},  {REL_APPOS, 24}, {REL_ADVCL_RELCL, 20}, {REL_COP, 0},
                                   {REL_AUX, 0},    {REL_AUX_PASS, 0}};
  relation r = tree_rel(d, i);
  int cost = cost_of(costs, sizeof costs / sizeof *costs, r);
  if (r == REL_ADVCL) cost += up_from_clause(d, i);
  if (r == REL_OBL || r == REL_NMOD) cost += case_cost(d, i);
  if (r == REL_CONJ && tree_is_verb(d, i) && is_contrast(d, i)) cost += 55;
  return cost;
}

/* ---- candidates */

/* A country or a seat of government is more often a party: a place where the phrase says so. */
static int party_cost(const tree *d, uint32_t tok) {
  static const char *const grounds[] = {"capital", "border", "coast", "city", "town", "village", "province", "region", "side", NULL};
  tok = tree_first_conjunct(d, tok);
  relation r = tree_rel(d, tok);
  uint32_t head = tree_head(d, tok);
  if (head == NO_TOKEN || tree_has_case(d, tok, STR("against"))) return NEVER;
  if (tree_has_case(d, tok, STR("between")) && !site_is_kind_of_place(d, head)) return NEVER;
  bool on = tree_has_case(d, tok, STR("on")) || (tree_has_case(d, tok, STR("over")) && (is_attitude(d, head) || is_report(d, head)));
  switch (r) {
    case REL_OBJ:
    case REL_NSUBJ_PASS:
      return site_is_object_of(d, head) ? 5 : NEVER;
    case REL_OBL:
      return case_cost(d, tok) <= 12 && !on ? 5 : NEVER;
    case REL_NMOD:
      return site_is_kind_of_place(d, head) || site_is_attack(d, head) || (case_cost(d, tok) < 10 && !on) ? 5 : NEVER;
    case REL_COMPOUND:
      return lemma_in(d, head, grounds) ? 0 : NEVER;
    case REL_NMOD_POSS:
      return site_is_kind_of_place(d, head) ? 10 : NEVER;
    default:
      return r == REL_APPOS ? 10 : NEVER;
  }
}

/* "the mayor of X", "X police", "a man from X": where somebody belongs. */
static bool is_origin(const scene *s, uint32_t tok) {
  const tree *d = &s->d;
  uint32_t head = tree_head(d, tok);
  relation r = tree_rel(d, tok);
  if (head == NO_TOKEN || !is_somebody(s, head) || is_inhabitant(d, head) || site_is_kind_of_place(d, head)) return false;
  return r == REL_COMPOUND || r == REL_NMOD_POSS || tree_has_case(d, tok, STR("of")) || tree_has_case(d, tok, STR("from"));
}

/* People are shot and arrested; a name that is takes a person's. */
static bool is_done_to_people(const tree *d, uint32_t i) {
  static const char *const words[] = {"kill", "wound", "injure", "shoot", "murder", "behead", "stab", "arrest", "detain", "execute",
                                      "torture", "abduct", "kidnap", "hurt", "slaughter", "convict", NULL};
  return lemma_in(d, i, words);
}

/* "In X, police …": the scene is set before the subject; what the clause itself names is nearer. */
static bool is_fronted(const tree *d, uint32_t tok) {
  uint32_t head = tree_head(d, tok);
  if (tree_rel(d, tok) != REL_OBL || head == NO_TOKEN || tok > head) return false;
  TREE_CHILDREN(d, head, c) {
    relation r = tree_rel(d, c);
    if (r == REL_NSUBJ || r == REL_NSUBJ_PASS) return tok < c;
  }
  return false;
}

/* A country, a division: most often the name behind the place itself. */
static bool is_wide(const scene *s, const site *at, uint32_t tok) {
  static const char *const words[] = {"province", "governorate", "state", "county", "region", "countryside", "district", NULL};
  uint32_t head = tree_head(&s->d, tok);
  if (at->kind == SITE_COUNTRY) return true;
  if (at->kind != SITE_PLACE) return false;
  const place *p = &s->r->m->places[at->index];
  return !str_empty(p->admin1) && str_equal(p->admin1, p->name) &&
         (lemma_in(&s->d, tok, words) || (head != NO_TOKEN && lemma_in(&s->d, head, words)));
}

/* "X witnessed clashes": a place as the subject of a verb that does nothing. */
static bool is_scene_of(const tree *d, uint32_t i) {
  static const char *const words[] = {"witness", "see", "bear", "host", "suffer", "experience", "face", "remain", "fall", "come", "be", NULL};
  return lemma_in(d, i, words) || !tree_is_verb(d, i);
}

static bool is_person(const scene *s, uint32_t i) {
  uint32_t e = s->d.an->words[i].entity;
  return is_somebody(s, i) || (e && s->d.an->entities[e - 1].kind == ENTITY_PERSON);
}

static bool is_place_like(const scene *s, uint32_t i) {
  site at;
  return site_is_place_noun(&s->d, i) || site_at(s, i, &at);
}

/* What is added where the name itself is reached. */
static int name_cost(const scene *s, const site *at, uint32_t tok) {
  const tree *d = &s->d;
  relation r = tree_rel(d, tok);
  uint32_t p = scene_party(s, tok), head = tree_head(d, tok);
  uint8_t kind = p == UINT32_MAX ? 0 : s->r->m->parties[p].kind;
  if (r == REL_OBL_AGENT || tree_has_case(d, tok, STR("by")) || tree_has_case(d, tok, STR("with"))) return NEVER;
  if (is_origin(s, tok)) return 50;
  if (r == REL_COMPOUND && site_is_occasion(d, head)) return NEVER;
  if (r == REL_COMPOUND && at->kind == SITE_UNKNOWN && !site_is_place_noun(d, head) && !site_is_kind_of_place(d, tok)) return 50;
  int cost = is_wide(s, at, tok) ? 12 : 0;
  if ((r == REL_OBJ || r == REL_NSUBJ_PASS) && is_done_to_people(d, head)) return 40;
  if (at->kind == SITE_COUNTRY || (kind == PARTY_SEAT && r != REL_COMPOUND)) return cost + party_cost(d, tok);
  if (at->kind == SITE_PLACE && is_somebody(s, tok) && !(head != NO_TOKEN && site_is_kind_of_place(d, head))) cost += 20;
  if (r == REL_APPOS && !is_place_like(s, head)) return NEVER;
  if (r == REL_CONJ && is_person(s, tree_first_conjunct(d, tok))) return NEVER;
  if (r == REL_OBJ && tree_rel(d, head) != REL_ACL && !site_is_object_of(d, head)) cost += 30;
  return r == REL_NSUBJ ? (is_scene_of(d, head) ? cost + 5 : NEVER) : cost;
}

/* Names inside a phrase that sets the scene, too, stand behind what the clause names. */
static int front_cost(const tree *d, uint32_t tok) {
  for (int n = 0; n < 3 && tok != NO_TOKEN; n++, tok = tree_head(d, tok))
    if (is_fronted(d, tok)) return 15;
  return 0;
}

static void consider(walk *w, uint32_t tok, int cost) {
  site at;
  if (cost >= w->cost || !site_at(w->s, tok, &at)) return;
  cost += name_cost(w->s, &at, tok) + front_cost(&w->s->d, tok);
  uint32_t far = tok > w->trigger ? tok - w->trigger : w->trigger - tok;
  cost += far > 48 ? 12 : (int)far / 4;
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
    look_under(&w, trigger, NO_TOKEN, 0, 1);
  } else look_around(&w);
  return w.found ? site_record(s, &w.best, NULL) : (casus_place){0};
}
