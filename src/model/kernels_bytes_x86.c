/* Products of bytes with AVX2, AVX-VNNI and AVX-512 VNNI: blocks of rows times panels of sixteen columns held in registers. */
#include <string.h>

#include "model/kernels_x86.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

enum { GROUP_BYTES = PANEL * DEPTH_GROUP, STRIP = 96 /* rows that stay in the nearest cache while the panels pass */ };

/* Of one panel. For AVX2, see there. */
typedef struct {
  uint32_t n;
  uint16_t *groups;             /* of each */
  int16_t (*starts)[2 * PANEL]; /* 32-aligned */
} stretches;
typedef struct {
  const uint8_t *a; /* first row of the block */
  size_t a_row;
  const float *a_scale;
  const int8_t *b;  /* the first panel */
  uint32_t depth;   /* of a panel, in bytes a column */
  uint32_t columns; /* PANEL, or a kernel's own multiple of it */
  const float *scales;
  const int32_t *sums;
  const stretches *stretches; /* AVX2 alone */
  const float *bias;
  float *c;
  size_t c_row;
} block;

#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512VNNI __attribute__((target("avx512f,avx512vnni")))
#define INLINE static inline __attribute__((always_inline))

INLINE int four(const uint8_t *a) {
  int bytes;
  memcpy(&bytes, a, sizeof bytes);
  return bytes;
}

AVX2 INLINE __m256i load_256(const void *from) { return _mm256_loadu_si256((const __m256i *)from); }

/* ---- eight columns a register: sums start at -128 times the column's */

AVX2 INLINE __m256i start_256(const int32_t *sums) {
  return _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_slli_epi32(load_256(sums), 7));
}

AVX2 INLINE void finish_256(const block *x, int row, int column, __m256i sum) {
  __m256 scale = _mm256_mul_ps(_mm256_set1_ps(x->a_scale[row]), _mm256_loadu_ps(x->scales + column));
  __m256 bias = x->bias ? _mm256_loadu_ps(x->bias + column) : _mm256_setzero_ps();
  _mm256_storeu_ps(x->c + (size_t)row * x->c_row + column, _mm256_fmadd_ps(scale, _mm256_cvtepi32_ps(sum), bias));
}

