/* casus strategy build: reports in, from articles or a store, the proposal of a conflict model out. */
#include "cli/strategy_build.h"

#include <stdlib.h>
#include <string.h>

#include "casus_proposal.h"
#include "cli/gathered_reports.h"
#include "cli/query_options.h"

typedef struct {
  const invocation *asked;
  casus_query query; /* of the store; its days count for articles too */
  casus_situation_options options;
  casus_engine *engine;
  casus_reports *reports;
} building;

static casus_str text_option(const invocation *i, const char *name) {
  const char *value = option_value(i, name);
  return (casus_str){value, value ? strlen(value) : 0};
}

static int take_store(building *b) {
  b->query.text = text_option(b->asked, "about");
  int result = reports_of_store(b->asked, &b->query, &b->reports);
  if (result != EXIT_DONE) return result;
  result = engine_open_for(b->asked, &b->engine);
  if (result != EXIT_DONE) casus_reports_close(b->reports);
  return result;
}

/* ---- reports of articles: those of the days asked for */

static int days_apart(casus_date a, casus_date b) {
  const int of_a[] = {a.year, a.month, a.day}, of_b[] = {b.year, b.month, b.day};
  for (int i = 0; i < 3; i++)
    if (of_a[i] && of_b[i] && of_a[i] != of_b[i]) return of_a[i] < of_b[i] ? -1 : 1;
  return 0;
}

static bool is_in_days(const building *b, const casus_report *r) {
  casus_date date = r->events[0].date.year ? r->events[0].date : r->article->date;
  if (!date.year) return true;
  return days_apart(date, b->query.from) >= 0 && days_apart(date, b->query.to) <= 0;
}

/* ---- the model */

static int write_model(const invocation *i, const casus_proposal *proposal) {
  casus_error error = {0};
  char *text;
  size_t len;
  casus_status status =
      wants_table(i) ? casus_proposal_text(proposal, &text, &len, &error) : casus_proposal_json(proposal, &text, &len, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = output_write(text, len) ? EXIT_DONE : output_status();
  free(text);
  return result;
}

static casus_status propose(building *b, const casus_report *reports, size_t n, casus_situation **situation,
                            casus_session *session, casus_proposal **proposal, casus_error *error) {
  casus_status status = casus_situation_make(reports, n, &b->options, situation, error);
  if (status != CASUS_OK) return status;
  status = casus_proposal_make(*situation, session, proposal, error);
  if (status != CASUS_OK) casus_situation_free(*situation);
  return status;
}

static int make_model(building *b, const casus_report *reports, size_t n) {
  casus_error error = {0};
  casus_situation *situation;
  casus_session *session;
  casus_proposal *proposal;
  casus_status status = casus_session_open(b->engine, &session, &error);
  if (status != CASUS_OK) return failed_with(status, &error);
  status = propose(b, reports, n, &situation, session, &proposal, &error);
  casus_session_close(session);
  if (status != CASUS_OK) return failed_with(status, &error);
  int result = write_model(b->asked, proposal);
  casus_proposal_free(proposal);
  casus_situation_free(situation);
  return result;
}

static int make_of_days(building *b) {
  size_t n, kept = 0;
  const casus_report *all = casus_reports_list(b->reports, &n);
  casus_report *list = malloc((n + 1) * sizeof *list);
  const casus_error no_memory = {.message = "no memory for the reports"};
  if (!list) return failed_with(CASUS_MEMORY, &no_memory);
  for (size_t k = 0; k < n; k++)
    if (is_in_days(b, &all[k])) list[kept++] = all[k];
  int result = make_model(b, list, kept);
  free(list);
  return result;
}

static bool read_options(building *b) {
  const invocation *i = b->asked;
  if (option_value(i, "db") && i->n_operands > 1)
    return usage_error(i->command, "strategy build takes articles or --db, not both"), false;
  b->options.title = text_option(i, "about");
  b->options.data_dir = option_value(i, "data");
  return query_read_days(i, "from", "to", &b->query) && option_fraction(i, "min-confidence", &b->options.min_confidence);
}

int strategy_build(const invocation *i) {
  building b = {.asked = i};
  if (!read_options(&b)) return EXIT_USAGE;
  int status =
      option_value(i, "db") ? take_store(&b) : reports_of_articles(i, i->operands + 1, i->n_operands - 1, &b.engine, &b.reports);
  if (status != EXIT_DONE && status != EXIT_SOME_FAILED) return status;
  int result = make_of_days(&b);
  casus_reports_close(b.reports);
  casus_engine_close(b.engine);
  return result == EXIT_DONE ? status : result;
}
