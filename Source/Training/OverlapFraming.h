#pragma once

#include "Algorithm/Matrix.h"

#include <span>
#include <vector>

namespace dequantizer
{

/// Segments of sound as overlapping frames, so that a loss sees what the listener hears: the weighted average of all
/// frames that cover a sample. A segment has as many frames as it takes for `validFrames` n samples in its middle to be
/// covered by every frame that will cover them in use; only these samples are valid, and the loss sees no others.
class OverlapFraming
{
public:
    /// Requires frameLength >= 1, 1 <= hop <= frameLength, validFrames >= 1.
    OverlapFraming(int frameLength, int hop, int validFrames);

    [[nodiscard]] Eigen::Index framesPerSegment() const noexcept { return framesInSegment; }
    [[nodiscard]] Eigen::Index segmentLength() const noexcept { return (framesInSegment - 1) * hop + frameLength; }
    [[nodiscard]] Eigen::Index validBegin() const noexcept { return frameLength - hop; }
    [[nodiscard]] Eigen::Index validLength() const noexcept { return valid; }

    /// The frames of all segments side by side, [n, S F], from segments [T, S].
    void cut(const Matrix<float>& segments, Matrix<float>& frames) const;

    /// The valid samples of segment `index`, from its frames in `frames`.
    void overlapAdd(const Matrix<float>& frames, Eigen::Index index, std::span<double> signal) const;

    /// The adjoint of overlapAdd(), multiplied by `scale`: from the derivative with respect to the valid samples of
    /// segment `index` to that with respect to its frames, which are overwritten in `frames`.
    void spreadDerivative(std::span<const double> derivative, Eigen::Index index, double scale,
                          Matrix<float>& frames) const;

private:
    Eigen::Index frameLength, hop, framesInSegment, valid;
    std::vector<float> window;
};

} // namespace dequantizer
