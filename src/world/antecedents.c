/* What speaks for each candidate of "he" and "she", as features of a trained log-linear choice, and the choice itself. The
 * weights are in antecedent_weights.c; `casus train coref` makes them with this very code. */
#include "world/antecedents.h"

enum { CLIMB_MAX = 10 };

typedef struct {
  uint16_t items[CHOICE_FEATURES_MAX];
  uint16_t n;
} features;

static uint32_t capped(uint32_t value, uint32_t max) { return value < max ? value : max; }

/* ---- what there is to see */

typedef enum {
  ROLE_MAIN_SUBJECT,
  ROLE_SUBJECT,
  ROLE_PASSIVE,
  ROLE_OBJECT,
  ROLE_AGENT,
  ROLE_OBLIQUE,
  ROLE_POSSESSOR,
  ROLE_NOMINAL,
  ROLE_APPOSITION,
  ROLE_OTHER,
  ROLE_COUNT
} role;

static uint32_t above(const resolver *r, uint32_t i) { return word_of(r, i)->head; }

static uint32_t first_joined(const resolver *r, uint32_t i) {
  for (int k = 0; k < CLIMB_MAX && word_of(r, i)->rel == REL_CONJ && above(r, i) != NO_TOKEN; k++) i = above(r, i);
  return i;
}

static bool is_main_verb(const resolver *r, uint32_t verb) {
  if (verb == NO_TOKEN) return false;
  uint8_t rel = word_of(r, first_joined(r, verb))->rel;
  return rel == REL_ROOT || rel == REL_PARATAXIS;
}

static role role_of(const resolver *r, uint32_t i) {
  i = first_joined(r, i);
  switch (word_of(r, i)->rel) {
    case REL_NSUBJ:
    case REL_NSUBJ_OUTER:
      return is_main_verb(r, above(r, i)) ? ROLE_MAIN_SUBJECT : ROLE_SUBJECT;
    case REL_NSUBJ_PASS:
      return ROLE_PASSIVE;
    case REL_OBJ:
    case REL_IOBJ:
      return ROLE_OBJECT;
    case REL_OBL_AGENT:
      return ROLE_AGENT;
    case REL_OBL:
      return ROLE_OBLIQUE;
    case REL_NMOD_POSS:
      return ROLE_POSSESSOR;
    case REL_NMOD:
      return ROLE_NOMINAL;
    case REL_APPOS:
      return ROLE_APPOSITION;
    default:
      return ROLE_OTHER;
  }
}

static bool is_subject_role(role x) { return x == ROLE_MAIN_SUBJECT || x == ROLE_SUBJECT || x == ROLE_PASSIVE; }

/* The verb of the clause that a noun stands in: over its phrase. */
static uint32_t clause_of(const resolver *r, uint32_t i) {
  i = first_joined(r, i);
  for (int k = 0; k < CLIMB_MAX; k++) {
    uint8_t rel = word_of(r, i)->rel;
    uint32_t up = above(r, i);
    if (up == NO_TOKEN) return i;
    bool nominal = rel == REL_NMOD || rel == REL_NMOD_POSS || rel == REL_APPOS || rel == REL_COMPOUND || rel == REL_FLAT ||
                   rel == REL_NMOD_DESC || rel == REL_NMOD_UNMARKED || rel == REL_CONJ || rel == REL_AMOD || rel == REL_DET;
    i = up;
    if (!nominal) return i;
  }
  return i;
}

typedef enum {
  CLAUSES_APART,
  CLAUSES_SAME,
  UNDER_SPEECH, /* the pronoun's clause is what the candidate's verb says */
  UNDER_ADVERB,
  UNDER_OPEN,
  UNDER_RELATIVE,
  UNDER_JOINED,
  UNDER_LOOSE,
  UNDER_NOUN,
  OVER_ADVERB, /* the candidate stands in a clause below the pronoun's */
  OVER_OTHER,
  CLAUSES_COUNT
} clauses;

static clauses clauses_by(uint8_t rel) {
  switch (rel) {
    case REL_CCOMP:
    case REL_CSUBJ:
      return UNDER_SPEECH;
    case REL_ADVCL:
    case REL_ADVCL_RELCL:
      return UNDER_ADVERB;
    case REL_XCOMP:
      return UNDER_OPEN;
    case REL_ACL_RELCL:
      return UNDER_RELATIVE;
    case REL_CONJ:
      return UNDER_JOINED;
    case REL_PARATAXIS:
    case REL_DEP:
      return UNDER_LOOSE;
    default:
      return UNDER_NOUN;
  }
}

