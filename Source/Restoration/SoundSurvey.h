#pragma once

#include "AudioFile/Sound.h"
#include "Signal/CompandedLevels.h"
#include "Signal/Dither.h"
#include "Signal/GridPassages.h"
#include "Signal/GridShare.h"
#include "Signal/NoiseFloor.h"
#include "Signal/QuantiserKind.h"
#include "Signal/SoundGrid.h"
#include "Signal/UsedBits.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dequantizer
{

/// What must be known about a whole sound before it can be restored or described.
struct SoundSurvey
{
    SoundProperties properties;
    int channels = 0;
    std::uint64_t length = 0; ///< samples per channel
    bool endsEarly = false;   ///< see SoundReader::endsEarly()
    float peak = 0.0f;        ///< the maximum of |sample|
    std::uint64_t beyondFullScale = 0;
    SoundGrid grid;
    KnownQuantiser quantiser;          ///< what the levels of the samples show
    std::optional<int> usedBits;       ///< see UsedBits
    std::vector<GridPassage> passages; ///< see PassageSurvey; none if the samples are telephone codes

    /// The noise floor in units of Delta^2 / 12, see NoiseFloor: the greatest of all channels. Nothing unless the
    /// whole sound lies on one reliable grid, and no channel has too little sound.
    std::optional<double> noiseFloor;

    /// The dither, if the noise floor shows it, see ditherOf(): in one channel at least, and no other contradicts.
    std::optional<Dither> dither;

    /// The share of the samples on the levels of the expected quantisation step; 1 if none was expected. See GridShare.
    double onExpectedGrid = 1.0;

    /// The mean of the samples that differ from the one before, so that pauses do not count; and its standard error,
    /// from the means of sections, which is infinite if there is less than a second of such samples.
    double mean = 0.0, meanError = 0.0;

    [[nodiscard]] double seconds() const noexcept { return static_cast<double>(length) / properties.sampleRate; }
};

/// Whether the noise floor of the samples is too low for dither.
[[nodiscard]] bool excludesDither(const SoundSurvey& sound);

/// Whether the mean of the samples is half a step below the levels, as after truncation. An offset of the recording can
/// have the same effect. `delta` > 0 is the quantisation step.
[[nodiscard]] bool looksTruncated(const SoundSurvey& sound, double delta);

/// Surveys a sound that arrives in portions. The size of the portions does not affect the result.
class SoundSurveyor
{
public:
    /// `channels` >= 1. `expectedDelta` is the quantisation step that the sound should have.
    SoundSurveyor(const SoundProperties& properties, int channels, std::optional<double> expectedDelta);

    /// Analyses `samples` more samples of each channel, which must be finite.
    void process(const float* const* channels, std::size_t samples);

    /// The survey of all samples so far.
    [[nodiscard]] SoundSurvey survey() const;

private:
    [[nodiscard]] bool hasOneReliableGrid(const SoundSurvey& sound) const;
    [[nodiscard]] std::optional<double> noiseFloorOf(const SoundSurvey& sound) const;
    [[nodiscard]] std::optional<Dither> ditherIn(const SoundSurvey& sound) const;

    // The mean of the samples of a channel that differ from the one before, and its standard error, from the means of
    // sections.
    class SectionMeans
    {
    public:
        explicit SectionMeans(std::uint64_t samplesPerSection) : length(samplesPerSection) {}

        void process(std::span<const float> samples);
        [[nodiscard]] double mean() const { return average; }
        [[nodiscard]] double standardError() const;

    private:
        void closeSection();

        std::uint64_t length;
        float previous = 0.0f;
        std::uint64_t inSection = 0;
        double sum = 0.0, sections = 0.0, average = 0.0, squares = 0.0;
    };

    SoundSurvey soFar;
    GridSurvey grid;
    CompandingSurvey companding;
    PassageSurvey passages;
    UsedBits usedBits;
    std::vector<SectionMeans> means;
    std::vector<NoiseFloor> floors; // of the channels
    std::optional<GridShare> expected;
};

} // namespace dequantizer
