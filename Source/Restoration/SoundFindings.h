#pragma once

#include "Restoration/SoundSurvey.h"

#include <functional>
#include <string>
#include <vector>

namespace dequantizer
{

/// What the samples of a sound show about its past, one phrase for each finding: the quantiser, coarse data in a finer
/// file, a gain, telephone codes, passages with different grids, signs of truncation and of dither. What cannot be told
/// for certain is called possible.
[[nodiscard]] std::vector<std::string> findingsOf(const SoundSurvey& sound);

/// The grid for display, such as "8 bit" or "no grid".
[[nodiscard]] std::string textOfGrid(const SoundGrid& found);

/// The passages of a sound for display, such as "0-1.7 s: 8 bit, 1.7-4 s: no grid", with the text that `describe` has
/// for each. At most eight are named.
[[nodiscard]] std::string textOfPassages(const SoundSurvey& sound,
                                         const std::function<std::string(const SoundGrid&)>& describe = textOfGrid);

/// Whether passages lie on reliable grids of different steps, or one on a reliable grid and another on none.
[[nodiscard]] bool gridChanges(const SoundSurvey& sound);

} // namespace dequantizer
