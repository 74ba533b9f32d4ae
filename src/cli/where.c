/* casus where: where the place is that a phrase names, and why. */
#include <limits.h>
#include <stdlib.h>

#include "cli/phrases.h"

/* A division is not said to lie in itself. */
static void write_name(FILE *out, const casus_place *p) {
  bool itself = p->admin1.len && p->admin1.len == p->name.len && memcmp(p->admin1.ptr, p->name.ptr, p->name.len) == 0;
  bool inside = p->admin1.len && !itself;
  fprintf(out, "%.*s%s%.*s%s%.*s", STR_ARG(p->name), inside ? ", " : "", inside ? (int)p->admin1.len : 0,
          inside ? p->admin1.ptr : "", p->country.len ? ", " : "", STR_ARG(p->country));
}

static void write_place(const lookup_view *v, const casus_place *p) {
  set_style(v->out, &v->screen, GOOD);
  fputs("  ", v->out);
  write_name(v->out, p);
  set_style(v->out, &v->screen, PLAIN);
  fprintf(v->out, "  %.4f %.4f", p->lat_deg, p->lon_deg);
  if (p->geonames) fprintf(v->out, "  GeoNames %u", p->geonames);
  fputc('\n', v->out);
}

static void write_candidate(const lookup_view *v, const casus_place_candidate *c) {
  char *text;
  size_t len;
  FILE *out = open_memstream(&text, &len);
  if (!out) return;
  fprintf(out, "%.1f  ", c->score);
  write_name(out, &c->place);
  fprintf(out, ", %s", c->feature);
  if (c->population) fprintf(out, ", %u people", c->population);
  fputs(" =", out);
  for (uint32_t i = 0; i < c->n_parts; i++)
    fprintf(out, "%s%s %s%.1f", i ? ", " : " ", c->parts[i].what, c->parts[i].points > 0 ? "+" : "", c->parts[i].points);
  if (fclose(out) != 0) return;
  lookup_line(v, c->taken ? "taken" : "also", "%.*s", (int)len, text);
  free(text);
}

static void write_where(const lookup_view *v, const casus_phrase *ask, const casus_where_answer *a) {
  lookup_heading(v, ask);
  if (a->place) write_place(v, a->place);
  else lookup_line(v, "nowhere", "no place that casus knows of");
  lookup_reasons(v, a->reasons, a->n_reasons, 0);
  for (uint32_t i = 0; i < a->n_candidates; i++) write_candidate(v, &a->candidates[i]);
  for (uint32_t i = 0; i < a->n_others; i++)
    lookup_line(v, "beside", "%.*s, %.*s, GeoNames %u", STR_ARG(a->others[i].name), STR_ARG(a->others[i].country),
                a->others[i].geonames);
  fputc('\n', v->out);
}

static casus_status answer(casus_session *session, const casus_phrase *ask, const lookup_view *v, casus_error *error) {
  const casus_where_answer *found;
  casus_status status = casus_where(session, ask, &found, error);
  if (status != CASUS_OK) return status;
  if (v->table) {
    write_where(v, ask, found);
    return CASUS_OK;
  }
  char *json = NULL;
  size_t len = 0;
  status = casus_where_json(ask, found, &json, &len);
  return lookup_write_json(status, json, len, error);
}

static int where_run(const invocation *i) { return lookup_run(i, answer); }

static const option where_options[] = {
    LOOKUP_CONTEXT_OPTIONS, LOOKUP_FORMAT_OPTION, SCREEN_OPTIONS, ENGINE_OPTIONS, END_OF_OPTIONS,
};

static const char *const where_examples[] = {"casus where 'Tripoli, Lebanon'", "The city in Lebanon, and the others of that name",
                                             "casus where London --in 'Police in London, Ontario, arrested two men.'",
                                             "What a name means where it stands", NULL};

const command where_command = {
    .name = "where",
    .operands = "[PHRASE...]",
    .summary = "tell where a phrase is, and why",
    .description =
        "Gives the place that a phrase names: position, country, first-level division, GeoNames id; up to ten places of that\n"
        "name with their points and what the points are for; other places in the phrase; and whether the words are used for\n"
        "a government or country as well. Countries, seas and rivers are places too. Without a phrase, or with -, phrases are\n"
        "read from standard input, one a line.\n"
        "\n"
        "A phrase that names no place has an answer too, with a place of null: the exit status is 0. It is 1 where a phrase\n"
        "could not be read.",
    .options = where_options,
    .examples = where_examples,
    .run = where_run,
    .max_operands = UINT_MAX,
};
