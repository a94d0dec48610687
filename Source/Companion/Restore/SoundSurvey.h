#pragma once

#include "AudioFile/SoundReader.h"
#include "Signal/SoundGrid.h"

#include <cstdint>
#include <functional>
#include <optional>

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

    /// The share of the samples on the levels of the expected quantisation step; 1 if none was expected. See GridShare.
    double onExpectedGrid = 1.0;

    /// The mean of the samples that differ from the one before, so that pauses do not count; and its standard error,
    /// from the means of sections, which is infinite if there is less than a second of such samples.
    double mean = 0.0, meanError = 0.0;

    [[nodiscard]] double seconds() const noexcept { return static_cast<double>(length) / properties.sampleRate; }
};

/// Called now and then with the number of samples per channel that have been processed. May throw to stop the work.
using SampleProgress = std::function<void(std::uint64_t samples)>;

/// Reads the whole sound. `expectedDelta` is the quantisation step that it should have. Throws SoundFileError.
[[nodiscard]] SoundSurvey surveySound(SoundReader& reader, std::optional<double> expectedDelta = {},
                                      const SampleProgress& progress = {});

} // namespace dequantizer
