/* Answers that were made already, the least lately used of them dropped first. May be used by all threads. */
#ifndef CASUS_SERVE_ANSWER_CACHE_H
#define CASUS_SERVE_ANSWER_CACHE_H

#include "serve/reply.h"

typedef struct answer_cache answer_cache;

/* Holds at most max_bytes, keys included. NULL: no memory. */
answer_cache *answer_cache_open(size_t max_bytes);
void answer_cache_close(answer_cache *cache);
/* Copies what is kept under a key into *r. False: nothing is. */
bool answer_cache_find(answer_cache *cache, casus_str key, reply *r);
/* Copies a reply with status 200 and a body; others, and what would take up over an eighth of the cache, are not kept. */
void answer_cache_keep(answer_cache *cache, casus_str key, const reply *r);

#endif