/* How the clause of a pronoun hangs on that of a candidate. */
static clauses clauses_between(const resolver *r, uint32_t pronoun_clause, uint32_t other) {
  if (pronoun_clause == other) return CLAUSES_SAME;
  clauses found = CLAUSES_APART;
  uint32_t i = pronoun_clause;
  for (int k = 0; k < CLIMB_MAX && i != NO_TOKEN; k++, i = above(r, i)) {
    if (i == other) return found;
    clauses by = clauses_by(word_of(r, i)->rel);
    if (found == CLAUSES_APART || by == UNDER_SPEECH || found == UNDER_JOINED || found == UNDER_OPEN) found = by;
  }
  i = other;
  for (int k = 0; k < CLIMB_MAX && i != NO_TOKEN; k++, i = above(r, i)) {
    if (i == pronoun_clause) return found == CLAUSES_APART ? OVER_OTHER : OVER_ADVERB;
    found = clauses_by(word_of(r, i)->rel) == UNDER_ADVERB ? OVER_ADVERB : CLAUSES_APART;
  }
  return CLAUSES_APART;
}

static uint32_t size_class(uint32_t n) {
  static const uint8_t bounds[] = {1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45};
  uint32_t k = 0;
  while (k < sizeof bounds && n > bounds[k]) k++;
  return k;
}

/* ---- features */

static void add(features *f, uint32_t template_index, uint32_t value) {
  if (f->n < CHOICE_FEATURES_MAX && value < FEATURE_VALUES)
    f->items[f->n++] = (uint16_t)(template_index * FEATURE_VALUES + value);
}

/* One candidate beside the pronoun, looked at once. */
typedef struct {
  const candidate *x;
  const party *mention;
  const party_note *note, *first; /* of the mention; of the entity */
  role role;
  uint32_t back;  /* sentences */
  uint32_t reach; /* 0 same sentence before, 1 behind, 2 the sentence before, 3 further back */
  uint32_t rank;
  bool pronoun, likely_subject;
} view;

static view view_of(const resolver *r, const candidates *c, uint32_t n) {
  const candidate *x = &c->items[n];
  view v = {.x = x, .mention = &r->out->parties[x->mention], .note = &r->notes[x->mention], .first = &r->notes[x->entity]};
  v.role = role_of(r, v.mention->head);
  v.back = r->sentence - v.note->sentence;
  v.reach = v.back == 0 ? x->behind : v.back == 1 ? 2 : 3;
  v.pronoun = v.mention->kind == PARTY_PRONOUN;
  for (uint32_t k = 0; k < n; k++) v.rank += !c->items[k].bars;
  return v;
}

static uint32_t words_in(str name) {
  uint32_t n = 1;
  for (size_t i = 0; i < name.len; i++) n += name.ptr[i] == ' ';
  return n;
}

/* What kind of mention names the candidate. */
static uint32_t name_kind_of(const resolver *r, const candidate *x) {
  if (x->name == NO_TOKEN) return 0;
  const party *p = &r->out->parties[x->name];
  uint32_t flags = r->notes[x->name].flags;
  if (p->kind == PARTY_AGENT) return flags & NOTE_RELAY ? 1 : has_child(r, p->head, " a an ") ? 2 : 3;
  bool is_place = word_of(r, p->head)->entity && r->an->entities[word_of(r, p->head)->entity - 1].kind == ENTITY_PLACE;
  if (flags & NOTE_LATENT) {
    if (flags & NOTE_NAME_SEX) return 4;
    if (word_of(r, p->head)->upos != UPOS_PROPN)
      return p->head == r->t->sentences[r->notes[x->name].sentence].first_token ? 5 : 6;
    return is_place ? 7 : 8;
  }
  if (flags & NOTE_TABLE) return p->antecedent ? 9 : 10;
  bool alone = p->n_tokens == 1;
  if (p->antecedent) return alone ? 11 : 12;
  return alone ? 13 : words_in(p->name) > 1 ? 14 : 15;
}

