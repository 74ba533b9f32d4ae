/* Reads treebanks for training. */
#include "train/corpus.h"

#include <stdlib.h>

#include "grammar/conllu_lines.h"
#include "train/vary.h"

#define CORPUS_ARENA_MAX ((size_t)4 << 30)

bool corpus_open(corpus *c) {
  *c = (corpus){.a = arena_new(CORPUS_ARENA_MAX)};
  return c->a != NULL;
}

void corpus_close(corpus *c) {
  for (uint32_t i = 0; i < c->n_files; i++)
    if (c->files[i].map.bytes.ptr) file_unmap(&c->files[i].map);
  arena_free(c->a);
  *c = (corpus){0};
}

/* What conllu_read leaves out: MISC and sent_id. */
static void read_rest(corpus_file *f) {
  str rest = f->map.bytes, id = {"", 0};
  uint32_t n_words = 0, n_sentences = 0;
  conllu_line l;
  bool open = false;
  while (conllu_next(&rest, &l)) {
    if (l.kind == CONLLU_BLANK) open = false;
    if (l.kind == CONLLU_COMMENT && str_starts(l.line, STR("# sent_id = "))) id = str_slice(l.line, 12, l.line.len);
    if (l.kind != CONLLU_WORD) continue;
    if (!open) f->ids[n_sentences++] = id;
    open = true;
    f->misc[n_words++] = l.columns[CONLLU_MISC];
  }
}

/* Takes f->map, also where it fails. */
static casus_status add_file(corpus *c, corpus_file f, const char *name, casus_error *error) {
  casus_status status = conllu_read(f.map.bytes, str_of(name), c->a, &f.t, &f.gold, error);
  if (status == CASUS_OK) {
    f.misc = ARENA_ARRAY(c->a, str, f.t.n_tokens);
    f.ids = ARENA_ARRAY(c->a, str, f.t.n_sentences);
    f.allowed = ARENA_ARRAY(c->a, label_set, f.t.n_tokens);
    if (!f.misc || !f.ids || !f.allowed) status = error_set(error, CASUS_MEMORY, "no memory for %s", name);
  }
  if (status != CASUS_OK) {
    file_unmap(&f.map);
    return status;
  }
  read_rest(&f);
  c->files[c->n_files++] = f;
  return CASUS_OK;
}

casus_status corpus_add(corpus *c, const char *path, casus_error *error) {
  corpus_file f = {0};
  if (c->n_files == CORPUS_FILES_MAX) return error_set(error, CASUS_INTERNAL, "too many training files");
  casus_status status = file_open_map(path, (size_t)1 << 30, &f.map, error);
  return status == CASUS_OK ? add_file(c, f, path, error) : status;
}

casus_status corpus_add_varied(corpus *c, uint64_t seed, casus_error *error) {
  buffer out;
  bool good = c->n_files < CORPUS_FILES_MAX;
  buffer_init(&out, (size_t)1 << 28);
  for (uint32_t i = 0; i < c->n_files && good; i++) good = vary_sentences(c->files[i].map.bytes, seed + i, &out);
  if (!good) {
    buffer_free(&out);
    return error_set(error, CASUS_MEMORY, "no memory for varied sentences");
  }
  return add_file(c, (corpus_file){.map = {.bytes = buffer_str(&out)}}, "varied sentences", error);
}

casus_status corpus_add_made(corpus *c, text t, analysis gold, label_set *allowed, casus_error *error) {
  if (c->n_files == CORPUS_FILES_MAX) return error_set(error, CASUS_INTERNAL, "too many training files");
  corpus_file f = {.t = t, .gold = gold, .allowed = allowed};
  f.misc = ARENA_ARRAY(c->a, str, t.n_tokens);
  f.ids = ARENA_ARRAY(c->a, str, t.n_sentences);
  if (!f.misc || !f.ids) return error_set(error, CASUS_MEMORY, "no memory for sentences");
  c->files[c->n_files++] = f;
  return CASUS_OK;
}

casus_status corpus_finish(corpus *c, casus_error *error) {
  uint32_t n = 0;
  c->n_words = c->n_sentences = 0;
  for (uint32_t i = 0; i < c->n_files; i++) n += c->files[i].t.n_sentences;
  c->sentences = ARENA_ARRAY(c->a, corpus_sentence, n);
  if (!c->sentences) return error_set(error, CASUS_MEMORY, "no memory for %u sentences", n);
  for (uint32_t i = 0; i < c->n_files; i++) {
    c->n_words += c->files[i].t.n_tokens;
    for (uint32_t k = 0; k < c->files[i].t.n_sentences; k++) c->sentences[c->n_sentences++] = (corpus_sentence){i, k};
  }
  return CASUS_OK;
}
