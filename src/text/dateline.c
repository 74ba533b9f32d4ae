/* The dateline that opens a news text: "TEL AVIV, March 23 (Agency) -", "CAIRO- 24 July 2022:", "afrol News, 6 May -",
 * "Shillong:", "Ulaanbaatar /MONTSAME/.", or a line that holds nothing but a date. */
#include "text/text_internal.h"

enum {
  DATELINE_BYTES_MAX = 100,
  PLACE_WORDS_MAX = 4, /* capitalised words in a row: "Port of Spain", "NEW DELHI" */
  ITEMS_MAX = 14       /* words, numbers and marks before the dateline's end */
};

/* What has been read of a possible dateline. */
typedef struct {
  uint32_t words;    /* capitalised ones */
  uint32_t capitals; /* words of capitals only, three letters or more */
  uint32_t lowers;   /* words that begin in lower case */
  uint32_t dates;    /* month names, weekdays */
  uint32_t numbers;  /* days and years */
  uint32_t agencies; /* "(Reuters)", "/MONTSAME/" */
  uint32_t items;
} dateline;

static bool is_capitals(str w) {
  for (size_t i = 0; i < w.len; i++)
    if (!is_ascii_upper((unsigned char)w.ptr[i])) return false;
  return w.len >= 3;
}

static bool is_short_month(str w) {
  static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
                                      "JAN", "FEB", "MAR", "APR", "JUN", "JUL", "AUG", "SEP", "SEPT", "OCT", "NOV", "DEC"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (str_is(w, names[i])) return true;
  return false;
}

/* The end of a word of letters, digits and marks inside it ("Al-Quds", "N'Djamena", "12:30"). */
static uint32_t item_end(str s, uint32_t i, uint32_t end) {
  while (i < end) {
    character c = character_at(s, i);
    bool inner = is_apostrophe(c.code) || c.code == '-' || c.code == '.' || c.code == ':';
    if (inner && i + c.len < end) inner = is_word_kind(character_at(s, i + c.len).kind);
    else inner = false;
    if (!is_word_kind(c.kind) && !inner) break;
    i += c.len;
  }
  return i;
}

static void count_item(dateline *d, str w) {
  character first = character_at(w, 0);
  if (first.kind == CHAR_DIGIT) d->numbers++, d->dates += w.len >= 8 && w.ptr[4] == '-';
  else if (is_month(w) || is_weekday(w) || is_short_month(w)) d->dates++;
  else if (str_is(w, "of") || str_is(w, "de") || str_is(w, "es") || str_is(w, "and") || str_is(w, "am") || str_is(w, "pm"))
    ; /* inside names of places, and hours */
  else if (first.kind == CHAR_UPPER) d->words++, d->capitals += is_capitals(w);
  else d->lowers++;
}

/* "(Reuters)" or "/MONTSAME/" from its first mark: byte after it, or 0. */
static uint32_t agency_end(str s, uint32_t i, uint32_t end) {
  char close = s.ptr[i] == '(' ? ')' : '/';
  uint32_t limit = end - i > 48 ? i + 48 : end;
  for (uint32_t k = i + 1; k < limit; k++)
    if (s.ptr[k] == close) return k > i + 1 ? k + 1 : 0;
  return 0;
}

/* Does prose follow: a capital, a digit or an opening quote? */
static bool prose_follows(str s, uint32_t i, uint32_t end) {
  i = skip_space(s, i, end);
  if (i == end) return false;
  character c = character_at(s, i);
  return c.kind == CHAR_UPPER || c.kind == CHAR_DIGIT || is_double_quote(c.code) || is_opener(c.code) || c.code == '\'';
}

/* Does a date follow the dash ("CAIRO- 24 July 2022:")? */
static bool is_date_ahead(str s, uint32_t i, uint32_t end) {
  dateline d = {0};
  for (int words = 0; words < 2; words++) {
    i = skip_space(s, i, end);
    if (i == end) return false;
    uint32_t stop = item_end(s, i, end);
    if (stop == i) return false;
    count_item(&d, str_slice(s, i, stop));
    i = stop;
  }
  return d.dates && d.numbers;
}

/* Does a word follow that has a capital and is not all capitals: prose after "TODAY NICARAGUA (EFE)"? */
static bool starts_capitalised(str s, uint32_t i, uint32_t end) {
  i = skip_space(s, i, end);
  uint32_t stop = item_end(s, i, end);
  return stop > i && character_at(s, i).kind == CHAR_UPPER && !is_capitals(str_slice(s, i, stop));
}

/* Does [begin, end) end as a sentence does, or is it too long for the rest of a heading? */
static bool is_prose(str s, uint32_t begin, uint32_t end) {
  return end - begin > DATELINE_BYTES_MAX || ends_like_sentence(s, begin, end);
}

/* Is what was read, closed by a dash or a colon, a dateline? Without date or agency only before prose, not in a heading. */
static bool is_dateline(const dateline *d, uint32_t mark, bool before_prose) {
  bool dated = d->dates && d->numbers;
  if (d->lowers > 1 || d->words > 2 * PLACE_WORDS_MAX) return false;
  if (dated || d->agencies) return true;
  if (d->lowers || d->numbers || !d->words || !before_prose) return false;
  if (mark == ':') return d->words <= 2 && d->items <= 3;
  return d->words <= PLACE_WORDS_MAX;
}

static uint32_t after_mark(str s, uint32_t i, uint32_t end) {
  while (i < end) {
    character c = character_at(s, i);
    if (!is_dash(c.code) && c.code != ':') return i;
    i += c.len;
  }
  return i;
}

/* Only dates, numbers and commas: "Friday, August 21, 2015", "Tuesday 12 July 2022 10:30 am". */
static bool is_date_alone(const dateline *d) { return d->dates && d->numbers && !d->words && !d->lowers && !d->agencies; }

uint32_t dateline_end(str s, uint32_t begin, uint32_t end) {
  dateline d = {0};
  uint32_t limit = end - begin > DATELINE_BYTES_MAX ? begin + DATELINE_BYTES_MAX : end;
  uint32_t i = begin;
  while (i < limit && d.items++ < ITEMS_MAX) {
    character c = character_at(s, i);
    if (is_word_kind(c.kind)) {
      uint32_t stop = item_end(s, i, limit);
      count_item(&d, str_slice(s, i, stop));
      i = stop;
    } else if (c.code == '(' || c.code == '/') {
      uint32_t stop = agency_end(s, i, limit);
      if (!stop) return begin;
      d.agencies++;
      i = stop;
      if (c.code == '/' && i < limit && s.ptr[i] == '.' && prose_follows(s, i + 1, end)) return i + 1;
      if (d.words && d.capitals == d.words && !d.lowers && starts_capitalised(s, i, end)) return i;
    } else if (is_dash(c.code) || c.code == ':') {
      uint32_t stop = after_mark(s, i, limit);
      bool more = c.code != ':' && !d.dates && !d.agencies && is_date_ahead(s, stop, end);
      if (!more) return is_dateline(&d, c.code, is_prose(s, stop, end)) && prose_follows(s, stop, end) ? stop : begin;
      i = stop;
    } else if (c.code == ',' || c.code == '|') {
      i += c.len;
    } else {
      return begin;
    }
    i = skip_space(s, i, limit);
  }
  return i >= end && is_date_alone(&d) ? end : begin;
}
