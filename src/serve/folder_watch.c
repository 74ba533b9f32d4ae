/* Compares the files below a folder with those of the look before, and codes what is new; see folder_watch.h. What a file holds
 * is left to the readers, what is stored already to the store: a file that grows, or comes again, gives its new articles only. */
#include "serve/folder_watch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "serve/intake.h"

enum { DEPTH_MAX = 16, PATH_SIZE = 4096, SETTLED_S = 1 };

/* A file as the last look had it. */
typedef struct {
  char *path;
  off_t size;
  struct timespec changed;
  bool settled; /* it is whole */
  bool taken;   /* in this state */
  bool seen;    /* by the look that is going on */
} watched_file;

struct folder_watch {
  app *app;
  watched_file *files;
  size_t n, capacity;
  time_t now; /* of the look that is going on */
};

casus_status folder_watch_open(app *a, folder_watch **out, casus_error *error) {
  struct stat s;
  for (size_t i = 0; i < a->options.n_watch; i++) {
    if (stat(a->options.watch[i], &s) == 0) continue;
    snprintf(error->message, sizeof error->message, "cannot watch %.100s: %s", a->options.watch[i], strerror(errno));
    return CASUS_USAGE;
  }
  folder_watch *w = calloc(1, sizeof *w);
  if (!w) return CASUS_MEMORY;
  w->app = a;
  *out = w;
  return CASUS_OK;
}

void folder_watch_close(folder_watch *w) {
  if (!w) return;
  for (size_t i = 0; i < w->n; i++) free(w->files[i].path);
  free(w->files);
  free(w);
}

/* ---- what is there: files sorted by path, so that a look-up halves them */

