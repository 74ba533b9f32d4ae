/* The gazetteer and the choice among places of one name, over sentences whose tags are given with them: "word|P" is a proper
 * noun, |L a place entity, |E a person, |O an organisation, |A an adjective; other words have no tag that matters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "world/places.h"

enum { TOKENS_MAX = 64 };

static places *table;

static int open_table(void **state) {
  (void)state;
  return places_open(NULL, NULL, 0, &table, NULL) == CASUS_OK ? 0 : -1;
}

static int close_table(void **state) {
  (void)state;
  places_close(table);
  return 0;
}

typedef struct {
  char bytes[1024];
  token tokens[TOKENS_MAX];
  word words[TOKENS_MAX];
  entity entities[TOKENS_MAX];
  sentence sentences[8];
  text t;
  analysis an;
} document;

static void add_entity(document *d, uint32_t i, uint8_t kind) {
  entity *last = d->an.n_entities ? &d->entities[d->an.n_entities - 1] : NULL;
  if (last && last->kind == kind && last->first_token + last->n_tokens == i) last->n_tokens++;
  else d->entities[d->an.n_entities++] = (entity){i, 1, kind};
  d->words[i].entity = d->an.n_entities;
}

static void add_token(document *d, str w, size_t *at) {
  uint32_t i = d->t.n_tokens++;
  char tag = w.len > 2 && w.ptr[w.len - 2] == '|' ? w.ptr[w.len - 1] : 0;
  if (tag) w.len -= 2;
  memcpy(d->bytes + *at, w.ptr, w.len);
  d->tokens[i] = (token){(uint32_t)*at, (uint32_t)(*at + w.len)};
  *at += w.len + 1;
  d->bytes[*at - 1] = ' ';
  d->words[i] = (word){.upos = tag == 'A' ? UPOS_ADJ : tag ? UPOS_PROPN : UPOS_X, .head = i ? 0 : NO_TOKEN};
  if (str_is(w, "the")) d->words[i].upos = UPOS_DET;
  if (tag == 'L') add_entity(d, i, ENTITY_PLACE);
  if (tag == 'E') add_entity(d, i, ENTITY_PERSON);
  if (tag == 'O') add_entity(d, i, ENTITY_ORGANISATION);
}

/* Sentences end at " ." */
static void build(document *d, const char *tagged) {
  *d = (document){0};
  str rest = str_of(tagged), w;
  size_t at = 0;
  uint32_t first = 0;
  while (str_cut(&rest, ' ', &w)) {
    add_token(d, w, &at);
    if (rest.ptr && !str_is(w, ".")) continue;
    d->sentences[d->t.n_sentences++] = (sentence){.first_token = first, .n_tokens = d->t.n_tokens - first};
    first = d->t.n_tokens;
  }
  d->t.bytes = (str){d->bytes, at};
  d->t.tokens = d->tokens;
  d->t.sentences = d->sentences;
  d->an.words = d->words;
  d->an.n_words = d->t.n_tokens;
  d->an.entities = d->entities;
}

/* The places found, as "Name/COUNTRY" joined by blanks. */
static void find(const char *tagged, const char *country, char *out, size_t size) {
  document d;
  build(&d, tagged);
  arena *a = arena_new(1 << 24);
  mentions m = {.country = str_of(country)};
  assert_int_equal(places_find(table, &d.t, &d.an, a, &m, NULL), CASUS_OK);
  out[0] = 0;
  for (uint32_t i = 0; i < m.n_places; i++) {
    size_t used = strlen(out);
    const place *p = &m.places[i];
    snprintf(out + used, size - used, "%s%.*s/%.*s", i ? " " : "", (int)p->name.len, p->name.ptr, (int)p->country.len,
             p->country.ptr);
    assert_int_equal(m.place_at[p->head], i + 1);
  }
  arena_free(a);
}

