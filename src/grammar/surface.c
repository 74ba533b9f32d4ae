/* Which words without space between them are one surface token: contractions and possessives. */
#include "grammar/surface.h"

static const char *const clitics[] = {"n't",
                                      "'s",
                                      "'re",
                                      "'ve",
                                      "'ll",
                                      "'d",
                                      "'m",
                                      "n\xe2\x80\x99t",
                                      "\xe2\x80\x99s",
                                      "\xe2\x80\x99re",
                                      "\xe2\x80\x99ve",
                                      "\xe2\x80\x99ll",
                                      ("\xe2\x80\x99"
                                       "d"),
                                      "\xe2\x80\x99m"};
static const char *const pairs[][2] = {{"can", "not"}, {"gon", "na"}, {"wan", "na"}, {"got", "ta"}, {"lem", "me"}, {"gim", "me"},
                                       {"do", "nt"},   {"wo", "nt"},  {"ca", "nt"},  {"that", "s"}, {"i", "m"}};

static bool is(str s, const char *c) { return str_equal_fold(s, str_of(c)); }

static bool joins(const text *t, uint32_t i) {
  if (t->tokens[i].end != t->tokens[i + 1].begin) return false;
  str a = token_form(t, i), b = token_form(t, i + 1);
  if (!a.len || !b.len) return false;
  bool word_before = is_ascii_alpha((unsigned char)a.ptr[a.len - 1]) || is_ascii_digit((unsigned char)a.ptr[a.len - 1]) ||
                     (unsigned char)a.ptr[a.len - 1] >= 0x80;
  for (size_t k = 0; word_before && k < sizeof clitics / sizeof *clitics; k++)
    if (is(b, clitics[k])) return true;
  for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
    if (is(a, pairs[k][0]) && is(b, pairs[k][1])) return true;
  return false;
}

uint32_t surface_token_last(const text *t, uint32_t i, uint32_t end) {
  while (i + 1 < end && joins(t, i)) i++;
  return i;
}
