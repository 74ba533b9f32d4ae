/* Opens the weights that an evaluation works with. */
#include "train/weights_use.h"

#include "model/model.h"
#include "train/packed_file.h"

casus_status weights_use_open(weights_use *w, const char *path, casus_error *error) {
  str bytes;
  *w = (weights_use){0};
  casus_status status;
  if (path) {
    status = file_open_map(path, WEIGHTS_BYTES_MAX, &w->map, error);
    bytes = w->map.bytes;
  } else {
    status = data_file(NULL, "grammar.casus", &bytes, &w->map, error);
  }
  if (status == CASUS_OK) status = grammar_open(bytes, str_of(path ? path : "grammar.casus"), &w->g, error);
  if (status == CASUS_OK) status = grammar_scratch_new(w->g, &w->scratch, error);
  if (status != CASUS_OK) weights_use_close(w);
  return status;
}

void weights_use_close(weights_use *w) {
  grammar_scratch_free(w->scratch);
  grammar_close(w->g);
  if (w->map.bytes.ptr) file_unmap(&w->map);
  *w = (weights_use){0};
}

casus_status weights_use_on(const char *gold_path, const char *weights_path, weights_evaluate evaluate, void *job,
                            casus_error *error) {
  file_map map;
  weights_use w;
  arena *a = arena_new((size_t)8 << 30);
  if (!a) return error_set(error, CASUS_MEMORY, "no memory for the evaluation");
  casus_status status = packed_open(gold_path, (size_t)1 << 30, &map, error);
  if (status == CASUS_OK) {
    status = weights_use_open(&w, weights_path, error);
    if (status == CASUS_OK) {
      status = evaluate(map.bytes, gold_path, &w, a, job, error);
      weights_use_close(&w);
    }
    file_unmap(&map);
  }
  arena_free(a);
  return status;
}

casus_status eval_split(str bytes, arena *a, text *out, casus_error *error) { return text_split(bytes, 0, a, out, error); }
