/* casus export --to gold: what people have said of events, and the articles it is said of. */
#include "cli/export_gold.h"

#include "cli/out_file.h"

/* What it takes beside the options of every command. */
static bool is_of_gold(const option *o) {
  static const char *const names[] = {"db", "to", "output", "articles", "quiet", NULL};
  for (const option *common = common_options; common->name; common++)
    if (common == o) return true;
  for (int i = 0; names[i]; i++)
    if (strcmp(names[i], o->name) == 0) return true;
  return false;
}

static bool read_options(const invocation *i) {
  for (size_t k = 0; k < i->n_given; k++)
    if (!is_of_gold(i->given[k].option))
      return usage_error(i->command, "--to gold takes no --%s: it is of all articles that were reviewed in full",
                         i->given[k].option->name),
             false;
  if (!option_given(i, "db")) return usage_error(i->command, "export needs --db FILE: the store to read"), false;
  return true;
}

static void print_gold_counts(const invocation *i, const casus_gold_counts *c) {
  if (option_given(i, "quiet")) return;
  fprintf(stderr, "casus: %llu events of %llu articles", (unsigned long long)c->n_events, (unsigned long long)c->n_articles);
  if (c->n_in_part)
    fprintf(stderr, "; %llu articles left out, of which some events have no verdict yet", (unsigned long long)c->n_in_part);
  if (c->n_textless) fprintf(stderr, "; %llu left out that were imported without text", (unsigned long long)c->n_textless);
  fputc('\n', stderr);
}

static casus_status write_articles(const invocation *i, casus_store *store, out_file *out, casus_error *error) {
  const char *path = option_value(i, "articles");
  if (!path) return CASUS_OK;
  if (!out_open(out, path)) return CASUS_INTERNAL;
  casus_status status = casus_store_gold_articles(store, out_write, out, error);
  return out_close(out) ? status : CASUS_INTERNAL;
}

static casus_status write_gold(const invocation *i, casus_store *store, out_file *out, casus_error *error) {
  casus_gold_counts counts;
  if (!out_open(out, option_value(i, "output"))) return CASUS_INTERNAL;
  casus_status status = casus_store_gold(store, out_write, out, &counts, error);
  if (!out_close(out)) return CASUS_INTERNAL;
  if (status == CASUS_OK) print_gold_counts(i, &counts);
  return status;
}

static int write_files(const invocation *i, casus_store *store) {
  casus_error error = {0};
  out_file out = {0}, articles = {0};
  casus_status status = write_gold(i, store, &out, &error);
  bool reader_is_gone = status == CASUS_INTERNAL && !out.failed && !output_flush() && output_status() == EXIT_DONE;
  if (reader_is_gone) return EXIT_DONE;
  if (status == CASUS_OK) status = write_articles(i, store, &articles, &error);
  if (out.failed || articles.failed) return EXIT_INTERNAL;
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}

/* The store first: a file that is there already is not to be emptied for nothing. */
int export_gold(const invocation *i) {
  casus_store *store;
  casus_error error = {0};
  if (!read_options(i)) return EXIT_USAGE;
  casus_status status = casus_store_open(option_value(i, "db"), CASUS_STORE_READ, &store, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = write_files(i, store);
  casus_store_close(store);
  return result;
}
