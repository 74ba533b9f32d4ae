/* What people type to search for words, as an expression of SQLite's FTS5: plain words all have to be there, "a phrase" as it
 * stands, OR between alternatives, -word for what must not be there. PostgreSQL's websearch_to_tsquery reads the same. Every
 * word is quoted, so that nothing of it is taken for FTS5's own syntax. */
#include "store/store_select.h"

enum { TERMS_MAX = 64 };

typedef struct {
  str text; /* without quotation marks */
  bool excluded, is_or;
} term;

static bool has_word(str s) {
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (is_ascii_alpha(c) || is_ascii_digit(c) || c >= 0x80) return true;
  }
  return false;
}

static str quoted(str *rest) {
  size_t end = 1;
  while (end < rest->len && rest->ptr[end] != '"') end++;
  str text = str_slice(*rest, 1, end);
  *rest = str_slice(*rest, end < rest->len ? end + 1 : end, rest->len);
  return text;
}

static str plain(str *rest) {
  size_t end = 0;
  while (end < rest->len && !is_ascii_space((unsigned char)rest->ptr[end]) && rest->ptr[end] != '"') end++;
  str text = str_slice(*rest, 0, end);
  *rest = str_slice(*rest, end, rest->len);
  return text;
}

/* False: none is left. */
static bool next_term(str *rest, term *t) {
  *rest = str_trim(*rest);
  if (str_empty(*rest)) return false;
  *t = (term){.excluded = rest->ptr[0] == '-'};
  if (t->excluded) *rest = str_slice(*rest, 1, rest->len);
  bool phrase = !str_empty(*rest) && rest->ptr[0] == '"';
  t->text = phrase ? quoted(rest) : plain(rest);
  t->is_or = !phrase && !t->excluded && str_equal_fold(t->text, STR("or"));
  return true;
}

static bool write_quoted(buffer *out, str text) {
  return buffer_add_byte(out, '"') && buffer_add(out, text) && buffer_add_byte(out, '"');
}

static bool write_terms(buffer *out, const term *terms, size_t n, bool excluded, const char *between) {
  bool good = true, first = true;
  for (size_t i = 0; i < n; i++) {
    if (terms[i].excluded != excluded) continue;
    if (!first) good &= buffer_add(out, str_of(between));
    good &= write_quoted(out, terms[i].text);
    first = false;
  }
  return good;
}

static size_t count_excluded(const term *terms, size_t n) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++) count += terms[i].excluded;
  return count;
}

/* The terms between two ORs: (a AND b) NOT (c OR d). */
static casus_status write_group(buffer *out, const term *terms, size_t n, casus_error *error) {
  size_t excluded = count_excluded(terms, n);
  if (excluded == n) return error_set(error, CASUS_USAGE, "a search needs a word that must be there, beside those that must not");
  bool good = buffer_add(out, STR("((")) && write_terms(out, terms, n, false, " AND ") && buffer_add(out, STR(")"));
  if (excluded)
    good = good && buffer_add(out, STR(" NOT (")) && write_terms(out, terms, n, true, " OR ") && buffer_add(out, STR(")"));
  return good && buffer_add(out, STR(")")) ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for a search");
}

/* What says nothing: marks alone, an AND in capitals, an OR with nothing before it. */
static bool is_idle(const term *t, const term *before) {
  return !has_word(t->text) || str_is(t->text, "AND") || (t->is_or && (!before || before->is_or));
}

static casus_status read_terms(str words, term *terms, size_t *n, casus_error *error) {
  term t;
  *n = 0;
  while (next_term(&words, &t)) {
    if (is_idle(&t, *n ? &terms[*n - 1] : NULL)) continue;
    if (*n == TERMS_MAX) return error_set(error, CASUS_USAGE, "a search has at most %d words", TERMS_MAX);
    terms[(*n)++] = t;
  }
  while (*n && terms[*n - 1].is_or) --*n;
  return *n ? CASUS_OK : error_set(error, CASUS_USAGE, "a search needs a word: words, \"phrases\", OR, -word");
}

casus_status search_expression(str words, buffer *out, casus_error *error) {
  term terms[TERMS_MAX];
  size_t n, begin = 0;
  casus_status status = read_terms(words, terms, &n, error);
  for (size_t i = 0; status == CASUS_OK && i <= n; i++) {
    if (i < n && !terms[i].is_or) continue;
    if (begin && !buffer_add(out, STR(" OR "))) return error_set(error, CASUS_MEMORY, "no memory for a search");
    status = write_group(out, terms + begin, i - begin, error);
    begin = i + 1;
  }
  return status;
}
