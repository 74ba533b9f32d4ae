/* Finds frames and lets the fuller reading win: "signed an agreement" is one event, of the verb; "held talks" one, of the noun.
 */
#include "coding/frames.h"

static bool add_frame(frames *fs, const frame *f, arena *a) {
  if (!arena_grow(a, (void **)&fs->frames, &fs->capacity, fs->n_frames + 1, sizeof *f)) return false;
  fs->frames[fs->n_frames++] = *f;
  fs->frame_at[f->trigger] = fs->n_frames;
  return true;
}

static bool names_token(const frame *f, uint32_t tok) {
  for (uint32_t i = 0; i < f->n_used; i++)
    if (f->used[i] == tok) return true;
  return f->filler[ROLE_X] == tok;
}

/* "opened fire": the noun is a word of the verb's own trigger. */
static bool has_in_trigger(const tree *d, const frame *f, uint32_t tok) {
  for (uint8_t i = 1; i < f->r->n_words; i++)
    if (str_equal(f->r->words[i], tree_lemma(d, tok)) || str_equal_fold(f->r->words[i], tree_form(d, tok))) return true;
  return false;
}

static void drop(frames *fs, frame *f) { fs->frame_at[f->trigger] = 0; }

/* An event verb that names the noun in its row has the say, else the noun. A verb that is no event says nothing about its noun:
 * "strike a deal" is no strike, but a deal. */
static void settle_carried(frames *fs, frame *noun) {
  frame *verb = frames_at(fs, noun->carrier);
  uint32_t top = tree_first_conjunct(&fs->s.d, noun->trigger);
  if (!verb || verb->r->effect != EFFECT_NONE) return;
  if (noun->light->preposition.len && verb->r->is_event) { /* "met in a show of unity": the verb needs no carrying */
    drop(fs, noun);
    return;
  }
  bool named = names_token(verb, noun->trigger) || names_token(verb, top) || has_in_trigger(&fs->s.d, verb, noun->trigger);
  bool speaks_of_it = verb->r->of_act && verb->filler[ROLE_X] != NO_TOKEN;
  if (!named || !verb->r->is_event) drop(fs, verb);
  else if (!speaks_of_it) drop(fs, noun);
}

/* Compound nouns: "ceasefire talks", "peace deal": the word in front reports nothing of its own. */
static bool is_inside_compound(const frames *fs, const frame *f) {
  const tree *d = &fs->s.d;
  if (f->r->pos != POS_NOUN || tree_rel(d, f->trigger) != REL_COMPOUND) return false;
  return frames_at(fs, tree_head(d, f->trigger)) != NULL;
}

/* "planned talks": the adjective says how the noun stands and is read there (standing.c). */
static bool is_modifier(const frames *fs, const frame *f) {
  return f->r->effect != EFFECT_NONE && tree_rel(&fs->s.d, f->trigger) == REL_AMOD &&
         f->filler[ROLE_X] == tree_head(&fs->s.d, f->trigger);
}

/* Is the token one of the words of another's trigger ("place under house [arrest]")? */
static bool is_word_of_other(const frames *fs, uint32_t tok) {
  const tree *d = &fs->s.d;
  uint32_t above = tree_head(d, tok);
  const frame *f = frames_at(fs, above);
  if (!f && above != NO_TOKEN) f = frames_at(fs, tree_head(d, above));
  if (!f || f->trigger == tok || f->r->n_words < 2) return false;
  for (uint8_t i = 0; i < f->r->n_words; i++)
    if (str_equal_fold(f->r->words[i], tree_lemma(d, tok)) || str_equal_fold(f->r->words[i], tree_form(d, tok))) return true;
  return false;
}

static void settle(frames *fs) {
  for (uint32_t i = 0; i < fs->n_frames; i++)
    if (fs->frames[i].carrier != NO_TOKEN && frames_at(fs, fs->frames[i].trigger)) settle_carried(fs, &fs->frames[i]);
  for (uint32_t i = 0; i < fs->n_frames; i++)
    if (is_inside_compound(fs, &fs->frames[i]) || is_modifier(fs, &fs->frames[i]) || is_word_of_other(fs, fs->frames[i].trigger))
      drop(fs, &fs->frames[i]);
}

uint32_t frames_act(const frames *fs, uint32_t tok) {
  for (int n = 0; n < 4 && tok != NO_TOKEN; n++) {
    const frame *f = frames_at(fs, tok);
    if (f && frame_is_event(f)) return (uint32_t)(f - fs->frames);
    if (f && f->r->effect && f->r->effect != EFFECT_THROUGH) return NO_FRAME; /* "aims to avert an attack" aims at none */
    if (f && f->r->effect && f->filler[ROLE_X] != NO_TOKEN) {
      tok = f->filler[ROLE_X];
      continue;
    }
    uint32_t object = tree_is_verb(&fs->s.d, tok) ? tree_deep_object(&fs->s.d, tok) : NO_TOKEN;
    const frame *carried = frames_at(fs, object);
    if (carried && carried->carrier == tok && frame_is_event(carried)) return (uint32_t)(carried - fs->frames);
    return NO_FRAME;
  }
  return NO_FRAME;
}

