#include "Realtime/FourierWorkspace.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr std::size_t vectorPadding = 16; // the number of floats in the longest vector

std::complex<float>* complexOf(float* values)
{
    return reinterpret_cast<std::complex<float>*>(values);
}
} // namespace

FourierFrameState::FourierFrameState(std::size_t n)
    : half(n / 2 + vectorPadding), lower(zeros<float>(n)), upper(zeros<float>(n)), primal(zeros<float>(n)),
      samples(zeros<float>(2 * n)), dual(zeros<float>(4 * half)), bounds(zeros<float>(2 * half))
{
}

// NOLINTNEXTLINE(readability-make-member-function-const): it changes what the object owns.
void FourierFrameState::clearDual() noexcept
{
    std::fill_n(dual.get(), 4 * half, 0.0f);
}

FourierWorkspace::FourierWorkspace(const Vector<float>& frameWindow, double sampleRate, std::size_t units)
    : n(static_cast<std::size_t>(frameWindow.size())),
      inverseNoisePower(24.0f * static_cast<float>(n) / frameWindow.squaredNorm()), transform(static_cast<int>(n)),
      window(zeros<float>(n)), cosine(zeros<float>(n / 2)), sine(zeros<float>(n / 2)),
      spectrum(zeros<float>(2 * n + vectorPadding)), synthesised(zeros<float>(2 * n))
{
    assert(n >= 64 && n % 32 == 0);
    const std::size_t half = n / 2 + vectorPadding;
    const std::size_t layer = 2 * std::max(units, FourierNetwork::rowInputs) * vectorPadding;
    for (auto* array : {&frequency, &power, &triple, &around, &logPower, &logPowerFar})
        *array = rowOrder();
    analysed = zeros<float>(4 * half);
    layers = zeros<float>(3 * layer);

    std::copy_n(frameWindow.data(), n, window.get());
    for (std::size_t i = 0; i < n / 2; ++i)
    {
        const double angle = std::numbers::pi * static_cast<double>(i) / static_cast<double>(n);
        cosine[i] = static_cast<float>(std::cos(angle));
        sine[i] = static_cast<float>(std::sin(angle));
    }
    for (std::size_t i = 0; i <= n; ++i)
    {
        const double hertz = static_cast<double>(i) * sampleRate / (2.0 * static_cast<double>(n));
        rowZero(frequency)[i] = static_cast<float>(0.4 * std::log(1.0 + hertz / 100.0) - 1.0);
    }

    arrays.n = n;
    arrays.bandRows = BarkBandRows(n + 1, sampleRate / (2.0 * static_cast<double>(n)));
    arrays.window = window.get();
    arrays.cosine = cosine.get();
    arrays.sine = sine.get();
    arrays.frequency = rowZero(frequency);
    arrays.spectrum = spectrum.get();
    arrays.synthesised = synthesised.get();
    arrays.analysed = {analysed.get(), analysed.get() + half, analysed.get() + 2 * half, analysed.get() + 3 * half};
    arrays.power = rowZero(power);
    arrays.triple = rowZero(triple);
    arrays.around = rowZero(around);
    arrays.logPower = rowZero(logPower);
    arrays.logPowerFar = rowZero(logPowerFar);
    arrays.rowInputs = layers.get();
    arrays.firstLayer = layers.get() + layer;
    arrays.secondLayer = layers.get() + 2 * layer;
}

FourierArrays& FourierWorkspace::select(FourierFrameState& frame) noexcept
{
    float* const dual = frame.dual.get();
    arrays.samples = frame.samples.get();
    arrays.dual = {dual, dual + frame.half, dual + 2 * frame.half, dual + 3 * frame.half};
    arrays.lowerBounds = frame.bounds.get();
    arrays.upperBounds = frame.bounds.get() + frame.half;
    arrays.primal = frame.primal.get();
    arrays.lower = frame.lower.get();
    arrays.upper = frame.upper.get();
    return arrays;
}

void FourierWorkspace::forward() noexcept
{
    transform.forward(complexOf(arrays.samples), complexOf(spectrum.get()));
}

void FourierWorkspace::backward() noexcept
{
    transform.backward(complexOf(spectrum.get()), complexOf(synthesised.get()));
}

double FourierWorkspace::scale() const noexcept
{
    return 1.0 / std::sqrt(2.0 * static_cast<double>(n));
}

AlignedArray<float> FourierWorkspace::rowOrder() const
{
    return zeros<float>(roundUp(n + 1, vectorPadding) + 2 * margin);
}

} // namespace dequantizer
