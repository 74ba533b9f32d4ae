/* Puts an occurrence into one sentence: "Norway called for talks with Denmark", with the words of the article that it rests on as
 * a quotation beside it. Which words go with which act is the table of situation_phrases.c. */
#include "story/situation.h"
#include "story/situation_phrases.h"

enum { NAME_MAX_BYTES = 90, QUOTE_MAX_BYTES = 130, QUOTE_LEAST_WORDS = 4, NAMED_MAX = 6 };

/* ---- text */

static str without_article(str text) {
  return str_starts(text, STR("the ")) || str_starts(text, STR("The ")) ? str_slice(text, 4, text.len) : text;
}

/* White space runs become one space, ASCII double quotes single ones. */
static void add_clean(buffer *b, str text) {
  bool space = false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (is_ascii_space((unsigned char)c)) {
      space = true;
      continue;
    }
    if (space && b->len) buffer_add_byte(b, ' ');
    space = false;
    buffer_add_byte(b, c == '"' ? '\'' : c);
  }
}

/* Cuts at a word's end so that at most max bytes are left. */
static size_t cut_at_word(str text, size_t max) {
  if (text.len <= max) return text.len;
  size_t at = max;
  while (at > max / 2 && text.ptr[at] != ' ') at--;
  while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) at--;
  return at;
}

static bool contains_fold(str text, str part) {
  for (size_t at = 0; part.len && at + part.len <= text.len; at++)
    if (str_equal_fold(str_slice(text, at, at + part.len), part)) return true;
  return false;
}

/* ---- names */

/* Words that mean nothing away from their sentence: "its forces", "both sides". */
static bool leans_on_context(str text) {
  static const char *const words[] = {"he",    "she",    "it",         "they",  "we",    "i",      "you",     "him",  "her",
                                      "them",  "us",     "his",        "its",   "our",   "their",  "my",      "who",  "whom",
                                      "which", "that",   "this",       "these", "both",  "one",    "those",   "each", "some",
                                      "two",   "others", "themselves", "your",  "whose", "itself", "himself", NULL};
  str rest = without_article(text), first = {0};
  str_cut(&rest, ' ', &first);
  return str_is_one_of(first, words);
}

static void add_lower_article(buffer *b, str text) {
  bool article = str_starts(text, STR("The ")) || str_starts(text, STR("A ")) || str_starts(text, STR("An "));
  if (!article) {
    add_clean(b, text);
    return;
  }
  buffer_add_byte(b, to_ascii_lower(text.ptr[0]));
  add_clean(b, str_slice(text, 1, text.len));
}

static void add_cut(buffer *b, str text) {
  size_t n = cut_at_word(text, NAME_MAX_BYTES);
  add_lower_article(b, str_slice(text, 0, n));
  if (n < text.len) buffer_add(b, STR("…"));
}

/* The words of the text, and the country where they do not tell it: "the rebels (Colombia)". */
static void add_described(situation_work *w, buffer *b, const casus_actor *a) {
  add_cut(b, a->text);
  str country = country_name(w, a->country);
  if (str_empty(country) || country_is_named(w, a->country, a->text)) return;
  buffer_add(b, STR(" ("));
  buffer_add(b, without_article(country));
  buffer_add_byte(b, ')');
}

/* "the armed forces of Denmark", where the text has a pronoun. */
static void add_sectored(situation_work *w, buffer *b, const casus_actor *a) {
  str country = country_name(w, a->country);
  const char *noun = str_empty(a->sector) ? NULL : sector_noun(a->sector);
  if (!noun && country.len) {
    buffer_add(b, country);
    return;
  }
  buffer_add(b, str_of(noun ? noun : "a party not named"));
  if (country.len) buffer_add(b, STR(" of ")), buffer_add(b, country);
}

static bool all_capitals(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (is_ascii_lower((unsigned char)s.ptr[i])) return false;
  return s.len > 3;
}

static bool is_country_itself(situation_work *w, const casus_actor *a) {
  return str_empty(a->sector) && str_equal(without_article(country_name(w, a->country)), a->name);
}

static void add_named(situation_work *w, buffer *b, const casus_actor *a) {
  str country = country_name(w, a->country);
  bool capital_line = all_capitals(a->name) && a->name.len > 5 && country.len;
  if (is_country_itself(w, a) || capital_line) buffer_add(b, country);
  else if (contains_fold(a->text, a->name) && !leans_on_context(a->text)) add_cut(b, a->text);
  else add_cut(b, a->name);
}

