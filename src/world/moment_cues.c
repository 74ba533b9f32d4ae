/* What a single word says of time. */
#include "world/moment_parts.h"

typedef struct {
  const char *word;
  uint8_t kind;
  int16_t value;
} entry;

/* Sorted by bytes; a test holds that every one is found. */
static const entry entries[] = {
    {"&", CUE_AND, 0},
    {"'", CUE_OWNER, 0},
    {"'s", CUE_OWNER, 0},
    {",", CUE_COMMA, 0},
    {"-", CUE_DASH, 0},
    {"a", CUE_NUMBER, 1},
    {"a.m", CUE_CLOCK_HALF, 0},
    {"a.m.", CUE_CLOCK_HALF, 0},
    {"about", CUE_ABOUT, 0},
    {"additional", CUE_MORE, 0},
    {"after", CUE_AFTER, 0},
    {"afternoon", CUE_PART, PART_AFTERNOON},
    {"afternoons", CUE_PART, PART_AFTERNOON},
    {"afterward", CUE_AFTER, 0},
    {"afterwards", CUE_AFTER, 0},
    {"ago", CUE_AGO, 0},
    {"almost", CUE_ABOUT, 0},
    {"am", CUE_CLOCK_HALF, 0},
    {"an", CUE_NUMBER, 1},
    {"and", CUE_AND, 0},
    {"annual", CUE_FREQUENCY, UNIT_YEAR},
    {"annually", CUE_FREQUENCY, UNIT_YEAR},
    {"another", CUE_MORE, 0},
    {"approximately", CUE_ABOUT, 0},
    {"apr", CUE_MONTH, 4},
    {"april", CUE_MONTH, 4},
    {"armistice", CUE_NAMED_DAY, 0},
    {"around", CUE_IN, 0},
    {"ash", CUE_NAMED_DAY, 0},
    {"ashura", CUE_HOLIDAY, 0},
    {"at", CUE_AT, 0},
    {"aug", CUE_MONTH, 8},
    {"august", CUE_MONTH, 8},
    {"autumn", CUE_SEASON, 2},
    {"autumns", CUE_SEASON, 2},
    {"bastille", CUE_NAMED_DAY, 0},
    {"before", CUE_BEFORE, 0},
    {"beginning", CUE_EDGE_NOUN, EDGE_START},
    {"between", CUE_BETWEEN, 0},
    {"black", CUE_NAMED_DAY, 0},
    {"boxing", CUE_NAMED_DAY, 0},
    {"bst", CUE_ZONE, 0},
    {"by", CUE_IN, 0},
    {"calendar", CUE_MORE, 0},
    {"cdt", CUE_ZONE, 0},
    {"centuries", CUE_UNIT, UNIT_CENTURY},
    {"century", CUE_UNIT, UNIT_CENTURY},
    {"cet", CUE_ZONE, 0},
    {"chinese", CUE_NAMED_DAY, 0},
    {"christmas", CUE_HOLIDAY, 0},
    {"close", CUE_EDGE_NOUN, EDGE_END},
    {"columbus", CUE_NAMED_DAY, 0},
    {"coming", CUE_COMING, 0},
    {"consecutive", CUE_MORE, 0},
    {"couple", CUE_VAGUE, 2},
    {"cst", CUE_ZONE, 0},
    {"current", CUE_CURRENT, 0},
    {"currently", CUE_REF, REF_PRESENT},
    {"daily", CUE_FREQUENCY, UNIT_DAY},
    {"dawn", CUE_PART, PART_MORNING},
    {"day", CUE_UNIT, UNIT_DAY},
    {"daybreak", CUE_PART, PART_MORNING},
    {"days", CUE_UNIT, UNIT_DAY},
    {"dec", CUE_MONTH, 12},
    {"decade", CUE_UNIT, UNIT_DECADE},
    {"decades", CUE_UNIT, UNIT_DECADE},
    {"december", CUE_MONTH, 12},
    {"diwali", CUE_HOLIDAY, 0},
    {"dozen", CUE_SCALE, 12},
    {"dozens", CUE_SCALE, 12},
    {"during", CUE_IN, 0},
    {"dusk", CUE_PART, PART_EVENING},
    {"each", CUE_EVERY, 1},
    {"earlier", CUE_EARLIER, 0},
    {"early", CUE_EDGE, EDGE_START},
    {"earth", CUE_NAMED_DAY, 0},
    {"easter", CUE_HOLIDAY, 0},
    {"edt", CUE_ZONE, 0},
    {"eid", CUE_HOLIDAY, 0},
    {"eight", CUE_NUMBER, 8},
    {"eighteen", CUE_NUMBER, 18},
    {"eighteenth", CUE_ORDINAL, 18},
    {"eighth", CUE_ORDINAL, 8},
    {"eighties", CUE_DECADE_NAME, 1980},
    {"eighty", CUE_NUMBER, 80},
    {"election", CUE_NAMED_DAY, 0},
    {"eleven", CUE_NUMBER, 11},
    {"eleventh", CUE_ORDINAL, 11},
    {"end", CUE_EDGE_NOUN, EDGE_END},
    {"ensuing", CUE_FOLLOWING, 0},
    {"entire", CUE_MORE, 0},
    {"est", CUE_ZONE, 0},
    {"et", CUE_ZONE, 0},
    {"eve", CUE_EDGE_NOUN, EDGE_EVE},
    {"evening", CUE_PART, PART_EVENING},
    {"evenings", CUE_PART, PART_EVENING},
    {"every", CUE_EVERY, 0},
    {"fall", CUE_SEASON, 2},
    {"feb", CUE_MONTH, 2},
    {"february", CUE_MONTH, 2},
    {"few", CUE_VAGUE, 0},
    {"fifteen", CUE_NUMBER, 15},
    {"fifteenth", CUE_ORDINAL, 15},
    {"fifth", CUE_ORDINAL, 5},
    {"fifties", CUE_DECADE_NAME, 1950},
    {"fifty", CUE_NUMBER, 50},
    {"first", CUE_ORDINAL, 1},
    {"fiscal", CUE_FISCAL, 0},
    {"five", CUE_NUMBER, 5},
    {"following", CUE_FOLLOWING, 0},
    {"for", CUE_IN, 0},
    {"formerly", CUE_REF, REF_PAST},
    {"forthcoming", CUE_COMING, 0},
    {"forties", CUE_DECADE_NAME, 1940},
    {"fortnight", CUE_UNIT, UNIT_FORTNIGHT},
    {"fortnightly", CUE_FREQUENCY, UNIT_FORTNIGHT},
    {"fortnights", CUE_UNIT, UNIT_FORTNIGHT},
    {"forty", CUE_NUMBER, 40},
    {"four", CUE_NUMBER, 4},
    {"fourteen", CUE_NUMBER, 14},
    {"fourteenth", CUE_ORDINAL, 14},
    {"fourth", CUE_ORDINAL, 4},
    {"fri", CUE_WEEKDAY, 4},
    {"friday", CUE_WEEKDAY, 4},
    {"fridays", CUE_WEEKDAY, 4},
    {"from", CUE_IN, 0},
    {"full", CUE_MORE, 0},
    {"further", CUE_MORE, 0},
    {"future", CUE_REF, REF_FUTURE},
    {"gmt", CUE_ZONE, 0},
    {"good", CUE_NAMED_DAY, 0},
    {"half", CUE_HALF, 0},
    {"halloween", CUE_HOLIDAY, 0},
    {"hanukkah", CUE_HOLIDAY, 0},
    {"hence", CUE_HENCE, 0},
    {"hour", CUE_UNIT, UNIT_HOUR},
    {"hourly", CUE_FREQUENCY, UNIT_HOUR},
    {"hours", CUE_UNIT, UNIT_HOUR},
    {"hundred", CUE_SCALE, 100},
    {"hundreds", CUE_SCALE, 100},
    {"in", CUE_IN, 0},
    {"inauguration", CUE_NAMED_DAY, 0},
    {"independence", CUE_NAMED_DAY, 0},
    {"ist", CUE_ZONE, 0},
    {"jan", CUE_MONTH, 1},
    {"january", CUE_MONTH, 1},
    {"jul", CUE_MONTH, 7},
    {"july", CUE_MONTH, 7},
    {"jun", CUE_MONTH, 6},
    {"june", CUE_MONTH, 6},
    {"labor", CUE_NAMED_DAY, 0},
    {"labour", CUE_NAMED_DAY, 0},
    {"last", CUE_LAST, 0},
    {"late", CUE_EDGE, EDGE_END},
    {"lately", CUE_REF, REF_PAST},
    {"later", CUE_LATER, 0},
    {"latest", CUE_LATEST, 0},
    {"least", CUE_ABOUT, 0},
    {"long", CUE_MORE, 0},
    {"lunar", CUE_NAMED_DAY, 0},
    {"lunchtime", CUE_PART, PART_NOON},
    {"many", CUE_VAGUE, 0},
    {"mar", CUE_MONTH, 3},
    {"march", CUE_MONTH, 3},
    {"martin", CUE_NAMED_DAY, 0},
    {"may", CUE_MONTH, 5},
    {"memorial", CUE_NAMED_DAY, 0},
    {"mid", CUE_EDGE, EDGE_MIDDLE},
    {"midday", CUE_PART, PART_NOON},
    {"middle", CUE_EDGE_NOUN, EDGE_MIDDLE},
    {"midnight", CUE_PART, PART_MIDNIGHT},
    {"millennia", CUE_UNIT, UNIT_MILLENNIUM},
    {"millennium", CUE_UNIT, UNIT_MILLENNIUM},
    {"minute", CUE_UNIT, UNIT_MINUTE},
    {"minutes", CUE_UNIT, UNIT_MINUTE},
    {"mon", CUE_WEEKDAY, 0},
    {"monday", CUE_WEEKDAY, 0},
    {"mondays", CUE_WEEKDAY, 0},
    {"month", CUE_UNIT, UNIT_MONTH},
    {"monthly", CUE_FREQUENCY, UNIT_MONTH},
    {"months", CUE_UNIT, UNIT_MONTH},
    {"more", CUE_MORE, 0},
    {"morning", CUE_PART, PART_MORNING},
    {"mornings", CUE_PART, PART_MORNING},
    {"most", CUE_ABOUT, 0},
    {"nearly", CUE_ABOUT, 0},
    {"new", CUE_NAMED_DAY, 0},
    {"next", CUE_NEXT, 0},
    {"night", CUE_PART, PART_NIGHT},
    {"nightly", CUE_FREQUENCY, UNIT_DAY},
    {"nights", CUE_PART, PART_NIGHT},
    {"nine", CUE_NUMBER, 9},
    {"nineteen", CUE_NUMBER, 19},
    {"nineteenth", CUE_ORDINAL, 19},
    {"nineties", CUE_DECADE_NAME, 1990},
    {"ninety", CUE_NUMBER, 90},
    {"ninth", CUE_ORDINAL, 9},
    {"noon", CUE_PART, PART_NOON},
    {"noontime", CUE_PART, PART_NOON},
    {"nov", CUE_MONTH, 11},
    {"november", CUE_MONTH, 11},
    {"now", CUE_REF, REF_PRESENT},
    {"nowadays", CUE_REF, REF_PRESENT},
    {"nowruz", CUE_HOLIDAY, 0},
    {"o'clock", CUE_OCLOCK, 0},
    {"oct", CUE_MONTH, 10},
    {"october", CUE_MONTH, 10},
    {"of", CUE_OF, 0},
    {"on", CUE_ON, 0},
    {"once", CUE_TIMES, 1},
    {"one", CUE_NUMBER, 1},
    {"or", CUE_OR, 0},
    {"orthodox", CUE_NAMED_DAY, 0},
    {"over", CUE_IN, 0},
    {"overnight", CUE_OVERNIGHT, 0},
    {"o\xe2\x80\x99"
     "clock",
     CUE_OCLOCK, 0},
    {"p.m", CUE_CLOCK_HALF, 12},
    {"p.m.", CUE_CLOCK_HALF, 12},
    {"palm", CUE_NAMED_DAY, 0},
    {"passover", CUE_HOLIDAY, 0},
    {"past", CUE_PAST, 0},
    {"pdt", CUE_ZONE, 0},
    {"pentecost", CUE_HOLIDAY, 0},
    {"per", CUE_EVERY, 2},
    {"period", CUE_PERIOD, 0},
    {"pm", CUE_CLOCK_HALF, 12},
    {"preceding", CUE_PREVIOUS, 0},
    {"present", CUE_REF, REF_PRESENT},
    {"presently", CUE_REF, REF_PRESENT},
    {"presidents", CUE_NAMED_DAY, 0},
    {"previous", CUE_PREVIOUS, 0},
    {"previously", CUE_REF, REF_PAST},
    {"prior", CUE_PREVIOUS, 0},
    {"pst", CUE_ZONE, 0},
    {"purim", CUE_HOLIDAY, 0},
    {"quarter", CUE_UNIT, UNIT_QUARTER},
    {"quarterly", CUE_FREQUENCY, UNIT_QUARTER},
    {"quarters", CUE_UNIT, UNIT_QUARTER},
    {"ramadan", CUE_HOLIDAY, 0},
    {"recent", CUE_RECENT, 0},
    {"recently", CUE_REF, REF_PAST},
    {"remembrance", CUE_NAMED_DAY, 0},
    {"rosh", CUE_NAMED_DAY, 0},
    {"roughly", CUE_ABOUT, 0},
    {"same", CUE_SAME, 0},
    {"sat", CUE_WEEKDAY, 5},
    {"saturday", CUE_WEEKDAY, 5},
    {"saturdays", CUE_WEEKDAY, 5},
    {"second", CUE_ORDINAL, 2},
    {"seconds", CUE_UNIT, UNIT_SECOND},
    {"sep", CUE_MONTH, 9},
    {"sept", CUE_MONTH, 9},
    {"september", CUE_MONTH, 9},
    {"seven", CUE_NUMBER, 7},
    {"seventeen", CUE_NUMBER, 17},
    {"seventeenth", CUE_ORDINAL, 17},
    {"seventh", CUE_ORDINAL, 7},
    {"seventies", CUE_DECADE_NAME, 1970},
    {"seventy", CUE_NUMBER, 70},
    {"several", CUE_VAGUE, 0},
    {"shortly", CUE_REF, REF_FUTURE},
    {"since", CUE_SINCE, 0},
    {"six", CUE_NUMBER, 6},
    {"sixteen", CUE_NUMBER, 16},
    {"sixteenth", CUE_ORDINAL, 16},
    {"sixth", CUE_ORDINAL, 6},
    {"sixties", CUE_DECADE_NAME, 1960},
    {"sixty", CUE_NUMBER, 60},
    {"solid", CUE_MORE, 0},
    {"some", CUE_VAGUE, 0},
    {"soon", CUE_REF, REF_FUTURE},
    {"spring", CUE_SEASON, 0},
    {"springs", CUE_SEASON, 0},
    {"springtime", CUE_SEASON, 0},
    {"start", CUE_EDGE_NOUN, EDGE_START},
    {"straight", CUE_MORE, 0},
    {"subsequent", CUE_FOLLOWING, 0},
    {"successive", CUE_MORE, 0},
    {"summer", CUE_SEASON, 1},
    {"summers", CUE_SEASON, 1},
    {"summertime", CUE_SEASON, 1},
    {"sun", CUE_WEEKDAY, 6},
    {"sunday", CUE_WEEKDAY, 6},
    {"sundays", CUE_WEEKDAY, 6},
    {"sunrise", CUE_PART, PART_MORNING},
    {"sunset", CUE_PART, PART_EVENING},
    {"ten", CUE_NUMBER, 10},
    {"tenth", CUE_ORDINAL, 10},
    {"than", CUE_ABOUT, 0},
    {"thanksgiving", CUE_HOLIDAY, 0},
    {"that", CUE_THAT, 0},
    {"the", CUE_THE, 0},
    {"these", CUE_THESE, 0},
    {"third", CUE_ORDINAL, 3},
    {"thirteen", CUE_NUMBER, 13},
    {"thirteenth", CUE_ORDINAL, 13},
    {"thirties", CUE_DECADE_NAME, 1930},
    {"thirtieth", CUE_ORDINAL, 30},
    {"thirty", CUE_NUMBER, 30},
    {"this", CUE_THIS, 0},
    {"those", CUE_THOSE, 0},
    {"thousand", CUE_SCALE, 1000},
    {"thousands", CUE_SCALE, 1000},
    {"three", CUE_NUMBER, 3},
    {"through", CUE_TO, 0},
    {"throughout", CUE_IN, 0},
    {"thu", CUE_WEEKDAY, 3},
    {"thur", CUE_WEEKDAY, 3},
    {"thurs", CUE_WEEKDAY, 3},
    {"thursday", CUE_WEEKDAY, 3},
    {"thursdays", CUE_WEEKDAY, 3},
    {"till", CUE_TO, 0},
    {"times", CUE_TIMES, 0},
    {"to", CUE_TO, 0},
    {"today", CUE_DAY, 0},
    {"tomorrow", CUE_DAY, 1},
    {"tonight", CUE_TONIGHT, 0},
    {"trading", CUE_MORE, 0},
    {"tue", CUE_WEEKDAY, 1},
    {"tues", CUE_WEEKDAY, 1},
    {"tuesday", CUE_WEEKDAY, 1},
    {"tuesdays", CUE_WEEKDAY, 1},
    {"twelfth", CUE_ORDINAL, 12},
    {"twelve", CUE_NUMBER, 12},
    {"twenties", CUE_DECADE_NAME, 1920},
    {"twentieth", CUE_ORDINAL, 20},
    {"twenty", CUE_NUMBER, 20},
    {"twice", CUE_TIMES, 2},
    {"two", CUE_NUMBER, 2},
    {"until", CUE_TO, 0},
    {"upcoming", CUE_COMING, 0},
    {"upon", CUE_ON, 0},
    {"utc", CUE_ZONE, 0},
    {"valentine", CUE_NAMED_DAY, 0},
    {"veterans", CUE_NAMED_DAY, 0},
    {"victory", CUE_NAMED_DAY, 0},
    {"wed", CUE_WEEKDAY, 2},
    {"wednesday", CUE_WEEKDAY, 2},
    {"wednesdays", CUE_WEEKDAY, 2},
    {"week", CUE_UNIT, UNIT_WEEK},
    {"weekend", CUE_UNIT, UNIT_WEEKEND},
    {"weekends", CUE_UNIT, UNIT_WEEKEND},
    {"weekly", CUE_FREQUENCY, UNIT_WEEK},
    {"weeks", CUE_UNIT, UNIT_WEEK},
    {"whole", CUE_MORE, 0},
    {"winter", CUE_SEASON, 3},
    {"winters", CUE_SEASON, 3},
    {"wintertime", CUE_SEASON, 3},
    {"within", CUE_IN, 0},
    {"xmas", CUE_HOLIDAY, 0},
    {"year", CUE_UNIT, UNIT_YEAR},
    {"yearly", CUE_FREQUENCY, UNIT_YEAR},
    {"years", CUE_UNIT, UNIT_YEAR},
    {"yesterday", CUE_DAY, -1},
    {"yom", CUE_NAMED_DAY, 0},
    {"\xe2\x80\x93", CUE_DASH, 0},
    {"\xe2\x80\x94", CUE_DASH, 0},
    {"\xe2\x80\x99"
     "s",
     CUE_OWNER, 0},
};

