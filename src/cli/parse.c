/* casus parse: text in, CoNLL-U out. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { CHUNK_BYTES = 1 << 18, LINE_BYTES_MAX = 1 << 20 };

static casus_status parse_article(void *context, casus_session *session, const casus_article *article, FILE *out,
                                  casus_error *error) {
  (void)context;
  casus_str conllu;
  casus_status status = casus_parse(session, article, &conllu, error);
  if (status != CASUS_OK) return status;
  fprintf(out, "# newdoc id = %.*s\n", (int)article->id.len, article->id.ptr);
  fwrite(conllu.ptr, 1, conllu.len, out);
  return CASUS_OK;
}

/* ---- tokens that are given: whole sentences, some hundred kilobytes at a time */

typedef struct {
  char *bytes;
  size_t len, capacity;
  size_t first_line;
} chunk;

static bool chunk_add(chunk *c, const char *bytes, size_t len) {
  if (c->len + len + 1 > c->capacity) {
    size_t wanted = (c->len + len + 1) * 2;
    char *grown = realloc(c->bytes, wanted);
    if (!grown) return false;
    c->bytes = grown;
    c->capacity = wanted;
  }
  if (len) memcpy(c->bytes + c->len, bytes, len);
  c->bytes[c->len + len] = '\n';
  c->len += len + 1;
  return true;
}

static casus_status parse_chunk(casus_session *session, const chunk *c, const char *name, casus_error *error) {
  casus_str conllu;
  casus_status status = casus_parse_conllu(session, (casus_str){c->bytes, c->len}, &conllu, error);
  if (status == CASUS_OK) output_write(conllu.ptr, conllu.len);
  if (status == CASUS_OK) return status;
  snprintf(error->file, sizeof error->file, "%s", name);
  error->line += c->first_line - (error->line ? 1 : 0);
  return status;
}

static casus_status read_chunk(line_reader *r, chunk *c, casus_error *error) {
  c->len = 0;
  c->first_line = r->line + 1;
  for (;;) {
    casus_status status = line_reader_next(r, error);
    if (status == CASUS_END) return c->len ? CASUS_OK : CASUS_END;
    if (status != CASUS_OK) return status;
    if (!chunk_add(c, r->bytes, r->len)) return CASUS_MEMORY;
    if (!r->len && c->len > CHUNK_BYTES) return CASUS_OK;
  }
}

static int parse_conllu_file(casus_session *session, const char *path) {
  line_reader r;
  casus_error error = {0};
  chunk c = {0};
  casus_status status = line_reader_open(&r, path, LINE_BYTES_MAX, &error);
  while (status == CASUS_OK && (status = read_chunk(&r, &c, &error)) == CASUS_OK) status = parse_chunk(session, &c, path, &error);
  if (status == CASUS_MEMORY && !error.message[0]) snprintf(error.message, sizeof error.message, "out of memory");
  free(c.bytes);
  line_reader_close(&r);
  return status == CASUS_END ? EXIT_DONE : failed_with(status, &error);
}

static int parse_conllu_files(const invocation *i, const casus_engine *engine) {
  casus_session *session;
  casus_error error = {0};
  casus_status opened = casus_session_open(engine, &session, &error);
  if (opened != CASUS_OK) return failed_with(opened, &error);
  int worst = EXIT_DONE;
  if (!i->n_operands) worst = parse_conllu_file(session, "-");
  for (size_t n = 0; n < i->n_operands; n++) {
    int status = parse_conllu_file(session, i->operands[n]);
    if (status > worst) worst = status;
  }
  casus_session_close(session);
  return worst;
}

static int parse_run(const invocation *i) {
  pipeline p = {.work = parse_article};
  casus_engine *engine;
  if (!pipeline_read_options(&p, i)) return EXIT_USAGE;
  int status = engine_open_for(i, &engine);
  if (status != EXIT_DONE) return status;
  const char *input = option_value(i, "input");
  if (input && strcmp(input, "conllu") == 0) {
    status = parse_conllu_files(i, engine);
  } else {
    pipeline_counts counts;
    p.engine = engine;
    status = pipeline_run(&p, i->operands, i->n_operands, &counts);
    if (!option_given(i, "quiet")) print_counts(&counts);
  }
  casus_engine_close(engine);
  return status;
}

static const option parse_options[] = {
    {"input", "text|conllu", "Articles, or CoNLL-U whose tokens are kept", "text"},
    READER_OPTIONS,
    GRAMMAR_OPTIONS,
    END_OF_OPTIONS,
};

static const char *const parse_examples[] = {"casus parse news.txt", "Tokens, tags, lemmas and trees of an article",
                                             "casus parse --input conllu gold.conllu", "Parse the tokens that a file gives",
                                             NULL};

const command parse_command = {
    .name = "parse",
    .operands = "[FILE...]",
    .summary = "parse text into CoNLL-U",
    .description =
        "Writes sentences, tokens, UPOS and XPOS tags, lemmas, the tree and enhanced dependencies in CoNLL-U, with named\n"
        "entities in MISC.\n"
        "Reads what casus code reads.",
    .options = parse_options,
    .examples = parse_examples,
    .run = parse_run,
    .grammar_only = true,
    .max_operands = UINT_MAX,
};
