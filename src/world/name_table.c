#include "world/name_table.h"

#include <stdlib.h>
#include <utf8proc.h>

/* ---- folding */

/* Letters that Unicode does not decompose. */
static const struct {
  uint32_t code;
  char ascii[4];
} special_folds[] = {{0xc6, "ae"}, {0xe6, "ae"}, {0xd0, "d"},  {0xf0, "d"},  {0xd8, "o"},   {0xf8, "o"},
                     {0xde, "th"}, {0xfe, "th"}, {0xdf, "ss"}, {0x110, "d"}, {0x111, "d"},  {0x126, "h"},
                     {0x127, "h"}, {0x131, "i"}, {0x141, "l"}, {0x142, "l"}, {0x152, "oe"}, {0x153, "oe"},
                     {0x166, "t"}, {0x167, "t"}, {0x18f, "a"}, {0x1dd, "e"}, {0x14a, "n"},  {0x14b, "n"}};

static int32_t fold_index(uint32_t code) {
  if (code >= FOLD_LATIN_BEGIN && code < FOLD_LATIN_END) return (int32_t)(code - FOLD_LATIN_BEGIN);
  if (code >= FOLD_EXTENDED_BEGIN && code < FOLD_EXTENDED_END)
    return (int32_t)(code - FOLD_EXTENDED_BEGIN + FOLD_LATIN_END - FOLD_LATIN_BEGIN);
  return -1;
}

static void fold_code(uint32_t code, char out[4]) {
  utf8proc_int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 8,
                                               UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
  size_t len = 0;
  for (utf8proc_ssize_t i = 0; i < n && i < 8 && len < 3; i++)
    if (parts[i] < 0x80 && (is_ascii_alpha((unsigned char)parts[i]) || is_ascii_digit((unsigned char)parts[i])))
      out[len++] = to_ascii_lower((char)parts[i]);
  out[len] = 0;
}

static void fold_range(name_table *t, uint32_t begin, uint32_t end) {
  for (uint32_t code = begin; code < end; code++) fold_code(code, t->fold[fold_index(code)]);
}

void names_init(name_table *t) {
  *t = (name_table){0};
  fold_range(t, 0xc0, FOLD_LATIN_END); /* below are signs and spaces: nothing */
  fold_range(t, FOLD_EXTENDED_BEGIN, FOLD_EXTENDED_END);
  for (size_t i = 0; i < sizeof special_folds / sizeof *special_folds; i++)
    memcpy(t->fold[fold_index(special_folds[i].code)], special_folds[i].ascii, 4);
}

name_table names_like(const name_table *t) {
  name_table empty = {0};
  memcpy(empty.fold, t->fold, sizeof empty.fold);
  return empty;
}

static inline uint64_t add_byte(uint64_t hash, unsigned char c) { return (hash ^ c) * 0x100000001b3ULL; }

/* Combining marks, modifier letters (U+02BB and its like) and general punctuation do not count. */
static bool is_silent(uint32_t code) {
  return (code >= 0x2b0 && code < 0x370) || (code >= 0x2000 && code < 0x2070) || code >= 0xfe00;
}

static uint64_t add_code(const name_table *t, uint64_t hash, uint32_t code) {
  int32_t index = fold_index(code);
  if (index >= 0) {
    for (const char *c = t->fold[index]; *c; c++) hash = add_byte(hash, (unsigned char)*c);
    return hash;
  }
  if (is_silent(code)) return hash;
  uint32_t low = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
  for (int shift = 16; shift >= 0; shift -= 8) hash = add_byte(hash, (unsigned char)(low >> shift));
  return hash;
}

