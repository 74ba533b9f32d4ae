/* casus export: events of a store as files of other event data sets. */
#include <stdlib.h>
#include <string.h>

#include "casus_exchange.h"
#include "cli/cli.h"
#include "cli/export_gold.h"
#include "cli/out_file.h"
#include "cli/query_options.h"
#include "cli/resolved_names.h"
#include "cli/store_reports.h"

#define EXPORT_FORMATS "gdelt|gdelt-mentions|icews|polecat|phoenix|csv|jsonl|geojson|gold"

/* ---- what is asked for */

typedef struct {
  const invocation *asked;
  casus_format format;
  casus_query query;
  casus_export_options options;
  char time[TIME_TEXT_SIZE], tables[64];
  out_file out, provenance;
} export_run;

static bool read_format(const invocation *i, casus_format *format) {
  const char *name = option_value(i, "to");
  if (name && casus_format_of_name(text_of(name), format)) return true;
  usage_error(i->command, "export needs --to FORMAT: " EXPORT_FORMATS);
  return false;
}

/* Mentions are the reports of a story, all of them; elsewhere a story is one row. Statuses are left to the exporter, which counts
 * what it leaves out. */
static bool read_query(export_run *x) {
  const invocation *i = x->asked;
  bool by_story = option_given(i, "stories");
  if (!query_read_options(i, &x->query) || !query_read_days(i, "from-date", "to-date", &x->query)) return false;
  x->query.stories = by_story && x->format != CASUS_FORMAT_GDELT_MENTIONS;
  x->query.with_text = x->format == CASUS_FORMAT_GDELT_MENTIONS || x->format == CASUS_FORMAT_POLECAT;
  x->options.story_ids = by_story;
  x->options.statuses = 1u << CASUS_ACTUAL;
  return query_read_statuses(i, &x->options.statuses);
}

/* ---- the rows */

/* The tables of the newest run that coded: for the provenance. */
static casus_status find_tables(export_run *x, casus_store *store, casus_error *error) {
  const casus_run *runs;
  size_t n;
  casus_status status = casus_store_runs(store, &runs, &n, error);
  for (size_t k = 0; k < n && status == CASUS_OK && !*x->tables; k++)
    if (runs[k].tables.len != 4 || memcmp(runs[k].tables.ptr, "none", 4) != 0)
      snprintf(x->tables, sizeof x->tables, "%.*s", (int)runs[k].tables.len, runs[k].tables.ptr);
  x->options.tables = text_of(x->tables);
  return status;
}

static void print_left_out(const export_run *x, const casus_exporter *out) {
  casus_export_counts c = casus_exporter_counts(out);
  if (option_given(x->asked, "quiet")) return;
  fprintf(stderr, "casus: %llu events in %llu rows", (unsigned long long)c.n_events, (unsigned long long)c.n_rows);
  if (c.n_by_status) fprintf(stderr, "; %llu left out by --status", (unsigned long long)c.n_by_status);
  if (c.n_placeless) fprintf(stderr, "; %llu left out that have no coordinates", (unsigned long long)c.n_placeless);
  if (c.n_undated) fprintf(stderr, "; %llu left out that have no date", (unsigned long long)c.n_undated);
  fputc('\n', stderr);
}

static casus_status export_from(export_run *x, casus_store *store, casus_error *error) {
  casus_cursor *cursor = NULL;
  casus_exporter *out = NULL;
  casus_status status = find_tables(x, store, error);
  if (status == CASUS_OK) status = casus_store_query(store, &x->query, &cursor, error);
  if (status == CASUS_OK) status = casus_exporter_open(x->format, &x->options, &out, error);
  progress_start(!option_given(x->asked, "quiet") && x->out.file, "events");
  if (status == CASUS_OK) status = reports_export(store, cursor, out, error);
  progress_end();
  if (status == CASUS_OK) print_left_out(x, out);
  casus_exporter_close(out);
  casus_cursor_close(cursor);
  return status;
}

static int export_to_file(export_run *x, casus_store *store) {
  casus_error error = {0};
  casus_status status = export_from(x, store, &error);
  bool reader_is_gone = status == CASUS_INTERNAL && !x->out.file && !output_flush() && output_status() == EXIT_DONE;
  if (status == CASUS_USAGE) return usage_error(x->asked->command, "%s", error.message);
  if (x->out.failed || x->provenance.failed) return EXIT_INTERNAL;
  return status == CASUS_OK || reader_is_gone ? EXIT_DONE : failed_with(status, &error);
}

