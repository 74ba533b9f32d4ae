/* The words of a proposal: what an act is called, and what the words behind "offered", "demanded" or "promised" say of it. */
#include "proposal/proposal.h"
#include "story/brief.h"
#include "story/situation.h"

enum { TOPIC_MAX_BYTES = 48, NAME_MAX_BYTES = 72, TO_WITHIN_WORDS = 5, REFRAIN_MAX_BYTES = 120 };

/* ---- kinds of acts */

/* What stands in [ ] is left out where nobody is known to whom it is done; % is that party. Final: it cannot be taken back. The
 * first row that fits counts. */
static const struct {
  casus_type type;
  const char *mode; /* NULL: any */
  bool final;
  const char *name;
} act_rows[] = {
    {CASUS_AGREE, "accept", false, "accept what is offered[ by %]"},
    {CASUS_CONSULT, NULL, false, "talks[ with %]"},
    {CASUS_COOPERATE, NULL, false, "common action[ with %]"},
    {CASUS_AID, NULL, false, "aid[ to %]"},
    {CASUS_RETREAT, "ceasefire", false, "ceasefire[ with %]"},
    {CASUS_RETREAT, "withdraw", false, "withdrawal[ before %]"},
    {CASUS_RETREAT, "release", true, "release of people held[, for %]"},
    {CASUS_RETREAT, "disarm", false, "disarmament[ before %]"},
    {CASUS_RETREAT, "access", false, "access[ for %]"},
    {CASUS_RETREAT, "resign", true, "resignation[ before %]"},
    {CASUS_RETREAT, NULL, false, "yield[ to %]"},
    {CASUS_REQUEST, NULL, false, "make a demand[ of %]"},
    {CASUS_ACCUSE, NULL, false, "accuse or prosecute[ %]"},
    {CASUS_REJECT, NULL, false, "say no[ to %]"},
    {CASUS_PROTEST, "strike", false, "strike[ against %]"},
    {CASUS_PROTEST, "boycott", false, "boycott[ of %]"},
    {CASUS_PROTEST, "obstruct", false, "blockade of roads[ against %]"},
    {CASUS_PROTEST, NULL, false, "protests[ against %]"},
    {CASUS_SANCTION, "expel", true, "expulsion[ of %]"},
    {CASUS_SANCTION, "convict", true, "conviction[ of %]"},
    {CASUS_SANCTION, NULL, false, "sanctions or a cut in ties[ against %]"},
    {CASUS_MOBILIZE, NULL, false, "move forces[ against %]"},
    {CASUS_COERCE, "deport", true, "deportation[ of %]"},
    {CASUS_COERCE, "seize", false, "seizure of property[ of %]"},
    {CASUS_COERCE, "arrest", false, "arrests[ of %]"},
    {CASUS_COERCE, "martial-law", false, "state of emergency[ over %]"},
    {CASUS_COERCE, "curfew", false, "curfew[ over %]"},
    {CASUS_COERCE, "restrict", false, "restrictions[ on %]"},
    {CASUS_COERCE, "cyber", true, "cyber attack[ on %]"},
    {CASUS_COERCE, NULL, false, "coercion[ of %]"},
    {CASUS_ASSAULT, "abduct", true, "abduction[ of %]"},
    {CASUS_ASSAULT, "execute", true, "execution[ of %]"},
    {CASUS_ASSAULT, "crowd-control", true, "force against a crowd[: %]"},
    {CASUS_ASSAULT, NULL, true, "assault[ on %]"},
    {CASUS_NONE, NULL, false, "do as asked[ by %]"},
};

static size_t act_row(casus_type type, const char *mode) {
  size_t last = sizeof act_rows / sizeof *act_rows - 1;
  for (size_t i = 0; i < last; i++)
    if (act_rows[i].type == type && (!act_rows[i].mode || (mode && strcmp(mode, act_rows[i].mode) == 0))) return i;
  return last;
}

bool act_is_final(casus_type type, const char *mode) { return act_rows[act_row(type, mode)].final; }

const char *mode_of(const casus_event *e) { return e->n_modes ? casus_mode_name(e->modes[0]) : NULL; }

