/* Training from the data to the file, on a treebank of a few sentences: the file opens, the same seed gives the same bytes, and
 * what was learnt comes out again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "grammar/grammar.h"
#include "train/train.h"

/* Words as FORM:LEMMA:TAG:HEAD:RELATION. */
static const char *const ewt[] = {
    "The:the:DT:2:det minister:minister:NN:3:nsubj met:meet:VBD:0:root officials:official:NNS:3:obj in:in:IN:6:case "
    "Accra:Accra:NNP:3:obl .:.:.:3:punct",
    "The:the:DT:2:det envoy:envoy:NN:3:nsubj left:leave:VBD:0:root Lagos:Lagos:NNP:3:obj .:.:.:3:punct",
    "Rebels:rebel:NNS:2:nsubj attacked:attack:VBD:0:root the:the:DT:4:det town:town:NN:2:obj .:.:.:2:punct",
    "The:the:DT:2:det army:army:NN:3:nsubj shelled:shell:VBD:0:root villages:village:NNS:3:obj in:in:IN:7:case the:the:DT:7:det "
    "north:north:NN:3:obl .:.:.:3:punct",
    "Officials:official:NNS:2:nsubj met:meet:VBD:0:root envoys:envoy:NNS:2:obj in:in:IN:5:case Lagos:Lagos:NNP:2:obl "
    ".:.:.:2:punct",
};
static const char *const gum[] = {
    "The:the:DT:2:det union:union:NN:3:nsubj rejected:reject:VBD:0:root the:the:DT:5:det offer:offer:NN:3:obj .:.:.:3:punct",
    "Farmers:farmer:NNS:2:nsubj burned:burn:VBD:0:root tyres:tyre:NNS:2:obj in:in:IN:5:case Lima:Lima:NNP:2:obl .:.:.:2:punct",
};
enum { N_EWT = sizeof ewt / sizeof *ewt, N_GUM = sizeof gum / sizeof *gum, EPOCHS = 700 };

/* ---- the folder of data */

static char folder[64];

static const char *path_of(const char *name) {
  static char paths[4][128];
  static unsigned n;
  char *path = paths[n++ % 4];
  snprintf(path, sizeof paths[0], "%s/%s", folder, name);
  return path;
}

static FILE *create(const char *name) {
  FILE *f = fopen(path_of(name), "wb");
  assert_non_null(f);
  return f;
}

