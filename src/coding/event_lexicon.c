/* Loads the lexicon's tables and compiles their shapes. */
#include <stdlib.h>

#include "coding/lexicon_image.h"

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the lexicon"); }

static casus_status row_error(const event_lexicon *l, casus_error *error, const char *what, str value) {
  return error_at(error, CASUS_DATA, l->file, l->line, 0, "%s \"%.*s\"", what, (int)(value.len > 80 ? 80 : value.len), value.ptr);
}

/* ---- classes ------------------------------------------------------------------------------------------------------------ */

static uint64_t member_hash(str member, uint32_t class) {
  uint64_t h = hash_bytes(member.ptr, member.len, (uint64_t) class + 1);
  return h ? h : 1;
}

static void members_put(uint64_t *table, uint32_t capacity, uint64_t h) {
  uint32_t i = (uint32_t)h & (capacity - 1);
  while (table[i] && table[i] != h) i = (i + 1) & (capacity - 1);
  table[i] = h;
}

static bool members_grow(event_lexicon *l) {
  uint32_t capacity = l->members_capacity ? l->members_capacity * 2 : 4096;
  uint64_t *table = ARENA_ARRAY(l->a, uint64_t, capacity);
  if (!table) return false;
  for (uint32_t i = 0; i < l->members_capacity; i++)
    if (l->members[i]) members_put(table, capacity, l->members[i]);
  l->members = l->own_members = table;
  l->members_capacity = capacity;
  return true;
}

static bool class_add(event_lexicon *l, str member, uint32_t class) {
  if ((!l->own_members || (l->n_members + 1) * 2 > l->members_capacity) && !members_grow(l)) return false;
  members_put(l->own_members, l->members_capacity, member_hash(member, class));
  l->n_members++;
  return true;
}

bool lexicon_in_class(const event_lexicon *l, str member, uint32_t class) {
  if (!l->members_capacity) return false;
  uint64_t h = member_hash(member, class);
  for (uint32_t i = (uint32_t)h & (l->members_capacity - 1); l->members[i]; i = (i + 1) & (l->members_capacity - 1))
    if (l->members[i] == h) return true;
  return false;
}

uint32_t lexicon_class(const event_lexicon *l, str name) {
  for (uint32_t i = 0; i < l->n_classes; i++)
    if (str_equal(l->class_names[i], name)) return i;
  return UINT32_MAX;
}

static bool class_new(event_lexicon *l, str name, uint32_t *class) {
  if (l->n_classes >= CLASSES_MAX) return false;
  if (!arena_grow(l->a, (void **)&l->class_names, &l->classes_capacity, l->n_classes + 1, sizeof(str))) return false;
  *class = l->n_classes;
  l->class_names[l->n_classes++] = name;
  return true;
}

