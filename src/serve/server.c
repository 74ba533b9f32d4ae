/* The daemon: sockets in, requests to app_answer, answers out; limits on size, number and time. libmicrohttpd
 * (docs/dependencies.md) gives a thread to each connection. */
#include <inttypes.h>
#include <malloc.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve/app.h"
#include "serve/connections.h"
#include "serve/folder_watch.h"
#include "serve/listening.h"
#include "serve/token.h"

enum { HEADER_BYTES_MAX = 16 << 10, MEMORY_OF_ONE = 32 << 10, STREAM_BLOCK = 32 << 10, ADDRESS_SIZE = 256 };
enum { REAP_MS = 500, FOLLOW_MS = 500, HELPERS_MAX = 3 };

struct server {
  app app;
  listening listening;
  connections connections;
  struct MHD_Daemon *daemon;
  folder_watch *watch; /* NULL: nothing is watched */
  pthread_t helpers[HELPERS_MAX];
  int n_helpers;
  pthread_mutex_t lock; /* of `end` */
  pthread_cond_t end;
  atomic_bool ending;
  char address[ADDRESS_SIZE];
};

/* A request on its way in. */
typedef struct {
  server *server;
  connection *connection; /* which keeps this */
  char *target;
  bytes body;
  size_t header_bytes;
  bool begun, too_large; /* what is over the maximum is read and forgotten, so that the answer can be */
  request request;
  bool target_bad;
  casus_error error;
} incoming;

/* ---- out */

static void add_common_headers(struct MHD_Response *m) {
  static const char *const headers[][2] = {{"Content-Security-Policy", "default-src 'self'"},
                                           {"X-Content-Type-Options", "nosniff"},
                                           {"Referrer-Policy", "no-referrer"},
                                           {"Cross-Origin-Opener-Policy", "same-origin"},
                                           {"Cross-Origin-Resource-Policy", "same-origin"},
                                           {"X-Frame-Options", "DENY"},
                                           {"Vary", "Accept-Encoding"}};
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) MHD_add_response_header(m, headers[i][0], headers[i][1]);
}

typedef struct {
  stream_read read;
  void (*close)(void *context);
  void *context;
} stream;

static ssize_t stream_some(void *context, uint64_t position, char *into, size_t size) {
  const stream *s = context;
  (void)position;
  ssize_t n = s->read(s->context, into, size);
  return n > 0 ? n : n == 0 ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void stream_end(void *context) {
  stream *s = context;
  s->close(s->context);
  free(s);
}

/* The stream is libmicrohttpd's from then on. */
static struct MHD_Response *stream_response(reply *r) {
  stream *s = malloc(sizeof *s);
  if (!s) return NULL;
  *s = (stream){r->read, r->close, r->context};
  struct MHD_Response *m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, stream_some, s, stream_end);
  if (m) r->close = NULL;
  else free(s);
  return m;
}

/* The body is libmicrohttpd's from then on. */
static struct MHD_Response *body_response(reply *r) {
  struct MHD_Response *m = MHD_create_response_from_buffer(r->body.len, r->body.ptr, MHD_RESPMEM_MUST_FREE);
  if (m) r->body = (bytes){0};
  return m;
}

static enum MHD_Result send_reply(struct MHD_Connection *to, reply *r) {
  struct MHD_Response *m = r->read ? stream_response(r) : body_response(r);
  unsigned status = r->status ? r->status : MHD_HTTP_OK;
  if (m) {
    add_common_headers(m);
    if (r->type) MHD_add_response_header(m, "Content-Type", r->type);
    if (r->packed) MHD_add_response_header(m, "Content-Encoding", "gzip");
    for (size_t i = 0; i < r->n_headers; i++) MHD_add_response_header(m, r->headers[i].name, r->headers[i].value);
  }
  enum MHD_Result queued = m ? MHD_queue_response(to, status, m) : MHD_NO;
  if (m) MHD_destroy_response(m);
  reply_free(r);
  return queued;
}

static enum MHD_Result send_error(struct MHD_Connection *to, unsigned status, const char *message) {
  reply r = {0};
  reply_error(&r, status, NULL, "%s", message);
  return send_reply(to, &r);
}

/* ---- in */

