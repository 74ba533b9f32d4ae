/* Agreement of tags and arcs about the finite verb. */
#include "grammar/finite.h"

static const float penalty = 12; /* of an arc that cannot be; not more, so that a tree of such arcs alone is still one */

static bool is_finite(uint8_t x) { return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD; }

static bool is_nominal(uint8_t p) { return p == UPOS_NOUN || p == UPOS_PROPN || p == UPOS_PRON; }

static bool ends_in_stop(const uint8_t *tag_xpos, uint32_t n, const uint8_t *tags) {
  return n && (tag_xpos[tags[n - 1]] == XPOS_PERIOD || (n > 1 && tag_xpos[tags[n - 2]] == XPOS_PERIOD)); /* before a quote */
}

void finite_mend_tags(const uint8_t *tag_upos, const uint8_t *tag_xpos, uint8_t past, uint32_t n, uint8_t *tags) {
  uint32_t found = n;
  if (!ends_in_stop(tag_xpos, n, tags)) return;
  for (uint32_t i = 0; i < n; i++) {
    uint8_t p = tag_upos[tags[i]], x = tag_xpos[tags[i]];
    if (is_finite(x) || p == UPOS_AUX || x == XPOS_VB) return;
    if (x == XPOS_VBN && p == UPOS_VERB && found == n && i && is_nominal(tag_upos[tags[i - 1]])) found = i;
  }
  if (found < n) tags[found] = past;
}

/* The sentence's one finite form, where it is a verb's; n: none. */
static uint32_t lone_verb(const word *words, uint32_t n) {
  uint32_t found = n;
  for (uint32_t i = 0; i < n; i++) {
    if (!is_finite(words[i].xpos)) continue;
    if (found < n || words[i].upos != UPOS_VERB) return n;
    found = i;
  }
  return found;
}

void finite_mend_arcs(const word *words, uint32_t n, uint32_t stride, float *scores) {
  uint32_t verb = lone_verb(words, n);
  if (verb == n) return;
  if (verb && is_nominal(words[verb - 1].upos)) scores[(size_t)(verb + 1) * stride + verb] -= penalty;
  for (uint32_t h = verb + 1; h < n; h++)
    if (is_nominal(words[h].upos)) scores[(size_t)(verb + 1) * stride + h + 1] -= penalty;
  for (uint32_t i = 0; i < verb; i++) {
    float *to = scores + (size_t)(i + 1) * stride;
    if (!is_nominal(words[i].upos) && words[i].upos != UPOS_DET && words[i].upos != UPOS_ADJ) continue;
    for (uint32_t h = verb + 1; h < n; h++)
      if (is_nominal(words[h].upos)) to[h + 1] -= penalty;
    if (words[i].upos == UPOS_DET) to[verb + 1] -= penalty;
  }
}

bool finite_allows(const word *head, relation rel) {
  if (head->upos != UPOS_VERB || !is_finite(head->xpos)) return true;
  return rel != REL_COMPOUND && rel != REL_AMOD && rel != REL_NMOD && rel != REL_NMOD_POSS && rel != REL_DET && rel != REL_NUMMOD;
}
