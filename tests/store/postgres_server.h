/* A PostgreSQL server of a test's own: the distribution's programs, a private Unix socket in a temporary folder, no TCP. It ends
 * with the test, whatever becomes of that. Leaves connections to the tests. */
#ifndef CASUS_TEST_POSTGRES_SERVER_H
#define CASUS_TEST_POSTGRES_SERVER_H

#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/sql.h"

enum { NOBODY = 65534, SERVER_TRIES = 300 };

typedef struct {
  char programs[128]; /* folder; empty: not installed */
  char root[64];      /* folder of cluster and socket */
  pid_t pid;          /* 0: does not run */
} postgres_server;

/* In the child: PostgreSQL refuses to run as root. */
static void server_drop_rights(void) {
  if (geteuid() != 0) return;
  if (setgroups(0, NULL) || setgid(NOBODY) || setuid(NOBODY)) _exit(126);
}

static pid_t server_spawn(const postgres_server *s, const char *program, char *const arguments[]) {
  char path[192], log[96];
  snprintf(path, sizeof path, "%s/%s", s->programs, program);
  snprintf(log, sizeof log, "%s/log", s->root);
  pid_t parent = getpid(), pid = fork();
  if (pid) return pid;
  server_drop_rights();
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (getppid() != parent || out < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0) _exit(126);
  execv(path, arguments);
  _exit(127);
}

static bool server_make_cluster(const postgres_server *s) {
  char data[96], rules[128];
  int status;
  snprintf(data, sizeof data, "%s/data", s->root);
  char *const arguments[] = {"initdb", "-D", data, "-U", "casus", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", NULL};
  pid_t pid = server_spawn(s, "initdb", arguments);
  if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) return false;
  snprintf(rules, sizeof rules, "%s/pg_hba.conf", data);
  FILE *f = fopen(rules, "w"); /* one user has a password, the others need none */
  if (!f) return false;
  fputs("local all guarded scram-sha-256\nlocal all all trust\n", f);
  return fclose(f) == 0;
}

/* URI of a user and database, with a schema as its search_path. */
static const char *server_uri(const postgres_server *s, const char *user, const char *base, const char *schema) {
  static char uri[4][256];
  static unsigned turn;
  char *u = uri[turn++ % 4];
  snprintf(u, sizeof uri[0], "postgres://%s@/%s?host=%s&options=-csearch_path%%3D%s", user, base, s->root, schema);
  return u;
}

static bool server_answers(const postgres_server *s) {
  for (int i = 0; i < SERVER_TRIES; i++) {
    sql *db;
    if (sql_open(server_uri(s, "casus", "postgres", "public"), SQL_READ, &db, NULL) == CASUS_OK) return sql_close(db), true;
    usleep(50000);
  }
  return false;
}

static bool server_run(postgres_server *s) {
  char data[96];
  snprintf(data, sizeof data, "%s/data", s->root);
  char *const arguments[] = {"postgres",
                             "-D",
                             data,
                             "-k",
                             s->root,
                             "-c",
                             "listen_addresses=",
                             "-c",
                             "fsync=off",
                             "-c",
                             "full_page_writes=off",
                             "-c",
                             "synchronous_commit=off",
                             "-c",
                             "max_connections=20",
                             "-c",
                             "shared_buffers=16MB",
                             "-c",
                             "autovacuum=off",
                             NULL};
  s->pid = server_spawn(s, "postgres", arguments);
  return s->pid > 0 && server_answers(s);
}

static bool server_find_programs(postgres_server *s) {
  glob_t found;
  if (glob("/usr/lib/postgresql/*/bin/initdb", 0, NULL, &found) != 0) return false;
  const char *path = found.gl_pathv[found.gl_pathc - 1];
  snprintf(s->programs, sizeof s->programs, "%.*s", (int)(strrchr(path, '/') - path), path);
  globfree(&found);
  return true;
}

static void server_stop(postgres_server *s) {
  char command[96];
  if (s->pid > 0) {
    kill(s->pid, SIGQUIT);
    waitpid(s->pid, NULL, 0);
  }
  snprintf(command, sizeof command, "rm -rf '%s'", s->root);
  if (s->root[0] && system(command) != 0) fprintf(stderr, "cannot remove %s\n", s->root);
  *s = (postgres_server){0};
}

/* False: there is none, because it is not installed (programs is empty then), or it does not start. */
static bool server_start(postgres_server *s) {
  *s = (postgres_server){0};
  if (!server_find_programs(s)) return false;
  strcpy(s->root, "/tmp/casus_server_XXXXXX");
  if (!mkdtemp(s->root)) return false;
  if (geteuid() == 0 && chown(s->root, NOBODY, NOBODY)) return false;
  return server_make_cluster(s) && server_run(s);
}

#endif
