/* Exports: rows worked out by hand from the manuals of the formats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "casus_exchange.h"
#include "event/event.h"

/* ---- a report of our own making */

static const char text[] = "Zürich. Kenya's foreign minister met Ugandan officials in Entebbe.";

static const casus_actor kenya = {.code = {"KENGOV", 6},
                                  .country = {"KEN", 3},
                                  .sector = {"GOV", 3},
                                  .name = {"Amina Örn", 10},
                                  .office = {"foreign minister", 16},
                                  .text = {text + 9, 24},
                                  .span = {9, 33}};
static const casus_actor sides[3] = {
    {.code = {"UGAGOV", 6}, .country = {"UGA", 3}, .sector = {"GOV", 3}, .text = {text + 38, 17}, .span = {38, 55}},
    {.code = {"IGOUNO", 6}, .sector = {"IGO", 3}, .name = {"United Nations", 14}, .text = {"UN", 2}, .span = {38, 40}},
    {.code = {"KENJRN", 6}, .country = {"KEN", 3}, .sector = {"JRN", 3}, .text = {"reporters", 9}, .span = {38, 47}},
};

static casus_event meeting(void) {
  casus_event e = {.id = "00112233445566778899aabbccddeeff",
                   .doc = {"a1", 2},
                   .sentence = 1,
                   .text = {text + 9, sizeof text - 10},
                   .span = {9, sizeof text - 1},
                   .date = {2024, 3, 21},
                   .date_basis = CASUS_BASIS_RELATIVE,
                   .event = CASUS_CONSULT,
                   .modes = {(uint8_t)ontology_mode(CASUS_CONSULT, STR("visit"))},
                   .n_modes = 1,
                   .contexts = (uint64_t)1 << ontology_context(STR("diplomatic")),
                   .quad = 1,
                   .score = 4,
                   .goldstein = 1.9f,
                   .cameo = "042",
                   .condition_event = CASUS_NO_EVENT,
                   .exchange = CASUS_NO_EVENT,
                   .actors = &kenya,
                   .n_actors = 1,
                   .recipients = sides,
                   .n_recipients = 1,
                   .place = {.name = {"Entebbe", 7},
                             .country = {"UGA", 3},
                             .admin1 = {"Central Region", 14},
                             .lat_deg = 0.05,
                             .lon_deg = 32.46,
                             .geonames = 233508,
                             .span = {59, 66}},
                   .trigger = {"met", 3},
                   .trigger_span = {34, 37},
                   .rule = {"meet/subj,obj", 13},
                   .confidence = 0.934f};
  return e;
}

static const casus_article article = {.id = {"a1", 2},
                                      .text = {text, sizeof text - 1},
                                      .url = {"https://news.example/a1", 23},
                                      .source = {"News Example", 12},
                                      .language = {"en", 2},
                                      .date = {2024, 3, 22}};

/* ---- exporting into memory */

enum { FIELD_MAX = 512 };

typedef struct {
  buffer out, side;
  casus_export_counts counts;
} exported;

static bool add(void *to, const char *bytes, size_t len) { return buffer_add(to, (str){bytes, len}); }

static bool refuses(void *to, const char *bytes, size_t len) {
  (void)to, (void)bytes, (void)len;
  return false;
}

static const casus_story *story_given;
static casus_str imported_from, extra_given;

static exported export_events(casus_format format, const casus_event *events, uint32_t n, uint32_t statuses) {
  exported x;
  buffer_init(&x.out, 1 << 20);
  buffer_init(&x.side, 1 << 20);
  casus_exporter *e;
  const casus_export_options options = {.write = add,
                                        .context = &x.out,
                                        .provenance = add,
                                        .provenance_context = &x.side,
                                        .statuses = statuses,
                                        .story_ids = story_given != NULL,
                                        .time = {"2024-03-23T04:05:06Z", 20},
                                        .tables = {"t1", 2}};
  assert_int_equal(casus_exporter_open(format, &options, &e, NULL), CASUS_OK);
  for (uint32_t i = 0; i < n; i++) {
    casus_report report = {
        .events = &events[i], .n_events = 1, .article = &article, .imported = imported_from, .extra = extra_given};
    assert_int_equal(casus_exporter_add(e, &report, story_given, NULL), CASUS_OK);
  }
  assert_int_equal(casus_exporter_end(e, NULL), CASUS_OK);
  assert_int_equal(casus_exporter_end(e, NULL), CASUS_USAGE);
  x.counts = casus_exporter_counts(e);
  casus_exporter_close(e);
  assert_true(buffer_add_byte(&x.out, 0) && buffer_add_byte(&x.side, 0));
  return x;
}

