/* Reads TimeML: the text of a document and the TIMEX3 expressions marked in it. */
#ifndef CASUS_TIMEML_H
#define CASUS_TIMEML_H

#include "base/base.h"

typedef struct {
  uint32_t begin, end; /* bytes of timeml.text */
  str type, value;     /* as written */
} timex;

typedef struct {
  str text;
  casus_date date; /* of the document's creation; year 0: none */
  timex *times;
  uint32_t n_times;
} timeml;

/* Tags are passed over, the five entities of XML and numeric ones are put as characters; bytes that are not UTF-8 become '?'.
 * Only what stands inside TEXT is text; without a TEXT, all that follows the creation time. Lives in `a`. */
casus_status timeml_read(str xml, str file, arena *a, timeml *out, casus_error *error);

#endif
