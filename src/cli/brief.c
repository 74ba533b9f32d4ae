/* casus brief: articles, or the events of a store, in, the situation out. The brief itself is the library's. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/gathered_reports.h"
#include "cli/query_options.h"
#include "cli/resolved_names.h"

/* ---- the brief */

static casus_brief_format format_of(const invocation *i) {
  static const char *const names[] = {"text", "markdown", "html", "json"};
  const char *format = option_value(i, "format");
  for (int f = 0; format && f < 4; f++)
    if (strcmp(format, names[f]) == 0) return (casus_brief_format)f;
  return CASUS_BRIEF_TEXT;
}

static int write_file(const char *path, const char *bytes, size_t len) {
  FILE *file = fopen(path, "wb");
  bool written = file && fwrite(bytes, 1, len, file) == len;
  if (file && fclose(file) != 0) written = false;
  if (written) return EXIT_DONE;
  fprintf(stderr, "casus: %s: cannot be written: %s\n", path, strerror(errno));
  return EXIT_INTERNAL;
}

static int write_brief(const invocation *i, const casus_situation *situation) {
  casus_error error = {0};
  char *bytes;
  size_t len;
  casus_status status = casus_brief_write(situation, format_of(i), &bytes, &len, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  const char *path = option_value(i, "out");
  int result = path ? write_file(path, bytes, len) : output_write(bytes, len) ? EXIT_DONE : output_status();
  free(bytes);
  return result;
}

static int draw_situation(const invocation *i, const casus_reports *reports, casus_situation_options *options) {
  casus_error error = {0};
  casus_situation *situation;
  size_t n_reports;
  const casus_report *list = casus_reports_list(reports, &n_reports);
  const char *about = option_value(i, "about");
  options->title = text_of(about);
  options->data_dir = option_value(i, "data");
  casus_status status = casus_situation_make(list, n_reports, options, &situation, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = write_brief(i, situation);
  casus_situation_free(situation);
  return result;
}

/* ---- from articles */

/* Filters are for stores: over files they would be passed over in silence. */
static bool only_store_options_missing(const invocation *i) {
  static const char *const of_stores[] = {"actor",  "recipient", "dyad",   "directed", "type", "quad", "place", "near",
                                          "radius", "text",      "source", "id",       "from", "to",   "status"};
  for (size_t k = 0; k < sizeof of_stores / sizeof *of_stores; k++)
    if (option_given(i, of_stores[k])) return usage_error(i->command, "--%s needs --db", of_stores[k]), false;
  return true;
}

static int brief_of_articles(const invocation *i, casus_situation_options *options) {
  casus_engine *engine;
  casus_reports *reports;
  if (!only_store_options_missing(i) || !option_fraction(i, "min-confidence", &options->min_confidence)) return EXIT_USAGE;
  int status = reports_of_articles(i, i->operands, i->n_operands, &engine, &reports);
  if (status != EXIT_DONE && status != EXIT_SOME_FAILED) return status;
  int written = draw_situation(i, reports, options);
  casus_reports_close(reports);
  casus_engine_close(engine);
  return written == EXIT_DONE ? status : written;
}

/* ---- from a store */

static bool read_query(const invocation *i, casus_query *query) {
  const char *about = option_value(i, "about");
  *query = (casus_query){0};
  if (i->n_operands) return usage_error(i->command, "takes either articles or --db"), false;
  if (about && option_given(i, "text")) return usage_error(i->command, "--about and --text say the same"), false;
  if (!query_read_options(i, query) || !query_read_days(i, "from", "to", query)) return false;
  if (!query_read_statuses(i, &query->statuses)) return false;
  if (about) query->text = text_of(about);
  return true;
}

static int brief_of_query(const invocation *i, const casus_query *query, casus_situation_options *options) {
  casus_reports *reports;
  int result = reports_of_store(i, query, &reports);
  if (result != EXIT_DONE) return result;
  result = draw_situation(i, reports, options);
  casus_reports_close(reports);
  return result;
}

static int brief_of_store(const invocation *i, casus_situation_options *options) {
  casus_query query;
  casus_query_names names;
  if (!read_query(i, &query)) return EXIT_USAGE;
  int result = query_names_resolve(i, &query, &names);
  if (result == EXIT_DONE) result = brief_of_query(i, &query, options);
  casus_query_names_free(&names);
  return result;
}

static int brief_run(const invocation *i) {
  casus_situation_options options = {0};
  if (!option_date(i, "as-of", &options.as_of)) return EXIT_USAGE;
  return option_given(i, "db") ? brief_of_store(i, &options) : brief_of_articles(i, &options);
}

static const option brief_options[] = {
    {"format", "text|markdown|html|json", "How to write the brief; html is one page with figures", "text"},
    {"as-of", "DATE", "What lies behind this day is the agenda", "the latest day of publication"},
    {"about", "WORDS", "Take only articles that hold all of these words; they become the title", "all articles"},
    {"db", "FILE", "Take events of this store, not articles; the options from --actor to --status choose among them", NULL},
    QUERY_OPTIONS,
    QUERY_DAY_OPTIONS,
    QUERY_STATUS_OPTION("all"),
    {"out", "FILE", "Write to this file", "standard output"},
    READER_OPTIONS,
    ENGINE_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const brief_examples[] = {
    "casus brief news.txt",
    "The situation that an article draws, as text",
    "casus brief --format html --out crisis.html archive/",
    "One page with timeline, network and line of escalation",
    "casus brief --about 'cod fishing' --as-of 2026-03-05 archive/",
    "Articles that hold both words; what lies behind 5 March is the agenda",
    "casus brief --db crisis.db --about ceasefire --from 2024-03 --format html --out crisis.html",
    "From the events of a store: of articles that say so, from March 2024 on",
    NULL};

const command brief_command = {
    .name = "brief",
    .operands = "[FILE...]",
    .summary = "draw the situation that articles or a store report",
    .description =
        "Codes articles (as casus code does), or takes the events of a store, and writes the situation they report: the parties "
        "and their roles, who wants,\n"
        "refuses, offers, threatens and accuses, conditions and exchanges, votes, the agenda, the course of events, people\n"
        "harmed, and where reports contradict each other. Every statement is numbered to the sentences it rests on.\n"
        "\n"
        "Several reports of one thing count once: same type and sides, same day. At most 50,000 events make one brief.",
    .options = brief_options,
    .examples = brief_examples,
    .run = brief_run,
    .max_operands = UINT_MAX,
};
