#pragma once

#include <sstream>
#include <string>

namespace dequantizer
{

/// A number with this many significant digits, for Claim::figure.
[[nodiscard]] inline std::string figureText(double value, int digits = 3)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream.precision(digits);
    stream << value;
    return stream.str();
}

} // namespace dequantizer
