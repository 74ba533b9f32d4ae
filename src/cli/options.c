/* Reads the words after a command against its table of options. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

const option common_options[] = {{"help", NULL, "Show this help and end", NULL}, {NULL, NULL, NULL, NULL}};

int usage_error(const command *c, const char *format, ...) {
  va_list args;
  fputs("casus: ", stderr);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  if (c) fprintf(stderr, "\nTry: casus %s --help\n", c->name);
  else fputs("\nTry: casus --help\n", stderr);
  return EXIT_USAGE;
}

static const option *find_in(const option *list, const char *name, size_t len) {
  for (; list && list->name; list++)
    if (strlen(list->name) == len && memcmp(list->name, name, len) == 0) return list;
  return NULL;
}

static const option *find_option(const command *c, const char *name, size_t len) {
  const option *found = find_in(c->options, name, len);
  return found ? found : find_in(common_options, name, len);
}

/* Is `value` one of the words of "a|b|c"? */
static bool is_choice(const char *choices, const char *value) {
  size_t n = strlen(value);
  for (const char *at = choices; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
    if (strncmp(at, value, n) == 0 && (at[n] == '|' || at[n] == 0)) return n > 0;
  return false;
}

static bool take_value(const command *c, const option *o, const char *value, invocation *out) {
  if (o->value && strchr(o->value, '|') && !is_choice(o->value, value)) {
    usage_error(c, "--%s takes one of %s, not \"%s\"", o->name, o->value, value);
    return false;
  }
  out->given[out->n_given++] = (given_option){o, value};
  return true;
}

/* One word that starts with dashes; *next is moved over the value it takes. */
static bool take_option(const command *c, int argc, char **argv, int *next, invocation *out) {
  const char *word = argv[*next - 1];
  const char *name = strcmp(word, "-h") == 0 ? "help" : strcmp(word, "-o") == 0 ? "output" : word + 2;
  const char *equals = strchr(name, '=');
  size_t len = equals ? (size_t)(equals - name) : strlen(name);
  const option *o = word[1] == '-' || name != word + 2 ? find_option(c, name, len) : NULL;
  if (!o) {
    usage_error(c, "%s has no option %s", c->name, word);
    return false;
  }
  if (!o->value && equals) {
    usage_error(c, "--%s takes no value", o->name);
    return false;
  }
  if (!o->value) return take_value(c, o, "", out);
  if (equals) return take_value(c, o, equals + 1, out);
  if (*next < argc) return take_value(c, o, argv[(*next)++], out);
  usage_error(c, "--%s needs a value: %s", o->name, o->value);
  return false;
}

static bool read_words(const command *c, int argc, char **argv, invocation *out) {
  bool only_operands = false;
  for (int next = 2; next < argc;) {
    const char *word = argv[next++];
    if (only_operands || word[0] != '-' || !word[1]) out->operands[out->n_operands++] = word;
    else if (strcmp(word, "--") == 0) only_operands = true;
    else if (!take_option(c, argc, argv, &next, out)) return false;
  }
  return true;
}

static bool operands_fit(const invocation *i) {
  const command *c = i->command;
  if (option_given(i, "help")) return true;
  if (i->n_operands < c->min_operands) return usage_error(c, "%s needs %s", c->name, c->operands), false;
  if (i->n_operands > c->max_operands)
    return usage_error(c, "%s cannot make use of \"%s\"", c->name, i->operands[c->max_operands]), false;
  return true;
}

bool invocation_read(const command *c, int argc, char **argv, invocation *out) {
  invocation i = {.command = c};
  size_t n = (size_t)argc + 1;
  i.given = calloc(n, sizeof *i.given);
  i.operands = calloc(n, sizeof *i.operands);
  if (i.given && i.operands && read_words(c, argc, argv, &i) && operands_fit(&i)) {
    *out = i;
    return true;
  }
  invocation_free(&i);
  return false;
}

void invocation_free(invocation *i) {
  free(i->given);
  free(i->operands);
}

const char *option_value(const invocation *i, const char *name) {
  for (size_t n = i->n_given; n-- > 0;)
    if (strcmp(i->given[n].option->name, name) == 0) return i->given[n].value;
  return NULL;
}

bool option_given(const invocation *i, const char *name) { return option_value(i, name) != NULL; }

bool option_values(const invocation *i, const char *name, const char ***values, size_t *n) {
  const char **list = calloc(i->n_given + 1, sizeof *list);
  if (!list) return false;
  *n = 0;
  for (size_t g = 0; g < i->n_given; g++)
    if (strcmp(i->given[g].option->name, name) == 0) list[(*n)++] = i->given[g].value;
  *values = list;
  return true;
}

bool option_fraction(const invocation *i, const char *name, double *number) {
  const char *value = option_value(i, name);
  char *end;
  if (!value) return true;
  *number = strtod(value, &end);
  if (*value && !*end && *number > 0 && *number <= 1) return true;
  usage_error(i->command, "--%s takes a number over 0, at most 1, not \"%s\"", name, value);
  return false;
}

bool option_number(const invocation *i, const char *name, long min, long max, long *number) {
  const char *value = option_value(i, name);
  if (!value) return true;
  char *end;
  long read = strtol(value, &end, 10);
  if (!*value || *end || read < min || read > max) {
    usage_error(i->command, "--%s takes a number from %ld to %ld, not \"%s\"", name, min, max, value);
    return false;
  }
  *number = read;
  return true;
}

bool option_date(const invocation *i, const char *name, casus_date *date) {
  const char *value = option_value(i, name);
  *date = (casus_date){0};
  if (!value) return true;
  if (casus_date_read(text_of(value), date) && date->day) return true;
  usage_error(i->command, "--%s takes a date like 2024-03-22, not \"%s\"", name, value);
  return false;
}
