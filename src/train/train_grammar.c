/* Trains the parts of the grammar, one after the other, and writes the weights file. */
#include <stdarg.h>
#include <stdlib.h>

#include "train/teachers.h"
#include "train/trainer.h"

enum { DRESSED_BYTES_MAX = 8192 };
static const char *const part_names[PART_COUNT] = {"metadata", "tags", "lexicon", "vectors", "lemmas", "rows", "network"};

void report(const trainer *t, const char *format, ...) {
  if (!t->options->report) return;
  va_list args;
  va_start(args, format);
  vfprintf(t->options->report, format, args);
  va_end(args);
  fputc('\n', t->options->report);
  fflush(t->options->report);
}

void trainer_look(trainer *t, uint32_t i) { view_sentence(&t->g.lex, corpus_text(&t->c, i), corpus_at(&t->c, i), t->views); }

/* Words of four letters and more begin with a capital, as does the first word; shorter ones where they are no function words. */
static bool is_raised(const grammar *g, uint8_t tag, size_t len) {
  uint8_t p = g->tag_upos[tag];
  bool small = p == UPOS_ADP || p == UPOS_DET || p == UPOS_CCONJ || p == UPOS_SCONJ || p == UPOS_PART || p == UPOS_PUNCT;
  return len > 4 || !small;
}

void trainer_look_dressed(trainer *t, uint32_t i) {
  const text *x = corpus_text(&t->c, i);
  const sentence *s = corpus_at(&t->c, i);
  const uint8_t *tags = trainer_gold_tags(t, i);
  char bytes[DRESSED_BYTES_MAX];
  size_t len = s->end - s->begin;
  if (len > sizeof bytes) {
    trainer_look(t, i);
    return;
  }
  memcpy(bytes, x->bytes.ptr + s->begin, len);
  token tokens[SENTENCE_TOKENS_MAX];
  for (uint32_t k = 0; k < s->n_tokens; k++) {
    const token *o = &x->tokens[s->first_token + k];
    tokens[k] = (token){o->begin - s->begin, o->end - s->begin};
    char *c = &bytes[tokens[k].begin];
    if (is_ascii_lower((unsigned char)*c) && (!k || is_raised(&t->g, tags[k], o->end - o->begin))) *c = (char)(*c - 32);
  }
  text dressed = {.bytes = {bytes, len}, .tokens = tokens, .n_tokens = s->n_tokens};
  sentence whole = {.end = (uint32_t)len, .n_tokens = s->n_tokens};
  view_sentence(&t->g.lex, &dressed, &whole, t->views);
}

static casus_status load(trainer *t, casus_error *error) {
  char path[4096];
  static const char *const banks[] = {"en_ewt-ud-train.conllu", "gum-open-train.conllu"};
  casus_status status = CASUS_OK;
  for (size_t i = 0; i < 2 && status == CASUS_OK; i++) {
    snprintf(path, sizeof path, "%s/treebanks/%s", t->options->data_dir, banks[i]);
    status = corpus_add(&t->c, path, error);
  }
  if (status == CASUS_OK) status = corpus_add_varied(&t->c, t->options->seed, error);
  if (status == CASUS_OK) status = corpus_finish(&t->c, error);
  if (status != CASUS_OK) return status;
  snprintf(path, sizeof path, "%s/entities/uner-ewt-train.iob2", t->options->data_dir);
  status = corpus_read_uner(&t->c, 0, path, error);
  if (status == CASUS_OK) corpus_read_gum(&t->c, 1);
  t->n_sentences = t->c.n_sentences;
  t->n_words = t->c.n_words;
  report(t, "read %u sentences, %u words", t->c.n_sentences, t->c.n_words);
  return status;
}

/* Teachers differ by their seed only; they stay beside the result, so that another training can take them. */
static casus_status train_teachers(trainer *t, char paths[][4096], casus_error *error) {
  const train_options *whole = t->options;
  casus_status status = CASUS_OK;
  for (uint32_t k = 0; k < whole->n_teachers && status == CASUS_OK; k++) {
    train_options o = *whole;
    snprintf(paths[k], sizeof paths[k], "%s.teacher-%u", whole->out_path, k + 1);
    o.out_path = paths[k];
    o.seed = whole->seed + 1000 * (k + 1);
    o.teachers = NULL;
    o.encoder = whole->teacher_encoder;
    o.wide = true;
    o.epochs = (whole->epochs * 2 + 2) / 3;
    t->options = &o;
    report(t, "teacher %u of %u", k + 1, whole->n_teachers);
    status = train_network(t, error);
    t->options = whole;
  }
  return status;
}

static casus_status train_student(trainer *t, casus_error *error) {
  char paths[TEACHERS_MAX][4096];
  const char *list[TEACHERS_MAX + 1] = {NULL};
  const train_options *whole = t->options;
  train_options o = *whole;
  if (o.n_teachers > TEACHERS_MAX) return error_set(error, CASUS_USAGE, "at most %d teachers", TEACHERS_MAX);
  casus_status status = train_teachers(t, paths, error);
  for (uint32_t k = 0; k < o.n_teachers; k++) list[k] = paths[k];
  if (o.n_teachers) o.teachers = list;
  t->options = &o;
  t->random = o.seed; /* the same with teachers that are there already */
  if (status == CASUS_OK) status = train_network(t, error);
  t->options = whole;
  return status;
}

