/* Codes the articles of a gold file, joins their events to stories, and compares those with the gold ones. */
#define _GNU_SOURCE /* memmem */
#include "train/eval_stories.h"

#include <stdlib.h>

#include "story/story.h"
#include "train/json_lines.h"

enum { GOLD_BYTES_MAX = 1 << 30, EVENTS_MAX = 1 << 20, ARTICLES_MAX = 1 << 18, MEMORY_MAX = 1 << 30 };
#define NO_GOLD 0

typedef struct {
  str article, text; /* for the lists */
  char date[16];
  const char *type, *status;
  uint32_t gold; /* hash of the occurrence's name; NO_GOLD: not said */
} reported;

typedef struct {
  casus_session *session;
  arena *a;
  str file;
  story_event *events;
  reported *reports;
  uint32_t *stories;
  size_t n;
  duplicate_item *articles;
  uint32_t *first_event; /* of each article, and one more */
  size_t n_articles;
  unsigned stretches, found;
} evaluation;

static bool is_within(str text, str stretch, span trigger) {
  const char *at = stretch.len ? memmem(text.ptr, text.len, stretch.ptr, stretch.len) : NULL;
  if (!at) return false;
  size_t begin = (size_t)(at - text.ptr);
  return begin <= trigger.begin && trigger.end <= begin + stretch.len;
}

static uint32_t name_hash(const char *name) { return (uint32_t)hash_str(str_of(name)) | 1; }

/* The occurrence that a word of the text reports. */
static uint32_t gold_of(const json_t *record, str text, span trigger) {
  const char *name;
  json_t *stretches, *stretch;
  size_t i;
  json_object_foreach(json_object_get(record, "stories"), name, stretches) {
    json_array_foreach(stretches, i, stretch) {
      if (is_within(text, (str){json_string_value(stretch), json_string_length(stretch)}, trigger)) return name_hash(name);
    }
  }
  return NO_GOLD;
}

static unsigned count_stretches(const json_t *record) {
  const char *name;
  json_t *stretches;
  unsigned n = 0;
  json_object_foreach(json_object_get(record, "stories"), name, stretches) n += (unsigned)json_array_size(stretches);
  return n;
}

static bool keep_report(evaluation *e, const casus_event *event, str id, uint32_t gold) {
  reported *r = &e->reports[e->n];
  *r = (reported){.type = casus_type_name(event->event), .status = casus_event_status_name(event->status), .gold = gold};
  casus_date_text(event->date, r->date);
  return arena_copy(e->a, id, &r->article) && arena_copy(e->a, event->text, &r->text);
}

static casus_status code(evaluation *e, const json_t *record, const casus_article *article, casus_error *error) {
  const casus_event *events;
  size_t n;
  casus_status status = casus_code(e->session, article, &events, &n, error);
  if (status != CASUS_OK) return status;
  if (n > EVENTS_MAX - e->n) return error_set(error, CASUS_MEMORY, "more than %d events", EVENTS_MAX);
  story_article shared;
  story_article_of(article, hash_str(article->id), &shared);
  for (size_t i = 0; i < n; i++, e->n++) {
    uint32_t gold = gold_of(record, article->text, events[i].trigger_span);
    if (!keep_report(e, &events[i], article->id, gold)) return error_set(error, CASUS_MEMORY, "out of memory");
    story_event_of(&events[i], &shared, &e->events[e->n]);
    e->found += gold != NO_GOLD;
  }
  return CASUS_OK;
}

static casus_status take_line(void *to, const json_t *record, size_t line, casus_error *error) {
  evaluation *e = to;
  casus_article article = {.text = json_line_text(record, "text"),
                           .id = json_line_text(record, "id"),
                           .title = json_line_text(record, "title"),
                           .source = json_line_text(record, "source"),
                           .origin = e->file,
                           .origin_line = line};
  if (!article.text.ptr || !article.id.ptr)
    return error_at(error, CASUS_INPUT, e->file, line, 0, "is no JSON object with id and text");
  if (e->n_articles == ARTICLES_MAX) return error_set(error, CASUS_MEMORY, "more than %d articles", ARTICLES_MAX);
  casus_date_read(json_line_text(record, "date"), &article.date);
  duplicate_item *item = &e->articles[e->n_articles];
  signature_of(article.text, &item->text);
  item->digest[0] = hash_str(article.id);
  item->day = article.date.year ? date_to_days(article.date) : STORY_NO_DAY;
  e->stretches += count_stretches(record);
  e->first_event[e->n_articles++] = (uint32_t)e->n;
  casus_status status = code(e, record, &article, error);
  e->first_event[e->n_articles] = (uint32_t)e->n;
  return status;
}

/* ---- scores */

static casus_status group_articles(evaluation *e, casus_error *error) {
  uint32_t *group = calloc(e->n_articles + 1, sizeof *group);
  if (!group) return error_set(error, CASUS_MEMORY, "out of memory");
  casus_status status = duplicates_group(e->articles, e->n_articles, NULL, group, NULL, error);
  for (size_t i = 0; status == CASUS_OK && i < e->n_articles; i++)
    for (uint32_t k = e->first_event[i]; k < e->first_event[i + 1]; k++) e->events[k].group = e->articles[group[i]].digest[0];
  free(group);
  return status;
}

