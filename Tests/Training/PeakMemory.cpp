#include "Training/PeakMemory.h"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <malloc.h>

namespace
{
// Signed, because memory allocated by a shared library may be freed here, so that the balance may be negative.
std::atomic<std::ptrdiff_t> inUse{0};
std::atomic<std::ptrdiff_t> highest{0};

std::ptrdiff_t sizeOf(void* memory)
{
    return static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
}

void* counted(void* memory)
{
    if (memory != nullptr)
    {
        const std::ptrdiff_t now = inUse += sizeOf(memory);
        if (now > highest)
            highest = now;
    }
    return memory;
}

void discount(void* memory)
{
    if (memory != nullptr)
        inUse -= sizeOf(memory);
}
} // namespace

// The linker option --wrap replaces calls of malloc() by __wrap_malloc(), and those of __real_malloc() by malloc().
extern "C"
{
    void* __real_malloc(std::size_t size);
    void* __real_realloc(void* memory, std::size_t size);
    void __real_free(void* memory);

    void* __wrap_malloc(std::size_t size);
    void* __wrap_realloc(void* memory, std::size_t size);
    void __wrap_free(void* memory);

    void* __wrap_malloc(std::size_t size)
    {
        return counted(__real_malloc(size));
    }

    void* __wrap_realloc(void* memory, std::size_t size)
    {
        discount(memory);
        return counted(__real_realloc(memory, size));
    }

    void __wrap_free(void* memory)
    {
        discount(memory);
        __real_free(memory);
    }
}

namespace dequantizer
{

namespace
{
std::ptrdiff_t inUseAtStart = 0;
}

PeakMemory::PeakMemory()
{
    inUseAtStart = inUse;
    highest = inUseAtStart;
}

std::size_t PeakMemory::bytes() const
{
    return static_cast<std::size_t>(highest - inUseAtStart);
}

} // namespace dequantizer
