/* How long a connection may take for what: told by the moment that is handed in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve/connections.h"
#include "serve/gate.h"

typedef struct {
  connections all;
  int ours, theirs;
  connection *one;
} scene;

static void scene_open(scene *s) {
  int pair[2];
  assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  connections_open(&s->all);
  s->ours = pair[0];
  s->theirs = pair[1];
  s->one = connections_add(&s->all, s->ours);
  assert_non_null(s->one);
}

static void scene_close(scene *s) {
  connections_remove(&s->all, s->one);
  connections_close(&s->all);
  close(s->ours);
  close(s->theirs);
}

static bool is_cut(const scene *s) {
  char byte;
  return recv(s->theirs, &byte, 1, MSG_DONTWAIT) == 0;
}

/* Is a connection in this state cut so many milliseconds later? */
static bool cut_after(connection_state before, connection_state state, unsigned long long ms) {
  scene s;
  scene_open(&s);
  connections_note(&s.all, s.one, before);
  connections_note(&s.all, s.one, state);
  connections_reap(&s.all, now_ms() + ms);
  bool cut = is_cut(&s);
  scene_close(&s);
  return cut;
}

static void each_state_has_its_time(void **state) {
  enum { SLACK_MS = 100 };
  (void)state;
  assert_false(cut_after(CONNECTION_READING, CONNECTION_READING, 0));
  assert_true(cut_after(CONNECTION_READING, CONNECTION_READING, REQUEST_MS + SLACK_MS));
  assert_false(cut_after(CONNECTION_READING, CONNECTION_WAITING, REQUEST_MS + SLACK_MS));
  assert_true(cut_after(CONNECTION_READING, CONNECTION_WAITING, IDLE_MS + SLACK_MS));
  assert_false(cut_after(CONNECTION_READING, CONNECTION_ANSWERING, IDLE_MS + SLACK_MS));
  assert_true(cut_after(CONNECTION_READING, CONNECTION_ANSWERING, ANSWER_MS + SLACK_MS));
  assert_false(cut_after(CONNECTION_READING, CONNECTION_LIVE, 10 * (unsigned long long)ANSWER_MS));
  assert_true(cut_after(CONNECTION_WAITING, CONNECTION_WAITING, REQUEST_MS + SLACK_MS)); /* never asked for anything */
}

static void an_end_is_the_end_of_all(void **state) {
  scene s;
  (void)state;
  scene_open(&s);
  connections_end(&s.all);
  assert_true(is_cut(&s));
  scene_close(&s);
}

static void who_listens_keeps_it_from_idling(void **state) {
  scene s;
  (void)state;
  scene_open(&s);
  connections_note(&s.all, s.one, CONNECTION_LIVE);
  s.all.last_request_ms = 0;
  assert_int_equal(connections_idle_ms(&s.all), 0);
  connections_note(&s.all, s.one, CONNECTION_WAITING);
  assert_true(connections_idle_ms(&s.all) > 0);
  connections_note(&s.all, NULL, CONNECTION_WAITING); /* one that there was no memory for */
  scene_close(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_state_has_its_time),
      cmocka_unit_test(an_end_is_the_end_of_all),
      cmocka_unit_test(who_listens_keeps_it_from_idling),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
