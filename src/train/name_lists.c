/* Name lists from public facts, word by word. */
#include "train/name_lists.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { NAME_SLOTS = 1 << 19, WORD_MAX = 64, LINE_MAX_BYTES = 1 << 20 };

typedef struct {
  name_lists *lists;
  const raw_words *raw;
} reading;

static void flag(name_lists *l, uint64_t form, uint8_t names) {
  size_t i = (size_t)form & (l->n_slots - 1);
  while (l->slots[i].form && l->slots[i].form != form) i = (i + 1) & (l->n_slots - 1);
  if (!l->slots[i].form) {
    if (l->n * 4 > l->n_slots * 3) return;
    l->slots[i].form = form;
    l->n++;
  }
  l->slots[i].names |= names;
}

/* "Will", "New", "City": as names they say little. */
static bool is_common(const raw_words *raw, str w) {
  const raw_form *cased = raw_find(raw, form_hash(w));
  char lower[WORD_MAX];
  for (size_t i = 0; i < w.len; i++) lower[i] = to_ascii_lower(w.ptr[i]);
  const raw_form *low = raw_find(raw, form_hash((str){lower, w.len}));
  return low->inside > cased->inside;
}

static void add_word(const reading *r, str w, uint8_t names) {
  while (w.len && (w.ptr[0] == '(' || w.ptr[0] == '"' || w.ptr[0] == '\'')) w = str_slice(w, 1, w.len);
  while (w.len && (w.ptr[w.len - 1] == ')' || w.ptr[w.len - 1] == ',' || w.ptr[w.len - 1] == '"')) w.len--;
  if (w.len < 2 || w.len >= WORD_MAX || is_ascii_lower((unsigned char)w.ptr[0])) return;
  if (!is_ascii_upper((unsigned char)w.ptr[0]) && (unsigned char)w.ptr[0] < 0x80) return;
  if ((names & (NAME_COUNTRY | NAME_CITY)) || !is_common(r->raw, w)) flag(r->lists, form_hash(w), names);
}

static void add_words(const reading *r, str phrase, uint8_t names) {
  str w, part;
  while (str_cut(&phrase, ' ', &w))
    while (str_cut(&w, '-', &part)) add_word(r, part, names);
}

/* A whole name and all its beginnings, as the splitter would cut it: "Port", "-", "au", "-", "Prince". */
typedef struct {
  uint64_t words[PHRASE_TOKENS_MAX];
  uint32_t n;
  bool too_long;
} name_words;

static void next_word(name_words *p, str w) {
  if (str_empty(w)) return;
  if (p->n == PHRASE_TOKENS_MAX) p->too_long = true;
  else p->words[p->n++] = form_hash(w);
}

static void cut_name(str phrase, name_words *p) {
  str w, part;
  while (str_cut(&phrase, ' ', &w)) {
    bool first = true;
    while (str_cut(&w, '-', &part)) {
      if (!first) next_word(p, STR("-"));
      next_word(p, part);
      first = false;
    }
  }
}

static void add_name(const reading *r, str name, uint8_t names) {
  name_words p = {.n = 0};
  uint64_t h = 0;
  name = str_trim(name);
  if (name.len < 3 || memchr(name.ptr, '(', name.len) || memchr(name.ptr, ',', name.len)) return;
  cut_name(name, &p);
  if (!p.n || p.too_long || (p.n == 1 && is_common(r->raw, name))) return;
  for (uint32_t k = 0; k < p.n; k++) {
    h = lexicon_phrase(h, p.words[k]);
    flag(r->lists, h, k + 1 < p.n ? PHRASE_GOES_ON : names);
  }
}

static void add_place(const reading *r, str phrase, uint8_t names) {
  add_words(r, phrase, names);
  add_name(r, phrase, PHRASE_PLACE);
}

