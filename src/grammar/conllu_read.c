/* CoNLL-U in: the text rebuilt from FORM and SpaceAfter, and the analysis that the columns give. */
#include "grammar/conllu_lines.h"

/* Offsets are 32 bits; a treebank is some 15 MB. */
#define CONLLU_BYTES_MAX ((size_t)1 << 30)

typedef struct {
  str rest, file;
  size_t line;
  char *bytes; /* of the text; as long as the input, which holds each of them */
  size_t n_bytes;
  text *t;
  analysis *gold;                   /* may be NULL */
  str surface;                      /* of the multi-word token that is open, where its words do not spell it */
  uint32_t range_first, range_last; /* words of the multi-word token that is open; 0: none */
  bool range_space, space, paragraph;
  uint32_t n_paragraphs;
} conllu_reader;

static casus_status broken(const conllu_reader *r, casus_error *error, const char *what) {
  return error_at(error, CASUS_INPUT, r->file, r->line, 0, "%s", what);
}

/* Room for all that follows; the second walk cannot overrun what the first one counted. */
static bool count_and_reserve(conllu_reader *r, arena *a, str input) {
  uint32_t n_words = 0, n_sentences = 0;
  bool open = false;
  conllu_line l;
  for (str rest = input; conllu_next(&rest, &l);) {
    if (l.kind == CONLLU_BLANK) open = false;
    if (l.kind != CONLLU_WORD) continue;
    n_words++;
    n_sentences += !open;
    open = true;
  }
  r->bytes = ARENA_ARRAY(a, char, input.len + 2);
  r->t->tokens = ARENA_ARRAY(a, token, n_words);
  r->t->sentences = ARENA_ARRAY(a, sentence, n_sentences);
  if (r->gold) r->gold->words = ARENA_ARRAY(a, word, n_words);
  if (r->gold) r->gold->entities = ARENA_ARRAY(a, entity, n_words);
  return r->bytes && r->t->tokens && r->t->sentences && (!r->gold || (r->gold->words && r->gold->entities));
}

static void put(conllu_reader *r, str s) {
  if (s.len) memcpy(r->bytes + r->n_bytes, s.ptr, s.len);
  r->n_bytes += s.len;
}

static void open_sentence(conllu_reader *r) {
  text *t = r->t;
  if (r->paragraph && r->n_bytes) put(r, STR("\n\n"));
  else if (r->space && r->n_bytes) put(r, STR(" "));
  if (r->paragraph || !r->n_paragraphs) r->n_paragraphs++;
  r->paragraph = r->space = false;
  t->sentences[t->n_sentences++] =
      (sentence){.begin = (uint32_t)r->n_bytes, .first_token = t->n_tokens, .paragraph = r->n_paragraphs - 1};
}

/* Do the words of a multi-word token, written one after the other, spell it? */
static bool words_spell(str rest, const conllu_line *range) {
  str left = range->columns[CONLLU_FORM];
  conllu_line l;
  for (uint32_t id = range->id; id <= range->last; id++) {
    do {
      if (!conllu_next(&rest, &l)) return false;
    } while (l.kind == CONLLU_EMPTY_NODE);
    if (l.kind != CONLLU_WORD || !str_starts(left, l.columns[CONLLU_FORM])) return false;
    left = str_slice(left, l.columns[CONLLU_FORM].len, left.len);
  }
  return str_empty(left);
}

static uint32_t count_characters(str s) {
  uint32_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
  return n;
}

static void open_range(conllu_reader *r, const conllu_line *l) {
  str value, surface = l->columns[CONLLU_FORM];
  if (l->last - l->id >= SENTENCE_TOKENS_MAX) return;
  r->range_first = l->id;
  r->range_last = l->last;
  r->range_space = !(conllu_misc(l->columns[CONLLU_MISC], "SpaceAfter", &value) && str_is(value, "No"));
  bool cut = !words_spell(r->rest, l) && count_characters(surface) > l->last - l->id;
  r->surface = cut ? surface : (str){NULL, 0};
}

static size_t character_start(str s, size_t at) {
  while (at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80) at++;
  return at;
}

/* The slice of an open multi-word token that falls to word `id`. */
static str range_slice(const conllu_reader *r, uint32_t id) {
  size_t n = (size_t)(r->range_last - r->range_first) + 1, k = id - r->range_first;
  size_t begin = character_start(r->surface, r->surface.len * k / n);
  size_t end = character_start(r->surface, r->surface.len * (k + 1) / n);
  return str_slice(r->surface, begin, end);
}

static void read_entity(conllu_reader *r, str misc, uint32_t index) {
  static const unsigned char after[] = {'B', 'I', 'E', 'S'};
  analysis *g = r->gold;
  str value;
  if (!conllu_misc(misc, "NER", &value) || value.len < 3 || value.ptr[1] != '-') return;
  if (!memchr(after, value.ptr[0], sizeof after)) return;
  str kind = str_slice(value, 2, value.len);
  bool inside = value.ptr[0] == 'I' || value.ptr[0] == 'E';
  for (uint8_t k = 0; k < ENTITY_COUNT; k++) {
    if (!str_is(kind, entity_kind_name(k))) continue;
    entity *last = g->n_entities ? &g->entities[g->n_entities - 1] : NULL;
    bool joins = inside && last && last->kind == k && last->first_token + last->n_tokens == index;
    if (joins) last->n_tokens++;
    else g->entities[g->n_entities++] = (entity){index, 1, k};
    g->words[index].entity = g->n_entities;
  }
}

