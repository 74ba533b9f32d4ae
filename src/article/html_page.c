/* HTML to blocks of text, elements and facts, in one pass over what libxml2's parser reports (its SAX interface, so that no tree
 * is built twice). Which blocks are the article is left to html_content.c, what the facts mean to html_meta.c. */
#define _GNU_SOURCE /* memmem */
#include "article/html_page.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>

#include "article/html_cues.h"
#include "article/markup.h"

enum { NO_ELEMENT = -1, TEXT_SLACK = 16 };

/* ---- elements by name */

/* In byte order. What is not listed is inline. */
static const struct {
  const char *name;
  html_kind kind;
} tags[] = {{"a", HTML_LINK},          {"address", HTML_BOX},     {"amp-sidebar", HTML_ASIDE},
            {"applet", HTML_HIDDEN},   {"article", HTML_ARTICLE}, {"aside", HTML_ASIDE},
            {"audio", HTML_HIDDEN},    {"b", HTML_STRONG},        {"blockquote", HTML_QUOTE},
            {"body", HTML_BODY},       {"br", HTML_BREAK},        {"button", HTML_HIDDEN},
            {"canvas", HTML_HIDDEN},   {"caption", HTML_ASIDE},   {"center", HTML_BOX},
            {"datalist", HTML_HIDDEN}, {"dd", HTML_ITEM},         {"details", HTML_BOX},
            {"dialog", HTML_ASIDE},    {"div", HTML_BOX},         {"dl", HTML_BOX},
            {"dt", HTML_ITEM},         {"fieldset", HTML_BOX},    {"figcaption", HTML_ASIDE},
            {"figure", HTML_ASIDE},    {"footer", HTML_ASIDE},    {"form", HTML_BOX},
            {"h1", HTML_HEADING_1},    {"h2", HTML_HEADING},      {"h3", HTML_HEADING},
            {"h4", HTML_HEADING},      {"h5", HTML_HEADING},      {"h6", HTML_HEADING},
            {"header", HTML_HEADER},   {"hr", HTML_BOX},          {"html", HTML_ROOT},
            {"iframe", HTML_HIDDEN},   {"input", HTML_HIDDEN},    {"label", HTML_HIDDEN},
            {"legend", HTML_BOX},      {"li", HTML_ITEM},         {"link", HTML_LINK_REL},
            {"main", HTML_MAIN},       {"map", HTML_HIDDEN},      {"menu", HTML_ASIDE},
            {"meta", HTML_META},       {"nav", HTML_ASIDE},       {"noscript", HTML_HIDDEN},
            {"object", HTML_HIDDEN},   {"ol", HTML_BOX},          {"option", HTML_HIDDEN},
            {"p", HTML_PARAGRAPH},     {"pre", HTML_PRE},         {"script", HTML_SCRIPT},
            {"section", HTML_BOX},     {"select", HTML_HIDDEN},   {"strong", HTML_STRONG},
            {"style", HTML_HIDDEN},    {"summary", HTML_BOX},     {"svg", HTML_HIDDEN},
            {"table", HTML_BOX},       {"tbody", HTML_BOX},       {"td", HTML_CELL},
            {"template", HTML_HIDDEN}, {"textarea", HTML_HIDDEN}, {"tfoot", HTML_BOX},
            {"th", HTML_CELL},         {"thead", HTML_BOX},       {"time", HTML_TIME},
            {"title", HTML_TITLE},     {"tr", HTML_BOX},          {"ul", HTML_BOX},
            {"video", HTML_HIDDEN}};

