#pragma once

#include "Restoration/SoundSurvey.h"

#include <string>
#include <vector>

namespace dequantizer
{

/// What the samples of a sound show about its past, one phrase for each finding: the quantiser, coarse data in a finer
/// file, a gain, telephone codes, passages with different grids, signs of truncation and of dither. What cannot be told
/// for certain is called possible.
[[nodiscard]] std::vector<std::string> findingsOf(const SoundSurvey& sound);

/// The passages of a sound for display, such as "0-1.7 s: 8 bit, 1.7-4 s: no grid". At most eight are named.
[[nodiscard]] std::string textOfPassages(const SoundSurvey& sound);

/// Whether a tenth of the sound or more lies on a reliable grid other than that of the sound as a whole.
[[nodiscard]] bool hasSeveralGrids(const SoundSurvey& sound);

} // namespace dequantizer
