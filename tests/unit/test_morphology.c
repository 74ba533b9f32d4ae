/* Features from tags, forms and trees: sentences whose FEATS column holds what must come out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "grammar/conllu_lines.h"
#include "grammar/morphology.h"

/* FORM UPOS XPOS HEAD DEPREL FEATS; an empty line ends a sentence. */
static const char sentences[] =
    /* the subject gives number and person; passive and perfect of one coordination */
    "The DET DT 2 det Definite=Def|PronType=Art\n"
    "envoys NOUN NNS 4 nsubj:pass Number=Plur\n"
    "were AUX VBD 4 aux:pass Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin\n"
    "expelled VERB VBN 0 root Tense=Past|VerbForm=Part|Voice=Pass\n"
    "\n"
    "She PRON PRP 3 nsubj Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs\n"
    "has AUX VBZ 3 aux Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\n"
    "resigned VERB VBN 0 root Tense=Past|VerbForm=Part\n"
    "and CCONJ CC 5 cc _\n"
    "left VERB VBN 3 conj Tense=Past|VerbForm=Part\n"
    "\n"
    "Soldiers NOUN NNS 4 nsubj:pass Number=Plur\n"
    "have AUX VBP 4 aux Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin\n"
    "been AUX VBN 4 aux:pass Tense=Past|VerbForm=Part\n"
    "seized VERB VBN 0 root Tense=Past|VerbForm=Part|Voice=Pass\n"
    "\n"
    /* "A and B" are several, also for the second verb; "A or B" are not */
    "Mali PROPN NNP 4 nsubj Number=Sing\n"
    "and CCONJ CC 3 cc _\n"
    "Niger PROPN NNP 1 conj Number=Sing\n"
    "agreed VERB VBD 0 root Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin\n"
    "and CCONJ CC 6 cc _\n"
    "signed VERB VBD 4 conj Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin\n"
    "\n"
    "Mali PROPN NNP 4 nsubj Number=Sing\n"
    "or CCONJ CC 3 cc _\n"
    "Niger PROPN NNP 1 conj Number=Sing\n"
    "agreed VERB VBD 0 root Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\n"
    "\n"
    /* a relative clause takes its antecedent */
    "rebels NOUN NNS 0 root Number=Plur\n"
    "who PRON WP 3 nsubj _\n"
    "fled VERB VBD 1 acl:relcl Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin\n"
    "\n"
    "You PRON PRP 2 nsubj Person=2|PronType=Prs\n"
    "know VERB VBP 0 root Mood=Ind|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin\n"
    "\n"
    /* infinitive and imperative */
    "We PRON PRP 3 nsubj Case=Nom|Number=Plur|Person=1|PronType=Prs\n"
    "may AUX MD 3 aux VerbForm=Fin\n"
    "refuse VERB VB 0 root VerbForm=Inf\n"
    "to PART TO 5 mark _\n"
    "sign VERB VB 3 xcomp VerbForm=Inf\n"
    "\n"
    "Do AUX VB 3 aux Mood=Imp|VerbForm=Fin\n"
    "not PART RB 3 advmod Polarity=Neg\n"
    "shoot VERB VB 0 root Mood=Imp|VerbForm=Fin\n"
    "\n"
    /* participle and gerund */
    "Troops NOUN NNS 3 nsubj Number=Ptan\n"
    "are AUX VBP 3 aux Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin\n"
    "firing VERB VBG 0 root Tense=Pres|VerbForm=Part\n"
    "\n"
    "They PRON PRP 2 nsubj Case=Nom|Number=Plur|Person=3|PronType=Prs\n"
    "stopped VERB VBD 0 root Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin\n"
    "firing VERB VBG 2 xcomp VerbForm=Ger\n"
    "\n"
    /* adjectives, numbers, pronouns */
    "the DET DT 5 det Definite=Def|PronType=Art\n"
    "first ADJ JJ 5 amod Degree=Pos|NumType=Ord\n"
    "two NUM CD 5 nummod NumType=Card\n"
    "larger ADJ JJR 5 amod Degree=Cmp\n"
    "groups NOUN NNS 0 root Number=Plur\n"
    "of ADP IN 8 case _\n"
    "her PRON PRP$ 8 nmod:poss Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs\n"
    "1980s NOUN NNS 5 nmod Number=Ptan\n"
    "\n";

