/* Every sentence gets exactly one tree, whatever its tokens and whatever the weights; entities lie in order; a sentence gets the
 * same analysis whatever stands beside it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "grammar/grammar.h"
#include "model/model.h"

typedef struct {
  grammar *g;
  grammar_scratch *scratch;
  file_map map;
} fixture;

static int open_builtin(void **state) {
  static fixture f;
  str bytes;
  casus_error error;
  assert_int_equal(data_file(NULL, "grammar.casus", &bytes, &f.map, &error), CASUS_OK);
  assert_int_equal(grammar_open(bytes, STR("grammar.casus"), &f.g, &error), CASUS_OK);
  assert_int_equal(grammar_scratch_new(f.g, &f.scratch, &error), CASUS_OK);
  *state = &f;
  return 0;
}

static int close_builtin(void **state) {
  fixture *f = *state;
  grammar_scratch_free(f->scratch);
  grammar_close(f->g);
  return 0;
}

static uint32_t random_below(uint64_t *state, uint32_t n) {
  *state = hash_mix(*state + 0x9E3779B97F4A7C15ULL);
  return (uint32_t)(*state % n);
}

/* Sentences of words, signs, digits and long strings of all sizes up to the largest. */
static void make_text(uint64_t *random, uint32_t n_tokens, arena *a, text *t) {
  static const char *const words[] = {"the",     "Minister",
                                      "met",     "of",
                                      "(",       ")",
                                      "\"",      ",",
                                      ".",       "and",
                                      "who",     "1,204",
                                      "n't",     "\xc3\xa9t\xc3\xa9",
                                      "-",       "said",
                                      "to",      "UN",
                                      "if",      "\xf0\x9f\x98\x80",
                                      "because", "killed",
                                      "X",       "'s",
                                      "will"};
  enum { N = sizeof words / sizeof *words };
  *t = (text){.n_tokens = n_tokens, .n_sentences = n_tokens ? 1 : 0};
  t->tokens = ARENA_ARRAY(a, token, n_tokens);
  t->sentences = ARENA_ARRAY(a, sentence, 1);
  char *bytes = ARENA_ARRAY(a, char, (size_t)n_tokens * 80 + 1);
  size_t len = 0;
  for (uint32_t i = 0; i < n_tokens; i++) {
    str w = str_of(words[random_below(random, N)]);
    uint32_t copies = random_below(random, 20) ? 1 : 4;
    t->tokens[i].begin = (uint32_t)len;
    for (uint32_t k = 0; k < copies; k++) {
      memcpy(bytes + len, w.ptr, w.len);
      len += w.len;
    }
    t->tokens[i].end = (uint32_t)len;
    bytes[len++] = ' ';
  }
  t->bytes = (str){bytes, len};
  t->sentences[0] = (sentence){.begin = 0, .end = len ? (uint32_t)len - 1 : 0, .n_tokens = n_tokens};
}

static void check_tree(const analysis *an, uint32_t n) {
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; i++) {
    const word *w = &an->words[i];
    assert_true(w->upos < UPOS_COUNT && w->xpos < XPOS_COUNT && w->rel < REL_COUNT && w->lemma.len > 0);
    assert_int_equal(w->rel == REL_ROOT, w->head == NO_TOKEN);
    assert_int_equal(utf8_valid_until(w->lemma), w->lemma.len);
    roots += w->head == NO_TOKEN;
    uint32_t up = i, steps = 0;
    while (an->words[up].head != NO_TOKEN) {
      up = an->words[up].head;
      assert_true(up < n && ++steps <= n);
    }
  }
  assert_int_equal(roots, n ? 1 : 0);
}

static void check_entities(const analysis *an) {
  uint32_t end = 0;
  for (uint32_t e = 0; e < an->n_entities; e++) {
    const entity *x = &an->entities[e];
    assert_true(x->first_token >= end && x->n_tokens > 0 && x->kind < ENTITY_COUNT);
    for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++) assert_int_equal(an->words[i].entity, e + 1);
    end = x->first_token + x->n_tokens;
  }
  assert_true(end <= an->n_words);
}

