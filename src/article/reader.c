/* The reader of casus.h: goes through the inputs one after the other and hands out their articles. A record or file that is
 * broken is reported once, with its place, and the next one follows. */
#include <stdlib.h>

#include "article/article_parts.h"

enum { READ_BYTES = 128 * 1024, KEEP_BYTES = 4 << 20, ID_BYTES_MAX = 4096 };

struct casus_reader {
  inputs list;
  input memory_input; /* the one input of reader_open_memory */
  str memory;
  const input *items; /* list.items or &memory_input */
  uint32_t n_items, next;
  uint64_t total_bytes;
  bool total_known;
  const input *current; /* whose stream is open; NULL: none */
  str name;             /* of the current input, for messages and ids */
  casus_date date;      /* for articles without one */
  stream *source;
  uint64_t bytes_done; /* of the inputs before */
  input_form form;

  /* Decompressed bytes not handed out yet: held[begin, end). */
  char *held;
  size_t begin, end, capacity;
  size_t offset_bytes; /* of held[begin] in the decompressed input */
  size_t line;         /* of held[begin], from 1 */
  bool ended;          /* nothing follows held[end) */
  casus_status damage; /* why it ended, if not by itself; reported after what was good */
  casus_error damage_detail;

  json_t *record; /* holds the strings of the article handed out last */
  buffer id_space;
};

/* ---- opening and closing */

