/* Opens the weights and runs the stages over each sentence: views, tags, lemmas, tree, entities. */
#include <stdlib.h>

#include "grammar/pipeline.h"

/* Section "tags": one pair (UPOS, XPOS) of bytes for each joint tag. */
static casus_status open_tags(grammar *g, casus_error *error) {
  str section;
  casus_status status = weights_section(&g->file, "tags", &section, error);
  if (status != CASUS_OK) return status;
  g->n_tags = (uint32_t)(section.len / 2);
  if (!g->n_tags || g->n_tags > TAGS_MAX || section.len % 2)
    return error_set(error, CASUS_DATA, "section \"tags\" of the weights has a wrong size");
  memset(g->tag_upos, UPOS_X, sizeof g->tag_upos);
  for (uint32_t i = 0; i < g->n_tags; i++) {
    g->tag_upos[i] = (uint8_t)section.ptr[2 * i];
    g->tag_xpos[i] = (uint8_t)section.ptr[2 * i + 1];
    if (g->tag_upos[i] >= UPOS_COUNT || g->tag_xpos[i] >= XPOS_COUNT)
      return error_set(error, CASUS_DATA, "section \"tags\" of the weights names a tag that does not exist");
    if (g->tag_upos[i] == UPOS_VERB && g->tag_xpos[i] == XPOS_VBD) g->past = (uint8_t)i;
  }
  return CASUS_OK;
}

static casus_status open_linear(const grammar *g, const char *name, bool small, uint32_t n_classes, linear *out,
                                casus_error *error) {
  str section;
  casus_status status = weights_section(&g->file, name, &section, error);
  if (status == CASUS_OK) status = linear_open(section, name, small, out, error);
  if (status == CASUS_OK && out->n_classes != n_classes)
    return error_set(error, CASUS_DATA, "section \"%s\" of the weights has %u classes, not %u", name, out->n_classes, n_classes);
  return status;
}

static casus_status open_sections(grammar *g, casus_error *error) {
  str section;
  casus_status status = open_tags(g, error);
  if (status == CASUS_OK) status = weights_section(&g->file, "lexicon", &section, error);
  if (status == CASUS_OK) status = lexicon_open(section, &g->lex, error);
  if (status == CASUS_OK) status = weights_section(&g->file, "lemmas", &section, error);
  if (status == CASUS_OK) status = lemmas_open(section, &g->lemmas, error);
  if (status == CASUS_OK) status = open_linear(g, "tagger", false, g->n_tags, &g->tags, error);
  if (status == CASUS_OK) status = open_linear(g, "moves", true, MOVE_COUNT, &g->parse.moves, error);
  if (status == CASUS_OK) status = open_linear(g, "relations", false, REL_COUNT, &g->parse.rels, error);
  if (status == CASUS_OK) status = open_linear(g, "entities", false, OLD_LABEL_COUNT, &g->entities, error);
  return status;
}

static void name_file(casus_error *error, str file) {
  if (!error || error->file[0]) return;
  size_t n = file.len < sizeof error->file - 1 ? file.len : sizeof error->file - 1;
  if (n) memcpy(error->file, file.ptr, n);
  error->file[n] = 0;
}

casus_status grammar_open(str bytes, str file, grammar **out, casus_error *error) {
  grammar *g = calloc(1, sizeof *g);
  if (!g) return error_set(error, CASUS_MEMORY, "no memory for the grammar");
  casus_status status = weights_open(bytes, file, &g->file, error);
  if (status == CASUS_OK) status = open_sections(g, error);
  if (status != CASUS_OK) {
    name_file(error, file);
    free(g);
    return status;
  }
  *out = g;
  return CASUS_OK;
}

void grammar_close(grammar *g) { free(g); }

str grammar_metadata(const grammar *g, const char *key) { return weights_metadata(&g->file, key); }

