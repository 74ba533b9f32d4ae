/* Byte streams over a file, standard input or memory, decompressed on the way where the first bytes say gzip or zstd. Holds one
 * small buffer whatever the size of the input.
 *
 * A damaged gzip member is often noticed late, in the middle of the members behind it. So the bytes from the first place on that
 * looks like the head of another member are kept while a member is read, and stream_recover begins anew there. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "article/article_parts.h"

enum { STREAM_CHUNK_BYTES = 128 * 1024, FROM_MEMORY = -1, GZIP_HEAD_BYTES = 4 };
/* Damage that is noticed later than this costs the members in between. */
#define KEPT_BYTES_MAX ((size_t)4 << 20)

typedef enum { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD } packing;

struct stream {
  int fd;
  str memory; /* what is left of it */
  str name;
  packing packing;
  z_stream gzip;
  ZSTD_DStream *zstd;
  bool in_frame; /* inside a gzip member or zstd frame: the end of the source is too early */
  bool pending;  /* the decompressor may hold output although its input is used up */
  bool source_ended;
  uint64_t source_bytes; /* taken from the source */
  uint64_t out_bytes;
  uint64_t frame_begin; /* of the gzip member that is being read, in the source */
  uint64_t frame_out;   /* bytes that came of it */
  uint64_t read_again;  /* source bytes that recovering went back over */
  size_t begin, end;    /* of what is unread in `bytes` */
  size_t searched;      /* in bytes[0, searched) there is no head of another member, but for the one at `candidate` */
  size_t candidate;     /* NO_CANDIDATE: none found */
  size_t capacity;
  unsigned char *bytes;
};
#define NO_CANDIDATE SIZE_MAX

static casus_status damaged(const stream *s, casus_error *error, const char *what) {
  return error_at(error, CASUS_INPUT, s->name, 0, (size_t)stream_consumed(s), "%s (%llu bytes of it could be decompressed)", what,
                  (unsigned long long)s->out_bytes);
}

static size_t memory_read(stream *s, size_t max) {
  size_t n = s->memory.len < max ? s->memory.len : max;
  if (n) memcpy(s->bytes + s->end, s->memory.ptr, n);
  s->memory = str_slice(s->memory, n, s->memory.len);
  return n;
}

/* Adds what the source gives next behind the unread bytes; there must be room. */
static casus_status source_read(stream *s, casus_error *error) {
  size_t room = s->capacity - s->end;
  ssize_t n;
  do n = s->fd == FROM_MEMORY ? (ssize_t)memory_read(s, room) : read(s->fd, s->bytes + s->end, room);
  while (n < 0 && errno == EINTR);
  if (n < 0) return error_at(error, CASUS_INPUT, s->name, 0, (size_t)s->source_bytes, "cannot read: %s", strerror(errno));
  if (n == 0) s->source_ended = true;
  s->source_bytes += (uint64_t)n;
  s->end += (size_t)n;
  return CASUS_OK;
}

/* ---- heads of gzip members among the bytes already used */

/* Deflate, no reserved flag: one in 130 million places of other data looks like that. */
static bool is_gzip_head(const unsigned char *p) { return p[0] == 0x1f && p[1] == 0x8b && p[2] == 8 && p[3] < 0x20; }

/* Looks for a head up to where `stop` says, as far as its bytes are there. */
static void search_head(stream *s, size_t stop) {
  while (s->candidate == NO_CANDIDATE && s->searched < stop && s->searched + GZIP_HEAD_BYTES <= s->end) {
    if (is_gzip_head(s->bytes + s->searched)) s->candidate = s->searched;
    s->searched++;
    if (s->candidate != NO_CANDIDATE || s->searched >= stop) return;
    const unsigned char *next = memchr(s->bytes + s->searched, 0x1f, s->end - s->searched);
    s->searched = next ? (size_t)(next - s->bytes) : s->end;
  }
}

/* Forgets what is used up and not kept, and makes room for the next chunk. */
static bool make_room(stream *s) {
  if (s->candidate != NO_CANDIDATE && s->end - s->candidate > KEPT_BYTES_MAX) {
    s->candidate = NO_CANDIDATE;
    s->searched = s->end;
  }
  size_t from = s->begin;
  if (s->packing == PACKING_GZIP && s->in_frame) from = s->candidate < s->searched ? s->candidate : s->searched;
  if (from > s->begin) from = s->begin;
  memmove(s->bytes, s->bytes + from, s->end - from);
  s->begin -= from, s->end -= from;
  s->searched = s->searched > from ? s->searched - from : 0;
  if (s->candidate != NO_CANDIDATE) s->candidate -= from;
  if (s->capacity - s->end >= STREAM_CHUNK_BYTES) return true;
  unsigned char *grown = realloc(s->bytes, s->end + STREAM_CHUNK_BYTES);
  if (!grown) return false;
  s->bytes = grown;
  s->capacity = s->end + STREAM_CHUNK_BYTES;
  return true;
}

