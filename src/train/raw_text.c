/* Reads raw news and splits it as the pipeline does. */
#include "train/raw_text.h"

#include <jansson.h>
#include <stdlib.h>

#include "train/packed_file.h"

#define RAW_BYTES_MAX ((size_t)256 << 20)
enum { RAW_SLOTS = 1 << 21 };

static const char *const raw_files[] = {"abc_australia.txt.gz",        "bbc2004.txt.gz",        "reuters21578.txt.gz",
                                        "wmt21_22_sents.txt.gz",       "wmt23_24_sents.txt.gz", "world-newswire.jsonl.gz",
                                        "state_union_inaugural.txt.gz"};

bool raw_open(raw_words *r) {
  *r = (raw_words){.n_slots = RAW_SLOTS, .capacity = 1 << 20};
  r->forms = calloc(r->n_slots, sizeof *r->forms);
  r->words = malloc(r->capacity * sizeof *r->words);
  r->failed = !r->forms || !r->words;
  return !r->failed;
}

void raw_close(raw_words *r) {
  free(r->forms);
  free(r->words);
  *r = (raw_words){.failed = true};
}

raw_form *raw_find(const raw_words *r, uint64_t hash) {
  size_t i = (size_t)hash & (r->n_slots - 1);
  while (r->forms[i].hash && r->forms[i].hash != hash) i = (i + 1) & (r->n_slots - 1);
  return &r->forms[i];
}

static void add_word(raw_words *r, uint64_t word_hash) {
  if (r->n_words == r->capacity) {
    uint64_t *grown = realloc(r->words, r->capacity * 2 * sizeof *grown);
    if (!grown) r->failed = true;
    if (!grown) return;
    r->words = grown;
    r->capacity *= 2;
  }
  r->words[r->n_words++] = word_hash;
}

static uint64_t lower_hash(str form) {
  char lower[256];
  if (form.len > sizeof lower) return form_hash(form);
  for (size_t i = 0; i < form.len; i++) lower[i] = to_ascii_lower(form.ptr[i]);
  return form_hash((str){lower, form.len});
}

static void add_form(raw_words *r, str form, bool first) {
  uint64_t hash = form_hash(form);
  raw_form *f = raw_find(r, hash);
  if (!f->hash) {
    if (r->n_forms * 4 > r->n_slots * 3) return;
    *f = (raw_form){.hash = hash, .lower = lower_hash(form)};
    r->n_forms++;
  }
  f->first += first;
  f->inside += !first;
  add_word(r, hash);
}

void raw_add_text(raw_words *r, const text *t) {
  for (uint32_t i = 0; i < t->n_sentences && !r->failed; i++) {
    const sentence *s = &t->sentences[i];
    for (uint32_t k = 0; k < s->n_tokens && !r->failed; k++) add_form(r, token_form(t, s->first_token + k), k == 0);
    add_word(r, RAW_SENTENCE_END);
  }
}

static casus_status add_bytes(raw_words *r, str bytes, casus_error *error) {
  text t;
  arena *a = arena_new((size_t)2 << 30);
  if (!a) return error_set(error, CASUS_MEMORY, "no memory for raw text");
  casus_status status = text_split(bytes, 0, a, &t, error);
  if (status == CASUS_OK) raw_add_text(r, &t);
  arena_free(a);
  return r->failed ? error_set(error, CASUS_MEMORY, "no memory for raw text") : status;
}

static casus_status add_json(raw_words *r, str lines, casus_error *error) {
  str line;
  casus_status status = CASUS_OK;
  while (status == CASUS_OK && str_cut(&lines, '\n', &line)) {
    json_t *record = line.len ? json_loadb(line.ptr, line.len, 0, NULL) : NULL;
    const char *body = json_string_value(json_object_get(record, "text"));
    if (body) status = add_bytes(r, str_of(body), error);
    json_decref(record);
  }
  return status;
}

/* A byte that is no UTF-8 becomes a space: it is counts that are wanted. */
static void mend_utf8(buffer *b) {
  size_t at = 0;
  while ((at += utf8_valid_until(str_slice(buffer_str(b), at, b->len))) < b->len) b->ptr[at++] = ' ';
}

casus_status raw_read(const char *path, buffer *out, casus_error *error) {
  casus_status status = packed_read(path, out, error);
  if (status == CASUS_OK) mend_utf8(out);
  return status;
}

casus_status raw_add_file(raw_words *r, const char *path, casus_error *error) {
  buffer b;
  buffer_init(&b, RAW_BYTES_MAX);
  casus_status status = raw_read(path, &b, error);
  if (status == CASUS_OK) {
    bool json = str_ends(str_of(path), STR(".jsonl.gz"));
    status = json ? add_json(r, buffer_str(&b), error) : add_bytes(r, buffer_str(&b), error);
  }
  buffer_free(&b);
  return status;
}

casus_status raw_add_folder(raw_words *r, const char *data_dir, casus_error *error) {
  char path[4096];
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < sizeof raw_files / sizeof *raw_files; i++) {
    snprintf(path, sizeof path, "%s/raw/%s", data_dir, raw_files[i]);
    status = raw_add_file(r, path, error);
  }
  return status;
}
