/* Classes of words that tell where something happened: data/lexicon/classes.tsv, "where_*". Private to coding/. */
#ifndef CASUS_WHERE_WORDS_H
#define CASUS_WHERE_WORDS_H

#include "coding/event_lexicon.h"
#include "coding/tree.h"

typedef enum {
  WHERE_GROUND,      /* "city", "outskirts": "of" names the place */
  WHERE_STRUCTURE,   /* "airport": a name before it says the place */
  WHERE_HOME,        /* "hotel", "residents": the same */
  WHERE_OWNED,       /* "headquarters": named by who has them */
  WHERE_SETTLEMENT,  /* "city", "suburb": named by "of" even behind another name */
  WHERE_DIVISION,    /* "province" */
  WHERE_NAMED_END,   /* "Hill" */
  WHERE_NAMED_START, /* "Jabal", "Mount" */
  WHERE_OCCASION,    /* "parade", "war" */
  WHERE_INHABITANT,  /* "residents" */
  WHERE_ATTACK,      /* "assault": placed by "on", "of", "against" */
  WHERE_TAKING,      /* "siege": "of" can only be a place */
  WHERE_OBJECT,      /* "enter": the object may be a place */
  WHERE_OBJECT_ONLY, /* "storm": it can hardly be a person */
  WHERE_MOTION,      /* "march" */
  WHERE_SCENE,       /* "witness": the subject may be the place */
  WHERE_REPORT,      /* "say" */
  WHERE_INTENT,      /* "urge", "plan" */
  WHERE_ATTITUDE,    /* "condemn", "protest" */
  WHERE_PROTEST,     /* "protest" */
  WHERE_HARM,        /* "kill", "burn" */
  WHERE_TO_PEOPLE,   /* "kill", "arrest" */
  WHERE_NAMING,      /* "call" */
  WHERE_COUNT
} where_class;

/* The lexicon's numbers of the classes. */
typedef struct {
  uint32_t ids[WHERE_COUNT];
} where_words;

void where_words_open(const event_lexicon *l, where_words *out);

#endif
