/* What a party is called inside of a sentence: the words of its article where they say who it is, else the name that the tables
 * have, else its kind and country. */
#include "story/situation.h"

enum { NAME_MAX_BYTES = 90, NAMED_MAX = 6 };

/* ---- text */

/* What stands in quotation marks of ours has single ones inside. Bytes taken; 0: it is none. */
static size_t add_quotation_mark(buffer *b, str text) {
  static const char *const marks[][2] = {{"\"", "'"}, {"“", "‘"}, {"”", "’"}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    if (!str_starts(text, str_of(marks[i][0]))) continue;
    buffer_add(b, str_of(marks[i][1]));
    return strlen(marks[i][0]);
  }
  return 0;
}

void words_add_clean(buffer *b, str text) {
  const size_t begin = b->len;
  bool space = false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (is_ascii_space((unsigned char)c)) {
      space = true;
      continue;
    }
    if (space && b->len > begin) buffer_add_byte(b, ' ');
    space = false;
    size_t mark = add_quotation_mark(b, str_slice(text, i, text.len));
    if (!mark) buffer_add_byte(b, c);
    else i += mark - 1;
  }
}

/* Cuts at a word's end so that at most max bytes are left. */
size_t words_cut(str text, size_t max) {
  if (text.len <= max) return text.len;
  size_t at = max;
  while (at > max / 2 && text.ptr[at] != ' ') at--;
  while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) at--;
  return at;
}

static bool contains_fold(str text, str part) {
  if (str_empty(part) || part.len > NAME_MAX_BYTES) return false;
  for (size_t at = 0; at + part.len <= text.len; at++)
    if (str_equal_fold(str_slice(text, at, at + part.len), part)) return true;
  return false;
}

/* ---- names */

/* Means nothing away from its sentence. */
static bool is_pronoun(str text) {
  static const char *const words[] = {"he",   "she",   "it",     "they",    "we",         "i",    "you",   "him",
                                      "her",  "them",  "us",     "his",     "its",        "our",  "their", "my",
                                      "your", "who",   "whom",   "which",   "that",       "this", "these", "those",
                                      "both", "whose", "itself", "himself", "themselves", NULL};
  return str_is_one_of(text, words);
}

/* "its crew", "both sides": true to the text, if not to be understood without it. */
static bool leans_on_context(str text) {
  str rest = text, first = {0};
  str_cut(&rest, ' ', &first);
  return is_pronoun(first);
}

static void add_lower_article(buffer *b, str text) {
  bool article = str_starts(text, STR("The ")) || str_starts(text, STR("A ")) || str_starts(text, STR("An "));
  if (!article) {
    words_add_clean(b, text);
    return;
  }
  buffer_add_byte(b, to_ascii_lower(text.ptr[0]));
  words_add_clean(b, str_slice(text, 1, text.len));
}

static void add_cut(buffer *b, str text) {
  size_t n = words_cut(text, NAME_MAX_BYTES);
  add_lower_article(b, str_slice(text, 0, n));
  if (n < text.len) buffer_add(b, STR("…"));
}

static void add_quoted(buffer *b, str text) {
  buffer_add(b, STR("“"));
  add_cut(b, text);
  buffer_add(b, STR("”"));
}

/* "the rebels", "police": of which country, the words alone do not tell; "one docker" claims none. */
static bool is_definite(str text) { return name_without_article(text).ptr != text.ptr || !memchr(text.ptr, ' ', text.len); }

/* The words of the text, and the country where they do not tell it: "the rebels (Colombia)". */
static void add_described(situation_work *w, buffer *b, const casus_actor *a) {
  if (leans_on_context(a->text)) {
    add_quoted(b, a->text);
    return;
  }
  add_cut(b, a->text);
  str country = country_name(w, a->country);
  if (str_empty(country) || !is_definite(a->text) || country_is_named(w, a->country, a->text)) return;
  buffer_add(b, STR(" ("));
  buffer_add(b, name_without_article(country));
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
  return str_empty(a->sector) && str_equal(name_without_article(country_name(w, a->country)), a->name);
}

static void add_titled(buffer *b, const casus_actor *a) {
  if (str_empty(a->office) && name_takes_article(a->name)) buffer_add(b, STR("the "));
  add_cut(b, name_without_article(a->name));
}

static void add_named(situation_work *w, buffer *b, const casus_actor *a) {
  str country = country_name(w, a->country);
  bool capital_line = all_capitals(a->name) && a->name.len > 5 && country.len;
  if (is_country_itself(w, a) || capital_line) buffer_add(b, country);
  else if (str_equal(a->text, a->name)) add_titled(b, a);
  else if (contains_fold(a->text, a->name) && !leans_on_context(a->text)) add_cut(b, a->text);
  else add_titled(b, a);
}

static void add_name(situation_work *w, buffer *b, const casus_actor *a) {
  bool bare_country = str_empty(a->sector) && !str_empty(country_name(w, a->country)); /* "American appeals" */
  if (!str_empty(a->name)) add_named(w, b, a);
  else if (bare_country) buffer_add(b, country_name(w, a->country));
  else if (!str_empty(a->text) && !is_pronoun(a->text)) add_described(w, b, a);
  else add_sectored(w, b, a);
}

static bool overlap(const casus_actor *a, const casus_actor *b) {
  return a->span.begin < b->span.end && b->span.begin < a->span.end;
}

/* One phrase may stand for several actors: "the two governments". */
static bool shares_phrase(const casus_actor *actors, uint32_t n, uint32_t i) {
  for (uint32_t k = 0; k < n; k++)
    if (k != i && overlap(&actors[k], &actors[i])) return !is_pronoun(actors[i].text);
  return false;
}

static bool is_said_before(const casus_actor *actors, uint32_t i) {
  for (uint32_t k = 0; k < i; k++)
    if (overlap(&actors[k], &actors[i])) return !is_pronoun(actors[i].text);
  return false;
}

static void add_phrase(buffer *b, str text) {
  if (leans_on_context(text)) add_quoted(b, text);
  else add_cut(b, text);
}

void party_names_add(situation_work *w, buffer *b, const casus_actor *actors, uint32_t n) {
  uint32_t shown[NAMED_MAX], n_shown = 0, i = 0;
  for (; i < n && n_shown < NAMED_MAX; i++)
    if (!is_said_before(actors, i)) shown[n_shown++] = i;
  for (uint32_t k = 0; k < n_shown; k++) {
    if (k) buffer_add(b, k + 1 == n_shown && i == n ? STR(" and ") : STR(", "));
    if (shares_phrase(actors, n, shown[k])) add_phrase(b, actors[shown[k]].text);
    else add_name(w, b, &actors[shown[k]]);
  }
  if (i < n) buffer_add(b, STR(" and others"));
}

bool name_leans_on_context(const casus_actor *a) { return str_empty(a->name) && is_pronoun(a->text); }
