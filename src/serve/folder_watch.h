/* Folders and files whose new articles are coded into the store as they appear. */
#ifndef CASUS_SERVE_FOLDER_WATCH_H
#define CASUS_SERVE_FOLDER_WATCH_H

#include "serve/app.h"

typedef struct folder_watch folder_watch;

enum { WATCHED_FILES_MAX = 100000, WATCH_MS = 2000 };

/* Watches app's options.watch. CASUS_USAGE: one of them is not there. */
casus_status folder_watch_open(app *a, folder_watch **out, casus_error *error);
void folder_watch_close(folder_watch *w);
/* Looks once: takes in the files that are new or have changed, unless somebody is just writing to them. To be called every
 * WATCH_MS. *ending is asked now and then, and ends it. */
void folder_watch_look(folder_watch *w, const atomic_bool *ending);

#endif
