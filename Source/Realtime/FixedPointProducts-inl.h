// Integer products of the rows of K, for FixedPointKernels.cpp. Highway includes this file once for each instruction
// set; the include guard changes with the target.
#if defined(DEQUANTIZER_REALTIME_FIXED_POINT_PRODUCTS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DEQUANTIZER_REALTIME_FIXED_POINT_PRODUCTS_INL_H
#undef DEQUANTIZER_REALTIME_FIXED_POINT_PRODUCTS_INL_H
#else
#define DEQUANTIZER_REALTIME_FIXED_POINT_PRODUCTS_INL_H
#endif

#include "Realtime/BlockSums-inl.h"
#include "Realtime/FixedPointKernels.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

#if HWY_TARGET != HWY_SCALAR

using Integers = hn::RebindToSigned<Floats>;
using Shorts = hn::Repartition<std::int16_t, Floats>;
using FourIntegers = hn::FixedTag<std::int32_t, 4>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());
constexpr std::size_t shortLanes = 2 * lanes;
constexpr std::size_t blockRows = FixedPointKernels::rowsPerBlock;

// Which products the processor's widening multiplication adds up. x86 adds those of neighbouring lanes; NEON adds those
// of each half of the vector separately. Highway's vector emulation does neither.
#undef DEQUANTIZER_ADDS_NEIGHBOURS
#undef DEQUANTIZER_ADDS_HALVES
#define DEQUANTIZER_ADDS_NEIGHBOURS (HWY_ARCH_X86 && HWY_TARGET != HWY_EMU128)
#define DEQUANTIZER_ADDS_HALVES (HWY_ARCH_ARM && HWY_TARGET != HWY_EMU128)

// Sums of products in the processor's own layout, in one vector or two.
struct ProductSums
{
    hn::Vec<Integers> even, odd;

    HWY_INLINE ProductSums() : even(hn::Zero(Integers())), odd(hn::Zero(Integers())) {}

    HWY_INLINE void add(hn::Vec<Shorts> a, hn::Vec<Shorts> b)
    {
        even = hn::ReorderWidenMulAccumulate(Integers(), a, b, even, odd);
    }

    // In each lane the sum of two neighbours.
    [[nodiscard]] HWY_INLINE hn::Vec<Integers> ofNeighbours() const { return hn::RearrangeToOddPlusEven(even, odd); }
};

// The products of the rows of a block with one 16-bit signal per channel, [channels][8]. The integer sums are exact,
// and each is rounded to float once, so their order, which depends on the instruction set, does not matter.
template <std::size_t channels>
HWY_INLINE void multiply(const FixedPointArrays& arrays, const std::int16_t* HWY_RESTRICT K,
                         const std::int16_t* HWY_RESTRICT signal, float* HWY_RESTRICT products)
{
    const Integers i;
    const Shorts s;
    const FourFloats four;
    const FourIntegers fourIntegers;
    const std::size_t columns = arrays.columns;
    // Sums of more than 32 bits as upper * 2^16 + lower, four rows per vector.
    hn::Vec<FourIntegers> upper[channels][blockRows / 4], lower[channels][blockRows / 4];
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t fourRows = 0; fourRows < blockRows / 4; ++fourRows)
            upper[c][fourRows] = lower[c][fourRows] = hn::Zero(fourIntegers);
    for (std::size_t begin = 0; begin < columns; begin += arrays.columnsOfRun)
    {
        const std::size_t end = HWY_MIN(begin + arrays.columnsOfRun, columns);
        ProductSums sum[channels][blockRows];
        for (std::size_t column = begin; column < end; column += shortLanes)
        {
            hn::Vec<Shorts> samples[channels];
            for (std::size_t c = 0; c < channels; ++c)
                samples[c] = hn::Load(s, signal + c * columns + column);
            for (std::size_t r = 0; r < blockRows; ++r)
            {
                const auto coefficients = hn::Load(s, K + column * blockRows + r * shortLanes);
                for (std::size_t c = 0; c < channels; ++c)
                    sum[c][r].add(coefficients, samples[c]);
            }
        }
        const auto lowerBits = hn::Set(i, 0xffff);
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t fourRows = 0; fourRows < blockRows / 4; ++fourRows)
            {
                hn::Vec<Integers> t[4];
                for (std::size_t row = 0; row < 4; ++row)
                    t[row] = sum[c][4 * fourRows + row].ofNeighbours();
                upper[c][fourRows] =
                    hn::Add(upper[c][fourRows], sums(i, hn::ShiftRight<16>(t[0]), hn::ShiftRight<16>(t[1]),
                                                     hn::ShiftRight<16>(t[2]), hn::ShiftRight<16>(t[3])));
                lower[c][fourRows] =
                    hn::Add(lower[c][fourRows], sums(i, hn::And(t[0], lowerBits), hn::And(t[1], lowerBits),
                                                     hn::And(t[2], lowerBits), hn::And(t[3], lowerBits)));
            }
    }

    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t fourRows = 0; fourRows < blockRows / 4; ++fourRows)
        {
            // The lower part keeps 16 bits. Both parts are then exact in float, and their sum is rounded once.
            const auto carried = hn::Add(upper[c][fourRows], hn::ShiftRight<16>(lower[c][fourRows]));
            const auto rest = hn::And(lower[c][fourRows], hn::Set(fourIntegers, 0xffff));
            const auto product =
                hn::Add(hn::Mul(hn::ConvertTo(four, carried), hn::Set(four, 65536.0f)), hn::ConvertTo(four, rest));
            hn::Store(product, four, products + c * blockRows + 4 * fourRows);
        }
}

