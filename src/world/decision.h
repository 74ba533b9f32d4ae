/* A decision in the making: what the files of world/ that name parties hand to one another. Private to world/. */
#ifndef CASUS_WORLD_DECISION_H
#define CASUS_WORLD_DECISION_H

#include "world/resolve.h"

typedef struct {
  party p;
  party_note note;
  uint32_t core_first; /* first token of the phrase that named it: modifiers stand before */
  str members;         /* a group of countries: codes of all */
} draft;

/* Each fills *d and answers whether the phrase under h is what its name says. */

/* ---- nations.c */
bool from_country(resolver *r, uint32_t country, draft *d);
bool from_demonym(resolver *r, uint32_t h, const name_ref *ref, draft *d);
/* "the Baltic states": groups of a few countries are these; larger ones nobody, for nobody means all of them. */
bool from_region(resolver *r, uint32_t h, uint32_t region, draft *d);
/* "the governor of Georgia": a state of a federation that a country shares its name with. */
bool from_state(resolver *r, uint32_t h, const name_match *m, draft *d);
bool from_seat(resolver *r, uint32_t h, const name_match *m, const name_ref *ref, draft *d);
/* Are the first words of a name a place that the gazetteer has in one country? */
bool begins_with_place(const resolver *r, uint32_t first, uint32_t end);
/* The place of that name in a country by the gazetteer, or empty. */
str place_in_country(const resolver *r, uint32_t first, uint32_t end, str country);
/* "French-Algerian ties": the country beside the one that the word was found for, or NO_COUNTRY. */
uint32_t other_nation(const resolver *r, uint32_t h, str country);
/* The country that modifiers, possessors and of-phrases give. */
void take_country(resolver *r, uint32_t h, draft *d);

/* ---- origins.c */
/* "Valdorian" before a noun: a nation that no table has. */
bool from_unknown_nation(const resolver *r, uint32_t h, draft *d);

/* ---- persons.c */
bool from_person(resolver *r, uint32_t h, const name_match *m, draft *d);
bool from_surname(resolver *r, uint32_t h, const name_match *m, draft *d);
bool from_alias(resolver *r, uint32_t h, draft *d);
/* Where the name that ends at h begins. */
uint32_t name_begin(const resolver *r, uint32_t h);
/* The end of the name that begins at h: itself, what is flat on it and the rest of its entity. */
uint32_t name_end(const resolver *r, uint32_t h);
/* Is h the token of its entity that hangs on something outside? */
bool is_entity_top(const resolver *r, uint32_t h);
bool is_inside_body(const resolver *r, uint32_t h);
bool from_unknown_person(resolver *r, uint32_t h, draft *d);
/* A run of capitals that the tree left flat: "US Senator X", "Defense Minister". */
bool from_run(resolver *r, uint32_t h, draft *d);

/* ---- bodies.c */
bool from_group(resolver *r, uint32_t h, const name_match *m, draft *d);
bool from_agent(resolver *r, uint32_t h, draft *d);
bool from_body(resolver *r, uint32_t h, draft *d);
/* "Naroda Police" where the tree takes it for a person's name. */
bool from_flat_body(resolver *r, uint32_t h, draft *d);
bool from_unknown_body(resolver *r, uint32_t h, draft *d);
bool from_place(resolver *r, uint32_t h, draft *d);

typedef struct {
  const agent_row *row; /* NULL: only a title of offices.tsv, or nothing */
  uint64_t title;       /* hash of the longest title of offices.tsv, 0: none */
  uint32_t first, end, words;
} agent_match;

/* The longest generic phrase that ends at h ("interior minister") or goes on behind it ("secretary of state"). */
agent_match find_agent(const resolver *r, uint32_t h);
/* The phrase of exactly these tokens. */
agent_match agent_phrase(const resolver *r, uint32_t first, uint32_t end);
/* Are these the first letters of the capitals of a name, in order? */
bool is_initials(str acronym, str name);
bool is_body_word(const resolver *r, uint32_t h);

/* ---- shared small questions */
static inline party *party_under(const resolver *r, uint32_t i) {
  uint32_t at = party_of(r, i);
  return at ? &r->out->parties[at - 1] : NULL;
}
/* What the given name of a person tells. */
void note_sex(const resolver *r, draft *d);
bool is_modifier(const resolver *r, uint32_t h);
bool has_number(const resolver *r, uint32_t h);
bool is_plural(const resolver *r, uint32_t h);
uint32_t child_with(const resolver *r, uint32_t h, uint8_t rel);
bool is_former(const resolver *r, uint32_t h);
/* Officials out of office are ELI; soldiers, judges and members of parliament too. */
bool is_office_sector(str sector);
/* Bodies above the states have a code and no country. */
bool is_stateless(const party *p);

#endif
