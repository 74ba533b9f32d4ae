/* prototype dump */
#include <stdlib.h>
#include "coding/coding.h"
#include "train/gold_events.h"
#include "train/train.h"
#include "train/weights_use.h"

static void print_features(FILE *o, const coded_features *f) {
  for (uint32_t i = 0; i < f->n; i++) fprintf(o, "\t%.*s", (int)f->names[i].len, f->names[i].ptr);
  fputc('\n', o);
}
static void print_keys(FILE *o, const side *s) {
  fputc('\t', o);
  for (unsigned i = 0; i < s->n; i++) fprintf(o, "%s%s", i ? "," : "", s->keys[i]);
  if (!s->n) fputc('-', o);
}
static void print_codes(FILE *o, const str *codes, uint32_t n) {
  side s = {.n = 0};
  for (uint32_t i = 0; i < n; i++) side_add(&s, codes[i]);
  print_keys(o, &s);
}
static void print_actors(FILE *o, const casus_actor *a, uint32_t n) {
  side s = {.n = 0};
  for (uint32_t i = 0; i < n; i++) side_add(&s, a[i].code);
  print_keys(o, &s);
}
casus_status train_judge(const char *data_dir, const char *out, FILE *report, casus_error *error) {
  (void)report;
  char path[4096], none[4096];
  FILE *o = fopen(out, "w");
  weights_use g;
  world *w;
  ontology *on;
  coder *c;
  gold_set gold;
  snprintf(path, sizeof path, "%s/events.jsonl", data_dir);
  snprintf(none, sizeof none, "%s/none.jsonl", data_dir);
  casus_status st = weights_use_open(&g, NULL, error);
  if (st == CASUS_OK) st = world_open(&(world_options){.today = {2026, 1, 1}}, &w, error);
  if (st == CASUS_OK) st = ontology_open(NULL, &on, error);
  if (st == CASUS_OK) st = coder_open(&(coder_options){0}, on, &c, error);
  if (st == CASUS_OK) st = gold_read(path, none, &gold, error);
  if (st != CASUS_OK) return st;
  for (uint32_t i = 0; st == CASUS_OK && i < gold.n_documents; i++) {
    gold_document *d = &gold.documents[i];
    snprintf(path, sizeof path, "%s/articles/%.*s.txt", data_dir, (int)d->doc.len, d->doc.ptr);
    const char *paths[] = {path};
    casus_reader *reader;
    casus_article article;
    st = casus_reader_open(paths, 1, &(casus_reader_options){0}, &reader, error);
    if (st == CASUS_OK) st = casus_reader_next(reader, &article, error);
    if (st != CASUS_OK) return st;
    gold_locate(d, article.text, error);
    arena *a = arena_new((size_t)1 << 31), *keep = arena_new((size_t)1 << 31);
    text t;
    analysis an;
    mentions m;
    st = text_split(article.text, article.body, a, &t, error);
    if (st == CASUS_OK) st = grammar_analyse(g.g, g.scratch, &t, a, &an, error);
    if (st == CASUS_OK) st = world_resolve(w, &t, &an, article.date, a, &m, error);
    reading r = {.article = &article, .t = &t, .an = &an, .m = &m};
    coded found = {.keep = keep, .watch = true};
    if (st == CASUS_OK) st = coder_code(c, &r, false, a, &found, error);
    fprintf(o, "DOC\t%.*s\n", (int)d->doc.len, d->doc.ptr);
    for (uint32_t k = 0; k < d->n_events; k++) {
      gold_event *e = &d->events[k];
      fprintf(o, "GOLD\t%u\t%s\t%s\t%d\t%.*s", e->sentence, casus_type_name(e->event), casus_event_status_name(e->status), e->sure,
              (int)e->trigger.len, e->trigger.ptr);
      print_keys(o, &e->actor);
      print_keys(o, &e->recipient);
      fputc('\n', o);
    }
    for (uint32_t k = 0; k < found.n_events; k++) {
      casus_event *e = &found.events[k];
      coded_draft *dr = &found.drafts[k];
      int s = -1;
      for (uint32_t q = 0; q < d->n_sentences; q++)
        if (e->trigger_span.begin >= d->sentences[q].range.begin && e->trigger_span.begin < d->sentences[q].range.end) s = (int)q;
      fprintf(o, "OURS\t%d\t%s\t%s\t%.2f\t%.*s", s, casus_type_name(e->event), casus_event_status_name(e->status), (double)e->confidence,
              (int)e->trigger.len, e->trigger.ptr);
      print_actors(o, e->actors, e->n_actors);
      print_actors(o, e->recipients, e->n_recipients);
      fputc('\n', o);
      fputs("F", o);
      print_features(o, &dr->seen);
      for (int role = 0; role < 2; role++)
        for (uint32_t q = 0; q < dr->n_sides[role]; q++) {
          fprintf(o, "C%d\t%d", role, dr->sides[role][q].by_rule);
          print_codes(o, dr->sides[role][q].codes, dr->sides[role][q].n_codes);
          print_features(o, &dr->sides[role][q].seen);
        }
    }
    casus_reader_close(reader);
    arena_free(a);
    arena_free(keep);
  }
  fclose(o);
  return st;
}
