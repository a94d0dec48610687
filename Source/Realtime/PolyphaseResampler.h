#pragma once

#include "Realtime/RateRatio.h"

#include <cstddef>
#include <vector>

namespace dequantizer
{

/// A low-pass filter: a sinc under a Kaiser window.
struct LowPass
{
    double cutoff;    ///< where it has -6 dB, as a part of the lower rate's band, 0 < cutoff <= 1
    double crossings; ///< zero crossings of the sinc a side
    double beta;      ///< of the Kaiser window, see kaiserSinc()
};

/// Changes the rate of a stream of some channels by a ratio of whole numbers: output sample j stands at the time of
/// input sample j P / Q, for ever, since positions are counted in whole numbers that never grow.
///
/// Input samples are pushed and output samples pulled, in portions of any length; what comes out depends on what went
/// in and on nothing else. The constructor allocates; after it no member function allocates, locks, throws or makes a
/// system call.
class PolyphaseResampler
{
public:
    struct Layout
    {
        int channels = 1;     ///< >= 1
        int firstInput = 0;   ///< the index of the first sample that will be pushed; all before it are silence
        int firstOutput = 0;  ///< the index of the first sample that will be pulled
        int longestStore = 0; ///< samples that will be pushed at most before all that are available are pulled
    };

    /// `ratio` is that of the input's rate to the output's, P / Q.
    PolyphaseResampler(RateRatio ratio, const LowPass& lowPass, const Layout& layout);

    /// Samples on each side of an output's place that it is made of: an output at input time t is available when input
    /// sample floor(t) + reach has been pushed.
    [[nodiscard]] static int reach(RateRatio ratio, const LowPass& lowPass) noexcept;

    /// Forgets all sound and begins at the layout's first input and output again.
    void reset() noexcept;

    /// Takes `samples` >= 0 samples of each channel.
    void push(const float* const* input, int samples) noexcept;

    /// Samples that may be pulled.
    [[nodiscard]] int available() const noexcept;

    /// Gives `samples` samples of each channel, 0 .. available().
    void pull(float* const* output, int samples) noexcept;

private:
    void discardUsed() noexcept;

    const RateRatio ratio;
    const int halfLength; // reach()
    const int silenceBefore;
    const int firstPhase;

    // [phase][2 halfLength]: the weights of the samples around an output that stands phase / Q after one.
    std::vector<float> taps;

    // The samples from `position` on are still needed: the next output is made of the first 2 halfLength of them.
    std::vector<std::vector<float>> stored;
    int filled = 0;
    int position = 0;
    int phase = 0;
};

} // namespace dequantizer
