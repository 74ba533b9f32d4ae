/* Trains all models of the grammar, one after the other, and writes the weights file. */
#include <stdarg.h>
#include <stdlib.h>

#include "train/trainer.h"

enum { DEFAULT_EPOCHS = 8, DRESSED_ONE_IN = 16, DRESSED_BYTES_MAX = 8192 };
static const char *const part_names[PART_COUNT] = {"metadata", "tags",  "lexicon",   "tagger",
                                                   "lemmas",   "moves", "relations", "entities"};

void report(const trainer *t, const char *format, ...) {
  if (!t->report) return;
  va_list args;
  va_start(args, format);
  vfprintf(t->report, format, args);
  va_end(args);
  fputc('\n', t->report);
  fflush(t->report);
}

static void look(trainer *t, const text *x, const sentence *s, const uint8_t *tags) {
  token_view *views = scratch_views(t->scratch);
  view_sentence(&t->g.lex, x, s, views);
  views_close(views, scratch_tags(t->scratch), s->n_tokens);
  memcpy(scratch_tags(t->scratch), tags, s->n_tokens);
}

void trainer_look(trainer *t, uint32_t i, const uint8_t *tags) { look(t, corpus_text(&t->c, i), corpus_at(&t->c, i), tags); }

/* Words of four letters and more begin with a capital, as does the first word; shorter ones where they are no function words. */
static bool is_raised(const grammar *g, uint8_t tag, size_t len) {
  uint8_t p = g->tag_upos[tag];
  bool small = p == UPOS_ADP || p == UPOS_DET || p == UPOS_CCONJ || p == UPOS_SCONJ || p == UPOS_PART || p == UPOS_PUNCT;
  return len > 4 || !small;
}

