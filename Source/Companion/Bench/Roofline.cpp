#include "Companion/Bench/Roofline.h"

#include "Realtime/InstructionSets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Companion/Bench/Roofline.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
constexpr std::size_t lanes = hn::MaxLanes(Floats());
constexpr std::size_t chains = 12; // enough to hide the latency of a fused multiply-add on two ports

float read(const float* HWY_RESTRICT values, std::size_t size)
{
    constexpr std::size_t sums = 8;
    const Floats f;
    hn::Vec<Floats> sum[sums];
    for (auto& s : sum)
        s = hn::Zero(f);
    for (std::size_t i = 0; i < size; i += sums * lanes)
        for (std::size_t s = 0; s < sums; ++s)
            sum[s] = hn::Or(sum[s], hn::Load(f, values + i + s * lanes));
    for (std::size_t s = 1; s < sums; ++s)
        sum[0] = hn::Or(sum[0], sum[s]);
    return hn::GetLane(hn::SumOfLanes(f, sum[0]));
}

float multiplyAdd(std::size_t count)
{
    const Floats f;
    hn::Vec<Floats> chain[chains];
    float start = 1.0f;
    for (auto& c : chain)
        c = hn::Set(f, start += 0.125f);
    // Not known to the compiler, so that it cannot compute the results in advance.
    const auto factor = hn::Set(f, 1.0f - 1.0f / static_cast<float>(count + 2));
    const auto summand = hn::Set(f, 1.0f / static_cast<float>(count + 2));
    for (std::size_t i = 0; i < count; ++i)
        for (auto& c : chain)
            c = hn::MulAdd(c, factor, summand);
    for (std::size_t c = 1; c < chains; ++c)
        chain[0] = hn::Add(chain[0], chain[c]);
    return hn::GetLane(hn::SumOfLanes(f, chain[0]));
}

const Roofline* roofline()
{
    static const Roofline ofThisTarget{hwy::TargetName(HWY_TARGET), read, multiplyAdd, 2 * chains * lanes};
    return &ofThisTarget;
}

} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dequantizer
{

HWY_EXPORT(roofline);

std::vector<Roofline> rooflines()
{
    std::vector<Roofline> available;
    for (const auto target : hwy::SupportedAndGeneratedTargets())
    {
        hwy::SetSupportedTargetsForTest(target);
        available.push_back(*HWY_DYNAMIC_DISPATCH(roofline)());
    }
    constexpr std::int64_t asDetected = 0;
    hwy::SetSupportedTargetsForTest(asDetected);
    return available;
}

} // namespace dequantizer
#endif