static void every_sentence_is_one_tree(void **state) {
  fixture *f = *state;
  arena *a = arena_new((size_t)64 << 20);
  uint64_t random = 7;
  for (uint32_t round = 0; round < 600; round++) {
    arena_reset(a);
    uint32_t n = round < 3 ? round : round % 50 == 0 ? SENTENCE_TOKENS_MAX : 1 + random_below(&random, 60);
    text t;
    analysis an;
    make_text(&random, n, a, &t);
    assert_int_equal(grammar_analyse(f->g, f->scratch, &t, a, &an, NULL), CASUS_OK);
    assert_int_equal(an.n_words, n);
    check_tree(&an, n);
    check_entities(&an);
  }
  arena_free(a);
}

static void plain_sentences_get_plain_trees(void **state) {
  fixture *f = *state;
  arena *a = arena_new((size_t)16 << 20);
  text t;
  analysis an;
  str bytes = STR("Kenya's foreign minister met Ugandan officials in Entebbe on Tuesday.");
  assert_int_equal(text_split(bytes, 0, a, &t, NULL), CASUS_OK);
  assert_int_equal(grammar_analyse(f->g, f->scratch, &t, a, &an, NULL), CASUS_OK);
  assert_int_equal(an.n_words, 12);
  assert_int_equal(an.words[4].head, NO_TOKEN);
  assert_true(str_is(an.words[4].lemma, "meet"));
  assert_int_equal(an.words[4].xpos, XPOS_VBD);
  assert_int_equal(an.words[3].head, 4);
  assert_int_equal(an.words[3].rel, REL_NSUBJ);
  assert_int_equal(an.words[0].rel, REL_NMOD_POSS);
  assert_int_equal(an.words[6].rel, REL_OBJ);
  assert_true(str_is(an.words[6].lemma, "official"));
  assert_int_equal(an.words[8].rel, REL_OBL);
  assert_int_equal(an.entities[0].kind, ENTITY_PLACE);
  arena_free(a);
}

/* Words that may be participles are the verb where there is no other. */
static void a_lone_past_form_is_the_verb(void **state) {
  fixture *f = *state;
  static const char *const sentences[] = {"The Peruvian army shelled villages.", "Polish officials briefed reporters.",
                                          "Rebel fighters looted shops in the town."};
  static const uint32_t verbs[] = {3, 2, 2};
  for (size_t i = 0; i < 3; i++) {
    arena *a = arena_new((size_t)16 << 20);
    text t;
    analysis an;
    assert_int_equal(text_split(str_of(sentences[i]), 0, a, &t, NULL), CASUS_OK);
    assert_int_equal(grammar_analyse(f->g, f->scratch, &t, a, &an, NULL), CASUS_OK);
    assert_int_equal(an.words[verbs[i]].xpos, XPOS_VBD);
    assert_int_equal(an.words[verbs[i]].head, NO_TOKEN);
    assert_int_equal(an.words[verbs[i] - 1].rel, REL_NSUBJ);
    assert_int_equal(an.words[verbs[i] + 1].rel, REL_OBJ);
    arena_free(a);
  }
}

/* ---- batches */

static void check_equal(const analysis *whole, uint32_t from, const analysis *alone) {
  for (uint32_t i = 0; i < alone->n_words; i++) {
    const word *w = &whole->words[from + i], *o = &alone->words[i];
    assert_int_equal(w->upos, o->upos);
    assert_int_equal(w->xpos, o->xpos);
    assert_int_equal(w->rel, o->rel);
    assert_int_equal(w->head, o->head == NO_TOKEN ? NO_TOKEN : o->head + from);
    assert_true(str_equal(w->lemma, o->lemma));
    assert_int_equal(w->entity != 0, o->entity != 0);
    if (!w->entity) continue;
    const entity *e = &whole->entities[w->entity - 1], *f = &alone->entities[o->entity - 1];
    assert_int_equal(e->first_token, f->first_token + from);
    assert_int_equal(e->n_tokens, f->n_tokens);
    assert_int_equal(e->kind, f->kind);
  }
}

/* One sentence of `t` as a text of its own. */
static text only(const text *t, uint32_t number, sentence *s) {
  *s = t->sentences[number];
  text alone = *t;
  alone.tokens += s->first_token;
  alone.n_tokens = s->n_tokens;
  alone.sentences = s;
  alone.n_sentences = 1;
  s->first_token = 0;
  return alone;
}

