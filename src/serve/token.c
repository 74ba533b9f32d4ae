/* Reads or makes a token; see token.h. Comparing is left to the guard. */
#include "serve/token.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

static casus_status refuse(casus_error *error, const char *path, const char *why) {
  snprintf(error->message, sizeof error->message, "the token of %.100s %s", path, why);
  return CASUS_USAGE;
}

/* So that it can stand in an address and in a cookie as it is. */
static bool is_plain(const char *token) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  return strspn(token, plain) == strlen(token);
}

casus_status token_read(const char *path, char token[TOKEN_SIZE], casus_error *error) {
  char line[TOKEN_SIZE + 2] = "";
  FILE *file = fopen(path, "r");
  if (!file) return refuse(error, path, strerror(errno));
  bool read = fgets(line, sizeof line, file) != NULL;
  fclose(file);
  line[strcspn(line, "\r\n")] = 0;
  if (!read || strlen(line) < TOKEN_LEN_MIN) return refuse(error, path, "is too short: it needs 16 characters or more");
  if (strlen(line) >= TOKEN_SIZE) return refuse(error, path, "is too long: it takes at most 128 characters");
  if (!is_plain(line)) return refuse(error, path, "may have letters, digits, '-', '_' and '.' only");
  memcpy(token, line, strlen(line) + 1);
  return CASUS_OK;
}

casus_status token_make(char token[TOKEN_SIZE], casus_error *error) {
  unsigned char random[16];
  if (getrandom(random, sizeof random, 0) != sizeof random) {
    snprintf(error->message, sizeof error->message, "no random bytes for a token; give one with --token-file");
    return CASUS_INTERNAL;
  }
  for (size_t i = 0; i < sizeof random; i++) snprintf(token + 2 * i, 3, "%02x", random[i]);
  return CASUS_OK;
}
