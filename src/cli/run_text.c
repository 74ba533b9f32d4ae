/* What the commands that write to a store say of a run: the time, and what was asked for. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"

void time_text(char bytes[TIME_TEXT_SIZE]) {
  time_t now = time(NULL);
  struct tm utc;
  gmtime_r(&now, &utc);
  strftime(bytes, TIME_TEXT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

char *run_command_text(const invocation *i) {
  static const char *const left_out[] = {"jobs", "quiet", "db", "color", "width"};
  char *text = NULL;
  size_t len = 0;
  FILE *out = open_memstream(&text, &len);
  if (!out) return NULL;
  fputs(i->command->name, out);
  for (size_t g = 0; g < i->n_given; g++) {
    bool matters = true;
    for (size_t k = 0; k < sizeof left_out / sizeof *left_out; k++) matters &= strcmp(i->given[g].option->name, left_out[k]) != 0;
    if (matters) fprintf(out, " --%s%s%s", i->given[g].option->name, *i->given[g].value ? "=" : "", i->given[g].value);
  }
  for (size_t n = 0; n < i->n_operands; n++) fprintf(out, " %s", i->operands[n]);
  if (fclose(out) != 0) return free(text), NULL;
  return text;
}

/* The rate is that of this process: a run that was taken up was read by several. */
static void print_pace(const casus_run *r) {
  double seconds = progress_seconds();
  fprintf(stderr, "; %.1f s", seconds);
  if (!r->resumed && seconds > 0) fprintf(stderr, ", %.0f a second", (double)r->n_read / seconds);
  fputc('\n', stderr);
}

void print_run(const invocation *i, const casus_run *r) {
  if (option_given(i, "quiet")) return;
  fprintf(stderr, "casus: run %lld%s: %llu read = %llu coded + %llu skipped + %llu failed; %llu events", (long long)r->key,
          r->resumed ? " (taken up)" : "", (unsigned long long)r->n_read, (unsigned long long)r->n_coded,
          (unsigned long long)r->n_skipped, (unsigned long long)r->n_failed, (unsigned long long)r->n_events);
  print_pace(r);
}
