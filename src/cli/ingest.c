/* casus ingest: articles into a store; casus rebuild: the articles of a store coded again. */
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "casus_store.h"
#include "cli/cli.h"

enum { ARTICLES_A_COMMIT = 5000, SECONDS_A_COMMIT = 1 };

typedef struct {
  casus_store *store, *source; /* source: what a rebuild reads from */
  bool rebuild, no_code;
  casus_run run;
  pthread_mutex_t lock; /* of the store, which reader and writer share */
  char *input;          /* that is being read, on the heap */
  uint64_t pass_over;   /* records of it that have been dealt with */
  int64_t last_article; /* that a rebuild has read */
  size_t since_commit, n_events;
  time_t committed;
  casus_status status; /* the store's first failure, which ends the run */
  casus_error error;
} ingest;

static bool noted(ingest *in, casus_status status, const casus_error *error) {
  if (status != CASUS_OK && in->status == CASUS_OK) {
    in->status = status;
    in->error = *error;
  }
  return in->status == CASUS_OK;
}

/* ---- reading */

static bool is_input(const ingest *in, casus_str input) {
  return in->input && strlen(in->input) == input.len && memcmp(in->input, input.ptr, input.len) == 0;
}

static void next_input(ingest *in, casus_str input) {
  casus_error error = {0};
  free(in->input);
  in->input = strndup(input.len ? input.ptr : "", input.len);
  in->pass_over = 0;
  if (in->run.resumed) noted(in, casus_store_run_position(in->store, input, &in->pass_over, &error), &error);
}

static bool wanted(void *context, casus_str input) {
  ingest *in = context;
  pthread_mutex_lock(&in->lock);
  if (!is_input(in, input)) next_input(in, input);
  bool is_new = in->pass_over == 0;
  if (!is_new) in->pass_over--;
  pthread_mutex_unlock(&in->lock);
  return is_new;
}

static casus_status next_stored(void *context, casus_article *article, casus_error *error) {
  ingest *in = context;
  return casus_store_next_article(in->source, &in->last_article, article, error);
}

/* ---- coding */

/* What is stored already will be skipped: no need to code it. */
static bool is_to_be_coded(ingest *in, const casus_article *article) {
  bool has = false;
  if (in->rebuild || in->no_code) return in->rebuild;
  pthread_mutex_lock(&in->lock);
  casus_status status = casus_store_has(in->store, article, &has, NULL);
  pthread_mutex_unlock(&in->lock);
  return status != CASUS_OK || !has;
}

static void count_events(ingest *in, size_t n) {
  pthread_mutex_lock(&in->lock);
  in->n_events += n;
  if (!in->no_code) progress_beside(in->n_events, "events");
  pthread_mutex_unlock(&in->lock);
}

static casus_status make(void *context, casus_session *session, const casus_article *article, void **made, casus_error *error) {
  const casus_event *events = NULL;
  size_t n_events = 0;
  casus_prepared *prepared;
  casus_status status = CASUS_OK;
  if (is_to_be_coded(context, article)) status = casus_code(session, article, &events, &n_events, error);
  if (status == CASUS_OK) status = casus_prepare(article, events, n_events, &prepared, error);
  if (status != CASUS_OK) return status;
  count_events(context, n_events);
  *made = prepared;
  return CASUS_OK;
}

/* ---- writing */

static bool is_time_to_commit(ingest *in) {
  if (++in->since_commit >= ARTICLES_A_COMMIT) return true;
  return time(NULL) - in->committed > SECONDS_A_COMMIT;
}

static casus_status store_result(ingest *in, const pipeline_result *r, casus_error *error) {
  bool added;
  if (r->status != CASUS_OK) return casus_store_fail(in->store, r->article->origin, r->error, error);
  if (in->rebuild) return casus_store_recode(in->store, r->made, error);
  return casus_store_add(in->store, r->made, &added, error);
}

static casus_status commit_at_times(ingest *in, casus_error *error) {
  if (!is_time_to_commit(in)) return CASUS_OK;
  in->since_commit = 0;
  in->committed = time(NULL);
  return casus_store_commit(in->store, error);
}

