/* Entity labels for the training sentences: Universal NER over EWT, and the named spans of GUM. */
#include "train/corpus.h"

#include "grammar/conllu_lines.h"

/* ---- Universal NER: # sent_id, then lines of number, form, label */

typedef struct {
  str id;
  uint8_t labels[SENTENCE_TOKENS_MAX];
  uint32_t n;
  bool usable;
} uner_sentence;

static uint8_t label_of(str label) {
  static const char *const names[] = {"PER", "ORG", "LOC"};
  for (unsigned k = 0; label.len > 2 && k < 3; k++)
    if (str_is(str_slice(label, 2, label.len), names[k])) return label.ptr[0] == 'B' ? label_begin(k) : label_inside(k);
  return LABEL_OUTSIDE;
}

/* Reads up to the next blank line. False: the file is used up. */
static bool next_sentence(str *rest, uner_sentence *s) {
  str line, column[3];
  *s = (uner_sentence){.usable = true};
  bool any = false;
  while (str_cut(rest, '\n', &line)) {
    if (str_empty(line)) {
      if (any) return true;
      continue;
    }
    if (str_starts(line, STR("# sent_id = "))) s->id = str_slice(line, 12, line.len);
    if (line.ptr[0] == '#') continue;
    any = true;
    bool good = str_cut(&line, '\t', &column[0]) && str_cut(&line, '\t', &column[1]) && str_cut(&line, '\t', &column[2]);
    if (!good || s->n == SENTENCE_TOKENS_MAX) s->usable = false;
    else s->labels[s->n++] = label_of(column[2]);
  }
  return any;
}

/* Labels must be legal sequences: an inside without its begin begins. */
static void mend(uint8_t *labels, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (!label_may_follow(i ? labels[i - 1] : LABEL_OUTSIDE, labels[i])) labels[i]--;
}

casus_status corpus_read_uner(corpus *c, uint32_t file, const char *path, casus_error *error) {
  file_map map;
  casus_status status = file_open_map(path, (size_t)1 << 30, &map, error);
  if (status != CASUS_OK) return status;
  corpus_file *f = &c->files[file];
  str rest = map.bytes;
  uner_sentence s;
  uint32_t at = 0;
  while (next_sentence(&rest, &s)) {
    uint32_t k = at;
    while (k < f->t.n_sentences && !str_equal(f->ids[k], s.id)) k++;
    if (k == f->t.n_sentences) continue;
    at = k + 1;
    if (!s.usable || f->t.sentences[k].n_tokens != s.n) continue;
    mend(s.labels, s.n);
    memcpy(f->labels + f->t.sentences[k].first_token, s.labels, s.n);
  }
  file_unmap(&map);
  return CASUS_OK;
}

/* ---- GUM: Entity=(1-person-giv:act-…-coref-Name … 1) */

enum { OPEN_MAX = 32 };

typedef struct {
  uint32_t first;
  uint8_t kind; /* ENTITY_COUNT: of no interest */
  str id;
} open_span;

static uint8_t gum_kind(str description) {
  static const char *const names[] = {"person", "organization", "place"};
  str part;
  str_cut(&description, '-', &part);
  if (!str_cut(&description, '-', &part)) return ENTITY_COUNT;
  for (uint8_t k = 0; k < 3; k++)
    if (str_is(part, names[k])) return k;
  return ENTITY_COUNT;
}

static bool is_title(str form) {
  static const char *const titles[] = {
      "Mr.",      "Mr",          "Mrs.",           "Mrs",       "Ms.",       "Ms",      "Dr.",  "Dr",    "President", "Prime",
      "Minister", "Senator",     "Governor",       "Professor", "Secretary", "General", "King", "Queen", "Sir",       "Chief",
      "Justice",  "Congressman", "Representative", "Judge"};
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
    if (str_is(form, titles[i])) return true;
  return false;
}

/* Keeps a span whose words are a name: proper nouns, and small words between them. */
static void mark(corpus_file *f, uint32_t first, uint32_t last, uint8_t kind) {
  const word *w = f->gold.words;
  while (first <= last &&
         (w[first].upos == UPOS_DET || (kind == ENTITY_PERSON && first < last && is_title(token_form(&f->t, first)))))
    first++;
  while (last > first && w[last].xpos == XPOS_POS) last--;
  if (first > last || w[first].upos != UPOS_PROPN || w[last].upos == UPOS_PUNCT) {
    if (first > last || !(w[first].xpos == XPOS_NNP || w[first].xpos == XPOS_NNPS)) return;
  }
  for (uint32_t i = first; i <= last; i++) {
    bool joins = w[i].upos == UPOS_ADP || w[i].upos == UPOS_DET || w[i].upos == UPOS_CCONJ || w[i].xpos == XPOS_HYPH ||
                 w[i].xpos == XPOS_POS;
    bool named = w[i].upos == UPOS_PROPN || w[i].xpos == XPOS_NNP || w[i].xpos == XPOS_NNPS;
    if (!named && (!joins || i == first || i == last)) return;
  }
  for (uint32_t i = first; i <= last; i++) f->labels[i] = i == first ? label_begin(kind) : label_inside(kind);
}

