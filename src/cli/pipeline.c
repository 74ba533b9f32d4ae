/* Many articles through several sessions, with the results in the order of the input.
 *
 * The main thread reads articles into a ring of jobs; workers take them in order; whoever finishes the oldest job writes it and
 * all finished ones behind it. The oldest job may write before it is finished; a younger one that has made too much waits until
 * it is the oldest. So the ring, the bytes in flight and the bytes held back are bounded, and memory does not grow with the
 * input. */
#define _GNU_SOURCE /* fopencookie */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum { JOBS_MAX = 256, RING_FOR_EACH = 4 };
static const size_t in_flight_max_bytes = (size_t)32 << 20;
static const size_t held_back_max_bytes = (size_t)4 << 20;

typedef struct {
  bool done;
  casus_article article;
  char *block; /* the article's strings */
  size_t block_bytes;
  char *out; /* what is held back */
  size_t out_len, out_capacity;
  void *made; /* what hooks make */
  casus_status status;
  casus_error error;
} job;

typedef struct {
  const pipeline *what;
  pthread_mutex_t lock;
  pthread_cond_t can_submit, can_take, tail_moved;
  job *ring;
  size_t capacity;
  size_t head, taken, tail; /* jobs submitted, begun, written */
  size_t in_flight_bytes;
  bool closed, writing, reader_gone, internal;
  pipeline_counts counts;
} pool;

typedef struct {
  pool *pool;
  casus_session *session;
  pthread_t thread;
  bool running;
} worker;

/* ---- articles outlive the reader's next call */

static char *move_string(casus_str *s, char *to) {
  if (s->len) memcpy(to, s->ptr, s->len);
  s->ptr = to;
  return to + s->len;
}

static bool job_fill(job *j, const casus_article *a) {
  *j = (job){.article = *a};
  casus_str *strings[] = {&j->article.id,     &j->article.text,     &j->article.title, &j->article.url,
                          &j->article.source, &j->article.language, &j->article.origin};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) j->block_bytes += strings[i]->len;
  char *at = j->block = malloc(j->block_bytes + 1);
  if (!at) return false;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) at = move_string(strings[i], at);
  return true;
}

/* An error of an article that says no place gets the article's. */
static void place_error(job *j) {
  if (j->error.file[0]) return;
  const casus_article *a = &j->article;
  size_t n = a->origin.len < sizeof j->error.file - 1 ? a->origin.len : sizeof j->error.file - 1;
  memcpy(j->error.file, a->origin.ptr, n);
  j->error.file[n] = 0;
  j->error.line = a->origin_line;
  j->error.offset_bytes = a->origin_bytes;
}

/* ---- what a job writes: a stream into its memory, or past it to standard output */

typedef struct {
  pool *pool;
  job *job;
  size_t index;
} job_stream;

static bool hold_back(job *j, const char *bytes, size_t len) {
  if (j->out_len + len > j->out_capacity) {
    size_t wanted = (j->out_len + len) * 2;
    char *grown = realloc(j->out, wanted);
    if (!grown) return false;
    j->out = grown;
    j->out_capacity = wanted;
  }
  memcpy(j->out + j->out_len, bytes, len);
  j->out_len += len;
  return true;
}

/* Is it this job's turn? Then no other thread writes until it is done: they wait for it. */
static bool may_write(const job_stream *s) {
  pool *p = s->pool;
  pthread_mutex_lock(&p->lock);
  while (s->job->out_len > held_back_max_bytes && p->tail != s->index) pthread_cond_wait(&p->tail_moved, &p->lock);
  bool mine = p->tail == s->index && !p->writing;
  pthread_mutex_unlock(&p->lock);
  return mine;
}

static ssize_t stream_write(void *cookie, const char *bytes, size_t len) {
  job_stream *s = cookie;
  job *j = s->job;
  if (!may_write(s)) return hold_back(j, bytes, len) ? (ssize_t)len : 0;
  if (j->out_len) output_write(j->out, j->out_len);
  j->out_len = 0;
  output_write(bytes, len);
  return (ssize_t)len; /* a reader that is gone is noted by output_write */
}

static void job_make(pool *p, job *j, casus_session *session) {
  j->status = p->what->hooks->make(p->what->context, session, &j->article, &j->made, &j->error);
  if (j->status != CASUS_OK) place_error(j);
}

static void job_print(pool *p, job *j, size_t index, casus_session *session) {
  job_stream s = {p, j, index};
  FILE *out = fopencookie(&s, "w", (cookie_io_functions_t){.write = stream_write});
  if (!out) {
    j->status = CASUS_MEMORY;
    return;
  }
  j->status = p->what->work(p->what->context, session, &j->article, out, &j->error);
  if (fclose(out) != 0 && j->status == CASUS_OK) j->status = CASUS_MEMORY;
  if (j->status == CASUS_MEMORY && !j->error.message[0]) snprintf(j->error.message, sizeof j->error.message, "out of memory");
  if (j->status != CASUS_OK) place_error(j);
}

