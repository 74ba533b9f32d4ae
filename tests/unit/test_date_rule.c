/* The rule for dates: each must beside a near miss that must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "train/date_rule.h"

enum { WORDS_MAX = 12 };

typedef struct {
  const char *words; /* between spaces; * before a word makes it a proper noun, # a number that counts the next */
  uint32_t first, n; /* the date that must be found at `first`; 0 words: none */
} date_case;

static const date_case cases[] = {
    {"on *Tuesday", 1, 1},       {"on *Tuesday , 4 *June 2003 they", 1, 5},
    {"*June 4 , 2003", 0, 4},    {"*June 2003", 0, 2},
    {"the 4th of *June", 1, 3},  {"may 4", 0, 0},
    {"*Oct. 12", 0, 2},          {"*Sun rays", 0, 0},
    {"the 1990s", 1, 1},         {"the 19th century", 1, 2},
    {"the 19th hole", 1, 0},     {"in 2003", 1, 1},
    {"#2003 men", 0, 0},         {"$ 2003", 1, 0},
    {"2004 - 05", 0, 3},         {"in 1789", 1, 1},
    {"code 1789", 1, 0},         {"last week", 0, 0},
    {"two days ago", 0, 0},      {"2017-01-13", 0, 1},
    {"555-01-13", 0, 0},         {"at 2029 GMT", 1, 0},
    {"*May #15 soldiers", 0, 1},
};

/* Splits a case into a text of its own. */
static void build(const date_case *c, char *bytes, token *tokens, word *words, text *t) {
  str rest = str_of(c->words), part;
  *t = (text){.tokens = tokens};
  size_t len = 0;
  while (str_cut(&rest, ' ', &part)) {
    word *w = &words[t->n_tokens];
    *w = (word){.upos = UPOS_NOUN, .xpos = XPOS_NNS, .head = NO_TOKEN, .rel = REL_DEP};
    if (part.ptr[0] == '*') w->upos = UPOS_PROPN;
    if (part.ptr[0] == '#') w->upos = UPOS_NUM, w->rel = REL_NUMMOD, w->head = t->n_tokens + 1;
    if (part.ptr[0] == '*' || part.ptr[0] == '#') part = str_slice(part, 1, part.len);
    memcpy(bytes + len, part.ptr, part.len);
    tokens[t->n_tokens++] = (token){(uint32_t)len, (uint32_t)(len + part.len)};
    len += part.len + 1;
  }
  t->bytes = (str){bytes, len};
}

static void dates_are_found(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char bytes[128] = {0};
    token tokens[WORDS_MAX];
    word words[WORDS_MAX];
    text t;
    build(&cases[i], bytes, tokens, words, &t);
    analysis an = {.words = words, .n_words = t.n_tokens};
    uint32_t n = date_length(&t, &an, cases[i].first, t.n_tokens, false);
    if (n != cases[i].n) fail_msg("\"%s\": %u words, not %u", cases[i].words, n, cases[i].n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(dates_are_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
