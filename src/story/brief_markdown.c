/* The brief as Markdown (CommonMark with tables). What Markdown could take for its own in an article's text is escaped. */
#include "story/brief.h"

typedef struct {
  buffer *out;
  bool ok;
} page;

static void put(page *p, str s) { p->ok = buffer_add(p->out, s) && p->ok; }
static void put_chars(page *p, const char *s) { put(p, str_of(s)); }

static void put_escaped(page *p, str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '<') put_chars(p, "&lt;");
    else if (c == '>') put_chars(p, "&gt;");
    else if (c == '&') put_chars(p, "&amp;");
    else {
      if (strchr("\\`*_[]|~", c) || (i == 0 && strchr("#+-=", c))) put_chars(p, "\\");
      put(p, str_slice(text, i, i + 1));
    }
  }
}

static void put_sources(page *p, const block *b) {
  for (uint32_t i = 0; i < b->n_sources; i++)
    p->ok = buffer_format(p->out, " [\\[%u\\]](#s%u)", b->sources[i] + 1, b->sources[i] + 1) && p->ok;
}

static void put_statement(page *p, const block *b, const char *bullet) {
  put_chars(p, bullet);
  put_escaped(p, b->text);
  if (b->quote.len) put_chars(p, " — “"), put_escaped(p, b->quote), put_chars(p, "”");
  if (b->note.len) put_chars(p, " ("), put_escaped(p, b->note), put_chars(p, ")");
  put_sources(p, b);
  put_chars(p, "\n");
}

static void put_row(page *p, const block *b, uint32_t row) {
  for (uint32_t c = 0; c < b->n_columns; c++) {
    put_chars(p, "| ");
    put_escaped(p, b->cells[(size_t)row * b->n_columns + c]);
    put_chars(p, " ");
  }
  put_chars(p, "|\n");
}

static void put_table(page *p, const block *b) {
  put_chars(p, "\n*");
  put_escaped(p, b->text);
  put_chars(p, "*\n\n");
  put_row(p, b, 0);
  for (uint32_t c = 0; c < b->n_columns; c++) put_chars(p, "| --- ");
  put_chars(p, "|\n");
  for (uint32_t r = 1; r < b->n_rows; r++) put_row(p, b, r);
}

static void put_line(page *p, const char *before, str text, const char *after) {
  put_chars(p, before);
  put_escaped(p, text);
  put_chars(p, after);
}

static void put_block(page *p, const block *b, block_kind last) {
  bool list = b->kind == BLOCK_ITEM || b->kind == BLOCK_SUBITEM;
  bool goes_on = list && (last == BLOCK_ITEM || last == BLOCK_SUBITEM);
  if (list && !goes_on) put_chars(p, "\n");
  switch (b->kind) {
    case BLOCK_TITLE:
      put_line(p, "# ", b->text, "\n");
      break;
    case BLOCK_HEADING:
      put_line(p, "\n## ", b->text, "\n");
      break;
    case BLOCK_SUBHEADING:
      put_line(p, "\n### ", b->text, "\n");
      break;
    case BLOCK_TEXT:
      put_line(p, "\n", b->text, "\n");
      break;
    case BLOCK_ITEM:
      put_statement(p, b, "- ");
      break;
    case BLOCK_SUBITEM:
      put_statement(p, b, "  - ");
      break;
    case BLOCK_TABLE:
      put_table(p, b);
      break;
    case BLOCK_FIGURE:
      break; /* its numbers stand in the table below it */
  }
}

static void put_title(page *p, brief_document *d, const casus_article *a) {
  str title = brief_clean(d, brief_article_title(a));
  if (!brief_url_is_safe(a->url)) {
    put_escaped(p, title);
    return;
  }
  put_chars(p, "[");
  put_escaped(p, title);
  put_chars(p, "](<");
  put(p, a->url);
  put_chars(p, ">)");
}

static void put_source(page *p, brief_document *d, uint32_t i) {
  const casus_source *s = &d->s->sources[i];
  str text = brief_clean(d, s->text), from = brief_clean(d, s->article->source);
  str date = brief_date(d, s->article->date, (casus_date){0});
  p->ok = buffer_format(p->out, "\n<a id=\"s%u\"></a>\\[%u\\] “", i + 1, i + 1) && p->ok;
  put_escaped(p, text);
  put_chars(p, "” — ");
  put_title(p, d, s->article);
  if (from.len) put_line(p, ", ", from, "");
  if (date.len) put_line(p, ", ", date, "");
  p->ok = buffer_format(p->out, ", sentence %u\n", s->sentence) && p->ok;
}

bool brief_write_markdown(buffer *out, brief_document *d) {
  page p = {out, true};
  for (uint32_t i = 0; i < d->n_blocks; i++) put_block(&p, &d->blocks[i], i ? d->blocks[i - 1].kind : BLOCK_TITLE);
  if (d->s->n_sources) put_chars(&p, "\n## Sources\n");
  for (uint32_t i = 0; i < d->s->n_sources; i++) put_source(&p, d, i);
  return p.ok && !d->failed;
}
