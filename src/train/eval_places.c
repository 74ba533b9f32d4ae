/* Finds the toponyms of pages and compares spans and positions with the gold ones. */
#include "train/eval_places.h"

#include <math.h>
#include <stdlib.h>

#include "train/gold_places.h"
#include "train/tar_file.h"
#include "train/weights_use.h"
#include "world/world.h"

enum { NEAR_KM = 161, DISTANCES_MAX = 1 << 20 };
#define PAGE_BYTES_MAX ((size_t)1 << 30)

typedef struct {
  const world *w;
  weights_use grammar;
  arena *a;     /* of a page */
  arena *keep;  /* of all */
  FILE *errors; /* NULL: not asked for */
  bool verbose;
  double *km;
  uint32_t n_km, km_capacity;
  eval_place_scores scores;
} evaluation;

typedef struct {
  str name, bytes; /* of the page */
  gold_page gold;
  text t;
  mentions m;
  uint32_t *ours_of, *gold_of; /* 1 + index of the overlapping one, 0: none */
} page;

static span span_of(const page *p, const toponym *x) {
  const token *tokens = p->t.tokens + x->place.first_token;
  return (span){tokens[0].begin, tokens[x->place.n_tokens - 1].end};
}

static bool overlaps(span a, span b) { return a.begin < b.end && b.begin < a.end; }

static void say(const evaluation *e, const page *p, const char *what, span at, const char *more) {
  if (!e->errors) return;
  uint32_t from = at.begin > 30 ? at.begin - 30 : 0, to = at.end + 30 < p->bytes.len ? at.end + 30 : (uint32_t)p->bytes.len;
  fprintf(e->errors, "%.*s %s [%.*s] %s | ", (int)p->name.len, p->name.ptr, what, (int)(at.end - at.begin),
          p->bytes.ptr + at.begin, more);
  for (uint32_t i = from; i < to; i++) fputc(p->bytes.ptr[i] == '\n' ? ' ' : p->bytes.ptr[i], e->errors);
  fputc('\n', e->errors);
}

/* ---- spans */

/* One to one, from left to right; the same span first. */
static void pair(page *p) {
  for (int exact = 1; exact >= 0; exact--)
    for (uint32_t i = 0, from = 0; i < p->m.n_toponyms; i++) {
      span ours = span_of(p, &p->m.toponyms[i]);
      while (from < p->gold.n_toponyms && p->gold.toponyms[from].at.begin + 4096 < ours.begin) from++;
      for (uint32_t k = from; k < p->gold.n_toponyms && p->gold.toponyms[k].at.begin < ours.end && !p->gold_of[i]; k++) {
        span g = p->gold.toponyms[k].at;
        bool same = g.begin == ours.begin && g.end == ours.end;
        if (p->ours_of[k] || !p->gold.toponyms[k].counts || (exact ? !same : !overlaps(g, ours))) continue;
        p->ours_of[k] = i + 1;
        p->gold_of[i] = k + 1;
      }
    }
}

static bool is_optional(const page *p, span ours) {
  for (uint32_t k = 0; k < p->gold.n_toponyms && p->gold.toponyms[k].at.begin < ours.end; k++)
    if (!p->gold.toponyms[k].counts && overlaps(p->gold.toponyms[k].at, ours)) return true;
  return false;
}

static void count_spans(evaluation *e, page *p) {
  static const char *const roles[] = {"", "place", "country", "adjective", "embedded", "unknown"};
  eval_place_scores *s = &e->scores;
  for (uint32_t i = 0; i < p->m.n_toponyms; i++) {
    span ours = span_of(p, &p->m.toponyms[i]);
    uint32_t k = p->gold_of[i];
    if (!k && is_optional(p, ours)) continue;
    s->exact.ours++, s->overlap.ours++;
    s->overlap.hits += k != 0;
    bool same = k && p->gold.toponyms[k - 1].at.begin == ours.begin && p->gold.toponyms[k - 1].at.end == ours.end;
    s->exact.hits += same;
    const place *ours_is = &p->m.toponyms[i].place;
    char role[96];
    snprintf(role, sizeof role, "%s %.*s %.*s %.1f %.1f", roles[p->m.toponyms[i].role], (int)ours_is->country.len,
             ours_is->country.ptr, (int)ours_is->admin1.len, ours_is->admin1.ptr, ours_is->lat_deg, ours_is->lon_deg);
    if (!k) say(e, p, "extra", ours, role);
    else if (!same) say(e, p, "other span", ours, role);
    if (k && e->verbose) say(e, p, "found", ours, role);
  }
  for (uint32_t k = 0; k < p->gold.n_toponyms; k++) {
    const gold_toponym *g = &p->gold.toponyms[k];
    if (!g->counts) continue;
    s->exact.gold++, s->overlap.gold++;
    char type[32];
    snprintf(type, sizeof type, "%.*s", (int)g->type.len, g->type.ptr);
    if (!p->ours_of[k]) say(e, p, "missed", g->at, type);
  }
}