/* Areas, seas and rivers that news names and no list here has; general knowledge. */
static void add_areas(const reading *r) {
  static const char areas[] =
      "West Bank|Gaza Strip|Gaza|Golan Heights|East Jerusalem|Gulf of Mexico|Gulf of Aden|Gulf of Oman|Persian Gulf|Middle East|"
      "Far East|North Africa|West Africa|East Africa|Southern Africa|Central Africa|Horn of Africa|Sahel|Maghreb|Levant|Balkans|"
      "Caucasus|Central Asia|South Asia|Southeast Asia|South East Asia|East Asia|Latin America|Central America|North America|"
      "South America|Caribbean|Eastern Europe|Western Europe|Central Europe|Europe|Africa|Asia|Antarctica|Arctic|Australasia|"
      "Oceania|Scandinavia|Baltic Sea|Black Sea|Red Sea|Dead Sea|Caspian Sea|Mediterranean|Mediterranean Sea|Aegean Sea|"
      "Adriatic Sea|Arabian Sea|South China Sea|East China Sea|Yellow Sea|Sea of Japan|Sea of Azov|North Sea|Bay of Bengal|"
      "Indian Ocean|Pacific Ocean|Atlantic Ocean|Arctic Ocean|Strait of Hormuz|Taiwan Strait|Suez Canal|Panama Canal|"
      "Bering Strait|English Channel|Bosphorus|Dardanelles|Nile|Euphrates|Tigris|Danube|Rhine|Mekong|Amazon|Himalayas|Alps|Andes|"
      "Kashmir|Punjab|Sinai|Sinai Peninsula|Korean Peninsula|Crimea|Donbas|Donbass|Chechnya|Dagestan|Kurdistan|Darfur|Kosovo|"
      "Nagorno-Karabakh|Abkhazia|South Ossetia|Transnistria|Tigray|Western Sahara|Northern Ireland|Scotland|Wales|England|"
      "Palestine|Catalonia|Corsica|Silicon Valley|New England|Wall Street|Capitol Hill|White House|Downing Street";
  str rest = STR(areas), name;
  while (str_cut(&rest, '|', &name)) add_name(r, name, PHRASE_PLACE);
}

static str field_of(str line, int column) {
  str field = line;
  if (column < 0) return line;
  for (int i = 0; i <= column; i++)
    if (!str_cut(&line, '\t', &field)) return (str){"", 0};
  return field;
}

/* A line of GeoNames: the cities of half a million and more, with the small words of their names ("New", "Tel"). */
static void add_city(const reading *r, str line, uint8_t names) {
  enum { NAME = 1, ASCII_NAME = 2, POPULATION = 14 };
  uint32_t people;
  if (str_to_u32(field_of(line, POPULATION), &people) && people >= 500000) {
    add_words(r, field_of(line, NAME), names);
    add_words(r, field_of(line, ASCII_NAME), names);
  }
}

static bool is_upper_word(str w) {
  for (size_t i = 0; i < w.len; i++)
    if (is_ascii_lower((unsigned char)w.ptr[i])) return false;
  return w.len > 1;
}

static void add_titled(const reading *r, str w, uint8_t names) {
  char titled[WORD_MAX];
  if (!w.len || w.len >= WORD_MAX) return;
  for (size_t i = 0; i < w.len; i++) titled[i] = i ? to_ascii_lower(w.ptr[i]) : w.ptr[i];
  add_word(r, (str){titled, w.len}, names);
}

/* "Hamid Karzai", "Hamid KARZAI": the last word, or those in capitals, are the family's. */
static void add_person(const reading *r, str name, uint8_t names) {
  str w, rest = name;
  bool capitals = false;
  (void)names;
  while (str_cut(&rest, ' ', &w)) capitals = capitals || (is_upper_word(w) && w.len > 2);
  for (bool first = true; str_cut(&name, ' ', &w); first = false) {
    bool family = capitals ? is_upper_word(w) : !name.ptr && !first;
    if (capitals && family) add_titled(r, w, NAME_FAMILY);
    else add_word(r, w, family ? NAME_FAMILY : NAME_GIVEN);
  }
}

