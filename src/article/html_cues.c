/* The words that news sites use in class, id and role for what is the article and what is around it. */
#define _GNU_SOURCE /* memmem */
#include "article/html_cues.h"

#include "article/html_page.h"

enum { WORD_BYTES_MAX = 32, TOKEN_BYTES_MAX = 64, VALUE_BYTES_MAX = 1024 };

/* A word is a run of letters: "related-posts", "related_posts" and "relatedPosts" have "related" and "posts". In byte order. */
static const struct {
  const char *word;
  unsigned cues;
} words[] = {{"ad", HTML_CUE_DOUBT},           {"ads", HTML_CUE_DOUBT},          {"addtoany", HTML_CUE_OUT},
             {"adslot", HTML_CUE_OUT},         {"advert", HTML_CUE_OUT},         {"advertisement", HTML_CUE_OUT},
             {"advertising", HTML_CUE_OUT},    {"alsoread", HTML_CUE_OUT},       {"aside", HTML_CUE_DOUBT},
             {"author", HTML_CUE_DOUBT},       {"authors", HTML_CUE_DOUBT},      {"banner", HTML_CUE_DOUBT},
             {"bio", HTML_CUE_DOUBT},          {"breadcrumb", HTML_CUE_OUT},     {"breadcrumbs", HTML_CUE_OUT},
             {"byline", HTML_CUE_OUT},         {"bylines", HTML_CUE_OUT},        {"caption", HTML_CUE_CAPTION},
             {"captions", HTML_CUE_CAPTION},   {"carousel", HTML_CUE_DOUBT},     {"ccpa", HTML_CUE_OUT},
             {"comment", HTML_CUE_OUT},        {"commenting", HTML_CUE_OUT},     {"commentlist", HTML_CUE_OUT},
             {"comments", HTML_CUE_OUT},       {"consent", HTML_CUE_OUT},        {"cookie", HTML_CUE_OUT},
             {"cookies", HTML_CUE_OUT},        {"copyright", HTML_CUE_CAPTION},  {"credit", HTML_CUE_CAPTION},
             {"credits", HTML_CUE_CAPTION},    {"dialog", HTML_CUE_DOUBT},       {"disclaimer", HTML_CUE_OUT},
             {"disqus", HTML_CUE_OUT},         {"donate", HTML_CUE_OUT},         {"donation", HTML_CUE_OUT},
             {"footer", HTML_CUE_OUT},         {"gdpr", HTML_CUE_OUT},           {"image", HTML_CUE_DOUBT},
             {"latest", HTML_CUE_DOUBT},       {"login", HTML_CUE_DOUBT},        {"masthead", HTML_CUE_OUT},
             {"menu", HTML_CUE_DOUBT},         {"meta", HTML_CUE_DOUBT},         {"modal", HTML_CUE_DOUBT},
             {"mostread", HTML_CUE_OUT},       {"mostviewed", HTML_CUE_OUT},     {"nav", HTML_CUE_DOUBT},
             {"navbar", HTML_CUE_DOUBT},       {"navigation", HTML_CUE_DOUBT},   {"newsletter", HTML_CUE_OUT},
             {"newsletters", HTML_CUE_OUT},    {"outbrain", HTML_CUE_OUT},       {"overlay", HTML_CUE_DOUBT},
             {"pagination", HTML_CUE_OUT},     {"paywall", HTML_CUE_DOUBT},      {"photo", HTML_CUE_DOUBT},
             {"picture", HTML_CUE_DOUBT},      {"player", HTML_CUE_DOUBT},       {"poll", HTML_CUE_OUT},
             {"popular", HTML_CUE_OUT},        {"popup", HTML_CUE_DOUBT},        {"print", HTML_CUE_DOUBT},
             {"promo", HTML_CUE_OUT},          {"promos", HTML_CUE_OUT},         {"promoted", HTML_CUE_OUT},
             {"promotion", HTML_CUE_OUT},      {"pullquote", HTML_CUE_OUT},      {"rail", HTML_CUE_DOUBT},
             {"readmore", HTML_CUE_OUT},       {"recirc", HTML_CUE_OUT},         {"recirculation", HTML_CUE_OUT},
             {"recommend", HTML_CUE_OUT},      {"recommendation", HTML_CUE_OUT}, {"recommendations", HTML_CUE_OUT},
             {"recommended", HTML_CUE_OUT},    {"related", HTML_CUE_OUT},        {"relatedposts", HTML_CUE_OUT},
             {"replies", HTML_CUE_OUT},        {"reply", HTML_CUE_OUT},          {"respond", HTML_CUE_OUT},
             {"search", HTML_CUE_DOUBT},       {"seealso", HTML_CUE_OUT},        {"share", HTML_CUE_DOUBT},
             {"sharedaddy", HTML_CUE_OUT},     {"sharing", HTML_CUE_DOUBT},      {"sidebar", HTML_CUE_DOUBT},
             {"signup", HTML_CUE_OUT},         {"slideshow", HTML_CUE_DOUBT},    {"social", HTML_CUE_DOUBT},
             {"sponsor", HTML_CUE_OUT},        {"sponsored", HTML_CUE_OUT},      {"subscribe", HTML_CUE_OUT},
             {"subscription", HTML_CUE_DOUBT}, {"taboola", HTML_CUE_OUT},        {"tags", HTML_CUE_DOUBT},
             {"teaser", HTML_CUE_DOUBT},       {"teasers", HTML_CUE_DOUBT},      {"thumbnail", HTML_CUE_DOUBT},
             {"ticker", HTML_CUE_DOUBT},       {"timestamp", HTML_CUE_DOUBT},    {"toc", HTML_CUE_DOUBT},
             {"toolbar", HTML_CUE_DOUBT},      {"topbar", HTML_CUE_OUT},         {"trending", HTML_CUE_OUT},
             {"widget", HTML_CUE_DOUBT},       {"widgets", HTML_CUE_DOUBT},      {"yarpp", HTML_CUE_OUT}};