/* Taken for something else so far: 1 a body, 2 a place, 3 the place of a government; 0: a person. */
static uint32_t doubt_of(const resolver *r, const candidate *x) {
  uint32_t k = x->name == NO_TOKEN ? x->entity : x->name;
  if (r->notes[k].flags & NOTE_PERSON) return 0;
  uint8_t kind = r->out->parties[k].kind;
  return kind == PARTY_GROUP ? 1 : kind == PARTY_PLACE ? 2 : 3;
}

static uint32_t sex_known(const candidates *c, const party_note *first, const party_note *note) {
  uint32_t flags = first->flags | note->flags;
  bool by_name = flags & NOTE_NAME_SEX;
  if (flags & c->is_not) return flags & c->is ? 4 : 3;
  return flags & c->is ? (by_name ? 1 : 2) : 0;
}

static void add_place(const candidates *c, const view *v, features *f) {
  uint32_t own = c->place, reach = v->reach;
  uint32_t loose = ((v->x->bars & BAR_JOINED) != 0) + 2U * ((v->x->bars & BAR_BELOW) != 0);
  if (loose) add(f, 40, loose * 3 + own);
  add(f, 1, own * 16 + capped(v->back, 4) * 2 + v->x->behind);
  add(f, 2 + own, (uint32_t)v->role * 4 + reach);
  add(f, 5, capped(v->rank, 7) * 4 + reach);
  add(f, 6, capped(v->rank, 7) * 4 + own);
  bool subject = is_subject_role(v->role);
  bool parallel = own == PRONOUN_SUBJECT  ? subject
                  : own == PRONOUN_OBJECT ? !subject && v->role != ROLE_POSSESSOR
                                          : v->role == ROLE_POSSESSOR;
  add(f, 7, (parallel * 3U + own) * 4 + reach);
}

static void add_distance(const resolver *r, const candidates *c, const view *v, features *f) {
  if (v->reach > 1) return;
  uint32_t head = v->mention->head, far = head < c->at ? c->at - head : head - c->at;
  add(f, 8, size_class(far) * 4 + v->reach);
  add(f, 9, size_class(far) * 4 + c->place);
  uint32_t clause = clause_of(r, head), own = clause_of(r, c->at);
  clauses between = clauses_between(r, own, clause);
  add(f, 10 + c->place, (uint32_t)between * 2 + v->x->behind);
  uint32_t group = is_subject_role(v->role) ? 0 : v->role == ROLE_POSSESSOR ? 2 : v->role == ROLE_OBJECT ? 3 : 1;
  add(f, 13, (uint32_t)between * 4 + group);
  bool fronted = c->at < clause && own < clause; /* "When he came, X" */
  add(f, 14, (v->x->behind * 2U + fronted) * 16 + (uint32_t)v->role);
}

/* Is another one known to be of the pronoun's sex? */
static bool has_known_rival(const resolver *r, const candidates *c, const view *v) {
  for (uint32_t k = 0; k < c->n; k++) {
    const candidate *x = &c->items[k];
    uint32_t sex = sex_known(c, &r->notes[x->entity], &r->notes[x->mention]);
    if (x != v->x && !(x->bars & BAR_SURELY) && (sex == 1 || sex == 2) && r->notes[x->mention].sentence + 1 >= r->sentence)
      return true;
  }
  return false;
}

static void add_kind(const resolver *r, const candidates *c, const view *v, features *f) {
  uint32_t kind = name_kind_of(r, v->x), sex = sex_known(c, v->first, v->note);
  add(f, 15, kind * 4 + v->reach);
  uint32_t doubt = doubt_of(r, v->x);
  if (doubt) add(f, 41, (doubt * 4 + v->reach) * 2 + v->pronoun);
  add(f, 16, sex * 4 + v->reach);
  add(f, 17, sex * 4 + capped(kind / 4, 3));
  if (c->is) add(f, 49, (has_known_rival(r, c, v) * 5U + sex) * 4 + v->reach);
  uint32_t e = v->x->name == NO_TOKEN ? 0 : word_of(r, r->out->parties[v->x->name].head)->entity;
  add(f, 18, e ? 1U + r->an->entities[e - 1].kind : 0);
}

