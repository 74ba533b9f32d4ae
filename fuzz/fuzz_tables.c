/* Any bytes as a user's own table: a lexicon (--lexicon), a table of actors (--actors) and one of places (--places) are read or
 * refused. The built-in
 * tables are replaced by their head lines alone, so that opening costs nothing and the bytes themselves are what is tested. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "coding/event_lexicon.h"
#include "world/world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH_MAX_BYTES = 1000 };

static char folder[] = "/tmp/casus-fuzz-XXXXXX";
static char overlay[PATH_MAX_BYTES];

static const char place_head[] = "name\tkeys\tcountry\tadmin1\tfeature\tpopulation\tlat\tlon\tgeonames";

static str head_line(str rest) {
  str line = {"", 0};
  while (str_cut(&rest, '\n', &line))
    if (line.len && line.ptr[0] != '#') return line;
  return line;
}

static void write_file(const char *path, str head, str body) {
  FILE *f = fopen(path, "wb");
  if (!f) abort();
  fwrite(head.ptr, 1, head.len, f);
  fputc('\n', f);
  if (body.len) fwrite(body.ptr, 1, body.len, f);
  fclose(f);
}

/* Every table of data/: `from` in the source, `to` in our folder. */
static void each_table(void (*act)(const char *from, const char *to)) {
  static const char *const kinds[] = {"lexicon", "ontology", "world"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    char from[PATH_MAX_BYTES], to[PATH_MAX_BYTES];
    snprintf(from, sizeof from, SOURCE_DIR "/data/%s", kinds[i]);
    snprintf(to, sizeof to, "%s/%s", folder, kinds[i]);
    mkdir(to, 0700);
    DIR *d = opendir(from);
    if (!d) abort();
    for (struct dirent *e; (e = readdir(d));) {
      if (!str_ends(str_of(e->d_name), STR(".tsv"))) continue;
      snprintf(from, sizeof from, SOURCE_DIR "/data/%s/%s", kinds[i], e->d_name);
      snprintf(to, sizeof to, "%s/%s/%s", folder, kinds[i], e->d_name);
      act(from, to);
    }
    closedir(d);
  }
}

static void write_head(const char *from, const char *to) {
  file_map map;
  if (file_open_map(from, (size_t)1 << 30, &map, NULL) != CASUS_OK) abort();
  write_file(to, head_line(map.bytes), (str){"", 0});
  file_unmap(&map);
}

static void remove_table(const char *from, const char *to) {
  (void)from;
  unlink(to);
  char parent[PATH_MAX_BYTES];
  snprintf(parent, sizeof parent, "%s", to);
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
  return 0;
}
