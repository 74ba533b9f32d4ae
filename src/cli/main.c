/* Finds the command that is asked for and runs it. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

const command *const commands[] = {
    &code_command,   &brief_command,    &relate_command, &parse_command,   &explain_command, &who_command,
    &where_command,  &when_command,     &ingest_command, &rebuild_command, &query_command,   &import_command,
    &export_command, &strategy_command, &serve_command,  &eval_command,    &train_command,   NULL};

static const command *find_command(const char *name) {
  for (size_t i = 0; commands[i]; i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

static int say(void (*print)(FILE *)) {
  print(stdout);
  return output_flush() ? EXIT_DONE : output_status();
}

static int help_on(const char *name) {
  const command *c = find_command(name);
  if (!c) return usage_error(NULL, "there is no command \"%s\"", name);
  print_command_help(stdout, c);
  return output_flush() ? EXIT_DONE : output_status();
}

/* What the build asks for: `casus --manual [COMMAND]`, `casus --completion SHELL`. */
static int print_for_build(int argc, char **argv) {
  if (strcmp(argv[1], "--completion") == 0) {
    if (argc != 3 || !print_completion(stdout, argv[2])) return usage_error(NULL, "--completion takes bash, zsh or fish");
    return output_flush() ? EXIT_DONE : output_status();
  }
  const command *c = argc > 2 ? find_command(argv[2]) : NULL;
  if (argc > 2 && !c) return usage_error(NULL, "there is no command \"%s\"", argv[2]);
  print_manual(stdout, c);
  return output_flush() ? EXIT_DONE : output_status();
}

static void print_version(FILE *out) { fputs("casus " CASUS_VERSION "\n", out); }

static int run_command(const command *c, int argc, char **argv) {
  invocation i;
  if (!invocation_read(c, argc, argv, &i)) return EXIT_USAGE;
  int status = EXIT_DONE;
  if (option_given(&i, "help")) print_command_help(stdout, c);
  else status = c->run(&i);
  invocation_free(&i);
  if (!output_flush() && status == EXIT_DONE) status = output_status();
  return status;
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN); /* a reader that has seen enough is no failure: output_write tells */
  if (argc < 2) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  const char *first = argv[1];
  if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) return say(print_help);
  if (strcmp(first, "help") == 0) return argc > 2 ? help_on(argv[2]) : say(print_help);
  if (strcmp(first, "--version") == 0) return say(print_version);
  if (strcmp(first, "--manual") == 0 || strcmp(first, "--completion") == 0) return print_for_build(argc, argv);
  const command *c = find_command(first);
  if (!c) return usage_error(NULL, "there is no command \"%s\"", first);
  return run_command(c, argc, argv);
}
