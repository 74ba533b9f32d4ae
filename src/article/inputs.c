/* The list of inputs: files as named, folders opened up recursively in byte order of the path. What cannot be read stays in the
 * list with its reason, so that the reader reports it in its place. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "article/article_parts.h"

#define STR_OF(literal) \
  { (literal), sizeof(literal) - 1 }
enum { INPUTS_MAX = 1 << 24, FOLDERS_MAX = 1 << 20 };
#define INPUTS_BYTES_MAX ((size_t)4 << 30)

/* ---- names */

static bool ends_fold(str s, str suffix) {
  return s.len >= suffix.len && str_equal_fold(str_slice(s, s.len - suffix.len, s.len), suffix);
}

static str without_packing(str path, bool *compressed) {
  *compressed = true;
  if (ends_fold(path, STR(".gz"))) return str_slice(path, 0, path.len - 3);
  if (ends_fold(path, STR(".zst"))) return str_slice(path, 0, path.len - 4);
  *compressed = false;
  return path;
}

input_form input_form_of(str path, bool *compressed) {
  static const struct {
    str suffix;
    input_form form;
  } suffixes[] = {{STR_OF(".txt"), FORM_TEXT}, {STR_OF(".jsonl"), FORM_JSON_LINES}, {STR_OF(".html"), FORM_HTML},
                  {STR_OF(".htm"), FORM_HTML}, {STR_OF(".xhtml"), FORM_HTML},       {STR_OF(".warc"), FORM_WARC},
                  {STR_OF(".wet"), FORM_WARC}, {STR_OF(".rss"), FORM_FEED},         {STR_OF(".atom"), FORM_FEED},
                  {STR_OF(".xml"), FORM_FEED}};
  path = without_packing(path, compressed);
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
    if (ends_fold(path, suffixes[i].suffix)) return suffixes[i].form;
  return FORM_UNKNOWN;
}

/* ---- first bytes */

static bool holds_fold(str s, str word) {
  for (size_t i = 0; i + word.len <= s.len; i++)
    if (str_equal_fold(str_slice(s, i, i + word.len), word)) return true;
  return false;
}

/* What the head of a document in angle brackets calls itself. */
static input_form markup_of_head(str head) {
  static const struct {
    str mark;
    input_form form;
  } marks[] = {{STR_OF("<rss"), FORM_FEED},           {STR_OF("<feed"), FORM_FEED}, {STR_OF("<rdf:rdf"), FORM_FEED},
               {STR_OF("<!doctype html"), FORM_HTML}, {STR_OF("<html"), FORM_HTML}, {STR_OF("<head"), FORM_HTML},
               {STR_OF("<body"), FORM_HTML},          {STR_OF("<?xml"), FORM_FEED}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (holds_fold(head, marks[i].mark)) return marks[i].form;
  return FORM_TEXT;
}

input_form input_form_of_head(str head) {
  enum { HEAD_BYTES = 2048 };
  size_t at = 0;
  while (at < head.len && (is_ascii_space((unsigned char)head.ptr[at]) || (at < 3 && memchr("\xef\xbb\xbf", head.ptr[at], 3))))
    at++;
  if (at == head.len) return FORM_UNKNOWN;
  str rest = str_slice(head, at, head.len - at > HEAD_BYTES ? at + HEAD_BYTES : head.len);
  if (rest.ptr[0] == '{') return FORM_JSON_LINES;
  if (str_starts(rest, STR("WARC/"))) return FORM_WARC;
  return rest.ptr[0] == '<' ? markup_of_head(rest) : FORM_TEXT;
}

/* In folders only what is known by name is taken: a folder may hold anything else. */
bool casus_reader_takes(casus_str path) {
  bool compressed;
  input_form form = input_form_of(path, &compressed);
  return form != FORM_UNKNOWN && (form != FORM_TEXT || !compressed);
}

str path_file_name(str path) {
  size_t i = path.len;
  while (i && path.ptr[i - 1] != '/') i--;
  return str_slice(path, i, path.len);
}

str path_stem(str path) {
  bool compressed;
  str name = without_packing(path_file_name(path), &compressed);
  size_t i = name.len;
  while (i && name.ptr[i - 1] != '.') i--;
  return i > 1 ? str_slice(name, 0, i - 1) : name;
}

/* ---- the list */

/* A path still to be looked at. Folders end in '/', which puts them where byte order of whole paths wants them. */
typedef struct {
  str path;
  uint64_t size, device, inode;
  int problem;
  bool is_folder, is_file;
} pending;

typedef struct {
  uint64_t device, inode;
  bool used;
} folder_id;

typedef struct {
  inputs *list;
  pending *stack;
  uint32_t n, capacity;
  folder_id *seen; /* open addressing; each folder is entered once, which also ends loops of links */
  uint32_t n_seen, n_slots;
  uint32_t found, passed_over;
  casus_error *error;
} walk;

static casus_status over_maximum(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "no memory for the list of inputs, or over %d of them", INPUTS_MAX);
}

