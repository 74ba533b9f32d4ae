/* Resolves whole documents and compares whom their pronouns and descriptions mean with what the gold says. */
#include "train/eval_coref.h"

#define RESOLVED_BYTES_MAX ((size_t)1 << 28)
#define DOCUMENTS_BYTES_MAX ((size_t)1 << 32)

typedef struct {
  FILE *errors;
  eval_coref_scores scores;
} evaluation;

static void print_sentence(FILE *out, const coref_doc *d, uint32_t about) {
  uint32_t s = 0;
  while (s + 1 < d->t.n_sentences && d->t.sentences[s + 1].first_token <= about) s++;
  str form = token_form(&d->t, about);
  str bytes = str_slice(d->t.bytes, d->t.sentences[s].begin, d->t.sentences[s].end);
  fprintf(out, "%.*s\t%.*s@%u\t", (int)d->id.len, d->id.ptr, (int)form.len, form.ptr, d->t.tokens[about].begin);
  for (size_t i = 0; i < bytes.len; i++) fputc(bytes.ptr[i] == '\n' || bytes.ptr[i] == '\t' ? ' ' : bytes.ptr[i], out);
}

static str said(const mentions *m, const text *t, uint32_t at) {
  if (!at) return STR("nobody");
  const party *p = &m->parties[coref_root(m, at - 1)];
  return str_empty(p->name)
             ? str_slice(t->bytes, t->tokens[p->first_token].begin, t->tokens[p->first_token + p->n_tokens - 1].end)
             : p->name;
}

/* ---- GAP */

/* Does the entity of a party have a mention in the name with this cluster? */
static bool touches(const coref_doc *d, const mentions *m, uint32_t at, uint32_t cluster) {
  for (uint32_t k = 0; at && k < m->n_parties; k++)
    if (k + 1 != at && coref_cluster(d, m, k) == cluster && coref_same(m, k, at - 1)) return true;
  return false;
}

static bool is_found(const coref_doc *d, const mentions *m, uint32_t cluster) {
  for (uint32_t k = 0; k < m->n_parties; k++)
    if (coref_cluster(d, m, k) == cluster) return true;
  return false;
}

static void gap_score(evaluation *e, const coref_doc *d, const mentions *m) {
  eval_coref_scores *s = &e->scores;
  tally *sex = &s->sexes[d->feminine];
  uint32_t at = d->n_questions ? m->party_at[d->questions[0].token] : 0;
  bool any = false, right = true;
  s->is_gap = true;
  s->pronouns++;
  for (uint32_t n = 0; n < GAP_NAMES; n++) {
    bool says = touches(d, m, at, n + 1);
    sex->gold += d->answers[n];
    sex->ours += says;
    sex->hits += says && d->answers[n];
    s->names += d->answers[n];
    s->names_found += d->answers[n] && is_found(d, m, n + 1);
    any |= says;
    right &= says == d->answers[n];
  }
  s->unresolved += !at;
  s->others += at && !any;
  if (!e->errors || right || !d->n_questions) return;
  str found = said(m, &d->t, at), want = d->answers[0] ? d->words[1] : d->answers[1] ? d->words[2] : STR("neither");
  fprintf(e->errors, "%s\twant %.*s%s\tfound %.*s\t",
          !at   ? "UNRESOLVED"
          : any ? "WRONG"
                : "OTHER",
          (int)want.len, want.ptr, is_found(d, m, d->questions[0].cluster) ? "" : " (no party)", (int)found.len, found.ptr);
  print_sentence(e->errors, d, d->questions[0].token);
  fputc('\n', e->errors);
}

/* ---- GUM */

/* Whom a token means for us: a party that has a name before it; 0: nobody. */
static uint32_t meant(const mentions *m, uint32_t pronoun) {
  uint32_t at = m->party_at[pronoun];
  if (!at || !m->parties[at - 1].antecedent) return 0;
  const party *root = &m->parties[coref_root(m, at - 1)];
  return str_empty(root->name) && root->kind != PARTY_COUNTRY && root->kind != PARTY_SEAT ? 0 : at;
}

static void gum_score_one(evaluation *e, const coref_doc *d, const mentions *m, const question *q) {
  eval_coref_scores *s = &e->scores;
  uint32_t at = meant(m, q->token);
  bool hit = at && q->cluster && touches(d, m, at, q->cluster);
  if (at && !q->named && hit) return; /* the gold's name comes later, or is no name to it */
  s->kinds[q->kind].gold += q->named;
  s->kinds[q->kind].ours += at != 0;
  s->kinds[q->kind].hits += q->named && hit;
  s->wrong[q->kind] += q->named && at && !hit;
  s->extra[q->kind] += !q->named && at;
  if (!e->errors || (q->named ? hit : !at)) return;
  str found = said(m, &d->t, at);
  fprintf(e->errors, "%s\tfound %.*s\t", !q->named ? "EXTRA" : at ? "WRONG" : "UNRESOLVED", (int)found.len, found.ptr);
  print_sentence(e->errors, d, q->token);
  fputc('\n', e->errors);
}

