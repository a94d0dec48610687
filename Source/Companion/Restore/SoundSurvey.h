#pragma once

#include "AudioFile/SoundReader.h"
#include "Signal/SoundGrid.h"

#include <cstdint>
#include <functional>

namespace dequantizer
{

/// What must be known about a whole sound before it can be restored or described.
struct SoundSurvey
{
    SoundProperties properties;
    int channels = 0;
    std::uint64_t length = 0; ///< samples per channel
    float peak = 0.0f;        ///< the maximum of |sample|
    std::uint64_t beyondFullScale = 0;
    SoundGrid grid;

    [[nodiscard]] double seconds() const noexcept { return static_cast<double>(length) / properties.sampleRate; }
};

/// Called now and then with the number of samples per channel that have been processed. May throw to stop the work.
using SampleProgress = std::function<void(std::uint64_t samples)>;

/// Reads the whole sound. Throws SoundFileError.
[[nodiscard]] SoundSurvey surveySound(SoundReader& reader, const SampleProgress& progress = {});

} // namespace dequantizer
