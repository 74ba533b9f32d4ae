/* Reads quantities from right to left to find where they begin, then from left to right: bounds, ranges, multiplied words. */
#include "coding/quantity.h"

/* In thousandths. Beyond this no count of people makes sense, and sums cannot overflow. */
static const uint64_t count_max = 1000000000000000;

typedef enum {
  WORD_NONE,
  WORD_UNIT,     /* 1 to 99 */
  WORD_MULTIPLE, /* hundred, thousand, dozen */
  WORD_VAGUE,    /* dozens, scores: from .. to */
  WORD_FEW,      /* several, a few: some of what follows */
  WORD_ARTICLE,  /* a, an */
  WORD_HALF,     /* half */
  WORD_OF,       /* of, in "tens of thousands" */
  WORD_LOWER,    /* at least, more than */
  WORD_UPPER,    /* up to, fewer than */
  WORD_ABOUT,    /* about, nearly: says nothing of the bounds */
  WORD_BETWEEN,  /* between, from */
  WORD_RANGE     /* to, -, or, and (behind between) */
} word_role;

typedef struct {
  const char *word;
  uint8_t role;
  uint64_t low, high; /* high 0: open */
} number_word;

static const number_word words[] = {{"one", WORD_UNIT, 1, 1},
                                    {"two", WORD_UNIT, 2, 2},
                                    {"three", WORD_UNIT, 3, 3},
                                    {"four", WORD_UNIT, 4, 4},
                                    {"five", WORD_UNIT, 5, 5},
                                    {"six", WORD_UNIT, 6, 6},
                                    {"seven", WORD_UNIT, 7, 7},
                                    {"eight", WORD_UNIT, 8, 8},
                                    {"nine", WORD_UNIT, 9, 9},
                                    {"ten", WORD_UNIT, 10, 10},
                                    {"eleven", WORD_UNIT, 11, 11},
                                    {"twelve", WORD_UNIT, 12, 12},
                                    {"thirteen", WORD_UNIT, 13, 13},
                                    {"fourteen", WORD_UNIT, 14, 14},
                                    {"fifteen", WORD_UNIT, 15, 15},
                                    {"sixteen", WORD_UNIT, 16, 16},
                                    {"seventeen", WORD_UNIT, 17, 17},
                                    {"eighteen", WORD_UNIT, 18, 18},
                                    {"nineteen", WORD_UNIT, 19, 19},
                                    {"twenty", WORD_UNIT, 20, 20},
                                    {"thirty", WORD_UNIT, 30, 30},
                                    {"forty", WORD_UNIT, 40, 40},
                                    {"fifty", WORD_UNIT, 50, 50},
                                    {"sixty", WORD_UNIT, 60, 60},
                                    {"seventy", WORD_UNIT, 70, 70},
                                    {"eighty", WORD_UNIT, 80, 80},
                                    {"ninety", WORD_UNIT, 90, 90},
                                    {"couple", WORD_UNIT, 2, 2},
                                    {"pair", WORD_UNIT, 2, 2},
                                    {"dozen", WORD_MULTIPLE, 12, 12},
                                    {"hundred", WORD_MULTIPLE, 100, 100},
                                    {"thousand", WORD_MULTIPLE, 1000, 1000},
                                    {"million", WORD_MULTIPLE, 1000000, 1000000},
                                    {"tens", WORD_VAGUE, 20, 99},
                                    {"dozens", WORD_VAGUE, 24, 99},
                                    {"scores", WORD_VAGUE, 40, 99},
                                    {"hundreds", WORD_VAGUE, 200, 999},
                                    {"thousands", WORD_VAGUE, 2000, 9999},
                                    {"millions", WORD_VAGUE, 2000000, 0},
                                    {"several", WORD_FEW, 3, 9},
                                    {"few", WORD_FEW, 3, 9},
                                    {"handful", WORD_FEW, 3, 9},
                                    {"a", WORD_ARTICLE, 0, 0},
                                    {"an", WORD_ARTICLE, 0, 0},
                                    {"half", WORD_HALF, 0, 0},
                                    {"of", WORD_OF, 0, 0},
                                    {"least", WORD_LOWER, 0, 0},
                                    {"over", WORD_LOWER, 0, 0},
                                    {"above", WORD_LOWER, 0, 0},
                                    {"most", WORD_UPPER, 0, 0},
                                    {"under", WORD_UPPER, 0, 0},
                                    {"about", WORD_ABOUT, 0, 0},
                                    {"around", WORD_ABOUT, 0, 0},
                                    {"some", WORD_ABOUT, 0, 0},
                                    {"roughly", WORD_ABOUT, 0, 0},
                                    {"approximately", WORD_ABOUT, 0, 0},
                                    {"nearly", WORD_ABOUT, 0, 0},
                                    {"almost", WORD_ABOUT, 0, 0},
                                    {"estimated", WORD_ABOUT, 0, 0},
                                    {"another", WORD_ABOUT, 0, 0},
                                    {"other", WORD_ABOUT, 0, 0},
                                    {"between", WORD_BETWEEN, 0, 0},
                                    {"from", WORD_BETWEEN, 0, 0},
                                    {"and", WORD_RANGE, 0, 0},
                                    {"or", WORD_RANGE, 0, 0},
                                    {"to", WORD_RANGE, 0, 0},
                                    {"-", WORD_RANGE, 0, 0},
                                    {"\xe2\x80\x93", WORD_RANGE, 0, 0}};

