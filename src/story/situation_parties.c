/* The parties of a crisis: a state with its organs is one, a named group or body is one, people of one kind in one country are
 * one. Counts what each does and to whom, and draws their roles from that. */
#include <stdlib.h>

#include "story/situation.h"

enum { NAMES_MAX = 24, SIDE_MAX = 64 };

/* ---- what a party is called */

static const struct {
  const char *sector, *noun;
} sector_nouns[] = {
    {"GOV", "the government"},
    {"MIL", "the armed forces"},
    {"COP", "the police"},
    {"JUD", "the courts"},
    {"LEG", "lawmakers"},
    {"SPY", "the secret service"},
    {"PRM", "militias"},
    {"PTY", "political parties"},
    {"REB", "armed groups"},
    {"UAF", "armed men"},
    {"AGR", "farmers"},
    {"BUS", "companies"},
    {"CRM", "criminals"},
    {"CVL", "civilians"},
    {"EDU", "schools and students"},
    {"ELI", "former officials"},
    {"JRN", "journalists"},
    {"LAB", "workers"},
    {"MED", "medical workers"},
    {"REF", "refugees"},
    {"OPP", "the opposition"},
    {"PRE", "prisoners"},
    {"REL", "religious groups"},
    {"SOC", "civil society"},
    {"UNK", "people not further named"},
};

const char *sector_noun(str sector) {
  for (size_t i = 0; i < sizeof sector_nouns / sizeof *sector_nouns; i++)
    if (str_is(sector, sector_nouns[i].sector)) return sector_nouns[i].noun;
  return NULL;
}

static bool is_state_organ(str sector) {
  static const char *const organs[] = {"GOV", "MIL", "COP", "SPY", "JUD", NULL};
  return str_empty(sector) || str_is_one_of(sector, organs);
}

bool party_is_body(str code) {
  return str_starts(code, STR("IGO")) || str_starts(code, STR("NGO")) || str_starts(code, STR("IMG")) ||
         str_starts(code, STR("MNC"));
}

/* Which party an actor is. A body that has a code of its own ("IGOUNO") is one under all its names. */
bool party_key_add(buffer *b, const casus_actor *a) {
  bool coded_body = str_starts(a->code, STR("IGO")) && a->code.len > 3;
  if (!str_empty(a->country) && is_state_organ(a->sector)) return buffer_add(b, a->country);
  if (coded_body) return buffer_add(b, a->code);
  bool known = !str_empty(a->country) || party_is_body(a->code);
  str name = !str_empty(a->name) || known ? a->name : name_without_article(a->text);
  buffer_add(b, str_empty(a->code) ? STR("?") : a->code);
  return str_empty(name) || (buffer_add_byte(b, ':') && buffer_add(b, name));
}

static str sectored_name(situation_work *w, const casus_actor *a) {
  buffer b;
  buffer_init(&b, 512);
  const char *noun = party_is_body(a->code) ? "non-governmental organisations" : sector_noun(a->sector);
  str country = country_name(w, a->country);
  buffer_add(&b, str_of(noun ? noun : "people not further named"));
  if (country.len) buffer_add(&b, STR(" (")), buffer_add(&b, name_without_article(country)), buffer_add_byte(&b, ')');
  str name = situation_copy(w, buffer_str(&b));
  buffer_free(&b);
  return name;
}

static str party_name(situation_work *w, const casus_actor *a) {
  str country = country_name(w, a->country);
  if (!str_empty(country) && is_state_organ(a->sector)) return country;
  if (!str_empty(a->name)) return situation_copy(w, str_empty(a->office) ? name_with_article(w, a->name) : a->name);
  if (!str_empty(country) || party_is_body(a->code) || str_empty(a->text)) return sectored_name(w, a);
  return situation_copy(w, name_without_article(a->text));
}

/* ---- the list */

typedef struct {
  situation_work *w;
  int32_t *slots; /* hash table of indices */
  uint32_t n_slots, capacity;
  uint32_t *names_capacity;
} party_table;

static void note_name(party_table *t, casus_party *p, uint32_t index, const casus_actor *a) {
  casus_party_name *names = (casus_party_name *)(uintptr_t)p->names;
  if (str_empty(a->name) || str_equal(a->name, name_without_article(p->name))) return;
  for (uint32_t i = 0; i < p->n_names; i++) {
    if (!str_equal_fold(names[i].name, a->name)) continue;
    names[i].n++;
    if (str_empty(names[i].office)) names[i].office = a->office;
    return;
  }
  if (p->n_names == NAMES_MAX) return;
  if (!arena_grow(t->w->memory, (void **)&names, &t->names_capacity[index], p->n_names + 1, sizeof *names)) {
    t->w->failed = true;
    return;
  }
  names[p->n_names++] = (casus_party_name){a->name, a->office, 1};
  p->names = names;
}