static void assert_places(const char *tagged, const char *country, const char *expected) {
  char out[512];
  find(tagged, country, out, sizeof out);
  if (strcmp(out, expected) != 0) fail_msg("%s\n  gave     %s\n  expected %s", tagged, out, expected);
}

static void the_best_known_place_is_the_default(void **state) {
  (void)state;
  assert_places("They met in Paris|L .", "", "Paris/FRA");
  assert_places("They met in London|L .", "", "London/GBR");
  assert_places("Fighting went on in Tripoli|L .", "", "Tripoli/LBY");
  assert_places("Troops left Kyiv|P and Kharkiv|P .", "", "Kyiv/UKR Kharkiv/UKR");
  assert_places("He flew to Washington|L .", "", "Washington/USA");
}

static void containment_moves_a_name(void **state) {
  (void)state;
  assert_places("They met in Tripoli|L , Lebanon|L .", "", "Tripoli/LBN");
  assert_places("They met in London|L , Ontario|L .", "", "London/CAN Ontario/CAN");
  assert_places("They met in Paris|L , Texas|L .", "", "Paris/USA Texas/USA");
  assert_places("Fighting went on in Tripoli|L in northern Lebanon|L .", "", "Tripoli/LBN");
  assert_places("Lebanon|L 's Tripoli|L was calm .", "", "Tripoli/LBN");
  assert_places("the Lebanese|A city of Tripoli|L was calm .", "", "Tripoli/LBN");
  assert_places("An attack on Rafah|L , Gaza|L .", "", "Rafah/PSE Gaza Strip/PSE");
}

static void lists_do_not_contain(void **state) {
  (void)state;
  assert_places("Envoys from London|L , Canada|L and France|L came .", "", "London/GBR");
  assert_places("Envoys from London|L , Paris|L and Berlin|L came .", "", "London/GBR Paris/FRA Berlin/DEU");
}

static void the_articles_country_is_preferred(void **state) {
  (void)state;
  assert_places("Fighting went on in Tripoli|L .", "LBN", "Tripoli/LBN");
  assert_places("Fighting went on in Tripoli|L .", "LBY", "Tripoli/LBY");
  assert_places("A bomb went off in Hyderabad|L .", "PAK", "Hyderabad/PAK");
  assert_places("A bomb went off in Hyderabad|L .", "IND", "Hyderabad/IND");
  assert_places("He flew to London|L .", "CAN", "London/GBR");
}

static void what_the_text_explains_once_holds_for_the_rest(void **state) {
  (void)state;
  assert_places("They met in Tripoli|L , Lebanon|L . Shots rang in Tripoli|L .", "", "Tripoli/LBN Tripoli/LBN");
}

static void countries_are_context_only(void **state) {
  (void)state;
  assert_places("France|L and Georgia|L signed .", "", "");
  assert_places("He left Atlanta|L , Georgia|L .", "", "Atlanta/USA Georgia/USA");
  assert_places("Tbilisi|L , Georgia|L .", "", "Tbilisi/GEO");
}

static void parts_of_other_names_are_no_places(void **state) {
  (void)state;
  assert_places("Paris|E Hilton|E arrived .", "", "");
  assert_places("Paris|P Hilton|P arrived .", "", "");
  assert_places("Abraham|P Lincoln|P spoke .", "", "");
  assert_places("The Washington|O Post|O reported .", "", "");
  assert_places("Jack|E London|E wrote .", "", "");
  assert_places("Police said so .", "", "");
  assert_places("Jackson|P said so .", "", "");
  assert_places("He was reading in bed .", "", "");
  assert_places("Envoys of the Islamic|A Republic|P came .", "", "");
  assert_places("A fair in Santa|P Maria|P de Ejemplo|P opened .", "", "");
}

static void surnames_are_no_towns_unless_the_text_says_where(void **state) {
  (void)state;
  assert_places("Carlos|E Tucson|E spoke . Then Tucson|P left .", "", "");
  assert_places("Carlos|E Tucson|E spoke . Then he left for a house in Tucson|P .", "", "Tucson/USA");
  assert_places("Later Tucson|P left .", "", "Tucson/USA");
}

