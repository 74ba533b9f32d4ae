/* Imports: rows of POLECAT, ICEWS and GDELT to records and back, column by column; broken rows. The rows are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "casus_exchange.h"
#include "event/event.h"

/* ---- a file in memory, handed out in pieces of so many bytes */

typedef struct {
  str bytes;
  size_t at, piece;
  size_t damage; /* offset at which reading fails; 0: none */
} memory_file;

static casus_status read_piece(void *context, char *into, size_t max_bytes, size_t *got_bytes, casus_error *error) {
  memory_file *f = context;
  if (f->damage && f->at >= f->damage) return error_set(error, CASUS_INPUT, "damaged here");
  size_t n = f->bytes.len - f->at;
  if (n > max_bytes) n = max_bytes;
  if (f->piece && n > f->piece) n = f->piece;
  if (n) memcpy(into, f->bytes.ptr + f->at, n);
  f->at += n;
  *got_bytes = n;
  return CASUS_OK;
}

static casus_importer *open_file(memory_file *f, const char *format) {
  casus_importer *x = NULL;
  const casus_import_options options = {.read = read_piece, .context = f, .name = STR("file.txt")};
  assert_int_equal(casus_importer_open(str_of(format), &options, &x, NULL), CASUS_OK);
  return x;
}

static bool add(void *to, const char *bytes, size_t len) { return buffer_add(to, (str){bytes, len}); }

/* Imports and exports to the same format. Returns the number of rows; `errors` of broken ones. */
static size_t there_and_back(str bytes, const char *format, size_t piece, buffer *out, size_t *errors) {
  memory_file f = {.bytes = bytes, .piece = piece};
  casus_importer *x = open_file(&f, format);
  casus_exporter *e = NULL;
  casus_imported row;
  casus_status status;
  size_t n = 0;
  *errors = 0;
  while ((status = casus_importer_next(x, &row, NULL)) != CASUS_END) {
    *errors += status != CASUS_OK;
    if (status != CASUS_OK) continue;
    const casus_export_options options = {.write = add, .context = out};
    const casus_report report = {
        .events = &row.event, .n_events = 1, .article = &row.article, .imported = row.format, .extra = row.extra};
    casus_format to;
    assert_true(casus_format_of_name(row.format, &to));
    if (!e) assert_int_equal(casus_exporter_open(to, &options, &e, NULL), CASUS_OK);
    assert_int_equal(casus_exporter_add(e, &report, NULL, NULL), CASUS_OK);
    n++;
  }
  casus_exporter_close(e);
  casus_importer_close(x);
  return n;
}

static void comes_back(str bytes, const char *format, size_t rows) {
  static const size_t pieces[] = {0, 1, 7};
  for (size_t i = 0; i < 3; i++) {
    buffer out;
    size_t errors;
    buffer_init(&out, 1 << 20);
    assert_int_equal(there_and_back(bytes, format, pieces[i], &out, &errors), rows);
    assert_int_equal(errors, 0);
    assert_int_equal(out.len, bytes.len);
    assert_memory_equal(out.ptr, bytes.ptr, bytes.len);
    buffer_free(&out);
  }
}

/* ---- POLECAT */

#define POLECAT_HEADER                                                                                                        \
  "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\t"      \
  "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\t" \
  "Recipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\t" \
  "Placename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\t"     \
  "Publication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion\n"
#define POLECAT_ROW                                                                                                     \
  "P-1\t2023-01-03\tCONSULT\tvisit\t4.0\tVERBAL COOPERATION\tdiplomatic;military\tAmina Orn\tKEN\t501\tGOV\tGOV;MIL\t"  \
  "Foreign Minister\tMinister Orn\tAmina_Orn\tNone\tUganda\t500\tGOV\tGOV\t\tUgandan officials\t\tEntebbe\tEntebbe\t\t" \
  "Central Region\tUGA\t0.05\t32.46\t233508\t['Entebbe']\tPPL\tThe Example\t2023-01-04\tAmina Orn;B. C.\t\tEntebbe\ten\t1.2\n"

static void polecat_comes_back(void **state) {
  (void)state;
  comes_back(STR(POLECAT_HEADER POLECAT_ROW), "polecat", 1);
  comes_back(STR(POLECAT_HEADER POLECAT_ROW "P-2\t2023-01-05\tPROTEST\tdemo;unheard-of\t-5\t4\t\t\"Quoted; name\"\tKEN;UNO\t"
                                            "501;\tCVL\tCVL;LAB;REL\t\tmarchers; \"two\"\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"
                                            "\t2023-1-5\t\t\t\t\t\n"),
             "auto", 2);
}

