/* Asks casus_where which names of a query are countries, and casus_who what bodies are called in full. */
#include <stdlib.h>

#include "base/base.h"
#include "casus_store.h"

enum { NAMES_BYTES_MAX = 1 << 20 };

void casus_query_names_free(casus_query_names *names) {
  free(names->actor);
  free(names->recipient);
  free(names->place);
  *names = (casus_query_names){0};
}

/* ---- is there anything to ask for? */

/* Codes are blocks of three capitals. France is none, for all its six letters: the store tries codes first, and would not find
 * it. */
static bool is_short_code(str s) {
  for (size_t k = 0; k < s.len; k++)
    if (!is_ascii_upper((unsigned char)s.ptr[k])) return false;
  return s.len && s.len % 3 == 0;
}

static bool has_name(str list) {
  str part;
  while (list.len && str_cut(&list, ',', &part))
    if (!is_short_code(part)) return true;
  return false;
}

bool casus_query_has_names(const casus_query *query) {
  return has_name(query->actor) || has_name(query->recipient) || has_name(query->place);
}

/* ---- asking */

/* A phrase that is too long or no text names no country; the store says what is wrong with it. */
static str country_of(casus_session *session, str name) {
  const casus_where_answer *answer;
  const casus_phrase ask = {.phrase = name};
  if (casus_where(session, &ask, &answer, NULL) != CASUS_OK || !answer->place || answer->n_others) return (str){0};
  for (uint32_t c = 0; c < answer->n_candidates; c++) {
    const casus_place_candidate *found = &answer->candidates[c];
    if (found->taken && found->feature && strcmp(found->feature, "country") == 0) return answer->place->country;
  }
  return (str){0};
}

static str body_of(casus_session *session, str name) {
  const casus_who_answer *answer;
  const casus_phrase ask = {.phrase = name};
  if (casus_who(session, &ask, &answer, NULL) != CASUS_OK || answer->n_actors != 1) return (str){0};
  const casus_actor *a = &answer->actors[0];
  bool is_body = str_starts(a->code, STR("IGO")) && a->code.len > 3 && a->name.len;
  return is_body && !memchr(a->name.ptr, ',', a->name.len) ? a->name : (str){0};
}

static bool add_name(buffer *out, casus_session *session, str name, bool party) {
  str country = is_short_code(name) ? (str){0} : country_of(session, name);
  if (!buffer_add(out, country.len ? country : name)) return false;
  str body = party && !country.len && !is_short_code(name) ? body_of(session, name) : (str){0};
  return !body.len || (buffer_add_byte(out, ',') && buffer_add(out, body));
}

static bool resolve(casus_session *session, str *list, bool party, char **kept) {
  buffer out;
  str rest = *list, part;
  if (!has_name(rest)) return true;
  buffer_init(&out, NAMES_BYTES_MAX);
  for (int n = 0; str_cut(&rest, ',', &part); n++)
    if ((n && !buffer_add_byte(&out, ',')) || !add_name(&out, session, part, party)) return buffer_free(&out), false;
  *kept = out.ptr;
  *list = buffer_str(&out);
  return true;
}

casus_status casus_query_resolve(casus_session *session, casus_query *query, casus_query_names *names, casus_error *error) {
  casus_query q = *query;
  casus_query_names made = {0};
  bool good = resolve(session, &q.actor, true, &made.actor) && resolve(session, &q.recipient, true, &made.recipient) &&
              resolve(session, &q.place, false, &made.place);
  if (!good) {
    casus_query_names_free(&made);
    return error_set(error, CASUS_MEMORY, "no memory for the names of a query");
  }
  *query = q;
  *names = made;
  return CASUS_OK;
}
