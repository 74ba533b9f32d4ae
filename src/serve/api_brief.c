/* GET /api/brief, /api/strategy/proposal: the situation that events draw, and the conflict model that it proposes. */
#include <stdio.h>
#include <stdlib.h>

#include "casus_proposal.h"
#include "serve/handlers.h"

/* ---- the events */

static casus_status add_found(casus_cursor *cursor, casus_reports *reports, casus_error *error) {
  casus_report report;
  casus_status status;
  while ((status = casus_cursor_next(cursor, &report, error)) == CASUS_OK)
    if ((status = casus_reports_add(reports, &report, error)) != CASUS_OK) break;
  return status == CASUS_END ? CASUS_OK : status;
}

static bool is_few_enough(call *c, const casus_cursor *cursor) {
  unsigned long long n = casus_cursor_total(cursor);
  if (n <= CASUS_REPORTS_MAX) return true;
  reply_error(c->reply, 400, NULL, "these are %llu events, and a brief takes %d: narrow the days, parties or types", n,
              CASUS_REPORTS_MAX);
  return false;
}

/* What the query finds. False: that is the answer. */
static bool gather(call *c, casus_reports *reports) {
  casus_error error = {0};
  casus_cursor *cursor;
  if (!call_good(c, casus_store_query(c->loan.store, &c->query, &cursor, &error), &error)) return false;
  bool good = is_few_enough(c, cursor) && call_good(c, add_found(cursor, reports, &error), &error);
  casus_cursor_close(cursor);
  return good;
}

static bool situation_of(call *c, casus_reports *reports, casus_date as_of, casus_situation **situation) {
  casus_error error = {0};
  size_t n;
  const casus_situation_options options = {.title = c->query.text, .as_of = as_of, .data_dir = c->app->options.engine.data_dir};
  if (!gather(c, reports)) return false;
  const casus_report *list = casus_reports_list(reports, &n);
  return call_good(c, casus_situation_make(list, n, &options, situation, &error), &error);
}

/* Draws the situation, and hands it on. */
static void with_situation(call *c, casus_date as_of, void (*write)(call *c, const casus_situation *situation)) {
  casus_error error = {0};
  casus_reports *reports;
  casus_situation *situation = NULL;
  if (!call_good(c, casus_reports_open(0, &reports, &error), &error)) return;
  if (situation_of(c, reports, as_of, &situation)) write(c, situation);
  casus_situation_free(situation);
  casus_reports_close(reports);
}

/* The reply takes what the library allocated. */
static void take_text(call *c, const char *type, char *text, size_t len) {
  c->reply->type = type;
  c->reply->body = (bytes){.ptr = text, .len = len, .capacity = len};
}

/* ---- the brief */

static const char *const formats[] = {"json", "text", "markdown", "html", NULL};

static void write_brief(call *c, const casus_situation *situation) {
  static const struct {
    casus_brief_format format;
    const char *type, *file;
  } kinds[] = {{CASUS_BRIEF_JSON, "application/json", NULL},
               {CASUS_BRIEF_TEXT, "text/plain; charset=utf-8", "brief.txt"},
               {CASUS_BRIEF_MARKDOWN, "text/markdown; charset=utf-8", "brief.md"},
               {CASUS_BRIEF_HTML, "text/html; charset=utf-8", "brief.html"}};
  casus_error error = {0};
  char *text;
  size_t len;
  int kind = call_choice(c, "format", formats);
  if (!call_good(c, casus_brief_write(situation, kinds[kind].format, &text, &len, &error), &error)) return;
  take_text(c, kinds[kind].type, text, len);
  if (kinds[kind].file) reply_header(c->reply, "Content-Disposition", "attachment; filename=\"%s\"", kinds[kind].file);
}

void get_brief(call *c) {
  casus_str value = request_parameter(c->request, "as_of");
  casus_date as_of = {0};
  if (call_choice(c, "format", formats) < 0) return;
  if (value.ptr && !casus_date_read(value, &as_of)) reply_error(c->reply, 400, "as_of", "as_of takes a date like 2024-03-22");
  else with_situation(c, as_of, write_brief);
}

/* ---- the proposal */

static casus_status propose(call *c, const casus_situation *situation, casus_proposal **proposal, casus_error *error) {
  casus_session *session;
  casus_status status = coders_take(c->app->coders, false, &session, error);
  if (status != CASUS_OK) return status;
  status = casus_proposal_make(situation, session, proposal, error);
  coders_give(c->app->coders, session);
  return status;
}

static void write_proposal(call *c, const casus_situation *situation) {
  casus_error error = {0};
  casus_proposal *proposal;
  char *json;
  size_t len;
  if (!call_good(c, propose(c, situation, &proposal, &error), &error)) return;
  if (call_good(c, casus_proposal_json(proposal, &json, &len, &error), &error)) take_text(c, "application/json", json, len);
  casus_proposal_free(proposal);
}

void get_proposal(call *c) { with_situation(c, (casus_date){0}, write_proposal); }