/* The whole name, its words with capitals but for the small ones. */
static void add_body_name(const reading *r, str name, bool single) {
  static const char *const small[] = {"OF", "THE", "FOR", "AND", "IN", "ON", "TO", "DE"};
  char titled[WORD_MAX * 2];
  if (name.len < 3 || name.len >= sizeof titled) return;
  size_t n = 0;
  for (str w; str_cut(&name, '_', &w);) {
    bool is_small = false;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) is_small = is_small || str_is(w, small[i]);
    if (n && w.len) titled[n++] = ' ';
    bool raised = !is_small || !n;
    for (size_t i = 0; i < w.len; i++, n++) titled[n] = i || !raised ? to_ascii_lower(w.ptr[i]) : w.ptr[i];
    if (single && w.len > 1 && is_upper_word(w)) add_name(r, w, PHRASE_BODY);
  }
  add_name(r, (str){titled, n}, PHRASE_BODY);
}

/* "ABU_NIDAL_ORGANIZATION_", "+IPCC": the words of the first column, in both cases. */
static void add_body(const reading *r, str line, uint8_t names) {
  if (!line.len || line.ptr[0] == '#' || line.ptr[0] == '\t' || line.ptr[0] == ' ') return;
  str name, w;
  if (line.ptr[0] == '+') line = str_slice(line, 1, line.len);
  str_cut(&line, ' ', &name);
  bool single = !memchr(name.ptr, '_', name.len ? name.len - 1 : 0);
  add_body_name(r, name, single);
  while (str_cut(&name, '_', &w)) {
    add_titled(r, w, names);
    if (single && is_upper_word(w)) add_word(r, w, names);
  }
}

/* "South African(s)": only the last word of a phrase is a people's. */
static void add_nationality_text(const reading *r, const char *value) {
  str rest = str_of(value), w;
  while (rest.ptr && str_cut(&rest, ' ', &w)) {
    bool goes_on = w.len && rest.ptr && rest.len && is_ascii_upper((unsigned char)rest.ptr[0]);
    if (goes_on && is_ascii_alpha((unsigned char)w.ptr[w.len - 1])) continue;
    const char *bracket = w.len ? memchr(w.ptr, '(', w.len) : NULL;
    str stem = bracket ? str_slice(w, 0, (size_t)(bracket - w.ptr)) : w;
    if (stem.len > 1 && stem.ptr[stem.len - 1] == ';') stem.len--;
    char plural[WORD_MAX];
    add_word(r, stem, NAME_PEOPLE);
    if (!bracket || stem.len + 1 >= WORD_MAX || !stem.len) continue;
    memcpy(plural, stem.ptr, stem.len);
    plural[stem.len] = 's';
    add_word(r, (str){plural, stem.len + 1}, NAME_PEOPLE);
  }
}

/* A country of the Factbook as JSON: {"Nationality":{"noun":{"text":"Algerian(s)"},"adjective":{…}}} */
static void add_nationality(const reading *r, str line, uint8_t names) {
  json_t *record = line.len ? json_loadb(line.ptr, line.len, 0, NULL) : NULL, *n = json_object_get(record, "Nationality");
  (void)names;
  static const char *const keys[] = {"noun", "adjective"};
  for (int k = 0; k < 2; k++) {
    const char *value = json_string_value(json_object_get(json_object_get(n, keys[k]), "text"));
    if (value) add_nationality_text(r, value);
  }
  json_decref(record);
}

