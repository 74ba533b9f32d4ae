/* Conditions and exchanges as wishes: "will do Y if Z" is Y IF Z. What a condition speaks of is an option of the party that is
 * its subject, in the words of the condition where no act is known that fits. */
#include "proposal/proposal.h"
#include "story/situation.h"

enum { TOPIC_MAX_BYTES = 56, SUBJECT_MAX_BYTES = 8 };

static str drop_words(str text, const char *const *words) {
  for (; *words; words++) {
    str word = str_of(*words);
    if (text.len <= word.len || !str_equal_fold(str_slice(text, 0, word.len), word) || text.ptr[word.len] != ' ') continue;
    return str_trim(str_slice(text, word.len, text.len));
  }
  return text;
}

static str without_conjunction(str text) {
  static const char *const words[] = {"only if",           "even if",    "if",     "unless", "provided that",
                                      "provided",          "as long as", "once",   "when",   "until",
                                      "on condition that", "in case",    "should", NULL};
  text = drop_words(str_trim(text), words);
  while (text.len && strchr(",.; ", text.ptr[text.len - 1])) text.len--;
  return text;
}

/* ---- who it speaks of */

/* How much of the text is that name, with its article; 0: it is not at the head. */
static size_t name_at_head(str text, str name) {
  static const char *const articles[] = {"the", NULL};
  str rest = drop_words(text, articles);
  if (str_empty(name) || rest.len <= name.len || !str_equal_fold(str_slice(rest, 0, name.len), name) || rest.ptr[name.len] != ' ')
    return 0;
  return (size_t)(rest.ptr - text.ptr) + name.len;
}

static size_t party_at_head(const proposal_work *w, str text, int32_t party) {
  size_t n = name_at_head(text, w->parties[party].name);
  if (party >= (int32_t)w->n_situation_parties) return n;
  const casus_party *p = &w->s->parties[party];
  for (uint32_t i = 0; !n && i < p->n_names; i++) n = name_at_head(text, p->names[i].name);
  return n;
}

static size_t pronoun_at_head(str text) {
  static const char *const words[] = {"they", "it", "he", "she", NULL};
  str rest = drop_words(text, words);
  return rest.ptr == text.ptr ? 0 : (size_t)(rest.ptr - text.ptr) - 1;
}

/* Nobody by name: the tables may know a description. */
static int32_t subject_looked_up(proposal_work *w, uint32_t occurrence, str text, size_t *len) {
  const casus_phrase phrase = {.phrase = text, .on = w->s->occurrences[occurrence].report->article->date};
  const casus_who_answer *answer;
  if (!w->session || text.len > CASUS_PHRASE_BYTES_MAX || casus_who(w->session, &phrase, &answer, NULL) != CASUS_OK)
    return CASUS_NOBODY;
  if (!answer->n_actors || answer->in_context || answer->actors[0].span.begin > SUBJECT_MAX_BYTES) return CASUS_NOBODY;
  *len = answer->actors[0].span.end;
  return party_of_actor(w, &answer->actors[0]);
}

static int32_t subject_of(proposal_work *w, uint32_t occurrence, str text, size_t *len) {
  for (uint32_t i = 0; i < w->n_parties; i++)
    if ((*len = party_at_head(w, text, (int32_t)i))) return (int32_t)i;
  if ((*len = pronoun_at_head(text))) return target_of(w, occurrence);
  return subject_looked_up(w, occurrence, text, len);
}

/* ---- what it says of him */

static const char *const negations[] = {"does not", "do not",    "did not",    "doesn't",    "don't",     "didn't",
                                        "has not",  "have not",  "will not",   "refuses to", "refuse to", "fails to",
                                        "fail to",  "failed to", "refused to", NULL};

/* The third column of the first word. */
static str first_lemma(str conllu) {
  str line, column = {0};
  while (str_cut(&conllu, '\n', &line))
    if (line.len && is_ascii_digit((unsigned char)*line.ptr)) break;
  for (unsigned k = 0; k < 3; k++)
    if (!str_cut(&line, '\t', &column)) return (str){0};
  return column;
}

