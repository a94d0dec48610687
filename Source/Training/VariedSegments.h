#pragma once

#include "Training/SegmentSource.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"

#include <map>
#include <vector>

namespace dequantizer
{

/// Segments of sounds at different sample rates, with random bit depths, levels, DC offsets and hums, so that one model
/// learns to restore all of them. The segments of a group come from one sound and share a depth, level, offset and hum.
///
/// For each group, these are drawn at random:
///   - a sound, with a probability proportional to TrainingSound::weight;
///   - a bit depth, uniformly from `bits` to `maxBits`, but at most TrainingSound::maxBits;
///   - an attenuation and an offset, according to the settings;
///   - with the probability `humChance`, a hum like that of the mains: a tone of 45 to 65 Hz with an amplitude of 0.1
///   to
///     2 quantisation steps, and its second and third harmonic, each with up to 0.3 of that. A hum that stays on two
///     levels could have any amplitude below a step, and only its frequency says that it does not fade;
///   - a position for each segment. A sound shorter than a segment starts at a random position in it; the rest is
///     silence.
/// Groups with a peak below `minPeak` quantisation steps are drawn again, because nearly all their samples are
/// quantised to one level.
class VariedSegments final : public SegmentSource
{
public:
    /// `trainingSounds` must not be empty and must outlive this object. Throws std::invalid_argument if there are no
    /// sounds.
    VariedSegments(const TrainingSettings& trainingSettings, const std::vector<TrainingSound>& trainingSounds);

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
