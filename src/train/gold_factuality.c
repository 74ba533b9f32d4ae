#include "train/gold_factuality.h"

enum { TARGETS_MAX = 4096 };

static bool add_tokens(str bytes, arena *a, text *t) {
  size_t from = 0;
  uint32_t n = 1;
  for (size_t i = 0; i < bytes.len; i++) n += bytes.ptr[i] == ' ';
  if (n > SENTENCE_TOKENS_MAX || !(t->tokens = ARENA_ARRAY(a, token, n))) return false;
  for (size_t i = 0; i <= bytes.len; i++) {
    if (i < bytes.len && bytes.ptr[i] != ' ') continue;
    if (i == from || i - from > TOKEN_BYTES_MAX) return false;
    t->tokens[t->n_tokens++] = (token){(uint32_t)from, (uint32_t)i};
    from = i + 1;
  }
  return true;
}

static bool read_text(str bytes, arena *a, text *t) {
  *t = (text){.bytes = bytes, .sentences = ARENA_ARRAY(a, sentence, 1), .n_sentences = 1};
  if (!t->sentences || bytes.len > TEXT_BYTES_MAX || !add_tokens(bytes, a, t)) return false;
  t->sentences[0] = (sentence){.end = (uint32_t)bytes.len, .n_tokens = t->n_tokens};
  return true;
}

static bool read_target(const json_t *record, uint32_t n_tokens, gold_target *out) {
  const json_t *range = json_object_get(record, "span1"), *label = json_object_get(record, "label");
  json_int_t first = json_integer_value(json_array_get(range, 0)), end = json_integer_value(json_array_get(range, 1));
  if (first < 0 || end <= first || end > n_tokens || !json_is_number(label)) return false;
  double value = json_number_value(label);
  out->token = (uint32_t)(end - 1);
  out->gold = value > 0.5 ? HAPPENED_YES : value < -0.5 ? HAPPENED_NOT : HAPPENED_UNSURE;
  return true;
}

bool gold_factuality_read(const json_t *record, arena *a, gold_factuality *out) {
  const json_t *words = json_object_get(record, "text"), *targets = json_object_get(record, "targets");
  size_t n = json_array_size(targets);
  str bytes = {json_string_value(words), json_string_length(words)};
  if (!bytes.ptr || n > TARGETS_MAX || !read_text(bytes, a, &out->t)) return false;
  out->targets = ARENA_ARRAY(a, gold_target, n);
  for (out->n_targets = 0; out->targets && out->n_targets < n; out->n_targets++)
    if (!read_target(json_array_get(targets, out->n_targets), out->t.n_tokens, &out->targets[out->n_targets])) return false;
  return out->targets != NULL;
}
