/* From what a document mentions to the events that it reports. The lexicon says which words report an event and who fills
 * which side; the tree says how they are related; the context gives status, holder, condition, date and place. */
#ifndef CASUS_CODING_H
#define CASUS_CODING_H

#include "event/event.h"
#include "world/world.h"

typedef struct coder coder; /* lexicon; immutable; shared by threads */

typedef struct {
  const char *data_dir; /* NULL: built in */
  const char *const *lexicon_files;
  size_t n_lexicon_files;
} coder_options;

/* `o` must outlive the coder. */
casus_status coder_open(const coder_options *options, const ontology *o, coder **out, casus_error *error);
void coder_close(coder *c);
/* Images of the lexicon and of the judge's weights in `data_dir`, for the build to put into the library. */
casus_status coder_pack(const char *data_dir, buffer *out, casus_error *error);
casus_status coder_pack_judge(const char *data_dir, buffer *out, casus_error *error);

/* An analysed article, or a stretch of one. */
typedef struct {
  const casus_article *article;
  const text *t;
  const analysis *an;
  const mentions *m;
  uint64_t content_hash; /* of the article's text */
} reading;

/* What the judge saw of an event (judge.h), for those who train it: names of features. */
typedef struct {
  str *names;
  uint32_t n;
  bool doubtful; /* the rules alone would not code it */
} coded_features;

/* From which probability on a draft is coded: one that the rules hold nothing against; another. Chosen by cross-validation on the
 * coded corpus, with a look at the development articles (docs/judge.md). */
#define JUDGE_ADMITS_CLEAR 0.15
#define JUDGE_ADMITS_DOUBTFUL 0.70

/* Events of an article, in order of their triggers. They and what they point to live in `keep`, and in the article's text. */
typedef struct {
  casus_event *events;
  uint32_t n_events, capacity;
  uint32_t n_sentences; /* read so far */
  arena *keep;
  bool watch;           /* also fill `seen`, and let the judge refuse nothing */
  coded_features *seen; /* one for each event */
  uint32_t seen_capacity;
} coded;

/* Codes one stretch of an article (all of it, as a rule) and adds its events to `out`, which begins as zeros but for `keep`.
 * Memory of its own is taken from `a`. `trace` fills the events' steps. */
casus_status coder_code(const coder *c, const reading *r, bool trace, arena *a, coded *out, casus_error *error);

/* Leaves out the events below a confidence; links to them are cut. */
casus_status coded_keep(coded *c, float min_confidence, casus_error *error);

/* The event that relates two given spans of the text. event CASUS_NONE: none found. */
casus_status coder_relate(const coder *c, const reading *r, span source, span target, arena *a, casus_event *relation,
                          casus_error *error);

/* Where a row of the lexicon stands. */
typedef struct {
  str file;
  size_t line;
} row_place;

/* The rows that the words of a document took, events, operators and near misses alike, each as often as it was taken; in `a`. For
 * reports on the lexicon: which rows no test reaches. */
casus_status coder_rows(const coder *c, const reading *r, arena *a, row_place **rows, uint32_t *n, casus_error *error);

/* The sides of the main event of a text as phrases (docs/spans.md); they live in `a`. */
casus_status coder_main_sides(const coder *c, const reading *r, arena *a, casus_sides *out, casus_error *error);

/* Where that happened which the word in the span `trigger` reports, be it a coded event or not. Name empty: the sentence gives
 * no place for it. Strings live in `a`, in the text and in the tables. */
casus_status coder_locate(const coder *c, const reading *r, span trigger, arena *a, casus_place *found, casus_error *error);

/* How that stands which the word in the span `trigger` reports, be it a coded event or not. *judged false: the word is neither
 * verb nor noun nor adjective, and *found is left alone. */
casus_status coder_standing(const coder *c, const reading *r, span trigger, arena *a, bool *judged, casus_event_status *found,
                            casus_error *error);

#endif
