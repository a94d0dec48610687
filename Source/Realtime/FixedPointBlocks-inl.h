// The steps of an iteration for a block of rows, for FixedPointKernels.cpp. Highway includes this file once for each
// instruction set; the include guard changes with the target.
#if defined(DEQUANTIZER_REALTIME_FIXED_POINT_BLOCKS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DEQUANTIZER_REALTIME_FIXED_POINT_BLOCKS_INL_H
#undef DEQUANTIZER_REALTIME_FIXED_POINT_BLOCKS_INL_H
#else
#define DEQUANTIZER_REALTIME_FIXED_POINT_BLOCKS_INL_H
#endif

#include "Realtime/BlockSums-inl.h"
#include "Realtime/FixedPointProducts-inl.h"

#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

#if HWY_TARGET != HWY_SCALAR

using FourShorts = hn::FixedTag<std::int16_t, 4>;

// Processing two channels at once needs a register for the sum of each of their rows.
constexpr bool twoChannelsFit = HWY_TARGET <= HWY_AVX3;

// Clips the dual values of the block, given in `z` as [channels][8], stores them and adds their share of K^T psi to the
// adjoint. The block is read from the L1 cache while the block `ahead` of it is prefetched.
template <std::size_t channels, std::size_t ahead>
HWY_INLINE void updateDual(const FixedPointArrays& arrays, std::size_t block, std::size_t channel,
                           const float* HWY_RESTRICT z)
{
    const std::size_t blockSize = arrays.columns * blockRows;
    const std::int16_t* HWY_RESTRICT K = arrays.blockedRows + block * blockSize;
    const std::int16_t* const next = arrays.blockedRows + (block + ahead) % arrays.blocks * blockSize;
    const Floats f;
    const Integers i;
    const Shorts s;
    const FourFloats four;
    const FourShorts fourShorts;
    const std::size_t columns = arrays.columns;
    const std::size_t allRows = arrays.blocks * blockRows;
    const auto one = hn::Set(four, 1.0f);

    alignas(16) std::int16_t weighted[channels][blockRows];
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t r = 0; r < blockRows; r += 4)
        {
            const auto psi = limit(four, hn::Load(four, z + c * blockRows + r), hn::Neg(one), one);
            hn::Store(psi, four, arrays.dual + (channel + c) * allRows + block * blockRows + r);
            const auto weight = hn::Load(four, arrays.dualWeight + block * blockRows + r);
            hn::Store(hn::DemoteTo(fourShorts, hn::NearestInt(hn::Mul(psi, weight))), fourShorts, weighted[c] + r);
        }
    DualPairs<channels> psi(weighted);

    const auto scale = hn::Set(f, arrays.blockScale[block]);
    float* HWY_RESTRICT adjoint = arrays.adjoint + channel * columns;
    for (std::size_t column = 0; column < columns; column += shortLanes)
    {
        hn::Vec<Integers> lower[channels], upper[channels];
        for (std::size_t c = 0; c < channels; ++c)
            lower[c] = upper[c] = hn::Zero(i);
        for (std::size_t pair = 0; pair < blockRows / 2; ++pair)
        {
            const std::int16_t* const rows = K + column * blockRows + 2 * pair * shortLanes;
            if constexpr (channels == 1)
            {
                constexpr std::size_t shortsOfCacheLine = 32;
                for (std::size_t line = 0; line < 2 * shortLanes; line += shortsOfCacheLine)
                    if ((2 * pair * shortLanes + line) % shortsOfCacheLine == 0)
                        hwy::Prefetch(next + column * blockRows + 2 * pair * shortLanes + line);
            }
            psi.addShare(pair, hn::Load(s, rows), hn::Load(s, rows + shortLanes), lower, upper);
        }
        for (std::size_t c = 0; c < channels; ++c)
        {
            float* const sum = adjoint + c * columns + column;
            hn::Store(hn::Add(hn::Mul(scale, hn::ConvertTo(f, lower[c])), hn::Load(f, sum)), f, sum);
            hn::Store(hn::Add(hn::Mul(scale, hn::ConvertTo(f, upper[c])), hn::Load(f, sum + lanes)), f, sum + lanes);
        }
    }
}

