#include "Training/RandomSegments.h"

#include "Training/OverlapFraming.h"
#include "Training/QuantisedFrames.h"
#include "Training/RandomStream.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace dequantizer
{

RandomSegments::RandomSegments(const TrainingSettings& wanted, const std::vector<TrainingSound>& from)
    : settings(wanted), sounds(from), quantiser(Quantiser::midRise(deltaForBits(settings.bits))),
      segmentLength(
          OverlapFraming(settings.frameLength, settings.trainingHop, settings.framesPerSegment).segmentLength())
{
    if (sounds.empty())
        throw std::invalid_argument("there are no sounds to learn from");
}

int RandomSegments::groups() const noexcept
{
    return (settings.segments + settings.segmentsTogether - 1) / settings.segmentsTogether;
}

void RandomSegments::draw(int index, SegmentGroup& target) const
{
    RandomStream random(settings.seed, static_cast<std::uint64_t>(minibatch), static_cast<std::uint64_t>(index));
    const auto& sound = sounds[random.below(sounds.size())].samples;
    const auto length = static_cast<std::size_t>(segmentLength);
    const auto places = sound.size() > length ? sound.size() - length + 1 : 1;
    const auto count = std::min(settings.segmentsTogether, settings.segments - index * settings.segmentsTogether);

    target.clean.resize(segmentLength, count);
    for (int s = 0; s < count; ++s)
    {
        const auto start = random.below(places);
        const double attenuation =
            random.uniform() < settings.levelChance ? settings.levelRange * random.uniform() : 0.0;
        const auto gain = static_cast<float>(std::pow(10.0, -attenuation / 20.0));
        float* const segment = target.clean.col(s).data();
        for (std::size_t i = 0; i < length; ++i)
            segment[i] = start + i < sound.size() ? gain * sound[start + i] : 0.0f;
    }
    quantise(target.clean, quantiser, target.cells);
    target.delta = quantiser.delta();
    target.sampleRate = settings.sampleRate;
}

} // namespace dequantizer
