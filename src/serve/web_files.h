/* The files of the web application, built into the program. */
#ifndef CASUS_SERVE_WEB_FILES_H
#define CASUS_SERVE_WEB_FILES_H

#include "serve/reply.h"
#include "serve/request.h"

typedef struct {
  const char *path;                 /* "/index.html" */
  const char *etag;                 /* with its quotation marks */
  size_t raw_len;                   /* unpacked */
  const unsigned char *begin, *end; /* gzip */
} web_file;

extern const web_file web_files[]; /* closed by a NULL path; made by cmake/embed_web.cmake */
extern const unsigned char openapi_begin[], openapi_end[];

/* The file of the path; index.html for what is none, since the application has paths of its own. */
void answer_file(const request *q, reply *r);

#endif
