/* What resolving one document needs, shared by the files of world/ that do it: scan.c finds table names, phrase.c reads trees,
 * nations.c, persons.c, bodies.c and party.c decide what a noun phrase is, refer.c (and those of references.h), aliases.c and
 * origins.c what the article has to add. Private to world/. */
#ifndef CASUS_WORLD_RESOLVE_H
#define CASUS_WORLD_RESOLVE_H

#include "world/facts.h"

/* A name of the tables found in the text: tokens [first, first + n). */
typedef struct {
  const name_ref *ref; /* the first of the name; look at those that fit */
  uint32_t first, n;
} name_match;

enum {
  NOTE_PERSON = 1,
  NOTE_PLURAL = 2,
  NOTE_SUBJECT = 4,
  NOTE_MALE = 8,
  NOTE_FEMALE = 16,
  NOTE_DEAD = 32,        /* taken into a mention above it, or nothing after all */
  NOTE_COUNTRY = 64,     /* waits for a country */
  NOTE_BACK = 128,       /* means nothing without an antecedent */
  NOTE_FORMER = 256,     /* "former president" */
  NOTE_DEPUTY = 512,     /* "deputy foreign minister": not the holder of the office */
  NOTE_TABLE = 1024,     /* settled by a row of people or groups */
  NOTE_REGION = 2048,    /* modified by a region: the article's country is not meant */
  NOTE_LOCAL = 32768,    /* of a region or people inside its state: "Bavaria's interior minister" is not Germany's */
  NOTE_MODIFIER = 16384, /* stands before a noun: "German ships" */
  NOTE_MAIN = 8192,      /* subject of the sentence's main clause */
  NOTE_RELAY = 4096,     /* "Hamas leader": the party is its modifier's */
  NOTE_LATENT = 32768,   /* a name that may be a person's: no mention until a pronoun means it */
  NOTE_NAME_SEX = 65536  /* the sex is only guessed from the given name */
};

/* What is remembered of a party beside the record: parallel to mentions.parties. */
typedef struct {
  uint64_t word;  /* of its head */
  uint64_t role;  /* head word of the title or apposition that introduced it */
  uint64_t title; /* phrase of its office, 0: none */
  str office;     /* key of the office */
  uint32_t sentence;
  uint32_t core, core_end; /* tokens of what names it: titles and modifiers stand before; core_end 0: unknown */
  uint32_t flags;
  uint32_t mentions; /* how often the entity was mentioned in sentences before: kept with its first mention */
} party_note;

typedef struct {
  uint64_t hash;
  uint32_t party; /* 1 + index; 0: empty */
} alias;

enum { RECENT_MAX = 48, UNKNOWN_NATIONS_MAX = 16 };

typedef struct {
  const world *w;
  const text *t;
  const analysis *an;
  arena *a;
  mentions *out;
  uint32_t *child, *sibling; /* of the trees: 1 + token */
  uint32_t *order;           /* tokens of the sentence, heads before dependents */
  uint64_t *words;           /* word_hash of each token's lemma */
  uint32_t *match_at;        /* 1 + index of the name that covers the token */
  uint32_t *place_over;      /* 1 + index of the place that covers the token */
  name_match *matches;
  party_note *notes;
  alias *aliases;         /* names that this article has introduced */
  uint32_t *latent_at;    /* 1 + index of a latent party at its head token, else 0 */
  uint32_t most_mentions; /* of one person so far */
  world_choices *choices; /* NULL: nobody wants to know */
  uint32_t n_matches, matches_capacity, parties_capacity, notes_capacity, n_aliases, aliases_capacity;
  uint32_t n_order;
  uint32_t sentence, first, last; /* the current sentence: tokens [first, last) */
  uint32_t first_party;           /* of the sentence */
  uint32_t recent[RECENT_MAX];    /* ring of parties of sentences before */
  uint32_t n_recent;
  uint32_t n_extra;                 /* parties of the sentence that share the words of others */
  str second_country;               /* the other one of an article about two, or empty */
  bool *named_countries;            /* by row: does the article name it? */
  uint32_t speaker;                 /* 1 + party who spoke last */
  str nations[UNKNOWN_NATIONS_MAX]; /* stems of nationalities that no table has */
  uint32_t n_nations;
  int32_t day;
  bool failed; /* out of memory */
} resolver;