static int export_to_files(export_run *x, casus_store *store) {
  const char *provenance = option_value(x->asked, "provenance");
  if (!out_open(&x->out, option_value(x->asked, "output"))) return EXIT_INTERNAL;
  if (provenance && !out_open(&x->provenance, provenance)) return out_close(&x->out), EXIT_INTERNAL;
  x->options.write = out_write;
  x->options.context = &x->out;
  x->options.provenance = provenance ? out_write : NULL;
  x->options.provenance_context = &x->provenance;
  time_text(x->time);
  x->options.time = text_of(x->time);
  int result = export_to_file(x, store);
  bool closed = out_close(&x->out), side_closed = out_close(&x->provenance);
  return result == EXIT_DONE && !(closed && side_closed) ? EXIT_INTERNAL : result;
}

/* The store first: a file that is there already is not to be emptied for nothing. */
static int export_store(export_run *x) {
  casus_store *store;
  casus_error error = {0};
  casus_status status = casus_store_open(option_value(x->asked, "db"), CASUS_STORE_READ, &store, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = export_to_files(x, store);
  casus_store_close(store);
  return result;
}

static int export_command_run(const invocation *i) {
  export_run x = {.asked = i};
  casus_query_names names;
  const char *format = option_value(i, "to");
  if (format && strcmp(format, "gold") == 0) return export_gold(i);
  if (option_given(i, "articles")) return usage_error(i->command, "--articles goes with --to gold");
  if (!read_format(i, &x.format) || !read_query(&x)) return EXIT_USAGE;
  if (!option_given(i, "db")) return usage_error(i->command, "export needs --db FILE: the store to read");
  int result = query_names_resolve(i, &x.query, &names);
  if (result == EXIT_DONE) result = export_store(&x);
  casus_query_names_free(&names);
  return result;
}

static const option export_options[] = {
    DB_OPTION,
    {"to", EXPORT_FORMATS, "The format", NULL},
    {"output", "FILE", "Write to this file; also -o FILE", "standard output"},
    {"provenance", "FILE", "Write to this file, as JSON Lines, which event and sentence each row comes from", NULL},
    {"articles", "FILE", "gold: write the articles that it is of to this file, as JSON Lines", NULL},
    QUERY_OPTIONS,
    {"from-date", "DATE", "Not before this day, month (2024-03) or year: of the event", NULL},
    {"to-date", "DATE", "Not after this day, or the last of this month or year", NULL},
    QUERY_STATUS_OPTION("actual"),
    {"stories", NULL, "One row for each story, which bears its id; of GDELT's mentions all, under the ids of their stories",
     NULL},
    {"quiet", NULL, "No progress bar and no counts at the end", NULL},
    END_OF_OPTIONS,
};

static const char *const export_examples[] = {
    "casus export --db crisis.db --to gdelt --stories -o events.csv",
    "One row for each story, as GDELT 2.0 has it",
    "casus export --db crisis.db --to gdelt-mentions --stories -o mentions.csv",
    "The reports that belong to these rows",
    "casus export --db crisis.db --to icews --provenance why.jsonl > events.tab",
    "ICEWS' columns, and where each row comes from",
    "casus export --db crisis.db --to jsonl --status all",
    "Everything that the store holds of each event",
    "casus export --db crisis.db --to polecat --dyad USA,CHN --from-date 2024",
    "What casus query finds, by the same options",
    "casus export --db crisis.db --to gold -o gold.jsonl --articles articles.jsonl",
    "What people have said of events, for casus eval events gold.jsonl --articles articles.jsonl",
    NULL};

const command export_command = {
    .name = "export",
    .operands = "",
    .summary = "write events of a store in the formats of other data sets",
    .description =
        "Writes events as GDELT 2.0 (events, mentions), ICEWS, POLECAT, Phoenix, CSV, JSON Lines or GeoJSON: all of a store, or "
        "what\n"
        "`casus query` finds by the same options.\n"
        "\n"
        "Other formats know no status: what they list has happened. So only actual events are written unless --status says\n"
        "otherwise, in our own formats as well. Formats with one actor and one target get a row for each pair. Imported events\n"
        "give the row they came from, where they go back to the same format. docs/exchange.md says what each column gets.\n"
        "\n"
        "`gold` is what people have said of the events of the articles that they reviewed in full (docs/corrections.md); it "
        "takes no\n"
        "conditions.",
    .options = export_options,
    .examples = export_examples,
    .run = export_command_run,
};
