/* Reads IOB2 in the three shapes that our gold files have. */
#include "train/iob2.h"

/* "O", "B-PER": but "B-52" is a word. */
static bool is_label(str s) {
  if (str_is(s, "O")) return true;
  return s.len > 2 && (s.ptr[0] == 'B' || s.ptr[0] == 'I') && s.ptr[1] == '-' && is_ascii_upper((unsigned char)s.ptr[2]);
}

/* Some files, and a few lines of others, have spaces where most have the tab. */
static bool read_spaced(str line, str *form, str *label) {
  size_t at = line.len;
  while (at && line.ptr[at - 1] != ' ') at--;
  *form = str_trim(str_slice(line, 0, at));
  *label = str_slice(line, at, line.len);
  return is_label(*label) && !str_empty(*form);
}

/* form<TAB>label and perhaps the labels of inner names, or number<TAB>form<TAB>label and more. */
static bool read_columns(str line, str *form, str *label) {
  str columns[3] = {{0}}, rest = line;
  uint32_t number;
  unsigned n = 0;
  while (n < 3 && str_cut(&rest, '\t', &columns[n])) n++;
  if (n < 2) return read_spaced(line, form, label);
  bool numbered = n == 3 && str_to_u32(columns[0], &number) && is_label(columns[2]) && !is_label(columns[1]);
  *form = columns[numbered ? 1 : 0];
  *label = columns[numbered ? 2 : 1];
  return !str_empty(*form);
}

static bool reserve(iob2 *g, arena *a, str input, char **bytes) {
  size_t lines = 1;
  for (size_t i = 0; i < input.len; i++) lines += input.ptr[i] == '\n';
  g->t.tokens = ARENA_ARRAY(a, token, lines);
  g->t.sentences = ARENA_ARRAY(a, sentence, lines);
  g->labels = ARENA_ARRAY(a, str, lines);
  *bytes = ARENA_ARRAY(a, char, input.len + 1);
  return g->t.tokens && g->t.sentences && g->labels && *bytes;
}

static void add_token(iob2 *g, char *bytes, str form, str label, bool *open) {
  text *t = &g->t;
  if (*open && t->sentences[t->n_sentences - 1].n_tokens == SENTENCE_TOKENS_MAX) *open = false;
  if (!*open) t->sentences[t->n_sentences++] = (sentence){.begin = (uint32_t)t->bytes.len, .first_token = t->n_tokens};
  *open = true;
  sentence *s = &t->sentences[t->n_sentences - 1];
  uint32_t begin = (uint32_t)t->bytes.len;
  memcpy(bytes + begin, form.ptr, form.len);
  bytes[begin + form.len] = ' ';
  t->bytes.len += form.len + 1;
  g->labels[t->n_tokens] = label;
  t->tokens[t->n_tokens++] = (token){begin, begin + (uint32_t)form.len};
  s->end = begin + (uint32_t)form.len;
  s->n_tokens++;
}

casus_status iob2_read(str input, str file, arena *a, iob2 *out, casus_error *error) {
  iob2 g = {0};
  char *bytes;
  if (!reserve(&g, a, input, &bytes)) return error_set(error, CASUS_MEMORY, "no memory for %.*s", (int)file.len, file.ptr);
  g.t.bytes = (str){bytes, 0};
  str line, form, label;
  size_t number = 0;
  bool open = false;
  while (str_cut(&input, '\n', &line)) {
    number++;
    if (str_empty(str_trim(line))) open = false;
    else if (!(line.ptr[0] == '#' && !memchr(line.ptr, '\t', line.len))) {
      if (!read_columns(line, &form, &label)) return error_at(error, CASUS_INPUT, file, number, 0, "has no form and label");
      add_token(&g, bytes, form, label, &open);
    }
  }
  *out = g;
  return CASUS_OK;
}