static void well_known_places_outweigh_the_recogniser(void **state) {
  (void)state;
  assert_places("Then Riyadh|E agreed .", "", "Riyadh/SAU");
  assert_places("Then Mansfield|E agreed .", "", "");
  assert_places("Then Tamil|P Nadu|E agreed .", "", "Tamil Nadu/IND");
}

static void acronyms_are_no_towns(void **state) {
  (void)state;
  assert_places("The NIS|P and the UN|P and WA|P met .", "", "");
  assert_places("OSLO|P ( Agency|P ) - Talks began .", "", "Oslo/NOR");
  assert_places("The People|P 's Republic|P of China|L spoke .", "", "");
}

static void abbreviated_states_stand_behind_a_place(void **state) {
  (void)state;
  assert_places("He lives in Springfield|L , Mo.|P .", "", "Springfield/USA Missouri/USA");
  assert_places("He asked Mo.|P again .", "", "");
}

static void states_and_countries_of_one_name(void **state) {
  (void)state;
  assert_places("Troops left Georgia|L for Armenia|L .", "", "");
  assert_places("Voters in Texas|L , Georgia|L and Maine|L chose .", "", "Texas/USA Georgia/USA Maine/USA");
  assert_places("The state of Georgia|L chose .", "USA", "Georgia/USA");
  assert_places("Courts in Atlanta|L and Savannah|L , Georgia|L , were shut .", "", "Atlanta/USA Savannah/USA Georgia/USA");
  assert_places("Tbilisi|L said that Georgia|L would sign .", "GEO", "Tbilisi/GEO");
  assert_places("Andrew|E Jordan|E met Chad|E Smith|E .", "", "");
  assert_places("Jordan|L and Chad|L met .", "", "");
}

static void one_text_may_mean_two_places_of_a_name(void **state) {
  (void)state;
  assert_places("Floods hit Valencia|L , Venezuela|L . Floods hit Valencia|L , Spain|L .", "", "Valencia/VEN Valencia/ESP");
  assert_places("He was born in Moscow|L , Idaho|L . Then Moscow|L and Kyiv|L agreed .", "",
                "Moscow/USA Idaho/USA Moscow/RUS Kyiv/UKR");
  assert_places("Shots rang in Hyderabad|L in Sindh|L . Talks began in Hyderabad|L , Telangana|L .", "",
                "Hyderabad/PAK Sindh/PAK Hyderabad/IND Telangana/IND");
  assert_places("Clashes broke out in Tripoli|L , in northern Lebanon|L .", "LBY", "Tripoli/LBN");
}

static void what_all_know_outweighs_a_namesake_at_home(void **state) {
  (void)state;
  assert_places("Envoys of Britain|L flew from Newcastle|L and Sunderland|L to Washington|L .", "GBR",
                "Newcastle upon Tyne/GBR Sunderland/GBR Washington/USA");
  assert_places("The University|O of|O Melbourne|O spoke . They met in Melbourne|L .", "USA", "Melbourne/AUS");
  assert_places("London|L 's Heathrow|L was shut .", "CAN", "London/GBR Heathrow/GBR");
}

static void washington_is_a_city_or_a_state(void **state) {
  (void)state;
  assert_places("They met in Washington|L .", "", "Washington/USA");
  document d;
  static const struct {
    const char *text;
    uint32_t geonames;
  } cases[] = {{"They met in Washington|L .", 4140963},
               {"Talks began in Washington|L , D.C.|L , on Monday .", 4140963},
               {"Floods hit Washington|L state .", 5815135},
               {"Floods hit the state of Washington|L .", 5815135},
               {"Fires burned in Oregon|L , Washington|L and Idaho|L .", 5815135},
               {"They flew from Paris|L to Washington|L .", 4140963}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    build(&d, cases[i].text);
    arena *a = arena_new(1 << 20);
    mentions m = {0};
    assert_int_equal(places_find(table, &d.t, &d.an, a, &m, NULL), CASUS_OK);
    bool found = false;
    for (uint32_t k = 0; k < m.n_places; k++) found |= m.places[k].geonames == cases[i].geonames;
    if (!found) fail_msg("%s: no place %u", cases[i].text, cases[i].geonames);
    arena_free(a);
  }
}