static int socket_of(struct MHD_Connection *of) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(of, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

static void incoming_free(incoming *in) {
  if (!in) return;
  request_free(&in->request);
  bytes_free(&in->body);
  free(in->target);
  free(in);
}

/* A connection has one request at a time. libmicrohttpd does not tell the end of each (of some that it refuses itself): what was
 * before goes when something else comes, or the connection does. */
static void keep(connection *one, incoming *in) {
  if (!one) return;
  incoming_free(*connection_kept(one));
  *connection_kept(one) = in;
}

/* The request line is there: from now on the rest has its time. */
static void *begin_request(void *context, const char *target, struct MHD_Connection *from) {
  server *s = context;
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(from, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  connection *one = info ? info->socket_context : NULL;
  incoming *in = one ? calloc(1, sizeof *in) : NULL;
  if (!in) return NULL;
  in->server = s;
  in->connection = one;
  in->body.max = BODY_BYTES_MAX;
  in->target = strdup(target);
  in->request.socket = socket_of(from);
  keep(one, in);
  connections_note(&s->connections, one, CONNECTION_READING);
  return in;
}

static void end_request(void *context, struct MHD_Connection *from, void **state, enum MHD_RequestTerminationCode why) {
  incoming *in = *state;
  (void)context, (void)from, (void)why;
  if (!in) return;
  connections_note(&in->server->connections, in->connection, CONNECTION_WAITING);
  keep(in->connection, NULL);
  *state = NULL;
}

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
  incoming *in = context;
  (void)kind;
  in->header_bytes += strlen(name) + (value ? strlen(value) : 0) + 4;
  request_add_header(&in->request, text_of(name), (casus_str){value ? value : "", value ? strlen(value) : 0});
  return MHD_YES;
}

static void read_head(incoming *in, struct MHD_Connection *from, const char *method) {
  in->begun = true;
  in->request.method = text_of(method);
  in->target_bad = request_read_target(&in->request, text_of(in->target), &in->error) != CASUS_OK;
  MHD_get_connection_values(from, MHD_HEADER_KIND, take_header, in);
}

static void take_body(incoming *in, const char *ptr, size_t len) {
  if (!in->too_large) bytes_add(&in->body, ptr, len);
  if (!in->body.failed) return;
  in->too_large = true;
  bytes_free(&in->body);
}

static enum MHD_Result answer_request(incoming *in, struct MHD_Connection *to) {
  reply r = {0};
  if (in->target_bad) return send_error(to, strlen(in->target) > TARGET_BYTES_MAX ? 414 : 400, in->error.message);
  if (in->too_large) return send_error(to, 413, "the body is too large: 8 MiB are taken; casus ingest takes more");
  in->request.body = (casus_str){in->body.ptr, in->body.len};
  connections_note(&in->server->connections, in->connection, CONNECTION_ANSWERING);
  app_answer(&in->server->app, &in->request, &r);
  if (r.live) connections_note(&in->server->connections, in->connection, CONNECTION_LIVE);
  return send_reply(to, &r);
}

static enum MHD_Result take(void *context, struct MHD_Connection *from, const char *url, const char *method, const char *version,
                            const char *upload, size_t *upload_len, void **state) {
  incoming *in = *state;
  (void)context, (void)url, (void)version;
  if (!in || !in->target) return MHD_NO;
  if (!in->begun) {
    read_head(in, from, method);
    return in->header_bytes > HEADER_BYTES_MAX ? send_error(from, 431, "the headers are too large: 16 KiB are taken") : MHD_YES;
  }
  if (!*upload_len) return answer_request(in, from);
  take_body(in, upload, *upload_len);
  *upload_len = 0;
  return MHD_YES;
}

static void note_connection(void *context, struct MHD_Connection *which, void **kept, enum MHD_ConnectionNotificationCode what) {
  server *s = context;
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    *kept = connections_add(&s->connections, socket_of(which));
  } else {
    keep(*kept, NULL);
    connections_remove(&s->connections, *kept);
    *kept = NULL;
  }
}

/* ---- what is done beside requests */

static bool wait_for_end(server *s, unsigned ms) {
  struct timespec until = moment_in(ms);
  int waited = 0;
  pthread_mutex_lock(&s->lock);
  while (!atomic_load(&s->ending) && waited == 0) waited = pthread_cond_timedwait(&s->end, &s->lock, &until);
  pthread_mutex_unlock(&s->lock);
  return atomic_load(&s->ending);
}

/* Looking is cheap, and must not wait for the store. */
static void *reap(void *context) {
  server *s = context;
  do connections_reap(&s->connections, now_ms());
  while (!wait_for_end(s, REAP_MS));
  return NULL;
}

static void *follow(void *context) {
  server *s = context;
  app_refresh(&s->app, false);
  app_warm(&s->app);
  while (!wait_for_end(s, FOLLOW_MS)) app_refresh(&s->app, false);
  return NULL;
}

static void *watch(void *context) {
  server *s = context;
  do folder_watch_look(s->watch, &s->ending);
  while (!wait_for_end(s, WATCH_MS));
  return NULL;
}

static void tell_end(server *s) {
  pthread_mutex_lock(&s->lock);
  atomic_store(&s->ending, true);
  pthread_cond_broadcast(&s->end);
  pthread_mutex_unlock(&s->lock);
}

static void end_helpers(server *s) {
  tell_end(s);
  while (s->n_helpers) pthread_join(s->helpers[--s->n_helpers], NULL);
}