static bool speaks_of_acts(casus_type type) {
  return type == CASUS_ACCUSE || type == CASUS_REJECT || type == CASUS_REQUEST || type == CASUS_THREATEN;
}

uint32_t frames_act_in(const frames *fs, const frame *f) {
  if (f->filler[ROLE_X] != NO_TOKEN && (f->r->of_act || f->r->effect == EFFECT_FOLD)) return frames_act(fs, f->filler[ROLE_X]);
  if (!speaks_of_acts((casus_type)f->r->event) || f->filler[ROLE_R] == NO_TOKEN) return NO_FRAME;
  return tree_is_verb(&fs->s.d, f->filler[ROLE_R]) ? NO_FRAME : frames_act(fs, f->filler[ROLE_R]);
}

/* Nouns that a verb's row names are part of its event: "lifted sanctions", "dropped the charges". */
static void absorb_noun(frames *fs, uint32_t i, uint32_t tok) {
  const frame *named = frames_at(fs, tok);
  uint32_t n = named ? (uint32_t)(named - fs->frames) : NO_FRAME;
  if (named && n != i && named->r->pos == POS_NOUN && !fs->absorber[n]) fs->absorber[n] = i + 1;
}

/* The nouns that a row names, and what a sum is given in: "pledged $20 million in aid". */
static void absorb_named(frames *fs, uint32_t i) {
  const frame *f = &fs->frames[i];
  const tree *d = &fs->s.d;
  for (uint32_t k = 0; f->r->effect == EFFECT_NONE && k < f->n_used; k++) {
    absorb_noun(fs, i, f->used[k]);
    uint8_t u = tree_word(d, f->used[k])->upos;
    if (u != UPOS_SYM && u != UPOS_NUM && tree_child(d, f->used[k], REL_NUMMOD) == NO_TOKEN) continue;
    uint32_t sum_in = tree_prepositional(d, f->used[k], STR("in"), NO_TOKEN);
    if (sum_in != NO_TOKEN) absorb_noun(fs, i, sum_in);
  }
}

/* The act that a row is about ("stopped the raids", "stopped raiding"), whether or not it gives `of`. */
static void absorb_act(frames *fs, uint32_t i, uint32_t act) {
  if (act != NO_FRAME && act != i && !fs->absorber[act]) fs->absorber[act] = i + 1;
}

/* "an attack, which the union called a disgrace": the sentence reports the attack before it says what was said of it. */
static bool is_said_of(const tree *d, const frame *f, uint32_t act) {
  uint32_t top = tree_first_conjunct(d, frame_anchor(f));
  return tree_rel(d, top) == REL_ACL_RELCL && tree_head(d, top) == act;
}

static void absorb(frames *fs) {
  for (uint32_t i = 0; i < fs->n_frames; i++) {
    const frame *f = &fs->frames[i];
    if (!frame_is_event(f) || frames_at(fs, f->trigger) != f) continue;
    uint32_t act = frames_act_in(fs, f);
    if (act == NO_FRAME || !is_said_of(&fs->s.d, f, fs->frames[act].trigger)) absorb_act(fs, i, act);
    if (f->r->effect == EFFECT_NONE && f->filler[ROLE_X] != NO_TOKEN) absorb_act(fs, i, frames_act(fs, f->filler[ROLE_X]));
    absorb_named(fs, i);
  }
}

/* "agreed to stop the raids and release the captives": the second act is taken in by whatever took in the first. */
static void absorb_conjuncts(frames *fs) {
  for (uint32_t i = 0; i < fs->n_frames; i++) {
    const frame *f = &fs->frames[i];
    uint32_t anchor = frame_anchor(f), first = tree_first_conjunct(&fs->s.d, anchor);
    if (fs->absorber[i] || first == anchor || !frame_is_event(f) || frames_at(fs, f->trigger) != f) continue;
    if (tree_child(&fs->s.d, anchor, REL_NSUBJ) != NO_TOKEN) continue;
    uint32_t act = frames_act(fs, first);
    if (act != NO_FRAME && fs->absorber[act] && fs->absorber[act] - 1 != i) fs->absorber[i] = fs->absorber[act];
  }
}

