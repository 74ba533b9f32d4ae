/* What the files share that draw a conflict model from a situation (casus_proposal.h): parties, their acts, and what they want of
 * them. Each step stands in a file of its own and is called by proposal.c. Private to this folder. */
#ifndef CASUS_PROPOSAL_PARTS_H
#define CASUS_PROPOSAL_PARTS_H

#include "base/base.h"
#include "casus_proposal.h"

enum {
  ACTS_MAX = 2000, /* different ones that are weighed; the latest reports come first */
  WISHES_MAX = 4000,
  OPEN_MAX = 20,          /* notes on what found no place */
  EVIDENCE_SHOWN_MAX = 8, /* sentences of one part */
  STATEMENTS_SHOWN_MAX = 12,
  NO_ACT = -1
};

/* How reports speak of an act; a threat is no act of its own but one that is threatened. */
typedef enum { ACT_DONE, ACT_PLANNED, ACT_THREATENED, ACT_OFFERED, ACT_DEMANDED, ACT_REFUSED, ACT_CONDITION, ACT_KINDS } act_kind;

typedef struct {
  uint32_t *items; /* occurrences */
  uint32_t n, capacity;
} evidence_list;

/* A party of the situation, or an armed group that only a sentence names. */
typedef struct {
  str key;
  str name; /* without its article */
  str said; /* with it */
  str country;
  bool is_body, is_nobody; /* nobody: people of no known country or name */
  bool is_side;            /* a state, an armed group, a party or opposition: somebody who could be a side of a conflict */
  double weight;
  bool decides;
  const char *why; /* it decides */
  evidence_list evidence;
} proposal_party;

/* Something that a party could do, or has done and cannot undo. */
typedef struct {
  int32_t owner, target;
  casus_type type;  /* CASUS_NONE: only words say what */
  const char *mode; /* of PLOVER, or NULL */
  bool is_fact;     /* done once, and not to be taken back */
  bool is_veto;
  str topic; /* the words of the reports for it; may be empty */
  str target_name;
  str name;
  uint32_t kinds; /* bits 1 << act_kind */
  evidence_list evidence;
  double weight;
  casus_date done, first_done; /* latest and first report that it happened */
  bool in_force;               /* status quo */
  int32_t option;              /* place in the model, or NO_ACT */
} act;

/* "party wants act (not) to be done, if given is (not)". */
typedef struct {
  int32_t party, act, given;
  bool negated, given_negated;
  double weight, strongest;
  casus_date last;
  const char *why; /* of the strongest reason */
  evidence_list evidence;
} wish;

typedef struct {
  uint32_t occurrence;
  const char *why;
} open_note;

/* Two acts of one party that cannot both be. */
typedef struct {
  int32_t a, b;
} exclusion;

struct casus_proposal {
  arena *memory;
  const casus_situation *s;
  casus_session *session;
  proposal_party *parties;
  uint32_t n_parties, n_situation_parties, parties_capacity;
  act *acts;
  uint32_t n_acts, acts_capacity;
  wish *wishes;
  uint32_t n_wishes, wishes_capacity;
  open_note open[OPEN_MAX];
  uint32_t n_open;
  int32_t *target_of_country; /* by party: the group meant by force against that country, or itself */
  bool *linked;               /* by occurrence: part of an exchange */
  uint32_t *acts_at;          /* by occurrence: index + 1 of the act that it speaks of first */
  exclusion exclusions[CASUS_PROPOSAL_OPTIONS_MAX * CASUS_PROPOSAL_OPTIONS_MAX];
  uint32_t n_exclusions;
  int32_t deciders[CASUS_PROPOSAL_DECISION_MAKERS_MAX];
  uint32_t n_deciders;
  int32_t options[CASUS_PROPOSAL_OPTIONS_MAX]; /* acts, by decision maker */
  uint32_t n_options;
  bool failed; /* memory ran out */
};

typedef struct casus_proposal proposal_work;

static inline const casus_event *event_at(const proposal_work *w, uint32_t occurrence) {
  return &w->s->occurrences[occurrence].report->events[0];
}

/* ---- parts: proposal_parts.c */
str proposal_copy(proposal_work *w, str s);
void evidence_add(proposal_work *w, evidence_list *list, uint32_t occurrence);
void note_open(proposal_work *w, uint32_t occurrence, const char *why);
/* The act of such an owner, type, target and topic; it is made where there is none. NO_ACT: over the maximum. */
int32_t act_find(proposal_work *w, const act *like);
void act_support(proposal_work *w, int32_t index, act_kind kind, uint32_t occurrence);
/* The wish is joined with an equal one. */
void wish_add(proposal_work *w, const wish *like, uint32_t occurrence);
/* The later of two dates; none is earliest. */
casus_date later_date(casus_date a, casus_date b);
/* How many words of five letters or more begin alike in both. */
unsigned words_shared(str a, str b);
/* Equal, or at least half of the long words of the shorter one are in the other. */
bool topics_alike(str a, str b);

/* ---- parties: proposal_parties.c */
void parties_take(proposal_work *w);
/* Looks for armed groups that sentences of force name. */
void groups_find(proposal_work *w);
/* The party of that key, or CASUS_NOBODY. */
int32_t party_of_actor(const proposal_work *w, const casus_actor *a);
/* Is it somebody who could decide? */
bool party_is_known(const proposal_work *w, int32_t party);

/* ---- acts: proposal_acts.c, proposal_answers.c */
void acts_find(proposal_work *w);
void conditions_use(proposal_work *w); /* proposal_conditions.c: conditions and exchanges */
/* Demands and refusals speak of acts that others report: once those are there. */
void answers_find(proposal_work *w);
/* Force against a country is force against the group that is fought there. */
int32_t target_of(const proposal_work *w, uint32_t occurrence);
str target_name_of(const proposal_work *w, uint32_t occurrence, int32_t target);

/* ---- words: proposal_words.c */
/* What is offered, demanded or promised, in the words behind the one that reports it; may be empty. */
str topic_of(proposal_work *w, uint32_t occurrence);
bool speaks_of_ceasefire(str text);
/* Some word of the text begins so; letter case does not count. NULL ends the list. */
bool has_word(str text, const char *const *beginnings);
/* Words of leaving off or holding back: what is asked is that an act is not done. */
bool asks_to_refrain(const casus_event *e);
void model_name(proposal_work *w); /* decision makers and options that were chosen */
/* Is an act of this type and mode one that cannot be taken back? */
bool act_is_final(casus_type type, const char *mode);
/* The first mode of the event, or NULL. */
const char *mode_of(const casus_event *e);
bool type_is_force(casus_type type);
/* Is it force, or a threat of it? */
bool speaks_of_force(const casus_event *e);

/* ---- the choice: proposal_choice.c */
void model_choose(proposal_work *w);
/* Not done yet, and not to be taken back once it is. */
bool act_is_irreversible(const act *a);
/* Who likes what, from the acts themselves: proposal_wishes.c */
void wishes_find(proposal_work *w);
/* The wishes of a decision maker that the model can say, the weightiest first; the number of them. */
uint32_t wishes_of(const proposal_work *w, int32_t party, const wish *list[STATEMENTS_SHOWN_MAX]);
/* "Israel: attack on Rafah IF ..." */
bool statement_add(buffer *b, const proposal_work *w, const wish *v);
/* "Israel: attack on Rafah", in quotation marks where the reader of models needs them. */
bool option_add(buffer *b, const proposal_work *w, int32_t act_index);

const char *act_kind_name(act_kind kind);

#endif
