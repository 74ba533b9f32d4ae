/* Precision, recall and F1 from counts. */
#include "train/eval.h"

static double ratio(unsigned part, unsigned whole) { return whole ? (double)part / whole : 0; }

double tally_percent(unsigned part, unsigned whole) { return whole ? 100.0 * part / whole : 0; }

double tally_precision(tally t) { return ratio(t.hits, t.ours); }

double tally_recall(tally t) { return ratio(t.hits, t.gold); }

double tally_f1(tally t) { return ratio(2 * t.hits, t.gold + t.ours); }
