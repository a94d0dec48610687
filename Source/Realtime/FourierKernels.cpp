#include "Realtime/FourierKernels.h"

#include "Realtime/InstructionSets.h"

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Realtime/FourierKernels.cpp"
#include <hwy/foreach_target.h>

#include "Realtime/FourierBound-inl.h"
#include "Realtime/FourierPairs-inl.h"

#include <hwy/highway.h>

#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

constexpr std::size_t lanes = hn::MaxLanes(Floats());

void window(const FourierArrays& arrays, const float* extrapolated, float offset, float factor) noexcept
{
    const Floats f;
    const auto origin = hn::Set(f, offset);
    const auto scale = hn::Set(f, factor);
    for (std::size_t j = 0; j < arrays.n; j += lanes)
        hn::Store(
            hn::Mul(hn::Mul(hn::Sub(hn::Load(f, extrapolated + j), origin), hn::Load(f, arrays.window + j)), scale), f,
            arrays.samples + j);
}

// Limits p, so that an overflow does not remain in the history.
HWY_INLINE FloatVector finitePower(ComplexVector u, FloatVector inverseNoise)
{
    const Floats f;
    const auto loud = hn::Set(f, 1e30f);
    const auto p = hn::Mul(hn::MulAdd(u.real, u.real, hn::Mul(u.imaginary, u.imaginary)), inverseNoise);
    return hn::IfThenElse(hn::Lt(p, loud), p, loud);
}

void analyse(const FourierArrays& arrays, float inverseNoise, std::size_t begin, std::size_t end) noexcept
{
    const Floats f;
    const auto scale = hn::Set(f, inverseNoise);
    if (begin == 0)
        wrapSpectrum(arrays);
    for (std::size_t i = begin; i < end; i += lanes)
    {
        const auto u = separate(arrays, loadSpectrum(arrays, i), i);
        store(u, arrays.analysed, i);
        hn::Store(finitePower(u.lower, scale), f, arrays.power + i);
        hn::StoreU(hn::Reverse(f, finitePower(u.upper, scale)), f, arrays.power + arrays.n - i - lanes + 1);
    }
    const std::size_t middle = arrays.n / 2;
    if (end == middle)
    {
        const float real = 2.0f * arrays.spectrum[2 * middle];
        const float imaginary = -2.0f * arrays.spectrum[2 * middle + 1];
        arrays.analysed.lowerReal[middle] = real;
        arrays.analysed.lowerImaginary[middle] = imaginary;
        arrays.power[middle] = hn::GetLane(finitePower({hn::Set(f, real), hn::Set(f, imaginary)}, scale));
    }
}

template <bool alreadyAnalysed>
HWY_INLINE Pair analysedRows(const FourierArrays& arrays, std::size_t i)
{
    if constexpr (alreadyAnalysed)
        return load(arrays.analysed, i);
    else
        return separate(arrays, loadSpectrum(arrays, i), i);
}

template <bool alreadyAnalysed>
HWY_INLINE void stepDualRows(const FourierArrays& arrays, float sigma, std::size_t begin, std::size_t end)
{
    const Floats f;
    const auto step = hn::Set(f, sigma);
    for (std::size_t i = begin; i < end; i += lanes)
    {
        const auto u = analysedRows<alreadyAnalysed>(arrays, i);
        auto psi = load(arrays.dual, i);
        psi.lower = move(psi.lower, step, u.lower, hn::Load(f, arrays.lowerBounds + i));
        psi.upper = move(psi.upper, step, u.upper, hn::Load(f, arrays.upperBounds + i));
        store(psi, arrays.dual, i);
        storeSpectrum(combine(arrays, psi, i), arrays, i);
    }
}

void stepDual(const FourierArrays& arrays, float sigma, bool analysed, std::size_t begin, std::size_t end) noexcept
{
    if (begin == 0 && !analysed)
        wrapSpectrum(arrays);
    if (analysed)
        stepDualRows<true>(arrays, sigma, begin, end);
    else
        stepDualRows<false>(arrays, sigma, begin, end);

    const std::size_t middle = arrays.n / 2;
    if (end == middle)
    {
        const Floats f;
        float* const Z = arrays.spectrum + 2 * middle;
        float* const real = arrays.dual.lowerReal + middle;
        float* const imaginary = arrays.dual.lowerImaginary + middle;
        const auto psi =
            move({hn::Set(f, *real), hn::Set(f, *imaginary)}, hn::Set(f, sigma),
                 {hn::Set(f, 2.0f * Z[0]), hn::Set(f, -2.0f * Z[1])}, hn::Set(f, arrays.lowerBounds[middle]));
        *real = hn::GetLane(psi.real);
        *imaginary = hn::GetLane(psi.imaginary);
        Z[0] = 2.0f * *real;
        Z[1] = -2.0f * *imaginary;
    }
}

void stepPrimal(const FourierArrays& arrays, float factor, float theta, float offset, float nextFactor) noexcept
{
    const Floats f;
    const auto origin = hn::Set(f, offset);
    const auto tau = hn::Set(f, factor);
    const auto momentum = hn::Set(f, theta);
    const auto next = hn::Set(f, nextFactor);
    for (std::size_t j = 0; j < arrays.n; j += lanes)
    {
        const auto h = hn::Load(f, arrays.window + j);
        const auto before = hn::Load(f, arrays.primal + j);
        const auto z = hn::NegMulAdd(hn::Mul(tau, h), hn::Load(f, arrays.synthesised + j), before);
        const auto after = limit(f, z, hn::Load(f, arrays.lower + j), hn::Load(f, arrays.upper + j));
        hn::Store(after, f, arrays.primal + j);
        const auto extrapolated = hn::MulAdd(momentum, hn::Sub(after, before), after);
        hn::Store(hn::Mul(hn::Sub(extrapolated, origin), hn::Mul(h, next)), f, arrays.samples + j);
    }
}

const FourierKernels* kernels()
{
    static const FourierKernels ofThisTarget{
        hwy::TargetName(HWY_TARGET), unitsTogether, lanes, window, analyse, listen, bound, stepDual, stepPrimal};
    return &ofThisTarget;
}

} // namespace
} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dequantizer
{

HWY_EXPORT(kernels);

const FourierKernels& fourierKernels()
{
    return *HWY_DYNAMIC_DISPATCH(kernels)();
}

std::vector<const FourierKernels*> availableFourierKernels()
{
    return kernelsOfAllInstructionSets<FourierKernels>([] { return &fourierKernels(); });
}

} // namespace dequantizer
#endif
