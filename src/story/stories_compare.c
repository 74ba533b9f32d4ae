/* Points for and against two reports being of one occurrence. Missing values speak neither way; what both name and name
 * differently speaks against it, or excludes it. The numbers are set by hand on tests/stories and on raw news that was read by
 * eye (docs/stories.md), in tenths of a point. */
#include "story/stories_compare.h"

#include <stdlib.h>

#include "story/components.h"

/* ---- acts and statuses */

static bool is_to_come(const story_event *e) { return e->status == CASUS_PLANNED || e->status == CASUS_INTENDED; }

uint8_t story_act(const story_event *e) {
  bool folds = e->type == CASUS_AGREE || e->type == CASUS_CONCEDE;
  return folds && e->of && is_to_come(e) ? e->of : e->type;
}

bool story_says_actual(const story_event *e) { return e->status == CASUS_ACTUAL; }

bool story_says_negated(const story_event *e) {
  return e->status == CASUS_NEGATED || e->status == CASUS_DENIED || e->status == CASUS_FAILED;
}

enum {
  OF_DIFFERS = -15,
  OF_MISSING = -3,
  STATUS_DIFFERS = -3,
  PLAN_AND_DEED = -3,
  MODE_SAME = 3,
  MODE_DIFFERS = -5,
  CAMEO_SAME = 3
};

static bool is_open(const story_event *e) { return e->status == CASUS_CONSIDERED || e->status == CASUS_CONDITIONAL; }

/* What is only thought of is not what happened. A plan may be what then happens, on the day it was planned for. */
static int32_t status_points(const story_event *a, const story_event *b) {
  if (is_open(a) != is_open(b)) return STORY_APART;
  if (is_to_come(a) != is_to_come(b)) return days_near(a->day, b->day, 1) ? PLAN_AND_DEED : STORY_APART;
  return a->status == b->status ? 0 : STATUS_DIFFERS;
}

static int32_t act_points(const story_event *a, const story_event *b) {
  if (story_act(a) != story_act(b)) return STORY_APART;
  int32_t points = 0;
  if (a->type == b->type && a->of != b->of) points += a->of && b->of ? OF_DIFFERS : OF_MISSING;
  if (a->mode && b->mode) points += a->mode == b->mode ? MODE_SAME : MODE_DIFFERS;
  if (a->cameo && a->cameo == b->cameo) points += CAMEO_SAME;
  return points;
}

/* ---- dates */

enum {
  DAY_SAME = 20,
  DAY_SAME_UNSAID = 10, /* the same day, but one sentence at least names none */
  DAY_UNSAID_EACH = -4, /* for each day between where a sentence names none: a report comes a day late */
  DAY_NEXT_SAID = -40,  /* both name a day, and these follow one another: clocks differ, but seldom */
  SPAN_SAME = 10,
  SPAN_WITHIN = 6,
  PUBLISHED_EACH = -1, /* for each day between publication beyond the window */
  PUBLISHED_MOST = -10,
  NO_DATES = -15, /* neither has one */
};

static bool says_day(const story_event *e) {
  return e->first == e->last && (e->basis == CASUS_BASIS_RELATIVE || e->basis == CASUS_BASIS_ABSOLUTE);
}

static int32_t distance(int32_t a, int32_t b) {
  int64_t d = (int64_t)a - b;
  if (d < 0) d = -d;
  return d > INT32_MAX ? INT32_MAX : (int32_t)d;
}

static int32_t publication_points(const story_event *a, const story_event *b, int32_t window) {
  if (a->published == STORY_NO_DAY || b->published == STORY_NO_DAY) return 0;
  int32_t beyond = distance(a->published, b->published) - window;
  if (beyond <= 0) return 0;
  return beyond * -PUBLISHED_EACH > -PUBLISHED_MOST ? PUBLISHED_MOST : beyond * PUBLISHED_EACH;
}

static int32_t day_points(const story_event *a, const story_event *b, int32_t window) {
  bool both = says_day(a) && says_day(b);
  int32_t apart = distance(a->first, b->first);
  if (!apart) return both ? DAY_SAME : DAY_SAME_UNSAID;
  if (both) return apart == 1 ? DAY_NEXT_SAID : STORY_APART;
  return apart > window ? STORY_APART : DAY_SAME_UNSAID + DAY_UNSAID_EACH * (apart + 1);
}

