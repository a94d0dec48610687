#include "Companion/Commands.h"
#include "Companion/SolverOptions.h"
#include "Companion/SoundFile.h"
#include "Realtime/RestoreSignal.h"
#include "Signal/Quantiser.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <stdexcept>

namespace dequantizer
{

namespace
{
struct RestoreOptions
{
    std::filesystem::path input, output;
    std::optional<int> bits;
    std::optional<double> step;
    int bitsPerSample = usualBitsPerSample;
    SolverOptions solver;
};

// The grid as told on the command line, else as the model or the file itself has it.
double quantisationStep(const RestoreOptions& options, const Sound& sound)
{
    constexpr int mostBitsOfCoarseFile = 8;
    if (options.bits)
        return stepForBits(*options.bits);
    if (options.step)
        return *options.step;
    if (const auto step = options.solver.referenceStep())
        return *step;
    if (!sound.floatingPoint && sound.bitsPerSample <= mostBitsOfCoarseFile)
        return stepForBits(sound.bitsPerSample);
    throw std::runtime_error(options.input.string() +
                             ": how coarsely was this quantised? Give --bits or --step, since the file does not tell");
}

void restore(const RestoreOptions& options)
{
    checkSoundFileTarget(options.output, options.bitsPerSample);
    const auto sound = readSoundFile(options.input);
    const double step = quantisationStep(options, sound);
    const auto [model, remark] = options.solver.modelFor(sound.sampleRate, step);
    if (!remark.empty())
        std::cerr << "dequantizer: " << remark << '\n';

    StreamingEngine engine(model, static_cast<int>(sound.channels.size()), model.hop);
    engine.setStep(step);
    writeSoundFile(options.output, restoreSignal(engine, sound.channels), sound.sampleRate, options.bitsPerSample);

    std::cout << options.output.string() << ": restored from " << bitsForStep(step) << " bit with the model \""
              << model.name << "\", " << model.iterations << " iterations, a frame of " << model.frameLength()
              << " samples every " << model.hop << '\n';
}
} // namespace

void addRestoreCommand(CLI::App& app)
{
    auto options = std::make_shared<RestoreOptions>();
    auto* const command = app.add_subcommand("restore", "Restore a coarsely quantised sound file");
    command->add_option("IN", options->input, "sound file (WAV, AIFF, FLAC, Ogg)")->required();
    command->add_option("OUT", options->output, "sound file to write; the extension names the format")->required();
    auto* const bits =
        command->add_option("--bits", options->bits, "bits per sample of the sound as it was quantised, over [-1, 1]")
            ->check(CLI::Range(1, 24));
    command->add_option("--step", options->step, "quantisation step Delta, where it is not 2 / 2^bits")
        ->check(CLI::Range(1e-7, 2.0))
        ->excludes(bits);
    command->add_option("--bits-per-sample", options->bitsPerSample, "bits per sample to write; 32 is floating point")
        ->capture_default_str();
    options->solver.addTo(*command);
    command->callback([options] { restore(*options); });
}

} // namespace dequantizer
