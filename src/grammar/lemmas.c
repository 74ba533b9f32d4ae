/* Look-up and application of lemma rules, and the packing of their table. */
#include "grammar/lemmas.h"

#include <stdlib.h>

enum { HEADER = 8, LONGEST = 256, RULE_BYTES = 16, BLOCK = 4096, NO_RULE = 0xFFFF };

/* Lemmas are written out: what a rule adds is whole characters. */
static bool adds_text(const unsigned char *p) {
  lemma_rule rule;
  memcpy(&rule, p, sizeof rule);
  return rule.n_add <= LEMMA_ADD_MAX && utf8_valid_until((str){rule.add, rule.n_add}) == rule.n_add;
}

casus_status lemmas_open(str section, lemma_model *out, casus_error *error) {
  const unsigned char *p = (const unsigned char *)section.ptr;
  lemma_model m = {0};
  if (section.len >= HEADER + LONGEST) {
    m.n_rules = read_u32(p);
    m.n_lines = read_u32(p + 4);
  }
  uint64_t need = HEADER + LONGEST + (uint64_t)m.n_rules * RULE_BYTES + (uint64_t)m.n_lines * LINE_BYTES;
  if (!m.n_lines || m.n_rules > LEMMA_RULES_MAX || need != section.len)
    return error_set(error, CASUS_DATA, "section \"lemmas\" of the weights does not have the size it claims");
  m.longest = p + HEADER;
  m.rules = m.longest + LONGEST;
  m.lines = m.rules + (size_t)m.n_rules * RULE_BYTES;
  for (uint32_t i = 0; i < m.n_rules; i++)
    if (!adds_text(m.rules + (size_t)i * RULE_BYTES))
      return error_set(error, CASUS_DATA, "section \"lemmas\" of the weights has a rule that adds no text");
  *out = m;
  return CASUS_OK;
}

uint64_t lemma_key_form(uint8_t tag, const token_view *v) { return feature_hash(90, tag, v->lower, 0); }

uint64_t lemma_key_suffix(uint8_t tag, const token_view *v, uint32_t suffix) {
  uint64_t ending = suffix == 0 ? 0 : suffix == 1 ? v->suffix[0] & 0xFF : v->suffix[suffix - 2];
  return feature_hash(91 + suffix, tag, ending, 0);
}

static size_t line_of(uint64_t key, uint32_t n_lines) { return (size_t)(((key >> 32) * n_lines) >> 32) * LINE_BYTES; }

static uint32_t check_of(uint64_t key) { return (uint32_t)key ? (uint32_t)key : 1; }

static uint16_t find(const lemma_model *m, uint64_t key) {
  const unsigned char *p = m->lines + line_of(key, m->n_lines);
  uint32_t check = check_of(key);
  for (int i = 0; i < LEMMA_SLOTS; i++, p += LEMMA_SLOT_BYTES)
    if (read_u32(p) == check) return read_u16(p + 4);
  return NO_RULE;
}

static uint16_t choose(const lemma_model *m, const token_view *v, uint8_t tag) {
  uint16_t rule = find(m, lemma_key_form(tag, v));
  uint32_t longest = m->longest[tag] <= LEMMA_SUFFIX_MAX ? m->longest[tag] : LEMMA_SUFFIX_MAX;
  for (uint32_t k = longest + 1; rule == NO_RULE && k-- > 0;) rule = find(m, lemma_key_suffix(tag, v, k));
  return rule;
}

void lower_into(str s, char *out) {
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i], before = i ? (unsigned char)s.ptr[i - 1] : 0;
    out[i] = to_ascii_lower(s.ptr[i]);
    if (before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97) out[i] = (char)(c + 0x20);
    if ((before == 0xC4 || before == 0xC5) && c >= 0x80 && c <= 0xB7 && !(c & 1)) out[i] = (char)(c + 1);
  }
}

