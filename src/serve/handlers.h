/* One function for each path of the API; routes.c says which. Each makes the answer of a call; a file for each group. */
#ifndef CASUS_SERVE_HANDLERS_H
#define CASUS_SERVE_HANDLERS_H

#include "serve/app.h"

void get_status(call *c);
void get_runs(call *c);
void get_live(call *c);
void get_openapi(call *c);

void get_events(call *c);
void get_event(call *c);
void get_export(call *c);

void get_articles(call *c);
void get_article(call *c);

void get_stories(call *c);
void get_story(call *c);

void get_series(call *c);
void get_dyads(call *c);
void get_network(call *c);
void get_places(call *c);
void get_suggest(call *c);

void get_brief(call *c);
void get_proposal(call *c);
void post_solve(call *c);

void post_code(call *c);
void post_articles(call *c);

void get_corrections(call *c);
void post_corrections(call *c);
void delete_correction(call *c);
void get_gold(call *c);

#endif
