/* Tags, lemmas, tree and entities of a text, by a trained model. This header is the door: whatever the model behind it. */
#ifndef CASUS_GRAMMAR_H
#define CASUS_GRAMMAR_H

#include "text/text.h"

/* Universal part-of-speech tags, in the order of the UD guidelines. */
typedef enum {
  UPOS_ADJ,
  UPOS_ADP,
  UPOS_ADV,
  UPOS_AUX,
  UPOS_CCONJ,
  UPOS_DET,
  UPOS_INTJ,
  UPOS_NOUN,
  UPOS_NUM,
  UPOS_PART,
  UPOS_PRON,
  UPOS_PROPN,
  UPOS_PUNCT,
  UPOS_SCONJ,
  UPOS_SYM,
  UPOS_VERB,
  UPOS_X,
  UPOS_COUNT
} upos;

/* English XPOS tags (Penn Treebank as EWT has them). */
typedef enum {
  XPOS_NONE,
  XPOS_ADD,
  XPOS_AFX,
  XPOS_CC,
  XPOS_CD,
  XPOS_DT,
  XPOS_EX,
  XPOS_FW,
  XPOS_GW,
  XPOS_HYPH,
  XPOS_IN,
  XPOS_JJ,
  XPOS_JJR,
  XPOS_JJS,
  XPOS_LS,
  XPOS_MD,
  XPOS_NFP,
  XPOS_NN,
  XPOS_NNP,
  XPOS_NNPS,
  XPOS_NNS,
  XPOS_PDT,
  XPOS_POS,
  XPOS_PRP,
  XPOS_PRPS /* PRP$ */,
  XPOS_RB,
  XPOS_RBR,
  XPOS_RBS,
  XPOS_RP,
  XPOS_SYM,
  XPOS_TO,
  XPOS_UH,
  XPOS_VB,
  XPOS_VBD,
  XPOS_VBG,
  XPOS_VBN,
  XPOS_VBP,
  XPOS_VBZ,
  XPOS_WDT,
  XPOS_WP,
  XPOS_WPS /* WP$ */,
  XPOS_WRB,
  XPOS_LRB,
  XPOS_RRB,
  XPOS_COMMA,
  XPOS_PERIOD,
  XPOS_COLON,
  XPOS_DOLLAR,
  XPOS_QUOTE_OPEN,
  XPOS_QUOTE_CLOSE,
  XPOS_COUNT
} xpos;

/* Universal dependency relations with the subtypes of the English treebanks. */
typedef enum {
  REL_ROOT,
  REL_ACL,
  REL_ACL_RELCL,
  REL_ADVCL,
  REL_ADVCL_RELCL,
  REL_ADVMOD,
  REL_AMOD,
  REL_APPOS,
  REL_AUX,
  REL_AUX_PASS,
  REL_CASE,
  REL_CC,
  REL_CC_PRECONJ,
  REL_CCOMP,
  REL_COMPOUND,
  REL_COMPOUND_PRT,
  REL_CONJ,
  REL_COP,
  REL_CSUBJ,
  REL_CSUBJ_PASS,
  REL_CSUBJ_OUTER,
  REL_DEP,
  REL_DET,
  REL_DET_PREDET,
  REL_DISCOURSE,
  REL_DISLOCATED,
  REL_EXPL,
  REL_FIXED,
  REL_FLAT,
  REL_GOESWITH,
  REL_IOBJ,
  REL_LIST,
  REL_MARK,
  REL_NMOD,
  REL_NMOD_DESC,
  REL_NMOD_POSS,
  REL_NMOD_UNMARKED,
  REL_NSUBJ,
  REL_NSUBJ_PASS,
  REL_NSUBJ_OUTER,
  REL_NUMMOD,
  REL_OBJ,
  REL_OBL,
  REL_OBL_AGENT,
  REL_OBL_UNMARKED,
  REL_ORPHAN,
  REL_PARATAXIS,
  REL_PUNCT,
  REL_REPARANDUM,
  REL_VOCATIVE,
  REL_XCOMP,
  REL_COUNT
} relation;

