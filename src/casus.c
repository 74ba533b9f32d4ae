/* The engine: the stages in order. Implements the engine part of casus.h; readers and writers implement theirs. */
#include "casus.h"

#include <stdlib.h>

#include "coding/coding.h"
#include "world/lookup.h"

enum {
  SESSION_BYTES_MAX_MB = 2048,
  STRETCH_BYTES = 1 << 20 /* a longer article is read stretch by stretch, so that memory stays bounded */
};

struct casus_engine {
  ontology *o;
  grammar *g;
  world *w;
  coder *c;
  file_map weights;
};

struct casus_session {
  const casus_engine *engine;
  grammar_scratch *scratch;
  arena *a;    /* of the stretch being read */
  arena *keep; /* of the events of the article */
  buffer out;
  casus_who_answer who;
  casus_where_answer where;
  casus_when_answer when;
  float min_confidence;
  bool trace;
};

static casus_status open_grammar(casus_engine *e, const char *data_dir, casus_error *error) {
  str weights;
  casus_status status = data_file(data_dir, "grammar.casus", &weights, &e->weights, error);
  return status == CASUS_OK ? grammar_open(weights, STR("grammar.casus"), &e->g, error) : status;
}

static casus_status open_parts(casus_engine *e, const casus_options *o, casus_error *error) {
  casus_status status = open_grammar(e, o->data_dir, error);
  if (status == CASUS_OK && !o->grammar_only) status = ontology_open(o->data_dir, &e->o, error);
  if (status != CASUS_OK || o->grammar_only) return status;
  casus_date today = o->today.year ? o->today : (casus_date){2026, 1, 1};
  world_options wo = {.data_dir = o->data_dir,
                      .actor_files = o->actor_files,
                      .n_actor_files = o->n_actor_files,
                      .place_files = o->place_files,
                      .n_place_files = o->n_place_files,
                      .today = today};
  status = world_open(&wo, &e->w, error);
  coder_options co = {.data_dir = o->data_dir, .lexicon_files = o->lexicon_files, .n_lexicon_files = o->n_lexicon_files};
  if (status == CASUS_OK) status = coder_open(&co, e->o, &e->c, error);
  return status;
}

casus_status casus_engine_open(const casus_options *options, casus_engine **engine, casus_error *error) {
  static const casus_options defaults = {0};
  casus_engine *e = calloc(1, sizeof *e);
  if (!e) return error_set(error, CASUS_MEMORY, "no memory for the engine");
  casus_status status = open_parts(e, options ? options : &defaults, error);
  if (status != CASUS_OK) {
    casus_engine_close(e);
    return status;
  }
  *engine = e;
  return CASUS_OK;
}

void casus_engine_close(casus_engine *engine) {
  if (!engine) return;
  coder_close(engine->c);
  world_close(engine->w);
  grammar_close(engine->g);
  ontology_close(engine->o);
  file_unmap(&engine->weights);
  free(engine);
}

casus_status casus_session_open(const casus_engine *engine, casus_session **session, casus_error *error) {
  casus_session *s = calloc(1, sizeof *s);
  if (!s) return error_set(error, CASUS_MEMORY, "no memory for a session");
  s->engine = engine;
  buffer_init(&s->out, (size_t)SESSION_BYTES_MAX_MB << 20);
  s->a = arena_new((size_t)SESSION_BYTES_MAX_MB << 20);
  s->keep = arena_new((size_t)SESSION_BYTES_MAX_MB << 20);
  casus_status status = s->a && s->keep ? grammar_scratch_new(engine->g, &s->scratch, error)
                                        : error_set(error, CASUS_MEMORY, "no memory for a session");
  if (status != CASUS_OK) {
    casus_session_close(s);
    return status;
  }
  *session = s;
  return CASUS_OK;
}

void casus_session_close(casus_session *session) {
  if (!session) return;
  grammar_scratch_free(session->scratch);
  arena_free(session->a);
  arena_free(session->keep);
  buffer_free(&session->out);
  free(session);
}

void casus_session_trace(casus_session *session, bool on) { session->trace = on; }
void casus_session_min_confidence(casus_session *session, double p) { session->min_confidence = (float)p; }

/* What the stages before coding make of one article; lives in the session's arena. */
typedef struct {
  text t;
  analysis an;
  mentions m;
} stages;

static casus_status check_text(str bytes, uint32_t body, casus_error *error) {
  size_t valid = utf8_valid_until(bytes);
  if (valid < bytes.len) return error_at(error, CASUS_INPUT, STR(""), 0, valid, "text is not valid UTF-8 at byte %zu", valid);
  if (body > bytes.len) return error_set(error, CASUS_USAGE, "the article's body begins behind its end");
  return CASUS_OK;
}

