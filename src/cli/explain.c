/* casus explain: codes files, or an article of a store, again and shows how one event came about. */
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "casus_store.h"
#include "cli/cli.h"

typedef struct {
  const char *prefix;
  bool table;
  screen screen;
  pthread_mutex_t lock; /* articles are coded by several threads */
  char id[CASUS_ID_SIZE], other[CASUS_ID_SIZE];
  char *text;
  size_t len;
} search;

static void write_span(FILE *out, const char *what, casus_str text, casus_span s) {
  fprintf(out, "  %-10s %u-%u \"%.*s\"\n", what, s.begin, s.end, (int)text.len, text.ptr);
}

static void write_parties(FILE *out, const char *what, const casus_actor *actors, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    write_span(out, what, actors[i].text, actors[i].span);
    fprintf(out, "  %-10s %.*s%s%.*s%s%.*s\n", "", (int)actors[i].code.len, actors[i].code.ptr, actors[i].name.len ? ", " : "",
            (int)actors[i].name.len, actors[i].name.ptr, actors[i].office.len ? ", " : "", (int)actors[i].office.len,
            actors[i].office.ptr);
  }
}

static void write_chain(FILE *out, const screen *s, const casus_article *article, const casus_event *e) {
  write_event_table(out, s, article, e, 1);
  fprintf(out, "  %-10s %s\n", "id", e->id);
  casus_str file = article->origin.len ? article->origin : article->url.len ? article->url : article->id;
  fprintf(out, "  %-10s %.*s", article->origin.len ? "file" : "article", (int)file.len, file.ptr);
  if (article->origin_line) fprintf(out, ", line %zu, byte %zu", article->origin_line, article->origin_bytes);
  fputc('\n', out);
  fprintf(out, "  %-10s %u, bytes %u-%u of the article\n", "sentence", e->sentence, e->span.begin, e->span.end);
  write_span(out, "trigger", e->trigger, e->trigger_span);
  write_parties(out, "actor", e->actors, e->n_actors);
  write_parties(out, "recipient", e->recipients, e->n_recipients);
  if (e->holder) write_parties(out, "holder", e->holder, 1);
  if (e->condition.len) write_span(out, "condition", e->condition, e->condition_span);
  if (e->place.name.len) write_span(out, "place", e->place.name, e->place.span);
  fprintf(out, "  %-10s CAMEO %s, Goldstein %.1f, PLOVER score %.1f, confidence %.2f\n\n", "code", e->cameo, (double)e->goldstein,
          (double)e->score, (double)e->confidence);
  for (uint32_t i = 0; i < e->n_steps; i++)
    fprintf(out, "  %2u  %-10.*s %.*s\n", i + 1, (int)e->steps[i].stage.len, e->steps[i].stage.ptr, (int)e->steps[i].text.len,
            e->steps[i].text.ptr);
}

static casus_status describe(search *s, const casus_article *article, const casus_event *events, size_t n, size_t index) {
  if (!s->table) return casus_event_json(events, n, index, article, CASUS_OFFSETS_BYTES, &s->text, &s->len);
  FILE *out = open_memstream(&s->text, &s->len);
  if (!out) return CASUS_MEMORY;
  write_chain(out, &s->screen, article, &events[index]);
  return fclose(out) == 0 ? CASUS_OK : CASUS_MEMORY;
}

/* The first event found is described; of a second one with another id only the id is kept. */
static casus_status note_match(search *s, const casus_article *article, const casus_event *events, size_t n, size_t index) {
  casus_status status = CASUS_OK;
  pthread_mutex_lock(&s->lock);
  const char *id = events[index].id;
  if (!s->id[0]) {
    memcpy(s->id, id, CASUS_ID_SIZE);
    status = describe(s, article, events, n, index);
  } else if (strcmp(s->id, id) != 0) {
    memcpy(s->other, id, CASUS_ID_SIZE);
  }
  pthread_mutex_unlock(&s->lock);
  return status;
}

static casus_status search_article(void *context, casus_session *session, const casus_article *article, FILE *out,
                                   casus_error *error) {
  (void)out;
  search *s = context;
  const casus_event *events;
  size_t n;
  casus_status status = casus_code(session, article, &events, &n, error);
  for (size_t i = 0; status == CASUS_OK && i < n; i++)
    if (strncmp(events[i].id, s->prefix, strlen(s->prefix)) == 0) status = note_match(s, article, events, n, i);
  if (status != CASUS_OK && !error->message[0]) snprintf(error->message, sizeof error->message, "its chain cannot be written");
  return status;
}