/* Who is spoken of much, or was spoken of first. */
static void add_topic(const resolver *r, const candidates *c, const view *v, features *f) {
  uint32_t times = v->first->mentions;
  bool top = times && times == r->most_mentions;
  add(f, 19, capped(times, 7) * 2 + top);
  add(f, 20, top * 4U + c->place);
  add(f, 21, capped(v->first->sentence, 3) * 2 + (r->sentence > 0));
  add(f, 22, v->pronoun * 32U + (uint32_t)v->reach * 4 + c->place);
  if (v->pronoun) add(f, 23, ((uint32_t)v->role * 3 + c->place) * 2 + (v->reach == 0));
  add(f, 24, capped(v->x->n_here, 3) * 4 + capped(v->x->n_links, 3));
  const sentence *at = &r->t->sentences[r->sentence], *of = &r->t->sentences[v->note->sentence];
  add(f, 25, (at->paragraph != of->paragraph) * 4U + v->reach);
}

static bool is_first_person_of(const resolver *r, const candidates *c, const view *v) {
  for (uint32_t k = 0; k < c->n; k++) {
    const party_note *other = &r->notes[c->items[k].mention];
    if (other->sentence == v->note->sentence && r->out->parties[c->items[k].mention].head < v->mention->head) return false;
  }
  return true;
}

static bool has_rival(const resolver *r, const candidates *c, const view *v, bool subjects) {
  for (uint32_t k = 0; k < c->n; k++) {
    const candidate *x = &c->items[k];
    if (x == v->x || x->bars) continue;
    const party *p = &r->out->parties[x->mention];
    bool same = r->notes[x->mention].sentence == v->note->sentence;
    if (same && (!subjects || is_subject_role(role_of(r, p->head)))) return true;
  }
  return false;
}

static void add_rivals(const resolver *r, const candidates *c, const view *v, features *f) {
  bool first = is_first_person_of(r, c, v), rival = has_rival(r, c, v, false), rival_subject = has_rival(r, c, v, true);
  add(f, 26, (first * 2U + rival) * 16 + v->reach * 4 + c->place);
  add(f, 27, (rival_subject * 16U + (uint32_t)v->role) * 2 + (v->reach < 2));
  uint32_t free_ones = 0, here = 0;
  for (uint32_t k = 0; k < c->n; k++) {
    free_ones += !c->items[k].bars;
    here += !c->items[k].bars && r->notes[c->items[k].mention].sentence == r->sentence;
  }
  add(f, 28, capped(free_ones, 7) * 8 + capped(v->rank, 7));
  add(f, 29, (here == 1) * 8U + (here == 0) * 4U + v->reach);
}

/* Possessors, conjuncts, brackets. */
static void add_phrase(const resolver *r, const candidates *c, const view *v, features *f) {
  uint32_t head = v->mention->head, owned = above(r, head);
  if (v->role == ROLE_POSSESSOR && owned != NO_TOKEN)
    add(f, 30, (uint32_t)role_of(r, owned) * 4 + (v->reach == 0 ? c->place : 3));
  bool joined = word_of(r, head)->rel == REL_CONJ;
  for (uint32_t k = first_child(r, head); k && !joined; k = r->sibling[k - 1]) joined = word_of(r, k - 1)->rel == REL_CONJ;
  add(f, 31, (joined * 4U + v->reach) * 4 + c->place);
  bool bracket = v->mention->first_token > 0 && listed(" ( [ ", form_of(r, v->mention->first_token - 1));
  add(f, 32, bracket * 4U + v->reach);
  bool starts = c->at == r->first;
  add(f, starts ? 33 : 39, v->reach * 12 + (uint32_t)v->role);
  if (v->reach == 0 || v->reach == 1) add(f, 34, (c->quoted * 2U + in_quotes(r, head)) * 4 + (r->speaker == v->x->entity + 1));
  bool subject_of_clause = c->subject == head;
  add(f, 35, subject_of_clause * 4U + c->place);
}

static bool is_reporting(const resolver *r, uint32_t verb) {
  return verb != NO_TOKEN &&
         listed(
             " say tell add note declare state warn insist claim announce explain write stress argue vow pledge reply think "
             "believe know feel hope fear admit deny realize discover learn decide remember ",
             word_of(r, verb)->lemma);
}

static void add_verbs(const resolver *r, const candidates *c, const view *v, features *f) {
  uint32_t verb = above(r, first_joined(r, v->mention->head));
  bool subject = is_subject_role(v->role);
  add(f, 36, ((is_reporting(r, verb) && subject) * 4U + v->reach) * 4 + c->place);
  bool own = is_reporting(r, c->verb) && c->place == PRONOUN_SUBJECT;
  add(f, 37, (own * 4U + v->reach) * 2 + subject);
  bool same = verb != NO_TOKEN && c->verb != NO_TOKEN && v->reach > 1 && word_of(r, verb)->upos == UPOS_VERB &&
              r->words[verb] == r->words[c->verb];
  add(f, 38, same * 4U + c->place);
}

