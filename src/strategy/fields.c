/* Errors about a field of a JSON model: its path in words, and its line, which is looked for in the text when it is needed. */
#include "strategy/fields.h"

#include <stdarg.h>
#include <stdio.h>

enum { PATH_BYTES_MAX = 120, REASON_BYTES_MAX = 200 };

void field_enter(fields *f, const char *key) {
  if (f->depth < FIELD_DEPTH_MAX) f->path[f->depth++] = (field_step){key, 0};
}

void field_enter_index(fields *f, size_t index) {
  if (f->depth < FIELD_DEPTH_MAX) f->path[f->depth++] = (field_step){NULL, index};
}

void field_leave(fields *f) { f->depth--; }

/* ---- the place in the text */

static size_t skip_space(str t, size_t at) {
  while (at < t.len && is_ascii_space((unsigned char)t.ptr[at])) at++;
  return at;
}

/* Behind the string that begins at `at`. */
static size_t skip_string(str t, size_t at) {
  for (at++; at < t.len && t.ptr[at] != '"'; at++)
    if (t.ptr[at] == '\\') at++;
  return at < t.len ? at + 1 : t.len;
}

/* Behind the value that begins at `at`: a string, or what lies before the comma or bracket that ends it. */
static size_t skip_value(str t, size_t at) {
  size_t depth = 0;
  while (at < t.len) {
    char c = t.ptr[at];
    if (c == '"') {
      at = skip_string(t, at);
      continue;
    }
    if (!depth && (c == ',' || c == ']' || c == '}')) return at;
    if (c == '[' || c == '{') depth++;
    if (c == ']' || c == '}') depth--;
    at++;
  }
  return at;
}

/* Keys with escapes are not told apart; then the line is that of the object. */
static bool find_key(str t, size_t at, const char *key, size_t *value) {
  for (at = skip_space(t, at + 1); at < t.len && t.ptr[at] == '"'; at = skip_space(t, at + 1)) {
    size_t end = skip_string(t, at);
    bool found = end >= at + 2 && str_is(str_slice(t, at + 1, end - 1), key);
    at = skip_space(t, skip_space(t, end) + 1);
    *value = at;
    if (found) return true;
    at = skip_space(t, skip_value(t, at));
    if (at >= t.len || t.ptr[at] != ',') return false;
  }
  return false;
}

static bool find_index(str t, size_t at, size_t index, size_t *value) {
  for (at = skip_space(t, at + 1); at < t.len && t.ptr[at] != ']'; index--) {
    *value = at;
    if (!index) return true;
    at = skip_space(t, skip_value(t, at));
    if (at >= t.len || t.ptr[at] != ',') return false;
    at = skip_space(t, at + 1);
  }
  return false;
}

static bool find_step(str t, size_t at, field_step step, size_t *value) {
  if (at >= t.len || t.ptr[at] != (step.key ? '{' : '[')) return false;
  return step.key ? find_key(t, at, step.key, value) : find_index(t, at, step.index, value);
}

size_t field_line(str text, const field_step *path, unsigned depth) {
  size_t at = skip_space(text, 0), value = at, line = 1;
  for (unsigned i = 0; i < depth && find_step(text, at, path[i], &value); i++) at = value;
  for (size_t i = 0; i < at && i < text.len; i++) line += text.ptr[i] == '\n';
  return line;
}

/* ---- errors */

static void write_path(const fields *f, char *out, size_t size) {
  size_t used = 0;
  out[0] = 0;
  for (unsigned i = 0; i < f->depth && used < size; i++) {
    const field_step *s = &f->path[i];
    int n = s->key ? snprintf(out + used, size - used, "%s%s", i ? "." : "", s->key)
                   : snprintf(out + used, size - used, "[%zu]", s->index);
    used += n > 0 ? (size_t)n : 0;
  }
}

casus_status field_error(const fields *f, const char *format, ...) {
  char path[PATH_BYTES_MAX], reason[REASON_BYTES_MAX];
  va_list args;
  va_start(args, format);
  vsnprintf(reason, sizeof reason, format, args);
  va_end(args);
  write_path(f, path, sizeof path);
  return error_at(f->error, CASUS_INPUT, f->file, field_line(f->text, f->path, f->depth), 0, "%s%s%s", path, f->depth ? ": " : "",
                  reason);
}

casus_status field_no_memory(const fields *f) {
  return error_at(f->error, CASUS_MEMORY, f->file, 0, 0, "no memory for this model");
}

casus_status field_too_large(const fields *f, const char *what, size_t max) {
  return field_error(f, "has more than %zu %s; make the model smaller", max, what);
}

/* ---- values of any field */

casus_status field_is_list(const fields *f, const json_t *value, size_t max) {
  if (!value) return field_error(f, "is missing");
  if (!json_is_array(value)) return field_error(f, "is no list");
  if (!json_array_size(value)) return field_error(f, "is an empty list");
  if (json_array_size(value) > max) return field_too_large(f, "items", max);
  return CASUS_OK;
}

/* What could steer a terminal: C0, DEL, and C1 in UTF-8. */
static bool has_control(str s) {
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c < 0x20 || c == 0x7f) return true;
    if (c == 0xc2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xa0) return true;
  }
  return false;
}

casus_status field_text(const fields *f, const json_t *value, str *text) {
  if (!json_is_string(value)) return field_error(f, "is no string");
  str s = str_trim((str){json_string_value(value), json_string_length(value)});
  if (!s.len) return field_error(f, "is empty");
  if (has_control(s)) return field_error(f, "has control characters in it");
  return arena_copy(f->memory, s, text) ? CASUS_OK : field_no_memory(f);
}

/* ---- keys that are almost right */

enum { KEY_BYTES_MAX = 32, SLIP_MAX = 2 };

/* Letters to insert, drop or replace (Levenshtein); both at most KEY_BYTES_MAX long. */
static size_t letters_apart(str a, str b) {
  size_t row[KEY_BYTES_MAX + 1];
  for (size_t k = 0; k <= b.len; k++) row[k] = k;
  for (size_t i = 0; i < a.len; i++) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t k = 0; k < b.len; k++) {
      size_t replaced = diagonal + (to_ascii_lower(a.ptr[i]) != b.ptr[k]);
      size_t shorter = (row[k] < row[k + 1] ? row[k] : row[k + 1]) + 1;
      diagonal = row[k + 1];
      row[k + 1] = replaced < shorter ? replaced : shorter;
    }
  }
  return row[b.len];
}

static const char *almost(str key, const char *const *known) {
  const char *found = NULL;
  for (; *known; known++) {
    str right = str_of(*known);
    if (str_equal(key, right)) return NULL;
    if (key.len <= KEY_BYTES_MAX && right.len > 2 * SLIP_MAX && letters_apart(key, right) <= SLIP_MAX) found = *known;
  }
  return found;
}

casus_status field_no_slips(fields *f, const json_t *object, const char *const *known) {
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)(uintptr_t)object, key, value) {
    const char *right = almost(str_of(key), known);
    if (!right) continue;
    field_enter(f, key);
    return field_error(f, "is not known; is \"%s\" meant?", right);
  }
  return CASUS_OK;
}
