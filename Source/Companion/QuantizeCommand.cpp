#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"
#include "AudioFile/SoundWriter.h"
#include "AudioFile/WriteSoundFile.h"
#include "Companion/Commands.h"
#include "Companion/Interruption.h"
#include "Companion/QuantiserOption.h"
#include "Files/PathOptions.h"
#include "Files/Utf8Path.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

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
    std::optional<int> bitsPerSample; // none: see defaultBitsPerSampleOf()
};

constexpr auto midRise = "mid-rise", midTread = "mid-tread";

// The bits of the integers that all levels of the quantiser are, relative to full scale.
int bitsOfLevels(const NamedQuantiser& quantiser, std::optional<int> bits)
{
    constexpr int bitsOfMuLaw = 14, bitsOfALaw = 13;
    if (!quantiser.isUniform())
        return quantiser.name == "mu-law" ? bitsOfMuLaw : bitsOfALaw;
    const bool liesBetweenIntegers = quantiser.name == midRise; // half a step from them
    return *bits + (liesBetweenIntegers ? 1 : 0);
}

// The quantiser whose levels the output holds. Integers of too few bits would be those of a coarser quantiser than the
// one that the user asked for. Floats hold all levels, and lossy formats none exactly.
NamedQuantiser quantiserFor(const QuantizeOptions& options, const WritableDepth& depth)
{
    auto quantiser = options.quantiser;
    if (storedSamples(depth.subformat).floatingPoint)
        return quantiser;
    // Whoever wants an 8-bit file of 8 bits, and has named no quantiser, wants the one whose levels it holds.
    if (!quantiser.isGiven && quantiser.name == midRise && depth.bits == *options.bits)
        quantiser.name = midTread;
    const int needed = bitsOfLevels(quantiser, options.bits);
    if (depth.bits >= needed)
        return quantiser;
    const auto name = quantiser.isUniform() ? std::to_string(*options.bits) + "-bit " + quantiser.name : quantiser.name;
    throw SoundFileError(options.output, std::to_string(depth.bits) + " bits per sample cannot hold the levels of " +
                                             name + ", which need " + std::to_string(needed));
}

void writeQuantised(const Sound& sound, const std::filesystem::path& file, const WritableFormat& format,
                    int bitsPerSample)
{
    constexpr std::size_t portion = 1 << 16;
    const Interruption interruption; // not earlier: before, a signal may end the program at once
    SoundWriter writer(file, format, bitsPerSample,
                       {static_cast<int>(sound.channels.size()), sound.sampleRate, sound.length()});
    std::vector<const float*> pointers(sound.channels.size());
    for (std::size_t begin = 0; begin < sound.length(); begin += portion)
    {
        if (Interruption::requested())
            throw std::runtime_error("stopped");
        for (std::size_t channel = 0; channel < pointers.size(); ++channel)
            pointers[channel] = sound.channels[channel].data() + begin;
        writer.write(pointers.data(), std::min(portion, sound.length() - begin));
    }
    writer.finish();
}

void quantize(const QuantizeOptions& options)
{
    if (options.quantiser.isUniform() && !options.bits)
        throw CLI::RequiredError("--bits");
    if (!options.quantiser.isUniform() && options.bits)
        throw CLI::ValidationError("--bits", options.quantiser.name + " always has 8 bits");
    const auto& format = writableFormatOf(options.output);
    const int bitsPerSample = options.bitsPerSample.value_or(defaultBitsPerSampleOf(format));
    checkSoundFileTarget(options.output, bitsPerSample);
    const auto named = quantiserFor(options, writableDepth(format, bitsPerSample, options.output));
    requireOther(options.output, options.input);
    auto sound = readSoundFile(options.input);

    float largest = 0.0f;
    for (const auto& channel : sound.channels)
        largest = std::max(largest, peak(channel));
    const float gain = options.normalise && largest > 0.0f ? 1.0f / largest : 1.0f;

    const auto quantiser = named.quantiser(options.bits ? std::optional(deltaForBits(*options.bits)) : std::nullopt);
    for (auto& channel : sound.channels)
        for (float& sample : channel)
            sample = quantiser.quantise(gain * sample);
    writeQuantised(sound, options.output, format, bitsPerSample);
    std::cout << utf8FromPath(options.output) << ": quantised to " << named.describe(quantiser)
              << (named.name != options.quantiser.name ? ", mid-tread, the levels that so many bits per sample hold"
                                                       : "")
              << '\n';
}
} // namespace

void addQuantizeCommand(CLI::App& app)
{
    auto options = std::make_shared<QuantizeOptions>();
    auto* const command = app.add_subcommand("quantize", "Quantise a sound file to few bits per sample");
    command->add_option("IN", options->input, "sound file")->required();
    command
        ->add_option("OUT", options->output,
                     "sound file to write; the extension names the format: WAV, AIFF, FLAC, Ogg Vorbis or others")
        ->required();
    command->add_option("--bits", options->bits, "bits per sample of a uniform quantiser, over [-1, 1]")
        ->check(CLI::Range(1, 24));
    addQuantiserOption(*command, options->quantiser, "how to quantise");
    command->add_flag("--normalise", options->normalise, "normalise the peak to full scale before quantising");
    command->add_option("--bits-per-sample", options->bitsPerSample,
                        "bits per sample to write; 32 is floating point; default: 24, or 16 if the format has no more");
    command->callback([options] { quantize(*options); });
}

} // namespace dequantizer