/* The sentences as CoNLL-U. */
static void write_conllu(buffer *out) {
  str rest = STR(sentences), line, f[6];
  uint32_t id = 0;
  while (str_cut(&rest, '\n', &line)) {
    id = str_empty(line) ? 0 : id + 1;
    for (size_t k = 0; id && k < 6; k++) assert_true(str_cut(&line, ' ', &f[k]));
    if (id)
      assert_true(buffer_format(out, "%u\t%.*s\t_\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t_\t_", id, (int)f[0].len, f[0].ptr,
                                (int)f[1].len, f[1].ptr, (int)f[2].len, f[2].ptr, (int)f[5].len, f[5].ptr, (int)f[3].len,
                                f[3].ptr, (int)f[4].len, f[4].ptr));
    assert_true(buffer_add_byte(out, '\n'));
  }
}

static void features_of_sentences(void **state) {
  (void)state;
  arena *a = arena_new(1 << 22);
  buffer in;
  text t;
  analysis an;
  conllu_line l;
  buffer_init(&in, 1 << 20);
  write_conllu(&in);
  str rest = buffer_str(&in);
  assert_int_equal(conllu_read(rest, STR("test"), a, &t, &an, NULL), CASUS_OK);
  for (uint32_t i = 0, s = 0; conllu_next(&rest, &l);) {
    s += l.kind == CONLLU_BLANK;
    if (l.kind != CONLLU_WORD) continue;
    char room[FEATURES_BYTES_MAX];
    str got = word_features(&t, &an, &t.sentences[s], i++, room);
    if (!str_equal(got, l.columns[CONLLU_FEATS])) print_error("sentence %u: %.*s\n", s, (int)l.line.len, l.line.ptr);
    assert_int_equal(got.len, l.columns[CONLLU_FEATS].len);
    assert_memory_equal(got.ptr, l.columns[CONLLU_FEATS].ptr, got.len);
  }
  buffer_free(&in);
  arena_free(a);
}

/* Any tags on any tree, cycles too: an answer, and keys in order. */
static void any_analysis_has_features(void **state) {
  (void)state;
  enum { N = 7 };
  static const char bytes[] = "were a his 3 that 's x";
  token tokens[N] = {{0, 4}, {5, 6}, {7, 10}, {11, 12}, {13, 17}, {18, 20}, {21, 22}};
  sentence s = {.end = 22, .n_tokens = N};
  text t = {.bytes = STR(bytes), .sentences = &s, .tokens = tokens, .n_sentences = 1, .n_tokens = N};
  word words[N] = {0};
  analysis an = {.words = words, .n_words = N};
  uint32_t seed = 1;
  for (uint32_t k = 0; k < 60000; k++) {
    for (uint32_t i = 0; i < N; i++) {
      seed = seed * 1664525u + 1013904223u;
      uint32_t r = seed >> 8;
      words[i] = (word){.head = r % 8 == N ? NO_TOKEN : r % 8,
                        .upos = (uint8_t)(r / 8 % UPOS_COUNT),
                        .xpos = (uint8_t)(r / 256 % XPOS_COUNT),
                        .rel = (uint8_t)(r / 4096 % REL_COUNT)};
    }
    char room[FEATURES_BYTES_MAX];
    str rest = word_features(&t, &an, &s, k % N, room), item, last = {"", 0};
    assert_true(rest.len > 0 && rest.len < FEATURES_BYTES_MAX);
    for (; str_cut(&rest, '|', &item); last = item) assert_true(str_compare(last, item) < 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(features_of_sentences), cmocka_unit_test(any_analysis_has_features)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
