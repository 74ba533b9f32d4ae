/* The terminal: colour, width, progress bar; messages and exit statuses. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

enum { WIDTH_MIN = 60 };

bool is_terminal(FILE *stream) { return isatty(fileno(stream)) == 1; }

static unsigned terminal_width(int fd) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col) return size.ws_col;
  return 80;
}

bool screen_read(const invocation *i, screen *s) {
  const char *when = option_value(i, "color");
  const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
  bool dumb = term && strcmp(term, "dumb") == 0;
  s->color = is_terminal(stdout) && !dumb && !(no_color && *no_color);
  if (when && strcmp(when, "always") == 0) s->color = true;
  if (when && strcmp(when, "never") == 0) s->color = false;
  long width = terminal_width(STDOUT_FILENO);
  if (!option_number(i, "width", WIDTH_MIN, 1000, &width)) return false;
  s->width = width < WIDTH_MIN ? WIDTH_MIN : (unsigned)width;
  return true;
}

bool wants_table(const invocation *i) {
  const char *format = option_value(i, "format");
  return format ? strcmp(format, "table") == 0 : is_terminal(stdout);
}

/* ---- progress */

enum { BAR_CELLS = 30, FIRST_SHOWN_MS = 400, REDRAWN_MS = 100 };

/* One bar for the process; messages and the bar share standard error, so the lock is shared too. */
static struct {
  pthread_mutex_t lock;
  const char *unit, *unit_beside;
  size_t beside;
  bool wanted, visible;
  int64_t started_ms, drawn_ms;
} bar = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void clear_bar(void) {
  if (bar.visible) fputs("\r\033[K", stderr);
  bar.visible = false;
}

void progress_start(bool wanted, const char *unit) {
  bar.wanted = wanted && is_terminal(stderr);
  bar.unit = unit;
  bar.started_ms = now_ms();
  bar.drawn_ms = bar.started_ms + FIRST_SHOWN_MS - REDRAWN_MS;
}

static void draw_bar(double share, size_t done, int64_t now) {
  char cells[BAR_CELLS + 1];
  double seconds = (double)(now - bar.started_ms) / 1000;
  int full = share < 0 ? 0 : (int)(share * BAR_CELLS);
  for (int i = 0; i < BAR_CELLS; i++) cells[i] = i < full ? '#' : '.';
  cells[BAR_CELLS] = 0;
  fputs("\r\033[K", stderr);
  if (share >= 0) fprintf(stderr, "[%s] %3d %%  ", cells, (int)(share * 100));
  fprintf(stderr, "%zu %s", done, bar.unit);
  if (bar.unit_beside) fprintf(stderr, ", %zu %s", bar.beside, bar.unit_beside);
  fprintf(stderr, ", %.0f a second", seconds > 0 ? (double)done / seconds : 0.0);
  if (share > 0.01) fprintf(stderr, ", %.0f s left", seconds / share - seconds);
  fflush(stderr);
  bar.visible = true;
}

void progress_show(double share, size_t done) {
  if (!bar.wanted) return;
  pthread_mutex_lock(&bar.lock);
  int64_t now = now_ms();
  if (now - bar.drawn_ms >= REDRAWN_MS) {
    bar.drawn_ms = now;
    draw_bar(share > 1 ? 1 : share, done, now);
  }
  pthread_mutex_unlock(&bar.lock);
}

void progress_beside(size_t n, const char *unit) {
  pthread_mutex_lock(&bar.lock);
  bar.beside = n;
  bar.unit_beside = unit;
  pthread_mutex_unlock(&bar.lock);
}

double progress_seconds(void) { return (double)(now_ms() - bar.started_ms) / 1000; }

void progress_end(void) {
  pthread_mutex_lock(&bar.lock);
  clear_bar();
  bar.wanted = false;
  bar.unit_beside = NULL;
  pthread_mutex_unlock(&bar.lock);
}

/* ---- messages */

int exit_status_of(casus_status status) {
  static const int statuses[CASUS_STATUS_COUNT] = {
      [CASUS_INPUT] = EXIT_SOME_FAILED, [CASUS_USAGE] = EXIT_USAGE,     [CASUS_DATA] = EXIT_DATA,
      [CASUS_STORE] = EXIT_STORE,       [CASUS_MEMORY] = EXIT_INTERNAL, [CASUS_INTERNAL] = EXIT_INTERNAL};
  return (unsigned)status < CASUS_STATUS_COUNT ? statuses[status] : EXIT_INTERNAL;
}

/* A file name may hold anything: what could steer a terminal is shown as '?'. */
static void print_plain(const char *text) {
  for (; *text; text++) fputc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, stderr);
}

void print_error(const casus_error *error) {
  pthread_mutex_lock(&bar.lock);
  clear_bar();
  fputs("casus: ", stderr);
  if (error->file[0]) {
    print_plain(error->file);
    if (error->line) fprintf(stderr, ":%zu", error->line);
    fputs(": ", stderr);
  }
  print_plain(error->message);
  if (error->offset_bytes) fprintf(stderr, " (byte %zu)", error->offset_bytes);
  fputc('\n', stderr);
  pthread_mutex_unlock(&bar.lock);
}

int failed_with(casus_status status, const casus_error *error) {
  print_error(error);
  return exit_status_of(status);
}
