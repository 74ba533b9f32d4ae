/* Enhanced dependencies: sentences whose last column holds the DEPS that must come out, each rule beside a near miss. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "grammar/conllu_lines.h"
#include "grammar/enhanced.h"

/* FORM UPOS XPOS HEAD DEPREL DEPS; an empty line ends a sentence. Lemmas are lower-cased forms, but for "promised". */
static const char shared_and_controlled[] =
    /* the subject of both verbs; "came" with a comma and no conjunction of its own takes the one that follows */
    "Envoys NOUN NNS 2 nsubj 2:nsubj|4:nsubj|6:nsubj\n"
    "came VERB VBD 0 root 0:root\n"
    ", PUNCT , 4 punct 4:punct\n"
    "spoke VERB VBD 2 conj 2:conj:and\n"
    "and CCONJ CC 6 cc 6:cc\n"
    "left VERB VBD 2 conj 2:conj:and\n"
    "\n"
    /* a second subject */
    "Envoys NOUN NNS 2 nsubj 2:nsubj\n"
    "came VERB VBD 0 root 0:root\n"
    "and CCONJ CC 5 cc 5:cc\n"
    "soldiers NOUN NNS 5 nsubj 5:nsubj\n"
    "left VERB VBD 2 conj 2:conj:and\n"
    "\n"
    /* an imperative has none */
    "He PRON PRP 2 nsubj 2:nsubj\n"
    "lies VERB VBZ 0 root 0:root\n"
    ", PUNCT , 5 punct 5:punct\n"
    "so CCONJ CC 5 cc 5:cc\n"
    "leave VERB VB 2 conj 2:conj:so\n"
    "\n"
    /* passives share the auxiliary; active and passive differ */
    "It PRON PRP 3 nsubj:pass 3:nsubj:pass|5:nsubj:pass|7:nsubj\n"
    "was AUX VBD 3 aux:pass 3:aux:pass\n"
    "seized VERB VBN 0 root 0:root\n"
    ", PUNCT , 5 punct 5:punct\n"
    "burnt VERB VBN 3 conj 3:conj:and\n"
    "and CCONJ CC 7 cc 7:cc\n"
    "sank VERB VBD 3 conj 3:conj:and\n"
    "by ADP IN 9 case 9:case\n"
    "Mali PROPN NNP 3 obl:agent 3:obl:agent\n"
    "\n"
    /* an object behind both verbs */
    "Rebels NOUN NNS 2 nsubj 2:nsubj|4:nsubj\n"
    "seized VERB VBD 0 root 0:root\n"
    "and CCONJ CC 4 cc 4:cc\n"
    "burnt VERB VBD 2 conj 2:conj:and\n"
    "trucks NOUN NNS 2 obj 2:obj|4:obj\n"
    "\n"
    /* an object before the second, and a second that has its own */
    "Rebels NOUN NNS 2 nsubj 2:nsubj|5:nsubj\n"
    "seized VERB VBD 0 root 0:root\n"
    "trucks NOUN NNS 2 obj 2:obj\n"
    "and CCONJ CC 5 cc 5:cc\n"
    "fled VERB VBD 2 conj 2:conj:and\n"
    "\n"
    "Rebels NOUN NNS 2 nsubj 2:nsubj|4:nsubj\n"
    "said VERB VBD 0 root 0:root\n"
    "and CCONJ CC 4 cc 4:cc\n"
    "showed VERB VBD 2 conj 2:conj:and\n"
    "that SCONJ IN 7 mark 7:mark\n"
    "they PRON PRP 7 nsubj 7:nsubj\n"
    "lost VERB VBD 4 ccomp 4:ccomp\n"
    "men NOUN NNS 7 obj 7:obj\n"
    "\n"
    /* subjects that are several */
    "Mali PROPN NNP 4 nsubj 4:nsubj|6:nsubj:xsubj\n"
    "and CCONJ CC 3 cc 3:cc\n"
    "Niger PROPN NNP 1 conj 1:conj:and|4:nsubj|6:nsubj:xsubj\n"
    "agreed VERB VBD 0 root 0:root\n"
    "to PART TO 6 mark 6:mark\n"
    "talk VERB VB 4 xcomp 4:xcomp\n"
    "\n"
    /* control by the object, and by the subject where there is none; chains */
    "Paris PROPN NNP 2 nsubj 2:nsubj\n"
    "asked VERB VBD 0 root 0:root\n"
    "Rome PROPN NNP 2 obj 2:obj|5:nsubj:xsubj|7:nsubj:xsubj\n"
    "to PART TO 5 mark 5:mark\n"
    "try VERB VB 2 xcomp 2:xcomp\n"
    "to PART TO 7 mark 7:mark\n"
    "help VERB VB 5 xcomp 5:xcomp\n"
    "\n"
    "Paris PROPN NNP 2 nsubj 2:nsubj|5:nsubj:xsubj\n"
    "promised VERB VBD 0 root 0:root\n"
    "Rome PROPN NNP 2 iobj 2:iobj\n"
    "to PART TO 5 mark 5:mark\n"
    "help VERB VB 2 xcomp 2:xcomp\n"
    "\n"
    /* an expletive controls nothing */
    "Talks NOUN NNS 2 nsubj 2:nsubj\n"
    "made VERB VBD 0 root 0:root\n"
    "it PRON PRP 2 expl 2:expl\n"
    "possible ADJ JJ 2 xcomp 2:xcomp\n"
    "\n"
    /* a clause with a subject of its own needs no other */
    "Paris PROPN NNP 2 nsubj 2:nsubj\n"
    "saw VERB VBD 0 root 0:root\n"
    "Rome PROPN NNP 4 nsubj 4:nsubj\n"
    "win VERB VB 2 ccomp 2:ccomp\n"
    "\n"
    "";