static const char *upos_of(str tag) {
  static const char *const pairs[][2] = {{"DT", "DET"},   {"NN", "NOUN"}, {"NNS", "NOUN"}, {"NNP", "PROPN"},
                                         {"VBD", "VERB"}, {"IN", "ADP"},  {".", "PUNCT"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (str_is(tag, pairs[i][0])) return pairs[i][1];
  return "X";
}

typedef struct {
  str form, lemma, tag, head, rel;
} gold_word;

static bool next_word(str *rest, gold_word *w) {
  str item;
  if (!str_cut(rest, ' ', &item)) return false;
  str *const columns[] = {&w->form, &w->lemma, &w->tag, &w->head, &w->rel};
  for (size_t i = 0; i < 5; i++) assert_true(str_cut(&item, ':', columns[i]));
  return true;
}

static void put(FILE *f, str s) { fwrite(s.ptr, 1, s.len, f); }

static void put_sentence(FILE *f, const char *sentence_words, int number) {
  str rest = str_of(sentence_words);
  gold_word w;
  fprintf(f, "# sent_id = s%d\n", number);
  for (int i = 1; next_word(&rest, &w); i++) {
    fprintf(f, "%d\t", i);
    put(f, w.form);
    fputc('\t', f);
    put(f, w.lemma);
    fprintf(f, "\t%s\t", upos_of(w.tag));
    put(f, w.tag);
    fputs("\t_\t", f);
    put(f, w.head);
    fputc('\t', f);
    put(f, w.rel);
    fputs("\t_\t_\n", f);
  }
  fputc('\n', f);
}

static void write_treebank(const char *name, const char *const *sentences, int n) {
  FILE *f = create(name);
  for (int i = 0; i < n; i++) put_sentence(f, sentences[i], i);
  fclose(f);
}

/* As Universal NER has it: every name here is a place. */
static void write_entities(void) {
  FILE *f = create("entities/uner-ewt-train.iob2");
  for (int i = 0; i < N_EWT; i++) {
    str rest = str_of(ewt[i]);
    gold_word w;
    fprintf(f, "# sent_id = s%d\n", i);
    for (int k = 1; next_word(&rest, &w); k++) {
      fprintf(f, "%d\t", k);
      put(f, w.form);
      fprintf(f, "\t%s\t-\t-\n", str_is(w.tag, "NNP") ? "B-LOC" : "O");
    }
    fputc('\n', f);
  }
  fclose(f);
}

static void write_text(const char *name, const char *content) {
  FILE *f = create(name);
  fputs(content, f);
  fclose(f);
}

static void write_packed(const char *name, const char *content) {
  gzFile f = gzopen(path_of(name), "wb");
  assert_non_null(f);
  gzputs(f, content);
  gzclose(f);
}

static const char *const raw[] = {"abc_australia.txt.gz",        "bbc2004.txt.gz",        "reuters21578.txt.gz",
                                  "wmt21_22_sents.txt.gz",       "wmt23_24_sents.txt.gz", "world-newswire.jsonl.gz",
                                  "state_union_inaugural.txt.gz"};

static void write_raw(void) {
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
    char name[64];
    bool json = strstr(raw[i], "jsonl") != NULL;
    snprintf(name, sizeof name, "raw/%s", raw[i]);
    write_packed(name, json ? "{\"text\":\"The minister left the town. Rebels met officials in Lagos.\"}\n"
                            : "The army met rebels in Accra. Farmers left the north.\n");
  }
}

static void write_facts(void) {
  write_text("facts/geonames-cities15000.txt",
             "1\tAccra\tAccra\t\t\t\t\t\t\t\t\t\t\t\t2000000\n2\tLagos\tLagos\t\t\t\t\t\t\t\t\t\t\t\t9000000\n");
  write_text("facts/geonames-admin1.txt", "PE.15\tLima\tLima\t3\n");
  write_text("facts/geonames-countries.txt", "GH\tGHA\t288\tGH\tGhana\tAccra\n");
  write_text("facts/position-holders-2022.tsv", "Q1\tQ2\tKofi Abrefa\n");
  write_text("facts/cia-world-leaders-2019.tsv", "Ghana\tMinister\tAma BOATENG\n");
  write_text("facts/oeda-Phoenix.MilNonState.actors.txt", "HILL_FRONT_ [HIL]\n");
  write_text("facts/oeda-Phoenix.International.actors.txt", "COUNCIL_OF_THE_LAKES_ [IGOLAK]\n");
  write_packed("facts/factbook-government.jsonl.gz", "{\"Nationality\":{\"noun\":{\"text\":\"Ghanaian(s)\"}}}\n");
}

static const char *const folders[] = {"treebanks", "entities", "raw", "facts"};

static int make_folder(void **state) {
  (void)state;
  snprintf(folder, sizeof folder, "/tmp/casus-train-XXXXXX");
  assert_non_null(mkdtemp(folder));
  for (size_t i = 0; i < 4; i++) assert_int_equal(mkdir(path_of(folders[i]), 0700), 0);
  write_treebank("treebanks/en_ewt-ud-train.conllu", ewt, N_EWT);
  write_treebank("treebanks/gum-open-train.conllu", gum, N_GUM);
  write_entities();
  write_raw();
  write_facts();
  return 0;
}

static int drop_folder(void **state) {
  static const char *const files[] = {"treebanks/en_ewt-ud-train.conllu",
                                      "treebanks/gum-open-train.conllu",
                                      "entities/uner-ewt-train.iob2",
                                      "facts/geonames-cities15000.txt",
                                      "facts/geonames-admin1.txt",
                                      "facts/geonames-countries.txt",
                                      "facts/position-holders-2022.tsv",
                                      "facts/cia-world-leaders-2019.tsv",
                                      "facts/oeda-Phoenix.MilNonState.actors.txt",
                                      "facts/oeda-Phoenix.International.actors.txt",
                                      "facts/factbook-government.jsonl.gz",
                                      "first",
                                      "second",
                                      "second.teacher-1",
                                      "second.teacher-2",
                                      "third"};
  char name[64];
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) remove(path_of(files[i]));
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
    snprintf(name, sizeof name, "raw/%s", raw[i]);
    remove(path_of(name));
  }
  for (size_t i = 0; i < 4; i++) rmdir(path_of(folders[i]));
  return rmdir(folder); /* empty: no file was left behind */
}

/* ---- training */

static train_options options_to(const char *out, uint32_t epochs) {
  return (train_options){.data_dir = folder, .out_path = out, .seed = 3, .epochs = epochs, .encoder = "e32 r32 c1x32"};
}

static void train(train_options o) {
  casus_error error = {0};
  if (train_grammar(&o, &error) != CASUS_OK) fail_msg("%s: %s", error.file, error.message);
}

static bool same_files(const char *a, const char *b) {
  file_map x, y;
  assert_int_equal(file_open_map(a, (size_t)1 << 28, &x, NULL), CASUS_OK);
  assert_int_equal(file_open_map(b, (size_t)1 << 28, &y, NULL), CASUS_OK);
  bool same = str_equal(x.bytes, y.bytes);
  file_unmap(&x);
  file_unmap(&y);
  return same;
}

/* Also where forms and vectors are those of an earlier file. */
static void a_seed_gives_the_same_bytes(void **state) {
  (void)state;
  train_options first = options_to(path_of("first"), 2), second = options_to(path_of("second"), 2);
  train(first);
  train(second);
  assert_true(same_files(path_of("first"), path_of("second")));
  second.lexicon_from = path_of("first");
  train(second);
  assert_true(same_files(path_of("first"), path_of("second")));
  second.seed = 4;
  train(second);
  assert_false(same_files(path_of("first"), path_of("second")));
}

