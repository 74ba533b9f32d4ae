/* What other event data sets call countries, divisions, sectors and acts: data/exchange, beside data/world/countries.tsv and the
 * ontology. Immutable once opened. */
#ifndef CASUS_EXCHANGE_TABLES_H
#define CASUS_EXCHANGE_TABLES_H

#include "event/event.h"

/* The columns of data/exchange/countries.tsv; NAME_* fall back on our name or on the ISO code. */
typedef enum {
  COUNTRY_NAME,
  COUNTRY_FIPS,
  COUNTRY_COW,
  COUNTRY_COW_LETTERS,
  COUNTRY_CAMEO,
  COUNTRY_PLOVER,
  COUNTRY_ICEWS,
  COUNTRY_SYSTEMS
} country_system;

typedef enum { SECTOR_CAMEO, SECTOR_ICEWS, SECTOR_SYSTEMS } sector_system;

typedef struct exchange_tables exchange_tables;

casus_status exchange_tables_open(const char *data_dir, exchange_tables **out, casus_error *error);
void exchange_tables_close(exchange_tables *t);

const ontology *exchange_ontology(const exchange_tables *t);
/* What a system calls an ISO 3166 alpha-3 code; empty: it does not. */
str country_in(const exchange_tables *t, str iso3, country_system system);
/* The alpha-3 code of what a system calls a country; names are found in all their variants, without regard to ASCII case.
 * Empty: none. */
str country_from(const exchange_tables *t, str text, country_system system);
/* PLOVER's name for a body that is of no country ("UNO" for "IGOUNO", "NGO"; manual, table 5.1), and back; empty: none. */
str body_in_plover(str code);
str body_from_plover(str text);
/* The code that follows the FIPS code of the country; empty: unknown. */
str division_code(const exchange_tables *t, str iso3, str name);
/* Its GeoNames id; 0: unknown. */
uint32_t division_geonames(const exchange_tables *t, str iso3, str name);
/* Is it a code of a sector or of a kind of international body? */
bool sector_known(const exchange_tables *t, str sector);
/* What a system calls a PLOVER sector; empty: nothing. */
str sector_in(const exchange_tables *t, str sector, sector_system system);
/* The PLOVER sector of a word of ICEWS or a role code of CAMEO; empty: none. */
str sector_from(const exchange_tables *t, str text, sector_system system);

#endif
