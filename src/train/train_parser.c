/* Trains the parser: moves with the dynamic oracle and exploration, relations on the arcs made. */
#include <stdlib.h>

#include "train/trainer.h"

enum { EXPLORE_AFTER = 1, EXPLORE_IN_TEN = 9, MOVE_ROWS_MAX = 400000, RELATION_ROWS_MAX = 180000 };

typedef struct {
  learner moves, rels;
  uint32_t right_heads, right_rels, words;
} parser_trainer;

static parse_move choose(const float *scores, const uint32_t *costs, uint32_t highest_cost) {
  int best = -1;
  for (int m = 0; m < MOVE_COUNT; m++)
    if (costs[m] <= highest_cost && costs[m] != UINT32_MAX && (best < 0 || scores[m] > scores[best])) best = m;
  return (parse_move)best;
}

static uint32_t least(const uint32_t *costs) {
  uint32_t low = UINT32_MAX;
  for (int m = 0; m < MOVE_COUNT; m++) low = costs[m] < low ? costs[m] : low;
  return low;
}

static uint8_t learn_relation(parser_trainer *p, const parse_state *s, const uint16_t *gold, const uint8_t *gold_rels,
                              uint32_t head, uint32_t child) {
  uint64_t hashes[FEATURES_MAX];
  float scores[REL_COUNT];
  uint32_t n = rel_features(s, head, child, hashes);
  learner_scores(&p->rels, hashes, n, scores);
  uint32_t best = REL_ACL;
  for (uint32_t r = REL_ACL; r < REL_COUNT; r++)
    if (scores[r] > scores[best]) best = r;
  if (gold[child] != head || gold_rels[child] == REL_ROOT) return (uint8_t)best;
  learner_learn(&p->rels, hashes, n, gold_rels[child], best);
  p->right_heads++;
  p->right_rels += best == gold_rels[child];
  return (uint8_t)best;
}

static parse_move learn_move(parser_trainer *p, const parse_state *s, const uint16_t *gold, bool explore, uint64_t *random) {
  uint64_t hashes[FEATURES_MAX];
  float scores[MOVE_COUNT];
  uint32_t costs[MOVE_COUNT];
  oracle_costs(s, gold, costs);
  if (parse_legal(s) == 1u << MOVE_SHIFT) return MOVE_SHIFT;
  uint32_t n = move_features(s, hashes);
  learner_scores(&p->moves, hashes, n, scores);
  parse_move said = choose(scores, costs, UINT32_MAX - 1), right = choose(scores, costs, least(costs));
  learner_learn(&p->moves, hashes, n, right, said);
  return explore && random_next(random) % 10 < EXPLORE_IN_TEN ? said : right;
}

static void learn_sentence(trainer *t, parser_trainer *p, uint32_t i, bool explore) {
  uint16_t gold[PARSE_SLOTS];
  uint8_t rels[PARSE_SLOTS];
  const sentence *x = corpus_at(&t->c, i);
  const word *words = corpus_words(&t->c, i);
  grammar_scratch *s = t->scratch;
  trainer_look(t, i, trainer_tags(t, i));
  for (uint32_t k = 0; k < x->n_tokens; k++) {
    gold[k + 1] = words[k].head == NO_TOKEN ? 0 : (uint16_t)(words[k].head - x->first_token + 1);
    rels[k + 1] = words[k].rel;
  }
  oracle_projectivise(gold, x->n_tokens);
  parse_begin(&s->parse, scratch_views(s), scratch_tags(s), t->g.tag_upos, x->n_tokens);
  while (parse_settle(&s->parse)) {
    parse_move move = learn_move(p, &s->parse, gold, explore, &t->random);
    uint8_t rel = REL_COUNT;
    if (move == MOVE_LEFT || move == MOVE_RIGHT)
      rel = learn_relation(p, &s->parse, gold, rels, move_head(&s->parse, move), move_child(&s->parse, move));
    parse_apply(&s->parse, move, rel);
  }
  p->words += x->n_tokens;
}

static casus_status learn_epochs(trainer *t, parser_trainer *p, casus_error *error) {
  uint32_t *order = trainer_order(t);
  if (!order) return error_set(error, CASUS_MEMORY, "no memory for the order of sentences");
  for (uint32_t e = 0; e < t->epochs; e++) {
    p->right_heads = p->right_rels = p->words = 0;
    random_shuffle(order, t->c.n_sentences, &t->random);
    for (uint32_t i = 0; i < t->c.n_sentences; i++) learn_sentence(t, p, order[i], e >= EXPLORE_AFTER);
    report(t, "parser: epoch %u, heads %.2f, with relation %.2f on the way (%zu + %zu features)", e + 1,
           100.0 * p->right_heads / p->words, 100.0 * p->right_rels / p->words, p->moves.n_rows, p->rels.n_rows);
  }
  free(order);
  return CASUS_OK;
}

static casus_status pack(trainer *t, const parser_trainer *p, casus_error *error) {
  size_t n_moves = 0, n_rels = 0;
  pack_options moves = {.small = true, .min_updates = 2, .max_rows = MOVE_ROWS_MAX, .load = 5.6};
  pack_options rels = {.small = false, .min_updates = 2, .max_rows = RELATION_ROWS_MAX, .load = 5.6};
  casus_status status = learner_pack(&p->moves, &moves, &t->parts[PART_MOVES], &n_moves, error);
  if (status == CASUS_OK) status = learner_pack(&p->rels, &rels, &t->parts[PART_RELATIONS], &n_rels, error);
  if (status == CASUS_OK) report(t, "parser: %zu move features, %zu relation features kept", n_moves, n_rels);
  return status;
}

static casus_status learn_run(trainer *t, parser_trainer *sum, casus_error *error) {
  parser_trainer p = {0};
  bool good = learner_open(&p.moves, MOVE_COUNT) && learner_open(&p.rels, REL_COUNT);
  casus_status status = good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the parser");
  if (good) status = learn_epochs(t, &p, error);
  learner_absorb(&sum->moves, &p.moves);
  learner_absorb(&sum->rels, &p.rels);
  return status;
}

casus_status train_parser(trainer *t, casus_error *error) {
  parser_trainer sum = {0};
  bool good = learner_open(&sum.moves, MOVE_COUNT) && learner_open(&sum.rels, REL_COUNT);
  casus_status status = good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the parser");
  for (int run = 0; run < RUNS && status == CASUS_OK; run++) status = learn_run(t, &sum, error);
  if (status == CASUS_OK) status = pack(t, &sum, error);
  learner_close(&sum.moves);
  learner_close(&sum.rels);
  return status;
}
