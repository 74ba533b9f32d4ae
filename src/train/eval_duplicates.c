/* Groups the articles of a gold file by their signatures, and compares the groups. */
#include "train/eval_duplicates.h"

#include <stdlib.h>

#include "story/story.h"
#include "train/json_lines.h"

enum { GOLD_BYTES_MAX = 1 << 30, ITEMS_MAX = 50000 };

typedef struct {
  duplicate_item *items;
  uint32_t *gold, *ours;
  char **ids;
  size_t n;
  str file;
} evaluation;

static casus_status take_line(void *to, const json_t *record, size_t line, casus_error *error) {
  evaluation *e = to;
  str text = json_line_text(record, "text"), id = json_line_text(record, "id"), group = json_line_text(record, "group");
  casus_date date;
  if (!text.ptr || !id.ptr || !group.ptr || !casus_date_read(json_line_text(record, "date"), &date))
    return error_at(error, CASUS_INPUT, e->file, line, 0, "is no JSON object with id, text, date and group");
  if (e->n == ITEMS_MAX) return error_at(error, CASUS_MEMORY, e->file, line, 0, "has more than %d articles", ITEMS_MAX);
  duplicate_item *item = &e->items[e->n];
  signature_of(text, &item->text);
  item->day = date_to_days(date);
  item->digest[0] = hash_bytes(id.ptr, id.len, 1), item->digest[1] = hash_bytes(id.ptr, id.len, 2);
  e->gold[e->n] = (uint32_t)hash_str(group);
  e->ids[e->n] = strdup(id.ptr);
  if (!e->ids[e->n]) return error_set(error, CASUS_MEMORY, "out of memory");
  e->n++;
  return CASUS_OK;
}

static void print_errors(const evaluation *e, FILE *out) {
  for (size_t i = 0; i < e->n; i++)
    for (size_t j = 0; j < i; j++) {
      bool together = e->gold[i] == e->gold[j], joined = e->ours[i] == e->ours[j];
      if (together != joined) fprintf(out, "%c\t%s\t%s\n", joined ? '+' : '-', e->ids[j], e->ids[i]);
    }
}

static casus_status score(evaluation *e, eval_report report, FILE *out, casus_error *error) {
  casus_status status = duplicates_group(e->items, e->n, NULL, e->ours, NULL, error);
  if (status != CASUS_OK) return status;
  if (report.errors) print_errors(e, out);
  groups_score s = groups_compare(e->gold, e->ours, e->n);
  fprintf(out, "duplicates: %zu articles, %u pairs in gold, %u in ours: precision %.1f, recall %.1f, F1 %.1f; B-cubed F1 %.1f\n",
          e->n, s.pairs.gold, s.pairs.ours, 100 * tally_precision(s.pairs), 100 * tally_recall(s.pairs), 100 * tally_f1(s.pairs),
          100 * s.b3_f1);
  return CASUS_OK;
}

static bool evaluation_begin(evaluation *e) {
  e->items = calloc(ITEMS_MAX, sizeof *e->items);
  e->gold = calloc(ITEMS_MAX, sizeof *e->gold);
  e->ours = calloc(ITEMS_MAX, sizeof *e->ours);
  e->ids = calloc(ITEMS_MAX, sizeof *e->ids);
  return e->items && e->gold && e->ours && e->ids;
}

static void evaluation_end(evaluation *e) {
  for (size_t i = 0; e->ids && i < e->n; i++) free(e->ids[i]);
  free(e->ids);
  free(e->ours);
  free(e->gold);
  free(e->items);
}

casus_status eval_duplicates(const char *gold, eval_report report, FILE *out, casus_error *error) {
  evaluation e = {.file = str_of(gold)};
  casus_status status = evaluation_begin(&e) ? json_lines_walk_file(gold, GOLD_BYTES_MAX, take_line, &e, error)
                                             : error_set(error, CASUS_MEMORY, "no memory for an evaluation");
  if (status == CASUS_OK) status = score(&e, report, out, error);
  evaluation_end(&e);
  return status;
}