/* ---- positions */

static double distance_km(double lat_a, double lon_a, double lat_b, double lon_b) {
  const double radian = acos(-1.0) / 180, earth_km = 6371;
  double up = sin((lat_b - lat_a) * radian / 2), along = sin((lon_b - lon_a) * radian / 2);
  double h = up * up + cos(lat_a * radian) * cos(lat_b * radian) * along * along;
  return 2 * earth_km * asin(sqrt(fmin(1, h)));
}

static bool locate_gold(const evaluation *e, gold_toponym *g) {
  place known;
  if (g->has_position) return true;
  if (!g->geonames || !world_place_of_geonames(e->w, g->geonames, &known)) return false;
  g->lat_deg = known.lat_deg;
  g->lon_deg = known.lon_deg;
  return g->has_position = true;
}

static bool add_distance(evaluation *e, double km) {
  void *list = e->km;
  if (e->n_km == DISTANCES_MAX || !arena_grow(e->keep, &list, &e->km_capacity, e->n_km + 1, sizeof *e->km)) return false;
  e->km = list;
  e->km[e->n_km++] = km;
  return true;
}

static bool count_position(evaluation *e, const page *p, gold_toponym *g, const toponym *ours) {
  eval_place_scores *s = &e->scores;
  bool located = locate_gold(e, g);
  s->all_placed += located;
  if (ours && !located && g->geonames) s->unknown++;
  if (!ours || !located) return true;
  s->placed++;
  if (!ours->located) {
    s->no_answer++;
    say(e, p, "no position", g->at, "");
    return true;
  }
  bool same = g->geonames && g->geonames == ours->place.geonames;
  double km = same ? 0 : distance_km(g->lat_deg, g->lon_deg, ours->place.lat_deg, ours->place.lon_deg);
  char more[160];
  snprintf(more, sizeof more, "%.0f km: %.*s %.*s, gold %u at %.1f %.1f", km, (int)ours->place.name.len, ours->place.name.ptr,
           (int)ours->place.country.len, ours->place.country.ptr, g->geonames, g->lat_deg, g->lon_deg);
  s->near += km <= NEAR_KM;
  if (km > NEAR_KM) say(e, p, "far", g->at, more);
  return add_distance(e, km);
}

static bool count_positions(evaluation *e, page *p) {
  bool kept = true;
  for (uint32_t k = 0; k < p->gold.n_toponyms; k++)
    if (p->gold.toponyms[k].counts)
      kept &= count_position(e, p, &p->gold.toponyms[k], p->ours_of[k] ? &p->m.toponyms[p->ours_of[k] - 1] : NULL);
  return kept;
}

/* ---- pages */

static casus_status resolve(evaluation *e, page *p, casus_error *error) {
  analysis an;
  casus_status status = text_split(p->bytes, 0, e->a, &p->t, error);
  if (status == CASUS_OK) status = grammar_analyse(e->grammar.g, e->grammar.scratch, &p->t, e->a, &an, error);
  return status == CASUS_OK ? world_resolve(e->w, &p->t, &an, (casus_date){0}, e->a, &p->m, error) : status;
}

/* What stands in the line of title and link is not annotated, and is no prose. */
static void drop_title(page *p) {
  uint32_t body = p->gold.body;
  p->bytes = str_slice(p->bytes, body, p->bytes.len);
  for (uint32_t k = 0; k < p->gold.n_toponyms; k++) {
    span *at = &p->gold.toponyms[k].at;
    at->begin = at->begin > body ? at->begin - body : 0;
    at->end = at->end > body ? at->end - body : 0;
  }
}

static casus_status evaluate_page(evaluation *e, const tar_file *txt, const tar_file *ann, casus_error *error) {
  page p = {.name = txt->name, .bytes = txt->bytes};
  casus_status status = gold_page_read(txt->bytes, ann->bytes, ann->name, e->a, &p.gold, error);
  if (status == CASUS_OK) {
    drop_title(&p);
    status = resolve(e, &p, error);
  }
  if (status != CASUS_OK) return status;
  p.ours_of = ARENA_ARRAY(e->a, uint32_t, p.gold.n_toponyms + 1);
  p.gold_of = ARENA_ARRAY(e->a, uint32_t, p.m.n_toponyms + 1);
  if (!p.ours_of || !p.gold_of) return error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  pair(&p);
  count_spans(e, &p);
  return count_positions(e, &p) ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for an evaluation");
}

