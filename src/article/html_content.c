/* Finding the article among the blocks of a page. First what is surely around it goes (by elements and by the words of class and
 * id), then the smallest element is sought that holds nearly all prose, then single blocks within it are let go: links,
 * furniture, bylines, headings with nothing below them. Nothing here knows a single site. */
#define _GNU_SOURCE /* memmem */
#include "article/html_content.h"

#include "article/html_lines.h"
#include "article/shingles.h"

enum {
  PROSE_WORDS_MIN = 8,    /* of a block that ends as a sentence does */
  LONG_WORDS_MIN = 25,    /* of one that does not */
  ROOT_PROSE_MIN = 200,   /* bytes of prose that make an element marked as the article's body believed */
  DESCEND_PERCENT = 80,   /* of the prose: an element that holds it stands for its parent */
  TITLED_PERCENT = 50,    /* of it, where the title stands in it, too */
  STATED_BYTES_MIN = 250, /* a shorter body in JSON-LD is a summary */
  STATED_BYTES_LONG = 1000,
  STATED_BYTES_MAX = 1 << 20,
  STATED_WORDS_MIN = 6,  /* a block of fewer is only taken amid others */
  COVERED_PERCENT = 70,  /* of a block's words found in the stated body */
  INTRO_BLOCKS_MAX = 30, /* between title and body */
  INTRO_TAKEN_MAX = 2,
  HEADING_WORDS_MAX = 30,
  CARD_PERCENT = 10, /* of the largest body: smaller ones are teasers of other articles */
  HOLDS_PERCENT = 30,
  ALONE_PERCENT = 65 /* of the prose in bodies: one that has less is one of several */
};

typedef struct {
  uint32_t words;
  bool sentence, prose, heading, live, taken;
} block_view;

typedef struct {
  const html_page *page;
  str title;
  arena *memory;
  block_view *blocks;
  uint32_t *prose;      /* prose[i]: bytes of prose in the live blocks before i */
  uint32_t *holds;      /* holds[i]: elements before i that mark the article */
  bool *dropped;        /* by element */
  uint32_t title_block; /* n_blocks: none */
  uint32_t total;       /* bytes of prose on the page, whatever is dropped */
} finder;

/* ---- blocks by themselves */

