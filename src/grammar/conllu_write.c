/* CoNLL-U out. Clitics are joined to the word before as the English treebanks do: "do" + "n't" are the multi-word token "don't".
 */
#include "grammar/conllu_lines.h"
#include "grammar/enhanced.h"
#include "grammar/morphology.h"
#include "grammar/surface.h"

/* Tabs and line ends would break the columns. */
static bool add_clean(buffer *out, str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!buffer_add_byte(out, (unsigned char)s.ptr[i] < ' ' ? ' ' : s.ptr[i])) return false;
  return s.len || buffer_add_byte(out, '_');
}

static bool space_after(const text *t, uint32_t i) { return i + 1 == t->n_tokens || t->tokens[i + 1].begin > t->tokens[i].end; }

static bool add_misc(const text *t, const analysis *an, uint32_t i, bool in_range, buffer *out) {
  const word *w = &an->words[i];
  bool tight = !in_range && !space_after(t, i);
  bool good = true;
  if (tight) good = buffer_add(out, STR("SpaceAfter=No"));
  if (w->entity) {
    const entity *e = &an->entities[w->entity - 1];
    good =
        good && buffer_format(out, "%sNER=%c-%s", tight ? "|" : "", e->first_token == i ? 'B' : 'I', entity_kind_name(e->kind));
  }
  return good && (tight || w->entity || buffer_add_byte(out, '_'));
}

/* LEMMA to DEPS, with the tabs around them. */
static bool add_analysis(const text *t, const analysis *an, const sentence *s, const enhanced_graph *g, uint32_t i, buffer *out) {
  const word *w = &an->words[i];
  uint32_t head = w->head == NO_TOKEN ? 0 : w->head - s->first_token + 1;
  char room[FEATURES_BYTES_MAX];
  return buffer_add_byte(out, '\t') && add_clean(out, w->lemma) &&
         buffer_format(out, "\t%s\t%s\t", upos_name(w->upos), xpos_name(w->xpos)) &&
         buffer_add(out, word_features(t, an, s, i, room)) && buffer_format(out, "\t%u\t%s\t", head, relation_name(w->rel)) &&
         enhanced_write(g, t, an, s, i - s->first_token + 1, out) && buffer_add_byte(out, '\t');
}

static bool add_word(const text *t, const analysis *an, const sentence *s, const enhanced_graph *g, uint32_t i, bool in_range,
                     buffer *out) {
  return buffer_format(out, "%u\t", i - s->first_token + 1) && add_clean(out, token_form(t, i)) &&
         add_analysis(t, an, s, g, i, out) && add_misc(t, an, i, in_range, out) && buffer_add_byte(out, '\n');
}

static bool add_range(const text *t, uint32_t i, uint32_t last, uint32_t first, buffer *out) {
  str surface = str_slice(t->bytes, t->tokens[i].begin, t->tokens[last].end);
  return buffer_format(out, "%u-%u\t", i - first + 1, last - first + 1) && add_clean(out, surface) &&
         buffer_format(out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", space_after(t, last) ? "_" : "SpaceAfter=No");
}

static bool add_sentence(const text *t, const analysis *an, uint32_t index, buffer *out) {
  const sentence *s = &t->sentences[index];
  uint32_t end = s->first_token + s->n_tokens, range_last = 0;
  bool in_range = false;
  enhanced_graph graph;
  enhanced_build(t, an, s, &graph);
  if (!index || t->sentences[index - 1].paragraph != s->paragraph)
    if (!buffer_add(out, STR("# newpar\n"))) return false;
  bool good = buffer_format(out, "# sent_id = %u\n# text = ", index + 1) &&
              add_clean(out, str_slice(t->bytes, s->begin, s->end)) && buffer_add_byte(out, '\n');
  for (uint32_t i = s->first_token; good && i < end; i++) {
    if (in_range && i > range_last) in_range = false;
    if (!in_range) {
      range_last = surface_token_last(t, i, end);
      in_range = range_last > i;
      if (in_range) good = add_range(t, i, range_last, s->first_token, out);
    }
    good = good && add_word(t, an, s, &graph, i, in_range, out);
  }
  return good && buffer_add_byte(out, '\n');
}

casus_status conllu_write(const text *t, const analysis *an, buffer *out) {
  for (uint32_t i = 0; i < t->n_sentences; i++)
    if (t->sentences[i].n_tokens && !add_sentence(t, an, i, out)) return CASUS_MEMORY;
  return CASUS_OK;
}

/* A word line with the columns that the analysis gives; ID, FORM and the rest of MISC stay. */
static bool merge_word(const conllu_line *l, const text *t, const analysis *an, const sentence *s, const enhanced_graph *g,
                       uint32_t i, buffer *out) {
  const word *w = &an->words[i];
  str misc = l->columns[CONLLU_MISC], item;
  bool any = false;
  bool good = buffer_format(out, "%u\t", l->id) && buffer_add(out, l->columns[CONLLU_FORM]) && add_analysis(t, an, s, g, i, out);
  while (good && str_cut(&misc, '|', &item)) {
    if (str_is(item, "_") || str_empty(item) || str_starts(item, STR("NER="))) continue;
    good = (!any || buffer_add_byte(out, '|')) && buffer_add(out, item);
    any = true;
  }
  if (good && w->entity) {
    const entity *e = &an->entities[w->entity - 1];
    good = buffer_format(out, "%sNER=%c-%s", any ? "|" : "", e->first_token == i ? 'B' : 'I', entity_kind_name(e->kind));
    any = true;
  }
  return good && (any || buffer_add_byte(out, '_')) && buffer_add_byte(out, '\n');
}

casus_status conllu_merge(str input, const text *t, const analysis *an, buffer *out) {
  uint32_t i = 0, s = 0;
  conllu_line l;
  enhanced_graph graph;
  bool good = true;
  while (good && conllu_next(&input, &l)) {
    if (l.kind != CONLLU_WORD) {
      good = buffer_add(out, l.line) && buffer_add_byte(out, '\n');
      continue;
    }
    while (s + 1 < t->n_sentences && i >= t->sentences[s + 1].first_token) s++;
    if (i >= an->n_words) return CASUS_USAGE;
    if (i == t->sentences[s].first_token) enhanced_build(t, an, &t->sentences[s], &graph);
    good = merge_word(&l, t, an, &t->sentences[s], &graph, i, out);
    i++;
  }
  return good ? CASUS_OK : CASUS_MEMORY;
}
