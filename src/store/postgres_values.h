/* Values as PostgreSQL sends and takes them in its binary format. Needs no libpq. */
#ifndef CASUS_POSTGRES_VALUES_H
#define CASUS_POSTGRES_VALUES_H

#include "base/base.h"

/* Types by their numbers in pg_type, which never change. */
enum {
  VALUE_BOOL = 16,
  VALUE_BYTEA = 17,
  VALUE_INT8 = 20,
  VALUE_INT2 = 21,
  VALUE_INT4 = 23,
  VALUE_TEXT = 25,
  VALUE_FLOAT4 = 700,
  VALUE_FLOAT8 = 701,
  VALUE_NUMERIC = 1700
};

void value_pack(uint64_t bits, char bytes[8]); /* big-endian */
/* What is no number reads as 0. Of a NUMERIC (sums of integers) the whole part counts. */
int64_t value_integer(uint32_t type, str bytes);
double value_real(uint32_t type, str bytes);

/* Text of PostgreSQL holds no NUL. One is kept as DLE 0 (bytes 10 30), and a DLE as two of them: so nothing is lost, and what was
 * equal stays equal. *value becomes a copy in *memory, which is made with that maximum where it is NULL; text without either
 * character stays where it is. False: out of memory. */
bool value_escape(arena **memory, size_t max_bytes, str *value);
bool value_unescape(arena **memory, size_t max_bytes, str *value);

#endif