/* The instructions of VNNI by name: around their intrinsics gcc 12 copies and spills the sums, at half the speed. */
AVX2 INLINE __m256i dot_avxvnni(__m256i sum, __m256i a, __m256i b) {
  __asm__("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sum) : "x"(a), "x"(b));
  return sum;
}

AVX2 INLINE void block_avxvnni(const block *x, const int rows) {
  __m256i sum[6][2], left = start_256(x->sums), right = start_256(x->sums + 8);
  for (int i = 0; i < rows; i++) sum[i][0] = left, sum[i][1] = right;
  const int8_t *b = x->b;
  for (uint32_t k = 0; k < x->depth; k += DEPTH_GROUP, b += GROUP_BYTES) {
    left = load_256(b), right = load_256(b + GROUP_BYTES / 2);
#pragma GCC unroll 6
    for (int i = 0; i < rows; i++) {
      __m256i a = _mm256_set1_epi32(four(x->a + (size_t)i * x->a_row + k));
      sum[i][0] = dot_avxvnni(sum[i][0], a, left);
      sum[i][1] = dot_avxvnni(sum[i][1], a, right);
    }
  }
  for (int i = 0; i < rows; i++) finish_256(x, i, 0, sum[i][0]), finish_256(x, i, 8, sum[i][1]);
}

/* ---- AVX2 alone has no sum of four products. Sums of pairs stay in sixteen bits for as long as the weights of the panel allow:
 * a stretch of the depth in which no lane's weights come to more than STRETCH_WEIGHT by size, so that 128 times that fits. The
 * products are of u from 0 to 255, not of u - 128: a stretch starts at -128 times its weights, and what runs over on the way
 * comes back. */

enum { STRETCH_WEIGHT = 255 };

enum { GROUPS_MAX = BYTE_DEPTH_MAX / DEPTH_GROUP };
typedef struct {
  _Alignas(32) int16_t starts[GROUPS_MAX][2 * PANEL];
  uint16_t groups[GROUPS_MAX];
} stretch_room;

AVX2 static void end_stretch(stretches *s, uint32_t groups, __m256i *starts, __m256i *weights) {
  for (int h = 0; h < 2; h++) {
    _mm256_store_si256((__m256i *)(void *)&s->starts[s->n][PANEL * h], starts[h]);
    starts[h] = weights[h] = _mm256_setzero_si256();
  }
  s->groups[s->n++] = (uint16_t)groups;
}

AVX2 static void find_stretches(const int8_t *b, uint32_t depth, stretches *s) {
  const __m256i one = _mm256_set1_epi8(1), zero_byte = _mm256_set1_epi8((char)ACTIVATION_ZERO);
  const __m256i most = _mm256_set1_epi16(STRETCH_WEIGHT);
  __m256i starts[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()}, weights[2] = {starts[0], starts[0]};
  uint32_t groups = 0;
  for (uint32_t k = 0; k < depth; k += DEPTH_GROUP, b += GROUP_BYTES, groups++) {
    __m256i q[2] = {load_256(b), load_256(b + GROUP_BYTES / 2)}, sizes[2], over = _mm256_setzero_si256();
    for (int h = 0; h < 2; h++) {
      sizes[h] = _mm256_maddubs_epi16(one, _mm256_abs_epi8(q[h]));
      over = _mm256_or_si256(over, _mm256_cmpgt_epi16(_mm256_add_epi16(weights[h], sizes[h]), most));
    }
    if (groups && !_mm256_testz_si256(over, over)) end_stretch(s, groups, starts, weights), groups = 0;
    for (int h = 0; h < 2; h++) {
      weights[h] = _mm256_add_epi16(weights[h], sizes[h]);
      starts[h] = _mm256_sub_epi16(starts[h], _mm256_maddubs_epi16(zero_byte, q[h]));
    }
  }
  end_stretch(s, groups, starts, weights);
}

/* By name, for gcc would add up the products first and run out of registers. */
AVX2 INLINE __m256i add_pairs(__m256i sum, __m256i pairs) {
  __asm__("vpaddw %1, %0, %0" : "+x"(sum) : "x"(pairs));
  return sum;
}

AVX2 INLINE void block_avx2(const block *x, const int rows) {
  __m256i sum[4][2], pairs[4][2];
  const __m256i one = _mm256_set1_epi16(1);
  const int8_t *b = x->b;
  const uint8_t *a = x->a;
  for (int i = 0; i < rows; i++) sum[i][0] = sum[i][1] = _mm256_setzero_si256();
  for (uint32_t s = 0; s < x->stretches->n; s++) {
    __m256i left = load_256(x->stretches->starts[s]), right = load_256(x->stretches->starts[s] + PANEL);
    for (int i = 0; i < rows; i++) pairs[i][0] = left, pairs[i][1] = right;
    for (uint32_t k = x->stretches->groups[s]; k; k--, a += DEPTH_GROUP, b += GROUP_BYTES) {
      left = load_256(b), right = load_256(b + GROUP_BYTES / 2);
#pragma GCC unroll 4
      for (int i = 0; i < rows; i++) {
        __m256i u = _mm256_set1_epi32(four(a + (size_t)i * x->a_row));
        pairs[i][0] = add_pairs(pairs[i][0], _mm256_maddubs_epi16(u, left));
        pairs[i][1] = add_pairs(pairs[i][1], _mm256_maddubs_epi16(u, right));
      }
    }
#pragma GCC unroll 4
    for (int i = 0; i < rows; i++)
      for (int h = 0; h < 2; h++) sum[i][h] = _mm256_add_epi32(sum[i][h], _mm256_madd_epi16(pairs[i][h], one));
  }
  for (int i = 0; i < rows; i++) finish_256(x, i, 0, sum[i][0]), finish_256(x, i, 8, sum[i][1]);
}

/* ---- sixteen columns a register, one panel or two */

AVX512VNNI INLINE void finish_512(const block *x, int row, int column, __m512i sum) {
  __m512 scale = _mm512_mul_ps(_mm512_set1_ps(x->a_scale[row]), _mm512_loadu_ps(x->scales + column));
  __m512 bias = x->bias ? _mm512_loadu_ps(x->bias + column) : _mm512_setzero_ps();
  _mm512_storeu_ps(x->c + (size_t)row * x->c_row + column, _mm512_fmadd_ps(scale, _mm512_cvtepi32_ps(sum), bias));
}

AVX512VNNI INLINE __m512i dot_512(__m512i sum, __m512i a, __m512i b) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(a), "v"(b));
  return sum;
}