/* ---- shapes ------------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  place_kind kind;
} place_names[] = {{"subj", PLACE_SUBJ}, {"obj", PLACE_OBJ}, {"iobj", PLACE_IOBJ}, {"that", PLACE_THAT},
                   {"inf", PLACE_INF},   {"ing", PLACE_ING}, {"poss", PLACE_POSS}, {"mod", PLACE_MOD}};

static slot_place place_of_name(str name) {
  for (size_t i = 0; i < sizeof place_names / sizeof *place_names; i++)
    if (str_is(name, place_names[i].name)) return (slot_place){.kind = (uint8_t)place_names[i].kind};
  return (slot_place){.kind = PLACE_PREP, .preposition = name};
}

static bool is_word(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!is_ascii_lower((unsigned char)s.ptr[i]) && s.ptr[i] != '_') return false;
  return s.len > 0;
}

static casus_status filter_list(event_lexicon *l, str list, slot *s, casus_error *error) {
  if (!class_new(l, (str){"", 0}, &s->class)) return no_memory(error);
  s->filter = FILTER_CLASS;
  str member;
  while (str_cut(&list, '|', &member))
    if (str_empty(member) || !class_add(l, member, s->class)) return row_error(l, error, "empty word in filter", list);
  return CASUS_OK;
}

static casus_status filter_read(event_lexicon *l, str f, slot *s, casus_error *error) {
  static const struct {
    const char *name;
    filter_kind kind;
  } names[] = {{"party", FILTER_PARTY}, {"person", FILTER_PERSON}, {"place", FILTER_PLACE}, {"act", FILTER_ACT}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (str_is(f, names[i].name)) return s->filter = (uint8_t)names[i].kind, CASUS_OK;
  if (!f.len || f.ptr[0] != '@') return filter_list(l, f, s, error);
  s->filter = FILTER_CLASS;
  s->class = lexicon_class(l, str_slice(f, 1, f.len));
  if (s->class == UINT32_MAX) return row_error(l, error, "unknown class", f);
  return CASUS_OK;
}

static casus_status places_read(event_lexicon *l, str list, str written, slot *s, casus_error *error) {
  size_t n = 1;
  for (size_t i = 0; i < list.len; i++) n += list.ptr[i] == ',';
  if (n > PLACES_MAX) return row_error(l, error, "too many places in slot", written);
  slot_place *places = ARENA_ARRAY(l->a, slot_place, n);
  str name;
  if (!places) return no_memory(error);
  s->places = places;
  while (str_cut(&list, ',', &name)) {
    if (!is_word(name)) return row_error(l, error, "bad place in slot", written);
    places[s->n_places++] = place_of_name(name);
  }
  return CASUS_OK;
}

static casus_status slot_read(event_lexicon *l, str written, slot *s, casus_error *error) {
  str rest = written, places;
  *s = (slot){0};
  if (rest.ptr[0] == '!' || rest.ptr[0] == '~') {
    s->need = rest.ptr[0] == '!' ? NEED_REQUIRED : NEED_FORBIDDEN;
    rest = str_slice(rest, 1, rest.len);
  }
  if (rest.len > 2 && rest.ptr[1] == '=') {
    static const char roles[ROLE_COUNT] = {0, 'A', 'R', 'B', 'X'};
    for (uint8_t r = 1; r < ROLE_COUNT; r++)
      if (rest.ptr[0] == roles[r]) s->role = r;
    if (!s->role) return row_error(l, error, "unknown role in slot", written);
    rest = str_slice(rest, 2, rest.len);
  }
  if (!str_cut(&rest, ':', &places) || str_empty(places)) return row_error(l, error, "slot without a place", written);
  if (!s->role && s->need == NEED_OPTIONAL) s->need = NEED_REQUIRED;
  casus_status status = places_read(l, places, written, s, error);
  if (status != CASUS_OK) return status;
  return rest.ptr ? filter_read(l, rest, s, error) : CASUS_OK;
}

static casus_status shape_read(event_lexicon *l, str shape, row *r, casus_error *error) {
  slot slots[SLOTS_MAX];
  str written;
  while (str_cut(&shape, ' ', &written)) {
    if (str_empty(written)) continue;
    if (r->n_slots == SLOTS_MAX) return row_error(l, error, "too many slots:", shape);
    casus_status status = slot_read(l, written, &slots[r->n_slots], error);
    if (status != CASUS_OK) return status;
    r->n_slots++;
  }
  slot *kept = ARENA_ARRAY(l->a, slot, r->n_slots);
  if (!kept) return no_memory(error);
  if (r->n_slots) memcpy(kept, slots, r->n_slots * sizeof *kept);
  r->slots = kept;
  return CASUS_OK;
}

/* ---- rows --------------------------------------------------------------------------------------------------------------- */

static const char *const effect_names[EFFECT_COUNT] = {"",         "fold", "through", "fail",  "negate",
                                                       "consider", "hold", "deny",    "unreal"};

static bool effect_read(str name, uint8_t *effect) {
  for (uint8_t i = 0; i < EFFECT_COUNT; i++)
    if (str_is(name, effect_names[i])) return *effect = i, true;
  return false;
}

