/* How fast a store is written when coding is not the limit: store_speed DB COUNT FILE...
 *
 * Codes each article once, then writes COUNT of them with their events, in turn, under ever new URLs: `prepare` is what worker
 * threads do (copies, signatures), `write` what the one writer does, commits included, `settle` near-duplicates and stories. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "casus_store.h"

enum { ARTICLES_MAX = 4096, ARTICLES_A_COMMIT = 5000, DAYS = 365 };

typedef struct {
  casus_session *session; /* its own, so that the events live on */
  casus_article article;
  const casus_event *events;
  size_t n_events;
} coded_article;

typedef struct {
  coded_article items[ARTICLES_MAX];
  size_t n;
} articles;

typedef struct {
  double prepare, write, settle;
  size_t n_events;
} times;

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int fail(const casus_error *error) {
  fprintf(stderr, "store_speed: %s: %s\n", error->file, error->message);
  return 1;
}

static casus_str keep(casus_str s) {
  char *copy = malloc(s.len + 1);
  if (!copy) exit(1);
  if (s.len) memcpy(copy, s.ptr, s.len);
  return (casus_str){copy, s.len};
}

static casus_status code_one(const casus_engine *engine, const casus_article *article, coded_article *out, casus_error *error) {
  casus_status status = casus_session_open(engine, &out->session, error);
  if (status != CASUS_OK) return status;
  out->article = *article;
  casus_str *const strings[] = {&out->article.id,  &out->article.text,     &out->article.title, &out->article.source,
                                &out->article.url, &out->article.language, &out->article.origin};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = keep(*strings[i]);
  return casus_code(out->session, &out->article, &out->events, &out->n_events, error);
}

static casus_status code_all(const char *const *paths, size_t n_paths, articles *all, casus_error *error) {
  casus_engine *engine;
  casus_reader *reader;
  casus_article article;
  casus_status status = casus_engine_open(NULL, &engine, error);
  if (status == CASUS_OK) status = casus_reader_open(paths, n_paths, NULL, &reader, error);
  while (status == CASUS_OK && all->n < ARTICLES_MAX && (status = casus_reader_next(reader, &article, error)) == CASUS_OK)
    status = code_one(engine, &article, &all->items[all->n++], error);
  return status == CASUS_END ? CASUS_OK : status; /* the program ends soon: nothing is freed */
}

/* The same article by another paper, on a day of its own. */
static casus_status write_one(casus_store *store, const coded_article *a, size_t number, times *t, casus_error *error) {
  char url[64];
  bool added;
  casus_prepared *prepared;
  casus_article article = a->article;
  int n = snprintf(url, sizeof url, "https://paper-%zu.example/%zu", number % 97, number);
  article.url = (casus_str){url, (size_t)n};
  article.date = (casus_date){2023, (uint8_t)(1 + number / 28 % 12), (uint8_t)(1 + number % 28)};
  double start = now_s();
  casus_status status = casus_prepare(&article, a->events, a->n_events, &prepared, error);
  double prepared_at = now_s();
  t->prepare += prepared_at - start;
  if (status == CASUS_OK) status = casus_store_add(store, prepared, &added, error);
  if (status == CASUS_OK && number % ARTICLES_A_COMMIT == 0) status = casus_store_commit(store, error);
  t->write += now_s() - prepared_at;
  t->n_events += a->n_events;
  return status;
}

static casus_status measure(casus_store *store, const articles *all, size_t count, times *t, casus_error *error) {
  const casus_str none = {"store_speed", 11};
  const casus_run_info info = {none, none, none, none};
  casus_run run;
  casus_status status = casus_store_run_begin(store, &info, &run, error);
  for (size_t i = 0; status == CASUS_OK && i < count; i++) status = write_one(store, &all->items[i % all->n], i, t, error);
  double start = now_s();
  if (status == CASUS_OK) status = casus_store_commit(store, error);
  double written = now_s();
  t->write += written - start;
  if (status == CASUS_OK) status = casus_store_run_end(store, none, &run, error);
  t->settle = now_s() - written;
  return status;
}

int main(int argc, char **argv) {
  static articles all;
  casus_store *store;
  casus_error error = {0};
  times t = {0};
  if (argc < 4) {
    fputs("usage: store_speed DB COUNT FILE...\n", stderr);
    return 2;
  }
  size_t count = (size_t)strtoul(argv[2], NULL, 10);
  if (code_all((const char *const *)argv + 3, (size_t)argc - 3, &all, &error) != CASUS_OK || !all.n) return fail(&error);
  if (casus_store_open(argv[1], CASUS_STORE_CREATE, &store, &error) != CASUS_OK) return fail(&error);
  if (measure(store, &all, count, &t, &error) != CASUS_OK) return fail(&error);
  casus_store_close(store);
  printf("%zu articles with %zu events; seconds of processor time: prepare %.2f, write %.2f, settle %.2f\n", count, t.n_events,
         t.prepare, t.write, t.settle);
  printf("store writes: %.0f articles/s, %.0f events/s (the writer alone); with all three on one core: %.0f articles/s\n",
         (double)count / t.write, (double)t.n_events / t.write, (double)count / (t.prepare + t.write + t.settle));
  return 0;
}