/* Looked for within a class or id from which all but letters is taken: "article__body-text" has "articlebody". */
static const struct {
  str part;
  unsigned cues;
} parts[] = {{{"articlebody", 11}, HTML_CUE_TEXT},
             {{"articlecontent", 14}, HTML_CUE_TEXT},
             {{"articletext", 11}, HTML_CUE_TEXT},
             {{"articlecopy", 11}, HTML_CUE_TEXT},
             {{"articlemaincontent", 18}, HTML_CUE_TEXT},
             {{"storybody", 9}, HTML_CUE_TEXT},
             {{"storycontent", 12}, HTML_CUE_TEXT},
             {{"storytext", 9}, HTML_CUE_TEXT},
             {{"entrycontent", 12}, HTML_CUE_TEXT},
             {{"entrybody", 9}, HTML_CUE_TEXT},
             {{"postcontent", 11}, HTML_CUE_TEXT},
             {{"postbody", 8}, HTML_CUE_TEXT},
             {{"newsbody", 8}, HTML_CUE_TEXT},
             {{"newstext", 8}, HTML_CUE_TEXT},
             {{"newscontent", 11}, HTML_CUE_TEXT},
             {{"bodytext", 8}, HTML_CUE_TEXT},
             {{"bodycopy", 8}, HTML_CUE_TEXT},
             {{"contentbody", 11}, HTML_CUE_TEXT},
             {{"fieldnamebody", 13}, HTML_CUE_TEXT},
             {{"skiplink", 8}, HTML_CUE_HIDDEN},
             {{"screenreader", 12}, HTML_CUE_HIDDEN},
             {{"visuallyhidden", 14}, HTML_CUE_HIDDEN},
             {{"sronly", 6}, HTML_CUE_HIDDEN},
             {{"seealso", 7}, HTML_CUE_OUT},
             {{"readalso", 8}, HTML_CUE_OUT},
             {{"alsoread", 8}, HTML_CUE_OUT},
             {{"readmore", 8}, HTML_CUE_OUT},
             {{"mostread", 8}, HTML_CUE_OUT},
             {{"mostviewed", 10}, HTML_CUE_OUT},
             {{"morefrom", 8}, HTML_CUE_OUT},
             {{"moreon", 6}, HTML_CUE_DOUBT},
             {{"pullquote", 9}, HTML_CUE_OUT},
             {{"twittertweet", 12}, HTML_CUE_OUT},
             {{"instagrammedia", 14}, HTML_CUE_OUT},
             {{"signup", 6}, HTML_CUE_OUT},
             {{"captiontext", 11}, HTML_CUE_CAPTION}};

