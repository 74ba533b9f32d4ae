/* The lists that a proposal is made of: acts, wishes, evidence. Each thing stands in them once. */
#include "proposal/proposal.h"

enum { SHARED_LETTERS = 5 };
#define TALK_SHARE 0.4 /* talks are wished for with less force than what they are about */

str proposal_copy(proposal_work *w, str s) {
  str copy = {0};
  if (!w->failed && !arena_copy(w->memory, s, &copy)) w->failed = true;
  return copy;
}

static bool grow(proposal_work *w, void **items, uint32_t *capacity, uint32_t need, size_t size) {
  if (!w->failed && !arena_grow(w->memory, items, capacity, need, size)) w->failed = true;
  return !w->failed;
}

const char *act_kind_name(act_kind kind) {
  static const char *const names[ACT_KINDS] = {"done",     "planned", "threatened",        "offered",
                                               "demanded", "refused", "named as condition"};
  return names[kind];
}

/* Occurrences come latest first but for links between them, so a short look back finds repetitions. */
void evidence_add(proposal_work *w, evidence_list *list, uint32_t occurrence) {
  for (uint32_t i = 0; i < list->n; i++)
    if (list->items[i] == occurrence) return;
  if (list->n >= EVIDENCE_SHOWN_MAX || !grow(w, (void **)&list->items, &list->capacity, list->n + 1, sizeof *list->items)) return;
  list->items[list->n++] = occurrence;
}

void note_open(proposal_work *w, uint32_t occurrence, const char *why) {
  if (w->n_open < OPEN_MAX) w->open[w->n_open++] = (open_note){occurrence, why};
}

casus_date later_date(casus_date a, casus_date b) { return date_compare(a, b) < 0 ? b : a; }

/* ---- words */

static str next_word(str *rest) {
  size_t begin = 0, end;
  while (begin < rest->len && !is_ascii_alpha((unsigned char)rest->ptr[begin])) begin++;
  for (end = begin; end < rest->len && is_ascii_alpha((unsigned char)rest->ptr[end]);) end++;
  str word = str_slice(*rest, begin, end);
  *rest = str_slice(*rest, end, rest->len);
  return word;
}

static bool has_word_like(str text, str stem) {
  for (str rest = text, word; !str_empty(word = next_word(&rest));)
    if (word.len >= stem.len && str_equal_fold(str_slice(word, 0, stem.len), stem)) return true;
  return false;
}

static unsigned count_long_words(str text) {
  unsigned n = 0;
  for (str rest = text, word; !str_empty(word = next_word(&rest));) n += word.len >= SHARED_LETTERS;
  return n;
}

unsigned words_shared(str a, str b) {
  unsigned n = 0;
  for (str rest = a, word; !str_empty(word = next_word(&rest));)
    n += word.len >= SHARED_LETTERS && has_word_like(b, str_slice(word, 0, SHARED_LETTERS));
  return n;
}

bool topics_alike(str a, str b) {
  unsigned shared = words_shared(a, b), of_a = count_long_words(a), of_b = count_long_words(b);
  return str_equal_fold(a, b) || (shared && 2 * shared >= (of_a < of_b ? of_a : of_b));
}

/* ---- acts */

/* The type says little about these: it takes the words to tell one from another. */
static bool needs_topic(casus_type type) {
  return !(type == CASUS_ASSAULT || type == CASUS_COERCE || type == CASUS_CONSULT || type == CASUS_COOPERATE ||
           type == CASUS_AID);
}

static bool topics_agree(const act *a, const act *b) {
  if (!needs_topic(a->type)) return true;
  if (str_empty(a->topic) || str_empty(b->topic)) return str_empty(a->topic) && str_empty(b->topic) && a->mode == b->mode;
  return topics_alike(a->topic, b->topic);
}

static bool types_agree(const act *a, const act *b) {
  bool open = a->type == CASUS_NONE || b->type == CASUS_NONE;
  return a->type == b->type || (open && !str_empty(a->topic) && topics_alike(a->topic, b->topic));
}

static bool same_act(const act *a, const act *b) {
  bool targets = a->target == b->target || a->target == CASUS_NOBODY || b->target == CASUS_NOBODY;
  return a->owner == b->owner && targets && a->is_fact == b->is_fact && a->is_veto == b->is_veto && types_agree(a, b) &&
         topics_agree(a, b);
}

int32_t act_find(proposal_work *w, const act *like) {
  for (uint32_t i = 0; i < w->n_acts; i++) {
    act *found = &w->acts[i];
    if (!same_act(found, like)) continue;
    if (found->target == CASUS_NOBODY) found->target = like->target, found->target_name = like->target_name;
    return (int32_t)i;
  }
  if (w->n_acts == ACTS_MAX || !grow(w, (void **)&w->acts, &w->acts_capacity, w->n_acts + 1, sizeof *w->acts)) return NO_ACT;
  w->acts[w->n_acts] = *like;
  w->acts[w->n_acts].option = NO_ACT;
  return (int32_t)w->n_acts++;
}

static double type_weight(const act *a) {
  static const double weights[CASUS_TYPE_COUNT] = {
      [CASUS_ASSAULT] = 1.5, [CASUS_CONSULT] = TALK_SHARE, [CASUS_AID] = 0.7, [CASUS_COOPERATE] = 0.5, [CASUS_PROTEST] = 0.7};
  if (a->is_veto) return 2;
  double weight = weights[a->type] > 0 ? weights[a->type] : 1;
  return a->is_fact ? weight / 3 : weight;
}

void act_support(proposal_work *w, int32_t index, act_kind kind, uint32_t occurrence) {
  static const double kind_weights[ACT_KINDS] = {2, 3, 4, 3, 3, 3, 4};
  if (index == NO_ACT) return;
  act *a = &w->acts[index];
  const casus_occurrence *o = &w->s->occurrences[occurrence];
  a->kinds |= 1u << kind;
  a->weight += kind_weights[kind] * type_weight(a) + (o->n_articles > 1 ? 1 : 0);
  evidence_add(w, &a->evidence, occurrence);
  if (!w->acts_at[occurrence]) w->acts_at[occurrence] = (uint32_t)index + 1;
  if (kind != ACT_DONE) return;
  if (!a->first_done.year || (o->date.year && date_compare(o->date, a->first_done) < 0)) a->first_done = o->date;
  a->done = later_date(a->done, o->date);
}

/* ---- wishes */

static bool same_wish(const wish *a, const wish *b) {
  return a->party == b->party && a->act == b->act && a->given == b->given && a->negated == b->negated &&
         a->given_negated == b->given_negated;
}

void wish_add(proposal_work *w, const wish *like, uint32_t occurrence) {
  uint32_t i = 0;
  if (like->party < 0 || like->act < 0) return;
  while (i < w->n_wishes && !same_wish(&w->wishes[i], like)) i++;
  if (i == w->n_wishes) {
    if (i == WISHES_MAX || !grow(w, (void **)&w->wishes, &w->wishes_capacity, i + 1, sizeof *w->wishes)) return;
    w->wishes[w->n_wishes++] = *like;
    w->wishes[i].weight = w->wishes[i].strongest = 0;
  }
  wish *v = &w->wishes[i];
  if (like->weight > v->strongest) v->strongest = like->weight, v->why = like->why;
  v->weight += like->weight * (w->acts[like->act].type == CASUS_CONSULT ? TALK_SHARE : 1);
  v->last = later_date(v->last, w->s->occurrences[occurrence].date);
  evidence_add(w, &v->evidence, occurrence);
}
