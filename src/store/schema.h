/* The tables of a store: one list of columns from which both databases are made and docs/store.md is written. */
#ifndef CASUS_SCHEMA_H
#define CASUS_SCHEMA_H

#include "store/sql.h"

/* Raised with every change of tables or of what stands in them. */
#define SCHEMA_VERSION "1"

/* Makes the tables where there are none; otherwise sees that they are of this version. CASUS_STORE: another version, or a
 * database of something else. */
casus_status schema_open(sql *db, sql_access access, casus_error *error);
/* Empties the tables of what is made from articles. Articles, corrections, runs and what was imported stay. */
casus_status schema_forget_derived(sql *db, casus_error *error);

#endif
