/* Where sentences end. Tokens come one after the other; a stop makes the open sentence ready to end, and the next token decides.
 */
#include "text/text_internal.h"

enum { SPEAKER_WORDS_MAX = 5 };

/* ---- tokens in, sentences out */

static void end_sentence(splitter *sp) {
  sp->stop = STOP_NONE;
  sp->stop_quoted = sp->in_note = false;
  sp->starts = true;
  sp->first = sp->n_tokens;
}

static void add_sentence(splitter *sp, uint32_t first, uint32_t end) {
  if (!arena_grow(sp->a, (void **)&sp->sentences, &sp->sentences_capacity, sp->n_sentences + 1, sizeof *sp->sentences)) {
    sp->full = true;
    return;
  }
  sp->sentences[sp->n_sentences++] = (sentence){.begin = sp->tokens[first].begin,
                                                .end = sp->tokens[end - 1].end,
                                                .first_token = first,
                                                .n_tokens = end - first,
                                                .paragraph = sp->paragraph,
                                                .kind = sp->kind,
                                                .in_quote = sp->marks[first] & MARK_QUOTED};
}

/* Where a sentence that has reached the maximum is cut: at its last white space, or at `end` where it has none. */
static uint32_t cut_of_long(const splitter *sp, uint32_t first, uint32_t end) {
  for (uint32_t i = end - 1; i > first + SENTENCE_TOKENS_MAX / 2; i--)
    if (sp->tokens[i - 1].end < sp->tokens[i].begin) return i;
  return end;
}

static uint32_t end_of_sentence(const splitter *sp, uint32_t first) {
  uint32_t i = first + 1;
  for (; i < sp->n_tokens && !(sp->marks[i] & MARK_STARTS); i++)
    if (i - first >= SENTENCE_TOKENS_MAX) return cut_of_long(sp, first, i);
  return i;
}

void splitter_end_stretch(splitter *sp) {
  end_sentence(sp);
  if (!sp->whole && !sp->full) boundaries_decide(sp);
  while (sp->stretch < sp->n_tokens && !sp->full) {
    uint32_t end = end_of_sentence(sp, sp->stretch);
    add_sentence(sp, sp->stretch, end);
    sp->stretch = end;
  }
}

static void add_token(splitter *sp, uint32_t begin, uint32_t end) {
  if (!arena_grow(sp->a, (void **)&sp->tokens, &sp->tokens_capacity, sp->n_tokens + 1, sizeof *sp->tokens)) sp->full = true;
  if (!arena_grow(sp->a, (void **)&sp->marks, &sp->marks_capacity, sp->n_tokens + 1, sizeof *sp->marks)) sp->full = true;
  if (sp->full) return;
  sp->marks[sp->n_tokens] = (uint8_t)((sp->starts ? MARK_STARTS : 0) | (sp->in_double || sp->in_single ? MARK_QUOTED : 0));
  sp->starts = false;
  sp->tokens[sp->n_tokens++] = (token){begin, end};
}

/* ---- quotes */

typedef enum { QUOTE_NONE, QUOTE_OPENS, QUOTE_CLOSES } quote_turn;

/* Which way a straight quote (or one whose direction says nothing) turns, by the white space around it. */
static quote_turn turn_by_space(const splitter *sp, uint32_t begin, uint32_t end, bool open) {
  character before = character_before(sp->bytes, sp->begin, begin);
  bool space_before = before.kind == CHAR_SPACE || is_opener(before.code) || is_dash(before.code);
  bool space_after = end >= sp->end || character_at(sp->bytes, end).kind == CHAR_SPACE;
  if (space_before && !space_after) return QUOTE_OPENS;
  if (space_after && !space_before) return QUOTE_CLOSES;
  return open ? QUOTE_CLOSES : QUOTE_OPENS;
}

/* An opening quote set where only a closing one can stand ("... the end.“"). */
static bool is_misplaced_opening(const splitter *sp, uint32_t begin, uint32_t end) {
  return sp->in_double && turn_by_space(sp, begin, end, true) == QUOTE_CLOSES;
}

static quote_turn double_turn(const splitter *sp, uint32_t code, uint32_t begin, uint32_t end) {
  if (code == 0x201C && is_misplaced_opening(sp, begin, end)) return QUOTE_CLOSES;
  if (code == 0x201C || code == 0x201E || code == 0xAB) return QUOTE_OPENS;
  if (code == 0x201D || code == 0xBB) return QUOTE_CLOSES;
  return turn_by_space(sp, begin, end, sp->in_double);
}

static quote_turn single_turn(const splitter *sp, uint32_t code, uint32_t begin, uint32_t end) {
  if (code == 0x2018) return QUOTE_OPENS;
  if (code == 0x2019 || (code == '\'' && sp->in_single)) return QUOTE_CLOSES;
  return turn_by_space(sp, begin, end, sp->in_single);
}