static void close_span(corpus_file *f, open_span *open, uint32_t *n_open, str id, uint32_t at) {
  for (uint32_t k = *n_open; k-- > 0;) {
    if (!str_equal(open[k].id, id)) continue;
    if (open[k].kind < ENTITY_COUNT) mark(f, open[k].first, at, open[k].kind);
    memmove(open + k, open + k + 1, (*n_open - k - 1) * sizeof *open);
    --*n_open;
    return;
  }
}

static void read_brackets(corpus_file *f, open_span *open, uint32_t *n_open, str value, uint32_t at) {
  size_t i = 0;
  while (i < value.len) {
    size_t end = i + 1;
    while (end < value.len && value.ptr[end] != '(' && value.ptr[end] != ')') end++;
    bool closes = end < value.len && value.ptr[end] == ')';
    str id, rest = str_slice(value, value.ptr[i] == '(' ? i + 1 : i, end);
    if (value.ptr[i] == '(') {
      uint8_t kind = gum_kind(rest);
      str_cut(&rest, '-', &id);
      if (*n_open < OPEN_MAX) open[(*n_open)++] = (open_span){at, kind, id};
      if (closes) close_span(f, open, n_open, id, at);
    } else if (closes) {
      close_span(f, open, n_open, rest, at);
    }
    i = closes ? end + 1 : end;
  }
}

/* Inner spans close first, so that outer names are written over them. */
void corpus_read_gum(corpus *c, uint32_t file) {
  corpus_file *f = &c->files[file];
  open_span open[OPEN_MAX];
  uint32_t n_open = 0;
  str value;
  memset(f->labels, LABEL_OUTSIDE, f->t.n_tokens);
  for (uint32_t i = 0; i < f->t.n_tokens; i++)
    if (conllu_misc(f->misc[i], "Entity", &value)) read_brackets(f, open, &n_open, value, i);
  mend(f->labels, f->t.n_tokens);
}

/* ---- what the lists of names settle */

static uint32_t span_end(const corpus_file *f, uint32_t i) {
  uint8_t inside = label_inside(label_kind(f->labels[i]));
  for (i++; i < f->t.n_tokens && f->labels[i] == inside;) i++;
  return i;
}

static uint8_t names_of(const corpus_file *f, const lexicon *l, uint32_t i) {
  lexicon_entry e;
  return lexicon_find(l, form_hash(token_form(&f->t, i)), &e) ? e.names : 0;
}

/* The annotators disagree whether a country that acts is a place; here it always is. */
static void mark_country(corpus_file *f, const lexicon *l, uint32_t i, uint32_t end) {
  for (uint32_t k = i; k < end; k++)
    if (!(names_of(f, l, k) & NAME_COUNTRY)) return;
  for (uint32_t k = i; k < end; k++) f->labels[k] = k == i ? label_begin(ENTITY_PLACE) : label_inside(ENTITY_PLACE);
}

static bool is_free_name(const corpus_file *f, uint32_t i) {
  str form = token_form(&f->t, i);
  return f->labels[i] == LABEL_OUTSIDE && form.len && is_ascii_upper((unsigned char)form.ptr[0]);
}

/* "Israeli", "Sunni Arabs", and with the first word of a country's name: "South Korean". */
static void mark_group(corpus_file *f, const lexicon *l, uint32_t i) {
  uint32_t first = i;
  f->labels[i] = label_begin(ENTITY_GROUP);
  bool joins = i && (f->labels[i - 1] == label_begin(ENTITY_GROUP) || f->labels[i - 1] == label_inside(ENTITY_GROUP));
  if (!joins && i && is_free_name(f, i - 1) && names_of(f, l, i - 1) & NAME_COUNTRY) first = i - 1;
  if (first < i) f->labels[first] = label_begin(ENTITY_GROUP);
  if (joins || first < i) f->labels[i] = label_inside(ENTITY_GROUP);
}

void corpus_settle_labels(corpus *c, uint32_t file, const lexicon *l) {
  corpus_file *f = &c->files[file];
  for (uint32_t i = 0; i < f->t.n_tokens; i++) {
    if (f->labels[i] == label_begin(ENTITY_ORGANISATION)) mark_country(f, l, i, span_end(f, i));
    if (is_free_name(f, i) && names_of(f, l, i) & NAME_PEOPLE) mark_group(f, l, i);
  }
}
