/* Reads the tables of data/ontology: scores of types and modes, CAMEO codes, and the code of a type about an act. */
#include <stdlib.h>

#include "event/ontology_names.h"

enum { CAMEO_MAX = 1024 };

typedef struct {
  str code, name;
  casus_type type;
  float goldstein;
} cameo_row;

struct ontology {
  file_map maps[3];
  float type_scores[CASUS_TYPE_COUNT], mode_scores[ONTOLOGY_MODE_COUNT];
  cameo_row cameo[CAMEO_MAX]; /* sorted by code */
  size_t n_cameo;
  str fold[CASUS_TYPE_COUNT][CASUS_TYPE_COUNT];
};

static casus_status row_fails(const tsv *t, casus_error *error, const char *what) {
  return error_at(error, CASUS_DATA, t->file, t->line, 0, "%s", what);
}

/* ---- plover.tsv */

typedef struct {
  uint32_t kind, event, name, quad, score;
} plover_columns;

static casus_status plover_find_columns(const tsv *t, plover_columns *c, casus_error *error) {
  casus_status status = tsv_column(t, "kind", &c->kind, error);
  if (status == CASUS_OK) status = tsv_column(t, "event", &c->event, error);
  if (status == CASUS_OK) status = tsv_column(t, "name", &c->name, error);
  if (status == CASUS_OK) status = tsv_column(t, "quad", &c->quad, error);
  if (status == CASUS_OK) status = tsv_column(t, "score", &c->score, error);
  return status;
}

static casus_status add_type(ontology *o, const tsv *t, const plover_columns *c, casus_error *error) {
  casus_type type = casus_type_of_name(t->fields[c->name]);
  uint32_t quad;
  double score;
  if (!type) return row_fails(t, error, "names a type that casus does not know");
  if (!str_to_u32(t->fields[c->quad], &quad) || quad != ontology_quad(type))
    return row_fails(t, error, "has another quad than CODING.md");
  if (!str_to_double(t->fields[c->score], &score)) return row_fails(t, error, "has no score");
  o->type_scores[type] = (float)score;
  return CASUS_OK;
}

/* A mode without a score of its own has its type's, whose row stands before. */
static casus_status add_mode(ontology *o, const tsv *t, const plover_columns *c, casus_error *error) {
  casus_type type = casus_type_of_name(t->fields[c->event]);
  int mode = ontology_mode(type, t->fields[c->name]);
  double score = o->type_scores[type];
  if (mode < 0) return row_fails(t, error, "names a mode that casus does not know");
  if (!str_empty(t->fields[c->score]) && !str_to_double(t->fields[c->score], &score))
    return row_fails(t, error, "has a score that is no number");
  o->mode_scores[mode] = (float)score;
  return CASUS_OK;
}

static casus_status add_plover_row(ontology *o, const tsv *t, const plover_columns *c, casus_error *error) {
  str kind = t->fields[c->kind];
  if (str_is(kind, "type")) return add_type(o, t, c, error);
  if (str_is(kind, "mode")) return add_mode(o, t, c, error);
  if (str_is(kind, "context") && ontology_context(t->fields[c->name]) < 0)
    return row_fails(t, error, "names a context that casus does not know");
  return CASUS_OK;
}

static casus_status read_plover(ontology *o, tsv *t, casus_error *error) {
  plover_columns c;
  casus_status status = plover_find_columns(t, &c, error);
  while (status == CASUS_OK) {
    status = tsv_next(t, error);
    if (status == CASUS_OK) status = add_plover_row(o, t, &c, error);
  }
  return status;
}

/* ---- cameo.tsv */

typedef struct {
  uint32_t code, name, goldstein, type;
} cameo_columns;

static casus_status add_cameo_row(ontology *o, const tsv *t, const cameo_columns *c, casus_error *error) {
  double score;
  str code = t->fields[c->code], type = t->fields[c->type];
  if (o->n_cameo == CAMEO_MAX) return row_fails(t, error, "is one row too many");
  if (!str_to_double(t->fields[c->goldstein], &score)) return row_fails(t, error, "has no Goldstein score");
  if (o->n_cameo && str_compare(o->cameo[o->n_cameo - 1].code, code) >= 0)
    return row_fails(t, error, "is not in the order of its codes");
  if (!str_empty(type) && !casus_type_of_name(type)) return row_fails(t, error, "names a type that casus does not know");
  o->cameo[o->n_cameo++] = (cameo_row){code, t->fields[c->name], casus_type_of_name(type), (float)score};
  return CASUS_OK;
}

