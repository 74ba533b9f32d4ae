/* The weights file: reading with every offset checked, and writing. What the sections hold is left to others. */
#include "model/model.h"

/* magic[8] version byte_order checksum n_sections size[8]; the checksum covers all that follows it. */
enum { HEADER_BYTES = 32, AT_VERSION = 8, AT_ORDER = 12, AT_CHECKSUM = 16, AT_SECTIONS = 20, AT_SIZE = 24, ENTRY_BYTES = 32 };
static const char magic[8] = {'c', 'a', 's', 'u', 's', 'w', 't', 's'};
static const uint32_t byte_order = 0x01020304;

static const unsigned char *entry_at(const weights *w, uint32_t i) {
  return (const unsigned char *)w->bytes.ptr + HEADER_BYTES + (size_t)i * ENTRY_BYTES;
}

static casus_status check_header(str bytes, str file, casus_error *error) {
  const unsigned char *p = (const unsigned char *)bytes.ptr;
  if (bytes.len < HEADER_BYTES || memcmp(p, magic, sizeof magic) != 0)
    return error_at(error, CASUS_DATA, file, 0, 0, "is not a weights file of casus");
  if (read_u32(p + AT_ORDER) != byte_order)
    return error_at(error, CASUS_DATA, file, 0, AT_ORDER, "was written for another byte order");
  if (read_u32(p + AT_VERSION) != WEIGHTS_VERSION)
    return error_at(error, CASUS_DATA, file, 0, AT_VERSION, "has format version %u; this casus reads version %d",
                    read_u32(p + AT_VERSION), WEIGHTS_VERSION);
  if (read_u64(p + AT_SIZE) != bytes.len)
    return error_at(error, CASUS_DATA, file, 0, AT_SIZE, "is %zu bytes long where its header says %llu: cut short or extended",
                    bytes.len, (unsigned long long)read_u64(p + AT_SIZE));
  /* What is built in was checked by the tests: summing it up would be most of a start. */
  if (!is_builtin(bytes) && read_u32(p + AT_CHECKSUM) != checksum_bytes(p + AT_SECTIONS, bytes.len - AT_SECTIONS))
    return error_at(error, CASUS_DATA, file, 0, AT_CHECKSUM, "is damaged: its checksum does not fit");
  return CASUS_OK;
}

static casus_status check_sections(const weights *w, str file, casus_error *error) {
  size_t n = w->n_sections, table_end = HEADER_BYTES + n * ENTRY_BYTES;
  if (n > WEIGHTS_SECTIONS_MAX || table_end > w->bytes.len)
    return error_at(error, CASUS_DATA, file, 0, AT_SECTIONS, "claims %zu sections", n);
  for (uint32_t i = 0; i < n; i++) {
    const unsigned char *e = entry_at(w, i);
    uint64_t offset = read_u64(e + 16), size = read_u64(e + 24);
    size_t at = (size_t)(e - (const unsigned char *)w->bytes.ptr);
    if (!memchr(e, 0, WEIGHTS_NAME_SIZE)) return error_at(error, CASUS_DATA, file, 0, at, "has a section without a name");
    if (offset < table_end || offset > w->bytes.len || size > w->bytes.len - offset)
      return error_at(error, CASUS_DATA, file, 0, at, "has its section \"%s\" outside of the file", (const char *)e);
  }
  return CASUS_OK;
}

casus_status weights_open(str bytes, str file, weights *out, casus_error *error) {
  casus_status status = check_header(bytes, file, error);
  if (status != CASUS_OK) return status;
  weights w = {.bytes = bytes, .n_sections = read_u32((const unsigned char *)bytes.ptr + AT_SECTIONS)};
  status = check_sections(&w, file, error);
  if (status == CASUS_OK) *out = w;
  return status;
}

casus_status weights_section(const weights *w, const char *name, str *section, casus_error *error) {
  for (uint32_t i = 0; i < w->n_sections; i++) {
    const unsigned char *e = entry_at(w, i);
    if (strcmp((const char *)e, name) != 0) continue;
    *section = (str){w->bytes.ptr + read_u64(e + 16), (size_t)read_u64(e + 24)};
    return CASUS_OK;
  }
  return error_set(error, CASUS_DATA, "the weights have no section \"%s\"", name);
}

str weights_metadata(const weights *w, const char *key) {
  str lines, line, name;
  if (weights_section(w, "metadata", &lines, NULL) != CASUS_OK) return (str){"", 0};
  while (str_cut(&lines, '\n', &line)) {
    if (!str_cut(&line, '=', &name) || !str_is(name, key)) continue;
    return line.ptr ? line : (str){"", 0};
  }
  return (str){"", 0};
}

static size_t aligned(size_t n) { return (n + WEIGHTS_ALIGNMENT - 1) / WEIGHTS_ALIGNMENT * WEIGHTS_ALIGNMENT; }

static bool add_padding(buffer *out, size_t until) {
  while (out->len < until)
    if (!buffer_add_byte(out, 0)) return false;
  return true;
}

static bool add_number(buffer *out, uint64_t value, size_t size) {
  char bytes[8];
  memcpy(bytes, &value, sizeof bytes);
  return buffer_add(out, (str){bytes, size});
}

static bool add_header(buffer *out, const weights_part *parts, uint32_t n) {
  size_t at = aligned(HEADER_BYTES + (size_t)n * ENTRY_BYTES), end = at;
  for (uint32_t i = 0; i < n; i++) end = aligned(end + parts[i].bytes.len);
  bool good = buffer_add(out, (str){magic, sizeof magic}) && add_number(out, WEIGHTS_VERSION, 4) &&
              add_number(out, byte_order, 4) && add_number(out, 0, 4) && add_number(out, n, 4) && add_number(out, end, 8);
  for (uint32_t i = 0; good && i < n; i++) {
    good = buffer_add(out, (str){parts[i].name, WEIGHTS_NAME_SIZE}) && add_number(out, at, 8) &&
           add_number(out, parts[i].bytes.len, 8);
    at = aligned(at + parts[i].bytes.len);
  }
  return good;
}

casus_status weights_write(const weights_part *parts, uint32_t n_parts, buffer *out, casus_error *error) {
  size_t begin = out->len;
  bool good = n_parts <= WEIGHTS_SECTIONS_MAX && begin == 0 && add_header(out, parts, n_parts);
  for (uint32_t i = 0; good && i < n_parts; i++) good = add_padding(out, aligned(out->len)) && buffer_add(out, parts[i].bytes);
  good = good && add_padding(out, aligned(out->len));
  if (!good) return error_set(error, CASUS_MEMORY, "the weights do not fit into %zu bytes", out->max);
  uint32_t sum = checksum_bytes(out->ptr + AT_SECTIONS, out->len - AT_SECTIONS);
  memcpy(out->ptr + AT_CHECKSUM, &sum, sizeof sum);
  return CASUS_OK;
}
