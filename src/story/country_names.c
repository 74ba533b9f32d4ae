/* Names of countries by code, from world/countries.tsv. Who is meant by a phrase has been settled before; here codes become
 * words. */
#include "story/situation.h"

enum { COUNTRIES_MAX = 1000 };

typedef struct {
  uint32_t iso3, names, demonyms;
} country_columns;

static casus_status find_columns(const tsv *t, country_columns *c, casus_error *error) {
  casus_status status = tsv_column(t, "iso3", &c->iso3, error);
  if (status == CASUS_OK) status = tsv_column(t, "names", &c->names, error);
  return status == CASUS_OK ? tsv_column(t, "demonyms", &c->demonyms, error) : status;
}

static casus_status read_rows(situation_work *w, tsv *t, const country_columns *c, casus_error *error) {
  casus_status status;
  while ((status = tsv_next(t, error)) == CASUS_OK && w->n_countries < COUNTRIES_MAX)
    w->countries[w->n_countries++] = (country_row){situation_copy(w, t->fields[c->iso3]), situation_copy(w, t->fields[c->names]),
                                                   situation_copy(w, t->fields[c->demonyms])};
  return status == CASUS_END ? CASUS_OK : status;
}

casus_status countries_read(situation_work *w, const char *data_dir, casus_error *error) {
  static const char path[] = "world/countries.tsv";
  str bytes;
  file_map map = {0};
  tsv table;
  country_columns columns;
  w->countries = WORK_ARRAY(w, country_row, COUNTRIES_MAX);
  if (!w->countries) return error_set(error, CASUS_MEMORY, "no memory for the names of countries");
  casus_status status = data_file(data_dir, path, &bytes, &map, error);
  if (status != CASUS_OK) return status;
  status = tsv_open(&table, bytes, str_of(path), error);
  if (status == CASUS_OK) status = find_columns(&table, &columns, error);
  if (status == CASUS_OK) status = read_rows(w, &table, &columns, error);
  if (data_dir) file_unmap(&map);
  return status;
}

static const country_row *find_country(const situation_work *w, str iso3) {
  for (uint32_t i = 0; !str_empty(iso3) && i < w->n_countries; i++)
    if (str_equal(w->countries[i].iso3, iso3)) return &w->countries[i];
  return NULL;
}

str name_without_article(str text) {
  return str_starts(text, STR("the ")) || str_starts(text, STR("The ")) ? str_slice(text, 4, text.len) : text;
}

static bool ends_as_body(str name) {
  static const char *const last[] = {"Council",   "Union",  "Nations",  "Commission", "Organization", "Organisation", "Court",
                                     "Army",      "Front",  "Movement", "Party",      "Committee",    "Parliament",   "Agency",
                                     "Authority", "League", "Bank",     "Republic",   "Islands",      "Ministry",     "House",
                                     "Assembly",  "Senate", "Navy",     "Fund",       "Cross",        "Crescent",     NULL};
  size_t space = name.len;
  while (space > 0 && name.ptr[space - 1] != ' ') space--;
  return space > 0 && str_is_one_of(str_slice(name, space, name.len), last);
}

bool name_takes_article(str name) {
  static const char *const whole[] = {"Netherlands", "Philippines", "Gambia",  "Bahamas",
                                      "Maldives",    "Seychelles",  "Comoros", NULL};
  return str_is_one_of(name, whole) || str_starts(name, STR("United ")) || ends_as_body(name) ||
         str_starts(name, STR("Republic of ")) || str_starts(name, STR("Democratic Republic"));
}

str name_with_article(situation_work *w, str name) {
  if (!name_takes_article(name)) return name;
  buffer b;
  buffer_init(&b, 4096);
  buffer_add(&b, STR("the "));
  buffer_add(&b, name_without_article(name));
  str whole = situation_copy(w, buffer_str(&b));
  buffer_free(&b);
  return whole;
}

str country_name(situation_work *w, str iso3) {
  const country_row *row = find_country(w, iso3);
  if (!row) return (str){0};
  str names = row->names, first = {0};
  str_cut(&names, '|', &first);
  return name_with_article(w, first);
}

static bool is_word_byte(char c) { return is_ascii_alpha((unsigned char)c) || (unsigned char)c >= 0x80; }

static bool stands_in(str word, str text) {
  for (size_t at = 0; word.len && at + word.len <= text.len; at++) {
    if (memcmp(text.ptr + at, word.ptr, word.len) != 0) continue;
    bool begins = at == 0 || !is_word_byte(text.ptr[at - 1]);
    bool ends = at + word.len == text.len || !is_word_byte(text.ptr[at + word.len]);
    if (begins && ends) return true;
  }
  return false;
}

static bool any_stands_in(str list, str text) {
  str word;
  while (str_cut(&list, '|', &word))
    if (stands_in(word, text)) return true;
  return false;
}

bool country_is_named(const situation_work *w, str iso3, str text) {
  const country_row *row = find_country(w, iso3);
  return row && (any_stands_in(row->names, text) || any_stands_in(row->demonyms, text));
}
