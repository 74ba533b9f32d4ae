/* casus: news articles in, coded events out.
 *
 * The public interface: the records, the engine that fills them, the readers that feed it and the writers that print them.
 * Conventions: strings are UTF-8 `{ptr, len}` and never need a closing NUL; offsets are bytes into the article's text,
 * half-open; every function that can fail returns a `casus_status`, fills the optional `casus_error`, and leaves its results
 * untouched on failure. The library never prints, exits or reads the environment. */
#ifndef CASUS_H
#define CASUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CASUS_VERSION "0.1.0"

/* ---- status ------------------------------------------------------------------------------------------------------- */

typedef enum {
  CASUS_OK = 0,
  CASUS_END,      /* no more articles */
  CASUS_INPUT,    /* this input cannot be read; the next one can */
  CASUS_USAGE,    /* an argument makes no sense */
  CASUS_DATA,     /* a model or table is missing or damaged */
  CASUS_STORE,    /* a store cannot be used */
  CASUS_MEMORY,   /* out of memory, or over a stated maximum */
  CASUS_INTERNAL, /* a bug in casus */
  CASUS_STATUS_COUNT
} casus_status;

/* The name of a status, e.g. "input". Static storage. */
const char *casus_status_name(casus_status status);

/* Detail of a failure, held by the caller. `file` and `message` are cut to fit and always NUL-terminated.
 * `line` and `offset_bytes` are 0 where they do not apply; lines count from 1. */
typedef struct {
  char message[240];
  char file[240];
  size_t line;
  size_t offset_bytes;
} casus_error;

/* Takes bytes of a file that is written. False: they cannot be, and what writes gives CASUS_INTERNAL. */
typedef bool (*casus_write)(void *context, const char *bytes, size_t len);

/* ---- records ------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *ptr;
  size_t len;
} casus_str;

/* Bytes [begin, end) of the article's text. begin == end: none. */
typedef struct {
  uint32_t begin, end;
} casus_span;

/* A calendar date, ISO 8601 with its granularity: year 0 is "none"; month 0 or day 0 are "not said". */
typedef struct {
  int16_t year;
  uint8_t month, day;
} casus_date;

/* One article. All strings belong to the reader (or the caller) and outlive the events made from it. */
typedef struct {
  casus_str id, text, title, url, source, language;
  casus_date date;     /* of publication */
  uint32_t body;       /* byte of `text` at which the prose starts: what stands before it is a date line */
  casus_str origin;    /* file name or "-" */
  size_t origin_line;  /* of the record in its file, from 1; 0: the file is the article */
  size_t origin_bytes; /* offset of the record in its file, before compression; of a WARC record with a gzip member of its own: of
                          that member in the compressed file */
} casus_article;

/* PLOVER 2.0 event types. CASUS_NONE: no event, no act. */
typedef enum {
  CASUS_NONE = 0,
  CASUS_AGREE,
  CASUS_CONSULT,
  CASUS_SUPPORT,
  CASUS_CONCEDE,
  CASUS_COOPERATE,
  CASUS_AID,
  CASUS_RETREAT,
  CASUS_REQUEST,
  CASUS_ACCUSE,
  CASUS_REJECT,
  CASUS_THREATEN,
  CASUS_PROTEST,
  CASUS_SANCTION,
  CASUS_MOBILIZE,
  CASUS_COERCE,
  CASUS_ASSAULT,
  CASUS_TYPE_COUNT
} casus_type;

/* Is the event itself reported as a fact of the world? CODING.md, "Status". */
typedef enum {
  CASUS_ACTUAL = 0,
  CASUS_PLANNED,
  CASUS_INTENDED,
  CASUS_CONSIDERED,
  CASUS_CONDITIONAL,
  CASUS_FAILED,
  CASUS_NEGATED,
  CASUS_DENIED,
  CASUS_EVENT_STATUS_COUNT
} casus_event_status;

/* PLOVER's auxiliary modes, a bit set. */
enum { CASUS_HISTORICAL = 1, CASUS_FUTURE = 2, CASUS_HYPOTHETICAL = 4, CASUS_NEGATION = 8 };

