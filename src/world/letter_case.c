/* Gives a phrase of small letters alone, or of capitals alone, the capitals that a newspaper would: "us troops" is "US troops",
 * "PRESIDENT MACRON" is "President Macron". Names are known by them. */
#include <utf8proc.h>

#include "world/letter_case.h"

enum { WORDS_MAX = 512, NAME_WORDS_MAX = 8 };

typedef struct {
  const world *w;
  char *bytes;
  span words[WORDS_MAX];
  uint32_t n;
  uint32_t n_said; /* words without articles */
  bool capitals;   /* all were */
} mending;

static str word_at(const mending *m, uint32_t i) {
  return (str){m->bytes + m->words[i].begin, m->words[i].end - m->words[i].begin};
}

/* ---- letters, where the other case has as many bytes */

static void turn_letters(char *bytes, size_t len, bool up) {
  for (size_t i = 0; i < len;) {
    utf8proc_int32_t point;
    utf8proc_uint8_t other[4];
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes + i, (utf8proc_ssize_t)(len - i), &point);
    if (n <= 0) return;
    if (utf8proc_encode_char(up ? utf8proc_toupper(point) : utf8proc_tolower(point), other) == n)
      memcpy(bytes + i, other, (size_t)n);
    i += (size_t)n;
  }
}

static size_t first_letter(const char *bytes, size_t len) {
  utf8proc_int32_t point;
  utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)len, &point);
  return n > 0 ? (size_t)n : len;
}

/* "kim jong-un" to "Kim Jong-Un": every part that a hyphen begins. */
static void capitalise(mending *m, uint32_t i) {
  uint32_t begin = m->words[i].begin, end = m->words[i].end;
  for (uint32_t at = begin; at < end; at++)
    if (at == begin || m->bytes[at - 1] == '-' || (m->bytes[at - 1] == '\'' && end - at > 2))
      turn_letters(m->bytes + at, first_letter(m->bytes + at, end - at), true);
}

/* ---- words */

static bool is_word_byte(unsigned char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c >= 0x80 || c == '-' || c == '\'' || c == '.';
}

static bool cut_words(mending *m, size_t len) {
  for (size_t i = 0; i < len;) {
    size_t begin = i;
    while (i < len && is_word_byte((unsigned char)m->bytes[i])) i++;
    if (i == begin) {
      i++;
      continue;
    }
    if (m->n == WORDS_MAX) return false;
    size_t end = i - begin > 2 && memcmp(m->bytes + i - 2, "'s", 2) == 0 ? i - 2 : i; /* "france's" */
    m->words[m->n++] = (span){(uint32_t)begin, (uint32_t)end};
    m->n_said += !listed(" the a an ", word_at(m, m->n - 1));
  }
  return m->n > 0;
}

/* Small words, and words that names of the tables are too ("who", "care", "star", "labour"). */
static bool is_everyday(str s) {
  return listed(
      " a act aid all an and as at brotherhood by can car care congress conservatives cop diet do fact fast fed first for from "
      "he "
      "her his ice if in is it its labour let mafia may must new no nor not of on one or our pace pact pan per pro quartet real "
      "said sec she shell so star ten that the them they this to top was we were who will with you ",
      s);
}

static bool is_generic(const mending *m, str s) {
  uint64_t of_word = word_hash(&m->w->names, s);
  for (int kind = NAME_AGENT; kind <= NAME_HEAD; kind++) {
    const name_ref *ref = names_find(&m->w->names, phrase_hash_add(phrase_hash_start((name_kind)kind), of_word));
    if (ref && ref->kind == kind) return true;
  }
  return false;
}

/* A word for what somebody is. */
static bool names_role(const mending *m, uint32_t i) { return i < m->n && is_generic(m, word_at(m, i)); }

/* May a name of one word stand here, without its capital? */
static bool may_be_name(const mending *m, uint32_t i, const name_ref *ref) {
  if (is_everyday(word_at(m, i)) || is_generic(m, word_at(m, i))) return false;
  if (ref->flags & NAME_ACRONYM) return !str_equal_fold(word_at(m, i), STR("us")) || names_role(m, i + 1); /* "us troops" */
  if (ref->kind == NAME_SURNAME) return m->capitals || m->n_said == 1 || (i > 0 && names_role(m, i - 1));
  return ref->kind != NAME_GROUP || m->n_said == 1 || m->capitals || names_role(m, i + 1); /* "hamas militants" */
}

