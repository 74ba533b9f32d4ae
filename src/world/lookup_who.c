/* Whom a phrase names, and why. */
#include "world/lookup_parts.h"

/* ---- reasons */

static const char *kind_words(uint8_t kind) {
  static const char *const words[] = {[PARTY_COUNTRY] = "a country",
                                      [PARTY_SEAT] = "a capital or seat of power, for those who sit there",
                                      [PARTY_PERSON] = "a person",
                                      [PARTY_GROUP] = "a body with a name of its own",
                                      [PARTY_AGENT] = "people or a body, by what they are",
                                      [PARTY_PLACE] = "a place: a party only where it stands for its people",
                                      [PARTY_PRONOUN] = "a pronoun"};
  return kind < sizeof words / sizeof *words && words[kind] ? words[kind] : "a party";
}

static void explain_words(reasons *r, const phrase_reading *in, const party *p) {
  str head = token_form(&in->t, p->head);
  reason_add(r, "words", "\"%.*s\" is %s; its head is \"%.*s\"", STR_ARG(lookup_words(in, p->first_token, p->n_tokens)),
             kind_words(p->kind), STR_ARG(head));
  if (!p->antecedent) return;
  const party *q = &in->m.parties[p->antecedent - 1];
  str before = lookup_words(in, q->first_token, q->n_tokens);
  reason_add(r, "antecedent", "refers to \"%.*s\", byte %u", STR_ARG(before), in->t.tokens[q->first_token].begin);
}

static const char *open_date(casus_date date, char *out) { return date.year ? casus_date_text(date, out) : "open"; }

static void explain_row(reasons *r, const casus_actor_row *row) {
  char from[16], to[16];
  bool dated = row->from.year || row->to.year;
  reason_add(r, "row", "%.*s: %.*s%s%.*s%s%.*s%s%.*s%s%s%s%s%s%.*s%s", STR_ARG(row->row), STR_ARG(row->name),
             row->country.len ? ", " : "", STR_ARG(row->country), row->sector.len ? " " : "", STR_ARG(row->sector),
             row->office.len ? ", " : "", STR_ARG(row->office), dated ? ", " : "", dated ? open_date(row->from, from) : "",
             dated ? " to " : "", dated ? open_date(row->to, to) : "", row->source.len ? " (source: " : "", STR_ARG(row->source),
             row->source.len ? ")" : "");
}

static void explain_country(reasons *r, const party *p) {
  static const char *const words[] = {[COUNTRY_OWN] = "by its own name or row",
                                      [COUNTRY_MODIFIER] = "from the words that modify it",
                                      [COUNTRY_ANTECEDENT] = "from what it refers to",
                                      [COUNTRY_SENTENCE] = "from other parties of the sentence",
                                      [COUNTRY_ARTICLE] = "the country that the text is mostly about"};
  const char *by = p->basis && p->basis <= COUNTRY_ARTICLE ? words[p->basis] : "";
  if (str_empty(p->country)) reason_add(r, "country", "none: neither the words nor what stands around them say one");
  else reason_add(r, "country", "%.*s, %s", STR_ARG(p->country), by);
}

static bool has_office(const casus_actor_row *row) {
  return row->office.len || str_is(row->sector, "GOV") || str_is(row->sector, "MIL") || str_starts(row->sector, STR("IGO"));
}

static void explain_sector(reasons *r, const party *p, const casus_actor_row *row, casus_date day) {
  if (str_empty(p->sector)) return;
  char date[16];
  bool person = row && p->kind != PARTY_GROUP && (row->from.year || row->to.year);
  term_place at = person ? term_on(row, day) : TERM_NOW;
  if (person && str_is(p->sector, "ELI") && at == TERM_ENDED)
    reason_add(r, "sector", "ELI: out of office since %s", casus_date_text(row->to, date));
  else if (person && str_is(p->sector, "PTY") && at == TERM_AHEAD && has_office(row))
    reason_add(r, "sector", "PTY: the first term begins only on %s", casus_date_text(row->from, date));
  else if (row && str_equal(p->sector, row->sector)) reason_add(r, "sector", "%.*s, as the row has it", STR_ARG(p->sector));
  else reason_add(r, "sector", "%.*s, by the words", STR_ARG(p->sector));
}

static void explain_day(reasons *r, const casus_phrase *ask, casus_date day) {
  char date[16];
  casus_date_text(day, date);
  if (ask->on.year) reason_add(r, "date", "as of %s", date);
  else reason_add(r, "date", "as of %s, since no date is given", date);
}

/* ---- the answer */

typedef struct {
  const lookup *l;
  const casus_phrase *ask;
  phrase_reading in;
  reasons why;
  row_list rows;
  casus_actor *actors;
  casus_date day;
} inquiry;

static casus_actor actor_of(const inquiry *q, const party *p) {
  span s = lookup_span(&q->in, p->first_token, p->n_tokens);
  return (casus_actor){.code = p->code,
                       .country = p->country,
                       .sector = p->sector,
                       .name = p->name,
                       .office = p->office,
                       .text = lookup_text(q->ask, &q->in, s),
                       .span = s};
}

static bool explain_party(inquiry *q, const party *p, uint32_t of) {
  uint32_t first = q->rows.n;
  q->why.of = of;
  if (!rows_of_party(q->l, &q->in, p, of, q->day, &q->rows)) return false;
  const casus_actor_row *taken = q->rows.n > first && q->rows.items[first].taken ? &q->rows.items[first] : NULL;
  if (!of) reason_reading(&q->why, &q->in);
  explain_words(&q->why, &q->in, p);
  if (taken) explain_row(&q->why, taken);
  explain_country(&q->why, p);
  explain_sector(&q->why, p, taken, q->day);
  explain_day(&q->why, q->ask, q->day);
  return !q->why.failed;
}

static void explain_nothing(inquiry *q) {
  reason_reading(&q->why, &q->in);
  if (q->in.n_words) reason_add(&q->why, "words", "no row of the tables and no part of the words tells of a party");
  else reason_add(&q->why, "words", "the phrase has no words");
}

static casus_status answer(inquiry *q, casus_who_answer *out, casus_error *error) {
  uint32_t n = q->in.n_parties;
  bool enough = (q->actors = ARENA_ARRAY(q->l->a, casus_actor, n + 1)) != NULL;
  for (uint32_t i = 0; enough && i < n; i++) {
    const party *p = &q->in.m.parties[q->in.parties[i]];
    q->actors[i] = actor_of(q, p);
    enough = explain_party(q, p, i);
  }
  if (enough && !n) enough = rows_of_words(q->l, &q->in, q->day, &q->rows);
  if (!n) explain_nothing(q);
  if (!enough || q->why.failed) return error_set(error, CASUS_MEMORY, "no memory to look a phrase up");
  *out = (casus_who_answer){.actors = q->actors,
                            .rows = q->rows.items,
                            .reasons = q->why.items,
                            .n_actors = n,
                            .n_rows = q->rows.n,
                            .n_reasons = q->why.n,
                            .in_context = q->in.in_context};
  return CASUS_OK;
}

casus_status lookup_who(const lookup *l, const casus_phrase *ask, casus_who_answer *out, casus_error *error) {
  inquiry q = {.l = l, .ask = ask, .why = {.l = l}, .day = lookup_day(l, ask)};
  casus_status status = lookup_read(l, ask, &q.in, error);
  return status == CASUS_OK ? answer(&q, out, error) : status;
}