static void polecat_is_understood(void **state) {
  (void)state;
  memory_file f = {.bytes = STR(POLECAT_HEADER POLECAT_ROW)};
  casus_importer *x = open_file(&f, "auto");
  casus_imported row;
  assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_OK);
  const casus_event *e = &row.event;
  assert_true(str_is(row.format, "polecat") && str_is(row.article.id, "polecat:P-1") && str_is(e->doc, "polecat:P-1"));
  assert_true(str_is(row.article.source, "The Example") && row.article.date.day == 4 && row.article.origin_line == 2);
  assert_int_equal(e->event, CASUS_CONSULT);
  assert_string_equal(casus_mode_name(e->modes[0]), "visit");
  assert_int_equal(e->contexts, 1u << ontology_context(STR("diplomatic")) | 1u << ontology_context(STR("military")));
  assert_true(e->date.year == 2023 && e->date.day == 3 && e->quad == 1 && e->status == CASUS_ACTUAL);
  assert_true(e->n_actors == 1 && str_is(e->actors[0].code, "KENGOV") && str_is(e->actors[0].name, "Amina Orn"));
  assert_true(str_is(e->actors[0].office, "Foreign Minister") && str_is(e->actors[0].text, "Minister Orn"));
  assert_true(e->n_recipients == 1 && str_is(e->recipients[0].code, "UGAGOV") && str_empty(e->recipients[0].name));
  assert_true(str_is(e->place.name, "Entebbe") && str_is(e->place.country, "UGA") && e->place.geonames == 233508);
  json_t *extra = json_loadb(row.extra.ptr, row.extra.len, 0, NULL);
  assert_string_equal(json_string_value(json_object_get(extra, "Wikipedia Actor ID")), "Amina_Orn");
  assert_string_equal(json_string_value(json_object_get(extra, "Quad Code")), "VERBAL COOPERATION");
  assert_null(json_object_get(extra, "Event Type"));
  json_decref(extra);
  assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_END);
  assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_END);
  casus_importer_close(x);
}

static void sides_of_several_are_taken_apart(void **state) {
  (void)state;
  memory_file f = {.bytes = STR("Event ID\tEvent Date\tEvent Type\tActor Name\tActor Country\tActor Sectors\tNote\n"
                                "1\t2023-01-03\tASSAULT\tA;;C\tKEN;KOS;UNO\tGOV;MIL;IGO\tkept\n")};
  casus_importer *x = open_file(&f, "polecat");
  casus_imported row;
  assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_OK);
  assert_int_equal(row.event.n_actors, 3);
  assert_true(str_is(row.event.actors[0].code, "KENGOV") && str_is(row.event.actors[1].code, "XKXMIL"));
  assert_true(str_is(row.event.actors[2].code, "IGOUNO") && str_is(row.event.actors[2].name, "C"));
  assert_true(str_empty(row.event.actors[1].name) && row.event.n_recipients == 0);
  assert_true(isnan(row.event.place.lat_deg));
  json_t *extra = json_loadb(row.extra.ptr, row.extra.len, 0, NULL);
  assert_string_equal(json_string_value(json_object_get(extra, "Note")), "kept"); /* a column of the file's own */
  json_decref(extra);
  casus_importer_close(x);
}

/* The same name in ISO 8859-1 and in UTF-8. */
static void both_encodings_are_read(void **state) {
  (void)state;
  memory_file f = {.bytes = STR("Event ID\tEvent Date\tEvent Type\tActor Name\r\n"
                                "1\t2023-01-03\tASSAULT\tJos\xe9\r\n"
                                "2\t2023-01-03\tASSAULT\tJos\xc3\xa9\r\n")};
  casus_importer *x = open_file(&f, "auto");
  casus_imported row;
  for (int i = 0; i < 2; i++) {
    assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_OK);
    assert_true(str_is(row.event.actors[0].name, "Jos\xc3\xa9"));
  }
  casus_importer_close(x);
}

/* ---- ICEWS */

