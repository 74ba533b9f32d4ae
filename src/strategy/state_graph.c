/* The states and moves of a model as a graph in Graphviz's language. */
#include <stdio.h>

#include "strategy/answer.h"

enum { GRAPH_BYTES_MAX = 256 << 20 };

typedef struct {
  const casus_conflict *c;
  const casus_solution *solution;
  buffer out;
} graph;

static const char *const colors[] = {"#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#e377c2", "#17becf"};

/* Text inside double quotes. */
static bool put_quoted(buffer *out, str text) {
  for (size_t i = 0; i < text.len; i++) {
    if ((text.ptr[i] == '"' || text.ptr[i] == '\\') && !buffer_add_byte(out, '\\')) return false;
    if (!buffer_add_byte(out, text.ptr[i])) return false;
  }
  return true;
}

static bool put_label(graph *g, uint32_t s) {
  buffer words;
  buffer_init(&words, 1 << 20);
  bool done = put_quoted(&g->out, g->c->states[s]);
  if (done && (g->c->n_options || g->c->texts[s].len))
    done = state_words(g->c, s, &words) && buffer_add(&g->out, STR("\\n")) && put_quoted(&g->out, buffer_str(&words));
  buffer_free(&words);
  return done;
}

/* The concepts under which it is an equilibrium, in one line of the label. */
static bool put_concepts(graph *g, uint32_t s, bool *any) {
  *any = false;
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++) {
    if (!casus_solution_equilibrium(g->solution, (casus_concept)k, CASUS_UNKNOWN_A, CASUS_GENERAL, s)) continue;
    if (!buffer_format(&g->out, "%s%s", *any ? " " : "\\n", casus_concept_name((casus_concept)k))) return false;
    *any = true;
  }
  return true;
}

static bool put_state(graph *g, uint32_t s) {
  bool any;
  return buffer_format(&g->out, "  s%u [label=\"", s) && put_label(g, s) && put_concepts(g, s, &any) &&
         buffer_format(&g->out, "\"%s];\n", any ? ", peripheries=2" : "");
}

static bool put_moves(graph *g, uint32_t player) {
  const decision_maker *p = &g->c->actual.players[player];
  const char *color = colors[player % (sizeof colors / sizeof *colors)];
  if (!buffer_add(&g->out, STR("  // ")) || !put_quoted(&g->out, g->c->names[player])) return false;
  if (!buffer_format(&g->out, "\n  edge [color=\"%s\"];\n", color)) return false;
  for (uint32_t s = 0; s < g->c->actual.n_states; s++)
    for (uint32_t i = p->moves.begin[s]; i < p->moves.begin[s + 1]; i++) {
      uint32_t t = p->moves.to[i];
      const char *style = arcs_have(p->unknown, s, t) ? "dashed" : p->rank[t] > p->rank[s] ? "solid" : "dotted";
      if (!buffer_format(&g->out, "  s%u -> s%u [style=%s];\n", s, t, style)) return false;
    }
  return true;
}

static bool put_legend(graph *g) {
  for (uint32_t i = 0; i < g->c->actual.n_players; i++)
    if (!buffer_format(&g->out, "  legend%u [shape=plaintext, fontcolor=\"%s\", label=\"", i,
                       colors[i % (sizeof colors / sizeof *colors)]) ||
        !put_quoted(&g->out, g->c->names[i]) || !buffer_add(&g->out, STR("\"];\n")))
      return false;
  return true;
}

static bool put_graph(graph *g) {
  if (!buffer_add(&g->out, STR("digraph conflict {\n  node [shape=box, fontname=\"sans-serif\"];\n"))) return false;
  for (uint32_t s = 0; s < g->c->actual.n_states; s++)
    if (!put_state(g, s)) return false;
  for (uint32_t i = 0; i < g->c->actual.n_players; i++)
    if (!put_moves(g, i)) return false;
  return put_legend(g) && buffer_add(&g->out, STR("}\n")) && buffer_add_byte(&g->out, 0);
}

casus_status casus_conflict_dot(const casus_conflict *conflict, const casus_solve_options *options, char **dot, size_t *len_bytes,
                                casus_error *error) {
  casus_solution *solution;
  casus_status status = casus_conflict_solve(conflict, options, &solution, error);
  if (status != CASUS_OK) return status;
  graph g = {.c = conflict, .solution = solution};
  buffer_init(&g.out, GRAPH_BYTES_MAX);
  if (put_graph(&g)) {
    *dot = g.out.ptr;
    *len_bytes = g.out.len - 1;
  } else {
    buffer_free(&g.out);
    status = error_set(error, CASUS_MEMORY, "the graph is larger than %d bytes", (int)GRAPH_BYTES_MAX);
  }
  casus_solution_free(solution);
  return status;
}