static bool is_closing(str s) {
  static const char *const marks[] = {"\"", "'", ")", "]", "\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (str_ends(s, str_of(marks[i]))) return true;
  return false;
}

static bool ends_sentence(str s) {
  while (s.len && is_closing(s))
    s.len -= (unsigned char)s.ptr[s.len - 1] < 0x80 ? 1 : s.len >= 3 && s.ptr[s.len - 3] == '\xe2' ? 3 : 2;
  return str_ends(s, STR(".")) || str_ends(s, STR("!")) || str_ends(s, STR("?")) || str_ends(s, STR("\xe2\x80\xa6")) ||
         str_ends(s, STR(":")) || str_ends(s, STR(";"));
}

uint32_t html_count_words(str s) {
  uint32_t n = 0;
  for (size_t i = 0; i < s.len; i++)
    n += !is_ascii_space((unsigned char)s.ptr[i]) && (i == 0 || is_ascii_space((unsigned char)s.ptr[i - 1]));
  return n;
}

static html_kind kind_of_block(const html_page *p, uint32_t i) { return (html_kind)p->elements[p->blocks[i].element].kind; }

static bool is_linked(const html_page *p, uint32_t i, unsigned percent) {
  const html_block *b = &p->blocks[i];
  return (uint64_t)b->link_bytes * 100 > (uint64_t)(b->end - b->begin) * percent;
}

static void look_at_block(const finder *f, uint32_t i) {
  str s = html_block_text(f->page, i);
  html_kind kind = kind_of_block(f->page, i);
  block_view *v = &f->blocks[i];
  v->words = html_count_words(s);
  v->sentence = ends_sentence(s);
  v->heading = (kind == HTML_HEADING || kind == HTML_HEADING_1) && v->words <= HEADING_WORDS_MAX;
  v->prose = !v->heading && !is_linked(f->page, i, 50) && v->words >= (v->sentence ? PROSE_WORDS_MIN : LONG_WORDS_MIN);
  v->live = true;
}

/* Of the live blocks. */
static void add_up_prose(const finder *f) {
  for (uint32_t i = 0; i < f->page->n_blocks; i++) {
    const html_block *b = &f->page->blocks[i];
    f->prose[i + 1] = f->prose[i] + (f->blocks[i].live && f->blocks[i].prose ? b->end - b->begin : 0);
  }
}

static uint32_t prose_of(const finder *f, uint32_t element) {
  const html_element *e = &f->page->elements[element];
  return f->prose[e->end_block] - f->prose[e->first_block];
}

static bool is_share(uint32_t part, uint32_t whole, unsigned percent) {
  return (uint64_t)part * 100 >= (uint64_t)whole * percent;
}

/* ---- what is around the article */

/* The h1 that is most like the title; without a title the first one. */
static uint32_t find_title(const finder *f) {
  const html_page *p = f->page;
  uint32_t best = p->n_blocks;
  for (uint32_t i = 0; i < p->n_blocks; i++) {
    if (kind_of_block(p, i) != HTML_HEADING_1) continue;
    if (best == p->n_blocks || str_equal_fold(html_block_text(p, i), f->title)) best = i;
    if (str_equal_fold(html_block_text(p, i), f->title)) break;
  }
  return best;
}

static void mark_holders(const finder *f) {
  const html_page *p = f->page;
  uint32_t best = 0, heading = f->title_block < p->n_blocks ? p->blocks[f->title_block].element : p->n_elements;
  for (uint32_t i = 0; i < p->n_elements; i++)
    if ((p->elements[i].cues & HTML_CUE_TEXT) && prose_of(f, i) > best) best = prose_of(f, i);
  for (uint32_t i = 0; i < p->n_elements; i++) {
    bool body = (p->elements[i].cues & HTML_CUE_TEXT) && best && is_share(prose_of(f, i), best, HOLDS_PERCENT);
    f->holds[i + 1] = f->holds[i] + (body || i == heading);
  }
}

/* "Most popular" or "Related stories" heads the element, and nothing else stands before it. */
static bool is_headed_as_furniture(const finder *f, uint32_t element) {
  const html_page *p = f->page;
  uint32_t first = p->elements[element].first_block;
  if (first >= p->elements[element].end_block || !f->blocks[first].heading) return false;
  uint32_t heading = p->blocks[first].element;
  return p->elements[heading].parent == element && html_line_is_furniture(html_block_text(p, first), f->blocks[first].words);
}

/* Words of class and id are not proof: they also stand on boxes that hold the article ("with-sidebar", "comments-open"). */
static bool is_around(const finder *f, uint32_t i) {
  const html_element *e = &f->page->elements[i];
  if (e->kind == HTML_BODY || e->kind == HTML_MAIN || e->kind == HTML_ROOT) return false;
  if (f->holds[e->end] > f->holds[i]) return false;
  if (e->kind == HTML_ASIDE || (e->cues & HTML_CUE_CAPTION)) return true;
  bool most = f->total && is_share(prose_of(f, i), f->total, 50);
  if (e->cues & HTML_CUE_OUT) return e->kind != HTML_ARTICLE || !most;
  return !most && ((e->cues & (HTML_CUE_DOUBT | HTML_CUE_HIDDEN)) || is_headed_as_furniture(f, i));
}

static void drop_around(const finder *f) {
  const html_page *p = f->page;
  for (uint32_t i = 1; i < p->n_elements; i++) f->dropped[i] = f->dropped[p->elements[i].parent] || is_around(f, i);
  for (uint32_t i = 0; i < p->n_blocks; i++) f->blocks[i].live = !f->dropped[p->blocks[i].element];
  add_up_prose(f);
}

/* ---- the element that is the article */

typedef struct {
  uint32_t best, best_prose, sum;
} contest;

typedef bool element_test(const html_element *e);
static bool is_text_cued(const html_element *e) { return (e->cues & HTML_CUE_TEXT) != 0; }
static bool is_article(const html_element *e) { return e->kind == HTML_ARTICLE; }
static bool is_main(const html_element *e) { return e->kind == HTML_MAIN; }

/* The next element that passes and is not dropped, from *at on; those below one that was found are passed over. */
static bool next_element(const finder *f, element_test *test, uint32_t *at, uint32_t *found) {
  const html_page *p = f->page;
  for (uint32_t i = *at; i < p->n_elements; i++) {
    if (f->dropped[i] || !test(&p->elements[i])) continue;
    *found = i;
    *at = p->elements[i].end;
    return true;
  }
  return false;
}

static contest compare(const finder *f, element_test *test) {
  contest c = {0};
  for (uint32_t at = 0, i; next_element(f, test, &at, &i);) {
    uint32_t prose = prose_of(f, i);
    c.sum += prose;
    if (prose > c.best_prose) c.best = i, c.best_prose = prose;
  }
  return c;
}

static bool holds_title(const finder *f, uint32_t element) {
  const html_element *e = &f->page->elements[element];
  return f->title_block >= e->first_block && f->title_block < e->end_block;
}

static bool stands_for(const finder *f, uint32_t child, uint32_t whole) {
  if (f->dropped[child] || f->page->elements[child].kind == HTML_PARAGRAPH) return false;
  return is_share(prose_of(f, child), whole, holds_title(f, child) ? TITLED_PERCENT : DESCEND_PERCENT);
}

/* Goes down while one child has nearly all, or most and the title. */
static uint32_t descend(const finder *f, uint32_t from) {
  const html_page *p = f->page;
  for (;;) {
    uint32_t whole = prose_of(f, from), next = from;
    for (uint32_t i = from + 1; whole && i < p->elements[from].end && next == from; i = p->elements[i].end)
      if (stands_for(f, i, whole)) next = i;
    if (next == from || p->elements[next].kind >= HTML_PARAGRAPH) return from;
    from = next;
  }
}

static void take_range(const finder *f, uint32_t element) {
  const html_element *e = &f->page->elements[element];
  for (uint32_t i = e->first_block; i < e->end_block; i++) f->blocks[i].taken = f->blocks[i].live;
}

/* The smallest element that holds both. */
static uint32_t common_element(const finder *f, uint32_t a, uint32_t b) {
  while (f->page->elements[a].end <= b) a = f->page->elements[a].parent;
  return a;
}

/* Elements that say that they are the body. Several of like size are the posts of a live blog; small ones beside a large one are
 * teasers. */
static bool take_bodies(const finder *f) {
  contest c = compare(f, is_text_cued);
  bool several = !is_share(c.best_prose, c.sum, ALONE_PERCENT);
  uint32_t whole = c.best;
  if (c.best_prose < ROOT_PROSE_MIN && !(c.best_prose && is_share(c.sum, f->prose[f->page->n_blocks], 30))) return false;
  for (uint32_t at = 0, i; next_element(f, is_text_cued, &at, &i);) {
    if (several) whole = i < whole ? common_element(f, i, whole) : common_element(f, whole, i);
    else if (is_share(prose_of(f, i), c.best_prose, CARD_PERCENT)) take_range(f, descend(f, i));
  }
  if (several) take_range(f, whole);
  return true;
}

static bool take_best(const finder *f, element_test *test, unsigned percent) {
  contest c = compare(f, test);
  uint32_t all = f->prose[f->page->n_blocks];
  if (!c.best_prose || !is_share(c.best_prose, c.sum, 50) || !is_share(c.best_prose, all, percent)) return false;
  take_range(f, descend(f, c.best));
  return true;
}

static void take_article(const finder *f) {
  if (take_bodies(f) || take_best(f, is_article, 30) || take_best(f, is_main, 40)) return;
  take_range(f, descend(f, 0));
}

/* ---- single blocks within it */

static bool has_letters(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (is_ascii_alpha((unsigned char)s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80) return true;
  return false;
}

static bool is_set_bold(const html_page *p, uint32_t i) {
  const html_block *b = &p->blocks[i];
  return is_share(b->strong_bytes, b->end - b->begin, 90);
}

/* A short line that is no sentence: kept where it may head or be a paragraph, not as a label or the cell of a table. */
static bool is_label(const finder *f, uint32_t i) {
  const block_view *v = &f->blocks[i];
  html_kind kind = kind_of_block(f->page, i);
  if (v->prose || v->heading || (v->sentence && v->words > 2)) return false;
  if (kind == HTML_PARAGRAPH && is_set_bold(f->page, i)) return false;
  if (kind == HTML_CELL) return v->words < PROSE_WORDS_MIN;
  return v->words < (kind == HTML_PARAGRAPH || kind == HTML_ITEM || kind == HTML_QUOTE ? 3u : 5u);
}

static bool holds(str s, str part) { return s.len >= part.len && memmem(s.ptr, s.len, part.ptr, part.len); }

/* Title, names and dates above the text, on one line or on several. */
static bool is_above_text(const finder *f, str block) {
  str line;
  while (str_cut(&block, '\n', &line))
    if (!holds(f->title, line) && !html_line_is_byline(line, html_count_words(line))) return false;
  return true;
}

static bool is_own(const finder *f, uint32_t i, bool before_prose) {
  const block_view *v = &f->blocks[i];
  str s = html_block_text(f->page, i);
  if (kind_of_block(f->page, i) == HTML_HEADING_1 || str_equal_fold(s, f->title) || !has_letters(s)) return false;
  if (is_linked(f->page, i, 50) && (v->words < LONG_WORDS_MIN || is_linked(f->page, i, 80))) return false;
  if (html_line_is_furniture(s, v->words)) return false;
  if (before_prose && !v->prose && is_above_text(f, s)) return false;
  return !is_label(f, i);
}

/* A heading stays where prose follows before the next one, or the end. */
static void let_go_of_headings(const finder *f) {
  bool prose = false;
  for (uint32_t i = f->page->n_blocks; i-- > 0;) {
    block_view *v = &f->blocks[i];
    if (!v->taken) continue;
    bool heading = v->heading || (!v->prose && is_set_bold(f->page, i));
    if (heading && !prose) v->taken = false;
    prose = !heading || (prose && v->heading && kind_of_block(f->page, i) == HTML_HEADING);
    if (heading && v->taken) prose = false;
  }
}

static void let_go(const finder *f) {
  bool before = true;
  for (uint32_t i = 0; i < f->page->n_blocks; i++) {
    block_view *v = &f->blocks[i];
    v->taken = v->taken && is_own(f, i, before);
    if (v->taken && v->prose) before = false;
  }
  let_go_of_headings(f);
}

/* ---- what stands between title and body: the standfirst */

static uint32_t first_taken(const finder *f) {
  uint32_t i = 0;
  while (i < f->page->n_blocks && !f->blocks[i].taken) i++;
  return i;
}

static bool repeats(str a, str b) {
  size_t n = a.len < b.len ? a.len : b.len;
  return str_equal(str_slice(a, 0, n), str_slice(b, 0, n));
}

static void take_standfirst(const finder *f) {
  uint32_t first = first_taken(f), n = 0;
  if (first == f->page->n_blocks || f->title_block >= first || first - f->title_block > INTRO_BLOCKS_MAX) return;
  for (uint32_t i = f->title_block + 1; i < first && n < INTRO_TAKEN_MAX; i++) {
    block_view *v = &f->blocks[i];
    if (!v->live || !v->prose || !v->sentence || !is_own(f, i, true)) continue;
    if (html_line_is_byline(html_block_text(f->page, i), v->words)) continue;
    if (repeats(html_block_text(f->page, i), html_block_text(f->page, first))) continue;
    v->taken = true;
    n++;
  }
}

/* ---- output */

static bool holds_prose(const finder *f) {
  for (uint32_t i = 0; i < f->page->n_blocks; i++)
    if (f->blocks[i].taken && f->blocks[i].prose) return true;
  return false;
}

static size_t length_of(const html_page *p, const block_view *blocks) {
  size_t len = 0;
  for (uint32_t i = 0; i < p->n_blocks; i++)
    if (blocks[i].taken) len += p->blocks[i].end - p->blocks[i].begin + 2;
  return len;
}

static casus_status write_blocks(const html_page *p, const block_view *blocks, arena *memory, str *text, casus_error *error) {
  char *out = arena_alloc(memory, length_of(p, blocks) + 1, 1);
  size_t len = 0;
  if (!out) return error_set(error, CASUS_MEMORY, "no memory for the text of a page");
  for (uint32_t i = 0; i < p->n_blocks; i++) {
    if (!blocks[i].taken) continue;
    str s = html_block_text(p, i);
    if (len) memcpy(out + len, "\n\n", 2), len += 2;
    memcpy(out + len, s.ptr, s.len);
    len += s.len;
  }
  if (len) out[len++] = '\n';
  *text = (str){out, len};
  return CASUS_OK;
}

/* ---- the body that the page states */

static bool is_cut_short(str s) {
  s = str_trim(s);
  return str_ends(s, STR("...")) || str_ends(s, STR("\xe2\x80\xa6")) || str_ends(s, STR("]"));
}

static bool is_whole(str stated, size_t found) {
  if (stated.len < STATED_BYTES_MIN || stated.len > STATED_BYTES_MAX || is_cut_short(stated)) return false;
  return stated.len >= STATED_BYTES_LONG || stated.len * 2 >= found;
}

/* Takes the blocks whose words are in the stated body, and what is short only between two of them. Returns their bytes. */
static size_t take_stated(const finder *f, const shingle_set *set, bool *taken) {
  const html_page *p = f->page;
  uint32_t last = p->n_blocks;
  size_t len = 0;
  for (uint32_t i = 0; i < p->n_blocks; i++) {
    str s = html_block_text(p, i);
    taken[i] = kind_of_block(p, i) != HTML_HEADING_1 && shingles_share_percent(set, s) >= COVERED_PERCENT;
    if (!taken[i] || f->blocks[i].words < STATED_WORDS_MIN) continue;
    for (uint32_t k = 0; last == p->n_blocks && k < i; k++) taken[k] = false; /* before the first one */
    last = i;
    len += s.len;
  }
  for (uint32_t i = last == p->n_blocks ? 0 : last + 1; i < p->n_blocks; i++) taken[i] = false;
  return len;
}

static casus_status use_stated(const finder *f, str stated, str *text, casus_error *error) {
  uint32_t n = f->page->n_blocks;
  shingle_set set;
  bool *taken = ARENA_ARRAY(f->memory, bool, n + 1);
  if (!taken || !shingles_open(&set, stated, f->memory))
    return error_set(error, CASUS_MEMORY, "no memory for the text of a page");
  size_t len = take_stated(f, &set, taken);
  if (len * 100 < stated.len * DESCEND_PERCENT) {
    *text = stated;
    return CASUS_OK;
  }
  for (uint32_t i = 0; i < n; i++) f->blocks[i].taken = taken[i];
  let_go_of_headings(f);
  return write_blocks(f->page, f->blocks, f->memory, text, error);
}

/* ---- the whole */

static bool make_room(finder *f) {
  f->blocks = ARENA_ARRAY(f->memory, block_view, f->page->n_blocks + 1);
  f->prose = ARENA_ARRAY(f->memory, uint32_t, f->page->n_blocks + 1);
  f->holds = ARENA_ARRAY(f->memory, uint32_t, f->page->n_elements + 1);
  f->dropped = ARENA_ARRAY(f->memory, bool, f->page->n_elements + 1);
  return f->blocks && f->prose && f->holds && f->dropped;
}

static void find(finder *f) {
  for (uint32_t i = 0; i < f->page->n_blocks; i++) look_at_block(f, i);
  add_up_prose(f);
  f->total = f->prose[f->page->n_blocks];
  f->title_block = find_title(f);
  mark_holders(f);
  drop_around(f);
  take_article(f);
  let_go(f);
  take_standfirst(f);
}

casus_status html_content(const html_page *page, str title, str stated, arena *memory, str *text, casus_error *error) {
  finder f = {.page = page, .title = title, .memory = memory};
  if (!make_room(&f)) return error_set(error, CASUS_MEMORY, "no memory for the text of a page");
  find(&f);
  size_t found = holds_prose(&f) ? length_of(page, f.blocks) : 0;
  if (is_whole(stated, found)) return use_stated(&f, stated, text, error);
  if (found) return write_blocks(page, f.blocks, memory, text, error);
  *text = stated.len >= STATED_BYTES_MIN ? stated : STR("");
  return CASUS_OK;
}

/* "The post ... appeared first on ...": what WordPress adds to the items of its feeds. */
static bool is_feed_trailer(str s) { return str_starts(s, STR("The post ")) && memmem(s.ptr, s.len, " appeared first on ", 19); }

static bool is_beside(const html_page *p, uint32_t i) {
  str s = html_block_text(p, i);
  return is_feed_trailer(s) || is_linked(p, i, 80) || html_line_is_furniture(s, html_count_words(s));
}

/* Links and furniture are left out, unless nothing else is there. */
static void take_shown(const finder *f) {
  const html_page *p = f->page;
  bool any = false;
  for (uint32_t i = 0; i < p->n_blocks; i++) {
    f->blocks[i].live = !f->dropped[p->blocks[i].element] && has_letters(html_block_text(p, i));
    f->blocks[i].taken = f->blocks[i].live && !is_beside(p, i);
    any |= f->blocks[i].taken;
  }
  for (uint32_t i = 0; i < p->n_blocks && !any; i++) f->blocks[i].taken = f->blocks[i].live;
}

casus_status html_whole_text(const html_page *page, arena *memory, str *text, casus_error *error) {
  finder f = {.page = page, .title = STR(""), .memory = memory};
  if (!make_room(&f)) return error_set(error, CASUS_MEMORY, "no memory for the text of a page");
  for (uint32_t i = 1; i < page->n_elements; i++)
    f.dropped[i] = f.dropped[page->elements[i].parent] || page->elements[i].kind == HTML_ASIDE ||
                   (page->elements[i].cues & HTML_CUE_CAPTION);
  take_shown(&f);
  return write_blocks(page, f.blocks, memory, text, error);
}
