/* What all requests share, and one request on its way to its answer. */
#ifndef CASUS_SERVE_APP_H
#define CASUS_SERVE_APP_H

#include <stdatomic.h>

#include "serve/answer_cache.h"
#include "serve/coders.h"
#include "serve/gate.h"
#include "serve/guard.h"
#include "serve/live.h"
#include "serve/serve.h"
#include "serve/stores.h"

enum { BODY_BYTES_MAX = 8 << 20, LIMIT_USUAL = 50, LIMIT_MAX = 500 };

typedef struct {
  serve_options options;
  guard guard;
  stores *stores; /* NULL: no store */
  coders *coders;
  answer_cache *cache;
  live_hub live;
  uint64_t start;                /* tells this server's answers from those of others before it at the same address */
  gate heavy, exports;           /* how many of these at once */
  pthread_mutex_t writing;       /* one writer at a time; it opens a handle of its own */
  const char *read_only_because; /* NULL: writes are taken. Static storage */
} app;

/* CASUS_STORE: the store cannot be read. */
casus_status app_open(app *a, const serve_options *options, casus_error *error);
void app_close(app *a);
/* The whole way from a request to its answer. */
void app_answer(app *a, const request *q, reply *r);
/* Looks whether the store has changed, and tells the listeners. urgent: it has, by ourselves. */
void app_refresh(app *a, bool urgent);

/* Opens the engine, so that who asks first need not wait. What is wrong with it they are told. */
void app_warm(app *a);

/* A handle to write with, after other threads and with their lock held until app_write_end; ends in a refresh. */
casus_status app_write_begin(app *a, casus_store **store, casus_error *error);
void app_write_end(app *a, casus_store *store);

enum { TIME_SIZE = 32 };
/* Now, ISO 8601 UTC. */
void clock_text(char text[TIME_SIZE]);

/* ---- one request */

typedef struct {
  app *app;
  const request *request;
  reply *reply;
  loan loan;         /* of routes that read the store; a handler that keeps it empties this */
  int64_t key;       /* {key} of the path */
  casus_str id;      /* {id} of the path */
  casus_query query; /* of routes that take filters or pages */
} call;

/* The value of a parameter that is one of some words, the first of which is usual: its index. -1: another, which is answered. */
int call_choice(call *c, const char *name, const char *const *words);
/* The body as a JSON object, freed by json_decref. NULL: it is none, which is answered. */
json_t *call_json(call *c);
/* A field that is wrong: 400, "NAME WHAT". Always false. */
bool call_refuse(call *c, const char *name, const char *what);
/* Are all fields of an object among `names`, which NULL closes? Another one is answered: `unknown` says what it is not. */
bool call_fields_known(call *c, json_t *object, const char *const *names, const char *unknown);
/* A failure of the library is the answer. True where there is none. */
bool call_good(call *c, casus_status status, const casus_error *error);
/* {"total":N,"offset":O,"limit":L,"items":[ */
void call_list_begin(call *c, uint64_t total);
/* A comma before all items but the first. */
void call_list_next(call *c);
/* ]} */
void call_list_end(call *c);

#endif