static casus_status settle_labels(trainer *t, casus_error *error) {
  (void)error;
  for (uint32_t f = 0; f < t->c.n_files; f++) corpus_settle_labels(&t->c, f, &t->g.lex);
  return CASUS_OK;
}

static casus_status train_all(trainer *t, casus_error *error) {
  static casus_status (*const stages[])(trainer *, casus_error *) = {train_tags, train_lexicon, settle_labels, train_lemmas,
                                                                     train_student};
  casus_status status = load(t, error);
  for (size_t i = 0; i < sizeof stages / sizeof *stages && status == CASUS_OK; i++) status = stages[i](t, error);
  return status;
}

static casus_status write_bytes(str bytes, const char *path, casus_error *error) {
  FILE *f = fopen(path, "wb");
  if (!f) return error_set(error, CASUS_USAGE, "cannot write %s", path);
  bool good = fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;
  good = fclose(f) == 0 && good;
  return good ? CASUS_OK : error_set(error, CASUS_USAGE, "cannot write all of %s", path);
}

static bool fill_metadata(trainer *t, const char *scores) {
  const train_options *o = t->options;
  t->parts[PART_METADATA].len = 0;
  return buffer_format(
      &t->parts[PART_METADATA],
      "kind=grammar\nlicence=CC BY-SA 4.0\nlanguage=en\n"
      "trained_on=UD English EWT (CC BY-SA 4.0); GUM, open genres (CC BY, CC BY-SA); "
      "Universal NER EWT (CC BY-SA 4.0); word vectors from raw news, and sentences of it as teachers "
      "analysed them (statistics only); name lists from GeoNames, Wikidata, "
      "CIA World Factbook and World Leaders, Open Event Data Alliance\nseed=%llu\nepochs=%u\nencoder=%s\ndate=%s\nsentences=%u\n"
      "words=%u\nscores=%s\n",
      (unsigned long long)o->seed, o->epochs, o->encoder, o->date ? o->date : "", t->n_sentences, t->n_words, scores);
}

casus_status trainer_write(trainer *t, const char *path, const char *scores, casus_error *error) {
  weights_part parts[PART_COUNT] = {0};
  buffer out;
  if (!fill_metadata(t, scores)) return error_set(error, CASUS_MEMORY, "no memory for the metadata");
  buffer_init(&out, WEIGHTS_BYTES_MAX);
  for (int i = 0; i < PART_COUNT; i++) {
    snprintf(parts[i].name, sizeof parts[i].name, "%s", part_names[i]);
    parts[i].bytes = buffer_str(&t->parts[i]);
  }
  casus_status status = weights_write(parts, PART_COUNT, &out, error);
  if (status == CASUS_OK) status = write_bytes(buffer_str(&out), path, error);
  buffer_free(&out);
  return status;
}

trainer_scores trainer_score(const trainer *t, const char *path) {
  char gold[4096];
  eval_ud_scores ud;
  eval_entity_scores names;
  snprintf(gold, sizeof gold, "%s/treebanks/en_ewt-ud-dev.conllu", t->options->data_dir);
  if (eval_ud(gold, path, false, &ud, NULL) != CASUS_OK) return (trainer_scores){0};
  snprintf(gold, sizeof gold, "%s/entities/uner-ewt-dev.iob2", t->options->data_dir);
  if (eval_entities(gold, path, &names, NULL) != CASUS_OK) return (trainer_scores){0};
  return (trainer_scores){true, ud.upos.f1, ud.las.f1, names.named.f1};
}

casus_status train_grammar(const train_options *options, casus_error *error) {
  trainer *t = calloc(1, sizeof *t);
  if (!t) return error_set(error, CASUS_MEMORY, "no memory for the trainer");
  train_options o = *options;
  if (!o.seed) o.seed = 1;
  if (!o.epochs) o.epochs = TRAIN_EPOCHS;
  if (!o.encoder) o.encoder = TRAIN_ENCODER;
  if (!o.teacher_encoder) o.teacher_encoder = TRAIN_TEACHER_ENCODER;
  t->options = &o;
  t->random = o.seed;
  for (int i = 0; i < PART_COUNT; i++) buffer_init(&t->parts[i], WEIGHTS_BYTES_MAX);
  casus_status status = corpus_open(&t->c) ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the corpus");
  if (status == CASUS_OK) status = train_all(t, error);
  for (int i = 0; i < PART_COUNT; i++) report(t, "section %s: %zu bytes", part_names[i], t->parts[i].len);
  for (int i = 0; i < PART_COUNT; i++) buffer_free(&t->parts[i]);
  corpus_close(&t->c);
  free(t);
  return status;
}
