/* The sides of what a text reports first of all, as phrases: who acts, who is acted upon, be they parties of the tables or not.
 */
#include "coding/draft.h"

enum { PHRASES_MAX = 2 * SIDE_MAX };

typedef struct {
  span spans[PHRASES_MAX];
  uint32_t n;
} phrases;

/* ---- phrases ------------------------------------------------------------------------------------------------------------ */

static bool has_any_case(const tree *d, uint32_t c, const char *const *words) {
  for (; *words; words++)
    if (tree_has_case(d, c, str_of(*words))) return true;
  return false;
}

/* What is said of a phrase beside what it names: "who …", "to …", ", the leader of …", "accused [them] of …", "… for talks". */
static bool is_aside(const tree *d, uint32_t c) {
  static const char *const matters[] = {"for",  "after", "as",    "following", "during",  "against", "over", "amid",
                                        "with", "about", "since", "before",    "despite", "through", NULL};
  relation r = tree_rel(d, c);
  if (r == REL_ACL) return tree_is_infinitive(d, c) || tree_has_case(d, c, STR("of")) || tree_has_case(d, c, STR("from"));
  if (r == REL_NMOD) return has_any_case(d, c, matters);
  if (r == REL_APPOS) return c > 0 && tree_form_is(d, c - 1, ",");
  return r == REL_ACL_RELCL || r == REL_PARATAXIS || r == REL_ADVCL || r == REL_CCOMP;
}

static bool is_time(const work *w, uint32_t c) {
  return all_mentions(w)->moment_at[c] && tree_rel(&w->fs.s.d, c) != REL_COMPOUND;
}

/* The last child that the phrase goes on with, or NO_TOKEN. */
static uint32_t last_part(const work *w, uint32_t tok) {
  const tree *d = &w->fs.s.d;
  uint32_t last = NO_TOKEN;
  TREE_CHILDREN(d, tok, c) {
    if (c < tok || tree_rel(d, c) == REL_PUNCT || tree_word(d, c)->xpos == XPOS_POS) continue;
    if (is_aside(d, c) || is_time(w, c)) break;
    last = c;
  }
  return last;
}

static bool is_place(const work *w, uint32_t tok) {
  uint32_t p = scene_party(&w->fs.s, tok);
  return all_mentions(w)->place_at[tok] || (p != UINT32_MAX && all_mentions(w)->parties[p].kind <= PARTY_SEAT);
}

/* "attacked a base in Kabul": the place that the tree hangs on the verb stands right behind the phrase. Names stand alone. */
static uint32_t place_behind(const work *w, uint32_t tok, uint32_t end) {
  const tree *d = &w->fs.s.d;
  uint32_t verb = tree_head(d, tok);
  if (verb == NO_TOKEN || tree_word(d, tok)->upos != UPOS_NOUN || end >= d->an->n_words) return NO_TOKEN;
  static const char *const cases[] = {"in", "near", "at", NULL};
  TREE_CHILDREN(d, verb, c) {
    if (tree_rel(d, c) != REL_OBL || c < end || !has_any_case(d, c, cases) || is_time(w, c)) continue;
    uint32_t first, last;
    tree_extent(d, c, &first, &last);
    return first == end && is_place(w, c) ? c : NO_TOKEN;
  }
  return NO_TOKEN;
}

/* The right edge: as far as its complements go, without asides and times. A bracket that is open is closed. */
static uint32_t phrase_end(const work *w, uint32_t head) {
  const tree *d = &w->fs.s.d;
  uint32_t tok = head;
  for (int n = 0; n < TREE_STEPS_MAX; n++) {
    uint32_t last = last_part(w, tok);
    if (last == NO_TOKEN && n < TREE_STEPS_MAX / 2) last = place_behind(w, head, tok + 1);
    if (last == NO_TOKEN) break;
    tok = last;
  }
  bool closes = tok + 1 < d->an->n_words && tree_form_is(d, tok + 1, ")");
  return tok + (closes ? 2 : 1);
}

