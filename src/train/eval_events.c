/* Events of whole articles against gold.
 *
 * An event of ours matches a gold event if it lies in the same sentence, has the same type, and shares a country or
 * international body on each side (or both leave the side empty); for CONSULT, AGREE, SUPPORT and COOPERATE the sides may be
 * swapped, or joined if the set is the same. One to one, as many as can be. Gold events that are not sure count neither as missed
 * nor, when found, as extra. */
#include "train/eval.h"

#include <stdlib.h>

#include "train/gold_events.h"

enum { PAIRS_MAX = 4096 }; /* events of one article, on either side */

enum { CONFIDENCE_BINS = 5 };

typedef struct {
  tally whole, type_only, by_type[CASUS_TYPE_COUNT];
  struct {
    unsigned n, right;
    double confidence;
  } bins[CONFIDENCE_BINS]; /* events of ours that count, by what they are thought to be worth */
  unsigned events, status_right, of_right, extra, none, none_silent, lost, articles;
} scores;

/* One article: gold and ours, and who is matched to whom (index + 1). */
typedef struct {
  const gold_document *gold;
  const casus_event *ours;
  size_t n_ours;
  side *actors, *recipients; /* of ours */
  uint32_t *match_of_ours, *match_of_gold;
  bool *visited; /* of ours, while a gold event looks for a place */
  bool sides;    /* do sides matter in this matching? */
  bool sure;     /* are sure gold events being matched? */
  bool same_status;
} comparison;

/* ---- what fits */

static bool lies_in(const casus_event *e, span range) {
  uint32_t at = e->trigger_span.begin < e->trigger_span.end ? e->trigger_span.begin : e->span.begin;
  return at >= range.begin && at < range.end;
}

static bool fits(const comparison *c, size_t ours, const gold_event *g) {
  const casus_event *e = &c->ours[ours];
  if (e->event != g->event || !lies_in(e, c->gold->sentences[g->sentence].range)) return false;
  if (c->same_status && e->status != g->status) return false;
  return !c->sides || gold_sides_fit(&c->actors[ours], &c->recipients[ours], g);
}

/* ---- one to one: augmenting paths; a gold event may move to another of ours to make room. The depth is bounded by the gold
 * events of one sentence, since only these share candidates. */

static bool place(comparison *c, uint32_t gold) {
  for (size_t o = 0; o < c->n_ours; o++) {
    if (c->visited[o] || !fits(c, o, &c->gold->events[gold])) continue;
    c->visited[o] = true;
    uint32_t holder = c->match_of_ours[o];
    if (holder && (c->gold->events[holder - 1].sure != c->sure || !place(c, holder - 1))) continue;
    c->match_of_ours[o] = gold + 1;
    c->match_of_gold[gold] = (uint32_t)o + 1;
    return true;
  }
  return false;
}

static void match_round(comparison *c, bool sure, bool same_status) {
  c->sure = sure;
  c->same_status = same_status;
  for (uint32_t g = 0; g < c->gold->n_events; g++) {
    if (c->gold->events[g].sure != sure || c->match_of_gold[g]) continue;
    memset(c->visited, 0, c->n_ours * sizeof *c->visited);
    place(c, g);
  }
}

/* Sure events first, so that an unsure one never takes a match from them; same status first, to pair the right ones. */
static void match_all(comparison *c, bool sides) {
  c->sides = sides;
  memset(c->match_of_ours, 0, c->n_ours * sizeof *c->match_of_ours);
  memset(c->match_of_gold, 0, c->gold->n_events * sizeof *c->match_of_gold);
  match_round(c, true, true);
  match_round(c, true, false);
  match_round(c, false, true);
  match_round(c, false, false);
}

/* ---- counting */

static const gold_event *gold_of(const comparison *c, size_t ours) {
  return c->match_of_ours[ours] ? &c->gold->events[c->match_of_ours[ours] - 1] : NULL;
}

