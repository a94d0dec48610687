#pragma once

#include "Files/PathOptions.h"

namespace dequantizer
{

/// Validators for options with a number, as CLI::Range and CLI::PositiveNumber. Unlike those, they refuse infinity and
/// not-a-number, and print short limits.
[[nodiscard]] CLI::Validator numberWithin(double least, double greatest);
[[nodiscard]] CLI::Validator positiveNumber();
[[nodiscard]] CLI::Validator nonNegativeNumber();

} // namespace dequantizer
