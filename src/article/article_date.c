/* The dates that articles carry: values of metadata fields, and date lines and datelines at the head of a text. Times within
 * the prose are not read here. */
#include "article/article.h"

enum {
  DATELINE_BYTES_MAX = 160, /* a dateline ends within these */
  DATELINE_WORDS_MAX = 7,   /* words before its date */
  HEAD_LINES_MAX = 3        /* lines looked at: a title may stand above the date */
};

typedef struct {
  str s;
  size_t at;
} cursor;

static bool at_end(const cursor *c) { return c->at >= c->s.len; }
static char peek(const cursor *c) { return at_end(c) ? 0 : c->s.ptr[c->at]; }
static void skip_blanks(cursor *c) {
  while (!at_end(c) && (peek(c) == ' ' || peek(c) == '\t')) c->at++;
}
static bool skip_byte(cursor *c, char byte) {
  if (peek(c) != byte) return false;
  c->at++;
  return true;
}

static str take_letters(cursor *c) {
  size_t begin = c->at;
  while (!at_end(c) && is_ascii_alpha((unsigned char)peek(c))) c->at++;
  return str_slice(c->s, begin, c->at);
}

static str take_digits(cursor *c) {
  size_t begin = c->at;
  while (!at_end(c) && is_ascii_digit((unsigned char)peek(c))) c->at++;
  return str_slice(c->s, begin, c->at);
}

/* Index of `word` among full names, each of which may be cut to its first three or four letters. -1: none of them. */
static int name_index(str word, const char *const *names, int n) {
  for (int i = 0; i < n; i++) {
    str name = str_of(names[i]);
    if (str_equal_fold(word, name)) return i;
    if ((word.len == 3 || word.len == 4) && word.len < name.len && str_equal_fold(word, str_slice(name, 0, word.len))) return i;
  }
  return -1;
}

static int month_of(str word) {
  static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
  return name_index(word, names, 12) + 1;
}

static bool is_weekday(str word) {
  static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return name_index(word, names, 7) >= 0;
}

static bool take_month(cursor *c, casus_date *date) {
  int month = month_of(take_letters(c));
  if (!month) return false;
  skip_byte(c, '.');
  date->month = (uint8_t)month;
  return true;
}

/* "23", "3rd". */
static bool take_day(cursor *c, casus_date *date) {
  uint32_t day;
  if (!str_to_u32(take_digits(c), &day) || day < 1 || day > 31) return false;
  cursor ahead = *c;
  str ending = take_letters(&ahead);
  if (str_equal_fold(ending, STR("st")) || str_equal_fold(ending, STR("nd")) || str_equal_fold(ending, STR("rd")) ||
      str_equal_fold(ending, STR("th")))
    *c = ahead;
  else if (ending.len) return false;
  date->day = (uint8_t)day;
  return true;
}

/* A year of four digits if one follows, else nothing. */
static void take_year(cursor *c, casus_date *date) {
  cursor ahead = *c;
  skip_blanks(&ahead);
  skip_byte(&ahead, ',');
  skip_blanks(&ahead);
  str digits = take_digits(&ahead);
  uint32_t year;
  if (digits.len != 4 || !str_to_u32(digits, &year) || year < 1500 || year > 2999) return;
  if (is_ascii_alpha((unsigned char)peek(&ahead)) || peek(&ahead) == ':') {
    /* "2022:" closes a dateline, "2022:15" is something else. */
    if (peek(&ahead) != ':' || (ahead.at + 1 < ahead.s.len && is_ascii_digit((unsigned char)ahead.s.ptr[ahead.at + 1]))) return;
  }
  date->year = (int16_t)year;
  *c = ahead;
}

static void take_weekday(cursor *c) {
  cursor ahead = *c;
  if (!is_weekday(take_letters(&ahead))) return;
  skip_byte(&ahead, '.');
  skip_byte(&ahead, ',');
  skip_blanks(&ahead);
  *c = ahead;
}

static bool date_is_sound(casus_date date) {
  if (!date.year) date.year = 2000; /* a leap year: 29 February may be meant */
  return date_is_real(date);
}

/* "Saturday, March 23, 2024", "23 March 2024", "March 23": month and day, year where it is said. */
static bool take_words_date(cursor *c, casus_date *date) {
  cursor ahead = *c;
  casus_date read = {0};
  take_weekday(&ahead);
  bool day_first = is_ascii_digit((unsigned char)peek(&ahead));
  if (day_first ? !take_day(&ahead, &read) : !take_month(&ahead, &read)) return false;
  skip_blanks(&ahead);
  if (day_first ? !take_month(&ahead, &read) : !take_day(&ahead, &read)) return false;
  take_year(&ahead, &read);
  if (is_ascii_alpha((unsigned char)peek(&ahead)) || is_ascii_digit((unsigned char)peek(&ahead)) || !date_is_sound(read))
    return false;
  *date = read;
  *c = ahead;
  return true;
}

