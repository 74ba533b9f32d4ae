/* Questions that are asked of a coded event in several places. */
#include "story/situation.h"

standing standing_of(casus_event_status status) {
  static const standing table[CASUS_EVENT_STATUS_COUNT] = {
      [CASUS_ACTUAL] = FACT,         [CASUS_PLANNED] = TO_COME, [CASUS_INTENDED] = TO_COME, [CASUS_CONSIDERED] = TO_COME,
      [CASUS_CONDITIONAL] = TO_COME, [CASUS_FAILED] = NOT_SO,   [CASUS_NEGATED] = NOT_SO,   [CASUS_DENIED] = NOT_SO};
  return table[status];
}

bool event_is_talk(const casus_event *e) {
  return e->event == CASUS_CONSULT || (e->event == CASUS_AGREE && e->of == CASUS_CONSULT);
}

str event_lemma(const casus_event *e) {
  str rest = e->rule, lemma = {0};
  str_cut(&rest, '/', &lemma);
  return lemma;
}

bool event_has_mode(const casus_event *e, const char *mode) {
  for (unsigned i = 0; i < e->n_modes; i++) {
    const char *name = casus_mode_name(e->modes[i]);
    if (name && strcmp(name, mode) == 0) return true;
  }
  return false;
}

bool event_places_fit(const casus_event *e, const casus_event *f) {
  return str_empty(e->place.name) || str_empty(f->place.name) || str_equal(e->place.name, f->place.name);
}
