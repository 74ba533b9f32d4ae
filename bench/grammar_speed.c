/* Speed of the grammar: opening the weights, and tokens a second on one core over a text file. Usage: grammar_speed FILE
 * [WEIGHTS] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "model/model.h"
#include "train/weights_use.h"

enum { ROUNDS = 5 };

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int fail(const casus_error *error) {
  fprintf(stderr, "%s: %s\n", error->file, error->message);
  return 1;
}

/* The best round counts: others share the machine. */
static casus_status measure(weights_use *w, str bytes, casus_error *error) {
  double split = 1e9, analysed = 1e9;
  uint32_t tokens = 0, sentences = 0;
  for (int round = 0; round < ROUNDS; round++) {
    arena *a = arena_new((size_t)8 << 30);
    text t;
    analysis an;
    double start = cpu_seconds();
    casus_status status = a ? text_split(bytes, 0, a, &t, error) : CASUS_MEMORY;
    double middle = cpu_seconds();
    if (status == CASUS_OK) status = grammar_analyse(w->g, w->scratch, &t, a, &an, error);
    double end = cpu_seconds();
    if (status == CASUS_OK) tokens = t.n_tokens, sentences = t.n_sentences;
    arena_free(a);
    if (status != CASUS_OK) return status;
    if (middle - start < split) split = middle - start;
    if (end - middle < analysed) analysed = end - middle;
  }
  printf("%u sentences, %u tokens\n", sentences, tokens);
  printf("splitting: %.0f tokens a second\n", tokens / split);
  printf("grammar:   %.0f tokens a second, %.2f microseconds a token, %.0f sentences a second\n", tokens / analysed,
         1e6 * analysed / tokens, sentences / analysed);
  return CASUS_OK;
}

int main(int argc, char **argv) {
  weights_use w;
  file_map map;
  casus_error error = {0};
  if (argc < 2) return fprintf(stderr, "grammar_speed FILE [WEIGHTS]\n"), 2;
  double start = cpu_seconds();
  casus_status status = weights_use_open(&w, argc > 2 ? argv[2] : NULL, &error);
  if (status != CASUS_OK) return fail(&error);
  printf("opening the weights: %.1f ms\n", 1e3 * (cpu_seconds() - start));
  status = file_open_map(argv[1], (size_t)1 << 30, &map, &error);
  if (status == CASUS_OK) {
    status = measure(&w, map.bytes, &error);
    file_unmap(&map);
  }
  weights_use_close(&w);
  return status == CASUS_OK ? 0 : fail(&error);
}
