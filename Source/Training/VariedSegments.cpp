#include "Training/VariedSegments.h"

#include "Signal/Quantiser.h"
#include "Training/FrameGeometry.h"
#include "Training/OverlapFraming.h"
#include "Training/QuantisedFrames.h"
#include "Training/RandomStream.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <stdexcept>

namespace dequantizer
{

namespace
{
// After this many attempts a quiet group is used as it is, so that a quiet corpus cannot block the training.
constexpr int maxAttempts = 100;

std::size_t drawSound(std::span<const double> cumulativeWeights, RandomStream& random)
{
    const double place = random.uniform() * cumulativeWeights.back();
    const auto found = std::ranges::upper_bound(cumulativeWeights, place);
    return std::min(static_cast<std::size_t>(found - cumulativeWeights.begin()), cumulativeWeights.size() - 1);
}

// Adds a random hum to every segment, the same but for its phases.
void addHum(Matrix<float>& segments, double delta, double sampleRate, RandomStream& random)
{
    constexpr double leastHertz = 45.0, greatestHertz = 65.0, leastSteps = 0.1, greatestSteps = 2.0, ofHarmonic = 0.3;
    const double turn = 2.0 * std::numbers::pi;
    const double radians = turn * (leastHertz + (greatestHertz - leastHertz) * random.uniform()) / sampleRate;
    const double fundamental = delta * leastSteps * std::pow(greatestSteps / leastSteps, random.uniform());
    for (int harmonic = 1; harmonic <= 3; ++harmonic)
    {
        const double amplitude = fundamental * (harmonic == 1 ? 1.0 : ofHarmonic * random.uniform());
        for (Eigen::Index s = 0; s < segments.cols(); ++s)
        {
            const double phase = turn * random.uniform();
            for (Eigen::Index i = 0; i < segments.rows(); ++i)
                segments(i, s) +=
                    static_cast<float>(amplitude * std::sin(harmonic * radians * static_cast<double>(i) + phase));
        }
    }
}

// A random section of `sound` with the length of `segment`.
void cutSegment(const std::vector<float>& sound, std::span<float> segment, RandomStream& random)
{
    if (sound.size() >= segment.size())
    {
        const auto start = random.below(sound.size() - segment.size() + 1);
        std::copy_n(sound.begin() + static_cast<std::ptrdiff_t>(start), segment.size(), segment.begin());
        return;
    }
    const auto before = random.below(segment.size());
    const auto count = std::min(sound.size(), segment.size() - before);
    std::ranges::fill(segment, 0.0f);
    std::copy_n(sound.begin(), count, segment.begin() + static_cast<std::ptrdiff_t>(before));
}
} // namespace

VariedSegments::VariedSegments(const TrainingSettings& trainingSettings,
                               const std::vector<TrainingSound>& trainingSounds)
    : settings(trainingSettings), sounds(trainingSounds)
{
    if (sounds.empty())
        throw std::invalid_argument("there are no sounds to learn from");
    double sum = 0.0;
    for (const auto& sound : sounds)
    {
        cumulativeWeights.push_back(sum += sound.weight);
        if (segmentLengths.contains(sound.sampleRate))
            continue;
        const auto geometry = frameGeometry(settings, sound.sampleRate);
        segmentLengths[sound.sampleRate] =
            OverlapFraming(geometry.frameLength, geometry.hop, settings.framesPerSegment).segmentLength();
    }
}

int VariedSegments::groups() const noexcept
{
    return (settings.segments + settings.segmentsTogether - 1) / settings.segmentsTogether;
}

void VariedSegments::draw(int index, SegmentGroup& target) const
{
    RandomStream random(settings.seed, static_cast<std::uint64_t>(minibatch), static_cast<std::uint64_t>(index));
    const auto count = std::min(settings.segmentsTogether, settings.segments - index * settings.segmentsTogether);
    for (int attempt = 0; attempt < maxAttempts; ++attempt)
    {
        const auto& sound = sounds[drawSound(cumulativeWeights, random)];
        const int deepest = std::max(settings.bits, std::min(std::max(settings.bits, settings.maxBits), sound.maxBits));
        const int bits =
            settings.bits + static_cast<int>(random.below(static_cast<std::size_t>(deepest - settings.bits) + 1));
        const double delta = deltaForBits(bits);
        const double attenuation =
            random.uniform() < settings.levelChance ? settings.levelRange * random.uniform() : 0.0;
        const double offset = random.uniform() < settings.offsetChance ? delta * (random.uniform() - 0.5) : 0.0;

        target.clean.resize(segmentLengths.at(sound.sampleRate), count);
        for (int s = 0; s < count; ++s)
            cutSegment(sound.samples, {target.clean.col(s).data(), static_cast<std::size_t>(target.clean.rows())},
                       random);
        target.clean.array() *= static_cast<float>(std::pow(10.0, -attenuation / 20.0));
        const double peak = target.clean.cwiseAbs().maxCoeff();
        target.clean.array() += static_cast<float>(offset);
        // Without hums, no number is drawn, so that settings of earlier models give the same segments as before.
        if (settings.humChance > 0.0 && random.uniform() < settings.humChance)
            addHum(target.clean, delta, sound.sampleRate, random);
        target.delta = delta;
        target.sampleRate = sound.sampleRate;
        if (peak >= settings.minPeak * delta)
            break;
    }
    quantise(target.clean, Quantiser::midRise(target.delta), target.cells);
}

} // namespace dequantizer
