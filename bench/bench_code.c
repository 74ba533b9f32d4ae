/* Speed and memory of coding on one core: bench_code FILE... (articles as casus code reads them).
 *
 * The first pass is what a user gets, casus_code over the public interface; the second goes through the stages one by one to show
 * where the time is spent, and counts sentences and tokens. Peak memory is taken after the first pass. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "coding/coding.h"

typedef enum { STAGE_TEXT, STAGE_GRAMMAR, STAGE_WORLD, STAGE_CODING, STAGE_JSON, STAGE_COUNT } stage;

static const char *const stage_names[STAGE_COUNT] = {"text", "grammar", "world", "coding", "json"};

typedef struct {
  size_t articles, failed, bytes, sentences, tokens, events;
  double seconds, stages[STAGE_COUNT];
} totals;

typedef struct {
  ontology *o;
  grammar *g;
  grammar_scratch *scratch;
  world *w;
  coder *c;
  arena *a;
} parts;

typedef bool (*article_step)(void *context, const casus_article *article, totals *n);

/* Time that the processor spent on this thread: what else the machine does counts little. */
static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int fail(const char *what, const casus_error *error) {
  fprintf(stderr, "bench_code: %s: %s %s\n", what, error->file, error->message);
  return 1;
}

/* ---- reading */

static int over_articles(const char *const *paths, size_t n_paths, article_step step, void *context, totals *n) {
  casus_reader *reader;
  casus_error error = {0};
  casus_article article;
  casus_status status = casus_reader_open(paths, n_paths, NULL, &reader, &error);
  if (status != CASUS_OK) return fail("cannot read", &error);
  while ((status = casus_reader_next(reader, &article, &error)) == CASUS_OK || status == CASUS_INPUT) {
    bool done = status == CASUS_OK && step(context, &article, n);
    n->articles += done;
    n->failed += !done;
    n->bytes += done ? article.text.len : 0;
  }
  casus_reader_close(reader);
  return status == CASUS_END ? 0 : fail("reading", &error);
}

/* ---- the whole */

static bool code_whole(void *context, const casus_article *article, totals *n) {
  const casus_event *events;
  size_t n_events;
  double start = now_s();
  casus_status status = casus_code(context, article, &events, &n_events, NULL);
  n->seconds += now_s() - start;
  if (status == CASUS_OK) n->events += n_events;
  return status == CASUS_OK;
}

/* ---- the stages */

static bool add_json(const coded *found, totals *n) {
  char *json;
  size_t len;
  double start = now_s();
  casus_status status =
      casus_events_json(found->events, found->n_events, 0, found->n_events, NULL, CASUS_OFFSETS_BYTES, &json, &len);
  n->stages[STAGE_JSON] += now_s() - start;
  if (status == CASUS_OK) free(json);
  return status == CASUS_OK;
}

static bool code_stages(void *context, const casus_article *article, totals *n) {
  const parts *p = context;
  text t;
  analysis an;
  mentions m;
  coded found = {.keep = p->a};
  double times[STAGE_COUNT] = {now_s()};
  arena_reset(p->a);
  casus_status status = text_split(article->text, article->body, p->a, &t, NULL);
  times[1] = now_s();
  if (status == CASUS_OK) status = grammar_analyse(p->g, p->scratch, &t, p->a, &an, NULL);
  times[2] = now_s();
  if (status == CASUS_OK) status = world_resolve(p->w, &t, &an, article->date, p->a, &m, NULL);
  times[3] = now_s();
  reading r = {.article = article, .t = &t, .an = &an, .m = &m};
  if (status == CASUS_OK) status = coder_code(p->c, &r, false, p->a, &found, NULL);
  times[4] = now_s();
  if (status != CASUS_OK) return false;
  for (int s = STAGE_TEXT; s <= STAGE_CODING; s++) n->stages[s] += times[s + 1] - times[s];
  n->sentences += t.n_sentences;
  n->tokens += t.n_tokens;
  return add_json(&found, n);
}

static casus_status open_parts(parts *p, casus_error *error) {
  str weights;
  file_map map;
  casus_status status = data_file(NULL, "grammar.casus", &weights, &map, error);
  if (status == CASUS_OK) status = grammar_open(weights, STR("grammar.casus"), &p->g, error);
  if (status == CASUS_OK) status = grammar_scratch_new(p->g, &p->scratch, error);
  if (status == CASUS_OK) status = world_open(&(world_options){.today = {2026, 1, 1}}, &p->w, error);
  if (status == CASUS_OK) status = ontology_open(NULL, &p->o, error);
  if (status == CASUS_OK) status = coder_open(&(coder_options){0}, p->o, &p->c, error);
  p->a = arena_new((size_t)2 << 30);
  return status == CASUS_OK && !p->a ? CASUS_MEMORY : status;
}

static void close_parts(parts *p) {
  coder_close(p->c);
  ontology_close(p->o);
  world_close(p->w);
  grammar_scratch_free(p->scratch);
  grammar_close(p->g);
  arena_free(p->a);
}

/* ---- reports */

static double peak_megabytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static void report(const totals *whole, const totals *stages, double start_ms, double peak_mb) {
  double s = whole->seconds > 0 ? whole->seconds : 1, all = 0;
  printf("start-up: %.1f ms to an open session\n", start_ms);
  printf("%zu articles (%zu failed), %.1f MB, %zu sentences, %zu tokens, %zu events in %.2f s of one core's time\n",
         whole->articles, whole->failed, (double)whole->bytes / 1e6, stages->sentences, stages->tokens, whole->events,
         whole->seconds);
  printf("coding: %.0f sentences/s, %.0f tokens/s, %.0f articles/s\n", (double)stages->sentences / s, (double)stages->tokens / s,
         (double)whole->articles / s);
  for (int i = 0; i < STAGE_COUNT; i++) all += stages->stages[i];
  printf("stages:");
  for (int i = 0; i < STAGE_COUNT; i++)
    printf(" %s %.1f %%%s", stage_names[i], all > 0 ? 100 * stages->stages[i] / all : 0, i + 1 < STAGE_COUNT ? "," : "\n");
  printf("peak memory: %.0f MB\n", peak_mb);
}

static int measure_stages(const char *const *paths, size_t n_paths, totals *n) {
  parts p = {0};
  casus_error error = {0};
  casus_status status = open_parts(&p, &error);
  int result = status == CASUS_OK ? over_articles(paths, n_paths, code_stages, &p, n) : fail("cannot open", &error);
  close_parts(&p);
  return result;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("usage: bench_code FILE...\n", stderr);
    return 2;
  }
  const char *const *paths = (const char *const *)argv + 1;
  size_t n_paths = (size_t)argc - 1;
  casus_engine *engine;
  casus_session *session;
  casus_error error = {0};
  double start = now_s();
  if (casus_engine_open(NULL, &engine, &error) != CASUS_OK) return fail("cannot open", &error);
  if (casus_session_open(engine, &session, &error) != CASUS_OK) return fail("cannot open", &error);
  double start_ms = (now_s() - start) * 1000;
  totals whole = {0}, stages = {0};
  int result = over_articles(paths, n_paths, code_whole, session, &whole);
  double peak_mb = peak_megabytes();
  casus_session_close(session);
  casus_engine_close(engine);
  if (result == 0) result = measure_stages(paths, n_paths, &stages);
  if (result == 0) report(&whole, &stages, start_ms, peak_mb);
  return result;
}
