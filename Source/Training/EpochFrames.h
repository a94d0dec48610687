#pragma once

#include "Signal/Quantiser.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSettings.h"

#include <vector>

namespace dequantizer
{

/// Single frames that do not overlap, as Brauer & Lorenz (EUSIPCO 2023) train on: every frame once an epoch, in a new
/// random order each epoch. A frame is a segment.
class EpochFrames final : public SegmentSource
{
public:
    /// `frames` are clean, [n, m] with m >= 1, and must outlive this.
    EpochFrames(const TrainingSettings& settings, const Matrix<float>& frames);

    /// The minibatches of an epoch of `frames` frames. An incomplete last one is left out.
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
