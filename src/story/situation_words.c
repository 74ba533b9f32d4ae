/* Puts an occurrence into one sentence: "Norway called for talks with Denmark", with the words of the article that it rests on as
 * a quotation beside it. Which words go with which act is the table of situation_phrases.c. */
#include "story/situation.h"
#include "story/situation_phrases.h"

enum { QUOTE_MAX_BYTES = 130, QUOTE_LEAST_WORDS = 3, QUOTE_GOOD_WORDS = 5 };

/* A quotation mark that was opened and cut off. */
static void close_quotation(buffer *b) {
  size_t n = 0, last = 0;
  for (size_t i = 0; i < b->len; i++) {
    bool within_word =
        i > 0 && is_ascii_alpha((unsigned char)b->ptr[i - 1]) && i + 1 < b->len && is_ascii_alpha((unsigned char)b->ptr[i + 1]);
    if (b->ptr[i] == '\'' && !within_word) n++, last = i;
  }
  if (n % 2 && (last == 0 || b->ptr[last - 1] == ' ')) buffer_add_byte(b, '\'');
}

/* ---- the sentence */

/* "Police detained three of them": the words do not tell who "them" is, and it is not the police. */
static bool is_lost(const casus_event *e) {
  if (e->n_recipients != 1 || !e->n_actors || str_empty(e->recipients->code)) return false;
  return str_equal(e->recipients->code, e->actors->code) && name_leans_on_context(e->recipients);
}

static void add_recipients(situation_work *w, buffer *b, const casus_event *e) {
  if (is_lost(e)) buffer_add(b, STR("people not named"));
  else party_names_add(w, b, e->recipients, e->n_recipients);
}

/* Fills a pattern of the table. */
static void add_pattern(situation_work *w, buffer *b, const char *pattern, const casus_event *e) {
  bool inside = false;
  for (const char *p = pattern; *p; p++) {
    if (*p == '[' || *p == ']') inside = *p == '[';
    else if (inside && !e->n_recipients) continue;
    else if (*p == '%') add_recipients(w, b, e);
    else buffer_add_byte(b, *p);
  }
}

/* An agreement or a promise that still lies ahead is told as the act it is about: "will meet". */
static const phrase *act_ahead(const casus_event *e) {
  bool folds = e->event == CASUS_AGREE || e->event == CASUS_CONCEDE;
  return folds && e->of && e->of != CASUS_AGREE && e->of != CASUS_SUPPORT ? wording_of_object(e) : wording_of(e);
}

typedef struct {
  const char *before; /* of the act */
  bool base;          /* base form, else past */
} status_words;

