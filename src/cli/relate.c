/* casus relate: a sentence with a source and a target in, the relation out. */
#define _GNU_SOURCE /* memmem */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const size_t line_max_bytes = (size_t)1 << 20;

typedef struct {
  casus_str id, text;
  casus_span source, target;
  char number[24]; /* an id that is one */
} question;

static casus_str string_of(const json_t *value) {
  return value ? (casus_str){json_string_value(value), json_string_length(value)} : (casus_str){"", 0};
}

/* Where `words` stand in the text, clear of `taken`. */
static bool find_words(casus_str text, casus_str words, casus_span taken, casus_span *found) {
  if (!words.len) return false;
  for (size_t from = 0; from + words.len <= text.len;) {
    const char *at = memmem(text.ptr + from, text.len - from, words.ptr, words.len);
    if (!at) return false;
    size_t begin = (size_t)(at - text.ptr), end = begin + words.len;
    *found = (casus_span){(uint32_t)begin, (uint32_t)end};
    if (taken.begin == taken.end || end <= taken.begin || begin >= taken.end) return true;
    from = begin + 1;
  }
  return false;
}

static bool read_offsets(const json_t *value, casus_str text, casus_span *s) {
  json_t *begin = json_object_get(value, "begin"), *end = json_object_get(value, "end");
  if (!json_is_integer(begin) || !json_is_integer(end)) return false;
  json_int_t b = json_integer_value(begin), e = json_integer_value(end);
  if (b < 0 || b >= e || (size_t)e > text.len) return false;
  *s = (casus_span){(uint32_t)b, (uint32_t)e};
  return true;
}

/* A side whose words do not stand in the text ("a recipient", null) is one that the text does not name: its span is empty. */
static bool read_side(const json_t *value, casus_str text, casus_span taken, casus_span *s) {
  *s = (casus_span){0, 0};
  if (json_is_object(value)) return read_offsets(value, text, s);
  if (json_is_string(value) && !find_words(text, string_of(value), taken, s)) *s = (casus_span){0, 0};
  return json_is_string(value) || !value || json_is_null(value);
}

/* NULL, or why the record is no question. */
static const char *read_question(const json_t *record, question *q) {
  json_t *text = json_object_get(record, "text"), *id = json_object_get(record, "id");
  *q = (question){.id = string_of(json_is_string(id) ? id : NULL), .text = string_of(text)};
  if (json_is_integer(id)) {
    int n = snprintf(q->number, sizeof q->number, "%lld", (long long)json_integer_value(id));
    q->id = (casus_str){q->number, (size_t)n};
  }
  if (!json_is_string(text)) return "has no \"text\"";
  if (!read_side(json_object_get(record, "source"), q->text, (casus_span){0, 0}, &q->source))
    return "has a \"source\" that is neither words nor {\"begin\",\"end\"} of its text";
  if (!read_side(json_object_get(record, "target"), q->text, q->source, &q->target))
    return "has a \"target\" that is neither words nor {\"begin\",\"end\"} of its text";
  if (q->source.begin == q->source.end && q->target.begin == q->target.end)
    return "has neither source nor target standing in its text";
  return NULL;
}

static casus_status line_fails(const line_reader *r, casus_error *error, const char *message) {
  *error = (casus_error){.line = r->line, .offset_bytes = r->offset_bytes};
  snprintf(error->file, sizeof error->file, "%s", r->name);
  snprintf(error->message, sizeof error->message, "%s", message);
  return CASUS_INPUT;
}

static casus_status answer(casus_session *session, const question *q, casus_error *error) {
  const casus_event *relation;
  casus_status status = casus_relate(session, q->text, q->source, q->target, &relation, error);
  if (status != CASUS_OK) return status;
  char *json;
  size_t len;
  status = casus_relation_json(relation, q->id, &json, &len);
  if (status != CASUS_OK) return status;
  output_write(json, len);
  free(json);
  return CASUS_OK;
}

static casus_status relate_line(casus_session *session, const line_reader *r, casus_error *error) {
  json_error_t broken;
  json_t *record = json_loadb(r->bytes, r->len, JSON_ALLOW_NUL, &broken);
  if (!record) {
    line_fails(r, error, broken.text);
    error->offset_bytes += broken.position > 0 ? (size_t)broken.position : 0;
    return CASUS_INPUT;
  }
  question q;
  const char *why = read_question(record, &q);
  casus_status status = why ? line_fails(r, error, why) : answer(session, &q, error);
  json_decref(record);
  if (status != CASUS_OK && !error->file[0]) {
    char message[sizeof error->message];
    memcpy(message, error->message, sizeof message);
    line_fails(r, error, message);
  }
  return status;
}

/* An answer or an error for each line; empty lines are passed over. */
static int relate_lines(casus_session *session, line_reader *r) {
  size_t failed = 0, read = 0;
  for (;;) {
    casus_error error = {0};
    casus_status status = line_reader_next(r, &error);
    if (status == CASUS_END) break;
    if (status == CASUS_OK && !r->len) continue;
    read++;
    if (status == CASUS_OK) status = relate_line(session, r, &error);
    if (status == CASUS_OK) continue;
    print_error(&error);
    failed++;
    if (status != CASUS_INPUT && status != CASUS_MEMORY) return exit_status_of(status);
  }
  if (failed) fprintf(stderr, "casus: %zu lines read, %zu failed\n", read, failed);
  return failed ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int relate_run(const invocation *i) {
  casus_engine *engine;
  casus_session *session;
  casus_error error = {0};
  line_reader r;
  int result = engine_open_for(i, &engine);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_session_open(engine, &session, &error);
  if (status == CASUS_OK) {
    status = line_reader_open(&r, i->n_operands ? i->operands[0] : "-", line_max_bytes, &error);
    if (status == CASUS_OK) {
      result = relate_lines(session, &r);
      line_reader_close(&r);
    }
    casus_session_close(session);
  }
  casus_engine_close(engine);
  return status == CASUS_OK ? result : failed_with(status, &error);
}

static const option relate_options[] = {ENGINE_OPTIONS, END_OF_OPTIONS};

static const char *const relate_examples[] = {
    "echo '{\"text\":\"France condemned Mali.\",\"source\":\"France\",\"target\":\"Mali\"}' | casus relate",
    "What France does to Mali in this sentence", NULL};

const command relate_command = {
    .name = "relate",
    .operands = "[FILE]",
    .summary = "code the relation between two given parties of a sentence",
    .description =
        "Reads JSON Lines with \"text\", \"source\" and \"target\" (words as they stand in the text, or {\"begin\",\"end\"} in\n"
        "bytes) and optionally \"id\", and writes a line for each: the type of what the source does to the target, the\n"
        "type of the act it is about, quad, status, confidence. The event is null where there is no relation. One of the two\n"
        "may be missing from the text: then it is taken as a side that the text does not name.",
    .options = relate_options,
    .examples = relate_examples,
    .run = relate_run,
    .max_operands = 1,
};
