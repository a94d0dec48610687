#pragma once

namespace dequantizer
{

/// While one of these lives, counts this thread's calls of malloc, realloc, calloc, free, and all that rests on them.
class AllocationCounter
{
public:
    AllocationCounter() noexcept;
    ~AllocationCounter();
    AllocationCounter(const AllocationCounter&) = delete;
    AllocationCounter& operator=(const AllocationCounter&) = delete;

    [[nodiscard]] long count() const noexcept;

    /// Whether this build can count: not with a sanitizer, which has its own malloc, and only with glibc.
    [[nodiscard]] static bool works() noexcept;
};

} // namespace dequantizer
