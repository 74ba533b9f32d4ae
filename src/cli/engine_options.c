/* The engine as the options of a command ask for it. */
#include <stdlib.h>

#include "cli/cli.h"

void engine_choice_free(engine_choice *c) {
  free(c->actors);
  free(c->places);
  free(c->lexicons);
}

int engine_choice_read(const invocation *i, engine_choice *c) {
  casus_options *o = &c->options;
  *c = (engine_choice){.options = {.data_dir = option_value(i, "data"), .grammar_only = i->command->grammar_only}};
  if (!option_date(i, "today", &o->today)) return EXIT_USAGE;
  if (!option_values(i, "actors", &c->actors, &o->n_actor_files) || !option_values(i, "places", &c->places, &o->n_place_files) ||
      !option_values(i, "lexicon", &c->lexicons, &o->n_lexicon_files)) {
    engine_choice_free(c);
    return failed_with(CASUS_MEMORY, &(casus_error){.message = "no memory for options"});
  }
  o->actor_files = c->actors;
  o->place_files = c->places;
  o->lexicon_files = c->lexicons;
  return EXIT_DONE;
}

static int said(casus_status status, const casus_error *error) {
  if (status == CASUS_INPUT) status = CASUS_DATA; /* a table that cannot be read is no article */
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, error);
}

int engine_open_for(const invocation *i, casus_engine **engine) {
  engine_choice c;
  casus_error error = {0};
  int result = engine_choice_read(i, &c);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_engine_open(&c.options, engine, &error);
  engine_choice_free(&c);
  return said(status, &error);
}

int tables_hash_for(const invocation *i, char hash[CASUS_ID_SIZE]) {
  engine_choice c;
  casus_error error = {0};
  int result = engine_choice_read(i, &c);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_tables_hash(&c.options, hash, &error);
  engine_choice_free(&c);
  return said(status, &error);
}
