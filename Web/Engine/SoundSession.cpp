#include "Web/Engine/SoundSession.h"

#include "Restoration/SoundFindings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace dequantizer
{

namespace
{
constexpr auto soundName = "the sound";

const SoundProperties& checked(const SoundProperties& properties, int channels)
{
    constexpr double leastRate = 1000.0, greatestRate = 1e6;
    if (channels < 1 || channels > SoundSession::mostChannels)
        throw std::runtime_error("The sound has " + std::to_string(channels) + " channels; this page restores 1 to " +
                                 std::to_string(SoundSession::mostChannels) + ".");
    if (!(properties.sampleRate >= leastRate && properties.sampleRate <= greatestRate))
        throw std::runtime_error("The file gives a sample rate outside 1 kHz to 1 MHz.");
    return properties;
}

// The value of a name that `names` lists.
template <typename Value>
Value named(const std::map<std::string, Value>& names, const std::string& name)
{
    const auto found = names.find(name);
    if (found == names.end())
        throw std::runtime_error("There is no setting \"" + name + "\".");
    return found->second;
}

RestorationSettings settingsFrom(const std::string& text)
{
    const auto json = nlohmann::json::parse(text);
    RestorationSettings settings;
    settings.bits = json.value("bits", std::string());
    if (const auto reason = RestorationSettings::whyNoBits(settings.bits); !settings.bits.empty() && !reason.empty())
        throw std::runtime_error(reason);
    if (const auto quantiser = json.value("quantiser", std::string()); !quantiser.empty())
    {
        if (!NamedQuantiser::exists(quantiser))
            throw std::runtime_error("There is no quantiser \"" + quantiser + "\".");
        settings.quantiser = {quantiser, true};
    }
    settings.solver.material = named(materialNames(), json.value("material", std::string("automatic")));
    settings.solver.quality = named(qualityNames(), json.value("quality", std::string("balanced")));
    settings.strength = json.value("strength", 1.0);
    settings.force = json.value("force", false);
    if (const auto contradiction = settings.contradiction())
        throw std::runtime_error(contradiction->reason);
    return settings;
}
} // namespace

SoundSession::SoundSession(const SoundProperties& soundProperties, int channelCount)
    : properties(checked(soundProperties, channelCount)),
      blocks(static_cast<std::size_t>(channelCount), std::vector<float>(blockLength)), lowerBounds(blockLength),
      upperBounds(blockLength), surveyor(properties, channelCount, std::nullopt)
{
    for (auto& channel : blocks)
        pointers.push_back(channel.data());
}

void SoundSession::quantise(int bits, int samples) noexcept
{
    const auto quantiser = NamedQuantiser{}.quantiser(deltaForBits(bits));
    for (auto& channel : blocks)
        std::transform(channel.begin(), channel.begin() + samples, channel.begin(),
                       [&](float sample) { return quantiser.quantise(sample); });
}

void SoundSession::survey(int samples)
{
    for (auto& channel : blocks)
        std::replace_if(
            channel.begin(), channel.begin() + samples, [](float sample) { return !std::isfinite(sample); }, 0.0f);
    surveyor.process(pointers.data(), static_cast<std::size_t>(samples));
}

std::string SoundSession::findings() const
{
    const auto sound = surveyor.survey();
    nlohmann::ordered_json json = {
        {"grid", "unknown"},
        {"peak", static_cast<double>(sound.peak)},
        {"quantiser", nameOf(sound.quantiser.kind)},
        {"quantiserConfidence", sound.quantiser.confidence},
        {"severalGrids", restoresPassages({}, sound)},
        {"findings", findingsOf(sound)},
    };
    if (sound.grid.state == GridState::none)
        json["grid"] = "none";
    if (sound.grid.state == GridState::found)
    {
        const auto& grid = sound.grid.grid;
        json.update({{"grid", "found"},
                     {"bits", bitsForDelta(grid.delta)},
                     {"step", grid.delta},
                     {"levels", grid.levels},
                     {"confidence", grid.confidence},
                     {"reliable", grid.confidence >= reliableConfidence}});
    }
    return json.dump();
}

std::string SoundSession::choose(const std::string& settings)
{
    engine.reset();
    choice.reset();
    const auto sound = surveyor.survey();
    const auto restoration = settingsFrom(settings);
    // To restore each passage, the sound would have to be read once more for the exact boundaries.
    if (restoresPassages(restoration, sound))
        throw std::runtime_error("the grid of the samples changes within the sound");
    choice = chooseRestoration(restoration, sound, soundName);
    const auto& model = choice->model.model;
    engine.emplace(model, properties.sampleRate, static_cast<int>(blocks.size()), model.hop);
    engine->setQuantiser(choice->quantiser);
    return nlohmann::ordered_json{
        {"quantisation", choice->quantisation},
        {"bits", bitsForDelta(choice->quantiser.delta())},
        {"step", choice->quantiser.delta()},
        {"model", model.name},
        {"reason", choice->model.reason},
        {"modelRate", model.sampleRate},
        {"frame", model.frameLength()},
        {"latency", engine->latency()},
        {"looksTruncated", choice->looksTruncated},
    }
        .dump();
}

void SoundSession::restore(int samples) noexcept
{
    engine->process(pointers.data(), {.restored = pointers.data()}, samples);
}

void SoundSession::findCells(int samples) noexcept
{
    if (!choice)
        return;
    const auto& channel = blocks.front();
    for (std::size_t i = 0; i < static_cast<std::size_t>(samples); ++i)
    {
        const auto cell = choice->quantiser.cell(channel[i]);
        lowerBounds[i] = cell.lower;
        upperBounds[i] = cell.upper;
    }
}

} // namespace dequantizer