/* Bounds of more than one word, by their last one: "more than", "no fewer than", "up to", "as many as". */
static const struct {
  const char *words[3]; /* backwards */
  uint8_t role;
} bounds[] = {{{"than", "more", "no"}, WORD_UPPER},   {{"than", "fewer", "no"}, WORD_LOWER}, {{"than", "less", "no"}, WORD_LOWER},
              {{"than", "fewer", "not"}, WORD_LOWER}, {{"than", "less", "not"}, WORD_LOWER}, {{"than", "more", NULL}, WORD_LOWER},
              {{"than", "fewer", NULL}, WORD_UPPER},  {{"than", "less", NULL}, WORD_UPPER},  {{"to", "up", NULL}, WORD_UPPER},
              {{"as", "many", "as"}, WORD_UPPER},     {{"of", "upwards", NULL}, WORD_LOWER}, {{"of", "excess", "in"}, WORD_LOWER},
              {{"to", "close", NULL}, WORD_ABOUT}};

typedef struct {
  uint8_t role;
  uint64_t low, high;
} item;

/* "2,000", "1.5", "300": digits with separators; times thousand for the value, so that "1.5 million" is whole. */
static bool digits_read(str form, uint64_t *thousandths) {
  uint64_t whole = 0, fraction = 0, scale = 1000;
  bool point = false;
  size_t n = 0;
  for (size_t i = 0; i < form.len; i++) {
    char c = form.ptr[i];
    if (c == ',' && i && !point && i + 1 < form.len) continue;
    if (c == '.' && i && !point && i + 1 < form.len) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++n > 12) return false;
    if (!point) whole = whole * 10 + (uint64_t)(c - '0');
    else if (scale > 1) scale /= 10, fraction += (uint64_t)(c - '0') * scale;
  }
  *thousandths = whole * 1000 + fraction;
  return n > 0;
}

static const number_word *word_find(str form) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal_fold(form, str_of(words[i].word))) return &words[i];
  return NULL;
}

static item item_of(str form) {
  uint64_t thousandths;
  const number_word *w = word_find(form);
  if (w) return (item){w->role, w->low, w->high};
  if (digits_read(form, &thousandths)) return (item){WORD_UNIT, thousandths, thousandths};
  return (item){0};
}

bool quantity_is_word(const tree *d, uint32_t tok) {
  uint8_t role = item_of(tree_form(d, tok)).role;
  return role == WORD_UNIT || role == WORD_MULTIPLE || role == WORD_VAGUE || role == WORD_FEW;
}

static bool is_digits(const tree *d, uint32_t tok) {
  uint64_t thousandths;
  return digits_read(tree_form(d, tok), &thousandths);
}

/* ---- from right to left: where it begins -------------------------------------------------------------------------------- */

static bool bound_ends_at(const tree *d, uint32_t begin, uint32_t tok, uint8_t *role, uint32_t *first) {
  for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++) {
    uint32_t n = 0;
    while (n < 3 && bounds[b].words[n] && tok >= begin + n && tree_form_is(d, tok - n, bounds[b].words[n])) n++;
    if (n < 3 && bounds[b].words[n]) continue;
    *role = bounds[b].role;
    *first = tok - n + 1;
    return true;
  }
  return false;
}

/* "at least", "at most": the first word goes with the second. */
static uint32_t with_at(const tree *d, uint32_t begin, uint32_t tok) {
  return tok > begin && tree_form_is(d, tok - 1, "at") ? tok - 1 : tok;
}

static bool is_number(uint8_t role) { return role >= WORD_UNIT && role <= WORD_HALF; }

