/* Who acts on whom: parties on a circle, in an order that keeps those who deal with one another near, and an arrow for each pair,
 * coloured by what it mostly is and wider the more there is of it. The layout is computed, never drawn by chance. */
#include "story/brief_svg.h"

#include <math.h>

enum {
  WIDTH = 720,
  HEIGHT = 500,
  CENTRE_X = 360,
  CENTRE_Y = 245,
  RADIUS_X = 190,
  RADIUS_Y = 195,
  NODES_MAX = 20,
  LABEL_MAX = 26
};

typedef struct {
  int32_t party;
  int x, y, r;
} node;

typedef struct {
  node nodes[NODES_MAX];
  uint32_t n;
  uint32_t weight[NODES_MAX][NODES_MAX]; /* acts between two, either way */
} network;

/* ---- which parties, in which order */

static bool has_dyad(const casus_situation *s, int32_t party) {
  for (uint32_t i = 0; i < s->n_dyads; i++)
    if (s->dyads[i].from == party || s->dyads[i].to == party) return true;
  return false;
}

static int32_t node_of(const network *g, int32_t party) {
  for (uint32_t i = 0; i < g->n; i++)
    if (g->nodes[i].party == party) return (int32_t)i;
  return -1;
}

static void weigh_edges(network *g, const casus_situation *s) {
  memset(g->weight, 0, sizeof g->weight);
  for (uint32_t i = 0; i < s->n_dyads; i++) {
    int32_t a = node_of(g, s->dyads[i].from), b = node_of(g, s->dyads[i].to);
    if (a < 0 || b < 0) continue;
    g->weight[a][b] += s->dyads[i].n;
    g->weight[b][a] += s->dyads[i].n;
  }
}

static bool has_edge(const network *g, uint32_t index) {
  for (uint32_t i = 0; i < g->n; i++)
    if (g->weight[index][i]) return true;
  return false;
}

/* The parties that do most, but for those that deal with none of the others. */
static void choose_nodes(network *g, const casus_situation *s) {
  for (uint32_t i = 0; i < s->n_parties && g->n < NODES_MAX; i++)
    if (has_dyad(s, (int32_t)i)) g->nodes[g->n++].party = (int32_t)i;
  weigh_edges(g, s);
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->n; i++)
    if (has_edge(g, i)) g->nodes[n++] = g->nodes[i];
  g->n = n;
  weigh_edges(g, s);
}

/* How far apart those who deal with one another stand, around the circle. */
static uint64_t length_of(const network *g, const uint32_t *order) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < g->n; i++)
    for (uint32_t k = i + 1; k < g->n; k++) {
      uint32_t apart = k - i < g->n - (k - i) ? k - i : g->n - (k - i);
      sum += (uint64_t)g->weight[order[i]][order[k]] * apart * apart;
    }
  return sum;
}

/* Exchanges two places as long as that shortens the whole. */
static void improve_order(const network *g, uint32_t *order) {
  bool better = true;
  for (int round = 0; better && round < 20; round++) {
    better = false;
    for (uint32_t i = 0; i < g->n; i++)
      for (uint32_t k = i + 1; k < g->n; k++) {
        uint64_t before = length_of(g, order);
        uint32_t kept = order[i];
        order[i] = order[k], order[k] = kept;
        if (length_of(g, order) < before) better = true;
        else order[k] = order[i], order[i] = kept;
      }
  }
}

static void place_nodes(network *g, const casus_situation *s) {
  uint32_t order[NODES_MAX];
  for (uint32_t i = 0; i < g->n; i++) order[i] = i;
  improve_order(g, order);
  const casus_party *most = &s->parties[g->nodes[0].party];
  double most_acts = most->n_actor + most->n_recipient;
  for (uint32_t i = 0; i < g->n; i++) {
    node *n = &g->nodes[order[i]];
    const casus_party *p = &s->parties[n->party];
    double angle = 2 * 3.14159265358979 * i / g->n;
    n->x = CENTRE_X + (int)lround(RADIUS_X * sin(angle));
    n->y = CENTRE_Y - (int)lround(RADIUS_Y * cos(angle));
    n->r = 6 + (int)lround(12 * sqrt((p->n_actor + p->n_recipient) / most_acts));
  }
}

/* ---- drawing */

static int main_quad(const casus_dyad *y) {
  int best = 1;
  for (int q = 2; q <= 4; q++)
    if (y->by_quad[q] >= y->by_quad[best]) best = q;
  return best;
}