static void count_pairs(const comparison *c, tally *all, tally *by_type) {
  for (uint32_t g = 0; g < c->gold->n_events; g++) {
    const gold_event *e = &c->gold->events[g];
    if (!e->sure) continue;
    bool hit = c->match_of_gold[g] != 0;
    all->gold++, all->hits += hit;
    if (by_type) by_type[e->event].gold++, by_type[e->event].hits += hit;
  }
  for (size_t o = 0; o < c->n_ours; o++) {
    const gold_event *e = gold_of(c, o);
    if (e && !e->sure) continue;
    all->ours++;
    if (by_type) by_type[c->ours[o].event].ours++;
  }
}

/* Does gold have this type in the event's sentence? */
static bool type_is_there(const comparison *c, const casus_event *ours) {
  for (uint32_t g = 0; g < c->gold->n_events; g++) {
    const gold_event *e = &c->gold->events[g];
    if (e->event == ours->event && lies_in(ours, c->gold->sentences[e->sentence].range)) return true;
  }
  return false;
}

static void count_details(const comparison *c, scores *s) {
  s->events += (unsigned)c->n_ours;
  for (size_t o = 0; o < c->n_ours; o++) {
    const gold_event *g = gold_of(c, o);
    s->extra += !type_is_there(c, &c->ours[o]);
    if (!g || !g->sure) continue;
    s->status_right += g->status == c->ours[o].status;
    s->of_right += g->of == c->ours[o].of;
  }
}

static void count_confidence(const comparison *c, scores *s) {
  for (size_t o = 0; o < c->n_ours; o++) {
    const gold_event *g = gold_of(c, o);
    if (g && !g->sure) continue;
    double p = (double)c->ours[o].confidence;
    int bin = (int)(p * CONFIDENCE_BINS);
    if (bin < 0) bin = 0;
    if (bin >= CONFIDENCE_BINS) bin = CONFIDENCE_BINS - 1;
    s->bins[bin].n++;
    s->bins[bin].right += g != NULL;
    s->bins[bin].confidence += p;
  }
}

static bool is_silent(const comparison *c, const gold_sentence *sentence_of_gold) {
  for (size_t o = 0; o < c->n_ours; o++)
    if (lies_in(&c->ours[o], sentence_of_gold->range)) return false;
  return true;
}

static void count_sentences(const comparison *c, scores *s) {
  for (uint32_t i = 0; i < c->gold->n_sentences; i++) {
    const gold_sentence *g = &c->gold->sentences[i];
    bool lost = g->range.begin == g->range.end;
    s->lost += lost;
    if (!g->none || lost) continue;
    s->none++;
    s->none_silent += is_silent(c, g);
  }
}

/* ---- listing errors */

static void print_one_line(FILE *out, str text) {
  for (size_t i = 0; i < text.len; i++) fputc(is_ascii_space((unsigned char)text.ptr[i]) ? ' ' : text.ptr[i], out);
}

static void print_side(FILE *out, const side *s) {
  for (unsigned i = 0; i < s->n; i++) fprintf(out, "%s%s", i ? "," : "", s->keys[i]);
  if (!s->n) fputc('-', out);
}

static void print_event(FILE *out, casus_type event, casus_type of, casus_event_status status, const side *actor,
                        const side *recipient, str trigger) {
  fprintf(out, "\t%s%s%s.%s ", casus_type_name(event), of ? "/" : "", of ? casus_type_name(of) : "",
          casus_event_status_name(status));
  print_side(out, actor);
  fputc('>', out);
  print_side(out, recipient);
  fputs(" [", out);
  print_one_line(out, trigger);
  fputs("]", out);
}

static void print_gold(FILE *out, const gold_event *g) {
  print_event(out, g->event, g->of, g->status, &g->actor, &g->recipient, g->trigger);
}

static void print_ours(FILE *out, const comparison *c, size_t o) {
  const casus_event *e = &c->ours[o];
  print_event(out, e->event, e->of, e->status, &c->actors[o], &c->recipients[o], e->trigger);
  fprintf(out, " %.*s", (int)e->rule.len, e->rule.ptr);
}

static void print_head(FILE *out, const char *kind, const comparison *c) {
  fprintf(out, "%s\t%.*s", kind, (int)c->gold->doc.len, c->gold->doc.ptr);
}

