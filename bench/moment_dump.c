/* Prints the moments of a text:  moment_dump YYYY-MM-DD FILE [WEIGHTS]
 * One line each: first byte, last byte + 1, begin, end, basis, "past", the words. Without weights words have no tags and hang on
 * nothing, so that tense says nothing. Input of bench/score_timeml.py. */
#include <stdio.h>
#include <stdlib.h>

#include "world/moments.h"

static analysis without_grammar(const text *t, arena *a) {
  analysis an = {.words = ARENA_ARRAY(a, word, t->n_tokens + 1), .n_words = t->n_tokens};
  for (uint32_t i = 0; an.words && i < t->n_tokens; i++)
    an.words[i] = (word){.lemma = token_form(t, i), .head = NO_TOKEN, .upos = UPOS_X, .rel = REL_ROOT};
  return an;
}

static analysis with_grammar(const text *t, const char *path, arena *a) {
  file_map map;
  grammar *g;
  grammar_scratch *s;
  analysis an;
  if (file_open_map(path, (size_t)1 << 30, &map, NULL) != CASUS_OK ||
      grammar_open(map.bytes, str_of(path), &g, NULL) != CASUS_OK || grammar_scratch_new(g, &s, NULL) != CASUS_OK ||
      grammar_analyse(g, s, t, a, &an, NULL) != CASUS_OK)
    exit(2);
  return an;
}
int main(int argc, char **argv) {
  casus_date on = {0};
  file_map map;
  casus_error error;
  text t;
  moment *moments;
  uint32_t n, *at;
  if (argc < 3 || !casus_date_read(str_of(argv[1]), &on)) return 2;
  if (file_open_map(argv[2], (size_t)1 << 30, &map, &error) != CASUS_OK) return 2;
  arena *a = arena_new((size_t)1 << 30);
  if (text_split(map.bytes, 0, a, &t, &error) != CASUS_OK) return 2;
  analysis an = without_grammar(&t, a);
  if (argc > 3) an = with_grammar(&t, argv[3], a);
  if (moments_find(&t, &an, on, a, &moments, &n, &at, &error) != CASUS_OK) return 2;
  for (uint32_t i = 0; i < n; i++) {
    const moment *m = &moments[i];
    char begin[16], end[16];
    uint32_t from = t.tokens[m->first_token].begin, to = t.tokens[m->first_token + m->n_tokens - 1].end;
    printf("%u\t%u\t%s\t%s\t%d\t%s\t%.*s\n", from, to, casus_date_text(m->begin, begin), casus_date_text(m->end, end), m->basis,
           m->past ? "past" : "", (int)(to - from), map.bytes.ptr + from);
  }
  arena_free(a);
  file_unmap(&map);
  return 0;
}
