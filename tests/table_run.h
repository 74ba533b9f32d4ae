/* What tests that are tables share: world and grammar of the program, a scratch arena, the count of rows. */
#ifndef CASUS_TABLE_RUN_H
#define CASUS_TABLE_RUN_H

#include <stdio.h>

#include "world/world.h"

typedef struct {
  world *w;
  grammar *g;
  grammar_scratch *scratch;
  arena *a;
  file_map weights;
  unsigned passed, failed;
} run;

static casus_status open_run(run *r, casus_error *error) {
  enum { MEMORY_MAX = 1 << 26 };
  str bytes;
  r->a = arena_new(MEMORY_MAX);
  if (!r->a) return error_set(error, CASUS_MEMORY, "no memory");
  casus_status status = world_open(NULL, &r->w, error);
  if (status == CASUS_OK) status = data_file(NULL, "grammar.casus", &bytes, &r->weights, error);
  if (status == CASUS_OK) status = grammar_open(bytes, STR("grammar.casus"), &r->g, error);
  return status == CASUS_OK ? grammar_scratch_new(r->g, &r->scratch, error) : status;
}

static void close_run(run *r) {
  grammar_scratch_free(r->scratch);
  grammar_close(r->g);
  world_close(r->w);
  if (r->weights.bytes.ptr) file_unmap(&r->weights);
  if (r->a) arena_free(r->a);
}

/* Runs each file; `what` a row is, for the last line. The exit status. */
static inline int run_files(int argc, char **argv, casus_status (*run_file)(run *r, const char *path, casus_error *error),
                            const char *what) {
  casus_error error = {0};
  run r = {0};
  casus_status status = open_run(&r, &error);
  for (int i = 1; status == CASUS_OK && i < argc; i++) status = run_file(&r, argv[i], &error);
  if (status != CASUS_OK) printf("%s:%zu: %s\n", error.file, error.line, error.message);
  printf("%u %s right, %u wrong\n", r.passed, what, r.failed);
  close_run(&r);
  return status != CASUS_OK || r.failed || !r.passed;
}

#endif
