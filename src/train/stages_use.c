#include "train/stages_use.h"

#include "train/packed_file.h"

#define GOLD_BYTES_MAX ((size_t)1 << 28)
#define SENTENCE_BYTES_MAX ((size_t)1 << 26)

casus_status stages_use_open(stages_use *u, casus_error *error) {
  coder_options options = {0};
  *u = (stages_use){0};
  casus_status status = weights_use_open(&u->grammar, NULL, error);
  if (status == CASUS_OK) status = world_open(&(world_options){.today = {2026, 1, 1}}, &u->w, error);
  if (status == CASUS_OK) status = ontology_open(NULL, &u->o, error);
  return status == CASUS_OK ? coder_open(&options, u->o, &u->c, error) : status;
}

void stages_use_close(stages_use *u) {
  coder_close(u->c);
  ontology_close(u->o);
  world_close(u->w);
  weights_use_close(&u->grammar);
}

casus_status stages_analyse(const stages_use *u, casus_date date, arena *a, stages *out, casus_error *error) {
  casus_status status = grammar_analyse(u->grammar.g, u->grammar.scratch, &out->t, a, &out->an, error);
  return status == CASUS_OK ? world_resolve(u->w, &out->t, &out->an, date, a, &out->m, error) : status;
}

casus_status stages_read(const stages_use *u, const casus_article *article, arena *a, stages *out, casus_error *error) {
  casus_status status = text_split(article->text, article->body, a, &out->t, error);
  return status == CASUS_OK ? stages_analyse(u, article->date, a, out, error) : status;
}

casus_status stages_walk_lines(const char *gold, stages_use *use, arena **a, json_line_taker take, void *to, casus_error *error) {
  file_map map;
  casus_status status = packed_open(gold, GOLD_BYTES_MAX, &map, error);
  if (status != CASUS_OK) return status;
  status = stages_use_open(use, error);
  if (status == CASUS_OK && !(*a = arena_new(SENTENCE_BYTES_MAX)))
    status = error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  if (status == CASUS_OK) status = json_lines_walk(map.bytes, take, to, error);
  arena_free(*a);
  stages_use_close(use);
  file_unmap(&map);
  return status;
}
