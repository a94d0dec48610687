#pragma once

#include "Signal/Quantiser.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"

#include <vector>

namespace dequantizer
{

/// Segments from random positions of random signals, at random levels if the settings ask for it. All segments of a
/// group come from the same signal.
class RandomSegments final : public SegmentSource
{
public:
    /// `sounds` (not empty) must outlive this object. Signals shorter than a segment are padded with silence.
    RandomSegments(const TrainingSettings& settings, const std::vector<TrainingSound>& sounds);

    [[nodiscard]] int groups() const noexcept override;
    void beginMinibatch(long step) override { minibatch = step; }
    void draw(int index, SegmentGroup& target) const override;

private:
    const TrainingSettings settings;
    const std::vector<TrainingSound>& sounds;
    const Quantiser quantiser;
    const Eigen::Index segmentLength;
    long minibatch = 0;
};

} // namespace dequantizer
