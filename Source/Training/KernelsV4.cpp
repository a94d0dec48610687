#define KERNEL_SUFFIX v4
#define KERNEL_TABLE tableV4
#define KERNEL_NAME "AVX-512"
#include "Training/Kernels.inl"
