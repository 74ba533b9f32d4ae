/* The trainer and the evaluations by hand, until the command line has them. */
#include <stdlib.h>
#include <string.h>

#include "train/train.h"

static int fail(const casus_error *error) {
  fprintf(stderr, "%s: %s (line %zu)\n", error->file, error->message, error->line);
  return 1;
}

int main(int argc, char **argv) {
  casus_error error = {0};
  if (argc >= 4 && strcmp(argv[1], "train") == 0) {
    train_options o = {.data_dir = argv[2], .out_path = argv[3], .seed = 1, .report = stdout, .date = "2026-11-22"};
    if (argc > 4) o.epochs = (uint32_t)atoi(argv[4]);
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
  fprintf(stderr, "train DATA OUT [EPOCHS] | ud GOLD WEIGHTS | udraw GOLD WEIGHTS | entities GOLD WEIGHTS\n");
  return 2;
}
