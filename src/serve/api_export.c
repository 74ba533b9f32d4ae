/* GET /api/export: events in the formats of other data sets, made as they are sent. */
#include <stdio.h>
#include <stdlib.h>

#include "casus_exchange.h"
#include "serve/event_items.h"
#include "serve/handlers.h"

enum { CHUNK_BYTES = 64 << 10, EXPORT_WAIT_MS = 5000 };

/* One download: what is made and not sent yet, and where from. */
typedef struct {
  app *app;
  loan loan;
  casus_cursor *cursor;
  casus_exporter *exporter;
  event_items stories; /* for the story of each report; no more of it is used */
  bytes made;
  size_t sent;
  char time[TIME_SIZE];
  bool ended;
} download;

static bool keep(void *context, const char *ptr, size_t len) {
  bytes *made = context;
  bytes_add(made, ptr, len);
  return !made->failed;
}

static void download_close(void *context) {
  download *d = context;
  casus_exporter_close(d->exporter);
  casus_cursor_close(d->cursor);
  if (d->loan.store) {
    stores_give(d->app->stores, &d->loan);
    gate_leave(&d->app->exports);
  }
  bytes_free(&d->made);
  free(d);
}

static casus_status make_some(download *d, casus_error *error) {
  casus_report report;
  casus_status status = CASUS_OK;
  d->made.len = d->sent = 0;
  while (d->made.len < CHUNK_BYTES && (status = casus_cursor_next(d->cursor, &report, error)) == CASUS_OK) {
    status = event_items_story(&d->stories, &report, error);
    if (status == CASUS_OK)
      status = casus_exporter_add(d->exporter, &report, d->stories.has_story ? &d->stories.story : NULL, error);
    if (status != CASUS_OK) return status;
  }
  if (status != CASUS_END) return status;
  d->ended = true;
  return casus_exporter_end(d->exporter, error);
}

static ssize_t download_read(void *context, char *into, size_t size) {
  download *d = context;
  casus_error error = {0};
  if (d->sent == d->made.len && !d->ended && make_some(d, &error) != CASUS_OK) return -1;
  size_t n = d->made.len - d->sent < size ? d->made.len - d->sent : size;
  if (n) memcpy(into, d->made.ptr + d->sent, n);
  d->sent += n;
  return (ssize_t)n;
}

static casus_status open_exporter(download *d, casus_format format, casus_error *error) {
  clock_text(d->time);
  const casus_export_options options = {.write = keep,
                                        .context = &d->made,
                                        .statuses = UINT32_MAX,
                                        .time = text_of(d->time),
                                        .data_dir = d->app->options.engine.data_dir};
  return casus_exporter_open(format, &options, &d->exporter, error);
}

/* From here on the handle is the download's. */
static void start(call *c, download *d) {
  d->loan = c->loan;
  d->stories.store = d->loan.store;
  c->loan = (loan){0};
  c->reply->read = download_read;
  c->reply->close = download_close;
  c->reply->context = d;
}

static void describe(call *c, casus_format format) {
  static const struct {
    const char *type, *ending;
  } files[CASUS_FORMAT_COUNT] = {
      [CASUS_FORMAT_CSV] = {"text/csv; charset=utf-8", "csv"},
      [CASUS_FORMAT_JSON_LINES] = {"application/jsonl", "jsonl"},
      [CASUS_FORMAT_GEOJSON] = {"application/geo+json", "geojson"},
  };
  const char *type = files[format].type, *ending = files[format].ending;
  c->reply->type = type ? type : "text/tab-separated-values; charset=utf-8";
  reply_header(c->reply, "Content-Disposition", "attachment; filename=\"casus-%s.%s\"", casus_format_name(format),
               ending ? ending : "tsv");
}

static void export_as(call *c, casus_format format) {
  casus_error error = {0};
  download *d = calloc(1, sizeof *d);
  if (!d) {
    reply_error(c->reply, 500, NULL, "no memory");
    return;
  }
  d->app = c->app;
  c->query.with_text = format == CASUS_FORMAT_GDELT_MENTIONS || format == CASUS_FORMAT_POLECAT;
  casus_status status = casus_store_query(c->loan.store, &c->query, &d->cursor, &error);
  if (status == CASUS_OK) status = open_exporter(d, format, &error);
  if (call_good(c, status, &error) && gate_enter(&c->app->exports, EXPORT_WAIT_MS)) {
    describe(c, format);
    start(c, d);
    return;
  }
  if (status == CASUS_OK) reply_error(c->reply, 503, NULL, "the server is busy with other downloads; ask again in a moment");
  download_close(d);
}

void get_export(call *c) {
  static const char *const formats[] = {"csv",   "jsonl",   "geojson", "gdelt", "gdelt-mentions",
                                        "icews", "polecat", "phoenix", NULL};
  static const char *const orders[] = {"date", "newest", NULL};
  int chosen = call_choice(c, "format", formats), order = chosen < 0 ? -1 : call_choice(c, "order", orders);
  casus_format format;
  if (order < 0 || !casus_format_of_name(text_of(formats[chosen]), &format)) return;
  c->query.newest_first = order == 1;
  export_as(c, format);
}
