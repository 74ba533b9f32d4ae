/* casus brief: articles, or the events of a store, in, the situation out. Codes articles as casus code does and keeps the events;
 * the brief itself is the library's. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "casus_story.h"
#include "cli/cli.h"
#include "cli/query_names.h"
#include "cli/query_options.h"

enum { WORDS_MAX = 16 };

typedef struct {
  casus_reports *reports;
  pthread_mutex_t lock; /* articles are coded by several threads; the situation does not depend on their order */
  bool full;            /* more events than one brief takes; which ones came first is chance, so there is no brief then */
  casus_error overflow; /* what there is to say of it */
  casus_str words[WORDS_MAX];
  size_t n_words;
} brief_work;

/* ---- which articles: all words, in title or text, whatever their case */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool holds_word(casus_str text, casus_str word) {
  for (size_t at = 0; at + word.len <= text.len; at++) {
    size_t n = 0;
    while (n < word.len && lower(text.ptr[at + n]) == lower(word.ptr[n])) n++;
    if (n == word.len) return true;
  }
  return false;
}

static bool is_about(const brief_work *w, const casus_article *article) {
  for (size_t i = 0; i < w->n_words; i++)
    if (!holds_word(article->title, w->words[i]) && !holds_word(article->text, w->words[i])) return false;
  return true;
}

static bool read_words(brief_work *w, const invocation *i) {
  const char *at = option_value(i, "about");
  while (at && *(at += strspn(at, " \t"))) {
    size_t len = strcspn(at, " \t");
    if (w->n_words == WORDS_MAX) return usage_error(i->command, "--about takes at most %d words", WORDS_MAX), false;
    w->words[w->n_words++] = (casus_str){at, len};
    at += len;
  }
  return true;
}

static casus_status add_events(brief_work *w, const casus_article *article, const casus_event *events, size_t n_events,
                               casus_error *error) {
  pthread_mutex_lock(&w->lock);
  casus_status status = w->full ? CASUS_OK : casus_reports_add_events(w->reports, article, events, n_events, error);
  if (status == CASUS_MEMORY) {
    w->full = true;
    w->overflow = *error;
    status = CASUS_OK;
  }
  pthread_mutex_unlock(&w->lock);
  return status;
}

static casus_status keep_events(void *context, casus_session *session, const casus_article *article, FILE *out,
                                casus_error *error) {
  brief_work *w = context;
  const casus_event *events;
  size_t n_events;
  (void)out;
  if (!is_about(w, article)) return CASUS_OK;
  casus_status status = casus_code(session, article, &events, &n_events, error);
  return status == CASUS_OK ? add_events(w, article, events, n_events, error) : status;
}

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
  options->title = (casus_str){about, about ? strlen(about) : 0};
  options->data_dir = option_value(i, "data");
  casus_status status = casus_situation_make(list, n_reports, options, &situation, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = write_brief(i, situation);
  casus_situation_free(situation);
  return result;
}

static int code_all(const invocation *i, pipeline *p, const brief_work *w, casus_situation_options *options) {
  casus_engine *engine;
  pipeline_counts counts;
  int status = engine_open_for(i, &engine);
  if (status != EXIT_DONE) return status;
  p->engine = engine;
  status = pipeline_run(p, i->operands, i->n_operands, &counts);
  if (!option_given(i, "quiet")) print_counts(&counts);
  casus_engine_close(engine);
  if (status != EXIT_DONE && status != EXIT_SOME_FAILED) return status;
  if (w->full) return failed_with(CASUS_MEMORY, &w->overflow);
  int written = draw_situation(i, w->reports, options);
  return written == EXIT_DONE ? status : written;
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
  brief_work w = {0};
  pipeline p = {.work = keep_events, .context = &w};
  casus_error error = {0};
  if (!only_store_options_missing(i) || !read_words(&w, i) || !pipeline_read_options(&p, i)) return EXIT_USAGE;
  if (!option_fraction(i, "min-confidence", &options->min_confidence)) return EXIT_USAGE;
  casus_status opened = casus_reports_open(0, &w.reports, &error);
  if (opened != CASUS_OK) return failed_with(opened, &error);
  pthread_mutex_init(&w.lock, NULL);
  int status = code_all(i, &p, &w, options);
  pthread_mutex_destroy(&w.lock);
  casus_reports_close(w.reports);
  return status;
}

/* ---- from a store */

static bool read_query(const invocation *i, casus_query *query) {
  const char *about = option_value(i, "about");
  *query = (casus_query){0};
  if (i->n_operands) return usage_error(i->command, "takes either articles or --db"), false;
  if (about && option_given(i, "text")) return usage_error(i->command, "--about and --text say the same"), false;
  if (!query_read_options(i, query) || !query_read_days(i, "from", "to", query)) return false;
  if (!query_read_statuses(i, &query->statuses)) return false;
  if (about) query->text = (casus_str){about, strlen(about)};
  return true;
}

static casus_status add_all(casus_store *store, const casus_query *query, casus_reports *reports, casus_error *error) {
  casus_cursor *cursor;
  casus_report report;
  casus_status status = casus_store_query(store, query, &cursor, error);
  if (status != CASUS_OK) return status;
  while ((status = casus_cursor_next(cursor, &report, error)) == CASUS_OK)
    if ((status = casus_reports_add(reports, &report, error)) != CASUS_OK) break;
  casus_cursor_close(cursor);
  return status == CASUS_END ? CASUS_OK : status;
}

static int brief_of_query(const invocation *i, const casus_query *query, casus_situation_options *options) {
  casus_store *store = NULL;
  casus_reports *reports = NULL;
  casus_error error = {0};
  casus_status status = casus_store_open(option_value(i, "db"), CASUS_STORE_READ, &store, &error);
  if (status == CASUS_OK) status = casus_reports_open(0, &reports, &error);
  if (status == CASUS_OK) status = add_all(store, query, reports, &error);
  int result = status == CASUS_OK ? draw_situation(i, reports, options) : failed_with(status, &error);
  casus_reports_close(reports);
  casus_store_close(store);
  return result;
}

static int brief_of_store(const invocation *i, casus_situation_options *options) {
  casus_query query;
  query_names names;
  if (!read_query(i, &query)) return EXIT_USAGE;
  int result = query_names_resolve(i, &query, &names);
  if (result == EXIT_DONE) result = brief_of_query(i, &query, options);
  query_names_free(&names);
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
