/* WARC files (ISO 28500): cuts the input into records, and has each response that is a page read as an article.
 *
 * A record is believed where its length leads to the next one, or to the end. Where it does not, the length lies or bytes are
 * missing: the record is given up, once, and reading goes on at the next line that begins a record. Damage of a gzip member costs
 * the record in it. */
#define _GNU_SOURCE /* memmem */
#include "article/article_parts.h"
#include "article/encoding.h"
#include "article/html_article.h"
#include "article/html_meta.h"
#include "article/html_page.h"
#include "article/http_message.h"

enum { HEADER_BYTES_MAX = 64 * 1024, GAP_BYTES_MAX = 4, SEAM_BYTES = 16 };
#define RECORD_BYTES_MAX (HTML_PAGE_BYTES_MAX + HEADER_BYTES_MAX)
#define BLOCK_BYTES_MAX ((uint64_t)1 << 50)
#define MARK STR("WARC/1.")
#define MARK_ON_LINE STR("\nWARC/1.")

typedef struct {
  size_t head;    /* bytes of the header and the empty line behind it */
  uint64_t block; /* bytes of the block, as the header says */
  size_t origin;
} record;

/* ---- where records begin and end */

static bool begins_record(str s) {
  return str_starts(s, MARK) && s.len > MARK.len && is_ascii_digit((unsigned char)s.ptr[MARK.len]);
}

/* Offset in the window of the next record at or behind `from`: on a line of its own, or at the start of a gzip member. SIZE_MAX:
 * none is held. */
static size_t find_mark(const window *w, size_t from) {
  str held = window_str(w);
  const char *line = held.len > from ? memmem(held.ptr + from, held.len - from, MARK_ON_LINE.ptr, MARK_ON_LINE.len) : NULL;
  size_t best = line ? (size_t)(line - held.ptr) + 1 : SIZE_MAX;
  for (uint32_t i = w->first_mark; i < w->n_marks; i++) {
    if (w->marks[i].offset < w->offset_bytes + from) continue;
    size_t at = w->marks[i].offset - w->offset_bytes;
    if (at >= best || at >= held.len) break;
    if (begins_record(str_slice(held, at, held.len))) return at;
  }
  return best;
}

/* Passes to the next record. *found false: there is none before the end or the damage. */
static casus_status seek_record(window *w, size_t from, bool *found, casus_error *error) {
  for (;;) {
    size_t at = find_mark(w, from), held = window_str(w).len;
    *found = at != SIZE_MAX;
    size_t keep = w->ended ? 0 : held < SEAM_BYTES ? held : SEAM_BYTES;
    window_pass(w, *found ? at : held - keep);
    if (*found || w->ended) return CASUS_OK;
    from = 0;
    casus_status status = window_more(w, error);
    if (status != CASUS_OK) return status;
  }
}

static casus_status pass_blanks(window *w, casus_error *error) {
  for (;;) {
    str held = window_str(w);
    size_t n = 0;
    while (n < held.len && is_ascii_space((unsigned char)held.ptr[n])) n++;
    window_pass(w, n);
    if (n < held.len || w->ended) return CASUS_OK;
    casus_status status = window_more(w, error);
    if (status != CASUS_OK) return status;
  }
}

static bool begins_member(const window *w, size_t at) {
  for (uint32_t i = w->first_mark; i < w->n_marks; i++)
    if (w->marks[i].offset >= w->offset_bytes + at) return w->marks[i].offset == w->offset_bytes + at;
  return false;
}

/* Does a record end there: are there the two line ends that close one, or no more than line ends before the end of the input,
 * another gzip member or another record? */
static bool closes_at(const window *w, uint64_t at) {
  str held = window_str(w);
  if (at > held.len) return false;
  size_t i = (size_t)at;
  while (i < held.len && i - at < GAP_BYTES_MAX && (held.ptr[i] == '\r' || held.ptr[i] == '\n')) i++;
  str rest = str_slice(held, i, held.len);
  if (str_starts(str_slice(held, (size_t)at, held.len), STR("\r\n\r\n"))) return true;
  if (str_empty(rest)) return w->ended;
  return str_starts(rest, MARK) || (w->ended && str_starts(MARK, rest)) || begins_member(w, i);
}