static uint32_t phrase_begin(const tree *d, uint32_t tok) {
  uint32_t first, end;
  tree_extent(d, tok, &first, &end);
  while (first < tok && tree_head(d, first) == tok) {
    relation r = tree_rel(d, first);
    if (r != REL_CASE && r != REL_MARK && r != REL_CC && r != REL_PUNCT && r != REL_ADVMOD) break;
    first++;
  }
  return first;
}

/* "X said it had seized": the name that a pronoun goes back to, where the text has it. */
static uint32_t named(const work *w, uint32_t tok) {
  uint32_t p = scene_party(&w->fs.s, tok);
  if (p == UINT32_MAX || tree_word(&w->fs.s.d, tok)->upos != UPOS_PRON || !all_mentions(w)->parties[p].antecedent) return tok;
  return all_mentions(w)->parties[all_mentions(w)->parties[p].antecedent - 1].head;
}

static void add_phrase(const work *w, uint32_t tok, phrases *out) {
  const tree *d = &w->fs.s.d;
  if (tok == NO_TOKEN || out->n == PHRASES_MAX) return;
  tok = named(w, tok);
  uint32_t first = phrase_begin(d, tok);
  span s = token_span(w, first, phrase_end(w, tok) - first);
  for (uint32_t i = 0; i < out->n; i++)
    if (s.begin >= out->spans[i].begin && s.end <= out->spans[i].end) return;
  out->spans[out->n++] = s;
}

/* "demands from the unions": the party that a thing's complement names, but "people in Haiti", "a base in the north", "the
 * unions' demands" as they stand. */
static uint32_t narrowed(const work *w, uint32_t tok) {
  const tree *d = &w->fs.s.d;
  if (tok == NO_TOKEN || scene_party(&w->fs.s, tok) != UINT32_MAX || !tree_is_noun(d, tok)) return tok;
  str lemma = tree_lemma(d, tok);
  if (lexicon_in_class(w->c->l, lemma, w->c->victims) || lexicon_in_class(w->c->l, lemma, w->c->targets)) return tok;
  uint32_t inside = frame_party_inside(&w->fs.s, tok, false);
  return inside != NO_TOKEN && inside > tok ? inside : tok;
}

/* The phrase that fills the side, and the parties of the side that stand elsewhere. */
static void add_side(const work *w, uint32_t filler, const side *parties, phrases *out) {
  if (filler != NO_TOKEN && tree_is_noun(&w->fs.s.d, filler)) add_phrase(w, narrowed(w, filler), out);
  for (uint32_t i = 0; i < parties->n && !(out->n && filler != NO_TOKEN); i++)
    add_phrase(w, all_mentions(w)->parties[parties->parties[i]].head, out);
}

/* ---- the main event ----------------------------------------------------------------------------------------------------- */

static bool has_side(const draft *e, slot_role role, const side *parties) {
  return parties->n || e->f->filler[role] != NO_TOKEN || e->f->filler[ROLE_B] != NO_TOKEN;
}

static int32_t rank(const work *w, const draft *e, bool finished) {
  int32_t score = -6 * (int32_t)tree_depth(&w->fs.s.d, frame_anchor(e->f));
  if (finished) score += 20;
  if (has_side(e, ROLE_A, &e->actors)) score += 20;
  if (has_side(e, ROLE_R, &e->recipients)) score += 20;
  if (e->f->r->pos == POS_NOUN && e->f->carrier == NO_TOKEN) score -= 15;
  return score;
}

static bool find_main(const work *w, draft *best) {
  int32_t best_score = INT32_MIN;
  for (uint32_t i = 0; i < w->fs.n_frames; i++) {
    draft e;
    if (!draft_begin(w, i, &e) || !e.type) continue;
    bool finished = draft_finish(w, &e);
    if (!finished) (void)draft_settle_future(w, &e);
    int32_t score = rank(w, &e, finished);
    if (score <= best_score) continue;
    *best = e;
    best_score = score;
  }
  return best_score != INT32_MIN;
}

