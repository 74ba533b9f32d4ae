/* The compiled lexicon as an image: rows with their slots, classes, light verbs, contexts and the look-ups of all. */
#include "coding/lexicon_image.h"

#include <stddef.h>
#include <stdlib.h>

/* Raise it when a record of event_lexicon.h changes its shape or meaning. */
enum { LEXICON_LAYOUT = 2 };

enum {
  PART_ROWS = 1,
  PART_SLOTS,
  PART_PLACES,
  PART_SORTED,
  PART_ROW_RUNS,
  PART_LIGHTS,
  PART_LIGHT_RUNS,
  PART_CLASSES,
  PART_MEMBERS,
  PART_CONTEXTS
};

static casus_status refuse(casus_error *error) {
  return error_at(error, CASUS_DATA, STR(LEXICON_IMAGE), 0, 0, "is not an image of this casus, or no memory");
}

/* ---- reading */

static const char *pool_of(const image *im) {
  uint32_t n;
  return image_part(im, IMAGE_POOL, 1, &n);
}

static void point_strings(void *items, uint32_t n, size_t item_bytes, size_t at, uint32_t n_strings, const char *pool) {
  for (uint32_t i = 0; i < n_strings; i++) image_point(items, n, item_bytes, at + i * sizeof(str) + offsetof(str, ptr), pool);
}

static bool open_runs(const image *im, uint32_t part, run_table *out) {
  uint32_t n = 0;
  out->runs = image_part(im, part, sizeof *out->runs, &n);
  out->mask = n - 1;
  return out->runs && n;
}

static bool open_lights(event_lexicon *l, const image *im) {
  l->lights = image_copy(im, PART_LIGHTS, sizeof *l->lights, l->a, &l->n_lights);
  if (!l->lights) return false;
  l->lights_capacity = l->n_lights;
  point_strings(l->lights, l->n_lights, sizeof *l->lights, offsetof(light_verb, words), TRIGGER_WORDS_MAX, pool_of(im));
  point_strings(l->lights, l->n_lights, sizeof *l->lights, offsetof(light_verb, preposition), 1, pool_of(im));
  return open_runs(im, PART_LIGHT_RUNS, &l->light_runs);
}

static bool open_classes(event_lexicon *l, const image *im) {
  l->class_names = image_copy(im, PART_CLASSES, sizeof *l->class_names, l->a, &l->n_classes);
  l->members = image_part(im, PART_MEMBERS, sizeof *l->members, &l->members_capacity);
  if (!l->class_names || !l->members) return false;
  l->classes_capacity = l->n_classes;
  for (uint32_t i = 0; i < l->members_capacity; i++) l->n_members += l->members[i] != 0;
  point_strings(l->class_names, l->n_classes, sizeof *l->class_names, 0, 1, pool_of(im));
  return true;
}

casus_status lexicon_image_open(event_lexicon *l, str bytes, image *im, casus_error *error) {
  casus_status status = image_open(bytes, STR(LEXICON_IMAGE), LEXICON_LAYOUT, im, error);
  if (status != CASUS_OK) return status;
  l->contexts = image_copy(im, PART_CONTEXTS, sizeof *l->contexts, l->a, &l->n_contexts);
  l->contexts_capacity = l->n_contexts;
  return l->contexts && open_classes(l, im) && open_lights(l, im) ? CASUS_OK : refuse(error);
}

static slot *open_slots(event_lexicon *l, const image *im) {
  uint32_t n_places = 0, n_slots = 0;
  slot_place *places = image_copy(im, PART_PLACES, sizeof *places, l->a, &n_places);
  slot *slots = image_copy(im, PART_SLOTS, sizeof *slots, l->a, &n_slots);
  if (!places || !slots) return NULL;
  point_strings(places, n_places, sizeof *places, offsetof(slot_place, preposition), 1, pool_of(im));
  image_point(slots, n_slots, sizeof *slots, offsetof(slot, places), places);
  return slots;
}

static bool open_index(event_lexicon *l, const image *im) {
  uint32_t n = 0;
  l->sorted = image_copy(im, PART_SORTED, sizeof *l->sorted, l->a, &n);
  if (!l->sorted || n != l->n_rows) return false;
  image_point((void *)l->sorted, n, sizeof *l->sorted, 0, l->rows);
  return open_runs(im, PART_ROW_RUNS, &l->row_runs);
}

