#define KERNEL_SUFFIX baseline
#define KERNEL_TABLE tableBaseline
#define KERNEL_NAME "baseline"
#include "Training/Kernels.inl"
