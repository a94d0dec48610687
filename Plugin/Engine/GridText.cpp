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

std::string gridText(const DetectedGrid& grid)
{
    switch (grid.state)
    {
    case GridState::unknown:
        return "no signal yet";
    case GridState::none:
        return "none: the samples lie on no grid";
    case GridState::found:
        break;
    }
    std::ostringstream text;
    text.imbue(std::locale::classic());
    if (grid.confidence < reliableConfidence)
        text << "perhaps ";
    text << roundedBits(grid.delta) << " bit (step " << std::setprecision(3) << grid.delta << "), "
         << nameOfOffset(grid.offset) << ", " << static_cast<int>(100.0 * grid.confidence) << " % sure";
    return text.str();
}

std::string depthConflictText(const DetectedGrid& grid, double delta, QuantisationRate rate)
{
    // Twice the error of rounding a depth to hundredths of a bit.
    constexpr double tolerance = 0.01;
    if (grid.state == GridState::none)
        return rate == QuantisationRate::model
                   ? ""
                   : "The samples lie on no quantisation grid, so restoring can only harm them. Turn on Follow, or set "
                     "Quantised at to Model rate if the audio was resampled after quantisation.";
    if (grid.state != GridState::found || grid.confidence < reliableConfidence ||
        std::abs(bitsForDelta(grid.delta) - bitsForDelta(delta)) <= tolerance)
        return {};
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << "The audio is quantised to " << roundedBits(grid.delta) << " bit, but Bit depth is " << roundedBits(delta)
         << ": turn on Follow, or set Bit depth to " << roundedBits(grid.delta) << '.';
    return text.str();
}

} // namespace dequantizer
