/* Records as JSON; see json_out.h. Events are left to the exporter (casus_exchange.h), whose lines the API hands on. */
#include "serve/json_out.h"

#include <math.h>
#include <stdlib.h>

static int to_bytes(const char *ptr, size_t len, void *out) {
  bytes_add(out, ptr, len);
  return ((const bytes *)out)->failed ? -1 : 0;
}

void bytes_add_json(bytes *out, json_t *value) {
  static const size_t flags = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(12);
  if (!value || json_dump_callback(value, to_bytes, out, flags) != 0) out->failed = true;
  json_decref(value);
}

void bytes_add_open_object(bytes *out, json_t *object) {
  bytes_add_json(out, object);
  if (!out->failed) out->len--;
}

json_t *json_text(casus_str s) {
  json_t *value = json_stringn(s.len ? s.ptr : "", s.len);
  if (value) return value;
  char *mended = malloc(s.len);
  for (size_t i = 0; mended && i < s.len; i++) mended[i] = (unsigned char)s.ptr[i] < 0x80 ? s.ptr[i] : '?';
  value = mended ? json_stringn(mended, s.len) : NULL;
  free(mended);
  return value;
}

json_t *json_text_or_null(casus_str s) { return s.len ? json_text(s) : json_null(); }

json_t *json_date_or_null(casus_date date) {
  char text[16];
  return date.year ? json_string(casus_date_text(date, text)) : json_null();
}

json_t *json_key_or_null(int64_t key) { return key ? json_integer(key) : json_null(); }

double rounded_to(double number, unsigned decimals) {
  double unit = pow(10, decimals), rounded = round(number * unit) / unit;
  return rounded == 0 ? 0 : rounded;
}

json_t *json_rounded(double number, unsigned decimals) { return json_real(rounded_to(number, decimals)); /* NAN gives NULL */ }

json_t *json_quads(const uint64_t by_quad[5]) {
  return json_pack("[I, I, I, I]", (json_int_t)by_quad[1], (json_int_t)by_quad[2], (json_int_t)by_quad[3],
                   (json_int_t)by_quad[4]);
}

json_t *json_story(const casus_story *s) {
  return json_pack("{s:I, s:s, s:i, s:i, s:i, s:i, s:o, s:o, s:o, s:i, s:i, s:b}", "key", (json_int_t)s->key, "id", s->id,
                   "reports", (int)s->n_reports, "articles", (int)s->n_articles, "groups", (int)s->n_groups, "sources",
                   (int)s->n_sources, "first_seen", json_date_or_null(s->first_seen), "last_seen",
                   json_date_or_null(s->last_seen), "agreement", json_rounded((double)s->agreement, 3), "actual",
                   (int)s->n_actual, "negated", (int)s->n_negated, "contradicted", s->contradicted);
}