/* ---- reports */

static casus_status fail(const casus_reader *r, size_t origin, casus_error *error, const char *what) {
  return error_at(error, CASUS_INPUT, r->name, 0, origin, "%s", what);
}

/* Reports why the input ended, and goes on behind it where that can be done. */
static casus_status report_and_recover(casus_reader *r, casus_error *error) {
  casus_error detail = {0};
  casus_status status = reader_report_damage(r, &detail);
  casus_status going_on = window_recover(&r->window, error);
  if (going_on != CASUS_OK) return going_on;
  if (error) *error = detail;
  return status;
}

/* Goes to the next record behind what is broken, so that it is reported once. */
static casus_status give_up(casus_reader *r, size_t from, size_t origin, const char *what, casus_error *error) {
  bool found;
  casus_status status = seek_record(&r->window, from, &found, error);
  if (status != CASUS_OK) return status;
  return !found && r->window.damage != CASUS_OK ? report_and_recover(r, error) : fail(r, origin, error, what);
}

/* ---- one record */

/* Holds the header. *size 0: it does not end within what is allowed. */
static casus_status hold_header(window *w, size_t *size, casus_error *error) {
  *size = 0;
  for (;;) {
    str rest = window_str(w), lines;
    size_t held = rest.len;
    if (header_cut(&rest, &lines)) {
      *size = held - rest.len;
      return CASUS_OK;
    }
    if (w->ended || held > HEADER_BYTES_MAX) return CASUS_OK;
    casus_status status = window_more(w, error);
    if (status != CASUS_OK) return status;
  }
}

static bool read_length(str lines, uint64_t *length) {
  str value = header_value(lines, "Content-Length");
  uint64_t n = 0;
  for (size_t i = 0; i < value.len; i++) {
    if (!is_ascii_digit((unsigned char)value.ptr[i]) || n > BLOCK_BYTES_MAX) return false;
    n = n * 10 + (uint64_t)(value.ptr[i] - '0');
  }
  *length = n;
  return value.len > 0;
}

static const char *const cut_off = "is a WARC record that is cut off";
static const char *const wrong_length = "is a WARC record whose length is wrong";

static bool is_html(str type) {
  static const char *const types[] = {"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", NULL};
  return str_is_one_of(type, types);
}

static bool is_response(str lines) { return str_equal_fold(header_value(lines, "WARC-Type"), STR("response")); }

/* "<urn:uuid:...>" without its wrapping. */
static str bare_id(str id) {
  if (str_starts(id, STR("<")) && str_ends(id, STR(">"))) id = str_slice(id, 1, id.len - 1);
  return str_starts(id, STR("urn:uuid:")) ? str_slice(id, 9, id.len) : id;
}

static bool copy_valid(str s, arena *memory, str *copy) {
  return arena_copy(memory, utf8_valid_until(s) == s.len ? s : STR(""), copy);
}

static bool read_header(casus_reader *r, str lines, size_t origin, casus_article *a) {
  str target = header_value(lines, "WARC-Target-URI"), id = bare_id(header_value(lines, "WARC-Record-ID"));
  if (str_starts(target, STR("<")) && str_ends(target, STR(">")))
    target = str_slice(target, 1, target.len - 1); /* WARC 1.0 as wget writes it */
  a->id = str_empty(id) ? target : id;
  a->origin = r->name;
  a->origin_bytes = origin;
  if (!article_date_value(header_value(lines, "WARC-Date"), &a->date)) a->date = r->date;
  return copy_valid(target, r->page, &a->url) && copy_valid(a->id, r->page, &a->id);
}

static void fill_page(const casus_article *page, const casus_article *header, casus_article *article) {
  *article = *page;
  article->id = header->id;
  article->url = str_empty(header->url) ? page->url : header->url;
  article->origin = header->origin;
  article->origin_bytes = header->origin_bytes;
  if (!page->date.year) article->date = header->date;
}

static casus_status skip(casus_reader *r, casus_skip reason) {
  r->skipped[reason]++;
  return CASUS_END;
}

static casus_status read_html(casus_reader *r, str body, str charset, const casus_article *header, casus_article *article,
                              casus_error *error) {
  casus_article page;
  casus_status status = html_article_read(body, charset, header->url, r->page, &page, error);
  if (status == CASUS_OK) fill_page(&page, header, article);
  return status;
}

