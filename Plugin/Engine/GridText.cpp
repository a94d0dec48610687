#include "Plugin/Engine/GridText.h"

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

double roundedBits(double delta)
{
    return std::round(100.0 * bitsForDelta(delta)) / 100.0;
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
    text << roundedBits(finding.delta) << " bit (step " << std::setprecision(3) << finding.delta << "), "
         << nameOfOffset(finding.offset) << ", " << static_cast<int>(100.0 * finding.confidence) << " % sure";
    return text.str();
}

std::string depthConflictText(const Finding& finding, double delta, RateChoice rate)
{
    // Twice what rounding a depth to hundredths of a bit can cause.
    constexpr double tolerance = 0.01;
    if (finding.state == GridState::none)
        return rate == RateChoice::model
                   ? ""
                   : "The sound is on no quantisation grid: restoring it can only harm it. Turn on "
                     "Follow, or set Quantised at to Model rate if it was resampled since.";
    if (finding.state != GridState::found || finding.confidence < reliableConfidence ||
        std::abs(bitsForDelta(finding.delta) - bitsForDelta(delta)) <= tolerance)
        return {};
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << "The sound is quantised to " << roundedBits(finding.delta) << " bit, but Bit depth is "
         << roundedBits(delta) << ": turn on Follow, or set Bit depth to " << roundedBits(finding.delta) << '.';
    return text.str();
}

} // namespace dequantizer