/* Lists of a million files are met: they are on the heap, where growing does not leave the old copy behind. */
static bool grow(void **items, uint32_t *capacity, uint32_t need, size_t size) {
  if (need <= *capacity) return true;
  if (need > INPUTS_MAX) return false;
  uint32_t wanted = *capacity ? *capacity * 2 : 64;
  void *grown = realloc(*items, wanted * size);
  if (!grown) return false;
  *items = grown;
  *capacity = wanted;
  return true;
}

static casus_status add_input(inputs *list, input item, casus_error *error) {
  void *items = list->items;
  if (!grow(&items, &list->capacity, list->n + 1, sizeof *list->items)) return over_maximum(error);
  list->items = items;
  list->items[list->n++] = item;
  list->total_bytes += item.size;
  if (!item.size_known) list->total_known = false;
  return CASUS_OK;
}

static casus_status add_problem(inputs *list, str path, int problem, const char *message, casus_error *error) {
  return add_input(list, (input){.path = path.ptr, .size_known = true, .problem = problem, .message = message}, error);
}

/* *path: parent + name, with room for a '/' behind it. */
static char *join(arena *memory, str parent, str name) {
  char *path = arena_alloc(memory, parent.len + name.len + 2, 1);
  if (!path) return NULL;
  if (parent.len) memcpy(path, parent.ptr, parent.len);
  memcpy(path + parent.len, name.ptr, name.len);
  return path;
}

static void look_at(pending *p, char *path) {
  struct stat info;
  if (stat(path, &info) != 0) {
    p->problem = errno;
    return;
  }
  p->size = (uint64_t)info.st_size;
  p->device = (uint64_t)info.st_dev;
  p->inode = (uint64_t)info.st_ino;
  p->is_folder = S_ISDIR(info.st_mode);
  p->is_file = S_ISREG(info.st_mode);
  if (p->is_folder && !str_ends(p->path, STR("/"))) path[p->path.len++] = '/';
}

static casus_status push(walk *w, str parent, str name) {
  void *stack = w->stack;
  if (!grow(&stack, &w->capacity, w->n + 1, sizeof *w->stack)) return over_maximum(w->error);
  w->stack = stack;
  char *path = join(w->list->memory, parent, name);
  if (!path) return over_maximum(w->error);
  pending *p = &w->stack[w->n];
  *p = (pending){.path = {path, parent.len + name.len}};
  look_at(p, path);
  if (p->is_folder || casus_reader_takes(p->path)) w->n++;
  else w->passed_over++;
  return CASUS_OK;
}

static bool seen_insert(folder_id *slots, uint32_t n_slots, folder_id id) {
  uint64_t h = hash_mix(id.device * 0x9e3779b97f4a7c15ULL ^ id.inode);
  uint32_t i = (uint32_t)(h & (n_slots - 1));
  for (; slots[i].used; i = (i + 1) & (n_slots - 1))
    if (slots[i].device == id.device && slots[i].inode == id.inode) return false;
  slots[i] = id;
  return true;
}

static bool seen_grow(walk *w) {
  uint32_t n_slots = w->n_slots ? w->n_slots * 2 : 64;
  folder_id *slots = ARENA_ARRAY(w->list->memory, folder_id, n_slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < w->n_slots; i++)
    if (w->seen[i].used) seen_insert(slots, n_slots, w->seen[i]);
  w->seen = slots;
  w->n_slots = n_slots;
  return true;
}