/* Where the event's date comes from. */
typedef enum {
  CASUS_BASIS_NONE = 0,  /* the article has no date, the sentence no full one: date is none */
  CASUS_BASIS_PUBLISHED, /* the sentence names no time: the publication date */
  CASUS_BASIS_RELATIVE,  /* "Friday", "last week", from the publication date */
  CASUS_BASIS_ABSOLUTE   /* "on 3 May 2021" */
} casus_date_basis;

typedef struct {
  casus_str code;    /* "USAGOV", "IGOUNO"; empty: unknown party that the text names */
  casus_str country; /* ISO 3166 alpha-3, or empty */
  casus_str sector;  /* "GOV", or empty */
  casus_str name;    /* of a named person or group, as the table has it; or empty */
  casus_str office;  /* "Secretary of State", or empty */
  casus_str text;    /* as it stands in the article */
  casus_span span;
} casus_actor;

typedef struct {
  casus_str name;    /* empty: the event has no place */
  casus_str country; /* ISO 3166 alpha-3 */
  casus_str admin1;
  double lat_deg, lon_deg; /* NAN: not known, of a place that only the text names */
  uint32_t geonames;       /* GeoNames id, 0: unknown */
  casus_span span;
} casus_place;

/* What an act of force was done with, in the words of the sentence. */
typedef struct {
  casus_str kind; /* "firearms", "drone", "explosives", ...: the mode of ASSAULT that such weapons make; empty: no weapon named.
                     Static storage */
  casus_str text;
  casus_span span;
} casus_weapon;

/* A number that the sentence gives: "12" has value, min and max 12; "dozens" 24 to 99; "more than 300" min 300 and no max. */
typedef struct {
  uint64_t value, min, max; /* as far as known */
  bool has_value, has_min, has_max;
  casus_str text; /* empty: none given */
  casus_span span;
} casus_figure;

/* Who was harmed. */
typedef enum { CASUS_KILLED, CASUS_INJURED, CASUS_MISSING, CASUS_ABDUCTED, CASUS_ARRESTED, CASUS_HARM_COUNT } casus_harm;

typedef struct {
  casus_str stage; /* "sentence", "grammar", "actor", "lexicon", "status", "date", ... */
  casus_str text;
} casus_step;

enum { CASUS_MODES_MAX = 4, CASUS_ID_SIZE = 33, CASUS_NO_EVENT = -1 };

typedef struct {
  char id[CASUS_ID_SIZE]; /* hex hash of document content, spans, code and status */
  casus_str doc;
  uint32_t sentence; /* from 1, in the article */
  casus_str text;    /* of the sentence */
  casus_span span;   /* of the sentence */
  casus_date date, enddate;
  casus_date_basis date_basis;
  casus_type event, of;
  uint8_t modes[CASUS_MODES_MAX]; /* indices into the ontology's modes; n_modes are set */
  uint8_t n_modes;
  uint64_t contexts; /* bit set over the ontology's contexts */
  uint8_t quad;      /* 1 to 4 */
  float score;       /* PLOVER */
  float goldstein;   /* of the CAMEO code */
  char cameo[6];     /* NUL-terminated, leading zero kept */
  uint8_t aux;       /* CASUS_HISTORICAL | ... */
  casus_event_status status;
  casus_str condition; /* empty: none */
  casus_span condition_span;
  int32_t condition_event; /* index into the same list, or CASUS_NO_EVENT */
  bool condition_unless;
  int32_t exchange;          /* index of the event it is offered in return for, or CASUS_NO_EVENT */
  const casus_actor *holder; /* NULL: the article's own voice */
  const casus_actor *actors, *recipients;
  uint32_t n_actors, n_recipients;
  casus_place place;
  casus_weapon weapon;                       /* of ASSAULT, MOBILIZE and PROTEST, or of such an act spoken of */
  casus_figure casualties[CASUS_HARM_COUNT]; /* what the event did to how many; text empty: not given */
  casus_figure participants;                 /* how many protest, or are moved or moved out */
  casus_str trigger;
  casus_span trigger_span;
  casus_str rule; /* lexicon row */
  float confidence;
  const casus_step *steps; /* the chain from bytes to event; only where the session traces */
  uint32_t n_steps;
} casus_event;

