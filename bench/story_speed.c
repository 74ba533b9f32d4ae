/* How fast signatures are made and near-duplicates grouped: invented texts in groups of 185 edited copies.
 *
 *     story_speed [N]      articles, 200000 where not said */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "story/story.h"

enum { COPIES = 185, WORDS = 400, VOCABULARY = 20000, TEXT_BYTES = WORDS * 8, DAYS = 60 };

static uint64_t state = 1;
static uint32_t roll(uint32_t below) { return (uint32_t)(hash_mix(state++) % below); }

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Common words often, as in language. */
static uint32_t random_word(void) { return roll(roll(roll(VOCABULARY) + 1) + 1); }

/* An edited copy: the end cut off, every twelfth word another one. */
static size_t write_copy(const uint32_t words[WORDS], char text[TEXT_BYTES]) {
  size_t len = 0, n = WORDS / 2 + roll(WORDS / 2);
  for (size_t i = 0; i < n; i++)
    len += (size_t)snprintf(text + len, TEXT_BYTES - len, "w%x ", roll(12) ? words[i] : random_word());
  return len;
}

int main(int argc, char **argv) {
  size_t n = argc > 1 ? (size_t)atol(argv[1]) : 200000, bytes = 0;
  duplicate_item *items = calloc(n, sizeof *items);
  uint32_t *group = calloc(n, sizeof *group), words[WORDS], n_groups = 0;
  static char text[TEXT_BYTES];
  double spent = 0;
  if (!items || !group) return 1;
  for (size_t i = 0; i < n; i++) {
    if (i % COPIES == 0)
      for (size_t w = 0; w < WORDS; w++) words[w] = random_word();
    size_t len = write_copy(words, text);
    double begin = seconds();
    signature_of((str){text, len}, &items[i].text);
    spent += seconds() - begin;
    bytes += len;
    items[i].day = (int32_t)(hash_mix(i / COPIES) % DAYS + roll(3));
    items[i].digest[0] = hash_mix(i);
  }
  double begin = seconds();
  if (duplicates_group(items, n, NULL, group, NULL, NULL) != CASUS_OK) return 1;
  double grouped = seconds() - begin;
  for (size_t i = 0; i < n; i++) n_groups += group[i] == i;
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("signatures: %.0f MB/s\nduplicates: %zu articles in %u groups (made as %zu), %.1f s, %ld MB at most\n",
         (double)bytes / spent / 1e6, n, n_groups, (n + COPIES - 1) / COPIES, grouped, use.ru_maxrss / 1024);
  free(group);
  free(items);
  return 0;
}
