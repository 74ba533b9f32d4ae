/* The columns of GDELT 2.0's event table and of its table of mentions. */
#include <stdio.h>
#include <utf8proc.h>

#include "exchange/exchange_row.h"

/* ---- id and time */

enum { DATE_DAY, DATE_MONTH, DATE_YEAR };

/* 20240322, 202403, 2024: the first digits of the same. */
static void date(row *r, int which) {
  static const size_t digits[] = {8, 6, 4};
  size_t begin = r->bytes.len;
  row_day(r, row_event_day(r), 0);
  if (r->bytes.len > begin) r->bytes.len = begin + digits[which];
}

/* GDELT's own approximation: (month * 30 + day) / 365 of a year. */
static void fraction_date(row *r, int which) {
  (void)which;
  casus_date d = row_event_day(r);
  if (d.year) row_decimal(r, d.year + ((d.month ? d.month : 1) * 30 + (d.day ? d.day : 1)) / 365.0, 4, 4);
}

static void date_added(row *r, int which) {
  (void)which;
  row_moment(r, r->article->date);
}

/* ---- parties */

enum { PARTY_CODE, PARTY_COUNTRY, PARTY_GROUP, PARTY_TYPE }; /* and which type: PARTY_TYPE + 0, 1, 2 */

static void add_nth(row *r, const cameo_party *party, bool role, int n) {
  for (unsigned i = 0; i < party->n; i++) {
    if (party->is_role[i] != role || (!i && !str_empty(party->country))) continue;
    if (n-- == 0) row_text(r, party->groups[i]);
  }
}

static void party_code(row *r, int which) {
  cameo_party party;
  cameo_party_of(r, r->sides[SIDE_IN(which)], &party);
  int what = WHAT_IN(which);
  if (what == PARTY_COUNTRY) row_text(r, party.country);
  else if (what == PARTY_GROUP) add_nth(r, &party, false, 0);
  else if (what >= PARTY_TYPE) add_nth(r, &party, true, what - PARTY_TYPE);
  for (unsigned i = 0; what == PARTY_CODE && i < party.n; i++) row_text(r, party.groups[i]);
}

/* GDELT's names are in capitals. */
static void upper(row *r, str s) {
  utf8proc_uint8_t bytes[4];
  for (size_t i = 0; i < s.len;) {
    utf8proc_int32_t point;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + i, (utf8proc_ssize_t)(s.len - i), &point);
    if (n <= 0) return;
    utf8proc_ssize_t len = utf8proc_encode_char(utf8proc_toupper(point), bytes);
    row_text(r, (str){(const char *)bytes, (size_t)len});
    i += (size_t)n;
  }
}

static void party_name_column(row *r, int which) {
  if (r->sides[which]) upper(r, party_name(r, r->sides[which]));
}

/* ---- what happened */

/* GDELT marks events of the lead. */
static void is_root_event(row *r, int which) {
  (void)which;
  row_integer(r, r->event->sentence == 1);
}

/* Of the story; a report of which no story is known is one mention in one article. */
enum { COUNT_MENTIONS, COUNT_SOURCES, COUNT_ARTICLES };

static void count(row *r, int which) {
  const casus_story *s = r->story;
  uint32_t counts[] = {s ? s->n_reports : 1, s ? s->n_sources : 1, s ? s->n_articles : 1};
  row_integer(r, counts[which] ? counts[which] : 1);
}

/* ---- places */

/* Where the parties are, casus does not say: 0 is GDELT's "no match". */
static void no_geography(row *r, int which) {
  (void)which;
  row_chars(r, "0");
}

static bool in_united_states(const row *r) { return str_is(r->event->place.country, "USA"); }

/* 0 no match, 1 country, 2 US state, 3 US city, 4 city, 5 state elsewhere. GDELT has no continents and seas. */
static void place_type(row *r, int which) {
  (void)which;
  static const char *const types[][2] = {[PLACE_NONE] = {"0", "0"},
                                         [PLACE_REGION] = {"0", "0"},
                                         [PLACE_COUNTRY] = {"1", "1"},
                                         [PLACE_FIRST_DIVISION] = {"5", "2"},
                                         [PLACE_TOWN] = {"4", "3"}};
  row_chars(r, types[row_place_level(r)][in_united_states(r)]);
}

