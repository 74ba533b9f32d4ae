/* The formats of a brief: what an article says never becomes markup, a link that runs something, or a terminal's command; every
 * citation leads somewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "casus_story.h"

#define ATTACK "</q><script>alert(1)</script><img src=x onerror=\"alert('1')\">|]*[x](javascript:alert(2))\x1b[31m\xe2\x80\xae"

typedef struct {
  casus_article article;
  casus_actor actors[2];
  casus_event event;
  casus_report report;
  casus_situation *s;
} scene;

static str text(const char *c) { return (str){c, strlen(c)}; }

/* Everything that an article decides is `words`. */
static void draw(scene *c, const char *words, const char *url) {
  memset(c, 0, sizeof *c);
  const str w = text(words);
  c->article = (casus_article){.id = w, .title = w, .url = text(url), .source = w, .origin = w, .date = {2026, 3, 10}};
  c->actors[0] =
      (casus_actor){.code = STR("ISLREB"), .country = STR("ISL"), .sector = STR("REB"), .name = w, .office = w, .text = w};
  c->actors[1] = (casus_actor){.code = STR("DNKCVL"), .country = STR("DNK"), .sector = STR("CVL"), .text = w};
  c->event = (casus_event){.id = "0123456789abcdef0123456789abcdef",
                           .event = CASUS_ASSAULT,
                           .status = CASUS_ACTUAL,
                           .quad = 4,
                           .score = -9,
                           .confidence = 0.9F,
                           .sentence = 1,
                           .text = w,
                           .span = {0, (uint32_t)w.len},
                           .trigger_span = {0, 3},
                           .date = {2026, 3, 9},
                           .date_basis = CASUS_BASIS_ABSOLUTE,
                           .condition = w,
                           .condition_event = CASUS_NO_EVENT,
                           .exchange = CASUS_NO_EVENT,
                           .actors = c->actors,
                           .n_actors = 1,
                           .recipients = c->actors + 1,
                           .n_recipients = 1};
  c->event.place.name = w;
  c->event.casualties[CASUS_KILLED] = (casus_figure){.text = w};
  c->report = (casus_report){.events = &c->event, .n_events = 1, .article = &c->article};
  const casus_situation_options options = {.title = w};
  assert_int_equal(casus_situation_make(&c->report, 1, &options, &c->s, NULL), CASUS_OK);
}

static char *write(const scene *c, casus_brief_format format) {
  char *bytes;
  size_t len;
  assert_int_equal(casus_brief_write(c->s, format, &bytes, &len, NULL), CASUS_OK);
  assert_int_equal(strlen(bytes), len);
  return bytes;
}

static void hostile_text_stays_text_in_html(void **state) {
  (void)state;
  scene c;
  draw(&c, ATTACK, "javascript:alert(1)");
  char *page = write(&c, CASUS_BRIEF_HTML);
  assert_null(strstr(page, "<script"));
  assert_null(strstr(page, "<img"));
  assert_null(strstr(page, "href=\"javascript"));
  assert_null(strchr(page, 0x1b));
  assert_null(strstr(page, "\xe2\x80\xae"));
  assert_non_null(strstr(page, "&lt;script&gt;"));
  free(page);
  casus_situation_free(c.s);
}

static void hostile_text_stays_text_in_markdown(void **state) {
  (void)state;
  scene c;
  draw(&c, ATTACK, "https://example.org/a)(b");
  char *page = write(&c, CASUS_BRIEF_MARKDOWN);
  assert_null(strstr(page, "<script"));
  assert_null(strstr(page, "[x](java"));
  assert_null(strstr(page, "a)(b"));
  assert_non_null(strstr(page, "\\[x\\]"));
  free(page);
  casus_situation_free(c.s);
}

static void controls_do_not_reach_the_terminal(void **state) {
  (void)state;
  scene c;
  draw(&c, ATTACK "\r\n\x9b\x07", "");
  char *page = write(&c, CASUS_BRIEF_TEXT);
  for (const char *p = page; *p; p++) assert_true((unsigned char)*p >= ' ' || *p == '\n');
  assert_null(strstr(page, "\xc2\x9b"));
  assert_int_equal(utf8_valid_until(text(page)), strlen(page));
  free(page);
  casus_situation_free(c.s);
}

