#pragma once

#include "Algorithm/Matrix.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// Splits segments of audio into overlapping frames, so that the loss applies to the same kind of output as at
/// inference: the weighted average of all frames that cover a sample. Only the `validFrames` n samples in the middle of
/// a segment are valid: they are covered by as many frames as in a continuous signal. The loss ignores all others.
class OverlapFraming
{
public:
    /// Requires frameLength >= 1, 1 <= hop <= frameLength, validFrames >= 1.
    OverlapFraming(int frameLength, int hop, int validFrames);

    [[nodiscard]] Eigen::Index framesPerSegment() const noexcept { return framesInSegment; }
    [[nodiscard]] Eigen::Index segmentLength() const noexcept { return (framesInSegment - 1) * hop + frameLength; }
    [[nodiscard]] Eigen::Index validBegin() const noexcept { return frameLength - hop; }
    [[nodiscard]] Eigen::Index validLength() const noexcept { return valid; }

    /// Cuts segments [T, S] into the frames of all segments side by side, [n, S F].
    void cut(const Matrix<float>& segments, Matrix<float>& frames) const;

    /// Computes the valid samples of segment `index` from its frames in `frames`.
    void overlapAdd(const Matrix<float>& frames, Eigen::Index index, std::span<double> signal) const;

    /// The adjoint of overlapAdd(), multiplied by `scale`: converts the derivative with respect to the valid samples of
    /// segment `index` to the derivative with respect to its frames, and overwrites these in `frames`.
    void spreadDerivative(std::span<const double> derivative, Eigen::Index index, double scale,
                          Matrix<float>& frames) const;

private:
    Eigen::Index frameLength, hop, framesInSegment, valid;
    std::vector<float> window;
};

} // namespace dequantizer
