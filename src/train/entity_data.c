/* What is known of the entities of the training words: Universal NER over EWT, the named spans of GUM, dates by rule. */
#include "grammar/conllu_lines.h"
#include "train/corpus.h"
#include "train/date_rule.h"

/* ---- spans as sets of labels */

/* An entity of one of `kinds` (bit n: kind n) from first to last. */
static void allow_span(corpus_file *f, uint32_t first, uint32_t last, uint32_t kinds) {
  for (uint32_t i = first; i <= last; i++) {
    label_part middle = i == first ? LABEL_BEGIN : i == last ? LABEL_END : LABEL_INSIDE;
    label_part part = first == last ? LABEL_SINGLE : middle;
    f->allowed[i] = 0;
    for (unsigned k = 0; k < ENTITY_COUNT; k++)
      if (kinds >> k & 1) f->allowed[i] |= label_bit(entity_label(k, part));
  }
}

static uint32_t kind_bit(unsigned kind) { return (uint32_t)1 << kind; }

/* May this word be outside all entities, as far as is known? */
static bool may_be_outside(const corpus_file *f, uint32_t i) { return f->allowed[i] & label_bit(LABEL_OUTSIDE); }

static bool is_in(str s, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_equal_fold(s, str_of(list[i]))) return true;
  return false;
}

/* "Gatwick Airport", "Hotel Astoria": the word that says that a place is a building or another work of men. Schools, courts and
 * markets are organisations. */
static bool is_facility_name(const corpus_file *f, uint32_t first, uint32_t last) {
  static const char *const heads[] = {
      "airport",  "airfield",  "airbase",    "bridge",  "stadium",  "arena",    "hospital",   "clinic",   "museum",
      "gallery",  "hotel",     "motel",      "inn",     "church",   "abbey",    "cathedral",  "mosque",   "temple",
      "shrine",   "synagogue", "monastery",  "prison",  "jail",     "palace",   "castle",     "tower",    "towers",
      "building", "hall",      "auditorium", "theatre", "theater",  "library",  "station",    "terminal", "port",
      "dam",      "road",      "street",     "highway", "avenue",   "ave",      "boulevard",  "square",   "plaza",
      "park",     "zoo",       "cemetery",   "mall",    "monument", "memorial", "restaurant", "cafe",     "caf\xc3\xa9",
      "tunnel",   "railway",   "plant",      "reactor", "house"};
  size_t n = sizeof heads / sizeof *heads;
  if (last > first && is_in(token_form(&f->t, last), heads, n)) return true;
  return last > first && str_equal_fold(token_form(&f->t, first), STR("hotel"));
}

/* Dates stand where no entity does. */
static void mark_dates(corpus_file *f, uint32_t first, uint32_t end, const bool *in_time) {
  for (uint32_t i = first; i < end; i++) {
    uint32_t n = date_length(&f->t, &f->gold, i, end, in_time && in_time[i]);
    for (uint32_t k = i; k < i + n; k++)
      if (!may_be_outside(f, k)) n = k - i;
    if (!n) continue;
    allow_span(f, i, i + n - 1, kind_bit(ENTITY_DATE));
    i += n - 1;
  }
}

/* ---- Universal NER: # sent_id, then lines of number, form, label */

enum { UNER_PERSON, UNER_ORGANISATION, UNER_PLACE, UNER_OTHER, UNER_KINDS };

typedef struct {
  str id;
  uint8_t kinds[SENTENCE_TOKENS_MAX]; /* 1 + UNER_*; 0: outside */
  bool begins[SENTENCE_TOKENS_MAX];
  uint32_t n;
  bool usable;
} uner_sentence;

static uint8_t uner_kind(str label) {
  static const char *const names[UNER_KINDS] = {"PER", "ORG", "LOC", "OTH"};
  for (uint8_t k = 0; label.len > 2 && k < UNER_KINDS; k++)
    if (str_is(str_slice(label, 2, label.len), names[k])) return (uint8_t)(1 + k);
  return 0;
}

static void add_uner_word(uner_sentence *s, str line) {
  str column[3];
  bool good = str_cut(&line, '\t', &column[0]) && str_cut(&line, '\t', &column[1]) && str_cut(&line, '\t', &column[2]);
  if (!good || s->n == SENTENCE_TOKENS_MAX) {
    s->usable = false;
    return;
  }
  s->kinds[s->n] = uner_kind(column[2]);
  s->begins[s->n] = column[2].len && column[2].ptr[0] == 'B';
  s->n++;
}

