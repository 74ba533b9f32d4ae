/* Scores text_split against a treebank: F1 of tokens (syntactic words) and sentences on the raw text, as the CoNLL 2018 shared
 * task counts them. The raw text is rebuilt from FORM and SpaceAfter; documents by `# newdoc`, paragraphs by `# newpar`.
 *   text_score FILE.conllu [--errors]      or      text_score --show FILE.txt (prints what the splitter makes of a text)
 *   text_score --speed FILE.txt      or      text_score --gaps FILE.conllu (what tools/train_boundaries.py learns from) */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/text_internal.h"

typedef struct {
  uint32_t begin, end;
} piece;

typedef struct {
  buffer bytes;
  piece *tokens, *sentences;
  size_t n_tokens, n_sentences, room;
} gold;

typedef struct {
  size_t gold, ours, same;
} count;

static void add(piece **list, size_t *n, piece p) {
  if ((*n & (*n - 1)) == 0) *list = realloc(*list, (*n ? *n * 2 : 1) * sizeof **list);
  if (!*list) exit(2);
  (*list)[(*n)++] = p;
}

static size_t same_pieces(const piece *a, size_t n, const piece *b, size_t m) {
  size_t i = 0, k = 0, same = 0;
  while (i < n && k < m) {
    if (a[i].begin == b[k].begin && a[i].end == b[k].end) same++, i++, k++;
    else if (a[i].begin < b[k].begin || (a[i].begin == b[k].begin && a[i].end < b[k].end)) i++;
    else k++;
  }
  return same;
}

static void print_context(const char *what, str s, uint32_t at) {
  size_t from = at > 45 ? at - 45 : 0, to = at + 45 < s.len ? at + 45 : s.len;
  printf("%s\t%.*s|%.*s\n", what, (int)(at - from), s.ptr + from, (int)(to - at), s.ptr + at);
}

static void print_sentence_errors(const gold *g, const text *t) {
  size_t i = 0, k = 0;
  str s = buffer_str(&g->bytes);
  while (i < g->n_sentences && k < t->n_sentences) {
    uint32_t a = g->sentences[i].end, b = t->sentences[k].end;
    if (a == b) i++, k++;
    else if (a < b) print_context("missed", s, a), i++;
    else print_context("extra", s, b), k++;
  }
}

static void print_token_errors(const gold *g, const text *t) {
  size_t i = 0, k = 0;
  str s = buffer_str(&g->bytes);
  while (i < g->n_tokens && k < t->n_tokens) {
    uint32_t a = g->tokens[i].end, b = t->tokens[k].end;
    if (a == b) i++, k++;
    else if (a < b) print_context("joined", s, a), i++;
    else print_context("split", s, b), k++;
  }
}

static void score_document(gold *g, bool errors, count *tokens, count *sentences) {
  if (!g->n_tokens) return;
  arena *a = arena_new((size_t)1 << 30);
  text t;
  casus_error error;
  if (text_split(buffer_str(&g->bytes), 0, a, &t, &error) != CASUS_OK) exit(2);
  piece *ours = calloc(t.n_sentences + 1, sizeof *ours);
  if (!ours) exit(2);
  for (uint32_t i = 0; i < t.n_sentences; i++) ours[i] = (piece){t.sentences[i].begin, t.sentences[i].end};
  tokens->gold += g->n_tokens, tokens->ours += t.n_tokens;
  tokens->same += same_pieces(g->tokens, g->n_tokens, (const piece *)(const void *)t.tokens, t.n_tokens);
  sentences->gold += g->n_sentences, sentences->ours += t.n_sentences;
  sentences->same += same_pieces(g->sentences, g->n_sentences, ours, t.n_sentences);
  if (errors) print_token_errors(g, &t), print_sentence_errors(g, &t);
  free(ours);
  arena_free(a);
  g->bytes.len = 0;
  g->n_tokens = g->n_sentences = 0;
}

/* ---- gaps between tokens as lines "label feature ..." for training */

typedef struct {
  const gold *g;
  size_t next;
} gold_starts;

static bool is_gold_start(void *context, uint32_t byte) {
  gold_starts *s = context;
  while (s->next < s->g->n_sentences && s->g->sentences[s->next].begin < byte) s->next++;
  return s->next < s->g->n_sentences && s->g->sentences[s->next].begin == byte;
}

static void print_gap(void *context, bool start, const uint16_t *features, size_t n) {
  (void)context;
  printf("%d", start);
  for (size_t i = 0; i < n; i++) printf(" %u", features[i]);
  printf("\n");
}

static void print_gaps(gold *g) {
  gold_starts starts = {.g = g};
  boundary_trace trace = {is_gold_start, print_gap, &starts};
  arena *a = arena_new((size_t)1 << 30);
  text t;
  casus_error error;
  if (g->n_tokens && text_split_traced(buffer_str(&g->bytes), 0, a, &t, &trace, &error) != CASUS_OK) exit(2);
  arena_free(a);
  g->bytes.len = 0;
  g->n_tokens = g->n_sentences = 0;
}

static void print_count(const char *what, count c) {
  double p = c.ours ? 100.0 * (double)c.same / (double)c.ours : 0, r = c.gold ? 100.0 * (double)c.same / (double)c.gold : 0;
  printf("%-10s precision %6.2f  recall %6.2f  F1 %6.2f  (gold %zu, ours %zu)\n", what, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0,
         c.gold, c.ours);
}

