/* Copies an article and its events out of a session, and works out what will be stored beside them. Runs on any thread. */
#define _GNU_SOURCE /* memmem */
#include "store/prepared.h"

#include "casus_store.h"

enum { NAMES_BYTES_MAX = 64 * 1024, PREPARED_CHUNK_BYTES = 8 * 1024 };
#define PREPARED_BYTES_MAX ((size_t)1 << 30)

/* ---- copies: one failure of many is noted in `good` */

typedef struct {
  arena *memory;
  bool good;
} copier;

static void copy_str(copier *c, str *s) {
  if (str_empty(*s)) *s = STR("");
  else c->good &= arena_copy(c->memory, *s, s);
}

static void copy_actor(copier *c, casus_actor *a) {
  str *const strings[] = {&a->code, &a->country, &a->sector, &a->name, &a->office, &a->text};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) copy_str(c, strings[i]);
}

static const casus_actor *copy_actors(copier *c, const casus_actor *actors, uint32_t n) {
  if (!n || !actors) return NULL;
  casus_actor *copies = ARENA_ARRAY(c->memory, casus_actor, n);
  if (!copies) return c->good = false, NULL;
  memcpy(copies, actors, n * sizeof *copies);
  for (uint32_t i = 0; i < n; i++) copy_actor(c, &copies[i]);
  return copies;
}

static void copy_event(copier *c, casus_event *e) {
  str *const strings[] = {&e->doc,          &e->text,        &e->condition,   &e->place.name, &e->place.country,
                          &e->place.admin1, &e->weapon.kind, &e->weapon.text, &e->trigger,    &e->participants.text,
                          &e->rule};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) copy_str(c, strings[i]);
  for (int i = 0; i < CASUS_HARM_COUNT; i++) copy_str(c, &e->casualties[i].text);
  e->actors = copy_actors(c, e->actors, e->n_actors);
  e->recipients = copy_actors(c, e->recipients, e->n_recipients);
  e->holder = copy_actors(c, e->holder, 1);
  e->steps = NULL;
  e->n_steps = 0;
}

static void copy_article(copier *c, casus_article *a) {
  str *const strings[] = {&a->id, &a->text, &a->title, &a->url, &a->source, &a->language, &a->origin};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) copy_str(c, strings[i]);
}

static bool copy_all(casus_prepared *p, const casus_article *article, const casus_event *events, size_t n) {
  copier c = {p->memory, true};
  p->article = *article;
  copy_article(&c, &p->article);
  p->events = ARENA_ARRAY(p->memory, casus_event, n + 1);
  p->features = ARENA_ARRAY(p->memory, str, n + 1);
  p->days = ARENA_ARRAY(p->memory, int32_t, n + 1);
  if (!p->events || !p->features || !p->days) return false;
  if (n) memcpy(p->events, events, n * sizeof *events);
  p->n_events = n;
  for (size_t i = 0; i < n; i++) copy_event(&c, &p->events[i]);
  return c.good;
}

/* ---- what tells articles apart */

/* The same text by the same publisher of the same day is the same article, from whatever file. Imports have no text: there the
 * source's own id stands for it. */
digest128 article_digest(const casus_article *a, str imported) {
  char date[16];
  const str published[] = {a->text, a->title, str_of(casus_date_text(a->date, date)), a->url, a->source};
  const str of_import[] = {imported, a->id};
  return str_empty(imported) ? digest_of(published, 5) : digest_of(of_import, 2);
}

/* ---- names */

static bool names_has(const buffer *names, str name) {
  for (size_t at = 0; at + name.len <= names->len; at++) {
    const char *found = memmem(names->ptr + at, names->len - at, name.ptr, name.len);
    if (!found) return false;
    at = (size_t)(found - names->ptr);
    bool begins = at == 0 || names->ptr[at - 1] == '\n', ends = at + name.len == names->len || found[name.len] == '\n';
    if (begins && ends) return true;
  }
  return false;
}