/* A record that could not be read is nothing but its error. */
static void job_run(pool *p, job *j, size_t index, casus_session *session) {
  if (j->status != CASUS_OK) return;
  if (p->what->hooks) job_make(p, j, session);
  else job_print(p, j, index, session);
}

/* ---- writing, by one thread at a time; called with the lock held, which is let go while bytes are written */

static bool job_deliver(pool *p, const job *j) {
  if (j->status != CASUS_OK) print_error(&j->error);
  if (!p->what->hooks) return j->status != CASUS_OK || output_write(j->out, j->out_len);
  const pipeline_result result = {&j->article, j->status, &j->error, j->made};
  return p->what->hooks->take(p->what->context, &result);
}

static void job_write(pool *p, job *j) {
  pthread_mutex_unlock(&p->lock);
  bool written = job_deliver(p, j);
  free(j->out);
  free(j->block);
  pthread_mutex_lock(&p->lock);
  p->reader_gone |= !written;
  p->counts.failed += j->status != CASUS_OK;
  p->counts.read += j->status == CASUS_OK;
  p->internal |= j->status == CASUS_INTERNAL;
  p->in_flight_bytes -= j->block_bytes;
  j->done = false;
  p->tail++;
  pthread_cond_signal(&p->can_submit);
  pthread_cond_broadcast(&p->tail_moved);
}

static job *oldest_done(pool *p) {
  job *j = &p->ring[p->tail % p->capacity];
  return p->tail < p->taken && j->done ? j : NULL;
}

static void write_finished(pool *p) {
  if (p->writing) return;
  p->writing = true;
  while (oldest_done(p)) {
    for (job *j; (j = oldest_done(p));) job_write(p, j);
    pthread_mutex_unlock(&p->lock);
    bool flushed = output_flush();
    pthread_mutex_lock(&p->lock);
    p->reader_gone |= !flushed;
  }
  p->writing = false;
}

/* Takes the next job and does it; called with the lock held. */
static void do_next(pool *p, casus_session *session) {
  size_t index = p->taken++;
  job *j = &p->ring[index % p->capacity];
  pthread_mutex_unlock(&p->lock);
  job_run(p, j, index, session);
  pthread_mutex_lock(&p->lock);
  j->done = true;
  write_finished(p);
}

static void *worker_main(void *context) {
  worker *w = context;
  pool *p = w->pool;
  pthread_mutex_lock(&p->lock);
  for (;;) {
    while (p->taken == p->head && !p->closed) pthread_cond_wait(&p->can_take, &p->lock);
    if (p->taken == p->head) break;
    do_next(p, w->session);
  }
  pthread_mutex_unlock(&p->lock);
  return NULL;
}

/* ---- reading */

static bool has_room(const pool *p) {
  if (p->head - p->tail == p->capacity) return false;
  return p->head == p->tail || p->in_flight_bytes < in_flight_max_bytes;
}

/* alone: whose session to work with where there are no threads. failure: why there is no article, or NULL. */
static bool submit(pool *p, const casus_article *article, const casus_error *failure, worker *alone) {
  pthread_mutex_lock(&p->lock);
  while (!has_room(p)) pthread_cond_wait(&p->can_submit, &p->lock);
  job *j = &p->ring[p->head % p->capacity];
  bool filled = job_fill(j, article);
  if (failure) {
    j->status = CASUS_INPUT;
    j->error = *failure;
  }
  p->internal |= !filled;
  if (!filled) {
    fputs("casus: out of memory\n", stderr);
  } else {
    p->head++;
    p->in_flight_bytes += j->block_bytes;
    if (alone) do_next(p, alone->session);
    else pthread_cond_signal(&p->can_take);
  }
  bool going = filled && !p->reader_gone;
  pthread_mutex_unlock(&p->lock);
  return going;
}

static bool is_wanted(const pool *p, casus_str input) {
  const pipeline_hooks *hooks = p->what->hooks;
  return !hooks || !hooks->wanted || hooks->wanted(p->what->context, input);
}

static casus_status next_article(const pool *p, casus_reader *reader, casus_article *article, casus_error *error) {
  const pipeline_hooks *hooks = p->what->hooks;
  return hooks && hooks->next ? hooks->next(p->what->context, article, error) : casus_reader_next(reader, article, error);
}

/* What is broken goes the way of the others, so that it is told in its place. */
static casus_status read_next(pool *p, casus_reader *reader, worker *alone, bool *going) {
  casus_article article = {0};
  casus_error error = {0};
  casus_status status = next_article(p, reader, &article, &error);
  if (status == CASUS_END) return status;
  if (status != CASUS_OK) article = (casus_article){.origin = text_of(error.file)};
  if (is_wanted(p, article.origin)) *going = submit(p, &article, status == CASUS_OK ? NULL : &error, alone);
  return status == CASUS_INPUT ? CASUS_OK : status;
}