static casus_status read_cameo(ontology *o, tsv *t, casus_error *error) {
  cameo_columns c;
  casus_status status = tsv_column(t, "code", &c.code, error);
  if (status == CASUS_OK) status = tsv_column(t, "name", &c.name, error);
  if (status == CASUS_OK) status = tsv_column(t, "goldstein", &c.goldstein, error);
  if (status == CASUS_OK) status = tsv_column(t, "type", &c.type, error);
  while (status == CASUS_OK) {
    status = tsv_next(t, error);
    if (status == CASUS_OK) status = add_cameo_row(o, t, &c, error);
  }
  return status;
}

static const cameo_row *find_cameo(const ontology *o, str code) {
  size_t low = 0, high = o->n_cameo;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(o->cameo[middle].code, code);
    if (order == 0) return &o->cameo[middle];
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

/* ---- fold.tsv */

static casus_status add_fold_row(ontology *o, const tsv *t, const uint32_t columns[3], casus_error *error) {
  casus_type type = casus_type_of_name(t->fields[columns[0]]), of = casus_type_of_name(t->fields[columns[1]]);
  str cameo = t->fields[columns[2]];
  if (!type || (!of && !str_empty(t->fields[columns[1]]))) return row_fails(t, error, "names a type that casus does not know");
  if (!find_cameo(o, cameo)) return row_fails(t, error, "names a code that cameo.tsv does not have");
  o->fold[type][of] = cameo;
  return CASUS_OK;
}

static casus_status read_fold(ontology *o, tsv *t, casus_error *error) {
  uint32_t columns[3];
  casus_status status = tsv_column(t, "event", &columns[0], error);
  if (status == CASUS_OK) status = tsv_column(t, "of", &columns[1], error);
  if (status == CASUS_OK) status = tsv_column(t, "cameo", &columns[2], error);
  while (status == CASUS_OK) {
    status = tsv_next(t, error);
    if (status == CASUS_OK) status = add_fold_row(o, t, columns, error);
  }
  return status;
}

/* ---- the whole */

typedef casus_status (*table_reader)(ontology *, tsv *, casus_error *);

static casus_status read_tables(ontology *o, const char *data_dir, casus_error *error) {
  static const struct {
    const char *path;
    table_reader read;
  } tables[] = {{"ontology/plover.tsv", read_plover}, {"ontology/cameo.tsv", read_cameo}, {"ontology/fold.tsv", read_fold}};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    str bytes;
    tsv t;
    casus_status status = data_file(data_dir, tables[i].path, &bytes, &o->maps[i], error);
    if (status == CASUS_OK) status = tsv_open(&t, bytes, str_of(tables[i].path), error);
    if (status == CASUS_OK) status = tables[i].read(o, &t, error);
    if (status != CASUS_END) return status;
  }
  return CASUS_OK;
}

casus_status ontology_open(const char *data_dir, ontology **out, casus_error *error) {
  ontology *o = calloc(1, sizeof *o);
  if (!o) return error_set(error, CASUS_MEMORY, "no memory for the ontology");
  casus_status status = read_tables(o, data_dir, error);
  if (status == CASUS_OK) *out = o;
  else ontology_close(o);
  return status;
}

void ontology_close(ontology *o) {
  if (!o) return;
  for (size_t i = 0; i < sizeof o->maps / sizeof *o->maps; i++) file_unmap(&o->maps[i]);
  free(o);
}

float ontology_score(const ontology *o, casus_type type, int mode) {
  if (mode >= 0 && mode < ONTOLOGY_MODE_COUNT && mode_type((unsigned)mode) == type) return o->mode_scores[mode];
  return (unsigned)type < CASUS_TYPE_COUNT ? o->type_scores[type] : 0;
}

static const cameo_row *nearest_cameo(const ontology *o, str cameo) {
  const cameo_row *row = NULL;
  for (; !row && cameo.len >= 3; cameo.len--) row = find_cameo(o, cameo);
  return row;
}

float ontology_goldstein(const ontology *o, str cameo) {
  const cameo_row *row = nearest_cameo(o, cameo);
  return row ? row->goldstein : 0;
}

str ontology_cameo_name(const ontology *o, str cameo) {
  const cameo_row *row = nearest_cameo(o, cameo);
  return row ? row->name : (str){"", 0};
}

casus_type ontology_cameo_type(const ontology *o, str cameo) {
  const cameo_row *row = nearest_cameo(o, cameo);
  return row ? row->type : CASUS_NONE;
}

str ontology_fold_cameo(const ontology *o, casus_type type, casus_type of) {
  if ((unsigned)type >= CASUS_TYPE_COUNT || (unsigned)of >= CASUS_TYPE_COUNT) return (str){"", 0};
  str code = o->fold[type][of];
  return str_empty(code) ? o->fold[type][CASUS_NONE] : code;
}

bool ontology_has_cameo(const ontology *o, str cameo) { return find_cameo(o, cameo) != NULL; }
