/* Kernels for the vector units of x86-64. */
#ifndef CASUS_KERNELS_X86_H
#define CASUS_KERNELS_X86_H

#include "model/kernels_bytes.h"

/* Which vectors the processor has: 2: AVX-512, 1: AVX2 with fused multiply-add, 0: neither. */
int x86_level(void);

/* Defines the static function NAME from NAME_body, which must be INLINED, as must what it calls: three times, with the vectors of
 * each level, and chosen at run time. (What target_clones does, but also with clang and sanitizers.) */
#define INLINED static inline __attribute__((always_inline))
#if defined(__x86_64__)
#define LEVELS(NAME, PARAMETERS, ARGUMENTS)                                                          \
  __attribute__((target("avx512f"))) static void NAME##_avx512 PARAMETERS { NAME##_body ARGUMENTS; } \
  __attribute__((target("avx2,fma"))) static void NAME##_avx2 PARAMETERS { NAME##_body ARGUMENTS; }  \
  static void NAME PARAMETERS {                                                                      \
    switch (x86_level()) {                                                                           \
      case 2:                                                                                        \
        NAME##_avx512 ARGUMENTS;                                                                     \
        return;                                                                                      \
      case 1:                                                                                        \
        NAME##_avx2 ARGUMENTS;                                                                       \
        return;                                                                                      \
      default:                                                                                       \
        NAME##_body ARGUMENTS;                                                                       \
    }                                                                                                \
  }
#else
#define LEVELS(NAME, PARAMETERS, ARGUMENTS) \
  static void NAME PARAMETERS { NAME##_body ARGUMENTS; }
#endif

typedef void product_runner(const product *);
typedef void byte_product_runner(const byte_product *);

/* The fastest that this processor runs; NULL: none. */
product_runner *x86_matrix_product(void);
byte_product_runner *x86_byte_product(void);
/* The plan of the fastest, as in kernels_bytes.h. */
size_t x86_byte_plan_bytes(const byte_matrix *b);
void x86_byte_plan(byte_matrix *b, void *room);
/* By name, for tests and benchmarks: "avx2", "avx512"; NULL where the processor has it not. */
product_runner *x86_matrix_product_named(const char *name);
/* "avx2", "avxvnni", "avx512vnni". */
byte_product_runner *x86_byte_product_named(const char *name);

#endif
