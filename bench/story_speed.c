/* How fast signatures are made, near-duplicates grouped and stories joined: invented texts in groups of 185 edited copies, and
 * events as many, twenty to an occurrence at most.
 *
 *     story_speed [N]      articles and events, 200000 where not said */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "story/story.h"

enum { COPIES = 185, WORDS = 400, VOCABULARY = 20000, TEXT_BYTES = WORDS * 8, DAYS = 60 };

static uint64_t state = 1;
static uint32_t roll(uint32_t below) { return (uint32_t)(hash_mix(state++) % below); }

/* Of the processor: other work beside makes no difference. */
static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
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

/* Signatures and groups of n copies. False: out of memory. */
static bool measure_duplicates(size_t n) {
  duplicate_item *items = calloc(n, sizeof *items);
  uint32_t *group = calloc(n, sizeof *group), words[WORDS], n_groups = 0;
  static char text[TEXT_BYTES];
  double spent = 0;
  size_t bytes = 0;
  if (!items || !group) return false;
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
  if (duplicates_group(items, n, NULL, group, NULL, NULL) != CASUS_OK) return false;
  double grouped = seconds() - begin;
  for (size_t i = 0; i < n; i++) n_groups += group[i] == i;
  printf("signatures: %.0f MB/s\nduplicates: %zu articles in %u groups (made as %zu), %.1f s\n", (double)bytes / spent / 1e6, n,
         n_groups, (n + COPIES - 1) / COPIES, grouped);
  free(group);
  free(items);
  return true;
}

/* A report of one of so many occurrences, with what reports leave out. */
static story_event random_event(uint32_t i, uint32_t n_occurrences) {
  uint64_t what = hash_mix(roll(n_occurrences) + 1000000);
  int32_t day = (int32_t)(what % DAYS);
  uint16_t here = (uint16_t)(1 + what / 64 % 60), there = (uint16_t)(1 + what / 4096 % 60);
  story_event e = {
      .article = hash_mix(i / 5), .group = hash_mix(i / 5), .id = hash_mix(i), .day = day, .first = day, .last = day};
  e.published = day + 1;
  e.basis = roll(2) ? CASUS_BASIS_RELATIVE : CASUS_BASIS_PUBLISHED;
  e.type = (uint8_t)(CASUS_CONSULT + what / 65536 % 15);
  for (size_t side = 0; side < 2; side++) {
    e.n_parties[side] = roll(4) > 0;
    if (e.n_parties[side]) e.sides[side][0] = (story_party){.country = side ? there : here, .sector = (uint16_t)(1 + what % 7)};
  }
  if (roll(2)) e.place_name = e.place_admin1 = (uint16_t)(1 + what / 777 % 900), e.place_country = here;
  for (size_t w = 0; w < STORY_WORDS; w++) e.words[w] = (uint16_t)(hash_mix(what + roll(12)) | (w < 2));
  for (size_t w = 0; w < STORY_NAMES; w++) e.names[w] = (uint16_t)(hash_mix(what / 16 + roll(10)) | 1);
  return e;
}

/* Stories of n events. False: out of memory. */
static bool measure_stories(size_t n) {
  story_event *events = calloc(n, sizeof *events);
  uint32_t *story = calloc(n, sizeof *story), n_stories = 0;
  if (!events || !story) return false;
  for (uint32_t i = 0; i < n; i++) events[i] = random_event(i, (uint32_t)n / 10 + 1);
  double begin = seconds();
  if (stories_group(events, n, NULL, story, NULL, NULL) != CASUS_OK) return false;
  double joined = seconds() - begin;
  for (uint32_t i = 0; i < n; i++) n_stories += story[i] == i;
  printf("stories: %zu events in %u stories (made as %zu), %.1f s\n", n, n_stories, n / 10 + 1, joined);
  free(story);
  free(events);
  return true;
}

int main(int argc, char **argv) {
  size_t n = argc > 1 ? (size_t)atol(argv[1]) : 200000;
  if (!measure_duplicates(n) || !measure_stories(n)) return 1;
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("memory: %ld MB at most\n", use.ru_maxrss / 1024);
  return 0;
}
