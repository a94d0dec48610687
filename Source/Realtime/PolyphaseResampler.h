#pragma once

#include "Realtime/RateRatio.h"

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// A low-pass filter: a Kaiser-windowed sinc.
struct LowPass
{
    double cutoff;    ///< the -6 dB frequency, as a fraction of the lower rate's band, 0 < cutoff <= 1
    double crossings; ///< zero crossings of the sinc on each side
    double beta;      ///< the shape of the Kaiser window, see kaiserSinc()
};

/// Resamples a stream of several channels by a rational ratio. Output sample j lies at the time of input sample j P / Q
/// and never drifts, since positions are whole numbers that do not grow.
///
/// Push input samples and pull output samples in portions of any length; the output does not depend on their sizes. The
/// constructor allocates. After it no member function allocates, locks, throws or makes a system call.
class PolyphaseResampler
{
public:
    struct Layout
    {
        int channels = 1;     ///< >= 1
        int firstInput = 0;   ///< the index of the first sample pushed; all samples before it are silent
        int firstOutput = 0;  ///< the index of the first sample pulled
        int longestStore = 0; ///< the maximum number of samples pushed between calls that pull all available samples
    };

    /// `ratio` is P / Q, the input rate to the output rate.
    PolyphaseResampler(RateRatio ratio, const LowPass& lowPass, const Layout& layout);

    /// The number of input samples on each side of an output sample that contribute to it. An output at input time t is
    /// available once input sample floor(t) + reach has been pushed.
    [[nodiscard]] static int reach(RateRatio ratio, const LowPass& lowPass) noexcept;

    /// Clears all audio and restarts at the first input and output of the layout.
    void reset() noexcept;

    /// Reads `samples` >= 0 samples of each channel.
    void push(const float* const* input, int samples) noexcept;

    /// The number of samples that can be pulled.
    [[nodiscard]] int available() const noexcept;

    /// Writes `samples` samples of each channel, 0 .. available().
    void pull(float* const* output, int samples) noexcept;

private:
    void discardUsed() noexcept;

    const RateRatio ratio;
    const int halfLength; // reach()
    const int silenceBefore;
    const int firstPhase;

    // [phase][2 halfLength]: the weights of the input samples around an output that lies phase / Q after one of them.
    std::vector<float> taps;

    // The samples from `position` on are still needed; the first 2 halfLength of them give the next output.
    std::vector<std::vector<float>> stored;
    int filled = 0;
    int position = 0;
    int phase = 0;
};

} // namespace dequantizer
