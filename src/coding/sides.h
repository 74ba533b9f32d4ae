/* From a phrase to the parties of one side of an event. Private to coding/. */
#ifndef CASUS_SIDES_H
#define CASUS_SIDES_H

#include "coding/frame.h"

enum { SIDE_MAX = 12 };

typedef struct {
  uint32_t parties[SIDE_MAX]; /* indices into mentions.parties */
  uint32_t n;
} side;

/* Adds the parties of a phrase: its own and those coordinated with it. */
void side_add_phrase(const scene *s, uint32_t tok, bool strict, side *out);
bool side_has_country(const scene *s, const side *a, str country);
/* Do the two sides name the same party? */
bool side_meets(const scene *s, const side *a, const side *b);
/* Takes the parties of `b` out of `a`. */
void side_remove(const scene *s, side *a, const side *b);
/* The sides of a frame by its own fillers. */
void frame_sides(const scene *s, const frame *f, side *actors, side *recipients);
/* Actors in the form of the record. */
casus_actor *side_actors(const scene *s, const side *a, arena *keep);

#endif