static size_t place_of(const folder_watch *w, const char *path) {
  size_t low = 0, high = w->n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (strcmp(w->files[middle].path, path) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

static bool make_room(folder_watch *w) {
  if (w->n < w->capacity) return true;
  if (w->n == WATCHED_FILES_MAX) return false;
  size_t capacity = w->capacity ? w->capacity * 2 : 64;
  watched_file *grown = realloc(w->files, capacity * sizeof *grown);
  if (!grown) return false;
  w->files = grown;
  w->capacity = capacity;
  return true;
}

static watched_file *file_at(folder_watch *w, const char *path) {
  size_t at = place_of(w, path);
  if (at < w->n && strcmp(w->files[at].path, path) == 0) return &w->files[at];
  char *copy = make_room(w) ? strdup(path) : NULL;
  if (!copy) return NULL;
  memmove(w->files + at + 1, w->files + at, (w->n - at) * sizeof *w->files);
  w->files[at] = (watched_file){.path = copy, .size = -1};
  w->n++;
  return &w->files[at];
}

static bool is_same(const watched_file *f, const struct stat *s) {
  return f->size == s->st_size && f->changed.tv_sec == s->st_mtim.tv_sec && f->changed.tv_nsec == s->st_mtim.tv_nsec;
}

/* A file is settled that nobody has written to for a moment. */
static void note_file(folder_watch *w, const char *path, const struct stat *s) {
  watched_file *f = file_at(w, path);
  if (!f) return;
  bool same = is_same(f, s);
  f->seen = true;
  f->settled = same || s->st_mtim.tv_sec + SETTLED_S < w->now;
  if (same) return;
  f->size = s->st_size;
  f->changed = s->st_mtim;
  f->taken = false;
}

static void note_path(folder_watch *w, const char *path, int depth);

static void note_folder(folder_watch *w, const char *path, int depth) {
  char below[PATH_SIZE];
  DIR *folder = depth < DEPTH_MAX ? opendir(path) : NULL;
  if (!folder) return;
  for (struct dirent *entry; (entry = readdir(folder));) {
    int len = snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
    if (*entry->d_name != '.' && len > 0 && (size_t)len < sizeof below) note_path(w, below, depth + 1);
  }
  closedir(folder);
}

/* Links within a folder are not followed: they may lead anywhere. */
static void note_path(folder_watch *w, const char *path, int depth) {
  struct stat s;
  if ((depth ? lstat : stat)(path, &s) != 0) return;
  if (S_ISDIR(s.st_mode)) note_folder(w, path, depth);
  else if (S_ISREG(s.st_mode) && (!depth || casus_reader_takes(text_of(path)))) note_file(w, path, &s);
}

static void forget_gone(folder_watch *w) {
  size_t kept = 0;
  for (size_t i = 0; i < w->n; i++) {
    if (w->files[i].seen) w->files[kept++] = w->files[i];
    else free(w->files[i].path);
  }
  w->n = kept;
}

/* ---- what is new */

typedef struct {
  app *app;
  intake intake;
  casus_session *session;
  const char *path; /* that is being read */
  const atomic_bool *ending;
} taking;

static casus_status is_stored(taking *t, const casus_article *article, bool *stored, casus_error *error) {
  loan l;
  if (t->intake.store) return casus_store_has(t->intake.store, article, stored, error);
  casus_status status = stores_take(t->app->stores, false, &l, error);
  if (status != CASUS_OK) return status;
  status = casus_store_has(l.store, article, stored, error);
  stores_give(t->app->stores, &l);
  return status;
}

static casus_status take_article(taking *t, const casus_article *article, casus_error *error) {
  const casus_event *events;
  size_t n;
  int64_t key;
  bool stored = false;
  casus_error broken = {0};
  casus_status status = is_stored(t, article, &stored, error);
  if (status != CASUS_OK || stored) return status;
  if (casus_code(t->session, article, &events, &n, &broken) != CASUS_OK)
    return intake_fail(&t->intake, text_of(t->path), &broken, error);
  return intake_add(&t->intake, article, events, n, &key, error);
}

/* What is broken is noted in the run, and costs that record only. */
static casus_status take_records(taking *t, casus_reader *reader, casus_error *error) {
  casus_article article;
  casus_status status = CASUS_OK;
  while (status == CASUS_OK && !atomic_load(t->ending)) {
    casus_error broken = {0};
    casus_status read = casus_reader_next(reader, &article, &broken);
    if (read == CASUS_END) break;
    if (read == CASUS_OK) status = take_article(t, &article, error);
    else if (read == CASUS_INPUT) status = intake_fail(&t->intake, text_of(t->path), &broken, error);
    else return *error = broken, read;
  }
  if (status == CASUS_OK) intake_skipped(&t->intake, reader);
  return status;
}

static casus_status take_file(taking *t, casus_error *error) {
  casus_reader *reader;
  casus_error broken = {0};
  casus_status status = casus_reader_open(&t->path, 1, NULL, &reader, &broken);
  if (status != CASUS_OK) return intake_fail(&t->intake, text_of(t->path), &broken, error);
  status = take_records(t, reader, error);
  casus_reader_close(reader);
  return status;
}

static bool is_ready(const watched_file *f) { return f->settled && !f->taken; }

/* A store that another process is writing to is asked again at the next look. */
static void take_ready(folder_watch *w, taking *t) {
  casus_error error = {0};
  casus_status status = CASUS_OK;
  for (size_t i = 0; i < w->n && status == CASUS_OK && !atomic_load(t->ending); i++) {
    if (!is_ready(&w->files[i])) continue;
    t->path = w->files[i].path;
    status = take_file(t, &error);
    w->files[i].taken = status == CASUS_OK && !atomic_load(t->ending);
  }
  intake_end(&t->intake, status == CASUS_OK && !atomic_load(t->ending), &error);
}

static bool has_ready(const folder_watch *w) {
  for (size_t i = 0; i < w->n; i++)
    if (is_ready(&w->files[i])) return true;
  return false;
}

void folder_watch_look(folder_watch *w, const atomic_bool *ending) {
  const serve_options *o = &w->app->options;
  taking t = {.app = w->app, .intake = {.app = w->app, .command = "casus serve --watch"}, .ending = ending};
  w->now = time(NULL);
  for (size_t i = 0; i < w->n; i++) w->files[i].seen = false;
  for (size_t i = 0; i < o->n_watch; i++) note_path(w, o->watch[i], 0);
  forget_gone(w);
  if (!has_ready(w) || coders_take(w->app->coders, false, &t.session, NULL) != CASUS_OK) return;
  take_ready(w, &t);
  coders_give(w->app->coders, t.session);
}
