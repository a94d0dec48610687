#pragma once

#include "Operator/ComplexTransform.h"

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// The mean power spectrum of a sound that arrives in portions, over all channels, in bands of equal width on a
/// logarithmic scale.
class MeanSpectrum
{
public:
    /// `channels` >= 1, `sampleRate` > 0 in Hz.
    MeanSpectrum(int channels, double sampleRate);

    /// Analyses `samples` more samples of each channel.
    void process(const float* const* channels, std::size_t samples);

    /// The levels of the bands in dB relative to full scale, from lowest to highest frequency; not below `silence`.
    /// Samples after the last complete frame do not count, unless there is none.
    [[nodiscard]] std::vector<double> levels() const;

    static constexpr double silence = -150.0;
    static constexpr std::size_t bands = 64;
    static constexpr double lowestFrequency = 40.0; ///< Hz

private:
    static constexpr int frameLength = 2048;

    void analyse(const std::vector<float>& frame, std::vector<double>& sums) const;

    double sampleRate;
    ComplexTransform<float> transform;
    std::vector<float> window;
    std::vector<std::vector<float>> pending; // per channel
    std::vector<double> powers;              // of the bins, summed over the frames
    std::size_t frames = 0;
};

} // namespace dequantizer