AVX512VNNI INLINE __m512i start_512(const int32_t *sums) {
  return _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(_mm512_loadu_si512(sums), 7));
}

AVX512VNNI INLINE void block_avx512vnni(const block *x, const int rows, const bool pair) {
  __m512i one[12], two[12], left = start_512(x->sums), right = pair ? start_512(x->sums + PANEL) : left;
#pragma GCC unroll 12
  for (int i = 0; i < rows; i++) one[i] = left, two[i] = right;
  const int8_t *b = x->b, *next = b + (pair ? (size_t)PANEL * x->depth : 0);
  for (uint32_t k = 0; k < x->depth; k += DEPTH_GROUP, b += GROUP_BYTES, next += GROUP_BYTES) {
    left = _mm512_loadu_si512(b);
    right = pair ? _mm512_loadu_si512(next) : left;
#pragma GCC unroll 12
    for (int i = 0; i < rows; i++) {
      __m512i a = _mm512_set1_epi32(four(x->a + (size_t)i * x->a_row + k));
      one[i] = dot_512(one[i], a, left);
      if (pair) two[i] = dot_512(two[i], a, right);
    }
  }
#pragma GCC unroll 12
  for (int i = 0; i < rows; i++) {
    finish_512(x, i, 0, one[i]);
    if (pair) finish_512(x, i, PANEL, two[i]);
  }
}

/* ---- a whole block, then what is left in smaller ones */

AVX2 static uint32_t run_avx2(const block *x, uint32_t left) {
  if (left >= 4) return block_avx2(x, 4), 4;
  if (left >= 2) return block_avx2(x, 2), 2;
  return block_avx2(x, 1), 1;
}

AVX2 static uint32_t run_avxvnni(const block *x, uint32_t left) {
  if (left >= 6) return block_avxvnni(x, 6), 6;
  if (left >= 4) return block_avxvnni(x, 4), 4;
  if (left >= 2) return block_avxvnni(x, 2), 2;
  return block_avxvnni(x, 1), 1;
}

AVX512VNNI static uint32_t run_pair(const block *x, uint32_t left) {
  if (left >= 12) return block_avx512vnni(x, 12, true), 12;
  if (left >= 6) return block_avx512vnni(x, 6, true), 6;
  if (left >= 4) return block_avx512vnni(x, 4, true), 4;
  if (left >= 2) return block_avx512vnni(x, 2, true), 2;
  return block_avx512vnni(x, 1, true), 1;
}

AVX512VNNI static uint32_t run_single(const block *x, uint32_t left) {
  if (left >= 12) return block_avx512vnni(x, 12, false), 12;
  if (left >= 4) return block_avx512vnni(x, 4, false), 4;
  return block_avx512vnni(x, 1, false), 1;
}

AVX512VNNI static uint32_t run_avx512vnni(const block *x, uint32_t left) {
  return x->columns == PANEL ? run_single(x, left) : run_pair(x, left);
}

/* ---- strips of rows, panel after panel */

typedef uint32_t block_runner(const block *, uint32_t);

static void run_columns(const byte_product *p, uint32_t top, uint32_t end, block *x, uint32_t j, block_runner *run) {
  x->b = p->b->panels + (size_t)j * x->depth;
  x->scales = p->b->scales + j;
  x->sums = p->b->sums + j;
  x->bias = p->bias ? p->bias + j : NULL;
  for (uint32_t i = top; i < end;) {
    x->a = p->a + i * p->a_row;
    x->a_scale = p->a_scale + i;
    x->c = p->c + i * p->c_row + j;
    i += run(x, end - i);
  }
}

static void run_strips(const byte_product *p, uint32_t widest, block_runner *run) {
  uint32_t n = padded(p->b->n);
  block x = {.a_row = p->a_row, .depth = byte_depth(p->b->k), .c_row = p->c_row};
  for (uint32_t top = 0; top < p->m; top += STRIP) {
    uint32_t end = p->m - top < STRIP ? p->m : top + STRIP;
    for (uint32_t j = 0; j < n; j += x.columns) {
      x.columns = n - j < widest ? PANEL : widest;
      run_columns(p, top, end, &x, j, run);
    }
  }
}

/* A plan: the stretches of all panels one after another. */
enum { PLAN_HEAD = 64 };
typedef struct {
  uint32_t *first; /* where each panel's begin, and the end */
  uint16_t *groups;
  int16_t (*starts)[2 * PANEL];
} stretch_plan;