/* "opposes the plan", "opposed the plan": "oppose the plan", where the grammar can be asked. */
static str base_form(proposal_work *w, str predicate) {
  const casus_article article = {.text = predicate};
  str conllu;
  if (!w->session || casus_parse(w->session, &article, &conllu, NULL) != CASUS_OK) return proposal_copy(w, predicate);
  size_t n = 0;
  while (n < predicate.len && predicate.ptr[n] != ' ') n++;
  buffer b;
  buffer_init(&b, 1 << 12);
  buffer_add(&b, first_lemma(conllu));
  if (!b.len) buffer_add(&b, str_slice(predicate, 0, n));
  buffer_add(&b, str_slice(predicate, n, predicate.len));
  str made = proposal_copy(w, buffer_str(&b));
  buffer_free(&b);
  return made;
}

/* An act of the subject that reports speak of in like words. */
static int32_t act_in_words(const proposal_work *w, int32_t owner, str predicate) {
  for (uint32_t i = 0; i < w->n_acts; i++) {
    const act *a = &w->acts[i];
    if (a->owner != owner || a->is_fact || a->is_veto) continue;
    if (topics_alike(a->topic, predicate)) return (int32_t)i;
  }
  return NO_ACT;
}

/* "withdraws its sanctions": not to impose them, where that is an act of his. */
static int32_t act_undone(const proposal_work *w, int32_t owner, str predicate) {
  static const char *const undoing[] = {"withdraw", "lift", "end", "stop", "drop", "cancel", "halt", "revoke", "abandon", NULL};
  str rest = predicate, verb = {0};
  str_cut(&rest, ' ', &verb);
  return has_word(verb, undoing) ? act_in_words(w, owner, rest) : NO_ACT;
}

static int32_t act_of_predicate(proposal_work *w, int32_t subject, str predicate, bool *negated) {
  int32_t found = act_undone(w, subject, predicate);
  if (found != NO_ACT) *negated = !*negated;
  else found = act_in_words(w, subject, predicate);
  if (found != NO_ACT) return found;
  predicate = str_slice(predicate, 0, words_cut(predicate, TOPIC_MAX_BYTES));
  act a = {.owner = subject, .target = CASUS_NOBODY, .topic = base_form(w, predicate)};
  return act_find(w, &a);
}

/* "if it does". */
static bool stands_for_verb(str text) {
  static const char *const words[] = {"do", "does", "did", "do so", "does so", "did so", "do it", "does it", "did it", NULL};
  return str_is_one_of(text, words);
}

/* The act of the subject in this sentence or the one before. */
static int32_t act_said_before(const proposal_work *w, int32_t owner, uint32_t occurrence) {
  const casus_event *e = event_at(w, occurrence);
  const casus_article *article = w->s->occurrences[occurrence].report->article;
  for (uint32_t i = 0; i < w->n_acts; i++)
    for (uint32_t k = 0; w->acts[i].owner == owner && k < w->acts[i].evidence.n; k++) {
      uint32_t at = w->acts[i].evidence.items[k], sentence = event_at(w, at)->sentence;
      bool near = sentence == e->sentence || sentence + 1 == e->sentence;
      if (near && str_equal(w->s->occurrences[at].report->article->id, article->id) &&
          str_equal(w->s->occurrences[at].report->article->origin, article->origin))
        return (int32_t)i;
    }
  return NO_ACT;
}

static int32_t act_of_words(proposal_work *w, uint32_t occurrence, str text, bool *negated) {
  size_t len = 0;
  text = without_conjunction(text);
  int32_t subject = subject_of(w, occurrence, text, &len);
  if (!party_is_known(w, subject) || len >= text.len) return NO_ACT;
  str predicate = str_trim(str_slice(text, len, text.len)), positive = drop_words(predicate, negations);
  *negated = positive.ptr != predicate.ptr;
  if (stands_for_verb(positive)) return act_said_before(w, subject, occurrence);
  return act_of_predicate(w, subject, positive, negated);
}

