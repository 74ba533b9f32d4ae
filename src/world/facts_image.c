/* The tables of facts.c as an image that the build makes: rows with their strings, the names and their look-up. */
#include "world/facts_image.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/image.h"

/* Raise it when a row of facts.h or a name reference changes its shape or meaning. */
enum { FACTS_LAYOUT = 1 };

enum { PART_REFS = 1, PART_SLOTS, PART_FILTER, PART_FOLD, PART_FIRST_LIST };

enum { STRINGS_MAX = 6 };

/* Where a list is and where its rows have strings. */
typedef struct {
  size_t list, row_bytes;
  uint32_t n_strings;
  uint16_t strings[STRINGS_MAX];
} list_shape;

#define AT(type, field) (uint16_t) offsetof(type, field)
static const list_shape shapes[] = {
    {offsetof(world, countries), sizeof(country_row), 2, {AT(country_row, iso3), AT(country_row, name)}},
    {offsetof(world, seats), sizeof(seat_row), 2, {AT(seat_row, name), AT(seat_row, sector)}},
    {offsetof(world, people),
     sizeof(person_row),
     4,
     {AT(person_row, name), AT(person_row, country), AT(person_row, sector), AT(person_row, office)}},
    {offsetof(world, groups),
     sizeof(group_row),
     6,
     {AT(group_row, name), AT(group_row, code), AT(group_row, country), AT(group_row, sector), AT(group_row, kind),
      AT(group_row, file)}},
    {offsetof(world, agents), sizeof(agent_row), 2, {AT(agent_row, sector), AT(agent_row, office)}},
    {offsetof(world, titles), sizeof(title_row), 2, {AT(title_row, office), AT(title_row, country)}},
    {offsetof(world, regions), sizeof(region_row), 1, {AT(region_row, name)}},
    {offsetof(world, heads), sizeof(head_row), 1, {AT(head_row, sector)}},
};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };
_Static_assert(PART_FIRST_LIST + N_SHAPES <= IMAGE_PARTS_MAX, "an image has too few parts for the tables");

static rows *list_of(const world *w, const list_shape *shape) { return (rows *)((char *)(uintptr_t)w + shape->list); }

/* ---- reading */

static bool open_list(world *w, const image *im, uint32_t k) {
  const list_shape *shape = &shapes[k];
  uint32_t n = 0, pool_bytes;
  const char *pool = image_part(im, IMAGE_POOL, 1, &pool_bytes);
  void *items = image_copy(im, PART_FIRST_LIST + k, shape->row_bytes, w->store, &n);
  if (!items || !pool) return false;
  for (uint32_t s = 0; s < shape->n_strings; s++)
    image_point(items, n, shape->row_bytes, shape->strings[s] + offsetof(str, ptr), pool);
  *list_of(w, shape) = (rows){.items = items, .n = n, .capacity = n};
  return true;
}

static bool open_names(name_table *t, const image *im) {
  uint32_t n_slots = 0, n_filter = 0, n_fold = 0;
  t->refs = image_part(im, PART_REFS, sizeof *t->refs, &t->n);
  t->slots = image_part(im, PART_SLOTS, sizeof *t->slots, &n_slots);
  t->filter = image_part(im, PART_FILTER, sizeof *t->filter, &n_filter);
  const void *fold = image_part(im, PART_FOLD, sizeof t->fold, &n_fold);
  if (!t->refs || !t->slots || !t->filter || n_fold != 1 || n_filter != NAME_FILTER_WORDS || !n_slots) return false;
  memcpy(t->fold, fold, sizeof t->fold);
  t->mask = n_slots - 1;
  return true;
}

casus_status facts_image_open(world *w, str bytes, casus_error *error) {
  image im;
  casus_status status = image_open(bytes, STR(FACTS_IMAGE), FACTS_LAYOUT, &im, error);
  if (status != CASUS_OK) return status;
  bool good = open_names(&w->names, &im);
  for (uint32_t k = 0; good && k < N_SHAPES; k++) good = open_list(w, &im, k);
  return good ? CASUS_OK : error_at(error, CASUS_DATA, STR(FACTS_IMAGE), 0, 0, "is not an image of this casus, or no memory");
}

/* ---- writing */

static bool pack_list(const world *w, uint32_t k, image_writer *out) {
  const list_shape *shape = &shapes[k];
  const rows *list = list_of(w, shape);
  char *copy = malloc(list->n * shape->row_bytes + 1);
  if (!copy) return false;
  if (list->n) memcpy(copy, list->items, list->n * shape->row_bytes);
  for (uint32_t i = 0; i < list->n; i++)
    for (uint32_t s = 0; s < shape->n_strings; s++)
      image_keep(out, (str *)(void *)(copy + i * shape->row_bytes + shape->strings[s]));
  image_add(out, PART_FIRST_LIST + k, copy, list->n, shape->row_bytes);
  free(copy);
  return true;
}

static void pack_names(const name_table *t, image_writer *out) {
  image_add(out, PART_REFS, t->refs, t->n, sizeof *t->refs);
  image_add(out, PART_SLOTS, t->slots, t->mask + 1, sizeof *t->slots);
  image_add(out, PART_FILTER, t->filter, NAME_FILTER_WORDS, sizeof *t->filter);
  image_add(out, PART_FOLD, t->fold, 1, sizeof t->fold);
}

casus_status facts_image_pack(const world *w, buffer *out, casus_error *error) {
  image_writer *writer = malloc(sizeof *writer);
  if (!writer) return error_set(error, CASUS_MEMORY, "no memory for an image of tables");
  image_writer_init(writer);
  pack_names(&w->names, writer);
  bool good = true;
  for (uint32_t k = 0; good && k < N_SHAPES; k++) good = pack_list(w, k, writer);
  casus_status status =
      good ? image_write(writer, FACTS_LAYOUT, out, error) : error_set(error, CASUS_MEMORY, "no memory for an image of tables");
  image_writer_free(writer);
  free(writer);
  return status;
}