casus_status grammar_scratch_new(const grammar *g, grammar_scratch **out, casus_error *error) {
  grammar_scratch *s = calloc(1, sizeof *s);
  if (!s) return error_set(error, CASUS_MEMORY, "no memory for the grammar's scratch");
  if (g) entity_steps(&g->entities, &s->name_scores);
  *out = s;
  return CASUS_OK;
}

void grammar_scratch_free(grammar_scratch *s) { free(s); }

static void keep_tags(const grammar *g, const uint8_t *tags, word *words, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    words[i].upos = g->tag_upos[tags[i]];
    words[i].xpos = g->tag_xpos[tags[i]];
  }
}

static void keep_tree(const parse_state *s, uint32_t first, word *words) {
  for (uint32_t i = 0; i < s->n; i++) {
    const parse_node *k = &s->nodes[i + 1];
    words[i].head = k->head ? first + k->head - 1 : NO_TOKEN;
    words[i].rel = k->rel < REL_COUNT ? k->rel : REL_DEP;
  }
}

static void keep_entities(const uint8_t *labels, uint32_t first, uint32_t n, analysis *an) {
  for (uint32_t i = 0; i < n; i++) {
    if (!labels[i]) continue;
    if (old_label_is_inside(labels[i])) an->entities[an->n_entities - 1].n_tokens++;
    else an->entities[an->n_entities++] = (entity){first + i, 1, old_label_kind(labels[i])};
    an->words[first + i].entity = an->n_entities;
  }
}

static bool find_lemmas(const grammar *g, grammar_scratch *s, lemma_store *store, const text *t, const sentence *x, word *words) {
  for (uint32_t i = 0; i < x->n_tokens; i++) {
    str form = token_form(t, x->first_token + i);
    if (!lemma_of(&g->lemmas, store, form, &scratch_views(s)[i], scratch_tags(s)[i], &s->lemmas[i])) return false;
    words[i].lemma = s->lemmas[i];
  }
  return true;
}

static bool analyse_sentence(const grammar *g, grammar_scratch *s, lemma_store *store, const text *t, const sentence *x,
                             analysis *an) {
  token_view *views = scratch_views(s);
  uint8_t *tags = scratch_tags(s);
  word *words = an->words + x->first_token;
  view_sentence(&g->lex, t, x, views);
  views_close(views, tags, x->n_tokens);
  tagger_run(&g->tags, views, x->n_tokens, tags);
  tagger_mend(views, x->n_tokens, g->tag_upos, g->tag_xpos, g->past, tags);
  keep_tags(g, tags, words, x->n_tokens);
  if (!find_lemmas(g, s, store, t, x, words)) return false;
  parse_begin(&s->parse, views, tags, g->tag_upos, x->n_tokens);
  parse_run(&g->parse, &s->parse);
  keep_tree(&s->parse, x->first_token, words);
  entity_look(&s->names, views, tags, g->tag_upos, x->n_tokens);
  entities_run(&g->entities, &s->names, &s->name_scores, s->labels);
  keep_entities(s->labels, x->first_token, x->n_tokens, an);
  return true;
}

casus_status grammar_analyse(const grammar *g, grammar_scratch *s, const text *t, arena *a, analysis *out, casus_error *error) {
  analysis an = {.n_words = t->n_tokens};
  an.words = ARENA_ARRAY(a, word, t->n_tokens);
  an.entities = ARENA_ARRAY(a, entity, t->n_tokens);
  if (!an.words || !an.entities) return error_set(error, CASUS_MEMORY, "no memory for %u words", t->n_tokens);
  lemma_store store = {.a = a};
  for (uint32_t i = 0; i < t->n_sentences; i++) {
    if (t->sentences[i].n_tokens > SENTENCE_TOKENS_MAX)
      return error_set(error, CASUS_INTERNAL, "sentence %u has more than %d tokens", i + 1, SENTENCE_TOKENS_MAX);
    if (!analyse_sentence(g, s, &store, t, &t->sentences[i], &an)) return error_set(error, CASUS_MEMORY, "no memory for lemmas");
  }
  *out = an;
  return CASUS_OK;
}
