/* Private to src/text: characters, word lists, paragraphs, datelines, and the growing list of tokens and sentences. */
#ifndef CASUS_TEXT_INTERNAL_H
#define CASUS_TEXT_INTERNAL_H

#include "text/text.h"

/* ---- characters.c */
typedef enum {
  CHAR_SPACE, /* white space, controls, invisible marks */
  CHAR_UPPER,
  CHAR_LOWER, /* also letters without case and combining marks */
  CHAR_DIGIT,
  CHAR_OTHER
} char_kind;

typedef struct {
  uint32_t code;
  uint8_t len; /* bytes, at least 1 */
  uint8_t kind;
} character;

extern const uint8_t ascii_kinds[128];
character character_beyond_ascii(str s, size_t i);

/* The character at byte i < s.len. A byte that starts no well-formed character is one of kind CHAR_OTHER. */
static inline character character_at(str s, size_t i) {
  unsigned char c = (unsigned char)s.ptr[i];
  if (c < 0x80) return (character){c, 1, ascii_kinds[c]};
  return character_beyond_ascii(s, i);
}
/* The character that ends before byte i; CHAR_SPACE where i == begin. */
character character_before(str s, size_t begin, size_t i);

static inline bool is_word_kind(uint8_t kind) { return kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_DIGIT; }
static inline bool is_letter_kind(uint8_t kind) { return kind == CHAR_UPPER || kind == CHAR_LOWER; }
bool is_apostrophe(uint32_t code);
bool is_dash(uint32_t code);
bool is_double_quote(uint32_t code);
bool is_opener(uint32_t code); /* brackets and quotes that only open */
bool is_closer(uint32_t code); /* brackets and quotes that only close; and ' ’ */

/* First byte in [i, end) that is not white space, or end. */
uint32_t skip_space(str s, uint32_t i, uint32_t end);
/* Last byte + 1 of [begin, end) without its trailing white space. */
uint32_t trim_space(str s, uint32_t begin, uint32_t end);
/* First byte in [i, end) that is white space, or end. */
uint32_t skip_word(str s, uint32_t i, uint32_t end);

/* ---- wordlists.c: closed lists. All but `starter` ignore ASCII case where it makes sense. */
typedef enum {
  ABBREVIATION_NONE,
  ABBREVIATION_TITLE,  /* stands before a name: "Mr", "Gen" */
  ABBREVIATION_NUMBER, /* stands before a number: "No", "Sept" */
  ABBREVIATION_INNER,  /* never ends a sentence before a word: "e.g", "vs" */
  ABBREVIATION_TIME,   /* "a.m", "p.m": a capitalised word after it starts a sentence, unless it names a day or zone */
  ABBREVIATION_LAST    /* may end a sentence: "Inc", "U.S", "etc" */
} abbreviation;
abbreviation abbreviation_of(str w); /* without its last stop */
bool is_starter(str w);              /* "The", "He", "According": begins a sentence far more often than a name */
bool is_speech_verb(str w);          /* "said", "asked" */
bool is_day_or_zone(str w);          /* "Friday", "GMT", "EST", "March" */
bool is_month(str w);
bool is_weekday(str w);
bool is_hyphen_prefix(str w);  /* "anti", "non": EWT keeps "anti-American" whole */
bool is_newsgroup_root(str w); /* "alt", "comp" */
bool is_unit(str w);           /* splits off a number: "km", "pm", "bn" */
bool is_currency_code(str w);  /* splits off before a number: "Rs", "USD" */
bool is_domain_ending(str w);  /* "com", "org", "pdf" */
bool is_country_domain(str w);
bool is_common_lower(str w); /* "the", "he": after "word." without a space they show a missing space */
/* Where a word without apostrophe is two ("cannot", "gonna", "dont"): length of the first; else 0. */
size_t fused_split(str w);

