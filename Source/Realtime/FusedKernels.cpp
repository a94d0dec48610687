#include "Realtime/FusedKernels.h"

// Arrays of vectors, which keep a block's sums in registers, need a vector length that the compiler knows.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Realtime/FusedKernels.cpp"
#include <hwy/foreach_target.h>

#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;
using FourFloats = hn::CappedTag<float, 4>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());
constexpr std::size_t blockRows = FusedKernels::rowsPerBlock;

// Sums that are finished together: four, or one on a processor that Highway has no vectors for.
constexpr std::size_t rowsTogether = hn::MaxLanes(FourFloats());

// How many rows of two channels fit into the registers: a sum or a dual value for each row and channel.
constexpr std::size_t rowsOfTwoChannels = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64 ? 8 : 4;

#if HWY_TARGET == HWY_SCALAR
HWY_INLINE Vector sums(const Vector* v)
{
    return v[0];
}
#else
template <typename Tag>
HWY_INLINE hn::Vec<FourFloats> addQuarters(Tag tag, hn::Vec<Tag> v)
{
    if constexpr (hn::MaxLanes(Tag()) == 4)
        return v;
    else
    {
        const hn::Half<Tag> half;
        return addQuarters(half, hn::Add(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
    }
}

// The four sums of the lanes of four vectors. The order of the additions is the same for each of them.
HWY_INLINE hn::Vec<FourFloats> sums(const Vector* v)
{
    const Floats f;
    const hn::Repartition<double, Floats> pairs;
    const auto first = hn::Add(hn::InterleaveLower(f, v[0], v[1]), hn::InterleaveUpper(f, v[0], v[1]));
    const auto second = hn::Add(hn::InterleaveLower(f, v[2], v[3]), hn::InterleaveUpper(f, v[2], v[3]));
    const auto lower = hn::InterleaveLower(pairs, hn::BitCast(pairs, first), hn::BitCast(pairs, second));
    const auto upper = hn::InterleaveUpper(pairs, hn::BitCast(pairs, first), hn::BitCast(pairs, second));
    return addQuarters(f, hn::Add(hn::BitCast(f, lower), hn::BitCast(f, upper)));
}
#endif

// Written so that a NaN (an overflow inside the iteration) becomes the lower limit: the output stays in its cell.
template <typename Tag>
HWY_INLINE hn::Vec<Tag> limit(Tag, hn::Vec<Tag> v, hn::Vec<Tag> low, hn::Vec<Tag> high)
{
    return hn::Min(hn::IfThenElse(hn::Gt(v, low), v, low), high);
}

// One visit to `rows` rows of a block for `channels` channels. `rowsBegin` is the first of these rows in the block's
// first group of columns. A row comes from the second-level cache for its products with ybar, and from the first-level
// cache for its share of the adjoint; `next` is what to fetch meanwhile.
template <std::size_t rows, std::size_t channels>
HWY_INLINE void visit(const float* HWY_RESTRICT rowsBegin, const float* next, const FusedArrays& arrays,
                      std::size_t channel, std::size_t row)
{
    static_assert(rows % rowsTogether == 0);
    const Floats f;
    const FourFloats four;
    const std::size_t columns = arrays.columns;
    const std::size_t allRows = arrays.blocks * blockRows;
    const float* HWY_RESTRICT extrapolated = arrays.extrapolated + channel * columns;
    float* HWY_RESTRICT adjoint = arrays.adjoint + channel * columns;
    float* HWY_RESTRICT dual = arrays.dual + channel * allRows + row;

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

    Vector psi[channels][rows];
    const auto sigma = hn::Set(four, arrays.sigma);
    const auto one = hn::Set(four, 1.0f);
    for (std::size_t c = 0; c < channels; ++c)
    {
        for (std::size_t r = 0; r < rows; r += rowsTogether)
        {
            float* const values = dual + c * allRows + r;
            const auto z = hn::MulAdd(sigma, sums(products[c] + r), hn::Load(four, values));
            hn::Store(limit(four, z, hn::Neg(one), one), four, values);
        }
        for (std::size_t r = 0; r < rows; ++r)
            psi[c][r] = hn::Set(f, dual[c * allRows + r]);
    }

    for (std::size_t column = 0; column < columns; column += lanes)
    {
        const float* HWY_RESTRICT K = rowsBegin + column * blockRows;
        Vector sum[channels];
        for (std::size_t c = 0; c < channels; ++c)
            sum[c] = hn::Load(f, adjoint + c * columns + column);
        for (std::size_t r = 0; r < rows; ++r)
        {
            if constexpr (channels == 1)
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

void visitBlocks(const FusedArrays& arrays, std::size_t begin, std::size_t end) noexcept
{
    const std::size_t blockSize = arrays.columns * blockRows;
    for (std::size_t block = begin; block < end; ++block)
    {
        const float* const K = arrays.blockedRows + block * blockSize;
        const float* const next = block + 1 < arrays.blocks ? K + blockSize : arrays.blockedRows;
        const std::size_t row = block * blockRows;
        std::size_t channel = 0;
        // More channels than two at a time need more registers than there are; the block stays in the first-level
        // cache.
        for (; channel + 2 <= arrays.channels; channel += 2)
            for (std::size_t r = 0; r < blockRows; r += rowsOfTwoChannels)
                visit<rowsOfTwoChannels, 2>(K + r * lanes, next, arrays, channel, row + r);
        if (channel < arrays.channels)
            visit<blockRows, 1>(K, next, arrays, channel, row);
    }
}

void updatePrimal(const FusedArrays& arrays) noexcept
{
    const Floats f;
    const auto tau = hn::Set(f, arrays.tau);
    const auto theta = hn::Set(f, arrays.theta);
    for (std::size_t i = 0; i < arrays.channels * arrays.columns; i += lanes)
    {
        const auto before = hn::Load(f, arrays.primal + i);
        const auto z = hn::NegMulAdd(tau, hn::Load(f, arrays.adjoint + i), before);
        const auto after = limit(f, z, hn::Load(f, arrays.lower + i), hn::Load(f, arrays.upper + i));
        hn::Store(after, f, arrays.primal + i);
        hn::Store(hn::MulAdd(theta, hn::Sub(after, before), after), f, arrays.extrapolated + i);
        hn::Store(hn::Zero(f), f, arrays.adjoint + i);
    }
}

const FusedKernels* kernels()
{
    static const FusedKernels ofThisTarget{hwy::TargetName(HWY_TARGET), lanes, visitBlocks, updatePrimal};
    return &ofThisTarget;
}

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
    std::vector<const FusedKernels*> available;
    for (const auto target : hwy::SupportedAndGeneratedTargets())
    {
        hwy::SetSupportedTargetsForTest(target);
        available.push_back(&fusedKernels());
    }
    constexpr std::int64_t asDetected = 0;
    hwy::SetSupportedTargetsForTest(asDetected);
    return available;
}

} // namespace dequantizer
#endif
