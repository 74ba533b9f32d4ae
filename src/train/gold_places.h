/* The annotation of one page of GeoWebNews (brat): which spans are toponyms, and where they lie. */
#ifndef CASUS_GOLD_PLACES_H
#define CASUS_GOLD_PLACES_H

#include "base/base.h"

typedef struct {
  span at;           /* bytes of the text */
  uint32_t geonames; /* 0: none */
  double lat_deg, lon_deg;
  bool has_position; /* the annotation itself gives coordinates */
  bool counts;       /* false: neither missed nor, when found, too much */
  str type;          /* as annotated */
} gold_toponym;

typedef struct {
  uint32_t body; /* byte where the annotated text starts: behind the line of title and link */
  gold_toponym *toponyms;
  uint32_t n_toponyms;
} gold_page;

/* `bytes`: the page, UTF-8; `annotation`: its .ann. Toponyms are sorted by their place. Strings lie in `annotation`. */
casus_status gold_page_read(str bytes, str annotation, str file, arena *a, gold_page *out, casus_error *error);

#endif