static const char relatives_and_names[] =
    /* who and whom, with what follows from them */
    "men NOUN NNS 0 root 0:root|3:nsubj|5:nsubj|7:nsubj:xsubj\n"
    "who PRON WP 3 nsubj 1:ref\n"
    "came VERB VBD 1 acl:relcl 1:acl:relcl\n"
    "and CCONJ CC 5 cc 5:cc\n"
    "refused VERB VBD 3 conj 1:acl:relcl|3:conj:and\n"
    "to PART TO 7 mark 7:mark\n"
    "leave VERB VB 5 xcomp 5:xcomp\n"
    "\n"
    "town NOUN NN 0 root 0:root|6:obl\n"
    "in ADP IN 3 case 3:case\n"
    "which PRON WDT 6 obl 1:ref\n"
    "they PRON PRP 6 nsubj 6:nsubj\n"
    "were AUX VBD 6 aux 6:aux\n"
    "living VERB VBG 1 acl:relcl 1:acl:relcl\n"
    "\n"
    "men NOUN NNS 0 root 0:root|3:nmod:poss\n"
    "whose PRON WP$ 3 nmod:poss 1:ref\n"
    "trucks NOUN NNS 4 nsubj 4:nsubj\n"
    "burnt VERB VBD 1 acl:relcl 1:acl:relcl\n"
    "\n"
    /* without a pronoun: the object that is missing, or the way */
    "deal NOUN NN 0 root 0:root|3:obj\n"
    "they PRON PRP 3 nsubj 3:nsubj\n"
    "signed VERB VBD 1 acl:relcl 1:acl:relcl\n"
    "\n"
    "way NOUN NN 0 root 0:root|3:obl\n"
    "they PRON PRP 3 nsubj 3:nsubj\n"
    "live VERB VBP 1 acl:relcl 1:acl:relcl\n"
    "\n"
    "deal NOUN NN 0 root 0:root\n"
    "they PRON PRP 3 nsubj 3:nsubj\n"
    "said VERB VBD 1 acl:relcl 1:acl:relcl\n"
    "failed VERB VBD 3 ccomp 3:ccomp\n"
    "\n"
    /* "that" that opens a clause on a noun stands for nothing */
    "fear NOUN NN 0 root 0:root\n"
    "that SCONJ IN 4 mark 4:mark\n"
    "they PRON PRP 4 nsubj 4:nsubj\n"
    "leave VERB VBP 1 acl 1:acl:that\n"
    "\n"
    /* a whole clause before the pronoun */
    "They PRON PRP 2 nsubj 2:nsubj\n"
    "left VERB VBD 0 root 0:root|5:csubj\n"
    ", PUNCT , 5 punct 5:punct\n"
    "which PRON WDT 5 nsubj 2:ref\n"
    "helped VERB VBD 2 advcl:relcl 2:advcl:relcl\n"
    "\n"
    /* prepositions: of several words, the last of two, none */
    "Talks NOUN NNS 0 root 0:root\n"
    "because ADP IN 4 case 4:case\n"
    "of ADP IN 2 fixed 2:fixed\n"
    "war NOUN NN 1 nmod 1:nmod:because_of\n"
    "out ADP IN 7 case 7:case\n"
    "of ADP IN 7 case 7:case\n"
    "town NOUN NN 1 nmod 1:nmod:of\n"
    "including VERB VBG 9 case 9:case\n"
    "ours PRON PRP 1 nmod 1:nmod:including\n"
    "- SYM SYM 11 case 11:case\n"
    "5 NUM CD 1 nmod 1:nmod\n"
    "Tuesday PROPN NNP 1 nmod:unmarked 1:nmod:unmarked\n"
    "\n"
    /* conjuncts: the preposition of the first, or their own */
    "Talks NOUN NNS 0 root 0:root\n"
    "in ADP IN 3 case 3:case\n"
    "Paris PROPN NNP 1 nmod 1:nmod:in\n"
    "and CCONJ CC 5 cc 5:cc\n"
    "Rome PROPN NNP 3 conj 1:nmod:in|3:conj:and\n"
    "or CCONJ CC 8 cc 8:cc\n"
    "near ADP IN 8 case 8:case\n"
    "Bonn PROPN NNP 3 conj 1:nmod:near|3:conj:or\n"
    "\n"
    /* of the root, nothing is handed on */
    "War NOUN NN 0 root 0:root\n"
    "and CCONJ CC 3 cc 3:cc\n"
    "peace NOUN NN 1 conj 1:conj:and\n"
    "\n"
    /* clauses */
    "Go VERB VB 0 root 0:root\n"
    "when ADV WRB 4 advmod 4:advmod\n"
    "they PRON PRP 4 nsubj 4:nsubj\n"
    "call VERB VBP 1 advcl 1:advcl:when\n"
    "\n";

