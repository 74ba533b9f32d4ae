/* Contexts from the row, the sides and the words around an event. A word in the event's own clause makes its context, or half of
 * it where it is weak; a word in the rest of the sentence is half, and one in the same paragraph the other half. So far words
 * alone say nothing of an event. */
#include "coding/topics.h"
#include "coding/figures.h"

enum { TOPICS_MAX = 64, ENOUGH = 2, SENTENCES_AROUND = 3, CLIMB_MAX = 16 };

typedef struct {
  const work *w;
  const draft *e;
  const tree *d;
  uint8_t score[TOPICS_MAX];
  uint64_t last_word[TOPICS_MAX]; /* the same word twice says no more than once */
} search;

static void score_bits(search *s, uint64_t bits, uint8_t points, uint64_t hash) {
  for (unsigned c = 0; bits && c < TOPICS_MAX; c++, bits >>= 1) {
    if (!(bits & 1) || (hash && s->last_word[c] == hash)) continue;
    s->last_word[c] = hash;
    if (s->score[c] < ENOUGH) s->score[c] = (uint8_t)(s->score[c] + points);
  }
}

/* ---- words -------------------------------------------------------------------------------------------------------------- */

static char kind_of(uint8_t tag) {
  return tag == UPOS_VERB ? 'v' : tag == UPOS_ADJ ? 'a' : tag == UPOS_NOUN || tag == UPOS_PROPN ? 'n' : 0;
}

static bool is_any(context_words c) { return c.strong || c.weak; }

/* The lemma in lower case; of a plural whose lemma kept its s ("rights") without it. */
static str lowered_lemma(const tree *d, uint32_t tok, char *out, size_t size) {
  str lemma = tree_lemma(d, tok);
  uint8_t x = tree_word(d, tok)->xpos;
  if (lemma.len > size) return STR("");
  for (size_t i = 0; i < lemma.len; i++) out[i] = to_ascii_lower(lemma.ptr[i]);
  bool plural = (x == XPOS_NNS || x == XPOS_NNPS) && lemma.len > 3 && out[lemma.len - 1] == 's' && out[lemma.len - 2] != 's';
  return (str){out, plural ? lemma.len - 1 : lemma.len};
}

/* "nuclear weapon": both words together, with the last one's kind. */
static context_words of_two(const work *w, uint32_t tok, uint64_t *hash) {
  const tree *d = &w->fs.s.d;
  char small[48], both[96];
  size_t n;
  char kind = kind_of(tree_word(d, tok)->upos);
  str lemma = lowered_lemma(d, tok, small, sizeof small);
  if (str_empty(lemma) || !kind || !scene_two_words(d, tok, lemma, both, sizeof both, &n)) return (context_words){0, 0};
  *hash = hash_bytes(both, n, 0);
  return lexicon_contexts(w->c->l, (str){both, n}, kind);
}

/* A word that is part of a pair speaks with the pair: "artificial intelligence" is no intelligence. */
static context_words words_at(const work *w, uint32_t tok, uint32_t end, uint64_t *hash) {
  const tree *d = &w->fs.s.d;
  char small[48];
  char kind = kind_of(tree_word(d, tok)->upos);
  if (!kind) return (context_words){0, 0};
  context_words found = of_two(w, tok, hash);
  if (is_any(found)) return found;
  uint64_t other;
  if (tok + 1 < end && is_any(of_two(w, tok + 1, &other))) return (context_words){0, 0};
  str lemma = lowered_lemma(d, tok, small, sizeof small);
  *hash = hash_str(lemma);
  return lexicon_contexts(w->c->l, lemma, kind);
}

bool topics_open(work *w) {
  const text *t = w->fs.s.d.t;
  if (w->words) return true;
  word_facts *facts = ARENA_ARRAY(w->a, word_facts, (size_t)t->n_tokens + 1);
  if (!facts) return false;
  for (uint32_t n = 0; n < t->n_sentences; n++) {
    uint32_t end = t->sentences[n].first_token + t->sentences[n].n_tokens;
    for (uint32_t i = t->sentences[n].first_token; i < end; i++) {
      facts[i].contexts = words_at(w, i, end, &facts[i].hash);
      facts[i].harm = (int8_t)harm_of_word(w, i);
    }
  }
  w->words = facts;
  return true;
}