static html_kind kind_of_tag(str name) {
  for (size_t low = 0, high = sizeof tags / sizeof *tags; low < high;) {
    size_t middle = (low + high) / 2;
    int order = str_compare(name, str_of(tags[middle].name));
    if (order == 0) return tags[middle].kind;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return HTML_OTHER;
}

/* Does it stand on lines of its own? */
static bool is_block_kind(html_kind kind) { return kind >= HTML_BOX && kind <= HTML_PRE; }

/* ---- what is being read */

typedef struct {
  int32_t element; /* recorded, or NO_ELEMENT */
  uint8_t kind;
  bool hides;
} open_tag;

typedef struct {
  htmlParserCtxtPtr parser;
  html_page *page;
  arena *memory;
  char *text;
  size_t text_len, text_max;
  open_tag stack[HTML_DEPTH_MAX];
  unsigned depth;
  int hidden, links, strong, pre; /* how many such elements are open */
  int32_t element;                /* innermost recorded one */
  html_block block;               /* being filled; begin == end: none yet */
  unsigned breaks;                /* <br> since the last text */
  bool space;                     /* white space since the last text */
  buffer *capture;                /* the text of a <title> or of JSON-LD that is being read; NULL: none */
  buffer captured;
  const char *refused; /* why the page is not read to its end */
  bool out_of_memory;
} page_reader;

static void stop(page_reader *r, const char *why) {
  if (!why) r->out_of_memory = true;
  else if (!r->refused) r->refused = why;
  xmlStopParser(r->parser);
}

static bool is_stopped(const page_reader *r) { return r->refused || r->out_of_memory; }

static bool grow(page_reader *r, void **items, uint32_t *capacity, uint32_t n, uint32_t max, size_t size, const char *why) {
  if (n >= max) stop(r, why);
  else if (!arena_grow(r->memory, items, capacity, n + 1, size)) stop(r, NULL);
  return !is_stopped(r);
}

/* ---- text */

static void end_block(page_reader *r) {
  html_page *p = r->page;
  if (r->block.end > r->block.begin && !is_stopped(r)) {
    void *blocks = p->blocks;
    if (!grow(r, &blocks, &p->block_capacity, p->n_blocks, HTML_BLOCKS_MAX, sizeof *p->blocks, "has too many paragraphs")) return;
    p->blocks = blocks;
    p->blocks[p->n_blocks++] = r->block;
  }
  r->block = (html_block){.begin = (uint32_t)r->text_len, .end = (uint32_t)r->text_len};
  r->breaks = 0;
  r->space = false;
}

static void put_byte(page_reader *r, char byte) {
  if (r->text_len >= r->text_max) return;
  r->text[r->text_len++] = byte;
  r->block.end = (uint32_t)r->text_len;
  if (r->links) r->block.link_bytes++;
  if (r->strong) r->block.strong_bytes++;
}

static void put_text(page_reader *r, str s) {
  if (r->breaks > 1) end_block(r);
  if (r->block.begin == r->block.end) r->block.element = (uint32_t)r->element;
  else if (r->breaks) put_byte(r, '\n');
  else if (r->space) put_byte(r, ' ');
  r->breaks = 0;
  r->space = false;
  for (size_t i = 0; i < s.len; i++) put_byte(r, s.ptr[i]);
}

typedef enum { CHARACTER_TEXT, CHARACTER_SPACE, CHARACTER_BREAK, CHARACTER_NOTHING } character_kind;

/* Spaces of all widths are one space, soft hyphens and marks without width are nothing. */
static character_kind kind_of_character(str s, size_t *len) {
  static const struct {
    str bytes;
    character_kind kind;
  } special[] = {{{"\xc2\xa0", 2}, CHARACTER_SPACE},       {{"\xc2\xad", 2}, CHARACTER_NOTHING},
                 {{"\xe2\x80\x8b", 3}, CHARACTER_NOTHING}, {{"\xe2\x80\x8e", 3}, CHARACTER_NOTHING},
                 {{"\xe2\x80\x8f", 3}, CHARACTER_NOTHING}, {{"\xe2\x81\xa0", 3}, CHARACTER_NOTHING},
                 {{"\xef\xbb\xbf", 3}, CHARACTER_NOTHING}, {{"\xe2\x80\xa8", 3}, CHARACTER_BREAK},
                 {{"\xe2\x80\xa9", 3}, CHARACTER_BREAK},   {{"\xe2\x80\xaf", 3}, CHARACTER_SPACE},
                 {{"\xe3\x80\x80", 3}, CHARACTER_SPACE},   {{"\xe2\x81\x9f", 3}, CHARACTER_SPACE}};
  *len = 1;
  if (is_ascii_space((unsigned char)s.ptr[0])) return CHARACTER_SPACE;
  if ((unsigned char)s.ptr[0] < 0x80) return CHARACTER_TEXT;
  for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
    if (!str_starts(s, special[i].bytes)) continue;
    *len = special[i].bytes.len;
    return special[i].kind;
  }
  bool wide =
      s.len >= 3 && memcmp(s.ptr, "\xe2\x80", 2) == 0 && (unsigned char)s.ptr[2] >= 0x80 && (unsigned char)s.ptr[2] <= 0x8a;
  if (!wide) return CHARACTER_TEXT;
  *len = 3;
  return CHARACTER_SPACE;
}

