/* What the importer's files share: a row as it is read, and how its fields are asked for. */
#ifndef CASUS_IMPORT_PARTS_H
#define CASUS_IMPORT_PARTS_H

#include "exchange/exchange_row.h"

enum { IMPORT_PARTIES_MAX = 32 };

typedef struct {
  const exchange_tables *tables;
  arena *memory;
  const layout *layout;
  str fields[ROW_COLUMNS_MAX]; /* as they stand, by column of the layout; empty where the file has no such column */
  casus_article *article;
  casus_event *event;
  const char *column; /* where a row is refused: the column, and what is wrong with it */
  const char *problem;
} import_row;

/* Each fills article and event from the fields. False: the row is refused, or memory is out (`problem` NULL). */
bool import_gdelt(import_row *r);
bool import_icews(import_row *r);
bool import_polecat(import_row *r);

/* Notes why and returns false. */
bool refuse(import_row *r, const char *column, const char *problem);

/* The value of a column: without the quotes around it; empty for what stands for "missing" (NA, NULL, None). */
str value_of(const import_row *r, const char *column);
/* One that must be there. */
bool needed_value(import_row *r, const char *column, str *value);
/* 2024-03-22 or 20240322, a time may follow. */
bool day_of_text(str text, casus_date *date);
bool needed_day(import_row *r, const char *column, casus_date *date);
/* *number is untouched where the column is empty. */
bool number_of(import_row *r, const char *column, double min, double max, double *number);
bool needed_cameo(import_row *r, const char *column);
/* Latitude and longitude of a place, where both are there. */
bool coordinates_of(import_row *r, const char *latitude, const char *longitude);

/* Strings made of parts, in the row's memory. False: no memory. */
bool joined(import_row *r, str a, str b, str *out);
/* Gives a side its only party. */
bool set_party(import_row *r, int side, const casus_actor *a);
/* Code from country and sector, dashes for a country that is not known. */
bool code_of_party(import_row *r, casus_actor *a);

#endif
