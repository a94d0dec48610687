#pragma once

#include "Operator/ComplexTransform.h"
#include "Plugin/Metering/SoundFeed.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// The power spectra of the input, of the restored signal and of what was removed in one frame, by one windowed Fourier
/// transform.
class FrameSpectra
{
public:
    /// `length` >= 2 is the length of a frame in samples; even.
    explicit FrameSpectra(int length);

    [[nodiscard]] int length() const noexcept { return transform.size(); }

    /// The number of frequencies, 0 .. half of the sample rate.
    [[nodiscard]] std::size_t bins() const noexcept { return ofInput.size(); }

    /// Analyses a frame of length() samples.
    void analyse(std::span<const ScopeSample> frame);

    /// Power by frequency, 1 for a sine at full scale.
    [[nodiscard]] std::span<const double> input() const noexcept { return ofInput; }
    [[nodiscard]] std::span<const double> restored() const noexcept { return ofRestored; }
    [[nodiscard]] std::span<const double> removed() const noexcept { return ofRemoved; }

private:
    ComplexTransform<double> transform;
    TransformBuffer<double> windowed, spectrum;
    std::vector<double> window;
    std::vector<double> ofInput, ofRestored, ofRemoved;
};

/// The maximum of a power spectrum between two frequencies, in dB; interpolated if they lie between two bins.
/// 0 <= `from` <= `to` in Hz, `sampleRate` > 0 in Hz.
[[nodiscard]] float decibelsBetween(std::span<const double> power, double from, double to, double sampleRate);

} // namespace dequantizer