static casus_status words_read(event_lexicon *l, str written, str *words, uint8_t *n, casus_error *error) {
  str rest = written, part;
  while (str_cut(&rest, ' ', &part)) {
    if (str_empty(part) || *n == TRIGGER_WORDS_MAX) return row_error(l, error, "bad trigger", written);
    words[(*n)++] = part;
  }
  return CASUS_OK;
}

static casus_status trigger_read(event_lexicon *l, str written, row *r, casus_error *error) {
  r->trigger = written;
  return words_read(l, written, r->words, &r->n_words, error);
}

static str head_word(const row *r) { return r->words[r->pos == POS_NOUN ? r->n_words - 1 : 0]; }

static casus_status pos_read(event_lexicon *l, str pos, row *r, casus_error *error) {
  static const char names[POS_COUNT] = {'v', 'n', 'a', '*'};
  for (uint8_t i = 0; i < POS_COUNT; i++)
    if (pos.len == 1 && pos.ptr[0] == names[i]) return r->pos = i, CASUS_OK;
  return row_error(l, error, "unknown part of speech", pos);
}

static casus_status event_read(event_lexicon *l, str event, str of, row *r, casus_error *error) {
  r->is_event = !str_is(event, "-");
  r->event = (uint8_t)casus_type_of_name(event);
  if (r->is_event && !r->event && (!str_empty(event) || !r->effect)) return row_error(l, error, "unknown event type", event);
  r->of_act = str_is(of, "X");
  r->of = (uint8_t)casus_type_of_name(of);
  if (!r->of_act && !r->of && !str_empty(of)) return row_error(l, error, "unknown type in column of:", of);
  return CASUS_OK;
}

/* For a fold the mode column holds the status. */
static casus_status mode_read(event_lexicon *l, str modes, row *r, casus_error *error) {
  if (r->effect == EFFECT_FOLD) {
    r->fold_status = str_is(modes, "planned") ? CASUS_PLANNED : str_is(modes, "intended") ? CASUS_INTENDED : CASUS_ACTUAL;
    return CASUS_OK;
  }
  str name;
  if (str_empty(modes)) return CASUS_OK;
  while (str_cut(&modes, ',', &name)) {
    int mode = ontology_mode((casus_type)r->event, name);
    if (mode < 0 || r->n_modes == CASUS_MODES_MAX) return row_error(l, error, "unknown mode", name);
    r->modes[r->n_modes++] = (uint8_t)mode;
  }
  return CASUS_OK;
}

/* "crime?": weak, where a row may have such. */
static casus_status context_words_read(event_lexicon *l, str names, context_words *out, casus_error *error) {
  str name;
  while (str_cut(&names, ',', &name)) {
    bool weak = name.len && name.ptr[name.len - 1] == '?';
    int context = ontology_context(weak ? str_slice(name, 0, name.len - 1) : name);
    if (context < 0) return row_error(l, error, "unknown context", name);
    *(weak ? &out->weak : &out->strong) |= (uint64_t)1 << context;
  }
  return CASUS_OK;
}

static casus_status contexts_read(event_lexicon *l, str names, uint64_t *contexts, casus_error *error) {
  str name;
  if (str_empty(names)) return CASUS_OK;
  while (str_cut(&names, ',', &name)) {
    int context = ontology_context(name);
    if (context < 0) return row_error(l, error, "unknown context", name);
    *contexts |= (uint64_t)1 << context;
  }
  return CASUS_OK;
}

static casus_status cameo_read(event_lexicon *l, str cameo, row *r, casus_error *error) {
  if (cameo.len >= sizeof r->cameo) return row_error(l, error, "CAMEO code too long", cameo);
  if (cameo.len) memcpy(r->cameo, cameo.ptr, cameo.len);
  return CASUS_OK;
}

