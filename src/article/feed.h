/* RSS 2.0, RSS 1.0 and Atom: files of items, each an article. The door for reader.c is read_feed_item in article_parts.h. */
#ifndef CASUS_FEED_H
#define CASUS_FEED_H

#include "article/article_parts.h"

#define FEED_BYTES_MAX ((size_t)16 << 20)
enum { FEED_ATTRIBUTES_MAX = 256 /* of one tag */, FEED_TAGS_MAX = 1 << 19 /* of the file, as libxml2 holds it whole */ };

void feed_close(feed *f);

#endif