static inline str form_of(const resolver *r, uint32_t i) { return token_form(r->t, i); }
static inline const word *word_of(const resolver *r, uint32_t i) { return &r->an->words[i]; }
static inline bool lemma_is(const resolver *r, uint32_t i, const char *lemma) {
  return str_equal_fold(r->an->words[i].lemma, str_of(lemma));
}
/* Two entries for everything that can be found once per token. */
bool is_capital(str form);
bool is_all_caps(str form);
/* "ex-minister" in one word: a minister, once. */
static inline bool opens_with_ex(str form) { return form.len > 4 && str_equal_fold(str_slice(form, 0, 3), STR("ex-")); }

/* ---- scan.c */
bool scan_names(resolver *r);
/* The country that one word names, or NULL. */
const name_ref *nation_ref(const resolver *r, str name);
/* May this reference stand here? Checks case and the kind of word. */
bool ref_fits(const resolver *r, const name_match *m, const name_ref *ref);
/* The first reading of that kind that may stand here, or NULL. */
const name_ref *ref_of_kind(const name_match *m, const resolver *r, name_kind kind);
str main_country(resolver *r, const mentions *found);

/* ---- phrase.c */
bool build_trees(resolver *r);
void order_sentence(resolver *r);
static inline uint32_t first_child(const resolver *r, uint32_t i) { return r->child[i]; }
/* The preposition of a phrase ("of"), or empty. */
str case_of(const resolver *r, uint32_t head);
bool has_child(const resolver *r, uint32_t head, const char *lemmas);
/* The verb (or noun) that a noun phrase is an argument of, through coordination; NO_TOKEN: none. */
uint32_t governor_of(const resolver *r, uint32_t i);
bool is_subject(const resolver *r, uint32_t i);
/* NOTE_SUBJECT, NOTE_MAIN as they apply. */
uint32_t subject_flags(const resolver *r, uint32_t i);
/* The mention under `head`, without relative clauses, appositions after a comma and coordinated phrases. */
void phrase_span(const resolver *r, uint32_t head, uint32_t *first, uint32_t *n);
str token_text(const resolver *r, uint32_t first, uint32_t n);
bool is_above(const resolver *r, uint32_t above, uint32_t below);
/* The party that possesses a phrase ("Kenya's army", "its army"): 1 + index or 0. */
uint32_t possessor_of(const resolver *r, uint32_t h);

/* ---- party.c */
/* Decides every noun phrase of the sentence, dependents first. */
void resolve_phrases(resolver *r);
uint32_t party_add(resolver *r, const party *p, const party_note *note);
void party_kill(resolver *r, uint32_t index);
static inline uint32_t party_of(const resolver *r, uint32_t i) { return r->out->party_at[i]; }
void party_set_code(resolver *r, party *p);
/* "people.tsv:812" in the document's arena. */
str source_of(resolver *r, str file, uint32_t line);
void set_holder(resolver *r, uint32_t index);

/* ---- refer.c, pronouns.c, speakers.c, definite.c, pairs.c: see references.h */
void resolve_references(resolver *r);
/* Keeps who has spoken in this sentence for the quotations that go on after it. */
void note_speaker(resolver *r);
/* Gives a party the meaning of another. */
void copy_meaning(const party *from, party *to);

/* ---- latent.c */
/* Names of the sentence that no entity and no table tells of, kept aside. */
void note_latent(resolver *r);
/* A pronoun means it: it is a person from here on. */
void reveal_latent(resolver *r, uint32_t index);
static inline uint32_t mention_at(const resolver *r, uint32_t i) {
  return r->out->party_at[i] ? r->out->party_at[i] : r->latent_at[i];
}

/* ---- origins.c */
/* Before the sentences are resolved: "Valdorian" anywhere tells that Valdoria is a nation. */
void note_unknown_nations(resolver *r);
void fill_countries(resolver *r);

/* ---- aliases.c */
void remember_sentence(resolver *r);
/* A name that is said twice in one sentence is one person. */
void tie_within_sentence(resolver *r);
/* From here on the article knows this party by its name. */
void learn_name(resolver *r, uint32_t at);
/* The party that this article has introduced under a name, 1 + index or 0. */
uint32_t alias_find(const resolver *r, uint64_t hash);

#endif
