/* Handles of one store for many threads, each used by one at a time; and in which state the store is. */
#ifndef CASUS_SERVE_STORES_H
#define CASUS_SERVE_STORES_H

#include "casus_store.h"

typedef struct stores stores;

typedef struct {
  casus_store *store;
  uint64_t revision, facts_revision; /* what is answered is of these, or later ones */
  struct shared_facts *facts;        /* that the handle has in use; NULL: none */
} loan;

/* CASUS_STORE: the store cannot be read. */
casus_status stores_open(const char *where, stores **out, casus_error *error);
/* When nothing is on loan. May be NULL. */
void stores_close(stores *s);

/* Waits for some seconds where all are out, and, `with_facts`, until facts are loaded. CASUS_MEMORY: they still are, or are not.
 */
casus_status stores_take(stores *s, bool with_facts, loan *l, casus_error *error);
void stores_give(stores *s, loan *l);

/* Looks whether the store has changed, and then loads facts and counts of what it holds now; *changed is set where it has. Most
 * of the time is left to others: what takes long to load is not loaded again soon, `urgent` or not. */
casus_status stores_refresh(stores *s, bool urgent, bool *changed, casus_error *error);
/* As of the last refresh. */
casus_store_counts stores_counts(stores *s);

#endif