static void drop(exported *x) {
  buffer_free(&x->out);
  buffer_free(&x->side);
}

/* The n-th field, from 0, of the n-th line, by the name of its column. Static memory. */
static const char *field_at(const exported *x, casus_format format, unsigned line, const char *column) {
  static char value[FIELD_MAX];
  unsigned i = 0;
  while (casus_format_column(format, i) && strcmp(casus_format_column(format, i), column) != 0) i++;
  assert_non_null(casus_format_column(format, i));
  str rest = {x->out.ptr, x->out.len - 1}, part, field;
  for (unsigned n = 0; n <= line; n++) assert_true(str_cut(&rest, '\n', &part));
  for (unsigned n = 0; n <= i; n++) assert_true(str_cut(&part, '\t', &field));
  assert_true(field.len < sizeof value);
  memcpy(value, field.ptr, field.len);
  value[field.len] = 0;
  return value;
}

#define FIELD_IS(x, format, line, column, wanted) assert_string_equal(field_at(&(x), format, line, column), wanted)

static void gdelt_row(void **state) {
  (void)state;
  static const char *const wanted[][2] = {{"SQLDATE", "20240321"},
                                          {"MonthYear", "202403"},
                                          {"Year", "2024"},
                                          {"FractionDate", "2024.3041"}, /* (3 * 30 + 21) / 365 */
                                          {"Actor1Code", "KENGOV"},
                                          {"Actor1Name", "AMINA ÖRN"},
                                          {"Actor1CountryCode", "KEN"},
                                          {"Actor1KnownGroupCode", ""},
                                          {"Actor1Type1Code", "GOV"},
                                          {"Actor1Type2Code", ""},
                                          {"Actor2Code", "UGAGOV"},
                                          {"Actor2Name", "UGANDAN OFFICIALS"},
                                          {"IsRootEvent", "1"},
                                          {"EventCode", "042"},
                                          {"EventBaseCode", "042"},
                                          {"EventRootCode", "04"},
                                          {"QuadClass", "1"},
                                          {"GoldsteinScale", "1.9"},
                                          {"NumMentions", "1"},
                                          {"AvgTone", ""},
                                          {"Actor1Geo_Type", "0"},
                                          {"ActionGeo_Type", "4"},
                                          {"ActionGeo_FullName", "Entebbe, Central Region, Uganda"},
                                          {"ActionGeo_CountryCode", "UG"},
                                          {"ActionGeo_Lat", "0.05"},
                                          {"ActionGeo_Long", "32.46"},
                                          {"DATEADDED", "20240323040506"},
                                          {"SOURCEURL", "https://news.example/a1"}};
  casus_event e = meeting();
  exported x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) FIELD_IS(x, CASUS_FORMAT_GDELT, 0, wanted[i][0], wanted[i][1]);
  drop(&x);
}

static void a_body_is_a_known_group_and_media_are_cameos(void **state) {
  (void)state;
  casus_event e = meeting();
  e.recipients = sides + 1;
  e.n_recipients = 2;
  exported x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  assert_int_equal(x.counts.n_rows, 2);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "Actor2Code", "IGOUNO");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "Actor2CountryCode", "");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "Actor2KnownGroupCode", "UNO");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "Actor2Type1Code", "IGO");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 1, "Actor2Code", "KENMED");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 1, "Actor2Type1Code", "MED");
  char first[FIELD_MAX];
  snprintf(first, sizeof first, "%s", field_at(&x, CASUS_FORMAT_GDELT, 0, "GLOBALEVENTID"));
  assert_string_not_equal(first, field_at(&x, CASUS_FORMAT_GDELT, 1, "GLOBALEVENTID"));
  drop(&x);
}

