/* Where in the JSON of a model we are, so that an error names field and line. */
#ifndef CASUS_FIELDS_H
#define CASUS_FIELDS_H

#include <jansson.h>

#include "base/base.h"

enum { FIELD_DEPTH_MAX = 16 };

typedef struct {
  const char *key; /* NULL: an index */
  size_t index;
} field_step;

typedef struct {
  str text, file; /* of the whole model */
  arena *memory;
  casus_error *error;
  field_step path[FIELD_DEPTH_MAX];
  unsigned depth;
} fields;

/* Each enter is closed by a leave, unless an error ends the reading. */
void field_enter(fields *f, const char *key);
void field_enter_index(fields *f, size_t index);
void field_leave(fields *f);

/* "preferences.US[3]: ..." with the line of that value. Returns CASUS_INPUT. */
casus_status field_error(const fields *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
casus_status field_no_memory(const fields *f);
casus_status field_too_large(const fields *f, const char *what, size_t max);

/* A list with 1 to max items; JSON's NULL is an error too. */
casus_status field_is_list(const fields *f, const json_t *value, size_t max);
/* A copy of a string without control characters, not empty. */
casus_status field_text(const fields *f, const json_t *value, str *text);

/* An error for a key that is almost one of `known` (closed by NULL): a slip would go unnoticed. Other keys are the caller's own.
 */
casus_status field_no_slips(fields *f, const json_t *object, const char *const *known);

/* The line of the value at a path, or of the last step of it that is there; 1 is the first. The text has been read as JSON
 * before. */
size_t field_line(str text, const field_step *path, unsigned depth);

#endif