static void neighbours_of_one_division_help_each_other(void **state) {
  (void)state;
  assert_places("They met in Springfield|L . Roads to Peoria|L , Rockford|L and Chicago|L were shut .", "",
                "Springfield/USA "
                "Peoria/USA Rockford/USA Chicago/USA");
  assert_places("Shells fell on Tripoli|L . Others fell on Sidon|L and on Tyre|L , in Lebanon|L .", "",
                "Tripoli/LBN Sidon/LBN Tyre/LBN");
  assert_places("Shells fell on Tripoli|L . Others fell on Benghazi|L and on Misrata|L .", "",
                "Tripoli/LBY Benghazi/LBY Misrata/LBY");
}

static void datelines_say_where_the_rest_is(void **state) {
  (void)state;
  assert_places("MONTREAL|L ( Agency|P ) - Snow fell . A train left London|L , Ontario|L , for Hamilton|L .", "",
                "Montr\xc3\xa9"
                "al/CAN London/CAN Ontario/CAN Hamilton/CAN");
}

/* ---- toponyms: "words/role" */

static void assert_toponyms(const char *tagged, const char *expected) {
  static const char *const roles[] = {"", "place", "country", "adjective", "embedded", "unknown"};
  char out[512] = "";
  document d;
  build(&d, tagged);
  arena *a = arena_new(1 << 24);
  mentions m = {0};
  assert_int_equal(places_find(table, &d.t, &d.an, a, &m, NULL), CASUS_OK);
  for (uint32_t i = 0; i < m.n_toponyms; i++) {
    const place *p = &m.toponyms[i].place;
    uint32_t begin = d.tokens[p->first_token].begin, end = d.tokens[p->first_token + p->n_tokens - 1].end;
    size_t used = strlen(out);
    snprintf(out + used, sizeof out - used, "%s%.*s/%s", i ? "; " : "", (int)(end - begin), d.bytes + begin,
             roles[m.toponyms[i].role]);
    if (m.toponyms[i].role != TOPONYM_UNKNOWN) assert_true(m.toponyms[i].located);
  }
  if (strcmp(out, expected) != 0) fail_msg("%s\n  gave     %s\n  expected %s", tagged, out, expected);
  arena_free(a);
}

static void toponyms_are_countries_and_seas_too(void **state) {
  (void)state;
  assert_toponyms("France|L and the European|A states met in Asia|L .", "France/country; European/adjective; Asia/country");
  assert_toponyms("Ships crossed the Black|L Sea|L .", "Black Sea/place");
  assert_toponyms("French|A troops left Mali|L .", "French/adjective; Mali/country");
  assert_toponyms("The French|P left .", "");
  assert_toponyms("Many Russians|P left .", "");
}

static void toponyms_stand_inside_names_of_bodies(void **state) {
  (void)state;
  assert_toponyms("The Chicago|O Police|O Department|O said so .", "Chicago/embedded");
  assert_toponyms("The University|O of|O California|O said so .", "California/embedded");
  assert_toponyms("The US|O State|O Department|O said so .", "US/embedded");
  assert_toponyms("Chicago|P Mayor|P Doe|P said so .", "Chicago/embedded");
  assert_toponyms("Paris|E Hilton|E said so .", "");
  assert_places("The Chicago|O Police|O Department|O said so .", "", "");
}

static void the_recognisers_places_need_a_second_word(void **state) {
  (void)state;
  assert_toponyms("They met in Umberfell|L .", "Umberfell/unknown");
  assert_toponyms("Umberfell|L said so .", "");
  assert_toponyms("Umberfell|L Street|L was shut .", "Umberfell Street/unknown");
  assert_toponyms("Umberfell|L , Ohio|L , was calm .", "Umberfell/unknown; Ohio/place");
}

