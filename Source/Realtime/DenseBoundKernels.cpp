#include "Realtime/DenseBoundKernels.h"

#include "Realtime/InstructionSets.h"

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Realtime/DenseBoundKernels.cpp"
#include <hwy/foreach_target.h>

#include "Realtime/BlockSums-inl.h"

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

// No longer than a block of rows.
using Lanes = hn::CappedTag<float, 8>;
constexpr std::size_t lanes = hn::MaxLanes(Lanes());

void features(const float* u, float inverseSquare, float* f, std::size_t count) noexcept
{
    const Lanes tag;
    const auto factor = hn::Set(tag, inverseSquare);
    const auto floor = hn::Set(tag, 0.02f);
    const auto scale = hn::Set(tag, 0.3f);
    for (std::size_t i = 0; i < count; i += lanes)
    {
        const auto value = hn::Load(tag, u + i);
        const auto power = hn::MulAdd(hn::Mul(value, value), factor, floor);
        hn::Store(hn::Mul(scale, hn::Log(tag, power)), tag, f + i);
    }
}

void rectify(const float* sum, float* a, std::size_t count) noexcept
{
    const Lanes tag;
    for (std::size_t i = 0; i < count; i += lanes)
        hn::Store(hn::Max(hn::Load(tag, sum + i), hn::Zero(tag)), tag, a + i);
}

void bounds(const float* sum, const float* d, const float* f, float* b, std::size_t count) noexcept
{
    const Lanes tag;
    const auto low = hn::Set(tag, -6.0f), high = hn::Set(tag, 4.0f);
    for (std::size_t i = 0; i < count; i += lanes)
    {
        const auto exponent = hn::MulAdd(hn::Load(tag, d + i), hn::Load(tag, f + i), hn::Load(tag, sum + i));
        hn::Store(hn::Exp(tag, limit(tag, exponent, low, high)), tag, b + i);
    }
}

const DenseBoundKernels* kernels()
{
    static const DenseBoundKernels ofThisTarget{features, rectify, bounds};
    return &ofThisTarget;
}

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dequantizer
{

HWY_EXPORT(kernels);

const DenseBoundKernels& denseBoundKernels()
{
    return *HWY_DYNAMIC_DISPATCH(kernels)();
}

} // namespace dequantizer
#endif
