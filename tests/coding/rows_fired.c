/* Which rows of the lexicon the lines of standard input take: prints each row as FILE:LINE, once for every time that it is taken.
 * Each line is a text of its own. tools/lint_lexicon.py --fired reads what comes out. */
#include <stdlib.h>

#include "coding/coding.h"
#include "table_run.h"

enum { INPUT_MAX = 1 << 28 };

static casus_status print_rows(run *r, const coder *c, str line, casus_error *error) {
  casus_article article = {.text = line, .date = {2024, 3, 22}};
  text t;
  analysis an;
  mentions m;
  row_place *rows;
  uint32_t n = 0;
  arena_reset(r->a);
  casus_status status = text_split(line, 0, r->a, &t, error);
  if (status == CASUS_OK) status = grammar_analyse(r->g, r->scratch, &t, r->a, &an, error);
  if (status == CASUS_OK) status = world_resolve(r->w, &t, &an, article.date, r->a, &m, error);
  reading of_line = {.article = &article, .t = &t, .an = &an, .m = &m};
  if (status == CASUS_OK) status = coder_rows(c, &of_line, r->a, &rows, &n, error);
  for (uint32_t i = 0; i < n; i++) printf("%.*s:%zu\n", (int)rows[i].file.len, rows[i].file.ptr, rows[i].line);
  return status;
}

static casus_status print_all(run *r, const coder *c, str input, casus_error *error) {
  casus_status status = CASUS_OK;
  str line;
  while (status == CASUS_OK && str_cut(&input, '\n', &line))
    if (line.len && utf8_valid_until(line) == line.len) status = print_rows(r, c, line, error);
  return status;
}

int main(void) {
  casus_error error = {0};
  coder_options options = {0};
  ontology *o = NULL;
  coder *c = NULL;
  buffer input;
  run r = {0};
  buffer_init(&input, INPUT_MAX);
  casus_status status = open_run(&r, &error);
  if (status == CASUS_OK) status = ontology_open(NULL, &o, &error);
  if (status == CASUS_OK) status = coder_open(&options, o, &c, &error);
  for (int byte; status == CASUS_OK && (byte = getchar()) != EOF;) buffer_add_byte(&input, (char)byte);
  if (status == CASUS_OK) status = print_all(&r, c, buffer_str(&input), &error);
  if (status != CASUS_OK) fprintf(stderr, "%s:%zu: %s\n", error.file, error.line, error.message);
  buffer_free(&input);
  coder_close(c);
  ontology_close(o);
  close_run(&r);
  return status != CASUS_OK;
}
