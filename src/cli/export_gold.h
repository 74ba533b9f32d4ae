/* casus export --to gold. */
#ifndef CASUS_CLI_EXPORT_GOLD_H
#define CASUS_CLI_EXPORT_GOLD_H

#include "cli/cli.h"

int export_gold(const invocation *i);

#endif
