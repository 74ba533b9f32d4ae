/* Looks up the classes of words that tell where something happened. */
#include "coding/where_words.h"

void where_words_open(const event_lexicon *l, where_words *out) {
  static const char *const names[WHERE_COUNT] = {
      "where_ground",    "where_structure",   "where_home",     "where_owned",      "where_settlement", "where_division",
      "where_named_end", "where_named_start", "where_occasion", "where_inhabitant", "where_attack",     "where_taking",
      "where_object",    "where_object_only", "where_motion",   "where_scene",      "where_report",     "where_intent",
      "where_attitude",  "where_protest",     "where_harm",     "where_to_people",  "where_naming"};
  for (int i = 0; i < WHERE_COUNT; i++) out->ids[i] = lexicon_class(l, str_of(names[i]));
}
