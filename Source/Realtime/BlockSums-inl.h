// Shared by the kernels of both arithmetics. Highway includes this file once for each instruction set; the include
// guard changes with the target.
#if defined(DEQUANTIZER_REALTIME_BLOCK_SUMS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DEQUANTIZER_REALTIME_BLOCK_SUMS_INL_H
#undef DEQUANTIZER_REALTIME_BLOCK_SUMS_INL_H
#else
#define DEQUANTIZER_REALTIME_BLOCK_SUMS_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;

// The number of sums that are reduced together: four, or one on a processor without vectors in Highway.
using FourFloats = hn::CappedTag<float, 4>;

#if HWY_TARGET == HWY_SCALAR
HWY_INLINE hn::Vec<Floats> sums(const hn::Vec<Floats>* v)
{
    return v[0];
}
#else
template <typename Tag>
HWY_INLINE hn::Vec<hn::CappedTag<hn::TFromD<Tag>, 4>> addQuarters([[maybe_unused]] Tag tag, hn::Vec<Tag> v)
{
    if constexpr (hn::MaxLanes(Tag()) == 4)
        return v;
    else
    {
        const hn::Half<Tag> half;
        return addQuarters(half, hn::Add(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
    }
}

// The sums over the lanes of four vectors of 32-bit numbers, each added up in the same order.
template <typename Tag, typename Vector = hn::Vec<Tag>>
HWY_INLINE auto sums(Tag tag, Vector a, Vector b, Vector c, Vector d)
{
    const hn::Repartition<double, Tag> pairs;
    const auto first = hn::Add(hn::InterleaveLower(tag, a, b), hn::InterleaveUpper(tag, a, b));
    const auto second = hn::Add(hn::InterleaveLower(tag, c, d), hn::InterleaveUpper(tag, c, d));
    const auto lower = hn::InterleaveLower(pairs, hn::BitCast(pairs, first), hn::BitCast(pairs, second));
    const auto upper = hn::InterleaveUpper(pairs, hn::BitCast(pairs, first), hn::BitCast(pairs, second));
    return addQuarters(tag, hn::Add(hn::BitCast(tag, lower), hn::BitCast(tag, upper)));
}

HWY_INLINE hn::Vec<FourFloats> sums(const hn::Vec<Floats>* v)
{
    return sums(Floats(), v[0], v[1], v[2], v[3]);
}
#endif

// Maps NaN (an overflow inside the iteration) to the lower limit, so that the output stays in its cell.
template <typename Tag>
HWY_INLINE hn::Vec<Tag> limit(Tag, hn::Vec<Tag> v, hn::Vec<Tag> low, hn::Vec<Tag> high)
{
    return hn::Min(hn::IfThenElse(hn::Gt(v, low), v, low), high);
}

} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
