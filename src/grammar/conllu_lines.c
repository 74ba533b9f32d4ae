/* Cuts CoNLL-U into lines and columns. */
#include "grammar/conllu_lines.h"

static bool read_id(conllu_line *l) {
  str rest = l->columns[CONLLU_ID], part;
  if (memchr(rest.ptr, '.', rest.len)) {
    l->kind = CONLLU_EMPTY_NODE;
    return true;
  }
  l->kind = CONLLU_WORD;
  if (!str_cut(&rest, '-', &part) || !str_to_u32(part, &l->id)) return false;
  l->last = l->id;
  if (!rest.ptr) return true;
  l->kind = CONLLU_RANGE;
  return str_to_u32(rest, &l->last) && l->last >= l->id;
}

static void read_columns(conllu_line *l) {
  str rest = l->line, column;
  unsigned n = 0;
  for (; n < CONLLU_COLUMNS && str_cut(&rest, '\t', &column); n++) l->columns[n] = column;
  if (n < CONLLU_COLUMNS || rest.ptr || str_empty(l->columns[CONLLU_ID]) || !read_id(l)) l->kind = CONLLU_BROKEN;
}

bool conllu_next(str *rest, conllu_line *out) {
  if (!rest->len) return false;
  *out = (conllu_line){.kind = CONLLU_BLANK};
  str_cut(rest, '\n', &out->line);
  if (out->line.len && out->line.ptr[out->line.len - 1] == '\r') out->line.len--;
  if (str_empty(str_trim(out->line))) return true;
  if (out->line.ptr[0] == '#') out->kind = CONLLU_COMMENT;
  else read_columns(out);
  return true;
}

bool conllu_misc(str misc, const char *key, str *value) {
  str item, name;
  while (str_cut(&misc, '|', &item)) {
    if (!str_cut(&item, '=', &name) || !str_is(name, key)) continue;
    *value = item.ptr ? item : (str){"", 0};
    return true;
  }
  return false;
}
