/* What training knows of entities, and how they and blanked words are scored, on small files of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "train/corpus.h"
#include "train/train.h"
#include "train/weights_use.h"

static const char *path_of(const char *ending) {
  static char paths[4][64];
  static unsigned n;
  char *path = paths[n++ % 4];
  snprintf(path, sizeof paths[0], "/tmp/casus-entities-%ld%s", (long)getpid(), ending);
  return path;
}

static const char *write_file(const char *ending, const char *content) {
  const char *path = path_of(ending);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs(content, f);
  fclose(f);
  return path;
}

static const char treebank[] =
    "# sent_id = a\n"
    "1\tOlga\tOlga\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n"
    "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "3\tDover\tDover\tPROPN\tNNP\t_\t4\tcompound\t_\t_\n"
    "4\tCastle\tCastle\tPROPN\tNNP\t_\t2\tobj\t_\t_\n"
    "5\ton\ton\tADP\tIN\t_\t7\tcase\t_\t_\n"
    "6\t4\t4\tNUM\tCD\t_\t7\tnummod\t_\t_\n"
    "7\tMay\tMay\tPROPN\tNNP\t_\t2\tobl\t_\t_\n"
    "8\t2011\t2011\tNUM\tCD\t_\t7\tnmod\t_\t_\n"
    "9\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n"
    "\n"
    "# sent_id = b\n"
    "1\tGerman\tGerman\tADJ\tJJ\t_\t2\tamod\t_\t_\n"
    "2\tsoldiers\tsoldier\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n"
    "3\treached\treach\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "4\tVelm\tVelm\tPROPN\tNNP\t_\t3\tobj\t_\t_\n"
    "\n"
    "# sent_id = c\n"
    "1\tQuiet\tquiet\tADJ\tJJ\t_\t0\troot\t_\t_\n"
    "\n";

static const char uner[] =
    "# sent_id = a\n1\tOlga\tB-PER\n2\tleft\tO\n3\tDover\tB-LOC\n4\tCastle\tI-LOC\n5\ton\tO\n6\t4\tO\n7\tMay\tO\n8\t2011\tO\n"
    "9\t.\tB-O\n\n"
    "# sent_id = b\n1\tGerman\tB-OTH\n2\tsoldiers\tO\n3\treached\tO\n4\tVelm\tB-LOC\n\n";

static void settle(corpus *c) {
  weights_use w;
  lexicon l;
  str section;
  casus_error error;
  assert_int_equal(weights_use_open(&w, NULL, &error), CASUS_OK);
  assert_int_equal(weights_section(&w.g->file, "lexicon", &section, &error), CASUS_OK);
  assert_int_equal(lexicon_open(section, &l, &error), CASUS_OK);
  corpus_settle_labels(c, 0, &l);
  weights_use_close(&w);
}

static label_set only(unsigned kind, label_part part) { return label_bit(entity_label(kind, part)); }

static void universal_ner_leaves_open_what_it_has_no_names_for(void **state) {
  (void)state;
  corpus c;
  casus_error error;
  assert_true(corpus_open(&c));
  const char *bank = write_file(".conllu", treebank), *names = write_file(".iob2", uner);
  assert_int_equal(corpus_add(&c, bank, &error), CASUS_OK);
  assert_int_equal(corpus_finish(&c, &error), CASUS_OK);
  assert_int_equal(corpus_read_uner(&c, 0, names, &error), CASUS_OK);
  settle(&c);
  const label_set *a = corpus_allowed(&c, 0), *b = corpus_allowed(&c, 1);
  assert_int_equal(a[0], only(ENTITY_PERSON, LABEL_SINGLE));
  assert_int_equal(a[1], label_bit(LABEL_OUTSIDE));
  assert_int_equal(a[2], only(ENTITY_FACILITY, LABEL_BEGIN));
  assert_int_equal(a[3], only(ENTITY_FACILITY, LABEL_END));
  assert_int_equal(a[5], only(ENTITY_DATE, LABEL_BEGIN));
  assert_int_equal(a[6], only(ENTITY_DATE, LABEL_INSIDE));
  assert_int_equal(a[7], only(ENTITY_DATE, LABEL_END));
  assert_int_equal(a[8], label_bit(LABEL_OUTSIDE));
  assert_int_equal(b[0], only(ENTITY_GROUP, LABEL_SINGLE));
  assert_int_equal(b[3], only(ENTITY_PLACE, LABEL_SINGLE) | only(ENTITY_FACILITY, LABEL_SINGLE));
  assert_int_equal(corpus_allowed(&c, 2)[0], 0); /* nothing is known of it */
  corpus_close(&c);
  remove(bank);
  remove(names);
}

