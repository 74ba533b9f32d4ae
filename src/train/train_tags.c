/* The joint tag set: the pairs of UPOS and XPOS that the treebanks have. */
#include "train/trainer.h"

enum { RARE_PAIR = 3, NO_TAG = 255 };

static uint32_t pair_of(const word *w) { return (uint32_t)w->upos * XPOS_COUNT + w->xpos; }

/* The tag of a pair that is too rare for one of its own: the first with the same XPOS, else with the same UPOS, else 0. */
static uint8_t stand_in(const grammar *g, const word *w) {
  for (uint32_t k = 0; k < g->n_tags; k++)
    if (g->tag_xpos[k] == w->xpos) return (uint8_t)k;
  for (uint32_t k = 0; k < g->n_tags; k++)
    if (g->tag_upos[k] == w->upos) return (uint8_t)k;
  return 0;
}

static void list_tags(trainer *t, const uint32_t *counts) {
  uint8_t tag_of_pair[UPOS_COUNT * XPOS_COUNT];
  memset(tag_of_pair, NO_TAG, sizeof tag_of_pair);
  for (;;) {
    uint32_t best = 0;
    for (uint32_t p = 1; p < UPOS_COUNT * XPOS_COUNT; p++)
      if (tag_of_pair[p] == NO_TAG && (counts[p] > counts[best] || tag_of_pair[best] != NO_TAG)) best = p;
    if (tag_of_pair[best] != NO_TAG || counts[best] < RARE_PAIR || t->g.n_tags == TAGS_MAX) return;
    tag_of_pair[best] = (uint8_t)t->g.n_tags;
    t->g.tag_upos[t->g.n_tags] = (uint8_t)(best / XPOS_COUNT);
    t->g.tag_xpos[t->g.n_tags++] = (uint8_t)(best % XPOS_COUNT);
  }
}

static uint8_t tag_of(const grammar *g, const word *w) {
  for (uint32_t k = 0; k < g->n_tags; k++)
    if (g->tag_xpos[k] == w->xpos && g->tag_upos[k] == w->upos) return (uint8_t)k;
  return stand_in(g, w);
}

casus_status trainer_find_tags(trainer *t, uint32_t file, casus_error *error) {
  uint32_t n = t->c.files[file].gold.n_words;
  t->gold_tags[file] = ARENA_ARRAY(t->c.a, uint8_t, n);
  if (!t->gold_tags[file]) return error_set(error, CASUS_MEMORY, "no memory for tags");
  for (uint32_t i = 0; i < n; i++) t->gold_tags[file][i] = tag_of(&t->g, &t->c.files[file].gold.words[i]);
  return CASUS_OK;
}

casus_status train_tags(trainer *t, casus_error *error) {
  uint32_t counts[UPOS_COUNT * XPOS_COUNT] = {0};
  for (uint32_t f = 0; f < t->c.n_files; f++)
    for (uint32_t i = 0; i < t->c.files[f].gold.n_words; i++) counts[pair_of(&t->c.files[f].gold.words[i])]++;
  list_tags(t, counts);
  for (uint32_t k = 0; k < t->g.n_tags; k++) {
    char bytes[2] = {(char)t->g.tag_upos[k], (char)t->g.tag_xpos[k]};
    if (!buffer_add(&t->parts[PART_TAGS], (str){bytes, 2})) return error_set(error, CASUS_MEMORY, "no memory for tags");
  }
  report(t, "tags: %u pairs of UPOS and XPOS", t->g.n_tags);
  casus_status status = CASUS_OK;
  for (uint32_t f = 0; f < t->c.n_files && status == CASUS_OK; f++) status = trainer_find_tags(t, f, error);
  return status;
}
