/* Standard output, which may be gone before we are done, and lines of input. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static int write_failure; /* errno of the first write that failed */

static bool note_failure(void) {
  if (write_failure) return false;
  write_failure = errno ? errno : EIO;
  if (write_failure != EPIPE) fprintf(stderr, "casus: cannot write: %s\n", strerror(write_failure));
  return false;
}

bool output_write(const char *bytes, size_t len) {
  if (write_failure) return false;
  return !len || fwrite(bytes, 1, len, stdout) == len || note_failure();
}

bool output_flush(void) {
  if (write_failure) return false;
  return (fflush(stdout) == 0 && !ferror(stdout)) || note_failure();
}

int output_status(void) { return write_failure && write_failure != EPIPE ? EXIT_INTERNAL : EXIT_DONE; }

/* ---- lines */

static casus_status line_error(const line_reader *r, casus_error *error, const char *message) {
  *error = (casus_error){.line = r->line, .offset_bytes = r->offset_bytes};
  snprintf(error->file, sizeof error->file, "%s", r->name);
  snprintf(error->message, sizeof error->message, "%s", message);
  return CASUS_INPUT;
}

casus_status line_reader_open(line_reader *r, const char *path, size_t max_bytes, casus_error *error) {
  bool standard = strcmp(path, "-") == 0;
  *r = (line_reader){.file = standard ? stdin : fopen(path, "rb"), .name = path, .max = max_bytes};
  if (r->file) return CASUS_OK;
  char message[120];
  snprintf(message, sizeof message, "cannot open: %s", strerror(errno));
  return line_error(r, error, message);
}

static bool grow(line_reader *r) {
  size_t wanted = r->capacity ? r->capacity * 2 : 4096;
  char *grown = realloc(r->bytes, wanted);
  if (!grown) return false;
  r->bytes = grown;
  r->capacity = wanted;
  return true;
}

/* Reads up to the line's end, keeping at most max bytes. */
static bool fill_line(line_reader *r, bool *any, bool *too_long) {
  int c;
  while ((c = getc_unlocked(r->file)) != EOF) {
    *any = true;
    r->next_offset++;
    if (c == '\n') return true;
    if (r->len == r->max) *too_long = true;
    else if (r->len == r->capacity && !grow(r)) return false;
    else r->bytes[r->len++] = (char)c;
  }
  return true;
}

casus_status line_reader_next(line_reader *r, casus_error *error) {
  bool any = false, too_long = false;
  r->len = 0;
  r->line++;
  r->offset_bytes = r->next_offset;
  if (!fill_line(r, &any, &too_long)) return line_error(r, error, "no memory for this line"), CASUS_MEMORY;
  if (ferror(r->file)) return line_error(r, error, "cannot be read"), CASUS_INTERNAL;
  if (!any) return CASUS_END;
  if (too_long) return line_error(r, error, "is a longer line than allowed");
  if (r->len && r->bytes[r->len - 1] == '\r') r->len--;
  return CASUS_OK;
}

void line_reader_close(line_reader *r) {
  if (r->file && r->file != stdin) fclose(r->file);
  free(r->bytes);
}