static void add_part(row *r, str part) {
  if (str_empty(part)) return;
  row_chars(r, ", ");
  row_text(r, part);
}

static void place_name(row *r, int which) {
  (void)which;
  const casus_place *p = &r->event->place;
  place_level level = row_place_level(r);
  if (level <= PLACE_REGION) return;
  row_text(r, p->name);
  if (level == PLACE_TOWN) add_part(r, p->admin1);
  if (level != PLACE_COUNTRY) add_part(r, country_in(r->tables, p->country, COUNTRY_NAME));
}

/* A country's own code stands for its divisions where none is known. */
static void place_division(row *r, int which) {
  (void)which;
  const casus_place *p = &r->event->place;
  column_place_country(r, COUNTRY_FIPS);
  if (!str_empty(country_in(r->tables, p->country, COUNTRY_FIPS))) row_text(r, division_code(r->tables, p->country, p->admin1));
}

static void place_latitude(row *r, int which) {
  if (row_place_level(r) > PLACE_REGION) column_latitude(r, which);
}

static void place_longitude(row *r, int which) {
  if (row_place_level(r) > PLACE_REGION) column_longitude(r, which);
}

/* GNS and GNIS ids are not GeoNames': only a country's feature, which is its code, is known. */
static void place_feature(row *r, int which) {
  (void)which;
  if (row_place_level(r) == PLACE_COUNTRY) column_place_country(r, COUNTRY_FIPS);
}

static void source_url(row *r, int which) {
  (void)which;
  row_text(r, str_empty(r->article->url) ? r->article->id : r->article->url);
}

#define PARTY(name, side)                                                                                          \
  {name "Code", party_code, OF_SIDE(side, PARTY_CODE), false}, {name "Name", party_name_column, side, false},      \
      {name "CountryCode", party_code, OF_SIDE(side, PARTY_COUNTRY), false},                                       \
      {name "KnownGroupCode", party_code, OF_SIDE(side, PARTY_GROUP), false}, {name "EthnicCode", NULL, 0, false}, \
      {name "Religion1Code", NULL, 0, false}, {name "Religion2Code", NULL, 0, false},                              \
      {name "Type1Code", party_code, OF_SIDE(side, PARTY_TYPE), false},                                            \
      {name "Type2Code", party_code, OF_SIDE(side, PARTY_TYPE + 1), false}, {                                      \
    name "Type3Code", party_code, OF_SIDE(side, PARTY_TYPE + 2), false                                             \
  }
#define NO_GEOGRAPHY(name)                                                                                                   \
  {name "Geo_Type", no_geography, 0, true}, {name "Geo_FullName", NULL, 0, false}, {name "Geo_CountryCode", NULL, 0, false}, \
      {name "Geo_ADM1Code", NULL, 0, false}, {name "Geo_ADM2Code", NULL, 0, false}, {name "Geo_Lat", NULL, 0, false},        \
      {name "Geo_Long", NULL, 0, false}, {                                                                                   \
    name "Geo_FeatureID", NULL, 0, false                                                                                     \
  }

