/* Opens a socket by an address in text; see listening.h. */
#include "serve/listening.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve/byte_run.h"
#include "serve/serve.h"

enum { BACKLOG = 128 };

static casus_status refuse(casus_error *error, const char *where, const char *why) {
  snprintf(error->message, sizeof error->message, "cannot listen on %.80s: %s", where, why);
  return CASUS_USAGE;
}

/* ---- the address */

static bool is_loopback(const struct sockaddr *a) {
  if (a->sa_family == AF_INET) return ntohl(((const struct sockaddr_in *)(const void *)a)->sin_addr.s_addr) >> 24 == 127;
  return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr);
}

/* Cuts "ADDR:PORT" or "[ADDR]:PORT"; a port alone is one of 127.0.0.1. */
static bool split(const char *where, char host[HOST_TEXT_SIZE], char port[8]) {
  const char *colon = strrchr(where, ':');
  size_t len = colon ? (size_t)(colon - where) : 0;
  const char *begin = where;
  uint64_t number;
  if (len >= 2 && where[0] == '[' && where[len - 1] == ']') begin++, len -= 2;
  if (len >= HOST_TEXT_SIZE || !text_number(text_of(colon ? colon + 1 : where), 65535, &number)) return false;
  snprintf(host, HOST_TEXT_SIZE, "%.*s", (int)(colon ? len : 9), colon ? begin : "127.0.0.1");
  snprintf(port, 8, "%u", (unsigned)number);
  return *host != 0;
}

/* ---- the socket */

static void describe(listening *l, const struct sockaddr *a, socklen_t len) {
  char name[NI_MAXHOST], port[8];
  struct sockaddr_storage bound;
  socklen_t bound_len = sizeof bound;
  uint64_t number = 0;
  l->loopback = is_loopback(a);
  l->ipv6 = a->sa_family == AF_INET6;
  if (getsockname(l->socket, (struct sockaddr *)&bound, &bound_len) != 0) memcpy(&bound, a, len);
  if (getnameinfo((struct sockaddr *)&bound, bound_len, name, sizeof name, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV))
    return;
  text_number(text_of(port), 65535, &number);
  l->port = (unsigned)number;
  snprintf(l->host, sizeof l->host, l->ipv6 ? "[%.60s]" : "%.60s", name);
}

/* 0, or the errno of what failed. */
static int try_address(const struct addrinfo *a, listening *l) {
  const int on = 1;
  l->socket = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (l->socket < 0) return errno;
  setsockopt(l->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (a->ai_family == AF_INET6) setsockopt(l->socket, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (bind(l->socket, a->ai_addr, a->ai_addrlen) == 0 && listen(l->socket, BACKLOG) == 0) {
    describe(l, a->ai_addr, a->ai_addrlen);
    return 0;
  }
  int failure = errno;
  close(l->socket);
  return failure;
}

static int try_port(const char *host, const char *port, listening *l, const char **why) {
  const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
  struct addrinfo *found;
  int failure = getaddrinfo(host, port, &hints, &found);
  if (failure) return *why = gai_strerror(failure), EINVAL;
  failure = try_address(found, l);
  freeaddrinfo(found);
  if (failure) *why = strerror(failure);
  return failure;
}

static casus_status open_free_port(listening *l, casus_error *error) {
  const char *why = "";
  for (unsigned p = SERVE_PORT; p <= SERVE_PORT_LAST; p++) {
    char port[8];
    snprintf(port, sizeof port, "%u", p);
    int failure = try_port("127.0.0.1", port, l, &why);
    if (!failure) return CASUS_OK;
    if (failure != EADDRINUSE) break;
  }
  return refuse(error, "127.0.0.1:8080 to 8099", why);
}

casus_status listening_open(const char *where, listening *l, casus_error *error) {
  char host[HOST_TEXT_SIZE], port[8];
  const char *why = "";
  *l = (listening){0};
  if (!where) return open_free_port(l, error);
  if (!split(where, host, port)) return refuse(error, where, "an address looks like 127.0.0.1:8080 or [::1]:8080");
  return try_port(host, port, l, &why) == 0 ? CASUS_OK : refuse(error, where, why);
}
