/* What the commands share: their table, their options, the terminal, output, and the engine as the options ask for it. */
#ifndef CASUS_CLI_H
#define CASUS_CLI_H

#include <stdio.h>
#include <string.h>

#include "casus.h"
#include "casus_store.h"

/* NULL: an empty text. */
static inline casus_str text_of(const char *s) { return (casus_str){s, s ? strlen(s) : 0}; }

/* Exit statuses of CONTRACT.md. */
enum { EXIT_DONE = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2, EXIT_DATA = 3, EXIT_STORE = 4, EXIT_INTERNAL = 5 };

/* ---- commands and options: help, man pages and completions are made from these rows */

typedef struct {
  const char *name;   /* without the dashes */
  const char *value;  /* what it takes, "FILE"; NULL: a switch. "a|b": one of these words */
  const char *help;   /* one sentence, without its full stop */
  const char *normal; /* what holds where it is not given, or NULL */
} option;

typedef struct invocation invocation;

typedef struct {
  const char *name;
  const char *operands;        /* "[FILE...]" */
  const char *summary;         /* one line */
  const char *description;     /* paragraphs, separated by an empty line */
  const option *options;       /* closed by a NULL name; NULL: none */
  const char *const *examples; /* pairs: command line, what it does; closed by NULL */
  int (*run)(const invocation *);
  unsigned min_operands, max_operands;
  bool grammar_only; /* its engine needs no actors and no events */
} command;

extern const command *const commands[]; /* closed by NULL */

typedef struct {
  const option *option;
  const char *value;
} given_option;

struct invocation {
  const command *command;
  given_option *given;
  size_t n_given;
  const char **operands;
  size_t n_operands;
};

/* The options every command has, after its own. */
extern const option common_options[];

/* Reads argv[2..]. False: wrong usage, which has been said. */
bool invocation_read(const command *c, int argc, char **argv, invocation *out);
void invocation_free(invocation *i);
/* The last value given of an option; NULL where it was not given. A switch that was given has the value "". */
const char *option_value(const invocation *i, const char *name);
bool option_given(const invocation *i, const char *name);
/* All values of an option that may be repeated. The list is freed by the caller, its strings are not. False: no memory. */
bool option_values(const invocation *i, const char *name, const char ***values, size_t *n);
/* A number from min to max. False: wrong usage, which has been said; *number keeps what it was where the option is not given. */
bool option_fraction(const invocation *i, const char *name, double *number);
bool option_number(const invocation *i, const char *name, long min, long max, long *number);
/* A date, year 0 where the option is not given. False: wrong usage, which has been said. */
bool option_date(const invocation *i, const char *name, casus_date *date);

