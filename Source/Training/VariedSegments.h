#pragma once

#include "Training/SegmentSource.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"

#include <map>
#include <vector>

namespace dequantizer
{

/// Segments of sounds at different sample rates, at random bit depths, levels and DC offsets, so that one model learns
/// to restore all of them. The segments of a group are from one sound and have one depth, level and offset.
///
/// A group draws
///   - a sound, with a probability in proportion to TrainingSound::weight;
///   - a bit depth, uniform from `bits` to `maxBits` but at most TrainingSound::maxBits;
///   - an attenuation and an offset as the settings say;
///   - a place for each segment. A sound that is shorter than a segment begins at a random place in it, surrounded by
///     silence.
/// Groups whose peak is below `minPeak` quantisation steps are drawn again, because nearly everything in them is
/// quantised to one level.
class VariedSegments final : public SegmentSource
{
public:
    /// `sounds` must not be empty and must outlive this object. Throws std::invalid_argument if there are no sounds.
    VariedSegments(const TrainingSettings& settings, const std::vector<TrainingSound>& sounds);

    [[nodiscard]] int groups() const noexcept override;
    void beginMinibatch(long step) override { minibatch = step; }
    void draw(int index, SegmentGroup& target) const override;

private:
    const TrainingSettings settings;
    const std::vector<TrainingSound>& sounds;
    std::vector<double> cumulativeWeights;
    std::map<double, Eigen::Index> segmentLengths; // by sample rate
    long minibatch = 0;
};

} // namespace dequantizer
