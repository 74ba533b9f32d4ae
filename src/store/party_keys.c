/* Codes and names of actors to the keys of parties, and back. */
#include "store/party_keys.h"

#include "story/situation.h"

enum { BLOCK = 3, STEM_MAX = 6 };

bool actor_is_group(const actor_row *row) {
  static const char *const others[] = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "ELI", "CVL", "UNK", NULL};
  return !str_empty(row->name) && str_empty(row->office) && !str_empty(row->sector) && !str_is_one_of(row->sector, others);
}

static bool is_block(str code, size_t at) {
  size_t capitals = 0, dashes = 0;
  for (size_t i = at; i < code.len && i < at + BLOCK; i++) {
    capitals += is_ascii_upper((unsigned char)code.ptr[i]);
    dashes += code.ptr[i] == '-';
  }
  return capitals == BLOCK || dashes == BLOCK;
}

/* The part of a code that stands for a country, a body, or a kind of people of no country; empty: there is none. */
static str stem_of(str code) {
  bool longer = party_is_body(code) || str_starts(code, STR("---"));
  if (!is_block(code, 0) || (longer && !is_block(code, BLOCK))) return STR("");
  return str_slice(code, 0, longer ? STEM_MAX : BLOCK);
}

/* A key stands in a list with commas. */
static bool add_name(buffer *out, str name) {
  bool good = true;
  for (size_t i = 0; good && i < name.len; i++) good = buffer_add_byte(out, name.ptr[i] == ',' ? ';' : name.ptr[i]);
  return good;
}

static bool is_coded_body(str code) { return str_starts(code, STR("IGO")) && !str_empty(stem_of(code)); }

bool actor_party_key(const actor_row *row, casus_level level, str name, buffer *out) {
  const str code = row->code, stem = stem_of(code);
  if (memchr(code.ptr, ',', code.len) || memchr(code.ptr, ':', code.len)) return true;
  if (!str_empty(stem) && (level == CASUS_LEVEL_COUNTRY || is_coded_body(code))) return buffer_add(out, stem);
  const bool group = level == CASUS_LEVEL_ACTOR && actor_is_group(row);
  if (str_empty(code) && !group) return true;
  if (!buffer_add(out, code) || !buffer_add_byte(out, ':')) return false;
  if (group) return add_name(out, name);
  return level == CASUS_LEVEL_COUNTRY || buffer_add_byte(out, '-');
}

/* ---- back */

static size_t colon_of(str s) {
  const char *colon = s.len ? memchr(s.ptr, ':', s.len) : NULL;
  return colon ? (size_t)(colon - s.ptr) : s.len;
}

bool party_key_code(str wanted, str *code) {
  size_t colon = colon_of(wanted);
  *code = str_slice(wanted, 0, colon);
  return colon < wanted.len;
}

static bool is_spelled(str name, str wanted) {
  bool same = name.len == wanted.len;
  for (size_t i = 0; same && i < name.len; i++)
    same = name.ptr[i] == wanted.ptr[i] || (name.ptr[i] == ',' && wanted.ptr[i] == ';');
  return same;
}

bool party_key_means(str wanted, const actor_row *row, str folded_name, str folded_wanted) {
  const size_t colon = colon_of(wanted);
  if (!str_equal(row->code, str_slice(wanted, 0, colon))) return false;
  const str rest = str_slice(wanted, colon + 1, wanted.len);
  if (str_empty(rest)) return true;
  if (str_is(rest, "-")) return !actor_is_group(row);
  return actor_is_group(row) && is_spelled(folded_name, str_slice(folded_wanted, colon_of(folded_wanted) + 1, folded_wanted.len));
}
