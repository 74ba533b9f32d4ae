/* Inputs made to hurt: each is one unit repeated to any size. Used by the fuzz drivers and by make_attacks. */
#ifndef CASUS_ATTACKS_H
#define CASUS_ATTACKS_H

#include "base/base.h"

typedef struct {
  const char *name;
  str head, unit, tail; /* head, then unit as often as fits, then tail */
} attack;
extern const attack attacks[];
extern const size_t n_attacks;

/* The attack at about `size_bytes`, allocated with malloc, freed by the caller; {NULL, 0}: out of memory. */
str attack_make(const attack *a, size_t size_bytes);

#endif
