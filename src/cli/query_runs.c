/* Runs of a store: what was read, and what became of it. */
#include <inttypes.h>
#include <stdlib.h>

#include "cli/columns.h"
#include "cli/query_views.h"

enum { INDENT = 6, FAILURES_SHOWN = 10 };

/* ---- for people */

static void put_about(FILE *out, const screen *s, const char *words, casus_str text) {
  fprintf(out, "%*s%s ", INDENT, "", words);
  line l = {out, s->width - INDENT - (unsigned)strlen(words) - 1, false};
  put_text(&l, text);
  fputc('\n', out);
}

/* Not all inputs have lines; as on standard error, byte 0 says nothing. */
static void write_place(FILE *out, const casus_run_failure *f) {
  fprintf(out, "%*s", INDENT + 2, "");
  if (f->line) fprintf(out, "line %zu%s", f->line, f->offset_bytes ? ", " : "");
  if (f->offset_bytes) fprintf(out, "byte %zu", f->offset_bytes);
  fprintf(out, "%s%*s", f->line || f->offset_bytes ? ":\n" : "", f->line || f->offset_bytes ? INDENT + 4 : 2, "");
}

static void write_failures(FILE *out, const screen *s, const casus_run *r) {
  for (uint32_t k = 0; k < r->n_failures && k < FAILURES_SHOWN; k++) {
    const casus_run_failure *f = &r->failures[k];
    put_about(out, s, "failed:", f->input);
    write_place(out, f);
    put_paragraph(out, s, INDENT + 4, f->message);
  }
  if (r->n_failed > FAILURES_SHOWN) fprintf(out, "%*s... %" PRIu64 " failed in all\n", INDENT, "", r->n_failed);
}

static void write_run(FILE *out, const screen *s, const casus_run *r) {
  set_style(out, s, BOLD);
  fprintf(out, "%4" PRId64 "  ", r->key);
  line l = {out, s->width - INDENT, false};
  put_text(&l, r->command);
  set_style(out, s, PLAIN);
  fprintf(out, "\n%*s%.*s to %.*s%s, casus %.*s\n", INDENT, "", (int)r->started.len, r->started.ptr, (int)r->ended.len,
          r->ended.ptr, r->closed ? "" : "(not ended: give the same command again)", (int)r->program.len, r->program.ptr);
  fprintf(out, "%*s%" PRIu64 " read = %" PRIu64 " coded + %" PRIu64 " skipped + %" PRIu64 " failed; %" PRIu64 " events\n", INDENT,
          "", r->n_read, r->n_coded, r->n_skipped, r->n_failed, r->n_events);
  for (uint32_t k = 0; k < r->n_skips; k++) {
    char words[48];
    snprintf(words, sizeof words, "skipped %" PRIu64 ":", r->skips[k].n_records);
    put_about(out, s, words, r->skips[k].reason);
  }
  write_failures(out, s, r);
}

/* ---- for programs */

static bool write_json(FILE *out, const casus_run *r) {
  char *json;
  size_t len;
  if (casus_run_json(r, &json, &len) != CASUS_OK) return false;
  bool written = fwrite(json, 1, len, out) == len;
  free(json);
  return written;
}

/* Counts only: lists have no place in columns. */
static void write_csv(FILE *out, const casus_run *r) {
  fprintf(out, "%" PRId64 ",%.*s,%.*s,%s,%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 "\r\n", r->key,
          (int)r->started.len, r->started.ptr, (int)r->ended.len, r->ended.ptr, r->closed ? "closed" : "open", r->n_read,
          r->n_coded, r->n_skipped, r->n_failed, r->n_events);
}

bool write_runs(FILE *out, const screen *s, query_format format, const casus_run *runs, size_t n) {
  if (format == QUERY_CSV) fputs("run,started,ended,state,n_read,n_coded,n_skipped,n_failed,n_events\r\n", out);
  for (size_t i = 0; i < n; i++) {
    if (format == QUERY_TABLE) write_run(out, s, &runs[i]);
    else if (format == QUERY_CSV) write_csv(out, &runs[i]);
    else if (!write_json(out, &runs[i])) return false;
  }
  return true;
}