/* ---- the main clause ---------------------------------------------------------------------------------------------------- */

/* Is the event what the sentence says first of all, or what its speaker says? "killed", "said it had killed", "launched a raid";
 * not "fears after the raid", "the man who was killed". */
static bool is_main(const tree *d, const frame *f) {
  uint32_t tok = frame_anchor(f);
  bool noun = f->r->pos == POS_NOUN && f->carrier == NO_TOKEN;
  for (int n = 0; n < TREE_STEPS_MAX; n++) {
    if (tree_head(d, tok) == NO_TOKEN) return true;
    relation r = tree_rel(d, tok);
    bool passes = r == REL_CCOMP || r == REL_XCOMP || r == REL_CONJ || r == REL_PARATAXIS ||
                  (noun && n == 0 && (r == REL_OBJ || r == REL_NSUBJ || r == REL_NSUBJ_PASS));
    if (!passes) return false;
    tok = tree_head(d, tok);
  }
  return false;
}

/* What is spoken of: "optimism about the deal", "sceptical of the plan". */
static uint32_t topic_of(const work *w, uint32_t tok) {
  static const char *const cases[] = {"about", "of", "over", "at", "on", "against", "in", "to", "for", "with", "by"};
  const tree *d = &w->fs.s.d;
  for (size_t i = 0; tok != NO_TOKEN && i < sizeof cases / sizeof *cases; i++) {
    uint32_t c = tree_prepositional(d, tok, str_of(cases[i]), tok);
    while (c != NO_TOKEN && (is_time(w, c) || !tree_is_noun(d, c))) c = tree_prepositional(d, tok, str_of(cases[i]), c);
    if (c != NO_TOKEN) return c;
  }
  return NO_TOKEN;
}

/* "responsibility for the raid on the town": the one that the act is done to; of anything else itself. */
static uint32_t struck(const work *w, uint32_t tok) {
  const frame *f = frames_at(&w->fs, tok);
  return f && frame_is_event(f) && f->filler[ROLE_R] != NO_TOKEN ? f->filler[ROLE_R] : tok;
}

static uint32_t content_of(const tree *d, uint32_t tok) {
  uint32_t c = tree_child(d, tok, REL_CCOMP);
  return c != NO_TOKEN ? c : tree_child(d, tok, REL_XCOMP);
}

/* The one that a clause is about: of "expressed hope that the deal would last" the deal. */
static uint32_t theme_of(const work *w, uint32_t verb) {
  const tree *d = &w->fs.s.d;
  for (int n = 0; n < TREE_STEPS_MAX && verb != NO_TOKEN; n++) {
    uint32_t object = tree_is_verb(d, verb) ? tree_deep_object(d, verb) : NO_TOKEN, topic = topic_of(w, object);
    bool has_party = object != NO_TOKEN && frame_party_inside(&w->fs.s, object, false) != NO_TOKEN;
    if (topic == NO_TOKEN && !has_party) topic = topic_of(w, verb);
    if (topic != NO_TOKEN) return struck(w, topic);
    uint32_t content = content_of(d, verb);
    if (content == NO_TOKEN && object != NO_TOKEN) content = tree_that_clause(d, object);
    if (content == NO_TOKEN) return object;
    uint32_t subject = tree_child(d, content, REL_NSUBJ);
    if (subject != NO_TOKEN && tree_word(d, subject)->upos != UPOS_PRON) return subject;
    verb = content;
  }
  return NO_TOKEN;
}

static bool is_under(const tree *d, uint32_t tok, uint32_t top) {
  for (int n = 0; n < TREE_STEPS_MAX && tok != NO_TOKEN; n++, tok = tree_head(d, tok))
    if (tok == top) return true;
  return false;
}