/* ---- paragraphs.c */
typedef struct {
  uint32_t begin, end; /* without surrounding white space; newlines inside are white space */
} paragraph;

typedef struct {
  str bytes;
  uint32_t position;
  bool wrapped;    /* lines are broken by width: a newline alone is white space */
  uint32_t width;  /* of the longest such line, in bytes */
  uint32_t number; /* of paragraphs given */
} paragraphs;
void paragraphs_open(paragraphs *p, str bytes, uint32_t begin);
bool paragraphs_next(paragraphs *p, paragraph *out);
/* Does bytes[begin, end) end as a sentence does? */
bool ends_like_sentence(str s, uint32_t begin, uint32_t end);

/* ---- dateline.c */
/* Byte at which the dateline that opens s[begin, end) ends (may be `end`); `begin` where there is none. */
uint32_t dateline_end(str s, uint32_t begin, uint32_t end);

/* ---- boundaries.c: the trained decision on the boundaries that the rules found and on those they could not see */
typedef struct splitter splitter;
enum { BOUNDARY_FEATURES_MAX = 32, BOUNDARY_BUCKETS = 65536 };
extern const int8_t boundary_weights[BOUNDARY_BUCKETS]; /* boundary_weights.c, written by tools/train_boundaries.py */
extern const int32_t boundary_bias;
/* For training: a sentence starts where `is_start` says so, and `take` gets the features of each gap that is a candidate. */
typedef struct {
  bool (*is_start)(void *context, uint32_t byte);
  void (*take)(void *context, bool start, const uint16_t *features, size_t n_features);
  void *context;
} boundary_trace;
/* Sets and clears MARK_STARTS of the tokens of the stretch. Linear in their bytes. */
void boundaries_decide(splitter *sp);
casus_status text_split_traced(str bytes, uint32_t body, arena *a, text *out, const boundary_trace *trace, casus_error *error);

/* ---- sentences.c: takes tokens one after the other and decides where sentences end */
typedef enum { STOP_NONE, STOP_FULL, STOP_MARK, STOP_DOTS } stop_kind;

typedef enum {
  MARK_STARTS = 1, /* a sentence starts here */
  MARK_QUOTED = 2  /* stands inside a quotation */
} token_mark;

struct splitter {
  str bytes;
  arena *a;
  token *tokens;
  sentence *sentences;
  uint8_t *marks; /* token_mark bits of each token */
  uint32_t n_tokens, n_sentences, tokens_capacity, sentences_capacity, marks_capacity;
  uint32_t first;      /* token of the sentence that the rules hold open */
  uint32_t stretch;    /* first token of the stretch in work */
  uint32_t paragraph;  /* number of the open paragraph */
  uint32_t begin, end; /* bytes of the stretch in work: nothing outside is looked at */
  uint8_t kind;        /* sentence_kind of what is in work */
  uint8_t stop;        /* stop_kind: a stop was seen; the next token may start a sentence */
  bool whole;          /* the stretch is one sentence: stops do not end it */
  bool stop_quoted;    /* a quote or bracket closed after the stop */
  bool in_note;        /* inside "[27]" after the stop */
  bool in_double;      /* inside double quotes */
  bool in_single;      /* inside single quotes */
  bool starts;         /* the rules let a sentence start at the next token */
  bool full;           /* out of memory */
  const boundary_trace *trace;
};
void splitter_token(splitter *sp, uint32_t begin, uint32_t end);
/* Makes sentences of the tokens of the stretch. */
void splitter_end_stretch(splitter *sp);
/* After the word s[begin, stop) and its full stop at `stop`: is the stop part of the word, and does it end the sentence? */
typedef struct {
  bool belongs, ends;
} stop_decision;
stop_decision decide_stop(const splitter *sp, uint32_t begin, uint32_t stop);

/* ---- tokens.c */
/* Cuts bytes [sp->begin, sp->end) into tokens. */
void split_tokens(splitter *sp);

#endif
