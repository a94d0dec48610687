#include "Companion/Restore/RestorationChoice.h"

#include <stdexcept>

namespace dequantizer
{

namespace
{
constexpr int mostBitsOfCoarseFile = 8;

// Delta of the grid that contains the samples, if it was reliably detected.
std::optional<double> detectedDelta(const SoundSurvey& sound)
{
    if (sound.grid.state != GridState::found || sound.grid.grid.confidence < reliableConfidence)
        return std::nullopt;
    return sound.grid.grid.delta;
}

double quantisationDelta(const RestoreOptions& options, const SoundSurvey& sound, const std::string& name)
{
    if (options.bits == RestoreOptions::automatic)
    {
        if (const auto delta = detectedDelta(sound))
            return *delta;
        throw std::runtime_error(name + ": the samples lie on no detectable grid; give the number of bits");
    }
    if (!options.bits.empty())
        return deltaForBits(std::stoi(options.bits));
    if (options.delta)
        return *options.delta;
    if (const auto training = options.solver.trainedFor())
        return training->referenceDelta;
    const auto& stored = sound.properties;
    if (stored.encoding == SampleEncoding::linear && !stored.floatingPoint &&
        stored.bitsPerSample <= mostBitsOfCoarseFile)
        return deltaForBits(stored.bitsPerSample);
    if (const auto delta = detectedDelta(sound))
        return *delta;
    throw std::runtime_error(name + ": the quantisation step could not be determined; give --bits or --step");
}

// Telephone codes have quantisers of their own, which apply unless the options say otherwise.
QuantiserOption quantiserFor(const RestoreOptions& options, const SoundProperties& stored)
{
    auto quantiser = options.quantiser;
    if (quantiser.isGiven || !options.bits.empty() || options.delta || options.solver.trainedFor())
        return quantiser;
    if (stored.encoding == SampleEncoding::muLaw)
        quantiser.name = "mu-law";
    if (stored.encoding == SampleEncoding::aLaw)
        quantiser.name = "a-law";
    return quantiser;
}
} // namespace

RestorationChoice chooseRestoration(const RestoreOptions& options, const SoundSurvey& sound, const std::string& name)
{
    const auto option = quantiserFor(options, sound.properties);
    const bool isUniform = option.isUniform();
    const auto quantiser =
        option.quantiser(isUniform ? std::optional(quantisationDelta(options, sound, name)) : std::nullopt);
    Quantisation quantisation{.delta = quantiser.delta(), .rate = options.at};
    // Companded samples never lie on a uniform grid, so the missing grid is no sign of resampling.
    if (quantisation.rate == QuantisationRate::automatic && isUniform)
        quantisation.grid = sound.grid.state;
    return {quantiser, option.describe(quantiser),
            options.solver.modelFor({.sampleRate = sound.properties.sampleRate, .quantisation = quantisation})};
}

} // namespace dequantizer