const row frames_demand_row = {.words = {{"must", 4}},
                               .trigger = {"must", 4},
                               .file = {"built in", 8},
                               .cameo = "100",
                               .n_words = 1,
                               .pos = POS_VERB,
                               .event = CASUS_REQUEST,
                               .is_event = true};

/* A demand whose act no row knows: "the ministers must see reason". Acts that have a row are folded by the draft. */
static bool add_demands(frames *fs, arena *a) {
  const tree *d = &fs->s.d;
  for (uint32_t i = 0; i < d->an->n_words; i++) {
    if (!tree_is_verb(d, i) || frames_act(fs, i) != NO_FRAME || !standing_is_demanded(d, i)) continue;
    frame f = {.r = &frames_demand_row, .trigger = i, .carrier = NO_TOKEN, .score = 4};
    for (int r = 0; r < ROLE_COUNT; r++) f.filler[r] = NO_TOKEN;
    f.filler[ROLE_R] = tree_surface_subject(d, i);
    f.filler_place[ROLE_R] = PLACE_SUBJ;
    if (f.filler[ROLE_R] == NO_TOKEN || frame_party_inside(&fs->s, f.filler[ROLE_R], true) == NO_TOKEN) continue;
    if (!add_frame(fs, &f, a)) return false;
  }
  return true;
}

static bool add_doubtful(frames *fs, const frame *f, arena *a) {
  if (!arena_grow(a, (void **)&fs->doubtful, &fs->doubtful_capacity, fs->n_doubtful + 1, sizeof *f)) return false;
  fs->doubtful[fs->n_doubtful++] = *f;
  return true;
}

static bool is_spoken_for(const frames *fs, uint32_t tok) {
  const frame *f = frames_at(fs, tree_head(&fs->s.d, tok));
  TREE_CHILDREN(&fs->s.d, tok, c) if (frames_at(fs, c) && frames_at(fs, c)->carrier == tok) return true;
  return is_word_of_other(fs, tok) || (f && names_token(f, tok));
}

/* Words that another frame speaks of have had their say. */
static void settle_doubtful(frames *fs) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < fs->n_doubtful; i++)
    if (!is_spoken_for(fs, fs->doubtful[i].trigger)) fs->doubtful[kept++] = fs->doubtful[i];
  fs->n_doubtful = kept;
}

/* How the lexicon sees a token: by its own rows, or in a noun's case with the light verb that carries it. */
typedef bool (*matcher)(const scene *s, uint32_t tok, uint32_t carrier, const light_verb *light, frame *out);

static bool match_token(const scene *s, uint32_t tok, matcher match, frame *out) {
  uint32_t carrier = NO_TOKEN;
  const light_verb *light = NULL;
  trigger_pos pos;
  if (!frame_pos(s, tok, &pos)) return false;
  if (pos == POS_NOUN && frame_is_possible(s, tok)) frame_carrier(s, tok, &carrier, &light);
  return match(s, tok, carrier, light, out);
}

/* A party that the tables know: without one no doubtful reading is heard. */
static bool names_known_party(const scene *s, const sentence *in) {
  for (uint32_t i = in->first_token; i < in->first_token + in->n_tokens; i++) {
    uint32_t p = scene_party(s, i);
    if (p != UINT32_MAX && s->r->m->parties[p].code.len && s->r->m->parties[p].code.ptr[0] != '-') return true;
  }
  return false;
}

static bool find_doubtful(frames *fs, arena *a) {
  const text *t = fs->s.d.t;
  for (uint32_t n = 0; n < t->n_sentences; n++) {
    const sentence *in = &t->sentences[n];
    if (!names_known_party(&fs->s, in)) continue;
    for (uint32_t i = in->first_token; i < in->first_token + in->n_tokens; i++) {
      frame f;
      bool found = !fs->frame_at[i] && match_token(&fs->s, i, frame_match_doubtful, &f) && f.unmet == 1;
      if (found && !add_doubtful(fs, &f, a)) return false;
    }
  }
  return true;
}

bool frames_find(frames *fs, arena *a) {
  uint32_t n = fs->s.d.an->n_words;
  fs->frame_at = ARENA_ARRAY(a, uint32_t, (size_t)n + 1);
  if (!fs->frame_at) return false;
  for (uint32_t i = 0; i < n; i++) {
    frame f;
    if (match_token(&fs->s, i, frame_match, &f) && !add_frame(fs, &f, a)) return false;
  }
  if (!find_doubtful(fs, a)) return false;
  settle(fs);
  settle_doubtful(fs);
  if (!add_demands(fs, a)) return false;
  fs->absorber = ARENA_ARRAY(a, uint32_t, (size_t)fs->n_frames + 1);
  if (!fs->absorber) return false;
  absorb(fs);
  absorb_conjuncts(fs);
  return true;
}