/* Files stand in byte order of their names. */
static const tar_file *find_file(const tar_file *files, uint32_t n, str name) {
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (str_compare(files[middle].name, name) < 0) low = middle + 1;
    else high = middle;
  }
  return low < n && str_equal(files[low].name, name) ? &files[low] : NULL;
}

static casus_status evaluate_files(evaluation *e, const tar_file *files, uint32_t n, casus_error *error) {
  casus_status status = CASUS_OK;
  uint32_t n_pages = 0;
  for (uint32_t i = 0; status == CASUS_OK && i < n; i++) {
    char name[512];
    const tar_file *f = &files[i];
    if (!str_ends(f->name, STR(".ann")) || f->name.len >= sizeof name) continue;
    memcpy(name, f->name.ptr, f->name.len);
    memcpy(name + f->name.len - 3, "txt", 3);
    const tar_file *txt = find_file(files, n, (str){name, f->name.len});
    status = txt ? evaluate_page(e, txt, f, error)
                 : error_at(error, CASUS_INPUT, f->name, 0, 0, "has no .txt of the same name beside it");
    arena_reset(e->a);
    n_pages++;
  }
  if (status == CASUS_OK && !n_pages) return error_set(error, CASUS_INPUT, "no page: wanted are files NAME.ann beside NAME.txt");
  return status;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void sum_up(evaluation *e) {
  double sum = 0;
  if (!e->n_km) return;
  qsort(e->km, e->n_km, sizeof *e->km, by_size);
  for (uint32_t i = 0; i < e->n_km; i++) sum += e->km[i];
  e->scores.mean_km = sum / e->n_km;
  e->scores.median_km = e->km[e->n_km / 2];
}

static casus_status evaluate_archive(evaluation *e, const char *gold, casus_error *error) {
  tar_file *files;
  uint32_t n;
  arena *a = arena_new(PAGE_BYTES_MAX);
  if (!a) return error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  casus_status status = tar_files_read(gold, STR(""), a, &files, &n, error);
  if (status == CASUS_OK) status = evaluate_files(e, files, n, error);
  arena_free(a);
  return status;
}

static casus_status evaluate(evaluation *e, const char *gold, casus_error *error) {
  world *w = NULL;
  if (!e->a || !e->keep) return error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  casus_status status = world_open(NULL, &w, error);
  e->w = w;
  if (status == CASUS_OK) status = weights_use_open(&e->grammar, NULL, error);
  if (status == CASUS_OK) {
    status = evaluate_archive(e, gold, error);
    weights_use_close(&e->grammar);
  }
  world_close(w);
  return status;
}

casus_status eval_places(const char *gold, eval_report report, FILE *out, eval_place_scores *scores, casus_error *error) {
  evaluation e = {.a = arena_new(PAGE_BYTES_MAX), .keep = arena_new(PAGE_BYTES_MAX), .verbose = report.verbose};
  e.errors = report.errors || report.verbose ? out : NULL;
  casus_status status = evaluate(&e, gold, error);
  if (status == CASUS_OK) {
    sum_up(&e);
    *scores = e.scores;
  }
  if (e.a) arena_free(e.a);
  if (e.keep) arena_free(e.keep);
  return status;
}

static void print_tally(const char *what, tally t, FILE *out) {
  fprintf(out, "%s P %.1f R %.1f F1 %.1f (gold %u, ours %u)\n", what, 100 * tally_precision(t), 100 * tally_recall(t),
          100 * tally_f1(t), t.gold, t.ours);
}

void eval_places_print(const eval_place_scores *s, FILE *out) {
  print_tally("toponyms          ", s->exact, out);
  print_tally("  overlapping     ", s->overlap, out);
  fprintf(out,
          "within %d km       %.1f %% of %u found with a gold position; median %.0f km, mean %.0f km; %u without an answer\n",
          NEAR_KM, tally_percent(s->near, s->placed), s->placed, s->median_km, s->mean_km, s->no_answer);
  fprintf(out, "  missed are wrong  %.1f %% of %u; %u found whose GeoNames number is in no table are left out\n",
          tally_percent(s->near, s->all_placed), s->all_placed, s->unknown);
}
