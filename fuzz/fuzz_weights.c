/* Any bytes as a weights file, and any change to a small file that is whole: refused, or what is opened analyses a sentence
 * without harm and gives trees. Checksum and size are made good, so that what lies behind them is reached. */
#include <stdlib.h>

#include "grammar/pipeline.h"
#include "model/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER = 32, ENTRY = 32, AT_CHECKSUM = 16, AT_COVERED = 20, AT_SIZE = 24, ENTRY_OFFSET = 16, ENTRY_SIZE = 24 };
enum { N_PARTS = 7, FORMS = 3, EDIT_BYTES = 8, EDITS_MAX = 4096 };

static const char sentence_bytes[] = "The Minister met 12 officials in Accra, and left. They didn't agree. Go!";

/* ---- a small file, by its sections */

static const network_shape shape = {
    .embed = 32,
    .vector = 16,
    .arc = 32,
    .rel = 32,
    .n_tags = 4,
    .n_labels = LABEL_COUNT,
    .n_rels = REL_COUNT,
    .n_layers = 3,
    .layers = {{LAYER_CONVOLUTION, 1, 32, 32}, {LAYER_RECURRENT, 0, 32, 32}, {LAYER_ATTENTION, 2, 32, 32}}};

static float draw(uint64_t *random) {
  *random = hash_mix(*random + 0x9E3779B97F4A7C15ULL);
  return (float)(*random >> 40) / 8388608.0f - 1.0f;
}

static float *draw_many(size_t n, uint64_t *random) {
  float *values = malloc(n * sizeof *values + 1);
  if (!values) abort();
  for (size_t i = 0; i < n; i++) values[i] = draw(random);
  return values;
}

static void need(bool good) {
  if (!good) abort();
}

static void make_tags(buffer *out) {
  static const char tags[] = {UPOS_NOUN, XPOS_NN, UPOS_VERB, XPOS_VBD, UPOS_PUNCT, XPOS_PERIOD, UPOS_PROPN, XPOS_NNP};
  need(buffer_add(out, (str){tags, sizeof tags}));
}

static void make_lexicon(buffer *out) {
  size_t dropped;
  const lexicon_row rows[] = {{form_hash(STR("The")), {1, 1, 0}},
                              {form_hash(STR("Accra")), {2, 2, NAME_PLACE | NAME_CITY}},
                              {form_hash(STR("met")), {3, 0, 0}}};
  need(lexicon_pack(rows, 3, out, &dropped, NULL) == CASUS_OK);
}

static void make_lemmas(buffer *out) {
  static const uint8_t longest[256] = {3, 3, 3, 3};
  const lemma_rule rules[] = {{.cut = 1}, {.cut = 2, .n_add = 3, .add = "eet"}, {.keep_case = 1}};
  const token_view none = {0};
  lemma_row rows[8];
  for (uint8_t k = 0; k < 8; k++) rows[k] = (lemma_row){lemma_key_suffix(k % 4, &none, k / 4), (uint16_t)(k % 3)};
  need(lemmas_pack(rows, 8, rules, 3, longest, out, NULL) == CASUS_OK);
}

static void make_rows(uint32_t n, uint32_t width, uint32_t extra, uint64_t *random, buffer *out) {
  float *values = draw_many((size_t)n * width, random);
  need(byte_rows_pack(values, n, width, extra, out, NULL) == CASUS_OK);
  free(values);
}

static void make_network(bool narrow, uint64_t *random, buffer *out) {
  float *values[PARAMETERS_MAX];
  uint32_t n = network_parameters(&shape);
  for (uint32_t i = 0; i < n; i++) {
    parameter_shape p = network_parameter(&shape, i);
    values[i] = draw_many((size_t)p.rows * p.columns, random);
  }
  need(network_pack(&shape, values, narrow, out, NULL) == CASUS_OK);
  for (uint32_t i = 0; i < n; i++) free(values[i]);
}

static void make_parts(bool narrow, buffer *parts) {
  uint64_t random = 1;
  row_plan plan = row_plan_of(FORMS);
  for (int i = 0; i < N_PARTS; i++) buffer_init(&parts[i], (size_t)1 << 24);
  need(buffer_add(&parts[0], STR("kind=grammar\nlicence=CC0\n")));
  make_tags(&parts[1]);
  make_lexicon(&parts[2]);
  make_rows(5, shape.vector, 0, &random, &parts[3]);
  make_lemmas(&parts[4]);
  make_rows(row_plan_rows(&plan), shape.embed, FORMS, &random, &parts[5]);
  make_network(narrow, &random, &parts[6]);
}

