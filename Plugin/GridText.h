#pragma once

#include "Plugin/Finding.h"

#include <string>

namespace dequantizer
{

/// One line on the grid of the sound: "4.61 bit (step 0.0816), mid-rise, 99 % sure".
[[nodiscard]] std::string gridText(const Finding& finding);

} // namespace dequantizer