static void unknown_places_lie_near_known_ones(void **state) {
  (void)state;
  document d;
  build(&d, "They met in Umberfell|L Street|L in Nairobi|L .");
  arena *a = arena_new(1 << 20);
  mentions m = {0};
  assert_int_equal(places_find(table, &d.t, &d.an, a, &m, NULL), CASUS_OK);
  assert_int_equal(m.n_toponyms, 2);
  assert_true(m.toponyms[0].by_context && m.toponyms[0].located && !m.toponyms[1].by_context);
  assert_true(m.toponyms[0].place.lat_deg == m.toponyms[1].place.lat_deg);
  assert_int_equal(m.toponyms[0].place.geonames, 0);
  arena_free(a);
}

static void directions_belong_to_toponyms(void **state) {
  (void)state;
  assert_toponyms("Rain fell in West|P Wales|L .", "West Wales/place");
  assert_toponyms("North|P Korea|L fired .", "North Korea/country");
  assert_toponyms("Rain fell in western Wales|L .", "Wales/place");
  assert_toponyms("They met in Washington|L , D.C.|L , on Monday .", "Washington , D.C./place");
}

/* ---- candidates with reasons */

static void candidates_are_ranked_with_their_reasons(void **state) {
  (void)state;
  world *w;
  document d;
  place_candidate *c;
  uint32_t n;
  assert_int_equal(world_open(NULL, &w, NULL), CASUS_OK);
  build(&d, "tripoli in Lebanon|L");
  arena *a = arena_new(1 << 24);
  assert_int_equal(world_where(w, &d.t, &d.an, (span){0, 1}, STR(""), a, &c, &n, NULL), CASUS_OK);
  assert_true(n >= 2);
  assert_true(c[0].chosen && str_is(c[0].place.country, "LBN") && !c[1].chosen);
  double sum = 0;
  bool contained = false;
  for (uint32_t i = 0; i < c[0].n_reasons; i++) {
    sum += c[0].reasons[i].points;
    contained |= strcmp(c[0].reasons[i].what, "contained") == 0;
  }
  assert_true(contained);
  assert_true(sum - c[0].score < 1e-9 && c[0].score - sum < 1e-9);
  for (uint32_t i = 2; i < n; i++) assert_true(c[i - 1].score >= c[i].score);
  build(&d, "the Black|L Sea|L and France|L");
  assert_int_equal(world_where(w, &d.t, &d.an, (span){0, 5}, STR(""), a, &c, &n, NULL), CASUS_OK);
  assert_true(n >= 2 && strcmp(c[0].feature, "water") == 0);
  build(&d, "nowhere at all");
  assert_int_equal(world_where(w, &d.t, &d.an, (span){0, 3}, STR(""), a, &c, &n, NULL), CASUS_OK);
  assert_int_equal(n, 0);
  arena_free(a);
  world_close(w);
}

static void numbers_find_their_place(void **state) {
  (void)state;
  place_row row;
  assert_true(places_of_geonames(table, 3017382, &row) && str_is(row.name, "France"));
  assert_true(row.lat_deg > 45 && row.lat_deg < 48);
  assert_false(places_of_geonames(table, 1, &row));
  assert_false(places_of_geonames(table, 0, &row));
}

static void names_with_marks_and_joints_are_found(void **state) {
  (void)state;
  assert_places("They met in Bogot\xc3\xa1|L .", "", "Bogot\xc3\xa1/COL");
  assert_places("They met in Bogota|L .", "", "Bogot\xc3\xa1/COL");
  assert_places("They met in Port|L -|L au|L -|L Prince|L .", "", "Port-au-Prince/HTI");
  assert_places("They met in Tel|L -|L Aviv|L .", "", "Tel Aviv/ISR");
  assert_places("They met in TEL|L AVIV|L .", "", "Tel Aviv/ISR");
  assert_places("They met in al|P -|P Bab|P , Syria|L .", "", "Al-Bab/SYR");
  assert_places("Ships crossed the Strait|L of|L Hormuz|L .", "", "Strait of Hormuz/");
}

