/* Feeds: goes through the file with libxml2's reader, which holds one item at a time, and makes an article of each. Entities that
 * a document defines are not expanded, and nothing outside the file is ever read. */
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>

#include "article/encoding.h"
#include "article/feed.h"
#include "article/html_article.h"
#include "article/html_meta.h"
#include "article/markup.h"

#define FEED_MEMORY_MAX ((size_t)256 << 20)

struct feed {
  xmlTextReaderPtr reader;
  arena *memory; /* of the file's text, and what it says of all items */
  str source, language;
  size_t n_items;
  bool is_feed;      /* the first element says so */
  bool in_item;      /* the reader stands on an item that has been read */
  char message[160]; /* of the first error; empty: none */
  size_t line;
};

void feed_close(feed *f) {
  if (!f) return;
  if (f->reader) xmlFreeTextReader(f->reader);
  arena_free(f->memory);
  free(f);
}

/* ---- opening */

/* Names of HTML's characters are common in feeds, and understood although XML does not know them. */
static void on_error(void *context, xmlErrorPtr error) {
  feed *f = context;
  if (f->message[0] || error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE) return;
  if (error->code == XML_ERR_UNDECLARED_ENTITY || error->code == XML_WAR_UNDECLARED_ENTITY) return;
  size_t n = error->message ? strlen(error->message) : 0;
  while (n && is_ascii_space((unsigned char)error->message[n - 1])) n--;
  if (n >= sizeof f->message) n = sizeof f->message - 1;
  if (n) memcpy(f->message, error->message, n);
  else memcpy(f->message, "unknown error", n = 13);
  f->message[n] = 0;
  f->line = error->line > 0 ? (size_t)error->line : 0;
}

static casus_status hold_file(casus_reader *r, casus_error *error) {
  casus_status status = window_want(&r->window, FEED_BYTES_MAX + 1, error);
  if (status != CASUS_OK || window_str(&r->window).len <= FEED_BYTES_MAX) return status;
  return error_at(error, CASUS_INPUT, r->name, 0, FEED_BYTES_MAX, "is a feed of more than the %zu bytes allowed", FEED_BYTES_MAX);
}

static casus_status begin_reading(casus_reader *r, feed *f, str utf8, casus_error *error) {
  static const int options =
      XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
  size_t crowded = markup_crowded_tag(utf8, false, FEED_ATTRIBUTES_MAX);
  if (crowded < utf8.len)
    return error_at(error, CASUS_INPUT, r->name, 0, crowded, "has a tag of more than %d attributes", FEED_ATTRIBUTES_MAX);
  markup_start();
  f->reader = xmlReaderForMemory(utf8.ptr, (int)utf8.len, NULL, "UTF-8", options);
  if (!f->reader) return error_set(error, CASUS_MEMORY, "no memory for a feed");
  xmlTextReaderSetStructuredErrorHandler(f->reader, on_error, f);
  return CASUS_OK;
}

static casus_status open_feed(casus_reader *r, casus_error *error) {
  str utf8;
  casus_error why = {0};
  casus_status status = hold_file(r, error);
  if (status != CASUS_OK) return status;
  feed *f = r->feed = calloc(1, sizeof *f);
  if (f) f->memory = arena_new(FEED_MEMORY_MAX);
  if (!f || !f->memory) return error_set(error, CASUS_MEMORY, "no memory for a feed");
  f->source = f->language = STR("");
  status = encoding_to_utf8(window_str(&r->window), STR(""), f->memory, &utf8, &why);
  if (status != CASUS_OK) return error_at(error, CASUS_INPUT, r->name, 0, 0, "%s", why.message);
  return begin_reading(r, f, str_trim(utf8), error);
}

/* ---- text of elements */

/* The node that follows in document order within `top`; NULL: none. */
static const xmlNode *next_node(const xmlNode *node, const xmlNode *top) {
  if (node->type == XML_ELEMENT_NODE && node->children) return node->children;
  while (node != top && !node->next) node = node->parent;
  return node == top ? NULL : node->next;
}

static bool add_entity(buffer *b, const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return !entity || buffer_format(b, "&%s;", name);
}

static bool is_text(const xmlNode *n) { return n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE; }

/* The tags of XHTML within it are lost, but for that they part words: blocks of it become paragraphs. */
static bool add_node(buffer *b, const xmlNode *n, bool markup) {
  if (is_text(n)) return !n->content || buffer_add(b, str_of((const char *)n->content));
  if (n->type == XML_ENTITY_REF_NODE) return add_entity(b, (const char *)n->name);
  if (n->type == XML_ELEMENT_NODE && markup) return buffer_format(b, "<%s>", (const char *)n->name);
  return true;
}

/* What an element holds, as the markup that it is the text of. False: out of memory. */
static bool content_of(const xmlNode *element, arena *memory, str *content) {
  buffer b;
  buffer_init(&b, FEED_BYTES_MAX);
  bool added = true;
  for (const xmlNode *n = next_node(element, element); n && added; n = next_node(n, element)) added = add_node(&b, n, true);
  added = added && arena_copy(memory, str_trim(buffer_str(&b)), content);
  buffer_free(&b);
  return added;
}