static casus_status read_on(stream *s, casus_error *error) {
  if (s->source_ended) return CASUS_OK;
  if (!make_room(s)) return error_set(error, CASUS_MEMORY, "no memory to read into");
  return source_read(s, error);
}

static casus_status refill(stream *s, casus_error *error) { return s->begin < s->end ? CASUS_OK : read_on(s, error); }

static void begin_member(stream *s) {
  s->in_frame = true;
  s->frame_begin = stream_consumed(s);
  s->frame_out = 0;
  s->searched = s->begin + 1;
  s->candidate = NO_CANDIDATE;
}

static casus_status start_gzip(stream *s, casus_error *error) {
  enum { WINDOW_BITS_MAX = 15, GZIP_ONLY = 16 };
  if (inflateInit2(&s->gzip, WINDOW_BITS_MAX + GZIP_ONLY) != Z_OK) return error_set(error, CASUS_MEMORY, "no memory for gzip");
  s->packing = PACKING_GZIP;
  begin_member(s);
  return CASUS_OK;
}

static casus_status start_zstd(stream *s, casus_error *error) {
  s->zstd = ZSTD_createDStream();
  if (!s->zstd) return error_set(error, CASUS_MEMORY, "no memory for zstd");
  s->packing = PACKING_ZSTD;
  s->in_frame = true;
  return CASUS_OK;
}

/* Neither mark can begin valid UTF-8 text, so the bytes decide, not the name. A name that promises a compressed file is held
 * to it, lest a cut or damaged head be read as text. */
static casus_status recognise(stream *s, casus_error *error) {
  static const char gzip_mark[] = "\x1f\x8b", zstd_mark[] = "\x28\xb5\x2f\xfd";
  casus_status status = CASUS_OK;
  while (status == CASUS_OK && s->end < 4 && !s->source_ended) status = source_read(s, error);
  if (status != CASUS_OK) return status;
  if (s->end >= 2 && memcmp(s->bytes, gzip_mark, 2) == 0) return start_gzip(s, error);
  if (s->end >= 4 && memcmp(s->bytes, zstd_mark, 4) == 0) return start_zstd(s, error);
  if (str_ends(s->name, STR(".gz"))) return damaged(s, error, "does not begin as gzip data do");
  if (str_ends(s->name, STR(".zst"))) return damaged(s, error, "does not begin as zstd data do");
  return CASUS_OK;
}

static casus_status open_any(int fd, str memory, str name, stream **out, casus_error *error) {
  stream *s = calloc(1, sizeof *s);
  if (s) s->bytes = malloc(STREAM_CHUNK_BYTES);
  if (!s || !s->bytes) {
    free(s);
    return error_set(error, CASUS_MEMORY, "no memory for a stream");
  }
  s->capacity = STREAM_CHUNK_BYTES;
  s->candidate = NO_CANDIDATE;
  s->fd = fd;
  s->memory = memory;
  s->name = name;
  casus_status status = recognise(s, error);
  if (status != CASUS_OK) {
    s->fd = FROM_MEMORY; /* on failure the descriptor stays the caller's */
    stream_close(s);
    return status;
  }
  *out = s;
  return CASUS_OK;
}

casus_status stream_open_memory(str bytes, str name, stream **out, casus_error *error) {
  return open_any(FROM_MEMORY, bytes, name, out, error);
}

casus_status stream_open_file(const char *path, stream **out, casus_error *error) {
  bool standard = strcmp(path, "-") == 0;
  int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "cannot open: %s", strerror(errno));
  casus_status status = open_any(fd, (str){0}, str_of(path), out, error);
  if (status != CASUS_OK && !standard) close(fd);
  return status;
}

void stream_close(stream *s) {
  if (!s) return;
  if (s->packing == PACKING_GZIP) inflateEnd(&s->gzip);
  ZSTD_freeDStream(s->zstd);
  if (s->fd != FROM_MEMORY && s->fd != STDIN_FILENO) close(s->fd);
  free(s->bytes);
  free(s);
}

/* Between members: zeros are padding (tar and tapes leave them), another mark opens the next member. */
static casus_status next_member(stream *s, casus_error *error) {
  while (s->begin < s->end && s->bytes[s->begin] == 0) s->begin++;
  if (s->begin == s->end) return CASUS_OK;
  if (s->bytes[s->begin] != 0x1f || inflateReset(&s->gzip) != Z_OK) return damaged(s, error, "other bytes follow the gzip data");
  begin_member(s);
  return CASUS_OK;
}