static bool take(void *context, const pipeline_result *r) {
  ingest *in = context;
  casus_error error = {0};
  pthread_mutex_lock(&in->lock);
  bool going = in->status == CASUS_OK;
  if (going) going = noted(in, store_result(in, r, &error), &error) && noted(in, commit_at_times(in, &error), &error);
  else casus_prepared_free(r->made);
  pthread_mutex_unlock(&in->lock);
  return going;
}

/* The reader counts from the beginning of its inputs, also those that were dealt with before. */
static void count_skipped(void *context, const casus_reader *reader) {
  ingest *in = context;
  casus_error error = {0};
  for (unsigned r = 0; in->status == CASUS_OK && r < CASUS_SKIP_COUNT; r++) {
    const char *name = casus_skip_name((casus_skip)r);
    uint64_t n = casus_reader_skipped(reader, (casus_skip)r);
    if (n) noted(in, casus_store_skipped(in->store, text_of(name), n, &error), &error);
  }
}

static const pipeline_hooks ingest_hooks = {.wanted = wanted, .make = make, .take = take, .read_all = count_skipped};
static const pipeline_hooks rebuild_hooks = {.next = next_stored, .wanted = wanted, .make = make, .take = take};

/* ---- the run */

static casus_status begin(ingest *in, const char *asked, const char *tables, casus_error *error) {
  char now[TIME_TEXT_SIZE];
  time_text(now);
  const casus_run_info info = {
      .command = text_of(asked), .program = text_of(CASUS_VERSION), .tables = text_of(tables), .time = text_of(now)};
  in->committed = time(NULL);
  return in->rebuild ? casus_store_rebuild_begin(in->store, &info, &in->run, error)
                     : casus_store_run_begin(in->store, &info, &in->run, error);
}

static casus_status end(ingest *in, casus_error *error) {
  char now[TIME_TEXT_SIZE];
  time_text(now);
  return casus_store_run_end(in->store, text_of(now), &in->run, error);
}

