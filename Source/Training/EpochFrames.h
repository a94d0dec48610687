#pragma once

#include "Signal/Quantiser.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSettings.h"

#include <vector>

namespace dequantizer
{

/// Single non-overlapping frames, as in the training of Brauer & Lorenz (EUSIPCO 2023): every frame once per epoch, in
/// a new random order in each epoch. Each frame is a segment.
class EpochFrames final : public SegmentSource
{
public:
    /// `frames` are clean, [n, m] with m >= 1, and must outlive this object.
    EpochFrames(const TrainingSettings& settings, const Matrix<float>& frames);

    /// The number of minibatches in an epoch of `frames` frames. An incomplete last minibatch is omitted.
    [[nodiscard]] static long minibatchesPerEpoch(const TrainingSettings& settings, Eigen::Index frames) noexcept;

    [[nodiscard]] int groups() const noexcept override;
    void beginMinibatch(long step) override;
    void draw(int index, SegmentGroup& target) const override;

private:
    void shuffle(long epoch);

    const TrainingSettings settings;
    const Matrix<float>& frames;
    const Quantiser quantiser;
    const int batch;
    long shuffledEpoch = -1;
    std::size_t firstOfMinibatch = 0;
    std::vector<Eigen::Index> order;
};

} // namespace dequantizer