static void add_name(situation_work *w, buffer *b, const casus_actor *a) {
  if (!str_empty(a->name)) add_named(w, b, a);
  else if (!str_empty(a->text) && !leans_on_context(a->text)) add_described(w, b, a);
  else add_sectored(w, b, a);
}

/* One phrase may stand for several actors ("the two governments"): then each is named by its country. */
static bool shares_words(const casus_actor *actors, uint32_t n, uint32_t i) {
  for (uint32_t k = 0; k < n; k++)
    if (k != i && actors[k].span.begin < actors[i].span.end && actors[i].span.begin < actors[k].span.end) return true;
  return false;
}

static void add_names(situation_work *w, buffer *b, const casus_actor *actors, uint32_t n) {
  for (uint32_t i = 0; i < n && i < NAMED_MAX; i++) {
    if (i) buffer_add(b, i + 1 == n ? STR(" and ") : STR(", "));
    if (shares_words(actors, n, i) && str_empty(actors[i].name)) add_sectored(w, b, &actors[i]);
    else add_name(w, b, &actors[i]);
  }
  if (n > NAMED_MAX) buffer_add(b, STR(" and others"));
}

/* ---- the sentence */

/* Fills a pattern of the table. */
static void add_pattern(situation_work *w, buffer *b, const char *pattern, const casus_event *e) {
  bool inside = false;
  for (const char *p = pattern; *p; p++) {
    if (*p == '[' || *p == ']') inside = *p == '[';
    else if (inside && !e->n_recipients) continue;
    else if (*p == '%') add_names(w, b, e->recipients, e->n_recipients);
    else buffer_add_byte(b, *p);
  }
}

/* An agreement or a promise that still lies ahead is told as the act it is about: "will meet". */
static const phrase *act_ahead(const casus_event *e) {
  bool folds = e->event == CASUS_AGREE || e->event == CASUS_CONCEDE;
  return folds && e->of && e->of != CASUS_AGREE ? phrase_of_type(e->of) : phrase_of(e);
}

typedef struct {
  const char *before; /* of the act */
  bool base;          /* base form, else past */
} status_words;

static status_words words_for(const casus_event *e) {
  static const status_words table[CASUS_EVENT_STATUS_COUNT] = {
      [CASUS_ACTUAL] = {" ", false},
      [CASUS_PLANNED] = {" will, as announced, ", true},
      [CASUS_INTENDED] = {" had the declared or reported intention to ", true},
      [CASUS_CONSIDERED] = {" might ", true},
      [CASUS_CONDITIONAL] = {" would ", true},
      [CASUS_FAILED] = {" tried without success to ", true},
      [CASUS_NEGATED] = {" did not ", true},
      [CASUS_DENIED] = {" ", false}};
  bool threat = e->event == CASUS_THREATEN && standing_of(e->status) == TO_COME && e->status != CASUS_CONSIDERED;
  return threat ? table[CASUS_ACTUAL] : table[e->status];
}

static void add_act(situation_work *w, buffer *b, const casus_event *e) {
  status_words words = words_for(e);
  const phrase *p = words.base ? act_ahead(e) : phrase_of(e);
  add_names(w, b, e->actors, e->n_actors);
  buffer_add(b, str_of(words.before));
  add_pattern(w, b, words.base ? p->base : p->past, e);
}

/* Nobody is named who did it. */
static void add_passive(situation_work *w, buffer *b, const casus_event *e) {
  static const char *const kinds[CASUS_EVENT_STATUS_COUNT] = {[CASUS_PLANNED] = " (planned)",
                                                              [CASUS_INTENDED] = " (intended)",
                                                              [CASUS_CONSIDERED] = " (spoken of as possible)",
                                                              [CASUS_CONDITIONAL] = " (on a condition)",
                                                              [CASUS_FAILED] = " (tried without success)",
                                                              [CASUS_NEGATED] = " (said not to have happened)",
                                                              [CASUS_DENIED] = " (denied)"};
  const phrase *p = phrase_of(e);
  if (e->n_recipients) {
    add_names(w, b, e->recipients, e->n_recipients);
    buffer_add_byte(b, ' ');
    buffer_add(b, str_of(p->passive));
  } else {
    buffer_add(b, STR("people not named "));
    add_pattern(w, b, p->past, e);
  }
  if (kinds[e->status]) buffer_add(b, str_of(kinds[e->status]));
}