static quote_turn turn_of(const splitter *sp, character c, uint32_t begin, uint32_t end) {
  bool pair = end - begin == 2 && sp->bytes.ptr[begin] == sp->bytes.ptr[begin + 1];
  if (pair && c.code == '\'') return turn_by_space(sp, begin, end, sp->in_double);
  if (pair && c.code == '`') return QUOTE_OPENS;
  if (end - begin != c.len) return QUOTE_NONE;
  if (is_double_quote(c.code)) return double_turn(sp, c.code, begin, end);
  if (is_apostrophe(c.code) || c.code == 0x201A) return single_turn(sp, c.code, begin, end);
  return QUOTE_NONE;
}

static void turn_quote(splitter *sp, character c, uint32_t length, quote_turn turn) {
  if (turn == QUOTE_NONE) return;
  bool is_double = is_double_quote(c.code) || length > c.len;
  *(is_double ? &sp->in_double : &sp->in_single) = turn == QUOTE_OPENS;
}

/* ---- where sentences end */

/* What a token is as a stop; ".eu" and ".5" are none. */
static stop_kind stop_of(str form) {
  character c = character_at(form, 0);
  if (c.code == 0x2026) return STOP_DOTS;
  if (c.code == 0x3002) return STOP_FULL;
  if (c.code == '?' || c.code == '!') return STOP_MARK;
  if (c.code != '.' || (form.len > 1 && is_word_kind(character_at(form, 1).kind))) return STOP_NONE;
  if (form.len > 1 && strchr("?!", form.ptr[form.len - 1])) return STOP_MARK;
  return form.len > 1 ? STOP_DOTS : STOP_FULL;
}

/* The next run of letters at or after i; empty where something else stands there. */
static str word_at(const splitter *sp, uint32_t i) {
  uint32_t end = i;
  while (end < sp->end) {
    character c = character_at(sp->bytes, end);
    if (!is_word_kind(c.kind) || end - i > 40) break;
    end += c.len;
  }
  return str_slice(sp->bytes, i, end);
}

/* "Obama asked", "the minister said", "asked Mr Smith": who spoke the words before. */
static bool is_speaker(const splitter *sp, uint32_t i) {
  for (int n = 0; n < SPEAKER_WORDS_MAX && i < sp->end; n++) {
    str w = word_at(sp, i);
    if (!w.len) return false;
    if (is_speech_verb(w)) return true;
    i += (uint32_t)w.len;
    if (i < sp->end && sp->bytes.ptr[i] == '.') i++;
    i = skip_space(sp->bytes, i, sp->end);
  }
  return false;
}

static bool is_comma_like(str form) { return form.len == 1 && (form.ptr[0] == ',' || form.ptr[0] == ';' || form.ptr[0] == ':'); }

/* Does the mark that is the last token stand after a capitalised word: "Wham! singer"? */
static bool follows_name(const splitter *sp) {
  if (sp->n_tokens < sp->first + 2) return false;
  return character_at(sp->bytes, sp->tokens[sp->n_tokens - 2].begin).kind == CHAR_UPPER;
}

/* Does the token at `begin`, which is no stop and closes nothing, start a sentence after the stop before it? */
static bool starts_sentence(const splitter *sp, character c, uint32_t begin) {
  uint32_t i = begin;
  bool opened = false;
  while (i < sp->end && !is_word_kind(c.kind) && (is_opener(c.code) || is_double_quote(c.code) || is_apostrophe(c.code))) {
    opened = true;
    i += c.len;
    if (i < sp->end) c = character_at(sp->bytes, i);
  }
  bool lower = c.kind == CHAR_LOWER;
  bool spaced = begin > sp->begin && character_before(sp->bytes, sp->begin, begin).kind == CHAR_SPACE;
  if (is_dash(c.code) && !opened) return sp->stop == STOP_FULL && !sp->stop_quoted;
  switch (sp->stop) {
    case STOP_FULL:
      return !(lower && sp->stop_quoted) || opened;
    case STOP_MARK:
      return lower ? !sp->stop_quoted && spaced && !follows_name(sp) : !(sp->stop_quoted && is_speaker(sp, i));
    case STOP_DOTS:
      return !lower && c.kind != CHAR_DIGIT && (spaced || opened || c.kind == CHAR_UPPER);
    default:
      return false;
  }
}

/* "[27]" after a stop is a note to the sentence before. */
static bool is_note(const splitter *sp, uint32_t i) {
  if (sp->bytes.ptr[i] != '[') return false;
  uint32_t end = ++i;
  while (end < sp->end && end - i < 4 && is_ascii_digit((unsigned char)sp->bytes.ptr[end])) end++;
  return end > i && end < sp->end && sp->bytes.ptr[end] == ']';
}

static bool closes_something(quote_turn turn, character c) {
  return turn == QUOTE_CLOSES || c.code == ')' || c.code == ']' || c.code == '}';
}

/* ":)" after a stop belongs to the sentence before. */
static bool is_smiley(str form) { return form.len > 1 && strchr(":;=", form.ptr[0]) && strchr(")(DP", form.ptr[form.len - 1]); }

