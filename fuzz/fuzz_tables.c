/* Any bytes as a user's own table: a lexicon (--lexicon), a table of actors (--actors), one of places (--places) and the judge's
 * weights (of --data) are read or refused. The shipped tables are replaced by their head lines alone, so that opening costs
 * nothing and the bytes themselves are what is tested. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "coding/event_lexicon.h"
#include "coding/judge_weights.h"
#include "world/world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH_MAX_BYTES = 300 };

static char folder[] = "/tmp/casus-fuzz-XXXXXX";
static char overlay[PATH_MAX_BYTES];

static const str judge_head = {"feature\tevent\tright", 19};
static const char place_head[] = "name\tkeys\tcountry\tadmin1\tfeature\tpopulation\tlat\tlon\tgeonames";

/* The first line that is no comment, in `line`. */
static str head_line(FILE *f, char *line, int max) {
  while (fgets(line, max, f))
    if (line[0] != '#' && line[0] != '\n') break;
  return str_of(line);
}

static void write_file(const char *path, str head, str body) {
  FILE *f = fopen(path, "wb");
  if (!f) abort();
  fwrite(head.ptr, 1, head.len, f);
  fputc('\n', f);
  if (body.len) fwrite(body.ptr, 1, body.len, f);
  fclose(f);
}

typedef void (*table_act)(const char *source, const char *copy);

static void each_table(table_act act) {
  glob_t found;
  if (glob(SOURCE_DIR "/data/*/*.tsv", 0, NULL, &found) != 0) abort();
  for (size_t i = 0; i < found.gl_pathc; i++) {
    char copy[PATH_MAX_BYTES];
    snprintf(copy, sizeof copy, "%s/%s", folder, found.gl_pathv[i] + strlen(SOURCE_DIR "/data/"));
    act(found.gl_pathv[i], copy);
  }
  globfree(&found);
}

static void write_head(const char *source, const char *copy) {
  char parent[PATH_MAX_BYTES], line[PATH_MAX_BYTES];
  snprintf(parent, sizeof parent, "%s", copy);
  *strrchr(parent, '/') = 0;
  mkdir(parent, 0700);
  FILE *f = fopen(source, "rb");
  if (!f) abort();
  write_file(copy, head_line(f, line, sizeof line), (str){"", 0});
  fclose(f);
}

static void remove_table(const char *source, const char *copy) {
  (void)source;
  unlink(copy);
  char parent[PATH_MAX_BYTES];
  snprintf(parent, sizeof parent, "%s", copy);
  *strrchr(parent, '/') = 0;
  rmdir(parent); /* goes with the last of its tables */
}

static void clean_up(void) {
  unlink(overlay);
  each_table(remove_table);
  rmdir(folder);
}

static void prepare(void) {
  if (overlay[0]) return;
  if (!mkdtemp(folder)) abort();
  snprintf(overlay, sizeof overlay, "%s/overlay.tsv", folder);
  each_table(write_head);
  atexit(clean_up);
}

static void open_lexicon(void) {
  const char *files[] = {overlay};
  event_lexicon *l;
  if (event_lexicon_open(folder, files, 1, &l, NULL) == CASUS_OK) event_lexicon_close(l);
}

static void open_world(void) {
  const char *files[] = {overlay};
  world_options o = {.data_dir = folder, .actor_files = files, .n_actor_files = 1, .today = {2026, 1, 1}};
  world *w;
  if (world_open(&o, &w, NULL) == CASUS_OK) world_close(w);
}

static void open_places(void) {
  const char *files[] = {overlay};
  world_options o = {.data_dir = folder, .place_files = files, .n_place_files = 1, .today = {2026, 1, 1}};
  world *w;
  if (world_open(&o, &w, NULL) == CASUS_OK) world_close(w);
}

/* With the shipped head line put back. */
static void open_judge(str head, str body) {
  char path[PATH_MAX_BYTES];
  judge_weights *j;
  snprintf(path, sizeof path, "%s/judge/weights.tsv", folder);
  write_file(path, head, body);
  if (judge_weights_open(folder, &j, NULL) == CASUS_OK) judge_weights_close(j);
  write_file(path, judge_head, (str){"", 0});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str bytes = {(const char *)data, size};
  prepare();
  write_file(overlay, STR("trigger\tpos\tshape\tevent\tof\tmode\tcontext\tcameo\teffect"), bytes);
  open_lexicon();
  write_file(overlay, STR("name\tvariants\tcode\tcountry\tsector\tkind\tfrom\tto\tsource"), bytes);
  open_world();
  write_file(overlay, str_of(place_head), bytes);
  open_places();
  write_file(overlay, bytes, (str){"", 0});
  open_lexicon();
  open_world();
  open_places();
  open_judge(judge_head, bytes);
  open_judge(bytes, (str){"", 0});
  return 0;
}
