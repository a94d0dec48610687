// The features of a frame and the networks that predict its bounds. Highway includes this file once for each
// instruction set; the include guard changes with the target.
#if defined(DEQUANTIZER_REALTIME_FOURIER_BOUND_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DEQUANTIZER_REALTIME_FOURIER_BOUND_INL_H
#undef DEQUANTIZER_REALTIME_FOURIER_BOUND_INL_H
#else
#define DEQUANTIZER_REALTIME_FOURIER_BOUND_INL_H
#endif

#include "Realtime/FourierPairs-inl.h"

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{

// LG(v) = 0.3 ln(v + 0.05)
HWY_INLINE FloatVector logPower(FloatVector v)
{
    const Floats f;
    return hn::Mul(hn::Set(f, 0.3f), hn::Log(f, hn::Add(v, hn::Set(f, 0.05f))));
}

// Extends p beyond both ends by reflection.
HWY_INLINE void continuePower(float* power, std::size_t n)
{
    constexpr std::size_t reach = 16;
    for (std::size_t j = 1; j <= reach; ++j)
    {
        *(power - j) = power[j];
        power[n + j] = power[n - j];
    }
}

HWY_INLINE void continueLogPower(const FourierArrays& arrays)
{
    const std::size_t n = arrays.n;
    float* const near = arrays.logPower;
    float* const far = arrays.logPowerFar;
    *(near - 1) = near[1];
    near[n + 1] = near[n - 1];
    *(far - 1) = *(far - 2) = far[2];
    far[n + 1] = far[n + 2] = far[n - 2];
}

// The mean of p over the context. The current frame is the newest in the context.
HWY_INLINE void meanOverContext(const FourierArrays& arrays, std::size_t row)
{
    const Floats f;
    const auto now = hn::Load(f, arrays.power + row);
    auto sum = now;
    for (std::size_t i = 0; i < arrays.historySize; ++i)
        sum = hn::Add(sum, hn::Load(f, arrays.history[i] + row));
    const auto inverse = hn::Set(f, 1.0f / static_cast<float>(arrays.historySize + 1));
    hn::Store(hn::Mul(sum, inverse), f, arrays.around + row);
    if (arrays.newest != nullptr)
        hn::Store(now, f, arrays.newest + row);
}

// The sums of `values`, in row order, over the rows of each critical band.
HWY_INLINE std::array<float, barkBandCount> sumsOverBands(const BarkBandRows& bandRows, const float* values)
{
    const Floats f;
    constexpr std::size_t lanes = hn::MaxLanes(f);
    std::array<float, barkBandCount> sums{};
    for (std::size_t band = 0; band < barkBandCount; ++band)
    {
        std::size_t row = bandRows.begins[band];
        const std::size_t end = bandRows.begins[band + 1];
        auto sum = hn::Zero(f);
        for (; row + lanes <= end; row += lanes)
            sum = hn::Add(sum, hn::LoadU(f, values + row));
        sums[band] = hn::GetLane(hn::SumOfLanes(f, sum));
        for (; row < end; ++row)
            sums[band] += values[row];
    }
    return sums;
}

inline FourierSums listen(const FourierArrays& arrays) noexcept
{
    const Floats f;
    constexpr std::size_t lanes = hn::MaxLanes(f);
    const std::size_t n = arrays.n;
    continuePower(arrays.power, n);

    auto powerSum = hn::Zero(f);
    FloatVector logSum[2] = {hn::Zero(f), hn::Zero(f)}; // for the lower and the upper half
    for (std::size_t row = 0; row < n; row += lanes)
    {
        const auto p = hn::Load(f, arrays.power + row);
        const auto logarithm = logPower(p);
        hn::Store(logarithm, f, arrays.logPower + row);
        hn::Store(logarithm, f, arrays.logPowerFar + row);
        powerSum = hn::Add(powerSum, p);
        auto& half = logSum[row < n / 2 ? 0 : 1];
        half = hn::Add(half, logarithm);
        meanOverContext(arrays, row);
    }
    const float lastLog = hn::GetLane(logPower(hn::Load(f, arrays.power + n)));
    arrays.logPower[n] = arrays.logPowerFar[n] = lastLog;
    meanOverContext(arrays, n);
    continueLogPower(arrays);

    constexpr std::size_t reach = 16;
    for (float* row = arrays.triple - reach; row < arrays.triple + n + reach; row += lanes)
    {
        const float* const p = arrays.power + (row - arrays.triple);
        hn::Store(hn::Add(hn::Add(hn::LoadU(f, p - 1), hn::Load(f, p)), hn::LoadU(f, p + 1)), f, row);
    }

    const float lower = hn::GetLane(hn::SumOfLanes(f, logSum[0]));
    const float upper = hn::GetLane(hn::SumOfLanes(f, logSum[1])) + lastLog;
    return {hn::GetLane(hn::SumOfLanes(f, powerSum)) + arrays.power[n], lower + upper, upper,
            sumsOverBands(arrays.bandRows, arrays.power), sumsOverBands(arrays.bandRows, arrays.around)};
}

// The number of units of a layer that fit in registers, for two vectors of rows.
constexpr std::size_t unitsTogether = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64 ? 8 : 4;

// Copies the row inputs of one vector of rows to slot `half`, 0 or 1.
HWY_INLINE void gatherInputs(const FourierArrays& arrays, std::ptrdiff_t row, std::size_t half)
{
    const Floats f;
    constexpr std::size_t lanes = hn::MaxLanes(f);
    float* const inputs = arrays.rowInputs + half * lanes;
    const auto put = [&](std::size_t input, FloatVector v) { hn::Store(v, f, inputs + 2 * lanes * input); };
    const float* const near = arrays.logPower + row;
    const float* const far = arrays.logPowerFar + row;
    const float* const triple = arrays.triple + row;
    put(0, hn::LoadU(f, near));
    put(1, hn::LoadU(f, near - 1));
    put(2, hn::LoadU(f, near + 1));
    put(3, hn::LoadU(f, far - 2));
    put(4, hn::LoadU(f, far + 2));
    const auto nine = hn::Add(hn::Add(hn::LoadU(f, triple - 3), hn::LoadU(f, triple)), hn::LoadU(f, triple + 3));
    auto thirtyThree = nine;
    for (const int offset : {6, 9, 12, 15})
        thirtyThree = hn::Add(thirtyThree, hn::Add(hn::LoadU(f, triple - offset), hn::LoadU(f, triple + offset)));
    put(5, logPower(hn::Mul(nine, hn::Set(f, 1.0f / 9.0f))));
    put(6, logPower(hn::Mul(thirtyThree, hn::Set(f, 1.0f / 33.0f))));
    put(7, hn::LoadU(f, arrays.frequency + row));
    put(8, logPower(hn::LoadU(f, arrays.around + row)));
}

// outputs = relu(weights inputs + bias) for two vectors of rows, stored side by side for each input and unit.
HWY_INLINE void layer(const float* HWY_RESTRICT inputs, std::size_t inputCount, const float* HWY_RESTRICT weights,
                      const float* HWY_RESTRICT bias, std::size_t units, float* HWY_RESTRICT outputs)
{
    const Floats f;
    constexpr std::size_t lanes = hn::MaxLanes(f);
    for (std::size_t unit = 0; unit < units; unit += unitsTogether)
    {
        FloatVector sum[2][unitsTogether];
        for (std::size_t i = 0; i < unitsTogether; ++i)
            sum[0][i] = sum[1][i] = hn::Set(f, bias[unit + i]);
        const float* HWY_RESTRICT input = inputs;
        for (std::size_t j = 0; j < inputCount; ++j)
        {
            const auto one = hn::Load(f, input);
            const auto other = hn::Load(f, input + lanes);
            input += 2 * lanes;
            for (std::size_t i = 0; i < unitsTogether; ++i)
            {
                const auto weight = hn::Set(f, weights[i]);
                sum[0][i] = hn::MulAdd(weight, one, sum[0][i]);
                sum[1][i] = hn::MulAdd(weight, other, sum[1][i]);
            }
            weights += unitsTogether;
        }
        for (std::size_t i = 0; i < unitsTogether; ++i)
            for (std::size_t half = 0; half < 2; ++half)
                hn::Store(hn::Max(sum[half][i], hn::Zero(f)), f, outputs + (2 * (unit + i) + half) * lanes);
    }
}

// exp(clip(output, -6, 4)) / (1 + sqrt(mean of p over 3 rows))
HWY_INLINE FloatVector boundOf(const FourierArrays& arrays, std::ptrdiff_t row, FloatVector output)
{
    const Floats f;
    const auto mean = hn::Mul(hn::LoadU(f, arrays.triple + row), hn::Set(f, 1.0f / 3.0f));
    const auto clipped = limit(f, output, hn::Set(f, -6.0f), hn::Set(f, 4.0f));
    return hn::Div(hn::Exp(f, clipped), hn::Add(hn::Set(f, 1.0f), hn::Sqrt(mean)));
}

// The bounds of one vector of rows from `lowerRow` on and one from `upperRow` on.
HWY_INLINE void boundTwo(const FourierArrays& arrays, const FourierNetwork& network, const FourierBiases& biases,
                         std::ptrdiff_t lowerRow, std::ptrdiff_t upperRow, FloatVector& lower, FloatVector& upper)
{
    const Floats f;
    constexpr std::size_t lanes = hn::MaxLanes(f);
    gatherInputs(arrays, lowerRow, 0);
    gatherInputs(arrays, upperRow, 1);
    layer(arrays.rowInputs, FourierNetwork::rowInputs, network.first, biases.first, network.units, arrays.firstLayer);
    layer(arrays.firstLayer, network.units, network.second, biases.second, network.units, arrays.secondLayer);
    FloatVector sum[2] = {hn::Set(f, network.outputBias), hn::Set(f, network.outputBias)};
    for (std::size_t unit = 0; unit < network.units; ++unit)
        for (std::size_t half = 0; half < 2; ++half)
            sum[half] = hn::MulAdd(hn::Set(f, network.output[unit]),
                                   hn::Load(f, arrays.secondLayer + (2 * unit + half) * lanes), sum[half]);
    lower = boundOf(arrays, lowerRow, sum[0]);
    upper = boundOf(arrays, upperRow, sum[1]);
}

inline void bound(const FourierArrays& arrays, const FourierNetwork& network, const FourierBiases& biases,
                  std::size_t begin, std::size_t end) noexcept
{
    const Floats f;
    constexpr std::size_t lanes = hn::MaxLanes(f);
    FloatVector lower, upper;
    for (std::size_t i = begin; i < end; i += lanes)
    {
        const auto mirrored = static_cast<std::ptrdiff_t>(arrays.n - i - lanes + 1);
        boundTwo(arrays, network, biases, static_cast<std::ptrdiff_t>(i), mirrored, lower, upper);
        hn::Store(lower, f, arrays.lowerBounds + i);
        hn::Store(hn::Reverse(f, upper), f, arrays.upperBounds + i);
    }
    const std::size_t middle = arrays.n / 2;
    if (end == middle)
    {
        // Row n / 2 is its own mirror image. The other lanes of the vector lie beyond the half and are not used.
        const auto row = static_cast<std::ptrdiff_t>(middle);
        boundTwo(arrays, network, biases, row, row, lower, upper);
        hn::Store(lower, f, arrays.lowerBounds + middle);
    }
}

} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