/* The names of the ontology. Static storage; NULL where the index is out of range. */
const char *casus_type_name(casus_type type);            /* "CONSULT" */
const char *casus_event_status_name(casus_event_status); /* "planned" */
casus_type casus_type_of_name(casus_str name);           /* CASUS_NONE: unknown */
/* CASUS_EVENT_STATUS_COUNT: unknown. */
casus_event_status casus_event_status_of_name(casus_str name);
const char *casus_mode_name(unsigned mode);
const char *casus_context_name(unsigned context);

/* ---- engine ------------------------------------------------------------------------------------------------------- */

typedef struct casus_engine casus_engine;   /* models and tables; immutable; shared by threads */
typedef struct casus_session casus_session; /* one thread's scratch */

typedef struct {
  const char *data_dir;           /* NULL: the tables and weights built into the library */
  const char *const *actor_files; /* overlays, read after the built-in tables */
  size_t n_actor_files;
  const char *const *place_files; /* tables of places (docs/places.md) whose rows win over the built-in ones */
  size_t n_place_files;
  const char *const *lexicon_files;
  size_t n_lexicon_files;
  casus_date today;  /* used for dated offices where an article has no date; year 0: 2026-01-01 */
  bool grammar_only; /* open what casus_parse needs and nothing more: casus_code and casus_relate then give CASUS_USAGE */
} casus_options;

/* options may be NULL. The engine is closed with casus_engine_close after its last session. */
casus_status casus_engine_open(const casus_options *options, casus_engine **engine, casus_error *error);
void casus_engine_close(casus_engine *engine);

/* What an engine of these options codes with, as 32 hexadecimal digits: weights, tables, overlays and `today`. The same digits:
 * the same events of the same articles. options may be NULL. Reads all tables: some ten milliseconds. */
casus_status casus_tables_hash(const casus_options *options, char hash[CASUS_ID_SIZE], casus_error *error);

casus_status casus_session_open(const casus_engine *engine, casus_session **session, casus_error *error);
void casus_session_close(casus_session *session);
/* Ask for `steps` in the events that follow. */
void casus_session_trace(casus_session *session, bool on);
/* casus_code then leaves out events whose confidence is below p (0 to 1; 0, as it begins: none). Links to an event that is left
 * out are CASUS_NO_EVENT. */
void casus_session_min_confidence(casus_session *session, double p);

/* Codes one article. *events belongs to the session and lives until its next call. Linear in the length of the text. */
casus_status casus_code(casus_session *session, const casus_article *article, const casus_event **events, size_t *n_events,
                        casus_error *error);

/* The relation between two spans of a text; one of them may be empty (begin == end): a side that the text does not name.
 * `*relation` belongs to the session; event CASUS_NONE: no relation. */
casus_status casus_relate(casus_session *session, casus_str text, casus_span source, casus_span target,
                          const casus_event **relation, casus_error *error);

/* Where that happened which the word in the span `trigger` of a text reports, whether casus codes an event there or not: the
 * choice is that of casus_code. `*place` belongs to the session and lives until its next call; name empty: the sentence gives no
 * place for it. */
casus_status casus_locate(casus_session *session, casus_str text, casus_span trigger, const casus_place **place,
                          casus_error *error);

/* The phrases of who acts and who is acted upon in what a text reports first of all. */
typedef struct {
  casus_type event; /* of the main report; CASUS_NONE: there is none, and no phrase */
  const casus_span *sources, *targets;
  uint32_t n_sources, n_targets;
} casus_sides;

/* The sides of the main event of a text, normally one sentence, as whole noun phrases, be their parties known to the tables or
 * not (docs/spans.md). `*sides` belongs to the session and lives until its next call. Linear in the length of the text. */
casus_status casus_main_sides(casus_session *session, casus_str text, const casus_sides **sides, casus_error *error);

/* CoNLL-U of a text, entities in MISC. `*conllu` belongs to the session and lives until its next call. */
casus_status casus_parse(casus_session *session, const casus_article *article, casus_str *conllu, casus_error *error);
/* The same over tokens that are given: `input` is CoNLL-U, of which ID, FORM, SpaceAfter and comments are kept. */
casus_status casus_parse_conllu(casus_session *session, casus_str input, casus_str *conllu, casus_error *error);

