/* How an event stands in the world: status, holder, condition. Private to coding/. */
#ifndef CASUS_STANDING_H
#define CASUS_STANDING_H

#include "coding/sides.h"

/* All frames of a document. */
typedef struct {
  scene s;
  frame *frames;
  uint32_t n_frames, capacity;
  uint32_t *frame_at; /* by token: 1 + index into frames; 0: none */
  frame *doubtful;    /* readings that miss something they require, of words without a frame */
  uint32_t n_doubtful, doubtful_capacity;
  uint32_t *absorber; /* by frame: 1 + index of the frame that took it in; 0: none */
} frames;

typedef struct {
  casus_event_status status;
  bool future;         /* "will", "is to": a bare future */
  bool negated_future; /* "will not": a refusal */
  bool demanded;       /* "must", "should", "has to" */
  bool order;          /* an imperative; `demanded` too */
  bool purpose;        /* "in order to": no more than what the act above is for */
  bool unreal;         /* told in a film, allowed by a law: no report of an act */
  uint32_t holder;     /* token of the holder's phrase, or NO_TOKEN */
  uint32_t condition;  /* token at the head of the conditional clause, or NO_TOKEN */
  bool unless;
  const row *reason; /* operator that settled the status, or NULL */
} standing;

/* The token whose verb group tells the status of a frame: the light verb, or the trigger. */
static inline uint32_t frame_anchor(const frame *f) { return f->carrier != NO_TOKEN ? f->carrier : f->trigger; }
static inline frame *frames_at(const frames *fs, uint32_t tok) {
  return tok != NO_TOKEN && fs->frame_at[tok] ? &fs->frames[fs->frame_at[tok] - 1] : NULL;
}
static inline bool frame_is_event(const frame *f) { return f->r->is_event && (f->r->event || f->r->effect == EFFECT_FOLD); }

/* Is the verb under "must", "should", "ought to"? */
bool standing_is_demanded(const tree *d, uint32_t verb);
void standing_find(const frames *fs, const frame *f, standing *out);
/* The same for any verb, noun or adjective, whether or not a row knows it. False: it is none of these. */
bool standing_of_word(const frames *fs, uint32_t tok, standing *out);

#endif
