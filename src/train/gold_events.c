/* Reads gold events and finds their sentences in the articles. */
#define _GNU_SOURCE /* memmem */
#include "train/gold_events.h"

#include <stdlib.h>

#include "train/json_lines.h"

enum { GOLD_DOCUMENTS_MAX = 100000 };

/* ---- sides */

/* IGO bodies keep their name, other international codes and countries are three letters. */
void side_add(side *s, str code) {
  size_t n = str_starts(code, STR("IGO")) ? 6 : 3;
  if (code.len < n) n = code.len;
  if (n < 3 || s->n == SIDE_KEYS_MAX) return;
  memcpy(s->keys[s->n], code.ptr, n);
  s->keys[s->n++][n] = 0;
}

static bool side_has(const side *s, const char *key) {
  for (unsigned i = 0; i < s->n; i++)
    if (strcmp(s->keys[i], key) == 0) return true;
  return false;
}

bool side_shares(const side *a, const side *b) {
  if (!a->n || !b->n) return a->n == b->n;
  for (unsigned i = 0; i < a->n; i++)
    if (side_has(b, a->keys[i])) return true;
  return false;
}

bool side_same(const side *a, const side *b) {
  for (unsigned i = 0; i < a->n; i++)
    if (!side_has(b, a->keys[i])) return false;
  for (unsigned i = 0; i < b->n; i++)
    if (!side_has(a, b->keys[i])) return false;
  return true;
}

static bool is_mutual(casus_type type) {
  return type == CASUS_CONSULT || type == CASUS_AGREE || type == CASUS_SUPPORT || type == CASUS_COOPERATE;
}

static side joined(const side *a, const side *b) {
  side all = *a;
  for (unsigned i = 0; i < b->n; i++) side_add(&all, str_of(b->keys[i]));
  return all;
}

bool gold_sides_fit(const side *actor, const side *recipient, const gold_event *g) {
  if (side_shares(actor, &g->actor) && side_shares(recipient, &g->recipient)) return true;
  if (!is_mutual(g->event)) return false;
  if (side_shares(actor, &g->recipient) && side_shares(recipient, &g->actor)) return true;
  side a = joined(actor, recipient), b = joined(&g->actor, &g->recipient);
  return side_same(&a, &b);
}

/* ---- reading */

typedef struct {
  gold_set *gold;
  str file;
  size_t line;
  bool none;
  casus_error *error;
} gold_reader;

static casus_status fails(const gold_reader *r, const char *what) {
  return error_at(r->error, CASUS_INPUT, r->file, r->line, 0, "%s", what);
}

static casus_status no_memory(const gold_reader *r) { return error_set(r->error, CASUS_MEMORY, "too many gold events"); }

gold_document *gold_find(gold_set *gold, str doc) {
  for (uint32_t i = 0; i < gold->n_documents; i++)
    if (str_equal(gold->documents[i].doc, doc)) return &gold->documents[i];
  return NULL;
}

static gold_document *add_document(gold_set *gold, str doc) {
  gold_document *found = gold_find(gold, doc);
  if (found || gold->n_documents == GOLD_DOCUMENTS_MAX) return found;
  if (!arena_grow(gold->memory, (void **)&gold->documents, &gold->capacity, gold->n_documents + 1, sizeof *gold->documents))
    return NULL;
  gold_document *d = &gold->documents[gold->n_documents];
  if (!arena_copy(gold->memory, doc, &d->doc)) return NULL;
  gold->n_documents++;
  return d;
}

static bool add_sentence(gold_set *gold, gold_document *d, str text, bool none, uint32_t *index) {
  for (*index = 0; *index < d->n_sentences; ++*index)
    if (str_equal(d->sentences[*index].text, text)) return true;
  if (!arena_grow(gold->memory, (void **)&d->sentences, &d->sentence_capacity, d->n_sentences + 1, sizeof *d->sentences))
    return false;
  d->sentences[*index] = (gold_sentence){.none = none};
  return arena_copy(gold->memory, text, &d->sentences[d->n_sentences++].text);
}

static void read_side(const json_t *list, side *s) {
  size_t i;
  json_t *actor;
  json_array_foreach(list, i, actor) side_add(s, json_line_text(actor, "code"));
}

static casus_status add_event(gold_reader *r, gold_document *d, const json_t *record, uint32_t sentence) {
  gold_event e = {.sentence = sentence, .sure = !json_is_false(json_object_get(record, "sure"))};
  str of = json_line_text(record, "of");
  e.event = casus_type_of_name(json_line_text(record, "event"));
  e.of = casus_type_of_name(of);
  e.status = casus_event_status_of_name(json_line_text(record, "status"));
  if (!e.event || (of.len && !e.of)) return fails(r, "names a type that PLOVER does not have");
  if (e.status == CASUS_EVENT_STATUS_COUNT) return fails(r, "names a status that CODING.md does not have");
  read_side(json_object_get(record, "actor"), &e.actor);
  read_side(json_object_get(record, "recipient"), &e.recipient);
  if (!arena_copy(r->gold->memory, json_line_text(record, "trigger"), &e.trigger)) return no_memory(r);
  if (!arena_grow(r->gold->memory, (void **)&d->events, &d->event_capacity, d->n_events + 1, sizeof e)) return no_memory(r);
  d->events[d->n_events++] = e;
  return CASUS_OK;
}

