#pragma once

#include "Model/ModelChoice.h"

#include <string>
#include <string_view>

namespace dequantizer
{

/// "44.1 kHz" for 44100.
[[nodiscard]] std::string rateText(double sampleRate);

/// The name of the model for display: that of a shipped model, `userModelName` or "built-in DCT".
[[nodiscard]] std::string modelText(const ModelReference& model, std::string_view userModelName);

/// Why chooseModel(request) returned `choice`: a clause without a full stop, such as "no shipped model was learned at
/// 44.1 kHz". Empty if the user selected the model.
[[nodiscard]] std::string reasonText(const ModelRequest& request, const ModelChoice& choice);

} // namespace dequantizer
