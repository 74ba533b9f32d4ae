/* The names of tags, relations and entity kinds, both ways. */
#include "grammar/grammar.h"

static const char *const upos_names[UPOS_COUNT] = {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
                                                   "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

static const char *const xpos_names[XPOS_COUNT] = {
    "_",   "ADD", "AFX",  "CC",  "CD",  "DT",  "EX",  "FW",   "GW",    "HYPH",  "IN",  "JJ", "JJR", "JJS", "LS", "MD", "NFP",
    "NN",  "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB",    "RBR",   "RBS", "RP", "SYM", "TO",  "UH", "VB", "VBD",
    "VBG", "VBN", "VBP",  "VBZ", "WDT", "WP",  "WP$", "WRB",  "-LRB-", "-RRB-", ",",   ".",  ":",   "$",   "``", "''"};

static const char *const relation_names[REL_COUNT] = {
    "root",       "acl",        "acl:relcl", "advcl",      "advcl:relcl",   "advmod",   "amod",       "appos",
    "aux",        "aux:pass",   "case",      "cc",         "cc:preconj",    "ccomp",    "compound",   "compound:prt",
    "conj",       "cop",        "csubj",     "csubj:pass", "csubj:outer",   "dep",      "det",        "det:predet",
    "discourse",  "dislocated", "expl",      "fixed",      "flat",          "goeswith", "iobj",       "list",
    "mark",       "nmod",       "nmod:desc", "nmod:poss",  "nmod:unmarked", "nsubj",    "nsubj:pass", "nsubj:outer",
    "nummod",     "obj",        "obl",       "obl:agent",  "obl:unmarked",  "orphan",   "parataxis",  "punct",
    "reparandum", "vocative",   "xcomp"};

static const char *const entity_names[ENTITY_COUNT] = {"PER", "ORG", "LOC", "NORP", "FAC", "EVENT", "DATE"};

const char *upos_name(unsigned tag) { return tag < UPOS_COUNT ? upos_names[tag] : "_"; }
const char *xpos_name(unsigned tag) { return tag < XPOS_COUNT ? xpos_names[tag] : "_"; }
const char *relation_name(unsigned rel) { return rel < REL_COUNT ? relation_names[rel] : "dep"; }
const char *entity_kind_name(unsigned kind) { return kind < ENTITY_COUNT ? entity_names[kind] : "_"; }

static bool find(const char *const *names, unsigned n, str name, uint8_t *index) {
  for (unsigned i = 0; i < n; i++) {
    if (!str_is(name, names[i])) continue;
    *index = (uint8_t)i;
    return true;
  }
  return false;
}

bool upos_of_name(str name, uint8_t *tag) { return find(upos_names, UPOS_COUNT, name, tag); }

bool xpos_of_name(str name, uint8_t *tag) {
  *tag = XPOS_NONE;
  return find(xpos_names, XPOS_COUNT, name, tag);
}

bool relation_of_name(str name, uint8_t *rel) {
  if (find(relation_names, REL_COUNT, name, rel)) return true;
  const char *colon = name.len ? memchr(name.ptr, ':', name.len) : NULL;
  return colon && find(relation_names, REL_COUNT, str_slice(name, 0, (size_t)(colon - name.ptr)), rel);
}
