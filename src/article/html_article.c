/* The steps from the bytes of a page to its article: encoding, page, what it states, its text; and pages that are files. */
#include "article/html_article.h"

#include "article/article_parts.h"
#include "article/encoding.h"
#include "article/html_content.h"
#include "article/html_meta.h"

static bool has_tag(str s) {
  static const char *const tags[] = {"<p", "<br", "<div", "<li", "<h"};
  for (size_t i = 0; i + 3 < s.len; i++)
    for (size_t k = 0; s.ptr[i] == '<' && k < sizeof tags / sizeof *tags; k++)
      if (str_equal_fold(str_slice(s, i, i + strlen(tags[k])), str_of(tags[k]))) return true;
  return false;
}

/* Where there are no tags a line is a paragraph. */
static bool mark_lines(str text, arena *memory, str *markup) {
  static const char mark[] = "<br><br>";
  size_t lines = 0, n = 0;
  for (size_t i = 0; i < text.len; i++) lines += text.ptr[i] == '\n';
  char *out = arena_alloc(memory, text.len + lines * sizeof mark + 1, 1);
  if (!out) return false;
  for (size_t i = 0; i < text.len; i++) {
    out[n++] = text.ptr[i];
    if (text.ptr[i] != '\n') continue;
    memcpy(out + n, mark, sizeof mark - 1);
    n += sizeof mark - 1;
  }
  *markup = (str){out, n};
  return true;
}

casus_status html_fragment_text(str markup, arena *memory, str *text, casus_error *error) {
  html_page page;
  if (str_empty(str_trim(markup))) {
    *text = STR("");
    return CASUS_OK;
  }
  if (!has_tag(markup) && !mark_lines(markup, memory, &markup)) return error_set(error, CASUS_MEMORY, "no memory for a text");
  casus_status status = html_page_read(markup, memory, &page, error);
  return status == CASUS_OK ? html_whole_text(&page, memory, text, error) : status;
}

static bool read_stated(const html_page *page, arena *memory, json_ld *stated) {
  for (uint32_t i = 0; i < page->n_facts; i++)
    if (str_is(page->facts[i].name, "<json>") && !json_ld_read(page->facts[i].value, memory, stated)) return false;
  return true;
}

/* A body that cannot be read is none. */
static casus_status clean_body(json_ld *stated, arena *memory, casus_error *error) {
  casus_status status = html_fragment_text(stated->body, memory, &stated->body, error);
  if (status != CASUS_INPUT) return status;
  stated->body = STR("");
  return CASUS_OK;
}

static casus_status read_steps(str bytes, str charset, str address, arena *memory, casus_article *article, casus_error *error) {
  str utf8, text;
  html_page page;
  html_meta meta;
  json_ld stated = {STR(""), STR(""), STR(""), STR(""), STR(""), STR("")};
  if (bytes.len > HTML_PAGE_BYTES_MAX)
    return error_set(error, CASUS_INPUT, "is a page of more than the %zu bytes allowed", HTML_PAGE_BYTES_MAX);
  casus_status status = encoding_to_utf8(bytes, charset, memory, &utf8, error);
  if (status == CASUS_OK) status = html_page_read(utf8, memory, &page, error);
  if (status != CASUS_OK) return status;
  if (!read_stated(&page, memory, &stated) || !html_meta_read(&page, &stated, address, memory, &meta))
    return error_set(error, CASUS_MEMORY, "no memory for a page");
  status = clean_body(&stated, memory, error);
  if (status == CASUS_OK) status = html_content(&page, meta.title, stated.body, memory, &text, error);
  if (status != CASUS_OK) return status;
  *article = (casus_article){
      .text = text, .title = meta.title, .url = meta.url, .source = meta.source, .language = meta.language, .date = meta.date};
  article->id = article->origin = STR("");
  return CASUS_OK;
}

/* A page that needs more memory than one may have is a broken input, not the end of all work. */
casus_status html_article_read(str bytes, str charset, str address, arena *memory, casus_article *article, casus_error *error) {
  casus_status status = read_steps(bytes, charset, address, memory, article, error);
  return status == CASUS_MEMORY ? error_set(error, CASUS_INPUT, "is a page that takes more memory than there is for one")
                                : status;
}

static casus_status read_page(casus_reader *r, casus_article *article, casus_error *error) {
  casus_error why = {0};
  casus_article read;
  casus_status status = html_article_read(window_str(&r->window), STR(""), STR(""), r->page, &read, &why);
  if (status != CASUS_OK) return error_at(error, status, r->name, 0, 0, "%s", why.message);
  read.id = reader_file_id(r);
  read.origin = r->name;
  if (!read.date.year) read.date = r->date;
  *article = read;
  return CASUS_OK;
}

casus_status read_html_file(casus_reader *r, casus_article *article, casus_error *error) {
  casus_status status = reader_hold_all(r, HTML_PAGE_BYTES_MAX, "a page", error);
  if (status == CASUS_OK) status = read_page(r, article, error);
  reader_close_input(r);
  return status;
}
