/* Events and articles as plain structs: what stories compare, hashed into few bytes. What is made of it: stories_compare.c. */
#include "story/bytes.h"
#include "story/story.h"
#include "story/words.h"

/* ---- hashes of strings */

/* 1 to 0xFFFF, without regard to ASCII case; 0 of an empty string. */
static uint16_t short_hash(str s) {
  uint64_t h = 0;
  for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)to_ascii_lower(s.ptr[i])) * 0x100000001b3ULL + 1;
  uint16_t low = (uint16_t)hash_mix(h);
  return s.len && !low ? 1 : low;
}

/* The lowest bit says what kind of word it is; never 0. */
static uint16_t marked_hash(str s, bool mark) {
  uint16_t upper = short_hash(s) & 0xFFFE;
  return (uint16_t)((upper ? upper : 2) | mark);
}

/* ---- words */

typedef struct {
  str rest, word;
  bool opens; /* a sentence or a quotation may begin with this word: that it is capitalised says nothing */
} word_reader;

static word_reader words_of(str text) { return (word_reader){.rest = str_empty(text) ? STR("") : text}; }

static bool parts_sentences(unsigned char c) { return c >= 0x80 || strchr(".!?:\"\n", c) != NULL; }

static bool next_word(word_reader *r) {
  const unsigned char *at = (const unsigned char *)r->rest.ptr, *end = at + r->rest.len;
  r->opens = !r->word.len;
  for (size_t n; at < end && (n = separator_length(at, end)) > 0; at += n)
    if (parts_sentences(*at)) r->opens = true;
  const unsigned char *begin = at;
  while (at < end && !separator_length(at, end)) at++;
  r->word = (str){(const char *)begin, (size_t)(at - begin)};
  r->rest = (str){(const char *)at, (size_t)(end - at)};
  return r->word.len > 0;
}

/* Capitalised words that are no names, and long words that say nothing of what happened. */
static const char *const no_names[] = {"monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday", "sunday",
                                       "january", "february",  "march",     "april",    "may",      "june",     "july",
                                       "august",  "september", "october",   "november", "december", "the",      NULL};
static const char *const no_content[] = {
    "about",   "after",     "again",     "against",    "because",  "before", "being", "between", "could", "during",
    "earlier", "first",     "later",     "might",      "other",    "people", "since", "still",   "their", "there",
    "these",   "those",     "three",     "through",    "under",    "until",  "where", "which",   "while", "would",
    "should",  "according", "officials", "government", "reported", "told",   NULL};

enum { NAME_BYTES_MIN = 3, CONTENT_BYTES_MIN = 5 };

static bool is_name(const word_reader *r) {
  return !r->opens && r->word.len >= NAME_BYTES_MIN && str_is_capitalised(r->word) && !str_is_one_of(r->word, no_names);
}

static bool is_content(str word) {
  if (is_ascii_digit((unsigned char)word.ptr[0])) return true;
  return word.len >= CONTENT_BYTES_MIN && !str_is_one_of(word, no_content) && !str_is_one_of(word, no_names);
}

/* ---- an article: the names it says most often */

enum { COUNTED_MAX = 1024 }; /* different names; of a text with more the first ones */

typedef struct {
  uint16_t name;
  uint16_t count;
} counted_name;

typedef struct {
  counted_name slots[COUNTED_MAX];
  size_t n;
} name_counts;

static void count_name(name_counts *c, uint16_t name) {
  size_t at = name % COUNTED_MAX;
  while (c->slots[at].name && c->slots[at].name != name) at = (at + 1) % COUNTED_MAX;
  if (!c->slots[at].name) {
    if (c->n > COUNTED_MAX / 2) return;
    c->n++;
    c->slots[at].name = name;
  }
  if (c->slots[at].count < UINT16_MAX) c->slots[at].count++;
}

static bool is_said_more(counted_name a, counted_name b) { return a.count != b.count ? a.count > b.count : a.name > b.name; }