static void add_denial(situation_work *w, buffer *b, const casus_event *e) {
  if (e->holder) add_names(w, b, e->holder, 1);
  else if (e->n_actors) add_names(w, b, e->actors, e->n_actors);
  else buffer_add(b, STR("a party not named"));
  buffer_add(b, STR(" denied that "));
  if (e->n_actors) add_act(w, b, e);
  else buffer_add(b, STR("anyone ")), add_pattern(w, b, phrase_of(e)->past, e);
}

static void add_condition(buffer *b, const casus_event *e) {
  str text = str_trim(e->condition);
  while (text.len && (text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == '.')) text.len--;
  if (str_empty(text)) return;
  buffer_add(b, STR(", “"));
  buffer_add_byte(b, str_starts(text, STR("I")) || str_starts(text, STR("U")) ? to_ascii_lower(text.ptr[0]) : text.ptr[0]);
  add_clean(b, str_slice(text, 1, text.len));
  buffer_add(b, STR("”"));
}

static void add_sentence(situation_work *w, buffer *b, const casus_event *e) {
  if (e->status == CASUS_DENIED) add_denial(w, b, e);
  else if (e->n_actors) add_act(w, b, e);
  else add_passive(w, b, e);
  if (e->holder && e->status != CASUS_DENIED) {
    buffer_add(b, STR(", according to "));
    add_names(w, b, e->holder, 1);
  }
  add_condition(b, e);
  if (b->len) b->ptr[0] = is_ascii_lower((unsigned char)b->ptr[0]) ? (char)(b->ptr[0] - 32) : b->ptr[0];
}

/* ---- the quotation: from the word that reports it to the end of its clause */

static bool ends_clause(str rest, size_t at, unsigned n_words) {
  char c = rest.ptr[at], after = at + 1 < rest.len ? rest.ptr[at + 1] : ' ';
  if (c == ';') return true;
  if (c == ',') return n_words >= QUOTE_LEAST_WORDS && after == ' ';
  return false;
}

static size_t clause_end(str rest) {
  unsigned n_words = 0;
  for (size_t at = 0; at < rest.len; at++) {
    if (rest.ptr[at] == ' ') n_words++;
    if (ends_clause(rest, at, n_words)) return at;
  }
  return rest.len;
}

static size_t before_condition(const casus_event *e, size_t begin, size_t end) {
  size_t condition = e->condition_span.begin >= e->span.begin ? e->condition_span.begin - e->span.begin : 0;
  return !str_empty(e->condition) && condition > begin && condition < end ? condition : end;
}

static str trim_stops(str s) {
  s = str_trim(s);
  while (s.len && strchr(".,:;!?\"", s.ptr[s.len - 1])) s.len--;
  return s;
}

static str quote_of(const casus_event *e, bool *cut) {
  *cut = false;
  if (e->trigger_span.begin < e->span.begin || e->trigger_span.end > e->span.end) return (str){0};
  size_t begin = e->trigger_span.begin - e->span.begin, n_trigger = e->trigger_span.end - e->trigger_span.begin;
  if (begin + n_trigger > e->text.len) return (str){0};
  size_t end = begin + clause_end(str_slice(e->text, begin, e->text.len));
  end = before_condition(e, begin, end);
  str quote = str_slice(e->text, begin, end);
  size_t n = cut_at_word(quote, QUOTE_MAX_BYTES);
  *cut = n < quote.len;
  quote = trim_stops(str_slice(quote, 0, n));
  return quote.len > n_trigger ? quote : (str){0}; /* one word says nothing */
}

static str tell_quote(situation_work *w, buffer *b, const casus_event *e) {
  bool cut;
  b->len = 0;
  add_clean(b, quote_of(e, &cut));
  if (cut) buffer_add(b, STR(" …"));
  return work_copy(w, buffer_str(b));
}

void occurrences_tell(situation_work *w) {
  buffer b;
  buffer_init(&b, 1 << 16);
  for (uint32_t i = 0; i < w->s.n_occurrences && !w->failed; i++) {
    casus_occurrence *o = &w->occurrences[i];
    const casus_event *e = occurrence_event(o);
    b.len = 0;
    add_sentence(w, &b, e);
    o->statement = work_copy(w, buffer_str(&b));
    o->quote = tell_quote(w, &b, e);
    o->uncertain = e->confidence < 0.4F;
  }
  buffer_free(&b);
}