/* From rim to rim, bent to its left so that there and back stay apart. */
static bool put_edge(buffer *out, brief_document *d, const network *g, const casus_dyad *y) {
  const node *a = &g->nodes[node_of(g, y->from)], *b = &g->nodes[node_of(g, y->to)];
  double dx = b->x - a->x, dy = b->y - a->y, far = sqrt(dx * dx + dy * dy);
  if (far < 1) return true;
  double cx = (a->x + b->x) / 2.0 + dy * 0.14, cy = (a->y + b->y) / 2.0 - dx * 0.14;
  double to_c = hypot(cx - b->x, cy - b->y), from_c = hypot(cx - a->x, cy - a->y);
  int x1 = (int)lround(a->x + (cx - a->x) * a->r / from_c), y1 = (int)lround(a->y + (cy - a->y) * a->r / from_c);
  int x2 = (int)lround(b->x + (cx - b->x) * (b->r + 8) / to_c), y2 = (int)lround(b->y + (cy - b->y) * (b->r + 8) / to_c);
  int q = main_quad(y), width = y->n > 6 ? 5 : y->n > 3 ? 4 : y->n > 1 ? 3 : 2;
  bool ok = buffer_format(out, "<path class=\"edge q%d w%d\" marker-end=\"url(#arrow%d)\" d=\"M%d %dQ%d %d %d %d\"><title>", q,
                          width, q, x1, y1, (int)lround(cx), (int)lround(cy), x2, y2);
  str from = brief_clean(d, d->s->parties[y->from].name), to = brief_clean(d, d->s->parties[y->to].name);
  ok = ok && brief_escape(out, brief_format(d, "%.*s to %.*s: %u acts", STR_ARG(from), STR_ARG(to), y->n));
  return ok && buffer_add(out, STR("</title></path>\n"));
}

static str cut_label(brief_document *d, str name) {
  unsigned n = 0;
  for (size_t i = 0; i < name.len; i++) {
    if (((unsigned char)name.ptr[i] & 0xC0) == 0x80) continue;
    if (++n > LABEL_MAX) return brief_format(d, "%.*s…", (int)i, name.ptr);
  }
  return name;
}

/* Labels stand outside of the circle. */
static bool put_node(buffer *out, brief_document *d, const node *n) {
  str name = brief_clean(d, d->s->parties[n->party].name);
  name = cut_label(d, str_starts(name, STR("the ")) ? str_slice(name, 4, name.len) : name);
  bool middle = n->x > CENTRE_X - 40 && n->x < CENTRE_X + 40, above = n->y < CENTRE_Y;
  const char *anchor = middle            ? " class=\"label\" text-anchor=\"middle\""
                       : n->x < CENTRE_X ? " class=\"label\" text-anchor=\"end\""
                                         : " class=\"label\"";
  int x = middle ? n->x : n->x < CENTRE_X ? n->x - n->r - 6 : n->x + n->r + 6;
  int y = !middle ? n->y + 4 : above ? n->y - n->r - 6 : n->y + n->r + 16;
  return buffer_format(out, "<circle class=\"node\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n", n->x, n->y, n->r) &&
         brief_svg_text(out, x, y, anchor, name);
}

static bool put_arrows(buffer *out) {
  bool ok = buffer_add(out, STR("<defs>"));
  for (int q = 1; q <= 4; q++)
    ok = ok &&
         buffer_format(out,
                       "<marker id=\"arrow%d\" viewBox=\"0 0 10 10\" refX=\"2\" refY=\"5\" markerUnits=\"userSpaceOnUse\" "
                       "markerWidth=\"11\" markerHeight=\"11\" orient=\"auto\"><path class=\"head q%d\" d=\"M0 0L10 5L0 10z\"/>"
                       "</marker>",
                       q, q);
  return ok && buffer_add(out, STR("</defs>\n"));
}

static bool put_key(buffer *out) {
  static const char *const words[] = {"friendly words", "friendly deeds", "hostile words", "hostile deeds"};
  bool ok = true;
  for (int q = 1; q <= 4; q++) {
    int x = 30 + (q - 1) * 170, y = HEIGHT - 12;
    ok = ok && buffer_format(out, "<line class=\"edge q%d w3\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", q, x, x + 34, y - 4,
                             y - 4);
    ok = ok && brief_svg_text(out, x + 42, y, " class=\"small\"", str_of(words[q - 1]));
  }
  return ok;
}

bool brief_network_svg(buffer *out, brief_document *d) {
  network g = {0};
  choose_nodes(&g, d->s);
  if (!g.n) return true;
  place_nodes(&g, d->s);
  bool ok = brief_svg_begin(
      out, "network", WIDTH, HEIGHT, STR("Who acts on whom"),
      STR("Parties on a circle, larger the more they do or undergo, joined by arrows in the colour of what most of the "
          "acts are. The table below has the same acts in numbers."));
  ok = ok && put_arrows(out);
  for (uint32_t i = 0; i < d->s->n_dyads && ok; i++)
    if (node_of(&g, d->s->dyads[i].from) >= 0 && node_of(&g, d->s->dyads[i].to) >= 0) ok = put_edge(out, d, &g, &d->s->dyads[i]);
  for (uint32_t i = 0; i < g.n && ok; i++) ok = put_node(out, d, &g.nodes[i]);
  return ok && put_key(out) && buffer_add(out, STR("</svg>\n"));
}
