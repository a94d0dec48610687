#pragma once

#include "Model/Model.h"

#include <nlohmann/json_fwd.hpp>

namespace dequantizer
{

/// The properties of a model for display and for JSON output: keys in the order of display, with underscores between
/// words. Keys that exist keep their meaning; new ones may be added.
[[nodiscard]] nlohmann::ordered_json describeModel(const Model& model);

} // namespace dequantizer