/* The place of a word in a list of ours, from 1; 0: not there. */
static uint32_t place_in(const char *const *list, str word_form) {
  for (uint32_t k = 0; list[k]; k++)
    if (listed(list[k], word_form)) return k + 1;
  return 0;
}

static uint32_t preposition_of(const resolver *r, uint32_t i) {
  static const char *const classes[] = {" of ", " to ",       " by ",      " with ",        " for ",           " from ",
                                        " in ", " on about ", " against ", " under after ", " between among ", " as like ",
                                        " at ", NULL};
  str form = case_of(r, first_joined(r, i));
  return str_empty(form) ? 0 : 1 + place_in(classes, form);
}

/* What joins the clause of the pronoun to the one above. */
static uint32_t marker_of(const resolver *r, uint32_t clause) {
  static const char *const classes[] = {
      " when once ", " after ",      " before until ", " because since ",      " while as ", " although though ",
      " that ",      " if whether ", " to ",           " where how why what ", NULL};
  for (uint32_t c = first_child(r, clause); c; c = r->sibling[c - 1]) {
    uint8_t rel = word_of(r, c - 1)->rel;
    if (c - 1 < clause && (rel == REL_MARK || (rel == REL_ADVMOD && listed(" when where how why ", word_of(r, c - 1)->lemma))))
      return 1 + place_in(classes, word_of(r, c - 1)->lemma);
  }
  return 0;
}

static uint32_t group_of(role x) {
  if (is_subject_role(x)) return 0;
  return x == ROLE_OBJECT ? 1 : x == ROLE_POSSESSOR ? 2 : 3;
}

static bool is_kin(const resolver *r, uint32_t i) {
  return listed(
      " father mother brother sister son daughter wife husband uncle aunt nephew niece parent child cousin fiancé fiancee widow "
      "grandfather grandmother grandson granddaughter friend lover boyfriend girlfriend ",
      word_of(r, i)->lemma);
}

/* Small words: what joins the clauses, what the phrases hang on. */
static void add_words(const resolver *r, const candidates *c, const view *v, features *f) {
  uint32_t head = v->mention->head;
  add(f, 42, marker_of(r, clause_of(r, c->at)) * 4 + (v->reach > 1 ? 3 : is_subject_role(v->role) ? 0 : v->reach ? 1 : 2));
  add(f, 43, preposition_of(r, head) * 4 + v->reach);
  if (c->place == PRONOUN_OBJECT) add(f, 44, preposition_of(r, c->at) * 4 + (v->reach > 1 ? 3 : group_of(v->role) ? 1 : 0));
  add(f, 45, capped(v->x->n_behind, 2) * 4 + v->reach);
  if (c->place == PRONOUN_POSSESSIVE && c->verb != NO_TOKEN) {
    add(f, 46, (is_kin(r, c->verb) * 4U + group_of(v->role)) * 4 + v->reach);
    add(f, 47, (uint32_t)role_of(r, c->verb) * 4 + (v->reach > 1 ? 3 : group_of(v->role) ? 1 : 0));
  }
  add(f, 48, capped((c->at - r->first) / 4, 5) * 4 + v->reach);
}

static void features_of(const resolver *r, const candidates *c, uint32_t n, features *f) {
  view v = view_of(r, c, n);
  f->n = 0;
  add_place(c, &v, f);
  add_distance(r, c, &v, f);
  add_kind(r, c, &v, f);
  add_topic(r, c, &v, f);
  add_rivals(r, c, &v, f);
  add_phrase(r, c, &v, f);
  add_verbs(r, c, &v, f);
  add_words(r, c, &v, f);
}

/* Nobody of those: what speaks for that. */
static void features_of_nobody(const resolver *r, const candidates *c, features *f) {
  f->n = 0;
  uint32_t free_ones = 0;
  for (uint32_t k = 0; k < c->n; k++) free_ones += !c->items[k].bars;
  add(f, 0, c->place);
  add(f, 0, 4 + capped(free_ones, 7));
  add(f, 0, 12 + capped(r->sentence, 3));
  add(f, 0, 16 + c->quoted);
  add(f, 0, NOBODY_FEATURE);
}