static casus_status start_helpers(server *s, casus_error *error) {
  void *(*const work[HELPERS_MAX])(void *) = {reap, follow, watch};
  bool watching = s->app.options.n_watch > 0, good = true;
  casus_status status = watching ? folder_watch_open(&s->app, &s->watch, error) : CASUS_OK;
  if (status != CASUS_OK) return status;
  for (int i = 0; good && i < (watching ? HELPERS_MAX : HELPERS_MAX - 1); i++) {
    good = pthread_create(&s->helpers[s->n_helpers], NULL, work[i], s) == 0;
    s->n_helpers += good;
  }
  if (good) return CASUS_OK;
  end_helpers(s);
  snprintf(error->message, sizeof error->message, "no thread can be started");
  return CASUS_INTERNAL;
}

/* ---- opening and closing */

static casus_status open_guard(server *s, casus_error *error) {
  guard *g = &s->app.guard;
  const char *file = s->app.options.token_file;
  g->loopback = s->listening.loopback;
  snprintf(g->cookie, sizeof g->cookie, "casus_token_%u", s->listening.port);
  if (file) return token_read(file, g->token, error);
  return g->loopback ? CASUS_OK : token_make(g->token, error);
}

static void write_address(server *s) {
  const char *token = s->app.options.token_file ? "" : s->app.guard.token;
  snprintf(s->address, sizeof s->address, "http://%s:%u/%s%s", s->listening.host, s->listening.port, *token ? "?token=" : "",
           token);
}

static casus_status start_daemon(server *s, casus_error *error) {
  unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC;
  if (s->listening.ipv6) flags |= MHD_USE_IPv6;
  s->daemon =
      MHD_start_daemon(flags, 0, NULL, NULL, take, s, MHD_OPTION_LISTEN_SOCKET, s->listening.socket, MHD_OPTION_CONNECTION_LIMIT,
                       (unsigned)CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_OF_ONE_MAX,
                       MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_MS / 1000, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                       (size_t)MEMORY_OF_ONE, MHD_OPTION_URI_LOG_CALLBACK, begin_request, s, MHD_OPTION_NOTIFY_COMPLETED,
                       end_request, s, MHD_OPTION_NOTIFY_CONNECTION, note_connection, s, MHD_OPTION_END);
  if (s->daemon) return CASUS_OK;
  snprintf(error->message, sizeof error->message, "the server cannot be started");
  return CASUS_INTERNAL;
}

/* The socket stays ours. */
static void stop_daemon(server *s) {
  MHD_quiesce_daemon(s->daemon);
  connections_end(&s->connections);
  MHD_stop_daemon(s->daemon);
}

static casus_status start_threads(server *s, casus_error *error) {
  casus_status status = start_daemon(s, error);
  if (status != CASUS_OK) return status;
  status = start_helpers(s, error);
  if (status != CASUS_OK) stop_daemon(s);
  return status;
}

/* Signals are for the one who opened the server. */
static casus_status start_without_signals(server *s, casus_error *error) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  casus_status status = start_threads(s, error);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return status;
}

static void close_parts(server *s) {
  connections_close(&s->connections);
  pthread_cond_destroy(&s->end);
  pthread_mutex_destroy(&s->lock);
  folder_watch_close(s->watch);
  app_close(&s->app);
  free(s);
}

static casus_status open_parts(server *s, const serve_options *options, casus_error *error) {
  casus_status status = listening_open(options->listen, &s->listening, error);
  if (status != CASUS_OK) return status;
  status = open_guard(s, error);
  write_address(s);
  if (status == CASUS_OK) status = start_without_signals(s, error);
  if (status != CASUS_OK) close(s->listening.socket);
  return status;
}

/* glibc gives each thread memory of its own to take from, and keeps what is freed there: with a thread for each connection that
 * adds up. */
static void share_memory(void) {
#ifdef __GLIBC__
  enum { ARENAS = 4 };
  mallopt(M_ARENA_MAX, ARENAS);
#endif
}

casus_status server_open(const serve_options *options, server **out, casus_error *error) {
  share_memory();
  server *s = calloc(1, sizeof *s);
  casus_status status = s ? app_open(&s->app, options, error) : CASUS_MEMORY;
  if (status != CASUS_OK) return free(s), status;
  connections_open(&s->connections);
  pthread_mutex_init(&s->lock, NULL);
  condition_open(&s->end);
  status = open_parts(s, options, error);
  if (status == CASUS_OK) *out = s;
  else close_parts(s);
  return status;
}

const char *server_address(const server *s) { return s->address; }

bool server_is_idle(server *s) {
  unsigned long long limit = s->app.options.idle_exit_minutes * 60000ull;
  return limit && connections_idle_ms(&s->connections) > limit;
}

void server_close(server *s) {
  end_helpers(s);
  live_end(&s->app.live);
  stop_daemon(s);
  close(s->listening.socket);
  close_parts(s);
}