/* What is left of the form must be whole characters. */
static bool rule_fits(const lemma_rule *rule, str form) {
  if (rule->cut > form.len || rule->n_add > LEMMA_ADD_MAX) return false;
  size_t keep = form.len - rule->cut;
  bool whole = keep == form.len || ((unsigned char)form.ptr[keep] & 0xC0) != 0x80;
  return whole && keep + rule->n_add > 0;
}

size_t lemma_apply(const lemma_rule *rule, str form, char *out) {
  if (!rule_fits(rule, form)) return 0;
  size_t keep = form.len - rule->cut;
  if (rule->keep_case) memcpy(out, form.ptr, keep);
  else lower_into(str_slice(form, 0, keep), out);
  memcpy(out + keep, rule->add, rule->n_add);
  return keep + rule->n_add;
}

static char *reserve(lemma_store *s, size_t need) {
  if (s->size - s->used < need) {
    size_t size = need > BLOCK ? need : BLOCK;
    char *block = ARENA_ARRAY(s->a, char, size);
    if (!block) return NULL;
    *s = (lemma_store){s->a, block, 0, size};
  }
  return s->block + s->used;
}

/* A rule learnt on other words may cut a character of this one in two: "€" less its last byte. */
static bool cuts_a_character(const lemma_rule *rule, str form) {
  if (!rule->cut || rule->cut >= form.len) return false;
  return ((unsigned char)form.ptr[form.len - rule->cut] & 0xC0) == 0x80;
}

bool lemma_of(const lemma_model *m, lemma_store *store, str form, const token_view *v, uint8_t tag, str *lemma) {
  lemma_rule rule = {0};
  uint16_t chosen = choose(m, v, tag);
  if (chosen < m->n_rules) memcpy(&rule, m->rules + (size_t)chosen * RULE_BYTES, sizeof rule);
  if (cuts_a_character(&rule, form)) rule = (lemma_rule){.keep_case = rule.keep_case};
  bool plain = rule.keep_case || (v->lower == v->form && form.len <= 48);
  if (plain && !rule.n_add && rule_fits(&rule, form)) {
    *lemma = str_slice(form, 0, form.len - rule.cut);
    return true;
  }
  char *out = reserve(store, form.len + LEMMA_ADD_MAX);
  if (!out) return false;
  size_t len = lemma_apply(&rule, form, out);
  if (!len) {
    len = form.len;
    lower_into(form, out);
  }
  store->used += len;
  *lemma = (str){out, len};
  return true;
}

static bool pack_row(const lemma_row *row, unsigned char *lines, uint32_t n_lines) {
  unsigned char *p = lines + line_of(row->key, n_lines);
  uint32_t check = check_of(row->key);
  for (int i = 0; i < LEMMA_SLOTS; i++, p += LEMMA_SLOT_BYTES) {
    if (read_u32(p)) continue;
    memcpy(p, &check, 4);
    memcpy(p + 4, &row->rule, 2);
    return true;
  }
  return false;
}

casus_status lemmas_pack(const lemma_row *rows, size_t n_rows, const lemma_rule *rules, uint32_t n_rules,
                         const uint8_t longest[256], buffer *out, casus_error *error) {
  uint32_t n_lines = (uint32_t)(n_rows / 5 + 1);
  unsigned char *lines = calloc(n_lines, LINE_BYTES);
  if (!lines) return error_set(error, CASUS_MEMORY, "no memory for the lemmas");
  for (size_t i = 0; i < n_rows; i++) pack_row(&rows[i], lines, n_lines);
  uint32_t header[2] = {n_rules, n_lines};
  bool good = buffer_add(out, (str){(const char *)header, sizeof header}) &&
              buffer_add(out, (str){(const char *)longest, LONGEST}) &&
              buffer_add(out, (str){(const char *)rules, (size_t)n_rules * RULE_BYTES}) &&
              buffer_add(out, (str){(const char *)lines, (size_t)n_lines * LINE_BYTES});
  free(lines);
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the lemmas");
}