/* ---- choice */

static int32_t score_of(const resolver *r, const features *f) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < f->n; i++) sum += r->w->antecedent_weights[f->items[i]];
  return sum;
}

static bool log_candidate(resolver *r, const candidate *x, const features *f) {
  world_choices *w = r->choices;
  if (!arena_grow(r->a, (void **)&w->candidates, &w->candidates_capacity, w->n_candidates + 1, sizeof *w->candidates))
    return false;
  world_candidate *c = &w->candidates[w->n_candidates++];
  *c = (world_candidate){.token = NO_TOKEN, .n = f->n};
  if (x) c->party = x->entity + 1, c->token = r->out->parties[x->name == NO_TOKEN ? x->mention : x->name].head;
  memcpy(c->features, f->items, f->n * sizeof *f->items);
  return true;
}

static bool log_choice(resolver *r, uint32_t i) {
  world_choices *w = r->choices;
  if (!w || !arena_grow(r->a, (void **)&w->choices, &w->choices_capacity, w->n_choices + 1, sizeof *w->choices)) return false;
  w->choices[w->n_choices++] = (world_choice){.token = i, .first = w->n_candidates};
  return true;
}

static int32_t rate(resolver *r, const candidate *x, const features *f, bool log) {
  if (log && log_candidate(r, x, f)) r->choices->choices[r->choices->n_choices - 1].n++;
  return score_of(r, f);
}

/* The training texts are about persons; in news a name that nothing is known of is a paper, a village or a currency more often.
 */
static int32_t doubt_of_name(const resolver *r, const candidates *c, const candidate *x) {
  uint32_t k = x->name == NO_TOKEN ? x->entity : x->name, flags = r->notes[k].flags | r->notes[x->entity].flags;
  uint32_t head = r->out->parties[k].head;
  bool proper = word_of(r, head)->upos == UPOS_PROPN && !word_of(r, head)->entity;
  if ((flags & NOTE_PERSON) && (!(flags & NOTE_LATENT) || proper)) return 0;
  return flags & c->is ? 0 : ANTECEDENT_ONE;
}

/* The best candidate, or c->n: nobody. */
static uint32_t choose(resolver *r, const candidates *c) {
  features f;
  uint32_t best = c->n;
  bool log = log_choice(r, c->at);
  features_of_nobody(r, c, &f);
  int32_t best_score = rate(r, NULL, &f, log);
  for (uint32_t n = 0; n < c->n; n++) {
    if (c->items[n].bars & BAR_SURELY) continue;
    features_of(r, c, n, &f);
    int32_t score = rate(r, &c->items[n], &f, log) - doubt_of_name(r, c, &c->items[n]);
    if (score > best_score) best = n, best_score = score;
  }
  return best;
}

/* "Hamilton", taken for a town, is he. */
static void be_person(resolver *r, uint32_t k) {
  party *p = &r->out->parties[k];
  *p = (party){.kind = PARTY_PERSON,
               .sector = STR("CVL"),
               .head = p->head,
               .first_token = p->first_token,
               .n_tokens = p->n_tokens,
               .antecedent = p->antecedent};
  p->name = token_text(r, p->first_token, p->n_tokens);
  r->notes[k].flags |= NOTE_PERSON | NOTE_COUNTRY;
  party_set_code(r, p);
}

uint32_t find_person(resolver *r, uint32_t i, uint32_t is, uint32_t is_not) {
  candidates c = {.at = i, .is = is, .is_not = is_not, .verb = governor_of(r, i)};
  c.place = is_possessive(r, i) ? PRONOUN_POSSESSIVE : is_subject(r, i) ? PRONOUN_SUBJECT : PRONOUN_OBJECT;
  c.quoted = in_quotes(r, i);
  c.subject = c.verb == NO_TOKEN ? NO_TOKEN : subject_of(r, c.verb);
  gather_candidates(r, &c);
  uint32_t best = choose(r, &c);
  if (best == c.n) return 0;
  const candidate *x = &c.items[best];
  uint32_t k = x->name == NO_TOKEN ? x->mention : x->name;
  if (r->notes[k].flags & NOTE_LATENT) reveal_latent(r, k);
  if (!(r->notes[k].flags & NOTE_PERSON)) be_person(r, k);
  return k + 1;
}