static void places_have_their_level(void **state) {
  (void)state;
  casus_event e = meeting();
  e.place =
      (casus_place){.name = {"Texas", 5}, .country = {"USA", 3}, .admin1 = {"Texas", 5}, .lat_deg = 31.25, .lon_deg = -99.25};
  exported x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Type", "2");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_FullName", "Texas, United States");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_ADM1Code", "USTX");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_FeatureID", "");
  drop(&x);
  e.place = (casus_place){.name = {"Russia", 6}, .country = {"RUS", 3}, .lat_deg = 60, .lon_deg = 100};
  x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Type", "1");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_FullName", "Russia");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_FeatureID", "RS");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Lat", "60");
  drop(&x);
  e.place = (casus_place){.name = STR("Antofagasta"),
                          .country = STR("CHL"),
                          .admin1 = STR("Antofagasta"),
                          .lat_deg = -23.65,
                          .lon_deg = -70.4,
                          .geonames = 3899539};
  x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0); /* the town, by its id */
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Type", "4");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_ADM1Code", "CI03");
  drop(&x);
  e.place = (casus_place){.name = STR("Africa"), .lat_deg = 7, .lon_deg = 21};
  x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Type", "0");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_FullName", "");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Lat", "");
  drop(&x);
  e.place = (casus_place){.lat_deg = NAN, .lon_deg = NAN};
  x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Type", "0");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "ActionGeo_Lat", "");
  drop(&x);
}

/* "ü" is two bytes: offsets in code points are one less than in bytes. */
static void mentions_count_code_points(void **state) {
  (void)state;
  casus_event e = meeting();
  exported x = export_events(CASUS_FORMAT_GDELT_MENTIONS, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "MentionType", "1");
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "MentionTimeDate", "20240322000000");
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "Actor1CharOffset", "8");
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "Actor2CharOffset", "37");
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "ActionCharOffset", "33");
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "Confidence", "93");
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "MentionDocLen", "66");
  drop(&x);
  e.n_recipients = 0;
  x = export_events(CASUS_FORMAT_GDELT_MENTIONS, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_GDELT_MENTIONS, 0, "Actor2CharOffset", "-1");
  drop(&x);
}

static void a_story_lends_its_numbers_and_its_id(void **state) {
  (void)state;
  const casus_story story = {
      .id = "ffeeddccbbaa99887766554433221100", .n_reports = 5, .n_articles = 4, .n_sources = 3, .first_seen = {2024, 3, 20}};
  casus_event two[2] = {meeting(), meeting()};
  two[1].id[0] = 'f';
  exported x = export_events(CASUS_FORMAT_GDELT, two, 2, 0);
  char first[FIELD_MAX];
  snprintf(first, sizeof first, "%s", field_at(&x, CASUS_FORMAT_GDELT, 0, "GLOBALEVENTID"));
  assert_string_not_equal(first, field_at(&x, CASUS_FORMAT_GDELT, 1, "GLOBALEVENTID"));
  drop(&x);
  story_given = &story;
  x = export_events(CASUS_FORMAT_GDELT, two, 2, 0);
  snprintf(first, sizeof first, "%s", field_at(&x, CASUS_FORMAT_GDELT, 0, "GLOBALEVENTID"));
  FIELD_IS(x, CASUS_FORMAT_GDELT, 1, "GLOBALEVENTID", first);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "NumMentions", "5");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "NumSources", "3");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "NumArticles", "4");
  exported mentions = export_events(CASUS_FORMAT_GDELT_MENTIONS, two, 2, 0);
  story_given = NULL;
  FIELD_IS(mentions, CASUS_FORMAT_GDELT_MENTIONS, 1, "GLOBALEVENTID", first);
  drop(&x);
  drop(&mentions);
}

static void icews_row(void **state) {
  (void)state;
  casus_event e = meeting();
  exported x = export_events(CASUS_FORMAT_ICEWS, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 0, "Source Name", "Source Name"); /* the header */
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Event Date", "2024-03-21");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Source Name", "Amina Örn");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Source Sectors", "Government");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Source Country", "Kenya");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Event Text", "Make a visit");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "CAMEO Code", "042");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Intensity", "1.9");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Target Name", "Government (Uganda)");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Story ID", "a1");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Publisher", "News Example");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "City", "Entebbe");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Province", "Central Region");
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Country", "Uganda");
  drop(&x);
}