static void print_tail(FILE *out, str text) {
  fputc('\t', out);
  print_one_line(out, text);
  fputc('\n', out);
}

static void print_missed(FILE *out, const comparison *c) {
  for (uint32_t g = 0; g < c->gold->n_events; g++) {
    const gold_event *e = &c->gold->events[g];
    if (!e->sure || c->match_of_gold[g]) continue;
    print_head(out, "MISSED", c);
    print_gold(out, e);
    print_tail(out, c->gold->sentences[e->sentence].text);
  }
}

/* An event of ours that is too much, or whose status or `of` is not gold's. */
static void print_wrong(FILE *out, const comparison *c) {
  for (size_t o = 0; o < c->n_ours; o++) {
    const gold_event *g = gold_of(c, o);
    if (g && (!g->sure || (g->status == c->ours[o].status && g->of == c->ours[o].of))) continue;
    print_head(out, !g ? "EXTRA" : g->status != c->ours[o].status ? "STATUS" : "OF", c);
    print_ours(out, c, o);
    if (g) print_gold(out, g);
    print_tail(out, c->ours[o].text);
  }
}

/* ---- one article */

static void fill_sides(comparison *c) {
  for (size_t o = 0; o < c->n_ours; o++) {
    const casus_event *e = &c->ours[o];
    for (uint32_t i = 0; i < e->n_actors; i++) side_add(&c->actors[o], e->actors[i].code);
    for (uint32_t i = 0; i < e->n_recipients; i++) side_add(&c->recipients[o], e->recipients[i].code);
  }
}

static void score_comparison(comparison *c, eval_report report, FILE *out, scores *s) {
  fill_sides(c);
  match_all(c, false);
  count_pairs(c, &s->type_only, NULL);
  match_all(c, true);
  count_pairs(c, &s->whole, s->by_type);
  count_details(c, s);
  count_confidence(c, s);
  count_sentences(c, s);
  s->articles++;
  if (!report.errors) return;
  print_missed(out, c);
  print_wrong(out, c);
}

static casus_status compare(const gold_document *gold, const casus_event *ours, size_t n_ours, eval_report report, FILE *out,
                            scores *s, casus_error *error) {
  if (n_ours > PAIRS_MAX || gold->n_events > PAIRS_MAX)
    return error_set(error, CASUS_MEMORY, "more than %d events in one article", PAIRS_MAX);
  arena *a = arena_new((size_t)64 << 20);
  if (!a) return error_set(error, CASUS_MEMORY, "out of memory");
  comparison c = {.gold = gold, .ours = ours, .n_ours = n_ours};
  c.actors = ARENA_ARRAY(a, side, n_ours);
  c.recipients = ARENA_ARRAY(a, side, n_ours);
  c.match_of_ours = ARENA_ARRAY(a, uint32_t, n_ours);
  c.match_of_gold = ARENA_ARRAY(a, uint32_t, gold->n_events);
  c.visited = ARENA_ARRAY(a, bool, n_ours);
  bool ready = c.actors && c.recipients && c.match_of_ours && c.match_of_gold && c.visited;
  if (ready) score_comparison(&c, report, out, s);
  arena_free(a);
  return ready ? CASUS_OK : error_set(error, CASUS_MEMORY, "out of memory");
}

/* The name of the file an article is from, without folder and ending. */
static str stem(str path) {
  for (size_t i = path.len; i-- > 0;) {
    if (path.ptr[i] != '/') continue;
    path = str_slice(path, i + 1, path.len);
    break;
  }
  if (str_ends(path, STR(".txt"))) path.len -= 4;
  return path;
}

static casus_status score_article(casus_session *session, gold_set *gold, const casus_article *article, eval_report report,
                                  FILE *out, scores *s, casus_error *error) {
  gold_document *d = gold_find(gold, article->origin_line ? article->id : stem(article->origin));
  const casus_event *events;
  size_t n;
  if (!d) return CASUS_OK;
  casus_status status = gold_locate(d, article->text, error);
  if (status == CASUS_OK) status = casus_code(session, article, &events, &n, error);
  if (status == CASUS_OK) status = compare(d, events, n, report, out, s, error);
  return status;
}

