/* Lines of news pages that are not the article's: told by how they begin and how short they are. English. */
#include "article/html_lines.h"

#include "article/article.h"

enum { DATE_LINE_BYTES_MAX = 200, BYLINE_WORDS_MAX = 14 };

/* A line of no more than so many words that begins so. */
static const struct {
  const char *begins;
  unsigned words_max;
} furniture[] = {{"advertisement", 4},
                 {"advertising", 3},
                 {"all rights reserved", 20},
                 {"also read", 30},
                 {"article continues", 8},
                 {"click here", 30},
                 {"comments", 3},
                 {"continue reading", 20},
                 {"copyright \xc2\xa9", 40},
                 {"copyright (c)", 40},
                 {"copyright 20", 40},
                 {"\xc2\xa9", 40},
                 {"credit:", 20},
                 {"don't miss", 20},
                 {"download our", 30},
                 {"download the", 20},
                 {"enter your email", 30},
                 {"editor's picks", 4},
                 {"editors' picks", 4},
                 {"file photo", 25},
                 {"filed under", 20},
                 {"follow us", 30},
                 {"follow @", 20},
                 {"for more information, visit", 20},
                 {"get our", 30},
                 {"getty images", 6},
                 {"image:", 25},
                 {"image caption", 40},
                 {"image credit", 20},
                 {"image source", 12},
                 {"in other news", 4},
                 {"join our", 30},
                 {"latest news", 4},
                 {"latest stories", 4},
                 {"leave a comment", 12},
                 {"leave a reply", 12},
                 {"listen:", 20},
                 {"listen to this", 12},
                 {"loading", 3},
                 {"more from", 6},
                 {"more news", 4},
                 {"more on this", 12},
                 {"more stories", 12},
                 {"most popular", 12},
                 {"most read", 12},
                 {"most viewed", 12},
                 {"other news", 4},
                 {"other stories", 4},
                 {"our standards:", 12},
                 {"photo:", 25},
                 {"photo by", 12},
                 {"photograph:", 20},
                 {"picture:", 25},
                 {"print this", 6},
                 {"read also", 30},
                 {"read more", 30},
                 {"read next", 30},
                 {"read:", 30},
                 {"recommended", 8},
                 {"related:", 30},
                 {"related", 1},
                 {"related articles", 8},
                 {"related news", 8},
                 {"related posts", 8},
                 {"related stories", 8},
                 {"related topics", 12},
                 {"see also", 30},
                 {"share on", 12},
                 {"share this", 12},
                 {"sign up", 40},
                 {"skip to", 8},
                 {"story continues", 8},
                 {"subscribe", 40},
                 {"support our", 30},
                 {"tags:", 30},
                 {"up next", 4},
                 {"this site uses cookies", 60},
                 {"topics:", 30},
                 {"top stories", 6},
                 {"trending", 6},
                 {"watch:", 25},
                 {"what to read next", 6},
                 {"we use cookies", 60},
                 {"you may also", 30},
                 {"you might also", 30},
                 {"your email address", 20}};

static bool begins_fold(str s, str head) { return s.len >= head.len && str_equal_fold(str_slice(s, 0, head.len), head); }

/* "read more" begins "Read more: talks fail", not "Read moreover". */
static bool begins_words(str line, str words) {
  if (!begins_fold(line, words)) return false;
  return line.len == words.len || !is_ascii_alpha((unsigned char)words.ptr[words.len - 1]) ||
         !is_ascii_alpha((unsigned char)line.ptr[words.len]);
}

static str without_marks(str line) {
  while (line.len && memchr("([>*|- ", line.ptr[0], 7)) line = str_slice(line, 1, line.len);
  return line;
}

bool html_line_is_furniture(str line, uint32_t words) {
  line = without_marks(line);
  for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++)
    if (words <= furniture[i].words_max && begins_words(line, str_of(furniture[i].begins))) return true;
  return words <= 5 && str_ends(line, STR("min read"));
}

bool html_line_date(str line, casus_date *date) {
  if (line.len > DATE_LINE_BYTES_MAX) line.len = DATE_LINE_BYTES_MAX;
  for (size_t i = 0; i < line.len; i++) {
    bool begins = i == 0 || !(is_ascii_alpha((unsigned char)line.ptr[i - 1]) || is_ascii_digit((unsigned char)line.ptr[i - 1]));
    bool may_be = is_ascii_digit((unsigned char)line.ptr[i]) || is_ascii_upper((unsigned char)line.ptr[i]);
    casus_date read;
    /* A bare year or month is no date of publication. */
    if (begins && may_be && article_date_value(str_slice(line, i, line.len), &read) && read.day) {
      *date = read;
      return true;
    }
  }
  return false;
}

bool html_line_is_byline(str line, uint32_t words) {
  static const char *const heads[] = {
      "by", "published", "updated", "last updated", "last modified", "first published", "posted", "written by", "reporter", NULL};
  casus_date date;
  if (words > BYLINE_WORDS_MAX) return false;
  for (const char *const *head = heads; *head; head++)
    if (begins_words(line, str_of(*head))) return true;
  return words <= 8 && html_line_date(line, &date);
}
