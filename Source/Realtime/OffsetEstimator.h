#pragma once

#include "Realtime/StreamTiming.h"

#include <span>

namespace dequantizer
{

/// Estimates the DC offset of a stream from the frames that cross several quantisation cells.
///
/// In silence, the samples of a recording stay on one level, up to half a cell away from the true value, and such a
/// frame does not show where in the cell that value lies. If the signal crosses several cells, the mean over a frame is
/// that of the true signal. The estimate is a weighted average of these means over about `memorySeconds`. Frames whose
/// halves have different means have less weight, because low frequencies or an onset change their mean, and so have
/// loud frames, because the waveform of a voice has a mean of its own. The average is reduced by its standard error, so
/// that random variation is not taken for an offset.
///
/// An edited sample may fade from its offset to digital zero, and the level then does not show how far it has come. So
/// while all samples stay on one level, an estimate above `maxHarmless` moves from the average to that level, where
/// restoration changes nothing. A smaller one is kept: the true value is then nearer to it than to the level, whether
/// the signal has faded or not.
///
/// No member function allocates.
class OffsetEstimator
{
public:
    static constexpr double memorySeconds = 20.0;

    /// A frame crosses several cells if its samples span at least this many quantisation steps.
    static constexpr float minSpan = 3.0f;

    /// An estimate up to this many quantisation steps is kept during silence.
    static constexpr float maxHarmless = 0.25f;

    /// The time constant with which a larger one is given up.
    static constexpr double fadeSeconds = 0.25;

    /// `frameLength` in samples, > 0.
    OffsetEstimator(int frameLength, const StreamTiming& timing) noexcept;

    /// Clears the estimate.
    void reset() noexcept { *this = OffsetEstimator(length, stream); }

    /// Processes the next frame, weighted by `window`. `delta` > 0 is the quantisation step, in the unit of the
    /// samples.
    void update(std::span<const float> frame, std::span<const float> window, float delta) noexcept;

    /// The offset in the unit of the samples; 0 while it is unknown.
    [[nodiscard]] float offset() const noexcept { return level + trust * (estimate - level); }

private:
    void addMean(std::span<const float> frame, std::span<const float> window, float delta) noexcept;

    int length;
    StreamTiming stream;
    double independence; // the share of an independent mean that each frame contributes
    double decay;        // of the sums, from frame to frame
    // Sums over the frames of weights w, of w m for their means m, and of w^2, w^2 m and w^2 m^2.
    double weights = 0.0, weightedMeans = 0.0, squares = 0.0, squaresMeans = 0.0, squaresSquares = 0.0;
    float estimate = 0.0f;
    float trust = 1.0f; // of the estimate, 0 .. 1, against
    float level = 0.0f; // the level on which the signal stays
};

} // namespace dequantizer
