/* casus who: whom a phrase names on a day, and why. */
#include <limits.h>

#include "cli/phrases.h"

static void write_actor(const lookup_view *v, const casus_actor *a) {
  set_style(v->out, &v->screen, GOOD);
  fprintf(v->out, "  %-8.*s  ", STR_ARG(a->code));
  set_style(v->out, &v->screen, PLAIN);
  line l = {v->out, v->screen.width - 12, false};
  put_text(&l, a->name.len ? a->name : a->text);
  if (a->office.len) put_chars(&l, ", "), put_text(&l, a->office);
  fputc('\n', v->out);
}

static void write_row(const lookup_view *v, const casus_actor_row *r) {
  char from[16], to[16];
  bool dated = r->from.year || r->to.year;
  lookup_line(v, "also", "%.*s: %.*s%s%.*s%s%.*s%s%.*s%s%s%s%s: %.*s", STR_ARG(r->row), STR_ARG(r->name),
              r->country.len ? ", " : "", STR_ARG(r->country), r->sector.len ? " " : "", STR_ARG(r->sector),
              r->office.len ? ", " : "", STR_ARG(r->office), dated ? ", " : "",
              dated ? (r->from.year ? casus_date_text(r->from, from) : "open") : "", dated ? " to " : "",
              dated ? (r->to.year ? casus_date_text(r->to, to) : "open") : "", STR_ARG(r->why));
}

static void write_rows(const lookup_view *v, const casus_who_answer *a, uint32_t of) {
  for (uint32_t i = 0; i < a->n_rows; i++)
    if (!a->rows[i].taken && (a->rows[i].of == of || (!a->n_actors && !of))) write_row(v, &a->rows[i]);
}

static void write_who(const lookup_view *v, const casus_phrase *ask, const casus_who_answer *a) {
  lookup_heading(v, ask);
  if (!a->n_actors) lookup_line(v, "nobody", "no party that casus knows of");
  for (uint32_t i = 0; i < a->n_actors || i == 0; i++) {
    if (a->n_actors) write_actor(v, &a->actors[i]);
    lookup_reasons(v, a->reasons, a->n_reasons, i);
    write_rows(v, a, i);
  }
  fputc('\n', v->out);
}

static casus_status answer(casus_session *session, const casus_phrase *ask, const lookup_view *v, casus_error *error) {
  const casus_who_answer *found;
  casus_status status = casus_who(session, ask, &found, error);
  if (status != CASUS_OK) return status;
  if (v->table) {
    write_who(v, ask, found);
    return CASUS_OK;
  }
  char *json = NULL;
  size_t len = 0;
  status = casus_who_json(ask, found, &json, &len);
  return lookup_write_json(status, json, len, error);
}

static int who_run(const invocation *i) { return lookup_run(i, answer); }

static const option who_options[] = {
    LOOKUP_DATE_OPTION, LOOKUP_CONTEXT_OPTIONS, LOOKUP_FORMAT_OPTION, SCREEN_OPTIONS, ENGINE_OPTIONS, END_OF_OPTIONS,
};

static const char *const who_examples[] = {"casus who 'the French foreign minister' --on 2024-03-22",
                                           "Who held the office that day, from which row, and who before and after",
                                           "casus who Georgia --in 'Voters in Georgia and Arizona chose a president.'",
                                           "A name that depends on what stands around it",
                                           "casus who --on 2011-02-01 --format jsonl <names.txt",
                                           "One JSON object for each line of a file",
                                           NULL};

const command who_command = {
    .name = "who",
    .operands = "[PHRASE...]",
    .summary = "tell whom a phrase names on a date, and why",
    .description =
        "Gives the parties that a phrase names, as casus code would: code, country, sector, name, office; the reasons; and\n"
        "the rows of the tables that were weighed: the one taken, other terms of that person, other holders of that office,\n"
        "others of the same name. Without a phrase, or with -, phrases are read from standard input, one a line.\n"
        "\n"
        "Without --on, offices are held as of --today. A phrase that names nobody has an answer too, with an empty list of\n"
        "actors: the exit status is 0. It is 1 where a phrase could not be read.",
    .options = who_options,
    .examples = who_examples,
    .run = who_run,
    .max_operands = UINT_MAX,
};