/* An event that lies within the condition says who it speaks of and what. */
static bool is_within(const proposal_work *w, uint32_t occurrence, uint32_t other) {
  const casus_event *e = event_at(w, occurrence), *f = event_at(w, other);
  return f->sentence == e->sentence && other != occurrence && f->trigger_span.begin >= e->condition_span.begin &&
         f->trigger_span.end <= e->condition_span.end && str_equal(f->text, e->text) && w->s->occurrences[other].n_actors &&
         party_is_known(w, w->s->occurrences[other].actors[0]);
}

static int32_t act_within(proposal_work *w, uint32_t occurrence, bool *negated) {
  const casus_event *e = event_at(w, occurrence);
  for (uint32_t i = 0; i < w->s->n_occurrences; i++) {
    if (!is_within(w, occurrence, i)) continue;
    const casus_event *f = event_at(w, i);
    size_t begin = f->trigger_span.begin - e->condition_span.begin;
    if (begin >= e->condition.len) continue;
    *negated = f->status == CASUS_NEGATED;
    return act_of_predicate(w, w->s->occurrences[i].actors[0],
                            without_conjunction(str_slice(e->condition, begin, e->condition.len)), negated);
  }
  return NO_ACT;
}

/* "if the truce holds": the weightiest ceasefire. */
static int32_t ceasefire_meant(const proposal_work *w, str text, bool *negated) {
  static const char *const ends[] = {"collapse", "break", "broken", "fail", "end", "violat", "not", NULL};
  int32_t best = NO_ACT;
  if (!speaks_of_ceasefire(text)) return NO_ACT;
  for (uint32_t i = 0; i < w->n_acts; i++) {
    const act *a = &w->acts[i];
    bool fits = a->mode && strcmp(a->mode, "ceasefire") == 0;
    if (fits && (best == NO_ACT || a->weight > w->acts[best].weight)) best = (int32_t)i;
  }
  *negated = has_word(text, ends);
  return best;
}

static int32_t act_of_event(const proposal_work *w, int32_t occurrence) {
  return occurrence < 0 ? NO_ACT : (int32_t)w->acts_at[occurrence] - 1;
}

static void use_condition(proposal_work *w, const casus_condition *c) {
  const casus_occurrence *o = &w->s->occurrences[c->occurrence];
  int32_t index = act_of_event(w, (int32_t)c->occurrence);
  bool negated = false;
  if (index == NO_ACT || !o->n_actors) return;
  int32_t given = act_of_event(w, c->event);
  if (given == NO_ACT) given = ceasefire_meant(w, c->text, &negated);
  if (given == NO_ACT) given = act_within(w, c->occurrence, &negated);
  if (given == NO_ACT) given = act_of_words(w, c->occurrence, c->text, &negated);
  if (given == NO_ACT || given == index) {
    note_open(w, c->occurrence, "a condition that is no act of a known party");
    return;
  }
  act_support(w, given, ACT_CONDITION, c->occurrence);
  wish v = {.party = o->actors[0], .act = index, .given = given, .weight = 6, .why = "will do it on this condition"};
  v.given_negated = negated != c->unless;
  wish_add(w, &v, c->occurrence);
}

static void use_exchange(proposal_work *w, const casus_exchange *x) {
  const casus_occurrence *o = &w->s->occurrences[x->given];
  int32_t given = act_of_event(w, (int32_t)x->given), taken = act_of_event(w, (int32_t)x->taken);
  if (given == NO_ACT || taken == NO_ACT || given == taken || !o->n_actors) return;
  wish v = {.party = o->actors[0], .act = given, .given = taken, .weight = 6, .why = "offers it in exchange"};
  wish_add(w, &v, x->given);
  wish price = {.party = o->actors[0], .act = taken, .given = NO_ACT, .weight = 4, .why = "asks for it in exchange"};
  wish_add(w, &price, x->taken);
  v.negated = v.given_negated = true;
  v.weight = 3;
  v.why = "offers it only in exchange";
  wish_add(w, &v, x->given);
}

void conditions_use(proposal_work *w) {
  for (uint32_t i = 0; i < w->s->n_conditions && !w->failed; i++) use_condition(w, &w->s->conditions[i]);
  for (uint32_t i = 0; i < w->s->n_exchanges && !w->failed; i++) use_exchange(w, &w->s->exchanges[i]);
}
