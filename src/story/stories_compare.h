/* Do two events of articles report one occurrence? Points for and against, part by part. */
#ifndef CASUS_STORIES_COMPARE_H
#define CASUS_STORIES_COMPARE_H

#include "story/story.h"

/* Points of a pair that cannot be one occurrence. */
enum { STORY_APART = -10000 };

/* What kind of act it is: planned talks (AGREE of CONSULT) are talks. Events of different acts are never one occurrence. */
uint8_t story_act(const story_event *e);
/* Tenths of points, the same for both orders of a pair; STORY_APART: something excludes it. */
int32_t story_points(const story_event *a, const story_event *b, int32_t window_days);
/* Do both name the same sides, or both none? USA and USAGOV are the same. */
bool story_same_sides(const story_event *a, const story_event *b);
/* The same of the place. */
bool story_same_place(const story_event *a, const story_event *b);
/* It is said that it happened; that it did not. */
bool story_says_actual(const story_event *e);
bool story_says_negated(const story_event *e);

#endif
