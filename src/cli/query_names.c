/* Asks casus_where which names of a query are countries, and casus_who what bodies are called in full. */
#include "cli/query_names.h"

#include <stdlib.h>
#include <string.h>

void query_names_free(query_names *names) {
  free(names->actor);
  free(names->recipient);
  free(names->place);
}

/* ---- is there anything to ask for? */

static bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/* Codes are blocks of three letters. France is none, for all its six: the store tries codes first, and would not find it. */
static bool is_short_code(casus_str s) {
  for (size_t k = 0; k < s.len; k++)
    if (!is_letter(s.ptr[k]) || s.ptr[k] >= 'a') return false;
  return s.len && s.len % 3 == 0;
}

static bool cut(casus_str *rest, casus_str *part) {
  if (!rest->ptr) return false;
  const char *comma = memchr(rest->ptr, ',', rest->len);
  *part = (casus_str){rest->ptr, comma ? (size_t)(comma - rest->ptr) : rest->len};
  *rest = comma ? (casus_str){comma + 1, rest->len - part->len - 1} : (casus_str){0};
  return true;
}

static bool has_name(casus_str list) {
  casus_str part;
  while (list.len && cut(&list, &part))
    if (!is_short_code(part)) return true;
  return false;
}

/* ---- asking */

/* A phrase that is too long or no text names no country; the store says what is wrong with it. */
static casus_str country_of(casus_session *session, casus_str name) {
  const casus_where_answer *answer;
  const casus_phrase ask = {.phrase = name};
  if (casus_where(session, &ask, &answer, NULL) != CASUS_OK || !answer->place || answer->n_others) return (casus_str){0};
  for (uint32_t c = 0; c < answer->n_candidates; c++) {
    const casus_place_candidate *found = &answer->candidates[c];
    if (found->taken && found->feature && strcmp(found->feature, "country") == 0) return answer->place->country;
  }
  return (casus_str){0};
}

static casus_str body_of(casus_session *session, casus_str name) {
  const casus_who_answer *answer;
  const casus_phrase ask = {.phrase = name};
  if (casus_who(session, &ask, &answer, NULL) != CASUS_OK || answer->n_actors != 1) return (casus_str){0};
  const casus_actor *a = &answer->actors[0];
  bool is_body = a->code.len > 3 && memcmp(a->code.ptr, "IGO", 3) == 0 && a->name.len;
  return is_body && !memchr(a->name.ptr, ',', a->name.len) ? a->name : (casus_str){0};
}

static void write_name(FILE *out, casus_session *session, casus_str name, bool party) {
  casus_str country = is_short_code(name) ? (casus_str){0} : country_of(session, name);
  casus_str body = party && !country.len && !is_short_code(name) ? body_of(session, name) : (casus_str){0};
  casus_str first = country.len ? country : name;
  fprintf(out, "%.*s%s%.*s", (int)first.len, first.ptr, body.len ? "," : "", (int)body.len, body.len ? body.ptr : "");
}

static bool resolve(casus_session *session, casus_str *list, bool party, char **kept) {
  size_t len = 0;
  casus_str rest = *list, part;
  FILE *out = has_name(rest) ? open_memstream(kept, &len) : NULL;
  if (!out) return !has_name(rest);
  for (int n = 0; cut(&rest, &part); n++) {
    if (n) fputc(',', out);
    write_name(out, session, part, party);
  }
  if (fclose(out) != 0) return false;
  *list = (casus_str){*kept, len};
  return true;
}

static casus_status resolve_all(casus_session *session, casus_query *q, query_names *names, casus_error *error) {
  bool good = resolve(session, &q->actor, true, &names->actor) && resolve(session, &q->recipient, true, &names->recipient) &&
              resolve(session, &q->place, false, &names->place);
  if (!good) snprintf(error->message, sizeof error->message, "no memory for the names of a query");
  return good ? CASUS_OK : CASUS_MEMORY;
}

int query_names_resolve(const invocation *i, casus_query *query, query_names *names) {
  casus_engine *engine;
  casus_session *session;
  casus_error error = {0};
  *names = (query_names){0};
  if (!has_name(query->actor) && !has_name(query->recipient) && !has_name(query->place)) return EXIT_DONE;
  int result = engine_open_for(i, &engine);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_session_open(engine, &session, &error);
  if (status == CASUS_OK) {
    status = resolve_all(session, query, names, &error);
    casus_session_close(session);
  }
  casus_engine_close(engine);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}