static int32_t date_points(const story_event *a, const story_event *b, int32_t window) {
  if (a->first == STORY_NO_DAY || b->first == STORY_NO_DAY) return a->first == b->first ? NO_DATES : STORY_APART;
  int32_t published = publication_points(a, b, window);
  if (a->first == a->last && b->first == b->last) {
    int32_t days = day_points(a, b, window);
    return days == STORY_APART ? STORY_APART : days + published;
  }
  if (a->first > b->last || b->first > a->last || !days_near(a->day, b->day, 2 * window)) return STORY_APART;
  return (a->first == b->first && a->last == b->last ? SPAN_SAME : SPAN_WITHIN) + published;
}

/* ---- sides */

enum {
  PARTY_NAMED = 25, /* same country, sector and name */
  PARTY_SAME = 15,  /* same country and sector */
  PARTY_WIDER = 10, /* same country, one without sector: USA and USAGOV */
  PARTY_OTHER_SECTOR = -8,
  PERSON_DIFFERS = -15,
  NAME_DIFFERS = -10,
  TWO_COUNTRIES = 10,    /* the sides are of two countries, and the same ones: few acts a day are */
  ROLES_CHANGED = -20,   /* soldiers killed rebels; rebels killed soldiers */
  EVERYDAY = -8,         /* within one country there is blame, praise and help every day */
  ONE_COUNTRY_MOST = 14, /* for both sides, of what happens within one country */
};

static bool is_person(uint16_t name) { return name & 1; }

static int32_t name_points(story_party a, story_party b) {
  if (!a.name || !b.name) return PARTY_SAME;
  if (a.name == b.name) return PARTY_NAMED;
  if (is_person(a.name) && is_person(b.name)) return PARTY_SAME + PERSON_DIFFERS;
  return is_person(a.name) || is_person(b.name) ? PARTY_SAME : PARTY_SAME + NAME_DIFFERS;
}

static int32_t party_points(story_party a, story_party b) {
  if (!a.country || !b.country) return a.name && a.name == b.name ? PARTY_SAME : 0;
  if (a.country != b.country) return STORY_APART;
  if (a.sector == b.sector) return a.sector ? name_points(a, b) : PARTY_SAME;
  return a.sector && b.sector ? PARTY_OTHER_SECTOR : PARTY_WIDER;
}

typedef struct {
  story_party parties[2 * STORY_PARTIES];
  size_t n;
  bool cut; /* there were more */
} party_list;

static void list_side(const story_event *e, size_t side, party_list *l) {
  for (size_t i = 0; i < STORY_PARTIES && i < e->n_parties[side]; i++) l->parties[l->n++] = e->sides[side][i];
  if (e->n_parties[side] > STORY_PARTIES) l->cut = true;
}

/* How many of a's parties have one in b, and the points of the best pair. */
static size_t shared_parties(const party_list *a, const party_list *b, int32_t *best) {
  size_t shared = 0;
  *best = STORY_APART;
  for (size_t i = 0; i < a->n; i++) {
    int32_t own = STORY_APART;
    for (size_t j = 0; j < b->n; j++) {
      int32_t points = party_points(a->parties[i], b->parties[j]);
      if (points > own) own = points;
    }
    shared += own > STORY_APART;
    if (own > *best) *best = own;
  }
  return shared;
}

static int32_t list_points(const party_list *a, const party_list *b) {
  int32_t best, other;
  if (!a->n || !b->n) return 0;
  shared_parties(a, b, &best);
  shared_parties(b, a, &other);
  int32_t points = best > other ? best : other;
  return points == STORY_APART && (a->cut || b->cut) ? 0 : points;
}

static bool crosses_borders(const story_event *e) {
  uint16_t one = e->sides[0][0].country, other = e->sides[1][0].country;
  return one && other && one != other;
}

static bool is_everyday(const story_event *e) {
  static const bool everyday[CASUS_TYPE_COUNT] = {
      [CASUS_SUPPORT] = true, [CASUS_AID] = true, [CASUS_REQUEST] = true, [CASUS_ACCUSE] = true, [CASUS_THREATEN] = true};
  return story_act(e) < CASUS_TYPE_COUNT && everyday[story_act(e)];
}

static int32_t directed_points(const story_event *a, const story_event *b) {
  party_list of_a[2] = {{.n = 0}, {.n = 0}}, of_b[2] = {{.n = 0}, {.n = 0}};
  for (size_t side = 0; side < 2; side++) {
    list_side(a, side, &of_a[side]);
    list_side(b, side, &of_b[side]);
  }
  int32_t actors = list_points(&of_a[0], &of_b[0]), recipients = list_points(&of_a[1], &of_b[1]);
  if (actors == STORY_APART || recipients == STORY_APART) return STORY_APART;
  int32_t points = actors + recipients;
  if (crosses_borders(a) && crosses_borders(b)) return points + TWO_COUNTRIES;
  int32_t crosswise = list_points(&of_a[0], &of_b[1]) + list_points(&of_a[1], &of_b[0]);
  if (crosswise >= 2 * PARTY_SAME && crosswise > points) points += ROLES_CHANGED;
  if (points > ONE_COUNTRY_MOST) points = ONE_COUNTRY_MOST;
  return is_everyday(a) ? points + EVERYDAY : points;
}