bool speaks_of_force(const casus_event *e) {
  return type_is_force(e->event) || (e->event == CASUS_THREATEN && type_is_force(e->of));
}

bool type_is_force(casus_type type) { return type == CASUS_ASSAULT || type == CASUS_COERCE || type == CASUS_MOBILIZE; }

/* ---- words at a place */

static str first_word(str text) {
  size_t n = 0;
  while (n < text.len && !is_ascii_space((unsigned char)text.ptr[n])) n++;
  return str_slice(text, 0, n);
}

static str behind(str text, size_t n) { return str_trim(str_slice(text, n, text.len)); }

static bool word_is(str text, const char *const *words) { return str_is_one_of(first_word(text), words); }

static const char *const articles[] = {"a", "an", "the", NULL};

static bool is_infinitive(str text) {
  static const char *const nouns[] = {"a",   "an",   "the",   "its", "their", "his",  "her", "our",  "this",
                                      "all", "both", "these", "any", "end",   "them", "him", "each", NULL};
  return str_starts(text, STR("to ")) && text.len > 4 && is_ascii_lower((unsigned char)text.ptr[3]) &&
         !word_is(behind(text, 2), nouns);
}

/* "... and offered to mediate". */
static bool joins_verb(str text) { return str_starts(text, STR(" and ")) && str_ends(first_word(behind(text, 5)), STR("ed")); }

/* Up to where a new clause begins, or speech. */
static str first_clause(str text) {
  static const char *const ends[] = {
      ",",       ";",         ":",       "\"",      "“",        "”",         "—",      " - ",        " if ",         " unless ",
      " which ", " who ",     " while ", " after ", " before ", " because ", " when ", " although ", " in exchange", " in return",
      " as ",    " so that ", " until ", NULL};
  size_t end = text.len;
  for (size_t at = 1; at < end; at++) {
    if (joins_verb(str_slice(text, at, text.len))) end = at;
    for (const char *const *e = ends; *e; e++)
      if (str_starts(str_slice(text, at, text.len), str_of(*e))) end = at;
  }
  return str_trim(str_slice(text, 0, end));
}

/* ---- what is offered or demanded */

/* Behind the word that reports it; `skip`: and behind the party it is put to where that follows at once. */
static str tail_of(const casus_event *e, bool skip) {
  if (e->trigger_span.begin < e->span.begin || e->trigger_span.end < e->trigger_span.begin) return (str){0};
  size_t at = e->trigger_span.end - e->span.begin;
  if (at >= e->text.len) return (str){0};
  for (uint32_t i = 0; skip && i < e->n_recipients; i++) {
    span s = e->recipients[i].span;
    if (s.begin < e->trigger_span.end || s.begin > e->trigger_span.end + 4 || s.end <= s.begin) continue;
    size_t next = s.end - e->span.begin;
    if (next < e->text.len) at = next;
  }
  size_t condition = e->condition_span.begin > e->span.begin ? e->condition_span.begin - e->span.begin : 0;
  size_t end = !str_empty(e->condition) && condition > at && condition < e->text.len ? condition : e->text.len;
  return first_clause(str_trim(str_slice(e->text, at, end)));
}

/* "last year to lend Manila the money": from the verb on. */
static str from_infinitive(str tail) {
  str rest = tail;
  for (unsigned n = 0; n < TO_WITHIN_WORDS && rest.len; n++) {
    if (is_infinitive(rest)) return behind(rest, 2);
    rest = behind(rest, first_word(rest).len);
  }
  return (str){0};
}

static str without_dangling(str text) {
  static const char *const dangling[] = {"in",  "on", "at", "of", "to",  "for",  "with", "and",  "from",  "by",
                                         "the", "a",  "an", "or", "its", "into", "over", "that", "their", NULL};
  for (;;) {
    size_t begin = text.len;
    while (begin && text.ptr[begin - 1] != ' ') begin--;
    while (text.len && strchr(".,!?'", text.ptr[text.len - 1])) text.len--;
    if (!begin || begin > text.len || !str_is_one_of(str_slice(text, begin, text.len), dangling)) return text;
    text = str_trim(str_slice(text, 0, begin));
  }
}

