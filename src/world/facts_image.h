/* The tables of facts.c as an image that the build makes. Private to world/. */
#ifndef CASUS_FACTS_IMAGE_H
#define CASUS_FACTS_IMAGE_H

#include "world/facts.h"

#define FACTS_IMAGE "world.image"

/* Fills the lists and names of `w`; the names stay where they lie in `bytes`. */
casus_status facts_image_open(world *w, str bytes, casus_error *error);
/* The image of the tables that `w` has read. */
casus_status facts_image_pack(const world *w, buffer *out, casus_error *error);

#endif
