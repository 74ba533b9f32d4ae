/* An article with its events, copied and made ready to be written: what can be worked out without the store. */
#ifndef CASUS_PREPARED_H
#define CASUS_PREPARED_H

#include "store/dictionary.h"
#include "story/story.h"

struct casus_prepared {
  arena *memory; /* holds this struct and all it points to */
  casus_article article;
  casus_event *events;
  size_t n_events;
  str imported, extra; /* casus_report; extra is that of the one event */
  digest128 digest;    /* tells articles apart */
  str names;           /* of the parties, for searching */
  str signature;       /* empty: the article has no text */
  str *features;       /* of each event, for joining stories */
  int32_t *days;       /* story_event.day of each event */
};

/* What tells an article from all others. */
digest128 article_digest(const casus_article *a, str imported);

#endif
