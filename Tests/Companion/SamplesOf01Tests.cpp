#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Signal/Quantiser.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <sstream>

using namespace dequantizer;

namespace
{
// One second of speech in one channel, or also reversed in a second one, quantised to 4 bit, at a declared rate.
WaveFile quantisedSpeech(std::uint32_t sampleRate, std::size_t channels)
{
    auto speech = readWaveFile(DEQUANTIZER_SPEECH).channels.front();
    speech.resize(16000);
    const auto quantiser = Quantiser::midRise(deltaForBits(4), Overload::saturate);
    WaveFile file;
    file.sampleRate = sampleRate;
    file.channels.assign(channels, std::vector<double>(speech.size()));
    for (std::size_t i = 0; i < speech.size(); ++i)
    {
        const auto sample = static_cast<double>(quantiser.quantise(3.0f * static_cast<float>(speech[i])));
        file.channels.front()[i] = sample;
        file.channels.back()[channels == 1 ? i : speech.size() - 1 - i] = sample;
    }
    return file;
}

// FNV-1a of the samples as floats, channel by channel.
std::uint64_t hashOf(const WaveFile& file)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const auto& channel : file.channels)
        for (const double sample : channel)
            for (int shift = 0; shift < 32; shift += 8)
            {
                hash ^= std::bit_cast<std::uint32_t>(static_cast<float>(sample)) >> shift & 0xffu;
                hash *= 0x100000001b3u;
            }
    return hash;
}
} // namespace

TEST_CASE("Restored samples equal those of version 0.1 bit for bit", "[restore]")
{
    // Each line: a model's name or DCT, sample rate, number of channels, the hash of the restored samples.
    std::ifstream table(DEQUANTIZER_TEST_DATA "/samples-of-0.1.txt");
    std::string name;
    std::uint32_t sampleRate = 0;
    std::size_t channels = 0, rows = 0;
    std::string expected;
    for (; table >> name >> sampleRate >> channels >> expected; ++rows)
    {
        const TemporaryFolder folder;
        const auto input = folder / "in.wav", output = folder / "out.wav";
        quantisedSpeech(sampleRate, channels).write(input);
        std::vector<std::string> arguments{"restore", input.string(), output.string(),     "--bits", "4",
                                           "--at",    "model",        "--bits-per-sample", "32"};
        if (name == "DCT")
            arguments.emplace_back("--dct");
        else
            arguments.insert(arguments.end(), {"--model", name});
        CAPTURE(name, sampleRate, channels);
        const auto result = runDequantizer(arguments);
        CAPTURE(result.errors);
        REQUIRE(result.status == 0);
        std::ostringstream hash;
        hash << std::hex << hashOf(readWaveFile(output));
        CHECK(hash.str() == expected);
    }
    CHECK(rows == 16);
}