#define ICEWS_HEADER                                                                                                    \
  "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t" \
  "Target Sectors\tTarget Country\tStory ID\tSentence "                                                                 \
  "Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
#define ICEWS_ROW                                                                                                              \
  "20718170\t2015-01-01\tPolice (Russia)\tGovernment,Police\tRussian Federation\tMake statement\t010\t0.0\tCitizen (Russia)\t" \
  "Social,General Population / Civilian / Social\tRussian Federation\t33895482\t1\tExample Agency\tMoscow\tNULL\tMoskva\t"     \
  "Russian Federation\t55.7522\t37.6156\n"

static void icews_comes_back(void **state) {
  (void)state;
  comes_back(STR(ICEWS_HEADER ICEWS_ROW), "icews", 1);
  comes_back(
      STR(ICEWS_HEADER ICEWS_ROW "7\t2015-01-02\tNobody\tNULL\tNULL\tUse unconventional violence\t180\t-9\tKenya\t\tKenya\t"
                                 "NA\t\t\t\t\t\tKenya\t-1.28333\t36.81667\n"),
      "auto", 2);
}

static void icews_is_understood(void **state) {
  (void)state;
  memory_file f = {.bytes = STR(ICEWS_HEADER ICEWS_ROW)};
  casus_importer *x = open_file(&f, "auto");
  casus_imported row;
  assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_OK);
  const casus_event *e = &row.event;
  assert_true(str_is(row.article.id, "33895482") && str_is(row.article.source, "Example Agency") && e->sentence == 1);
  assert_int_equal(e->event, CASUS_NONE); /* a statement is no event of PLOVER's */
  assert_int_equal(e->quad, 1);
  assert_string_equal(e->cameo, "010");
  assert_true(str_is(e->actors[0].country, "RUS") && str_is(e->actors[0].sector, "GOV") && str_is(e->actors[0].code, "RUSGOV"));
  assert_true(str_is(e->recipients[0].code, "RUSSOC") && str_is(e->recipients[0].name, "Citizen (Russia)"));
  assert_true(str_is(e->place.name, "Moscow") && str_is(e->place.admin1, "Moskva") && str_is(e->place.country, "RUS"));
  casus_importer_close(x);
}

/* ---- GDELT */

#define GDELT_HEAD                                                                                                               \
  "410412347\t20150218\t201502\t2015\t2015.1315\tKENGOV\tKENYA\tKEN\t\t\t\t\tGOV\t\t\tIGOUNO\tTHE UN\t\tUNO\t\t\t\tIGO\t\t\t1\t" \
  "190\t190\t19\t4\t-10.0\t10\t2\t10\t-2.61755\t"
#define GDELT_TAIL "20150218230000"
#define GDELT_2_ROW                                                                                   \
  GDELT_HEAD                                                                                          \
  "4\tNairobi, Nairobi Area, Kenya\tKE\tKE05\t175328\t-1.28333\t36.8167\t-2260535\t0\t\t\t\t\t\t\t\t" \
  "4\tNairobi, Nairobi Area, Kenya\tKE\tKE05\t175328\t-1.28333\t36.8167\t-2260535\t" GDELT_TAIL "\thttp://www.news.example/x\n"
#define GDELT_1_ROW GDELT_HEAD "0\t\t\t\t\t\t\t1\tKenya\tKE\tKE\t1\t38\tKE\t1\tKenya\tKE\tKE\t1\t38\tKE\t" GDELT_TAIL

static void gdelt_comes_back(void **state) {
  (void)state;
  comes_back(STR(GDELT_2_ROW), "gdelt", 1);
  comes_back(STR(GDELT_2_ROW GDELT_2_ROW), "auto", 2);
}

static void gdelt_is_understood(void **state) {
  (void)state;
  memory_file f = {.bytes = STR(GDELT_2_ROW)};
  casus_importer *x = open_file(&f, "auto");
  casus_imported row;
  assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_OK);
  const casus_event *e = &row.event;
  assert_true(str_is(row.article.id, "http://www.news.example/x") && str_is(row.article.source, "news.example"));
  assert_int_equal(e->event, CASUS_ASSAULT);
  assert_true(str_is(e->actors[0].code, "KENGOV") && str_is(e->actors[0].sector, "GOV"));
  assert_true(str_is(e->recipients[0].code, "IGOUNO") && str_empty(e->recipients[0].country));
  assert_true(str_is(e->place.name, "Nairobi") && str_is(e->place.admin1, "Nairobi Area") && str_is(e->place.country, "KEN"));
  assert_float_equal(e->place.lat_deg, -1.28333, 1e-9);
  casus_importer_close(x);
}

