/* casus serve: the store in a browser. The server itself is src/serve. */
#include "serve/serve.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "cli/cli.h"

/* Without what may be a user and a password. */
static void print_address(const char *db, const server *s) {
  const char *at = db && strncmp(db, "postgres", 8) == 0 ? strchr(db, '@') : NULL;
  const char *shown = at ? at + 1 : db;
  if (!db) printf("casus: serving without a store at %s\n", server_address(s));
  else printf("casus: serving %.*s at %s\n", at ? (int)strcspn(shown, "?") : (int)strlen(shown), shown, server_address(s));
}

/* Until somebody ends it, or nobody has asked for anything for long. */
static void wait_for_end(server *s, const sigset_t *ends) {
  const struct timespec second = {.tv_sec = 1};
  while (sigtimedwait(ends, NULL, &second) < 0 && !server_is_idle(s)) {
  }
}

static int serve(const invocation *i, const serve_options *options) {
  casus_error error = {0};
  server *s;
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, NULL);
  casus_status status = server_open(options, &s, &error);
  if (status == CASUS_USAGE) return usage_error(i->command, "%s", error.message);
  if (status != CASUS_OK) return failed_with(status, &error);
  print_address(options->db, s);
  output_flush();
  wait_for_end(s, &ends);
  server_close(s);
  return EXIT_DONE;
}

static int serve_watching(const invocation *i, serve_options *o) {
  const char **watched;
  if (!option_values(i, "watch", &watched, &o->n_watch))
    return failed_with(CASUS_MEMORY, &(casus_error){.message = "no memory for options"});
  o->watch = watched;
  int result =
      o->n_watch > SERVE_WATCHED_MAX ? usage_error(i->command, "--watch may be given %d times", SERVE_WATCHED_MAX) : serve(i, o);
  free(watched);
  return result;
}

static int serve_run(const invocation *i) {
  long minutes = 0;
  serve_options o = {.db = option_value(i, "db"),
                     .listen = option_value(i, "listen"),
                     .token_file = option_value(i, "token-file"),
                     .author = option_value(i, "author"),
                     .read_only = option_given(i, "read-only")};
  if (!option_number(i, "idle-exit", 1, 100000, &minutes)) return EXIT_USAGE;
  if (option_given(i, "watch") && (!o.db || o.read_only))
    return usage_error(i->command, "--watch needs --db FILE, and a store that may be written to");
  o.idle_exit_minutes = (unsigned)minutes;
  engine_choice choice;
  int result = engine_choice_read(i, &choice);
  if (result != EXIT_DONE) return result;
  o.engine = choice.options;
  result = serve_watching(i, &o);
  engine_choice_free(&choice);
  return result;
}

static const option serve_command_options[] = {
    DB_OPTION,
    {"listen", "ADDR:PORT", "Listen there; elsewhere than on this machine a token is needed",
     "127.0.0.1, port 8080 or the next free one"},
    {"token-file", "FILE", "Its first line is the token that those who ask must bring", "where one is needed, a new one"},
    {"watch", "PATH", "Code what is new in this folder, or in this file, into the store; may be repeated", NULL},
    {"author", "NAME", "Who corrects, where the page does not say", NULL},
    {"read-only", NULL, "Take no articles and no corrections", NULL},
    {"idle-exit", "MINUTES", "End when nobody has asked for anything for so long", "never"},
    ENGINE_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const serve_examples[] = {"casus serve --db crisis.db",
                                             "Read, check and follow a store in the browser",
                                             "casus serve --db crisis.db --watch incoming/",
                                             "The same; articles that appear in the folder are coded, and shown at once",
                                             "casus serve",
                                             "Without a store: paste an article, or edit a conflict model",
                                             "casus serve --db crisis.db --listen 0.0.0.0:8080 --token-file token.txt",
                                             "For others in the network, who must bring the token",
                                             NULL};

const command serve_command = {
    .name = "serve",
    .operands = "",
    .summary = "read, check and follow a store in the browser",
    .description =
        "Serves a web application and a JSON API (docs/serve.md) on this machine, prints the address, and runs until it is "
        "ended\n"
        "(Ctrl+C). Nothing is asked of any other machine.\n"
        "\n"
        "What another process writes to the store (casus ingest) shows without reloading; so does what --watch codes.\n"
        "Corrections are stored as content, with author and time.",
    .options = serve_command_options,
    .examples = serve_examples,
    .run = serve_run,
};