static status_words words_for(const casus_event *e) {
  static const status_words table[CASUS_EVENT_STATUS_COUNT] = {[CASUS_ACTUAL] = {" ", false},
                                                               [CASUS_PLANNED] = {" planned to ", true},
                                                               [CASUS_INTENDED] = {" intended to ", true},
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
  const phrase *p = words.base ? act_ahead(e) : wording_of(e);
  party_names_add(w, b, e->actors, e->n_actors);
  buffer_add(b, str_of(words.before));
  add_pattern(w, b, words.base ? p->base : p->past, e);
}

/* "came under attack": "come under attack". */
static void add_base(buffer *b, const char *passive) {
  static const struct {
    const char *past, *base;
  } verbs[] = {{"came", "come"},     {"received", "receive"}, {"faced", "face"}, {"suffered", "suffer"},
               {"met", "meet"},      {"saw", "see"},          {"took", "take"},  {"went", "go"},
               {"entered", "enter"}, {"found", "find"},       {"won", "win"},    {"lost", "lose"}};
  str rest = str_of(passive), first = {0};
  str_cut(&rest, ' ', &first);
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (str_is(first, verbs[i].past)) first = str_of(verbs[i].base);
  buffer_add(b, first);
  if (rest.len) buffer_add_byte(b, ' '), buffer_add(b, rest);
}

/* Nobody is named who did it. */
static void add_passive(situation_work *w, buffer *b, const casus_event *e) {
  status_words words = words_for(e);
  const phrase *p = words.base ? act_ahead(e) : wording_of(e);
  bool known = e->n_recipients > 0;
  /* Whom something may befall plans nothing. */
  const char *before = words.base && known && standing_of(e->status) == TO_COME ? " might " : words.before;
  if (known) party_names_add(w, b, e->recipients, e->n_recipients);
  else buffer_add(b, STR("people not named"));
  buffer_add(b, str_of(before));
  if (!known) add_pattern(w, b, words.base ? p->base : p->past, e);
  else if (words.base) add_base(b, p->passive);
  else buffer_add(b, str_of(p->passive));
}

static void add_denial(situation_work *w, buffer *b, const casus_event *e) {
  if (e->holder) party_names_add(w, b, e->holder, 1);
  else if (e->n_actors) party_names_add(w, b, e->actors, e->n_actors);
  else buffer_add(b, STR("a party not named"));
  buffer_add(b, STR(" denied that "));
  if (e->n_actors) add_act(w, b, e);
  else buffer_add(b, STR("anyone ")), add_pattern(w, b, wording_of(e)->past, e);
}

static void add_condition(buffer *b, const casus_event *e) {
  str text = str_trim(e->condition);
  while (text.len && (text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == '.')) text.len--;
  if (str_empty(text)) return;
  buffer_add(b, STR(", “"));
  buffer_add_byte(b, str_starts(text, STR("I")) || str_starts(text, STR("U")) ? to_ascii_lower(text.ptr[0]) : text.ptr[0]);
  words_add_clean(b, str_slice(text, 1, text.len));
  buffer_add(b, STR("”"));
}

/* A party that speaks of itself: then it need not be said who says so. */
static bool is_actor(const casus_event *e, const casus_actor *holder) {
  return e->n_actors == 1 && !str_empty(holder->code) && str_equal(e->actors[0].code, holder->code) &&
         str_equal(e->actors[0].name, holder->name);
}

static void add_sentence(situation_work *w, buffer *b, const casus_event *e) {
  if (e->status == CASUS_DENIED) add_denial(w, b, e);
  else if (e->n_actors) add_act(w, b, e);
  else add_passive(w, b, e);
  if (e->holder && e->status != CASUS_DENIED && !is_actor(e, e->holder)) {
    buffer_add(b, STR(", according to "));
    party_names_add(w, b, e->holder, 1);
  }
  add_condition(b, e);
  if (b->len) b->ptr[0] = is_ascii_lower((unsigned char)b->ptr[0]) ? (char)(b->ptr[0] - 32) : b->ptr[0];
}

/* ---- the quotation: from the word that reports it to the end of its clause */

static bool ends_clause(str rest, size_t at, unsigned n_words) {
  char c = rest.ptr[at], after = at + 1 < rest.len ? rest.ptr[at + 1] : ' ';
  if (c == ';') return true;
  return c == ',' && n_words >= QUOTE_LEAST_WORDS && after == ' ';
}

/* Speech that began before this word ends here. */
static bool ends_speech(str rest, size_t at, bool *inside) {
  str left = str_slice(rest, at, rest.len);
  bool opens = str_starts(left, STR("“")) || (rest.ptr[at] == '"' && at && rest.ptr[at - 1] == ' ');
  bool mark = opens || rest.ptr[at] == '"' || str_starts(left, STR("”"));
  bool ends = mark && !opens && !*inside;
  if (mark) *inside = opens;
  return ends;
}

static size_t clause_end(str rest) {
  unsigned n_words = 0;
  bool inside = false;
  for (size_t at = 0; at < rest.len; at++) {
    if (rest.ptr[at] == ' ') n_words++;
    if (ends_clause(rest, at, n_words) || ends_speech(rest, at, &inside)) return at;
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

static bool joins_clauses(str word) {
  static const char *const words[] = {"and", "but", "or", "while", "as", NULL};
  return str_is_one_of(word, words);
}

/* Too few words say nothing: then those before them help, as far as the clause goes; and no name is cut in two. */
static size_t step_back(str text, size_t begin, size_t end) {
  unsigned n_words = 1;
  for (size_t i = begin; i < end; i++) n_words += text.ptr[i] == ' ';
  for (; begin > 1 && n_words < QUOTE_GOOD_WORDS + 4; n_words++) {
    size_t last = begin - 1, first = last;
    while (first > 0 && !is_ascii_space((unsigned char)text.ptr[first - 1])) first--;
    bool in_name = is_ascii_upper((unsigned char)text.ptr[begin]) && is_ascii_upper((unsigned char)text.ptr[first]);
    bool clause_begins = strchr(",;:\"", text.ptr[last - 1]) || joins_clauses(str_slice(text, first, last));
    if (clause_begins || (n_words >= QUOTE_GOOD_WORDS && !in_name)) break;
    begin = first;
  }
  return begin;
}

static str quote_of(const casus_event *e, bool *cut) {
  *cut = false;
  if (e->trigger_span.begin < e->span.begin || e->trigger_span.end > e->span.end) return (str){0};
  size_t begin = e->trigger_span.begin - e->span.begin, n_trigger = e->trigger_span.end - e->trigger_span.begin;
  if (begin + n_trigger > e->text.len) return (str){0};
  size_t end = begin + clause_end(str_slice(e->text, begin, e->text.len));
  end = before_condition(e, begin, end);
  begin = step_back(e->text, begin, end);
  str quote = str_slice(e->text, begin, end);
  size_t n = words_cut(quote, QUOTE_MAX_BYTES);
  *cut = n < quote.len;
  return trim_stops(str_slice(quote, 0, n));
}

/* Of the reports of this sentence, the one whose word stands first: its clause has the others in it. */
static const casus_event *first_in_sentence(const situation_work *w, const casus_occurrence *o) {
  const casus_event *first = occurrence_event(o);
  uint32_t best = 0;
  while (w->reports[o->reports[best]] != o->report) best++;
  for (uint32_t i = 0; i < o->n_reports; i++) {
    const casus_event *e = report_event(w->reports[o->reports[i]]);
    bool same = w->source_of[o->reports[i]] == w->source_of[o->reports[best]];
    if (same && e->trigger_span.begin < first->trigger_span.begin) first = e;
  }
  return first;
}

static str tell_quote(situation_work *w, buffer *b, const casus_event *e) {
  bool cut;
  b->len = 0;
  words_add_clean(b, quote_of(e, &cut));
  close_quotation(b);
  if (cut) buffer_add(b, STR(" …"));
  return situation_copy(w, buffer_str(b));
}

void occurrences_tell(situation_work *w) {
  buffer b;
  buffer_init(&b, 1 << 16);
  for (uint32_t i = 0; i < w->s.n_occurrences && !w->failed; i++) {
    casus_occurrence *o = &w->occurrences[i];
    const casus_event *e = occurrence_event(o);
    b.len = 0;
    add_sentence(w, &b, e);
    o->statement = situation_copy(w, buffer_str(&b));
    o->quote = tell_quote(w, &b, first_in_sentence(w, o));
    o->uncertain = e->confidence < 0.4F;
  }
  buffer_free(&b);
}
