/* The trainer and the evaluations by hand, until the command line has them. */
#include <stdlib.h>
#include <string.h>

#include "train/train.h"
#include "train/weights_use.h"

static int fail(const casus_error *error) {
  fprintf(stderr, "%s: %s (line %zu)\n", error->file, error->message, error->line);
  return 1;
}

/* The file with its analysis in place of what it gives; or a plain text analysed. */
static casus_status print_analysis(const char *path, const char *weights_path, bool plain, casus_error *error) {
  file_map map;
  weights_use w;
  text t;
  analysis an;
  buffer out;
  arena *a = arena_new((size_t)8 << 30);
  buffer_init(&out, (size_t)1 << 30);
  casus_status status = file_open_map(path, (size_t)1 << 30, &map, error);
  if (status == CASUS_OK) status = weights_use_open(&w, weights_path, error);
  if (status == CASUS_OK)
    status = plain ? text_split(map.bytes, 0, a, &t, error) : conllu_read(map.bytes, str_of(path), a, &t, NULL, error);
  if (status == CASUS_OK) status = grammar_analyse(w.g, w.scratch, &t, a, &an, error);
  if (status == CASUS_OK) status = plain ? conllu_write(&t, &an, &out) : conllu_merge(map.bytes, &t, &an, &out);
  if (status == CASUS_OK) fwrite(out.ptr, 1, out.len, stdout);
  return status;
}

int main(int argc, char **argv) {
  casus_error error = {0};
  if (argc >= 4 && strcmp(argv[1], "train") == 0) {
    train_options o = {.data_dir = argv[2], .out_path = argv[3], .seed = 1, .report = stdout, .date = "2026-11-22"};
    if (argc > 4) o.epochs = (uint32_t)atoi(argv[4]);
    if (argc > 5) o.lexicon_from = argv[5];
    return train_grammar(&o, &error) == CASUS_OK ? 0 : fail(&error);
  }
  if (argc >= 4 && strncmp(argv[1], "ud", 2) == 0) {
    eval_ud_scores s;
    if (eval_ud(argv[2], argv[3], argv[1][2] == 'r', &s, &error) != CASUS_OK) return fail(&error);
    eval_ud_print(&s, stdout);
    return 0;
  }
  if (argc >= 4 && strcmp(argv[1], "entities") == 0) {
    eval_entity_scores s;
    if (eval_entities(argv[2], argv[3], &s, &error) != CASUS_OK) return fail(&error);
    eval_entities_print(&s, stdout);
    return 0;
  }
  if (argc >= 4 && (strcmp(argv[1], "conllu") == 0 || strcmp(argv[1], "text") == 0))
    return print_analysis(argv[2], argv[3], argv[1][0] == 't', &error) == CASUS_OK ? 0 : fail(&error);
  fprintf(stderr, "conllu GOLD WEIGHTS | text FILE WEIGHTS | train DATA OUT [EPOCHS] | ud GOLD WEIGHTS | udraw GOLD WEIGHTS | entities GOLD WEIGHTS\n");
  return 2;
}
