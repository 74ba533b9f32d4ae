/* Resolves phrases outside articles and compares the country and the sector found with what is expected. */
#include "train/eval_actors.h"

#include "train/eval.h"
#include "train/json_lines.h"
#include "train/weights_use.h"
#include "world/lookup.h"

#define ACTORS_FILE_BYTES_MAX ((size_t)1 << 26)
#define PHRASE_BYTES_MAX ((size_t)1 << 24)

typedef struct {
  const world *w;
  weights_use grammar;
  arena *a;
  FILE *errors;
  str file; /* for messages */
  eval_actor_scores scores;
} evaluation;

typedef struct {
  str text, context, country, sector, sector_2;
  casus_date date;
  bool has_country, has_sector;
} gold_phrase;

/* Days as the set writes them: ISO, "12 April 2022", "today". */
static casus_date read_date(str s) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  casus_date date = {0};
  if (casus_date_read(s, &date)) return date;
  str day, month;
  uint32_t d, y;
  str_cut(&s, ' ', &day);
  str_cut(&s, ' ', &month);
  if (!str_to_u32(day, &d) || !str_to_u32(s, &y)) return (casus_date){0};
  for (uint8_t m = 0; m < 12; m++)
    if (str_is(month, months[m])) return (casus_date){(int16_t)y, (uint8_t)(m + 1), (uint8_t)d};
  return (casus_date){0};
}

/* The set has CAMEO's name of the health sector, which PLOVER 2.0 (table 5.2, note 4) calls MED. */
static str gold_sector(str s) { return str_is(s, "HLH") ? STR("MED") : s; }

static bool phrase_read(const json_t *record, gold_phrase *g) {
  const json_t *expect = json_object_get(record, "expect");
  *g = (gold_phrase){.text = json_line_text(record, "text"),
                     .context = json_line_text(record, "context"),
                     .date = read_date(json_line_text(record, "date"))};
  g->country = json_line_text(expect, "country");
  g->sector = gold_sector(json_line_text(expect, "code_1"));
  g->sector_2 = gold_sector(json_line_text(expect, "code_2"));
  g->has_country = json_is_string(json_object_get(expect, "country"));
  g->has_sector = json_is_string(json_object_get(expect, "code_1"));
  return !str_empty(g->text);
}

/* Of several parties of a phrase the one that most of its words name. */
static const party *longest_party(const phrase_reading *r) {
  const party *best = NULL;
  for (uint32_t i = 0; i < r->n_parties; i++) {
    const party *p = &r->m.parties[r->parties[i]];
    if (!best || p->n_tokens > best->n_tokens) best = p;
  }
  return best;
}

static casus_status resolve(evaluation *e, const gold_phrase *g, const party **found, casus_error *error) {
  lookup l = {.w = e->w, .g = e->grammar.g, .scratch = e->grammar.scratch, .a = e->a};
  phrase_reading r;
  casus_status status = lookup_read(&l, &(casus_phrase){g->text, g->context, g->date}, &r, error);
  if (status == CASUS_OK) *found = longest_party(&r);
  return status;
}

/* International bodies have their own three letters where the set has a country. */
static str country_of(const party *p) {
  if (!p) return (str){0};
  if (!str_empty(p->country) || !str_starts(p->code, STR("IGO"))) return p->country;
  bool named = str_is(p->code, "IGOUNO") || str_is(p->code, "IGOEUR");
  return named ? str_slice(p->code, 3, 6) : STR("IGO");
}

/* A town or region that stands as a party is its people. */
static str sector_of(const party *p) {
  if (p && p->kind == PARTY_PLACE && str_empty(p->sector)) return STR("CVL");
  return !p || str_empty(p->sector) ? STR("UNK") : p->sector;
}

static void score(evaluation *e, const gold_phrase *g, const party *p) {
  bool country = str_equal(country_of(p), g->country);
  str sector = sector_of(p), want = str_empty(g->sector) ? STR("UNK") : g->sector;
  bool same = str_equal(sector, want) || (!str_empty(g->sector_2) && str_equal(sector, g->sector_2));
  e->scores.n++;
  e->scores.countries += g->has_country;
  e->scores.country_hits += g->has_country && country;
  e->scores.sectors += g->has_sector;
  e->scores.sector_hits += g->has_sector && same;
  bool both = g->has_country && g->has_sector;
  e->scores.both += both;
  e->scores.both_hits += both && country && same;
  if (!e->errors || ((country || !g->has_country) && (same || !g->has_sector))) return;
  fprintf(e->errors, "%.*s: expected %.*s %.*s, found %.*s %.*s (%.*s)\n", (int)g->text.len, g->text.ptr, (int)g->country.len,
          g->country.ptr, (int)want.len, want.ptr, (int)country_of(p).len, country_of(p).ptr, (int)sector.len, sector.ptr,
          p ? (int)p->source.len : 7, p ? p->source.ptr : "nothing");
}

static casus_status take_line(void *to, const json_t *record, size_t line, casus_error *error) {
  evaluation *e = to;
  gold_phrase g = {0};
  const party *p = NULL;
  if (!record || !phrase_read(record, &g)) return error_at(error, CASUS_INPUT, e->file, line, 0, "is no JSON object with a text");
  casus_status status = resolve(e, &g, &p, error);
  if (status == CASUS_OK && (g.has_country || g.has_sector)) score(e, &g, p);
  arena_reset(e->a);
  return status;
}

casus_status eval_actors(const char *gold, FILE *errors, eval_actor_scores *scores, casus_error *error) {
  evaluation e = {.a = arena_new(PHRASE_BYTES_MAX), .errors = errors, .file = str_of(gold)};
  world *w = NULL;
  if (!e.a) return error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  casus_status status = world_open(NULL, &w, error);
  e.w = w;
  if (status == CASUS_OK) status = weights_use_open(&e.grammar, NULL, error);
  if (status == CASUS_OK) {
    status = json_lines_walk_file(gold, ACTORS_FILE_BYTES_MAX, take_line, &e, error);
    weights_use_close(&e.grammar);
  }
  world_close(w);
  arena_free(e.a);
  if (status == CASUS_OK) *scores = e.scores;
  return status;
}

void eval_actors_print(const eval_actor_scores *s, FILE *out) {
  fprintf(out, "phrases %u\ncountry %.1f %% of %u\nsector  %.1f %% of %u\nboth    %.1f %% of %u\n", s->n,
          tally_percent(s->country_hits, s->countries), s->countries, tally_percent(s->sector_hits, s->sectors), s->sectors,
          tally_percent(s->both_hits, s->both), s->both);
}