/* A clause of its own: what stands in it belongs to its own verb. */
static bool leaves_clause(const tree *d, uint32_t tok) {
  relation r = tree_rel(d, tok);
  if (r == REL_ADVCL) return tree_is_finite(d, tok);
  if (r == REL_CONJ) return tree_is_verb(d, tok);
  return r == REL_ACL_RELCL || r == REL_PARATAXIS;
}

static bool in_own_clause(const search *s, uint32_t tok) {
  uint32_t anchor = frame_anchor(s->e->f);
  for (int n = 0; n < CLIMB_MAX && tok != NO_TOKEN; n++) {
    if (tok == anchor || tok == s->e->f->trigger) return true;
    if (leaves_clause(s->d, tok)) return false;
    tok = tree_head(s->d, tok);
  }
  return false;
}

static void score_sentence(search *s, const sentence *sent) {
  uint32_t end = sent->first_token + sent->n_tokens;
  for (uint32_t i = sent->first_token; i < end; i++) {
    const word_facts *f = &s->w->words[i];
    if (!is_any(f->contexts)) continue;
    bool own = in_own_clause(s, i);
    score_bits(s, f->contexts.strong, own ? ENOUGH : ENOUGH - 1, f->hash);
    if (own) score_bits(s, f->contexts.weak & ~f->contexts.strong, ENOUGH - 1, f->hash);
  }
}

/* The other half for what the sentence itself speaks of. */
static void score_paragraph(search *s, uint32_t number) {
  const text *t = s->d->t;
  uint64_t open = 0;
  for (unsigned c = 0; c < TOPICS_MAX; c++)
    if (s->score[c] == ENOUGH - 1) open |= (uint64_t)1 << c;
  uint32_t from = number > SENTENCES_AROUND ? number - SENTENCES_AROUND : 0;
  for (uint32_t n = from; open && n < t->n_sentences && n <= number + SENTENCES_AROUND; n++) {
    const sentence *sent = &t->sentences[n];
    uint32_t end = sent->first_token + sent->n_tokens;
    if (n == number || sent->paragraph != t->sentences[number].paragraph) continue;
    for (uint32_t i = sent->first_token; i < end; i++)
      score_bits(s, s->w->words[i].contexts.strong & open, 1, s->w->words[i].hash);
  }
}

/* ---- sides -------------------------------------------------------------------------------------------------------------- */

static void score_office(search *s, str office) {
  char small[32];
  str rest = office, part;
  while (str_cut(&rest, ' ', &part)) {
    size_t n = 0;
    if (part.len > sizeof small) continue;
    for (; n < part.len; n++) small[n] = to_ascii_lower(part.ptr[n]);
    context_words c = lexicon_contexts(s->w->c->l, (str){small, n}, 'o');
    score_bits(s, c.strong, ENOUGH, 0);
    score_bits(s, c.weak, 1, 0);
  }
}

static void score_side(search *s, const casus_actor *actors, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    score_bits(s, lexicon_contexts(s->w->c->l, actors[i].sector, 'p').strong, ENOUGH, 0);
    score_office(s, actors[i].office);
  }
}

static bool sector_in(str sector, const char *const *sectors) {
  for (; *sectors; sectors++)
    if (str_is(sector, *sectors)) return true;
  return false;
}

static bool all_in(const casus_actor *actors, uint32_t n, const char *const *sectors) {
  for (uint32_t i = 0; i < n; i++)
    if (!sector_in(actors[i].sector, sectors)) return false;
  return n > 0;
}

static bool any_in(const casus_actor *actors, uint32_t n, const char *const *sectors) {
  for (uint32_t i = 0; i < n; i++)
    if (sector_in(actors[i].sector, sectors)) return true;
  return false;
}

