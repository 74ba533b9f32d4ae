/* JSON-LD of news pages: the objects that are articles, wherever in lists and graphs they stand, and their fields. */
#include "article/json_ld.h"

#include <jansson.h>
#include <stdlib.h>

enum { OBJECTS_MAX = 4096, BODY_BYTES_MAX = 16 << 20 };

/* Sites write line ends into strings as they are, which JSON forbids. *clean has room for twice the script. */
static str mend(str script, char *clean) {
  size_t n = 0;
  bool quoted = false;
  for (size_t i = 0; i < script.len; i++) {
    char c = script.ptr[i];
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\' && i + 1 < script.len) {
      clean[n++] = c;
      c = script.ptr[++i];
    } else if (quoted && c == '\n') {
      clean[n++] = '\\';
      c = 'n';
    }
    clean[n++] = (unsigned char)c < ' ' ? ' ' : c;
  }
  return (str){clean, n};
}

/* Without what is put around scripts to hide them from old browsers. */
static str bare(str script) {
  size_t begin = 0, end = script.len;
  while (begin < end && script.ptr[begin] != '{' && script.ptr[begin] != '[') begin++;
  while (end > begin && script.ptr[end - 1] != '}' && script.ptr[end - 1] != ']') end--;
  return str_slice(script, begin, end);
}

static json_t *parse(str script) {
  script = bare(script);
  char *clean = malloc(2 * script.len + 1);
  if (!clean) return NULL;
  str s = mend(script, clean);
  json_t *parsed = json_loadb(s.ptr, s.len, JSON_ALLOW_NUL, NULL);
  free(clean);
  return parsed;
}

static str string_of(const json_t *value) {
  return json_is_string(value) ? str_trim((str){json_string_value(value), json_string_length(value)}) : (str){"", 0};
}

static bool is_article_type(str type) {
  static const char *const others[] = {"BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Report", "WebPage", NULL};
  return str_ends(type, STR("Article")) || str_is_one_of(type, others);
}

static bool is_article(const json_t *object) {
  const json_t *type = json_object_get(object, "@type"), *one;
  size_t i;
  if (json_object_get(object, "articleBody")) return true;
  if (is_article_type(string_of(type))) return true;
  json_array_foreach(type, i, one) if (is_article_type(string_of(one))) return true;
  return false;
}

static bool take(str value, arena *memory, str *into) {
  if (!str_empty(*into) || str_empty(value)) return true;
  return arena_copy(memory, value, into);
}

/* The posts of a live blog, newest first as they come. */
static bool take_posts(const json_t *posts, arena *memory, str *body) {
  buffer joined;
  buffer_init(&joined, BODY_BYTES_MAX);
  size_t i;
  const json_t *post;
  json_array_foreach(posts, i, post) {
    str s = string_of(json_object_get(post, "articleBody"));
    if (!str_empty(s) && (!buffer_add(&joined, s) || !buffer_add(&joined, STR("\n")))) break;
  }
  bool taken = take(str_trim(buffer_str(&joined)), memory, body);
  buffer_free(&joined);
  return taken;
}

static str name_of(const json_t *value) {
  if (json_is_array(value)) value = json_array_get(value, 0);
  return json_is_object(value) ? string_of(json_object_get(value, "name")) : string_of(value);
}

static bool take_article(const json_t *object, arena *memory, json_ld *found) {
  const json_t *posts = json_object_get(object, "liveBlogUpdate");
  return take(string_of(json_object_get(object, "headline")), memory, &found->headline) &&
         (!json_is_array(posts) || take_posts(posts, memory, &found->body)) &&
         take(string_of(json_object_get(object, "articleBody")), memory, &found->body) &&
         take(string_of(json_object_get(object, "datePublished")), memory, &found->date) &&
         take(string_of(json_object_get(object, "dateCreated")), memory, &found->date) &&
         take(name_of(json_object_get(object, "publisher")), memory, &found->publisher) &&
         take(name_of(json_object_get(object, "inLanguage")), memory, &found->language) &&
         take(string_of(json_object_get(object, "url")), memory, &found->url);
}

typedef struct {
  const json_t *items[OBJECTS_MAX];
  size_t n;
} queue;

static void add(queue *q, const json_t *value) {
  if (value && q->n < OBJECTS_MAX) q->items[q->n++] = value;
}

static bool visit(queue *q, const json_t *value, arena *memory, json_ld *found) {
  size_t i;
  const json_t *one;
  json_array_foreach(value, i, one) add(q, one);
  if (!json_is_object(value)) return true;
  add(q, json_object_get(value, "@graph"));
  add(q, json_object_get(value, "mainEntity"));
  return !is_article(value) || take_article(value, memory, found);
}

bool json_ld_read(str script, arena *memory, json_ld *found) {
  json_t *parsed = parse(script);
  queue *q = calloc(1, sizeof *q);
  bool done = q != NULL;
  if (q) add(q, parsed);
  for (size_t i = 0; done && i < q->n; i++) done = visit(q, q->items[i], memory, found);
  free(q);
  json_decref(parsed);
  return done;
}
