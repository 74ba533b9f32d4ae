/* What the parser looks at. Each feature joins up to three atoms of the state, after Zhang and Nivre 2011, with clusters. */
#include "grammar/parser.h"

/* S0: the top of the stack; N0: the front of the input; S0L, S0R: outermost children; S0H: head; NX: the next word of content
 * after N0. W: word, P: tag, C and D: fine and coarse class, REL: relation, V: number of children, S: set of their relations. */
/* clang-format off */
typedef enum {
  NIL,
  S0W, S0P, S0WP, S0C, S0D, S0H, S0REL, S0VL, S0VR, S0SL, S0SR,
  N0W, N0P, N0WP, N0C, N0D, N0VL, N0SL,
  N1W, N1P, N1C, N1WP, N2W, N2P, N2D, NXW, NXC,
  S1W, S1P, S1C, S2P,
  S0HW, S0HP, S0HC, S0HREL, S0H2P,
  S0LW, S0LP, S0LREL, S0L2P, S0L2REL, S0RW, S0RP, S0RREL, S0R2P, S0R2REL,
  N0LW, N0LP, N0LREL, N0L2P, N0L2REL,
  DIST, BETWEEN, N0BP, S0AP,
  ATOMS
} atom;

typedef uint8_t feature_template[3];

static const feature_template move_templates[] = {
    /* top and front */
    {S0W}, {S0P}, {S0WP}, {S0C}, {N0W}, {N0P}, {N0WP}, {N0C}, {S0WP, N0WP}, {S0WP, N0W}, {S0W, N0WP}, {S0WP, N0P}, {S0P, N0WP},
    {S0W, N0W}, {S0P, N0P}, {S0C, N0C}, {S0C, N0P}, {S0P, N0C}, {S0D, N0D}, {S0D, N0W}, {S0W, N0D}, {S0C, N0W}, {S0W, N0C},
    {S0P, N0P, S0H}, {S0W, S0H, N0W},
    /* what follows */
    {N1W}, {N1P}, {N1WP}, {N1C}, {N2W}, {N2P}, {N0P, N1P}, {N0P, N1P, N2P}, {S0P, N0P, N1P}, {S0W, N0P, N1P}, {S0P, N0W, N1P},
    {S0W, N0W, N1W}, {S0W, N0W, N1P}, {S0C, N0W, N1C}, {S0D, N0D, N2D}, {S0P, S0AP, N0P}, {N0P, N0BP, S0P},
    {S0W, N0W, NXC}, {S0C, N0W, NXC}, {S0HW, N0W, NXC}, {S0HC, N0W, NXC}, {S0C, N0W, NXW},
    /* what is below the top */
    {S1P, N0P}, {S1W, N0W}, {S1P, S0P, N0P}, {S1W, S0W, N0P}, {S1C, S0C, N0C}, {S1P, S0P, S0H}, {S2P, S1P, S0P},
    {S0HW}, {S0HP}, {S0H2P}, {S0HREL}, {S0REL}, {S0HP, S0P, N0P}, {S0HW, S0P, N0W}, {S0HP, S0REL, N0W}, {S0HW, N0W, S0REL},
    {S0HP, S0REL, N0P}, {S0HREL, S0REL, N0P}, {S0REL, S0P, N0P}, {S0P, S0HP, S0H2P},
    /* how far, and what lies between */
    {S0W, DIST}, {S0P, DIST}, {N0W, DIST}, {N0P, DIST}, {S0W, N0W, DIST}, {S0P, N0P, DIST},
    {S0P, N0P, BETWEEN}, {S0W, N0P, BETWEEN}, {S0P, N0W, BETWEEN},
    /* children */
    {S0LW}, {S0LP}, {S0LREL}, {S0RW}, {S0RP}, {S0RREL}, {N0LW}, {N0LP}, {N0LREL},
    {S0L2P}, {S0L2REL}, {S0R2P}, {S0R2REL}, {N0L2P}, {N0L2REL},
    {S0P, S0LP, N0P}, {S0P, S0RP, N0P}, {S0P, N0P, N0LP}, {N0P, N0LP, N0L2P}, {S0P, S0LP, S0L2P}, {S0P, S0RP, S0R2P},
    {S0RW, N0W, S0P}, {S0RP, N0W, S0W}, {S0W, S0RREL, N0P},
    {S0W, S0VR}, {S0P, S0VR}, {S0W, S0VL}, {S0P, S0VL}, {N0W, N0VL}, {N0P, N0VL}, {S0W, S0SR}, {S0P, S0SR}, {S0W, S0SL},
    {S0P, S0SL}, {N0W, N0SL}, {N0P, N0SL}, {S0P, N0P, S0SR}, {S0P, N0P, N0SL}};
