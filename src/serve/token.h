/* The token that those who ask must bring. */
#ifndef CASUS_SERVE_TOKEN_H
#define CASUS_SERVE_TOKEN_H

#include "serve/guard.h"

/* The first line of a file: TOKEN_LEN_MIN to TOKEN_SIZE - 1 letters, digits, '-', '_', '.'. CASUS_USAGE: it is none. */
casus_status token_read(const char *path, char token[TOKEN_SIZE], casus_error *error);
/* A new one, of 32 hexadecimal digits. */
casus_status token_make(char token[TOKEN_SIZE], casus_error *error);

#endif
