/* How an event was done: PLOVER's modes, from the row, the weapon, the act it speaks of, the words of its arguments, the place.
 * Private to coding/. */
#ifndef CASUS_MODE_CHOICE_H
#define CASUS_MODE_CHOICE_H

#include "coding/draft.h"

typedef enum { MODE_BY_ROW, MODE_BY_WEAPON, MODE_BY_RULE, MODE_BY_PLACE } mode_reason;

typedef struct {
  uint8_t modes[CASUS_MODES_MAX], reasons[CASUS_MODES_MAX], n;
  const row *rules[CASUS_MODES_MAX]; /* of MODE_BY_RULE: row of modes.tsv */
} mode_choice;

/* `v` has its type, sides, weapon and place. */
void modes_choose(const work *w, const draft *e, const casus_event *v, mode_choice *out);
/* The weapon of an event of force, or of a force spoken of. Class empty: none. */
void weapon_fill(const work *w, const draft *e, casus_event *v);

#endif
