/* casus when: which day or period a phrase means on a date, and why. */
#include <limits.h>

#include "cli/phrases.h"

static void write_time(const lookup_view *v, const casus_time *t) {
  static const char *const bases[] = {"", "published", "relative", "absolute"};
  char date[16], end[16];
  set_style(v->out, &v->screen, GOOD);
  fprintf(v->out, "  %-10.*s  ", STR_ARG(t->value));
  set_style(v->out, &v->screen, PLAIN);
  fprintf(v->out, "%s%s%s", t->type, t->granularity ? ", " : "", t->granularity ? t->granularity : "");
  if (t->date.year) fprintf(v->out, "  %s", casus_date_text(t->date, date));
  if (t->enddate.year) fprintf(v->out, " to %s", casus_date_text(t->enddate, end));
  if (!t->date.year && !t->value.len) fputs("  unresolved", v->out);
  if (t->date_basis) fprintf(v->out, "  (%s)", bases[t->date_basis]);
  fputc('\n', v->out);
}

static void write_when(const lookup_view *v, const casus_phrase *ask, const casus_when_answer *a) {
  lookup_heading(v, ask);
  if (!a->n_times) {
    lookup_line(v, "never", "no time that casus understands");
    lookup_reasons(v, a->reasons, a->n_reasons, 0);
  }
  for (uint32_t i = 0; i < a->n_times; i++) {
    write_time(v, &a->times[i]);
    lookup_line(v, "text", "\"%.*s\"", STR_ARG(a->times[i].text));
    lookup_reasons(v, a->reasons, a->n_reasons, i);
  }
  fputc('\n', v->out);
}

static casus_status answer(casus_session *session, const casus_phrase *ask, const lookup_view *v, casus_error *error) {
  const casus_when_answer *found;
  casus_status status = casus_when(session, ask, &found, error);
  if (status != CASUS_OK) return status;
  if (v->table) {
    write_when(v, ask, found);
    return CASUS_OK;
  }
  char *json = NULL;
  size_t len = 0;
  status = casus_when_json(ask, found, &json, &len);
  return lookup_write_json(status, json, len, error);
}

static int when_run(const invocation *i) { return lookup_run(i, answer); }

static const option when_options[] = {
    LOOKUP_DATE_OPTION, LOOKUP_CONTEXT_OPTIONS, LOOKUP_FORMAT_OPTION, SCREEN_OPTIONS, ENGINE_OPTIONS, END_OF_OPTIONS,
};

static const char *const when_examples[] = {"casus when 'last week' --on 2024-03-22",
                                            "The period, as a TIMEX3 value and as first and last day",
                                            "casus when Monday --on 2024-03-22 --in 'The two will meet Monday.'",
                                            "The day before or after: the sentence's tense decides", NULL};

const command when_command = {
    .name = "when",
    .operands = "[PHRASE...]",
    .summary = "tell when a phrase is, for a date of publication, and why",
    .description =
        "Gives the time that a phrase names: its value as in TIMEX3 (ISO 8601), type, granularity, first and last day, and what\n"
        "it was counted from. Further times of the phrase stand in \"others\". Without a phrase, or with -, phrases are read\n"
        "from standard input, one a line.\n"
        "\n"
        "Without --on, what counts from the day of publication stays unresolved (null). A phrase that names no time has an\n"
        "answer too, with a value of null: the exit status is 0. It is 1 where a phrase could not be read.",
    .options = when_options,
    .examples = when_examples,
    .run = when_run,
    .max_operands = UINT_MAX,
};
