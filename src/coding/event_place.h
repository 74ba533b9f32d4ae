/* Where an event took place: the place that the tree puts nearest to the word that reports it. Private to coding/. */
#ifndef CASUS_EVENT_PLACE_H
#define CASUS_EVENT_PLACE_H

#include "coding/site.h"

/* The place of what the token reports; name empty: the sentence gives none. */
casus_place event_place(const scene *s, uint32_t trigger);

#endif
