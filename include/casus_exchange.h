/* casus: events to and from the files of other event data sets.
 *
 * An exporter takes reports (casus_store.h) one after the other and hands out the bytes of a file; an importer takes the bytes of
 * a file and hands out articles and events. Both hold one record at a time, whatever the size of the file. Conventions are those
 * of casus.h. docs/exchange.md says what each column gets and what is lost. Column lists: GDELT 2.0 event codebook, ICEWS coded
 * event data readme, POLECAT files on Dataverse (documentation doi 10.7910/DVN/LMFPIP), Phoenix. */
#ifndef CASUS_EXCHANGE_H
#define CASUS_EXCHANGE_H

#include "casus.h"
#include "casus_store.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  CASUS_FORMAT_GDELT = 0,      /* 2.0 events: 61 columns, TAB, no header */
  CASUS_FORMAT_GDELT_MENTIONS, /* 2.0 mentions: 16 columns, TAB, no header */
  CASUS_FORMAT_ICEWS,          /* 20 columns, TAB, header */
  CASUS_FORMAT_POLECAT,        /* 40 columns, TAB, header */
  CASUS_FORMAT_PHOENIX,        /* 26 columns, TAB, no header */
  CASUS_FORMAT_CSV,            /* our own fields, RFC 4180, header */
  CASUS_FORMAT_JSON_LINES,     /* our own objects, a line each */
  CASUS_FORMAT_GEOJSON,        /* a FeatureCollection of the events that have coordinates */
  CASUS_FORMAT_COUNT
} casus_format;

/* "gdelt", "gdelt-mentions", "icews", "polecat", "phoenix", "csv", "jsonl", "geojson". Static storage; NULL: out of range. */
const char *casus_format_name(casus_format format);
/* False: not a name; *format is untouched. */
bool casus_format_of_name(casus_str name, casus_format *format);
/* The name of a column, from 0, as the format's manual has it. Static storage; NULL: no more, or a format without columns. */
const char *casus_format_column(casus_format format, unsigned column);

/* ---- export ------------------------------------------------------------------------------------------------------- */

typedef struct {
  casus_write write; /* needed */
  void *context;
  casus_write provenance; /* of a second file, JSON Lines: exported id and our event, its spans, sentence, rule; NULL: none */
  void *provenance_context;
  uint32_t statuses;    /* bit 1 << casus_event_status; 0: actual events only */
  bool story_ids;       /* GDELT: rows bear the id of their story, so that mentions of one story find its event */
  casus_str time;       /* now, ISO 8601 UTC, for GDELT's DATEADDED; empty: the publication date */
  casus_str tables;     /* version or hash of the tables, for the provenance; may be empty */
  const char *data_dir; /* NULL: the tables built in */
} casus_export_options;

typedef struct {
  uint64_t n_events;    /* that are in the file */
  uint64_t n_rows;      /* lines or features: formats with one actor and one target have one for each pair */
  uint64_t n_by_status; /* left out: another status */
  uint64_t n_placeless; /* left out: GeoJSON needs coordinates */
  uint64_t n_undated;   /* left out: neither event nor article has a date, and the tables of others need one */
} casus_export_counts;

typedef struct casus_exporter casus_exporter;

/* Options are copied, but not their strings and contexts. Writes the header. */
casus_status casus_exporter_open(casus_format format, const casus_export_options *options, casus_exporter **exporter,
                                 casus_error *error);
/* One report, with its story where that is known (else NULL). GDELT's mentions need the text of the article for their offsets. */
casus_status casus_exporter_add(casus_exporter *exporter, const casus_report *report, const casus_story *story,
                                casus_error *error);
/* What closes the file. Nothing can be added after it. */
casus_status casus_exporter_end(casus_exporter *exporter, casus_error *error);
casus_export_counts casus_exporter_counts(const casus_exporter *exporter);
/* exporter may be NULL. Writes nothing. */
void casus_exporter_close(casus_exporter *exporter);

/* ---- import ------------------------------------------------------------------------------------------------------- */

/* Fills up to max_bytes (over 0); *got_bytes 0: the end. What it fails with the importer hands on, once. */
typedef casus_status (*casus_read)(void *context, char *into, size_t max_bytes, size_t *got_bytes, casus_error *error);

typedef struct {
  casus_read read; /* needed */
  void *context;
  casus_str name;       /* of the file, for messages and as the articles' origin; must outlive the importer */
  const char *data_dir; /* NULL: the tables built in */
} casus_import_options;

/* One row. `event` is of `article`, which has no text. `extra`: a JSON object with what the columns hold beyond them, by name of
 * the column: casus_report.extra. With it an export to the same format gives the same row. */
typedef struct {
  casus_article article;
  casus_event event;
  casus_str extra;
  casus_str format; /* "polecat", "icews", "gdelt": casus_report.imported. Static storage */
} casus_imported;

typedef struct casus_importer casus_importer;

enum { CASUS_IMPORT_LINE_BYTES_MAX = 1 << 20 };

/* format: "polecat", "icews", "gdelt", or "auto": told by the first line. GDELT: 2.0 or 1.0 events (61, 58 or 57 columns). */
casus_status casus_importer_open(casus_str format, const casus_import_options *options, casus_importer **importer,
                                 casus_error *error);
/* The same for a file, which may be compressed by gzip or zstd; "-": standard input. */
casus_status casus_importer_open_file(casus_str format, const char *path, const char *data_dir, casus_importer **importer,
                                      casus_error *error);
/* The next row, which lives until the next call. CASUS_END: no more. CASUS_INPUT: a row is broken (`error` names file, line, byte
 * offset and column), go on calling; a file of no known format gives it once. */
casus_status casus_importer_next(casus_importer *importer, casus_imported *row, casus_error *error);
void casus_importer_close(casus_importer *importer);

#ifdef __cplusplus
}
#endif
#endif