/* clang-format on */

static const parse_node *node(const parse_state *s, uint32_t i) { return &s->nodes[i <= s->n ? i : 0]; }

/* What lies between two words: commas, verbs, conjunctions, brackets; seen up to a stated distance. */
static uint64_t between(const parse_state *s, uint32_t a, uint32_t b) {
  enum { SEEN = 12 };
  uint32_t low = a < b ? a : b, high = a < b ? b : a;
  uint64_t bits = high - low > SEEN ? 32 : 0;
  uint32_t end = high - low > SEEN ? low + SEEN : high;
  for (uint32_t i = low + 1; i < end; i++) {
    uint8_t p = s->nodes[i].coarse_tag;
    bits |= (uint64_t)(p == UPOS_PUNCT) | (uint64_t)(p == UPOS_VERB) << 1 | (uint64_t)(p == UPOS_CCONJ) << 2 |
            (uint64_t)(p == UPOS_SCONJ || p == UPOS_ADP) << 3 |
            (uint64_t)(p == UPOS_NOUN || p == UPOS_PROPN || p == UPOS_PRON) << 4;
  }
  return bits + 1;
}

static uint64_t distance(uint32_t a, uint32_t b) {
  uint32_t d = a < b ? b - a : a - b;
  return d < 5 ? d : d < 7 ? 5 : d < 11 ? 6 : d < 21 ? 7 : 8;
}

static void fill_top(const parse_state *s, uint32_t top, uint64_t *a) {
  const parse_node *k = node(s, top), *h = node(s, k->head), *l = node(s, k->left[0]), *r = node(s, k->right[0]);
  const parse_node *l2 = node(s, k->left[1]), *r2 = node(s, k->right[1]);
  a[S0W] = k->word, a[S0P] = k->tag, a[S0WP] = k->word_tag, a[S0C] = k->fine, a[S0D] = k->coarse;
  a[S0H] = k->head != 0, a[S0REL] = k->rel, a[S0VL] = k->n_left, a[S0VR] = k->n_right;
  a[S0SL] = k->left_rels, a[S0SR] = k->right_rels;
  a[S0HW] = h->word, a[S0HP] = h->tag, a[S0HC] = h->fine, a[S0HREL] = h->rel, a[S0H2P] = node(s, h->head)->tag;
  a[S0LW] = l->word, a[S0LP] = l->tag, a[S0LREL] = l->rel, a[S0L2P] = l2->tag, a[S0L2REL] = l2->rel;
  a[S0RW] = r->word, a[S0RP] = r->tag, a[S0RREL] = r->rel, a[S0R2P] = r2->tag, a[S0R2REL] = r2->rel;
  a[S0AP] = top ? node(s, top + 1)->tag : 0;
}

/* The next word of content after the front, seen a few words far: what a preposition brings with it. */
static const parse_node *next_content(const parse_state *s, uint32_t front) {
  enum { SEEN = 5 };
  if (s->put_back || !front) return &s->nodes[0];
  for (uint32_t i = front + 1; i <= s->n && i <= front + SEEN; i++) {
    uint8_t p = s->nodes[i].coarse_tag;
    if (p == UPOS_NOUN || p == UPOS_PROPN || p == UPOS_PRON || p == UPOS_VERB || p == UPOS_NUM) return &s->nodes[i];
    if (p == UPOS_PUNCT) break;
  }
  return &s->nodes[0];
}

static void fill_input(const parse_state *s, uint32_t front, uint64_t *a) {
  const parse_node *k = node(s, front), *l = node(s, k->left[0]), *l2 = node(s, k->left[1]), *x = next_content(s, front);
  const parse_node *second = node(s, s->put_back ? 0 : front + 1), *third = node(s, s->put_back ? 0 : front + 2);
  a[N0W] = k->word, a[N0P] = k->tag, a[N0WP] = k->word_tag, a[N0C] = k->fine, a[N0D] = k->coarse;
  a[N0VL] = k->n_left, a[N0SL] = k->left_rels;
  a[N1W] = second->word, a[N1P] = second->tag, a[N1C] = second->fine, a[N1WP] = second->word_tag;
  a[N2W] = third->word, a[N2P] = third->tag, a[N2D] = third->coarse;
  a[NXW] = x->word, a[NXC] = x->fine;
  a[N0LW] = l->word, a[N0LP] = l->tag, a[N0LREL] = l->rel, a[N0L2P] = l2->tag, a[N0L2REL] = l2->rel;
  a[N0BP] = node(s, front - 1)->tag;
}

