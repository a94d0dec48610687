#include "Restoration/SoundFindings.h"

#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace dequantizer
{

namespace
{
constexpr double exactGain = 1e-4;
constexpr std::size_t mostNamedPassages = 8;

// At most `decimals` decimals, without zeros at the end.
std::string rounded(double value, int decimals)
{
    std::ostringstream text;
    const double unit = std::pow(10.0, decimals);
    text << std::setprecision(9) << std::round(value * unit) / unit;
    return text.str();
}

std::string bitsOf(const Grid& grid)
{
    return rounded(bitsForDelta(grid.delta), 2);
}

bool isWhole(double bits)
{
    return std::abs(bits - std::round(bits)) < 1e-4;
}

std::string container(const SoundProperties& properties)
{
    return properties.floatingPoint ? "a floating-point file"
                                    : "a " + std::to_string(properties.bitsPerSample) + "-bit file";
}

bool isReliable(const SoundSurvey& sound)
{
    return sound.quantiser.confidence >= reliableConfidence;
}

bool isFinerThan(const SoundProperties& properties, double bits)
{
    return properties.encoding == SampleEncoding::linear &&
           (properties.floatingPoint || properties.bitsPerSample > std::ceil(bits));
}

std::string kindText(const SoundSurvey& sound)
{
    const std::string sure = isReliable(sound) ? "" : ", but not for certain";
    switch (sound.quantiser.kind)
    {
    case QuantiserKind::unknown:
        return "too little sound to tell its grid";
    case QuantiserKind::none:
        return "on no grid: not quantised coarsely, or resampled, mixed or faded since, or coded with loss (MP3, Ogg)";
    case QuantiserKind::midTread:
        return "mid-tread: levels at multiples of the step" + sure;
    case QuantiserKind::midRise:
        return "mid-rise: levels half a step from its multiples, as unsigned samples have them" + sure;
    case QuantiserKind::otherOffset:
        return "levels " + rounded(sound.grid.grid.offset, 2) + " steps from its multiples: an offset was added" + sure;
    case QuantiserKind::muLaw:
    case QuantiserKind::aLaw:
        break;
    }
    std::string text = nameOf(sound.quantiser.kind);
    if (sound.properties.encoding == SampleEncoding::linear)
        text += " codes, decoded to linear samples";
    else
        text += " codes";
    if (std::abs(sound.quantiser.gain - 1.0) > exactGain)
        text += ", with a gain of " + rounded(20.0 * std::log10(sound.quantiser.gain), 2) + " dB";
    return text + sure;
}

// Coarse levels, or unused bits, in a file that can hold finer ones.
std::string containerText(const SoundSurvey& sound)
{
    const auto& properties = sound.properties;
    if (gridChanges(sound) || isCompanded(sound.quantiser.kind))
        return {};
    if (sound.grid.state == GridState::found && isReliable(sound))
    {
        const double bits = bitsForDelta(sound.grid.grid.delta);
        if (!isFinerThan(properties, bits))
            return {};
        return isWhole(bits) ? bitsOf(sound.grid.grid) + "-bit data in " + container(properties)
                             : "levels of " + bitsOf(sound.grid.grid) + " bit, so with a gain after quantising, in " +
                                   container(properties);
    }
    if (sound.usedBits && isFinerThan(properties, *sound.usedBits))
        return std::to_string(*sound.usedBits) + "-bit data in " + container(properties);
    return {};
}
} // namespace

std::string textOfGrid(const SoundGrid& found)
{
    switch (found.state)
    {
    case GridState::unknown:
        return "unknown grid";
    case GridState::none:
        return "no grid";
    case GridState::found:
        break;
    }
    return bitsOf(found.grid) + " bit";
}

std::string textOfPassages(const SoundSurvey& sound, const std::function<std::string(const SoundGrid&)>& describe)
{
    std::string text;
    const auto named = std::min(sound.passages.size(), mostNamedPassages);
    for (std::size_t i = 0; i < named; ++i)
    {
        const auto& [begin, end, found] = sound.passages[i];
        const double rate = sound.properties.sampleRate;
        text += (i > 0 ? ", " : "") + rounded(static_cast<double>(begin) / rate, 2) + "-" +
                rounded(static_cast<double>(end) / rate, 2) + " s: " + describe(found);
    }
    if (sound.passages.size() > named)
        text += " and " + std::to_string(sound.passages.size() - named) + " more";
    return text;
}

bool gridChanges(const SoundSurvey& sound)
{
    constexpr double otherStep = 0.01;
    const SoundGrid* first = nullptr;
    bool isOffGrid = false, isOnOther = false;
    for (const auto& [begin, end, found] : sound.passages)
    {
        isOffGrid = isOffGrid || found.state == GridState::none;
        if (found.state != GridState::found)
            continue;
        if (first == nullptr)
            first = &found;
        isOnOther = isOnOther || std::abs(found.grid.delta / first->grid.delta - 1.0) > otherStep;
    }
    return first != nullptr && (isOffGrid || isOnOther);
}

std::vector<std::string> findingsOf(const SoundSurvey& sound)
{
    std::vector<std::string> findings{kindText(sound)};
    if (auto text = containerText(sound); !text.empty())
        findings.push_back(std::move(text));
    if (sound.grid.state == GridState::found && hasEvenLevels(sound.quantiser.kind) &&
        looksTruncated(sound, sound.grid.grid.delta))
        findings.emplace_back("mean is half a step below the levels: possibly truncated");
    if (sound.dither)
        findings.push_back((*sound.dither == Dither::triangular ? "triangular" : "rectangular") +
                           std::string(" dither: the noise floor is white and as high as it makes it"));
    else if (sound.noiseFloor)
        findings.push_back((excludesDither(sound) ? "no dither" : "dithered or noisy") +
                           std::string(": the noise floor is ") + rounded(*sound.noiseFloor, 2) +
                           " times that of the quantiser");
    if (sound.passages.size() > 1 && passagesOnGrid(sound.passages) > 0)
        findings.push_back("the grid changes: " + textOfPassages(sound));
    return findings;
}

} // namespace dequantizer
