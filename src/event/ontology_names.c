/* The names of types, modes, contexts and statuses. The numbers that go with them are in data/ontology. */
#include "event/ontology_names.h"

static const char *const type_names[CASUS_TYPE_COUNT] = {"NONE",    "AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE",
                                                         "AID",     "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",
                                                         "PROTEST", "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};

static const char *const status_names[CASUS_EVENT_STATUS_COUNT] = {"actual",      "planned", "intended", "considered",
                                                                   "conditional", "failed",  "negated",  "denied"};

static const char *const basis_names[] = {"none", "published", "relative", "absolute"};

/* In the order of plover.tsv. */
static const struct {
  casus_type type;
  const char *name;
} modes[] = {
    {CASUS_CONSULT, "visit"},          {CASUS_CONSULT, "third-party"},    {CASUS_CONSULT, "multilateral"},
    {CASUS_CONSULT, "phone"},          {CASUS_RETREAT, "withdraw"},       {CASUS_RETREAT, "release"},
    {CASUS_RETREAT, "disarm"},         {CASUS_RETREAT, "ceasefire"},      {CASUS_RETREAT, "access"},
    {CASUS_RETREAT, "resign"},         {CASUS_REQUEST, "assist"},         {CASUS_REQUEST, "change"},
    {CASUS_REQUEST, "yield"},          {CASUS_REQUEST, "meet"},           {CASUS_ACCUSE, "disapprove"},
    {CASUS_ACCUSE, "investigate"},     {CASUS_ACCUSE, "allege"},          {CASUS_REJECT, "assist"},
    {CASUS_REJECT, "change"},          {CASUS_REJECT, "yield"},           {CASUS_REJECT, "meet"},
    {CASUS_THREATEN, "restrict"},      {CASUS_THREATEN, "arrest"},        {CASUS_THREATEN, "relations"},
    {CASUS_THREATEN, "expel"},         {CASUS_THREATEN, "territory"},     {CASUS_THREATEN, "violence"},
    {CASUS_PROTEST, "demo"},           {CASUS_PROTEST, "riot"},           {CASUS_PROTEST, "strike"},
    {CASUS_PROTEST, "hunger"},         {CASUS_PROTEST, "boycott"},        {CASUS_PROTEST, "obstruct"},
    {CASUS_PROTEST, "vandalize"},      {CASUS_SANCTION, "convict"},       {CASUS_SANCTION, "expel"},
    {CASUS_SANCTION, "withdraw"},      {CASUS_SANCTION, "discontinue"},   {CASUS_MOBILIZE, "troops"},
    {CASUS_MOBILIZE, "weapons"},       {CASUS_MOBILIZE, "police"},        {CASUS_MOBILIZE, "militia"},
    {CASUS_COERCE, "seize"},           {CASUS_COERCE, "restrict"},        {CASUS_COERCE, "censor"},
    {CASUS_COERCE, "curfew"},          {CASUS_COERCE, "martial-law"},     {CASUS_COERCE, "arrest"},
    {CASUS_COERCE, "deport"},          {CASUS_COERCE, "withhold"},        {CASUS_COERCE, "misinformation"},
    {CASUS_COERCE, "cyber"},           {CASUS_ASSAULT, "abduct"},         {CASUS_ASSAULT, "beat"},
    {CASUS_ASSAULT, "torture"},        {CASUS_ASSAULT, "sexual"},         {CASUS_ASSAULT, "targeted"},
    {CASUS_ASSAULT, "destroy"},        {CASUS_ASSAULT, "primitive"},      {CASUS_ASSAULT, "firearms"},
    {CASUS_ASSAULT, "explosives"},     {CASUS_ASSAULT, "suicide-attack"}, {CASUS_ASSAULT, "aerial"},
    {CASUS_ASSAULT, "drone"},          {CASUS_ASSAULT, "heavy-weapons"},  {CASUS_ASSAULT, "crowd-control"},
    {CASUS_ASSAULT, "unconventional"},
};

static const char *const contexts[] = {"military",
                                       "intelligence",
                                       "executive",
                                       "legislative",
                                       "election",
                                       "political_institutions",
                                       "pro_democracy",
                                       "pro_autocracy",
                                       "economic",
                                       "legal",
                                       "reparations",
                                       "human_rights",
                                       "rights_freedoms",
                                       "repression",
                                       "human_security",
                                       "gender",
                                       "lgbt",
                                       "religion_ethnicity",
                                       "inequality",
                                       "diplomatic",
                                       "territory",
                                       "peacekeeping",
                                       "health",
                                       "asylum",
                                       "migration",
                                       "disasters",
                                       "natural_resource",
                                       "environment",
                                       "technology",
                                       "terrorism",
                                       "cbrn",
                                       "cyber",
                                       "misinformation",
                                       "crime",
                                       "corruption",
                                       "illegal_drugs",
                                       "trafficking"};

enum { MODE_COUNT = sizeof modes / sizeof *modes, CONTEXT_COUNT = sizeof contexts / sizeof *contexts };
_Static_assert((int)MODE_COUNT == (int)ONTOLOGY_MODE_COUNT, "ontology_names.h says how many modes there are");
_Static_assert(CONTEXT_COUNT <= 64, "contexts are a 64-bit set");

const char *casus_type_name(casus_type type) { return (unsigned)type < CASUS_TYPE_COUNT ? type_names[type] : NULL; }

const char *casus_event_status_name(casus_event_status status) {
  return (unsigned)status < CASUS_EVENT_STATUS_COUNT ? status_names[status] : NULL;
}

casus_event_status casus_event_status_of_name(casus_str name) {
  casus_event_status s = CASUS_ACTUAL;
  while (s < CASUS_EVENT_STATUS_COUNT && !str_is(name, status_names[s])) s++;
  return s;
}

const char *date_basis_name(casus_date_basis basis) {
  return (unsigned)basis < sizeof basis_names / sizeof *basis_names ? basis_names[basis] : basis_names[0];
}

casus_type casus_type_of_name(casus_str name) {
  for (casus_type t = CASUS_AGREE; t < CASUS_TYPE_COUNT; t++)
    if (str_is(name, type_names[t])) return t;
  return CASUS_NONE;
}

const char *casus_mode_name(unsigned mode) { return mode < MODE_COUNT ? modes[mode].name : NULL; }

const char *casus_context_name(unsigned context) { return context < CONTEXT_COUNT ? contexts[context] : NULL; }

int ontology_mode(casus_type type, str name) {
  for (int m = 0; m < (int)MODE_COUNT; m++)
    if (modes[m].type == type && str_is(name, modes[m].name)) return m;
  return -1;
}

casus_type mode_type(unsigned mode) { return mode < MODE_COUNT ? modes[mode].type : CASUS_NONE; }

int ontology_context(str name) {
  for (int c = 0; c < (int)CONTEXT_COUNT; c++)
    if (str_is(name, contexts[c])) return c;
  return -1;
}

/* CODING.md, "Types": verbal and material cooperation, verbal and material conflict. */
uint8_t ontology_quad(casus_type type) {
  static const uint8_t quads[CASUS_TYPE_COUNT] = {0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4};
  return (unsigned)type < CASUS_TYPE_COUNT ? quads[type] : 0;
}
