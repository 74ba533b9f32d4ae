/* A proposal for readers: the document of a brief, with its own sections and only the sentences that it cites. */
#include <stdlib.h>

#include "proposal/proposal.h"
#include "story/brief.h"

typedef struct {
  const proposal_work *w;
  brief_document d;
  casus_situation cited; /* nothing but the sources that are cited, numbered as they come */
  casus_source *sources;
  uint32_t *number_of; /* by source of the situation: its number here, from 1 */
} page;

/* ---- citing */

static uint32_t cite(page *p, uint32_t source) {
  uint32_t *number = &p->number_of[source];
  if (!*number) {
    p->sources[p->cited.n_sources] = p->w->s->sources[source];
    *number = ++p->cited.n_sources;
  }
  return *number - 1;
}

static bool is_cited(const uint32_t *list, uint32_t n, uint32_t number) {
  for (uint32_t i = 0; i < n; i++)
    if (list[i] == number) return true;
  return false;
}

/* The first sentence of each occurrence. */
static void add_cited(page *p, block_kind kind, str text, const char *why, const evidence_list *evidence) {
  uint32_t *list = ARENA_ARRAY(p->d.memory, uint32_t, evidence->n + 1), n = 0;
  block *b = brief_add(&p->d, kind, text);
  if (why) b->note = str_of(why);
  for (uint32_t i = 0; list && i < evidence->n; i++) {
    uint32_t number = cite(p, p->w->s->occurrences[evidence->items[i]].sources[0]);
    if (!is_cited(list, n, number)) list[n++] = number;
  }
  b->sources = list;
  b->n_sources = n;
}

static str option_text(page *p, int32_t act_index) {
  const act *a = &p->w->acts[act_index];
  return brief_format(&p->d, "%.*s: %.*s", STR_ARG(p->w->parties[a->owner].name), STR_ARG(a->name));
}

/* ---- sections */

static void write_deciders(page *p) {
  brief_heading(&p->d, "Who decides");
  for (uint32_t i = 0; i < p->w->n_deciders; i++) {
    const proposal_party *party = &p->w->parties[p->w->deciders[i]];
    add_cited(p, BLOCK_ITEM, brief_format(&p->d, "%.*s %s", STR_ARG(party->name), party->why), NULL, &party->evidence);
  }
}

static str kinds_text(page *p, const act *a) {
  buffer b;
  buffer_init(&b, 256);
  for (unsigned k = 0; k < ACT_KINDS; k++) {
    if (!(a->kinds >> k & 1)) continue;
    if (b.len) buffer_add(&b, STR(", "));
    buffer_add(&b, str_of(act_kind_name((act_kind)k)));
  }
  str text = brief_clean(&p->d, buffer_str(&b));
  buffer_free(&b);
  return text;
}

static void write_options(page *p) {
  brief_heading(&p->d, "What they could do");
  brief_add(&p->d, BLOCK_TEXT, STR("Y: so now; N: not so now."));
  for (uint32_t i = 0; i < p->w->n_options; i++) {
    const act *a = &p->w->acts[p->w->options[i]];
    str name = option_text(p, p->w->options[i]), kinds = kinds_text(p, a);
    const char *final = a->is_fact ? "; cannot be taken back" : act_is_irreversible(a) ? "; could not be taken back" : "";
    add_cited(p, BLOCK_ITEM,
              brief_format(&p->d, "%s  %.*s: %.*s%s", a->in_force ? "Y" : "N", STR_ARG(name), STR_ARG(kinds), final), NULL,
              &a->evidence);
  }
}

static void write_exclusions(page *p) {
  if (p->w->n_exclusions) brief_heading(&p->d, "What cannot be");
  for (uint32_t i = 0; i < p->w->n_exclusions; i++) {
    str a = option_text(p, p->w->exclusions[i].a), b = option_text(p, p->w->exclusions[i].b);
    brief_add(&p->d, BLOCK_ITEM, brief_format(&p->d, "both %.*s and %.*s", STR_ARG(a), STR_ARG(b)));
  }
}

static void write_statement(page *p, const wish *v) {
  buffer b;
  buffer_init(&b, 1 << 13);
  statement_add(&b, p->w, v);
  add_cited(p, BLOCK_ITEM, brief_clean(&p->d, buffer_str(&b)), v->why, &v->evidence);
  buffer_free(&b);
}

static void write_wishes(page *p) {
  brief_heading(&p->d, "What they seem to want, the weightiest first");
  for (uint32_t i = 0; i < p->w->n_deciders; i++) {
    const wish *list[STATEMENTS_SHOWN_MAX];
    uint32_t n = wishes_of(p->w, p->w->deciders[i], list);
    brief_add(&p->d, BLOCK_SUBHEADING, p->w->parties[p->w->deciders[i]].name);
    for (uint32_t k = 0; k < n; k++) write_statement(p, list[k]);
  }
}

static void write_open(page *p) {
  if (p->w->n_open) brief_heading(&p->d, "Left open");
  for (uint32_t i = 0; i < p->w->n_open; i++) {
    uint32_t occurrence = p->w->open[i].occurrence;
    const evidence_list one = {&occurrence, 1, 1};
    add_cited(p, BLOCK_ITEM, brief_clean(&p->d, p->w->s->occurrences[occurrence].statement), p->w->open[i].why, &one);
  }
}

static void write_sections(page *p) {
  const casus_situation *s = p->w->s;
  brief_add(&p->d, BLOCK_TITLE, STR("Conflict model, proposed"));
  brief_add(&p->d, BLOCK_TEXT,
            brief_format(&p->d,
                         "From %u report%s in %u article%s. Made by rule from their words: check parties, options and above all "
                         "preferences before you solve it. Each line ends with the numbers of the sentences it rests on.",
                         s->n_reports, s->n_reports == 1 ? "" : "s", s->n_articles, s->n_articles == 1 ? "" : "s"));
  write_deciders(p);
  write_options(p);
  write_exclusions(p);
  write_wishes(p);
  write_open(p);
}

static bool write_page(page *p, buffer *out) {
  const casus_situation *s = p->w->s;
  if (!brief_document_open(&p->d, &p->cited)) return false;
  p->sources = ARENA_ARRAY(p->d.memory, casus_source, s->n_sources);
  p->number_of = ARENA_ARRAY(p->d.memory, uint32_t, s->n_sources);
  if (!p->sources || !p->number_of) return false;
  p->cited.sources = p->sources;
  write_sections(p);
  return !p->d.failed && brief_write_text(out, &p->d) && buffer_add_byte(out, 0);
}

casus_status casus_proposal_text(const casus_proposal *proposal, char **text, size_t *len_bytes, casus_error *error) {
  page p = {.w = proposal};
  buffer out;
  buffer_init(&out, (size_t)64 << 20);
  bool written = write_page(&p, &out);
  brief_document_free(&p.d);
  if (!written) return buffer_free(&out), error_set(error, CASUS_MEMORY, "no memory to write a proposal");
  *text = out.ptr;
  *len_bytes = out.len - 1;
  return CASUS_OK;
}