static void longest_names_win(void **state) {
  (void)state;
  assert_places("They met in New|L York|L .", "", "New York/USA");
  assert_places("They met in the West|L Bank|L .", "", "West Bank/PSE");
  assert_places("They met in Gaza|L City|L .", "", "Gaza City/PSE");
  assert_places("They met in Gaza|L .", "", "Gaza Strip/PSE");
}

static void area_words_mean_the_division(void **state) {
  (void)state;
  assert_places("They met in Idlib|L Governorate|L .", "", "Idlib/SYR");
  document d;
  build(&d, "They met in Aleppo|L Governorate|L .");
  arena *a = arena_new(1 << 20);
  mentions m = {0};
  assert_int_equal(places_find(table, &d.t, &d.an, a, &m, NULL), CASUS_OK);
  assert_int_equal(m.n_places, 1);
  const place *found = m.places;
  assert_int_equal(found[0].geonames, 170062);
  assert_int_equal(found[0].n_tokens, 2);
  arena_free(a);
}

static void a_place_carries_its_facts(void **state) {
  (void)state;
  document d;
  build(&d, "They met in Tel|L Aviv|L .");
  arena *a = arena_new(1 << 20);
  mentions m = {0};
  assert_int_equal(places_find(table, &d.t, &d.an, a, &m, NULL), CASUS_OK);
  assert_int_equal(m.n_places, 1);
  const place *found = m.places;
  assert_true(str_is(found[0].admin1, "Tel Aviv"));
  assert_int_equal(found[0].geonames, 293397);
  assert_true(found[0].lat_deg > 32.0 && found[0].lat_deg < 32.2 && found[0].lon_deg > 34.7 && found[0].lon_deg < 34.9);
  assert_int_equal(found[0].first_token, 3);
  assert_int_equal(found[0].n_tokens, 2);
  arena_free(a);
}

static void keys_fold_as_the_table_does(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"\xc3\x9cr\xc3\xbcmqi", "urumqi"},
                                         {"\xc5\x81\xc3\xb3"
                                          "d\xc5\xba",
                                          "lodz"},
                                         {"Al \xe1\xb8\xa8"
                                          "asakah",
                                          "alhasakah"},
                                         {"Sana\xe2\x80\x99"
                                          "a",
                                          "sanaa"},
                                         {"Wei\xc3\x9f", "weiss"},
                                         {"St. John's", "stjohns"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char key[PLACE_KEY_MAX];
    size_t len = 0;
    assert_true(place_key_add(key, &len, str_of(cases[i][0])));
    assert_true(str_is((str){key, len}, cases[i][1]));
  }
  char key[PLACE_KEY_MAX];
  size_t len = 0;
  assert_false(place_key_add(key, &len, STR("...")));
  assert_false(place_key_add(key, &len, STR("\xe2\x80\x94")));
}

/* Every row that may be found by its own name is. */
static void every_name_finds_its_row(void **state) {
  (void)state;
  file_map map;
  tsv t;
  assert_int_equal(file_open_map(SOURCE_DIR "/data/world/places.tsv", 1 << 28, &map, NULL), CASUS_OK);
  assert_int_equal(tsv_open(&t, map.bytes, STR("places.tsv"), NULL), CASUS_OK);
  unsigned n_rows = 0, n_missing = 0;
  while (tsv_next(&t, NULL) == CASUS_OK) {
    char key[PLACE_KEY_MAX];
    size_t len = 0;
    place_row rows[PLACE_CANDIDATES_MAX];
    if (str_starts(t.fields[1], STR("-")) || !place_key_add(key, &len, t.fields[0])) continue;
    n_rows++;
    uint32_t n = places_look_up(table, (str){key, len}, rows);
    bool hit = n == PLACE_CANDIDATES_MAX;
    for (uint32_t i = 0; i < n; i++) hit |= str_equal(rows[i].name, t.fields[0]) && str_equal(rows[i].country, t.fields[2]);
    if (!hit) n_missing++, print_message("%.*s\n", (int)t.fields[0].len, t.fields[0].ptr);
  }
  file_unmap(&map);
  assert_true(n_rows > 60000);
  assert_int_equal(n_missing, 0);
}