static casus_status read_response(casus_reader *r, str block, const casus_article *header, casus_article *article,
                                  casus_error *error) {
  http_message m;
  casus_status status = http_message_read(block, r->page, &m, error);
  if (status != CASUS_OK) return status;
  if (!m.status) return error_set(error, CASUS_INPUT, "is a response that is not HTTP");
  if (m.status != 200) return skip(r, CASUS_SKIP_NOT_OK);
  if (!is_html(m.type) && !str_empty(m.type)) return skip(r, CASUS_SKIP_NOT_HTML);
  return read_html(r, m.body, m.charset, header, article, error);
}

/* Text that a page was converted to (WET). */
static casus_status read_conversion(casus_reader *r, str block, str lines, const casus_article *header, casus_article *article,
                                    casus_error *error) {
  casus_article a = *header;
  casus_status status = encoding_to_utf8(block, STR("utf-8"), r->page, &a.text, error);
  if (status != CASUS_OK) return status;
  if (!language_code(header_value(lines, "WARC-Identified-Content-Language"), r->page, &a.language))
    return error_set(error, CASUS_MEMORY, "no memory for a record");
  a.title = STR("");
  a.source = host_of_url(a.url);
  article_date_line(a.text, header->date, &a.date, &a.body);
  *article = a;
  return CASUS_OK;
}

/* CASUS_END: it holds no article, and is counted. */
static casus_status read_block(casus_reader *r, str lines, str block, size_t origin, casus_article *article, casus_error *error) {
  casus_article header = {.language = STR("")};
  str type = header_value(lines, "WARC-Type"), media = header_media_type(header_value(lines, "Content-Type"));
  if (!read_header(r, lines, origin, &header)) return error_set(error, CASUS_MEMORY, "no memory for a record");
  if (is_response(lines) && str_equal_fold(media, STR("application/http")))
    return read_response(r, block, &header, article, error);
  if (is_response(lines)) return skip(r, CASUS_SKIP_NOT_HTML); /* of DNS, FTP, ... */
  if (str_equal_fold(type, STR("resource")) && is_html(media)) return read_html(r, block, STR(""), &header, article, error);
  if (str_equal_fold(type, STR("conversion")) && str_equal_fold(media, STR("text/plain")))
    return read_conversion(r, block, lines, &header, article, error);
  return skip(r, CASUS_SKIP_NOT_ARTICLE);
}

static casus_status read_held(casus_reader *r, const record *rec, casus_article *article, casus_error *error) {
  str held = window_str(&r->window), rest = held, lines;
  casus_error why = {0};
  header_cut(&rest, &lines);
  str block = str_slice(held, rec->head, rec->head + (size_t)rec->block);
  casus_status status = read_block(r, lines, block, rec->origin, article, &why);
  window_pass(&r->window, rec->head + (size_t)rec->block);
  if (status == CASUS_OK || status == CASUS_END) return status;
  return error_at(error, status, r->name, 0, rec->origin, "%s", why.message);
}

/* The record that is held as far as it goes, with what follows it. CASUS_END: no article. */
static casus_status judge_record(casus_reader *r, const record *rec, casus_article *article, casus_error *error) {
  window *w = &r->window;
  uint64_t size = rec->head + rec->block;
  bool in_member = w->damage != CASUS_OK && stream_damage_is_within(w->source);
  if (in_member && size + GAP_BYTES_MAX >= window_str(w).len) return report_and_recover(r, error);
  if (closes_at(w, size)) return read_held(r, rec, article, error);
  if (w->damage != CASUS_OK && size > window_str(w).len) return report_and_recover(r, error);
  if (w->ended && size > window_str(w).len) return give_up(r, rec->head, rec->origin, cut_off, error);
  return give_up(r, rec->head, rec->origin, wrong_length, error);
}

/* ---- a record that is longer than any page: passed over unread */