/* `bytes` are checked. */
static casus_status run_grammar(casus_session *s, str bytes, uint32_t body, stages *st, casus_error *error) {
  arena_reset(s->a);
  casus_status status = text_split(bytes, body, s->a, &st->t, error);
  if (status == CASUS_OK) status = grammar_analyse(s->engine->g, s->scratch, &st->t, s->a, &st->an, error);
  return status;
}

static casus_status run_world(casus_session *s, casus_date on, stages *st, casus_error *error) {
  return world_resolve(s->engine->w, &st->t, &st->an, on, s->a, &st->m, error);
}

static size_t last_break(str bytes, size_t begin, size_t end, char c, size_t run) {
  for (size_t i = end; i > begin + run; i--) {
    size_t k = 0;
    while (k < run && bytes.ptr[i - 1 - k] == c) k++;
    if (k == run) return i;
  }
  return 0;
}

/* Where a stretch ends: at the last paragraph, line or word in its second half, else between two characters. */
static size_t stretch_end(str bytes, size_t begin) {
  size_t end = begin + STRETCH_BYTES, middle = begin + STRETCH_BYTES / 2;
  if (bytes.len - begin <= STRETCH_BYTES) return bytes.len;
  size_t at = last_break(bytes, middle, end, '\n', 2);
  if (!at) at = last_break(bytes, middle, end, '\n', 1);
  if (!at) at = last_break(bytes, middle, end, ' ', 1);
  while (!at && end > middle && ((unsigned char)bytes.ptr[end] & 0xC0) == 0x80) end--;
  return at ? at : end;
}

static casus_status check_coder(const casus_session *s, casus_error *error) {
  return s->engine->c ? CASUS_OK : error_set(error, CASUS_USAGE, "the engine was opened for the grammar only");
}

static casus_status code_stretch(casus_session *s, const casus_article *article, uint32_t begin, size_t end, uint64_t hash,
                                 coded *out, casus_error *error) {
  stages st;
  casus_status status = run_grammar(s, str_slice(article->text, 0, end), begin, &st, error);
  if (status == CASUS_OK) status = run_world(s, article->date, &st, error);
  reading r = {.article = article, .t = &st.t, .an = &st.an, .m = &st.m, .content_hash = hash};
  return status == CASUS_OK ? coder_code(s->engine->c, &r, s->trace, s->a, out, error) : status;
}

casus_status casus_code(casus_session *session, const casus_article *article, const casus_event **events, size_t *n_events,
                        casus_error *error) {
  arena_reset(session->keep);
  coded found = {.keep = session->keep};
  casus_status status = check_coder(session, error);
  if (status == CASUS_OK) status = check_text(article->text, article->body, error);
  uint64_t hash = status == CASUS_OK ? hash_str(article->text) : 0;
  size_t begin = article->body;
  while (status == CASUS_OK) {
    size_t end = stretch_end(article->text, begin);
    status = code_stretch(session, article, (uint32_t)begin, end, hash, &found, error);
    if (end == article->text.len) break;
    begin = end;
  }
  if (status == CASUS_OK) status = coded_keep(&found, session->min_confidence, error);
  if (status != CASUS_OK) return status;
  *events = found.events;
  *n_events = found.n_events;
  return CASUS_OK;
}

/* One sentence or more, of no article, through the stages before coding. */
static casus_status read_text(casus_session *s, str bytes, const casus_article *article, stages *st, reading *r,
                              casus_error *error) {
  casus_status status = check_coder(s, error);
  if (status == CASUS_OK) status = check_text(bytes, 0, error);
  if (status == CASUS_OK) status = run_grammar(s, bytes, 0, st, error);
  if (status == CASUS_OK) status = run_world(s, article->date, st, error);
  *r = (reading){.article = article, .t = &st->t, .an = &st->an, .m = &st->m};
  return status;
}

static bool lies_in(casus_span s, str bytes) { return s.begin <= s.end && s.end <= bytes.len; }

casus_status casus_relate(casus_session *session, casus_str bytes, casus_span source, casus_span target,
                          const casus_event **found, casus_error *error) {
  stages st;
  reading r;
  casus_article article = {.text = bytes};
  if (!lies_in(source, bytes) || !lies_in(target, bytes))
    return error_set(error, CASUS_USAGE, "source and target must be spans of the text");
  casus_status status = read_text(session, bytes, &article, &st, &r, error);
  casus_event *event = status == CASUS_OK ? ARENA_ARRAY(session->a, casus_event, 1) : NULL;
  if (status == CASUS_OK && !event) status = error_set(error, CASUS_MEMORY, "no memory for the relation");
  if (status == CASUS_OK) status = coder_relate(session->engine->c, &r, source, target, session->a, event, error);
  if (status == CASUS_OK) *found = event;
  return status;
}