static const name_ref *name_of(const mending *m, uint32_t i, uint32_t end) {
  uint64_t hash = NAME_HASH_START;
  for (uint32_t k = i; k < end; k++) hash = name_hash_add(&m->w->names, hash, word_at(m, k));
  if (hash == NAME_HASH_START) return NULL;
  for (const name_ref *ref = names_find(&m->w->names, hash); ref; ref = names_next(&m->w->names, ref))
    if (ref->kind <= NAME_GROUP && (end - i > 1 || may_be_name(m, i, ref))) return ref;
  return NULL;
}

/* Inside a name: "University of the West", "US Congress". */
static void write_part(mending *m, uint32_t i) {
  str s = word_at(m, i);
  if (listed(" of the and for de la le du des del di da bin al ", s)) return;
  if (listed(" ii iii iv vi vii viii ix xii xiii xiv xvi ", s)) {
    turn_letters(m->bytes + m->words[i].begin, s.len, true);
    return;
  }
  const name_ref *ref = names_find(&m->w->names, name_hash(&m->w->names, s));
  while (ref && !(ref->kind <= NAME_GROUP && ref->flags & NAME_ACRONYM)) ref = names_next(&m->w->names, ref);
  if (ref && !is_generic(m, s)) turn_letters(m->bytes + m->words[i].begin, s.len, true);
  else capitalise(m, i);
}

/* The name that begins at word i gets its capitals, the title before it too. Words of the name; 0: none. */
static uint32_t write_name(mending *m, uint32_t i) {
  uint32_t end = i + NAME_WORDS_MAX < m->n ? i + NAME_WORDS_MAX : m->n;
  for (; end > i; end--) {
    const name_ref *ref = name_of(m, i, end);
    if (!ref) continue;
    for (uint32_t k = i; k < end; k++) write_part(m, k);
    bool person = ref->kind == NAME_PERSON || ref->kind == NAME_SURNAME;
    if (person && i > 0 && names_role(m, i - 1)) capitalise(m, i - 1);
    return end - i;
  }
  return 0;
}

static void mend(mending *m) {
  for (uint32_t i = 0; i < m->n;) {
    uint32_t n = write_name(m, i);
    if (!n && m->capitals && !is_everyday(word_at(m, i)) && !is_generic(m, word_at(m, i))) capitalise(m, i);
    i += n ? n : 1;
  }
}

/* ---- the phrase */

typedef struct {
  uint32_t upper, lower, longest; /* longest run of letters */
} letter_count;

static letter_count count_letters(str s) {
  letter_count c = {0};
  uint32_t run = 0;
  for (size_t i = 0; i < s.len;) {
    utf8proc_int32_t point;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + i, (utf8proc_ssize_t)(s.len - i), &point);
    if (n <= 0) break;
    i += (size_t)n;
    bool upper = utf8proc_tolower(point) != point, lower = utf8proc_toupper(point) != point;
    c.upper += upper;
    c.lower += lower && !upper;
    run = upper || lower ? run + 1 : 0;
    if (run > c.longest) c.longest = run;
  }
  return c;
}

bool letter_case_mend(const world *w, str phrase, arena *a, str *mended) {
  enum { WORD_IN_CAPITALS = 4 }; /* shorter ones may be acronyms */
  letter_count c = count_letters(phrase);
  bool capitals = c.upper && !c.lower && c.longest >= WORD_IN_CAPITALS;
  *mended = phrase;
  if ((c.upper && !capitals) || (!c.upper && !c.lower)) return true;
  mending *m = ARENA_ARRAY(a, mending, 1);
  str copy;
  if (!m || !arena_copy(a, phrase, &copy)) return false;
  *m = (mending){.w = w, .bytes = (char *)(uintptr_t)copy.ptr, .capitals = capitals};
  if (capitals) turn_letters(m->bytes, phrase.len, false);
  if (cut_words(m, phrase.len)) mend(m);
  *mended = copy;
  return true;
}