/* A text of nothing but the most ambiguous name is no trap. */
static void many_mentions_end(void **state) {
  (void)state;
  enum { N = 60000 };
  char *bytes = malloc(N * 8);
  token *tokens = calloc(N, sizeof *tokens);
  word *words = calloc(N, sizeof *words);
  for (uint32_t i = 0; i < N; i++) {
    memcpy(bytes + i * 8, i % 2 ? "Jose    " : "San     ", 8);
    tokens[i] = (token){i * 8, i * 8 + (i % 2 ? 4 : 3)};
    words[i] = (word){.upos = UPOS_PROPN, .head = NO_TOKEN};
  }
  sentence s = {.n_tokens = N};
  text t = {.bytes = {bytes, N * 8}, .sentences = &s, .tokens = tokens, .n_sentences = 1, .n_tokens = N};
  analysis an = {.words = words, .n_words = N};
  arena *a = arena_new((size_t)1 << 30);
  mentions m = {.country = STR("USA")};
  assert_int_equal(places_find(table, &t, &an, a, &m, NULL), CASUS_OK);
  arena_free(a);
  free(bytes), free(tokens), free(words);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_best_known_place_is_the_default),
                                     cmocka_unit_test(containment_moves_a_name),
                                     cmocka_unit_test(lists_do_not_contain),
                                     cmocka_unit_test(the_articles_country_is_preferred),
                                     cmocka_unit_test(what_the_text_explains_once_holds_for_the_rest),
                                     cmocka_unit_test(countries_are_context_only),
                                     cmocka_unit_test(parts_of_other_names_are_no_places),
                                     cmocka_unit_test(surnames_are_no_towns_unless_the_text_says_where),
                                     cmocka_unit_test(well_known_places_outweigh_the_recogniser),
                                     cmocka_unit_test(acronyms_are_no_towns),
                                     cmocka_unit_test(abbreviated_states_stand_behind_a_place),
                                     cmocka_unit_test(names_with_marks_and_joints_are_found),
                                     cmocka_unit_test(longest_names_win),
                                     cmocka_unit_test(states_and_countries_of_one_name),
                                     cmocka_unit_test(washington_is_a_city_or_a_state),
                                     cmocka_unit_test(one_text_may_mean_two_places_of_a_name),
                                     cmocka_unit_test(what_all_know_outweighs_a_namesake_at_home),
                                     cmocka_unit_test(neighbours_of_one_division_help_each_other),
                                     cmocka_unit_test(datelines_say_where_the_rest_is),
                                     cmocka_unit_test(toponyms_are_countries_and_seas_too),
                                     cmocka_unit_test(toponyms_stand_inside_names_of_bodies),
                                     cmocka_unit_test(the_recognisers_places_need_a_second_word),
                                     cmocka_unit_test(unknown_places_lie_near_known_ones),
                                     cmocka_unit_test(directions_belong_to_toponyms),
                                     cmocka_unit_test(candidates_are_ranked_with_their_reasons),
                                     cmocka_unit_test(numbers_find_their_place),
                                     cmocka_unit_test(area_words_mean_the_division),
                                     cmocka_unit_test(a_place_carries_its_facts),
                                     cmocka_unit_test(keys_fold_as_the_table_does),
                                     cmocka_unit_test(every_name_finds_its_row),
                                     cmocka_unit_test(many_mentions_end)};
  return cmocka_run_group_tests(tests, open_table, close_table);
}
