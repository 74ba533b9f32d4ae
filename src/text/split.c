/* text_split: paragraphs, datelines and headings of a text, each cut into tokens and sentences. */
#include "text/text_internal.h"

enum { HEADING_BYTES_MAX = 150, HEADING_WORDS_MAX = 22 };

/* Cuts [begin, end) as sentences of one kind. */
static void split_stretch(splitter *sp, uint32_t begin, uint32_t end, sentence_kind kind) {
  sp->begin = begin;
  sp->end = end;
  sp->kind = (uint8_t)kind;
  sp->whole = kind == SENTENCE_DATELINE;
  sp->in_double = sp->in_single = false;
  split_tokens(sp);
  splitter_end_stretch(sp);
}

static bool has_few_words(str s, paragraph p) {
  uint32_t words = 0;
  for (uint32_t i = p.begin; i < p.end && words <= HEADING_WORDS_MAX; words++) i = skip_space(s, skip_word(s, i, p.end), p.end);
  return words <= HEADING_WORDS_MAX;
}

/* A short line that does not end a sentence, nor lead to the next paragraph by a comma or colon, nor lists something. */
static bool is_heading(str s, paragraph p) {
  if (p.end - p.begin > HEADING_BYTES_MAX || !has_few_words(s, p)) return false;
  character first = character_at(s, p.begin), last = character_before(s, p.begin, p.end);
  if (last.code == ',' || last.code == ':' || last.code == ';' || is_dash(last.code)) return false;
  if (!is_word_kind(first.kind) && !is_double_quote(first.code) && !is_opener(first.code) && !is_apostrophe(first.code))
    return false;
  return first.kind != CHAR_LOWER && !ends_like_sentence(s, p.begin, p.end);
}

static void split_paragraph(splitter *sp, paragraph p, bool *in_head, bool alone) {
  uint32_t begin = p.begin;
  if (*in_head) begin = dateline_end(sp->bytes, p.begin, p.end);
  if (begin > p.begin) {
    split_stretch(sp, p.begin, begin, SENTENCE_DATELINE);
    if (begin == p.end) return;
    *in_head = false;
  }
  sentence_kind kind = begin == p.begin && !alone && is_heading(sp->bytes, p) ? SENTENCE_HEADING : SENTENCE_PROSE;
  if (kind == SENTENCE_PROSE) *in_head = false;
  split_stretch(sp, begin, p.end, kind);
}

/* Room for what a text of this length has as a rule, so that the arrays seldom grow. */
static bool reserve(splitter *sp, size_t len) {
  return arena_grow(sp->a, (void **)&sp->tokens, &sp->tokens_capacity, (uint32_t)(len / 4 + 16), sizeof *sp->tokens) &&
         arena_grow(sp->a, (void **)&sp->marks, &sp->marks_capacity, (uint32_t)(len / 4 + 16), sizeof *sp->marks) &&
         arena_grow(sp->a, (void **)&sp->sentences, &sp->sentences_capacity, (uint32_t)(len / 80 + 4), sizeof *sp->sentences);
}

casus_status text_split(str bytes, uint32_t body, arena *a, text *out, casus_error *error) {
  return text_split_traced(bytes, body, a, out, NULL, error);
}

casus_status text_split_traced(str bytes, uint32_t body, arena *a, text *out, const boundary_trace *trace, casus_error *error) {
  if (bytes.len > TEXT_BYTES_MAX) return error_set(error, CASUS_MEMORY, "text of %zu bytes: over the maximum", bytes.len);
  splitter sp = {.bytes = bytes, .a = a, .trace = trace};
  if (!reserve(&sp, bytes.len))
    return error_set(error, CASUS_MEMORY, "no memory for the tokens of a text of %zu bytes", bytes.len);
  paragraphs ps;
  paragraph p, next;
  bool in_head = true;
  paragraphs_open(&ps, bytes, body < bytes.len ? body : (uint32_t)bytes.len);
  bool more = paragraphs_next(&ps, &p);
  while (more && !sp.full) {
    bool follows = paragraphs_next(&ps, &next);
    split_paragraph(&sp, p, &in_head, !follows && !sp.paragraph);
    sp.paragraph++;
    p = next;
    more = follows;
  }
  if (sp.full) return error_set(error, CASUS_MEMORY, "no memory for the tokens of a text of %zu bytes", bytes.len);
  *out = (text){
      .bytes = bytes, .sentences = sp.sentences, .tokens = sp.tokens, .n_sentences = sp.n_sentences, .n_tokens = sp.n_tokens};
  return CASUS_OK;
}