casus_status casus_locate(casus_session *session, casus_str bytes, casus_span trigger, const casus_place **found,
                          casus_error *error) {
  stages st;
  reading r;
  casus_article article = {.text = bytes};
  if (!lies_in(trigger, bytes)) return error_set(error, CASUS_USAGE, "the trigger must be a span of the text");
  casus_status status = read_text(session, bytes, &article, &st, &r, error);
  casus_place *chosen = status == CASUS_OK ? ARENA_ARRAY(session->a, casus_place, 1) : NULL;
  if (status == CASUS_OK && !chosen) status = error_set(error, CASUS_MEMORY, "no memory for the place");
  if (status == CASUS_OK) status = coder_locate(session->engine->c, &r, trigger, session->a, chosen, error);
  if (status == CASUS_OK) *found = chosen;
  return status;
}

casus_status casus_main_sides(casus_session *session, casus_str bytes, const casus_sides **found, casus_error *error) {
  stages st;
  reading r;
  casus_article article = {.text = bytes};
  casus_status status = read_text(session, bytes, &article, &st, &r, error);
  casus_sides *sides = status == CASUS_OK ? ARENA_ARRAY(session->a, casus_sides, 1) : NULL;
  if (status == CASUS_OK && !sides) status = error_set(error, CASUS_MEMORY, "no memory for the sides");
  if (status == CASUS_OK) status = coder_main_sides(session->engine->c, &r, session->a, sides, error);
  if (status == CASUS_OK) *found = sides;
  return status;
}

/* ---- looking up */

/* What a look-up works with; forgets the answer before. */
static casus_status lookup_start(casus_session *s, lookup *l, casus_error *error) {
  casus_status status = check_coder(s, error);
  if (status != CASUS_OK) return status;
  arena_reset(s->a);
  *l = (lookup){.w = s->engine->w, .g = s->engine->g, .scratch = s->scratch, .a = s->a};
  return CASUS_OK;
}

casus_status casus_who(casus_session *session, const casus_phrase *phrase, const casus_who_answer **answer, casus_error *error) {
  lookup l;
  casus_status status = lookup_start(session, &l, error);
  if (status == CASUS_OK) status = lookup_who(&l, phrase, &session->who, error);
  if (status == CASUS_OK) *answer = &session->who;
  return status;
}

casus_status casus_where(casus_session *session, const casus_phrase *phrase, const casus_where_answer **answer,
                         casus_error *error) {
  lookup l;
  casus_status status = lookup_start(session, &l, error);
  if (status == CASUS_OK) status = lookup_where(&l, phrase, &session->where, error);
  if (status == CASUS_OK) *answer = &session->where;
  return status;
}

casus_status casus_when(casus_session *session, const casus_phrase *phrase, const casus_when_answer **answer,
                        casus_error *error) {
  lookup l;
  casus_status status = lookup_start(session, &l, error);
  if (status == CASUS_OK) status = lookup_when(&l, phrase, &session->when, error);
  if (status == CASUS_OK) *answer = &session->when;
  return status;
}

/* ---- CoNLL-U */

/* `given`: the CoNLL-U that the tokens come from, whose comments and multi-word tokens stay; NULL: none. */
static casus_status write_conllu(casus_session *s, const stages *st, const casus_str *given, casus_str *conllu,
                                 casus_error *error) {
  s->out.len = 0;
  casus_status status = given ? conllu_merge(*given, &st->t, &st->an, &s->out) : conllu_write(&st->t, &st->an, &s->out);
  if (status != CASUS_OK) return error_set(error, status, "the CoNLL-U output needs more memory than is allowed");
  *conllu = buffer_str(&s->out);
  return CASUS_OK;
}

casus_status casus_parse(casus_session *session, const casus_article *article, casus_str *conllu, casus_error *error) {
  stages st;
  casus_status status = check_text(article->text, article->body, error);
  if (status == CASUS_OK) status = run_grammar(session, article->text, article->body, &st, error);
  return status == CASUS_OK ? write_conllu(session, &st, NULL, conllu, error) : status;
}

casus_status casus_parse_conllu(casus_session *session, casus_str input, casus_str *conllu, casus_error *error) {
  stages st;
  arena_reset(session->a);
  casus_status status = check_text(input, 0, error);
  if (status == CASUS_OK) status = conllu_read(input, STR("input"), session->a, &st.t, NULL, error);
  if (status == CASUS_OK) status = grammar_analyse(session->engine->g, session->scratch, &st.t, session->a, &st.an, error);
  return status == CASUS_OK ? write_conllu(session, &st, &input, conllu, error) : status;
}
