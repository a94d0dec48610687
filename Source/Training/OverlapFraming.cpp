#include "Training/OverlapFraming.h"

#include "Signal/Window.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace dequantizer
{

namespace
{
std::size_t position(Eigen::Index value)
{
    return static_cast<std::size_t>(value);
}
} // namespace

OverlapFraming::OverlapFraming(int length, int distance, int validFrames)
    : frameLength(length), hop(distance),
      // Sample s of a segment is covered by as many frames as in a continuous signal if n - hop <= s < F hop.
      framesInSegment(((validFrames + 1) * frameLength + hop - 1) / hop - 1), valid(validFrames * frameLength),
      window(overlapAddWindow(length, distance))
{
}

void OverlapFraming::cut(const Matrix<float>& segments, Matrix<float>& frames) const
{
    assert(segments.rows() == segmentLength());
    frames.resize(frameLength, segments.cols() * framesInSegment);
    for (Eigen::Index s = 0; s < segments.cols(); ++s)
        for (Eigen::Index f = 0; f < framesInSegment; ++f)
            frames.col(s * framesInSegment + f) = segments.col(s).segment(f * hop, frameLength);
}

void OverlapFraming::overlapAdd(const Matrix<float>& frames, Eigen::Index index, std::span<double> signal) const
{
    std::fill(signal.begin(), signal.end(), 0.0);
    for (Eigen::Index f = 0; f < framesInSegment; ++f)
    {
        const auto shift = f * hop - validBegin();
        const auto end = std::min(frameLength, valid - shift);
        for (auto i = std::max<Eigen::Index>(0, -shift); i < end; ++i)
            signal[position(shift + i)] +=
                static_cast<double>(window[position(i)] * frames(i, index * framesInSegment + f));
    }
}

void OverlapFraming::spreadDerivative(std::span<const double> derivative, Eigen::Index index, double scale,
                                      Matrix<float>& frames) const
{
    for (Eigen::Index f = 0; f < framesInSegment; ++f)
    {
        auto frame = frames.col(index * framesInSegment + f);
        frame.setZero();
        const auto shift = f * hop - validBegin();
        const auto end = std::min(frameLength, valid - shift);
        for (auto i = std::max<Eigen::Index>(0, -shift); i < end; ++i)
            frame(i) =
                static_cast<float>(scale * static_cast<double>(window[position(i)]) * derivative[position(shift + i)]);
    }
}

} // namespace dequantizer
