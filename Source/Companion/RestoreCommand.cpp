#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/WriteSoundFile.h"
#include "Companion/ArithmeticOption.h"
#include "Companion/Commands.h"
#include "Companion/QuantiserOption.h"
#include "Companion/SolverOptions.h"
#include "Realtime/RestoreSignal.h"
#include "Signal/SoundGrid.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>

namespace dequantizer
{

namespace
{
// The word for automatic detection of the bits or the rate.
constexpr auto automatic = "auto";

const std::map<std::string, QuantisationRate> quantisationRates{
    {automatic, QuantisationRate::automatic}, {"own", QuantisationRate::own}, {"model", QuantisationRate::model}};

struct RestoreOptions
{
    std::filesystem::path input, output;
    std::string bits; // empty, a number or "auto"
    std::optional<double> delta;
    QuantiserOption quantiser;
    std::string at = automatic; // one of quantisationRates
    int bitsPerSample = defaultBitsPerSample;
    SolverOptions solver;
    Arithmetic arithmetic = Arithmetic::fixedPoint;
};

constexpr int mostBits = 24;

std::string whyNoBits(const std::string& text)
{
    if (text == automatic)
        return {};
    try
    {
        std::size_t read = 0;
        const int bits = std::stoi(text, &read);
        if (read == text.size() && bits >= 1 && bits <= mostBits)
            return {};
    }
    catch (const std::logic_error&)
    {
    }
    return text + " is neither a number of bits from 1 to 24 nor auto";
}

// Delta of the grid that contains the samples, if it was reliably detected.
std::optional<double> detectedDelta(const Sound& sound)
{
    const auto found = findGrid(sound.channels, sound.sampleRate);
    if (found.state != GridState::found || found.grid.confidence < reliableConfidence)
        return std::nullopt;
    return found.grid.delta;
}

// The quantisation step from the command line, or else from the model, the file format or the samples, in this order.
double quantisationDelta(const RestoreOptions& options, const Sound& sound)
{
    constexpr int mostBitsOfCoarseFile = 8;
    if (options.bits == automatic)
    {
        if (const auto delta = detectedDelta(sound))
            return *delta;
        throw std::runtime_error(options.input.string() +
                                 ": the samples lie on no detectable grid; give the number of bits");
    }
    if (!options.bits.empty())
        return deltaForBits(std::stoi(options.bits));
    if (options.delta)
        return *options.delta;
    if (const auto training = options.solver.trainedFor())
        return training->referenceDelta;
    if (sound.encoding == SampleEncoding::linear && !sound.floatingPoint && sound.bitsPerSample <= mostBitsOfCoarseFile)
        return deltaForBits(sound.bitsPerSample);
    if (const auto delta = detectedDelta(sound))
        return *delta;
    throw std::runtime_error(options.input.string() +
                             ": the quantisation step could not be determined; give --bits or --step");
}

Quantiser quantiserOf(const RestoreOptions& options, const Sound& sound)
{
    if (options.quantiser.isUniform())
        return options.quantiser.quantiser(quantisationDelta(options, sound));
    if (!options.bits.empty() || options.delta)
        throw CLI::ValidationError("--quantiser", options.quantiser.name + " takes neither --bits nor --step");
    return options.quantiser.quantiser(std::nullopt);
}

ModelRequest requestFor(const RestoreOptions& options, const Sound& sound, double delta)
{
    Quantisation quantisation{.delta = delta, .rate = quantisationRates.at(options.at)};
    // Companded samples never lie on a uniform grid, so the missing grid is no sign of resampling.
    if (quantisation.rate == QuantisationRate::automatic && options.quantiser.isUniform())
        quantisation.grid = findGrid(sound.channels, sound.sampleRate).state;
    return {.sampleRate = sound.sampleRate, .quantisation = quantisation};
}

std::ptrdiff_t samplesBeyondFullScale(const Sound& sound)
{
    std::ptrdiff_t count = 0;
    for (const auto& channel : sound.channels)
        count += std::count_if(channel.begin(), channel.end(), [](float x) { return std::abs(x) > 1.0f; });
    return count;
}

void restore(const RestoreOptions& options)
{
    checkSoundFileTarget(options.output, options.bitsPerSample);
    requireOther(options.output, options.input);
    const auto sound = readSoundFile(options.input);
    if (const auto beyond = samplesBeyondFullScale(sound); beyond > 0)
        std::cerr << "dequantizer: " << options.input.string() << ": " << beyond
                  << " samples are beyond full scale and are limited to it\n";
    const auto quantiser = quantiserOf(options, sound);
    const auto [model, choice, reason] = options.solver.modelFor(requestFor(options, sound, quantiser.delta()));
    if (choice.reason == ChoiceReason::otherRate)
        std::cerr << "dequantizer: " << reason << "; --at model restores at the model's rate\n";

    constexpr int leastLatency = 0;
    AnyRateEngine engine(model, sound.sampleRate, static_cast<int>(sound.channels.size()), model.hop, leastLatency,
                         options.arithmetic);
    engine.setQuantiser(quantiser);
    writeSoundFile(options.output, restoreSignal(engine, sound.channels), sound.sampleRate, options.bitsPerSample);

    std::cout << options.output.string() << ": restored from " << options.quantiser.describe(quantiser)
              << " with the model \"" << model.name << "\", " << model.iterations << " iterations, a frame of "
              << model.frameLength() << " samples every " << model.hop;
    if (engine.isConverting())
        std::cout << " at " << model.sampleRate << " Hz";
    if (!reason.empty() && !choice.isFallback())
        std::cout << " (" << reason << ')';
    std::cout << '\n';
}
} // namespace

void addRestoreCommand(CLI::App& app)
{
    auto options = std::make_shared<RestoreOptions>();
    auto* const command = app.add_subcommand("restore", "Restore a coarsely quantised sound file");
    command->add_option("IN", options->input, "sound file")->required();
    command
        ->add_option("OUT", options->output,
                     "sound file to write; the extension names the format: WAV, AIFF, FLAC or Ogg Vorbis")
        ->required();
    auto* const bits =
        command
            ->add_option("--bits", options->bits,
                         "bits per sample of the quantisation, over [-1, 1]; auto detects the grid of the samples, "
                         "whatever gain was applied to them")
            ->check(CLI::Validator(whyNoBits, "1 .. 24 or auto"));
    command->add_option("--step", options->delta, "quantisation step Delta, if it is not 2 / 2^bits")
        ->check(CLI::Range(1e-7, 2.0))
        ->excludes(bits);
    options->quantiser.addTo(*command, "how the file was quantised; mid-rise and mid-tread have the same cells");
    command
        ->add_option(
            "--at", options->at,
            "the sample rate at which the file was quantised: own, its current rate; model, the rate of the model (the "
            "correction is then computed at that rate); auto, own if its samples are on a grid")
        ->check(CLI::IsMember(quantisationRates))
        ->capture_default_str();
    command->add_option("--bits-per-sample", options->bitsPerSample, "bits per sample to write; 32 is floating point")
        ->capture_default_str();
    options->solver.addTo(*command);
    addArithmeticOption(*command, options->arithmetic);
    command->callback([options] { restore(*options); });
}

} // namespace dequantizer
