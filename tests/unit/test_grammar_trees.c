/* Every sentence gets exactly one tree, whatever its tokens; entities lie in order; the same input gives the same analysis. */
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
    if (w->head != NO_TOKEN && an->words[w->head].upos == UPOS_PUNCT) assert_int_equal(w->upos, UPOS_PUNCT);
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

/* Weights with a good checksum and bad content: whatever they say, every sentence is a tree and nothing is read outside. */
static void damaged_weights_do_no_harm(void **state) {
  enum { ROUNDS = 12, FLIPS = 40000, CHECKSUM = 16, COVERED = 20, CONTENT = 4096 };
  str bytes;
  file_map map;
  uint64_t random = 23;
  (void)state;
  assert_int_equal(data_file(NULL, "grammar.casus", &bytes, &map, NULL), CASUS_OK);
  char *copy = malloc(bytes.len);
  assert_non_null(copy);
  for (int round = 0; round < ROUNDS; round++) {
    grammar *g;
    grammar_scratch *scratch;
    memcpy(copy, bytes.ptr, bytes.len);
    for (int i = 0; i < FLIPS; i++) {
      uint32_t at = CONTENT + random_below(&random, (uint32_t)bytes.len - CONTENT);
      copy[at] = (char)random_below(&random, 256);
    }
    uint32_t sum = checksum_bytes(copy + COVERED, bytes.len - COVERED);
    memcpy(copy + CHECKSUM, &sum, sizeof sum);
    if (grammar_open((str){copy, bytes.len}, STR("damaged"), &g, NULL) != CASUS_OK) continue;
    assert_int_equal(grammar_scratch_new(g, &scratch, NULL), CASUS_OK);
    arena *a = arena_new((size_t)64 << 20);
    for (uint32_t n = 1; n < 200; n += 9) {
      text t;
      analysis an;
      make_text(&random, n, a, &t);
      assert_int_equal(grammar_analyse(g, scratch, &t, a, &an, NULL), CASUS_OK);
      assert_int_equal(an.n_words, n);
    }
    arena_free(a);
    grammar_scratch_free(scratch);
    grammar_close(g);
  }
  free(copy);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_sentence_is_one_tree), cmocka_unit_test(a_lone_past_form_is_the_verb),
                                     cmocka_unit_test(damaged_weights_do_no_harm),
                                     cmocka_unit_test(plain_sentences_get_plain_trees)};
  return cmocka_run_group_tests(tests, open_builtin, close_builtin);
}
