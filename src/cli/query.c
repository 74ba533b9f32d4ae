/* casus query: events, stories, series and runs of a store. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/columns.h"
#include "cli/query_options.h"
#include "cli/query_views.h"
#include "cli/resolved_names.h"
#include "cli/store_reports.h"

typedef struct {
  const invocation *asked;
  casus_query query;
  query_format format;
  screen screen;
  casus_store *store;
} query_run;

/* ---- events in a table */

/* Reports of one article stand under its title as long as no other comes between them. */
static void write_report(const query_run *r, const casus_report *report, int64_t *article) {
  if (report->article_key != *article) {
    if (*article) fputc('\n', stdout);
    write_event_heading(stdout, &r->screen, report->article);
  }
  *article = report->article_key;
  write_event_row(stdout, &r->screen, report->events);
}

static void write_story(const query_run *r, const casus_report *report, const casus_story *story) {
  char first[16], last[16];
  write_event_row(stdout, &r->screen, report->events);
  set_style(stdout, &r->screen, DIM);
  printf("%12s%u report%s, ", "", story->n_reports, story->n_reports == 1 ? "" : "s");
  if (story->n_sources) printf("%u source%s", story->n_sources, story->n_sources == 1 ? "" : "s");
  else fputs("no source named", stdout);
  printf(", agreement %.2f", (double)story->agreement);
  if (*casus_date_text(story->first_seen, first)) printf(", %s to %s", first, casus_date_text(story->last_seen, last));
  set_style(stdout, &r->screen, PLAIN);
  set_style(stdout, &r->screen, BAD);
  printf("%s\n", story->contradicted ? "; contradicted" : "");
  set_style(stdout, &r->screen, PLAIN);
}

/* That nothing happened differs from that nothing was read. */
static casus_status write_nothing(const query_run *r, casus_error *error) {
  casus_series_point *points;
  size_t n;
  unsigned long long n_articles = 0;
  casus_status status = casus_store_series(r->store, &r->query, CASUS_BY_MONTH, &points, &n, error);
  if (status != CASUS_OK) return status;
  for (size_t i = 0; i < n; i++) n_articles += points[i].n_articles;
  free(points);
  bool bounded = r->query.from.year || r->query.to.year;
  printf("no %s found; %llu article%s%s%s %s read\n", r->query.stories ? "stories" : "events", n_articles,
         n_articles == 1 ? "" : "s", bounded ? " of these days" : "", r->query.source.len ? " of this source" : "",
         n_articles == 1 ? "was" : "were");
  return CASUS_OK;
}

static casus_status write_table(const query_run *r, casus_cursor *cursor, casus_error *error) {
  casus_report report;
  casus_story story;
  bool has_story = false;
  int64_t article = 0;
  unsigned long long n = 0, total = casus_cursor_total(cursor);
  casus_status status = CASUS_OK;
  while (output_flush() && (status = report_next(r->store, cursor, &report, &story, &has_story, error)) == CASUS_OK) {
    if (r->query.stories && has_story) write_story(r, &report, &story);
    else write_report(r, &report, &article);
    n++;
  }
  if (status != CASUS_OK && status != CASUS_END) return status;
  if (!total) return write_nothing(r, error);
  printf("%s%llu of %llu %s\n", n ? "\n" : "", n, total, r->query.stories ? "stories" : "events");
  return CASUS_OK;
}

/* ---- events for programs: as casus export writes them */

static bool write_bytes(void *context, const char *bytes, size_t len) {
  (void)context;
  return output_write(bytes, len);
}

static casus_status write_lines(const query_run *r, casus_cursor *cursor, casus_error *error) {
  const casus_export_options options = {.write = write_bytes, .statuses = UINT32_MAX};
  casus_exporter *out;
  casus_status status =
      casus_exporter_open(r->format == QUERY_CSV ? CASUS_FORMAT_CSV : CASUS_FORMAT_JSON_LINES, &options, &out, error);
  if (status != CASUS_OK) return status;
  status = reports_export(r->store, cursor, out, error);
  casus_exporter_close(out);
  return status;
}

static casus_status answer_events(const query_run *r, casus_error *error) {
  casus_cursor *cursor;
  casus_status status = casus_store_query(r->store, &r->query, &cursor, error);
  if (status != CASUS_OK) return status;
  status = r->format == QUERY_TABLE ? write_table(r, cursor, error) : write_lines(r, cursor, error);
  casus_cursor_close(cursor);
  return status;
}

/* ---- series and runs */

static casus_status answer_series(const query_run *r, casus_error *error) {
  const char *by = option_value(r->asked, "by");
  casus_period period = *by == 'd' ? CASUS_BY_DAY : *by == 'w' ? CASUS_BY_WEEK : CASUS_BY_MONTH;
  casus_series_point *points;
  size_t n;
  casus_status status = casus_store_series(r->store, &r->query, period, &points, &n, error);
  if (status != CASUS_OK) return status;
  write_series(stdout, &r->screen, r->format, period, points, n);
  free(points);
  return CASUS_OK;
}

static casus_status answer_runs(const query_run *r, casus_error *error) {
  const casus_run *runs;
  size_t n;
  casus_status status = casus_store_runs(r->store, &runs, &n, error);
  if (status != CASUS_OK || write_runs(stdout, &r->screen, r->format, runs, n)) return status;
  snprintf(error->message, sizeof error->message, "no memory to write runs");
  return CASUS_MEMORY;
}