/* Decides on the open stop when the token [begin, end) comes. */
static void meet_stop(splitter *sp, str form, character c, quote_turn turn, uint32_t begin) {
  if (stop_of(form) != STOP_NONE) return;
  if (closes_something(turn, c) || is_smiley(form)) {
    sp->stop_quoted = !sp->in_note || sp->stop_quoted;
    sp->in_note = false;
    return;
  }
  if (is_note(sp, begin)) {
    sp->in_note = true;
    return;
  }
  if (sp->in_note) return;
  if (is_comma_like(form)) sp->stop = STOP_NONE;
  else if (starts_sentence(sp, c, begin)) end_sentence(sp);
  else sp->stop = STOP_NONE;
}

void splitter_token(splitter *sp, uint32_t begin, uint32_t end) {
  str form = str_slice(sp->bytes, begin, end);
  character c = character_at(form, 0);
  quote_turn turn = is_word_kind(c.kind) ? QUOTE_NONE : turn_of(sp, c, begin, end);
  if (turn == QUOTE_CLOSES) turn_quote(sp, c, end - begin, turn);
  if (sp->stop != STOP_NONE) meet_stop(sp, form, c, turn, begin);
  if (sp->stop == STOP_NONE) sp->stop_quoted = false;
  add_token(sp, begin, end);
  if (turn == QUOTE_OPENS) turn_quote(sp, c, end - begin, turn);
  if (sp->whole || is_word_kind(c.kind)) return;
  stop_kind stop = stop_of(form);
  if (stop == STOP_FULL && sp->stop != STOP_NONE && sp->stop != STOP_MARK) stop = STOP_DOTS; /* ". . ." */
  if (stop != STOP_NONE) sp->stop = (uint8_t)stop;
}

/* ---- abbreviations */

/* The word after the stop, past white space, quotes and brackets. */
static uint32_t next_word(const splitter *sp, uint32_t i) {
  for (;;) {
    i = skip_space(sp->bytes, i, sp->end);
    if (i >= sp->end) return i;
    character c = character_at(sp->bytes, i);
    if (is_word_kind(c.kind) || !(is_double_quote(c.code) || is_opener(c.code) || is_closer(c.code))) return i;
    i += c.len;
  }
}

/* Is the number [begin, stop) that of "1. Introduction": short, at the head of a sentence; or the first one after a colon? */
static bool is_item_number(const splitter *sp, uint32_t begin, uint32_t stop) {
  if (stop - begin > 2) return false;
  if (sp->n_tokens == sp->first || sp->stop == STOP_FULL) return true;
  return str_is(str_slice(sp->bytes, begin, stop), "1") && sp->bytes.ptr[sp->tokens[sp->n_tokens - 1].begin] == ':';
}

static bool is_initial(const splitter *sp, uint32_t begin, uint32_t stop) {
  character c = character_at(sp->bytes, begin);
  return c.kind == CHAR_UPPER && begin + c.len == stop;
}

/* Does the abbreviation w end its sentence where the capitalised word `next` follows? */
static bool capital_ends(str w, abbreviation kind, str next) {
  switch (kind) {
    case ABBREVIATION_TIME:
      return !is_day_or_zone(next);
    case ABBREVIATION_LAST:
      return is_starter(next) || str_is(w, "etc");
    case ABBREVIATION_NUMBER:
      return is_starter(next) || str_is(w, "No"); /* "No. Never." */
    case ABBREVIATION_NONE:
      return is_starter(next) && next.len > 1; /* an initial: "Plan B. The", not "George W. Bush" */
    default:
      return false;
  }
}

/* "MS", "IE": capitals that are no abbreviation in a text that is not all capitals. */
static bool is_shouted(str w) {
  return w.len > 1 && is_ascii_upper((unsigned char)w.ptr[0]) && is_ascii_upper((unsigned char)w.ptr[1]);
}

stop_decision decide_stop(const splitter *sp, uint32_t begin, uint32_t stop) {
  uint32_t number = begin;
  while (begin < stop && is_ascii_digit((unsigned char)sp->bytes.ptr[begin])) begin++; /* "8a.m." */
  if (begin == stop) return (stop_decision){false, !is_item_number(sp, number, stop)};
  str w = str_slice(sp->bytes, begin, stop);
  bool initial = is_initial(sp, begin, stop);
  abbreviation kind = initial ? ABBREVIATION_NONE : abbreviation_of(w);
  if (!initial && kind == ABBREVIATION_NONE) return (stop_decision){false, true};
  bool capitals = memchr(w.ptr, '.', w.len) && is_ascii_upper((unsigned char)w.ptr[0]);
  uint32_t i = next_word(sp, stop + 1);
  /* At the end of its stretch EWT splits the stop from "etc" and "p.m"; names of states and bodies ("U.S.") we keep whole. */
  if (i >= sp->end) return (stop_decision){capitals, true};
  character c = character_at(sp->bytes, i);
  if (c.kind != CHAR_DIGIT && str_is(w, "no")) return (stop_decision){false, true};
  if (c.kind != CHAR_UPPER) return (stop_decision){true, false};
  str next = word_at(sp, i);
  if (is_shouted(w) && next.len > 1 && character_at(next, 1).kind == CHAR_LOWER) return (stop_decision){false, true};
  bool ends = capital_ends(w, kind, next);
  return (stop_decision){!ends || capitals, ends};
}
