/* Tables of actors of the user's own. Private to world/. */
#ifndef CASUS_OVERLAY_H
#define CASUS_OVERLAY_H

#include "world/facts.h"

/* One row, its fields in the order of the columns. */
typedef enum {
  OVERLAY_NAME,
  OVERLAY_VARIANTS,
  OVERLAY_CODE,
  OVERLAY_COUNTRY,
  OVERLAY_SECTOR,
  OVERLAY_KIND,
  OVERLAY_FROM,
  OVERLAY_TO,
  OVERLAY_OFFICE, /* may be missing from a table; of persons only */
  OVERLAY_COLUMNS
} overlay_column;

typedef struct {
  str fields[OVERLAY_COLUMNS];
  uint32_t line;
  bool person;
} overlay_row;

typedef casus_status (*overlay_take)(world *w, const overlay_row *row, str file, casus_error *error);

/* Checks every row of a table and hands it to `take`. `path` is for messages; rows keep pointing into `bytes`. CASUS_DATA: a row
 * or the head is wrong; the message says what to do. Linear. */
casus_status overlay_read(world *w, str bytes, str path, str file, overlay_take take, casus_error *error);

#endif
