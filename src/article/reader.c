/* The reader of casus.h: goes through the inputs one after the other and hands out their articles. A record or file that is
 * broken is reported once, with its place, and the next one follows; one without text is counted. What the forms of files are
 * like is known to the files beside this one. */
#include <stdlib.h>

#include "article/article_parts.h"
#include "article/feed.h"

enum { ID_BYTES_MAX = 4096 };

static read_form *const forms[FORM_COUNT] = {[FORM_TEXT] = read_text_file,
                                             [FORM_JSON_LINES] = read_json_line,
                                             [FORM_HTML] = read_html_file,
                                             [FORM_WARC] = read_warc_record,
                                             [FORM_FEED] = read_feed_item};

static const char *const skip_names[CASUS_SKIP_COUNT] = {[CASUS_SKIP_NO_TEXT] = "no article text",
                                                         [CASUS_SKIP_NOT_HTML] = "not HTML",
                                                         [CASUS_SKIP_NOT_OK] = "redirect or error page",
                                                         [CASUS_SKIP_NOT_ARTICLE] = "not an article record"};

const char *casus_skip_name(casus_skip reason) { return (unsigned)reason < CASUS_SKIP_COUNT ? skip_names[reason] : NULL; }

uint64_t casus_reader_skipped(const casus_reader *r, casus_skip reason) {
  return (unsigned)reason < CASUS_SKIP_COUNT ? r->skipped[reason] : 0;
}

/* ---- opening and closing */

static casus_status reader_new(const casus_reader_options *options, casus_reader **reader, casus_error *error) {
  casus_reader *r = calloc(1, sizeof *r);
  if (r) r->page = arena_new(PAGE_MEMORY_MAX);
  if (!r || !r->page || !arena_alloc(r->page, 1, 1)) { /* the chunk that an arena keeps is its first: a small one */
    if (r) arena_free(r->page);
    free(r);
    return error_set(error, CASUS_MEMORY, "no memory for a reader");
  }
  if (options) r->date = options->date;
  buffer_init(&r->id_space, ID_BYTES_MAX + 32);
  *reader = r;
  return CASUS_OK;
}

casus_status casus_reader_open(const char *const *paths, size_t n_paths, const casus_reader_options *options,
                               casus_reader **reader, casus_error *error) {
  casus_reader *r = NULL;
  casus_status status = reader_new(options, &r, error);
  if (status != CASUS_OK) return status;
  status = inputs_list(paths, n_paths, &r->list, error);
  if (status != CASUS_OK) {
    casus_reader_close(r);
    return status;
  }
  r->items = r->list.items;
  r->n_items = r->list.n;
  r->total_bytes = r->list.total_bytes;
  r->total_known = r->list.total_known;
  *reader = r;
  return CASUS_OK;
}

casus_status casus_reader_open_memory(str bytes, str name, const casus_reader_options *options, casus_reader **reader,
                                      casus_error *error) {
  casus_reader *r = NULL;
  casus_status status = reader_new(options, &r, error);
  if (status != CASUS_OK) return status;
  r->memory = bytes;
  r->name = name;
  r->memory_input = (input){.size = bytes.len, .size_known = true};
  r->items = &r->memory_input;
  r->n_items = 1;
  r->total_bytes = bytes.len;
  r->total_known = true;
  *reader = r;
  return CASUS_OK;
}

static void drop_article(casus_reader *r) {
  json_decref(r->record);
  r->record = NULL;
  arena_reset(r->page);
}

void casus_reader_close(casus_reader *r) {
  if (!r) return;
  drop_article(r);
  feed_close(r->feed);
  window_free(&r->window);
  inputs_free(&r->list);
  buffer_free(&r->id_space);
  arena_free(r->page);
  free(r);
}

double casus_reader_progress(const casus_reader *r) {
  if (!r->total_known) return -1;
  uint64_t done = r->bytes_done + (r->window.source ? stream_consumed(r->window.source) : 0);
  if (!r->total_bytes) return r->window.source || r->next < r->n_items ? 0 : 1;
  return done >= r->total_bytes ? 1 : (double)done / (double)r->total_bytes;
}

/* ---- inputs */

void reader_close_input(casus_reader *r) {
  if (r->current) r->bytes_done += r->current->size;
  feed_close(r->feed);
  r->feed = NULL;
  window_close_source(&r->window);
  r->current = NULL;
}

