/* One line of JSON Lines to one article, under the field names of casus and of the common news crawlers. */
#include "article/article_parts.h"
#include "article/html_meta.h"

/* The first name that holds a non-empty string wins. */
static const char *const text_fields[] = {"text", "maintext", "raw_text", NULL};
static const char *const title_fields[] = {"title", NULL};
static const char *const url_fields[] = {"url", NULL};
static const char *const source_fields[] = {"source", "source_domain", "sitename", "hostname", "source-hostname", NULL};
static const char *const language_fields[] = {"language", "lang", "meta_lang", NULL};
static const char *const date_fields[] = {"date", "date_publish", "publish_date", "published", "filedate", NULL};

static str string_of(const json_t *value) {
  return json_is_string(value) ? (str){json_string_value(value), json_string_length(value)} : (str){"", 0};
}

static str first_string(const json_t *record, const char *const *names) {
  for (; *names; names++) {
    str found = string_of(json_object_get(record, *names));
    if (!str_empty(found)) return found;
  }
  return (str){"", 0};
}

static bool is_url(str s) { return str_starts(s, STR("http://")) || str_starts(s, STR("https://")); }

/* trafilatura writes the page's address into "source" and the site's name elsewhere. */
static void read_source(const json_t *record, casus_article *article) {
  article->url = first_string(record, url_fields);
  article->source = first_string(record, source_fields);
  if (str_empty(article->source)) article->source = host_of_url(article->url); /* as GDELT names its sources */
  if (!is_url(article->source)) return;
  if (str_empty(article->url)) article->url = article->source;
  str site = first_string(record, source_fields + 1);
  article->source = str_empty(site) ? host_of_url(article->source) : site;
}

static casus_date read_date(const json_t *record, casus_date fallback, str s, uint32_t *body) {
  casus_date date = fallback, in_text = fallback;
  article_date_line(s, fallback, &in_text, body);
  for (const char *const *name = date_fields; *name; name++)
    if (article_date_value(string_of(json_object_get(record, *name)), &date)) return date;
  return in_text;
}

bool record_id(str file, size_t number, buffer *space, str *id) {
  space->len = 0;
  bool fits = buffer_add(space, path_file_name(file)) && buffer_format(space, ":%zu", number);
  *id = buffer_str(space);
  return fits;
}

/* An id may be a string or a whole number; without one it is "FILE:LINE". */
static bool read_id(const json_t *record, const record_place *place, buffer *space, str *id) {
  const json_t *value = json_object_get(record, "id");
  *id = string_of(value);
  if (!str_empty(*id)) return true;
  if (!json_is_integer(value)) return record_id(place->file, place->line, space, id);
  space->len = 0;
  bool fits = buffer_format(space, "%lld", (long long)json_integer_value(value));
  *id = buffer_str(space);
  return fits;
}

static casus_status fail(const record_place *place, size_t offset, casus_error *error, const char *what) {
  return error_at(error, CASUS_INPUT, place->file, place->line, place->offset_bytes + offset, "%s", what);
}

static casus_status parse(str line, const record_place *place, json_t **record, casus_error *error) {
  size_t good = utf8_valid_until(line);
  if (good < line.len) return fail(place, good, error, "is not valid UTF-8");
  json_error_t detail;
  json_t *parsed = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &detail);
  if (!parsed) {
    size_t offset = detail.position > 0 ? (size_t)detail.position : 0;
    if (json_error_code(&detail) == json_error_out_of_memory) return error_set(error, CASUS_MEMORY, "no memory for a JSON line");
    return error_at(error, CASUS_INPUT, place->file, place->line, place->offset_bytes + offset, "is not JSON: %s", detail.text);
  }
  *record = parsed;
  return CASUS_OK;
}

static casus_status fill(const json_t *record, const record_place *place, casus_date fallback, buffer *id_space,
                         casus_article *article, casus_error *error) {
  casus_article a = {.origin = place->file, .origin_line = place->line, .origin_bytes = place->offset_bytes};
  if (!json_is_object(record)) return fail(place, 0, error, "is not a JSON object");
  a.text = first_string(record, text_fields);
  if (str_empty(a.text) && !json_is_string(json_object_get(record, "text")))
    return fail(place, 0, error, "has no field \"text\" that is a string");
  a.title = first_string(record, title_fields);
  a.language = first_string(record, language_fields);
  read_source(record, &a);
  a.date = read_date(record, fallback, a.text, &a.body);
  if (!read_id(record, place, id_space, &a.id)) return error_set(error, CASUS_MEMORY, "no memory for an id");
  *article = a;
  return CASUS_OK;
}

casus_status json_article_read(str line, const record_place *place, casus_date fallback, json_t **record, buffer *id_space,
                               casus_article *article, casus_error *error) {
  json_t *parsed = NULL;
  casus_status status = parse(line, place, &parsed, error);
  if (status != CASUS_OK) return status;
  status = fill(parsed, place, fallback, id_space, article, error);
  if (status != CASUS_OK) {
    json_decref(parsed);
    return status;
  }
  *record = parsed;
  return CASUS_OK;
}
