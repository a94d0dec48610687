#include "Realtime/FixedPointKernels.h"

#include "Realtime/InstructionSets.h"

// Products are not fused with sums, and all integers are exact, so every instruction set gives the same samples, bit
// for bit. (The build flags stop the compiler from fusing them.)

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Realtime/FixedPointKernels.cpp"
#include <hwy/foreach_target.h>

#include "Realtime/FixedPointBlocks-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

#if HWY_TARGET == HWY_SCALAR

const FixedPointKernels* kernels()
{
    return nullptr;
}

#else

void visitBlocksFirst(const FixedPointArrays& arrays, std::size_t begin, std::size_t end) noexcept
{
    visitAll<true>(arrays, begin, end);
}

void visitBlocks(const FixedPointArrays& arrays, std::size_t begin, std::size_t end) noexcept
{
    visitAll<false>(arrays, begin, end);
}

// The scale that maps numbers up to `largest` to 16 bits, and its inverse; both 0 if `largest` is negligible.
struct Scale
{
    float unit, perUnit;
};

Scale scaleFor(float largest)
{
    // Below this the inverse would be close to overflow. No audio sample is that small.
    constexpr float smallest = 1e-30f;
    if (!(largest > smallest))
        return {0.0f, 0.0f};
    return {largest / FixedPointKernels::largestSample, FixedPointKernels::largestSample / largest};
}

void start(const FixedPointArrays& arrays) noexcept
{
    const Floats f;
    const Shorts s;
    for (std::size_t channel = 0; channel < arrays.channels; ++channel)
    {
        const std::size_t begin = channel * arrays.columns, end = begin + arrays.columns;
        auto peak = hn::Zero(f), beside = hn::Zero(f), width = hn::Zero(f);
        for (std::size_t j = begin; j < end; j += lanes)
        {
            const auto x = hn::Load(f, arrays.x + j);
            const auto lower = hn::Load(f, arrays.lower + j), upper = hn::Load(f, arrays.upper + j);
            peak = hn::Max(peak, hn::Abs(x));
            beside = hn::Max(beside, hn::Max(hn::Sub(x, lower), hn::Sub(upper, x)));
            width = hn::Max(width, hn::Sub(upper, lower));
        }
        // |ybar - x| <= |y - x| + theta |y - y'|, and both y lie in the cell.
        const float farthest =
            hn::GetLane(hn::MaxOfLanes(f, beside)) + arrays.theta * hn::GetLane(hn::MaxOfLanes(f, width));
        arrays.deviationScale[channel] = scaleFor(farthest).unit;
        const Scale coarse = scaleFor(hn::GetLane(hn::MaxOfLanes(f, peak)));
        arrays.coarseScale[channel] = coarse.unit;

        const auto perUnit = hn::Set(f, coarse.perUnit);
        const auto finePerCoarse = hn::Set(f, FixedPointKernels::finePerCoarse);
        for (std::size_t j = begin; j < end; j += shortLanes)
        {
            const auto first = hn::Mul(hn::Load(f, arrays.x + j), perUnit);
            const auto second = hn::Mul(hn::Load(f, arrays.x + j + lanes), perUnit);
            const auto firstRounded = hn::NearestInt(first), secondRounded = hn::NearestInt(second);
            hn::Store(hn::ReorderDemote2To(s, firstRounded, secondRounded), s, arrays.coarse + j);
            const auto firstLeft = hn::Mul(hn::Sub(first, hn::ConvertTo(f, firstRounded)), finePerCoarse);
            const auto secondLeft = hn::Mul(hn::Sub(second, hn::ConvertTo(f, secondRounded)), finePerCoarse);
            hn::Store(hn::ReorderDemote2To(s, hn::NearestInt(firstLeft), hn::NearestInt(secondLeft)), s,
                      arrays.fine + j);
        }
    }
}

void updatePrimal(const FixedPointArrays& arrays) noexcept
{
    const Floats f;
    const Shorts s;
    const auto tau = hn::Set(f, arrays.tau);
    const auto theta = hn::Set(f, arrays.theta);
    for (std::size_t channel = 0; channel < arrays.channels; ++channel)
    {
        const float unit = arrays.deviationScale[channel];
        const auto perUnit = hn::Set(f, unit > 0.0f ? 1.0f / unit : 0.0f);
        const auto update = [&](std::size_t j)
        {
            const auto before = hn::Load(f, arrays.primal + j);
            const auto z = hn::Sub(before, hn::Mul(tau, hn::Load(f, arrays.adjoint + j)));
            const auto after = limit(f, z, hn::Load(f, arrays.lower + j), hn::Load(f, arrays.upper + j));
            hn::Store(after, f, arrays.primal + j);
            hn::Store(hn::Zero(f), f, arrays.adjoint + j);
            const auto deviation =
                hn::Add(hn::Mul(theta, hn::Sub(after, before)), hn::Sub(after, hn::Load(f, arrays.x + j)));
            return hn::NearestInt(hn::Mul(deviation, perUnit));
        };
        for (std::size_t j = channel * arrays.columns; j < (channel + 1) * arrays.columns; j += shortLanes)
        {
            const auto first = update(j);
            const auto second = update(j + lanes);
            hn::Store(hn::ReorderDemote2To(s, first, second), s, arrays.deviation + j);
        }
    }
}

const FixedPointKernels* kernels()
{
    static const FixedPointKernels ofThisTarget{
        hwy::TargetName(HWY_TARGET), lanes, start, visitBlocksFirst, visitBlocks, updatePrimal};
    return &ofThisTarget;
}

#endif

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dequantizer
{

HWY_EXPORT(kernels);

const FixedPointKernels* fixedPointKernels()
{
    return HWY_DYNAMIC_DISPATCH(kernels)();
}

std::vector<const FixedPointKernels*> availableFixedPointKernels()
{
    return kernelsOfAllInstructionSets(&fixedPointKernels);
}

} // namespace dequantizer
#endif
