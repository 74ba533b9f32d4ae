/* Which events a query means: conditions on event e, in the SQL that both databases take, with what is bound to them. */
#ifndef CASUS_STORE_SELECT_H
#define CASUS_STORE_SELECT_H

#include "store/key_lists.h"
#include "store/store_parts.h"

enum { SELECTION_VALUES_MAX = 128 };

typedef struct {
  enum { BOUND_INTEGER, BOUND_REAL, BOUND_TEXT } kind;
  int64_t integer;
  double real;
  str text;
} bound_value;

typedef struct {
  casus_store *store;
  arena *memory;     /* holds the texts of values */
  buffer conditions; /* " WHERE ..." or empty */
  bound_value values[SELECTION_VALUES_MAX];
  int n_values;
  bool complete; /* false: out of memory */
} selection;

/* CASUS_USAGE: the query makes no sense. Must be freed whatever it returns. */
casus_status selection_make(casus_store *s, const casus_query *query, selection *out, casus_error *error);
/* The same for articles a: those of the query's days and publisher, whatever they report. */
casus_status selection_of_articles(casus_store *s, const casus_query *query, selection *out, casus_error *error);
/* The same, of those that hold the query's words, too, and of which one more condition holds (NULL: none). */
casus_status selection_of_listing(casus_store *s, const casus_query *query, const char *dated, selection *out,
                                  casus_error *error);
void selection_free(selection *sel);
/* The statement `before` + conditions + `after`, its values bound; `after` may use further parameters from n_values + 1 on. Ends
 * with sql_finish. */
casus_status selection_prepare(const selection *sel, const char *before, const char *after, sql_query **out, casus_error *error);

/* Is everything in a query that can be told without the store as it should be? CASUS_USAGE: it is not. */
casus_status query_check(const casus_query *query, casus_error *error);

/* The keys of the actors that a list of names and codes means are added to *keys; one key may come twice. The list may be as it
 * will on failure. */
casus_status actors_named(casus_store *s, str names, key_list *keys, casus_error *error);
/* The same of places, of which only those within radius_km of a point count where that is over 0. names may be empty. */
casus_status places_named(casus_store *s, const casus_query *query, key_list *keys, casus_error *error);
/* A name in lower case and without accents, in place of what is in `out`. False: no memory, or no UTF-8. */
bool name_fold(str name, buffer *out);
/* The keys of the articles that hold the words of a search. */
casus_status articles_with_words(casus_store *s, str words, key_list *keys, casus_error *error);

/* What is searched for: words, "phrases", OR, -word, in the syntax of FTS5. CASUS_USAGE: nothing to search for. */
casus_status search_expression(str words, buffer *out, casus_error *error);

#endif