/* More names than there is room for are not searched by: the text has them in some form. False: out of memory. */
static bool add_name(buffer *names, str name) {
  if (str_empty(name) || names->len + name.len >= NAMES_BYTES_MAX || names_has(names, name)) return true;
  return (!names->len || buffer_add_byte(names, '\n')) && buffer_add(names, name);
}

static bool add_names(buffer *names, const casus_actor *actors, uint32_t n) {
  bool good = true;
  for (uint32_t i = 0; i < n; i++) good &= add_name(names, actors[i].name);
  return good;
}

static bool fill_names(casus_prepared *p) {
  buffer names;
  bool good = true;
  buffer_init(&names, NAMES_BYTES_MAX);
  for (size_t i = 0; i < p->n_events; i++) {
    const casus_event *e = &p->events[i];
    good &= add_names(&names, e->actors, e->n_actors);
    good &= add_names(&names, e->recipients, e->n_recipients);
    good &= add_names(&names, e->holder, e->holder ? 1 : 0);
    good &= add_name(&names, e->place.name);
  }
  if (names.len) good &= arena_copy(p->memory, buffer_str(&names), &p->names);
  buffer_free(&names);
  return good;
}

/* ---- features */

static bool fill_features(casus_prepared *p) {
  story_article shared;
  if (p->n_events) story_article_of(&p->article, p->digest.a, &shared);
  for (size_t i = 0; i < p->n_events; i++) {
    story_event e;
    unsigned char bytes[STORY_EVENT_BYTES];
    story_event_of(&p->events[i], &shared, &e);
    story_event_pack(&e, bytes);
    p->days[i] = e.day;
    if (!arena_copy(p->memory, (str){(const char *)bytes, sizeof bytes}, &p->features[i])) return false;
  }
  return true;
}

/* Without text there is nothing to compare. */
static bool fill_signature(casus_prepared *p) {
  if (str_empty(p->article.text)) return true;
  signature s;
  unsigned char bytes[SIGNATURE_BYTES];
  signature_of(p->article.text, &s);
  signature_pack(&s, bytes);
  return arena_copy(p->memory, (str){(const char *)bytes, sizeof bytes}, &p->signature);
}

/* ---- the door */

static casus_status prepare(const casus_article *article, const casus_event *events, size_t n, str imported, str extra,
                            casus_prepared **out, casus_error *error) {
  arena *memory = arena_new_of(PREPARED_BYTES_MAX, PREPARED_CHUNK_BYTES);
  casus_prepared *p = memory ? arena_alloc(memory, 1, sizeof *p) : NULL;
  if (!p) {
    arena_free(memory);
    return error_set(error, CASUS_MEMORY, "no memory to make an article ready for the store");
  }
  copier c = {memory, true};
  *p = (casus_prepared){.memory = memory, .imported = imported, .extra = extra};
  copy_str(&c, &p->imported);
  copy_str(&c, &p->extra);
  bool good = c.good && copy_all(p, article, events, n);
  if (good) p->digest = article_digest(&p->article, p->imported);
  if (!good || !fill_names(p) || !fill_signature(p) || !fill_features(p)) {
    casus_prepared_free(p);
    return error_set(error, CASUS_MEMORY, "no memory to make an article ready for the store");
  }
  *out = p;
  return CASUS_OK;
}

casus_status casus_prepare(const casus_article *article, const casus_event *events, size_t n_events, casus_prepared **prepared,
                           casus_error *error) {
  return prepare(article, events, n_events, STR(""), STR(""), prepared, error);
}

casus_status casus_prepare_imported(const casus_article *article, const casus_event *event, casus_str extra, casus_str format,
                                    casus_prepared **prepared, casus_error *error) {
  if (str_empty(format)) return error_set(error, CASUS_USAGE, "an imported event needs the name of its format");
  return prepare(article, event, 1, format, extra, prepared, error);
}

void casus_prepared_free(casus_prepared *p) {
  if (p) arena_free(p->memory);
}
