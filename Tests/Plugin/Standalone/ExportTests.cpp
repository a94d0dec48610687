#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/WriteSoundFile.h"
#include "Catch.h"
#include "Companion/CommandLine.h"
#include "FileBytes.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/Standalone/Export.h"
#include "Plugin/Standalone/ExportDialog.h"
#include "Plugin/Standalone/SoundOf.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <thread>
#include <tuple>

using namespace dequantizer;

namespace
{
void waitFor(const Export& work)
{
    while (!work.isFinished())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

juce::MemoryBlock stateOf(Processor& processor)
{
    juce::MemoryBlock state;
    processor.getStateInformation(state);
    return state;
}

// Exports the sound with the fixture's settings; fails on an error.
void exportTo(const std::filesystem::path& file, PluginFixture& plugin, std::shared_ptr<const Sound> sound, int bits)
{
    Export work(stateOf(plugin.processor), std::move(sound), file, bits);
    waitFor(work);
    CHECK(work.error() == "");
    REQUIRE(work.hasSucceeded());
    CHECK(work.fractionDone() == 1.0);
}
} // namespace

TEST_CASE("An export contains the plugin's output for the whole file, aligned with it", "[plugin][standalone]")
{
    const int channels = GENERATE(1, 2);
    const auto length = GENERATE(std::size_t{1}, std::size_t{100}, std::size_t{9000});
    const TemporaryFolder folder;
    const auto signal = quantisedGlide(length, channels, PluginFixture::defaultRate);
    PluginFixture plugin;
    plugin.set(parameter::iterations, "7");
    plugin.set(parameter::gain, "-3");
    exportTo(folder / "out.wav", plugin, soundOf(signal), 32);
    const auto exported = readSoundFile(folder / "out.wav");

    plugin.prepare(channels);
    auto padded = signal;
    const auto latency = plugin.processor.getLatencySamples();
    for (auto& channel : padded)
        channel.resize(length + static_cast<std::size_t>(latency), 0.0f);
    auto expected = plugin.process(padded);
    for (auto& channel : expected)
        channel.erase(channel.begin(), channel.begin() + latency);
    CHECK(exported.channels == expected);
    CHECK(exported.floatingPoint);
    CHECK(exported.sampleRate == PluginFixture::defaultRate);
    CHECK(folder.entries() == 1);
}

TEST_CASE("An export and `dequantizer restore` write the same bytes", "[plugin][standalone]")
{
    const int bitsPerSample = GENERATE(24, 32);
    // At 48 kHz, on a grid and, as after resampling, on none.
    const double rate = GENERATE(16000.0, 48000.0);
    const bool onGrid = rate == 16000.0 || GENERATE(true, false);
    using Choice = std::tuple<const char*, const char*, const char*, const char*>; // as options and as parameters
    const auto [material, quality, materialText, qualityText] =
        GENERATE(Choice{"automatic", "balanced", "Automatic", "Balanced"}, Choice{"speech", "best", "Speech", "Best"},
                 Choice{"any", "low-latency", "Any", "Low latency"});
    CAPTURE(rate, onGrid, material, quality);
    const TemporaryFolder folder;
    const auto in = folder / "in.wav", expected = folder / "expected.wav", out = folder / "out.wav";
    auto signal = quantisedGlide(static_cast<std::size_t>(rate), 1, rate);
    if (!onGrid)
        for (std::size_t i = 0; i < signal[0].size(); ++i)
            signal[0][i] *= 0.7f + 0.2f * std::sin(0.001f * static_cast<float>(i));
    writeSoundFile(in, signal, rate, 32);
    const auto result =
        runDequantizer({"restore", in.string(), expected.string(), "--bits", "4", "--bits-per-sample",
                        std::to_string(bitsPerSample), "--material", material, "--quality", quality, "--force"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);

    PluginFixture plugin;
    plugin.set(parameter::material, materialText);
    plugin.set(parameter::quality, qualityText);
    exportTo(out, plugin, std::make_shared<Sound>(readSoundFile(in)), bitsPerSample);
    const bool same = bytesOf(out) == bytesOf(expected); // a failed CHECK on the bytes would print them
    CHECK(same);
}

TEST_CASE("An export follows the grid from the first sample", "[plugin][standalone]")
{
    const TemporaryFolder folder;
    const auto sound = soundOf(quantisedGlide(16000, 1, PluginFixture::defaultRate));
    PluginFixture manual, following;
    manual.set(parameter::bits, "4");
    following.set(parameter::bits, "9");
    following.set(parameter::automaticBits, "On");
    exportTo(folder / "manual.wav", manual, sound, 32);
    exportTo(folder / "following.wav", following, sound, 32);
    CHECK(readSoundFile(folder / "following.wav").channels == readSoundFile(folder / "manual.wav").channels);
}

TEST_CASE("An export that cannot be written reports why and leaves no file", "[plugin][standalone]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    const auto errorOf = [&](const std::filesystem::path& file, int bits, int channels = 1)
    {
        Export work(stateOf(plugin.processor), soundOf(quantisedGlide(2000, channels, PluginFixture::defaultRate)),
                    file, bits);
        waitFor(work);
        CHECK_FALSE(work.hasSucceeded());
        return work.error();
    };
    CHECK_THAT(errorOf(folder / "missing" / "out.wav", 32), ContainsSubstring("no such folder"));
    CHECK_THAT(errorOf(folder / "out.txt", 32), ContainsSubstring("extension"));
    CHECK_THAT(errorOf(folder / "out.wav", 7), ContainsSubstring("7 bits"));
    CHECK_THAT(errorOf(folder / "out.wav", 32, 17), ContainsSubstring("17 channels"));
    std::filesystem::create_directory(folder / "taken.wav");
    CHECK_THAT(errorOf(folder / "taken.wav", 32), ContainsSubstring("this is a folder"));
    CHECK(folder.entries() == 1);
}

TEST_CASE("An export to a read-only folder reports an error", "[plugin][standalone]")
{
    const TemporaryFolder folder;
    const auto closed = folder / "closed";
    std::filesystem::create_directory(closed);
    std::filesystem::permissions(closed, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const bool isWritable = std::ofstream(closed / "probe").is_open();
    std::string error;
    if (!isWritable)
    {
        PluginFixture plugin;
        Export work(stateOf(plugin.processor), soundOf(quantisedGlide(2000, 1, PluginFixture::defaultRate)),
                    closed / "out.wav", 32);
        waitFor(work);
        error = work.error();
    }
    std::filesystem::permissions(closed, std::filesystem::perms::owner_all);
    if (isWritable)
        return skip("this user may write to every folder");
    CHECK_THAT(error, ContainsSubstring("cannot be written"));
}

TEST_CASE("A cancelled export leaves the existing file", "[plugin][standalone]")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "out.wav") << "before";
    PluginFixture plugin;
    // Long enough to be still running when it is cancelled or destroyed.
    const auto sound = soundOf(quantisedGlide(5000000, 1, PluginFixture::defaultRate));
    {
        Export work(stateOf(plugin.processor), sound, folder / "out.wav", 32);
        work.cancel();
        waitFor(work);
        CHECK_FALSE(work.hasSucceeded());
        CHECK(work.error() == "");
    }
    {
        const Export left(stateOf(plugin.processor), sound, folder / "out.wav", 32);
    }
    CHECK(bytesOf(folder / "out.wav") == "before");
    CHECK(folder.entries() == 1);
}

TEST_CASE("Sound beyond the maximum length is not read", "[plugin][standalone]")
{
    const TemporaryFolder folder;
    writeSoundFile(folder / "in.wav", Channels(2, std::vector<float>(1000)), 16000.0, 16);
    CHECK(readSoundFile(folder / "in.wav", 2000).length() == 1000);
    CHECK_THROWS_WITH(readSoundFile(folder / "in.wav", 1999), ContainsSubstring("longer than"));
}

TEST_CASE("An export's name gets the format's extension and never replaces the open file", "[plugin][standalone]")
{
    const TemporaryFolder folder;
    const juce::File place((folder.path).string()), open = place.getChildFile("tape.wav");
    const auto target = [&](const char* name, const char* extension)
    { return exportTargetFor(place.getChildFile(name), extension, open); };

    CHECK(target("new.wav", ".wav").file.getFileName() == "new.wav");
    CHECK_FALSE(target("new.wav", ".wav").isRenamed);
    // The file dialog has asked about a different file.
    CHECK(target("new", ".wav").file.getFileName() == "new.wav");
    CHECK(target("new", ".wav").isRenamed);
    CHECK(target("take 1.2", ".flac").file.getFileName() == "take 1.2.flac");
    CHECK(target("new.flac", ".wav").error.isNotEmpty());
    CHECK(target("tape.wav", ".wav").error.isNotEmpty());
    CHECK(target("tape", ".wav").error.isNotEmpty());
    CHECK(target("tape", ".flac").error.isEmpty());
}