static void add_text(page_reader *r, str s) {
  for (size_t at = 0; at < s.len;) {
    size_t len, begin = at;
    character_kind kind = CHARACTER_TEXT;
    while (at < s.len && (kind = kind_of_character(str_slice(s, at, s.len), &len)) == CHARACTER_TEXT) at += len;
    if (at > begin) put_text(r, str_slice(s, begin, at));
    if (at == s.len) break;
    bool line = r->pre && s.ptr[at] == '\n';
    if (kind == CHARACTER_SPACE) r->space = true;
    if (kind == CHARACTER_BREAK || line) r->breaks++;
    at += len;
  }
}

static void on_text(void *context, const xmlChar *bytes, int len) {
  page_reader *r = context;
  str s = {(const char *)bytes, (size_t)len};
  if (is_stopped(r)) return;
  if (r->capture) buffer_add(r->capture, s); /* one too long for the buffer is no title, and no JSON either */
  else if (!r->hidden) add_text(r, s);
}

/* ---- facts */

static void add_fact(page_reader *r, str name, str value, bool marked) {
  html_page *p = r->page;
  value = str_trim(value);
  if (str_empty(name) || str_empty(value) || p->n_facts == HTML_FACTS_MAX) return;
  html_fact fact = {.block = p->n_blocks, .marked = marked};
  void *facts = p->facts;
  if (!arena_copy(r->memory, name, &fact.name) || !arena_copy(r->memory, value, &fact.value) ||
      !arena_grow(r->memory, &facts, &p->fact_capacity, p->n_facts + 1, sizeof *p->facts)) {
    stop(r, NULL);
    return;
  }
  p->facts = facts;
  p->facts[p->n_facts++] = fact;
}

static str attribute(const xmlChar **attributes, const char *name) {
  for (; attributes && attributes[0]; attributes += 2)
    if (strcmp((const char *)attributes[0], name) == 0) return attributes[1] ? str_of((const char *)attributes[1]) : STR("");
  return STR("");
}

static void note_meta(page_reader *r, const xmlChar **attributes) {
  static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
  str content = attribute(attributes, "content");
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) add_fact(r, attribute(attributes, keys[i]), content, false);
}

static void note_link(page_reader *r, const xmlChar **attributes) {
  if (str_equal_fold(attribute(attributes, "rel"), STR("canonical")))
    add_fact(r, STR("<link>"), attribute(attributes, "href"), false);
}

static bool holds_published(str value) { return value.len && memmem(value.ptr, value.len, "ublish", 6); }

static void note_time(page_reader *r, const xmlChar **attributes) {
  bool marked = holds_published(attribute(attributes, "itemprop")) || holds_published(attribute(attributes, "class"));
  for (const xmlChar **a = attributes; a && a[0]; a += 2) marked |= strcmp((const char *)a[0], "pubdate") == 0;
  add_fact(r, STR("<time>"), attribute(attributes, "datetime"), marked);
}

