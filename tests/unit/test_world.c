/* Parties found in sentences of our own with trees made by hand: what must be resolved beside what must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "world/world.h"

enum { MEMORY_MAX = 1 << 26 };

static int open_world(void **state) {
  world *w = NULL;
  casus_error error = {0};
  if (world_open(NULL, &w, &error) != CASUS_OK) print_error("%s %s:%zu\n", error.message, error.file, error.line);
  *state = w;
  return w ? 0 : -1;
}

static int close_world(void **state) {
  world_close(*state);
  return 0;
}

/* A tree in short: "form|lemma|UPOS|XPOS|head|rel", sentences end at a line break. An empty lemma is the form. */
static void to_conllu(const char *tree, buffer *out) {
  str rest = str_of(tree), line;
  while (str_cut(&rest, '\n', &line)) {
    str item;
    for (int id = 1; str_cut(&line, ' ', &item); id++) {
      str f[6] = {{0}};
      for (int k = 0; k < 6; k++) str_cut(&item, '|', &f[k]);
      str lemma = str_empty(f[1]) ? f[0] : f[1];
      assert_true(buffer_format(out, "%d\t%.*s\t%.*s\t%.*s\t%.*s\t_\t%.*s\t%.*s\t_\t_\n", id, (int)f[0].len, f[0].ptr,
                                (int)lemma.len, lemma.ptr, (int)f[2].len, f[2].ptr, (int)f[3].len, f[3].ptr, (int)f[4].len,
                                f[4].ptr, (int)f[5].len, f[5].ptr));
    }
    assert_true(buffer_add(out, STR("\n")));
  }
}

static void write_party(const text *t, const mentions *m, const party *p, buffer *out) {
  str form = token_form(t, p->head);
  if (out->len) buffer_add_byte(out, ' ');
  buffer_format(out, "%.*s=%.*s", (int)form.len, form.ptr, (int)p->code.len, p->code.ptr);
  if (p->kind == PARTY_PLACE) buffer_add(out, STR("@"));
  for (uint32_t also = p->also; also; also = m->parties[also - 1].also)
    buffer_format(out, "+%.*s", (int)m->parties[also - 1].code.len, m->parties[also - 1].code.ptr);
}

/* The parties of a text by their heads: "troops=ISRMIL"; "@" marks a mere place. */
static void check(void **state, const char *date, const char *tree, const char *expected) {
  arena *a = arena_new(MEMORY_MAX);
  buffer conllu, out;
  text t;
  analysis an;
  mentions m;
  casus_error error = {0};
  casus_date on = {0};
  buffer_init(&conllu, MEMORY_MAX);
  buffer_init(&out, MEMORY_MAX);
  to_conllu(tree, &conllu);
  assert_true(str_is(str_of(date), "") || casus_date_read(str_of(date), &on));
  assert_int_equal(conllu_read(buffer_str(&conllu), STR("test"), a, &t, &an, &error), CASUS_OK);
  assert_int_equal(world_resolve(*state, &t, &an, on, a, &m, &error), CASUS_OK);
  uint32_t seen = NO_TOKEN;
  for (uint32_t i = 0; i < m.n_parties; i++) {
    const party *p = &m.parties[i];
    assert_true(p->head < t.n_tokens && p->first_token + p->n_tokens <= t.n_tokens && p->n_tokens > 0);
    if (m.party_at[p->head] == i + 1 && p->head != seen) write_party(&t, &m, p, &out);
    seen = p->head;
  }
  buffer_add_byte(&out, 0);
  assert_string_equal(out.ptr, expected);
  buffer_free(&conllu);
  buffer_free(&out);
  arena_free(a);
}

static void countries_modify_what_they_stand_before(void **state) {
  check(
      state, "2024-03-22",
      "Israeli||ADJ|JJ|2|amod troops|troop|NOUN|NNS|3|nsubj left|leave|VERB|VBD|0|root Chad||PROPN|NNP|3|obj .||PUNCT|.|3|punct",
      "troops=ISRMIL Chad=TCD");
  check(state, "2024-03-22",
        "The|the|DET|DT|2|det turkey||NOUN|NN|3|nsubj met|meet|VERB|VBD|0|root us|we|PRON|PRP|3|obj in||ADP|IN|6|case "
        "jordan||NOUN|NN|3|obl .||PUNCT|.|3|punct",
        "");
  check(state, "2024-03-22",
        "Officials|official|NOUN|NNS|4|nsubj from||ADP|IN|3|case Kenya||PROPN|NNP|1|nmod met|meet|VERB|VBD|0|root "
        "the||DET|DT|6|det "
        "president||NOUN|NN|4|obj of||ADP|IN|8|case Uganda||PROPN|NNP|6|nmod .||PUNCT|.|4|punct",
        "Officials=KENGOV Kenya=KEN president=UGAGOV Uganda=UGA");
}

