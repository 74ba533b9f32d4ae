/* Kernels for the vector units of x86-64. */
#ifndef CASUS_KERNELS_X86_H
#define CASUS_KERNELS_X86_H

#include "model/kernels.h"

/* The fastest that this processor runs; NULL: none. */
void (*x86_matrix_product(void))(const product *);
/* By name, for tests and benchmarks: "avx2", "avx512"; NULL where the processor has it not. */
void (*x86_matrix_product_named(const char *name))(const product *);

#endif
