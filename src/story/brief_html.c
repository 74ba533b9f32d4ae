/* The brief as one HTML page: no script, nothing loaded from anywhere, light and dark, for a telephone and for paper. Every text
 * is escaped; a web address becomes a link only where it is one of http or https. Statements and sources point to one another. */
#include <stdlib.h>

#include "story/brief.h"
#include "story/brief_svg.h"

static const char style[] =
    ":root{color-scheme:light dark;--page:#fff;--ink:#1b1d1f;--soft:#55606a;--line:#d5dade;--lane:#f3f5f6;--link:#0b57a4;"
    "--q0:#55606a;--q1:#3f7fc1;--q2:#00796b;--q3:#b4600a;--q4:#b3261e}\n"
    "@media(prefers-color-scheme:dark){:root{--page:#15181b;--ink:#e6e8ea;--soft:#a5afb8;--line:#3a4147;--lane:#1d2125;"
    "--link:#8ab8f0;--q0:#a5afb8;--q1:#7db7f0;--q2:#4fd1b5;--q3:#f0a94e;--q4:#ff8078}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"
    "main{max-width:52rem;margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0}\n"
    "h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--line)}\n"
    "h3{font-size:1.05rem;margin:1.3rem 0 .3rem}\n"
    "p{margin:.5rem 0;max-width:46rem}ul{margin:.3rem 0;padding-left:1.2rem}li{margin:.35rem 0}\n"
    "a{color:var(--link)}.note,.small,caption,figcaption,footer,.from{color:var(--soft)}\n"
    ".note{font-size:.875rem}q{font-style:italic;quotes:\"\\201c\" \"\\201d\"}\n"
    ".cite{font-size:.8rem;white-space:nowrap;padding:0 .1em}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;padding:0}\n"
    ".wide{overflow-x:auto;margin:1rem "
    "0}table{border-collapse:collapse;width:100%;min-width:34rem;font-size:.875rem;overflow-wrap:normal}\n"
    "caption{text-align:left;padding:.3rem 0}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;"
    "border-bottom:1px solid var(--line)}thead th{border-bottom-width:2px}tbody th{font-weight:600}"
    "th.number,td.number{text-align:right;padding-right:1.2rem;font-variant-numeric:tabular-nums}\n"
    "figure{margin:1rem "
    "0}figcaption{font-size:.875rem;margin-top:.3rem}svg{display:block;min-width:560px;width:100%;height:auto}\n"
    "svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg text.small{font-size:12px;fill:var(--soft)}\n"
    ".lane{fill:var(--lane)}.grid{stroke:var(--line)}.zero{stroke:var(--soft)}.today{stroke:var(--ink);stroke-dasharray:2 4}\n"
    ".q0{--c:var(--q0)}.q1{--c:var(--q1)}.q2{--c:var(--q2)}.q3{--c:var(--q3)}.q4{--c:var(--q4)}\n"
    ".fact{fill:var(--c);stroke:var(--c);stroke-width:2}.planned{fill:none;stroke:var(--c);stroke-width:2;stroke-dasharray:5 3}\n"
    ".possible{fill:none;stroke:var(--c);stroke-width:2;stroke-dasharray:1 3;stroke-linecap:round}"
    ".not{fill:none;stroke:var(--c);stroke-width:2}\n"
    ".edge{fill:none;stroke:var(--c);stroke-opacity:.85}.head{fill:var(--c)}.node{fill:var(--page);stroke:var(--ink);stroke-"
    "width:2}\n"
    ".w2{stroke-width:1.5}.w3{stroke-width:2.5}.w4{stroke-width:3.5}.w5{stroke-width:5}\n"
    ".curve{fill:none;stroke:var(--soft);stroke-width:2}\n"
    ".sources{list-style:none;padding:0;font-size:.9rem}.sources li{margin:.8rem 0;scroll-margin-top:1rem}\n"
    ":target{outline:2px solid var(--link);outline-offset:4px}a:focus-visible{outline:3px solid var(--link)}\n"
    "@media "
    "print{:root{--page:#fff;--ink:#000;--soft:#333;--line:#999;--lane:#eee;--link:#000;--q1:#3f7fc1;--q2:#00796b;--q3:#b4600a;"
    "--q4:#b3261e}nav{display:none}main{max-width:none;padding:0}h2,h3{break-after:avoid}figure,tr,li{break-inside:avoid}"
    "svg{min-width:0}.wide{overflow:visible}}\n";

