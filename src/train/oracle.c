/* What each move of the arc-eager system costs in gold arcs. */
#include "train/trainer.h"

static bool crosses(const uint16_t *heads, uint32_t n, uint32_t child) {
  uint32_t head = heads[child];
  uint32_t low = child < head ? child : head, high = child < head ? head : child;
  for (uint32_t k = low + 1; k < high; k++) {
    uint32_t up = k;
    for (uint32_t steps = 0; up && up != head && steps <= n; steps++) up = heads[up];
    if (up != head) return true;
  }
  return false;
}

/* Lifts the shortest arc that is not projective to its head's head, until there is none. */
void oracle_projectivise(uint16_t *heads, uint32_t n) {
  for (uint32_t round = 0; round < n * 4; round++) {
    uint32_t worst = 0, shortest = UINT32_MAX;
    for (uint32_t i = 1; i <= n; i++) {
      if (!heads[i] || !crosses(heads, n, i)) continue;
      uint32_t length = i < heads[i] ? heads[i] - i : i - heads[i];
      if (length < shortest) shortest = length, worst = i;
    }
    if (!worst || !heads[heads[worst]]) return;
    heads[worst] = heads[heads[worst]];
  }
}

static bool in_input(const parse_state *s, uint32_t i) { return i && (i == s->put_back || (!s->put_back && i >= s->next)); }

static bool on_stack(const parse_state *s, uint32_t i) {
  for (uint32_t k = 0; i && k < s->n_stack; k++)
    if (s->stack[k] == i) return true;
  return false;
}

/* Children of word i that still wait in the input behind its front. */
static uint32_t children_behind(const parse_state *s, const uint16_t *gold, uint32_t i, bool with_front) {
  uint32_t lost = 0, front = parse_front(s);
  if (with_front) lost += gold[front] == i;
  if (s->put_back) return lost;
  for (uint32_t k = front + 1; k <= s->n; k++) lost += gold[k] == i;
  return lost;
}

/* Children of the front that wait on the stack without a head. */
static uint32_t children_on_stack(const parse_state *s, const uint16_t *gold, uint32_t front) {
  uint32_t lost = 0;
  for (uint32_t k = 0; k < s->n_stack; k++) lost += gold[s->stack[k]] == front && !s->nodes[s->stack[k]].head;
  return lost;
}

static uint32_t cost_of(const parse_state *s, const uint16_t *gold, parse_move move) {
  uint32_t top = parse_top(s), front = parse_front(s);
  switch (move) {
    case MOVE_SHIFT:
      return children_on_stack(s, gold, front) + on_stack(s, gold[front]);
    case MOVE_REDUCE:
      return children_behind(s, gold, top, true);
    case MOVE_LEFT:
      return children_behind(s, gold, top, true) + (gold[top] != front && (!gold[top] || in_input(s, gold[top])));
    case MOVE_RIGHT: {
      bool other_head = gold[front] != top && (!gold[front] || on_stack(s, gold[front]) || in_input(s, gold[front]));
      return children_on_stack(s, gold, front) + other_head;
    }
    default:
      return UINT32_MAX;
  }
}

void oracle_costs(const parse_state *s, const uint16_t *gold, uint32_t costs[MOVE_COUNT]) {
  unsigned legal = parse_legal(s);
  for (uint32_t m = 0; m < MOVE_COUNT; m++) costs[m] = legal >> m & 1 ? cost_of(s, gold, (parse_move)m) : UINT32_MAX;
}