static casus_status answer(const query_run *r, casus_error *error) {
  if (option_given(r->asked, "runs")) return answer_runs(r, error);
  return option_given(r->asked, "by") ? answer_series(r, error) : answer_events(r, error);
}

/* ---- what is asked for */

static bool read_page(const invocation *i, casus_query *q) {
  long limit = 0, offset = 0;
  if (!option_number(i, "limit", 1, LONG_MAX, &limit) || !option_number(i, "offset", 0, LONG_MAX, &offset)) return false;
  q->limit = (uint64_t)limit;
  q->offset = (uint64_t)offset;
  q->stories = option_given(i, "stories");
  q->newest_first = option_given(i, "newest");
  return true;
}

static query_format read_format(const invocation *i) {
  const char *format = option_value(i, "format");
  if (wants_table(i)) return QUERY_TABLE;
  return format && strcmp(format, "csv") == 0 ? QUERY_CSV : QUERY_JSON_LINES;
}

/* One kind of answer at a time. */
static bool fits_together(const invocation *i) {
  static const char *const kinds[] = {"stories", "by", "runs"};
  int n = 0;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) n += option_given(i, kinds[k]);
  if (n > 1) return usage_error(i->command, "--stories, --by and --runs each give another answer: choose one"), false;
  bool paged = option_given(i, "limit") || option_given(i, "offset") || option_given(i, "newest");
  if (paged && (option_given(i, "by") || option_given(i, "runs")))
    return usage_error(i->command, "--limit, --offset and --newest are for events and stories"), false;
  return true;
}

static bool read_query(query_run *r) {
  const invocation *i = r->asked;
  if (!fits_together(i) || !query_read_options(i, &r->query) || !query_read_days(i, "from", "to", &r->query)) return false;
  if (!query_read_statuses(i, &r->query.statuses) || !read_page(i, &r->query)) return false;
  r->format = read_format(i);
  return screen_read(i, &r->screen);
}

/* A query that makes no sense is wrong usage, whoever finds it out. A reader that has seen enough is no failure. */
static int ended(const query_run *r, casus_status status, const casus_error *error) {
  if (status == CASUS_USAGE) return usage_error(r->asked->command, "%s", error->message);
  bool cut_off = status == CASUS_INTERNAL && !output_flush();
  return status == CASUS_OK || cut_off ? output_status() : failed_with(status, error);
}

static int query_store(query_run *r, const char *where) {
  casus_error error = {0};
  casus_status status = casus_store_open(where, CASUS_STORE_READ, &r->store, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  status = answer(r, &error);
  casus_store_close(r->store);
  return ended(r, status, &error);
}

static int query_command_run(const invocation *i) {
  query_run r = {.asked = i};
  casus_query_names names;
  const char *where = option_value(i, "db");
  if (!read_query(&r)) return EXIT_USAGE;
  if (!where) return usage_error(i->command, "query needs --db FILE: the store to read");
  int result = query_names_resolve(i, &r.query, &names);
  if (result == EXIT_DONE) result = query_store(&r, where);
  casus_query_names_free(&names);
  return result;
}

static const option query_options[] = {
    DB_OPTION,
    QUERY_OPTIONS,
    QUERY_DAY_OPTIONS,
    QUERY_STATUS_OPTION("all"),
    {"stories", NULL, "One line for each occurrence: its report that says most, how many report it, and whether they agree",
     NULL},
    {"by", "day|week|month", "Count events and sum their scores, beside how many articles were read", NULL},
    {"runs", NULL, "What was read into the store: read = coded + skipped + failed, with reasons and failures", NULL},
    {"newest", NULL, "Latest events first", "by date"},
    {"limit", "N", "At most so many", "all"},
    {"offset", "N", "Pass over so many first", "0"},
    {"format", "table|jsonl|csv", "How to write the answer", "table on a terminal, JSON Lines in a pipe"},
    SCREEN_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const query_examples[] = {
    "casus query --db news.db --actor USA --recipient CHN --from 2024-03",
    "What the United States did to China from March 2024 on",
    "casus query --db news.db --dyad Iran,Israel --quad 4 --stories --newest --limit 20",
    "The last twenty material conflicts between two countries, each once",
    "casus query --db news.db --near 32.08,34.78 --radius 100 --type ASSAULT,PROTEST",
    "What happened around a point",
    "casus query --db news.db --text '\"aid convoy\" OR relief -airport' --status planned",
    "What is planned, by articles with these words",
    "casus query --db news.db --by week --format csv > weeks.csv",
    "A series, with the number of articles behind each week",
    NULL};

const command query_command = {
    .name = "query",
    .operands = "",
    .summary = "find events and stories in a store, or count them over time",
    .description =
        "Finds events by party, type, status, place, time, words and confidence; all conditions must hold. Statuses other than\n"
        "actual are found too unless --status says otherwise.\n"
        "\n"
        "A code takes in what is below it: USA finds USAGOV and USAMIL. A name finds whatever has it as whole words: putin,\n"
        "'foreign minister'. A country may be named or coded. An event fits --from and --to if any of its days does; one that "
        "is\n"
        "dated only by month or year has all the days of it.\n"
        "\n"
        "With --by, events count in the period they begin in; those whose date does not say it come last, without a period.\n"
        "Periods without articles say so: that nothing happened differs from that nothing was read.",
    .options = query_options,
    .examples = query_examples,
    .run = query_command_run,
};