typedef struct {
  buffer *out;
  brief_document *d;
  uint32_t *cited; /* how often each source, so far */
  unsigned list;   /* depth of open lists */
  unsigned heading;
  bool ok;
} page;

static void put(page *p, const char *s) { p->ok = buffer_add(p->out, str_of(s)) && p->ok; }
static void put_text(page *p, str s) { p->ok = brief_escape(p->out, s) && p->ok; }

static void put_element(page *p, const char *open, str text, const char *close) {
  put(p, open);
  put_text(p, text);
  put(p, close);
}

/* ---- statements */

static void put_citation(page *p, uint32_t source) {
  p->ok = buffer_format(p->out, "<a class=\"cite\" id=\"c%u-%u\" href=\"#s%u\" aria-label=\"source %u\">[%u]</a>", source + 1,
                        ++p->cited[source], source + 1, source + 1, source + 1) &&
          p->ok;
}

static void put_statement(page *p, const block *b) {
  put_text(p, b->text);
  if (b->quote.len) put_element(p, " — <q>", b->quote, "</q>");
  if (b->note.len) put_element(p, " <span class=\"note\">(", b->note, ")</span>");
  if (b->n_sources) put(p, " ");
  for (uint32_t i = 0; i < b->n_sources; i++) put_citation(p, b->sources[i]);
}

/* Lists open and close as items come and go; a subitem's list lies inside of the item before it. */
static void set_list(page *p, unsigned depth) {
  for (; p->list > depth; p->list--) put(p, "</li>\n</ul>\n");
  if (depth && p->list == depth) put(p, "</li>\n<li>");
  for (; p->list < depth; p->list++) put(p, "\n<ul>\n<li>");
}

/* ---- tables and figures */

static bool is_number(str cell) {
  for (size_t i = 0; i < cell.len; i++)
    if (!is_ascii_digit((unsigned char)cell.ptr[i]) && cell.ptr[i] != '.' && !((unsigned char)cell.ptr[i] & 0x80)) return false;
  return cell.len && is_ascii_digit((unsigned char)cell.ptr[cell.len - 1]);
}

static void put_row(page *p, const block *b, uint32_t row) {
  const str *cells = b->cells + (size_t)row * b->n_columns;
  put(p, "<tr>");
  for (uint32_t c = 0; c < b->n_columns; c++) {
    bool numbers = c && b->n_rows > 1 && is_number(b->cells[b->n_columns + c]);
    if (row == 0) put_element(p, numbers ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">", cells[c], "</th>");
    else if (c == 0) put_element(p, "<th scope=\"row\">", cells[c], "</th>");
    else put_element(p, is_number(cells[c]) ? "<td class=\"number\">" : "<td>", cells[c], "</td>");
  }
  put(p, "</tr>\n");
}

static void put_table(page *p, const block *b) {
  put_element(p, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"", b->text, "\">\n");
  put_element(p, "<table>\n<caption>", b->text, "</caption>\n<thead>\n");
  put_row(p, b, 0);
  put(p, "</thead>\n<tbody>\n");
  for (uint32_t r = 1; r < b->n_rows; r++) put_row(p, b, r);
  put(p, "</tbody>\n</table>\n</div>\n");
}

static void put_figure(page *p, const block *b) {
  static bool (*const figures[])(buffer *, brief_document *) = {
      [FIGURE_TIMELINE] = brief_timeline_svg, [FIGURE_NETWORK] = brief_network_svg, [FIGURE_TENSION] = brief_tension_svg};
  size_t begin = p->out->len;
  put_element(p, "<figure>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"", b->text, "\">\n");
  size_t drawn = p->out->len;
  p->ok = figures[b->figure](p->out, p->d) && p->ok;
  if (p->out->len == drawn) p->out->len = begin; /* nothing to draw */
  else put_element(p, "</div>\n<figcaption>", b->text, "</figcaption>\n</figure>\n");
}

/* ---- blocks */

static void put_heading(page *p, const block *b) {
  p->ok = buffer_format(p->out, "<h2 id=\"h%u\">", ++p->heading) && p->ok;
  put_element(p, "", b->text, "</h2>\n");
}