/* A sentence of a document that holds no event: in a file of such, or with an event that is null. */
static casus_status add_record(gold_reader *r, const json_t *record) {
  bool none = r->none || json_is_null(json_object_get(record, "event"));
  str doc = json_line_text(record, "doc"), text = json_line_text(record, "sentence");
  uint32_t sentence;
  if (!doc.len || !text.len) return fails(r, "has no doc or no sentence");
  gold_document *d = add_document(r->gold, doc);
  if (!d || !add_sentence(r->gold, d, text, none, &sentence)) return no_memory(r);
  return none ? CASUS_OK : add_event(r, d, record, sentence);
}

static casus_status read_lines(gold_reader *r, str rest) {
  str line;
  while (str_cut(&rest, '\n', &line)) {
    r->line++;
    if (str_empty(str_trim(line))) continue;
    json_error_t broken;
    json_t *record = json_loadb(line.ptr, line.len, 0, &broken);
    if (!record) return fails(r, broken.text);
    casus_status status = add_record(r, record);
    json_decref(record);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status read_file(gold_set *gold, const char *path, bool none, casus_error *error) {
  file_map map;
  casus_status status = file_open_map(path, (size_t)1 << 30, &map, error);
  if (status != CASUS_OK) return status;
  gold_reader r = {.gold = gold, .file = str_of(path), .none = none, .error = error};
  status = read_lines(&r, map.bytes);
  file_unmap(&map);
  return status;
}

casus_status gold_read(const char *events, const char *none, gold_set *gold, casus_error *error) {
  *gold = (gold_set){.memory = arena_new((size_t)1 << 30)};
  if (!gold->memory) return error_set(error, CASUS_MEMORY, "out of memory");
  casus_status status = read_file(gold, events, false, error);
  if (status == CASUS_OK && none) status = read_file(gold, none, true, error);
  if (status != CASUS_OK) gold_free(gold);
  return status;
}

void gold_free(gold_set *gold) {
  arena_free(gold->memory);
  *gold = (gold_set){0};
}

/* ---- finding sentences */

/* The text with each run of white space as one space, and where each byte came from. */
typedef struct {
  char *bytes;
  uint32_t *from;
  size_t len;
} flat;

static void flat_free(flat *f) {
  free(f->bytes);
  free(f->from);
}

static bool is_space_at(str s, size_t i, size_t *n) {
  *n = 1;
  if (is_ascii_space((unsigned char)s.ptr[i])) return true;
  *n = 2;
  return i + 1 < s.len && memcmp(s.ptr + i, "\xc2\xa0", 2) == 0; /* no-break space */
}

static bool flat_make(flat *f, str s) {
  *f = (flat){malloc(s.len + 1), calloc(s.len + 1, sizeof(uint32_t)), 0};
  if (!f->bytes || !f->from) return flat_free(f), false;
  bool space = true;
  size_t n;
  for (size_t i = 0; i < s.len;) {
    bool is_space = is_space_at(s, i, &n);
    if (!is_space || !space) {
      f->from[f->len] = (uint32_t)i;
      f->bytes[f->len++] = is_space ? ' ' : s.ptr[i];
    }
    i += is_space ? n : 1;
    space = is_space;
  }
  while (f->len && f->bytes[f->len - 1] == ' ') f->len--;
  f->from[f->len] = (uint32_t)s.len;
  return true;
}

static bool locate(gold_sentence *s, const flat *article) {
  flat words;
  if (!flat_make(&words, s->text)) return false;
  const char *at = words.len ? memmem(article->bytes, article->len, words.bytes, words.len) : NULL;
  if (at) {
    size_t begin = (size_t)(at - article->bytes);
    s->range = (span){article->from[begin], article->from[begin + words.len - 1] + 1};
  }
  flat_free(&words);
  return true;
}

casus_status gold_locate(gold_document *d, str text, casus_error *error) {
  flat article;
  if (!flat_make(&article, text)) return error_set(error, CASUS_MEMORY, "out of memory");
  bool ok = true;
  for (uint32_t i = 0; ok && i < d->n_sentences; i++) ok = locate(&d->sentences[i], &article);
  flat_free(&article);
  return ok ? CASUS_OK : error_set(error, CASUS_MEMORY, "out of memory");
}