/* Words of numbers alone: [first, last]. */
static uint32_t number_begin(const tree *d, uint32_t begin, uint32_t last) {
  uint32_t first = last;
  while (first > begin && last - first < QUANTITY_WORDS_MAX) {
    uint8_t role = item_of(tree_form(d, first - 1)).role;
    bool joins =
        role == WORD_OF || (role == WORD_RANGE && (tree_form_is(d, first - 1, "and") || tree_form_is(d, first - 1, "-")));
    if (joins) { /* "tens of thousands", "two hundred and fifty", "twenty-five": words on both sides */
      uint8_t left = first - 1 > begin ? item_of(tree_form(d, first - 2)).role : WORD_NONE;
      uint8_t right = item_of(tree_form(d, first)).role;
      bool of = role == WORD_OF && (left == WORD_VAGUE || left == WORD_UNIT || left == WORD_FEW) &&
                (right == WORD_VAGUE || right == WORD_MULTIPLE);
      bool compound = role == WORD_RANGE && !is_digits(d, first) && !is_digits(d, first - 2) &&
                      (left == WORD_MULTIPLE || (left == WORD_UNIT && !tree_form_is(d, first - 1, "and")));
      if (!of && !compound) break;
      first -= 2;
    } else if (is_number(role)) {
      first--;
    } else {
      break;
    }
  }
  return first;
}

/* ---- from left to right: what it is worth ------------------------------------------------------------------------------- */

typedef struct {
  uint64_t low, high; /* high 0: open */
} amount;

static uint64_t times(uint64_t a, uint64_t b) { return a && b > count_max / a ? count_max : a * b; }

/* Of a range the whole last step: "several hundred" reach to 999. */
static amount scaled(amount a, uint64_t by) {
  bool exact = a.low == a.high;
  return (amount){times(a.low, by), exact ? times(a.high, by) : times(a.high + 1000, by) - 1000};
}