static void fill_stack(const parse_state *s, uint64_t *a) {
  const parse_node *second = node(s, s->n_stack > 1 ? s->stack[s->n_stack - 2] : 0);
  a[S1W] = second->word, a[S1P] = second->tag, a[S1C] = second->fine;
  a[S2P] = node(s, s->n_stack > 2 ? s->stack[s->n_stack - 3] : 0)->tag;
}

uint32_t move_features(const parse_state *s, uint64_t *hashes) {
  uint64_t a[ATOMS];
  uint32_t top = parse_top(s), front = parse_front(s);
  a[NIL] = 0;
  fill_top(s, top, a);
  fill_input(s, front, a);
  fill_stack(s, a);
  a[DIST] = distance(top, front) + (s->put_back ? 16 : 0);
  a[BETWEEN] = between(s, top, front);
  enum { N = sizeof move_templates / sizeof *move_templates };
  for (uint32_t i = 0; i < N; i++) {
    const uint8_t *t = move_templates[i];
    hashes[i] = feature_hash(i + 1000, a[t[0]], a[t[1]], a[t[2]]);
  }
  return N;
}

#define ADD(x, y, z) (hashes[n] = feature_hash(n + 2000, (x), (y), (z)), n++)

static uint32_t add_pair(const parse_node *h, const parse_node *c, uint64_t way, uint64_t far, uint64_t *hashes, uint32_t n) {
  ADD(h->word, way, 0);
  ADD(h->tag, way, far);
  ADD(c->word, way, 0);
  ADD(c->tag, way, far);
  ADD(c->word_tag, way, 0);
  ADD(h->fine, c->fine, way);
  ADD(h->tag, c->tag, way);
  ADD(h->word_tag, c->tag, way);
  ADD(h->tag, c->word_tag, way);
  ADD(h->word, c->word, way);
  ADD(h->fine, c->tag, way);
  ADD(h->tag, c->fine, way);
  ADD(h->word, c->fine, way);
  ADD(h->fine, c->word, way);
  return n;
}

static uint32_t add_children(const parse_state *s, const parse_node *h, const parse_node *c, uint64_t way, uint64_t *hashes,
                             uint32_t n) {
  const parse_node *l = node(s, c->left[0]), *l2 = node(s, c->left[1]), *r = node(s, c->right[0]);
  ADD(h->left_rels, h->tag, way);
  ADD(h->right_rels, h->tag, way);
  ADD(h->left_rels, c->tag, way);
  ADD(h->right_rels, c->tag, way);
  ADD(h->left_rels, h->tag, c->tag);
  ADD(h->right_rels, h->word, c->tag);
  ADD(c->left_rels, c->tag, h->tag);
  ADD(c->left_rels, c->tag, way);
  ADD(c->right_rels, c->tag, h->tag);
  ADD(c->left_rels, h->word, way);
  ADD(l->word, c->tag, h->tag);
  ADD(l->word, c->tag, h->word);
  ADD(l->word, c->word, way);
  ADD(l->word, l2->word, h->tag);
  ADD(r->word, c->tag, h->tag);
  ADD(h->rel, h->tag, c->tag);
  ADD(h->rel, c->left_rels, c->tag);
  ADD(l->tag, c->tag, way);
  return n;
}

static uint32_t add_around(const parse_state *s, uint32_t head, uint32_t child, uint64_t way, uint64_t *hashes, uint32_t n) {
  const parse_node *h = node(s, head), *c = node(s, child);
  ADD(node(s, child - 1)->tag, c->tag, h->tag);
  ADD(node(s, child + 1)->tag, c->tag, h->tag);
  ADD(node(s, child + 1)->word, c->tag, way);
  ADD(node(s, child - 1)->word, c->tag, way);
  ADD(node(s, head + 1)->tag, h->tag, c->tag);
  ADD(node(s, head - 1)->word, h->tag, c->tag);
  ADD(between(s, head, child), h->tag, c->tag);
  ADD(node(s, h->head)->tag, h->tag, c->tag);
  return n;
}

uint32_t rel_features(const parse_state *s, uint32_t head, uint32_t child, uint64_t *hashes) {
  const parse_node *h = node(s, head), *c = node(s, child);
  uint64_t way = head < child ? 1 : 2;
  uint32_t n = add_pair(h, c, way, distance(head, child), hashes, 0);
  n = add_children(s, h, c, way, hashes, n);
  return add_around(s, head, child, way, hashes, n);
}
