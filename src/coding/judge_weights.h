/* The table of the judge's weights. Private to coding/. */
#ifndef CASUS_JUDGE_WEIGHTS_H
#define CASUS_JUDGE_WEIGHTS_H

#include "base/base.h"

typedef enum {
  JUDGE_IS_EVENT, /* is there an event of this type in the sentence? */
  JUDGE_IS_RIGHT, /* are type and both sides right? */
  JUDGE_QUESTIONS
} judge_question;
enum { JUDGE_ONE = 100 }; /* weights are hundredths, as whole numbers: sums are the same on every machine */

typedef struct judge_weights judge_weights;

/* From the text of `data_dir`, or the built-in image where it is NULL. */
casus_status judge_weights_open(const char *data_dir, judge_weights **out, casus_error *error);
void judge_weights_close(judge_weights *j);
/* The image of the table in `data_dir`, for the build to put into the library. */
casus_status judge_weights_pack(const char *data_dir, buffer *out, casus_error *error);
/* 0 where the feature is not in the table. */
int32_t judge_weight_of(const judge_weights *j, str feature, judge_question q);

#endif
