/* Runs a fuzz target without libFuzzer:
 *   TARGET FILE...           each file is one input
 *   TARGET --attacks BYTES   every attack of that size, then small inputs cut and mixed from them
 *   TARGET --linear BYTES    fails where four times the input takes far more than four times the work */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "attacks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
  MIXED_INPUTS = 3000,
  MIXED_BYTES = 400,
  ROUNDS = 3,
  WORK_FACTOR_MAX = 8, /* for four times the input: linear is 4, quadratic 16 */
  NOISE_MS = 15        /* shorter runs say nothing */
};

static void run(str s) { LLVMFuzzerTestOneInput((const uint8_t *)s.ptr, s.len); }

static void drop(str s) { free((void *)(uintptr_t)s.ptr); }

static int run_files(int n, char **paths) {
  for (int i = 0; i < n; i++) {
    file_map map;
    casus_error error;
    if (file_open_map(paths[i], (size_t)1 << 30, &map, &error) != CASUS_OK) {
      fprintf(stderr, "%s: %s\n", paths[i], error.message);
      return 1;
    }
    run(map.bytes);
    file_unmap(&map);
  }
  return 0;
}

/* xorshift64*: the same inputs on every machine and day. */
static uint32_t next_random(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return (uint32_t)((*state * 0x2545F4914F6CDD1DULL) >> 32);
}

/* One small input: pieces of attacks one after the other, some bytes changed. In a heap block of its exact size, so that a
 * sanitizer sees every byte read beyond it. */
static void run_mixed(uint64_t *state) {
  char mixed[MIXED_BYTES];
  size_t len = 0;
  while (len < MIXED_BYTES / 2) {
    const attack *a = &attacks[next_random(state) % n_attacks];
    str part = next_random(state) % 4 ? a->unit : next_random(state) % 2 ? a->head : a->tail;
    if (part.len > MIXED_BYTES - len) break;
    if (part.len) memcpy(mixed + len, part.ptr, part.len);
    len += part.len;
    if (next_random(state) % 3 == 0) mixed[len++] = ' ';
    if (next_random(state) % 64 == 0) break;
  }
  for (uint32_t n = next_random(state) % 4; n && len; n--) mixed[next_random(state) % len] = (char)next_random(state);
  char *exact = malloc(len ? len : 1);
  if (!exact) exit(1);
  memcpy(exact, mixed, len);
  run((str){exact, len});
  free(exact);
}

static int run_attacks(size_t size) {
  for (size_t i = 0; i < n_attacks; i++) {
    fprintf(stderr, "%s\n", attacks[i].name);
    str s = attack_make(&attacks[i], size);
    if (!s.ptr) return 1;
    run(s);
    drop(s);
  }
  uint64_t state = 20261122;
  for (int i = 0; i < MIXED_INPUTS; i++) run_mixed(&state);
  return 0;
}

static double work_ms(str s) {
  double best = 1e12;
  for (int round = 0; round < ROUNDS; round++) {
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    run(s);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double ms = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
    if (ms < best) best = ms;
  }
  return best;
}

static int check_linear(size_t size) {
  int failed = 0;
  for (size_t i = 0; i < n_attacks; i++) {
    str small = attack_make(&attacks[i], size), large = attack_make(&attacks[i], size * 4);
    if (!small.ptr || !large.ptr) return 1;
    double a = work_ms(small), b = work_ms(large);
    bool linear = b <= NOISE_MS + WORK_FACTOR_MAX * a;
    fprintf(stderr, "%-24s %8.1f ms %8.1f ms%s\n", attacks[i].name, a, b, linear ? "" : "  NOT LINEAR");
    failed |= !linear;
    drop(small), drop(large);
  }
  return failed;
}

int main(int argc, char **argv) {
  uint32_t size;
  bool sized = argc == 3 && str_to_u32(str_of(argv[2]), &size);
  if (sized && !strcmp(argv[1], "--attacks")) return run_attacks(size);
  if (sized && !strcmp(argv[1], "--linear")) return check_linear(size);
  return run_files(argc - 1, argv + 1);
}
