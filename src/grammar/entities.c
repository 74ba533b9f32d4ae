/* Decoding of entity labels by Viterbi's algorithm. What may follow a label depends only on whether it leaves an entity open and
 * of which kind, so that a token has 1 + ENTITY_COUNT states, not LABEL_COUNT. */
#include "grammar/entities.h"

#include <math.h>

/* Best sums so far. */
typedef struct {
  float closed, open[ENTITY_COUNT];
} states;

/* Labels are tried in rising order and must be better than those before; NaN never is. */
static void try_label(float sum, uint8_t label, float *best, uint8_t *chosen) {
  if (!(sum > *best)) return;
  *best = sum;
  *chosen = label;
}

static float step_closed(const float *scores, const states *before, uint8_t *chosen) {
  float best = before->closed + scores[LABEL_OUTSIDE];
  *chosen = LABEL_OUTSIDE;
  for (unsigned k = 0; k < ENTITY_COUNT; k++) {
    uint8_t end = entity_label(k, LABEL_END), single = entity_label(k, LABEL_SINGLE);
    try_label(before->open[k] + scores[end], end, &best, chosen);
    try_label(before->closed + scores[single], single, &best, chosen);
  }
  return best;
}

static float step_open(const float *scores, const states *before, unsigned kind, uint8_t *chosen) {
  uint8_t begin = entity_label(kind, LABEL_BEGIN), inside = entity_label(kind, LABEL_INSIDE);
  float best = before->closed + scores[begin];
  *chosen = begin;
  try_label(before->open[kind] + scores[inside], inside, &best, chosen);
  return best;
}

static void trace_back(uint32_t n, uint8_t *labels, const entity_room *room) {
  for (uint32_t i = n; i-- > 0;) {
    bool continued = i + 1 < n && label_continues(labels[i + 1]);
    labels[i] = continued ? room->open[i][label_kind(labels[i + 1])] : room->closed[i];
  }
}

void entity_decode(const float *scores, uint32_t n, uint8_t *labels, entity_room *room) {
  states before = {0}, now;
  for (unsigned k = 0; k < ENTITY_COUNT; k++) before.open[k] = -INFINITY;
  for (uint32_t i = 0; i < n; i++, scores += LABEL_COUNT) {
    now.closed = step_closed(scores, &before, &room->closed[i]);
    for (unsigned k = 0; k < ENTITY_COUNT; k++) now.open[k] = step_open(scores, &before, k, &room->open[i][k]);
    before = now;
  }
  trace_back(n, labels, room);
}

void entities_keep(const uint8_t *labels, uint32_t first, uint32_t n, analysis *an) {
  for (uint32_t i = 0; i < n; i++) {
    if (!labels[i]) continue;
    bool joins = i && label_continues(labels[i]) && label_may_follow(labels[i - 1], labels[i]);
    if (joins) an->entities[an->n_entities - 1].n_tokens++;
    else an->entities[an->n_entities++] = (entity){first + i, 1, label_kind(labels[i])};
    an->words[first + i].entity = an->n_entities;
  }
}
