/* JSON of the records that the API hands out. */
#ifndef CASUS_SERVE_JSON_OUT_H
#define CASUS_SERVE_JSON_OUT_H

#include <jansson.h>

#include "casus_store.h"
#include "serve/byte_run.h"

/* Takes the value. One that could not be made (NULL) fails the bytes. */
void bytes_add_json(bytes *out, json_t *value);
/* The same without the closing brace, so that more fields can follow. */
void bytes_add_open_object(bytes *out, json_t *object);

/* A text; what is no UTF-8 becomes '?'. */
json_t *json_text(casus_str s);
/* The same; null where it is empty. */
json_t *json_text_or_null(casus_str s);
json_t *json_date_or_null(casus_date date);
json_t *json_key_or_null(int64_t key);
/* With so many decimals, and no "-0.0". */
double rounded_to(double number, unsigned decimals);
json_t *json_rounded(double number, unsigned decimals);
/* by_quad[1] to [4]. */
json_t *json_quads(const uint64_t by_quad[5]);
json_t *json_story(const casus_story *story);

#endif