/* ---- looking up: what a phrase means, and why --------------------------------------------------------------------- */

enum { CASUS_PHRASE_BYTES_MAX = 4096, CASUS_CONTEXT_BYTES_MAX = 1 << 20 };

/* A question. Where the phrase stands in the context, the first time is meant and offsets count in the context; otherwise the
 * context is what was said before, and offsets count in the phrase. */
typedef struct {
  casus_str phrase;
  casus_str context; /* a sentence or an article; may be empty */
  casus_date on;     /* date of publication; year 0: none, and offices are as of the engine's `today` */
} casus_phrase;

/* A step of a chain of reasons. */
typedef struct {
  uint32_t of;     /* index of the actor, place or time that it explains */
  casus_str stage; /* "phrase", "words", "row", "country", "sector", "date", "context", ... */
  casus_str text;
} casus_reason;

/* A row of the tables that was weighed for an actor: the one that was taken, other terms of that person, other holders of that
 * office, others of the same name. */
typedef struct {
  uint32_t of; /* index of the actor */
  bool taken;
  casus_str row; /* "people.tsv:812" */
  casus_str name, country, sector, office;
  casus_date from, to; /* of the term; none: open */
  casus_str source;    /* where the row has it from, e.g. "wikidata-2022" */
  casus_str why;       /* "in office on that day", "ended before that day", ... */
} casus_actor_row;

typedef struct {
  const casus_actor *actors;
  const casus_actor_row *rows; /* by actor; the one taken first */
  const casus_reason *reasons; /* by actor */
  uint32_t n_actors, n_rows, n_reasons;
  bool in_context; /* offsets count in the context */
} casus_who_answer;

enum { CASUS_PLACE_PARTS_MAX = 12 };

typedef struct {
  casus_place place;
  const char *feature; /* "town", "capital", "country", ...; static storage */
  uint32_t population; /* 0: unknown */
  double score;        /* the sum of the parts */
  bool taken;
  uint32_t n_parts;
  struct {
    const char *what; /* "population", "contained", ...; static storage */
    double points;
  } parts[CASUS_PLACE_PARTS_MAX];
} casus_place_candidate;

typedef struct {
  const casus_place *place;                /* NULL: none */
  const casus_place_candidate *candidates; /* what its name may mean, best first; at most ten */
  const casus_place *others;               /* further places that the phrase names */
  const casus_actor *party;                /* of whom the same words are also used: "Moscow" said; NULL: none */
  const casus_reason *reasons;
  uint32_t n_candidates, n_others, n_reasons;
  bool in_context;
} casus_where_answer;

/* A time that a phrase names, as TIMEX3 (TimeML, ISO 8601) and as an interval. */
typedef struct {
  casus_str text;
  casus_span span;
  casus_str value;         /* "2024-03-18", "2024-W12", "P3D", "PAST_REF"; empty: unresolved */
  const char *type;        /* "DATE", "TIME", "DURATION", "SET"; static storage */
  const char *granularity; /* "day", "week", "month", ...; NULL: none. Static storage */
  casus_date date, enddate;
  casus_date_basis date_basis;
} casus_time;

typedef struct {
  const casus_time *times; /* in the order of the text */
  const casus_reason *reasons;
  uint32_t n_times, n_reasons;
  bool in_context;
} casus_when_answer;

/* Whom a phrase names: "the French foreign minister", "Mr Putin", "France and Germany". No actor: nobody that we know of.
 * *answer belongs to the session and lives until its next call. CASUS_INPUT: phrase or context are not UTF-8 or over their
 * maximum. Linear in phrase and context. */
casus_status casus_who(casus_session *session, const casus_phrase *phrase, const casus_who_answer **answer, casus_error *error);
/* Where a phrase is: "Tripoli, Lebanon", "the Black Sea", "France". As above. */
casus_status casus_where(casus_session *session, const casus_phrase *phrase, const casus_where_answer **answer,
                         casus_error *error);
/* When a phrase is: "last week", "since 2016", "3 May". As above. */
casus_status casus_when(casus_session *session, const casus_phrase *phrase, const casus_when_answer **answer, casus_error *error);

/* ---- readers ------------------------------------------------------------------------------------------------------ */

typedef struct casus_reader casus_reader;

