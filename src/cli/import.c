/* casus import: files of other event data sets into a store. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "casus_exchange.h"
#include "cli/cli.h"

enum { ROWS_A_COMMIT = 5000 };

typedef struct {
  casus_store *store;
  casus_run run;
  size_t n_done, since_commit;
} import_run;

/* ---- rows */

static casus_status add_row(import_run *in, const casus_imported *row, casus_error *error) {
  casus_prepared *prepared;
  bool added;
  casus_status status = casus_prepare_imported(&row->article, &row->event, row->extra, row->format, &prepared, error);
  return status == CASUS_OK ? casus_store_add(in->store, prepared, &added, error) : status;
}

/* A broken row costs itself: it is named, counted, and the rest is done. */
static casus_status add_failure(import_run *in, const char *path, const casus_error *failure, casus_error *error) {
  print_error(failure);
  return casus_store_fail(in->store, text_of(path), failure, error);
}

static casus_status commit_at_times(import_run *in, casus_error *error) {
  progress_show(-1, ++in->n_done);
  if (++in->since_commit < ROWS_A_COMMIT) return CASUS_OK;
  in->since_commit = 0;
  return casus_store_commit(in->store, error);
}

/* Rows that an earlier process of this run has dealt with are passed over. The status is the store's. */
static casus_status import_rows(import_run *in, casus_importer *from, const char *path, uint64_t pass_over, casus_error *error) {
  casus_imported row;
  casus_error failure;
  for (casus_status read; (read = casus_importer_next(from, &row, &failure)) != CASUS_END;) {
    if (read != CASUS_OK && read != CASUS_INPUT) return *error = failure, read;
    if (pass_over && pass_over--) continue;
    casus_status status = read == CASUS_OK ? add_row(in, &row, error) : add_failure(in, path, &failure, error);
    if (status == CASUS_OK) status = commit_at_times(in, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status import_file(import_run *in, const invocation *i, const char *path, casus_error *error) {
  const char *from = option_value(i, "from");
  casus_importer *importer;
  casus_error failure;
  uint64_t pass_over;
  casus_status status = casus_store_run_position(in->store, text_of(path), &pass_over, error);
  if (status != CASUS_OK) return status;
  status = casus_importer_open_file(text_of(from ? from : "auto"), path, NULL, &importer, &failure);
  if (status == CASUS_INPUT) return pass_over ? CASUS_OK : add_failure(in, path, &failure, error);
  if (status != CASUS_OK) return *error = failure, status;
  status = import_rows(in, importer, path, pass_over, error);
  casus_importer_close(importer);
  return status;
}

/* ---- the run */

static casus_status import_files(import_run *in, const invocation *i, const char *asked, casus_error *error) {
  char now[TIME_TEXT_SIZE];
  time_text(now);
  const casus_run_info info = {
      .command = text_of(asked), .program = text_of(CASUS_VERSION), .tables = text_of("none"), .time = text_of(now)};
  casus_status status = casus_store_run_begin(in->store, &info, &in->run, error);
  for (size_t n = 0; n < i->n_operands && status == CASUS_OK; n++) status = import_file(in, i, i->operands[n], error);
  progress_end();
  if (status != CASUS_OK) return status;
  time_text(now);
  return casus_store_run_end(in->store, text_of(now), &in->run, error);
}

static int import_into(import_run *in, const invocation *i) {
  casus_error error = {0};
  char *asked = run_command_text(i);
  if (!asked) return EXIT_INTERNAL;
  progress_start(!option_given(i, "quiet"), "rows");
  casus_status status = import_files(in, i, asked, &error);
  free(asked);
  if (status != CASUS_OK) return failed_with(status, &error);
  print_run(i, &in->run);
  return in->run.n_failed ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int import_command_run(const invocation *i) {
  import_run in = {0};
  casus_error error = {0};
  const char *where = option_value(i, "db");
  if (!where) return usage_error(i->command, "import needs --db FILE: the store to write to");
  casus_status status = casus_store_open(where, CASUS_STORE_CREATE, &in.store, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = import_into(&in, i);
  casus_store_close(in.store);
  return result;
}

static const option import_options[] = {
    DB_OPTION,
    {"from", "polecat|icews|gdelt|auto", "What the files are", "auto: told by the first line"},
    {"quiet", NULL, "No progress bar and no counts at the end", NULL},
    END_OF_OPTIONS,
};

static const char *const import_examples[] = {
    "casus import ngecEventsDV-2022.txt --db crisis.db", "Add the events of a POLECAT file to a store",
    "casus import --from gdelt 20240322.export.CSV.gz --db crisis.db", "The same from GDELT, compressed by gzip", NULL};

const command import_command = {
    .name = "import",
    .operands = "FILE...",
    .summary = "read files of POLECAT, ICEWS or GDELT into a store",
    .description =
        "Reads event files of POLECAT, ICEWS (.tab) and GDELT (2.0 and 1.0), plain or compressed by gzip or zstd, UTF-8 or\n"
        "ISO 8859-1, and writes their events into a store beside those that casus has coded. What a column says and casus has "
        "no\n"
        "field for is kept by its name: an export to the same format gives the same row.\n"
        "\n"
        "A broken row costs itself: it is named with line, byte offset and column, and the exit status is 1. After a crash or\n"
        "kill the same command goes on where it stopped; a file that is imported twice adds nothing.",
    .options = import_options,
    .examples = import_examples,
    .run = import_command_run,
    .min_operands = 1,
    .max_operands = UINT_MAX,
};
