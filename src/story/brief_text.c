/* The brief for a terminal: 80 columns, no colour, tables as lists where they are too wide. */
#include "story/brief.h"

enum { COLUMNS = 80 };

/* ---- words, wrapped; a character counts as one column */

typedef struct {
  buffer *out;
  unsigned indent, at;
  bool ok;
} page;

static void put(page *p, str s) { p->ok = buffer_add(p->out, s) && p->ok; }
static void put_chars(page *p, const char *s) { put(p, str_of(s)); }

static unsigned columns_of(str s) {
  unsigned n = 0;
  for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
  return n;
}

static void end_line(page *p) {
  put_chars(p, "\n");
  p->at = 0;
}

static void put_word(page *p, str word) {
  unsigned n = columns_of(word);
  if (p->at > p->indent && p->at + 1 + n > COLUMNS) end_line(p);
  if (p->at > p->indent) put_chars(p, " "), p->at++;
  for (; p->at < p->indent; p->at++) put_chars(p, " ");
  put(p, word);
  p->at += n;
}

static void put_words(page *p, str text) {
  str word;
  while (str_cut(&text, ' ', &word))
    if (word.len) put_word(p, word);
}

/* ---- blocks */

static bool add_statement(buffer *line, const block *b) {
  bool ok = buffer_add(line, b->text);
  bool stopped = str_ends(b->text, STR(".")) || str_ends(b->text, STR(":"));
  if (b->quote.len) ok = ok && buffer_add(line, STR(" — “")) && buffer_add(line, b->quote) && buffer_add(line, STR("”"));
  if (b->note.len) ok = ok && buffer_add(line, STR(" (")) && buffer_add(line, b->note) && buffer_add(line, STR(")"));
  if (b->n_sources) ok = ok && buffer_add(line, STR(" "));
  for (uint32_t i = 0; i < b->n_sources; i++) ok = ok && buffer_format(line, "[%u]", b->sources[i] + 1);
  return ok && (stopped || buffer_add_byte(line, '.'));
}

static void put_statement(page *p, const block *b, const char *bullet, unsigned indent) {
  buffer line;
  buffer_init(&line, p->out->max);
  p->ok = add_statement(&line, b) && p->ok;
  put_chars(p, bullet);
  p->at = indent;
  p->indent = indent;
  put_words(p, buffer_str(&line));
  end_line(p);
  p->indent = 0;
  buffer_free(&line);
}

static void put_underlined(page *p, str text, char line) {
  if (p->out->len) put_chars(p, "\n");
  put_words(p, text);
  unsigned n = p->at;
  end_line(p);
  for (unsigned i = 0; i < n; i++) p->ok = buffer_add_byte(p->out, line) && p->ok;
  end_line(p);
}

static void put_padded(page *p, str cell, unsigned width, bool right) {
  unsigned n = columns_of(cell);
  for (unsigned i = n; right && i < width; i++) put_chars(p, " ");
  put(p, cell);
  for (unsigned i = n; !right && i < width; i++) put_chars(p, " ");
}

static bool fits_page(const block *b, unsigned widths[TABLE_COLUMNS_MAX]) {
  unsigned sum = 0;
  for (uint32_t c = 0; c < b->n_columns; c++) {
    widths[c] = 0;
    for (uint32_t r = 0; r < b->n_rows; r++) {
      unsigned n = columns_of(b->cells[r * b->n_columns + c]);
      if (n > widths[c]) widths[c] = n;
    }
    sum += widths[c] + (c ? 2 : 0);
  }
  return sum <= COLUMNS;
}

static bool is_number(str cell) {
  return cell.len && (is_ascii_digit((unsigned char)cell.ptr[cell.len - 1])) && !memchr(cell.ptr, ' ', cell.len);
}

static void put_columns(page *p, const block *b, const unsigned *widths) {
  for (uint32_t r = 0; r < b->n_rows; r++) {
    for (uint32_t c = 0; c < b->n_columns; c++) {
      bool right = b->n_rows > 1 && is_number(b->cells[b->n_columns + c]);
      if (c) put_chars(p, "  ");
      put_padded(p, b->cells[r * b->n_columns + c], c + 1 < b->n_columns || right ? widths[c] : 0, right);
    }
    end_line(p);
  }
}