/* Who meets whom and who signs with whom may be told either way round, and all may stand on one side. Of two that are named at
 * both places, both must be there. */
static int32_t mutual_points(const story_event *a, const story_event *b) {
  party_list of_a = {.n = 0}, of_b = {.n = 0};
  int32_t best, other;
  for (size_t side = 0; side < 2; side++) {
    list_side(a, side, &of_a);
    list_side(b, side, &of_b);
  }
  if (!of_a.n || !of_b.n) return 0;
  size_t in_b = shared_parties(&of_a, &of_b, &best), in_a = shared_parties(&of_b, &of_a, &other);
  if (of_a.cut || of_b.cut) return best > 0 ? best : 0;
  if (!in_a || !in_b) return STORY_APART;
  if (of_a.n > 1 && of_b.n > 1 && (in_a < 2 || in_b < 2)) return STORY_APART;
  bool pair = in_a > 1 && in_b > 1;
  return (best > other ? best : other) * (pair ? 2 : 1) + (crosses_borders(a) && crosses_borders(b) && pair ? TWO_COUNTRIES : 0);
}

enum { CAMEO_SIGN = 57 };

static bool is_mutual(const story_event *e) {
  uint8_t act = story_act(e);
  return act == CASUS_CONSULT || act == CASUS_COOPERATE || act == CASUS_AGREE ||
         (act == CASUS_SUPPORT && (e->cameo == CAMEO_SIGN || is_to_come(e)));
}

static int32_t side_points(const story_event *a, const story_event *b) {
  return is_mutual(a) && is_mutual(b) ? mutual_points(a, b) : directed_points(a, b);
}

bool story_same_sides(const story_event *a, const story_event *b) {
  if (side_points(a, b) == STORY_APART) return false;
  if (is_mutual(a) && is_mutual(b)) return (a->n_parties[0] + a->n_parties[1] > 0) == (b->n_parties[0] + b->n_parties[1] > 0);
  return (a->n_parties[0] > 0) == (b->n_parties[0] > 0) && (a->n_parties[1] > 0) == (b->n_parties[1] > 0);
}

/* ---- places */

enum {
  TOWN_SAME = 25,
  TOWN_NEAR = 5, /* within NEAR_DEGREES, under another name */
  TOWN_DIFFERS = -30,
  AREA_SAME = 6, /* one region; the town is not said by both */
  AREA_DIFFERS = -15,
  COUNTRY_SAME = 2,
  NEAR_DEGREES = 36, /* in 1/180: 22 km of latitude */
};

static bool is_country(const story_event *e) { return !e->place_admin1 && (e->geonames || !e->place_name); }

static bool is_near(const story_event *a, const story_event *b) {
  bool known = (a->lat || a->lon) && (b->lat || b->lon);
  return known && abs(a->lat - b->lat) <= NEAR_DEGREES && abs(a->lon - b->lon) <= NEAR_DEGREES;
}

static int32_t place_points(const story_event *a, const story_event *b) {
  if (!a->place_name || !b->place_name) return 0;
  if (a->place_country && b->place_country && a->place_country != b->place_country) return TOWN_DIFFERS;
  if (is_country(a) || is_country(b)) return COUNTRY_SAME;
  if (a->place_name == b->place_name || (a->geonames && a->geonames == b->geonames)) return TOWN_SAME;
  bool region = a->place_name == a->place_admin1 || b->place_name == b->place_admin1;
  if (region) return a->place_admin1 == b->place_admin1 ? AREA_SAME : AREA_DIFFERS;
  return is_near(a, b) ? TOWN_NEAR : TOWN_DIFFERS;
}

bool story_same_place(const story_event *a, const story_event *b) {
  if (!a->place_name || !b->place_name) return a->place_name == b->place_name;
  return place_points(a, b) > 0;
}

/* ---- figures */

enum { FIGURE_SAME = 12, FIGURE_NEAR = 4, FIGURE_DIFFERS = -6, FIGURE_FAR = -15 };

static bool is_said(story_figure f) { return f.min > 0 || f.max < UINT16_MAX; }

