#define KERNEL_SUFFIX v3
#define KERNEL_TABLE tableV3
#define KERNEL_NAME "AVX2"
#include "Training/Kernels.inl"
