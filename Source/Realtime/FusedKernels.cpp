#include "Realtime/FusedKernels.h"

#include "Realtime/InstructionSets.h"

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Realtime/FusedKernels.cpp"
#include <hwy/foreach_target.h>

#include "Realtime/BlockSums-inl.h"

#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

using Vector = hn::Vec<Floats>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());
constexpr std::size_t blockRows = FusedKernels::rowsPerBlock;

// The number of sums that are reduced together: four, or one on a processor without vectors in Highway.
constexpr std::size_t rowsTogether = hn::MaxLanes(FourFloats());

// A sum or a dual value for each row of a block, for two channels, in registers.
constexpr bool twoChannelsFit = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64;

// The parts of an iteration that a pass over K computes.
enum class Pass
{
    whole,   // the analysis, the dual update and the adjoint
    analyse, // the analysis alone
    project  // the rest
};

// psi' = clip(psi + sigma (K ybar + c), -b, b) for `rowsTogether` rows of a channel from `row` on.
HWY_INLINE void updateDual(const FusedArrays& arrays, std::size_t channel, std::size_t row,
                           hn::Vec<FourFloats> analysed)
{
    const FourFloats four;
    const std::size_t place = channel * arrays.blocks * blockRows + row;
    const auto bound = hn::Load(four, arrays.bounds + place);
    const auto z = hn::MulAdd(hn::Set(four, arrays.sigma[channel]), analysed, hn::Load(four, arrays.dual + place));
    hn::Store(limit(four, z, hn::Neg(bound), bound), four, arrays.dual + place);
}

// Processes `rows` rows of a block for `channels` channels. `rowsBegin` points to the first of these rows in the first
// group of columns of the block. A row is read from the L2 cache for its products with ybar, and from the L1 cache for
// its share of the adjoint. `next` is prefetched meanwhile.
template <Pass pass, std::size_t rows, std::size_t channels, bool prefetch>
HWY_INLINE void visit(const float* HWY_RESTRICT rowsBegin, [[maybe_unused]] const float* next,
                      const FusedArrays& arrays, std::size_t channel, std::size_t row)
{
    static_assert(rows % rowsTogether == 0);
    const Floats f;
    const FourFloats four;
    const std::size_t columns = arrays.columns;
    const std::size_t allRows = arrays.blocks * blockRows;
    const float* HWY_RESTRICT extrapolated = arrays.extrapolated + channel * columns;
    float* HWY_RESTRICT adjoint = arrays.adjoint + channel * columns;

    if constexpr (pass != Pass::project)
    {
        Vector products[channels][rows];
        for (auto& ofChannel : products)
            for (auto& product : ofChannel)
                product = hn::Zero(f);
        for (std::size_t column = 0; column < columns; column += lanes)
        {
            const float* HWY_RESTRICT K = rowsBegin + column * blockRows;
            Vector y[channels];
            for (std::size_t c = 0; c < channels; ++c)
                y[c] = hn::Load(f, extrapolated + c * columns + column);
            for (std::size_t r = 0; r < rows; ++r)
            {
                const auto coefficients = hn::Load(f, K + r * lanes);
                for (std::size_t c = 0; c < channels; ++c)
                    products[c][r] = hn::MulAdd(coefficients, y[c], products[c][r]);
            }
        }
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t r = 0; r < rows; r += rowsTogether)
            {
                const std::size_t place = (channel + c) * allRows + row + r;
                const auto analysed = hn::Add(sums(products[c] + r), hn::Load(four, arrays.bias + place));
                if constexpr (pass == Pass::analyse)
                    hn::Store(analysed, four, arrays.analysed + place);
                else
                    updateDual(arrays, channel + c, row + r, analysed);
            }
        if constexpr (pass == Pass::analyse)
            return;
    }
    else
    {
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t r = 0; r < rows; r += rowsTogether)
                updateDual(arrays, channel + c, row + r,
                           hn::Load(four, arrays.analysed + (channel + c) * allRows + row + r));
    }

    Vector psi[channels][rows];
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t r = 0; r < rows; ++r)
            psi[c][r] = hn::Set(f, arrays.dual[(channel + c) * allRows + row + r]);

    for (std::size_t column = 0; column < columns; column += lanes)
    {
        const float* HWY_RESTRICT K = rowsBegin + column * blockRows;
        Vector sum[channels];
        for (std::size_t c = 0; c < channels; ++c)
            sum[c] = hn::Load(f, adjoint + c * columns + column);
        for (std::size_t r = 0; r < rows; ++r)
        {
            if constexpr (prefetch)
            {
                constexpr std::size_t floatsOfCacheLine = 16;
                if (r * lanes % floatsOfCacheLine == 0)
                    hwy::Prefetch(next + column * blockRows + r * lanes);
            }
            const auto coefficients = hn::Load(f, K + r * lanes);
            for (std::size_t c = 0; c < channels; ++c)
                sum[c] = hn::MulAdd(coefficients, psi[c][r], sum[c]);
        }
        for (std::size_t c = 0; c < channels; ++c)
            hn::Store(sum[c], f, adjoint + c * columns + column);
    }
}

