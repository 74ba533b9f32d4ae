/* Chooses modes: first what the lexicon's row says, then the weapon, then the rows of modes.tsv in file order, then the place of
 * a meeting. */
#include "coding/mode_choice.h"

typedef struct {
  const work *w;
  const draft *e;
  const casus_event *v;
  mode_choice *out;
} choice;

static bool is_plain(const draft *e) { return e->type == (casus_type)e->f->r->event; }

static bool mode_is(uint8_t mode, str name) { return str_is(name, casus_mode_name(mode)); }

static int position(const mode_choice *m, str name) {
  for (int i = 0; i < m->n; i++)
    if (mode_is(m->modes[i], name)) return i;
  return -1;
}

static void drop(mode_choice *m, int i) {
  m->n--;
  for (; i < m->n; i++) {
    m->modes[i] = m->modes[i + 1];
    m->reasons[i] = m->reasons[i + 1];
    m->rules[i] = m->rules[i + 1];
  }
}

static void add(mode_choice *m, uint8_t mode, mode_reason reason, const row *rule) {
  for (int i = 0; i < m->n; i++)
    if (m->modes[i] == mode) return;
  if (m->n == CASUS_MODES_MAX) return;
  m->modes[m->n] = mode;
  m->reasons[m->n] = (uint8_t)reason;
  m->rules[m->n++] = rule;
}

static void add_named(choice *c, str name, mode_reason reason) {
  int mode = ontology_mode(c->e->type, name);
  if (mode >= 0) add(c->out, (uint8_t)mode, reason, NULL);
}

/* ---- weapons ------------------------------------------------------------------------------------------------------------ */

static bool is_force(casus_type t) { return t == CASUS_ASSAULT || t == CASUS_MOBILIZE || t == CASUS_PROTEST; }

static span weapon_span(const work *w, uint32_t tok) {
  const tree *d = &w->fs.s.d;
  uint32_t first = tok;
  TREE_CHILDREN(d, tok, c) {
    relation r = tree_rel(d, c);
    bool part = r == REL_COMPOUND || r == REL_AMOD || r == REL_PUNCT || r == REL_DEP;
    if (part && c < first) first = c;
  }
  while (first < tok && tree_rel(d, first) == REL_PUNCT) first++;
  return token_span(w, first, tok - first + 1);
}

void weapon_fill(const work *w, const draft *e, casus_event *v) {
  weapon found;
  const frame *f = is_plain(e) || !e->act ? e->f : e->act;
  if (!is_force(e->type) && !is_force(e->of)) return;
  if (!weapon_find(&w->fs.s, &w->c->weapons, f, &found)) return;
  v->weapon.span = weapon_span(w, found.tok);
  v->weapon.text = str_slice(w->fs.s.d.t->bytes, v->weapon.span.begin, v->weapon.span.end);
  v->weapon.kind = str_of(weapon_kind_name(found.kind));
}

