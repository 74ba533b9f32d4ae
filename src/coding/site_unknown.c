/* Names of places that no table has: villages, quarters, hills, known by the words around them. */
#include "coding/site.h"

/* ---- names */

/* What stands between the parts of a name: "Tal al-Ahmar". */
static bool is_joint(str s) {
  static const char *const words[] = {"-", "'", "al", "el", "\xe2\x80\x98", "\xe2\x80\x99", NULL};
  return str_is_one_of(s, words) || str_starts(s, STR("al-")) || str_starts(s, STR("el-")) || str_starts(s, STR("-"));
}

static bool is_name(const tree *d, uint32_t tok) {
  uint8_t tag = tree_word(d, tok)->upos;
  return str_is_capitalised(tree_form(d, tok)) && (tag == UPOS_PROPN || tag == UPOS_NOUN || tag == UPOS_ADJ || tag == UPOS_X);
}

/* "al" of "al-Rai" may head the name. */
static bool starts_with_article(const tree *d, uint32_t tok) {
  str form = tree_form(d, tok);
  return tok + 2 < d->an->n_words && (str_is(form, "al") || str_is(form, "el")) && str_is(tree_form(d, tok + 1), "-") &&
         str_is_capitalised(tree_form(d, tok + 2));
}

/* "U.S.", "LGA" */
static bool is_abbreviation(str s) {
  enum { ABBREVIATION_MAX = 5 };
  for (size_t i = 0; i < s.len; i++)
    if (is_ascii_lower((unsigned char)s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80) return false;
  return s.len <= ABBREVIATION_MAX;
}

/* The run of capitalised words around the token, with the joints between them. */
static void name_run(const tree *d, uint32_t tok, site *out) {
  const sentence *s = &d->t->sentences[tree_sentence(d, tok)];
  uint32_t low = tok, high = tok + 1, end = s->first_token + s->n_tokens;
  while (low > s->first_token && (is_joint(tree_form(d, low - 1)) || is_name(d, low - 1))) low--;
  while (low < tok && is_joint(tree_form(d, low)) && !is_name(d, low + 1)) low++;
  while (high < end && (is_name(d, high) || (is_joint(tree_form(d, high)) && high + 1 < end && is_name(d, high + 1)))) high++;
  *out = (site){SITE_UNKNOWN, 0, low, high - low};
}

/* ---- what the words around it say */

static bool is_behind(const tree *d, uint32_t tok, const char *const *words) {
  uint32_t c = tree_case(d, tok);
  relation r = tree_rel(d, tok);
  return c != NO_TOKEN && (r == REL_OBL || r == REL_NMOD) && str_is_one_of(tree_form(d, c), words);
}

/* The recogniser takes many a village for a person or a body. */
static bool is_doubtful(const scene *s, uint32_t tok) {
  return site_is_entity(s, tok, ENTITY_PERSON) || site_is_entity(s, tok, ENTITY_ORGANISATION);
}

static bool is_part_of_name(relation r) {
  return r == REL_COMPOUND || r == REL_NMOD_UNMARKED || r == REL_NMOD_DESC || r == REL_FLAT;
}

/* "a village called X" */
static bool is_called(const scene *s, uint32_t tok) {
  uint32_t verb = tree_head(&s->d, tok), noun = verb == NO_TOKEN ? NO_TOKEN : tree_head(&s->d, verb);
  return noun != NO_TOKEN && tree_rel(&s->d, verb) == REL_ACL && site_word_is(s, verb, WHERE_NAMING) &&
         site_is_kind_of_place(s, noun);
}

/* "the village of X", "X district", "villages like X". */
static bool is_introduced(const scene *s, uint32_t tok) {
  static const char *const links[] = {"of", "like", "including", "namely", NULL};
  const tree *d = &s->d;
  uint32_t head = tree_head(d, tok);
  relation r = tree_rel(d, tok);
  if (head == NO_TOKEN || tok == d->t->sentences[tree_sentence(d, tok)].first_token) return false;
  if (!site_is_place_noun(s, head)) return is_called(s, tok);
  if (site_word_is(s, head, WHERE_OWNED) && site_is_entity(s, tok, ENTITY_ORGANISATION)) return false; /* "the Fatah office" */
  if (r == REL_APPOS) return !is_doubtful(s, tok);
  if (is_part_of_name(r)) return !is_name(d, head); /* not "[West] Bank" */
  return is_behind(d, tok, links) && !site_word_is(s, head, WHERE_STRUCTURE);
}

/* "Jabal Thardeh", "Mount X", "Route 9". */
static bool starts_as_place(const scene *s, uint32_t tok) {
  const tree *d = &s->d;
  if (!is_name(d, tok) || tok + 1 >= d->an->n_words || !site_word_is(s, tok, WHERE_NAMED_START)) return false;
  if (tok > 0 && is_name(d, tok - 1) && tree_head(d, tok - 1) == tree_head(d, tok)) return false;
  return is_name(d, tok + 1) || is_joint(tree_form(d, tok + 1)) || tree_word(d, tok + 1)->upos == UPOS_NUM;
}

/* "Biju Hill" from its last word. */
static bool ends_as_place(const scene *s, uint32_t tok) {
  const tree *d = &s->d;
  return tok > 0 && str_is_capitalised(tree_form(d, tok)) && is_name(d, tok - 1) && tree_head(d, tok - 1) == tok &&
         site_word_is(s, tok, WHERE_NAMED_END);
}

/* "marched to X", "fled from X" */
static bool is_goal(const scene *s, uint32_t tok) {
  static const char *const ends[] = {"to", "from", NULL};
  uint32_t head = tree_head(&s->d, tok);
  return head != NO_TOKEN && is_behind(&s->d, tok, ends) && site_word_is(s, head, WHERE_MOTION);
}

/* "near X", "above X", "between X and Y"; not "in the X": villages take no article. */
static bool is_located(const scene *s, uint32_t tok) {
  static const char *const all[] = {"in",        "near",      "inside",    "outside",   "around",     "at",      "above",
                                    "below",     "beyond",    "off",       "across",    "behind",     "toward",  "towards",
                                    "north",     "south",     "east",      "west",      "into",       "between", "opposite",
                                    "northeast", "northwest", "southeast", "southwest", "throughout", NULL};
  static const char *const sure[] = {"in", "near", "inside", "outside", "around", "towards", "toward", "into", NULL};
  bool doubtful = is_doubtful(s, tok);
  if (tree_child(&s->d, tok, REL_DET) != NO_TOKEN) return false;
  return is_behind(&s->d, tok, doubtful ? sure : all) || (!doubtful && is_goal(s, tok));
}

/* "stormed X", "the assault on X", "control of X". */
static bool is_target(const scene *s, uint32_t tok) {
  static const char *const links[] = {"on", "at", "against", "over", "of", NULL}, *const at[] = {"at", NULL};
  uint32_t head = tree_head(&s->d, tok);
  relation r = tree_rel(&s->d, tok);
  if (head == NO_TOKEN) return false;
  bool doubtful = is_doubtful(s, tok);
  if (r == REL_OBJ || r == REL_NSUBJ_PASS) return site_word_is(s, head, doubtful ? WHERE_OBJECT_ONLY : WHERE_OBJECT);
  if (!is_behind(&s->d, tok, links) || !site_word_is(s, head, WHERE_ATTACK)) return false;
  return !doubtful || is_behind(&s->d, tok, at) || site_word_is(s, head, WHERE_TAKING);
}

/* ---- the decision */

/* The recogniser's word, at the top of the name. */
static bool from_entity(const scene *s, uint32_t tok, site *out) {
  uint32_t e = s->d.an->words[tok].entity, head = tree_head(&s->d, tok);
  if (!e || !entity_is_place(s->d.an->entities[e - 1].kind)) return false;
  if (head != NO_TOKEN && s->d.an->words[head].entity == e) return false;
  const entity *x = &s->d.an->entities[e - 1];
  for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++)
    if (site_is_known_party(s, i)) return false;
  *out = (site){SITE_UNKNOWN, 0, x->first_token, x->n_tokens};
  return true;
}