static void keep_most_said(const name_counts *c, uint16_t names[STORY_NAMES]) {
  counted_name best[STORY_NAMES + 1] = {{0, 0}};
  for (size_t i = 0; i < COUNTED_MAX; i++) {
    if (!c->slots[i].name) continue;
    size_t at = STORY_NAMES;
    for (; at > 0 && is_said_more(c->slots[i], best[at - 1]); at--) best[at] = best[at - 1];
    best[at] = c->slots[i];
  }
  for (size_t i = 0; i < STORY_NAMES; i++) names[i] = best[i].name;
}

static int32_t days_of(casus_date date) { return date.year ? date_to_days(date) : STORY_NO_DAY; }

void story_article_of(const casus_article *article, uint64_t digest, story_article *out) {
  name_counts counts = {.n = 0};
  word_reader r = words_of(article->text);
  while (next_word(&r))
    if (is_name(&r)) count_name(&counts, marked_hash(r.word, true));
  *out = (story_article){.article = digest, .published = days_of(article->date)};
  out->source = str_empty(article->source) ? 0 : (uint32_t)hash_str(article->source) | 1;
  keep_most_said(&counts, out->names);
}

/* ---- an event */

/* Keeps the n smallest hashes, ascending, each once. */
static void keep_smallest(uint16_t *kept, size_t n, uint16_t hash) {
  size_t at = 0;
  while (at < n && kept[at] && kept[at] < hash) at++;
  if (at == n || kept[at] == hash) return;
  memmove(kept + at + 1, kept + at, (n - at - 1) * sizeof *kept);
  kept[at] = hash;
}

enum { SENTENCE_NAMES = 5 };

static void set_words(str sentence, uint16_t words[STORY_WORDS]) {
  uint16_t names[SENTENCE_NAMES] = {0}, content[STORY_WORDS] = {0};
  word_reader r = words_of(sentence);
  while (next_word(&r)) {
    if (is_name(&r)) keep_smallest(names, SENTENCE_NAMES, marked_hash(r.word, true));
    else if (is_content(r.word)) keep_smallest(content, STORY_WORDS, marked_hash(r.word, false));
  }
  size_t n = 0;
  for (size_t i = 0; i < SENTENCE_NAMES && names[i]; i++) words[n++] = names[i];
  for (size_t i = 0; n < STORY_WORDS; i++) words[n++] = content[i];
}

static story_party party_of(const casus_actor *a) {
  story_party p = {.country = short_hash(str_empty(a->country) ? a->code : a->country), .sector = short_hash(a->sector)};
  str name = str_empty(a->name) && str_empty(a->code) ? a->text : a->name;
  if (!str_empty(name)) p.name = marked_hash(name, !str_empty(a->office));
  return p;
}

static void set_side(const casus_actor *actors, uint32_t n, story_party side[STORY_PARTIES], uint8_t *n_parties) {
  *n_parties = n > UINT8_MAX ? UINT8_MAX : (uint8_t)n;
  for (uint32_t i = 0; i < n && i < STORY_PARTIES; i++) side[i] = party_of(&actors[i]);
}

/* As one day, the date is the day of publication where that lies in it, else the day in it that is nearest. */
static void set_date(const casus_event *e, int32_t published, story_event *out) {
  out->published = published;
  out->day = out->first = out->last = days_of(e->date);
  if (!e->date.year) return;
  out->last = date_to_days(date_last_day(e->enddate.year ? e->enddate : e->date));
  if (out->last < out->first) out->last = out->first;
  if (published == STORY_NO_DAY || published <= out->first) return;
  out->day = published < out->last ? published : out->last;
}

static int16_t degrees_of(double degrees) {
  double scaled = degrees * 180;
  return scaled >= INT16_MIN && scaled <= INT16_MAX ? (int16_t)scaled : 0; /* not of NAN */
}

static void set_place(const casus_place *p, story_event *out) {
  if (str_empty(p->name)) return;
  out->geonames = p->geonames;
  out->lat = degrees_of(p->lat_deg);
  out->lon = degrees_of(p->lon_deg);
  out->place_country = short_hash(p->country);
  out->place_admin1 = short_hash(p->admin1);
  out->place_name = short_hash(p->name);
}

static uint16_t number_of(bool has, uint64_t value, uint16_t otherwise) {
  if (!has) return otherwise;
  return value > UINT16_MAX ? UINT16_MAX : (uint16_t)value;
}

static story_figure figure_of(const casus_figure *f) {
  return (story_figure){number_of(f->has_min, f->min, 0), number_of(f->has_max, f->max, UINT16_MAX)};
}