/* The exit status of reading and coding; a run that the store or the user ended stays open, to be taken up. */
static int run_pipeline(const invocation *i, ingest *in, pipeline *p) {
  pipeline_counts counts;
  casus_error error = {0};
  int result = pipeline_run(p, i->operands, i->n_operands, &counts);
  if (in->status != CASUS_OK) return failed_with(in->status, &in->error);
  if (result != EXIT_DONE && result != EXIT_SOME_FAILED) return result;
  casus_status status = end(in, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  print_run(i, &in->run);
  return in->run.n_failed ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int run_in_store(const invocation *i, ingest *in, pipeline *p) {
  casus_error error = {0};
  char tables[CASUS_ID_SIZE];
  char *asked = run_command_text(i);
  int result = asked ? tables_hash_for(i, tables) : EXIT_INTERNAL;
  if (result == EXIT_DONE) {
    casus_status status = begin(in, asked, tables, &error);
    result = status == CASUS_OK ? run_pipeline(i, in, p) : failed_with(status, &error);
  }
  free(asked);
  return result;
}

/* What is not given stays as the store has it. */
static int set_story_options(const invocation *i, casus_store *store) {
  casus_story_options options;
  casus_error error = {0};
  casus_store_story_options_of(store, &options);
  long days = options.window_days;
  if (!option_number(i, "window", 1, 366, &days) || !option_fraction(i, "strictness", &options.strictness)) return EXIT_USAGE;
  options.window_days = (uint32_t)days;
  casus_status status = casus_store_story_options(store, &options, &error);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}

static int open_stores(const invocation *i, ingest *in) {
  casus_error error = {0};
  const char *where = option_value(i, "db");
  if (!where) return usage_error(i->command, "%s needs --db FILE: the store to write to", i->command->name);
  casus_status status = casus_store_open(where, in->rebuild ? CASUS_STORE_WRITE : CASUS_STORE_CREATE, &in->store, &error);
  if (status == CASUS_OK && in->rebuild) status = casus_store_open(where, CASUS_STORE_READ, &in->source, &error);
  return status == CASUS_OK ? set_story_options(i, in->store) : failed_with(status, &error);
}

/* Groups and stories anew, from events as they are. */
static int settle_only(const invocation *i, ingest *in) {
  casus_error error = {0};
  int result = open_stores(i, in);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_store_settle(in->store, true, &error);
  if (status == CASUS_OK && !option_given(i, "quiet")) fputs("casus: stories are joined anew\n", stderr);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}

static int run_coding(const invocation *i, ingest *in, pipeline *p) {
  casus_engine *engine = NULL;
  int result = open_stores(i, in);
  if (result == EXIT_DONE && !in->no_code) result = engine_open_for(i, &engine);
  p->engine = engine;
  if (result == EXIT_DONE) result = run_in_store(i, in, p);
  casus_engine_close(engine);
  return result;
}

static int run_with(const invocation *i, bool rebuild) {
  ingest in = {.rebuild = rebuild, .no_code = !rebuild && option_given(i, "no-code"), .lock = PTHREAD_MUTEX_INITIALIZER};
  pipeline p = {.hooks = rebuild ? &rebuild_hooks : &ingest_hooks, .context = &in};
  if (!pipeline_read_options(&p, i)) return EXIT_USAGE;
  if (in.no_code && !option_given(i, "jobs")) p.jobs = 1; /* so little to do that handing it over would take longer */
  p.progress = !option_given(i, "quiet");
  int result = option_given(i, "stories-only") ? settle_only(i, &in) : run_coding(i, &in, &p);
  casus_store_close(in.source);
  casus_store_close(in.store);
  free(in.input);
  return result;
}

static int ingest_run(const invocation *i) { return run_with(i, false); }
static int rebuild_run(const invocation *i) { return run_with(i, true); }

#define STORY_OPTIONS                                                                                               \
  {"window", "DAYS", "How far apart reports of one occurrence may be; kept in the store", "3"}, {                   \
    "strictness", "P", "From 0 to 1: how alike reports must be to be joined into a story; kept in the store", "0.5" \
  }

static const option ingest_options[] = {
    DB_OPTION,      {"no-code", NULL, "Keep the articles without coding them; casus rebuild codes them later", NULL},
    STORY_OPTIONS,  READER_OPTIONS,
    ENGINE_OPTIONS, END_OF_OPTIONS,
};

static const char *const ingest_examples[] = {"casus ingest news/ --db crisis.db",
                                              "Code every article of a folder into a store",
                                              "casus ingest CC-NEWS-20240322.warc.gz --db crisis.db",
                                              "The same from a web archive",
                                              "zcat articles.jsonl.gz | casus ingest - --db crisis.db",
                                              "From standard input",
                                              NULL};

const command ingest_command = {
    .name = "ingest",
    .operands = "[FILE...]",
    .summary = "code articles into a store",
    .description =
        "Reads articles as `casus code` does, and writes them with their events into a store, which `casus query`, `casus "
        "export`\n"
        "and `casus brief` read. Near-duplicate articles are grouped, and reports of one occurrence are joined into stories.\n"
        "\n"
        "Articles, events and the position in the input are written together: after a crash or kill, the same command goes on\n"
        "where it stopped. An article that is stored already is skipped, so a second run adds nothing. Every run is counted:\n"
        "read = coded + skipped + failed. The exit status is 1 where anything failed.",
    .options = ingest_options,
    .examples = ingest_examples,
    .run = ingest_run,
    .max_operands = UINT_MAX,
};

static const option rebuild_options[] = {
    DB_OPTION,
    {"jobs", "N", "Number of threads; the outcome is the same for any", "one for each core"},
    {"quiet", NULL, "No progress bar and no counts at the end", NULL},
    {"stories-only", NULL, "Leave the events as they are; group articles and join stories again", NULL},
    STORY_OPTIONS,
    ENGINE_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const rebuild_examples[] = {"casus rebuild --db crisis.db",
                                               "After an update of casus, or with tables of one's own: code all again",
                                               "casus rebuild --db crisis.db --stories-only --strictness 0.6",
                                               "Join fewer reports into stories, without coding again", NULL};

const command rebuild_command = {
    .name = "rebuild",
    .operands = "",
    .summary = "code the articles of a store again",
    .description =
        "Forgets the events, groups and stories of a store and makes them anew from its articles, with this version of casus and "
        "its\n"
        "tables. Articles, corrections and imported events stay. After a kill, the same command goes on where it stopped.",
    .options = rebuild_options,
    .examples = rebuild_examples,
    .run = rebuild_run,
};
