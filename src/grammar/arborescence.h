/* The best tree of a sentence from the scores of its arcs: the maximum spanning arborescence with one word on the root. */
#ifndef CASUS_ARBORESCENCE_H
#define CASUS_ARBORESCENCE_H

#include "text/text.h"

enum { ARBORESCENCE_SLOTS = SENTENCE_TOKENS_MAX + 1, ARBORESCENCE_LANES = 8 };

/* The caller's scratch, of any content; some half a megabyte. The path grows from head to head; each place of it is a word or a
 * cycle already contracted to one node. Nodes 1 to n are words, those above contracted cycles. */
typedef struct {
  float row[ARBORESCENCE_SLOTS + ARBORESCENCE_LANES];
  uint16_t enter[ARBORESCENCE_SLOTS]
                [ARBORESCENCE_SLOTS];      /* by place and head: the word of the node that the head does best with */
  uint16_t node[ARBORESCENCE_SLOTS];       /* by place */
  double gain[ARBORESCENCE_SLOTS];         /* by place: what the best arc into it brings */
  uint16_t place[ARBORESCENCE_SLOTS];      /* of each word; 0: not on the path yet */
  double offset[ARBORESCENCE_SLOTS];       /* of each word: less what the cycles around it would lose */
  uint16_t parent[2 * ARBORESCENCE_SLOTS]; /* of each node: the cycle it went into */
  uint16_t arc_head[2 * ARBORESCENCE_SLOTS], arc_child[2 * ARBORESCENCE_SLOTS]; /* words of the best arc into each node */
} arborescence_room;

/* scores[child * stride + head]: children 1 to n, heads 0 to n (0: the root), n + 1 <= stride, n at most SENTENCE_TOKENS_MAX; a
 * word's score as its own head is not read. Fills heads[1..n] with the tree of the highest sum among those in which exactly one
 * word hangs on the root; ties are settled the same way each time. NaN counts as minus infinity, and with infinities the result
 * still is such a tree. Time O(n^2).
 * Where the best heads of the words are no tree yet: cycles are contracted (Chu and Liu 1965, Edmonds 1967; dense form after
 * Tarjan 1977), without the root until all words are one node, so that the root's arc is chosen last and once, and no large
 * constant costs precision. */
void arborescence_best(const float *scores, uint32_t n, uint32_t stride, arborescence_room *room, uint16_t *heads);

#endif
