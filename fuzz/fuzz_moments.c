/* Any valid UTF-8 searched for times, with tags that the bytes choose, as a document, as a phrase and as one given time: what is
 * found must lie inside the text, begin before it ends and be dated in the calendar. */
#include <stdlib.h>

#include "world/moments.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

/* A chain of words, each under the one before, with tags from the bytes of its form. */
static analysis any_analysis(const text *t, arena *a) {
  analysis an = {.words = ARENA_ARRAY(a, word, t->n_tokens + 1), .n_words = t->n_tokens};
  if (!an.words) return an;
  for (uint32_t s = 0; s < t->n_sentences; s++)
    for (uint32_t k = 0; k < t->sentences[s].n_tokens; k++) {
      uint32_t i = t->sentences[s].first_token + k;
      uint64_t h = hash_str(token_form(t, i));
      an.words[i] = (word){.lemma = token_form(t, i),
                           .head = k ? i - 1 : NO_TOKEN,
                           .upos = (uint8_t)(h % UPOS_COUNT),
                           .xpos = (uint8_t)(h / 32 % XPOS_COUNT),
                           .rel = (uint8_t)(h / 4096 % REL_COUNT)};
    }
  return an;
}

static void check_moment(const text *t, const moment *m) {
  REQUIRE(m->n_tokens && m->first_token + m->n_tokens <= t->n_tokens);
  REQUIRE(m->head >= m->first_token && m->head < m->first_token + m->n_tokens);
  REQUIRE(!m->begin.year || date_is_real(m->begin));
  REQUIRE(!m->end.year || (m->begin.year && date_is_real(m->end)));
  REQUIRE(!m->end.year || date_compare(m->begin, m->end) <= 0);
  REQUIRE(m->kind <= MOMENT_SET && utf8_valid_until(m->value) == m->value.len);
}

static void check_search(const text *t, const analysis *an, const moment_search *search, arena *a) {
  moment *moments;
  uint32_t n, *at;
  if (moments_find(t, an, search, a, &moments, &n, &at, NULL) != CASUS_OK) return;
  for (uint32_t i = 0; i < n; i++) {
    check_moment(t, &moments[i]);
    REQUIRE(!i || search->given || moments[i].first_token >= moments[i - 1].first_token + moments[i - 1].n_tokens);
  }
  for (uint32_t i = 0; i < t->n_tokens; i++) REQUIRE(at[i] <= n && (!at[i] || moments[at[i] - 1].dates));
}

static void check_phrase(const text *t, const analysis *an, casus_date on, arena *a) {
  moment *moments;
  uint32_t n;
  if (world_when(t, an, on, a, &moments, &n, NULL) != CASUS_OK) return;
  for (uint32_t i = 0; i < n; i++) check_moment(t, &moments[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const casus_date days[] = {{0}, {2024, 2, 29}, {1, 1, 1}, {9999, 12, 31}};
  str bytes = {(const char *)data, size};
  bytes.len = utf8_valid_until(bytes);
  arena *a = arena_new((size_t)1 << 31);
  text t;
  REQUIRE(a);
  if (text_split(bytes, 0, a, &t, NULL) == CASUS_OK) {
    analysis an = any_analysis(&t, a);
    casus_date on = days[size % 4];
    moment_span all = {0, t.n_tokens};
    REQUIRE(an.words);
    check_search(&t, &an, &(moment_search){.on = on, .with_datelines = true}, a);
    check_search(&t, &an, &(moment_search){.on = on, .given = &all, .n_given = t.n_tokens > 0}, a);
    check_phrase(&t, &an, on, a);
  }
  arena_free(a);
  return 0;
}
