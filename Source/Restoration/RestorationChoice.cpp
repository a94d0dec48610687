#include "Restoration/RestorationChoice.h"

#include "Restoration/SoundFindings.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>
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

std::string doubtAbout(const Grid& grid)
{
    std::ostringstream text;
    if (grid.levels <= fewLevels)
        text << "the samples have only " << grid.levels << " different values";
    else
        text << "the samples fit a grid of step " << grid.delta << " only roughly";
    text << ", so the real grid may be finer";
    return text.str();
}

// Samples that were decoded from telephone codes, whatever the file says.
bool isDecodedCode(const SoundSurvey& sound)
{
    return isCompanded(sound.quantiser.kind) && sound.quantiser.confidence >= reliableConfidence;
}

bool hasGain(const SoundSurvey& sound)
{
    constexpr double gainTolerance = 1e-4;
    return std::abs(sound.quantiser.gain - 1.0) > gainTolerance;
}

// What the user's model was trained for, if it restores this sound. Otherwise it gives way to the automatic choice, see
// chooseModel(), and its step says nothing about the sound.
std::optional<TrainedFor> trainingInUse(const RestorationSettings& settings, const SoundSurvey& sound)
{
    const auto training = settings.solver.trainedFor();
    const bool atModelRate = settings.at == QuantisationRate::model ||
                             (settings.at == QuantisationRate::automatic && sound.grid.state == GridState::none);
    if (training && (atModelRate || training->sampleRate == sound.properties.sampleRate))
        return training;
    return std::nullopt;
}

// The step that the settings, the model or the file format name.
std::optional<double> expectedDelta(const RestorationSettings& settings, const SoundSurvey& sound)
{
    if (const auto given = settings.givenDelta())
        return given;
    if (settings.bits == RestorationSettings::automatic)
        return std::nullopt;
    if (const auto training = trainingInUse(settings, sound))
        return training->referenceDelta;
    const auto& stored = sound.properties;
    if (stored.encoding == SampleEncoding::linear && !stored.floatingPoint &&
        stored.bitsPerSample <= mostBitsOfCoarseFile)
        return deltaForBits(stored.bitsPerSample);
    return std::nullopt;
}

double quantisationDelta(const RestorationSettings& settings, const SoundSurvey& sound, const std::string& name)
{
    const bool isAutomatic = settings.bits == RestorationSettings::automatic;
    if (const auto expected = expectedDelta(settings, sound))
        return *expected;
    if (const auto delta = detectedDelta(sound))
        return *delta;
    const bool isDoubtful = sound.grid.state == GridState::found;
    if (isDoubtful && settings.force)
        return sound.grid.grid.delta;
    if (isDoubtful)
        throw std::runtime_error(name + ": " + doubtAbout(sound.grid.grid) + "; give the number of bits, or --force");
    if (isDecodedCode(sound) && hasGain(sound))
        throw std::runtime_error(name + ": the samples are " + nameOf(sound.quantiser.kind) +
                                 " codes with a gain, which must be undone before they can be restored");
    if (isAutomatic)
        throw std::runtime_error(name + ": the samples lie on no detectable grid; give the number of bits");
    throw std::runtime_error(name + ": the quantisation step could not be determined; give --bits or --step");
}

// Telephone codes have quantisers of their own, which apply unless the settings say otherwise.
NamedQuantiser quantiserFor(const RestorationSettings& settings, const SoundSurvey& sound)
{
    auto quantiser = settings.quantiser;
    const bool isAutomatic = settings.bits == RestorationSettings::automatic;
    const bool isStepGiven = settings.delta || !(settings.bits.empty() || isAutomatic);
    if (quantiser.isGiven || isStepGiven || trainingInUse(settings, sound))
        return quantiser;
    const auto encoding = sound.properties.encoding;
    const bool isCode = encoding == SampleEncoding::linear && isDecodedCode(sound) && !hasGain(sound);
    if (encoding == SampleEncoding::muLaw || (isCode && sound.quantiser.kind == QuantiserKind::muLaw))
        quantiser.name = "mu-law";
    if (encoding == SampleEncoding::aLaw || (isCode && sound.quantiser.kind == QuantiserKind::aLaw))
        quantiser.name = "a-law";
    return quantiser;
}

// The width of the cells that have as much noise as the dither and the quantiser together, in units of Delta.
double widthWith(Dither dither)
{
    switch (dither)
    {
    case Dither::none:
        break;
    case Dither::rectangular:
        return std::numbers::sqrt2;
    case Dither::triangular:
        return std::numbers::sqrt3;
    }
    return 1.0;
}

// The dither that was given or found.
Dither ditherFor(const RestorationSettings& settings, const SoundSurvey& sound)
{
    return settings.dither ? *settings.dither : sound.dither.value_or(Dither::none);
}

