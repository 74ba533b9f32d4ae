/* The tree: arc-eager transitions (Nivre 2003), two decisions each: the move, then the relation of the arc it makes.
 * Once all words are read, words without a head are put back into the input (after Honnibal and Johnson 2014), so that every
 * sentence ends as one tree. Trainer and predictor share all of this. */
#ifndef CASUS_PARSER_H
#define CASUS_PARSER_H

#include "grammar/grammar.h"
#include "grammar/lexicon.h"

typedef enum { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVE_REDUCE, MOVE_COUNT } parse_move;

enum { PARSE_SLOTS = SENTENCE_TOKENS_MAX + 1 };

/* A word and the part of the tree below it. */
typedef struct {
  uint64_t word, tag, word_tag, fine, coarse; /* what features see */
  uint64_t left_rels, right_rels;             /* bit sets of the relations of its children */
  uint16_t head;                              /* 0: none yet */
  uint16_t left[2], right[2];                 /* outermost children, and the next inside */
  uint8_t n_left, n_right;
  uint8_t rel, tag_id, coarse_tag;
} parse_node;

/* Slots 1 to n are the words; slot 0 is "nothing there". */
typedef struct {
  parse_node nodes[PARSE_SLOTS];
  uint16_t stack[PARSE_SLOTS];
  uint32_t n, n_stack;
  uint32_t next;     /* first word of the input; n + 1: all read */
  uint32_t put_back; /* a word put back into the input; 0: none */
} parse_state;

void parse_begin(parse_state *s, const token_view *views, const uint8_t *tags, const uint8_t *tag_upos, uint32_t n);
/* The word at the front of the input, 0 if there is none. */
static inline uint32_t parse_front(const parse_state *s) { return s->put_back ? s->put_back : s->next <= s->n ? s->next : 0; }
static inline uint32_t parse_top(const parse_state *s) { return s->n_stack ? s->stack[s->n_stack - 1] : 0; }
/* Does what needs no decision; false when the tree is done. After true, there is a front, and a top or only SHIFT is left. */
bool parse_settle(parse_state *s);
/* Bit set of the moves that may be made; there is always one. A punctuation mark heads nothing but its like. */
unsigned parse_legal(const parse_state *s);
void parse_apply(parse_state *s, parse_move move, uint8_t rel);
/* The arc a move would make. */
static inline uint32_t move_head(const parse_state *s, parse_move m) { return m == MOVE_LEFT ? parse_front(s) : parse_top(s); }
static inline uint32_t move_child(const parse_state *s, parse_move m) { return m == MOVE_LEFT ? parse_top(s) : parse_front(s); }

uint32_t move_features(const parse_state *s, uint64_t *hashes);
uint32_t rel_features(const parse_state *s, uint32_t head, uint32_t child, uint64_t *hashes);

typedef struct {
  linear moves, rels;
} parse_models;

/* Parses from parse_begin to the end: heads and relations stand in the nodes. */
void parse_run(const parse_models *m, parse_state *s);

#endif