static void begin_capture(page_reader *r) {
  r->captured.len = 0;
  r->capture = &r->captured;
}

static void note_element(page_reader *r, html_kind kind, const xmlChar **attributes) {
  if (kind == HTML_META) note_meta(r, attributes);
  else if (kind == HTML_LINK_REL) note_link(r, attributes);
  else if (kind == HTML_TIME) note_time(r, attributes);
  else if (kind == HTML_ROOT) add_fact(r, STR("<html lang>"), attribute(attributes, "lang"), false);
  else if (kind == HTML_TITLE && !r->hidden && str_empty(r->page->title)) begin_capture(r);
  else if (kind == HTML_SCRIPT && str_equal_fold(str_trim(attribute(attributes, "type")), STR("application/ld+json")))
    begin_capture(r);
}

static void end_capture(page_reader *r, html_kind kind) {
  str s = buffer_str(&r->captured);
  r->capture = NULL;
  if (kind == HTML_SCRIPT) add_fact(r, STR("<json>"), s, false);
  else if (!arena_copy(r->memory, str_trim(s), &r->page->title)) stop(r, NULL);
}

/* ---- elements */

static unsigned cues_of(const xmlChar **attributes) {
  unsigned cues = 0;
  for (; attributes && attributes[0]; attributes += 2)
    cues |= html_cues_of_attribute(str_of((const char *)attributes[0]),
                                   attributes[1] ? str_of((const char *)attributes[1]) : STR(""));
  return cues;
}

static void add_element(page_reader *r, open_tag *tag, unsigned cues) {
  html_page *p = r->page;
  void *elements = p->elements;
  if (!grow(r, &elements, &p->element_capacity, p->n_elements, HTML_ELEMENTS_MAX, sizeof *p->elements, "has too many elements"))
    return;
  p->elements = elements;
  uint32_t parent = r->element < 0 ? 0 : (uint32_t)r->element;
  p->elements[p->n_elements] =
      (html_element){.parent = parent, .kind = tag->kind, .cues = (uint8_t)cues, .first_block = p->n_blocks};
  tag->element = r->element = (int32_t)p->n_elements++;
}

static void count_open(page_reader *r, html_kind kind, int by) {
  if (kind == HTML_LINK) r->links += by;
  if (kind == HTML_STRONG) r->strong += by;
  if (kind == HTML_PRE) r->pre += by;
}

/* An inline element is recorded only where it is set apart as a caption is; one that is not shown has no text. */
static void open_element(page_reader *r, open_tag *tag, const xmlChar **attributes) {
  html_kind kind = (html_kind)tag->kind;
  bool block = is_block_kind(kind);
  unsigned cues = block || kind == HTML_OTHER ? cues_of(attributes) : 0;
  if (!block && (cues & HTML_CUE_CAPTION)) tag->kind = HTML_BOX, block = true;
  tag->hides = kind == HTML_HIDDEN || kind == HTML_SCRIPT || (!block && (cues & HTML_CUE_HIDDEN));
  if (kind == HTML_BREAK) r->breaks++;
  if (block) end_block(r);
  if (block && !r->hidden) add_element(r, tag, cues);
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  page_reader *r = context;
  if (is_stopped(r)) return;
  if (r->depth == HTML_DEPTH_MAX) {
    stop(r, "nests its elements too deeply");
    return;
  }
  open_tag *tag = &r->stack[r->depth++];
  *tag = (open_tag){.element = NO_ELEMENT, .kind = (uint8_t)kind_of_tag(str_of((const char *)name))};
  note_element(r, (html_kind)tag->kind, attributes);
  open_element(r, tag, attributes);
  count_open(r, (html_kind)tag->kind, 1);
  r->hidden += tag->hides;
}

static void close_element(page_reader *r, uint32_t index) {
  html_element *e = &r->page->elements[index];
  end_block(r);
  e->end = r->page->n_elements;
  e->end_block = r->page->n_blocks;
  r->element = index ? (int32_t)e->parent : NO_ELEMENT;
}

