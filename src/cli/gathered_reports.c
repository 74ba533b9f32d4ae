/* Codes articles as casus code does, or reads a store, and keeps the events. */
#include "cli/gathered_reports.h"

#include <pthread.h>
#include <string.h>

enum { WORDS_MAX = 16 };

typedef struct {
  casus_reports *reports;
  pthread_mutex_t lock; /* articles are coded by several threads; a situation does not depend on their order */
  casus_str words[WORDS_MAX];
  size_t n_words;
} gathering;

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

static bool is_about(const gathering *g, const casus_article *article) {
  for (size_t i = 0; i < g->n_words; i++)
    if (!holds_word(article->title, g->words[i]) && !holds_word(article->text, g->words[i])) return false;
  return true;
}

static bool read_words(gathering *g, const invocation *i) {
  const char *at = option_value(i, "about");
  while (at && *(at += strspn(at, " \t"))) {
    size_t len = strcspn(at, " \t");
    if (g->n_words == WORDS_MAX) return usage_error(i->command, "--about takes at most %d words", WORDS_MAX), false;
    g->words[g->n_words++] = (casus_str){at, len};
    at += len;
  }
  return true;
}

/* ---- coding */

static casus_status keep_events(void *context, casus_session *session, const casus_article *article, FILE *out,
                                casus_error *error) {
  gathering *g = context;
  const casus_event *events;
  size_t n_events;
  (void)out;
  if (!is_about(g, article)) return CASUS_OK;
  casus_status status = casus_code(session, article, &events, &n_events, error);
  if (status != CASUS_OK) return status;
  pthread_mutex_lock(&g->lock);
  status = casus_reports_add_events(g->reports, article, events, n_events, error);
  pthread_mutex_unlock(&g->lock);
  return status;
}

static int code_all(const invocation *i, pipeline *p, const char *const *paths, size_t n_paths, casus_engine **engine) {
  pipeline_counts counts;
  int status = engine_open_for(i, engine);
  if (status != EXIT_DONE) return status;
  p->engine = *engine;
  status = pipeline_run(p, paths, n_paths, &counts);
  if (!option_given(i, "quiet")) print_counts(&counts);
  if (status != EXIT_DONE && status != EXIT_SOME_FAILED) casus_engine_close(*engine);
  return status;
}

int reports_of_articles(const invocation *i, const char *const *paths, size_t n_paths, casus_engine **engine,
                        casus_reports **reports) {
  gathering g = {0};
  pipeline p = {.work = keep_events, .context = &g};
  casus_error error = {0};
  if (!read_words(&g, i) || !pipeline_read_options(&p, i)) return EXIT_USAGE;
  casus_status opened = casus_reports_open(0, &g.reports, &error);
  if (opened != CASUS_OK) return failed_with(opened, &error);
  pthread_mutex_init(&g.lock, NULL);
  int status = code_all(i, &p, paths, n_paths, engine);
  pthread_mutex_destroy(&g.lock);
  if (status == EXIT_DONE || status == EXIT_SOME_FAILED) *reports = g.reports;
  else casus_reports_close(g.reports);
  return status;
}

/* ---- out of a store */

static casus_status add_found(casus_store *store, const casus_query *query, casus_reports *reports, casus_error *error) {
  casus_cursor *cursor;
  casus_report report;
  casus_status status = casus_store_query(store, query, &cursor, error);
  if (status != CASUS_OK) return status;
  while ((status = casus_cursor_next(cursor, &report, error)) == CASUS_OK)
    if ((status = casus_reports_add(reports, &report, error)) != CASUS_OK) break;
  casus_cursor_close(cursor);
  return status == CASUS_END ? CASUS_OK : status;
}

int reports_of_store(const invocation *i, const casus_query *query, casus_reports **reports) {
  casus_store *store = NULL;
  casus_reports *found = NULL;
  casus_error error = {0};
  casus_status status = casus_store_open(option_value(i, "db"), CASUS_STORE_READ, &store, &error);
  if (status == CASUS_OK) status = casus_reports_open(0, &found, &error);
  if (status == CASUS_OK) status = add_found(store, query, found, &error);
  casus_store_close(store);
  if (status == CASUS_OK) *reports = found;
  else casus_reports_close(found);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}
