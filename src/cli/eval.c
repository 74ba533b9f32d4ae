/* casus eval: scores against gold files. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "train/eval.h"
#include "train/eval_actors.h"
#include "train/eval_coref.h"
#include "train/eval_duplicates.h"
#include "train/eval_event_places.h"
#include "train/eval_factuality.h"
#include "train/eval_places.h"
#include "train/eval_stories.h"
#include "train/eval_time.h"
#include "train/train.h"

typedef casus_status (*evaluation)(const invocation *i, casus_session *session, casus_error *error);

static eval_report report_of(const invocation *i) {
  return (eval_report){.errors = option_given(i, "errors"), .verbose = option_given(i, "verbose")};
}

static casus_status run_events(const invocation *i, casus_session *session, casus_error *error) {
  return eval_events(session, i->operands[1], option_value(i, "articles"), option_value(i, "none"), report_of(i), stdout, error);
}

static casus_status run_relate(const invocation *i, casus_session *session, casus_error *error) {
  return eval_relate(session, i->operands[1], report_of(i), stdout, error);
}

static casus_status run_spans(const invocation *i, casus_session *session, casus_error *error) {
  return eval_spans(session, i->operands[1], report_of(i), stdout, error);
}

static casus_status run_ud(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  eval_ud_scores scores;
  casus_status status = eval_ud(i->operands[1], option_value(i, "weights"), option_given(i, "raw"), &scores, error);
  if (status == CASUS_OK) eval_ud_print(&scores, stdout);
  return status;
}

static casus_status run_entities(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  eval_entity_scores scores;
  casus_status status = eval_entities(i->operands[1], option_value(i, "weights"), &scores, error);
  if (status == CASUS_OK) eval_entities_print(&scores, stdout);
  return status;
}

static casus_status run_actors(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  eval_actor_scores scores;
  casus_status status = eval_actors(i->operands[1], option_given(i, "errors") ? stdout : NULL, &scores, error);
  if (status == CASUS_OK) eval_actors_print(&scores, stdout);
  return status;
}

static casus_status run_event_places(const invocation *i, casus_error *error) {
  eval_event_place_scores scores;
  casus_status status = eval_event_places(i->operands[1], option_given(i, "errors") ? stdout : NULL, &scores, error);
  if (status == CASUS_OK) eval_event_places_print(&scores, stdout);
  return status;
}

static casus_status run_toponyms(const invocation *i, casus_error *error) {
  eval_place_scores scores;
  casus_status status = eval_places(i->operands[1], report_of(i), stdout, &scores, error);
  if (status == CASUS_OK) eval_places_print(&scores, stdout);
  return status;
}

/* Sentences with an event and its place are JSON Lines, toponyms a folder or a tar archive of annotated pages. */
static casus_status run_places(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  return strstr(i->operands[1], ".jsonl") ? run_event_places(i, error) : run_toponyms(i, error);
}

static casus_status run_coref(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  eval_coref_scores scores;
  casus_status status = eval_coref(i->operands[1], option_given(i, "errors") ? stdout : NULL, &scores, error);
  if (status == CASUS_OK) eval_coref_print(&scores, stdout);
  return status;
}

static casus_status run_factuality(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  eval_factuality_scores scores;
  casus_status status = eval_factuality(i->operands[1], option_given(i, "errors") ? stdout : NULL, &scores, error);
  if (status == CASUS_OK) eval_factuality_print(&scores, stdout);
  return status;
}

static casus_status run_time(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  return eval_time(i->operands[1], report_of(i), stdout, error);
}

static casus_status run_duplicates(const invocation *i, casus_session *session, casus_error *error) {
  (void)session;
  return eval_duplicates(i->operands[1], report_of(i), stdout, error);
}

static casus_status run_stories(const invocation *i, casus_session *session, casus_error *error) {
  return eval_stories(session, i->operands[1], report_of(i), stdout, error);
}

static const struct {
  const char *kind;
  evaluation run;
  bool needs_engine;
} kinds[] = {{"ud", run_ud, false},
             {"entities", run_entities, false},
             {"actors", run_actors, false},
             {"places", run_places, false},
             {"time", run_time, false},
             {"coref", run_coref, false},
             {"relate", run_relate, true},
             {"events", run_events, true},
             {"spans", run_spans, true},
             {"factuality", run_factuality, false},
             {"duplicates", run_duplicates, false},
             {"stories", run_stories, true}};

static int run_with_engine(const invocation *i, evaluation run) {
  casus_engine *engine;
  casus_session *session;
  casus_error error = {0};
  int result = engine_open_for(i, &engine);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_session_open(engine, &session, &error);
  if (status == CASUS_OK) {
    status = run(i, session, &error);
    casus_session_close(session);
  }
  casus_engine_close(engine);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}

static int eval_run(const invocation *i) {
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    if (strcmp(kinds[k].kind, i->operands[0]) != 0) continue;
    if (kinds[k].needs_engine) return run_with_engine(i, kinds[k].run);
    casus_error error = {0};
    casus_status status = kinds[k].run(i, NULL, &error);
    return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
  }
  return usage_error(i->command, "there is nothing to evaluate that is called \"%s\"", i->operands[0]);
}

static const option eval_options[] = {
    {"errors", NULL, "all but ud, entities: list each miss and each extra with its sentence", NULL},
    {"verbose", NULL, "events, relate: scores of each type; stories: each story of several articles", NULL},
    {"articles", "DIR", "events: the folder of the articles", "articles/ beside the gold file"},
    {"none", "FILE", "events: sentences (JSON Lines) that hold no event", NULL},
    {"raw", NULL, "ud: split the text ourselves instead of keeping the gold tokens", NULL},
    {"weights", "FILE", "ud, entities: a weights file", "the built-in one"},
    ENGINE_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const eval_examples[] = {
    "casus eval events dev-articles.jsonl --none dev-articles.none.jsonl", "Precision and recall of events on whole articles",
    "casus eval ud --raw en_ewt-ud-dev.conllu", "Sentences, tokens, tags, lemmas and trees from raw text", NULL};

const command eval_command = {
    .name = "eval",
    .operands = "KIND GOLD",
    .summary = "score against a gold file",
    .description =
        "KIND, and what GOLD is:\n"
        "  ud        tags and trees: CoNLL-U\n"
        "  entities  names: IOB2\n"
        "  actors    phrases and whom they name: JSON Lines\n"
        "  places    toponyms: a folder or .tar.gz of brat files; places of events: .jsonl, .jsonl.gz\n"
        "  time      times: a folder or .tar.gz of TimeML\n"
        "  coref     pronouns and whom they mean: GAP's .tsv; references: GUM's .conllu\n"
        "  relate    sentences with a marked pair: TSV\n"
        "  spans     sources and targets as phrases: IOB2\n"
        "  events    whole articles: JSON Lines\n"
        "  duplicates  copies of articles: JSON Lines (tools/make_duplicates.py)\n"
        "  stories   articles and the occurrences they report: JSON Lines (tests/stories)\n"
        "  factuality  words and whether that happened: JSON Lines (UDS-IH2), also gzip\n"
        "docs/accuracy.md tells what is counted and how.",
    .options = eval_options,
    .examples = eval_examples,
    .run = eval_run,
    .min_operands = 2,
    .max_operands = 2,
};