static casus_status read_gold(conllu_reader *r, const conllu_line *l, uint32_t index, casus_error *error) {
  word *w = &r->gold->words[index];
  uint32_t head = 0, first = r->t->sentences[r->t->n_sentences - 1].first_token;
  w->lemma = l->columns[CONLLU_LEMMA];
  if (!upos_of_name(l->columns[CONLLU_UPOS], &w->upos)) w->upos = UPOS_X;
  xpos_of_name(l->columns[CONLLU_XPOS], &w->xpos);
  if (!relation_of_name(l->columns[CONLLU_REL], &w->rel)) w->rel = REL_DEP;
  bool none = str_is(l->columns[CONLLU_HEAD], "_");
  if (!none && !str_to_u32(l->columns[CONLLU_HEAD], &head)) return broken(r, error, "HEAD is not a number");
  if (head > SENTENCE_TOKENS_MAX || head == l->id) return broken(r, error, "HEAD is not a word of the sentence");
  w->head = head ? first + head - 1 : NO_TOKEN;
  read_entity(r, l->columns[CONLLU_MISC], index);
  return CASUS_OK;
}

static casus_status read_word(conllu_reader *r, const conllu_line *l, bool *open, casus_error *error) {
  text *t = r->t;
  if (!*open) open_sentence(r);
  *open = true;
  sentence *s = &t->sentences[t->n_sentences - 1];
  if (l->id != s->n_tokens + 1) return broken(r, error, "words are not numbered one after the other");
  if (s->n_tokens == SENTENCE_TOKENS_MAX) return broken(r, error, "the sentence has more than 512 words");
  bool in_range = r->range_last && l->id >= r->range_first && l->id <= r->range_last;
  str value, form = in_range && r->surface.ptr ? range_slice(r, l->id) : l->columns[CONLLU_FORM];
  if (str_empty(form)) form = STR("_");
  if (form.len > TOKEN_BYTES_MAX) return broken(r, error, "a FORM is longer than 4096 bytes");
  if (r->space && s->n_tokens) put(r, STR(" "));
  token *k = &t->tokens[t->n_tokens++];
  k->begin = (uint32_t)r->n_bytes;
  put(r, form);
  k->end = s->end = (uint32_t)r->n_bytes;
  s->n_tokens++;
  r->space = !(conllu_misc(l->columns[CONLLU_MISC], "SpaceAfter", &value) && str_is(value, "No"));
  if (in_range) r->space = l->id == r->range_last && r->range_space;
  return r->gold ? read_gold(r, l, t->n_tokens - 1, error) : CASUS_OK;
}

static casus_status close_sentence(conllu_reader *r, casus_error *error) {
  const sentence *s = &r->t->sentences[r->t->n_sentences - 1];
  r->range_first = r->range_last = 0;
  if (!r->gold) return CASUS_OK;
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
    uint32_t head = r->gold->words[i].head;
    if (head != NO_TOKEN && head >= s->first_token + s->n_tokens) return broken(r, error, "HEAD is not a word of the sentence");
  }
  return CASUS_OK;
}

static casus_status read_lines(conllu_reader *r, casus_error *error) {
  conllu_line l;
  bool open = false;
  casus_status status = CASUS_OK;
  while (status == CASUS_OK && conllu_next(&r->rest, &l)) {
    r->line++;
    if (l.kind == CONLLU_BROKEN) return broken(r, error, "is not a CoNLL-U line: ten columns, cut by tabs, the first a number");
    if (l.kind == CONLLU_COMMENT && (str_starts(l.line, STR("# newpar")) || str_starts(l.line, STR("# newdoc"))))
      r->paragraph = true;
    if (l.kind == CONLLU_RANGE) open_range(r, &l);
    if (l.kind == CONLLU_WORD) status = read_word(r, &l, &open, error);
    if (l.kind == CONLLU_BLANK && open) {
      open = false;
      status = close_sentence(r, error);
    }
  }
  if (status == CASUS_OK && open) status = close_sentence(r, error);
  return status;
}

casus_status conllu_read(str input, str file, arena *a, text *t, analysis *gold, casus_error *error) {
  text read = {0};
  analysis given = {0};
  if (input.len > CONLLU_BYTES_MAX) return error_at(error, CASUS_INPUT, file, 0, 0, "is larger than 1 GiB");
  size_t valid = utf8_valid_until(input);
  if (valid < input.len) return error_at(error, CASUS_INPUT, file, 0, valid, "is not UTF-8");
  conllu_reader r = {.rest = input, .file = file, .t = &read, .gold = gold ? &given : NULL};
  if (!count_and_reserve(&r, a, input)) return error_at(error, CASUS_MEMORY, file, 0, 0, "no memory for the sentences");
  casus_status status = read_lines(&r, error);
  if (status != CASUS_OK) return status;
  read.bytes = (str){r.bytes, r.n_bytes};
  given.n_words = read.n_tokens;
  *t = read;
  if (gold) *gold = given;
  return CASUS_OK;
}