void print_help(FILE *out);
void print_command_help(FILE *out, const command *c);
/* Man page in roff, of casus itself where c is NULL. */
void print_manual(FILE *out, const command *c);
/* Completion for "bash", "zsh" or "fish". False: another shell. */
bool print_completion(FILE *out, const char *shell);
/* "casus: ..." and a hint at --help of the command (may be NULL), on standard error. Returns EXIT_USAGE. */
int usage_error(const command *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- messages */

int exit_status_of(casus_status status);
/* "casus: FILE:LINE: message (byte N)" on standard error, clear of the progress bar. */
void print_error(const casus_error *error);
/* The same, and the exit status that goes with it. */
int failed_with(casus_status status, const casus_error *error);

/* ---- terminal */

typedef struct {
  bool color;
  unsigned width;
} screen;
/* How standard output is to look, after --color and NO_COLOR. False: wrong usage. */
bool screen_read(const invocation *i, screen *s);
bool is_terminal(FILE *stream);
/* True: a table; false: JSON Lines. After --format and whether standard output is a terminal. */
bool wants_table(const invocation *i);

/* A bar on standard error, where that is a terminal. One at a time. */
void progress_start(bool wanted, const char *unit);
void progress_show(double share, size_t done);
/* A second count beside the first: "81 events". */
void progress_beside(size_t n, const char *unit);
void progress_end(void);
/* Since progress_start, whether a bar was shown or not. */
double progress_seconds(void);

/* ---- output */

/* Writes to standard output. False: nobody reads it any more, or it cannot be written (said once). */
bool output_write(const char *bytes, size_t len);
bool output_flush(void);
/* EXIT_DONE, or what a failed write means. */
int output_status(void);

/* One line of text from a file, without its end; longer ones than the maximum are skipped to their end. */
typedef struct {
  FILE *file;
  const char *name;
  char *bytes;
  size_t capacity, len, max;
  size_t line, offset_bytes; /* of the line read last; lines count from 1 */
  size_t next_offset;
} line_reader;
/* path "-": standard input. */
casus_status line_reader_open(line_reader *r, const char *path, size_t max_bytes, casus_error *error);
/* CASUS_END: no more; CASUS_INPUT: this line is too long, or reading failed. */
casus_status line_reader_next(line_reader *r, casus_error *error);
void line_reader_close(line_reader *r);

/* ---- engine */

/* Rows for the option tables of commands that code. */
#define ENGINE_OPTIONS                                                                                 \
  {"data", "DIR", "Read tables and weights from this folder, not the built-in ones", NULL},            \
      {"actors", "FILE", "Read actors from this table too; may be repeated", NULL},                    \
      {"places", "FILE", "Read places from this table too; may be repeated", NULL},                    \
      {"lexicon", "FILE", "Read lexicon rows from this table too; may be repeated", NULL}, {           \
    "today", "DATE", "The day as of which offices are held where an article has no date", "2026-01-01" \
  }
#define READER_OPTIONS                                                                           \
  {"date", "DATE", "Publication date of articles that carry none, e.g. 2024-03-22", NULL},       \
      {"jobs", "N", "Number of threads; the output is the same for any", "one for each core"}, { \
    "quiet", NULL, "No progress bar and no counts at the end", NULL                              \
  }
#define SCREEN_OPTIONS                                                                 \
  {"color", "auto|always|never", "Colour in tables; NO_COLOR is respected", "auto"}, { \
    "width", "N", "Columns that a table may use", "those of the terminal, or 80"       \
  }
#define END_OF_OPTIONS \
  { NULL, NULL, NULL, NULL }

/* The same for a command that only parses. */
#define GRAMMAR_OPTIONS \
  { "data", "DIR", "Read the weights from this folder, not the built-in ones", NULL }

/* What ENGINE_OPTIONS or GRAMMAR_OPTIONS say, and the lists that it points to. */
typedef struct {
  casus_options options;
  const char **actors, **places, **lexicons;
} engine_choice;

/* EXIT_DONE, or the exit status of what has been said. */
int engine_choice_read(const invocation *i, engine_choice *c);
void engine_choice_free(engine_choice *c);
/* Opens the engine as ENGINE_OPTIONS or GRAMMAR_OPTIONS say. EXIT_DONE, or the exit status of what has been said. */
int engine_open_for(const invocation *i, casus_engine **engine);
/* casus_tables_hash of that engine. */
int tables_hash_for(const invocation *i, char hash[CASUS_ID_SIZE]);

/* Appends a table for readers: one event on two lines, or one where the screen is wide. */
void write_event_table(FILE *out, const screen *s, const casus_article *article, const casus_event *events, size_t n_events);
/* Its parts: the title of an article, and one event below it. */
void write_event_heading(FILE *out, const screen *s, const casus_article *article);
void write_event_row(FILE *out, const screen *s, const casus_event *event);

/* ---- coding many articles */

/* What is made of one article: bytes for standard output. Runs on a worker thread; `out` is written in the order of the input. */
typedef casus_status (*article_work)(void *context, casus_session *session, const casus_article *article, FILE *out,
                                     casus_error *error);

/* The other way to work: something is made of each article, on a worker thread, and taken in the order of the input, by one
 * thread at a time; what could not be read or made comes to `take` as well, with its status and error, and `made` NULL. */
typedef struct {
  const casus_article *article; /* of a record that could not be read: nothing but its origin */
  casus_status status;
  const casus_error *error;
  void *made;
} pipeline_result;

typedef struct {
  /* The next article, where they do not come from a reader; or NULL. As casus_reader_next. */
  casus_status (*next)(void *context, casus_article *article, casus_error *error);
  /* False: this record of the input has been dealt with before. Called as records are read; NULL: all are wanted. */
  bool (*wanted)(void *context, casus_str input);
  casus_status (*make)(void *context, casus_session *session, const casus_article *article, void **made, casus_error *error);
  /* Takes `made`, whatever comes of it. False: no more is wanted. */
  bool (*take)(void *context, const pipeline_result *result);
  /* When all is read: the reader still knows what it passed over. May be NULL. */
  void (*read_all)(void *context, const casus_reader *reader);
} pipeline_hooks;

typedef struct {
  const casus_engine *engine; /* NULL with hooks that need no session */
  unsigned jobs;
  bool trace, progress;
  casus_date date;
  article_work work;
  const pipeline_hooks *hooks; /* instead of `work` */
  void *context;
} pipeline;

typedef struct {
  size_t read, failed;
} pipeline_counts;

/* Reads articles from the paths (none are needed where hooks have `next`), works on them by `jobs` threads, writes in input
 * order. Returns the exit status. */
int pipeline_run(const pipeline *p, const char *const *paths, size_t n_paths, pipeline_counts *counts);
/* "12 articles read, 2 failed" where something failed. */
void print_counts(const pipeline_counts *counts);
/* Fills date, jobs and progress from READER_OPTIONS. False: wrong usage, which has been said. */
bool pipeline_read_options(pipeline *p, const invocation *i);

/* ---- stores */

#define DB_OPTION \
  { "db", "FILE", "The store: an SQLite file, or postgres://HOST/DATABASE", NULL }
enum { TIME_TEXT_SIZE = 32 };
/* Now, ISO 8601 UTC, NUL-terminated. */
void time_text(char bytes[TIME_TEXT_SIZE]);
/* What was asked for, without what makes no difference to the outcome; freed by the caller. NULL: no memory. */
char *run_command_text(const invocation *i);
/* What became of the records of a run, on standard error; unless --quiet. */
void print_run(const invocation *i, const casus_run *run);

/* ---- one file per command */
extern const command code_command, relate_command, parse_command, explain_command, who_command, where_command, when_command,
    eval_command, train_command, ingest_command, rebuild_command, import_command, export_command, query_command, brief_command,
    strategy_command, serve_command;

#endif
