/* The engine as the options of a command ask for it. */
#include <stdlib.h>

#include "cli/cli.h"

int engine_open_for(const invocation *i, casus_engine **engine) {
  casus_options options = {.data_dir = option_value(i, "data"), .grammar_only = i->command->grammar_only};
  casus_error error = {0};
  const char **actors = NULL, **lexicons = NULL, **places = NULL;
  if (!option_date(i, "today", &options.today)) return EXIT_USAGE;
  casus_status status = CASUS_MEMORY;
  if (option_values(i, "actors", &actors, &options.n_actor_files) &&
      option_values(i, "places", &places, &options.n_place_files) &&
      option_values(i, "lexicon", &lexicons, &options.n_lexicon_files)) {
    options.actor_files = actors;
    options.place_files = places;
    options.lexicon_files = lexicons;
    status = casus_engine_open(&options, engine, &error);
  }
  free(actors);
  free(lexicons);
  free(places);
  if (status == CASUS_INPUT) status = CASUS_DATA; /* a table that cannot be read is no article */
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}