/* Manual 4.14: force of security forces against unarmed groups of their own country, political imprisonment. */
static bool is_repression(const casus_event *v) {
  static const char *const forces[] = {"COP", "MIL", "PRM", "SPY", "GOV", NULL};
  static const char *const unarmed[] = {"CVL", "OPP", "JRN", "EDU", "LAB", "SOC", "REL", "PTY", "MED", "AGR", NULL};
  static const char *const political[] = {"OPP", "JRN", NULL};
  if (!v->n_actors || !v->n_recipients || !all_in(v->actors, v->n_actors, forces)) return false;
  if (!str_equal(v->actors[0].country, v->recipients[0].country)) return false;
  if (v->event == CASUS_COERCE) return any_in(v->recipients, v->n_recipients, political);
  return v->event == CASUS_ASSAULT && all_in(v->recipients, v->n_recipients, unarmed);
}

/* Manual 4.1: only the armed forces of states. A rebels' raid is military where it meets these. */
static bool is_without_army(const casus_event *v) {
  static const char *const armies[] = {"MIL", NULL}, *const others[] = {"REB", "UAF", "CRM", "PRM", "COP", "CVL", NULL};
  return all_in(v->actors, v->n_actors, others) && !any_in(v->recipients, v->n_recipients, armies);
}

static bool is_international(const casus_actor *a) { return a->code.len >= 3 && memcmp(a->code.ptr, "IGO", 3) == 0; }

/* What states, bodies of states and armed groups do with one another; who is not named may be one of them. */
static bool is_among_powers(const casus_event *v) {
  static const char *const states[] = {"", "GOV", "MIL", "SPY", "ELI", NULL}, *const armed[] = {"REB", "UAF", "PRM", NULL};
  const casus_actor *sides[2] = {v->actors, v->recipients};
  uint32_t lengths[2] = {v->n_actors, v->n_recipients}, powers = 0, countries = 0;
  str first = {"", 0};
  for (int k = 0; k < 2; k++) {
    for (uint32_t i = 0; i < lengths[k]; i++) {
      const casus_actor *a = &sides[k][i];
      bool other = is_international(a) || sector_in(a->sector, armed);
      powers += other || (a->country.len && sector_in(a->sector, states));
      countries += other || !str_equal(a->country, first);
      if (!other) first = a->country;
    }
  }
  return powers > 0 && (countries > 1 || lengths[0] + lengths[1] < 2);
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------- */

static uint64_t bit(const char *name) {
  int context = ontology_context(str_of(name));
  return context < 0 ? 0 : (uint64_t)1 << context;
}

static uint64_t of_rows(const draft *e, const casus_event *v) {
  uint64_t contexts = e->f->r->contexts | (e->act ? e->act->r->contexts : 0);
  if (is_without_army(v)) contexts &= ~bit("military");
  return is_among_powers(v) ? contexts : contexts & ~bit("diplomatic");
}

/* Manual, table 3.10: these modes of COERCE add the contexts of their names. */
static uint64_t of_modes(const casus_event *v) {
  uint64_t contexts = 0;
  for (uint8_t i = 0; v->event == CASUS_COERCE && i < v->n_modes; i++)
    if (str_is(str_of(casus_mode_name(v->modes[i])), "cyber") || str_is(str_of(casus_mode_name(v->modes[i])), "misinformation"))
      contexts |= bit(casus_mode_name(v->modes[i]));
  return contexts;
}

uint64_t topics_find(const work *w, const draft *e, const casus_event *v) {
  search s = {.w = w, .e = e, .d = &w->fs.s.d};
  uint32_t number = tree_sentence(s.d, e->f->trigger);
  uint64_t found = of_rows(e, v) | of_modes(v);
  score_side(&s, v->actors, v->n_actors);
  score_side(&s, v->recipients, v->n_recipients);
  score_sentence(&s, &s.d->t->sentences[number]);
  score_paragraph(&s, number);
  for (unsigned c = 0; c < TOPICS_MAX; c++)
    if (s.score[c] >= ENOUGH) found |= (uint64_t)1 << c;
  if (is_repression(v)) found |= bit("repression");
  uint64_t special = bit("corruption") | bit("illegal_drugs") | bit("trafficking"); /* manual 4.34: instead of crime */
  return found & special ? found & ~bit("crime") : found;
}
