/* Training sentences: treebanks with their gold analyses, and the entity labels that belong to them. */
#ifndef CASUS_CORPUS_H
#define CASUS_CORPUS_H

#include "grammar/pipeline.h"

enum { CORPUS_FILES_MAX = 5 };

typedef struct {
  file_map map;
  text t;
  analysis gold;
  str *misc;          /* MISC of each word */
  str *ids;           /* sent_id of each sentence */
  label_set *allowed; /* entity labels that each word may have; 0 where nothing is known of the sentence */
} corpus_file;

typedef struct {
  uint32_t file, index;
} corpus_sentence;

typedef struct {
  arena *a;
  corpus_file files[CORPUS_FILES_MAX];
  uint32_t n_files, n_sentences, n_words;
  corpus_sentence *sentences; /* of all files, in order */
} corpus;

bool corpus_open(corpus *c);
void corpus_close(corpus *c);
casus_status corpus_add(corpus *c, const char *path, casus_error *error);
/* A file of varied copies of the sentences of the files so far: see vary.h. */
casus_status corpus_add_varied(corpus *c, uint64_t seed, casus_error *error);
/* A file that is made, not read: text, analysis and allowed labels live in c->a. */
casus_status corpus_add_made(corpus *c, text t, analysis gold, label_set *allowed, casus_error *error);
/* Once all files are added; again where one came later. */
casus_status corpus_finish(corpus *c, casus_error *error);

static inline const text *corpus_text(const corpus *c, uint32_t i) { return &c->files[c->sentences[i].file].t; }
static inline const sentence *corpus_at(const corpus *c, uint32_t i) {
  return &c->files[c->sentences[i].file].t.sentences[c->sentences[i].index];
}
static inline const word *corpus_words(const corpus *c, uint32_t i) {
  return c->files[c->sentences[i].file].gold.words + corpus_at(c, i)->first_token;
}
static inline label_set *corpus_allowed(const corpus *c, uint32_t i) {
  return c->files[c->sentences[i].file].allowed + corpus_at(c, i)->first_token;
}
static inline const str *corpus_misc(const corpus *c, uint32_t i) {
  return c->files[c->sentences[i].file].misc + corpus_at(c, i)->first_token;
}

/* What a Universal NER file tells of the entities, sentence by sent_id. It knows people, organisations and places; facilities
 * are places there, groups and events may be other names or none, and dates are found by rule. */
casus_status corpus_read_uner(corpus *c, uint32_t file, const char *path, casus_error *error);
/* The entities of GUM's Entity= spans that are names, and dates: all is known. */
void corpus_read_gum(corpus *c, uint32_t file);
/* Groups: words of peoples, creeds and camps that stand in no other entity; countries and known towns are places. Once the
 * files are read. Every known sentence has at least one legal sequence within what is allowed, before and after. */
void corpus_settle_labels(corpus *c, uint32_t file, const lexicon *l);

#endif