typedef enum {
  ENTITY_PERSON,
  ENTITY_ORGANISATION,
  ENTITY_PLACE,
  ENTITY_GROUP,    /* peoples, creeds, camps: "Kurds", "Sunni" */
  ENTITY_FACILITY, /* buildings, roads, airports */
  ENTITY_EVENT,    /* wars, games, storms that have names */
  ENTITY_DATE,     /* "3 May 2021", "Tuesday", "the 1990s" without the article; not "last week" */
  ENTITY_COUNT
} entity_kind;

/* Does it name somebody or something that can act or be acted on, or a place? */
static inline bool entity_is_name(unsigned kind) { return kind != ENTITY_EVENT && kind != ENTITY_DATE; }
/* Something that has coordinates. */
static inline bool entity_is_place(unsigned kind) { return kind == ENTITY_PLACE || kind == ENTITY_FACILITY; }

const char *upos_name(unsigned tag);
const char *xpos_name(unsigned tag);
const char *relation_name(unsigned rel);     /* "nsubj:pass" */
const char *entity_kind_name(unsigned kind); /* "PER", "ORG", "LOC", "NORP", "FAC", "EVENT", "DATE" */
bool upos_of_name(str name, uint8_t *tag);
bool xpos_of_name(str name, uint8_t *tag);     /* false: unknown (XPOS_NONE is set) */
bool relation_of_name(str name, uint8_t *rel); /* an unknown subtype falls back to its main relation */

/* What the grammar says of one token. `head` is an index into the document's tokens, NO_TOKEN for the root of a sentence.
 * Every sentence is one tree. */
typedef struct {
  str lemma; /* lower case, except names */
  uint32_t head;
  uint32_t entity; /* 1 + index into analysis.entities; 0: none */
  uint8_t upos, xpos, rel;
} word;

typedef struct {
  uint32_t first_token, n_tokens;
  uint8_t kind;
} entity;

typedef struct {
  word *words;      /* one for each token of the text */
  entity *entities; /* in order, not overlapping */
  uint32_t n_words, n_entities;
} analysis;

typedef struct grammar grammar;                 /* weights; immutable; shared by threads */
typedef struct grammar_scratch grammar_scratch; /* one thread's */

/* `weights` (the bytes of a weights file, at least as long-lived as the grammar) is checked whole before it is used. */
casus_status grammar_open(str weights, str file, grammar **out, casus_error *error);
void grammar_close(grammar *g);
/* What stands in the weights' metadata ("licence", "trained_on", ...), empty where it does not. */
str grammar_metadata(const grammar *g, const char *key);

casus_status grammar_scratch_new(const grammar *g, grammar_scratch **out, casus_error *error);
void grammar_scratch_free(grammar_scratch *s);

/* Analyses every sentence of `t`. Results live in `a`. */
casus_status grammar_analyse(const grammar *g, grammar_scratch *s, const text *t, arena *a, analysis *out, casus_error *error);

/* ---- CoNLL-U, for parse, evaluation and training */
/* One sentence after the other from CoNLL-U: fills text (bytes rebuilt from FORM and SpaceAfter) and, where `gold` is not NULL,
 * the tags, heads and relations given. Multi-word tokens and empty nodes are skipped as tokens. */
casus_status conllu_read(str input, str file, arena *a, text *t, analysis *gold, casus_error *error);
casus_status conllu_write(const text *t, const analysis *an, buffer *out);
/* `input`, which conllu_read gave `t`, with the tags, features, lemmas, tree and entities of `an` in place of its own; comments,
 * multi-word tokens and the rest of MISC are kept. */
casus_status conllu_merge(str input, const text *t, const analysis *an, buffer *out);

#endif