/* Why it holds no article; CASUS_SKIP_COUNT: it would. */
static casus_skip giant_reason(str block, str lines) {
  http_message m;
  if (!is_response(lines)) return CASUS_SKIP_NOT_ARTICLE;
  http_message_head(block, &m);
  if (m.status != 200) return CASUS_SKIP_NOT_OK;
  return is_html(m.type) ? CASUS_SKIP_COUNT : CASUS_SKIP_NOT_HTML;
}

/* Passes what is left of a block, up to the end. *lies: another record begins within it. */
static casus_status pass_block(window *w, uint64_t *left, bool *lies, casus_error *error) {
  for (;;) {
    str held = window_str(w);
    size_t n = held.len < *left ? held.len : (size_t)*left;
    *lies = memmem(held.ptr, n, "\r\n\r\nWARC/1.", 11) != NULL;
    if (*lies) return CASUS_OK;
    if (n < *left && !w->ended) n -= n < SEAM_BYTES ? n : SEAM_BYTES; /* it may begin here and go on in what comes next */
    window_pass(w, n);
    *left -= n;
    if (!*left || w->ended) return CASUS_OK;
    casus_status status = window_more(w, error);
    if (status != CASUS_OK) return status;
  }
}

static casus_status pass_giant(casus_reader *r, const record *rec, casus_error *error) {
  window *w = &r->window;
  bool lies;
  uint64_t left = rec->block;
  casus_status status = window_want(w, rec->head + HEADER_BYTES_MAX, error);
  if (status != CASUS_OK) return status;
  str held = window_str(w);
  casus_skip reason = giant_reason(str_slice(held, rec->head, held.len), str_slice(held, 0, rec->head));
  window_pass(w, rec->head);
  status = pass_block(w, &left, &lies, error);
  if (status != CASUS_OK) return status;
  if (lies) return give_up(r, 0, rec->origin, wrong_length, error);
  if (left && w->damage != CASUS_OK) return report_and_recover(r, error);
  if (left) return fail(r, rec->origin, error, cut_off);
  if (reason == CASUS_SKIP_COUNT)
    return error_at(error, CASUS_INPUT, r->name, 0, rec->origin, "is a page of more than the %zu bytes allowed",
                    HTML_PAGE_BYTES_MAX);
  return skip(r, reason);
}

static casus_status next_record(casus_reader *r, casus_article *article, casus_error *error) {
  window *w = &r->window;
  record rec = {.origin = window_origin(w)};
  casus_status status = hold_header(w, &rec.head, error);
  if (status != CASUS_OK) return status;
  str lines = str_slice(window_str(w), 0, rec.head);
  if (!rec.head && w->damage != CASUS_OK) return report_and_recover(r, error);
  if (!rec.head)
    return give_up(r, MARK.len, rec.origin, w->ended ? cut_off : "is a WARC record whose header does not end", error);
  if (!read_length(lines, &rec.block)) return give_up(r, rec.head, rec.origin, "is a WARC record without a length", error);
  if (rec.block > RECORD_BYTES_MAX) return pass_giant(r, &rec, error);
  status = window_want(w, rec.head + (size_t)rec.block + GAP_BYTES_MAX + MARK.len, error);
  return status == CASUS_OK ? judge_record(r, &rec, article, error) : status;
}

/* Brings the window to a record. *found false: there is none left. CASUS_INPUT: other bytes stood there. */
static casus_status find_record(casus_reader *r, bool *found, casus_error *error) {
  window *w = &r->window;
  casus_status status = pass_blanks(w, error);
  if (status == CASUS_OK) status = window_want(w, MARK.len + 1, error);
  if (status != CASUS_OK) return status;
  *found = begins_record(window_str(w));
  if (*found) return CASUS_OK;
  if (w->damage != CASUS_OK && window_str(w).len <= MARK.len) return report_and_recover(r, error);
  if (w->ended && str_empty(window_str(w))) return CASUS_OK;
  return give_up(r, 0, w->offset_bytes ? window_origin(w) : 0, "other bytes stand where a WARC record should begin", error);
}

casus_status read_warc_record(casus_reader *r, casus_article *article, casus_error *error) {
  for (;;) {
    bool found = false;
    casus_status status = find_record(r, &found, error);
    if (status != CASUS_OK) return status;
    if (!found) return CASUS_END;
    status = next_record(r, article, error);
    if (status != CASUS_END) return status;
    arena_reset(r->page);
  }
}
