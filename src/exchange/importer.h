/* What src/import_file.c needs beside casus_exchange.h. */
#ifndef CASUS_IMPORTER_H
#define CASUS_IMPORTER_H

#include "casus_exchange.h"

/* The importer releases its context when it is closed. */
void importer_own(casus_importer *importer, void (*release)(void *context));

#endif
