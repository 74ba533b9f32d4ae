/* The transition system and the greedy walk. Features are in parse_features.c. */
#include "grammar/parser.h"

#include "grammar/tagger.h"

void parse_begin(parse_state *s, const token_view *views, const uint8_t *tags, const uint8_t *tag_upos, uint32_t n) {
  s->n = n;
  s->n_stack = 0;
  s->next = 1;
  s->put_back = 0;
  s->nodes[0] = (parse_node){.tag = 255, .tag_id = 255, .coarse_tag = UPOS_COUNT, .rel = REL_COUNT};
  for (uint32_t i = 1; i <= n; i++) {
    const token_view *v = &views[i - 1];
    parse_node *k = &s->nodes[i];
    *k = (parse_node){.tag = tags[i - 1] + 1u, .tag_id = tags[i - 1], .rel = REL_COUNT, .fine = v->entry.fine};
    k->word = v->lower;
    k->coarse = v->entry.coarse;
    k->coarse_tag = tag_upos[tags[i - 1]];
    k->word_tag = feature_hash(7, k->word, k->tag, 0);
  }
}

/* With the input used up: words with a head leave the stack, one without goes back into the input. */
bool parse_settle(parse_state *s) {
  while (!parse_front(s)) {
    uint32_t top = parse_top(s);
    if (!top) return false;
    if (s->nodes[top].head) {
      s->n_stack--;
      continue;
    }
    if (s->n_stack == 1) return false;
    s->n_stack--;
    s->put_back = top;
  }
  return true;
}

unsigned parse_legal(const parse_state *s) {
  uint32_t top = parse_top(s);
  if (!top) return 1u << MOVE_SHIFT;
  const parse_node *t = &s->nodes[top], *f = &s->nodes[parse_front(s)];
  bool top_mark = t->coarse_tag == UPOS_PUNCT, front_mark = f->coarse_tag == UPOS_PUNCT;
  unsigned moves = 0;
  if (!top_mark || front_mark) moves |= 1u << MOVE_RIGHT;
  if (!s->put_back) moves |= 1u << MOVE_SHIFT;
  if (t->head) moves |= 1u << MOVE_REDUCE;
  else if (!front_mark || top_mark) moves |= 1u << MOVE_LEFT;
  return moves;
}

static void attach(parse_state *s, uint32_t head, uint32_t child, uint8_t rel) {
  parse_node *h = &s->nodes[head], *c = &s->nodes[child];
  c->head = (uint16_t)head;
  c->rel = rel;
  uint16_t *side = child < head ? h->left : h->right;
  bool outer = !side[0] || (child < head ? child < side[0] : child > side[0]);
  if (outer) {
    side[1] = side[0];
    side[0] = (uint16_t)child;
  } else {
    side[1] = (uint16_t)child;
  }
  if (child < head) h->left_rels |= 1ULL << rel, h->n_left = (uint8_t)(h->n_left + (h->n_left < 7));
  else h->right_rels |= 1ULL << rel, h->n_right = (uint8_t)(h->n_right + (h->n_right < 7));
}

static void take_front(parse_state *s) {
  s->stack[s->n_stack++] = (uint16_t)parse_front(s);
  if (s->put_back) s->put_back = 0;
  else s->next++;
}

void parse_apply(parse_state *s, parse_move move, uint8_t rel) {
  if (move == MOVE_LEFT || move == MOVE_RIGHT) attach(s, move_head(s, move), move_child(s, move), rel);
  if (move == MOVE_LEFT || move == MOVE_REDUCE) s->n_stack--;
  else take_front(s);
}

static parse_move best_move(const int32_t *scores, unsigned legal) {
  int best = -1;
  for (int m = 0; m < MOVE_COUNT; m++)
    if (legal >> m & 1 && (best < 0 || scores[m] > scores[best])) best = m;
  return (parse_move)best;
}

static parse_move choose_move(const linear *m, const parse_state *s) {
  unsigned legal = parse_legal(s);
  if (legal == 1u << MOVE_SHIFT) return MOVE_SHIFT;
  uint64_t hashes[FEATURES_MAX];
  int32_t scores[SMALL_CLASSES];
  linear_scores_small(m, hashes, move_features(s, hashes), scores);
  return best_move(scores, legal);
}

static uint8_t choose_rel(const linear *m, const parse_state *s, uint32_t head, uint32_t child) {
  uint64_t hashes[FEATURES_MAX];
  int32_t scores[CLASSES_MAX];
  linear_scores(m, hashes, rel_features(s, head, child, hashes), scores);
  scores[REL_ROOT] = INT32_MIN;
  return (uint8_t)best_class(scores, m->n_classes);
}

void parse_run(const parse_models *m, parse_state *s) {
  while (parse_settle(s)) {
    parse_move move = choose_move(&m->moves, s);
    uint8_t rel = REL_COUNT;
    if (move == MOVE_LEFT || move == MOVE_RIGHT) rel = choose_rel(&m->rels, s, move_head(s, move), move_child(s, move));
    parse_apply(s, move, rel);
  }
  for (uint32_t i = 1; i <= s->n; i++)
    if (!s->nodes[i].head) s->nodes[i].rel = REL_ROOT;
}
