/* Counts, for each thing, with which others it stands in a group: in gold, in ours, in both. */
#include "train/groups_score.h"

groups_score groups_compare(const uint32_t *gold, const uint32_t *ours, size_t n) {
  groups_score s = {0};
  for (size_t i = 0; i < n; i++) {
    unsigned in_gold = 0, in_ours = 0, in_both = 0;
    for (size_t j = 0; j < n; j++) {
      bool together = gold[i] == gold[j], joined = ours[i] == ours[j];
      in_gold += together, in_ours += joined, in_both += together && joined;
      if (j >= i) continue;
      s.pairs.gold += together, s.pairs.ours += joined, s.pairs.hits += together && joined;
    }
    s.b3_precision += (double)in_both / in_ours / (double)n;
    s.b3_recall += (double)in_both / in_gold / (double)n;
  }
  double sum = s.b3_precision + s.b3_recall;
  s.b3_f1 = sum > 0 ? 2 * s.b3_precision * s.b3_recall / sum : 0;
  return s;
}
