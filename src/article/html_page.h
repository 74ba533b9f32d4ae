/* A page of HTML as what the finding of its article needs: blocks of text in their order, the elements that they stand in, and
 * the facts that its head states. */
#ifndef CASUS_HTML_PAGE_H
#define CASUS_HTML_PAGE_H

#include "base/base.h"

#define HTML_PAGE_BYTES_MAX ((size_t)16 << 20)
enum {
  HTML_ELEMENTS_MAX = 1 << 19,
  HTML_BLOCKS_MAX = 1 << 19,
  HTML_FACTS_MAX = 4096,
  HTML_DEPTH_MAX = 512,     /* of open elements: a page that nests deeper is refused */
  HTML_ATTRIBUTES_MAX = 256 /* of one tag */
};

typedef enum {
  HTML_OTHER = 0, /* inline, nothing known of it */
  HTML_BOX,       /* any element that stands on lines of its own */
  HTML_BODY,
  HTML_MAIN,
  HTML_ARTICLE,
  HTML_PARAGRAPH,
  HTML_HEADING_1,
  HTML_HEADING, /* h2 to h6 */
  HTML_ITEM,
  HTML_CELL,
  HTML_QUOTE,
  HTML_ASIDE, /* nav, footer, aside, figcaption, ...: by its name not the article's text */
  HTML_HEADER,
  HTML_PRE,
  HTML_LINK,
  HTML_STRONG,
  HTML_BREAK,
  HTML_HIDDEN, /* script, style, button, ...: no text at all */
  HTML_TITLE,
  HTML_META,
  HTML_LINK_REL,
  HTML_SCRIPT,
  HTML_TIME,
  HTML_ROOT
} html_kind;

/* What class, id, role and the like say of an element. */
enum {
  HTML_CUE_TEXT = 1,    /* the body of an article */
  HTML_CUE_OUT = 2,     /* not the article's text: comments, related, cookie */
  HTML_CUE_DOUBT = 4,   /* the same, but the word is also put on what holds the article: sidebar, share, ad */
  HTML_CUE_HIDDEN = 8,  /* not shown */
  HTML_CUE_CAPTION = 16 /* of a picture */
};

/* In document order; those below an element follow it up to `end`. */
typedef struct {
  uint32_t parent; /* the first element is its own */
  uint32_t end;
  uint32_t first_block, end_block;
  uint8_t kind; /* html_kind */
  uint8_t cues;
} html_element;

/* A stretch of text between two breaks, white space collapsed; a newline stands for a single <br>. */
typedef struct {
  uint32_t begin, end; /* in the page's text */
  uint32_t element;
  uint32_t link_bytes, strong_bytes;
} html_block;

/* What the page states: a <meta> by its name, or "<link>", "<html lang>", "<time>", "<json>" for those elements. */
typedef struct {
  str name, value;
  uint32_t block; /* the block before which it stands */
  bool marked;    /* of <time>: it is said to be that of publication */
} html_fact;

typedef struct {
  str text;
  html_element *elements;
  html_block *blocks;
  html_fact *facts;
  uint32_t n_elements, n_blocks, n_facts;
  uint32_t element_capacity, block_capacity, fact_capacity;
  str title; /* of <title> */
} html_page;

/* `utf8` is valid UTF-8. The page lies in the arena. CASUS_INPUT: over one of the maxima above. Linear. */
casus_status html_page_read(str utf8, arena *memory, html_page *page, casus_error *error);

static inline str html_block_text(const html_page *p, uint32_t block) {
  return str_slice(p->text, p->blocks[block].begin, p->blocks[block].end);
}
/* The value of the first fact of that name that is not empty; else empty. Names are compared without case. */
str html_page_fact(const html_page *p, const char *name);

#endif