static void close_tag(page_reader *r) {
  open_tag tag = r->stack[--r->depth];
  r->hidden -= tag.hides;
  count_open(r, (html_kind)tag.kind, -1);
  if (r->capture) end_capture(r, (html_kind)tag.kind);
  if (tag.element != NO_ELEMENT) close_element(r, (uint32_t)tag.element);
}

static void on_end(void *context, const xmlChar *name) {
  page_reader *r = context;
  (void)name; /* the parser closes what is open in its order */
  if (!is_stopped(r) && r->depth > 1) close_tag(r);
}

/* ---- the page */

static bool parse(page_reader *r, str utf8) {
  static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                             HTML_PARSE_NODEFDTD | HTML_PARSE_NOIMPLIED;
  r->parser = htmlNewParserCtxt();
  if (!r->parser || !r->parser->sax) return false;
  *r->parser->sax = (xmlSAXHandler){.startElement = on_start,
                                    .endElement = on_end,
                                    .characters = on_text,
                                    .ignorableWhitespace = on_text,
                                    .cdataBlock = on_text};
  r->parser->userData = r;
  xmlDocPtr document = htmlCtxtReadMemory(r->parser, utf8.ptr, (int)utf8.len, NULL, "UTF-8", options);
  if (document) xmlFreeDoc(document);
  return true;
}

/* All text lies below a first element, whatever the page opens and closes. */
static bool begin_page(page_reader *r) {
  r->stack[r->depth++] = (open_tag){.element = NO_ELEMENT, .kind = HTML_ROOT};
  add_element(r, &r->stack[0], 0);
  return !is_stopped(r);
}

static casus_status read_page(page_reader *r, str utf8, casus_error *error) {
  r->text_max = utf8.len + TEXT_SLACK;
  r->text = arena_alloc(r->memory, r->text_max, 1);
  bool parsed = r->text && begin_page(r) && parse(r, utf8);
  if (!parsed || r->out_of_memory) return error_set(error, CASUS_MEMORY, "no memory for a page");
  if (r->refused) return error_set(error, CASUS_INPUT, "is a page that %s", r->refused);
  while (r->depth) close_tag(r);
  r->page->text = (str){r->text, r->text_len};
  return CASUS_OK;
}

static casus_status refuse(str utf8, casus_error *error) {
  if (utf8.len > HTML_PAGE_BYTES_MAX)
    return error_set(error, CASUS_INPUT, "is a page of more than the %zu bytes allowed", HTML_PAGE_BYTES_MAX);
  size_t at;
  const char *wrong = markup_check(utf8, &(markup_limits){.html = true, .attributes = HTML_ATTRIBUTES_MAX}, &at);
  return wrong ? error_set(error, CASUS_INPUT, "is a page with %s", wrong) : CASUS_OK;
}

casus_status html_page_read(str utf8, arena *memory, html_page *page, casus_error *error) {
  html_page read = {.title = STR("")};
  casus_status status = refuse(utf8, error);
  if (status != CASUS_OK) return status;
  page_reader *r = calloc(1, sizeof *r);
  if (!r) return error_set(error, CASUS_MEMORY, "no memory for a page");
  markup_start();
  r->page = &read;
  r->memory = memory;
  r->element = NO_ELEMENT;
  buffer_init(&r->captured, HTML_PAGE_BYTES_MAX + 1);
  status = read_page(r, utf8, error);
  if (r->parser) htmlFreeParserCtxt(r->parser);
  buffer_free(&r->captured);
  free(r);
  if (status == CASUS_OK) *page = read;
  return status;
}

str html_page_fact(const html_page *p, const char *name) {
  for (uint32_t i = 0; i < p->n_facts; i++)
    if (str_equal_fold(p->facts[i].name, str_of(name))) return p->facts[i].value;
  return STR("");
}