/* The digits of an id as a number. */
static uint64_t id_of(const char id[CASUS_ID_SIZE]) {
  uint64_t value = 0;
  for (size_t i = 0; i < 16 && id[i]; i++) {
    unsigned char c = (unsigned char)id[i];
    value = value << 4 | (is_ascii_digit(c) ? (uint64_t)(c - '0') : (uint64_t)((c | 0x20) - 'a' + 10) & 0xF);
  }
  return value;
}

static uint16_t cameo_of(const char cameo[6]) {
  uint32_t value = 0;
  return str_to_u32(str_of(cameo), &value) && value <= UINT16_MAX ? (uint16_t)value : 0;
}

void story_event_of(const casus_event *event, const story_article *article, story_event *out) {
  *out = (story_event){.article = article->article, .group = article->article, .id = id_of(event->id)};
  out->begin = event->trigger_span.begin;
  out->source = article->source;
  set_date(event, article->published, out);
  set_place(&event->place, out);
  const casus_figure *held = &event->casualties[CASUS_ABDUCTED];
  out->killed = figure_of(&event->casualties[CASUS_KILLED]);
  out->injured = figure_of(&event->casualties[CASUS_INJURED]);
  out->held = figure_of(str_empty(held->text) ? &event->casualties[CASUS_ARRESTED] : held);
  set_side(event->actors, event->n_actors, out->sides[0], &out->n_parties[0]);
  set_side(event->recipients, event->n_recipients, out->sides[1], &out->n_parties[1]);
  set_words(event->text, out->words);
  memcpy(out->names, article->names, sizeof out->names);
  out->cameo = cameo_of(event->cameo);
  out->type = (uint8_t)event->event;
  out->of = (uint8_t)event->of;
  out->status = (uint8_t)event->status;
  out->basis = (uint8_t)event->date_basis;
  out->mode = event->n_modes ? (uint8_t)(event->modes[0] + 1) : 0;
  out->confidence = event->confidence > 0 && event->confidence <= 1 ? (uint8_t)(event->confidence * 255) : 0;
}

/* ---- as bytes: the fields lie by width, so runs of one width are all there is to know */

static const struct {
  size_t begin, end, width;
} runs[] = {{offsetof(story_event, article), offsetof(story_event, day), 8},
            {offsetof(story_event, day), offsetof(story_event, lat), 4},
            {offsetof(story_event, lat), offsetof(story_event, type), 2},
            {offsetof(story_event, type), sizeof(story_event), 1}};
_Static_assert(sizeof(story_event) == STORY_EVENT_BYTES, "no padding");

static uint64_t field_get(const unsigned char *at, size_t width) {
  uint16_t two;
  uint32_t four;
  uint64_t eight;
  if (width == 1) return *at;
  if (width == 2) return memcpy(&two, at, 2), two;
  if (width == 4) return memcpy(&four, at, 4), four;
  return memcpy(&eight, at, 8), eight;
}

static void field_put(unsigned char *at, uint64_t value, size_t width) {
  uint16_t two = (uint16_t)value;
  uint32_t four = (uint32_t)value;
  const void *from = width == 8 ? (const void *)&value : width == 4 ? (const void *)&four : (const void *)&two;
  if (width == 1) *at = (unsigned char)value;
  else memcpy(at, from, width);
}

void story_event_pack(const story_event *e, unsigned char bytes[STORY_EVENT_BYTES]) {
  const unsigned char *from = (const unsigned char *)e;
  for (size_t r = 0; r < sizeof runs / sizeof *runs; r++)
    for (size_t at = runs[r].begin; at < runs[r].end; at += runs[r].width)
      bytes_put(bytes + at, field_get(from + at, runs[r].width), runs[r].width);
}

void story_event_unpack(const unsigned char bytes[STORY_EVENT_BYTES], story_event *e) {
  unsigned char *to = (unsigned char *)e;
  for (size_t r = 0; r < sizeof runs / sizeof *runs; r++)
    for (size_t at = runs[r].begin; at < runs[r].end; at += runs[r].width)
      field_put(to + at, bytes_get(bytes + at, runs[r].width), runs[r].width);
}
