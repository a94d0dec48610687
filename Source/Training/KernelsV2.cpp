#define KERNEL_SUFFIX v2
#define KERNEL_TABLE tableV2
#define KERNEL_NAME "SSE4.2"
#include "Training/Kernels.inl"
