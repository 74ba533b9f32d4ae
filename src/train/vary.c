/* The treebanks are full of "he", "we" and "them"; in news it is countries and bodies that give, tell and attack one another. */
#include "train/vary.h"

#include "grammar/conllu_lines.h"
#include "train/random.h"

enum { ONE_IN = 5, LINES_MAX = 80 };

static const char *const names[] = {"Norway", "Kenya", "Germany", "Ukraine", "China",  "Zambia", "Iran",   "Japan",
                                    "Brazil", "Egypt", "Israel",  "Russia",  "Turkey", "India",  "France", "Pakistan",
                                    "Syria",  "Mali",  "Nepal",   "Chile",   "Hamas",  "NATO",   "Moscow", "Beijing",
                                    "Tehran", "Kyiv",  "Macron",  "Merkel",  "Biden",  "Modi"};
enum { NAMES = sizeof names / sizeof *names };

typedef struct {
  conllu_line lines[LINES_MAX]; /* words of one sentence */
  uint32_t n;
  bool whole; /* no multi-word tokens, no empty nodes, not too long */
} vary_sentence;

static bool is_one_of(str s, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_equal_fold(s, str_of(list[i]))) return true;
  return false;
}

/* A subject of a verb that would agree with a name: a past form, or he or she. */
static bool is_subject(const vary_sentence *s, const conllu_line *l) {
  static const char *const third[] = {"he", "she"}, *const any[] = {"he", "she", "they", "we", "i"};
  uint32_t head;
  if (!str_is(l->columns[CONLLU_REL], "nsubj") || !str_to_u32(l->columns[CONLLU_HEAD], &head) || !head || head > s->n)
    return false;
  str tag = s->lines[head - 1].columns[CONLLU_XPOS];
  if (str_is(tag, "VBD")) return is_one_of(l->columns[CONLLU_FORM], any, 5);
  return str_is(tag, "VBZ") && is_one_of(l->columns[CONLLU_FORM], third, 2);
}

static bool is_object(const conllu_line *l) {
  static const char *const rels[] = {"iobj", "obj", "obl", "nmod"}, *const forms[] = {"him", "them", "us", "me"};
  return is_one_of(l->columns[CONLLU_REL], rels, 4) && is_one_of(l->columns[CONLLU_FORM], forms, 4);
}

static bool is_varied(const vary_sentence *s, uint32_t i) {
  const conllu_line *l = &s->lines[i];
  return str_is(l->columns[CONLLU_XPOS], "PRP") && (is_subject(s, l) || is_object(l));
}

static bool add_word(const vary_sentence *s, uint32_t i, uint64_t *random, buffer *out) {
  const conllu_line *l = &s->lines[i];
  if (!is_varied(s, i)) return buffer_add(out, l->line) && buffer_add_byte(out, '\n');
  const char *name = names[random_next(random) % NAMES];
  return buffer_format(out, "%u\t%s\t%s\tPROPN\tNNP\tNumber=Sing\t", l->id, name, name) &&
         buffer_add(out, l->columns[CONLLU_HEAD]) && buffer_add_byte(out, '\t') && buffer_add(out, l->columns[CONLLU_REL]) &&
         buffer_add(out, STR("\t_\t_\n"));
}

static bool add_copy(const vary_sentence *s, uint64_t *random, buffer *out) {
  uint32_t n_varied = 0, n_indirect = 0;
  for (uint32_t i = 0; i < s->n && s->whole; i++) {
    n_varied += is_varied(s, i);
    n_indirect += is_varied(s, i) && str_is(s->lines[i].columns[CONLLU_REL], "iobj");
  }
  if (!n_varied || (!n_indirect && random_next(random) % ONE_IN)) return true;
  for (uint32_t i = 0; i < s->n; i++)
    if (!add_word(s, i, random, out)) return false;
  return buffer_add_byte(out, '\n');
}

bool vary_sentences(str conllu, uint64_t seed, buffer *out) {
  vary_sentence s = {.whole = true};
  conllu_line l;
  bool good = true;
  while (good && conllu_next(&conllu, &l)) {
    if (l.kind == CONLLU_RANGE || l.kind == CONLLU_EMPTY_NODE || (l.kind == CONLLU_WORD && s.n == LINES_MAX)) s.whole = false;
    if (l.kind == CONLLU_WORD && s.n < LINES_MAX) s.lines[s.n++] = l;
    if (l.kind != CONLLU_BLANK) continue;
    good = add_copy(&s, &seed, out);
    s.n = 0;
    s.whole = true;
  }
  return good;
}