/* The file with its sections in turn: each is the last of one, behind which nothing may be read; with floats and with bytes. */
static str whole_file(unsigned turn) {
  static const char *const names[N_PARTS] = {"metadata", "tags", "lexicon", "vectors", "lemmas", "rows", "network"};
  static buffer all_parts[2][N_PARTS], files[2 * N_PARTS];
  turn %= 2 * N_PARTS;
  buffer *parts = all_parts[turn / N_PARTS];
  if (!parts[0].len) make_parts(turn >= N_PARTS, parts);
  if (!files[turn].len) {
    weights_part in_turn[N_PARTS] = {0};
    buffer_init(&files[turn], (size_t)1 << 25);
    for (unsigned i = 0; i < N_PARTS; i++) {
      unsigned k = (i + turn) % N_PARTS;
      memcpy(in_turn[i].name, names[k], strlen(names[k]));
      in_turn[i].bytes = buffer_str(&parts[k]);
    }
    need(weights_write(in_turn, N_PARTS, &files[turn], NULL) == CASUS_OK);
    const char *last = files[turn].ptr + HEADER + (N_PARTS - 1) * ENTRY;
    uint64_t offset, size;
    memcpy(&offset, last + ENTRY_OFFSET, sizeof offset);
    memcpy(&size, last + ENTRY_SIZE, sizeof size);
    files[turn].len = (size_t)(offset + size); /* without padding */
  }
  return buffer_str(&files[turn]);
}

/* ---- changes */

/* Eight bytes say where and what: a place in the table; near the start or the end of a section, or anywhere in it; its size. */
static void edit(char *file, size_t len, const uint8_t *e) {
  enum { IN_TABLE = N_PARTS, PLACES };
  uint32_t at = (uint32_t)e[2] | (uint32_t)e[3] << 8;
  unsigned place = e[0] % PLACES;
  if (place == IN_TABLE) {
    memcpy(file + HEADER + at % (N_PARTS * ENTRY - 4), e + 4, 4);
    return;
  }
  char *entry = file + HEADER + place * ENTRY;
  uint64_t offset, size;
  memcpy(&offset, entry + ENTRY_OFFSET, sizeof offset);
  memcpy(&size, entry + ENTRY_SIZE, sizeof size);
  if (offset > len || size > len - offset || size < 4) return;
  uint64_t shorter = size - at % size, spread = (uint64_t)at * (size - 4) / 65535;
  switch (e[1] % 4) {
    case 0:
      memcpy(file + offset + (at < size - 4 ? at : size - 4), e + 4, 4);
      break;
    case 1:
      memcpy(file + offset + size - 4 - (at < size - 4 ? at : size - 4), e + 4, 4);
      break;
    case 2:
      memcpy(file + offset + spread, e + 4, 4);
      break;
    default:
      memcpy(entry + ENTRY_SIZE, &shorter, sizeof shorter);
  }
}

static void mend(char *bytes, size_t size) {
  if (size < HEADER) return;
  uint64_t length = size;
  memcpy(bytes + AT_SIZE, &length, sizeof length);
  uint32_t sum = checksum_bytes(bytes + AT_COVERED, size - AT_COVERED);
  memcpy(bytes + AT_CHECKSUM, &sum, sizeof sum);
}

/* ---- use */

static void check_words(const analysis *an) {
  for (uint32_t i = 0; i < an->n_words; i++) {
    const word *w = &an->words[i];
    uint32_t up = i;
    need(w->upos < UPOS_COUNT && w->xpos < XPOS_COUNT && w->rel < REL_COUNT && w->entity <= an->n_entities);
    need(w->lemma.len && utf8_valid_until(w->lemma) == w->lemma.len);
    for (uint32_t steps = 0; an->words[up].head != NO_TOKEN; steps++) {
      up = an->words[up].head;
      need(up < an->n_words && steps < an->n_words);
    }
  }
}

static void analyse_something(const grammar *g) {
  grammar_scratch *s;
  text t;
  analysis an;
  arena *a = arena_new((size_t)1 << 24);
  if (a && grammar_scratch_new(g, &s, NULL) == CASUS_OK) {
    if (text_split(STR(sentence_bytes), 0, a, &t, NULL) == CASUS_OK && grammar_analyse(g, s, &t, a, &an, NULL) == CASUS_OK)
      check_words(&an);
    grammar_scratch_free(s);
  }
  arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  bool is_file = size >= 8 && !memcmp(data, "casuswts", 8);
  str from = is_file || !size ? (str){(const char *)data, size} : whole_file(data[0]);
  void *bytes = NULL;
  grammar *g;
  casus_error error;
  if (posix_memalign(&bytes, WEIGHTS_ALIGNMENT, from.len ? from.len : 1)) return 0;
  if (from.len) memcpy(bytes, from.ptr, from.len);
  if (!is_file)
    for (size_t i = 1, n = 0; n < EDITS_MAX && i + EDIT_BYTES <= size; i += EDIT_BYTES, n++) edit(bytes, from.len, data + i);
  mend(bytes, from.len);
  if (grammar_open((str){bytes, from.len}, STR("fuzz"), &g, &error) == CASUS_OK) {
    analyse_something(g);
    grammar_close(g);
  } else {
    need(size != 1 || is_file); /* without a change it is whole */
  }
  free(bytes);
  return 0;
}
