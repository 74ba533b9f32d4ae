/* Sources and targets as phrases: precision, recall and F1 over tokens. What is counted: docs/spans.md. */
#include "train/eval.h"
#include "train/iob2.h"
#include "train/packed_file.h"

enum { SOURCE = 1, TARGET = 2, BOTH = SOURCE | TARGET };

typedef struct {
  tally all, sides[2]; /* source, target */
  unsigned sentences, silent;
} counts;

/* "B-S", "I-T", "B-R" (a party to a mutual act is source and target). */
static unsigned role_of(str label) {
  static const unsigned roles['T' - 'R' + 1] = {BOTH, SOURCE, TARGET};
  if (label.len != 3 || label.ptr[2] < 'R' || label.ptr[2] > 'T') return 0;
  return roles[label.ptr[2] - 'R'];
}

static unsigned covered(const casus_span *spans, uint32_t n, span tok, unsigned role) {
  for (uint32_t i = 0; i < n; i++)
    if (spans[i].begin < tok.end && tok.begin < spans[i].end) return role;
  return 0;
}

/* A token counts once in each role that it has; a party to a mutual act has one, whichever side it is found on. */
static void count_token(unsigned gold, unsigned ours, counts *c) {
  if (gold == BOTH) {
    c->all.gold++;
    c->all.ours += ours != 0;
    c->all.hits += ours != 0;
    return;
  }
  for (unsigned k = 0; k < 2; k++) {
    unsigned role = 1U << k;
    c->sides[k].gold += (gold & role) != 0;
    c->sides[k].ours += (ours & role) != 0;
    c->sides[k].hits += (gold & ours & role) != 0;
    c->all.gold += (gold & role) != 0;
    c->all.ours += (ours & role) != 0;
    c->all.hits += (gold & ours & role) != 0;
  }
}

static void print_token(FILE *out, str form, unsigned gold, unsigned ours) {
  static const char marks[] = "-STR";
  fprintf(out, " %.*s", (int)form.len, form.ptr);
  if (gold || ours) fprintf(out, "/%c%c", marks[gold], marks[ours]);
}

static casus_status score_sentence(casus_session *session, const iob2 *g, const sentence *s, FILE *errors, FILE *out, counts *c,
                                   casus_error *error) {
  const casus_sides *found;
  str bytes = str_slice(g->t.bytes, s->begin, s->end);
  casus_status status = casus_main_sides(session, bytes, &found, error);
  if (status != CASUS_OK) return status;
  if (errors) fprintf(errors, "%s\t", found->event ? casus_type_name(found->event) : "none");
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
    span tok = {g->t.tokens[i].begin - s->begin, g->t.tokens[i].end - s->begin};
    unsigned ours =
        covered(found->sources, found->n_sources, tok, SOURCE) | covered(found->targets, found->n_targets, tok, TARGET);
    count_token(role_of(g->labels[i]), ours, c);
    if (errors) print_token(errors, token_form(&g->t, i), role_of(g->labels[i]), ours);
  }
  if (errors) fputc('\n', out);
  c->sentences++;
  c->silent += found->event == CASUS_NONE;
  return CASUS_OK;
}

static void print_tally(FILE *out, const char *name, tally t) {
  fprintf(out, "%s P %.1f R %.1f F1 %.1f (tokens: gold %u, ours %u, right %u)\n", name, 100 * tally_precision(t),
          100 * tally_recall(t), 100 * tally_f1(t), t.gold, t.ours, t.hits);
}

static casus_status score_file(casus_session *session, str bytes, const char *gold, eval_report report, arena *a, FILE *out,
                               casus_error *error) {
  iob2 g;
  counts c = {0};
  casus_status status = iob2_read(bytes, str_of(gold), a, &g, error);
  for (uint32_t i = 0; status == CASUS_OK && i < g.t.n_sentences; i++)
    status = score_sentence(session, &g, &g.t.sentences[i], report.errors ? out : NULL, out, &c, error);
  if (status != CASUS_OK) return status;
  print_tally(out, "spans:", c.all);
  print_tally(out, "sources:", c.sides[0]);
  print_tally(out, "targets:", c.sides[1]);
  fprintf(out, "no event found in %u of %u sentences\n", c.silent, c.sentences);
  return CASUS_OK;
}

casus_status eval_spans(casus_session *session, const char *gold, eval_report report, FILE *out, casus_error *error) {
  file_map map;
  arena *a = arena_new((size_t)1 << 30);
  if (!a) return error_set(error, CASUS_MEMORY, "no memory for the evaluation");
  casus_status status = packed_open(gold, (size_t)1 << 28, &map, error);
  if (status == CASUS_OK) {
    status = score_file(session, map.bytes, gold, report, a, out, error);
    file_unmap(&map);
  }
  arena_free(a);
  return status;
}
