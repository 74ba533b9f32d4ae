/* casus code: articles in, events out. */
#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { BATCH_EVENTS = 1000 };

typedef struct {
  bool table;
  screen screen;
  casus_offsets offsets;
  double min_confidence;
  atomic_size_t n_events; /* articles are coded by several threads */
} code_output;

/* Some events at a time: the JSON of an article may be much longer than the article. */
static casus_status write_json(const code_output *o, const casus_article *article, const casus_event *events, size_t n_events,
                               FILE *out, casus_error *error) {
  for (size_t begin = 0; begin < n_events; begin += BATCH_EVENTS) {
    char *json;
    size_t len, end = n_events - begin < BATCH_EVENTS ? n_events : begin + BATCH_EVENTS;
    casus_status status = casus_events_json(events, n_events, begin, end, article, o->offsets, &json, &len);
    if (status != CASUS_OK) {
      snprintf(error->message, sizeof error->message, "its events cannot be written as JSON");
      return status;
    }
    fwrite(json, 1, len, out);
    free(json);
  }
  return CASUS_OK;
}

static casus_status code_article(void *context, casus_session *session, const casus_article *article, FILE *out,
                                 casus_error *error) {
  code_output *o = context;
  const casus_event *events;
  size_t n_events;
  casus_session_min_confidence(session, o->min_confidence);
  casus_status status = casus_code(session, article, &events, &n_events, error);
  if (status != CASUS_OK) return status;
  o->n_events += n_events;
  if (o->table) {
    write_event_table(out, &o->screen, article, events, n_events);
    return CASUS_OK;
  }
  return write_json(o, article, events, n_events, out, error);
}

static void write_table_end(code_output *o, const pipeline_counts *counts) {
  char words[80];
  if (counts->read < 2) return;
  int n = snprintf(words, sizeof words, "%zu events in %zu articles\n", (size_t)o->n_events, counts->read);
  output_write(words, (size_t)n);
}

static int code_run(const invocation *i) {
  const char *offsets = option_value(i, "offsets");
  code_output o = {.table = wants_table(i), .offsets = CASUS_OFFSETS_BYTES};
  if (offsets && strcmp(offsets, "chars") == 0) o.offsets = CASUS_OFFSETS_CHARS;
  pipeline p = {.work = code_article, .context = &o};
  casus_engine *engine;
  if (!option_fraction(i, "min-confidence", &o.min_confidence)) return EXIT_USAGE;
  if (!screen_read(i, &o.screen) || !pipeline_read_options(&p, i)) return EXIT_USAGE;
  int status = engine_open_for(i, &engine);
  if (status != EXIT_DONE) return status;
  p.engine = engine;
  pipeline_counts counts;
  status = pipeline_run(&p, i->operands, i->n_operands, &counts);
  if (o.table) write_table_end(&o, &counts);
  if (!option_given(i, "quiet")) print_counts(&counts);
  casus_engine_close(engine);
  return status;
}

static const option code_options[] = {
    {"format", "table|jsonl", "How to write events", "table on a terminal, JSON Lines in a pipe"},
    {"offsets", "bytes|chars", "What begin and end count in JSON Lines", "bytes"},
    {"min-confidence", "P", "Leave out events that are less likely than this to be right in type and sides: 0.5", "all events"},
    READER_OPTIONS,
    SCREEN_OPTIONS,
    ENGINE_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const code_examples[] = {"casus code news.txt",
                                            "Show the events of an article as a table",
                                            "casus code --date 2024-03-22 news.txt | jq .event",
                                            "The same as JSON Lines, with a date for relative days",
                                            "casus code archive/ > events.jsonl",
                                            "Code every article of a folder",
                                            "casus code CC-NEWS-20240322.warc.gz > events.jsonl",
                                            "Code the pages of a web archive",
                                            "zcat articles.jsonl.gz | casus code -",
                                            "Code articles from standard input",
                                            NULL};

const command code_command = {
    .name = "code",
    .operands = "[FILE...]",
    .summary = "code articles into events",
    .description =
        "Reads articles (.txt, .html, .jsonl, .warc, .rss, .atom, .xml, also as .gz or .zst, folders of these, or standard\n"
        "input) and writes the political events that their sentences report: type (PLOVER), CAMEO code, both sides, status,\n"
        "date and place. Of a web page the article's own text is read, and offsets count in that text.\n"
        "\n"
        "A broken input costs that document and no other: it is named on standard error with line and byte offset, and the\n"
        "exit status is 1. The same input gives the same bytes, whatever the number of threads.",
    .options = code_options,
    .examples = code_examples,
    .run = code_run,
    .max_operands = UINT_MAX,
};