/* ---- the whole */

static void print_types(FILE *out, const scores *s) {
  fprintf(out, "%-10s %5s %5s %6s %6s %6s\n", "type", "gold", "ours", "P", "R", "F1");
  for (unsigned t = 1; t < CASUS_TYPE_COUNT; t++) {
    tally n = s->by_type[t];
    if (!n.gold && !n.ours) continue;
    fprintf(out, "%-10s %5u %5u %6.1f %6.1f %6.1f\n", casus_type_name((casus_type)t), n.gold, n.ours, 100 * tally_precision(n),
            100 * tally_recall(n), 100 * tally_f1(n));
  }
}

/* A confidence is right where it is as high as the share of events that are. */
static void print_confidence(FILE *out, const scores *s) {
  fputs("confidence:", out);
  for (int b = 0; b < CONFIDENCE_BINS; b++)
    if (s->bins[b].n)
      fprintf(out, " said %.2f, right %.2f (%u);", s->bins[b].confidence / s->bins[b].n, (double)s->bins[b].right / s->bins[b].n,
              s->bins[b].n);
  fputc('\n', out);
}

static void print_tally(FILE *out, const char *name, tally t) {
  fprintf(out, "%s: P %.1f R %.1f F1 %.1f (gold %u, ours %u, right %u)\n", name, 100 * tally_precision(t), 100 * tally_recall(t),
          100 * tally_f1(t), t.gold, t.ours, t.hits);
}

static void print_scores(FILE *out, const scores *s, bool verbose) {
  if (verbose) print_types(out, s);
  if (verbose) print_confidence(out, s);
  print_tally(out, "events", s->whole);
  print_tally(out, "events, type alone", s->type_only);
  fprintf(out, "status right: %.1f %% of matches; of right: %.1f %%\n", tally_percent(s->status_right, s->whole.hits),
          tally_percent(s->of_right, s->whole.hits));
  fprintf(out, "extra: %.1f %% of our %u events are of a type that gold does not have in their sentence\n",
          tally_percent(s->extra, s->events), s->events);
  if (s->none)
    fprintf(out, "no event where gold has none: %.1f %% (%u of %u sentences)\n", tally_percent(s->none_silent, s->none),
            s->none_silent, s->none);
  if (s->lost) fprintf(out, "%u gold sentences do not stand in their article\n", s->lost);
}

static casus_status score_articles(casus_session *session, gold_set *gold, casus_reader *reader, eval_report report, FILE *out,
                                   casus_error *error) {
  scores s = {0};
  casus_article article;
  casus_status status;
  while ((status = casus_reader_next(reader, &article, error)) == CASUS_OK) {
    status = score_article(session, gold, &article, report, out, &s, error);
    if (status != CASUS_OK) return status;
  }
  if (status != CASUS_END) return status;
  if (s.articles < gold->n_documents)
    return error_set(error, CASUS_INPUT, "%u of %u articles of the gold file are not there", gold->n_documents - s.articles,
                     gold->n_documents);
  print_scores(out, &s, report.verbose);
  return CASUS_OK;
}

/* "articles" beside the gold file. */
static bool default_articles(const char *gold, char *path, size_t size) {
  const char *slash = strrchr(gold, '/');
  int n = snprintf(path, size, "%.*sarticles", slash ? (int)(slash - gold + 1) : 0, gold);
  return n > 0 && (size_t)n < size;
}

casus_status eval_events(casus_session *session, const char *gold, const char *articles, const char *none, eval_report report,
                         FILE *out, casus_error *error) {
  char beside[4096];
  gold_set set;
  casus_reader *reader;
  if (!articles && !default_articles(gold, beside, sizeof beside)) return error_set(error, CASUS_USAGE, "path too long");
  const char *paths[] = {articles ? articles : beside};
  casus_status status = gold_read(gold, none, &set, error);
  if (status != CASUS_OK) return status;
  status = casus_reader_open(paths, 1, NULL, &reader, error);
  if (status == CASUS_OK) {
    status = score_articles(session, &set, reader, report, out, error);
    casus_reader_close(reader);
  }
  gold_free(&set);
  return status;
}