static void print_report(const reported *r, FILE *out) {
  fprintf(out, "  %.*s\t%s\t%s\t%s\t%.*s\n", (int)r->article.len, r->article.ptr, r->date, r->type, r->status, (int)r->text.len,
          r->text.ptr);
}

static void print_pairs(const evaluation *e, FILE *out) {
  for (size_t i = 0; i < e->n; i++)
    for (size_t j = 0; j < i; j++) {
      if (!e->reports[i].gold || !e->reports[j].gold) continue;
      bool together = e->reports[i].gold == e->reports[j].gold, joined = e->stories[i] == e->stories[j];
      if (together == joined) continue;
      fprintf(out, joined ? "+\n" : "-\n");
      print_report(&e->reports[j], out);
      print_report(&e->reports[i], out);
    }
}

static bool has_other_article(const evaluation *e, size_t first) {
  for (size_t i = 0; i < e->n; i++)
    if (e->stories[i] == first && e->events[i].article != e->events[first].article) return true;
  return false;
}

static casus_status print_story(const evaluation *e, size_t first, story_event *members, FILE *out, casus_error *error) {
  size_t n = 0;
  for (size_t i = 0; i < e->n; i++)
    if (e->stories[i] == first) members[n++] = e->events[i];
  story_summary s;
  casus_status status = story_summarise(members, n, &s, error);
  if (status != CASUS_OK) return status;
  fprintf(out, "story %s: %zu reports, %u articles, agreement %.2f%s\n", s.id, n, s.n_articles, (double)s.agreement,
          s.contradicted ? ", contradicted" : "");
  for (size_t i = 0; i < e->n; i++)
    if (e->stories[i] == first) print_report(&e->reports[i], out);
  return CASUS_OK;
}

static casus_status print_stories(const evaluation *e, FILE *out, casus_error *error) {
  story_event *members = malloc((e->n + 1) * sizeof *members);
  casus_status status = members ? CASUS_OK : error_set(error, CASUS_MEMORY, "out of memory");
  for (size_t i = 0; status == CASUS_OK && i < e->n; i++)
    if (e->stories[i] == i && has_other_article(e, i)) status = print_story(e, i, members, out, error);
  free(members);
  return status;
}

static casus_status print_scores(const evaluation *e, FILE *out, casus_error *error) {
  uint32_t *gold = malloc((e->n + 1) * sizeof *gold), *ours = malloc((e->n + 1) * sizeof *ours);
  size_t n = 0;
  if (!gold || !ours) {
    free(gold);
    free(ours);
    return error_set(error, CASUS_MEMORY, "out of memory");
  }
  for (size_t i = 0; i < e->n; i++)
    if (e->reports[i].gold) gold[n] = e->reports[i].gold, ours[n++] = e->stories[i];
  groups_score s = groups_compare(gold, ours, n);
  fprintf(out, "stories: %zu articles, %zu events, %zu of them in gold (%u stretches)\n", e->n_articles, e->n, n, e->stretches);
  fprintf(out,
          "pairs: %u in gold, %u in ours, precision %.1f, recall %.1f, F1 %.1f\nB-cubed: precision %.1f, recall %.1f, F1 %.1f\n",
          s.pairs.gold, s.pairs.ours, 100 * tally_precision(s.pairs), 100 * tally_recall(s.pairs), 100 * tally_f1(s.pairs),
          100 * s.b3_precision, 100 * s.b3_recall, 100 * s.b3_f1);
  free(gold);
  free(ours);
  return CASUS_OK;
}

static casus_status score(evaluation *e, eval_report report, FILE *out, casus_error *error) {
  casus_status status = group_articles(e, error);
  if (status == CASUS_OK) status = stories_group(e->events, e->n, NULL, e->stories, NULL, error);
  if (status == CASUS_OK && report.errors) print_pairs(e, out);
  if (status == CASUS_OK && report.verbose) status = print_stories(e, out, error);
  return status == CASUS_OK ? print_scores(e, out, error) : status;
}

static bool evaluation_begin(evaluation *e) {
  e->a = arena_new(MEMORY_MAX);
  e->events = calloc(EVENTS_MAX, sizeof *e->events);
  e->reports = calloc(EVENTS_MAX, sizeof *e->reports);
  e->stories = calloc(EVENTS_MAX, sizeof *e->stories);
  e->articles = calloc(ARTICLES_MAX, sizeof *e->articles);
  e->first_event = calloc(ARTICLES_MAX + 1, sizeof *e->first_event);
  return e->a && e->events && e->reports && e->stories && e->articles && e->first_event;
}

static void evaluation_end(evaluation *e) {
  arena_free(e->a);
  free(e->events);
  free(e->reports);
  free(e->stories);
  free(e->articles);
  free(e->first_event);
}

casus_status eval_stories(casus_session *session, const char *gold, eval_report report, FILE *out, casus_error *error) {
  evaluation e = {.session = session, .file = str_of(gold)};
  casus_status status = evaluation_begin(&e) ? json_lines_walk_file(gold, GOLD_BYTES_MAX, take_line, &e, error)
                                             : error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  if (status == CASUS_OK) status = score(&e, report, out, error);
  evaluation_end(&e);
  return status;
}