/* Cuts the one sentence of `t` into many, short ones and long ones. */
static void cut_sentences(text *t, uint64_t *random, arena *a) {
  t->sentences = ARENA_ARRAY(a, sentence, t->n_tokens);
  t->n_sentences = 0;
  for (uint32_t at = 0; at < t->n_tokens;) {
    uint32_t n = 1 + random_below(random, random_below(random, 8) ? 30 : SENTENCE_TOKENS_MAX);
    if (n > t->n_tokens - at) n = t->n_tokens - at;
    t->sentences[t->n_sentences++] =
        (sentence){.begin = t->tokens[at].begin, .end = t->tokens[at + n - 1].end, .first_token = at, .n_tokens = n};
    at += n;
  }
}

static void a_batch_changes_nothing(void **state) {
  fixture *f = *state;
  arena *a = arena_new((size_t)64 << 20);
  uint64_t random = 31;
  for (uint32_t round = 0; round < 6; round++) {
    text t;
    analysis whole, alone;
    arena_reset(a);
    make_text(&random, 1500, a, &t);
    cut_sentences(&t, &random, a);
    assert_true(t.n_sentences > 10);
    assert_int_equal(grammar_analyse(f->g, f->scratch, &t, a, &whole, NULL), CASUS_OK);
    check_entities(&whole);
    for (uint32_t i = 0; i < t.n_sentences; i++) {
      sentence s;
      text one = only(&t, i, &s);
      assert_int_equal(grammar_analyse(f->g, f->scratch, &one, a, &alone, NULL), CASUS_OK);
      check_tree(&alone, s.n_tokens);
      check_equal(&whole, t.sentences[i].first_token, &alone);
    }
  }
  arena_free(a);
}

/* Sentences without tokens, and tokens that no sentence has, disturb nobody. */
static void gaps_change_nothing(void **state) {
  fixture *f = *state;
  arena *a = arena_new((size_t)16 << 20);
  uint64_t random = 5;
  text t;
  analysis whole, alone;
  make_text(&random, 40, a, &t);
  sentence s[] = {{.n_tokens = 0},
                  {.first_token = 0, .n_tokens = 10},
                  {.first_token = 10, .n_tokens = 0},
                  {.first_token = 10, .n_tokens = 6},
                  {.first_token = 20, .n_tokens = 20},
                  {.first_token = 40, .n_tokens = 0}};
  t.sentences = s;
  t.n_sentences = 6;
  assert_int_equal(grammar_analyse(f->g, f->scratch, &t, a, &whole, NULL), CASUS_OK);
  for (uint32_t i = 0; i < t.n_sentences; i++) {
    sentence own;
    text one = only(&t, i, &own);
    assert_int_equal(grammar_analyse(f->g, f->scratch, &one, a, &alone, NULL), CASUS_OK);
    check_tree(&alone, own.n_tokens);
    check_equal(&whole, s[i].first_token, &alone);
  }
  arena_free(a);
}

/* ---- weights with a good checksum and bad content: refused, or every sentence is a tree and nothing is read outside */

enum { CHECKSUM_AT = 16, COVERED_AT = 20 };

/* A copy of the built-in weights, of just their size and placed as weights must be. */
static str copy_weights(void) {
  str bytes;
  file_map map;
  void *copy = NULL;
  assert_int_equal(data_file(NULL, "grammar.casus", &bytes, &map, NULL), CASUS_OK);
  assert_int_equal(posix_memalign(&copy, WEIGHTS_ALIGNMENT, bytes.len), 0);
  memcpy(copy, bytes.ptr, bytes.len);
  return (str){copy, bytes.len};
}

static void drop_weights(str bytes) { free((void *)(uintptr_t)bytes.ptr); }

static char *section_of(str bytes, const char *name, size_t *len) {
  weights w;
  str section;
  assert_int_equal(weights_open(bytes, STR("copy"), &w, NULL), CASUS_OK);
  assert_int_equal(weights_section(&w, name, &section, NULL), CASUS_OK);
  *len = section.len;
  return (char *)(uintptr_t)section.ptr;
}

static void mend(str bytes) {
  char *p = (char *)(uintptr_t)bytes.ptr;
  uint32_t sum = checksum_bytes(p + COVERED_AT, bytes.len - COVERED_AT);
  memcpy(p + CHECKSUM_AT, &sum, sizeof sum);
}