static unsigned cues_of_word(str word) {
  for (size_t low = 0, high = sizeof words / sizeof *words; low < high;) {
    size_t middle = (low + high) / 2;
    int order = str_compare(word, str_of(words[middle].word));
    if (order == 0) return words[middle].cues;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return 0;
}

static unsigned cues_of_parts(str letters) {
  unsigned cues = 0;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (letters.len >= parts[i].part.len && memmem(letters.ptr, letters.len, parts[i].part.ptr, parts[i].part.len))
      cues |= parts[i].cues;
  return cues;
}

/* One class: its words, and its letters in one. */
static unsigned cues_of_token(str token) {
  char letters[TOKEN_BYTES_MAX];
  size_t n = 0, word = 0;
  unsigned cues = 0;
  if (token.len > TOKEN_BYTES_MAX) token.len = TOKEN_BYTES_MAX;
  for (size_t i = 0; i < token.len; i++) {
    unsigned char c = (unsigned char)token.ptr[i];
    bool letter = is_ascii_alpha(c);
    bool hump = is_ascii_upper(c) && i && is_ascii_lower((unsigned char)token.ptr[i - 1]);
    if ((!letter || hump) && n > word) {
      cues |= cues_of_word((str){letters + word, n - word});
      word = n;
    }
    if (letter) letters[n++] = to_ascii_lower(token.ptr[i]);
  }
  if (n > word) cues |= cues_of_word((str){letters + word, n - word});
  return cues | cues_of_parts((str){letters, n});
}

/* Of the value of a class or id. What says "text" and "related" at once is the latter: "article-body-related". */
static unsigned cues_of_words(str value) {
  unsigned cues = 0;
  if (value.len > VALUE_BYTES_MAX) value.len = VALUE_BYTES_MAX;
  for (size_t at = 0; at < value.len;) {
    size_t begin = at;
    while (at < value.len && !is_ascii_space((unsigned char)value.ptr[at])) at++;
    unsigned token = cues_of_token(str_slice(value, begin, at));
    if (token & (HTML_CUE_OUT | HTML_CUE_CAPTION)) token &= ~(unsigned)HTML_CUE_TEXT;
    cues |= token;
    at++;
  }
  return cues;
}

static unsigned cues_of_style(str value) {
  char letters[VALUE_BYTES_MAX];
  size_t n = 0;
  for (size_t i = 0; i < value.len && n < sizeof letters; i++)
    if (!is_ascii_space((unsigned char)value.ptr[i])) letters[n++] = to_ascii_lower(value.ptr[i]);
  bool hidden = memmem(letters, n, "display:none", 12) || memmem(letters, n, "visibility:hidden", 17);
  return hidden ? HTML_CUE_HIDDEN : 0;
}

static unsigned cues_of_role(str value) {
  static const char *const around[] = {"navigation",  "banner", "contentinfo", "complementary", "search", "dialog",
                                       "alertdialog", "menu",   "menubar",     "toolbar",       NULL};
  return str_is_one_of(value, around) ? HTML_CUE_OUT : 0;
}

unsigned html_cues_of_attribute(str name, str value) {
  static const char *const bodies[] = {"articleBody", "reviewBody", "article-body", "story-body", NULL};
  if (str_is(name, "class") || str_is(name, "id")) return cues_of_words(value);
  if (str_is(name, "role")) return cues_of_role(value);
  if (str_is(name, "style")) return cues_of_style(value);
  if (str_is(name, "hidden")) return HTML_CUE_HIDDEN;
  if (str_is(name, "aria-hidden")) return str_equal_fold(value, STR("true")) ? HTML_CUE_HIDDEN : 0;
  if (str_is(name, "itemprop") || str_is(name, "name") || str_is(name, "data-testid"))
    return str_is_one_of(value, bodies) ? HTML_CUE_TEXT : 0;
  return 0;
}
