/* Which actors are one party where events are counted, what that party is called in a query, and which actors such a key means.
 *
 *   USA, IGOUNO, ---GOV   all whose code begins so
 *   IGO:                  all of exactly this code
 *   PSEREB:Hamas          the group of this code and name
 *   USAGOV:-              all of this code that are no group with a name of its own */
#ifndef CASUS_PARTY_KEYS_H
#define CASUS_PARTY_KEYS_H

#include "base/base.h"
#include "casus_store.h"

/* What a search compares of a row of actor. */
typedef struct {
  int64_t key;
  str code, sector, name, office;
  bool is_folded; /* name and office are in lower case and without accents */
} actor_row;

/* The same of place. */
typedef struct {
  int64_t key;
  str name, country, admin1;
  double lat, lon; /* NAN: not known */
  bool is_folded;  /* name and admin1 */
} place_row;

/* A group or company with a name of its own: neither an office, nor an organ of a state, nor a person or crowd. */
bool actor_is_group(const actor_row *row);
/* The key of the party that an actor belongs to, as `name` spells it. Nothing is added where it belongs to none. False: no
 * memory. */
bool actor_party_key(const actor_row *row, casus_level level, str name, buffer *out);
/* Has a text the form of a key with a colon? *code is what stands before it. */
bool party_key_code(str wanted, str *code);
/* Does a key with a colon mean this actor? Both folded as name_fold does. */
bool party_key_means(str wanted, const actor_row *row, str folded_name, str folded_wanted);

#endif
