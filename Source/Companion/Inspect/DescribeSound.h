#pragma once

#include "Restoration/SoundSurvey.h"

#include <nlohmann/json_fwd.hpp>

namespace dequantizer
{

/// The properties of a sound for display and for JSON output: keys in the order of display, with underscores between
/// words. Keys that exist keep their meaning; new ones may be added.
[[nodiscard]] nlohmann::ordered_json describeSound(const SoundSurvey& sound);

} // namespace dequantizer