/* "Acts" as it stands inside of a sentence. */
static void put_column_name(page *p, str name) {
  const char first = to_ascii_lower(name.ptr[0]);
  if (p->at + 1 + columns_of(name) > COLUMNS) end_line(p);
  for (; p->at + 1 < p->indent; p->at++) put_chars(p, " ");
  put_chars(p, " ");
  put(p, (str){&first, 1});
  put(p, str_slice(name, 1, name.len));
  p->at += 1 + columns_of(name);
}

static bool says_nothing(str cell) { return str_is(cell, "0") || str_is(cell, "–"); }

/* "France: role critic; acts 3; ..." */
static void put_rows_as_items(page *p, const block *b) {
  for (uint32_t r = 1; r < b->n_rows; r++) {
    const str *cells = b->cells + (size_t)r * b->n_columns;
    put_chars(p, "* ");
    p->at = p->indent = 2;
    put_words(p, cells[0]);
    bool any = false;
    for (uint32_t c = 1; c < b->n_columns; c++) {
      if (says_nothing(cells[c])) continue;
      put_chars(p, any ? ";" : ":");
      any = true;
      p->at++;
      put_column_name(p, b->cells[c]);
      put_words(p, cells[c]);
    }
    end_line(p);
    p->indent = 0;
  }
}

static void put_table(page *p, const block *b) {
  unsigned widths[TABLE_COLUMNS_MAX];
  put_chars(p, "\n");
  put_words(p, b->text);
  put_chars(p, ":");
  end_line(p);
  if (fits_page(b, widths)) put_columns(p, b, widths);
  else put_rows_as_items(p, b);
}

static void put_block(page *p, const block *b) {
  switch (b->kind) {
    case BLOCK_TITLE:
      put_underlined(p, b->text, '=');
      break;
    case BLOCK_HEADING:
      put_underlined(p, b->text, '-');
      break;
    case BLOCK_SUBHEADING:
      put_chars(p, "\n");
      put_words(p, b->text);
      end_line(p);
      break;
    case BLOCK_TEXT:
      put_chars(p, "\n");
      put_words(p, b->text);
      end_line(p);
      break;
    case BLOCK_ITEM:
      put_statement(p, b, "* ", 2);
      break;
    case BLOCK_SUBITEM:
      put_statement(p, b, "  - ", 4);
      break;
    case BLOCK_TABLE:
      put_table(p, b);
      break;
    case BLOCK_FIGURE:
      break; /* its numbers stand in the table below it */
  }
}

/* ---- sources */

static void put_source(page *p, brief_document *d, uint32_t i) {
  const casus_source *s = &d->s->sources[i];
  str title = brief_clean(d, brief_article_title(s->article)), text = brief_clean(d, s->text);
  str date = brief_date(d, s->article->date, (casus_date){0}), from = brief_clean(d, s->article->source);
  str url = brief_url_is_safe(s->article->url) ? s->article->url : (str){0};
  str line = brief_format(d, "“%.*s” — %.*s%s%.*s%s%.*s, sentence %u%s%.*s", STR_ARG(text), STR_ARG(title), from.len ? ", " : "",
                          STR_ARG(from), date.len ? ", " : "", STR_ARG(date), s->sentence, url.len ? ", " : "", STR_ARG(url));
  str number = brief_format(d, "[%u]", i + 1);
  put(p, number);
  p->at = (unsigned)number.len;
  p->indent = 5;
  put_words(p, line);
  end_line(p);
  p->indent = 0;
}

bool brief_write_text(buffer *out, brief_document *d) {
  page p = {.out = out, .ok = true};
  for (uint32_t i = 0; i < d->n_blocks; i++) put_block(&p, &d->blocks[i]);
  if (d->s->n_sources) put_underlined(&p, STR("Sources"), '-');
  for (uint32_t i = 0; i < d->s->n_sources; i++) put_source(&p, d, i);
  return p.ok && !d->failed;
}