/* Reads up to the next blank line. False: the file is used up. */
static bool next_sentence(str *rest, uner_sentence *s) {
  str line;
  *s = (uner_sentence){.usable = true};
  bool any = false;
  while (str_cut(rest, '\n', &line)) {
    if (str_empty(line) && any) return true;
    if (str_empty(line)) continue;
    if (str_starts(line, STR("# sent_id = "))) s->id = str_slice(line, 12, line.len);
    if (line.ptr[0] == '#') continue;
    any = true;
    add_uner_word(s, line);
  }
  return any;
}

/* Kinds that Universal NER has no names for: they stand among its other names, and now and then are not marked. */
static label_set unnamed_kinds(void) {
  return labels_of_kind(ENTITY_GROUP) | labels_of_kind(ENTITY_EVENT) | labels_of_kind(ENTITY_FACILITY);
}

/* A word outside: names are capitalised; small words and numbers may stand within or end one. */
static label_set outside_set(const corpus_file *f, uint32_t i) {
  str form = token_form(&f->t, i);
  uint8_t tag = f->gold.words[i].upos;
  bool capital = form.len && is_ascii_upper((unsigned char)form.ptr[0]);
  bool noun = tag == UPOS_PROPN || (capital && (tag == UPOS_NOUN || tag == UPOS_ADJ));
  bool joins = tag == UPOS_ADP || tag == UPOS_NUM || f->gold.words[i].xpos == XPOS_HYPH || f->gold.words[i].xpos == XPOS_POS;
  if (noun) return label_bit(LABEL_OUTSIDE) | unnamed_kinds();
  if (!joins) return label_bit(LABEL_OUTSIDE);
  label_set set = label_bit(LABEL_OUTSIDE);
  for (unsigned k = ENTITY_GROUP; k <= ENTITY_EVENT; k++)
    set |= label_bit(entity_label(k, LABEL_INSIDE)) | label_bit(entity_label(k, LABEL_END));
  return set;
}

static uint32_t kinds_of_uner(const corpus_file *f, uint32_t first, uint32_t last, uint8_t kind) {
  if (kind == UNER_PERSON) return kind_bit(ENTITY_PERSON);
  if (kind == UNER_ORGANISATION) return kind_bit(ENTITY_ORGANISATION);
  if (is_facility_name(f, first, last)) return kind_bit(ENTITY_FACILITY);
  return kind_bit(ENTITY_PLACE) | kind_bit(ENTITY_FACILITY);
}

static void allow_other(corpus_file *f, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i <= last; i++) f->allowed[i] = label_bit(LABEL_OUTSIDE) | unnamed_kinds();
}

static void take_uner(corpus_file *f, uint32_t at, const uner_sentence *s) {
  for (uint32_t i = 0, end; i < s->n; i = end) {
    end = i + 1;
    if (!s->kinds[i]) {
      f->allowed[at + i] = outside_set(f, at + i);
      continue;
    }
    while (end < s->n && s->kinds[end] == s->kinds[i] && !s->begins[end]) end++;
    uint8_t kind = (uint8_t)(s->kinds[i] - 1);
    if (kind == UNER_OTHER) allow_other(f, at + i, at + end - 1);
    else allow_span(f, at + i, at + end - 1, kinds_of_uner(f, at + i, at + end - 1, kind));
  }
  mark_dates(f, at, at + s->n, NULL);
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
    if (s.usable && f->t.sentences[k].n_tokens == s.n) take_uner(f, f->t.sentences[k].first_token, &s);
  }
  file_unmap(&map);
  return CASUS_OK;
}

/* ---- GUM: Entity=(1-person-giv:act-…-coref-Name … 1) */

enum { OPEN_MAX = 32, GUM_TIME = ENTITY_COUNT, GUM_NONE };

typedef struct {
  uint32_t first;
  uint8_t kind; /* entity_kind or GUM_* */
  str id;
} open_span;

typedef struct {
  corpus_file *f;
  bool *in_time; /* of each word */
  open_span open[OPEN_MAX];
  uint32_t n_open;
} gum_reader;

