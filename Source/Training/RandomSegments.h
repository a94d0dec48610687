#pragma once

#include "Signal/Quantiser.h"
#include "Training/SegmentSource.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"

#include <vector>

namespace dequantizer
{

/// Random places of random sounds, at random levels where the settings say so. The segments of a group are from one
/// sound.
class RandomSegments final : public SegmentSource
{
public:
    /// `sounds` must not be empty and must outlive this. A sound shorter than a segment is continued by silence.
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
