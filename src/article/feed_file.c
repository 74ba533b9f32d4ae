/* Feeds: goes through the file with libxml2's reader, which holds one item at a time, and makes an article of each. Entities that
 * a document defines are not expanded, and nothing outside the file is ever read. */
#define _GNU_SOURCE /* memmem */
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>

#include "article/encoding.h"
#include "article/feed.h"
#include "article/html_article.h"
#include "article/html_meta.h"
#include "article/markup.h"
#include "article/writer.h"

#define FEED_MEMORY_MAX ((size_t)256 << 20)

struct feed {
  xmlDocPtr document;
  xmlNodePtr root, last; /* the node looked at last; NULL: none yet */
  arena *memory;         /* of the file's text, and what it says of all items */
  str source, language;
  size_t n_items;
  bool cut_off;      /* the last item has no end */
  char message[160]; /* of the first error; empty: none */
  size_t line;
};

void feed_close(feed *f) {
  if (!f) return;
  if (f->document) xmlFreeDoc(f->document);
  arena_free(f->memory);
  free(f);
}

/* ---- mending */

/* After a first error libxml2 drops all references to entities, so they are written as numbers before. That also serves the names
 * of HTML's characters, which XML does not know, and ampersands that stand for themselves; what a document defines becomes text.
 */
static void put_number(writer *w, unsigned code) {
  char digits[16];
  size_t n = sizeof digits;
  digits[--n] = ';';
  for (; code; code /= 10) digits[--n] = (char)('0' + code % 10);
  put(w, STR("&#"));
  put(w, (str){digits + n, sizeof digits - n});
}

/* What begins with an ampersand. Returns its bytes. */
static size_t put_reference(writer *w, str s) {
  enum { NAME_BYTES_MAX = 10 };
  char name[NAME_BYTES_MAX + 1] = "";
  size_t n = 0;
  if (s.len > 1 && s.ptr[1] == '#') return put(w, str_slice(s, 0, 2)), 2;
  while (n < NAME_BYTES_MAX && n + 1 < s.len &&
         (is_ascii_alpha((unsigned char)s.ptr[n + 1]) || is_ascii_digit((unsigned char)s.ptr[n + 1]))) {
    name[n] = s.ptr[n + 1];
    n++;
  }
  bool closed = n && n + 1 < s.len && s.ptr[n + 1] == ';';
  const htmlEntityDesc *entity = closed ? htmlEntityLookup((const xmlChar *)name) : NULL;
  bool apostrophe = closed && strcmp(name, "apos") == 0;
  put_number(w, apostrophe ? '\'' : entity ? entity->value : '&');
  return apostrophe || entity ? n + 2 : 1;
}

static size_t bytes_past(str s, const char *mark) {
  size_t n = strlen(mark);
  const char *found = memmem(s.ptr, s.len, mark, n);
  return found ? (size_t)(found - s.ptr) + n : s.len;
}

static const str cdata = {"<![CDATA[", 9}, comment = {"<!--", 4};

/* Up to the next reference, CDATA or comment. */
static size_t plain_bytes(str s) {
  size_t i = 0;
  for (; i < s.len && s.ptr[i] != '&'; i++)
    if (s.ptr[i] == '<' && (str_starts(str_slice(s, i, s.len), cdata) || str_starts(str_slice(s, i, s.len), comment))) break;
  return i;
}

/* The next piece; returns its bytes. CDATA is as it stands. Comments go: libxml2 copies one whole for each "--" within it. */
static size_t put_piece(writer *w, str s) {
  if (s.ptr[0] == '&') return put_reference(w, s);
  if (str_starts(s, comment)) return bytes_past(s, "-->");
  size_t n = str_starts(s, cdata) ? bytes_past(s, "]]>") : plain_bytes(s);
  put(w, str_slice(s, 0, n));
  return n;
}

static bool mend(str xml, arena *memory, str *mended) {
  enum { NUMBER_BYTES_MAX = 10 };
  size_t references = 0;
  for (size_t i = 0; i < xml.len; i++) references += xml.ptr[i] == '&';
  writer w = {.ptr = arena_alloc(memory, xml.len + references * NUMBER_BYTES_MAX + 1, 1)};
  if (!w.ptr) return false;
  for (size_t at = 0; at < xml.len;) at += put_piece(&w, str_slice(xml, at, xml.len));
  *mended = (str){w.ptr, w.len};
  return true;
}

/* ---- opening */

