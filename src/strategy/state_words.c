/* A state in words and as a pattern of its options. */
#include "strategy/conflict.h"

static bool add_option(buffer *out, const casus_conflict *c, uint32_t k, bool first_of_owner, bool any) {
  const conflict_option *o = &c->options[k];
  if (!first_of_owner) return buffer_add(out, STR(", ")) && buffer_add(out, o->name);
  if (any && !buffer_add(out, STR("; "))) return false;
  return buffer_add(out, c->names[o->owner]) && buffer_add(out, STR(": ")) && buffer_add(out, o->name);
}

bool state_words(const casus_conflict *c, uint32_t state, buffer *out) {
  if (!c->n_options) return buffer_add(out, c->texts[state]);
  uint32_t owner = NO_STATE;
  for (uint32_t k = 0; k < c->n_options; k++) {
    if (!(c->choice[state] >> k & 1)) continue;
    if (!add_option(out, c, k, c->options[k].owner != owner, owner != NO_STATE)) return false;
    owner = c->options[k].owner;
  }
  return owner != NO_STATE || buffer_add(out, STR("nothing is done"));
}

/* Which options differ among the choices of a merged state. */
static uint32_t varying_options(const casus_conflict *c, uint32_t state) {
  uint32_t varying = 0;
  if (c->n_choices[state] < 2) return 0;
  for (uint32_t x = 0; x < 1u << c->n_options; x++)
    if (c->state_of[x] == state) varying |= x ^ c->choice[state];
  return varying;
}

bool state_pattern(const casus_conflict *c, uint32_t state, buffer *out) {
  uint32_t varying = varying_options(c, state);
  for (uint32_t k = 0; k < c->n_options; k++)
    if (!buffer_add_byte(out, varying >> k & 1 ? '-' : c->choice[state] >> k & 1 ? 'Y' : 'N')) return false;
  return true;
}
