/* Finds the answer that deters a player from each move, and says it: "US would not leave 5 for 7, because USSR could answer
 * 7->3, which is worse for US than 5". */
#include "strategy/reasons.h"

/* ---- finding */

static bool find_answer(const judged_game *j, const sanction_kind *kind, deterrent *d, move_reason *out) {
  search found;
  movers others =
      movers_of(kind->credible ? j->tempting : j->moves, j->g->n_players, j->g->n_states, everyone_but(j->g, d->player));
  if (!others.n) return true;
  if (!search_open(&found, &others, j->memory)) return false;
  uint32_t node = search_from(&found, out->to, deters_answered, d);
  out->deterred = node != NO_STATE;
  return !out->deterred || search_way(&found, node, j->memory, &out->steps, &out->n_steps);
}

static bool find_joint(const judged_game *j, const deterrent *d, move_reason *out) {
  const arcs *others = j->tempting[1 - d->player];
  for (uint32_t i = others->begin[d->state]; i < others->begin[d->state + 1]; i++) {
    uint32_t at = 0, joint;
    while ((joint = joint_state(j->g, d->player, d->state, out->to, others->to[i], &at)) != NO_STATE) {
      if (!deters(d, joint)) continue;
      out->deterred = true;
      out->n_steps = 2;
      out->steps = ARENA_ARRAY(j->memory, sequence_step, 2);
      if (!out->steps) return false;
      out->steps[0] = (sequence_step){1 - d->player, others->to[i]};
      out->steps[1] = (sequence_step){1 - d->player, joint};
      return true;
    }
  }
  return true;
}

bool reason_find(const judged_game *j, casus_concept concept_, casus_unknown extension, uint32_t player, uint32_t state,
                 reason *out) {
  const arcs *leaving = is_bold(extension) ? j->tempting[player] : j->better[player];
  const sanction_kind *kind = sanction_of(concept_);
  deterrent d = {j->g, player, state, extension, false, kind && kind->answered};
  uint32_t n = leaving->begin[state + 1] - leaving->begin[state];
  *out = (reason){concept_, player, state, n, extension, true, ARENA_ARRAY(j->memory, move_reason, n)};
  if (!out->moves) return false;
  for (uint32_t i = 0; i < n; i++) {
    out->moves[i].to = leaving->to[leaving->begin[state] + i];
    if (kind && !find_answer(j, kind, &d, &out->moves[i])) return false;
    if (concept_ == CASUS_SIM && !find_joint(j, &d, &out->moves[i])) return false;
    out->stable = out->stable && out->moves[i].deterred;
  }
  return true;
}

/* ---- saying */

typedef struct {
  const casus_conflict *c;
  const game *g;
  const reason *r;
  buffer *out;
} saying;

static str player_name(const saying *s, uint32_t player) { return s->c->names[player]; }
static bool say(const saying *s, const char *words) { return buffer_add(s->out, str_of(words)); }
static bool say_player(const saying *s, uint32_t player) { return buffer_add(s->out, player_name(s, player)); }
static bool say_state(const saying *s, uint32_t state) { return buffer_add(s->out, s->c->states[state]); }

/* "A, B and C" of the players in `bits`. */
static bool say_players(const saying *s, uint32_t bits) {
  for (uint32_t i = 0; i < s->g->n_players; i++) {
    if (!(bits >> i & 1)) continue;
    bits &= ~(1u << i);
    if (!say_player(s, i)) return false;
    if (bits && !say(s, bits & (bits - 1) ? ", " : " and ")) return false;
  }
  return true;
}