/* True: they could be opened. */
static bool survive(str bytes, uint64_t *random) {
  grammar *g;
  grammar_scratch *scratch;
  casus_error error = {0};
  mend(bytes);
  if (grammar_open(bytes, STR("damaged"), &g, &error) != CASUS_OK) {
    assert_true(strlen(error.message) > 10);
    return false;
  }
  assert_int_equal(grammar_scratch_new(g, &scratch, NULL), CASUS_OK);
  arena *a = arena_new((size_t)64 << 20);
  for (uint32_t n = 1; n < 120; n += 17) {
    text t;
    analysis an;
    make_text(random, n, a, &t);
    assert_int_equal(grammar_analyse(g, scratch, &t, a, &an, NULL), CASUS_OK);
    assert_int_equal(an.n_words, n);
    check_tree(&an, n);
    check_entities(&an);
  }
  arena_free(a);
  grammar_scratch_free(scratch);
  grammar_close(g);
  return true;
}

/* Bytes anywhere in a section; the first of it, which hold its counts, are spared in every second round. */
static void damaged_weights_do_no_harm(void **state) {
  enum { ROUNDS = 4, HEAD = 512 };
  static const char *const sections[] = {"metadata", "tags", "lexicon", "vectors", "lemmas", "rows", "network"};
  uint64_t random = 23;
  uint32_t opened = 0;
  (void)state;
  for (size_t k = 0; k < sizeof sections / sizeof *sections; k++)
    for (int round = 0; round < ROUNDS; round++) {
      str bytes = copy_weights();
      size_t len;
      char *at = section_of(bytes, sections[k], &len);
      size_t spared = round % 2 && len > HEAD ? HEAD : 0, flips = (len - spared) / (round < 2 ? 50 : 5) + 1;
      for (size_t i = 0; i < flips; i++)
        at[spared + random_below(&random, (uint32_t)(len - spared))] = (char)random_below(&random, 256);
      opened += survive(bytes, &random);
      drop_weights(bytes);
    }
  assert_true(opened >= 12);
}

/* Values of the network, and scales of rows and vectors, that are no numbers, infinite or as large as can be. */
static void hostile_floats_do_no_harm(void **state) {
  static const float bad[] = {NAN, INFINITY, -INFINITY, 3.4e38f, -3.4e38f, 1e-45f, 1e19f};
  static const struct {
    const char *section;
    size_t header;
  } places[] = {{"network", 256}, {"rows", 64}, {"vectors", 64}};
  uint64_t random = 41;
  (void)state;
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
    for (size_t s = 0; s < 3; s++)
      for (uint32_t one_in = 1; one_in < 100000; one_in *= 300) {
        str bytes = copy_weights();
        size_t len;
        char *at = section_of(bytes, places[s].section, &len);
        size_t n = (len - places[s].header) / sizeof(float);
        if (s) n = n > 2000 ? 2000 : n; /* the first scales */
        for (size_t i = 0; i < n; i++)
          if (!random_below(&random, one_in)) memcpy(at + places[s].header + 4 * i, &bad[k], sizeof *bad);
        assert_true(survive(bytes, &random));
        drop_weights(bytes);
      }
}

/* Each number of a section's head set to what a count must not be. */
static void hostile_counts_do_no_harm(void **state) {
  static const struct {
    const char *section;
    size_t n_counts;
  } heads[] = {{"lexicon", 1}, {"vectors", 2}, {"lemmas", 2}, {"rows", 3}, {"network", 14}};
  static const uint32_t counts[] = {0, 1, UINT32_MAX, 1u << 31, 1u << 26};
  uint64_t random = 43;
  (void)state;
  str bytes = copy_weights();
  for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
    size_t len;
    char *at = section_of(bytes, heads[k].section, &len);
    for (size_t number = 0; number < heads[k].n_counts; number++)
      for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char was[4];
        memcpy(was, at + 4 * number, sizeof was);
        memcpy(at + 4 * number, &counts[i], sizeof was);
        bool open = memcmp(was, at + 4 * number, sizeof was) != 0 && survive(bytes, &random);
        if (open && strcmp(heads[k].section, "network") != 0) fail_msg("%s, number %zu", heads[k].section, number);
        memcpy(at + 4 * number, was, sizeof was);
      }
    mend(bytes);
  }
  drop_weights(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_sentence_is_one_tree),   cmocka_unit_test(plain_sentences_get_plain_trees),
      cmocka_unit_test(a_lone_past_form_is_the_verb), cmocka_unit_test(a_batch_changes_nothing),
      cmocka_unit_test(gaps_change_nothing),          cmocka_unit_test(damaged_weights_do_no_harm),
      cmocka_unit_test(hostile_floats_do_no_harm),    cmocka_unit_test(hostile_counts_do_no_harm)};
  return cmocka_run_group_tests(tests, open_builtin, close_builtin);
}
