/* The engine, opened when first needed, and its sessions, each used by one thread at a time. */
#ifndef CASUS_SERVE_CODERS_H
#define CASUS_SERVE_CODERS_H

#include "casus.h"

typedef struct coders coders;

/* The strings of the options must live as long. NULL: no memory. */
coders *coders_open(const casus_options *options);
void coders_close(coders *c);
/* A session that traces or not. Waits for some seconds where all are out (CASUS_MEMORY). CASUS_DATA: models or tables are
 * unusable.
 */
casus_status coders_take(coders *c, bool trace, casus_session **session, casus_error *error);
void coders_give(coders *c, casus_session *session);
/* casus_tables_hash of the engine's options; summed up once. */
casus_status coders_tables(coders *c, char hash[CASUS_ID_SIZE], casus_error *error);

#endif