/* The sentences as CoNLL-U. */
static void write_conllu(str rest, buffer *out) {
  str line, f[6];
  uint32_t id = 0;
  while (str_cut(&rest, '\n', &line)) {
    id = str_empty(line) ? 0 : id + 1;
    for (size_t k = 0; id && k < 6; k++) assert_true(str_cut(&line, ' ', &f[k]));
    str lemma = id && str_is(f[0], "promised") ? STR("promise") : f[0];
    if (id)
      assert_true(buffer_format(out, "%u\t%.*s\t%.*s\t%.*s\t%.*s\t_\t%.*s\t%.*s\t%.*s\t_", id, (int)f[0].len, f[0].ptr,
                                (int)lemma.len, lemma.ptr, (int)f[1].len, f[1].ptr, (int)f[2].len, f[2].ptr, (int)f[3].len,
                                f[3].ptr, (int)f[4].len, f[4].ptr, (int)f[5].len, f[5].ptr));
    assert_true(buffer_add_byte(out, '\n'));
  }
}

static bool comes_out(const enhanced_graph *g, const text *t, const analysis *an, const sentence *s, uint32_t i, str wanted) {
  buffer out;
  buffer_init(&out, 1 << 16);
  assert_true(enhanced_write(g, t, an, s, i, &out));
  bool same = str_equal(buffer_str(&out), wanted);
  if (!same)
    print_error("word %u: %.*s, not %.*s\n%.*s\n", i, (int)out.len, out.ptr, (int)wanted.len, wanted.ptr,
                (int)(s->end - s->begin), t->bytes.ptr + s->begin);
  buffer_free(&out);
  return same;
}

static void have_their_edges(str sentences) {
  static enhanced_graph g;
  arena *a = arena_new(1 << 22);
  buffer in;
  text t;
  analysis an;
  conllu_line l;
  bool good = true;
  buffer_init(&in, 1 << 20);
  write_conllu(sentences, &in);
  str rest = buffer_str(&in);
  assert_int_equal(conllu_read(rest, STR("test"), a, &t, &an, NULL), CASUS_OK);
  for (uint32_t s = 0; conllu_next(&rest, &l);) {
    s += l.kind == CONLLU_BLANK;
    if (l.kind != CONLLU_WORD) continue;
    if (l.id == 1) enhanced_build(&t, &an, &t.sentences[s], &g);
    good = comes_out(&g, &t, &an, &t.sentences[s], l.id, l.columns[CONLLU_DEPS]) && good;
  }
  assert_true(good);
  buffer_free(&in);
  arena_free(a);
}