/* "2024-03-22", "2024/03/22". */
static bool take_iso_date(cursor *c, casus_date *date) {
  cursor ahead = *c;
  uint32_t part[3];
  for (int i = 0; i < 3; i++) {
    str digits = take_digits(&ahead);
    if (digits.len != (i ? 2u : 4u) || !str_to_u32(digits, &part[i])) return false;
    if (i < 2 && !skip_byte(&ahead, '-') && !skip_byte(&ahead, '/')) return false;
  }
  casus_date read = {(int16_t)part[0], (uint8_t)part[1], (uint8_t)part[2]};
  if (!part[1] || !part[2] || !date_is_real(read)) return false;
  *date = read;
  *c = ahead;
  return true;
}

static bool take_compact_date(cursor *c, casus_date *date) {
  cursor ahead = *c;
  str digits = take_digits(&ahead);
  uint32_t n;
  if ((digits.len != 8 && digits.len != 14) || !str_to_u32(str_slice(digits, 0, 8), &n)) return false;
  casus_date read = {(int16_t)(n / 10000), (uint8_t)(n / 100 % 100), (uint8_t)(n % 100)};
  if (!read.month || !read.day || !date_is_real(read)) return false;
  *date = read;
  *c = ahead;
  return true;
}

bool article_date_value(str value, casus_date *date) {
  cursor c = {str_trim(value), 0};
  casus_date read;
  if (take_iso_date(&c, &read) || take_compact_date(&c, &read)) {
    char next = peek(&c);
    if (is_ascii_digit((unsigned char)next) || (is_ascii_alpha((unsigned char)next) && next != 'T' && next != 't')) return false;
  } else if (take_words_date(&c, &read)) {
    if (!read.year) return false;
  } else {
    return casus_date_read(c.s, date);
  }
  *date = read;
  return true;
}

/* ---- the head of a text */

/* Skips what may follow a date on its line: a time of day and its zone ("10:00", "T10:00:00Z", "10:00 GMT", "+01:00"). */
static void skip_time(cursor *c) {
  cursor ahead = *c;
  skip_byte(&ahead, 'T');
  skip_blanks(&ahead);
  str hour = take_digits(&ahead);
  if (hour.len < 1 || hour.len > 2 || !skip_byte(&ahead, ':') || take_digits(&ahead).len != 2) return;
  if (skip_byte(&ahead, ':')) take_digits(&ahead);
  while (peek(&ahead) == '.' || peek(&ahead) == '+' || peek(&ahead) == '-' || peek(&ahead) == ':' ||
         is_ascii_digit((unsigned char)peek(&ahead)))
    ahead.at++;
  cursor zone = ahead;
  skip_blanks(&zone);
  str letters = take_letters(&zone);
  *c = letters.len >= 1 && letters.len <= 4 && is_ascii_upper((unsigned char)letters.ptr[letters.len - 1]) ? zone : ahead;
}

static bool rest_is_blank(cursor c) { return str_empty(str_trim(str_slice(c.s, c.at, c.s.len))); }

/* The word "date" with a blank or colon behind it. */
static bool take_date_word(cursor *c) {
  cursor ahead = *c;
  if (!str_equal_fold(take_letters(&ahead), STR("date"))) return false;
  bool colon = skip_byte(&ahead, ':');
  if (!colon && peek(&ahead) != ' ' && peek(&ahead) != '\t') return false;
  skip_blanks(&ahead);
  *c = ahead;
  return true;
}

/* Does prose begin here: a capital, a quotation mark, or something beyond ASCII? */
static bool prose_begins(cursor c) {
  skip_blanks(&c);
  unsigned char next = (unsigned char)peek(&c);
  return is_ascii_upper(next) || next == '"' || next == '\'' || next >= 0x80;
}

/* A line that opens with a date which is not part of its prose. *end: where the line goes on. */
static bool date_opens_line(str line, casus_date *date, size_t *end) {
  cursor c = {line, 0};
  skip_blanks(&c);
  bool word = take_date_word(&c);
  casus_date read;
  bool iso = take_iso_date(&c, &read);
  if (!iso && (!take_words_date(&c, &read) || !read.year)) return false;
  skip_time(&c);
  bool alone = rest_is_blank(c);
  if (!alone && !word && !(iso && prose_begins(c))) return false;
  if (!alone && peek(&c) != ' ' && peek(&c) != '\t') return false;
  *date = read;
  *end = c.at;
  return true;
}