// z_D for the rows of a block, [channels][8]: the dual values before clipping.
template <std::size_t channels, bool first>
HWY_INLINE void dualArguments(const FixedPointArrays& arrays, std::size_t block, std::size_t channel,
                              float* HWY_RESTRICT products)
{
    const FourFloats four;
    const std::size_t columns = arrays.columns;
    const std::int16_t* const K = arrays.blockedRows + block * columns * blockRows;
    const std::size_t allRows = arrays.blocks * blockRows;

    alignas(64) float fine[channels * blockRows];
    multiply<channels>(arrays, K, (first ? arrays.coarse : arrays.deviation) + channel * columns, products);
    if constexpr (first)
        multiply<channels>(arrays, K, arrays.fine + channel * columns, fine);
    for (std::size_t c = 0; c < channels; ++c)
    {
        const auto scale =
            hn::Set(four, arrays.sigma * (first ? arrays.coarseScale : arrays.deviationScale)[channel + c]);
        for (std::size_t r = 0; r < blockRows; r += 4)
        {
            const std::size_t row = (channel + c) * allRows + block * blockRows + r;
            float* const product = products + c * blockRows + r;
            const auto rowScale = hn::Mul(scale, hn::Load(four, arrays.rowScale + block * blockRows + r));
            auto z = hn::Load(four, product);
            if constexpr (first)
            {
                const auto remainder = hn::Load(four, fine + c * blockRows + r);
                const auto perFine = hn::Set(four, 1.0f / FixedPointKernels::finePerCoarse);
                z = hn::Mul(rowScale, hn::Add(z, hn::Mul(perFine, remainder)));
                hn::Store(z, four, arrays.analysed + row);
            }
            else
            {
                const auto before = hn::Add(hn::Load(four, arrays.dual + row), hn::Load(four, arrays.analysed + row));
                z = hn::Add(before, hn::Mul(rowScale, z));
            }
            hn::Store(z, four, product);
        }
    }
}

// All blocks for a single channel. The products of a block are computed before the adjoint of the previous block, so
// that the processor has independent work while it reduces the sums of a block to its dual values.
template <bool first>
HWY_INLINE void visitInterleaved(const FixedPointArrays& arrays, std::size_t begin, std::size_t end)
{
    alignas(64) float z[2][blockRows];
    dualArguments<1, first>(arrays, begin, 0, z[begin % 2]);
    for (std::size_t block = begin; block < end; ++block)
    {
        if (block + 1 < end)
            dualArguments<1, first>(arrays, block + 1, 0, z[(block + 1) % 2]);
        updateDual<1, 2>(arrays, block, 0, z[block % 2]);
    }
}

template <std::size_t channels, bool first>
HWY_INLINE void visit(const FixedPointArrays& arrays, std::size_t block, std::size_t channel)
{
    alignas(64) float z[channels * blockRows];
    dualArguments<channels, first>(arrays, block, channel, z);
    updateDual<channels, 1>(arrays, block, channel, z);
}

template <bool first>
HWY_INLINE void visitAll(const FixedPointArrays& arrays, std::size_t begin, std::size_t end)
{
    // Waiting for the sums costs more with wider vectors; with shorter ones this order gains nothing.
    if constexpr (HWY_TARGET <= HWY_AVX3)
    {
        constexpr std::size_t longRow =
            512; // 8 KB per block, so that two blocks and the other data fit in the L1 cache
        if (arrays.channels == 1 && arrays.columns <= longRow && begin < end)
        {
            visitInterleaved<first>(arrays, begin, end);
            return;
        }
    }
    for (std::size_t block = begin; block < end; ++block)
    {
        // The block stays in the L1 cache for all channels.
        std::size_t channel = 0;
        if constexpr (twoChannelsFit)
            for (; channel + 2 <= arrays.channels; channel += 2)
                visit<2, first>(arrays, block, channel);
        for (; channel < arrays.channels; ++channel)
            visit<1, first>(arrays, block, channel);
    }
}

#endif

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