/* Words multiply and add as they do in speech: "two hundred and fifty thousand". Digits count in thousandths until the end. */
static bool number_value(const tree *d, uint32_t first, uint32_t last, amount *out) {
  amount total = {0, 0}, part = {0, 0};
  bool any = false, half = false, open = false;
  for (uint32_t i = first; i <= last; i++) {
    item it = item_of(tree_form(d, i));
    uint64_t one = is_digits(d, i) ? 1 : 1000;
    switch (it.role) {
      case WORD_UNIT:
        if (any && is_digits(d, i)) return false; /* "March 2024" */
        part.low += times(it.low, one);
        part.high += times(it.high, one);
        any = true;
        break;
      case WORD_FEW:
        part = (amount){times(it.low, 1000), times(it.high, 1000)};
        any = true;
        break;
      case WORD_ARTICLE:
        if (!any) part = (amount){0, 0};
        break;
      case WORD_HALF:
        half = true;
        break;
      case WORD_MULTIPLE:
        if (!part.low) part = (amount){1000, 1000};
        part = scaled(part, it.low);
        if (half) part = (amount){part.low / 2, part.high / 2};
        half = false;
        any = true;
        if (it.low >= 1000) {
          total = (amount){total.low + part.low, total.high + part.high};
          part = (amount){0, 0};
        }
        break;
      case WORD_VAGUE:
        open = open || !it.high;
        if (part.low) part = scaled(part, it.low / 2); /* "tens of thousands" */
        else part = (amount){it.low * 1000, it.high * 1000};
        any = true;
        break;
      default:
        break;
    }
  }
  *out = (amount){(total.low + part.low) / 1000, open ? 0 : (total.high + part.high) / 1000};
  bool in_order = !out->high || out->low <= out->high; /* not where a product was cut off */
  return any && out->low > 0 && out->low < count_max / 1000 && in_order;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------- */

/* "$20 million", "12 percent", "the 1990s": counted is something else. */
static bool counts_nothing(const tree *d, uint32_t begin, uint32_t first, uint32_t last, uint32_t end) {
  if (first > begin && tree_word(d, first - 1)->upos == UPOS_SYM && !tree_form_is(d, first - 1, "-")) return true;
  str next = last + 1 < end ? tree_form(d, last + 1) : STR("");
  return str_is(next, "%") || str_equal_fold(next, STR("percent")) || str_is(next, "$") || str_is(next, "\xe2\x82\xac") ||
         (str_equal_fold(next, STR("per")) && last + 2 < end && tree_form_is(d, last + 2, "cent"));
}

static void set_exact(casus_figure *f, amount a) {
  *f = (casus_figure){.min = a.low, .max = a.high, .has_min = true, .has_max = a.high != 0};
  f->has_value = a.low == a.high;
  f->value = f->has_value ? a.low : 0;
}

static void set_bound(casus_figure *f, uint8_t role) {
  if (role == WORD_LOWER) f->has_value = f->has_max = false;
  if (role == WORD_UPPER) f->has_value = f->has_min = false;
  if (!f->has_value) f->value = 0;
  if (!f->has_min) f->min = 0;
  if (!f->has_max) f->max = 0;
}

/* "20 to 30", "between 50 and 100": a smaller number before. */
static void read_range(const tree *d, uint32_t begin, uint32_t *first, casus_figure *f) {
  if (*first < begin + 2 || item_of(tree_form(d, *first - 1)).role != WORD_RANGE) return;
  if (!quantity_is_word(d, *first - 2)) return;
  bool needs_between = tree_form_is(d, *first - 1, "and");
  amount low;
  uint32_t at = number_begin(d, begin, *first - 2);
  bool between = at > begin && item_of(tree_form(d, at - 1)).role == WORD_BETWEEN;
  if ((needs_between && !between) || !number_value(d, at, *first - 2, &low) || low.low >= f->min) return;
  f->min = low.low;
  f->has_value = false;
  f->value = 0;
  *first = between ? at - 1 : at;
}

static void read_bound(const tree *d, uint32_t begin, uint32_t *first, casus_figure *f) {
  for (int n = 0; n < 3 && *first > begin; n++) {
    uint8_t role;
    uint32_t at = *first - 1;
    if (!bound_ends_at(d, begin, at, &role, &at)) {
      role = item_of(tree_form(d, at)).role;
      at = with_at(d, begin, at);
      bool most = tree_form_is(d, *first - 1, "least") || tree_form_is(d, *first - 1, "most");
      if (most && at == *first - 1) return;
    }
    if (role != WORD_LOWER && role != WORD_UPPER && role != WORD_ABOUT) return;
    set_bound(f, role);
    *first = at;
  }
}

static bool follows_between(const tree *d, uint32_t tok) {
  return tok > 0 && item_of(tree_form(d, tok - 1)).role == WORD_BETWEEN;
}

uint32_t quantity_last(const tree *d, uint32_t tok) {
  const sentence *s = &d->t->sentences[tree_sentence(d, tok)];
  uint32_t end = s->first_token + s->n_tokens, first = tok;
  while (tok + 1 < end && tok - first < QUANTITY_WORDS_MAX) {
    item next = item_of(tree_form(d, tok + 1)), after = tok + 2 < end ? item_of(tree_form(d, tok + 2)) : (item){0};
    bool number_after = after.role == WORD_UNIT || after.role == WORD_MULTIPLE;
    bool of = next.role == WORD_OF && (after.role == WORD_VAGUE || after.role == WORD_MULTIPLE);
    bool and = tree_form_is(d, tok + 1, "and");
    bool range = next.role == WORD_RANGE && number_after && (!and || follows_between(d, first));
    bool rest = and&&item_of(tree_form(d, tok)).role == WORD_MULTIPLE && after.role == WORD_UNIT && !is_digits(d, tok + 2);
    if (of || range || rest) tok += 2;
    else if (quantity_is_word(d, tok + 1)) tok++;
    else break;
  }
  return tok;
}

bool quantity_read(const tree *d, uint32_t last, casus_figure *out, uint32_t *first) {
  const sentence *s = &d->t->sentences[tree_sentence(d, last)];
  uint32_t begin = s->first_token, end = begin + s->n_tokens;
  amount a;
  *out = (casus_figure){0};
  if (!quantity_is_word(d, last)) return false;
  *first = number_begin(d, begin, last);
  if (counts_nothing(d, begin, *first, last, end) || !number_value(d, *first, last, &a)) return false;
  set_exact(out, a);
  read_range(d, begin, first, out);
  read_bound(d, begin, first, out);
  out->span = (span){d->t->tokens[*first].begin, d->t->tokens[last].end};
  out->text = str_slice(d->t->bytes, out->span.begin, out->span.end);
  return true;
}

void quantity_add(casus_figure *sum, const casus_figure *more) {
  sum->has_value = sum->has_value && more->has_value;
  sum->has_min = sum->has_min && more->has_min;
  sum->has_max = sum->has_max && more->has_max;
  sum->value = sum->has_value ? sum->value + more->value : 0;
  sum->min = sum->has_min ? sum->min + more->min : 0;
  sum->max = sum->has_max ? sum->max + more->max : 0;
  if (more->span.end > sum->span.end) sum->span.end = more->span.end;
}