std::string describe(const NamedQuantiser& option, const Quantiser& quantiser, Dither dither)
{
    auto text = option.describe(quantiser);
    switch (dither)
    {
    case Dither::none:
        break;
    case Dither::rectangular:
        return text + " with rectangular dither";
    case Dither::triangular:
        return text + " with triangular dither";
    }
    return text;
}

// Cells that do not contain the true values do harm.
void requireExpectedGrid(const SoundSurvey& sound, double delta, const std::string& name)
{
    constexpr double leastShare = 0.9;
    constexpr double coarsestCells = 4.0; // in units of the step of the sound
    const bool isDeliberate = sound.grid.state == GridState::found && delta <= coarsestCells * sound.grid.grid.delta;
    if (sound.onExpectedGrid >= leastShare || isDeliberate)
        return;
    std::ostringstream text;
    text << name << ": only " << std::floor(100.0 * sound.onExpectedGrid) << " % of the samples lie on a grid of step "
         << delta
         << ", so they were changed after they were quantised, or quantised otherwise; --force restores them anyway, "
            "and --at model restores speech that was resampled";
    throw std::runtime_error(text.str());
}

// The longest passage on a reliable grid.
const GridPassage& mainPassage(const SoundSurvey& sound)
{
    const auto lengthOnGrid = [](const GridPassage& passage)
    { return passage.found.state == GridState::found ? passage.end - passage.begin : 0; };
    return *std::max_element(sound.passages.begin(), sound.passages.end(),
                             [&](const GridPassage& a, const GridPassage& b)
                             { return lengthOnGrid(a) < lengthOnGrid(b); });
}

// A quantiser for each passage on a reliable grid.
RestorationChoice choosePassages(const RestorationSettings& settings, const NamedQuantiser& option,
                                 const SoundSurvey& sound, const std::string& name)
{
    const double width = widthWith(ditherFor(settings, sound)) * settings.strength;
    const auto undithered = [&](const SoundGrid& found) { return option.quantiser(found.grid.delta); };
    const auto quantiser = undithered(mainPassage(sound).found).widened(width);
    const Quantisation quantisation{.delta = quantiser.delta(), .grid = GridState::found, .rate = settings.at};
    RestorationChoice choice{
        quantiser,
        {},
        settings.solver.modelFor({.sampleRate = sound.properties.sampleRate, .quantisation = quantisation})};
    if (choice.model.model.sampleRate != sound.properties.sampleRate)
        throw std::runtime_error(name + ": the grid of the samples changes (" + textOfPassages(sound) +
                                 "), which the rate of the model does not allow; restore the passages one by one, or "
                                 "give --force or the number of bits");
    for (const auto& [begin, end, found] : sound.passages)
        choice.passages.push_back(
            {begin, end,
             found.state == GridState::found ? std::optional(undithered(found).widened(width)) : std::nullopt});
    choice.quantisation =
        "each passage on its own (" +
        textOfPassages(sound,
                       [&](const SoundGrid& found)
                       {
                           return found.state == GridState::found
                                      ? describe(option, undithered(found), ditherFor(settings, sound))
                                      : "unchanged";
                       }) +
        ')';
    choice.looksTruncated =
        !option.isGiven && sound.grid.state == GridState::found && looksTruncated(sound, sound.grid.grid.delta);
    return choice;
}
} // namespace

bool restoresPassages(const RestorationSettings& settings, const SoundSurvey& sound)
{
    return !settings.force && quantiserFor(settings, sound).isUniform() && gridChanges(sound) &&
           !expectedDelta(settings, sound);
}

RestorationChoice chooseRestoration(const RestorationSettings& settings, const SoundSurvey& sound,
                                    const std::string& name)
{
    const auto option = quantiserFor(settings, sound);
    if (restoresPassages(settings, sound))
        return choosePassages(settings, option, sound, name);
    const bool isUniform = option.isUniform();
    std::optional<double> delta;
    if (isUniform)
        delta = quantisationDelta(settings, sound, name);
    const auto undithered = option.quantiser(delta);
    const auto dither = isUniform ? ditherFor(settings, sound) : Dither::none;
    const auto quantiser = undithered.widened(widthWith(dither) * settings.strength);
    Quantisation quantisation{.delta = quantiser.delta(), .rate = settings.at};
    // Companded samples never lie on a uniform grid, so the missing grid is no sign of resampling.
    if (quantisation.rate == QuantisationRate::automatic && isUniform)
        quantisation.grid = sound.grid.state;
    RestorationChoice choice{
        quantiser, describe(option, undithered, dither),
        settings.solver.modelFor({.sampleRate = sound.properties.sampleRate, .quantisation = quantisation})};
    // Samples that were resampled lie on no grid, and are restored at the rate at which they were quantised.
    const bool atOwnRate = choice.model.model.sampleRate == sound.properties.sampleRate;
    if (settings.givenDelta() && isUniform && atOwnRate && !settings.force)
        requireExpectedGrid(sound, *delta, name);
    choice.looksTruncated = isUniform && !option.isGiven && looksTruncated(sound, *delta);
    return choice;
}

} // namespace dequantizer