static uint8_t gum_kind(str description) {
  static const struct {
    const char *name;
    uint8_t kind;
  } kinds[] = {{"person", ENTITY_PERSON},
               {"organization", ENTITY_ORGANISATION},
               {"place", ENTITY_PLACE},
               {"event", ENTITY_EVENT},
               {"time", GUM_TIME}};
  str part;
  str_cut(&description, '-', &part);
  if (!str_cut(&description, '-', &part)) return GUM_NONE;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (str_is(part, kinds[k].name)) return kinds[k].kind;
  return GUM_NONE;
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

static bool is_named(const word *w) { return w->upos == UPOS_PROPN || w->xpos == XPOS_NNP || w->xpos == XPOS_NNPS; }

static bool joins_names(const word *w) {
  return w->upos == UPOS_ADP || w->upos == UPOS_DET || w->upos == UPOS_CCONJ || w->xpos == XPOS_HYPH || w->xpos == XPOS_POS;
}

/* Proper nouns, and small words between them; events also have years and numbers: "2022 World Cup". */
static bool is_name(const word *w, uint32_t first, uint32_t last, uint8_t kind) {
  bool any = false;
  for (uint32_t i = first; i <= last; i++) {
    bool number = kind == ENTITY_EVENT && (w[i].upos == UPOS_NUM || w[i].xpos == XPOS_CD);
    bool inner = joins_names(&w[i]) && i > first && i < last;
    if (!is_named(&w[i]) && !number && !inner) return false;
    any |= is_named(&w[i]);
  }
  return any && w[last].upos != UPOS_PUNCT;
}

static void mark_time(gum_reader *g, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i <= last; i++) g->in_time[i] = true;
}

/* "Halloween", "Christmas" are events by their annotators; days of the week and the like are dates. */
static bool is_date(const corpus_file *f, uint32_t first, uint32_t last) {
  return date_length(&f->t, &f->gold, first, last + 1, true) == last + 1 - first;
}

/* Keeps a span whose words are a name. */
static void mark_name(corpus_file *f, uint32_t first, uint32_t last, uint8_t kind) {
  const word *w = f->gold.words;
  while (first <= last &&
         (w[first].upos == UPOS_DET || (kind == ENTITY_PERSON && first < last && is_title(token_form(&f->t, first)))))
    first++;
  while (last > first && w[last].xpos == XPOS_POS) last--;
  if (first > last || !is_name(w, first, last, kind) || is_date(f, first, last)) return;
  if (kind == ENTITY_PLACE && is_facility_name(f, first, last)) kind = ENTITY_FACILITY;
  allow_span(f, first, last, kind_bit(kind));
}

static void close_span(gum_reader *g, str id, uint32_t at) {
  for (uint32_t k = g->n_open; k-- > 0;) {
    open_span *s = &g->open[k];
    if (!str_equal(s->id, id)) continue;
    if (s->kind == GUM_TIME) mark_time(g, s->first, at);
    if (s->kind < ENTITY_COUNT) mark_name(g->f, s->first, at, s->kind);
    memmove(s, s + 1, (g->n_open - k - 1) * sizeof *s);
    g->n_open--;
    return;
  }
}

static void read_brackets(gum_reader *g, str value, uint32_t at) {
  size_t i = 0;
  while (i < value.len) {
    size_t end = i + 1;
    while (end < value.len && value.ptr[end] != '(' && value.ptr[end] != ')') end++;
    bool closes = end < value.len && value.ptr[end] == ')';
    str id, rest = str_slice(value, value.ptr[i] == '(' ? i + 1 : i, end);
    if (value.ptr[i] == '(') {
      uint8_t kind = gum_kind(rest);
      str_cut(&rest, '-', &id);
      if (g->n_open < OPEN_MAX) g->open[g->n_open++] = (open_span){at, kind, id};
      if (closes) close_span(g, id, at);
    } else if (closes) {
      close_span(g, rest, at);
    }
    i = closes ? end + 1 : end;
  }
}

/* Spans of the annotation that cross another or the end of a sentence leave labels that fit no neighbour: such a span is cut. */
static void mend(corpus_file *f, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end;) {
    uint32_t last = i;
    if (may_be_outside(f, i)) {
      i++;
      continue;
    }
    uint8_t label = (uint8_t)__builtin_ctz(f->allowed[i]);
    unsigned kind = label_kind(label);
    bool goes_on = label_is_open(label);
    while (goes_on && last + 1 < end) {
      uint8_t next = f->allowed[last + 1] ? (uint8_t)__builtin_ctz(f->allowed[last + 1]) : LABEL_OUTSIDE;
      if (!label_continues(next) || label_kind(next) != kind) break;
      last++;
      goes_on = label_is_open(next);
    }
    allow_span(f, i, last, kind_bit(kind));
    i = last + 1;
  }
}