static bool lies_within(const work *w, uint32_t tok, const phrases *p) {
  span s = token_span(w, tok, 1);
  for (uint32_t i = 0; i < p->n; i++)
    if (s.begin >= p->spans[i].begin && s.end <= p->spans[i].end) return true;
  return false;
}

/* "called for calm in Mali", "gave money to fight hunger in Chad": the first party or place behind a verb without a recipient. */
static uint32_t further_party(const work *w, uint32_t verb, const phrases *sources) {
  const tree *d = &w->fs.s.d;
  uint32_t first, end;
  tree_extent(d, verb, &first, &end);
  for (uint32_t c = verb + 1; c < end; c++) {
    bool known = all_mentions(w)->party_at[c] || all_mentions(w)->place_at[c];
    relation r = tree_rel(d, c);
    if (!known || (r != REL_OBL && r != REL_NMOD && r != REL_OBJ) || lies_within(w, c, sources)) continue;
    if (is_under(d, c, verb) && !is_time(w, c)) return c;
  }
  return NO_TOKEN;
}

/* Who says or does what no row of the lexicon knows, and of what. */
static bool main_clause(const work *w, phrases *sources, phrases *targets) {
  const tree *d = &w->fs.s.d;
  uint32_t root = 0;
  while (root < d->an->n_words && tree_head(d, root) != NO_TOKEN) root++;
  if (root == d->an->n_words) return false;
  uint32_t subject = tree_is_verb(d, root) ? tree_deep_subject(d, root) : tree_child(d, root, REL_NSUBJ);
  if (subject == NO_TOKEN || !tree_is_noun(d, subject)) return false;
  add_phrase(w, subject, sources);
  uint32_t theme = theme_of(w, root), further = NO_TOKEN;
  if (theme == NO_TOKEN || frame_party_inside(&w->fs.s, theme, false) == NO_TOKEN) further = further_party(w, root, sources);
  add_phrase(w, further != NO_TOKEN ? further : theme, targets);
  return true;
}

/* "said that Mali must act": the draft's sides are no longer those of its row. */
static void event_sides(const work *w, const draft *e, phrases *sources, phrases *targets) {
  bool demanded = e->type == CASUS_REQUEST && e->of && e->st.demanded;
  add_side(w, demanded ? NO_TOKEN : e->f->filler[ROLE_A], &e->actors, sources);
  add_side(w, demanded ? NO_TOKEN : e->f->filler[ROLE_R], &e->recipients, targets);
  if (!targets->n) add_phrase(w, further_party(w, frame_anchor(e->f), sources), targets);
}

static bool keep(arena *a, const phrases *p, const casus_span **out, uint32_t *n) {
  casus_span *copy = ARENA_ARRAY(a, casus_span, (size_t)p->n + 1);
  if (!copy) return false;
  memcpy(copy, p->spans, p->n * sizeof *copy);
  *out = copy;
  *n = p->n;
  return true;
}

casus_status coder_main_sides(const coder *c, const reading *r, arena *a, casus_sides *out, casus_error *error) {
  work w;
  coded unused = {.keep = a};
  draft e;
  if (!work_begin(&w, c, r, a, &unused)) return error_set(error, CASUS_MEMORY, "no memory for the sides");
  casus_sides found = {.event = CASUS_NONE};
  phrases sources = {.n = 0}, targets = {.n = 0};
  bool reported = find_main(&w, &e);
  if (!(reported && is_main(&w.fs.s.d, e.f)) && main_clause(&w, &sources, &targets)) reported = false;
  if (reported) {
    found.event = e.type;
    event_sides(&w, &e, &sources, &targets);
  }
  if (!keep(a, &sources, &found.sources, &found.n_sources) || !keep(a, &targets, &found.targets, &found.n_targets))
    return error_set(error, CASUS_MEMORY, "no memory for the sides");
  *out = found;
  return CASUS_OK;
}
