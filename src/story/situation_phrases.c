/* The words for each kind of act: type, act spoken of, mode or lemma to wording. They say what the code says and no more: the
 * substance stands in the words of the article that a statement quotes. No verb here changes with number, so that any name fits.
 */
#include "story/situation_phrases.h"

#include "story/situation.h"

/* In place of a mode: the recipient is an international body. */
static const char body_mode[] = "@body";

static const phrase phrases[] = {
    {CASUS_AGREE, CASUS_CONSULT, NULL, "offer", "offered talks[ to %]", "offer talks[ to %]", "received an offer of talks"},
    {CASUS_AGREE, CASUS_CONSULT, NULL, NULL, "agreed or offered to hold talks[ with %]", "hold talks[ with %]",
     "received an offer of talks"},
    {CASUS_AGREE, CASUS_AID, NULL, NULL, "promised or offered aid[ to %]", "give aid[ to %]", "received a promise of aid"},
    {CASUS_AGREE, CASUS_SUPPORT, NULL, NULL, "promised support[ to %]", "support or sign something[ with %]", "receive support"},
    {CASUS_AGREE, CASUS_NONE, NULL, "offer", "made an offer[ to %]", "make an offer[ to %]", "received an offer"},
    {CASUS_AGREE, CASUS_NONE, NULL, "accept", "accepted an offer or a proposal[ of %]", "accept an offer or a proposal[ of %]",
     "found acceptance"},
    {CASUS_AGREE, CASUS_NONE, NULL, "agree", "gave agreement[ to %]", "come to an agreement[ with %]", "found agreement"},
    {CASUS_AGREE, CASUS_NONE, NULL, "promise", "made a promise[ to %]", "make a promise[ to %]", "received a promise"},
    {CASUS_AGREE, CASUS_NONE, NULL, "pledge", "made a promise[ to %]", "make a promise[ to %]", "received a promise"},
    {CASUS_AGREE, CASUS_NONE, NULL, "commitment", "made a commitment[ to %]", "make a commitment[ to %]",
     "received a commitment"},
    {CASUS_AGREE, CASUS_NONE, NULL, NULL, "made an agreement or an offer[ with %]", "come to an agreement[ with %]",
     "received an offer or a promise"},
    {CASUS_CONSULT, CASUS_NONE, NULL, "visit", "visited[ %]", "visit[ %]", "received a visit"},
    {CASUS_CONSULT, CASUS_NONE, NULL, "host", "played host[ to %]", "play host[ to %]", "came to talks"},
    {CASUS_CONSULT, CASUS_NONE, "phone", NULL, "spoke by telephone[ with %]", "speak by telephone[ with %]",
     "took part in a telephone call"},
    {CASUS_CONSULT, CASUS_NONE, "third-party", NULL, "mediated or met as a third party[ with %]",
     "mediate or meet as a third party[ with %]", "took part in mediated talks"},
    {CASUS_CONSULT, CASUS_NONE, NULL, NULL, "met or held talks[ with %]", "meet or hold talks[ with %]", "took part in talks"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "sign", "signed an agreement[ with %]", "sign an agreement[ with %]",
     "entered an agreement"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "vote", "voted in favour[ of %]", "vote in favour[ of %]", "won a vote"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "ratify", "ratified an agreement[ with %]", "ratify an agreement[ with %]",
     "saw a ratification"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "adopt", "adopted a measure[ of %]", "adopt a measure[ of %]", "saw a measure adopted"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "approve", "gave approval[ to %]", "give approval[ to %]", "received approval"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "thank", "thanked[ %]", "thank[ %]", "received thanks"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "praise", "gave praise[ to %]", "praise[ %]", "received praise"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, "welcome", "gave a welcome[ to %]", "welcome[ %]", "received a welcome"},
    {CASUS_SUPPORT, CASUS_NONE, NULL, NULL, "gave support or praise[ to %]", "support or praise[ %]",
     "received support or praise"},
    {CASUS_CONCEDE, CASUS_NONE, NULL, "apologise", "apologised[ to %]", "apologise[ to %]", "received an apology"},
    {CASUS_CONCEDE, CASUS_NONE, NULL, "apologize", "apologised[ to %]", "apologise[ to %]", "received an apology"},
    {CASUS_CONCEDE, CASUS_NONE, NULL, NULL, "made a concession[ to %]", "make a concession[ to %]", "received a concession"},
    {CASUS_COOPERATE, CASUS_NONE, NULL, NULL, "acted together[ with %]", "act together[ with %]", "took part in a common action"},
    {CASUS_AID, CASUS_NONE, NULL, NULL, "gave aid[ to %]", "give aid[ to %]", "received aid"},
    {CASUS_RETREAT, CASUS_NONE, "withdraw", NULL, "withdrew[, yielding to %]", "withdraw[, yielding to %]", "saw a withdrawal"},
    {CASUS_RETREAT, CASUS_NONE, "release", NULL, "released, or ordered the release of, people held[: %]",
     "release people held[: %]", "went free"},
    {CASUS_RETREAT, CASUS_NONE, "ceasefire", NULL, "kept, extended or began a ceasefire[ with %]", "keep a ceasefire[ with %]",
     "entered a ceasefire"},
    {CASUS_RETREAT, CASUS_NONE, "disarm", NULL, "disarmed[, yielding to %]", "disarm[, yielding to %]", "saw a disarmament"},
    {CASUS_RETREAT, CASUS_NONE, "access", NULL, "gave access[ to %]", "give access[ to %]", "received access"},
    {CASUS_RETREAT, CASUS_NONE, "resign", NULL, "resigned[ from or under %]", "resign[ from or under %]", "saw a resignation"},
    {CASUS_RETREAT, CASUS_NONE, NULL, "release", "released people held[: %]", "release people held[: %]", "went free"},
    {CASUS_RETREAT, CASUS_NONE, NULL, "free", "released people held[: %]", "release people held[: %]", "went free"},
    {CASUS_RETREAT, CASUS_NONE, NULL, "withdraw", "withdrew[, yielding to %]", "withdraw[, yielding to %]", "saw a withdrawal"},
    {CASUS_RETREAT, CASUS_NONE, NULL, NULL, "yielded[ to %]", "yield[ to %]", "received what it wanted"},
    {CASUS_REQUEST, CASUS_NONE, NULL, "demand", "put a demand[ to %]", "put a demand[ to %]", "faced a demand"},
    {CASUS_REQUEST, CASUS_NONE, NULL, "order", "gave an order[ to %]", "give an order[ to %]", "received an order"},
    {CASUS_REQUEST, CASUS_CONSULT, "meet", NULL, "called for talks[ with or by %]", "call for talks[ with or by %]",
     "faced a call for talks"},
    {CASUS_REQUEST, CASUS_AID, NULL, NULL, "asked for help[ from %]", "ask for help[ from %]", "faced a request for help"},
    {CASUS_REQUEST, CASUS_NONE, NULL, NULL, "put a request or a demand[ to %]", "put a request or a demand[ to %]",
     "faced a request or a demand"},
    {CASUS_ACCUSE, CASUS_NONE, NULL, "summon", "summoned[ %]", "summon[ %]", "received a summons"},
    {CASUS_ACCUSE, CASUS_NONE, "disapprove", NULL, "criticised[ %]", "criticise[ %]", "faced criticism"},
    {CASUS_ACCUSE, CASUS_NONE, "investigate", NULL, "investigated or questioned[ %]", "investigate or question[ %]",
     "came under investigation"},
    {CASUS_ACCUSE, CASUS_NONE, NULL, NULL, "made an accusation[ against %]", "make an accusation[ against %]",
     "faced an accusation"},
    {CASUS_REJECT, CASUS_NONE, body_mode, "veto", "cast a veto[ in %]", "cast a veto[ in %]", "saw a veto"},
    {CASUS_REJECT, CASUS_NONE, NULL, "veto", "vetoed a proposal[ of %]", "veto a proposal[ of %]", "met with a veto"},
    {CASUS_REJECT, CASUS_ACCUSE, NULL, NULL, "rejected criticism or an accusation[ by %]",
     "reject criticism or an accusation[ by %]", "met with a denial"},
    {CASUS_REJECT, CASUS_CONSULT, NULL, NULL, "turned down a meeting[ with %]", "turn down a meeting[ with %]",
     "met with a refusal to talk"},
    {CASUS_REJECT, CASUS_NONE, NULL, NULL, "said no[ to %]", "say no[ to %]", "met with a refusal"},
    {CASUS_THREATEN, CASUS_ASSAULT, NULL, NULL, "threatened an attack[ on %]", "threaten an attack[ on %]",
     "faced the threat of an attack"},
    {CASUS_THREATEN, CASUS_SANCTION, NULL, NULL, "threatened sanctions or a cut in ties[ with %]",
     "threaten sanctions or a cut in ties[ with %]", "faced the threat of sanctions"},
    {CASUS_THREATEN, CASUS_MOBILIZE, NULL, NULL, "threatened to move forces[ against %]", "threaten to move forces[ against %]",
     "faced the threat of force"},
    {CASUS_THREATEN, CASUS_PROTEST, NULL, NULL, "threatened protest or strikes[ against %]",
     "threaten protest or strikes[ against %]", "faced the threat of protest"},
    {CASUS_THREATEN, CASUS_COERCE, NULL, NULL, "threatened arrest, seizure or restrictions[ against %]",
     "threaten arrest, seizure or restrictions[ against %]", "faced the threat of arrest, seizure or restrictions"},
    {CASUS_THREATEN, CASUS_NONE, NULL, NULL, "made a threat or a warning[ to %]", "make a threat or a warning[ to %]",
     "faced a threat"},
    {CASUS_PROTEST, CASUS_NONE, "riot", NULL, "rioted[ against %]", "riot[ against %]", "faced riots"},
    {CASUS_PROTEST, CASUS_NONE, "strike", NULL, "went on strike[ against %]", "go on strike[ against %]", "faced a strike"},
    {CASUS_PROTEST, CASUS_NONE, "hunger", NULL, "went on hunger strike[ against %]", "go on hunger strike[ against %]",
     "faced a hunger strike"},
    {CASUS_PROTEST, CASUS_NONE, "boycott", NULL, "held a boycott[ of %]", "hold a boycott[ of %]", "faced a boycott"},
    {CASUS_PROTEST, CASUS_NONE, "obstruct", NULL, "blocked roads or buildings[ against %]",
     "block roads or buildings[ against %]", "faced a blockade by protesters"},
    {CASUS_PROTEST, CASUS_NONE, NULL, NULL, "protested[ against %]", "protest[ against %]", "faced protests"},
    {CASUS_SANCTION, CASUS_NONE, "convict", NULL, "convicted or sentenced, or ruled[ against %]", "convict or sentence[ %]",
     "received a verdict"},
    {CASUS_SANCTION, CASUS_NONE, "expel", NULL, "expelled or removed from office[ %]", "expel or remove from office[ %]",
     "lost office or place"},
    {CASUS_SANCTION, CASUS_NONE, NULL, NULL, "imposed sanctions or cut ties[ with %]", "impose sanctions or cut ties[ with %]",
     "faced sanctions"},
    {CASUS_MOBILIZE, CASUS_NONE, NULL, NULL, "moved, alerted or showed forces[ against %]",
     "move, alert or show forces[ against %]", "faced a show of force"},
    {CASUS_COERCE, CASUS_NONE, "arrest", NULL, "arrested or detained[ %]", "arrest or detain[ %]",
     "suffered arrest or detention"},
    {CASUS_COERCE, CASUS_NONE, "seize", NULL, "seized or searched property[ of %]", "seize or search property[ of %]",
     "suffered a seizure or a search"},
    {CASUS_COERCE, CASUS_NONE, "restrict", NULL, "imposed restrictions[ on %]", "impose restrictions[ on %]",
     "came under restrictions"},
    {CASUS_COERCE, CASUS_NONE, "censor", NULL, "censored or silenced[ %]", "censor or silence[ %]", "suffered censorship"},
    {CASUS_COERCE, CASUS_NONE, "curfew", NULL, "imposed a curfew[ on %]", "impose a curfew[ on %]", "came under a curfew"},
    {CASUS_COERCE, CASUS_NONE, "martial-law", NULL, "declared a state of emergency[ over %]",
     "declare a state of emergency[ over %]", "came under a state of emergency"},
    {CASUS_COERCE, CASUS_NONE, "deport", NULL, "deported or expelled[ %]", "deport or expel[ %]", "suffered deportation"},
    {CASUS_COERCE, CASUS_NONE, "cyber", NULL, "carried out a cyber attack[ on %]", "carry out a cyber attack[ on %]",
     "suffered a cyber attack"},
    {CASUS_COERCE, CASUS_NONE, NULL, NULL, "used coercion[ against %]", "use coercion[ against %]", "came under coercion"},
    {CASUS_ASSAULT, CASUS_NONE, "abduct", NULL, "abducted or took captive people[: %]", "abduct or take captive people[: %]",
     "suffered an abduction"},
    {CASUS_ASSAULT, CASUS_NONE, "torture", NULL, "used torture[ against %]", "use torture[ against %]", "suffered torture"},
    {CASUS_ASSAULT, CASUS_NONE, "destroy", NULL, "destroyed property[ of %]", "destroy property[ of %]", "suffered destruction"},
    {CASUS_ASSAULT, CASUS_NONE, "crowd-control", NULL, "used force to control a crowd[: %]", "use force to control a crowd[: %]",
     "came under force used to control a crowd"},
    {CASUS_ASSAULT, CASUS_NONE, NULL, "kill", "killed people[: %]", "kill people[: %]", "suffered deaths"},
    {CASUS_ASSAULT, CASUS_NONE, NULL, NULL, "used force[ against %]", "attack or use force[ against %]", "came under attack"},
};

static bool mode_fits(const char *mode, const casus_event *e) {
  if (mode == body_mode) return e->n_recipients && str_starts(e->recipients[0].code, STR("IGO"));
  return !mode || event_has_mode(e, mode);
}

static bool fits(const phrase *p, const casus_event *e) {
  return p->type == e->event && (!p->of || p->of == e->of) && mode_fits(p->mode, e) &&
         (!p->lemma || str_is(event_lemma(e), p->lemma));
}

const phrase *wording_of(const casus_event *e) {
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
    if (fits(&phrases[i], e)) return &phrases[i];
  return NULL;
}

const phrase *wording_of_object(const casus_event *e) {
  casus_event object = *e;
  object.event = e->of;
  object.of = CASUS_NONE;
  object.n_modes = 0; /* those of the whole are not those of the act spoken of */
  return wording_of(&object);
}
