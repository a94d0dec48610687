#include "Realtime/FourierKernels.h"

// Arrays of vectors, which keep sums in registers, need a vector length known at compile time.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

// Highway compiles this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Realtime/FourierKernels.cpp"
#include <hwy/foreach_target.h>

#include "Realtime/FourierBound-inl.h"

#include <hwy/highway.h>

#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{
namespace
{

constexpr std::size_t lanes = hn::MaxLanes(Floats());

// One complex value per lane.
struct ComplexVector
{
    FloatVector real, imaginary;
};

// Rows i and n - i of K ybar, or of psi.
struct Pair
{
    ComplexVector lower, upper;
};

HWY_INLINE Pair load(const FourierArrays::Coefficients& from, std::size_t i)
{
    const Floats f;
    return {{hn::Load(f, from.lowerReal + i), hn::Load(f, from.lowerImaginary + i)},
            {hn::Load(f, from.upperReal + i), hn::Load(f, from.upperImaginary + i)}};
}

HWY_INLINE void store(const Pair& pair, const FourierArrays::Coefficients& to, std::size_t i)
{
    const Floats f;
    hn::Store(pair.lower.real, f, to.lowerReal + i);
    hn::Store(pair.lower.imaginary, f, to.lowerImaginary + i);
    hn::Store(pair.upper.real, f, to.upperReal + i);
    hn::Store(pair.upper.imaginary, f, to.upperImaginary + i);
}

// The values of `spectrum` at i and, in reverse order, at n - i.
HWY_INLINE Pair loadSpectrum(const FourierArrays& arrays, std::size_t i)
{
    const Floats f;
    Pair Z;
    hn::LoadInterleaved2(f, arrays.spectrum + 2 * i, Z.lower.real, Z.lower.imaginary);
    hn::LoadInterleaved2(f, arrays.spectrum + 2 * (arrays.n - i - lanes + 1), Z.upper.real, Z.upper.imaginary);
    Z.upper.real = hn::Reverse(f, Z.upper.real);
    Z.upper.imaginary = hn::Reverse(f, Z.upper.imaginary);
    return Z;
}

HWY_INLINE void storeSpectrum(const Pair& Z, const FourierArrays& arrays, std::size_t i)
{
    const Floats f;
    hn::StoreInterleaved2(Z.lower.real, Z.lower.imaginary, f, arrays.spectrum + 2 * i);
    hn::StoreInterleaved2(hn::Reverse(f, Z.upper.real), hn::Reverse(f, Z.upper.imaginary), f,
                          arrays.spectrum + 2 * (arrays.n - i - lanes + 1));
}

// Twice the transform of the samples, from the transform of their pairs, as in WindowedFourier::separate().
HWY_INLINE Pair separate(const FourierArrays& arrays, const Pair& Z, std::size_t i)
{
    const Floats f;
    const auto c = hn::Load(f, arrays.cosine + i);
    const auto s = hn::Load(f, arrays.sine + i);
    const auto evenReal = hn::Add(Z.lower.real, Z.upper.real);
    const auto evenImaginary = hn::Sub(Z.lower.imaginary, Z.upper.imaginary);
    const auto oddReal = hn::Add(Z.lower.imaginary, Z.upper.imaginary);
    const auto oddImaginary = hn::Sub(Z.upper.real, Z.lower.real);
    const auto turnedReal = hn::MulAdd(c, oddReal, hn::Mul(s, oddImaginary));
    const auto turnedImaginary = hn::MulSub(c, oddImaginary, hn::Mul(s, oddReal));
    return {{hn::Add(evenReal, turnedReal), hn::Add(evenImaginary, turnedImaginary)},
            {hn::Sub(evenReal, turnedReal), hn::Sub(turnedImaginary, evenImaginary)}};
}

// The input of the backward transform to pairs of samples, as in WindowedFourier::synthesise().
HWY_INLINE Pair combine(const FourierArrays& arrays, const Pair& psi, std::size_t i)
{
    const Floats f;
    const auto c = hn::Load(f, arrays.cosine + i);
    const auto s = hn::Load(f, arrays.sine + i);
    const auto evenReal = hn::Add(psi.lower.real, psi.upper.real);
    const auto evenImaginary = hn::Sub(psi.lower.imaginary, psi.upper.imaginary);
    const auto differenceReal = hn::Sub(psi.lower.real, psi.upper.real);
    const auto differenceImaginary = hn::Add(psi.lower.imaginary, psi.upper.imaginary);
    const auto oddReal = hn::MulSub(c, differenceReal, hn::Mul(s, differenceImaginary));
    const auto oddImaginary = hn::MulAdd(c, differenceImaginary, hn::Mul(s, differenceReal));
    return {{hn::Sub(evenReal, oddImaginary), hn::Add(evenImaginary, oddReal)},
            {hn::Add(evenReal, oddImaginary), hn::Sub(oddReal, evenImaginary)}};
}

// A transform of n values has the same value at 0 and n; the kernels read it from both positions.
HWY_INLINE void wrapSpectrum(const FourierArrays& arrays)
{
    arrays.spectrum[2 * arrays.n] = arrays.spectrum[0];
    arrays.spectrum[2 * arrays.n + 1] = arrays.spectrum[1];
}

void window(const FourierArrays& arrays, const float* extrapolated, float factor) noexcept
{
    const Floats f;
    const auto scale = hn::Set(f, factor);
    for (std::size_t j = 0; j < arrays.n; j += lanes)
        hn::Store(hn::Mul(hn::Mul(hn::Load(f, extrapolated + j), hn::Load(f, arrays.window + j)), scale), f,
                  arrays.samples + j);
}

// Limits p, so that an overflow counts as loud and does not stay in the history.
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

HWY_INLINE ComplexVector project(ComplexVector z, FloatVector bound)
{
    const Floats f;
    const auto square = hn::MulAdd(z.real, z.real, hn::Mul(z.imaginary, z.imaginary));
    const auto factor =
        hn::IfThenElse(hn::Gt(square, hn::Mul(bound, bound)), hn::Div(bound, hn::Sqrt(square)), hn::Set(f, 1.0f));
    return {hn::Mul(z.real, factor), hn::Mul(z.imaginary, factor)};
}

HWY_INLINE ComplexVector move(ComplexVector psi, FloatVector sigma, ComplexVector u, FloatVector bound)
{
    return project({hn::MulAdd(sigma, u.real, psi.real), hn::MulAdd(sigma, u.imaginary, psi.imaginary)}, bound);
}

template <bool alreadyAnalysed>
HWY_INLINE void stepDualRows(const FourierArrays& arrays, float sigma, std::size_t begin, std::size_t end)
{
    const Floats f;
    const auto step = hn::Set(f, sigma);
    for (std::size_t i = begin; i < end; i += lanes)
    {
        Pair u;
        if constexpr (alreadyAnalysed)
            u = load(arrays.analysed, i);
        else
            u = separate(arrays, loadSpectrum(arrays, i), i);
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

void stepPrimal(const FourierArrays& arrays, float factor, float theta, float nextFactor) noexcept
{
    const Floats f;
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
        hn::Store(hn::Mul(extrapolated, hn::Mul(h, next)), f, arrays.samples + j);
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
    std::vector<const FourierKernels*> available;
    for (const auto target : hwy::SupportedAndGeneratedTargets())
    {
        hwy::SetSupportedTargetsForTest(target);
        available.push_back(&fourierKernels());
    }
    constexpr std::int64_t asDetected = 0;
    hwy::SetSupportedTargetsForTest(asDetected);
    return available;
}

} // namespace dequantizer
#endif
