#pragma once

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <cstddef>
#include <new>

namespace dequantizer
{

/// An array aligned to a cache line, and so to a vector of any instruction set.
template <typename T>
using AlignedArray = hwy::AlignedFreeUniquePtr<T[]>;

/// An array of `size` zeros. Throws std::bad_alloc.
template <typename T>
[[nodiscard]] AlignedArray<T> zeros(std::size_t size)
{
    auto array = hwy::AllocateAligned<T>(size);
    if (array == nullptr)
        throw std::bad_alloc();
    std::fill_n(array.get(), size, T(0));
    return array;
}

[[nodiscard]] constexpr std::size_t roundUp(std::size_t size, std::size_t multiple) noexcept
{
    return (size + multiple - 1) / multiple * multiple;
}

} // namespace dequantizer
