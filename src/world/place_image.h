/* The gazetteer as one block of bytes that is used as it lies: made from places.tsv by place_pack.c, when casus is built or when
 * a table is given by the user. Needs base only, so that the build's packer is small.
 *
 *   header   place_image_header
 *   slots    n_slots of 8 bytes, open addressing: a key's first slot is its hash's low half scaled to n_slots; equal keys stand
 * in the order of their rows. A slot: 40 bits of the hash, 3 of flags, 21 of 1 + row; 0: free rows     n_rows of place_record, in
 * the order of the table names    each row's name and behind it its division's code; not separated
 *
 * Byte order and sizes are those of the machine that made it; the header tells. */
#ifndef CASUS_PLACE_IMAGE_H
#define CASUS_PLACE_IMAGE_H

#include "base/base.h"

enum { PLACE_CANDIDATES_MAX = 24, PLACE_KEY_MAX = 64, PLACE_ROWS_MAX = 1 << 21, DIVISION_KEY_MAX = 32 };

typedef enum {
  PLACE_TOWN,      /* PPL */
  PLACE_QUARTER,   /* PPLX: section of a town */
  PLACE_SEAT,      /* PPLA: seat of a first-level division */
  PLACE_CAPITAL,   /* PPLC */
  PLACE_DIVISION,  /* ADM1: state, province */
  PLACE_COUNTY,    /* ADM2: county, district */
  PLACE_REGION,    /* REG, ISL, MNT: a name of news that is no division */
  PLACE_WATER,     /* WTR: seas, straits, rivers, lakes */
  PLACE_SITE,      /* FAC: airports, squares, bases */
  PLACE_CONTINENT, /* CONT: parts of the world of many countries */
  PLACE_COUNTRY,   /* CTRY */
  PLACE_KINDS
} place_kind;

/* What a key says of its row. */
enum { KEY_WEAK = 1, KEY_OTHER = 2, KEY_ADJECTIVE = 4 };

#define PLACE_IMAGE_MAGIC "CASPLAC" /* with its NUL */
#define PLACE_IMAGE_ORDER 0x01020304

typedef struct {
  char magic[8];
  uint32_t byte_order, n_rows, n_slots, names_bytes, total_bytes, checksum; /* CRC-32 of what follows the header */
} place_image_header;

typedef struct {
  uint32_t name, population, geonames; /* name: offset into names */
  int32_t lat, lon;                    /* 1e-5 degrees */
  char country[3];                     /* ISO alpha-3, or NULs */
  uint8_t kind, name_bytes, admin1_bytes;
  uint8_t none[2];
} place_record;

typedef struct {
  const place_record *rows;
  const uint64_t *slots;
  const char *names;
  uint32_t n_rows, n_slots, names_bytes;
} place_image;

/* Sizes, byte order and magic are checked, in constant time; what lies behind is checked at each access. */
casus_status place_image_open(str bytes, str file, place_image *out, casus_error *error);
/* Checks the checksum too. */
casus_status place_image_verify(str bytes, str file, casus_error *error);

/* Rows of a key with its flags, at most `max`. Their number. */
typedef struct {
  uint32_t row;
  uint8_t flags;
} place_hit;
uint32_t place_image_find(const place_image *image, str key, place_hit *hits, uint32_t max);

/* Packs a table in the columns of places.tsv: name, keys (or variants), country, admin1, feature, population, lat, lon, geonames;
 * in any order; docs/places.md. Bad rows are refused with their line. `out` gets the image. */
casus_status place_image_pack(str table, str file, buffer *out, casus_error *error);

/* Adds the letters and digits of `s`, folded to lower-case ASCII where they are Latin, to the key of *len bytes. False: no room
 * or nothing that a key can hold. */
bool place_key_add(char key[PLACE_KEY_MAX], size_t *len, str s);
uint64_t place_key_hash(str key);
/* Divisions are also found by "COUNTRY.CODE", which no folded name can be. Empty: too long. */
str place_division_key(char key[DIVISION_KEY_MAX], str country, str admin1);

#endif