enum {
  COLUMN_TRIGGER,
  COLUMN_POS,
  COLUMN_SHAPE,
  COLUMN_EVENT,
  COLUMN_OF,
  COLUMN_MODE,
  COLUMN_CONTEXT,
  COLUMN_CAMEO,
  COLUMN_EFFECT,
  COLUMN_COUNT
};

static casus_status columns_find(const tsv *t, const char *const *names, uint32_t n, uint32_t *columns, casus_error *error) {
  for (uint32_t i = 0; i < n; i++) {
    casus_status status = tsv_column(t, names[i], &columns[i], error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status row_read(event_lexicon *l, const str *f, row *r, casus_error *error) {
  casus_status status;
  if (!effect_read(f[COLUMN_EFFECT], &r->effect)) return row_error(l, error, "unknown effect", f[COLUMN_EFFECT]);
  if ((status = pos_read(l, f[COLUMN_POS], r, error)) != CASUS_OK) return status;
  if ((status = trigger_read(l, f[COLUMN_TRIGGER], r, error)) != CASUS_OK) return status;
  if ((status = event_read(l, f[COLUMN_EVENT], f[COLUMN_OF], r, error)) != CASUS_OK) return status;
  if ((status = mode_read(l, f[COLUMN_MODE], r, error)) != CASUS_OK) return status;
  if ((status = contexts_read(l, f[COLUMN_CONTEXT], &r->contexts, error)) != CASUS_OK) return status;
  if ((status = cameo_read(l, f[COLUMN_CAMEO], r, error)) != CASUS_OK) return status;
  return shape_read(l, f[COLUMN_SHAPE], r, error);
}

static casus_status add_row(event_lexicon *l, const tsv *t, const uint32_t *columns, casus_error *error) {
  str f[COLUMN_COUNT];
  for (uint32_t i = 0; i < COLUMN_COUNT; i++) f[i] = str_trim(t->fields[columns[i]]);
  if (l->n_rows == ROWS_MAX || !arena_grow(l->a, (void **)&l->rows, &l->rows_capacity, l->n_rows + 1, sizeof(row)))
    return no_memory(error);
  row *r = &l->rows[l->n_rows];
  *r = (row){.file = l->file, .line = t->line};
  casus_status status = row_read(l, f, r, error);
  if (status == CASUS_OK) l->n_rows++;
  return status;
}

static casus_status add_class_member(event_lexicon *l, const tsv *t, const uint32_t *columns, casus_error *error) {
  str name = str_trim(t->fields[columns[0]]);
  uint32_t class = lexicon_class(l, name);
  if (class == UINT32_MAX && !class_new(l, name, &class)) return no_memory(error);
  return class_add(l, str_trim(t->fields[columns[1]]), class) ? CASUS_OK : no_memory(error);
}

static casus_status add_light(event_lexicon *l, const tsv *t, const uint32_t *columns, casus_error *error) {
  str noun_place = str_trim(t->fields[columns[1]]), subject = str_trim(t->fields[columns[2]]);
  if (!arena_grow(l->a, (void **)&l->lights, &l->lights_capacity, l->n_lights + 1, sizeof(light_verb))) return no_memory(error);
  light_verb *v = &l->lights[l->n_lights++];
  *v = (light_verb){.subject = str_is(subject, "A") ? LIGHT_ACTS : str_is(subject, "R") ? LIGHT_RECEIVES : LIGHT_NEITHER};
  v->of_subject = str_is(noun_place, "subj");
  if (!v->of_subject && !str_is(noun_place, "obj")) v->preposition = noun_place;
  if (!effect_read(str_trim(t->fields[columns[3]]), &v->effect))
    return row_error(l, error, "unknown effect", t->fields[columns[3]]);
  return words_read(l, str_trim(t->fields[columns[0]]), v->words, &v->n_words, error);
}

static uint64_t context_hash(str word, char kind) { return hash_bytes(word.ptr, word.len, (uint64_t)(unsigned char)kind); }

static casus_status add_context(event_lexicon *l, const tsv *t, const uint32_t *columns, casus_error *error) {
  if (!arena_grow(l->a, (void **)&l->contexts, &l->contexts_capacity, l->n_contexts + 1, sizeof *l->contexts))
    return no_memory(error);
  str word = str_trim(t->fields[columns[0]]), pos = str_trim(t->fields[columns[1]]);
  if (pos.len != 1) return row_error(l, error, "unknown part of speech", pos);
  word_contexts *entry = &l->contexts[l->n_contexts++];
  *entry = (word_contexts){.hash = context_hash(word, pos.ptr[0])};
  return context_words_read(l, str_trim(t->fields[columns[2]]), &entry->contexts, error);
}

/* ---- files -------------------------------------------------------------------------------------------------------------- */

typedef casus_status add_function(event_lexicon *, const tsv *, const uint32_t *, casus_error *);

typedef struct {
  add_function *add;
  uint32_t n_columns;
  const char *columns[COLUMN_COUNT];
} table_kind;

static const table_kind row_table = {
    add_row, COLUMN_COUNT, {"trigger", "pos", "shape", "event", "of", "mode", "context", "cameo", "effect"}};
static const table_kind class_table = {add_class_member, 2, {"class", "member"}};
static const table_kind light_table = {add_light, 4, {"trigger", "place", "subject", "effect"}};
static const table_kind context_table = {add_context, 3, {"lemma", "pos", "context"}};

static casus_status table_read(event_lexicon *l, const table_kind *kind, str bytes, str file, casus_error *error) {
  tsv t;
  uint32_t columns[COLUMN_COUNT];
  casus_status status = tsv_open(&t, bytes, file, error);
  if (status == CASUS_OK) status = columns_find(&t, kind->columns, kind->n_columns, columns, error);
  l->file = file;
  while (status == CASUS_OK && (status = tsv_next(&t, error)) == CASUS_OK) {
    l->line = t.line;
    status = kind->add(l, &t, columns, error);
  }
  return status == CASUS_END ? CASUS_OK : status;
}

/* The bytes are copied into the lexicon, so that a mapped file can be closed. */
static casus_status file_read(event_lexicon *l, const table_kind *kind, const char *data_dir, const char *path,
                              casus_error *error) {
  file_map map;
  str bytes, own, name;
  casus_status status = data_file(data_dir, path, &bytes, &map, error);
  if (status != CASUS_OK) return status;
  bool copied = arena_copy(l->a, bytes, &own) && arena_copy(l->a, str_of(path), &name);
  file_unmap(&map);
  return copied ? table_read(l, kind, own, name, error) : no_memory(error);
}

static casus_status overlay_read(event_lexicon *l, const char *path, casus_error *error) {
  file_map map;
  str own, name;
  casus_status status = file_open_map(path, LEXICON_BYTES_MAX / 4, &map, error);
  if (status != CASUS_OK) return CASUS_DATA;
  bool copied = arena_copy(l->a, map.bytes, &own) && arena_copy(l->a, str_of(path), &name);
  file_unmap(&map);
  return copied ? table_read(l, &row_table, own, name, error) : no_memory(error);
}

static const char *const row_files[] = {
    "lexicon/agree.tsv",    "lexicon/consult.tsv",   "lexicon/support.tsv",  "lexicon/concede.tsv",  "lexicon/cooperate.tsv",
    "lexicon/aid.tsv",      "lexicon/retreat.tsv",   "lexicon/request.tsv",  "lexicon/accuse.tsv",   "lexicon/reject.tsv",
    "lexicon/threaten.tsv", "lexicon/protest.tsv",   "lexicon/sanction.tsv", "lexicon/mobilize.tsv", "lexicon/coerce.tsv",
    "lexicon/assault.tsv",  "lexicon/operators.tsv", "lexicon/modes.tsv"};

static casus_status overlays_read(event_lexicon *l, const char *const *files, size_t n_files, casus_error *error) {
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < n_files; i++) status = overlay_read(l, files[i], error);
  l->n_overlaid = l->n_rows;
  return status;
}

/* Overlay rows come first, so that among equals a user's row wins. */
static casus_status files_read(event_lexicon *l, const char *data_dir, const char *const *files, size_t n_files,
                               casus_error *error) {
  casus_status status = file_read(l, &class_table, data_dir, "lexicon/classes.tsv", error);
  if (status == CASUS_OK) status = file_read(l, &light_table, data_dir, "lexicon/light.tsv", error);
  if (status == CASUS_OK) status = file_read(l, &context_table, data_dir, "lexicon/contexts.tsv", error);
  if (status == CASUS_OK) status = overlays_read(l, files, n_files, error);
  for (size_t i = 0; status == CASUS_OK && i < sizeof row_files / sizeof *row_files; i++)
    status = file_read(l, &row_table, data_dir, row_files[i], error);
  return status;
}

/* ---- look-up ------------------------------------------------------------------------------------------------------------ */

static uint64_t row_hash(str head, unsigned pos) { return hash_bytes(head.ptr, head.len, pos + 1); }

static int compare_rows(const void *a, const void *b) {
  const row *x = *(const row *const *)a, *y = *(const row *const *)b;
  if (x->pos != y->pos) return x->pos < y->pos ? -1 : 1;
  int order = str_compare(head_word(x), head_word(y));
  return order ? order : x < y ? -1 : x > y;
}

static int compare_lights(const void *a, const void *b) {
  const light_verb *x = a, *y = b;
  int order = str_compare(x->words[0], y->words[0]);
  if (order) return order;
  if (x->n_words != y->n_words) return x->n_words > y->n_words ? -1 : 1; /* "take part in" before "take" */
  for (uint8_t i = 1; i < x->n_words; i++)
    if ((order = str_compare(x->words[i], y->words[i])) != 0) return order;
  return str_compare(x->preposition, y->preposition);
}

static int compare_contexts(const void *a, const void *b) {
  uint64_t x = ((const word_contexts *)a)->hash, y = ((const word_contexts *)b)->hash;
  return x < y ? -1 : x > y;
}

static run *runs_new(arena *a, run_table *table, uint32_t n) {
  uint32_t capacity = 16;
  while (capacity < n * 2 + 2) capacity *= 2;
  run *runs = ARENA_ARRAY(a, run, capacity);
  *table = (run_table){.runs = runs, .mask = capacity - 1};
  return runs;
}

static void runs_put(run *runs, uint32_t mask, uint64_t hash, uint32_t index) {
  uint32_t i = (uint32_t)hash & mask;
  while (runs[i].n && runs[i].hash != hash) i = (i + 1) & mask;
  if (!runs[i].n) runs[i] = (run){hash, index, 0};
  runs[i].n++;
}

static const run *runs_get(const run_table *table, uint64_t hash) {
  for (uint32_t i = (uint32_t)hash & table->mask; table->runs[i].n; i = (i + 1) & table->mask)
    if (table->runs[i].hash == hash) return &table->runs[i];
  return NULL;
}

static casus_status index_rows(event_lexicon *l, casus_error *error) {
  run *runs = runs_new(l->a, &l->row_runs, l->n_rows);
  l->sorted = ARENA_ARRAY(l->a, const row *, l->n_rows + 1);
  if (!l->sorted || !runs) return no_memory(error);
  for (uint32_t i = 0; i < l->n_rows; i++) l->sorted[i] = &l->rows[i];
  if (l->n_rows) qsort(l->sorted, l->n_rows, sizeof *l->sorted, compare_rows);
  for (uint32_t i = 0; i < l->n_rows; i++)
    runs_put(runs, l->row_runs.mask, row_hash(head_word(l->sorted[i]), l->sorted[i]->pos), i);
  return CASUS_OK;
}

static casus_status index_build(event_lexicon *l, casus_error *error) {
  run *runs = runs_new(l->a, &l->light_runs, l->n_lights);
  if (!runs) return no_memory(error);
  if (l->n_lights) qsort(l->lights, l->n_lights, sizeof *l->lights, compare_lights);
  for (uint32_t i = 0; i < l->n_lights; i++) runs_put(runs, l->light_runs.mask, hash_str(l->lights[i].words[0]), i);
  if (l->n_contexts) qsort(l->contexts, l->n_contexts, sizeof *l->contexts, compare_contexts);
  return index_rows(l, error);
}

static casus_status open_tables(event_lexicon *l, const char *data_dir, const char *const *files, size_t n_files,
                                casus_error *error) {
  casus_status status = files_read(l, data_dir, files, n_files, error);
  return status == CASUS_OK ? index_build(l, error) : status;
}

/* The image's rows go behind those of the overlays; their index is good as it is where there are none. */
static casus_status open_builtin(event_lexicon *l, const char *const *files, size_t n_files, casus_error *error) {
  str bytes;
  file_map none;
  image im;
  casus_status status = data_file(NULL, LEXICON_IMAGE, &bytes, &none, error);
  if (status == CASUS_OK) status = lexicon_image_open(l, bytes, &im, error);
  if (status == CASUS_OK) status = overlays_read(l, files, n_files, error);
  if (status == CASUS_OK) status = lexicon_image_rows(l, &im, error);
  return status == CASUS_OK && l->n_overlaid ? index_rows(l, error) : status;
}

casus_status event_lexicon_open(const char *data_dir, const char *const *files, size_t n_files, event_lexicon **out,
                                casus_error *error) {
  event_lexicon *l = calloc(1, sizeof *l);
  if (!l || !(l->a = arena_new(LEXICON_BYTES_MAX))) {
    free(l);
    return no_memory(error);
  }
  casus_status status = data_dir ? open_tables(l, data_dir, files, n_files, error) : open_builtin(l, files, n_files, error);
  if (status != CASUS_OK) {
    event_lexicon_close(l);
    return status;
  }
  *out = l;
  return CASUS_OK;
}

casus_status event_lexicon_pack(const char *data_dir, buffer *out, casus_error *error) {
  event_lexicon *l;
  casus_status status = event_lexicon_open(data_dir, NULL, 0, &l, error);
  if (status != CASUS_OK) return status;
  status = lexicon_image_pack(l, out, error);
  event_lexicon_close(l);
  return status;
}

void event_lexicon_close(event_lexicon *l) {
  if (!l) return;
  arena_free(l->a);
  free(l);
}

const row *const *lexicon_rows(const event_lexicon *l, str lemma, trigger_pos pos, uint32_t *n) {
  const run *r = runs_get(&l->row_runs, row_hash(lemma, pos));
  *n = r ? r->n : 0;
  return r ? l->sorted + r->first : NULL;
}

const light_verb *lexicon_light(const event_lexicon *l, str lemma, uint32_t *n) {
  const run *r = runs_get(&l->light_runs, hash_str(lemma));
  *n = r ? r->n : 0;
  return r ? l->lights + r->first : NULL;
}

context_words lexicon_contexts(const event_lexicon *l, str word, char kind) {
  uint64_t h = context_hash(word, kind);
  context_words found = {0, 0};
  uint32_t low = 0, high = l->n_contexts;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (l->contexts[middle].hash < h) low = middle + 1;
    else high = middle;
  }
  for (; low < l->n_contexts && l->contexts[low].hash == h; low++) {
    found.strong |= l->contexts[low].contexts.strong;
    found.weak |= l->contexts[low].contexts.weak;
  }
  return found;
}

bool lexicon_is_overlay(const event_lexicon *l, const row *r) { return r >= l->rows && r < l->rows + l->n_overlaid; }

uint32_t lexicon_size(const event_lexicon *l) { return l->n_rows; }