static bool says_something(str text) {
  static const char *const adverbs[] = {"before", "today", "again", "once", "since", "yesterday", "this", "such", NULL};
  size_t letters = 0;
  for (size_t i = 0; i < text.len; i++)
    letters += is_ascii_alpha((unsigned char)text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80;
  bool one_word = first_word(text).len == text.len;
  return letters >= 4 && !(one_word && word_is(text, adverbs));
}

static str clean_topic(proposal_work *w, str trigger, str text) {
  buffer b;
  buffer_init(&b, 4096);
  if (!str_empty(trigger)) words_add_clean(&b, trigger), buffer_add_byte(&b, ' ');
  words_add_clean(&b, text);
  str made = buffer_str(&b);
  made = without_dangling(str_trim(str_slice(made, 0, words_cut(made, TOPIC_MAX_BYTES))));
  str copy = says_something(made) ? proposal_copy(w, made) : (str){0};
  buffer_free(&b);
  return copy;
}

/* "will send observers", "apologised": the word is the act, not a promise of it. */
static bool is_act_itself(const casus_event *e) {
  bool speaks_of_act = e->event == CASUS_AGREE || e->event == CASUS_THREATEN;
  return e->event == CASUS_CONCEDE || (speaks_of_act && e->status != CASUS_ACTUAL);
}

/* "demanded that the rebels disarm": who is meant is known. */
static str behind_recipient(str tail, const casus_event *e) {
  str who = e->n_recipients ? e->recipients[0].text : (str){0};
  return who.len && tail.len > who.len && str_starts(tail, who) ? behind(tail, who.len) : tail;
}

str topic_of(proposal_work *w, uint32_t occurrence) {
  static const char *const links[] = {"for", "that", "on", NULL}, *const noun_links[] = {"to", "of", NULL};
  const casus_event *e = event_at(w, occurrence);
  str whole = tail_of(e, false), tail = tail_of(e, true), act_words = from_infinitive(tail);
  bool skipped = whole.len > tail.len;
  if (act_words.len) return clean_topic(w, (str){0}, act_words);
  if (whole.len && is_act_itself(e)) return clean_topic(w, event_lemma(e), whole);
  if (word_is(tail, links)) tail = behind_recipient(behind(tail, first_word(tail).len), e);
  else if (!skipped && word_is(tail, noun_links)) return clean_topic(w, e->trigger, tail);
  else if (skipped && str_starts(tail, STR("to "))) tail = behind(tail, 2);
  if (word_is(tail, articles)) tail = behind(tail, first_word(tail).len);
  return clean_topic(w, (str){0}, tail);
}

bool has_word(str text, const char *const *beginnings) {
  for (size_t at = 0; at < text.len; at++) {
    if (at && is_ascii_alpha((unsigned char)text.ptr[at - 1])) continue;
    for (const char *const *b = beginnings; *b; b++) {
      size_t n = strlen(*b);
      if (at + n <= text.len && str_equal_fold(str_slice(text, at, at + n), str_of(*b))) return true;
    }
  }
  return false;
}

bool speaks_of_ceasefire(str text) {
  static const char *const words[] = {"ceasefire", "cease-fire", "truce", "cessation of hostilities", NULL};
  return has_word(text, words);
}

bool asks_to_refrain(const casus_event *e) {
  static const char *const words[] = {"dissuad", "refrain",    "stop",   "halt",    "avert",    "prevent",
                                      "cease",   "reconsider", "cancel", "abandon", "avoid",    "end ",
                                      "end to",  "restrain",   "desist", "not to",  "call off", NULL};
  if (e->trigger_span.begin < e->span.begin || e->trigger_span.begin - e->span.begin >= e->text.len) return false;
  str tail = str_slice(e->text, e->trigger_span.begin - e->span.begin, e->text.len);
  return has_word(str_slice(tail, 0, words_cut(tail, REFRAIN_MAX_BYTES)), words);
}

/* ---- names */

static void add_pattern(buffer *b, const char *pattern, str target) {
  bool inside = false;
  for (const char *p = pattern; *p; p++) {
    if (*p == '[' || *p == ']') inside = *p == '[';
    else if (inside && str_empty(target)) continue;
    else if (*p == '%') buffer_add(b, target);
    else buffer_add_byte(b, *p);
  }
}

static bool name_is_taken(const proposal_work *w, int32_t option, str name) {
  for (int32_t i = 0; i < option; i++) {
    const act *a = &w->acts[w->options[i]];
    if (a->owner == w->acts[w->options[option]].owner && str_equal(a->name, name)) return true;
  }
  return false;
}

static bool words_say_more(const act *a) {
  static const uint32_t named_by_type = 1u << CASUS_ASSAULT | 1u << CASUS_COERCE | 1u << CASUS_CONSULT;
  return !str_empty(a->topic) && !a->mode && !(named_by_type >> a->type & 1);
}

static void add_name(const proposal_work *w, buffer *b, const act *a) {
  bool at_place = a->target == CASUS_NOBODY && a->type != CASUS_ASSAULT && !str_empty(a->target_name);
  if (a->is_veto) {
    add_pattern(b, a->target >= 0 && w->parties[a->target].is_body ? "veto[ in %]" : "veto[ against %]", a->target_name);
    return;
  }
  if (a->is_fact) buffer_add(b, STR("past "));
  if (words_say_more(a)) buffer_add(b, a->topic);
  else add_pattern(b, act_rows[act_row(a->type, a->mode)].name, at_place ? (str){0} : a->target_name);
  if (at_place && !words_say_more(a)) buffer_add(b, STR(" in ")), buffer_add(b, a->target_name);
}

/* What is printed: clean, double quotation marks single, short. */
static str name_clean(proposal_work *w, str text) {
  buffer raw, b;
  buffer_init(&raw, 1 << 20);
  buffer_init(&b, 1 << 20);
  brief_add_clean(&raw, text);
  words_add_clean(&b, buffer_str(&raw));
  str made = buffer_str(&b);
  made = str_trim(str_slice(made, 0, words_cut(made, NAME_MAX_BYTES)));
  made = proposal_copy(w, str_empty(made) ? STR("unnamed") : made);
  buffer_free(&raw);
  buffer_free(&b);
  return made;
}

/* Two things of one name are told apart by a number. */
static str name_numbered(proposal_work *w, str name, unsigned n) {
  buffer b;
  buffer_init(&b, NAME_MAX_BYTES + 16);
  buffer_add(&b, str_slice(name, 0, words_cut(name, NAME_MAX_BYTES - 8)));
  buffer_format(&b, ", %u", n);
  str made = proposal_copy(w, buffer_str(&b));
  buffer_free(&b);
  return made;
}

static void name_option(proposal_work *w, int32_t index) {
  buffer b;
  buffer_init(&b, 1 << 20);
  add_name(w, &b, &w->acts[w->options[index]]);
  str plain = name_clean(w, buffer_str(&b)), name = plain;
  for (unsigned n = 2; name_is_taken(w, index, name) && !w->failed; n++) name = name_numbered(w, plain, n);
  w->acts[w->options[index]].name = name;
  buffer_free(&b);
}

static bool party_name_is_taken(const proposal_work *w, int32_t index, str name) {
  for (int32_t i = 0; i < index; i++)
    if (str_equal(w->parties[w->deciders[i]].name, name)) return true;
  return false;
}

static void name_decider(proposal_work *w, int32_t index) {
  proposal_party *p = &w->parties[w->deciders[index]];
  str plain = name_clean(w, p->name), name = plain;
  for (unsigned n = 2; party_name_is_taken(w, index, name) && !w->failed; n++) name = name_numbered(w, plain, n);
  p->name = name;
}

void model_name(proposal_work *w) {
  for (uint32_t i = 0; i < w->n_deciders; i++) name_decider(w, (int32_t)i);
  for (uint32_t i = 0; i < w->n_options; i++) name_option(w, (int32_t)i);
}
