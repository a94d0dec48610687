#include "Companion/Inspect/DescribeSound.h"

#include "Restoration/SoundFindings.h"
#include "Signal/Quantiser.h"

#include <nlohmann/json.hpp>

namespace dequantizer
{

namespace
{
using SoundJson = nlohmann::ordered_json;

SoundJson describeGrid(const SoundGrid& found)
{
    switch (found.state)
    {
    case GridState::unknown:
        return {{"grid", "unknown"}};
    case GridState::none:
        return {{"grid", "none"}};
    case GridState::found:
        break;
    }
    return {
        {"grid", "found"},
        {"grid_bits", bitsForDelta(found.grid.delta)},
        {"grid_step", found.grid.delta},
        {"grid_offset", found.grid.offset},
        {"grid_confidence", found.grid.confidence},
        {"grid_levels", found.grid.levels},
    };
}

const char* nameOfEncoding(SampleEncoding encoding)
{
    switch (encoding)
    {
    case SampleEncoding::linear:
        return "linear";
    case SampleEncoding::muLaw:
        return "mu-law";
    case SampleEncoding::aLaw:
        return "A-law";
    case SampleEncoding::lossy:
        break;
    }
    return "lossy";
}

SoundJson describePassages(const SoundSurvey& sound)
{
    auto list = SoundJson::array();
    for (const auto& [begin, end, found] : sound.passages)
    {
        SoundJson passage = {{"begin", static_cast<double>(begin) / sound.properties.sampleRate},
                             {"end", static_cast<double>(end) / sound.properties.sampleRate}};
        passage.update(describeGrid(found));
        list.push_back(passage);
    }
    return list;
}
} // namespace

nlohmann::ordered_json describeSound(const SoundSurvey& sound)
{
    const auto& properties = sound.properties;
    SoundJson description = {
        {"kind", "sound"},
        {"format", properties.format},
        {"sample_rate", properties.sampleRate},
        {"channels", sound.channels},
        {"samples", sound.length},
        {"seconds", sound.seconds()},
        {"encoding", nameOfEncoding(properties.encoding)},
        {"bits_per_sample", properties.bitsPerSample},
        {"floating_point", properties.floatingPoint},
        {"peak", static_cast<double>(sound.peak)},
    };
    description.update(describeGrid(sound.grid));
    description["quantiser"] = nameOf(sound.quantiser.kind);
    description["quantiser_confidence"] = sound.quantiser.confidence;
    if (isCompanded(sound.quantiser.kind))
        description["quantiser_gain"] = sound.quantiser.gain;
    if (sound.usedBits)
        description["used_bits"] = *sound.usedBits;
    if (sound.noiseFloor)
    {
        description["noise_floor"] = *sound.noiseFloor;
        description["dither"] = excludesDither(sound) ? "none" : "possible";
    }
    if (sound.dither)
        description["dither_kind"] = *sound.dither == Dither::triangular ? "triangular" : "rectangular";
    if (sound.passages.size() > 1)
        description["passages"] = describePassages(sound);
    description["findings"] = findingsOf(sound);
    return description;
}

} // namespace dequantizer
