// Pairs of rows i and n - i, which the separation of a real transform combines, one vector of them at a time. Highway
// includes this file once for each instruction set; the include guard changes with the target.
#if defined(DEQUANTIZER_REALTIME_FOURIER_PAIRS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DEQUANTIZER_REALTIME_FOURIER_PAIRS_INL_H
#undef DEQUANTIZER_REALTIME_FOURIER_PAIRS_INL_H
#else
#define DEQUANTIZER_REALTIME_FOURIER_PAIRS_INL_H
#endif

#include "Realtime/BlockSums-inl.h"
#include "Realtime/FourierKernels.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dequantizer::HWY_NAMESPACE
{

using FloatVector = hn::Vec<Floats>;

// One complex value per lane. Always initialise all members of this and of Pair: GCC 12 compiles an implicit default
// constructor without the instruction set, and then refuses to inline that of a NEON vector.
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
    FloatVector lowerReal, lowerImaginary, upperReal, upperImaginary;
    hn::LoadInterleaved2(f, arrays.spectrum + 2 * i, lowerReal, lowerImaginary);
    hn::LoadInterleaved2(f, arrays.spectrum + 2 * (arrays.n - i - hn::MaxLanes(f) + 1), upperReal, upperImaginary);
    return {{lowerReal, lowerImaginary}, {hn::Reverse(f, upperReal), hn::Reverse(f, upperImaginary)}};
}

HWY_INLINE void storeSpectrum(const Pair& Z, const FourierArrays& arrays, std::size_t i)
{
    const Floats f;
    hn::StoreInterleaved2(Z.lower.real, Z.lower.imaginary, f, arrays.spectrum + 2 * i);
    hn::StoreInterleaved2(hn::Reverse(f, Z.upper.real), hn::Reverse(f, Z.upper.imaginary), f,
                          arrays.spectrum + 2 * (arrays.n - i - hn::MaxLanes(f) + 1));
}

// Twice the transform of the samples, from that of their pairs, as in WindowedFourier::separate().
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

// The input of a backward transform that gives pairs of samples, as in WindowedFourier::synthesise().
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

// The values of a transform of n values at 0 and n are the same; the loops read both.
HWY_INLINE void wrapSpectrum(const FourierArrays& arrays)
{
    arrays.spectrum[2 * arrays.n] = arrays.spectrum[0];
    arrays.spectrum[2 * arrays.n + 1] = arrays.spectrum[1];
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

} // namespace dequantizer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
