/* What a page's head, JSON-LD and the lines beside its title say about the article. */
#include "article/html_meta.h"

#include "article/article.h"
#include "article/html_content.h"
#include "article/html_lines.h"

enum { BYLINES_BEFORE = 2, BYLINES_BEHIND = 12, BYLINE_WORDS_MAX = 25, SITE_WORDS_MAX = 6, YEAR_MIN = 1990, YEAR_MAX = 2100 };

/* ---- addresses */

static bool is_address(str s) { return str_starts(s, STR("http://")) || str_starts(s, STR("https://")); }

str host_of_url(str url) {
  if (!is_address(url)) return STR("");
  size_t begin = url.ptr[4] == 's' ? 8 : 7, end = begin;
  while (end < url.len && !memchr("/?#:", url.ptr[end], 4)) end++;
  str host = str_slice(url, begin, end);
  return str_starts(host, STR("www.")) ? str_slice(host, 4, host.len) : host;
}

static str address_of(const html_page *p, const json_ld *stated, str address) {
  const str candidates[] = {address, html_page_fact(p, "<link>"), html_page_fact(p, "og:url"), stated->url};
  for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
    if (is_address(candidates[i])) return candidates[i];
  return STR("");
}

static str source_of(const html_page *p, const json_ld *stated, str address) {
  str names[] = {html_page_fact(p, "og:site_name"), html_page_fact(p, "application-name"), stated->publisher};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!str_empty(names[i])) return names[i];
  return host_of_url(address);
}

/* ---- title */

static str first_heading(const html_page *p, uint32_t *block) {
  for (*block = 0; *block < p->n_blocks; ++*block)
    if (p->elements[p->blocks[*block].element].kind == HTML_HEADING_1) return html_block_text(p, *block);
  return STR("");
}

/* "Talks fail - The Site": what stands behind the last separator is the site if it is named so, or if what stands before is the
 * heading. */
static str without_site(str title, str heading, str site) {
  static const char *const separators[] = {" - ", " | ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " :: ", " \xc2\xbb ", " \xc2\xb7 "};
  for (size_t at = title.len; at-- > 1;) {
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
      str separator = str_of(separators[i]), head = str_slice(title, 0, at), rest = str_slice(title, at, title.len);
      if (!str_starts(rest, separator)) continue;
      str tail = str_slice(rest, separator.len, rest.len);
      bool named = !str_empty(site) && str_equal_fold(tail, site);
      if (named || str_equal_fold(head, heading)) return head;
      if (str_empty(heading) && separators[i][1] != '-' && html_count_words(tail) <= SITE_WORDS_MAX) return head;
    }
  }
  return title;
}

static str title_of(const html_page *p, const json_ld *stated, str site) {
  uint32_t block;
  str heading = first_heading(p, &block);
  str named = html_page_fact(p, "og:title");
  if (str_empty(named)) named = stated->headline;
  if (!str_empty(named)) return without_site(named, heading, site);
  return str_empty(heading) ? without_site(p->title, heading, site) : heading;
}

/* ---- language */

bool language_code(str value, arena *memory, str *code) {
  char lower[3];
  size_t n = 0;
  value = str_trim(value);
  while (n < value.len && is_ascii_alpha((unsigned char)value.ptr[n])) {
    if (n == sizeof lower) return *code = STR(""), true;
    lower[n] = to_ascii_lower(value.ptr[n]);
    n++;
  }
  if (n < 2) return *code = STR(""), true;
  return arena_copy(memory, (str){lower, n}, code);
}

static bool language_of(const html_page *p, const json_ld *stated, arena *memory, str *code) {
  const str candidates[] = {html_page_fact(p, "<html lang>"), html_page_fact(p, "og:locale"), stated->language,
                            html_page_fact(p, "content-language"), html_page_fact(p, "language")};
  *code = STR("");
  for (size_t i = 0; str_empty(*code) && i < sizeof candidates / sizeof *candidates; i++)
    if (!language_code(candidates[i], memory, code)) return false;
  return true;
}

/* ---- date */

static bool date_of_meta(const html_page *p, casus_date *date) {
  static const char *const names[] = {"article:published_time",
                                      "og:article:published_time",
                                      "og:published_time",
                                      "datePublished",
                                      "date",
                                      "pubdate",
                                      "publishdate",
                                      "publish-date",
                                      "publish_date",
                                      "publication_date",
                                      "DC.date.issued",
                                      "DC.date",
                                      "dc.date.created",
                                      "dcterms.created",
                                      "dcterms.issued",
                                      "dcterms.date",
                                      "sailthru.date",
                                      "parsely-pub-date",
                                      "article.published",
                                      "cXenseParse:recs:publishtime",
                                      "citation_publication_date",
                                      "dateCreated",
                                      "originalpublicationdate"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (article_date_value(html_page_fact(p, names[i]), date) && date->day) return true;
  return false;
}

/* One that is said to be of publication, else the first. */
static bool date_of_times(const html_page *p, casus_date *date) {
  for (int marked = 1; marked >= 0; marked--)
    for (uint32_t i = 0; i < p->n_facts; i++)
      if (str_is(p->facts[i].name, "<time>") && p->facts[i].marked >= marked && article_date_value(p->facts[i].value, date) &&
          date->day)
        return true;
  return false;
}

static bool date_of_address(str url, casus_date *date) {
  for (size_t i = 0; i < url.len; i++) {
    casus_date read;
    if (url.ptr[i] != '/' || !article_date_value(str_slice(url, i + 1, url.len), &read)) continue;
    if (!read.day || read.year < YEAR_MIN || read.year > YEAR_MAX) continue;
    *date = read;
    return true;
  }
  return false;
}

static bool date_of_lines(const html_page *p, casus_date *date) {
  uint32_t heading;
  first_heading(p, &heading);
  if (heading == p->n_blocks) heading = 0;
  uint32_t begin = heading > BYLINES_BEFORE ? heading - BYLINES_BEFORE : 0;
  for (uint32_t i = begin; i < p->n_blocks && i <= heading + BYLINES_BEHIND; i++) {
    str line = html_block_text(p, i);
    if (html_count_words(line) <= BYLINE_WORDS_MAX && html_line_date(line, date)) return true;
  }
  return false;
}

static casus_date date_of(const html_page *p, const json_ld *stated, str url) {
  casus_date date = {0};
  if (article_date_value(stated->date, &date) && date.day) return date;
  if (date_of_meta(p, &date) || date_of_times(p, &date) || date_of_address(url, &date) || date_of_lines(p, &date)) return date;
  return (casus_date){0};
}

bool html_meta_read(const html_page *p, const json_ld *stated, str address, arena *memory, html_meta *meta) {
  html_meta m = {.url = address_of(p, stated, address)};
  m.source = source_of(p, stated, m.url);
  m.title = title_of(p, stated, m.source);
  m.date = date_of(p, stated, m.url);
  if (!language_of(p, stated, memory, &m.language)) return false;
  *meta = m;
  return true;
}
