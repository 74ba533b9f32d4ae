/* The inside of a grammar: the opened models and a thread's scratch. For this folder and for the trainers, which run the stages
 * one by one. */
#ifndef CASUS_PIPELINE_H
#define CASUS_PIPELINE_H

#include "grammar/entities.h"
#include "grammar/grammar.h"
#include "grammar/lemmas.h"
#include "grammar/old_entities.h"
#include "grammar/parser.h"
#include "grammar/tagger.h"

struct grammar {
  weights file;
  lexicon lex;
  linear tags;
  parse_models parse;
  lemma_model lemmas;
  linear entities;
  uint32_t n_tags;
  uint8_t tag_upos[256], tag_xpos[256]; /* of the joint tags */
  uint8_t past;                         /* the joint tag of VERB, VBD */
};

struct grammar_scratch {
  token_view view_room[SENTENCE_TOKENS_MAX + 2 * VIEW_MARGIN];
  uint8_t tag_room[SENTENCE_TOKENS_MAX + 2 * VIEW_MARGIN];
  uint8_t labels[SENTENCE_TOKENS_MAX];
  entity_view names;
  entity_scores name_scores;
  str lemmas[SENTENCE_TOKENS_MAX];
  parse_state parse;
};

static inline token_view *scratch_views(grammar_scratch *s) { return s->view_room + VIEW_MARGIN; }
static inline uint8_t *scratch_tags(grammar_scratch *s) { return s->tag_room + VIEW_MARGIN; }

#endif
