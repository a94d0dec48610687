#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/WriteSoundFile.h"
#include "Companion/Commands.h"
#include "Companion/QuantiserOption.h"
#include "Files/PathOptions.h"
#include "Files/Utf8Path.h"

#include <iostream>
#include <memory>
#include <optional>

namespace dequantizer
{

namespace
{
struct QuantizeOptions
{
    std::filesystem::path input, output;
    std::optional<int> bits;
    NamedQuantiser quantiser;
    bool normalise = false;
    int bitsPerSample = defaultBitsPerSample;
};

void quantize(const QuantizeOptions& options)
{
    if (options.quantiser.isUniform() && !options.bits)
        throw CLI::RequiredError("--bits");
    if (!options.quantiser.isUniform() && options.bits)
        throw CLI::ValidationError("--bits", options.quantiser.name + " always has 8 bits");
    checkSoundFileTarget(options.output, options.bitsPerSample);
    requireOther(options.output, options.input);
    auto sound = readSoundFile(options.input);

    float largest = 0.0f;
    for (const auto& channel : sound.channels)
        largest = std::max(largest, peak(channel));
    const float gain = options.normalise && largest > 0.0f ? 1.0f / largest : 1.0f;

    const auto quantiser =
        options.quantiser.quantiser(options.bits ? std::optional(deltaForBits(*options.bits)) : std::nullopt);
    for (auto& channel : sound.channels)
        for (float& sample : channel)
            sample = quantiser.quantise(gain * sample);
    writeSoundFile(options.output, sound.channels, sound.sampleRate, options.bitsPerSample);
    std::cout << utf8FromPath(options.output) << ": quantised to " << options.quantiser.describe(quantiser) << '\n';
}
} // namespace

void addQuantizeCommand(CLI::App& app)
{
    auto options = std::make_shared<QuantizeOptions>();
    auto* const command = app.add_subcommand("quantize", "Quantise a sound file to few bits per sample");
    command->add_option("IN", options->input, "sound file")->required();
    command
        ->add_option("OUT", options->output,
                     "sound file to write; the extension names the format: WAV, AIFF, FLAC or Ogg Vorbis")
        ->required();
    command->add_option("--bits", options->bits, "bits per sample of a uniform quantiser, over [-1, 1]")
        ->check(CLI::Range(1, 24));
    addQuantiserOption(*command, options->quantiser, "how to quantise");
    command->add_flag("--normalise", options->normalise, "normalise the peak to full scale before quantising");
    command->add_option("--bits-per-sample", options->bitsPerSample, "bits per sample to write; 32 is floating point")
        ->capture_default_str();
    command->callback([options] { quantize(*options); });
}

} // namespace dequantizer
