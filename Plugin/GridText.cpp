#include "Plugin/GridText.h"

#include "Signal/Quantiser.h"

#include <cmath>
#include <iomanip>
#include <locale>
#include <sstream>

namespace dequantizer
{

namespace
{
constexpr double offsetTolerance = 0.02;

const char* nameOfOffset(double offset)
{
    if (std::abs(offset) < offsetTolerance)
        return "mid-tread";
    return std::abs(offset - 0.5) < offsetTolerance ? "mid-rise" : "with an offset";
}
} // namespace

std::string gridText(const Finding& finding)
{
    switch (finding.state)
    {
    case GridState::unknown:
        return "nothing heard yet";
    case GridState::none:
        return "none: the samples are on no grid";
    case GridState::found:
        break;
    }
    std::ostringstream text;
    text.imbue(std::locale::classic());
    if (finding.confidence < reliableConfidence)
        text << "perhaps ";
    text << std::round(100.0 * bitsForStep(finding.step)) / 100.0 << " bit (step " << std::setprecision(3)
         << finding.step << "), " << nameOfOffset(finding.offset) << ", "
         << static_cast<int>(100.0 * finding.confidence) << " % sure";
    return text.str();
}

} // namespace dequantizer