/* No place, whatever stands before it. */
static bool is_other(const scene *s, uint32_t tok) {
  uint32_t at = scene_party(s, tok);
  uint8_t kind = at == UINT32_MAX ? 0 : s->r->m->parties[at].kind;
  return s->r->m->moment_at[tok] || kind == PARTY_AGENT || kind == PARTY_PRONOUN || site_is_entity(s, tok, ENTITY_DATE) ||
         site_is_entity(s, tok, ENTITY_EVENT) || site_is_entity(s, tok, ENTITY_GROUP);
}

bool site_unknown_at(const scene *s, uint32_t tok, site *out) {
  const tree *d = &s->d;
  if (is_abbreviation(tree_form(d, tok)) || (!is_name(d, tok) && !starts_with_article(d, tok))) return false;
  if (site_is_known_party(s, tok) || site_word_is(s, tok, WHERE_OCCASION)) return false;
  if (from_entity(s, tok, out)) {
    if (out->n_tokens == 1 && site_is_kind_of_place(s, tok)) name_run(d, tok, out); /* "[River] Lircay" */
    return true;
  }
  if (is_other(s, tok)) return false;
  bool proper = tree_word(d, tok)->upos == UPOS_PROPN;
  bool found = starts_as_place(s, tok) || ends_as_place(s, tok) || is_introduced(s, tok) ||
               (proper && (is_located(s, tok) || is_target(s, tok)));
  if (found) name_run(d, tok, out);
  return found;
}