static void a_first_name_is_no_country(void **state) {
  check(
      state, "2024-03-22",
      "Mr.||PROPN|NNP|2|nmod:desc Chad||PROPN|NNP|4|nsubj Oduya||PROPN|NNP|2|flat slept|sleep|VERB|VBD|0|root .||PUNCT|.|4|punct",
      "Chad=---CVL");
}

static void capitals_are_governments_or_places(void **state) {
  check(state, "2024-03-22", "Moscow||PROPN|NNP|2|nsubj warned|warn|VERB|VBD|0|root Kyiv||PROPN|NNP|2|obj .||PUNCT|.|2|punct",
        "Moscow=RUSGOV Kyiv=UKRGOV");
  check(state, "2024-03-22",
        "They|they|PRON|PRP|2|nsubj met|meet|VERB|VBD|0|root in||ADP|IN|4|case Moscow||PROPN|NNP|2|obl .||PUNCT|.|2|punct",
        "Moscow=RUS@");
  check(state, "2024-03-22", "The|the|DET|DT|2|det Kremlin||PROPN|NNP|3|nsubj refused|refuse|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "Kremlin=RUSGOV");
}

static void nationals_are_a_nation_or_people(void **state) {
  check(state, "2024-03-22", "Palestinians|Palestinian|PROPN|NNPS|2|nsubj voted|vote|VERB|VBD|0|root .||PUNCT|.|2|punct",
        "Palestinians=PSE");
  check(state, "2024-03-22",
        "Two|two|NUM|CD|2|nummod Palestinians|Palestinian|PROPN|NNPS|3|nsubj voted|vote|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "Palestinians=PSECVL");
}

static void offices_are_held_on_a_day(void **state) {
  static const char tree[] =
      "President|president|PROPN|NNP|2|nmod:desc Biden||PROPN|NNP|3|nsubj met|meet|VERB|VBD|0|root the||DET|DT|6|det "
      "French||ADJ|JJ|6|amod president||NOUN|NN|3|obj .||PUNCT|.|3|punct";
  check(state, "2023-05-01", tree, "Biden=USAGOV president=FRAGOV");
  check(state, "2025-05-01",
        "Former|former|ADJ|JJ|2|amod president||NOUN|NN|3|nmod:desc Joe||PROPN|NNP|5|nsubj Biden||PROPN|NNP|3|flat "
        "left|leave|VERB|VBD|0|root .||PUNCT|.|5|punct",
        "Joe=USAELI");
}

static void unknown_persons_have_the_role_they_are_given(void **state) {
  check(state, "2024-03-22",
        "Oba||PROPN|NNP|10|nsubj Tarun||PROPN|NNP|1|flat ,||PUNCT|,|1|punct the||DET|DT|6|det interior||ADJ|JJ|6|amod "
        "minister||NOUN|NN|1|appos of||ADP|IN|8|case Chad||PROPN|NNP|6|nmod ,||PUNCT|,|1|punct resigned|resign|VERB|VBD|0|root "
        ".||PUNCT|.|10|punct\n"
        "He|he|PRON|PRP|2|nsubj apologised|apologise|VERB|VBD|0|root .||PUNCT|.|2|punct\n"
        "Tarun||PROPN|NNP|2|nsubj left|leave|VERB|VBD|0|root .||PUNCT|.|2|punct",
        "Oba=TCDGOV Chad=TCD He=TCDGOV Tarun=TCDGOV");
  check(state, "2024-03-22", "Tarun||PROPN|NNP|2|nsubj left|leave|VERB|VBD|0|root .||PUNCT|.|2|punct", "");
}

static void parts_of_bodies_are_the_bodys(void **state) {
  check(state, "2024-03-22",
        "Hamas||PROPN|NNP|2|compound fighters|fighter|NOUN|NNS|3|nsubj met|meet|VERB|VBD|0|root UN||PROPN|NNP|5|compound "
        "officials|official|NOUN|NNS|3|obj .||PUNCT|.|3|punct",
        "fighters=PSEREB officials=IGOUNO");
  check(
      state, "2024-03-22",
      "Dozens|dozen|NOUN|NNS|5|nsubj of||ADP|IN|4|case Kenyan||ADJ|JJ|4|amod protesters|protester|NOUN|NNS|1|nmod "
      "left|leave|VERB|VBD|0|root dozens|dozen|NOUN|NNS|5|obj of||ADP|IN|8|case stones|stone|NOUN|NNS|6|nmod .||PUNCT|.|5|punct",
      "Dozens=KENCVL");
}

static void abbreviations_hold_for_the_article(void **state) {
  check(state, "2024-03-22",
        "Chad||PROPN|NNP|5|nmod:poss 's||PART|POS|1|case Northern||PROPN|NNP|5|compound Salt||PROPN|NNP|5|compound "
        "Party||PROPN|NNP|9|nsubj (||PUNCT|-LRB-|7|punct NSQ||PROPN|NNP|5|appos )||PUNCT|-RRB-|7|punct won|win|VERB|VBD|0|root "
        ".||PUNCT|.|9|punct\n"
        "The|the|DET|DT|2|det NSQ||PROPN|NNP|3|nsubj left|leave|VERB|VBD|0|root Kenya||PROPN|NNP|3|obj .||PUNCT|.|3|punct",
        "Chad=TCD Party=TCDPTY NSQ=TCDPTY Kenya=KEN");
}

static void the_article_gives_the_country(void **state) {
  check(state, "2024-03-22",
        "Kenya||PROPN|NNP|2|nsubj voted|vote|VERB|VBD|0|root .||PUNCT|.|2|punct\n"
        "Police|police|NOUN|NNS|2|nsubj watched|watch|VERB|VBD|0|root .||PUNCT|.|2|punct",
        "Kenya=KEN Police=KENCOP");
  check(state, "2024-03-22",
        "Kenya||PROPN|NNP|2|nsubj voted|vote|VERB|VBD|0|root .||PUNCT|.|2|punct\n"
        "The|the|DET|DT|2|det table||NOUN|NN|3|nsubj broke|break|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "Kenya=KEN");
}

static void two_countries_share_a_head(void **state) {
  check(state, "2024-03-22",
        "Kenyan||ADJ|JJ|4|amod and||CCONJ|CC|3|cc Ugandan||ADJ|JJ|1|conj officials|official|NOUN|NNS|5|nsubj "
        "met|meet|VERB|VBD|0|root "
        ".||PUNCT|.|5|punct\n"
        "The|the|DET|DT|3|det two||NUM|CD|3|nummod sides|side|NOUN|NNS|4|nsubj left|leave|VERB|VBD|0|root .||PUNCT|.|4|punct",
        "Kenyan=KENGOV Ugandan=UGAGOV officials=KENGOV+UGAGOV sides=KENGOV+UGAGOV");
}

static void titles_and_names_are_one_mention(void **state) {
  check(state, "2023-05-01",
        "US||ADJ|NNP|2|amod Secretary||PROPN|NNP|6|nsubj of||ADP|IN|4|case State||PROPN|NNP|2|nmod Antony||PROPN|NNP|2|nmod "
        "left|leave|VERB|VBD|0|root .||PUNCT|.|6|punct",
        "Secretary=USAGOV");
  check(state, "2023-05-01",
        "Kenyan||ADJ|JJ|4|amod Salt||PROPN|NNP|4|compound Minister||PROPN|NNP|4|nmod:desc Oba||PROPN|NNP|6|nsubj "
        "Tarun||PROPN|NNP|4|flat "
        "left|leave|VERB|VBD|0|root .||PUNCT|.|6|punct",
        "Oba=KENGOV");
}

static void flat_runs_are_taken_apart(void **state) {
  check(state, "2023-05-01",
        "Kenya||PROPN|NNP|5|nsubj Senator||PROPN|NNP|1|flat Oba||PROPN|NNP|1|flat Tarun||PROPN|NNP|1|flat "
        "left|leave|VERB|VBD|0|root "
        ".||PUNCT|.|5|punct",
        "Kenya=KENLEG");
  check(state, "2023-05-01", "Nairobi||PROPN|NNP|3|nsubj Police||PROPN|NNP|1|flat left|leave|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "Nairobi=KENCOP");
}

static void names_may_be_joined_by_hyphens(void **state) {
  check(state, "2023-05-01",
        "Yoon||PROPN|NNP|4|nsubj Suk-||PROPN|NNP|1|flat yeol||PROPN|NNP|1|flat left|leave|VERB|VBD|0|root .||PUNCT|.|4|punct",
        "");
  check(state, "2023-05-01", "Yoon||PROPN|NNP|3|nsubj Suk-yeol||PROPN|NNP|1|flat left|leave|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "Yoon=KORGOV");
}

static void a_bishop_is_no_minister(void **state) {
  check(state, "2015-05-01",
        "A|a|DET|DT|2|det Bishop||PROPN|NNP|3|nsubj left|leave|VERB|VBD|0|root Kenya||PROPN|NNP|3|obj .||PUNCT|.|3|punct",
        "Bishop=KENREL Kenya=KEN");
}

static void bodies_keep_their_own_in_apposition(void **state) {
  check(
      state, "2023-05-01",
      "The|the|DET|DT|3|det resistance||NOUN|NN|3|compound movement||NOUN|NN|7|nsubj ,||PUNCT|,|5|punct Hamas||PROPN|NNP|3|appos "
      ",||PUNCT|,|5|punct left|leave|VERB|VBD|0|root Egypt||PROPN|NNP|7|obj .||PUNCT|.|7|punct",
      "movement=PSEREB Egypt=EGY");
  check(
      state, "2023-05-01",
      "The|the|DET|DT|3|det Hamas||PROPN|NNP|3|compound group||NOUN|NN|4|nsubj left|leave|VERB|VBD|0|root Egypt||PROPN|NNP|4|obj "
      ".||PUNCT|.|4|punct",
      "group=PSEREB Egypt=EGY");
}

static void counterparts_hold_the_same_office(void **state) {
  check(state, "2023-05-01",
        "The|the|DET|DT|4|det Peruvian||ADJ|JJ|4|amod foreign||ADJ|JJ|4|amod minister||NOUN|NN|5|nsubj met|meet|VERB|VBD|0|root "
        "his||PRON|PRP$|8|nmod:poss Bolivian||ADJ|JJ|8|amod counterpart||NOUN|NN|5|obj .||PUNCT|.|5|punct",
        "minister=PERGOV his=PERGOV counterpart=BOLGOV");
  check(state, "2023-05-01", "The|the|DET|DT|2|det counterpart||NOUN|NN|3|nsubj broke|break|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "");
}

static void names_tell_he_from_she(void **state) {
  static const char met[] =
      "Senator||PROPN|NNP|2|nmod:desc Anna||PROPN|NNP|4|nsubj Oba||PROPN|NNP|2|flat met|meet|VERB|VBD|0|root "
      "General||PROPN|NNP|6|nmod:desc Peter||PROPN|NNP|4|obj Tarun||PROPN|NNP|6|flat of||ADP|IN|9|case Kenya||PROPN|NNP|6|nmod "
      ".||PUNCT|.|4|punct\n";
  char tree[600];
  snprintf(tree, sizeof tree, "%sShe|she|PRON|PRP|2|nsubj left|leave|VERB|VBD|0|root .||PUNCT|.|2|punct", met);
  check(state, "2023-05-01", tree, "Anna=KENLEG Peter=KENMIL Kenya=KEN She=KENLEG");
  snprintf(tree, sizeof tree, "%sHe|he|PRON|PRP|2|nsubj left|leave|VERB|VBD|0|root .||PUNCT|.|2|punct", met);
  check(state, "2023-05-01", tree, "Anna=KENLEG Peter=KENMIL Kenya=KEN He=KENMIL");
}

static void whose_minister_one_visits(void **state) {
  check(state, "2024-03-22",
        "The|the|DET|DT|4|det Qatari||ADJ|JJ|4|amod foreign||ADJ|JJ|4|amod minister||NOUN|NN|5|nsubj flew|fly|VERB|VBD|0|root "
        "to||ADP|IN|7|case Lebanon||PROPN|NNP|5|obl to||PART|TO|9|mark meet||VERB|VB|5|advcl the||DET|DT|12|det "
        "prime||ADJ|JJ|12|amod minister||NOUN|NN|9|obj .||PUNCT|.|5|punct",
        "minister=QATGOV Lebanon=LBN minister=LBNGOV");
  check(state, "2024-03-22",
        "The|the|DET|DT|4|det Qatari||ADJ|JJ|4|amod foreign||ADJ|JJ|4|amod minister||NOUN|NN|5|nsubj left|leave|VERB|VBD|0|root "
        ".||PUNCT|.|5|punct\n"
        "The|the|DET|DT|2|det minister||NOUN|NN|3|nsubj slept|sleep|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "minister=QATGOV minister=QATGOV");
}

static void it_is_often_nobody(void **state) {
  check(state, "2023-05-01",
        "Kenya||PROPN|NNP|2|nsubj voted|vote|VERB|VBD|0|root .||PUNCT|.|2|punct\n"
        "It|it|PRON|PRP|2|nsubj rejected|reject|VERB|VBD|0|root it||PRON|PRP|2|obj .||PUNCT|.|2|punct\n"
        "It|it|PRON|PRP|3|nsubj is|be|AUX|VBZ|3|cop clear||ADJ|JJ|0|root that||SCONJ|IN|6|mark Oba||PROPN|NNP|6|nsubj "
        "left|leave|VERB|VBD|3|ccomp .||PUNCT|.|3|punct",
        "Kenya=KEN It=KEN");
}

static void a_common_name_is_the_articles(void **state) {
  check(state, "2023-05-01",
        "Kenya||PROPN|NNP|2|nsubj voted|vote|VERB|VBD|0|root .||PUNCT|.|2|punct\n"
        "The|the|DET|DT|4|det Chamber||PROPN|NNP|4|compound of||ADP|IN|4|case Commerce||PROPN|NNP|5|nsubj "
        "left|leave|VERB|VBD|0|root .||PUNCT|.|5|punct",
        "Kenya=KEN Commerce=KENBUS");
}

static void an_abstract_noun_is_nobody(void **state) {
  check(state, "2023-05-01",
        "Kenya||PROPN|NNP|2|nsubj fled|flee|VERB|VBD|0|root from||ADP|IN|4|case justice||NOUN|NN|2|obl by||ADP|IN|6|case "
        "force||NOUN|NN|2|obl .||PUNCT|.|2|punct",
        "Kenya=KEN");
  check(state, "2023-05-01", "Kenya||PROPN|NNP|2|nsubj sent|send|VERB|VBD|0|root forces|force|NOUN|NNS|2|obj .||PUNCT|.|2|punct",
        "Kenya=KEN forces=KENMIL");
}

static void speakers_are_i_in_quotes(void **state) {
  check(state, "2023-05-01",
        "\"||PUNCT|``|4|punct We|we|PRON|PRP|4|nsubj will||AUX|MD|4|aux vote||VERB|VB|8|ccomp ,||PUNCT|,|8|punct "
        "\"||PUNCT|''|8|punct "
        "Kenya||PROPN|NNP|8|nsubj said|say|VERB|VBD|0|root .||PUNCT|.|8|punct",
        "We=KEN Kenya=KEN");
  check(state, "2023-05-01",
        "We|we|PRON|PRP|3|nsubj will||AUX|MD|3|aux watch||VERB|VB|0|root Kenya||PROPN|NNP|3|obj .||PUNCT|.|3|punct", "Kenya=KEN");
}

static void one_word_may_name_two_countries(void **state) {
  check(state, "2024-03-22",
        "French-Algerian||ADJ|JJ|2|amod ties|tie|NOUN|NNS|3|nsubj broke|break|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "French-Algerian=FRA+DZA");
  check(state, "2024-03-22", "Saudi-led||ADJ|JJ|2|amod ties|tie|NOUN|NNS|3|nsubj broke|break|VERB|VBD|0|root .||PUNCT|.|3|punct",
        "");
}

static void overlays_win(void **state) {
  (void)state;
  static const char table[] =
      "name\tvariants\tcode\tcountry\tsector\tkind\tfrom\tto\tsource\nHamas\tSalt Guild\tKENBUS\tKEN\tBUS\tcompany\t\t\ttest\n";
  char path[] = "/tmp/casus-actors-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0 && write(fd, table, sizeof table - 1) == (ssize_t)(sizeof table - 1));
  close(fd);
  const char *files[] = {path};
  world *w = NULL;
  assert_int_equal(world_open(&(world_options){.actor_files = files, .n_actor_files = 1}, &w, NULL), CASUS_OK);
  void *own = w;
  check(&own, "", "Hamas||PROPN|NNP|2|nsubj left|leave|VERB|VBD|0|root .||PUNCT|.|2|punct", "Hamas=KENBUS");
  world_close(w);
  unlink(path);
  casus_error error = {0};
  assert_int_not_equal(world_open(&(world_options){.actor_files = files, .n_actor_files = 1}, &w, &error), CASUS_OK);
  assert_true(error.message[0]);
}

/* Trees that no parser should make: heads outside the sentence, cycles, one token. */
static void broken_trees_do_no_harm(void **state) {
  static word words[4];
  static token tokens[4] = {{0, 5}, {6, 12}, {13, 18}, {19, 24}};
  sentence s[2] = {{.begin = 0, .end = 12, .first_token = 0, .n_tokens = 2},
                   {.begin = 13, .end = 24, .first_token = 2, .n_tokens = 2}};
  text t = {.bytes = STR("Kenya troops Chads Kenya"), .sentences = s, .tokens = tokens, .n_sentences = 2, .n_tokens = 4};
  analysis an = {.words = words, .n_words = 4};
  for (uint32_t heads = 0; heads < 625; heads++) {
    uint32_t v = heads;
    for (uint32_t i = 0; i < 4; i++, v /= 5) {
      words[i] = (word){.lemma = token_form(&t, i), .head = v % 5 == 4 ? 77 : v % 5, .upos = UPOS_PROPN, .xpos = XPOS_NNP};
      words[i].rel = (uint8_t)((heads + i) % REL_COUNT);
    }
    arena *a = arena_new(MEMORY_MAX);
    mentions m;
    assert_int_equal(world_resolve(*state, &t, &an, (casus_date){2024, 1, 1}, a, &m, NULL), CASUS_OK);
    for (uint32_t i = 0; i < m.n_parties; i++) assert_true(m.parties[i].first_token + m.parties[i].n_tokens <= 4);
    arena_free(a);
  }
}

static void country_names_are_known(void **state) {
  assert_true(str_is(world_country_name(*state, STR("KEN")), "Kenya"));
  assert_true(str_empty(world_country_name(*state, STR("QQQ"))));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(countries_modify_what_they_stand_before),
      cmocka_unit_test(a_first_name_is_no_country),
      cmocka_unit_test(capitals_are_governments_or_places),
      cmocka_unit_test(nationals_are_a_nation_or_people),
      cmocka_unit_test(offices_are_held_on_a_day),
      cmocka_unit_test(unknown_persons_have_the_role_they_are_given),
      cmocka_unit_test(parts_of_bodies_are_the_bodys),
      cmocka_unit_test(abbreviations_hold_for_the_article),
      cmocka_unit_test(the_article_gives_the_country),
      cmocka_unit_test(two_countries_share_a_head),
      cmocka_unit_test(titles_and_names_are_one_mention),
      cmocka_unit_test(flat_runs_are_taken_apart),
      cmocka_unit_test(names_may_be_joined_by_hyphens),
      cmocka_unit_test(a_bishop_is_no_minister),
      cmocka_unit_test(bodies_keep_their_own_in_apposition),
      cmocka_unit_test(counterparts_hold_the_same_office),
      cmocka_unit_test(names_tell_he_from_she),
      cmocka_unit_test(whose_minister_one_visits),
      cmocka_unit_test(it_is_often_nobody),
      cmocka_unit_test(a_common_name_is_the_articles),
      cmocka_unit_test(an_abstract_noun_is_nobody),
      cmocka_unit_test(speakers_are_i_in_quotes),
      cmocka_unit_test(one_word_may_name_two_countries),
      cmocka_unit_test(overlays_win),
      cmocka_unit_test(broken_trees_do_no_harm),
      cmocka_unit_test(country_names_are_known),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