static const row_column event_columns[] = {
    {"GLOBALEVENTID", column_number, 0, true},
    {"SQLDATE", date, DATE_DAY, false},
    {"MonthYear", date, DATE_MONTH, false},
    {"Year", date, DATE_YEAR, false},
    {"FractionDate", fraction_date, 0, false},
    PARTY("Actor1", 0),
    PARTY("Actor2", 1),
    {"IsRootEvent", is_root_event, 0, true},
    {"EventCode", column_cameo, 0, false},
    {"EventBaseCode", column_cameo, 3, false},
    {"EventRootCode", column_cameo, 2, false},
    {"QuadClass", column_cameo_quad, 0, false},
    {"GoldsteinScale", column_goldstein, 0, false},
    {"NumMentions", count, COUNT_MENTIONS, true},
    {"NumSources", count, COUNT_SOURCES, true},
    {"NumArticles", count, COUNT_ARTICLES, true},
    {"AvgTone", NULL, 0, false},
    NO_GEOGRAPHY("Actor1"),
    NO_GEOGRAPHY("Actor2"),
    {"ActionGeo_Type", place_type, 0, false},
    {"ActionGeo_FullName", place_name, 0, false},
    {"ActionGeo_CountryCode", column_place_country, COUNTRY_FIPS, false},
    {"ActionGeo_ADM1Code", place_division, 0, false},
    {"ActionGeo_ADM2Code", NULL, 0, false},
    {"ActionGeo_Lat", place_latitude, 0, false},
    {"ActionGeo_Long", place_longitude, 0, false},
    {"ActionGeo_FeatureID", place_feature, 0, false},
    {"DATEADDED", date_added, 0, true},
    {"SOURCEURL", source_url, 0, false},
};

_Static_assert(sizeof event_columns / sizeof *event_columns <= ROW_COLUMNS_MAX, "a row has more columns than it has room for");

const layout gdelt_layout = {event_columns, sizeof event_columns / sizeof *event_columns, false, true, false};

/* ---- mentions */

/* When the event, which may be a story's, was first told. */
static void event_time(row *r, int which) {
  (void)which;
  row_moment(r, r->story && r->story->first_seen.year ? r->story->first_seen : r->article->date);
}

static void mention_time(row *r, int which) {
  (void)which;
  casus_date published = r->article->date;
  if (!published.year) {
    row_moment(r, published);
    return;
  }
  row_day(r, published, 0);
  row_chars(r, "000000");
}

/* 1 the web, 2 a citation. */
static void mention_type(row *r, int which) {
  (void)which;
  row_chars(r, str_empty(r->article->url) ? "2" : "1");
}

static int64_t points_before(str text, size_t end) {
  int64_t points = 0;
  for (size_t i = 0; i < end && i < text.len; i++) points += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
  return points;
}

enum { OFFSET_ACTION = 2 }; /* below: the index of a side */

/* In code points; -1: nobody is named. Without the text the bytes cannot be counted over. */
static void char_offset(row *r, int which) {
  const casus_actor *a = which == OFFSET_ACTION ? NULL : r->sides[which];
  casus_span at = which == OFFSET_ACTION ? r->event->trigger_span : a ? a->span : (casus_span){0, 0};
  if (str_empty(r->article->text)) return;
  row_integer(r, at.begin == at.end ? -1 : points_before(r->article->text, at.begin));
}

static void in_raw_text(row *r, int which) {
  (void)which;
  row_chars(r, "1");
}

static void confidence(row *r, int which) {
  (void)which;
  row_decimal(r, (double)r->event->confidence * 100, 0, 0);
}

static void length(row *r, int which) {
  (void)which;
  if (!str_empty(r->article->text)) row_integer(r, points_before(r->article->text, r->article->text.len));
}

static const row_column mention_columns[] = {
    {"GLOBALEVENTID", column_number, 0, true},
    {"EventTimeDate", event_time, 0, true},
    {"MentionTimeDate", mention_time, 0, true},
    {"MentionType", mention_type, 0, true},
    {"MentionSourceName", column_source, 0, false},
    {"MentionIdentifier", source_url, 0, false},
    {"SentenceID", column_sentence, 0, false},
    {"Actor1CharOffset", char_offset, 0, false},
    {"Actor2CharOffset", char_offset, 1, false},
    {"ActionCharOffset", char_offset, OFFSET_ACTION, false},
    {"InRawText", in_raw_text, 0, true},
    {"Confidence", confidence, 0, false},
    {"MentionDocLen", length, 0, false},
    {"MentionDocTone", NULL, 0, false},
    {"MentionDocTranslationInfo", NULL, 0, false},
    {"Extras", NULL, 0, false},
};

const layout mentions_layout = {mention_columns, sizeof mention_columns / sizeof *mention_columns, false, true, false};
