/* Gold events of whole articles, by article and sentence: what eval_events scores against. */
#ifndef CASUS_GOLD_EVENTS_H
#define CASUS_GOLD_EVENTS_H

#include "base/base.h"

enum { SIDE_KEYS_MAX = 16, SIDE_KEY_SIZE = 7 };

/* The countries and international bodies of one side: "FRA", "IGOUNO". */
typedef struct {
  char keys[SIDE_KEYS_MAX][SIDE_KEY_SIZE];
  unsigned n;
} side;

void side_add(side *s, str code);
bool side_shares(const side *a, const side *b);
bool side_same(const side *a, const side *b);

typedef struct {
  str trigger;
  uint32_t sentence; /* index into the document's sentences */
  casus_type event, of;
  casus_event_status status;
  side actor, recipient;
  bool sure;
} gold_event;

/* Do the sides of an event of ours fit a gold event of its type? A country or body shared on each side, or both empty; for
 * CONSULT, AGREE, SUPPORT and COOPERATE swapped, or joined if the set is the same. */
bool gold_sides_fit(const side *actor, const side *recipient, const gold_event *g);

typedef struct {
  str text;
  span range; /* bytes of the article's text, once it is located; begin == end: not found */
  bool none;  /* listed as holding no event */
} gold_sentence;

typedef struct {
  str doc;
  gold_sentence *sentences;
  gold_event *events;
  uint32_t n_sentences, n_events, sentence_capacity, event_capacity;
} gold_document;

typedef struct {
  arena *memory;
  gold_document *documents;
  uint32_t n_documents, capacity;
} gold_set;

/* Reads gold events, and sentences without event from `none` (may be NULL). Freed by gold_free. */
casus_status gold_read(const char *events, const char *none, gold_set *gold, casus_error *error);
void gold_free(gold_set *gold);
gold_document *gold_find(gold_set *gold, str doc);

/* Finds each sentence in the text of the article, runs of white space being equal. */
casus_status gold_locate(gold_document *d, str text, casus_error *error);

#endif