enum { CUE_BYTES_MAX = 14, SHORT_NAME_MAX = 5 };

static const entry *find_entry(str folded) {
  size_t low = 0, high = sizeof entries / sizeof *entries;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = str_compare(str_of(entries[middle].word), folded);
    if (order == 0) return &entries[middle];
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

bool moment_cues_are_sorted(void) {
  for (size_t i = 1; i < sizeof entries / sizeof *entries; i++)
    if (str_compare(str_of(entries[i - 1].word), str_of(entries[i].word)) >= 0) return false;
  return true;
}

/* The number that the first digits of s make, and how many they are. */
static uint32_t leading_digits(str s, size_t *n_digits) {
  uint32_t value = 0;
  size_t i = 0;
  for (; i < s.len && i < 6 && is_ascii_digit((unsigned char)s.ptr[i]); i++) value = value * 10 + (uint32_t)(s.ptr[i] - '0');
  *n_digits = i;
  return value;
}

/* "7:15": its minutes since midnight; -1: no time of day. */
static int clock_of(str w, char separator) {
  str hours, minutes = w;
  uint32_t h, m;
  str_cut(&minutes, separator, &hours);
  if (hours.len > 2 || minutes.len != 2 || !str_to_u32(hours, &h) || !str_to_u32(minutes, &m)) return -1;
  return h <= 24 && m < 60 ? (int)(h * 60 + m) : -1;
}

static bool is_ordinal_ending(str s) { return str_is(s, "th") || str_is(s, "st") || str_is(s, "nd") || str_is(s, "rd"); }
static bool is_decade_ending(str s) { return str_is(s, "s") || str_is(s, "'s") || str_is(s, "\xe2\x80\x99s"); }

/* "/5/2021", ".05.2021" after a day or month: digits in groups, and nothing else */
static bool is_date_in_figures(str rest) {
  char separator = rest.ptr[0];
  size_t groups = 0;
  for (size_t i = 0; i < rest.len; i++) {
    if (rest.ptr[i] == separator) groups++;
    else if (!is_ascii_digit((unsigned char)rest.ptr[i])) return false;
  }
  return separator == '/' ? groups <= 2 : groups == 2;
}

/* Digits with something after them. */
static cue cue_of_mixed(str w, size_t n, uint32_t value, str rest) {
  cue c = {.value = (int16_t)(value > INT16_MAX ? INT16_MAX : value)};
  casus_date d;
  int clock = rest.ptr[0] == ':' ? clock_of(w, ':') : -1;
  if (w.len == 10 && casus_date_read(w, &d)) c.kind = CUE_ISO;
  else if (clock >= 0) c = (cue){.kind = CUE_CLOCK, .value = (int16_t)clock};
  else if (n <= 2 && (rest.ptr[0] == '/' || rest.ptr[0] == '.') && is_date_in_figures(rest)) c.kind = CUE_FIGURES;
  else if (n <= 2 && rest.ptr[0] == '.' && rest.len > 1) c.kind = CUE_DECIMAL;
  else if (is_ordinal_ending(rest) && n <= 2) c.kind = CUE_ORDINAL;
  else if (is_decade_ending(rest) && value % 10 == 0 && n == 4) c.kind = CUE_DECADE;
  return c;
}

static cue cue_of_digits(str w) {
  size_t n;
  uint32_t value = leading_digits(w, &n);
  if (n < w.len) return cue_of_mixed(w, n, value, str_slice(w, n, w.len));
  cue_kind kind = n == 4 && value >= 1000 && value < 2200 ? CUE_YEAR : n <= 4 ? CUE_NUMBER : CUE_NONE;
  return (cue){.kind = (uint8_t)kind, .value = (int16_t)(value > INT16_MAX ? INT16_MAX : value)};
}

enum { SHORT_YEAR_MIN = 30 }; /* "'29" and less belong to this century */

/* "'90s", "'98", "'s" */
static cue cue_of_apostrophe(str w) {
  size_t skip = w.ptr[0] == '\'' ? 1 : 3, n;
  if (w.len == skip || (w.len == skip + 1 && w.ptr[skip] == 's')) return (cue){.kind = CUE_OWNER};
  uint32_t value = leading_digits(str_slice(w, skip, w.len), &n);
  if (n != 2) return (cue){0};
  int16_t year = (int16_t)((value < SHORT_YEAR_MIN ? 2000 : 1900) + value);
  if (w.len == skip + 2) return (cue){.kind = CUE_YEAR, .value = year, .short_name = true};
  bool decade = w.len == skip + 3 && value % 10 == 0 && w.ptr[w.len - 1] == 's';
  return decade ? (cue){.kind = CUE_DECADE, .value = year} : (cue){0};
}

/* "sun", "jan", "sept", "thurs", but no month that is short in full. */
static bool is_short_name(str folded) {
  static const char *const full[] = {"april", "july", "june", "march", "may"};
  for (size_t i = 0; i < sizeof full / sizeof *full; i++)
    if (str_is(folded, full[i])) return false;
  return folded.len <= SHORT_NAME_MAX;
}

static cue cue_of_entry(const entry *e, str folded, bool capital, bool dotted) {
  bool is_name = e->kind == CUE_MONTH || e->kind == CUE_WEEKDAY || e->kind == CUE_HOLIDAY || e->kind == CUE_NAMED_DAY;
  if (is_name && !capital) return (cue){0};
  bool calendar = e->kind == CUE_MONTH || e->kind == CUE_WEEKDAY;
  bool countable = e->kind == CUE_UNIT || e->kind == CUE_PART || e->kind == CUE_SEASON;
  char end = folded.ptr[folded.len - 1], before = folded.len > 3 ? folded.ptr[folded.len - 3] : 0;
  bool many = end == 's' || (end == 'a' && e->value == UNIT_MILLENNIUM && e->kind == CUE_UNIT);
  return (cue){.kind = e->kind,
               .value = e->value,
               .short_name = calendar && !dotted && is_short_name(folded),
               .plural = (countable && many) || (e->kind == CUE_WEEKDAY && end == 's' && before == 'a')};
}

/* "Q3" */
static cue cue_of_quarter(str w) {
  bool quarter = w.len == 2 && w.ptr[0] == 'Q' && w.ptr[1] >= '1' && w.ptr[1] <= '4';
  return quarter ? (cue){.kind = CUE_QUARTER_NAME, .value = (int16_t)(w.ptr[1] - '0')} : (cue){0};
}

static bool starts_fold(str s, str start) { return s.len >= start.len && str_equal_fold(str_slice(s, 0, start.len), start); }

/* "post-1959": the year alone counts */
static cue cue_of_side(str form, size_t skip) {
  cue c = cue_of_digits(str_slice(form, skip, form.len));
  return c.kind == CUE_YEAR ? c : (cue){0};
}

/* "mid-August", "mid-1990s" */
static cue cue_of_middle(str form) {
  cue c = cue_of(str_slice(form, 4, form.len));
  c.middle = true;
  return c.kind == CUE_NONE ? (cue){0} : c;
}

cue cue_of(str form) {
  unsigned char first = (unsigned char)form.ptr[0];
  if (is_ascii_digit(first)) return cue_of_digits(form);
  if (first == '\'' || str_starts(form, STR("\xe2\x80\x99"))) return cue_of_apostrophe(form);
  if (form.len > 4 && starts_fold(form, STR("mid-")) && !starts_fold(str_slice(form, 4, form.len), STR("mid-")))
    return cue_of_middle(form);
  if (form.len == 9 && starts_fold(form, STR("post-"))) return cue_of_side(form, 5);
  if (form.len == 8 && starts_fold(form, STR("pre-"))) return cue_of_side(form, 4);
  if (form.len > CUE_BYTES_MAX) return (cue){0};
  char room[CUE_BYTES_MAX];
  for (size_t i = 0; i < form.len; i++) room[i] = to_ascii_lower(form.ptr[i]);
  const entry *e = find_entry((str){room, form.len});
  bool dotted = !e && form.len > 3 && room[form.len - 1] == '.';
  if (dotted) e = find_entry((str){room, form.len - 1});
  if (!e) return cue_of_quarter(form);
  return cue_of_entry(e, (str){room, form.len - dotted}, is_ascii_upper(first), dotted);
}