static void polecat_row(void **state) {
  (void)state;
  casus_event e = meeting();
  e.recipients = sides;
  e.n_recipients = 3;
  exported x = export_events(CASUS_FORMAT_POLECAT, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Event ID", e.id);
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Event Type", "CONSULT");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Event Mode", "visit");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Intensity", "4.0");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Contexts", "diplomatic");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Actor COW", "501");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Actor Title", "foreign minister");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Actor Name Raw", "Kenya's foreign minister");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Recipient Country", "UGA;UNO;KEN");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Recipient Name", ";United Nations");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Recipient COW", "500;;501");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Primary Recipient Sector", "GOV");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Recipient Sectors", "GOV;IGO;JRN");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Raw Placename", "Entebbe");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "GeoNames ID", "233508");
  FIELD_IS(x, CASUS_FORMAT_POLECAT, 1, "Publication Date", "2024-03-22");
  drop(&x);
}

static void phoenix_row(void **state) {
  (void)state;
  casus_event e = meeting();
  e.recipients = sides + 1;
  exported x = export_events(CASUS_FORMAT_PHOENIX, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_PHOENIX, 0, "StoryDate", "20240321");
  FIELD_IS(x, CASUS_FORMAT_PHOENIX, 0, "SourceActor", "KENGOV");
  FIELD_IS(x, CASUS_FORMAT_PHOENIX, 0, "SourceActorEntity", "KEN");
  FIELD_IS(x, CASUS_FORMAT_PHOENIX, 0, "SourceActorRole", "GOV");
  FIELD_IS(x, CASUS_FORMAT_PHOENIX, 0, "TargetActorEntity", "IGO");
  FIELD_IS(x, CASUS_FORMAT_PHOENIX, 0, "RootCode", "04");
  FIELD_IS(x, CASUS_FORMAT_PHOENIX, 0, "Issues", "diplomatic,1");
  drop(&x);
}

static void only_actual_events_by_default(void **state) {
  (void)state;
  casus_event three[3] = {meeting(), meeting(), meeting()};
  three[1].status = CASUS_DENIED;
  three[2].status = CASUS_PLANNED;
  for (casus_format f = 0; f < CASUS_FORMAT_COUNT; f++) {
    exported x = export_events(f, three, 3, 0);
    assert_int_equal(x.counts.n_events, 1);
    assert_int_equal(x.counts.n_by_status, 2);
    drop(&x);
    x = export_events(f, three, 3, 1u << CASUS_ACTUAL | 1u << CASUS_DENIED);
    assert_int_equal(x.counts.n_events, 2);
    drop(&x);
  }
}

static void without_any_day_there_is_no_row_for_others(void **state) {
  (void)state;
  casus_event e = meeting();
  e.date.year = 0;
  exported x = export_events(CASUS_FORMAT_ICEWS, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Event Date", "2024-03-22"); /* of publication */
  drop(&x);
  casus_article undated = article;
  undated.date.year = 0;
  casus_exporter *out;
  buffer bytes;
  buffer_init(&bytes, 1 << 16);
  const casus_export_options options = {.write = add, .context = &bytes};
  const casus_report report = {.events = &e, .n_events = 1, .article = &undated};
  for (casus_format f = 0; f < CASUS_FORMAT_COUNT; f++) {
    assert_int_equal(casus_exporter_open(f, &options, &out, NULL), CASUS_OK);
    assert_int_equal(casus_exporter_add(out, &report, NULL, NULL), CASUS_OK);
    assert_int_equal(casus_exporter_counts(out).n_undated, f < CASUS_FORMAT_CSV);
    casus_exporter_close(out);
  }
  buffer_free(&bytes);
}

static void who_meet_together_are_paired(void **state) {
  (void)state;
  casus_event e = meeting();
  e.actors = sides;
  e.n_actors = 2;
  e.n_recipients = 0;
  exported x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  assert_int_equal(x.counts.n_rows, 2);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "Actor1Code", "UGAGOV");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "Actor2Code", "IGOUNO");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 1, "Actor1Code", "IGOUNO");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 1, "Actor2Code", "UGAGOV");
  drop(&x);
  e.event = CASUS_PROTEST; /* side by side, not against one another */
  x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  assert_int_equal(x.counts.n_rows, 2);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 1, "Actor2Code", "");
  drop(&x);
}

static size_t count_of(str s, char c) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += s.ptr[i] == c;
  return n;
}

