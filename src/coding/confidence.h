/* How likely an event, its type and its sides are all right: a logistic model over a few features that a person can check.
 * Weights: tools/fit_confidence.py, fitted on the labels of the development articles. Private to coding/. */
#ifndef CASUS_CONFIDENCE_H
#define CASUS_CONFIDENCE_H

#include "coding/draft.h"

enum { CONFIDENCE_FEATURES = 16 };

typedef struct {
  float value[CONFIDENCE_FEATURES];
} confidence_features;

const char *confidence_feature_name(unsigned i);
void confidence_read(const work *w, const draft *e, const casus_event *v, confidence_features *out);
float confidence_of(const confidence_features *f);

#endif
