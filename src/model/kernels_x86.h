/* Kernels for the vector units of x86-64. */
#ifndef CASUS_KERNELS_X86_H
#define CASUS_KERNELS_X86_H

#include "model/kernels_bytes.h"

/* Loops that the compiler turns into the vectors of the machine it runs on. What they call must be INLINED: gcc inlines nothing
 * else into a function for another processor. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("avx512f", "arch=haswell", "default")))
#else
#define CLONES
#endif
#define INLINED static inline __attribute__((always_inline))

typedef void product_runner(const product *);
typedef void byte_product_runner(const byte_product *);

/* The fastest that this processor runs; NULL: none. */
product_runner *x86_matrix_product(void);
byte_product_runner *x86_byte_product(void);
/* By name, for tests and benchmarks: "avx2", "avx512"; NULL where the processor has it not. */
product_runner *x86_matrix_product_named(const char *name);
/* "avx2", "avxvnni", "avx512vnni". */
byte_product_runner *x86_byte_product_named(const char *name);

#endif
