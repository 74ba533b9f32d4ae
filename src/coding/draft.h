/* An event in the making: a frame with its sides, type and status. Private to coding/. */
#ifndef CASUS_DRAFT_H
#define CASUS_DRAFT_H

#include "coding/frames.h"
#include "coding/judge_weights.h"
#include "coding/weapon.h"

/* The lexicon's numbers of the classes "harm_…" and of those that count. */
enum { HARM_THINGS = 4 };
typedef struct {
  uint32_t ids[CASUS_HARM_COUNT], by_itself, person, force, things[HARM_THINGS];
} harm_words;

void harm_words_open(const event_lexicon *l, harm_words *out);

struct coder {
  event_lexicon *l;
  judge_weights *judge;
  const ontology *o;
  uint32_t instruments[4]; /* classes of things that stand for an unnamed actor: "a car bomb killed" */
  uint32_t victims, targets, gives_word, documents, utterance, utter, er_thing, contact, claim;
  where_words where;
  weapon_words weapons;
  harm_words harm;
};

typedef struct told told; /* an event as those after it remember it; implied_sides.c */

/* What a word by itself says of the events around it. */
typedef struct {
  context_words contexts;
  uint64_t hash; /* of the word or pair that has them */
  int8_t harm;   /* casus_harm, or -1 */
} word_facts;

typedef struct {
  const coder *c;
  const word_facts *words; /* by token; NULL until the first event asks */
  frames fs;
  arena *a;
  coded *out;
  uint32_t first;        /* of the events of this stretch */
  uint32_t *event_frame; /* by event of this stretch: frame index */
  uint32_t *frame_event; /* by frame: 1 + event index */
  uint32_t frame_capacity;
  uint32_t density; /* of public parties: judge_density */
  told *told;
  uint32_t n_told, told_capacity;
  bool trace;
} work;

/* Why a draft is no event by the rules. */
typedef enum {
  REFUSED_NOT,
  REFUSED_PURPOSE,   /* no more than what something else is for */
  REFUSED_THING,     /* a thing acts */
  REFUSED_PRIVATE,   /* among private persons */
  REFUSED_UNKNOWN,   /* nobody known takes part */
  REFUSED_RECIPIENT, /* done to a thing */
  REFUSED_ONE_SIDED, /* one side where two are needed */
  REFUSED_DEMAND,    /* nobody asks for it */
  REFUSED_DENIAL,    /* what is denied is coded by itself */
  REFUSED_TOPIC,     /* a state that is spoken about */
  REFUSED_UNMET      /* what the row requires is missing */
} refusal;

/* One event in the making. */
typedef struct {
  uint32_t index; /* of the frame */
  const frame *f;
  const frame *act; /* in slot X, or NULL */
  standing st;
  side actors, recipients, holder;
  casus_type type, of;
  casus_event_status status;
  refusal refused;
  float confidence;    /* of what is recorded: judge.h */
  bool performed;      /* what a call or a letter was for: "phoned him to congratulate him" */
  const char *implied; /* why a side that no slot gave is there, or NULL; implied_sides.c */
} draft;

static inline const mentions *all_mentions(const work *w) { return w->fs.s.r->m; }
/* The first token that shares a byte with a span, or NO_TOKEN. */
uint32_t coding_token_at(const text *t, span at);
span token_span(const work *w, uint32_t first, uint32_t n);

bool work_begin(work *w, const coder *c, const reading *r, arena *a, coded *out);

/* Begins the draft of a frame: sides, type and status as the frame and its act give them. A frame that another took in as a
 * second act ("agreed to A and B", from B) gives the draft of that other. False: the frame is no event of its own. */
bool draft_begin(const work *w, uint32_t index, draft *e);
/* Futures folded, demands and denials settled; sets what the rules hold against it. False: it has no type, or speaks of
 * nothing by itself. */
bool draft_finish(const work *w, draft *e);
/* The draft of a frame that the rules do not know (frames.doubtful). */
void draft_doubtful(const work *w, const frame *f, draft *e);
/* Futures folded, and what someone says that another must do made his request. False: nobody can be asked for it, the future
 * is folded all the same; a relation whose sides are given takes it so. */
bool draft_settle_future(const work *w, draft *e);

/* Date, place. */
void setting_fill(const work *w, const draft *e, casus_event *v);

/* Adds the draft to the events. False: out of memory. */
bool record_add(work *w, const draft *e);

#endif