static void no_value_breaks_a_row(void **state) {
  (void)state;
  static const char evil[] = "\"A\tb\r\nc\x01\", d;e";
  casus_actor bad = kenya;
  bad.name = bad.text = bad.office = (casus_str){evil, sizeof evil - 1};
  casus_event e = meeting();
  e.actors = &bad;
  e.place.name = e.text = bad.name;
  for (casus_format f = CASUS_FORMAT_GDELT; f < CASUS_FORMAT_CSV; f++) {
    exported x = export_events(f, &e, 1, 0);
    unsigned columns = 0;
    while (casus_format_column(f, columns)) columns++;
    bool header = f == CASUS_FORMAT_ICEWS || f == CASUS_FORMAT_POLECAT;
    assert_int_equal(count_of(buffer_str(&x.out), '\n'), 1 + header);
    assert_int_equal(count_of(buffer_str(&x.out), '\t'), (columns - 1) * (1 + header));
    assert_int_equal(count_of(buffer_str(&x.out), '"') + count_of(buffer_str(&x.out), '\r'), 0);
    drop(&x);
  }
}

static void csv_quotes_what_needs_it(void **state) {
  (void)state;
  casus_event e = meeting();
  e.text = STR("He said \"no\",\nand left");
  e.rule = STR("plain");
  exported x = export_events(CASUS_FORMAT_CSV, &e, 1, 0);
  assert_non_null(strstr(x.out.ptr, ",\"He said \"\"no\"\",\nand left\","));
  assert_non_null(strstr(x.out.ptr, ",plain,0.934,\r\n"));
  assert_memory_equal(x.out.ptr, "id,story,doc,", 13);
  drop(&x);
}

static void json_lines_keep_the_contract(void **state) {
  (void)state;
  casus_event e = meeting();
  exported x = export_events(CASUS_FORMAT_JSON_LINES, &e, 1, 0);
  json_t *o = json_loads(x.out.ptr, 0, NULL);
  assert_string_equal(json_string_value(json_object_get(o, "id")), e.id);
  assert_string_equal(json_string_value(json_object_get(json_object_get(o, "article"), "url")), "https://news.example/a1");
  assert_true(json_is_null(json_object_get(o, "story")) && json_is_null(json_object_get(o, "extra")));
  json_decref(o);
  drop(&x);
}

static void geojson_is_one_collection(void **state) {
  (void)state;
  casus_event three[3] = {meeting(), meeting(), meeting()};
  three[1].place.lat_deg = NAN;
  for (uint32_t n = 0; n <= 3; n += 3) {
    exported x = export_events(CASUS_FORMAT_GEOJSON, three, n, 0);
    json_t *o = json_loads(x.out.ptr, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(o, "features")), n ? 2 : 0);
    assert_int_equal(x.counts.n_placeless, n ? 1 : 0);
    if (n) {
      json_t *at = json_object_get(json_object_get(json_array_get(json_object_get(o, "features"), 0), "geometry"), "coordinates");
      assert_float_equal(json_number_value(json_array_get(at, 0)), 32.46, 1e-9);
      assert_float_equal(json_number_value(json_array_get(at, 1)), 0.05, 1e-9);
    }
    json_decref(o);
    drop(&x);
  }
}

static void every_row_has_its_provenance(void **state) {
  (void)state;
  casus_event e = meeting();
  e.recipients = sides;
  e.n_recipients = 2;
  exported x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  str rest = {x.side.ptr, x.side.len - 1}, line;
  for (unsigned i = 0; i < 2; i++) {
    assert_true(str_cut(&rest, '\n', &line));
    json_t *o = json_loadb(line.ptr, line.len, 0, NULL);
    FIELD_IS(x, CASUS_FORMAT_GDELT, i, "GLOBALEVENTID", json_string_value(json_object_get(o, "exported")));
    assert_string_equal(json_string_value(json_object_get(o, "id")), e.id);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(o, "trigger"), "begin")), 34);
    assert_string_equal(json_string_value(json_object_get(o, "tables")), "t1");
    json_t *recipients = json_object_get(o, "recipient");
    assert_int_equal(json_array_size(recipients), 1);
    assert_string_equal(json_string_value(json_object_get(json_array_get(recipients, 0), "code")), i ? "IGOUNO" : "UGAGOV");
    json_decref(o);
  }
  drop(&x);
}