static void put_contents(page *p) {
  unsigned n = 0;
  put(p, "<nav aria-label=\"Sections\">\n<ul>\n");
  for (uint32_t i = 0; i < p->d->n_blocks; i++) {
    if (p->d->blocks[i].kind != BLOCK_HEADING) continue;
    p->ok = buffer_format(p->out, "<li><a href=\"#h%u\">", ++n) && p->ok;
    put_element(p, "", p->d->blocks[i].text, "</a></li>\n");
  }
  put(p, "<li><a href=\"#sources\">Sources</a></li>\n</ul>\n</nav>\n");
}

static void put_block(page *p, const block *b) {
  set_list(p, b->kind == BLOCK_ITEM ? 1 : b->kind == BLOCK_SUBITEM ? 2 : 0);
  switch (b->kind) {
    case BLOCK_TITLE:
      put_element(p, "<h1>", b->text, "</h1>\n");
      break;
    case BLOCK_HEADING:
      put_heading(p, b);
      break;
    case BLOCK_SUBHEADING:
      put_element(p, "<h3>", b->text, "</h3>\n");
      break;
    case BLOCK_TEXT:
      put_element(p, "<p>", b->text, "</p>\n");
      break;
    case BLOCK_ITEM:
    case BLOCK_SUBITEM:
      put_statement(p, b);
      break;
    case BLOCK_TABLE:
      put_table(p, b);
      break;
    case BLOCK_FIGURE:
      put_figure(p, b);
      break;
  }
}

static void put_blocks(page *p) {
  bool contents = false;
  for (uint32_t i = 0; i < p->d->n_blocks; i++) {
    bool first_heading = p->d->blocks[i].kind == BLOCK_HEADING && !contents;
    if (first_heading) contents = true, set_list(p, 0), put_contents(p);
    put_block(p, &p->d->blocks[i]);
  }
  set_list(p, 0);
}

/* ---- sources */

static void put_article(page *p, const casus_article *a) {
  str title = brief_clean(p->d, brief_article_title(a)), from = brief_clean(p->d, a->source);
  str date = brief_date(p->d, a->date, (casus_date){0});
  if (brief_url_is_safe(a->url)) {
    put_element(p, "<a rel=\"noopener noreferrer nofollow\" href=\"", a->url, "\">");
    put_element(p, "", title, "</a>");
  } else {
    put_text(p, title);
  }
  if (from.len) put_element(p, ", ", from, "");
  if (date.len) put_element(p, ", ", date, "");
}

static void put_way_back(page *p, uint32_t source) {
  for (uint32_t k = 1; k <= p->cited[source]; k++)
    p->ok = buffer_format(p->out, " <a href=\"#c%u-%u\" aria-label=\"back to statement %u of source %u\">↑%u</a>", source + 1, k,
                          k, source + 1, k) &&
            p->ok;
}

static void put_sources(page *p) {
  const casus_situation *s = p->d->s;
  if (s->n_sources) put(p, "<h2 id=\"sources\">Sources</h2>\n<ol class=\"sources\">\n");
  for (uint32_t i = 0; i < s->n_sources; i++) {
    p->ok = buffer_format(p->out, "<li id=\"s%u\"><strong>[%u]</strong> <q>", i + 1, i + 1) && p->ok;
    put_element(p, "", brief_clean(p->d, s->sources[i].text), "</q><br><span class=\"from\">");
    put_article(p, s->sources[i].article);
    p->ok = buffer_format(p->out, ", sentence %u</span>", s->sources[i].sentence) && p->ok;
    put_way_back(p, i);
    put(p, "</li>\n");
  }
  if (s->n_sources) put(p, "</ol>\n");
}

/* ---- the page */

static void put_head(page *p) {
  put(p,
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
      "form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"casus " CASUS_VERSION "\">\n");
  put_element(p, "<title>", p->d->blocks[0].text, "</title>\n<style>\n");
  put(p, style);
  put(p, "</style>\n</head>\n<body>\n<main>\n");
}

bool brief_write_html(buffer *out, brief_document *d) {
  page p = {.out = out, .d = d, .ok = true, .cited = calloc((size_t)d->s->n_sources + 1, sizeof *p.cited)};
  if (!p.cited) return false;
  put_head(&p);
  put_blocks(&p);
  put_sources(&p);
  put(&p, "</main>\n</body>\n</html>\n");
  free(p.cited);
  return p.ok && !d->failed;
}