static casus_status reader_new(const casus_reader_options *options, casus_reader **reader, casus_error *error) {
  casus_reader *r = calloc(1, sizeof *r);
  if (!r) return error_set(error, CASUS_MEMORY, "no memory for a reader");
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

casus_status reader_open_memory(str bytes, str name, const casus_reader_options *options, casus_reader **reader,
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

static void drop_record(casus_reader *r) {
  json_decref(r->record);
  r->record = NULL;
}

void casus_reader_close(casus_reader *r) {
  if (!r) return;
  drop_record(r);
  stream_close(r->source);
  inputs_free(&r->list);
  buffer_free(&r->id_space);
  free(r->held);
  free(r);
}

double casus_reader_progress(const casus_reader *r) {
  if (!r->total_known) return -1;
  uint64_t done = r->bytes_done + (r->source ? stream_consumed(r->source) : 0);
  if (!r->total_bytes) return r->source || r->next < r->n_items ? 0 : 1;
  return done >= r->total_bytes ? 1 : (double)done / (double)r->total_bytes;
}

/* ---- held bytes */

static bool hold_room(casus_reader *r, size_t more) {
  size_t kept = r->end - r->begin;
  if (r->begin && kept) memmove(r->held, r->held + r->begin, kept);
  r->begin = 0;
  r->end = kept;
  if (kept + more <= r->capacity) return true;
  size_t wanted = r->capacity ? r->capacity : 2 * READ_BYTES;
  while (wanted < kept + more) wanted *= 2;
  char *grown = realloc(r->held, wanted);
  if (!grown) return false;
  r->held = grown;
  r->capacity = wanted;
  return true;
}

/* Reads on. Damage is kept for later: what came before it is good. */
static casus_status hold_more(casus_reader *r, casus_error *error) {
  if (!hold_room(r, READ_BYTES)) return error_set(error, CASUS_MEMORY, "no memory for %zu bytes of input", r->end + READ_BYTES);
  size_t got;
  casus_status status = stream_read(r->source, r->held + r->end, READ_BYTES, &got, &r->damage_detail);
  if (status == CASUS_MEMORY) {
    if (error) *error = r->damage_detail;
    return status;
  }
  r->damage = status;
  if (status != CASUS_OK || !got) r->ended = true;
  else r->end += got;
  return CASUS_OK;
}

static void pass(casus_reader *r, size_t n_bytes) {
  r->begin += n_bytes;
  r->offset_bytes += n_bytes;
}

/* ---- inputs */

static void close_input(casus_reader *r) {
  if (r->current) r->bytes_done += r->current->size;
  stream_close(r->source);
  r->source = NULL;
  r->current = NULL;
}

/* Forgets the input before. One giant input shall not hold its memory for ever. */
static casus_status hold_afresh(casus_reader *r, casus_error *error) {
  if (r->capacity > KEEP_BYTES) {
    free(r->held);
    r->held = NULL;
    r->capacity = 0;
  }
  r->begin = r->end = r->offset_bytes = 0;
  r->line = 1;
  r->ended = false;
  r->damage = CASUS_OK;
  return hold_room(r, READ_BYTES) ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory to read into");
}

static casus_status open_input(casus_reader *r, const input *in, casus_error *error) {
  r->current = in;
  if (in == &r->memory_input) return stream_open_memory(r->memory, r->name, &r->source, error);
  r->name = str_of(in->path);
  if (in->problem) return error_at(error, CASUS_INPUT, r->name, 0, 0, "cannot read: %s", strerror(in->problem));
  if (in->message) return error_at(error, CASUS_INPUT, r->name, 0, 0, "%s", in->message);
  return stream_open_file(in->path, &r->source, error);
}

/* Standard input says its form by its first byte that is not white space. */
static casus_status sniff_form(casus_reader *r, casus_error *error) {
  size_t at = str_is(r->name, "-") ? 0 : SIZE_MAX;
  while (at != SIZE_MAX) {
    for (; at < r->end; at++)
      if (!is_ascii_space((unsigned char)r->held[at]) && !(at < 3 && memchr("\xef\xbb\xbf", r->held[at], 3))) {
        r->form = r->held[at] == '{' ? FORM_JSON_LINES : FORM_TEXT;
        return CASUS_OK;
      }
    if (r->ended || at > ARTICLE_TEXT_BYTES_MAX) break;
    casus_status status = hold_more(r, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status open_next(casus_reader *r, casus_error *error) {
  if (r->next >= r->n_items) return CASUS_END;
  casus_status status = hold_afresh(r, error);
  if (status != CASUS_OK) return status;
  status = open_input(r, &r->items[r->next++], error);
  if (status != CASUS_OK) {
    close_input(r);
    return status;
  }
  bool compressed;
  r->form = input_form_of(r->name, &compressed) == FORM_JSON_LINES ? FORM_JSON_LINES : FORM_TEXT;
  return sniff_form(r, error);
}

static casus_status report_damage(casus_reader *r, casus_error *error) {
  casus_status status = r->damage;
  if (error) *error = r->damage_detail;
  if (error && r->form == FORM_JSON_LINES) error->line = r->line;
  r->damage = CASUS_OK;
  return status;
}

/* ---- plain text: the whole input is one article */

/* Says what to do: other encodings are for iconv, which knows them all. */
static const char *not_utf8(str bytes) {
  bool marked = str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"));
  return marked ? "is UTF-16, not UTF-8 (at byte %zu); convert it first: iconv -f UTF-16 -t UTF-8"
                : "is not valid UTF-8 at byte %zu; convert it first, e.g. iconv -f ISO-8859-1 -t UTF-8";
}

static casus_status fill_text_article(casus_reader *r, casus_article *article, casus_error *error) {
  str bytes = r->end ? (str){r->held, r->end} : (str){"", 0};
  size_t good = utf8_valid_until(bytes);
  if (good < bytes.len) return error_at(error, CASUS_INPUT, r->name, 0, good, not_utf8(bytes), good);
  casus_article a = {.text = bytes, .date = r->date, .origin = r->name};
  a.id = str_is(r->name, "-") ? STR("stdin") : path_stem(r->name);
  a.title = a.url = a.source = a.language = (str){"", 0};
  article_date_line(bytes, r->date, &a.date, &a.body);
  *article = a;
  return CASUS_OK;
}

static casus_status read_text(casus_reader *r, casus_article *article, casus_error *error) {
  while (!r->ended && r->end <= ARTICLE_TEXT_BYTES_MAX) {
    casus_status status = hold_more(r, error);
    if (status != CASUS_OK) return status;
  }
  if (r->damage != CASUS_OK) return report_damage(r, error);
  if (r->end > ARTICLE_TEXT_BYTES_MAX)
    return error_at(error, CASUS_INPUT, r->name, 0, ARTICLE_TEXT_BYTES_MAX, "is a text of more than the %zu bytes allowed",
                    ARTICLE_TEXT_BYTES_MAX);
  return fill_text_article(r, article, error);
}

/* The text stays in `held` until the next call. */
static casus_status next_text(casus_reader *r, casus_article *article, casus_error *error) {
  casus_status status = read_text(r, article, error);
  close_input(r);
  return status;
}

/* ---- JSON Lines */

/* Length of the line at held[begin], without its end. CASUS_END: it is longer than allowed. */
static casus_status find_line(casus_reader *r, size_t *len, casus_error *error) {
  size_t looked_at = 0;
  for (;;) {
    const char *line = r->held + r->begin;
    size_t n = r->end - r->begin;
    const char *stop = n > looked_at ? memchr(line + looked_at, '\n', n - looked_at) : NULL;
    looked_at = n;
    *len = stop ? (size_t)(stop - line) : n;
    if (*len > ARTICLE_LINE_BYTES_MAX) return CASUS_END;
    if (stop || r->ended) return CASUS_OK;
    casus_status status = hold_more(r, error);
    if (status != CASUS_OK) return status;
  }
}

static casus_status skip_line(casus_reader *r, casus_error *error) {
  for (;;) {
    size_t n = r->end - r->begin;
    const char *stop = n ? memchr(r->held + r->begin, '\n', n) : NULL;
    pass(r, stop ? (size_t)(stop - (r->held + r->begin)) + 1 : n);
    if (stop || r->ended) break;
    casus_status status = hold_more(r, error);
    if (status != CASUS_OK) return status;
  }
  r->line++;
  return CASUS_OK;
}

static casus_status refuse_long_line(casus_reader *r, casus_error *error) {
  size_t line = r->line, offset = r->offset_bytes;
  casus_status status = skip_line(r, error);
  if (status != CASUS_OK) return status;
  return error_at(error, CASUS_INPUT, r->name, line, offset, "a line of more than the %zu bytes allowed is left out",
                  ARTICLE_LINE_BYTES_MAX);
}

static casus_status read_record(casus_reader *r, size_t len, casus_article *article, casus_error *error) {
  record_place place = {r->name, r->line, r->offset_bytes};
  bool closed = r->begin + len < r->end; /* by its newline */
  str line = {r->held + r->begin, len};
  casus_status status = json_article_read(line, &place, r->date, &r->record, &r->id_space, article, error);
  if (status == CASUS_INPUT && !closed && r->damage != CASUS_OK) status = report_damage(r, error); /* cut off, not ill-formed */
  pass(r, closed ? len + 1 : len);
  r->line++;
  return status;
}

/* CASUS_END: no record is left. */
static casus_status next_record(casus_reader *r, casus_article *article, casus_error *error) {
  for (;;) {
    size_t len;
    casus_status status = find_line(r, &len, error);
    if (status == CASUS_END) return refuse_long_line(r, error);
    if (status != CASUS_OK) return status;
    if (!r->offset_bytes && str_starts((str){r->held + r->begin, len}, STR("\xef\xbb\xbf"))) {
      pass(r, 3);
      continue;
    }
    if (!str_empty(str_trim((str){r->held + r->begin, len}))) return read_record(r, len, article, error);
    if (r->begin + len == r->end && r->ended) break;
    pass(r, len + 1);
    r->line++;
  }
  return r->damage == CASUS_OK ? CASUS_END : report_damage(r, error);
}

/* ---- the next article */

static casus_status read_current(casus_reader *r, casus_article *article, casus_error *error) {
  if (r->form != FORM_JSON_LINES) return next_text(r, article, error);
  casus_status status = next_record(r, article, error);
  if (status == CASUS_END) close_input(r);
  return status;
}

casus_status casus_reader_next(casus_reader *r, casus_article *article, casus_error *error) {
  drop_record(r);
  for (;;) {
    if (!r->source) {
      casus_status status = open_next(r, error);
      if (status != CASUS_OK) return status;
    }
    casus_status status = read_current(r, article, error);
    if (status != CASUS_END) return status;
  }
}
