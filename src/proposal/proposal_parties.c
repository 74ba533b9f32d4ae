/* Who the parties of a proposal are: those of the situation, and armed groups that sentences of force name beside a country. */
#include "proposal/proposal.h"
#include "story/situation.h"

enum { SENTENCES_LOOKED_UP_MAX = 400, GROUPS_MAX = 32 };

bool party_is_known(const proposal_work *w, int32_t party) { return party >= 0 && !w->parties[party].is_nobody; }

/* "---GOV": some government or other, several perhaps. */
static bool is_unnamed(str key) {
  bool open = str_starts(key, STR("---")) || str_starts(key, STR("?")) || str_ends(key, STR("UNK"));
  return open && !memchr(key.ptr, ':', key.len);
}

/* Of people of a country only the organised ones; others have force done to them, and no say. */
static bool is_side(const casus_party *p) {
  static const char *const sectors[] = {"GOV", "MIL", "REB", "UAF", "PRM", "OPP", "PTY", NULL};
  return str_empty(p->sector) || str_is_one_of(p->sector, sectors);
}

/* "workers (Peru)": "workers of Peru", since parentheses mean something in statements. */
static str without_parentheses(proposal_work *w, str name) {
  const char *open = name.len ? memchr(name.ptr, '(', name.len) : NULL;
  size_t at = open ? (size_t)(open - name.ptr) : 0;
  if (!at || name.ptr[name.len - 1] != ')' || name.ptr[at - 1] != ' ') return name;
  buffer b;
  buffer_init(&b, 1 << 16);
  buffer_add(&b, str_slice(name, 0, at));
  buffer_add(&b, STR("of "));
  buffer_add(&b, str_slice(name, at + 1, name.len - 1));
  str made = proposal_copy(w, buffer_str(&b));
  buffer_free(&b);
  return made;
}

void parties_take(proposal_work *w) {
  const casus_situation *s = w->s;
  w->parties_capacity = s->n_parties + GROUPS_MAX;
  w->parties = ARENA_ARRAY(w->memory, proposal_party, w->parties_capacity);
  w->target_of_country = ARENA_ARRAY(w->memory, int32_t, w->parties_capacity);
  w->acts_at = ARENA_ARRAY(w->memory, uint32_t, s->n_occurrences + 1);
  w->linked = ARENA_ARRAY(w->memory, bool, s->n_occurrences + 1);
  if (!w->parties || !w->target_of_country || !w->acts_at || !w->linked) {
    w->failed = true;
    return;
  }
  for (uint32_t i = 0; i < s->n_parties; i++) {
    const casus_party *p = &s->parties[i];
    str said = without_parentheses(w, p->name);
    w->parties[i] = (proposal_party){.key = p->key,
                                     .name = name_without_article(said),
                                     .said = said,
                                     .is_side = is_side(p),
                                     .country = p->country,
                                     .is_body = (p->roles & CASUS_ROLE_BODY) != 0,
                                     .is_nobody = is_unnamed(p->key)};
    w->target_of_country[i] = (int32_t)i;
  }
  w->n_parties = w->n_situation_parties = s->n_parties;
}

static int32_t party_of_key(const proposal_work *w, str key) {
  for (uint32_t i = 0; i < w->n_parties; i++)
    if (str_equal(w->parties[i].key, key)) return (int32_t)i;
  return CASUS_NOBODY;
}

int32_t party_of_actor(const proposal_work *w, const casus_actor *a) {
  buffer b;
  buffer_init(&b, 4096);
  int32_t found = party_key_add(&b, a) ? party_of_key(w, buffer_str(&b)) : CASUS_NOBODY;
  buffer_free(&b);
  return found;
}

/* ---- armed groups */

static bool is_armed_group(const casus_actor *a) {
  static const char *const sectors[] = {"REB", "UAF", "PRM", NULL};
  return !str_empty(a->name) && !str_empty(a->country) && str_is_one_of(a->sector, sectors);
}

static int32_t add_group(proposal_work *w, const casus_actor *a) {
  int32_t found = party_of_actor(w, a);
  if (found != CASUS_NOBODY || w->n_parties == w->parties_capacity) return found;
  buffer b;
  buffer_init(&b, 4096);
  party_key_add(&b, a);
  proposal_party *p = &w->parties[w->n_parties];
  *p = (proposal_party){.key = proposal_copy(w, buffer_str(&b)),
                        .name = proposal_copy(w, a->name),
                        .said = proposal_copy(w, a->name),
                        .country = proposal_copy(w, a->country),
                        .is_side = true};
  buffer_free(&b);
  w->target_of_country[w->n_parties] = (int32_t)w->n_parties;
  return (int32_t)w->n_parties++;
}

/* A second group of the country leaves open which is meant. */
static void set_group(proposal_work *w, int32_t country, int32_t group) {
  int32_t *to = &w->target_of_country[country];
  if (*to == country) *to = group;
  else if (*to != group) *to = CASUS_NOBODY;
}

/* A country that acts for itself stands for itself. */
static bool only_suffers(const proposal_work *w, int32_t party) {
  return party < (int32_t)w->n_situation_parties && str_empty(w->s->parties[party].sector) && w->s->parties[party].n_actor == 0 &&
         !str_empty(w->parties[party].country);
}

static void take_group(proposal_work *w, const casus_occurrence *o, uint32_t occurrence, const casus_actor *a) {
  for (uint32_t k = 0; k < o->n_recipients; k++) {
    int32_t country = o->recipients[k];
    bool may_stand = only_suffers(w, country) || !w->parties[country].is_side;
    if (!str_equal(w->parties[country].country, a->country) || !may_stand) continue;
    int32_t group = add_group(w, a);
    if (group < 0) continue;
    evidence_add(w, &w->parties[group].evidence, occurrence);
    set_group(w, country, group);
  }
}

static void look_up(proposal_work *w, uint32_t occurrence) {
  const casus_event *e = event_at(w, occurrence);
  const casus_phrase phrase = {.phrase = e->text, .on = w->s->occurrences[occurrence].report->article->date};
  const casus_who_answer *answer;
  if (e->text.len > CASUS_PHRASE_BYTES_MAX || casus_who(w->session, &phrase, &answer, NULL) != CASUS_OK) return;
  for (uint32_t i = 0; i < answer->n_actors; i++)
    if (is_armed_group(&answer->actors[i])) take_group(w, &w->s->occurrences[occurrence], occurrence, &answer->actors[i]);
}

void groups_find(proposal_work *w) {
  uint32_t n = 0;
  if (!w->session) return;
  for (uint32_t i = w->s->n_occurrences; i-- > 0 && n < SENTENCES_LOOKED_UP_MAX && !w->failed;) {
    const casus_occurrence *o = &w->s->occurrences[i];
    if (!speaks_of_force(event_at(w, i)) || !o->n_recipients) continue;
    look_up(w, i);
    n++;
  }
}