/* 1.0 has no ADM2 columns, and at first no SOURCEURL; what it has comes back under its names. */
static void gdelt_1_is_read(void **state) {
  (void)state;
  static const str files[] = {{GDELT_1_ROW "\thttp://news.example/y\n", sizeof GDELT_1_ROW "\thttp://news.example/y\n" - 1},
                              {GDELT_1_ROW "\n", sizeof GDELT_1_ROW "\n" - 1}};
  for (int i = 0; i < 2; i++) {
    buffer out;
    size_t errors;
    buffer_init(&out, 1 << 16);
    assert_int_equal(there_and_back(files[i], "auto", 0, &out, &errors), 1);
    str row = str_trim(buffer_str(&out)), old = str_trim(files[i]), a, b;
    for (unsigned column = 0; column < 61; column++) {
      const char *name = casus_format_column(CASUS_FORMAT_GDELT, column);
      assert_true(str_cut(&row, '\t', &b) || i == 1);
      if (str_ends(str_of(name), STR("ADM2Code"))) assert_true(str_empty(b));
      else if (!str_cut(&old, '\t', &a)) assert_string_equal(name, "SOURCEURL");
      else assert_true(str_equal(a, b));
    }
    buffer_free(&out);
  }
}

/* ---- what is broken */

static void broken_rows_cost_themselves(void **state) {
  (void)state;
  static const struct {
    const char *row, *says;
  } cases[] = {{"\t2023-01-03\tASSAULT\t\t", "\"Event ID\" is empty"},
               {"1\t2023-02-30\tASSAULT\t\t", "\"Event Date\" is no date"},
               {"1\t\tASSAULT\t\t", "\"Event Date\" is empty"},
               {"1\t2023-01-03\tKISS\t\t", "\"Event Type\" is no type"},
               {"1\t2023-01-03\tASSAULT\tmuch\t", "\"Intensity\" is no number"},
               {"1\t2023-01-03\tASSAULT\t11\t", "\"Intensity\" is out of range"},
               {"1\t2023-01-03\tASSAULT\t\t91", "\"Latitude\" is out of range"},
               {"1\t2023-01-03\tASSAULT\t", "this line has 4 fields, the first line names"},
               {"1\t2023-01-03\tASSAULT\t\t\t", "this line has 6 fields, the first line names"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char bytes[512];
    static const char head[] = "Event ID\tEvent Date\tEvent Type\tIntensity\tLatitude\n",
                      good[] = "9\t2023-01-03\tASSAULT\t-9\t1.5\n";
    int n = snprintf(bytes, sizeof bytes, "%s%s%s\n%s", head, good, cases[i].row, good);
    memory_file f = {.bytes = {bytes, (size_t)n}};
    casus_importer *x = open_file(&f, "auto");
    casus_imported row;
    casus_error error = {0};
    assert_int_equal(casus_importer_next(x, &row, &error), CASUS_OK);
    assert_int_equal(casus_importer_next(x, &row, &error), CASUS_INPUT);
    assert_non_null(strstr(error.message, cases[i].says));
    assert_string_equal(error.file, "file.txt");
    assert_int_equal(error.line, 3);
    assert_int_equal(error.offset_bytes, sizeof head + sizeof good - 2);
    assert_int_equal(casus_importer_next(x, &row, &error), CASUS_OK);
    assert_int_equal(casus_importer_next(x, &row, &error), CASUS_END);
    casus_importer_close(x);
  }
}

static void nul_and_giant_lines_are_refused(void **state) {
  (void)state;
  static const char head[] = "Event ID\tEvent Date\tEvent Type\n", good[] = "9\t2023-01-03\tASSAULT\n";
  size_t giant = (size_t)CASUS_IMPORT_LINE_BYTES_MAX + 10;
  buffer bytes;
  buffer_init(&bytes, giant * 2);
  assert_true(buffer_add(&bytes, str_of(head)) && buffer_add(&bytes, STR("8\t2023-01-03\tASS\0AULT\n")));
  for (size_t i = 0; i < giant; i++) assert_true(buffer_add_byte(&bytes, 'x'));
  assert_true(buffer_add_byte(&bytes, '\n') && buffer_add(&bytes, str_of(good)));
  memory_file f = {.bytes = buffer_str(&bytes)};
  casus_importer *x = open_file(&f, "auto");
  casus_imported row;
  casus_error error;
  assert_int_equal(casus_importer_next(x, &row, &error), CASUS_INPUT);
  assert_non_null(strstr(error.message, "NUL"));
  assert_int_equal(casus_importer_next(x, &row, &error), CASUS_INPUT);
  assert_non_null(strstr(error.message, "longer than 1 MB"));
  assert_int_equal(casus_importer_next(x, &row, &error), CASUS_OK);
  assert_int_equal(casus_importer_next(x, &row, &error), CASUS_END);
  casus_importer_close(x);
  buffer_free(&bytes);
}

static void damage_ends_a_file_but_not_what_stands_before(void **state) {
  (void)state;
  static const char bytes[] = "Event ID\tEvent Date\tEvent Type\n1\t2023-01-03\tASSAULT\n2\t2023-01";
  memory_file f = {.bytes = STR(bytes), .piece = 10, .damage = sizeof bytes - 2};
  casus_importer *x = open_file(&f, "auto");
  casus_imported row;
  casus_error error;
  assert_int_equal(casus_importer_next(x, &row, &error), CASUS_OK);
  assert_int_equal(casus_importer_next(x, &row, &error), CASUS_INPUT);
  assert_string_equal(error.message, "damaged here");
  assert_int_equal(casus_importer_next(x, &row, &error), CASUS_END);
  casus_importer_close(x);
}

static void files_of_other_forms_are_refused_once(void **state) {
  (void)state;
  static const char *const files[][2] = {
      {"auto", "id,date,type\n1,2,3\n"}, {"icews", POLECAT_HEADER POLECAT_ROW}, {"polecat", GDELT_2_ROW}};
  for (size_t i = 0; i < 3; i++) {
    memory_file f = {.bytes = str_of(files[i][1])};
    casus_importer *x = open_file(&f, files[i][0]);
    casus_imported row;
    casus_error error;
    assert_int_equal(casus_importer_next(x, &row, &error), CASUS_INPUT);
    assert_int_equal(error.line, 1);
    assert_int_equal(casus_importer_next(x, &row, &error), CASUS_END);
    casus_importer_close(x);
  }
  memory_file f = {0};
  casus_importer *x = open_file(&f, "auto");
  casus_imported row;
  assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_END); /* an empty file has no rows */
  casus_importer_close(x);
  const casus_import_options options = {.read = read_piece, .context = &f};
  assert_int_equal(casus_importer_open(STR("acled"), &options, &x, NULL), CASUS_USAGE);
}

