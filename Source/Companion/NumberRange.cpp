#include "Companion/NumberRange.h"

#include <cmath>
#include <functional>
#include <optional>
#include <sstream>
#include <string>

namespace dequantizer
{

namespace
{
std::optional<double> finiteNumber(const std::string& text)
{
    double value = 0.0;
    if (!CLI::detail::lexical_cast(text, value) || !std::isfinite(value))
        return std::nullopt;
    return value;
}

CLI::Validator validator(const std::string& description, const std::function<bool(double)>& isAllowed)
{
    return {[=](const std::string& text)
            {
                const auto value = finiteNumber(text);
                return value && isAllowed(*value) ? std::string() : text + " is not " + description;
            },
            description};
}
} // namespace

CLI::Validator numberWithin(double least, double greatest)
{
    std::ostringstream description;
    description << "a number from " << least << " to " << greatest;
    return validator(description.str(), [=](double value) { return value >= least && value <= greatest; });
}

CLI::Validator positiveNumber()
{
    return validator("a number above 0", [](double value) { return value > 0.0; });
}

CLI::Validator nonNegativeNumber()
{
    return validator("a number of 0 or more", [](double value) { return value >= 0.0; });
}

} // namespace dequantizer