static void on_error(void *context, xmlErrorPtr error) {
  feed *f = ((xmlParserCtxtPtr)context)->_private;
  if (error->code == XML_ERR_TAG_NOT_FINISHED) f->cut_off = true;
  if (f->message[0] || error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE) return;
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

static casus_status parse(feed *f, str utf8, casus_error *error) {
  static const int options =
      XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES;
  markup_start();
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (!parser || !parser->sax) return error_set(error, CASUS_MEMORY, "no memory for a feed");
  parser->_private = f;
  parser->sax->serror = on_error;
  f->document = xmlCtxtReadMemory(parser, utf8.ptr, (int)utf8.len, NULL, "UTF-8", options);
  xmlFreeParserCtxt(parser);
  f->root = f->document ? xmlDocGetRootElement(f->document) : NULL;
  return CASUS_OK;
}

static casus_status check_and_parse(casus_reader *r, feed *f, str utf8, casus_error *error) {
  size_t at;
  const char *wrong = markup_check(utf8, &(markup_limits){.attributes = FEED_ATTRIBUTES_MAX, .tags = FEED_TAGS_MAX}, &at);
  if (wrong) return error_at(error, CASUS_INPUT, r->name, 0, at, "is a feed with %s", wrong);
  return mend(utf8, f->memory, &utf8) ? parse(f, utf8, error)
                                      : error_set(error, CASUS_INPUT, "is a feed that takes too much memory");
}

/* ---- text of elements */

/* The node that follows in document order within `top`; NULL: none. */
static const xmlNode *next_node(const xmlNode *node, const xmlNode *top) {
  if (node->type == XML_ELEMENT_NODE && node->children) return node->children;
  while (node != top && !node->next) node = node->parent;
  return node == top ? NULL : node->next;
}

static bool is_text(const xmlNode *n) { return n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE; }

/* The tags of XHTML within it are lost, but for that they part words: blocks of it become paragraphs. */
static bool add_node(buffer *b, const xmlNode *n) {
  if (is_text(n)) return !n->content || buffer_add(b, str_of((const char *)n->content));
  if (n->type == XML_ELEMENT_NODE) return buffer_format(b, "<%s>", (const char *)n->name);
  return true;
}

/* What an element holds, as the markup that it is the text of. False: out of memory. */
static bool content_of(const xmlNode *element, arena *memory, str *content) {
  buffer b;
  buffer_init(&b, FEED_BYTES_MAX);
  bool added = true;
  for (const xmlNode *n = next_node(element, element); n && added; n = next_node(n, element)) added = add_node(&b, n);
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
  a.origin_line = (size_t)xmlGetLineNo(item);
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

/* ---- the file */

static bool is_named(const xmlNode *n, const char *name) {
  return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}
static bool is_item(const xmlNode *n) { return is_named(n, "item") || is_named(n, "entry"); }

static bool is_feed(const xmlNode *root) {
  return root && (is_named(root, "rss") || is_named(root, "feed") || is_named(root, "RDF"));
}

/* The next element below the root, or below a <channel> there; NULL: none is left. */
static xmlNodePtr next_element(feed *f) {
  xmlNodePtr n = f->last ? f->last : f->root;
  do {
    if (n == f->root || (n->parent == f->root && is_named(n, "channel") && n->children)) n = n->children;
    else if (n->next || n->parent == f->root) n = n->next;
    else n = n->parent->next;
  } while (n && n->type != XML_ELEMENT_NODE);
  if (n) f->last = n;
  return n;
}

/* Title and language of the whole. What cannot be read is none. */
static void note_feed(casus_reader *r) {
  feed *f = r->feed;
  str markup, line;
  if (!is_feed(f->root)) return;
  for (const xmlAttr *a = f->root->properties; a; a = a->next)
    if (!strcmp((const char *)a->name, "lang") && a->children && a->children->content)
      language_code(str_of((const char *)a->children->content), f->memory, &f->language);
  for (const xmlNode *n; (n = next_element(f));) {
    bool title = is_named(n, "title") && str_empty(prefix_of(n)), language = is_named(n, "language");
    if ((!title && !language) || !content_of(n, r->page, &markup)) continue;
    if (language && str_empty(f->language)) language_code(markup, f->memory, &f->language);
    if (title && str_empty(f->source) && line_of(markup, f->memory, &line, NULL) == CASUS_OK) f->source = line;
  }
  f->last = NULL;
}

static bool more_items(const feed *f) {
  feed ahead = *f;
  for (const xmlNode *n; (n = next_element(&ahead));)
    if (is_item(n)) return true;
  return false;
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
  status = check_and_parse(r, f, str_trim(utf8), error);
  if (status == CASUS_OK) note_feed(r);
  return status;
}

static casus_status read_item(casus_reader *r, const xmlNode *item, casus_article *article, casus_error *error) {
  casus_error why = {0};
  r->feed->n_items++;
  casus_status status = fill_item(r, item, article, &why);
  return status == CASUS_OK ? status : error_at(error, CASUS_INPUT, r->name, (size_t)xmlGetLineNo(item), 0, "%s", why.message);
}

/* The file has been read: was all well? */
static casus_status finish(casus_reader *r, casus_error *error) {
  feed *f = r->feed;
  casus_status status = CASUS_END;
  if (r->window.damage != CASUS_OK) status = reader_report_damage(r, error);
  else if (!is_feed(f->root) && !f->message[0])
    status = error_at(error, CASUS_INPUT, r->name, 0, 0, "is XML, but neither RSS nor Atom");
  else if (f->message[0]) status = error_at(error, CASUS_INPUT, r->name, f->line, 0, "is not well-formed XML: %s", f->message);
  reader_close_input(r);
  return status;
}

casus_status read_feed_item(casus_reader *r, casus_article *article, casus_error *error) {
  casus_status status = r->feed ? CASUS_OK : open_feed(r, error);
  if (status != CASUS_OK) {
    reader_close_input(r);
    return status;
  }
  for (const xmlNode *n; is_feed(r->feed->root) && (n = next_element(r->feed));)
    if (is_item(n) && !(r->feed->cut_off && !more_items(r->feed))) return read_item(r, n, article, error);
  return finish(r, error);
}