static void subjects_and_objects_are_found(void **state) {
  (void)state;
  have_their_edges(STR(shared_and_controlled));
}

static void relatives_and_names_are_found(void **state) {
  (void)state;
  have_their_edges(STR(relatives_and_names));
}

/* Trees, forests and cycles of any relations: edges within the sentence, in the order of their heads, none twice. */
static void check_edges(const enhanced_graph *g, uint32_t n) {
  assert_true(g->n_edges <= ENHANCED_EDGES_MAX);
  for (uint32_t e = 1; e <= g->n_edges; e++) {
    const enhanced_edge *x = &g->edges[e];
    assert_true(x->head <= n && x->dependent >= 1 && x->dependent <= n && x->marker <= n);
    for (uint32_t f = n + 1; f < e; f++)
      assert_false(g->edges[f].dependent == x->dependent && g->edges[f].head == x->head && g->edges[f].rel == x->rel);
  }
}

static void any_analysis_has_edges(void **state) {
  (void)state;
  enum { N = 7 };
  static const char bytes[] = "who a that 3 when 's x";
  static enhanced_graph g;
  token tokens[N] = {{0, 3}, {4, 5}, {6, 10}, {11, 12}, {13, 17}, {18, 20}, {21, 22}};
  sentence s = {.end = 22, .n_tokens = N};
  text t = {.bytes = STR(bytes), .sentences = &s, .tokens = tokens, .n_sentences = 1, .n_tokens = N};
  word words[N] = {0};
  analysis an = {.words = words, .n_words = N};
  uint32_t seed = 1;
  for (uint32_t k = 0; k < 60000; k++) {
    for (uint32_t i = 0; i < N; i++) {
      seed = seed * 1664525u + 1013904223u;
      uint32_t r = seed >> 8, head = r % 8;
      words[i] = (word){.lemma = token_form(&t, i),
                        .head = head == N || head == i ? NO_TOKEN : head,
                        .upos = (uint8_t)(r / 8 % UPOS_COUNT),
                        .xpos = (uint8_t)(r / 256 % XPOS_COUNT),
                        .rel = (uint8_t)(r / 4096 % REL_COUNT)};
    }
    enhanced_build(&t, &an, &s, &g);
    check_edges(&g, N);
  }
}

/* One subject of five hundred verbs, five hundred subjects of one: no more than there is room for. */
static void long_coordinations_are_bounded(void **state) {
  (void)state;
  enum { N = SENTENCE_TOKENS_MAX };
  static enhanced_graph g;
  static token tokens[N];
  static word words[N];
  sentence s = {.end = 1, .n_tokens = N};
  text t = {.bytes = STR("x"), .sentences = &s, .tokens = tokens, .n_sentences = 1, .n_tokens = N};
  analysis an = {.words = words, .n_words = N};
  for (uint32_t i = 0; i < N; i++) {
    bool subject = i < N / 2;
    tokens[i] = (token){0, 1};
    words[i] = (word){.lemma = STR("x"), .head = subject ? 0 : N / 2, .upos = UPOS_VERB, .xpos = XPOS_VBD, .rel = REL_CONJ};
  }
  words[0] = (word){.lemma = STR("x"), .head = N / 2, .upos = UPOS_NOUN, .xpos = XPOS_NN, .rel = REL_NSUBJ};
  words[N / 2] = (word){.lemma = STR("x"), .head = NO_TOKEN, .upos = UPOS_VERB, .xpos = XPOS_VBD, .rel = REL_ROOT};
  enhanced_build(&t, &an, &s, &g);
  assert_int_equal(g.n_edges, ENHANCED_EDGES_MAX);
  check_edges(&g, N);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(subjects_and_objects_are_found),
                                     cmocka_unit_test(relatives_and_names_are_found), cmocka_unit_test(any_analysis_has_edges),
                                     cmocka_unit_test(long_coordinations_are_bounded)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