static str attribute_of(const xmlNode *element, const char *name, arena *memory) {
  str value = STR("");
  for (const xmlAttr *a = element->properties; a; a = a->next)
    if (strcmp((const char *)a->name, name) == 0 && a->children && is_text(a->children) && a->children->content &&
        !arena_copy(memory, str_of((const char *)a->children->content), &value))
      return STR("");
  return value;
}

/* ---- items */

typedef enum {
  FIELD_TITLE,
  FIELD_BODY,
  FIELD_CONTENT,
  FIELD_SUMMARY,
  FIELD_LINK,
  FIELD_ID,
  FIELD_DATE,
  FIELD_UPDATED,
  FIELD_LANGUAGE,
  FIELD_COUNT
} field;

/* Elements by prefix and name; the first one of a field counts. */
static const struct {
  const char *prefix, *name;
  field field;
} names[] = {{"", "title", FIELD_TITLE},
             {"content", "encoded", FIELD_BODY},
             {"", "content", FIELD_CONTENT},
             {"", "description", FIELD_SUMMARY},
             {"", "summary", FIELD_SUMMARY},
             {"", "link", FIELD_LINK},
             {"", "guid", FIELD_ID},
             {"", "id", FIELD_ID},
             {"", "pubDate", FIELD_DATE},
             {"", "published", FIELD_DATE},
             {"", "issued", FIELD_DATE},
             {"dc", "date", FIELD_DATE},
             {"", "updated", FIELD_UPDATED},
             {"", "modified", FIELD_UPDATED},
             {"dc", "language", FIELD_LANGUAGE}};

static str prefix_of(const xmlNode *n) {
  str prefix = n->ns && n->ns->prefix ? str_of((const char *)n->ns->prefix) : STR("");
  return str_is(prefix, "atom") ? STR("") : prefix;
}

static field field_of(const xmlNode *n) {
  str prefix = prefix_of(n);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (str_is(prefix, names[i].prefix) && strcmp((const char *)n->name, names[i].name) == 0) return names[i].field;
  return FIELD_COUNT;
}

/* RSS writes the address as text, Atom as an attribute, among others of other kinds. */
static bool link_of(const xmlNode *n, arena *memory, str *link) {
  str href = attribute_of(n, "href", memory), rel = attribute_of(n, "rel", memory);
  if (str_empty(href)) return content_of(n, memory, link);
  *link = str_empty(rel) || str_is(rel, "alternate") ? href : STR("");
  return true;
}

static bool read_fields(const xmlNode *item, arena *memory, str *fields) {
  for (const xmlNode *n = item->children; n; n = n->next) {
    field f = n->type == XML_ELEMENT_NODE ? field_of(n) : FIELD_COUNT;
    if (f == FIELD_COUNT || !str_empty(fields[f])) continue;
    if (!(f == FIELD_LINK ? link_of(n, memory, &fields[f]) : content_of(n, memory, &fields[f]))) return false;
  }
  if (str_empty(fields[FIELD_ID])) fields[FIELD_ID] = attribute_of(item, "about", memory); /* RSS 1.0 */
  return true;
}

/* On one line. */
static casus_status line_of(str markup, arena *memory, str *line, casus_error *error) {
  casus_status status = html_fragment_text(markup, memory, line, error);
  if (status != CASUS_OK) return status;
  char *s = arena_alloc(memory, line->len + 1, 1);
  size_t n = 0;
  if (!s) return error_set(error, CASUS_MEMORY, "no memory for a title");
  for (size_t i = 0; i < line->len; i++)
    if (line->ptr[i] != '\n') s[n++] = line->ptr[i];
    else if (n && s[n - 1] != ' ') s[n++] = ' ';
  *line = str_trim((str){s, n});
  return CASUS_OK;
}

