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

/* One analysed article. */
typedef struct {
  const casus_article *article;
  const text *t;
  const analysis *an;
  const mentions *m;
} reading;

typedef struct {
  casus_event *events; /* in order of their triggers */
  uint32_t n_events;
} coded;

/* Codes the whole article; results live in `a`. `trace` fills the events' steps. */
casus_status coder_code(const coder *c, const reading *r, bool trace, arena *a, coded *out, casus_error *error);

/* The event that relates two given spans of the text. event CASUS_NONE: none found. */
casus_status coder_relate(const coder *c, const reading *r, span source, span target, arena *a, casus_event *relation,
                          casus_error *error);

#endif
