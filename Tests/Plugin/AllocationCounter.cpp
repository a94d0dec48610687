#include "Plugin/AllocationCounter.h"

#include <cstddef>
#include <cstdlib>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DEQUANTIZER_COUNTS_ALLOCATIONS 1
#else
#define DEQUANTIZER_COUNTS_ALLOCATIONS 0
#endif

namespace
{
thread_local bool countingAllocations = false;
thread_local long countedAllocations = 0;

void count() noexcept
{
    if (countingAllocations)
        ++countedAllocations;
}
} // namespace

#if DEQUANTIZER_COUNTS_ALLOCATIONS
// These definitions take precedence over the C library's; operator new and delete, Eigen and JUCE all use them.
extern "C"
{
    void* __libc_malloc(std::size_t);
    void* __libc_calloc(std::size_t, std::size_t);
    void* __libc_realloc(void*, std::size_t);
    void* __libc_memalign(std::size_t, std::size_t);
    void __libc_free(void*);

    __attribute__((visibility("default"))) void* malloc(std::size_t size) noexcept
    {
        count();
        return __libc_malloc(size);
    }

    __attribute__((visibility("default"))) void* calloc(std::size_t items, std::size_t size) noexcept
    {
        count();
        return __libc_calloc(items, size);
    }

    __attribute__((visibility("default"))) void* realloc(void* memory, std::size_t size) noexcept
    {
        count();
        return __libc_realloc(memory, size);
    }

    __attribute__((visibility("default"))) void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept
    {
        count();
        return __libc_memalign(alignment, size);
    }

    __attribute__((visibility("default"))) int posix_memalign(void** memory, std::size_t alignment,
                                                              std::size_t size) noexcept
    {
        count();
        *memory = __libc_memalign(alignment, size);
        return *memory != nullptr ? 0 : 12; // ENOMEM
    }

    __attribute__((visibility("default"))) void free(void* memory) noexcept
    {
        count();
        __libc_free(memory);
    }
}
#endif

namespace dequantizer
{

AllocationCounter::AllocationCounter() noexcept
{
    countedAllocations = 0;
    countingAllocations = true;
}

AllocationCounter::~AllocationCounter()
{
    countingAllocations = false;
}

long AllocationCounter::count() const noexcept
{
    return countedAllocations;
}

bool AllocationCounter::works() noexcept
{
    return DEQUANTIZER_COUNTS_ALLOCATIONS != 0;
}

} // namespace dequantizer
