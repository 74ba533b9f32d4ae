/* All frames of a document, and which takes in which. Private to coding/. */
#ifndef CASUS_FRAMES_H
#define CASUS_FRAMES_H

#include "coding/standing.h"

/* The row of a modal's demand on its subject ("the president must act"), whatever the verb below it. */
extern const row frames_demand_row;

/* Finds the frames of every token and settles which of two readings of one phrase stands. False: out of memory. */
bool frames_find(frames *fs, arena *a);
/* The event that a clause or noun reports: itself, the noun that it carries, what a phase verb holds. NO_FRAME: none. */
uint32_t frames_act(const frames *fs, uint32_t tok);
/* The act in slot X of a frame (or in R, where the type speaks of acts), NO_FRAME: none. */
uint32_t frames_act_in(const frames *fs, const frame *f);

#endif