/* Modes of ASSAULT that say with what; a row can only guess them ("bomb": from the air). */
static bool is_means(uint8_t mode) {
  static const char *const names[] = {"firearms",      "explosives", "aerial",        "drone",
                                      "heavy-weapons", "primitive",  "crowd-control", "unconventional"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (mode_is(mode, str_of(names[i]))) return true;
  return false;
}

/* The row knows better: "fired guns into the air", "dropped bombs". */
static bool row_knows(uint8_t mode, str kind) {
  return mode_is(mode, STR("crowd-control")) || mode_is(mode, STR("unconventional")) || mode_is(mode, STR("drone")) ||
         str_is(kind, "explosives");
}

static void by_weapon(choice *c) {
  str kind = c->v->weapon.kind;
  if (c->e->type != CASUS_ASSAULT || str_empty(kind)) return;
  for (int i = c->out->n - 1; i >= 0; i--) {
    if (!is_means(c->out->modes[i])) continue;
    if (row_knows(c->out->modes[i], kind)) return;
    drop(c->out, i);
  }
  add_named(c, kind, MODE_BY_WEAPON);
}

/* ---- rows of modes.tsv -------------------------------------------------------------------------------------------------- */

/* The row of the act that `of` names: its own frame's, or this frame's, folded. */
static const row *act_row(const draft *e) { return e->act ? e->act->r : e->f->r; }

static bool row_has_mode(const row *r, str name) {
  for (uint8_t i = 0; i < r->n_modes; i++)
    if (mode_is(r->modes[i], name)) return true;
  return false;
}

static bool shape_holds(const choice *c, const row *rule) {
  const scene *s = &c->w->fs.s;
  if (frame_holds(s, c->e->f, rule)) return true;
  return c->e->act && rule->n_slots && frame_holds(s, c->e->act, rule); /* "rejected calls for reform" */
}

static bool act_fits(const choice *c, const row *rule) {
  const row *act = act_row(c->e);
  if (c->out->n || (casus_type)rule->of != c->e->of || (act->contexts & rule->contexts) != rule->contexts) return false;
  if (rule->n_words > 1 && !row_has_mode(act, rule->words[1])) return false;
  return !rule->n_slots || shape_holds(c, rule);
}

static void replace_or_add(choice *c, const row *rule, int replaced) {
  if (replaced >= 0) drop(c->out, replaced);
  for (uint8_t i = 0; i < rule->n_modes; i++) add(c->out, rule->modes[i], MODE_BY_RULE, rule);
}

static void apply(choice *c, const row *rule) {
  int replaced = -1;
  if (rule->of) {
    if (act_fits(c, rule)) replace_or_add(c, rule, replaced);
    return;
  }
  if (!is_plain(c->e)) return;
  if (rule->n_words > 1) {
    bool none = str_is(rule->words[1], "none");
    replaced = none ? -1 : position(c->out, rule->words[1]);
    if (none ? c->out->n > 0 : replaced < 0) return;
  }
  if (shape_holds(c, rule)) replace_or_add(c, rule, replaced);
}

static void by_rules(choice *c) {
  uint32_t n;
  const row *const *rules = lexicon_rows(c->w->c->l, str_of(casus_type_name(c->e->type)), POS_ANY, &n);
  for (uint32_t i = 0; i < n; i++) apply(c, rules[i]);
}

/* ---- meetings ----------------------------------------------------------------------------------------------------------- */

static bool has_country(const casus_actor *actors, uint32_t n, str country) {
  for (uint32_t i = 0; i < n; i++)
    if (str_equal(actors[i].country, country)) return true;
  return false;
}

static uint32_t count_new_countries(const casus_actor *actors, uint32_t n, const casus_actor *before, uint32_t n_before) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < n; i++)
    count += !str_empty(actors[i].country) && !has_country(actors, i, actors[i].country) &&
             !has_country(before, n_before, actors[i].country);
  return count;
}

/* Manual, table 3.1: three countries or more meet; the actor is where the recipient is at home; both are away from home. */
static void by_place(choice *c) {
  const casus_event *v = c->v;
  if (c->e->type != CASUS_CONSULT || c->out->n) return;
  uint32_t countries = count_new_countries(v->actors, v->n_actors, NULL, 0) +
                       count_new_countries(v->recipients, v->n_recipients, v->actors, v->n_actors);
  if (countries > 2) add_named(c, STR("multilateral"), MODE_BY_PLACE);
  if (countries != 2 || str_empty(v->place.country)) return;
  bool actors_home = has_country(v->actors, v->n_actors, v->place.country);
  bool recipients_home = has_country(v->recipients, v->n_recipients, v->place.country);
  if (recipients_home && !actors_home) add_named(c, STR("visit"), MODE_BY_PLACE);
  if (!recipients_home && !actors_home) add_named(c, STR("third-party"), MODE_BY_PLACE);
}

void modes_choose(const work *w, const draft *e, const casus_event *v, mode_choice *out) {
  choice c = {w, e, v, out};
  *out = (mode_choice){.n = 0};
  for (uint8_t i = 0; is_plain(e) && i < e->f->r->n_modes; i++) add(out, e->f->r->modes[i], MODE_BY_ROW, NULL);
  by_weapon(&c);
  by_rules(&c);
  by_place(&c);
}