/* The fullest text that is there. */
static casus_status text_of(const str *fields, arena *memory, str *text, casus_error *error) {
  static const field order[] = {FIELD_BODY, FIELD_CONTENT, FIELD_SUMMARY};
  *text = STR("");
  for (size_t i = 0; str_empty(*text) && i < sizeof order / sizeof *order; i++) {
    casus_status status = html_fragment_text(fields[order[i]], memory, text, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status fill_item(casus_reader *r, const xmlNode *item, casus_article *article, casus_error *error) {
  feed *f = r->feed;
  str fields[FIELD_COUNT];
  for (size_t i = 0; i < FIELD_COUNT; i++) fields[i] = STR("");
  if (!read_fields(item, r->page, fields))
    return error_set(error, CASUS_INPUT, "is an item that takes more memory than there is for one");
  casus_article a = {.origin = r->name, .date = r->date, .source = f->source, .url = fields[FIELD_LINK], .language = f->language};
  a.origin_line = (size_t)xmlGetLineNo((xmlNodePtr)(uintptr_t)item);
  a.id = str_empty(fields[FIELD_ID]) ? fields[FIELD_LINK] : fields[FIELD_ID];
  if (str_empty(a.id) && !record_id(r->name, f->n_items, &r->id_space, &a.id))
    return error_set(error, CASUS_MEMORY, "no memory for an id");
  if (str_empty(a.source)) a.source = host_of_url(a.url);
  if (!article_date_value(fields[FIELD_DATE], &a.date)) article_date_value(fields[FIELD_UPDATED], &a.date);
  if (!str_empty(fields[FIELD_LANGUAGE])) language_code(fields[FIELD_LANGUAGE], r->page, &a.language);
  casus_status status = line_of(fields[FIELD_TITLE], r->page, &a.title, error);
  if (status == CASUS_OK) status = text_of(fields, r->page, &a.text, error);
  if (status == CASUS_OK) *article = a;
  return status;
}

static casus_status read_item(casus_reader *r, casus_article *article, casus_error *error) {
  feed *f = r->feed;
  casus_error why = {0};
  f->in_item = true;
  f->n_items++;
  const xmlNode *item = xmlTextReaderExpand(f->reader);
  size_t line = item ? (size_t)xmlGetLineNo((xmlNodePtr)(uintptr_t)item) : 0;
  if (!item) return CASUS_END; /* its end is missing: told when the file ends */
  casus_status status = fill_item(r, item, article, &why);
  return status == CASUS_OK ? status : error_at(error, CASUS_INPUT, r->name, line, 0, "%s", why.message);
}

/* ---- the file */

static void note_feed_title(casus_reader *r) {
  feed *f = r->feed;
  const xmlNode *title = xmlTextReaderExpand(f->reader);
  str markup, line;
  if (title && content_of(title, r->page, &markup) && line_of(markup, r->page, &line, NULL) == CASUS_OK &&
      !arena_copy(f->memory, line, &f->source))
    f->source = STR("");
}

static void note_feed_language(casus_reader *r) {
  feed *f = r->feed;
  const xmlNode *language = xmlTextReaderExpand(f->reader);
  str code;
  if (language && content_of(language, r->page, &code) && !language_code(code, f->memory, &f->language)) f->language = STR("");
}

static bool is_root_of_feed(const char *name) { return !strcmp(name, "rss") || !strcmp(name, "feed") || !strcmp(name, "RDF"); }

static void note_root(feed *f, const char *name) {
  f->is_feed = is_root_of_feed(name);
  xmlChar *language = xmlTextReaderXmlLang(f->reader);
  if (language && !language_code(str_of((const char *)language), f->memory, &f->language)) f->language = STR("");
  xmlFree(language);
}

/* Title and language of the whole stand in <channel>, or right below <feed>. */
static void note_element(casus_reader *r, const char *name, int depth) {
  feed *f = r->feed;
  if (depth == 0) note_root(f, name);
  else if (depth > 2 || f->n_items) return;
  else if (!strcmp(name, "title") && str_empty(f->source)) note_feed_title(r);
  else if (!strcmp(name, "language") && str_empty(f->language)) note_feed_language(r);
}

static bool is_item(const char *name, int depth) {
  return depth && depth <= 2 && (!strcmp(name, "item") || !strcmp(name, "entry"));
}

/* The next element; an item that was read is passed over whole. False: the end, or an error that was noted. */
static bool next_element(feed *f) {
  do {
    int moved = f->in_item ? xmlTextReaderNext(f->reader) : xmlTextReaderRead(f->reader);
    f->in_item = false;
    if (moved != 1) return false;
  } while (xmlTextReaderNodeType(f->reader) != XML_READER_TYPE_ELEMENT);
  return true;
}

/* The file has been read: was all well? */
static casus_status finish(casus_reader *r, casus_error *error) {
  feed *f = r->feed;
  casus_status status = CASUS_END;
  if (r->window.damage != CASUS_OK) status = reader_report_damage(r, error);
  else if (f->message[0]) status = error_at(error, CASUS_INPUT, r->name, f->line, 0, "is not well-formed XML: %s", f->message);
  else if (!f->is_feed) status = error_at(error, CASUS_INPUT, r->name, 0, 0, "is XML, but neither RSS nor Atom");
  reader_close_input(r);
  return status;
}

casus_status read_feed_item(casus_reader *r, casus_article *article, casus_error *error) {
  casus_status status = r->feed ? CASUS_OK : open_feed(r, error);
  if (status != CASUS_OK) {
    reader_close_input(r);
    return status;
  }
  while (next_element(r->feed)) {
    const char *name = (const char *)xmlTextReaderConstLocalName(r->feed->reader);
    int depth = xmlTextReaderDepth(r->feed->reader);
    note_element(r, name, depth);
    if (!r->feed->is_feed) break;
    if (!is_item(name, depth)) continue;
    status = read_item(r, article, error);
    if (status != CASUS_END) return status;
  }
  return finish(r, error);
}