// The dual values of a block as factors for its rows, two rows at a time.
template <std::size_t channels>
class DualPairs
{
public:
    HWY_INLINE explicit DualPairs(const std::int16_t (&values)[channels][blockRows])
    {
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t r = 0; r < blockRows; r += rowsOfVector)
            {
#if DEQUANTIZER_ADDS_HALVES
                psi[c][r] = hn::Set(Shorts(), values[c][r]);
#else
                // The values of two rows are interleaved, as the rows will be.
                std::int32_t both = 0;
                hwy::CopyBytes<sizeof both>(values[c] + r, &both);
                psi[c][r / rowsOfVector] = hn::BitCast(Shorts(), hn::Set(Integers(), both));
#endif
            }
    }

    // Adds the share of two rows of K^T psi for as many columns as a vector of 16-bit integers holds.
    HWY_INLINE void addShare(std::size_t pair, hn::Vec<Shorts> first, hn::Vec<Shorts> second,
                             hn::Vec<Integers> (&lower)[channels], hn::Vec<Integers> (&upper)[channels]) const
    {
#if DEQUANTIZER_ADDS_HALVES
        // The products of the lower and the upper half already go to two separate sums.
        for (std::size_t c = 0; c < channels; ++c)
        {
            lower[c] = hn::ReorderWidenMulAccumulate(Integers(), first, psi[c][2 * pair], lower[c], upper[c]);
            lower[c] = hn::ReorderWidenMulAccumulate(Integers(), second, psi[c][2 * pair + 1], lower[c], upper[c]);
        }
#else
        const auto lowerRows = hn::InterleaveLower(Shorts(), first, second);
        const auto upperRows = hn::InterleaveUpper(Shorts(), first, second);
        for (std::size_t c = 0; c < channels; ++c)
        {
            lower[c] = addNeighbours(lowerRows, psi[c][pair], lower[c]);
            upper[c] = addNeighbours(upperRows, psi[c][pair], upper[c]);
        }
#endif
    }

private:
#if DEQUANTIZER_ADDS_HALVES
    static constexpr std::size_t rowsOfVector = 1;
#else
    static constexpr std::size_t rowsOfVector = 2;

    static HWY_INLINE hn::Vec<Integers> addNeighbours(hn::Vec<Shorts> a, hn::Vec<Shorts> b, hn::Vec<Integers> sum)
    {
#if DEQUANTIZER_ADDS_NEIGHBOURS
        auto untouched = hn::Zero(Integers());
        return hn::ReorderWidenMulAccumulate(Integers(), a, b, sum, untouched);
#else
        ProductSums products;
        products.add(a, b);
        return hn::Add(sum, products.ofNeighbours());
#endif
    }
#endif

    hn::Vec<Shorts> psi[channels][blockRows / rowsOfVector];
};

#endif

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
