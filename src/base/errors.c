/* Statuses, their names, and the detail of an error. */
#include <stdarg.h>
#include <stdio.h>

#include "base/base.h"

static const char *const status_names[CASUS_STATUS_COUNT] = {"ok",   "end",   "input",  "usage",
                                                             "data", "store", "memory", "internal"};

const char *casus_status_name(casus_status status) {
  return (unsigned)status < CASUS_STATUS_COUNT ? status_names[status] : "unknown";
}

static void error_fill(casus_error *error, const char *format, va_list args) {
  *error = (casus_error){0};
  vsnprintf(error->message, sizeof error->message, format, args);
}

casus_status error_set(casus_error *error, casus_status status, const char *format, ...) {
  if (!error) return status;
  va_list args;
  va_start(args, format);
  error_fill(error, format, args);
  va_end(args);
  return status;
}

casus_status error_at(casus_error *error, casus_status status, str file, size_t line, size_t offset_bytes, const char *format,
                      ...) {
  if (!error) return status;
  va_list args;
  va_start(args, format);
  error_fill(error, format, args);
  va_end(args);
  size_t n = file.len < sizeof error->file - 1 ? file.len : sizeof error->file - 1;
  if (n) memcpy(error->file, file.ptr, n);
  error->file[n] = 0;
  error->line = line;
  error->offset_bytes = offset_bytes;
  return status;
}
