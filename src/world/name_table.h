/* Folding of names (case, diacritics, punctuation) and the hash table from folded names to rows. Private to world/. */
#ifndef CASUS_WORLD_NAME_TABLE_H
#define CASUS_WORLD_NAME_TABLE_H

#include "base/base.h"

typedef enum {
  NAME_COUNTRY = 1,
  NAME_DEMONYM,
  NAME_CAPITAL,
  NAME_SEAT,
  NAME_REGION,
  NAME_PERSON,
  NAME_SURNAME, /* last name of a person in the table: needs a title or a clear case */
  NAME_GROUP,
  NAME_AGENT,  /* generic: a phrase of lemmas */
  NAME_TITLE,  /* "secretary of state": a phrase of lemmas */
  NAME_HEAD,   /* a word of heads.tsv */
  NAME_GIVEN,  /* given name: row is the letter f or m */
  NAME_HOLDER, /* country and office: rows of people.tsv */
  NAME_INSIDE, /* a word in lower case that stands inside a name of the tables: "UN refugee agency" */
  NAME_START   /* one that a name begins with: "anti-Balaka" */
} name_kind;

enum {
  NAME_ACRONYM = 1, /* written in capitals only: "US", "BJP" */
  NAME_PLURAL = 2,  /* "Russians" */
  NAME_SHORT = 4,   /* one word */
  NAME_LOWER = 16,  /* begins in lower case */
  NAME_BARE = 32,   /* without the article that the table has: "Hindu" of "The Hindu" */
  NAME_PEOPLE = 8   /* people inside a state: "Tibetans" */
};

typedef struct {
  uint64_t hash;
  uint32_t row, next; /* next: 1 + index of the next reference of the same name, 0: none */
  uint8_t kind, flags;
} name_ref;

enum { FOLD_LATIN_BEGIN = 0x80, FOLD_LATIN_END = 0x250, FOLD_EXTENDED_BEGIN = 0x1e00, FOLD_EXTENDED_END = 0x1f00 };
enum { FOLD_COUNT = FOLD_LATIN_END - FOLD_LATIN_BEGIN + FOLD_EXTENDED_END - FOLD_EXTENDED_BEGIN };

enum { NAME_FILTER_BITS = 1 << 20, NAME_FILTER_WORDS = NAME_FILTER_BITS / 64 };

typedef struct {
  const name_ref *refs;
  const uint32_t *slots;  /* 1 + index of the first reference */
  const uint64_t *filter; /* a bit for each hash: most look-ups find nothing, and this answers them from a near cache */
  uint32_t n, mask;
  name_ref *own; /* refs where they are ours to change */
  uint32_t capacity;
  bool own_index;           /* slots and filter are ours too */
  char fold[FOLD_COUNT][4]; /* ASCII letters of a Latin code point, NUL-terminated */
} name_table;

enum { NAME_REFS_MAX = 1 << 24 };

/* Fills the folding table. */
void names_init(name_table *t);
void names_free(name_table *t);
/* An empty table that folds as another. */
name_table names_like(const name_table *t);
/* One more reference, found only after names_index. */
casus_status names_add(name_table *t, uint64_t hash, name_kind kind, uint32_t row, unsigned flags, casus_error *error);
casus_status names_index(name_table *t, casus_error *error);
/* Puts the references of `front` before those of `t`: they are found first. `front` is freed. Not indexed after it. */
casus_status names_put_before(name_table *t, name_table *front, casus_error *error);
/* The first reference of a name or NULL; references come in the order they were added. */
const name_ref *names_find(const name_table *t, uint64_t hash);
const name_ref *names_next(const name_table *t, const name_ref *ref);

/* A running hash of the letters and digits of a name. Whatever stands between them (space, hyphen, apostrophe, full stop)
 * does not count, so that the way a name is cut into tokens does not matter. */
#define NAME_HASH_START 0xcbf29ce484222325ULL
#define GIVEN_HASH_START 0x84222325cbf29ce4ULL /* given names apart from all others */
uint64_t name_hash_add(const name_table *t, uint64_t hash, str bytes);
static inline uint64_t name_hash(const name_table *t, str name) { return name_hash_add(t, NAME_HASH_START, name); }

/* A word in lower case by itself, as NAME_INSIDE or NAME_START. */
static inline uint64_t lower_hash(const name_table *t, name_kind kind, str form) {
  return hash_mix(name_hash_add(t, NAME_HASH_START, form) + (uint64_t)kind);
}

/* Hash of one word of a generic phrase: folded, singular, American spelling. */
uint64_t word_hash(const name_table *t, str form);
/* A phrase is its words in order; hyphens between them do not count. kind keeps agents, titles and heads apart. */
uint64_t phrase_hash_add(uint64_t hash, uint64_t of_word);
uint64_t phrase_hash(const name_table *t, name_kind kind, str phrase);
static inline uint64_t phrase_hash_start(name_kind kind) { return (uint64_t)kind * 0x9e3779b97f4a7c15ULL; }
uint64_t holder_hash(str iso3, str office);

#endif