static int report(const invocation *i, const search *s, int status) {
  if (status != EXIT_DONE && status != EXIT_SOME_FAILED) return status;
  if (s->other[0]) return usage_error(i->command, "%s fits more than one event: %s, %s", s->prefix, s->id, s->other);
  if (s->text) output_write(s->text, s->len);
  if (s->text) return status;
  fprintf(stderr, "casus: no event of %s has the id %s\n", option_given(i, "db") ? "this store" : "these files", s->prefix);
  return EXIT_SOME_FAILED;
}

/* ---- articles of a store */

/* The articles of the first two events that have the id: more are not needed to see that it fits several. */
static casus_status search_store(search *s, casus_session *session, casus_store *store, uint64_t *n_found, casus_error *error) {
  const casus_query query = {.id = {s->prefix, strlen(s->prefix)}, .limit = 2};
  casus_cursor *cursor;
  casus_report report;
  casus_article article;
  casus_status status = casus_store_query(store, &query, &cursor, error);
  if (status != CASUS_OK) return status;
  *n_found = casus_cursor_total(cursor);
  while ((status = casus_cursor_next(cursor, &report, error)) == CASUS_OK) {
    status = casus_store_article(store, report.article_key, &article, error);
    if (status == CASUS_OK && article.text.len) status = search_article(s, session, &article, NULL, error);
    if (status != CASUS_OK) break;
  }
  casus_cursor_close(cursor);
  return status == CASUS_END ? CASUS_OK : status;
}

static int report_stored(const invocation *i, const search *s, uint64_t n_found) {
  if (s->text || !n_found) return report(i, s, EXIT_DONE);
  fprintf(stderr,
          "casus: the store has %s, but its article does not give it now: it was imported, or coded with other tables; casus "
          "rebuild codes anew\n",
          s->prefix);
  return EXIT_SOME_FAILED;
}

static int explain_with(const invocation *i, search *s, casus_engine *engine, casus_store *store) {
  casus_session *session;
  casus_error error = {0};
  uint64_t n_found = 0;
  casus_status status = casus_session_open(engine, &session, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  casus_session_trace(session, true);
  status = search_store(s, session, store, &n_found, &error);
  casus_session_close(session);
  if (status == CASUS_USAGE) return usage_error(i->command, "%s", error.message);
  return status == CASUS_OK ? report_stored(i, s, n_found) : failed_with(status, &error);
}

static int explain_stored(const invocation *i, search *s, casus_engine *engine) {
  casus_store *store;
  casus_error error = {0};
  casus_status status = casus_store_open(option_value(i, "db"), CASUS_STORE_READ, &store, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = explain_with(i, s, engine, store);
  casus_store_close(store);
  return result;
}

/* ---- the command */

static int explain_files(const invocation *i, search *s, pipeline *p) {
  pipeline_counts counts;
  return report(i, s, pipeline_run(p, i->operands + 1, i->n_operands - 1, &counts));
}

static int explain_run(const invocation *i) {
  search s = {.prefix = i->operands[0], .table = wants_table(i) || !option_given(i, "format"), .lock = PTHREAD_MUTEX_INITIALIZER};
  pipeline p = {.work = search_article, .context = &s, .trace = true};
  casus_engine *engine;
  bool stored = option_given(i, "db");
  if (!*s.prefix) return usage_error(i->command, "the id of an event is empty");
  if (stored && i->n_operands > 1) return usage_error(i->command, "takes either articles or --db");
  if (!screen_read(i, &s.screen) || !pipeline_read_options(&p, i)) return EXIT_USAGE;
  int status = engine_open_for(i, &engine);
  if (status != EXIT_DONE) return status;
  p.engine = engine;
  status = stored ? explain_stored(i, &s, engine) : explain_files(i, &s, &p);
  free(s.text);
  casus_engine_close(engine);
  return status;
}

static const option explain_options[] = {
    {"format", "table|jsonl", "Text for reading, or the event as JSON with its steps", "table"},
    {"db", "FILE", "Take the event's article from this store, not from files", NULL},
    READER_OPTIONS,
    SCREEN_OPTIONS,
    ENGINE_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const explain_examples[] = {"casus explain 7e58d38a news.txt", "Why casus code gave this event",
                                               "casus explain 7e58d38a --db crisis.db",
                                               "The same for an event that casus query showed", NULL};

const command explain_command = {
    .name = "explain",
    .operands = "EVENT_ID [FILE...]",
    .summary = "show every step from an article's bytes to an event",
    .description =
        "Codes the files, or the article of a store, again and shows how one event came about: sentence, words, parties and the "
        "table rows that settled\n"
        "them, lexicon row, status, date. The first digits of the id are enough where they fit one event only. Options that\n"
        "were given to casus code or ingest (--date, --actors, --places, --lexicon) must be given again.",
    .options = explain_options,
    .examples = explain_examples,
    .run = explain_run,
    .min_operands = 1,
    .max_operands = UINT_MAX,
};