static void addresses_of_the_web_are_links(void **state) {
  (void)state;
  static const struct {
    const char *url;
    bool link;
  } cases[] = {{"https://example.org/a?b=c&d=e", true},
               {"http://example.org/", true},
               {"HTTPS://example.org", false},
               {"javascript:alert(1)", false},
               {"data:text/html,x", false},
               {"https://example.org/\" onclick=\"x", false},
               {"//example.org", false},
               {"", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    scene c;
    draw(&c, "struck them", cases[i].url);
    char *page = write(&c, CASUS_BRIEF_HTML), *markdown = write(&c, CASUS_BRIEF_MARKDOWN);
    assert_int_equal(strstr(page, "rel=\"noopener") != NULL, cases[i].link);
    assert_int_equal(strstr(markdown, "](<http") != NULL, cases[i].link);
    assert_null(strstr(page, "b=c&d"));
    free(page);
    free(markdown);
    casus_situation_free(c.s);
  }
}

static void the_page_loads_and_runs_nothing(void **state) {
  (void)state;
  static const char *const loading[] = {"src=", "@import", "url(http", "<link", "<iframe", "<object", "onload", "style=\"", NULL};
  scene c;
  draw(&c, "struck them", "https://example.org/");
  char *page = write(&c, CASUS_BRIEF_HTML);
  for (int i = 0; loading[i]; i++) assert_null(strstr(page, loading[i]));
  assert_non_null(strstr(page, "default-src 'none'"));
  assert_non_null(strstr(page, "<svg"));
  free(page);
  casus_situation_free(c.s);
}

static void citations_lead_there_and_back(void **state) {
  (void)state;
  scene c;
  draw(&c, "struck them", "");
  char *page = write(&c, CASUS_BRIEF_HTML);
  for (const char *p = page; (p = strstr(p, "href=\"#")) != NULL; p++) {
    char id[80];
    size_t n = strcspn(p + 7, "\"");
    snprintf(id, sizeof id, "id=\"%.*s\"", (int)n, p + 7);
    if (!strstr(page, id)) fail_msg("nothing has %s", id);
  }
  assert_non_null(strstr(page, "href=\"#s1\""));
  assert_non_null(strstr(page, "href=\"#c1-1\""));
  free(page);
  casus_situation_free(c.s);
}

static void text_keeps_to_its_columns(void **state) {
  (void)state;
  scene c;
  draw(&c, "struck them with many words and many more words that go on for longer than one line of a terminal can ever hold", "");
  char *page = write(&c, CASUS_BRIEF_TEXT);
  str rest = text(page), line;
  while (str_cut(&rest, '\n', &line)) {
    size_t columns = 0;
    for (size_t i = 0; i < line.len; i++) columns += ((unsigned char)line.ptr[i] & 0xC0) != 0x80;
    assert_true(columns <= 82); /* a full stop or a bracket may hang over */
  }
  free(page);
  casus_situation_free(c.s);
}

static void json_keeps_the_words(void **state) {
  (void)state;
  scene c;
  json_error_t error;
  draw(&c, "struck \"them\" </script>", "javascript:alert(1)");
  char *page = write(&c, CASUS_BRIEF_JSON);
  json_t *object = json_loads(page, 0, &error);
  assert_non_null(object);
  json_t *source = json_array_get(json_object_get(object, "sources"), 0);
  assert_string_equal(json_string_value(json_object_get(source, "text")), "struck \"them\" </script>");
  assert_int_equal(json_array_size(json_object_get(object, "occurrences")), 1);
  json_decref(object);
  free(page);
  casus_situation_free(c.s);
}

static void broken_utf8_is_an_error_of_json_and_no_crash(void **state) {
  (void)state;
  scene c;
  char *bytes = NULL, *page;
  size_t len;
  casus_error error = {0};
  draw(&c, "struck \xff\xc3 them", "");
  assert_int_equal(casus_brief_write(c.s, CASUS_BRIEF_JSON, &bytes, &len, &error), CASUS_INPUT);
  assert_null(bytes);
  page = write(&c, CASUS_BRIEF_HTML);
  assert_int_equal(utf8_valid_until(text(page)), strlen(page));
  free(page);
  casus_situation_free(c.s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hostile_text_stays_text_in_html),
      cmocka_unit_test(hostile_text_stays_text_in_markdown),
      cmocka_unit_test(controls_do_not_reach_the_terminal),
      cmocka_unit_test(addresses_of_the_web_are_links),
      cmocka_unit_test(the_page_loads_and_runs_nothing),
      cmocka_unit_test(citations_lead_there_and_back),
      cmocka_unit_test(text_keeps_to_its_columns),
      cmocka_unit_test(json_keeps_the_words),
      cmocka_unit_test(broken_utf8_is_an_error_of_json_and_no_crash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