casus_status lexicon_image_rows(event_lexicon *l, const image *im, casus_error *error) {
  uint32_t n = 0, before = l->n_rows;
  const row *packed = image_part(im, PART_ROWS, sizeof *packed, &n);
  const slot *slots = open_slots(l, im);
  if (!packed || !slots || !arena_grow(l->a, (void **)&l->rows, &l->rows_capacity, before + n, sizeof(row))) return refuse(error);
  row *rows = l->rows + before;
  memcpy(rows, packed, n * sizeof *rows);
  point_strings(rows, n, sizeof *rows, offsetof(row, words), TRIGGER_WORDS_MAX, pool_of(im));
  point_strings(rows, n, sizeof *rows, offsetof(row, trigger), 1, pool_of(im));
  point_strings(rows, n, sizeof *rows, offsetof(row, file), 1, pool_of(im));
  image_point(rows, n, sizeof *rows, offsetof(row, slots), slots);
  l->n_rows += n;
  return before || open_index(l, im) ? CASUS_OK : refuse(error);
}

/* ---- writing */

static void pack_slot(image_writer *w, slot s) {
  const slot_place *places = s.places;
  s.places = (const void *)(uintptr_t)w->parts[PART_PLACES].len;
  for (uint32_t i = 0; i < s.n_places; i++) {
    slot_place p = places[i];
    image_keep(w, &p.preposition);
    image_add(w, PART_PLACES, &p, 1, sizeof p);
  }
  image_add(w, PART_SLOTS, &s, 1, sizeof s);
}

static void pack_row(image_writer *w, row r) {
  const slot *slots = r.slots;
  r.slots = (const void *)(uintptr_t)w->parts[PART_SLOTS].len;
  for (uint32_t i = 0; i < r.n_slots; i++) pack_slot(w, slots[i]);
  for (uint32_t i = 0; i < TRIGGER_WORDS_MAX; i++) image_keep(w, &r.words[i]);
  image_keep(w, &r.trigger);
  image_keep(w, &r.file);
  image_add(w, PART_ROWS, &r, 1, sizeof r);
}

static void pack_light(image_writer *w, light_verb v) {
  for (uint32_t i = 0; i < TRIGGER_WORDS_MAX; i++) image_keep(w, &v.words[i]);
  image_keep(w, &v.preposition);
  image_add(w, PART_LIGHTS, &v, 1, sizeof v);
}

static void pack_lists(const event_lexicon *l, image_writer *w) {
  for (uint32_t i = 0; i < l->n_rows; i++) pack_row(w, l->rows[i]);
  for (uint32_t i = 0; i < l->n_lights; i++) pack_light(w, l->lights[i]);
  for (uint32_t i = 0; i < l->n_classes; i++) {
    str name = l->class_names[i];
    image_keep(w, &name);
    image_add(w, PART_CLASSES, &name, 1, sizeof name);
  }
  for (uint32_t i = 0; i < l->n_rows; i++) {
    const void *distance = image_distance(l->rows, l->sorted[i]);
    image_add(w, PART_SORTED, (const void *)&distance, 1, sizeof distance);
  }
}

casus_status lexicon_image_pack(const event_lexicon *l, buffer *out, casus_error *error) {
  image_writer *w = malloc(sizeof *w);
  if (!w) return error_set(error, CASUS_MEMORY, "no memory for an image of tables");
  image_writer_init(w);
  pack_lists(l, w);
  image_add(w, PART_ROW_RUNS, l->row_runs.runs, l->row_runs.mask + 1, sizeof *l->row_runs.runs);
  image_add(w, PART_LIGHT_RUNS, l->light_runs.runs, l->light_runs.mask + 1, sizeof *l->light_runs.runs);
  image_add(w, PART_MEMBERS, l->members, l->members_capacity, sizeof *l->members);
  image_add(w, PART_CONTEXTS, l->contexts, l->n_contexts, sizeof *l->contexts);
  casus_status status = image_write(w, LEXICON_LAYOUT, out, error);
  image_writer_free(w);
  free(w);
  return status;
}