static int32_t party_index(party_table *t, const casus_actor *a) {
  situation_work *w = t->w;
  buffer b;
  buffer_init(&b, 4096);
  party_key_add(&b, a);
  str key = buffer_str(&b);
  uint32_t slot = (uint32_t)hash_str(key) & (t->n_slots - 1);
  while (t->slots[slot] && !str_equal(w->parties[t->slots[slot] - 1].key, key)) slot = (slot + 1) & (t->n_slots - 1);
  if (!t->slots[slot] && w->s.n_parties < t->capacity) {
    casus_party *p = &w->parties[w->s.n_parties++];
    bool state = is_state_organ(a->sector);
    *p = (casus_party){.key = situation_copy(w, key), .name = party_name(w, a), .country = a->country};
    if (!state && !party_is_body(a->code)) p->sector = a->sector;
    t->slots[slot] = (int32_t)w->s.n_parties;
  }
  buffer_free(&b);
  return t->slots[slot] - 1;
}

static side side_of(party_table *t, const casus_actor *actors, uint32_t n) {
  side s = {0};
  if (n > SIDE_MAX) n = SIDE_MAX;
  s.parties = WORK_ARRAY(t->w, int32_t, n);
  for (uint32_t i = 0; !t->w->failed && i < n; i++) {
    int32_t party = party_index(t, &actors[i]);
    if (party < 0) continue;
    note_name(t, &t->w->parties[party], (uint32_t)party, &actors[i]);
    if (!party_is_in(s.parties, s.n, party)) s.parties[s.n++] = party;
  }
  return s;
}

/* Unnamed rebels of a country are its one named armed group, where there is one only. */
static bool may_stand_for_group(const casus_party *p) {
  static const char *const groups[] = {"REB", "UAF", "PRM", "OPP", "PTY", NULL};
  return str_is_one_of(p->sector, groups) && !memchr(p->key.ptr, ':', p->key.len);
}

static int32_t group_meant(const situation_work *w, int32_t index) {
  const casus_party *p = &w->parties[index];
  int32_t found = index;
  if (!may_stand_for_group(p)) return index;
  for (uint32_t i = 0; i < w->s.n_parties; i++) {
    str key = w->parties[i].key;
    if (key.len <= p->key.len || !str_starts(key, p->key) || key.ptr[p->key.len] != ':') continue;
    if (found != index) return index;
    found = (int32_t)i;
  }
  return found;
}

static void rename_side(side *s, const int32_t *to) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    int32_t party = to[s->parties[i]];
    if (!party_is_in(s->parties, n, party)) s->parties[n++] = party;
  }
  s->n = n;
}

static void rename_sides(situation_work *w, const int32_t *to) {
  for (uint32_t i = 0; i < w->s.n_reports; i++) {
    rename_side(&w->actors[i], to);
    rename_side(&w->recipients[i], to);
  }
}

static void join_groups(situation_work *w) {
  int32_t *to = WORK_ARRAY(w, int32_t, w->s.n_parties);
  if (!to) return;
  for (uint32_t i = 0; i < w->s.n_parties; i++) to[i] = group_meant(w, (int32_t)i);
  rename_sides(w, to);
}

static uint32_t count_actors(const situation_work *w) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < w->s.n_reports; i++)
    n += report_event(w->reports[i])->n_actors + report_event(w->reports[i])->n_recipients;
  return n;
}

void parties_find(situation_work *w) {
  party_table t = {.w = w, .n_slots = 64, .capacity = count_actors(w)};
  while (t.n_slots < 2 * t.capacity) t.n_slots *= 2;
  t.slots = WORK_ARRAY(w, int32_t, t.n_slots);
  t.names_capacity = WORK_ARRAY(w, uint32_t, t.capacity + 1);
  w->parties = WORK_ARRAY(w, casus_party, t.capacity + 1);
  w->actors = WORK_ARRAY(w, side, w->s.n_reports);
  w->recipients = WORK_ARRAY(w, side, w->s.n_reports);
  for (uint32_t i = 0; !w->failed && i < w->s.n_reports; i++) {
    const casus_event *e = report_event(w->reports[i]);
    w->actors[i] = side_of(&t, e->actors, e->n_actors);
    w->recipients[i] = side_of(&t, e->recipients, e->n_recipients);
  }
  if (!w->failed) join_groups(w);
}
