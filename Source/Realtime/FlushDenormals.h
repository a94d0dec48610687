#pragma once

#include <cstdint>

#if defined(__SSE2__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace dequantizer
{

/// Treats denormal numbers as zero, in operands and results, on the current thread for the lifetime of the object.
/// Without it a fading signal could slow down an iteration a hundredfold. The engine sets this mode itself, so that its
/// output does not depend on whether the host does.
class FlushDenormals
{
public:
#if defined(__SSE2__) || defined(_M_X64)
    FlushDenormals() noexcept : before(_mm_getcsr())
    {
        _mm_setcsr(before | flushToZero | denormalsAreZero);
    }
    ~FlushDenormals()
    {
        _mm_setcsr(before);
    }
#elif defined(__aarch64__)
    FlushDenormals() noexcept
    {
        asm volatile("mrs %0, fpcr" : "=r"(before));
        asm volatile("msr fpcr, %0" : : "r"(before | flushToZero));
    }
    ~FlushDenormals()
    {
        asm volatile("msr fpcr, %0" : : "r"(before));
    }
#else
    FlushDenormals() noexcept {}
#endif

    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

private:
#if defined(__SSE2__) || defined(_M_X64)
    static constexpr unsigned flushToZero = 0x8000;
    static constexpr unsigned denormalsAreZero = 0x0040;
    unsigned before;
#elif defined(__aarch64__)
    static constexpr std::uint64_t flushToZero = std::uint64_t{1} << 24;
    std::uint64_t before;
#endif
};

} // namespace dequantizer