static casus_status open_input(casus_reader *r, const input *in, casus_error *error) {
  r->current = in;
  if (in == &r->memory_input) return stream_open_memory(r->memory, r->name, &r->window.source, error);
  r->name = str_of(in->path);
  if (in->problem) return error_at(error, CASUS_INPUT, r->name, 0, 0, "cannot read: %s", strerror(in->problem));
  if (in->message) return error_at(error, CASUS_INPUT, r->name, 0, 0, "%s", in->message);
  return stream_open_file(in->path, &r->window.source, error);
}

/* Standard input, and a file whose name does not say its form, are told by their first bytes. A line of JSON in a file of
 * unknown kind is text, as it stands. */
static casus_status tell_form(casus_reader *r, casus_error *error) {
  bool compressed, standard = str_is(r->name, "-");
  r->form = standard ? FORM_UNKNOWN : input_form_of(r->name, &compressed);
  if (r->form != FORM_UNKNOWN) return CASUS_OK;
  for (;;) {
    r->form = input_form_of_head(window_str(&r->window));
    if (r->form != FORM_UNKNOWN || r->window.ended || r->window.end > ARTICLE_TEXT_BYTES_MAX) break;
    casus_status status = window_more(&r->window, error);
    if (status != CASUS_OK) return status;
  }
  if (r->form == FORM_UNKNOWN || (!standard && r->form == FORM_JSON_LINES)) r->form = FORM_TEXT;
  return CASUS_OK;
}

static casus_status open_next(casus_reader *r, casus_error *error) {
  if (r->next >= r->n_items) return CASUS_END;
  casus_status status = window_open(&r->window, error);
  if (status != CASUS_OK) return status;
  status = open_input(r, &r->items[r->next++], error);
  if (status == CASUS_OK) status = tell_form(r, error);
  if (status != CASUS_OK) reader_close_input(r);
  return status;
}

casus_status reader_report_damage(casus_reader *r, casus_error *error) {
  casus_status status = r->window.damage;
  if (error) *error = r->window.damage_detail;
  if (error && r->form == FORM_JSON_LINES) error->line = r->window.line;
  r->window.damage = CASUS_OK;
  return status;
}

/* ---- inputs that are one article */

str reader_file_id(const casus_reader *r) { return str_is(r->name, "-") ? STR("stdin") : path_stem(r->name); }

casus_status reader_hold_all(casus_reader *r, size_t max_bytes, const char *what, casus_error *error) {
  casus_status status = window_want(&r->window, max_bytes + 1, error);
  if (status != CASUS_OK) return status;
  if (r->window.damage != CASUS_OK) return reader_report_damage(r, error);
  if (window_str(&r->window).len <= max_bytes) return CASUS_OK;
  return error_at(error, CASUS_INPUT, r->name, 0, max_bytes, "is %s of more than the %zu bytes allowed", what, max_bytes);
}

/* ---- the next article */

static casus_status read_current(casus_reader *r, casus_article *article, casus_error *error) {
  casus_status status = r->window.source ? CASUS_OK : open_next(r, error);
  return status == CASUS_OK ? forms[r->form](r, article, error) : status;
}

static bool has_text(const casus_article *a) {
  str prose = str_slice(a->text, a->body, a->text.len);
  if (str_starts(prose, STR("\xef\xbb\xbf"))) prose = str_slice(prose, 3, prose.len);
  return !str_empty(str_trim(prose));
}

/* CASUS_END: all inputs are read. */
static casus_status read_any(casus_reader *r, casus_article *article, casus_error *error) {
  for (;;) {
    casus_status status = read_current(r, article, error);
    if (status != CASUS_END) return status;
    reader_close_input(r);
    if (r->next >= r->n_items) return CASUS_END;
  }
}

casus_status casus_reader_next(casus_reader *r, casus_article *article, casus_error *error) {
  for (;;) {
    casus_article read;
    drop_article(r);
    casus_status status = read_any(r, &read, error);
    if (status == CASUS_OK && !has_text(&read)) {
      r->skipped[CASUS_SKIP_NO_TEXT]++;
      continue;
    }
    if (status == CASUS_OK) *article = read;
    return status;
  }
}
