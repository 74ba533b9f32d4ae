/* How quickly casus serve answers many clients at once: p50, p99 and rate for each kind of path, each URL asked once (cold) or a
   few again and again (warm). With --soak it goes on for minutes at a gentle rate and prints what the server holds: memory, open
   files, threads. It knows HTTP only.

       serve_load [--clients 32] [--seconds 20] [--rate PER_SECOND] [--pid PID] [--soak MINUTES] PORT

   The names, keys and days in the URLs are those of the store that is served. Latency is from the first byte sent to the last
   one read, on a kept connection. */
#define _GNU_SOURCE /* strcasestr */
#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <netdb.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 256, URL_MAX = 600, WARM_URLS = 8, WORDS_MAX = 400, WORD_MAX = 60, BUCKETS = 800, BUFFER = 1 << 16 };

/* What a page of the application asks for; in the paths letters after % stand for what the store holds (see fill()). */
typedef struct kind {
  const char *name, *path;
  unsigned weight;
} kind;

static const kind kinds[] = {
    {"status", "/api/status", 4},
    {"events: pages", "/api/events?limit=50&offset=%O", 12},
    {"events: a party", "/api/events?actor=%A&from=%F&to=%T&limit=50", 8},
    {"events: a dyad", "/api/events?dyad=%A,%B&limit=50&offset=%n", 6},
    {"events: types", "/api/events?type=%Y&quad=3,4&status=actual&from=%F&limit=50", 6},
    {"events: words", "/api/events?text=%W&from=%F&limit=50", 3},
    {"events: place", "/api/events?place=%P&from=%F&limit=50", 3},
    {"stories", "/api/stories?actor=%A&from=%F&limit=50", 6},
    {"stories: newest", "/api/stories?order=newest&limit=50&offset=%n", 4},
    {"series: all", "/api/series?by=day&from=%F&to=%T", 4},
    {"series: a dyad", "/api/series?by=week&dyad=%A,%B&from=%F", 6},
    {"dyads", "/api/dyads?from=%F&to=%T&limit=50", 4},
    {"network", "/api/network?from=%F&to=%T&nodes=40", 4},
    {"places", "/api/places?from=%F&to=%T&limit=200", 4},
    {"articles", "/api/articles?limit=50&offset=%O", 4},
    {"articles: words", "/api/articles?text=%W&from=%F&limit=50", 3},
    {"an article", "/api/articles/%K", 10},
    {"an event", "/api/events/%I", 4},
    {"suggest", "/api/suggest", 1},
    {"the page", "/", 4},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* ---- what the store holds */

typedef struct words {
  char *at[WORDS_MAX];
  size_t n;
} words;

static struct {
  words parties, places, events;
  json_int_t articles, n_events;
  int first_day, days; /* since the epoch */
} known;

static const char *const types[] = {"AGREE",  "CONSULT",  "SUPPORT", "COOPERATE", "AID",      "REQUEST", "ACCUSE",
                                    "REJECT", "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};
static const char *const searched[] = {"government", "attack", "talks",     "president", "troops",   "minister", "sanctions",
                                       "police",     "border", "agreement", "oil",       "election", "court",    "ceasefire"};

static void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("serve_load: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- a connection */

static const char *port;

typedef struct client {
  int socket;
  uint64_t random;
  unsigned asked; /* URLs so far, so that no two cold ones are equal */
  unsigned *counts[KINDS];
  uint64_t bytes[KINDS], errors[KINDS];
  char buffer[BUFFER];
} client;

static void connect_client(client *c) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
  if (getaddrinfo("127.0.0.1", port, &hints, &found)) die("no port %s", port);
  c->socket = socket(found->ai_family, found->ai_socktype, 0);
  if (c->socket < 0 || connect(c->socket, found->ai_addr, found->ai_addrlen)) die("nobody answers at port %s", port);
  freeaddrinfo(found);
}

static bool send_all(int s, const char *text, size_t len) {
  while (len) {
    ssize_t n = send(s, text, len, MSG_NOSIGNAL);
    if (n <= 0) return false;
    text += n;
    len -= (size_t)n;
  }
  return true;
}

/* An answer as it is read. The body is kept only where keep is given. */
typedef struct answer {
  int status;
  bool chunked, closes;
  size_t length, read;
} answer;

static const char *header(const char *head, const char *name) {
  const char *at = strcasestr(head, name);
  return at ? at + strlen(name) : NULL;
}

static void read_head(const char *head, answer *a) {
  const char *length = header(head, "\ncontent-length:");
  a->status = atoi(head + 9);
  a->length = length ? strtoul(length, NULL, 10) : 0;
  a->chunked = header(head, "\ntransfer-encoding: chunked") != NULL;
  a->closes = header(head, "\nconnection: close") != NULL;
}

/* Reads to the end of the answer. Of chunks only the last, empty one is looked for. */
static bool read_answer(client *c, answer *a, FILE *keep) {
  size_t have = 0;
  char *end = NULL;
  while (!end) {
    ssize_t n = recv(c->socket, c->buffer + have, BUFFER - 1 - have, 0);
    if (n <= 0) return false;
    have += (size_t)n;
    c->buffer[have] = 0;
    end = strstr(c->buffer, "\r\n\r\n");
  }
  *end = 0;
  read_head(c->buffer, a);
  size_t body = (size_t)(end + 4 - c->buffer);
  char tail[8] = "";
  for (char *at = c->buffer + body;; at = c->buffer) {
    size_t n = have - (size_t)(at - c->buffer);
    if (keep) fwrite(at, 1, n, keep);
    a->read += n;
    size_t kept = n < 7 ? n : 7;
    memmove(tail, tail + kept, 7 - kept);
    memcpy(tail + 7 - kept, at + n - kept, kept);
    if (a->chunked ? memcmp(tail, "\r\n0\r\n\r\n", 7) == 0 || (a->read == 5 && memcmp(tail + 2, "0\r\n\r\n", 5) == 0)
                   : a->read >= a->length)
      return true;
    ssize_t got = recv(c->socket, c->buffer, BUFFER - 1, 0);
    if (got <= 0) return false;
    have = (size_t)got;
  }
}

static bool ask(client *c, const char *path, const char *accept, answer *a, FILE *keep) {
  char request[URL_MAX + 200];
  int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s\r\n", path, port, accept);
  *a = (answer){0};
  bool good = send_all(c->socket, request, (size_t)n) && read_answer(c, a, keep);
  if (good && !a->closes) return true;
  close(c->socket);
  connect_client(c);
  return good;
}

/* ---- asking for what the store holds */

static json_t *get_json(client *c, const char *path) {
  char *text = NULL;
  size_t len = 0;
  FILE *keep = open_memstream(&text, &len);
  answer a;
  bool good = ask(c, path, "", &a, keep);
  fclose(keep);
  char *body = text;
  size_t size = len;
  if (a.chunked) { /* one line with the size stands before each chunk */
    char *to = body = text;
    for (char *from = text, *line; (line = strstr(from, "\r\n")) != NULL;) {
      size_t chunk = strtoul(from, NULL, 16);
      if (!chunk) break;
      memmove(to, line + 2, chunk);
      to += chunk;
      from = line + 2 + chunk + 2;
    }
    size = (size_t)(to - body);
  }
  json_t *read = good && a.status == 200 ? json_loadb(body, size, 0, NULL) : NULL;
  if (!read) die("no JSON from %s: status %d", path, a.status);
  free(text);
  return read;
}

static char *url_word(const char *word) {
  char *to = malloc(3 * strlen(word) + 1), *at = to;
  for (; *word; word++) at += sprintf(at, *word > ' ' && !strchr("%&+#,;=?\"'", *word) ? "%c" : "%%%02X", (unsigned char)*word);
  *at = 0;
  return to;
}

static void take_words(json_t *list, const char *field, words *to) {
  size_t k;
  json_t *item;
  json_array_foreach(list, k, item) {
    const char *word = json_string_value(json_object_get(item, field));
    if (word && *word && strlen(word) < WORD_MAX && to->n < WORDS_MAX) to->at[to->n++] = url_word(word);
  }
  if (!to->n) die("the store has no %s", field);
}

static int day_number(const char *day) {
  struct tm tm = {.tm_year = atoi(day) - 1900, .tm_mon = atoi(day + 5) - 1, .tm_mday = atoi(day + 8)};
  return (int)(timegm(&tm) / 86400);
}

/* The day of the first article in an order. Events may be of any time, by what articles tell of history; pages ask for the time
 * that is read about. */
static int day_of_first(client *c, const char *path) {
  json_t *list = get_json(c, path);
  const char *day = json_string_value(json_object_get(json_array_get(json_object_get(list, "items"), 0), "date"));
  if (!day || strlen(day) < 10) die("no day of publication from %s", path);
  int number = day_number(day);
  json_decref(list);
  return number;
}

static void learn(client *c) {
  json_t *status = get_json(c, "/api/status"), *suggest = get_json(c, "/api/suggest");
  json_t *events = get_json(c, "/api/events?limit=400&order=newest");
  take_words(json_object_get(suggest, "parties"), "key", &known.parties);
  take_words(json_object_get(suggest, "places"), "name", &known.places);
  take_words(json_object_get(events, "items"), "id", &known.events);
  known.articles = json_integer_value(json_object_get(status, "articles"));
  known.n_events = json_integer_value(json_object_get(status, "events"));
  known.first_day = day_of_first(c, "/api/articles?limit=1&order=date");
  known.days = day_of_first(c, "/api/articles?limit=1&order=newest") - known.first_day + 1;
  json_decref(status);
  json_decref(suggest);
  json_decref(events);
}

/* ---- URLs */

static uint64_t draw(client *c, uint64_t below) { /* xorshift64* */
  c->random ^= c->random >> 12;
  c->random ^= c->random << 25;
  c->random ^= c->random >> 27;
  return (c->random * 2685821657736338717ull >> 16) % below;
}

static int put_day(char *to, int day) {
  time_t at = (time_t)day * 86400;
  struct tm tm;
  gmtime_r(&at, &tm);
  return (int)strftime(to, 16, "%Y-%m-%d", &tm);
}

/* Frequent ones come first in the store's lists, and are asked for more. */
static const char *some(client *c, const words *w) { return w->at[draw(c, 1 + draw(c, w->n))]; }

static int put(client *c, char letter, char *to, size_t size) {
  switch (letter) {
    case 'A':
    case 'B':
      return snprintf(to, size, "%s", some(c, &known.parties));
    case 'P':
      return snprintf(to, size, "%s", some(c, &known.places));
    case 'I':
      return snprintf(to, size, "%s", some(c, &known.events));
    case 'Y':
      return snprintf(to, size, "%s", types[draw(c, sizeof types / sizeof *types)]);
    case 'W':
      return snprintf(to, size, "%s", searched[draw(c, sizeof searched / sizeof *searched)]);
    case 'K':
      return snprintf(to, size, "%llu", 1 + (unsigned long long)draw(c, (uint64_t)known.articles));
    case 'O':
      return snprintf(to, size, "%llu", (unsigned long long)draw(c, (uint64_t)known.n_events));
    case 'n':
      return snprintf(to, size, "%llu", (unsigned long long)draw(c, 200));
    case 'F':
      return put_day(to, known.first_day + (int)draw(c, (uint64_t)known.days * 3 / 4 + 1));
    default:
      return put_day(to, known.first_day + known.days * 3 / 4 + (int)draw(c, (uint64_t)known.days / 4 + 1));
  }
}

static void fill(client *c, const char *path, char *url) {
  size_t len = 0;
  for (; *path && len < URL_MAX - 220; path++)
    if (*path == '%') len += (size_t)put(c, *++path, url + len, 200);
    else url[len++] = *path;
  url[len] = 0;
}

/* ---- what the server holds */

static long status_field(long pid, const char *name) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%ld/status", pid);
  FILE *f = fopen(path, "r");
  if (!f) die("no process %ld", pid);
  long value = -1;
  while (fgets(line, sizeof line, f))
    if (strncmp(line, name, strlen(name)) == 0) value = strtol(line + strlen(name), NULL, 10);
  fclose(f);
  return value;
}

static long open_files(long pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%ld/fd", pid);
  DIR *folder = opendir(path);
  long n = 0;
  if (!folder) die("the files of process %ld cannot be counted", pid);
  while (readdir(folder)) n++;
  closedir(folder);
  return n - 2; /* . and .. */
}

/* Seconds of processor that it has used. */
static double processor_s(long pid) {
  char path[64], line[1024] = "";
  snprintf(path, sizeof path, "/proc/%ld/stat", pid);
  FILE *f = fopen(path, "r");
  if (!f) die("no process %ld", pid);
  size_t len = fread(line, 1, sizeof line - 1, f);
  fclose(f);
  line[len] = 0;
  unsigned long user = 0, system = 0;
  char *at = strrchr(line, ')'); /* behind the name, which may have spaces */
  if (at) sscanf(at + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

/* ---- the run */

static char warm[KINDS][WARM_URLS][URL_MAX];
static bool run_warm;
static double run_until, pause_s;
static long server_pid; /* 0: not known */
static unsigned weights;

static unsigned bucket(double seconds) {
  double b = log(seconds * 1e5 + 1) / log(1.02); /* from 10 microseconds on, steps of 2 % */
  return b < BUCKETS - 1 ? (unsigned)b : BUCKETS - 1;
}

static double bucket_ms(unsigned b) { return (pow(1.02, b + 1) - 1) * 1e-2; }

static unsigned draw_kind(client *c) {
  uint64_t at = draw(c, weights);
  unsigned k = 0;
  while (at >= kinds[k].weight) at -= kinds[k++].weight;
  return k;
}

static void sleep_for(double seconds) {
  struct timespec t = {(time_t)seconds, (long)((seconds - floor(seconds)) * 1e9)};
  nanosleep(&t, NULL);
}

/* Between nothing and twice the pause: clients do not ask in step. */
static void rest(client *c) {
  if (pause_s > 0) sleep_for(pause_s * (double)draw(c, 2001) / 1000);
}

static void *run_client(void *context) {
  client *c = context;
  char cold[URL_MAX];
  for (rest(c); now() < run_until; rest(c)) {
    unsigned k = draw_kind(c);
    const char *url = run_warm ? warm[k][draw(c, WARM_URLS)] : cold;
    if (!run_warm) fill(c, kinds[k].path, cold);
    answer a;
    double started = now();
    bool good = ask(c, url, "Accept-Encoding: gzip\r\n", &a, NULL) && a.status == 200;
    c->counts[k][bucket(now() - started)]++;
    c->bytes[k] += a.read;
    if (!good && !c->errors[k]++) fprintf(stderr, "status %d of %s\n", a.status, url);
  }
  return NULL;
}

static double quantile(const unsigned *counts, uint64_t n, double q) {
  uint64_t wanted = (uint64_t)ceil(q * (double)n), seen = 0;
  for (unsigned b = 0; b < BUCKETS; b++)
    if ((seen += counts[b]) >= wanted) return bucket_ms(b);
  return bucket_ms(BUCKETS - 1);
}

static void print_row(const char *name, const unsigned *counts, uint64_t errors, uint64_t bytes, double seconds) {
  uint64_t n = 0;
  for (unsigned b = 0; b < BUCKETS; b++) n += counts[b];
  if (!n) return;
  printf("%-18s %8llu %8.1f %8.2f %8.2f %8.2f %9.1f %6llu\n", name, (unsigned long long)n, (double)n / seconds,
         quantile(counts, n, 0.5), quantile(counts, n, 0.99), quantile(counts, n, 1), (double)bytes / (double)n / 1e3,
         (unsigned long long)errors);
}

static void print_processor(const unsigned *counts, double seconds) {
  uint64_t n = 0;
  for (unsigned b = 0; b < BUCKETS; b++) n += counts[b];
  if (n) printf("the server used %.2f ms of processor for each request\n", seconds * 1e3 / (double)n);
}

static void report(client *clients, size_t n, double seconds, double processor) {
  static unsigned whole[BUCKETS], counts[BUCKETS];
  uint64_t errors_all = 0, bytes_all = 0;
  memset(whole, 0, sizeof whole);
  printf("%-18s %8s %8s %8s %8s %8s %9s %6s\n", run_warm ? "warm" : "cold", "requests", "per s", "p50 ms", "p99 ms", "max ms",
         "kB each", "errors");
  for (unsigned k = 0; k < KINDS; k++) {
    uint64_t errors = 0, bytes = 0;
    memset(counts, 0, sizeof counts);
    for (size_t c = 0; c < n; c++) {
      for (unsigned b = 0; b < BUCKETS; b++) counts[b] += clients[c].counts[k][b], whole[b] += clients[c].counts[k][b];
      errors += clients[c].errors[k];
      bytes += clients[c].bytes[k];
    }
    print_row(kinds[k].name, counts, errors, bytes, seconds);
    errors_all += errors;
    bytes_all += bytes;
  }
  print_row("all", whole, errors_all, bytes_all, seconds);
  if (server_pid) print_processor(whole, processor);
  fflush(stdout);
}

static void clear(client *c) {
  for (unsigned k = 0; k < KINDS; k++) memset(c->counts[k], 0, BUCKETS * sizeof *c->counts[k]);
  memset(c->bytes, 0, sizeof c->bytes);
  memset(c->errors, 0, sizeof c->errors);
}

static void run(client *clients, size_t n, bool is_warm, double seconds) {
  pthread_t threads[CLIENTS_MAX];
  run_warm = is_warm;
  double started = now(), used = server_pid ? processor_s(server_pid) : 0;
  run_until = started + seconds;
  for (size_t k = 0; k < n; k++) clear(&clients[k]);
  for (size_t k = 0; k < n; k++)
    if (pthread_create(&threads[k], NULL, run_client, &clients[k])) die("no more threads");
  for (size_t k = 0; k < n; k++) pthread_join(threads[k], NULL);
  double took = now() - started;
  report(clients, n, took, server_pid ? processor_s(server_pid) - used : 0);
}

static void soak(client *clients, size_t n, long minutes) {
  for (long m = 0; m < minutes; m++) {
    run(clients, n, m % 2 == 1, 60);
    printf("minute %ld: RSS %.1f MB, %ld files, %ld threads\n", m + 1, (double)status_field(server_pid, "VmRSS:") / 1024,
           open_files(server_pid), status_field(server_pid, "Threads:"));
    fflush(stdout);
  }
}

static long number_after(int argc, char **argv, const char *name, long otherwise) {
  for (int k = 1; k + 1 < argc; k++)
    if (strcmp(argv[k], name) == 0) return strtol(argv[k + 1], NULL, 10);
  return otherwise;
}

int main(int argc, char **argv) {
  if (argc < 2) die("usage: serve_load [--clients 32] [--seconds 20] [--rate PER_SECOND] [--pid PID] [--soak MINUTES] PORT");
  port = argv[argc - 1];
  size_t n = (size_t)number_after(argc, argv, "--clients", 32);
  long rate = number_after(argc, argv, "--rate", 0), minutes = number_after(argc, argv, "--soak", 0),
       seconds = number_after(argc, argv, "--seconds", 20);
  server_pid = number_after(argc, argv, "--pid", 0);
  if (minutes && !server_pid) die("--soak needs --pid");
  if (!n || n > CLIENTS_MAX) die("1 to %d clients", CLIENTS_MAX);
  client *clients = calloc(n, sizeof *clients);
  for (size_t k = 0; k < n; k++) {
    clients[k].random = 88172645463325252ull + (uint64_t)time(NULL) * 1000 + k * 7919; /* a second run is as cold as the first */
    for (unsigned j = 0; j < KINDS; j++) clients[k].counts[j] = calloc(BUCKETS, sizeof(unsigned));
    connect_client(&clients[k]);
  }
  for (unsigned k = 0; k < KINDS; k++) weights += kinds[k].weight;
  if (rate > 0) pause_s = (double)n / (double)rate;
  learn(&clients[0]);
  for (unsigned k = 0; k < KINDS; k++)
    for (unsigned u = 0; u < WARM_URLS; u++) fill(&clients[0], kinds[k].path, warm[k][u]);
  printf("%zu clients; %lld events, %lld articles, %d days\n", n, (long long)known.n_events, (long long)known.articles,
         known.days);
  if (minutes) return soak(clients, n, minutes), 0;
  run(clients, n, false, (double)seconds);
  run(clients, n, true, (double)seconds);
}
