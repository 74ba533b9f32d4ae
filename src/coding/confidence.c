/* Features and weights of the confidence. */
#include "coding/confidence.h"

#include <math.h>

enum {
  F_BIAS,
  F_NOUN,
  F_ADJECTIVE,
  F_CARRIED,
  F_ROW_FIT,
  F_NO_ACTOR,
  F_NO_RECIPIENT,
  F_ACTOR_NAMED,
  F_RECIPIENT_NAMED,
  F_ACTOR_GUESSED,
  F_RECIPIENT_GUESSED,
  F_NOT_ACTUAL,
  F_OF,
  F_HOLDER,
  F_LONG,
  F_ACT
};

static const struct {
  const char *name;
  float weight;
} features[CONFIDENCE_FEATURES] = {
    [F_BIAS] = {"bias", 0.25f},
    [F_NOUN] = {"noun trigger", -0.10f},
    [F_ADJECTIVE] = {"adjective trigger", 0.04f},
    [F_CARRIED] = {"light verb", -0.01f},
    [F_ROW_FIT] = {"fit of the row", 0.39f},
    [F_NO_ACTOR] = {"no actor", -0.09f},
    [F_NO_RECIPIENT] = {"no recipient", -0.36f},
    [F_ACTOR_NAMED] = {"actor's country in the phrase", -0.08f},
    [F_RECIPIENT_NAMED] = {"recipient's country in the phrase", 0.59f},
    [F_ACTOR_GUESSED] = {"actor's country from the article", 0.16f},
    [F_RECIPIENT_GUESSED] = {"recipient's country from the article", -0.08f},
    [F_NOT_ACTUAL] = {"not actual", -0.69f},
    [F_OF] = {"speaks of an act", -0.18f},
    [F_HOLDER] = {"reported by a holder", 0.23f},
    [F_LONG] = {"long sentence", -0.12f},
    [F_ACT] = {"act found", -0.11f},
};

const char *confidence_feature_name(unsigned i) { return i < CONFIDENCE_FEATURES ? features[i].name : ""; }

static bool all_of_basis(const work *w, const side *s, bool own) {
  for (uint32_t i = 0; i < s->n; i++) {
    uint8_t basis = all_mentions(w)->parties[s->parties[i]].basis;
    bool in_phrase = basis == COUNTRY_OWN || basis == COUNTRY_MODIFIER;
    if (in_phrase != own) return false;
  }
  return s->n > 0;
}

void confidence_read(const work *w, const draft *e, const casus_event *v, confidence_features *out) {
  const sentence *s = &w->fs.s.d.t->sentences[tree_sentence(&w->fs.s.d, e->f->trigger)];
  float *x = out->value;
  *out = (confidence_features){{0}};
  x[F_BIAS] = 1;
  x[F_NOUN] = e->f->r->pos == POS_NOUN;
  x[F_ADJECTIVE] = e->f->r->pos == POS_ADJECTIVE;
  x[F_CARRIED] = e->f->carrier != NO_TOKEN;
  x[F_ROW_FIT] = (float)(e->f->score > 16 ? 16 : e->f->score) / 16;
  x[F_NO_ACTOR] = !e->actors.n;
  x[F_NO_RECIPIENT] = !e->recipients.n;
  x[F_ACTOR_NAMED] = all_of_basis(w, &e->actors, true);
  x[F_RECIPIENT_NAMED] = all_of_basis(w, &e->recipients, true);
  x[F_ACTOR_GUESSED] = all_of_basis(w, &e->actors, false);
  x[F_RECIPIENT_GUESSED] = all_of_basis(w, &e->recipients, false);
  x[F_NOT_ACTUAL] = v->status != CASUS_ACTUAL;
  x[F_OF] = v->of != CASUS_NONE;
  x[F_HOLDER] = v->holder != NULL;
  x[F_LONG] = s->n_tokens > 40;
  x[F_ACT] = e->act != NULL;
}

/* Rounded to hundredths, so that no machine's last bit shows. */
float confidence_of(const confidence_features *f) {
  double sum = 0;
  for (int i = 0; i < CONFIDENCE_FEATURES; i++) sum += (double)(f->value[i] * features[i].weight);
  return (float)(floor(100.0 / (1.0 + exp(-sum)) + 0.5) / 100.0);
}