// Processes half a block at a time, for blocks that would not fit in the L1 cache with the other data, and for
// processors without enough registers for a whole block and two channels.
template <Pass pass, std::size_t channels>
HWY_INLINE void visitHalves(const float* K, const FusedArrays& arrays, std::size_t channel, std::size_t row)
{
    constexpr std::size_t half = blockRows / 2;
    visit<pass, half, channels, false>(K, nullptr, arrays, channel, row);
    visit<pass, half, channels, false>(K + half * lanes, nullptr, arrays, channel, row + half);
}

template <Pass pass>
void passOver(const FusedArrays& arrays, std::size_t begin, std::size_t end) noexcept
{
    constexpr std::size_t longRow = 512; // 16 KB per block, half of most L1 caches
    const bool whole = arrays.columns <= longRow;
    const std::size_t blockSize = arrays.columns * blockRows;
    for (std::size_t block = begin; block < end; ++block)
    {
        const float* const K = arrays.blockedRows + block * blockSize;
        const float* const next = block + 1 < arrays.blocks ? K + blockSize : arrays.blockedRows;
        const std::size_t row = block * blockRows;
        std::size_t channel = 0;
        // More than two channels at once would need too many registers.
        for (; channel + 2 <= arrays.channels; channel += 2)
            if (twoChannelsFit && whole)
                visit<pass, blockRows, 2, false>(K, next, arrays, channel, row);
            else
                visitHalves<pass, 2>(K, arrays, channel, row);
        if (channel < arrays.channels)
        {
            if (whole)
                visit<pass, blockRows, 1, true>(K, next, arrays, channel, row);
            else
                visitHalves<pass, 1>(K, arrays, channel, row);
        }
    }
}

void updatePrimal(const FusedArrays& arrays) noexcept
{
    const Floats f;
    const auto theta = hn::Set(f, arrays.theta);
    for (std::size_t channel = 0; channel < arrays.channels; ++channel)
    {
        const auto tau = hn::Set(f, arrays.tau[channel]);
        for (std::size_t i = channel * arrays.columns; i < (channel + 1) * arrays.columns; i += lanes)
        {
            const auto before = hn::Load(f, arrays.primal + i);
            const auto z = hn::NegMulAdd(tau, hn::Load(f, arrays.adjoint + i), before);
            const auto after = limit(f, z, hn::Load(f, arrays.lower + i), hn::Load(f, arrays.upper + i));
            hn::Store(after, f, arrays.primal + i);
            hn::Store(hn::MulAdd(theta, hn::Sub(after, before), after), f, arrays.extrapolated + i);
            hn::Store(hn::Zero(f), f, arrays.adjoint + i);
        }
    }
}

const FusedKernels* kernels()
{
    static const FusedKernels ofThisTarget{hwy::TargetName(HWY_TARGET), lanes,
                                           passOver<Pass::whole>,       passOver<Pass::analyse>,
                                           passOver<Pass::project>,     updatePrimal};
    return &ofThisTarget;
}

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dequantizer
{

HWY_EXPORT(kernels);

const FusedKernels& fusedKernels()
{
    return *HWY_DYNAMIC_DISPATCH(kernels)();
}

std::vector<const FusedKernels*> availableFusedKernels()
{
    return kernelsOfAllInstructionSets<FusedKernels>([] { return &fusedKernels(); });
}

} // namespace dequantizer
#endif