static int32_t figure_points(story_figure a, story_figure b) {
  if (!is_said(a) || !is_said(b)) return 0;
  if (a.min == b.min && a.max == b.max) return FIGURE_SAME;
  if (a.min <= b.max && b.min <= a.max) return FIGURE_NEAR;
  story_figure low = a.max < b.min ? a : b, high = a.max < b.min ? b : a;
  int gap = high.min - low.max;
  if (gap <= 2 || gap * 3 <= low.max) return FIGURE_NEAR;
  return high.min > 2 * low.max ? FIGURE_FAR : FIGURE_DIFFERS;
}

static int32_t figures_points(const story_event *a, const story_event *b) {
  return figure_points(a->killed, b->killed) + figure_points(a->held, b->held) + figure_points(a->injured, b->injured) / 2;
}

/* ---- words of the sentence, names of the article */

enum {
  WORD_SHARED = 7,
  NAME_SHARED = 9,
  WORDS_MOST = 30,
  OTHER_NAMES = -8,
  NO_WORD = -12,
  ARTICLE_NAME = 6,
  ARTICLE_MOST = 24,
  NO_ARTICLE_NAME = -8
};

/* The word as it stands in the list, or 0; whether it was seen as a name does not count. */
static uint16_t find_word(uint16_t word, const uint16_t *words, size_t n) {
  for (size_t i = 0; i < n && words[i]; i++)
    if ((words[i] | 1) == (word | 1)) return words[i];
  return 0;
}

static bool has_name_outside(const story_event *a, const story_event *b) {
  for (size_t i = 0; i < STORY_WORDS && a->words[i]; i++)
    if ((a->words[i] & 1) && !find_word(a->words[i], b->words, STORY_WORDS)) return true;
  return false;
}

static int32_t word_points(const story_event *a, const story_event *b) {
  int32_t points = 0;
  for (size_t i = 0; i < STORY_WORDS && a->words[i]; i++) {
    uint16_t other = find_word(a->words[i], b->words, STORY_WORDS);
    if (other) points += (a->words[i] | other) & 1 ? NAME_SHARED : WORD_SHARED;
  }
  if (!points) return NO_WORD;
  if (has_name_outside(a, b) && has_name_outside(b, a)) points += OTHER_NAMES;
  return points > WORDS_MOST ? WORDS_MOST : points;
}

static int32_t article_points(const story_event *a, const story_event *b) {
  if (!a->names[0] || !b->names[0]) return 0;
  int32_t shared = 0;
  for (size_t i = 0; i < STORY_NAMES && a->names[i]; i++) shared += find_word(a->names[i], b->names, STORY_NAMES) != 0;
  int32_t points = shared * ARTICLE_NAME;
  if (!shared) return NO_ARTICLE_NAME;
  return points > ARTICLE_MOST ? ARTICLE_MOST : points;
}

/* ---- one article, or copies of one */

enum { SIDES, DATES, PLACES, FIGURES, PARTS };
enum { SAME_TEXT = 40, SAME_ARTICLE = 10 };

/* Copies of one article say the same thing with the same words. */
static int32_t copy_points(const story_event *a, const story_event *b) {
  bool same = a->words[0] && a->type == b->type && a->of == b->of && memcmp(a->words, b->words, sizeof a->words) == 0;
  return a->group == b->group && same ? SAME_TEXT : 0;
}

/* One article tells two occurrences apart: its events are one only where nothing differs between them, but that one of the
 * sentences names no day. */
static bool are_mentions(const story_event *a, const story_event *b, const int32_t parts[PARTS]) {
  for (size_t i = 0; i < PARTS; i++)
    if (parts[i] < 0 && (i != DATES || (says_day(a) && says_day(b)))) return false;
  return a->type == b->type || is_to_come(a) || is_to_come(b);
}

int32_t story_points(const story_event *a, const story_event *b, int32_t window_days) {
  int32_t act = act_points(a, b), status = status_points(a, b), parts[PARTS] = {0};
  if (act == STORY_APART || status == STORY_APART) return STORY_APART;
  parts[DATES] = date_points(a, b, window_days);
  if (parts[DATES] == STORY_APART) return STORY_APART;
  parts[SIDES] = side_points(a, b);
  if (parts[SIDES] == STORY_APART) return STORY_APART;
  parts[PLACES] = place_points(a, b);
  parts[FIGURES] = figures_points(a, b);
  int32_t points = act + status + word_points(a, b);
  for (size_t i = 0; i < PARTS; i++) points += parts[i];
  if (a->article != b->article) return points + article_points(a, b) + copy_points(a, b);
  return are_mentions(a, b, parts) ? points + SAME_ARTICLE : STORY_APART;
}
