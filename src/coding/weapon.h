/* What an act was done with, where the sentence says so. Private to coding/. */
#ifndef CASUS_WEAPON_H
#define CASUS_WEAPON_H

#include "coding/frame.h"

/* Kinds of weapons as PLOVER's modes of ASSAULT have them (manual, table 3.11). */
typedef enum {
  WEAPON_CROWD_CONTROL,
  WEAPON_UNCONVENTIONAL,
  WEAPON_SUICIDE,
  WEAPON_DRONE,
  WEAPON_EXPLOSIVES,
  WEAPON_HEAVY,
  WEAPON_AERIAL,
  WEAPON_FIREARMS,
  WEAPON_PRIMITIVE,
  WEAPON_COUNT
} weapon_kind;

/* The lexicon's numbers of the classes "weapon_…". */
typedef struct {
  uint32_t ids[WEAPON_COUNT], attack[5], means_verb;
} weapon_words;

void weapon_words_open(const event_lexicon *l, weapon_words *out);
/* "firearms": the name of the mode of ASSAULT. Static storage. */
const char *weapon_kind_name(weapon_kind k);

typedef struct {
  uint32_t tok;
  weapon_kind kind;
} weapon;

/* The first weapon of the frame's act: one that its row names, the trigger itself and what stands before it, the means phrases on
 * trigger and carrier ("with", "by", "using", "armed with"), the subject, and the attack that the sentence names as the cause.
 * False: none. */
bool weapon_find(const scene *s, const weapon_words *words, const frame *f, weapon *out);

#endif