static casus_status inflate_some(stream *s, char *into, size_t max, size_t *got, casus_error *error) {
  if (!s->in_frame) {
    casus_status status = next_member(s, error);
    if (status != CASUS_OK || !s->in_frame) return status;
  }
  s->gzip.next_in = s->bytes + s->begin;
  s->gzip.avail_in = (uInt)(s->end - s->begin);
  s->gzip.next_out = (unsigned char *)into;
  s->gzip.avail_out = (uInt)max;
  int result = inflate(&s->gzip, Z_NO_FLUSH);
  s->begin = s->end - s->gzip.avail_in;
  *got = max - s->gzip.avail_out;
  s->out_bytes += *got;
  s->frame_out += *got;
  s->pending = s->gzip.avail_out == 0;
  search_head(s, s->begin);
  if (result == Z_STREAM_END) s->in_frame = s->pending = false;
  if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR) return CASUS_OK;
  return result == Z_MEM_ERROR ? error_set(error, CASUS_MEMORY, "no memory for gzip")
                               : damaged(s, error, "gzip data are damaged");
}

static casus_status unzstd_some(stream *s, char *into, size_t max, size_t *got, casus_error *error) {
  ZSTD_inBuffer in = {s->bytes + s->begin, s->end - s->begin, 0};
  ZSTD_outBuffer out = {into, max, 0};
  size_t result = ZSTD_decompressStream(s->zstd, &out, &in);
  s->begin += in.pos;
  *got = out.pos;
  s->out_bytes += *got;
  if (ZSTD_isError(result)) return damaged(s, error, "zstd data are damaged");
  s->in_frame = result != 0;
  s->pending = s->in_frame && out.pos == max;
  return CASUS_OK;
}

static size_t copy_some(stream *s, char *into, size_t max) {
  size_t n = s->end - s->begin < max ? s->end - s->begin : max;
  memcpy(into, s->bytes + s->begin, n);
  s->begin += n;
  s->out_bytes += n;
  return n;
}

casus_status stream_read(stream *s, char *into, size_t max_bytes, size_t *got_bytes, casus_error *error) {
  if (max_bytes > STREAM_CHUNK_BYTES) max_bytes = STREAM_CHUNK_BYTES;
  *got_bytes = 0;
  while (!*got_bytes) {
    casus_status status = s->pending ? CASUS_OK : refill(s, error);
    if (status != CASUS_OK) return status;
    if (!s->pending && s->begin == s->end) /* the source has ended */
      return s->in_frame ? damaged(s, error, "the compressed data end too early") : CASUS_OK;
    if (s->packing == PACKING_NONE) *got_bytes = copy_some(s, into, max_bytes);
    else if (s->packing == PACKING_GZIP) status = inflate_some(s, into, max_bytes, got_bytes, error);
    else status = unzstd_some(s, into, max_bytes, got_bytes, error);
    /* Bytes that came before the damage are delivered first: the next call meets it again. */
    if (status != CASUS_OK && !*got_bytes) return status;
  }
  return CASUS_OK;
}

uint64_t stream_consumed(const stream *s) { return s->source_bytes - (s->end - s->begin); }
bool stream_is_gzip(const stream *s) { return s->packing == PACKING_GZIP; }
uint64_t stream_frame_begin(const stream *s) { return s->frame_begin; }
bool stream_damage_is_within(const stream *s) { return s->in_frame && s->frame_out; }

/* Finds a head at or behind bytes[begin], or the one that was passed over before the damage was noticed. */
static casus_status find_head(stream *s, bool *found, casus_error *error) {
  for (;;) {
    search_head(s, s->end);
    *found = s->candidate != NO_CANDIDATE;
    if (*found || s->source_ended) return CASUS_OK;
    s->begin = s->searched < s->end ? s->searched : s->end;
    casus_status status = read_on(s, error);
    if (status != CASUS_OK) return status;
  }
}

/* Going back is bounded by what was read, lest heads within heads make it endless. */
static bool may_go_back(const stream *s) { return s->in_frame && s->read_again < s->source_bytes + KEPT_BYTES_MAX; }

casus_status stream_recover(stream *s, bool *found, casus_error *error) {
  *found = false;
  if (s->packing != PACKING_GZIP) return CASUS_OK;
  if (!may_go_back(s)) s->searched = s->begin, s->candidate = NO_CANDIDATE;
  s->pending = false;
  uint64_t reached = stream_consumed(s);
  casus_status status = find_head(s, found, error);
  if (status != CASUS_OK || !*found) return status;
  s->begin = s->candidate;
  begin_member(s);
  if (s->frame_begin < reached) s->read_again += reached - s->frame_begin;
  return inflateReset(&s->gzip) == Z_OK ? CASUS_OK : error_set(error, CASUS_INTERNAL, "gzip cannot begin anew");
}
