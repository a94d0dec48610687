#include "Signal/Framing.h"

#include "Signal/Window.h"

namespace dequantizer
{

Matrix<float> cutFrames(std::span<const float> signal, int frameLength, int hop)
{
    const auto length = static_cast<Eigen::Index>(signal.size());
    const Eigen::Index count = length < frameLength ? 0 : (length - frameLength) / hop + 1;
    Matrix<float> frames(frameLength, count);
    for (Eigen::Index m = 0; m < count; ++m)
        frames.col(m) = Eigen::Map<const Vector<float>>(signal.data() + m * hop, frameLength);
    return frames;
}

std::vector<float> overlapAdd(const Matrix<float>& frames, int hop)
{
    if (frames.cols() == 0)
        return {};

    const auto frameLength = static_cast<int>(frames.rows());
    const auto weights = overlapAddWindow(frameLength, hop);
    const Eigen::Map<const Vector<float>> window(weights.data(), frameLength);
    std::vector<float> signal(static_cast<std::size_t>((frames.cols() - 1) * hop + frameLength), 0.0f);
    for (Eigen::Index m = 0; m < frames.cols(); ++m)
        Eigen::Map<Vector<float>>(signal.data() + m * hop, frameLength) += window.cwiseProduct(frames.col(m));
    return signal;
}

} // namespace dequantizer