/* Peoples, creeds and camps that are no nationality. */
static void add_peoples(const reading *r) {
  static const char peoples[] =
      "Arab Arabs Kurd Kurds Kurdish Jew Jews Jewish Muslim Muslims Moslem Moslems Islamic Islamist Islamists Christian "
      "Christians "
      "Catholic Catholics Protestant Protestants Orthodox Hindu Hindus Buddhist Buddhists Sikh Sikhs Sunni Sunnis Shia Shiite "
      "Shiites Shi'ite Shi'ites Alawite Alawites Druze Copt Copts Coptic Yazidi Yazidis Pashtun Pashtuns Tajiks Uzbeks Hazara "
      "Hazaras Uyghur Uyghurs Uighur Uighurs Tamil Tamils Sinhalese Rohingya Hutu Hutus Tutsi Tutsis Igbo Yoruba Hausa Fulani "
      "Oromo Tigrayan Tigrayans Zulu Berber Berbers Tuareg Tuaregs Chechen Chechens Tatar Tatars Kosovar Kosovars Catalan "
      "Catalans Basque Basques Palestinian Palestinians European Europeans African Africans Asian Asians American Americans "
      "Latino Latinos Hispanic Hispanics Western Westerners Briton Britons British Scottish Scots Welsh English Irish Soviet "
      "Soviets Communist Communists Republican Republicans Democrat Democrats Democratic Tory Tories Maoist Maoists Marxist "
      "Baathist Baathists Zionist Zionists Nazi Nazis Taiwanese Tibetan Tibetans Hongkongers Saudi Saudis Emirati Emiratis "
      "Inuit Aboriginal Aboriginals Indigenous Mapuche Dalit Dalits Malay Malays Uzbek Tajik Maasai "
      "Amhara Tigray Karen Kachin Baloch Baluch Punjabi Sindhi Houthi Houthis Iraqi Iraqis Israeli Israelis Pakistani Pakistanis "
      "Afghan Afghans Somali Somalis Yemeni Yemenis Omani Omanis Qatari "
      "Qataris Kuwaiti Kuwaitis Bangladeshi Bangladeshis Thai Thais Czech Czechs Pole Poles Polish Turk Turks Turkish Swede "
      "Swedes Swedish Dane Danes Danish Finn Finns Finnish Spaniard Spaniards Spanish Dutch French Greek Greeks Swiss Chinese "
      "Japanese Vietnamese Burmese Lebanese Portuguese Filipino Filipinos Philippine Serb Serbs Serbian Croat Croats Croatian "
      "Bosnian Bosniak Bosniaks Slovak Slovaks Russian Russians Ukrainian Ukrainians";
  str rest = STR(peoples), w;
  while (str_cut(&rest, ' ', &w)) flag(r->lists, form_hash(w), NAME_PEOPLE);
}

typedef void list_reader(const reading *r, str field, uint8_t names);

static const struct {
  const char *file;
  int column; /* tab-separated, from 0; -1: the whole line */
  uint8_t names;
  list_reader *read;
} name_files[] = {
    {"geonames-cities15000.txt", 1, NAME_PLACE, add_place},
    {"geonames-cities15000.txt", 2, NAME_PLACE, add_place},
    {"geonames-cities15000.txt", -1, NAME_CITY, add_city},
    {"geonames-admin1.txt", 1, NAME_PLACE, add_place},
    {"geonames-admin1.txt", 2, NAME_PLACE, add_place},
    {"geonames-countries.txt", 5, NAME_CITY, add_place}, /* capitals */
    {"geonames-countries.txt", 4, NAME_COUNTRY, add_place},
    {"position-holders-2022.tsv", 2, 0, add_person},
    {"cia-world-leaders-2019.tsv", 2, 0, add_person},
    {"oeda-Phoenix.MilNonState.actors.txt", -1, NAME_BODY, add_body},
    {"oeda-Phoenix.International.actors.txt", -1, NAME_BODY, add_body},
    {"factbook-government.jsonl.gz", -1, NAME_PEOPLE, add_nationality},
};

static casus_status read_list(const reading *r, const char *dir, size_t k, char *line, casus_error *error) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name_files[k].file);
  gzFile f = gzopen(path, "rb");
  if (!f) return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "cannot open");
  while (gzgets(f, line, LINE_MAX_BYTES)) {
    str s = str_trim(str_of(line));
    if (s.len && line[0] != '\t' && line[0] != ' ') name_files[k].read(r, field_of(s, name_files[k].column), name_files[k].names);
  }
  gzclose(f);
  return CASUS_OK;
}

casus_status names_open(name_lists *l, const char *facts_dir, const raw_words *raw, casus_error *error) {
  *l = (name_lists){.n_slots = NAME_SLOTS};
  l->slots = calloc(l->n_slots, sizeof *l->slots);
  char *line = malloc(LINE_MAX_BYTES);
  casus_status status = l->slots && line ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for names");
  reading r = {l, raw};
  for (size_t k = 0; status == CASUS_OK && k < sizeof name_files / sizeof *name_files; k++)
    status = read_list(&r, facts_dir, k, line, error);
  if (status == CASUS_OK) add_peoples(&r);
  if (status == CASUS_OK) add_areas(&r);
  free(line);
  return status;
}

void names_close(name_lists *l) {
  free(l->slots);
  *l = (name_lists){0};
}