uint64_t name_hash_add(const name_table *t, uint64_t hash, str bytes) {
  for (size_t i = 0; i < bytes.len;) {
    unsigned char c = (unsigned char)bytes.ptr[i];
    if (c < 0x80) {
      if (is_ascii_alpha(c) || is_ascii_digit(c)) hash = add_byte(hash, is_ascii_upper(c) ? (unsigned char)(c + 32) : c);
      i++;
      continue;
    }
    utf8proc_int32_t code = -1;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes.ptr + i, (utf8proc_ssize_t)(bytes.len - i), &code);
    if (n <= 0) n = 1;
    if (code > 0) hash = add_code(t, hash, (uint32_t)code);
    i += (size_t)n;
  }
  return hash;
}

/* ---- words of generic phrases */

enum { WORD_BYTES_MAX = 40 };

/* Both the table's words and the text's go through this, so that a wrong singular does no harm as long as it is the same. */
static size_t singular(char *w, size_t n) {
  if (n == 5 && memcmp(w, "corps", 5) == 0) return n; /* "News Corp" is no army corps */
  if (n > 4 && memcmp(w + n - 3, "ies", 3) == 0) {
    w[n - 3] = 'y';
    return n - 2;
  }
  if (n > 3 && memcmp(w + n - 3, "men", 3) == 0) {
    w[n - 2] = 'a';
    return n;
  }
  if (n > 4 && (memcmp(w + n - 4, "ches", 4) == 0 || memcmp(w + n - 4, "shes", 4) == 0 || memcmp(w + n - 4, "sses", 4) == 0))
    return n - 2;
  bool plural = n > 3 && w[n - 1] == 's' && w[n - 2] != 's' && w[n - 2] != 'u' && w[n - 2] != 'i';
  return plural ? n - 1 : n;
}

static const char *const spellings[][2] = {
    {"defence", "defense"},   {"labour", "labor"}, {"organisation", "organization"}, {"centre", "center"},
    {"mobilise", "mobilize"}, {"armour", "armor"}, {"paramilitarie", "paramilitary"}};

static str american(str form) {
  for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
    if (form.len && form.ptr[0] == spellings[i][0][0] && str_is(form, spellings[i][0])) return str_of(spellings[i][1]);
  return form;
}

uint64_t word_hash(const name_table *t, str form) {
  char low[WORD_BYTES_MAX];
  if (form.len > sizeof low) return name_hash(t, form);
  size_t n = 0;
  for (size_t i = 0; i < form.len; i++)
    if (form.ptr[i] != '.' && form.ptr[i] != '\'') low[n++] = to_ascii_lower(form.ptr[i]);
  bool acronyms = form.len > 2 && is_ascii_upper((unsigned char)form.ptr[1]) && form.ptr[form.len - 1] == 's'; /* "MPs" */
  n = acronyms ? n - 1 : singular(low, n);
  return name_hash(t, american((str){low, n}));
}

uint64_t phrase_hash_add(uint64_t hash, uint64_t of_word) { return hash_mix(hash * 31 + of_word); }

uint64_t phrase_hash(const name_table *t, name_kind kind, str phrase) {
  uint64_t hash = phrase_hash_start(kind);
  for (size_t i = 0; i < phrase.len;) {
    size_t begin = i;
    while (i < phrase.len && phrase.ptr[i] != ' ' && phrase.ptr[i] != '-') i++;
    if (i > begin) hash = phrase_hash_add(hash, word_hash(t, str_slice(phrase, begin, i)));
    i++;
  }
  return hash;
}

/* Eight bytes at a time: there is one for each term of office at every start. */
static uint64_t hash_words(str s, uint64_t hash) {
  for (size_t i = 0; i < s.len; i += 8) {
    uint64_t part = 0;
    memcpy(&part, s.ptr + i, s.len - i < 8 ? s.len - i : 8);
    hash = hash_mix((hash ^ part) * 0x9e3779b97f4a7c15ULL);
  }
  return hash;
}

uint64_t holder_hash(str iso3, str office) { return hash_words(office, hash_words(iso3, NAME_HOLDER)); }

/* ---- the table */