static stretches find_panel(const byte_matrix *b, uint32_t j, stretch_room *room) {
  stretches s = {0, room->groups, room->starts};
  find_stretches(b->panels + (size_t)j * byte_depth(b->k), byte_depth(b->k), &s);
  return s;
}

static stretches planned_panel(const stretch_plan *p, uint32_t j) {
  uint32_t first = p->first[j / PANEL];
  return (stretches){p->first[j / PANEL + 1] - first, p->groups + first, p->starts + first};
}

static uint32_t count_stretches(const byte_matrix *b) {
  stretch_room room;
  uint32_t n = 0;
  for (uint32_t j = 0; j < padded(b->n); j += PANEL) n += find_panel(b, j, &room).n;
  return n;
}

static size_t plan_avx2_bytes(const byte_matrix *b) {
  size_t n = count_stretches(b), panels = padded(b->n) / PANEL;
  size_t bytes = n * (sizeof(int16_t[2 * PANEL]) + sizeof(uint16_t)) + (panels + 1) * sizeof(uint32_t);
  return (bytes + PLAN_HEAD - 1) / PLAN_HEAD * PLAN_HEAD + PLAN_HEAD;
}

/* The widest first, so that each lies where it may. */
static void plan_avx2(byte_matrix *b, void *room) {
  char *at = room;
  stretch_plan *plan = room;
  stretch_room found;
  uint32_t n = count_stretches(b), panels = padded(b->n) / PANEL;
  plan->starts = (void *)(at + PLAN_HEAD);
  plan->first = (void *)(plan->starts + n);
  plan->groups = (void *)(plan->first + panels + 1);
  plan->first[0] = 0;
  for (uint32_t i = 0; i < panels; i++) {
    stretches s = find_panel(b, i * PANEL, &found);
    memcpy(plan->starts + plan->first[i], s.starts, s.n * sizeof *s.starts);
    memcpy(plan->groups + plan->first[i], s.groups, s.n * sizeof *s.groups);
    plan->first[i + 1] = plan->first[i] + s.n;
  }
  b->plan = plan;
}

/* A panel at a time: all rows share its stretches. */
static void product_avx2(const byte_product *p) {
  stretch_room room;
  stretches s;
  block x = {.a_row = p->a_row, .depth = byte_depth(p->b->k), .c_row = p->c_row, .stretches = &s};
  for (uint32_t j = 0; j < padded(p->b->n); j += PANEL) {
    s = p->b->plan ? planned_panel(p->b->plan, j) : find_panel(p->b, j, &room);
    run_columns(p, 0, p->m, &x, j, run_avx2);
  }
}
static void product_avxvnni(const byte_product *p) { run_strips(p, PANEL, run_avxvnni); }
static void product_avx512vnni(const byte_product *p) { run_strips(p, 2 * PANEL, run_avx512vnni); }

/* ---- the choice */

/* Not every compiler knows its name. */
static bool has_avxvnni(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return x86_level() >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & 1u << 4);
}

byte_product_runner *x86_byte_product_named(const char *name) {
  if (!strcmp(name, "avx512vnni")) return x86_level() == 2 && __builtin_cpu_supports("avx512vnni") ? product_avx512vnni : NULL;
  if (!strcmp(name, "avxvnni")) return has_avxvnni() ? product_avxvnni : NULL;
  if (!strcmp(name, "avx2")) return x86_level() >= 1 ? product_avx2 : NULL;
  return NULL;
}

byte_product_runner *x86_byte_product(void) {
  static const char *const names[] = {"avx512vnni", "avxvnni", "avx2"};
  byte_product_runner *run = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !run; i++) run = x86_byte_product_named(names[i]);
  return run;
}

static bool plans(void) { return x86_byte_product() == product_avx2; }

size_t x86_byte_plan_bytes(const byte_matrix *b) { return plans() ? plan_avx2_bytes(b) : 0; }

void x86_byte_plan(byte_matrix *b, void *room) {
  if (plans()) plan_avx2(b, room);
}

#else
size_t x86_byte_plan_bytes(const byte_matrix *b) {
  (void)b;
  return 0;
}
void x86_byte_plan(byte_matrix *b, void *room) { (void)b, (void)room; }
byte_product_runner *x86_byte_product_named(const char *name) {
  (void)name;
  return NULL;
}
byte_product_runner *x86_byte_product(void) { return NULL; }
#endif
