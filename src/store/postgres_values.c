/* Binary values of PostgreSQL, and NUL bytes in its texts. */
#include "store/postgres_values.h"

/* ---- numbers */

void value_pack(uint64_t bits, char bytes[8]) {
  for (int i = 0; i < 8; i++) bytes[i] = (char)(unsigned char)(bits >> (56 - 8 * i));
}

static uint64_t unpack(str bytes) {
  uint64_t bits = 0;
  for (size_t i = 0; i < bytes.len; i++) bits = bits << 8 | (unsigned char)bytes.ptr[i];
  return bits;
}

static int64_t signed_integer(str bytes) {
  if (bytes.len == 0 || bytes.len > 8) return 0;
  unsigned unused = 64 - 8 * (unsigned)bytes.len;
  return (int64_t)(unpack(bytes) << unused) >> unused;
}

static double real4(str bytes) {
  uint32_t bits = (uint32_t)unpack(bytes);
  float value;
  memcpy(&value, &bits, sizeof value);
  return (double)value;
}

static double real8(str bytes) {
  uint64_t bits = unpack(bytes);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* A NUMERIC: number of digits, weight of the first, sign, scale (two bytes each), then digits to the base 10,000. */
typedef struct {
  int64_t n_digits, weight;
  bool negative;
  const char *digits;
} numeric;

enum { NUMERIC_HEADER = 8, NUMERIC_NEGATIVE = 0x4000, NUMERIC_WHOLE_DIGITS_MAX = 5 };

static bool numeric_open(str bytes, numeric *n) {
  if (bytes.len < NUMERIC_HEADER) return false;
  n->n_digits = signed_integer(str_slice(bytes, 0, 2));
  n->weight = signed_integer(str_slice(bytes, 2, 4));
  n->negative = signed_integer(str_slice(bytes, 4, 6)) == NUMERIC_NEGATIVE;
  n->digits = bytes.ptr + NUMERIC_HEADER;
  return n->n_digits >= 0 && bytes.len == NUMERIC_HEADER + 2 * (size_t)n->n_digits;
}

static int64_t numeric_digit(const numeric *n, int64_t index) {
  return index < n->n_digits ? signed_integer((str){n->digits + 2 * index, 2}) : 0;
}

static int64_t numeric_integer(str bytes) {
  numeric n;
  uint64_t value = 0;
  if (!numeric_open(bytes, &n) || n.weight >= NUMERIC_WHOLE_DIGITS_MAX) return 0;
  for (int64_t i = 0; i <= n.weight; i++) value = value * 10000 + (uint64_t)numeric_digit(&n, i);
  return n.negative ? -(int64_t)value : (int64_t)value;
}

static double numeric_real(str bytes) {
  numeric n;
  double value = 0, unit = 1;
  if (!numeric_open(bytes, &n)) return 0;
  for (int64_t i = 0; i < n.n_digits; i++) value = value * 10000 + (double)numeric_digit(&n, i);
  for (int64_t i = n.n_digits - 1; i < n.weight; i++) value *= 10000;
  for (int64_t i = n.n_digits - 1; i > n.weight; i--) unit *= 10000;
  return (n.negative ? -value : value) / unit;
}

static bool is_integer(uint32_t type) {
  return type == VALUE_INT8 || type == VALUE_INT4 || type == VALUE_INT2 || type == VALUE_BOOL;
}

double value_real(uint32_t type, str bytes) {
  if (is_integer(type)) return (double)signed_integer(bytes);
  if (type == VALUE_FLOAT8 && bytes.len == 8) return real8(bytes);
  if (type == VALUE_FLOAT4 && bytes.len == 4) return real4(bytes);
  return type == VALUE_NUMERIC ? numeric_real(bytes) : 0;
}

int64_t value_integer(uint32_t type, str bytes) {
  if (is_integer(type)) return signed_integer(bytes);
  if (type == VALUE_NUMERIC) return numeric_integer(bytes);
  double value = value_real(type, bytes);
  return value > -9.2e18 && value < 9.2e18 ? (int64_t)value : 0;
}

/* ---- NUL in text */

enum { DLE = 0x10 };

static char *room(arena **memory, size_t max_bytes, size_t len) {
  if (!*memory) *memory = arena_new(max_bytes);
  return *memory ? ARENA_ARRAY(*memory, char, len + 1) : NULL;
}

static size_t count(str s, char wanted) {
  size_t n = 0;
  const char *end = s.ptr + s.len;
  for (const char *at = s.ptr; s.len && (at = memchr(at, wanted, (size_t)(end - at))); at++) n++;
  return n;
}

bool value_escape(arena **memory, size_t max_bytes, str *value) {
  size_t n = count(*value, 0) + count(*value, DLE), len = 0;
  if (!n) return true;
  char *copy = room(memory, max_bytes, value->len + n);
  if (!copy) return false;
  for (size_t i = 0; i < value->len; i++) {
    char c = value->ptr[i];
    if (c == 0 || c == DLE) copy[len++] = DLE;
    copy[len++] = c ? c : '0';
  }
  *value = (str){copy, len};
  return true;
}

bool value_unescape(arena **memory, size_t max_bytes, str *value) {
  size_t len = 0;
  if (!count(*value, DLE)) return true;
  char *copy = room(memory, max_bytes, value->len);
  if (!copy) return false;
  for (size_t i = 0; i < value->len; i++) {
    bool escapes = value->ptr[i] == DLE && i + 1 < value->len;
    if (escapes) i++;
    copy[len++] = escapes && value->ptr[i] == '0' ? 0 : value->ptr[i];
  }
  *value = (str){copy, len};
  return true;
}
