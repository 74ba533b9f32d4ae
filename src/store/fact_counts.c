/* Sums over events of facts, and rankings by them. */
#include "store/fact_counts.h"

#include <math.h>
#include <stdlib.h>

tally *tallies_new(size_t n) {
  tally *t = calloc(n + 1, sizeof *t);
  for (size_t i = 0; t && i < n; i++) t[i].first = t[i].last = NO_FACT;
  return t;
}

void tally_add(tally *t, const casus_facts *f, uint32_t event) {
  const uint8_t quad = f->quads[event];
  t->n++;
  if (quad >= 1 && quad <= 4) t->by_quad[quad]++;
  if (!isnan(f->scores[event])) t->score_sum += (double)f->scores[event];
  if (!isnan(f->goldsteins[event])) t->goldstein_sum += (double)f->goldsteins[event];
  if (event >= f->n_dated) return;
  if (t->first == NO_FACT) t->first = event; /* events come in the order of days */
  t->last = event;
}

/* ---- rankings */

bool ranking_make(const void *counts, size_t stride, uint32_t n, ranking *out) {
  uint32_t *values = malloc(((size_t)n + 1) * sizeof *values), *at = malloc(((size_t)n + 1) * sizeof *at);
  bool good = values && at;
  *out = (ranking){0};
  for (uint32_t i = 0; good && i < n; i++) {
    const uint64_t count = *(const uint64_t *)(const void *)((const char *)counts + i * stride);
    values[i] = UINT32_MAX - (uint32_t)count;
    out->n += count > 0;
  }
  good = good && sorted_indices(values, n, at);
  free(values);
  if (good) out->at = at;
  else free(at);
  return good;
}

void ranking_free(ranking *r) { free(r->at); }

page page_of(const casus_query *query, size_t n) {
  const size_t begin = query->offset < n ? (size_t)query->offset : n, left = n - begin;
  return (page){begin, query->limit && query->limit < left ? (size_t)query->limit : left};
}

/* ---- stories */

bool story_counter_begin(story_counter *c, const casus_facts *f, uint32_t n, const ranking *r, page p) {
  *c = (story_counter){.f = f, .mark = calloc((size_t)n + 1, sizeof *c->mark)};
  for (size_t k = 0; c->mark && k < p.n; k++) c->mark[r->at[p.begin + k]] = (uint32_t)k + 1;
  return c->mark != NULL;
}

bool story_counter_add(story_counter *c, tally *tallies, uint32_t index, uint32_t event) {
  const uint32_t mark = c->mark[index], story = c->f->stories[event];
  bool is_new = false;
  if (!mark || story == NO_FACT) return true;
  if (!distinct_add(&c->seen, (int64_t)((uint64_t)mark << 32 | story), &is_new)) return false;
  tallies[index].n_stories += is_new;
  return true;
}

void story_counter_end(story_counter *c) {
  free(c->mark);
  distinct_free(&c->seen);
}