/* What `state` is to the player beside the one he left. */
static bool say_compared(const saying *s, uint32_t state) {
  const decision_maker *p = &s->g->players[s->r->player];
  uint32_t from = s->r->state;
  bool unknown = arcs_have(p->unknown, from, state);
  bool great = p->great && p->rank[state] < p->great[p->rank[from]];
  if (!say(s, unknown                           ? "which may be no better for "
              : great                           ? "which is greatly worse for "
              : p->rank[state] < p->rank[from]  ? "which is worse for "
              : p->rank[state] == p->rank[from] ? "which is no better for "
                                                : "which is better for "))
    return false;
  return say_player(s, s->r->player) && say(s, " than ") && say_state(s, from);
}

static bool say_gain(const saying *s, uint32_t to) {
  bool unknown = arcs_have(s->g->players[s->r->player].unknown, s->r->state, to);
  return say(s, unknown ? ", which may be better for " : ", which is better for ") && say_player(s, s->r->player);
}

static uint32_t others_of(const saying *s) { return everyone_but(s->g, s->r->player); }

static bool say_undeterred(const saying *s, const move_reason *m) {
  const sanction_kind *kind = sanction_of(s->r->concept_);
  if (!say_gain(s, m->to)) return false;
  if (s->r->concept_ == CASUS_NASH || !others_of(s)) return say(s, ".");
  if (s->r->concept_ == CASUS_SIM)
    return say(s, ": no move that ") && say_players(s, others_of(s)) && say(s, " would make at the same time spoils it.");
  return say(s, kind->credible ? ": nothing that would be to the liking of " : ": nothing that could be done by ") &&
         say_players(s, others_of(s)) && say(s, kind->answered ? " spoils it for good." : " spoils it.");
}

/* "7->3->9" */
static bool say_path(const saying *s, const move_reason *m) {
  if (!say_state(s, m->to)) return false;
  for (uint32_t i = 0; i < m->n_steps; i++)
    if (!say(s, "->") || !say_state(s, m->steps[i].state)) return false;
  return true;
}

static bool say_joint(const saying *s, const move_reason *m) {
  return say(s, ", because ") && say_player(s, m->steps[0].player) && say(s, " would at the same time move ") &&
         say_state(s, s->r->state) && say(s, "->") && say_state(s, m->steps[0].state) && say(s, ", and both together end in ") &&
         say_state(s, m->steps[1].state) && say(s, ", ") && say_compared(s, m->steps[1].state) && say(s, ".");
}

static bool say_deterred(const saying *s, const move_reason *m) {
  const sanction_kind *kind = sanction_of(s->r->concept_);
  uint32_t answering = 0;
  if (s->r->concept_ == CASUS_SIM) return say_joint(s, m);
  for (uint32_t i = 0; i < m->n_steps; i++) answering |= 1u << m->steps[i].player;
  uint32_t end = m->steps[m->n_steps - 1].state;
  if (!say(s, ", because ") || !say_players(s, answering) ||
      !say(s, kind->credible ? " would gladly answer " : " could answer ") || !say_path(s, m) || !say(s, ", ") ||
      !say_compared(s, end))
    return false;
  if (!kind->answered) return say(s, ".");
  return say(s, ", and ") && say_player(s, s->r->player) && say(s, " can get from there to nothing better.");
}

bool reason_write_move(const casus_conflict *c, const game *g, const reason *r, const move_reason *m, buffer *out) {
  saying s = {c, g, r, out};
  return say_player(&s, r->player) && say(&s, m->deterred ? " would not leave " : " would leave ") && say_state(&s, r->state) &&
         say(&s, " for ") && say_state(&s, m->to) && (m->deterred ? say_deterred(&s, m) : say_undeterred(&s, m));
}

bool reason_write(const casus_conflict *c, const game *g, const reason *r, buffer *out) {
  saying s = {c, g, r, out};
  if (!r->n_moves)
    return say_player(&s, r->player) && say(&s, " can move from ") && say_state(&s, r->state) && say(&s, " to nothing better.");
  for (uint32_t i = 0; i < r->n_moves; i++)
    if ((i && !say(&s, " ")) || !reason_write_move(c, g, r, &r->moves[i], out)) return false;
  return true;
}
