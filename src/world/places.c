/* The gazetteer as a look-up by folded name: the built-in image as it lies, or tables packed when they are given; tables of the
 * user's own stand before it. */
#include "world/places.h"

#include <stdlib.h>

static const char table_path[] = "world/places.tsv", image_path[] = "places.image";

enum { ROW_BITS = 21, LAYERS_MAX = 1 << 10, TABLE_BYTES_MAX = 1 << 29 };

typedef struct {
  place_image image;
  buffer packed; /* the image where it was made here */
  bool own;      /* a table of the user's */
} layer;

struct places {
  layer *layers; /* in the order of their weight */
  uint32_t n_layers;
};

/* ---- opening */

static casus_status pack_layer(layer *l, str table, str file, casus_error *error) {
  buffer_init(&l->packed, TABLE_BYTES_MAX);
  casus_status status = place_image_pack(table, file, &l->packed, error);
  return status == CASUS_OK ? place_image_open(buffer_str(&l->packed), file, &l->image, error) : status;
}

static casus_status open_overlay(layer *l, const char *path, casus_error *error) {
  file_map map;
  casus_status status = file_open_map(path, TABLE_BYTES_MAX, &map, error);
  if (status != CASUS_OK) return status == CASUS_INPUT ? CASUS_DATA : status;
  status = pack_layer(l, map.bytes, str_of(path), error);
  file_unmap(&map);
  l->own = true;
  return status;
}

static casus_status open_base(layer *l, const char *data_dir, casus_error *error) {
  file_map map;
  str bytes;
  casus_status status = data_file(data_dir, data_dir ? table_path : image_path, &bytes, &map, error);
  if (status != CASUS_OK) return status;
  if (!data_dir) return place_image_open(bytes, str_of(image_path), &l->image, error);
  status = pack_layer(l, bytes, str_of(table_path), error);
  file_unmap(&map);
  return status;
}

casus_status world_pack_places(const char *data_dir, buffer *out, casus_error *error) {
  file_map map;
  str bytes;
  casus_status status = data_file(data_dir, table_path, &bytes, &map, error);
  if (status != CASUS_OK) return status;
  status = place_image_pack(bytes, str_of(table_path), out, error);
  file_unmap(&map);
  return status;
}

casus_status places_open(const char *data_dir, const char *const *files, size_t n_files, places **out, casus_error *error) {
  if (n_files >= LAYERS_MAX) return error_set(error, CASUS_DATA, "over %d tables of places", LAYERS_MAX - 1);
  places *p = calloc(1, sizeof *p);
  if (p) p->layers = calloc(n_files + 1, sizeof *p->layers);
  if (!p || !p->layers) {
    free(p);
    return error_set(error, CASUS_MEMORY, "no memory for places");
  }
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < n_files; i++) status = open_overlay(&p->layers[p->n_layers++], files[i], error);
  if (status == CASUS_OK) status = open_base(&p->layers[p->n_layers++], data_dir, error);
  if (status == CASUS_OK) *out = p;
  else places_close(p);
  return status;
}

void places_close(places *p) {
  if (!p) return;
  for (uint32_t i = 0; i < p->n_layers; i++) buffer_free(&p->layers[i].packed);
  free(p->layers);
  free(p);
}

/* ---- look-up */

static void fill_row(const layer *l, uint32_t number, uint32_t row, uint8_t flags, place_row *out) {
  const place_record *r = &l->image.rows[row];
  uint64_t end = (uint64_t)r->name + r->name_bytes + r->admin1_bytes;
  const char *name = l->image.names + (end <= l->image.names_bytes ? r->name : 0);
  bool whole = end <= l->image.names_bytes;
  *out = (place_row){.name = {name, whole ? r->name_bytes : 0},
                     .country = {r->country, r->country[0] ? sizeof r->country : 0},
                     .admin1 = {name + (whole ? r->name_bytes : 0), whole ? r->admin1_bytes : 0},
                     .lat_deg = r->lat / 1e5,
                     .lon_deg = r->lon / 1e5,
                     .population = r->population,
                     .geonames = r->geonames,
                     .row = number << ROW_BITS | row,
                     .kind = r->kind < PLACE_KINDS ? r->kind : PLACE_TOWN,
                     .weak = flags & KEY_WEAK,
                     .other = flags & KEY_OTHER,
                     .adjective = flags & KEY_ADJECTIVE,
                     .own = l->own};
}

/* Of the user's own tables the first that has a name answers for it. A row of theirs takes the place of the one of the same
 * GeoNames number. */
static bool is_replaced(const place_row *rows, uint32_t n, const place_row *r) {
  for (uint32_t i = 0; i < n && r->geonames; i++)
    if (rows[i].own && rows[i].geonames == r->geonames) return true;
  return false;
}

uint32_t places_look_up(const places *p, str key, place_row *rows) {
  place_hit hits[PLACE_CANDIDATES_MAX];
  uint32_t n = 0;
  for (uint32_t l = 0; l < p->n_layers && n < PLACE_CANDIDATES_MAX; l++) {
    if (n && p->layers[l].own) continue;
    uint32_t n_hits = place_image_find(&p->layers[l].image, key, hits, PLACE_CANDIDATES_MAX - n);
    for (uint32_t i = 0; i < n_hits; i++) {
      fill_row(&p->layers[l], l, hits[i].row, hits[i].flags, &rows[n]);
      if (!is_replaced(rows, n, &rows[n])) n++;
    }
  }
  return n;
}

str places_division_name(const places *p, str country, str admin1) {
  char key[DIVISION_KEY_MAX];
  place_row rows[PLACE_CANDIDATES_MAX];
  if (str_empty(country) || str_empty(admin1)) return (str){"", 0};
  uint32_t n = places_look_up(p, place_division_key(key, country, admin1), rows);
  return n ? rows[0].name : (str){"", 0};
}

bool places_of_geonames(const places *p, uint32_t geonames, place_row *row) {
  for (uint32_t l = 0; geonames && l < p->n_layers; l++) {
    const place_image *image = &p->layers[l].image;
    for (uint32_t i = 0; i < image->n_rows; i++) {
      if (image->rows[i].geonames != geonames) continue;
      fill_row(&p->layers[l], l, i, 0, row);
      return true;
    }
  }
  return false;
}