typedef struct {
  casus_date date; /* for articles that carry none */
} casus_reader_options;

/* Why a record is passed over: it is sound, but holds no article. */
typedef enum {
  CASUS_SKIP_NO_TEXT = 0, /* a page or file without text of its own: a login wall, an empty file */
  CASUS_SKIP_NOT_HTML,    /* a response that is a picture, a script, a PDF, ... */
  CASUS_SKIP_NOT_OK,      /* a response that is a redirect or an error page */
  CASUS_SKIP_NOT_ARTICLE, /* a WARC record of another kind: warcinfo, request, metadata, revisit, ... */
  CASUS_SKIP_COUNT
} casus_skip;

/* "no article text", "not HTML", "redirect or error page", "not an article record". Static storage; NULL: out of range. */
const char *casus_skip_name(casus_skip reason);

/* Opens files, folders (the files of docs/formats.md in byte order of path, recursively) and "-".
 * paths must outlive the reader. options may be NULL. */
casus_status casus_reader_open(const char *const *paths, size_t n_paths, const casus_reader_options *options,
                               casus_reader **reader, casus_error *error);
/* The same for bytes in memory, as if they came from a file called `name`, which says their form ("a.txt", "b.jsonl.gz"); that of
 * "-" and of names that say nothing is told by the first bytes. `bytes` and `name` must outlive the reader. */
casus_status casus_reader_open_memory(casus_str bytes, casus_str name, const casus_reader_options *options, casus_reader **reader,
                                      casus_error *error);
/* Does the name say that a reader takes this file where it stands in a folder? */
bool casus_reader_takes(casus_str path);
/* The next article, which lives until the next call. CASUS_END: done. CASUS_INPUT: one document is broken (`error` names
 * file, line and byte offset), go on calling. */
casus_status casus_reader_next(casus_reader *reader, casus_article *article, casus_error *error);
/* How many records were passed over for that reason so far. */
uint64_t casus_reader_skipped(const casus_reader *reader, casus_skip reason);
/* Share of the input's bytes read so far, 0 to 1; negative where the size is not known. */
double casus_reader_progress(const casus_reader *reader);
void casus_reader_close(casus_reader *reader);

/* ---- writers ------------------------------------------------------------------------------------------------------ */

typedef enum { CASUS_OFFSETS_BYTES = 0, CASUS_OFFSETS_CHARS } casus_offsets;

/* One JSON line (with its newline) of CONTRACT.md for events[index]; allocated with malloc, freed by the caller. `article` is
 * needed for CASUS_OFFSETS_CHARS, otherwise may be NULL. Events that are traced get a field `steps`. CASUS_INPUT: a string of
 * the event is not UTF-8. */
casus_status casus_event_json(const casus_event *events, size_t n_events, size_t index, const casus_article *article,
                              casus_offsets offsets, char **json, size_t *len_bytes);
/* The same for events[begin] to events[end - 1], a line each; `events` are all n_events of the article, since one may name
 * another. Linear in the lines written, and with CASUS_OFFSETS_CHARS in the article's text. */
casus_status casus_events_json(const casus_event *events, size_t n_events, size_t begin, size_t end, const casus_article *article,
                               casus_offsets offsets, char **json, size_t *len_bytes);
/* The answer to one line of `casus relate`; `id` may be empty. Allocated as above. */
casus_status casus_relation_json(const casus_event *relation, casus_str id, char **json, size_t *len_bytes);

/* One JSON line for an answer, as docs/lookup.md has it. Allocated as above. */
casus_status casus_who_json(const casus_phrase *phrase, const casus_who_answer *answer, char **json, size_t *len_bytes);
casus_status casus_where_json(const casus_phrase *phrase, const casus_where_answer *answer, char **json, size_t *len_bytes);
casus_status casus_when_json(const casus_phrase *phrase, const casus_when_answer *answer, char **json, size_t *len_bytes);

/* "2024-03-22", "2024-03", "2024"; empty for none. buffer holds at least 16 bytes. Returns buffer. */
char *casus_date_text(casus_date date, char *buffer);
/* Reads the same. False: not a date. */
bool casus_date_read(casus_str text, casus_date *date);

#ifdef __cplusplus
}
#endif
#endif