/* Inner spans close first, so that outer names are written over them. */
void corpus_read_gum(corpus *c, uint32_t file) {
  corpus_file *f = &c->files[file];
  gum_reader g = {.f = f, .in_time = ARENA_ARRAY(c->a, bool, f->t.n_tokens)};
  str value;
  if (!g.in_time) return;
  for (uint32_t i = 0; i < f->t.n_tokens; i++) f->allowed[i] = label_bit(LABEL_OUTSIDE);
  for (uint32_t i = 0; i < f->t.n_tokens; i++)
    if (conllu_misc(f->misc[i], "Entity", &value)) read_brackets(&g, value, i);
  for (uint32_t k = 0; k < f->t.n_sentences; k++) {
    uint32_t first = f->t.sentences[k].first_token, end = first + f->t.sentences[k].n_tokens;
    mend(f, first, end);
    mark_dates(f, first, end, g.in_time);
  }
}

/* ---- what the lists of names settle */

static uint8_t names_of(const corpus_file *f, const lexicon *l, uint32_t i) {
  lexicon_entry e;
  return lexicon_find(l, form_hash(token_form(&f->t, i)), &e) ? e.names : 0;
}

static bool all_have(const corpus_file *f, const lexicon *l, uint32_t first, uint32_t end, uint8_t flags) {
  for (uint32_t i = first; i < end; i++)
    if (!(names_of(f, l, i) & flags)) return false;
  return true;
}

/* Does an entity that may be of this kind, and cannot be outside, begin at i? */
static bool begins(const corpus_file *f, uint32_t i, unsigned kind) {
  label_set starts = label_bit(entity_label(kind, LABEL_BEGIN)) | label_bit(entity_label(kind, LABEL_SINGLE));
  return f->allowed[i] && !may_be_outside(f, i) && (f->allowed[i] & starts);
}

static uint32_t span_end(const corpus_file *f, uint32_t i, uint32_t end, unsigned kind) {
  label_set open = label_bit(entity_label(kind, LABEL_BEGIN)) | label_bit(entity_label(kind, LABEL_INSIDE));
  while (i < end && f->allowed[i] & open) i++;
  return i < end ? i + 1 : end;
}

/* The annotators disagree whether a country that acts is a place; here it always is. Places that the lists know are no buildings,
 * and peoples ("Americans") no persons. */
static void settle_span(corpus_file *f, const lexicon *l, uint32_t i, uint32_t end) {
  if (begins(f, i, ENTITY_ORGANISATION)) {
    uint32_t e = span_end(f, i, end, ENTITY_ORGANISATION);
    if (all_have(f, l, i, e, NAME_COUNTRY)) allow_span(f, i, e - 1, kind_bit(ENTITY_PLACE));
  }
  if (begins(f, i, ENTITY_PLACE)) {
    uint32_t e = span_end(f, i, end, ENTITY_PLACE);
    if (all_have(f, l, i, e, NAME_COUNTRY | NAME_CITY | NAME_PLACE)) allow_span(f, i, e - 1, kind_bit(ENTITY_PLACE));
  }
  if (begins(f, i, ENTITY_PERSON)) {
    uint32_t e = span_end(f, i, end, ENTITY_PERSON);
    bool plural = f->gold.words[e - 1].xpos == XPOS_NNPS;
    if (plural && all_have(f, l, i, e, NAME_PEOPLE)) allow_span(f, i, e - 1, kind_bit(ENTITY_GROUP));
  }
}

static bool is_free_name(const corpus_file *f, uint32_t i) {
  str form = token_form(&f->t, i);
  return may_be_outside(f, i) && form.len && is_ascii_upper((unsigned char)form.ptr[0]);
}

/* "Israeli", "Sunni Arabs", and with the first word of a country's name: "South Korean". The words from i on. */
static uint32_t group_end(const corpus_file *f, const lexicon *l, uint32_t i, uint32_t end) {
  uint32_t at = i;
  if (at + 1 < end && is_free_name(f, at) && !(names_of(f, l, at) & NAME_PEOPLE) && names_of(f, l, at) & NAME_COUNTRY) at++;
  uint32_t first = at;
  while (at < end && is_free_name(f, at) && names_of(f, l, at) & NAME_PEOPLE) at++;
  return at > first ? at : i;
}

static void settle_sentence(corpus_file *f, const lexicon *l, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) {
    settle_span(f, l, i, end);
    uint32_t last = group_end(f, l, i, end);
    if (last == i) continue;
    allow_span(f, i, last - 1, kind_bit(ENTITY_GROUP));
    i = last - 1;
  }
}

void corpus_settle_labels(corpus *c, uint32_t file, const lexicon *l) {
  corpus_file *f = &c->files[file];
  for (uint32_t k = 0; k < f->t.n_sentences; k++) {
    uint32_t first = f->t.sentences[k].first_token, end = first + f->t.sentences[k].n_tokens;
    if (end > first && f->allowed[first]) settle_sentence(f, l, first, end);
  }
}
