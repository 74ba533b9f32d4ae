/* A program outside the tree that stands on the installed library: codes one sentence. Built by ./check after installing. */
#include <casus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int code_one(casus_session *session) {
  static const char text[] = "France condemned Mali on Tuesday.";
  casus_article article = {.text = {text, sizeof text - 1}, .date = {2024, 3, 22}};
  const casus_event *events;
  size_t n;
  casus_error error;
  if (casus_code(session, &article, &events, &n, &error) != CASUS_OK || n != 1) return 1;
  return events[0].event == CASUS_ACCUSE ? 0 : 1;
}

int main(void) {
  casus_engine *engine;
  casus_session *session;
  casus_error error;
  if (casus_engine_open(NULL, &engine, &error) != CASUS_OK) {
    fprintf(stderr, "%s: %s\n", error.file, error.message);
    return 1;
  }
  int status = 1;
  if (casus_session_open(engine, &session, &error) == CASUS_OK) {
    status = code_one(session);
    casus_session_close(session);
  }
  casus_engine_close(engine);
  return status;
}