static bool contains(str s, str part) {
  for (size_t i = 0; i + part.len <= s.len; i++)
    if (!memcmp(s.ptr + i, part.ptr, part.len)) return true;
  return false;
}

/* One word line: where its form lies in the rebuilt text. Words of a multi-word token share its bytes in order. */
typedef struct {
  bool space; /* white space is due before the next token */
  bool in_sentence;
  uint32_t multi_last; /* last word id of the open multi-word token */
  bool multi_space;
  uint32_t multi_at;
} reading;

static void read_word(gold *g, reading *r, str line) {
  str id, form, misc = {0}, field;
  str_cut(&line, '\t', &id);
  str_cut(&line, '\t', &form);
  while (str_cut(&line, '\t', &field)) misc = field;
  bool space = !contains(misc, STR("SpaceAfter=No"));
  uint32_t n;
  str first, rest = id;
  if (memchr(id.ptr, '.', id.len)) return;
  if (memchr(id.ptr, '-', id.len)) {
    str_cut(&rest, '-', &first);
    str_to_u32(rest, &r->multi_last);
    if (r->space && g->bytes.len) buffer_add_byte(&g->bytes, ' ');
    r->multi_at = (uint32_t)g->bytes.len;
    buffer_add(&g->bytes, form);
    r->multi_space = space;
    r->space = false;
    return;
  }
  if (!str_to_u32(id, &n)) return;
  piece p;
  if (n <= r->multi_last) {
    p = (piece){r->multi_at, r->multi_at + (uint32_t)form.len};
    r->multi_at = p.end;
    r->space = r->multi_space;
  } else {
    if (r->space && g->bytes.len) buffer_add_byte(&g->bytes, ' ');
    p = (piece){(uint32_t)g->bytes.len, (uint32_t)(g->bytes.len + form.len)};
    buffer_add(&g->bytes, form);
    r->space = space;
  }
  if (!r->in_sentence) add(&g->sentences, &g->n_sentences, p);
  r->in_sentence = true;
  g->sentences[g->n_sentences - 1].end = p.end;
  add(&g->tokens, &g->n_tokens, p);
}

typedef enum { WANT_SCORE, WANT_ERRORS, WANT_GAPS } wanted;

static void score_treebank(str file, wanted want) {
  gold g = {0};
  reading r = {0};
  count tokens = {0}, sentences = {0};
  buffer_init(&g.bytes, (size_t)1 << 30);
  str line;
  while (str_cut(&file, '\n', &line)) {
    if (str_starts(line, STR("# newdoc"))) {
      if (want == WANT_GAPS) print_gaps(&g);
      else score_document(&g, want == WANT_ERRORS, &tokens, &sentences);
      r.space = false;
    } else if (str_starts(line, STR("# newpar")) && g.bytes.len && g.bytes.ptr[g.bytes.len - 1] != '\n') {
      buffer_add(&g.bytes, STR("\n\n"));
      r.space = false;
    } else if (line.len && line.ptr[0] != '#') {
      read_word(&g, &r, line);
    } else if (!line.len) {
      r.in_sentence = false;
      r.multi_last = 0;
    }
  }
  if (want == WANT_GAPS) {
    print_gaps(&g);
    return;
  }
  score_document(&g, want == WANT_ERRORS, &tokens, &sentences);
  print_count("tokens", tokens);
  print_count("sentences", sentences);
}

static void show(str file) {
  static const char *const kinds[] = {"", "HEADING ", "DATELINE "};
  arena *a = arena_new((size_t)1 << 30);
  text t;
  casus_error error;
  if (text_split(file, 0, a, &t, &error) != CASUS_OK) exit(2);
  for (uint32_t i = 0; i < t.n_sentences; i++) {
    const sentence *s = &t.sentences[i];
    printf("%u %s%s", s->paragraph, kinds[s->kind], s->in_quote ? "QUOTED " : "");
    for (uint32_t k = 0; k < s->n_tokens; k++) {
      str form = token_form(&t, s->first_token + k);
      printf(" %.*s", (int)form.len, form.ptr);
    }
    printf("\n");
  }
  arena_free(a);
}

static void speed(str file) {
  arena *a = arena_new((size_t)1 << 31);
  text t = {0};
  casus_error error;
  double best = 1e9;
  for (int round = 0; round < 5; round++) {
    arena_reset(a);
    clock_t begin = clock();
    if (text_split(file, 0, a, &t, &error) != CASUS_OK) exit(2);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    if (seconds < best) best = seconds;
  }
  printf("%u tokens, %u sentences, %.4f s: %.2f million tokens/s\n", t.n_tokens, t.n_sentences, best, t.n_tokens / best / 1e6);
  arena_free(a);
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  bool is_show = !strcmp(argv[1], "--show"), is_speed = !strcmp(argv[1], "--speed");
  bool is_gaps = !strcmp(argv[1], "--gaps");
  const char *path = is_show || is_speed || is_gaps ? (argc > 2 ? argv[2] : "") : argv[1];
  file_map map;
  casus_error error;
  if (file_open_map(path, (size_t)1 << 30, &map, &error) != CASUS_OK) {
    fprintf(stderr, "%s: %s\n", path, error.message);
    return 2;
  }
  if (is_show) show(map.bytes);
  else if (is_speed) speed(map.bytes);
  else if (is_gaps) score_treebank(map.bytes, WANT_GAPS);
  else score_treebank(map.bytes, argc > 2 && !strcmp(argv[2], "--errors") ? WANT_ERRORS : WANT_SCORE);
  file_unmap(&map);
  return 0;
}
