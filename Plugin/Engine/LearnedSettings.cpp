#include "Plugin/Engine/LearnedSettings.h"

#include "Signal/Quantiser.h"
#include "Signal/QuantiserKind.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>

namespace dequantizer
{

namespace
{
// Of the noise floor, in units of Delta^2 / 12. The least of many means is up to 0.69 times as large as the noise. See
// NoiseFloor.
constexpr double mostWithoutDither = 1.3;
constexpr double mostWithRectangularDither = 2.05;
constexpr double mostWithTriangularDither = 3.3;

// The widths of the cells that have as much noise as the dither and the quantiser together.
constexpr int strengthWithoutDither = 100, strengthOfRectangularDither = 141, strengthOfTriangularDither = 173;

// Whether the parameter's quantiser has the levels of this grid, up to full scale.
bool isSettable(const Grid& grid, double bits)
{
    constexpr double offsetTolerance = 0.02, levelTolerance = 0.05; // in units of Delta
    const double error = std::abs(grid.delta / deltaForBits(bits) - 1.0) / deltaForBits(bits);
    return std::abs(grid.offset - 0.5) < offsetTolerance && error < levelTolerance;
}

std::string textOf(const LearnedSettings& settings, const Grid& grid, std::optional<double> floor)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << *settings.bits << " bit, " << nameOf(quantiserOf({GridState::found, grid}, std::nullopt).kind) << ", ";
    if (!floor)
        text << "dither unknown";
    else if (*floor < mostWithoutDither)
        text << "no dither";
    else if (*floor < mostWithTriangularDither)
        text << "dither or noise";
    else
        text << "more noise than dither has";
    if (settings.strength)
        text << ": strength " << *settings.strength << " %";
    text << '.';
    return text.str();
}
} // namespace

SettingsLearner::SettingsLearner(int channels, double sampleRate)
    : grid(channels, sampleRate), companding(channels), floors(static_cast<std::size_t>(channels))
{
}

void SettingsLearner::process(const std::vector<std::vector<float>>& channels)
{
    auto finite = channels;
    std::vector<const float*> pointers;
    for (auto& channel : finite)
    {
        std::replace_if(
            channel.begin(), channel.end(), [](float sample) { return !std::isfinite(sample); }, 0.0f);
        pointers.push_back(channel.data());
    }
    grid.process(pointers.data(), finite.front().size());
    companding.process(pointers.data(), finite.front().size());
    for (std::size_t channel = 0; channel < finite.size(); ++channel)
        floors[channel].process(finite[channel]);
}

std::optional<double> SettingsLearner::noiseFloor(double delta) const
{
    double greatest = 0.0;
    for (const auto& channel : floors)
    {
        const auto variance = channel.variance();
        if (channel.hasSound() && !variance)
            return std::nullopt;
        greatest = std::max(greatest, variance.value_or(0.0));
    }
    return 12.0 * greatest / (delta * delta);
}

LearnedSettings SettingsLearner::learned() const
{
    const auto found = grid.grid();
    const auto kind = quantiserOf(found, companding.found());
    if (isCompanded(kind.kind))
        return {{}, {}, {}, std::string("These may be ") + nameOf(kind.kind) + " codes: nothing was changed."};
    switch (found.state)
    {
    case GridState::unknown:
        return {{}, {}, {}, "Only silence was heard: nothing was changed."};
    case GridState::none:
        return {{}, {}, {}, "The samples lie on no grid: nothing was changed."};
    case GridState::found:
        break;
    }
    if (kind.confidence < reliableConfidence)
        return {{}, {}, {}, "The levels are too few to be sure: nothing was changed."};

    constexpr double depthsPerBit = 100.0, leastBits = 2.0, mostBits = 12.0;
    const double bits = std::round(depthsPerBit * bitsForDelta(found.grid.delta)) / depthsPerBit;
    if (bits < leastBits || bits > mostBits)
        return {{}, {}, {}, "The bit depth is beyond 2 to 12 bit: nothing was changed."};

    LearnedSettings settings{bits, !isSettable(found.grid, bits), {}, {}};
    const auto floor = noiseFloor(found.grid.delta);
    if (floor)
        settings.strength = *floor < mostWithoutDither           ? strengthWithoutDither
                            : *floor < mostWithRectangularDither ? strengthOfRectangularDither
                            : *floor < mostWithTriangularDither  ? strengthOfTriangularDither
                                                                 : strengthWithoutDither;
    settings.text = textOf(settings, found.grid, floor);
    return settings;
}

} // namespace dequantizer