/* The file's own id and day make the event's: a second reading gives the same, another row another. */
static void ids_hang_on_the_files_own(void **state) {
  (void)state;
  char ids[3][CASUS_ID_SIZE];
  static const char *const files[] = {GDELT_2_ROW, GDELT_2_ROW, "9" GDELT_2_ROW};
  for (int i = 0; i < 3; i++) {
    memory_file f = {.bytes = str_of(files[i])};
    casus_importer *x = open_file(&f, "gdelt");
    casus_imported row;
    assert_int_equal(casus_importer_next(x, &row, NULL), CASUS_OK);
    memcpy(ids[i], row.event.id, sizeof ids[i]);
    casus_importer_close(x);
  }
  assert_string_equal(ids[0], ids[1]);
  assert_string_not_equal(ids[0], ids[2]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(polecat_comes_back),
      cmocka_unit_test(polecat_is_understood),
      cmocka_unit_test(sides_of_several_are_taken_apart),
      cmocka_unit_test(both_encodings_are_read),
      cmocka_unit_test(icews_comes_back),
      cmocka_unit_test(icews_is_understood),
      cmocka_unit_test(gdelt_comes_back),
      cmocka_unit_test(gdelt_is_understood),
      cmocka_unit_test(gdelt_1_is_read),
      cmocka_unit_test(broken_rows_cost_themselves),
      cmocka_unit_test(nul_and_giant_lines_are_refused),
      cmocka_unit_test(damage_ends_a_file_but_not_what_stands_before),
      cmocka_unit_test(files_of_other_forms_are_refused_once),
      cmocka_unit_test(ids_hang_on_the_files_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
