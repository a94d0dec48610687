#pragma once

namespace dequantizer
{

/// Counts the calling thread's allocations and frees during its lifetime: malloc, calloc, realloc, free and everything
/// that uses them.
class AllocationCounter
{
public:
    AllocationCounter() noexcept;
    ~AllocationCounter();
    AllocationCounter(const AllocationCounter&) = delete;
    AllocationCounter& operator=(const AllocationCounter&) = delete;

    [[nodiscard]] long count() const noexcept;

    /// Whether this build can count: only with glibc, and without a sanitizer, which brings its own malloc.
    [[nodiscard]] static bool works() noexcept;
};

} // namespace dequantizer