/* *is_new: not entered before. */
static casus_status enter_folder(walk *w, const pending *p, bool *is_new) {
  if (w->n_seen == FOLDERS_MAX || (w->n_seen * 2 >= w->n_slots && !seen_grow(w))) return over_maximum(w->error);
  *is_new = seen_insert(w->seen, w->n_slots, (folder_id){p->device, p->inode, true});
  if (*is_new) w->n_seen++;
  return CASUS_OK;
}

static int later_first(const void *a, const void *b) {
  return str_compare(((const pending *)b)->path, ((const pending *)a)->path);
}

static bool is_dot(const char *name) { return strcmp(name, ".") == 0 || strcmp(name, "..") == 0; }

/* Puts the entries of a folder on the stack, the first in byte order on top. */
static casus_status push_entries(walk *w, DIR *folder, str path) {
  uint32_t first = w->n;
  casus_status status = CASUS_OK;
  struct dirent *entry;
  while (status == CASUS_OK && (entry = readdir(folder)))
    if (!is_dot(entry->d_name)) status = push(w, path, str_of(entry->d_name));
  if (w->n > first) qsort(w->stack + first, w->n - first, sizeof *w->stack, later_first);
  return status;
}

static casus_status walk_folder(walk *w, const pending *p) {
  bool is_new = false;
  casus_status status = enter_folder(w, p, &is_new);
  if (status != CASUS_OK || !is_new) return status;
  DIR *folder = opendir(p->path.ptr);
  if (!folder) return add_problem(w->list, p->path, errno, NULL, w->error);
  status = push_entries(w, folder, p->path);
  closedir(folder);
  return status;
}

static casus_status walk_file(walk *w, const pending *p) {
  w->found++;
  if (p->problem) return add_problem(w->list, p->path, p->problem, NULL, w->error);
  if (!p->is_file) return add_problem(w->list, p->path, 0, "is neither a file nor a folder", w->error);
  return add_input(w->list, (input){.path = p->path.ptr, .size = p->size, .size_known = true}, w->error);
}

static casus_status walk_all(walk *w, const char *top) {
  casus_status status = push(w, (str){0}, str_of(top));
  if (status != CASUS_OK) return status;
  str top_path = w->stack[0].path;
  while (status == CASUS_OK && w->n) {
    pending p = w->stack[--w->n];
    status = p.is_folder ? walk_folder(w, &p) : walk_file(w, &p);
  }
  /* A folder of files that are all of other kinds is more likely a mistake than an empty delivery. */
  if (status == CASUS_OK && !w->found && w->passed_over)
    status = add_problem(
        w->list, top_path, 0,
        "holds no .txt, .html, .jsonl, .warc, .rss, .atom or .xml file (or one of these as .gz or .zst), only others", w->error);
  return status;
}

static casus_status list_folder(inputs *list, const char *top, casus_error *error) {
  walk w = {.list = list, .error = error};
  casus_status status = walk_all(&w, top);
  free(w.stack);
  return status;
}

static casus_status list_path(inputs *list, const char *path, casus_error *error) {
  if (strcmp(path, "-") == 0) return add_input(list, (input){.path = path}, error);
  struct stat info;
  if (stat(path, &info) != 0) return add_problem(list, str_of(path), errno, NULL, error);
  if (S_ISDIR(info.st_mode)) return list_folder(list, path, error);
  return add_input(list, (input){.path = path, .size = (uint64_t)info.st_size, .size_known = S_ISREG(info.st_mode)}, error);
}

casus_status inputs_list(const char *const *paths, size_t n_paths, inputs *out, casus_error *error) {
  inputs list = {.memory = arena_new(INPUTS_BYTES_MAX), .total_known = true};
  if (!list.memory) return over_maximum(error);
  casus_status status = CASUS_OK;
  size_t n_standard = 0;
  for (size_t i = 0; i < n_paths && status == CASUS_OK; i++) {
    if (strcmp(paths[i], "-") == 0 && n_standard++)
      status = error_set(error, CASUS_USAGE, "standard input (\"-\") can be read only once");
    else status = list_path(&list, paths[i], error);
  }
  if (status != CASUS_OK) {
    inputs_free(&list);
    return status;
  }
  *out = list;
  return CASUS_OK;
}

void inputs_free(inputs *in) {
  arena_free(in->memory);
  free(in->items);
  *in = (inputs){0};
}
