#pragma once

#include "AudioFile/SoundReader.h"
#include "Restoration/SoundSurvey.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace dequantizer
{

/// Called now and then with the number of samples per channel that have been processed. May throw to stop the work.
using SampleProgress = std::function<void(std::uint64_t samples)>;

/// Reads the whole sound. `expectedDelta` is the quantisation step that it should have. Throws SoundFileError.
[[nodiscard]] SoundSurvey surveySound(SoundReader& reader, std::optional<double> expectedDelta = {},
                                      const SampleProgress& progress = {});

} // namespace dequantizer
