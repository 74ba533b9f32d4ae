/* casus train: trains what is shipped. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "train/train.h"

/* What is trained from a folder alone. */
typedef casus_status (*table_trainer)(const char *data_dir, const char *out, FILE *report, casus_error *error);
static const struct {
  const char *kind;
  table_trainer train;
} tables[] = {{"coref", train_coref}, {"judge", train_judge}};

static int run_table(const invocation *i, table_trainer train) {
  casus_error error = {0};
  if (!option_given(i, "out")) return usage_error(i->command, "--out is needed: the table to write");
  casus_status status = train(i->operands[1], option_value(i, "out"), stderr, &error);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}

static int train_run(const invocation *i) {
  long seed = 1, epochs = 0, teaching = TRAIN_TEACHERS;
  double rate = 0;
  casus_date date;
  for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
    if (strcmp(i->operands[0], tables[k].kind) == 0) return run_table(i, tables[k].train);
  if (strcmp(i->operands[0], "grammar") != 0)
    return usage_error(i->command, "there is nothing to train that is called \"%s\"", i->operands[0]);
  if (!option_number(i, "seed", 1, 1L << 30, &seed) || !option_number(i, "epochs", 1, 1000, &epochs) ||
      !option_number(i, "teachers", 0, TRAIN_TEACHERS_MAX, &teaching))
    return EXIT_USAGE;
  if (!option_fraction(i, "rate", &rate)) return EXIT_USAGE;
  if (!option_date(i, "date", &date)) return EXIT_USAGE;
  if (!option_given(i, "out")) return usage_error(i->command, "--out is needed: the weights file to write");
  train_options options = {.data_dir = i->operands[1],
                           .out_path = option_value(i, "out"),
                           .date = option_value(i, "date"),
                           .seed = (uint64_t)seed,
                           .epochs = (uint32_t)epochs,
                           .encoder = option_value(i, "encoder"),
                           .wide = option_given(i, "wide"),
                           .n_teachers = (uint32_t)teaching,
                           .rate = rate,
                           .start_from = option_value(i, "start"),
                           .teacher_encoder = option_value(i, "teacher-encoder"),
                           .lexicon_from = option_value(i, "lexicon"),
                           .report = stderr};
  const char **teachers;
  size_t n_teachers;
  casus_error error = {0};
  if (!option_values(i, "teacher", &teachers, &n_teachers)) return failed_with(CASUS_MEMORY, &error);
  const char *list[TRAIN_TEACHERS_MAX + 1] = {NULL};
  for (size_t k = 0; k < n_teachers && k < TRAIN_TEACHERS_MAX; k++) list[k] = teachers[k];
  if (n_teachers) {
    options.teachers = list;
    options.n_teachers = 0;
  }
  free(teachers);
  casus_status status = train_grammar(&options, &error);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}

static const option train_options_table[] = {
    {"out", "FILE", "The file to write", NULL},
    {"seed", "N", "Seed of everything random: the same data and seed give the same bytes", "1"},
    {"epochs", "N", "Passes over the trees", "28"},
    {"encoder", "LAYERS",
     "Width of the rows, then layers: r192 recurrent, c2x192 convolution of words 2 apart, a8x192 attention to 8", TRAIN_ENCODER},
    {"rate", "R", "Top of the learning rate on the treebanks", "0.0025"},
    {"teachers", "N", "Networks trained first, to say together what is right of raw news", "3"},
    {"teacher-encoder", "LAYERS", "Those of the teachers", TRAIN_TEACHER_ENCODER},
    {"teacher", "FILE", "Weights file of a teacher that is there already; may be repeated", NULL},
    {"wide", NULL, "Keep the matrices as floats; they are rounded to bytes otherwise", NULL},
    {"start", "FILE", "Begin with the network of this weights file, not with random weights", NULL},
    {"lexicon", "FILE", "Take the word forms and vectors of this weights file over", "made anew"},
    {"date", "DATE", "For the metadata of the weights", NULL},
    END_OF_OPTIONS,
};

static const char *const train_examples[] = {
    "casus train grammar ../shared/data --out models/grammar.casus", "Train tags, lemmas, trees and entities",
    "casus train coref ../shared/data --out src/world/antecedent_weights.c", "Train whom \"he\" and \"she\" mean", NULL};

const command train_command = {
    .name = "train",
    .operands = "KIND DATA",
    .summary = "train a model",
    .description =
        "KIND is grammar (tags, lemmas, trees and entities from the treebanks in the folder DATA),\n"
        "coref (whom pronouns mean: writes src/world/antecedent_weights.c) or judge (what is an event and\n"
        "how sure it is: writes data/judge/weights.tsv; tools/train_judge prepares its folder).",
    .options = train_options_table,
    .examples = train_examples,
    .run = train_run,
    .min_operands = 2,
    .max_operands = 2,
};