/* ---- files */

void eval_coref_add(eval_coref_scores *scores, const coref_doc *d, const mentions *m, FILE *errors) {
  evaluation e = {.errors = errors, .scores = *scores};
  if (d->is_gap) gap_score(&e, d, m);
  for (uint32_t i = 0; !d->is_gap && i < d->n_questions; i++) gum_score_one(&e, d, m, &d->questions[i]);
  *scores = e.scores;
}

static casus_status score_docs(const world *w, const coref_docs *docs, FILE *errors, eval_coref_scores *scores,
                               casus_error *error) {
  casus_status status = CASUS_OK;
  arena *a = arena_new(RESOLVED_BYTES_MAX);
  if (!a) return error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  for (uint32_t i = 0; status == CASUS_OK && i < docs->n; i++) {
    mentions m;
    arena_reset(a);
    status = world_resolve(w, &docs->docs[i].t, &docs->docs[i].an, (casus_date){0}, a, &m, error);
    if (status == CASUS_OK) eval_coref_add(scores, &docs->docs[i], &m, errors);
  }
  arena_free(a);
  return status;
}

static casus_status score_file(const char *gold, weights_use *g, arena *a, FILE *errors, eval_coref_scores *scores,
                               casus_error *error) {
  file_map map = {0};
  coref_docs docs = {0};
  world *w = NULL;
  casus_status status = world_open(NULL, &w, error);
  if (status == CASUS_OK) status = coref_load(gold, g, a, &map, &docs, error);
  if (status == CASUS_OK) status = score_docs(w, &docs, errors, scores, error);
  if (map.bytes.ptr) file_unmap(&map);
  world_close(w);
  return status;
}

casus_status eval_coref(const char *gold, FILE *errors, eval_coref_scores *scores, casus_error *error) {
  weights_use g;
  arena *a = arena_new(DOCUMENTS_BYTES_MAX);
  if (!a) return error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  *scores = (eval_coref_scores){0};
  casus_status status = weights_use_open(&g, NULL, error);
  if (status == CASUS_OK) {
    status = score_file(gold, &g, a, errors, scores, error);
    weights_use_close(&g);
  }
  arena_free(a);
  return status;
}

static void print_tally(FILE *out, const char *name, tally t) {
  fprintf(out, "%-12s P %.1f R %.1f F1 %.1f (gold %u, ours %u, right %u)\n", name, 100 * tally_precision(t),
          100 * tally_recall(t), 100 * tally_f1(t), t.gold, t.ours, t.hits);
}

static tally sum(const tally *t, unsigned n) {
  tally all = {0};
  for (unsigned i = 0; i < n; i++) all.gold += t[i].gold, all.ours += t[i].ours, all.hits += t[i].hits;
  return all;
}

double eval_coref_f1(const eval_coref_scores *s) {
  return 100 * tally_f1(s->is_gap ? sum(s->sexes, 2) : sum(s->kinds, ASK_COUNT));
}

static void print_gap(const eval_coref_scores *s, FILE *out) {
  double masculine = tally_f1(s->sexes[0]), feminine = tally_f1(s->sexes[1]);
  print_tally(out, "all", sum(s->sexes, 2));
  print_tally(out, "masculine", s->sexes[0]);
  print_tally(out, "feminine", s->sexes[1]);
  fprintf(out, "bias F/M %.2f\n", masculine > 0 ? feminine / masculine : 0);
  fprintf(out, "pronouns %u, unresolved %u, to a third name %u; of %u names that are meant %u are a party\n", s->pronouns,
          s->unresolved, s->others, s->names, s->names_found);
}

void eval_coref_print(const eval_coref_scores *s, FILE *out) {
  static const char *const names[ASK_COUNT] = {"he", "she", "they", "it", "the + noun"};
  if (s->is_gap) {
    print_gap(s, out);
    return;
  }
  print_tally(out, "all", sum(s->kinds, ASK_COUNT));
  for (unsigned k = 0; k < ASK_COUNT; k++) {
    print_tally(out, names[k], s->kinds[k]);
    fprintf(out, "%-12s wrong %u, where there is no name %u\n", "", s->wrong[k], s->extra[k]);
  }
}