static void extra_counts_in_its_own_format_only(void **state) {
  (void)state;
  casus_event e = meeting();
  imported_from = STR("gdelt");
  extra_given = STR("{\"AvgTone\":\"-2.5\",\"Actor1Name\":\"A\\tB\",\"DATEADDED\":\"\"}");
  exported x = export_events(CASUS_FORMAT_GDELT, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "AvgTone", "-2.5");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "Actor1Name", "A B");
  FIELD_IS(x, CASUS_FORMAT_GDELT, 0, "DATEADDED", "");
  drop(&x);
  x = export_events(CASUS_FORMAT_ICEWS, &e, 1, 0);
  FIELD_IS(x, CASUS_FORMAT_ICEWS, 1, "Source Name", "Amina Örn");
  drop(&x);
  imported_from = extra_given = (casus_str){0};
}

static casus_status try_export(casus_write write, casus_format format, const casus_event *e, casus_str extra,
                               casus_error *error) {
  casus_exporter *x = NULL;
  buffer bytes;
  buffer_init(&bytes, 1 << 16);
  const casus_export_options options = {.write = write, .context = &bytes};
  const casus_report report = {.events = e, .n_events = 1, .article = &article, .imported = STR("gdelt"), .extra = extra};
  casus_status status = casus_exporter_open(format, &options, &x, error);
  if (status == CASUS_OK) status = casus_exporter_add(x, &report, NULL, error);
  casus_exporter_close(x);
  buffer_free(&bytes);
  return status;
}

static void failures_are_told(void **state) {
  (void)state;
  casus_event e = meeting();
  casus_error error = {0};
  assert_int_equal(try_export(refuses, CASUS_FORMAT_GDELT, &e, (casus_str){0}, &error), CASUS_INTERNAL);
  assert_non_null(strstr(error.message, "cannot be written"));
  assert_int_equal(try_export(NULL, CASUS_FORMAT_GDELT, &e, (casus_str){0}, &error), CASUS_USAGE);
  assert_int_equal(try_export(add, CASUS_FORMAT_COUNT, &e, (casus_str){0}, &error), CASUS_USAGE);
  assert_int_equal(try_export(add, CASUS_FORMAT_GDELT, &e, STR("[1]"), &error), CASUS_INPUT);
  assert_int_equal(try_export(add, CASUS_FORMAT_JSON_LINES, &e, STR("{"), &error), CASUS_INPUT);
  e.text = STR("\xff");
  assert_int_equal(try_export(add, CASUS_FORMAT_JSON_LINES, &e, (casus_str){0}, &error), CASUS_INPUT);
  assert_non_null(strstr(error.message, e.id));
}

static void formats_have_their_published_columns(void **state) {
  (void)state;
  static const unsigned columns[CASUS_FORMAT_COUNT] = {61, 16, 20, 40, 26, 62, 0, 0};
  for (casus_format f = 0; f < CASUS_FORMAT_COUNT; f++) {
    casus_format back;
    unsigned n = 0;
    while (casus_format_column(f, n)) n++;
    assert_int_equal(n, columns[f]);
    assert_true(casus_format_of_name(str_of(casus_format_name(f)), &back) && back == f);
  }
  casus_format f;
  assert_false(casus_format_of_name(STR("acled"), &f));
  assert_null(casus_format_name(CASUS_FORMAT_COUNT));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gdelt_row),
      cmocka_unit_test(a_body_is_a_known_group_and_media_are_cameos),
      cmocka_unit_test(places_have_their_level),
      cmocka_unit_test(mentions_count_code_points),
      cmocka_unit_test(a_story_lends_its_numbers_and_its_id),
      cmocka_unit_test(icews_row),
      cmocka_unit_test(polecat_row),
      cmocka_unit_test(phoenix_row),
      cmocka_unit_test(only_actual_events_by_default),
      cmocka_unit_test(without_any_day_there_is_no_row_for_others),
      cmocka_unit_test(who_meet_together_are_paired),
      cmocka_unit_test(no_value_breaks_a_row),
      cmocka_unit_test(csv_quotes_what_needs_it),
      cmocka_unit_test(json_lines_keep_the_contract),
      cmocka_unit_test(geojson_is_one_collection),
      cmocka_unit_test(every_row_has_its_provenance),
      cmocka_unit_test(extra_counts_in_its_own_format_only),
      cmocka_unit_test(failures_are_told),
      cmocka_unit_test(formats_have_their_published_columns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
