/* The raw news as sequences of words: plain files and JSON Lines, also gzip. */
#ifndef CASUS_RAW_TEXT_H
#define CASUS_RAW_TEXT_H

#include "grammar/lexicon.h"

/* Forms by the hash of form_hash; digits are 0 in the form kept. */
typedef struct {
  uint64_t hash;          /* 0: free */
  uint64_t lower;         /* hash of the lower-case form */
  uint32_t inside, first; /* how often inside a sentence; as its first word */
} raw_form;

typedef struct {
  uint64_t *words; /* form hashes, SENTENCE_END after each sentence */
  size_t n_words, capacity;
  raw_form *forms; /* open addressing */
  size_t n_slots, n_forms;
  bool failed;
} raw_words;

#define RAW_SENTENCE_END 0

bool raw_open(raw_words *r);
void raw_close(raw_words *r);
/* All sentences of a split text. */
void raw_add_text(raw_words *r, const text *t);
/* Adds the unpacked bytes of a file to `out`, as valid UTF-8. */
casus_status raw_read(const char *path, buffer *out, casus_error *error);
/* A file of the folder raw/: .txt.gz or .jsonl.gz. */
casus_status raw_add_file(raw_words *r, const char *path, casus_error *error);
/* All files of the folder raw/ that are used. */
casus_status raw_add_folder(raw_words *r, const char *data_dir, casus_error *error);
raw_form *raw_find(const raw_words *r, uint64_t hash);

#endif