static casus_status reserve(name_table *t, uint32_t need, casus_error *error) {
  uint32_t capacity = t->capacity ? t->capacity : 1 << 12;
  while (capacity < need && capacity <= NAME_REFS_MAX) capacity *= 2;
  if (capacity > NAME_REFS_MAX) return error_set(error, CASUS_MEMORY, "more than %d names", NAME_REFS_MAX);
  name_ref *refs = realloc(t->own, (size_t)capacity * sizeof *refs);
  if (!refs) return error_set(error, CASUS_MEMORY, "no memory for %u names", capacity);
  t->refs = t->own = refs;
  t->capacity = capacity;
  return CASUS_OK;
}

casus_status names_add(name_table *t, uint64_t hash, name_kind kind, uint32_t row, unsigned flags, casus_error *error) {
  casus_status status = t->n < t->capacity ? CASUS_OK : reserve(t, t->n + 1, error);
  if (status == CASUS_OK) t->own[t->n++] = (name_ref){.hash = hash, .row = row, .kind = (uint8_t)kind, .flags = (uint8_t)flags};
  return status;
}

static inline uint32_t filter_bit(uint64_t hash) { return (uint32_t)(hash_mix(hash) >> 40) & (NAME_FILTER_BITS - 1); }

static inline uint32_t slot_of(const name_table *t, uint64_t hash) { return (uint32_t)hash_mix(hash) & t->mask; }

/* From the last to the first: each goes to the front of its chain, so that chains keep the order of the tables. */
static void link_refs(name_table *t, uint32_t *slots, uint64_t *filter) {
  enum { AHEAD = 16 };
  for (uint32_t i = t->n; i-- > 0;) {
    if (i >= AHEAD) __builtin_prefetch(&slots[slot_of(t, t->own[i - AHEAD].hash)]);
    uint32_t s = slot_of(t, t->own[i].hash);
    while (slots[s] && t->own[slots[s] - 1].hash != t->own[i].hash) s = (s + 1) & t->mask;
    t->own[i].next = slots[s];
    slots[s] = i + 1;
    uint32_t bit = filter_bit(t->own[i].hash);
    filter[bit / 64] |= 1ULL << (bit % 64);
  }
}

casus_status names_index(name_table *t, casus_error *error) {
  uint32_t size = 16;
  while (size < t->n * 2) size *= 2;
  uint32_t *slots = calloc(size, sizeof *slots);
  uint64_t *filter = calloc(NAME_FILTER_WORDS, sizeof *filter);
  if (!slots || !filter) {
    free(slots);
    free(filter);
    return error_set(error, CASUS_MEMORY, "no memory for %u slots of names", size);
  }
  t->mask = size - 1;
  link_refs(t, slots, filter);
  t->slots = slots;
  t->filter = filter;
  t->own_index = true;
  return CASUS_OK;
}

casus_status names_put_before(name_table *t, name_table *front, casus_error *error) {
  casus_status status = reserve(front, t->n + front->n, error);
  if (status != CASUS_OK) return status;
  if (t->n) memcpy(front->own + front->n, t->refs, t->n * sizeof *t->refs);
  front->n += t->n;
  names_free(t);
  *t = *front;
  *front = (name_table){0};
  return CASUS_OK;
}

const name_ref *names_find(const name_table *t, uint64_t hash) {
  uint32_t bit = filter_bit(hash);
  if (!(t->filter[bit / 64] >> (bit % 64) & 1)) return NULL;
  for (uint32_t s = slot_of(t, hash); t->slots[s]; s = (s + 1) & t->mask)
    if (t->refs[t->slots[s] - 1].hash == hash) return &t->refs[t->slots[s] - 1];
  return NULL;
}

const name_ref *names_next(const name_table *t, const name_ref *ref) { return ref->next ? &t->refs[ref->next - 1] : NULL; }

void names_free(name_table *t) {
  free(t->own);
  if (t->own_index) {
    free((void *)(uintptr_t)t->slots);
    free((void *)(uintptr_t)t->filter);
  }
  *t = (name_table){0};
}