/* A dash or colon, a group in brackets or slashes ("(Agency)", "/TASS/"): what closes a dateline after its date. */
static bool dateline_closes(cursor c) {
  while (!at_end(&c) && (peek(&c) == ' ' || peek(&c) == ',' || peek(&c) == '.')) c.at++;
  char open = peek(&c), close = open == '(' ? ')' : '/';
  if (open == '(' || open == '/') {
    const char *end = memchr(c.s.ptr + c.at + 1, close, c.s.len - c.at - 1);
    if (!end) return false;
    c.at = (size_t)(end - c.s.ptr) + 1;
    if (open == '/') return true;
  }
  skip_blanks(&c);
  str rest = str_slice(c.s, c.at, c.s.len);
  return str_starts(rest, STR("-")) || str_starts(rest, STR(":")) || str_starts(rest, STR("\xe2\x80\x93")) ||
         str_starts(rest, STR("\xe2\x80\x94"));
}

static bool is_word_break(char byte) { return byte == ' ' || byte == '\t' || byte == ',' || byte == '-' || byte == '('; }

/* What may stand between the town and the date: a comma, a dash, a closing bracket. */
static bool town_ends(str head) {
  head = str_trim(head);
  return str_empty(head) || str_ends(head, STR(",")) || str_ends(head, STR("-")) || str_ends(head, STR(")")) ||
         str_ends(head, STR("\xe2\x80\x93")) || str_ends(head, STR("\xe2\x80\x94"));
}

/* "TEL AVIV, March 23 (Agency) -", "CAIRO- 24 July 2022:". The year may be missing. */
static bool dateline_date(str line, casus_date *date) {
  if (line.len > DATELINE_BYTES_MAX) line.len = DATELINE_BYTES_MAX;
  unsigned words = 0;
  for (cursor c = {line, 0}; !at_end(&c); c.at++) {
    if (c.at && !is_word_break(line.ptr[c.at - 1])) continue;
    if (is_word_break(peek(&c))) continue;
    cursor ahead = c;
    casus_date read;
    if (town_ends(str_slice(line, 0, c.at)) && take_words_date(&ahead, &read) && dateline_closes(ahead)) {
      *date = read;
      return true;
    }
    if (++words > DATELINE_WORDS_MAX) return false;
  }
  return false;
}

/* The year that puts month and day nearest to a date that is known. */
static bool lend_year(casus_date known, casus_date *date) {
  if (!known.year) return false;
  casus_date best = {0};
  int32_t best_days = INT32_MAX;
  for (int year = known.year - 1; year <= known.year + 1; year++) {
    casus_date candidate = {(int16_t)year, date->month, date->day};
    if (!date_is_real(candidate) || (!known.month && year != known.year)) continue;
    int32_t days = date_to_days(candidate) - date_to_days(known);
    if (days < 0) days = -days;
    if (days < best_days) best = candidate, best_days = days;
  }
  if (!best.year) return false;
  *date = best;
  return true;
}

/* The next line that is not blank, without its end. */
static bool next_line(str s, size_t *at, str *line) {
  while (*at < s.len) {
    const char *end = memchr(s.ptr + *at, '\n', s.len - *at);
    size_t stop = end ? (size_t)(end - s.ptr) : s.len;
    *line = str_slice(s, *at, stop);
    *at = end ? stop + 1 : stop;
    if (!str_empty(str_trim(*line))) return true;
  }
  return false;
}

static size_t skip_space(str s, size_t at) {
  while (at < s.len && is_ascii_space((unsigned char)s.ptr[at])) at++;
  return at;
}

void article_date_line(str s, casus_date known, casus_date *date, uint32_t *body) {
  size_t at = str_starts(s, STR("\xef\xbb\xbf")) ? 3 : 0, end = 0;
  *body = (uint32_t)at;
  str line;
  for (int n = 0; n < HEAD_LINES_MAX && next_line(s, &at, &line); n++) {
    casus_date read;
    if (date_opens_line(line, &read, &end)) {
      *date = read;
      if (n == 0) *body = (uint32_t)skip_space(s, (size_t)(line.ptr - s.ptr) + end);
      return;
    }
    if (dateline_date(line, &read) && (read.year || lend_year(known, &read))) {
      *date = read;
      return;
    }
  }
}