static const char gum[] =
    "# sent_id = a\n"
    "1\tThe\tthe\tDET\tDT\t_\t3\tdet\t_\tEntity=(1-event-new-nnnnn-cf1-1-sgl\n"
    "2\tLowland\tLowland\tPROPN\tNNP\t_\t3\tcompound\t_\t_\n"
    "3\tGames\tgame\tPROPN\tNNPS\t_\t4\tnsubj\t_\tEntity=1)\n"
    "4\tbegan\tbegin\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "5\tat\tat\tADP\tIN\t_\t7\tcase\t_\t_\n"
    "6\tMr.\tMr.\tPROPN\tNNP\t_\t7\tcompound\t_\tEntity=(2-place-new-nnnnn-cf2-2-sgl(3-person-new-nnnnn-cf3-1-sgl\n"
    "7\tHolm\tHolm\tPROPN\tNNP\t_\t8\tcompound\t_\tEntity=3)\n"
    "8\tStadium\tStadium\tPROPN\tNNP\t_\t4\tobl\t_\tEntity=2)\n"
    "9\t1851\t1851\tNUM\tCD\t_\t4\tobl\t_\tEntity=(4-time-new-nnnnn-cf4-1-sgl)\n"
    "10\ttoday\ttoday\tNOUN\tNN\t_\t4\tobl\t_\tEntity=(5-time-new-nnnnn-cf4-1-sgl)\n"
    "11\t1851\t1851\tNUM\tCD\t_\t12\tnummod\t_\t_\n"
    "12\tgoats\tgoat\tNOUN\tNNS\t_\t4\tobj\t_\t_\n"
    "\n";

static void gum_tells_all(void **state) {
  (void)state;
  corpus c;
  casus_error error;
  assert_true(corpus_open(&c));
  const char *bank = write_file(".conllu", gum);
  assert_int_equal(corpus_add(&c, bank, &error), CASUS_OK);
  assert_int_equal(corpus_finish(&c, &error), CASUS_OK);
  corpus_read_gum(&c, 0);
  const label_set *a = corpus_allowed(&c, 0);
  assert_int_equal(a[0], label_bit(LABEL_OUTSIDE));
  assert_int_equal(a[1], only(ENTITY_EVENT, LABEL_BEGIN));
  assert_int_equal(a[2], only(ENTITY_EVENT, LABEL_END));
  assert_int_equal(a[5], only(ENTITY_FACILITY, LABEL_BEGIN)); /* the outer name */
  assert_int_equal(a[6], only(ENTITY_FACILITY, LABEL_INSIDE));
  assert_int_equal(a[7], only(ENTITY_FACILITY, LABEL_END));
  assert_int_equal(a[8], only(ENTITY_DATE, LABEL_SINGLE));
  assert_int_equal(a[9], label_bit(LABEL_OUTSIDE));
  assert_int_equal(a[10], label_bit(LABEL_OUTSIDE));
  corpus_close(&c);
  remove(bank);
}

/* ---- scoring */

static void packed_newswire_is_scored(void **state) {
  (void)state;
  static const char content[] =
      "# doc = x\nVladimir\tB-Person\nPutin\tI-Person\nvisited\tO\nFrance\tB-Organization\tB-Location\nin    O\n2019\tB-Date\tO\n"
      ".\tO\n\nNothing\tO\n7\tO\n";
  const char *path = path_of(".tsv.gz");
  gzFile f = gzopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(gzwrite(f, content, sizeof content - 1), sizeof content - 1);
  gzclose(f);
  eval_entity_scores s;
  casus_error error;
  assert_int_equal(eval_entities(path, NULL, &s, &error), CASUS_OK);
  assert_int_equal(s.n_gold, 3);
  assert_true(s.kinds[ENTITY_PERSON].f1 > 99.9);
  assert_true(s.named.recall > 49.9 && s.named.recall < 50.1);
  double all = (100 + s.kinds[ENTITY_DATE].recall) / 3; /* a date is no name */
  assert_true(s.all.recall > all - 0.1 && s.all.recall < all + 0.1);
  remove(path);
}

static void blanked_sentences_are_left_out(void **state) {
  (void)state;
  const char *path = write_file(
      ".conllu",
      "1\t____\t_\tNOUN\tNN\t_\t0\troot\t_\t_\n2\t__\t_\tADP\tIN\t_\t1\tcase\t_\t_\n3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n"
      "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
      "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n1\t.\t.\tPUNCT\t.\t_\t0\troot\t_\t_\n\n");
  eval_ud_scores s;
  casus_error error;
  assert_int_equal(eval_ud(path, NULL, false, &s, &error), CASUS_OK);
  assert_int_equal(s.n_words, 4);
  assert_int_equal(s.n_left_out, 3);
  remove(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(universal_ner_leaves_open_what_it_has_no_names_for),
                                     cmocka_unit_test(gum_tells_all), cmocka_unit_test(packed_newswire_is_scored),
                                     cmocka_unit_test(blanked_sentences_are_left_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