static uint32_t number_of(str s) {
  uint32_t n = 0;
  assert_true(str_to_u32(s, &n));
  return n;
}

static void check_sentence(const grammar *g, const char *gold) {
  grammar_scratch *scratch;
  arena *a = arena_new((size_t)16 << 20);
  text t;
  analysis an;
  char bytes[512], *end = bytes;
  gold_word w;
  for (str rest = str_of(gold); next_word(&rest, &w);) end += snprintf(end, 64, "%.*s ", (int)w.form.len, w.form.ptr);
  assert_int_equal(grammar_scratch_new(g, &scratch, NULL), CASUS_OK);
  assert_int_equal(text_split(str_of(bytes), 0, a, &t, NULL), CASUS_OK);
  assert_int_equal(grammar_analyse(g, scratch, &t, a, &an, NULL), CASUS_OK);
  str rest = str_of(gold);
  for (uint32_t i = 0; next_word(&rest, &w); i++) {
    uint32_t head = number_of(w.head);
    bool place = str_is(w.tag, "NNP");
    assert_int_equal(an.words[i].head, head ? head - 1 : NO_TOKEN);
    assert_true(str_is(w.tag, xpos_name(an.words[i].xpos)));
    assert_true(str_is(w.rel, relation_name(an.words[i].rel)));
    assert_true(str_equal(w.lemma, an.words[i].lemma));
    assert_int_equal(an.words[i].entity != 0, place);
    if (place) assert_int_equal(an.entities[an.words[i].entity - 1].kind, ENTITY_PLACE);
  }
  grammar_scratch_free(scratch);
  arena_free(a);
}

static void what_was_learnt_comes_out(void **state) {
  (void)state;
  casus_error error;
  file_map map;
  grammar *g;
  train(options_to(path_of("third"), EPOCHS));
  assert_int_equal(file_open_map(path_of("third"), (size_t)1 << 28, &map, &error), CASUS_OK);
  assert_int_equal(grammar_open(map.bytes, STR("third"), &g, &error), CASUS_OK);
  assert_true(str_is(grammar_metadata(g, "encoder"), "e32 r32 c1x32"));
  assert_true(str_is(grammar_metadata(g, "seed"), "3"));
  for (int i = 0; i < N_EWT; i++) check_sentence(g, ewt[i]);
  grammar_close(g);
  file_unmap(&map);
}

/* Two teachers read the raw text; what is taught then goes on from a file, also with teachers that are there already. */
static void teachers_teach(void **state) {
  (void)state;
  train_options o = options_to(path_of("second"), 3);
  o.lexicon_from = path_of("first");
  o.n_teachers = 2;
  o.teacher_encoder = o.encoder;
  train(o);
  assert_false(same_files(path_of("first"), path_of("second")));
  assert_false(same_files(path_of("second.teacher-1"), path_of("second.teacher-2")));
  const char *const teachers[] = {path_of("second.teacher-1"), path_of("second.teacher-2"), NULL};
  train_options again = options_to(path_of("third"), 3);
  again.lexicon_from = path_of("first");
  again.teachers = teachers;
  train(again);
  again.start_from = path_of("second.teacher-1");
  train(again);
  again.start_from = path_of("second"); /* rounded to bytes */
  train(again);
  casus_error error;
  again.encoder = "e32 r64 c1x64";
  assert_int_equal(train_grammar(&again, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "another shape"));
}

static void what_is_wrong_is_named(void **state) {
  (void)state;
  static const char *const encoders[][2] = {{"e32 q9", "\"q9\""},         {"e32 r", "\"r\""},          {"e32 c32", "\"c32\""},
                                            {"e32 r99999", "\"r99999\""}, {"e33 r32", "multiples of"}, {"e32", "no layers"},
                                            {"e32 c0x32", "multiples of"}};
  casus_error error;
  train_options o = options_to(path_of("third"), 1);
  o.lexicon_from = path_of("first");
  for (size_t i = 0; i < sizeof encoders / sizeof *encoders; i++) {
    o.encoder = encoders[i][0];
    assert_int_equal(train_grammar(&o, &error), CASUS_USAGE);
    assert_non_null(strstr(error.message, encoders[i][1]));
  }
  remove(path_of("facts/geonames-admin1.txt"));
  o = options_to(path_of("third"), 1);
  assert_int_equal(train_grammar(&o, &error), CASUS_INPUT);
  assert_non_null(strstr(error.file, "geonames-admin1.txt"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_seed_gives_the_same_bytes), cmocka_unit_test(what_was_learnt_comes_out),
                                     cmocka_unit_test(teachers_teach), cmocka_unit_test(what_is_wrong_is_named)};
  return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