static casus_status read_all(pool *p, casus_reader *reader, worker *alone) {
  bool going = true;
  for (size_t n = 1; going; n++) {
    casus_status status = read_next(p, reader, alone, &going);
    if (status == CASUS_END) break;
    if (status != CASUS_OK) return status;
    progress_show(reader ? casus_reader_progress(reader) : -1, n);
  }
  return CASUS_OK;
}

/* ---- the whole */

static int start_workers(pool *p, worker *workers, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    casus_error error = {0};
    workers[i].pool = p;
    if (!p->what->engine) continue;
    casus_status status = casus_session_open(p->what->engine, &workers[i].session, &error);
    if (status != CASUS_OK) return failed_with(status, &error);
    casus_session_trace(workers[i].session, p->what->trace);
  }
  for (unsigned i = 0; n > 1 && i < n; i++) {
    if (pthread_create(&workers[i].thread, NULL, worker_main, &workers[i]) != 0) {
      if (i > 0) break; /* the threads that there are do */
      fputs("casus: cannot start a thread\n", stderr);
      return EXIT_INTERNAL;
    }
    workers[i].running = true;
  }
  return EXIT_DONE;
}

static void stop_workers(pool *p, worker *workers, unsigned n) {
  pthread_mutex_lock(&p->lock);
  p->closed = true;
  pthread_cond_broadcast(&p->can_take);
  pthread_mutex_unlock(&p->lock);
  for (unsigned i = 0; i < n; i++)
    if (workers[i].running) pthread_join(workers[i].thread, NULL);
  for (unsigned i = 0; i < n; i++) casus_session_close(workers[i].session);
}

static int pool_status(const pool *p, casus_status reading) {
  if (reading != CASUS_OK && reading != CASUS_INPUT) return exit_status_of(reading);
  if (p->internal) return EXIT_INTERNAL;
  if (output_status() != EXIT_DONE) return output_status();
  return p->counts.failed ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int run_pool(pool *p, worker *workers, casus_reader *reader) {
  unsigned n = p->what->jobs;
  int status = start_workers(p, workers, n);
  casus_status reading = CASUS_OK;
  if (status == EXIT_DONE) {
    progress_start(p->what->progress, "articles");
    reading = read_all(p, reader, n == 1 ? &workers[0] : NULL);
  }
  stop_workers(p, workers, n);
  if (p->what->hooks && p->what->hooks->read_all) p->what->hooks->read_all(p->what->context, reader);
  progress_end();
  return status == EXIT_DONE ? pool_status(p, reading) : status;
}

static int run_over(const pipeline *what, casus_reader *reader, pipeline_counts *counts) {
  pool p = {.what = what, .capacity = (size_t)what->jobs * RING_FOR_EACH};
  p.ring = calloc(p.capacity, sizeof *p.ring);
  worker *workers = calloc(what->jobs, sizeof *workers);
  int status = EXIT_INTERNAL;
  if (p.ring && workers) {
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.can_submit, NULL);
    pthread_cond_init(&p.can_take, NULL);
    pthread_cond_init(&p.tail_moved, NULL);
    status = run_pool(&p, workers, reader);
    *counts = p.counts;
  }
  free(p.ring);
  free(workers);
  return status;
}

int pipeline_run(const pipeline *what, const char *const *paths, size_t n_paths, pipeline_counts *counts) {
  static const char *const standard_input[] = {"-"};
  *counts = (pipeline_counts){0};
  if (what->hooks && what->hooks->next) return run_over(what, NULL, counts);
  if (!n_paths) {
    paths = standard_input;
    n_paths = 1;
    if (is_terminal(stdin)) fputs("casus: reading from standard input; end with Ctrl-D\n", stderr);
  }
  casus_reader_options options = {.date = what->date};
  casus_reader *reader = NULL;
  casus_error error = {0};
  casus_status status = casus_reader_open(paths, n_paths, &options, &reader, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = run_over(what, reader, counts);
  casus_reader_close(reader);
  return result;
}

void print_counts(const pipeline_counts *counts) {
  if (!counts->failed) return;
  fprintf(stderr, "casus: %zu article%s read, %zu failed\n", counts->read + counts->failed,
          counts->read + counts->failed == 1 ? "" : "s", counts->failed);
}

bool pipeline_read_options(pipeline *p, const invocation *i) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  long jobs = cores < 1 ? 1 : cores > JOBS_MAX ? JOBS_MAX : cores;
  if (!option_number(i, "jobs", 1, JOBS_MAX, &jobs) || !option_date(i, "date", &p->date)) return false;
  p->jobs = (unsigned)jobs;
  p->progress = !option_given(i, "quiet") && !is_terminal(stdout);
  return true;
}
