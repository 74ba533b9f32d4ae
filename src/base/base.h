/* The floor everything stands on: strings, arenas, growable buffers, hashing, errors, files. Knows the C library and the
 * public records only. */
#ifndef CASUS_BASE_H
#define CASUS_BASE_H

#include <string.h>

#include "casus.h"

typedef casus_str str;
typedef casus_span span;

#define STR(literal) ((str){(literal), sizeof(literal) - 1})

/* ---- strings */
static inline bool str_empty(str s) { return s.len == 0; }
static inline bool str_equal(str a, str b) { return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0); }
static inline bool str_is(str a, const char *b) { return str_equal(a, (str){b, strlen(b)}); }
static inline str str_of(const char *c) { return (str){c, c ? strlen(c) : 0}; }
static inline str str_slice(str s, size_t begin, size_t end) { return (str){s.ptr + begin, end - begin}; }
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_equal_fold(str a, str b);                   /* ASCII case only */
int str_compare(str a, str b);                       /* by bytes */
bool str_is_one_of(str s, const char *const *words); /* NULL ends the list; ASCII case does not count */
/* Capital letters beyond ASCII: Latin-1, Latin Extended, Greek and Cyrillic are told by their lead byte, which is close enough
 * where a look-up or a tag decides. An opening quotation mark used as ayn or hamza may stand before the letter. */
bool str_is_capitalised(str s);
str str_trim(str s); /* ASCII white space */
/* Cuts the part before the first `separator` off *rest. False when *rest was used up. */
bool str_cut(str *rest, char separator, str *part);
bool str_to_u32(str s, uint32_t *value);
bool str_to_double(str s, double *value); /* plain decimals: -12.5; no locale */

static inline bool is_ascii_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
static inline bool is_ascii_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
static inline bool is_ascii_alpha(unsigned char c) { return is_ascii_upper(c) || is_ascii_lower(c); }
static inline bool is_ascii_digit(unsigned char c) { return c >= '0' && c <= '9'; }
static inline bool is_ascii_space(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline char to_ascii_lower(char c) { return is_ascii_upper((unsigned char)c) ? (char)(c + 32) : c; }

/* Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629), or s.len. */
size_t utf8_valid_until(str s);

/* ---- hashing: 64-bit FNV-1a finished by a mixer; the same on every machine */
uint64_t hash_bytes(const void *bytes, size_t len_bytes, uint64_t seed);
static inline uint64_t hash_mix(uint64_t h) {
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccdULL;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53ULL;
  return h ^ (h >> 33);
}
static inline uint64_t hash_str(str s) { return hash_bytes(s.ptr, s.len, 0); }
/* CRC-32 (zlib's polynomial) for files. */
uint32_t checksum_bytes(const void *bytes, size_t len_bytes);

/* ---- arena: everything of one document lives and dies together */
typedef struct arena arena;
/* Never holds more than max_bytes. NULL: out of memory. */
arena *arena_new(size_t max_bytes);
/* One of which there are many, small ones: takes chunk_bytes at first. */
arena *arena_new_of(size_t max_bytes, size_t chunk_bytes);
void arena_free(arena *a);
void arena_reset(arena *a); /* forgets all, keeps the memory */
/* Zeroed, aligned to 16. NULL: over the maximum or out of memory. */
void *arena_alloc(arena *a, size_t count, size_t size);
bool arena_copy(arena *a, str s, str *copy);
size_t arena_used(const arena *a);
#define ARENA_ARRAY(a, type, count) ((type *)arena_alloc((a), (count), sizeof(type)))
/* Grows an arena array so that it holds `need` items. False: out of memory. */
bool arena_grow(arena *a, void **items, uint32_t *capacity, uint32_t need, size_t size);

/* ---- growable byte buffer with a stated maximum, on the heap */
typedef struct {
  char *ptr;
  size_t len, capacity, max;
} buffer;
void buffer_init(buffer *b, size_t max_bytes);
void buffer_free(buffer *b);
bool buffer_add(buffer *b, str s); /* false: over the maximum or out of memory; the buffer is as before */
bool buffer_add_byte(buffer *b, char c);
bool buffer_format(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline str buffer_str(const buffer *b) { return (str){b->ptr, b->len}; }

/* ---- errors: fill `error` (may be NULL) and return `status`, so that failing reads `return error_set(...)` */
casus_status error_set(casus_error *error, casus_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with the place. file may be empty, line and offset 0. */
casus_status error_at(casus_error *error, casus_status status, str file, size_t line, size_t offset_bytes, const char *format,
                      ...) __attribute__((format(printf, 6, 7)));

/* ---- files */
/* Maps a file for reading (or reads it where it cannot be mapped). Freed by file_unmap. */
typedef struct {
  str bytes;
  bool mapped;
} file_map;
casus_status file_open_map(const char *path, size_t max_bytes, file_map *map, casus_error *error);
void file_unmap(file_map *map);

/* ---- tables: TSV, one fact a row, `#` comments, first row the column names. A field is never quoted. */
enum { TSV_COLUMNS_MAX = 32 };
typedef struct {
  str bytes;                   /* the whole table */
  str file;                    /* for messages */
  str names[TSV_COLUMNS_MAX];  /* of the columns */
  str fields[TSV_COLUMNS_MAX]; /* of the current row; missing ones empty */
  uint32_t n_columns;
  size_t line; /* of the current row, from 1 */
  size_t position;
} tsv;
casus_status tsv_open(tsv *t, str bytes, str file, casus_error *error);
/* The next row: CASUS_OK, CASUS_END, or CASUS_DATA for a row with too many fields. */
casus_status tsv_next(tsv *t, casus_error *error);
/* Passes over what stands before a line, counted from 1, unread; tsv_next then gives the row on it, or the next below. */
void tsv_seek(tsv *t, size_t line);
/* The index of a column that must be there. */
casus_status tsv_column(const tsv *t, const char *name, uint32_t *column, casus_error *error);

/* ---- what is built into the library (data/ and models/), by path, e.g. "world/countries.tsv" */
typedef struct {
  const char *path;
  const unsigned char *begin, *end;
} builtin_file;
extern const builtin_file builtin_files[]; /* closed by a NULL path */
/* Are these the bytes of a built-in file, where they lie? */
bool is_builtin(str bytes);
/* The file from `data_dir` where that is given, else the built-in one. *map is only filled in the first case. */
casus_status data_file(const char *data_dir, const char *path, str *bytes, file_map *map, casus_error *error);

/* ---- calendar (proleptic Gregorian) */
int32_t date_to_days(casus_date date); /* days since 1970-01-01; missing month or day count as the first */
casus_date date_from_days(int32_t days);
int date_weekday(casus_date date); /* 0 Monday to 6 Sunday */
bool date_is_real(casus_date date);
int date_compare(casus_date a, casus_date b);
/* Lowest and highest set to the last day of their month and year where not said. */
casus_date date_last_day(casus_date date);

#endif