void trainer_look_dressed(trainer *t, uint32_t i, const uint8_t *tags) {
  const text *x = corpus_text(&t->c, i);
  const sentence *s = corpus_at(&t->c, i);
  char bytes[DRESSED_BYTES_MAX];
  size_t len = s->end - s->begin;
  if (random_next(&t->random) % DRESSED_ONE_IN || len > sizeof bytes) {
    trainer_look(t, i, tags);
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
  look(t, &dressed, &whole, tags);
}

uint32_t *trainer_order(trainer *t) {
  uint32_t *order = malloc((t->c.n_sentences + 1) * sizeof *order);
  for (uint32_t i = 0; order && i < t->c.n_sentences; i++) order[i] = i;
  return order;
}

static casus_status load(trainer *t, casus_error *error) {
  char path[4096];
  static const char *const banks[] = {"en_ewt-ud-train.conllu", "gum-open-train.conllu"};
  casus_status status = CASUS_OK;
  for (size_t i = 0; i < 2 && status == CASUS_OK; i++) {
    snprintf(path, sizeof path, "%s/treebanks/%s", t->data_dir, banks[i]);
    status = corpus_add(&t->c, path, error);
  }
  if (status == CASUS_OK) status = corpus_add_varied(&t->c, t->seed, error);
  if (status == CASUS_OK) status = corpus_finish(&t->c, error);
  if (status != CASUS_OK) return status;
  snprintf(path, sizeof path, "%s/entities/uner-ewt-train.iob2", t->data_dir);
  status = corpus_read_uner(&t->c, 0, path, error);
  if (status == CASUS_OK) corpus_read_gum(&t->c, 1);
  report(t, "read %u sentences, %u words", t->c.n_sentences, t->c.n_words);
  return status;
}

static casus_status train_all(trainer *t, casus_error *error) {
  static casus_status (*const stages[])(trainer *, casus_error *) = {train_tags, train_lexicon, train_tagger, train_lemmas,
                                                                     train_parser};
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

static bool add_metadata(trainer *t, const train_options *o) {
  return buffer_format(
      &t->parts[PART_METADATA],
      "kind=grammar\nlicence=CC BY-SA 4.0\nlanguage=en\n"
      "trained_on=UD English EWT (CC BY-SA 4.0); GUM, open genres (CC BY, CC BY-SA); "
      "Universal NER EWT (CC BY-SA 4.0); word classes from raw news; name lists from GeoNames, Wikidata, "
      "CIA World Factbook and World Leaders, Open Event Data Alliance\nseed=%llu\nepochs=%u\ndate=%s\nsentences=%u\nwords=%u\n",
      (unsigned long long)t->seed, t->epochs, o->date ? o->date : "", t->c.n_sentences, t->c.n_words);
}

static casus_status write_weights(trainer *t, const train_options *o, casus_error *error) {
  weights_part parts[PART_COUNT] = {0};
  buffer out;
  buffer_init(&out, WEIGHTS_BYTES_MAX);
  for (int i = 0; i < PART_COUNT; i++) {
    snprintf(parts[i].name, sizeof parts[i].name, "%s", part_names[i]);
    parts[i].bytes = buffer_str(&t->parts[i]);
  }
  casus_status status = weights_write(parts, PART_COUNT, &out, error);
  if (status == CASUS_OK) status = write_bytes(buffer_str(&out), o->out_path, error);
  buffer_free(&out);
  return status;
}

/* Scores on the development sets, where they are there, go into the metadata of the file they were measured with. */
static casus_status add_scores(trainer *t, const train_options *o, casus_error *error) {
  char path[4096];
  eval_ud_scores ud;
  eval_entity_scores names;
  snprintf(path, sizeof path, "%s/treebanks/en_ewt-ud-dev.conllu", o->data_dir);
  if (eval_ud(path, o->out_path, false, &ud, NULL) != CASUS_OK) return CASUS_OK;
  snprintf(path, sizeof path, "%s/entities/uner-ewt-dev.iob2", o->data_dir);
  if (eval_entities(path, o->out_path, &names, NULL) != CASUS_OK) return CASUS_OK;
  if (!buffer_format(&t->parts[PART_METADATA],
                     "scores=EWT dev, gold tokens: UPOS %.2f XPOS %.2f lemmas %.2f UAS %.2f LAS %.2f; UNER EWT dev: F1 %.2f\n",
                     ud.upos.f1, ud.xpos.f1, ud.lemmas.f1, ud.uas.f1, ud.las.f1, names.all.f1))
    return error_set(error, CASUS_MEMORY, "no memory for the metadata");
  return write_weights(t, o, error);
}

static casus_status finish(trainer *t, const train_options *o, casus_error *error) {
  if (!add_metadata(t, o)) return error_set(error, CASUS_MEMORY, "no memory for the metadata");
  casus_status status = write_weights(t, o, error);
  if (status == CASUS_OK) status = add_scores(t, o, error);
  for (int i = 0; i < PART_COUNT; i++) report(t, "section %s: %zu bytes", part_names[i], t->parts[i].len);
  report(t, "%.*s", (int)t->parts[PART_METADATA].len, t->parts[PART_METADATA].ptr);
  return status;
}

casus_status train_grammar(const train_options *o, casus_error *error) {
  trainer *t = calloc(1, sizeof *t);
  if (!t) return error_set(error, CASUS_MEMORY, "no memory for the trainer");
  t->seed = o->seed ? o->seed : 1;
  t->random = t->seed;
  t->epochs = o->epochs ? o->epochs : DEFAULT_EPOCHS;
  t->data_dir = o->data_dir;
  t->lexicon_from = o->lexicon_from;
  t->report = o->report;
  for (int i = 0; i < PART_COUNT; i++) buffer_init(&t->parts[i], WEIGHTS_BYTES_MAX);
  casus_status status = corpus_open(&t->c) ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the corpus");
  if (status == CASUS_OK) status = grammar_scratch_new(NULL, &t->scratch, error);
  if (status == CASUS_OK) status = train_all(t, error);
  if (status == CASUS_OK) status = finish(t, o, error);
  for (int i = 0; i < PART_COUNT; i++) buffer_free(&t->parts[i]);
  grammar_scratch_free(t->scratch);
  corpus_close(&t->c);
  free(t);
  return status;
}
