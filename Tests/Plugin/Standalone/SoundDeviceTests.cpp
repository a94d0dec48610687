#include "Catch.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Standalone/DeviceMessage.h"
#include "Plugin/Standalone/FakeSoundSystem.h"
#include "Plugin/Standalone/SoundOf.h"

#include <algorithm>
#include <optional>

using namespace dequantizer;

namespace
{
constexpr int blockLength = 512;
constexpr double ownRateOfDevice = 44100.0;

// The standalone program's way from the sound system through the plugin and back.
struct Studio
{
    explicit Studio(FakeSoundSystem fake = {}, const juce::XmlElement* saved = nullptr) : system(std::move(fake))
    {
        device.devices().addAudioDeviceType(system.type());
        device.openDevice(saved);
    }

    Signal run(const Signal& input)
    {
        Signal result(2);
        const auto length = static_cast<std::ptrdiff_t>(input.front().size());
        for (std::ptrdiff_t start = 0; start < length; start += blockLength)
        {
            const auto count = std::min<std::ptrdiff_t>(blockLength, length - start);
            Signal block;
            for (const auto& channel : input)
                block.emplace_back(channel.begin() + start, channel.begin() + start + count);
            const auto output = system.device->run(block, static_cast<int>(count));
            for (std::size_t channel = 0; channel < 2; ++channel)
                result[channel].insert(result[channel].end(), output[channel].begin(), output[channel].end());
        }
        return result;
    }

    // Without an open input.
    Signal run(int samples) { return system.device->run({}, samples); }

    [[nodiscard]] DeviceMessage message() { return deviceMessage(device, playback, 0.058); }

    FakeSoundSystem system;
    PluginFixture plugin;
    Playback playback{plugin.processor};
    SoundDevice device{playback, plugin.processor};
};

Signal restoredAt(double rate, const Signal& signal)
{
    PluginFixture plugin;
    plugin.prepare(static_cast<int>(signal.size()), rate);
    return plugin.process(signal);
}
} // namespace

TEST_CASE("The program starts with the input of the device closed", "[plugin][standalone][live]")
{
    Studio studio;
    REQUIRE(studio.system.device != nullptr);
    CHECK_FALSE(studio.device.isLive());
    CHECK(studio.device.inputChannels() == 0);
    CHECK(studio.device.deviceName() == "Loudspeakers");
    CHECK(studio.message().text.isEmpty());
    CHECK(studio.run(100) == Signal(2, std::vector<float>(100, 0.0f)));
}

TEST_CASE("The live input is restored at the rate of the device", "[plugin][standalone][live]")
{
    Studio studio;
    studio.device.setLive(true);
    CHECK(studio.device.inputName() == "Microphone");
    CHECK(studio.device.inputChannels() == 2);
    CHECK(studio.plugin.processor.getSampleRate() == ownRateOfDevice);
    // 20 ms of the device's own latency.
    CHECK(studio.message().text == "Live from Microphone at 44.1 kHz, heard 78 ms later.");
    CHECK_FALSE(studio.message().isError);
    const auto signal = quantisedGlide(6000, 2, ownRateOfDevice);
    CHECK(studio.run(signal) == restoredAt(ownRateOfDevice, signal));
}

TEST_CASE("The live input follows a device whose rate changes", "[plugin][standalone][live]")
{
    Studio studio;
    studio.device.setLive(true);
    std::ignore = studio.run(quantisedGlide(3000, 2, ownRateOfDevice));
    SECTION("by another program")
    {
        studio.system.device->restartAt(48000.0);
    }
    SECTION("by the user")
    {
        auto setup = studio.device.devices().getAudioDeviceSetup();
        setup.sampleRate = 48000.0;
        REQUIRE(studio.device.devices().setAudioDeviceSetup(setup, true).isEmpty());
    }
    CHECK(studio.plugin.processor.getSampleRate() == 48000.0);
    const auto signal = quantisedGlide(6000, 2, 48000.0);
    CHECK(studio.run(signal) == restoredAt(48000.0, signal));
    CHECK_THAT(studio.message().text.toStdString(), ContainsSubstring("48 kHz"));
}

TEST_CASE("Change messages of the device do not interrupt the live input", "[plugin][standalone][live]")
{
    Studio studio;
    studio.device.setLive(true);
    const auto signal = quantisedGlide(6000, 2, ownRateOfDevice);
    const auto expected = restoredAt(ownRateOfDevice, signal);
    Signal first(2), rest(2);
    for (std::size_t channel = 0; channel < 2; ++channel)
    {
        first[channel].assign(signal[channel].begin(), signal[channel].begin() + 5 * blockLength);
        rest[channel].assign(signal[channel].begin() + 5 * blockLength, signal[channel].end());
    }
    auto heard = studio.run(first);
    dispatchMessages(50);
    const auto after = studio.run(rest);
    for (std::size_t channel = 0; channel < 2; ++channel)
        heard[channel].insert(heard[channel].end(), after[channel].begin(), after[channel].end());
    CHECK(heard == expected);
}

TEST_CASE("The file waits at its position during the live input", "[plugin][standalone][live]")
{
    Studio studio;
    const auto sound = soundOf(quantisedGlide(16000, 1, PluginFixture::defaultRate));
    studio.device.open(sound);
    CHECK(studio.device.deviceRate() == PluginFixture::defaultRate);
    studio.playback.player().play();
    std::ignore = studio.run(5000);
    const auto position = studio.playback.position();
    CHECK(position == 5000 - PluginFixture::defaultLatency);

    for (int round = 0; round < 2; ++round)
    {
        studio.device.setLive(true);
        CHECK(studio.device.deviceRate() == ownRateOfDevice); // and not that of the file
        CHECK_FALSE(studio.playback.player().isPlaying());
        CHECK(studio.playback.position() == position);
        const auto signal = quantisedGlide(3000, 2, ownRateOfDevice);
        CHECK(studio.run(signal) == restoredAt(ownRateOfDevice, signal));
        CHECK(studio.playback.position() == position);
        studio.device.setLive(false);
        CHECK(studio.device.inputChannels() == 0);
        CHECK(studio.device.deviceRate() == PluginFixture::defaultRate);
        CHECK(studio.playback.player().sound() == sound);
        CHECK(studio.playback.position() == position);
    }

    // As if the file had been opened and moved to this position.
    Studio other;
    other.device.open(sound);
    other.playback.player().seek(position);
    for (auto* each : {&studio, &other})
        each->playback.player().play();
    const auto heard = studio.run(6000);
    CHECK(heard == other.run(6000));
    CHECK(std::any_of(heard[0].begin(), heard[0].end(), [](float sample) { return sample != 0.0f; }));
    CHECK(studio.playback.position() == position + 6000 - PluginFixture::defaultLatency);
}

TEST_CASE("Opening a file ends the live input, unless the file cannot be played", "[plugin][standalone][live]")
{
    Studio studio;
    studio.device.setLive(true);
    CHECK_THROWS_WITH(studio.device.open(soundOf(Signal(17, std::vector<float>(100)))),
                      ContainsSubstring("17 channels"));
    CHECK(studio.device.isLive());
    const auto signal = quantisedGlide(3000, 2, ownRateOfDevice);
    CHECK(studio.run(signal) == restoredAt(ownRateOfDevice, signal));

    studio.device.open(soundOf(quantisedGlide(3000, 1, PluginFixture::defaultRate)));
    CHECK_FALSE(studio.device.isLive());
    CHECK(studio.device.inputChannels() == 0);
    CHECK(studio.plugin.processor.getSampleRate() == PluginFixture::defaultRate);
}

TEST_CASE("A file whose rate the device lacks is played at the device's own rate", "[plugin][standalone]")
{
    Studio studio;
    studio.device.open(soundOf(quantisedGlide(3000, 1, 16000.0), 16000.0));
    CHECK(studio.device.deviceRate() == 16000.0);
    studio.device.open(soundOf(quantisedGlide(3000, 1, 22050.0), 22050.0));
    CHECK(studio.device.deviceRate() == ownRateOfDevice);
}

TEST_CASE("Without an audio device the live input says so and breaks nothing", "[plugin][standalone][live]")
{
    Studio studio({.inputs = {}, .outputs = {}, .inputFailure = {}});
    REQUIRE(studio.system.device == nullptr);
    const auto sound = soundOf(quantisedGlide(16000, 1, PluginFixture::defaultRate));
    studio.device.open(sound);
    studio.playback.player().seek(7000);
    studio.device.setLive(true);
    CHECK(studio.message().isError);
    CHECK_THAT(studio.message().text.toStdString(), ContainsSubstring("no audio device"));
    studio.device.setLive(false);
    CHECK_FALSE(studio.message().isError);
    CHECK(studio.playback.position() == 7000);
    CHECK(studio.playback.player().sound() == sound);
}

TEST_CASE("A device without an input is silent and says so", "[plugin][standalone][live]")
{
    Studio studio({.inputs = {}, .inputFailure = {}});
    studio.device.setLive(true);
    CHECK(studio.device.isLive());
    CHECK(studio.message().isError);
    CHECK_THAT(studio.message().text.toStdString(), ContainsSubstring("no open input"));
    CHECK(studio.run(1000) == Signal(2, std::vector<float>(1000, 0.0f)));
}

TEST_CASE("An input that cannot be opened says why until another is chosen", "[plugin][standalone][live]")
{
    Studio studio({.inputFailure = "The device is in use!\n\nClose the other program."});
    studio.device.setLive(true);
    CHECK(studio.message().isError);
    CHECK_THAT(studio.message().text.toStdString(), ContainsSubstring("cannot be opened (The device is in use)"));
    CHECK(studio.device.deviceName() == "Loudspeakers");
    CHECK(studio.run(1000) == Signal(2, std::vector<float>(1000, 0.0f)));

    studio.system.inputFailure.clear();
    auto setup = studio.device.devices().getAudioDeviceSetup();
    setup.inputDeviceName = "Line";
    setup.useDefaultInputChannels = false;
    setup.inputChannels.setRange(0, 1, true);
    REQUIRE(studio.device.devices().setAudioDeviceSetup(setup, true).isEmpty());
    dispatchMessages(50);
    CHECK_FALSE(studio.message().isError);
    CHECK(studio.device.inputName() == "Line");
    const auto signal = quantisedGlide(3000, 1, ownRateOfDevice);
    CHECK(studio.run(signal)[0] == restoredAt(ownRateOfDevice, signal)[0]);
}

TEST_CASE("The chosen input is used again, also after a start, but never opened at the start",
          "[plugin][standalone][live]")
{
    std::unique_ptr<juce::XmlElement> saved;
    {
        Studio studio;
        CHECK(studio.device.chosenDevice() == nullptr);
        studio.device.setLive(true);
        auto setup = studio.device.devices().getAudioDeviceSetup();
        setup.inputDeviceName = "Line";
        setup.inputChannels.clear();
        setup.inputChannels.setBit(1);
        REQUIRE(studio.device.devices().setAudioDeviceSetup(setup, true).isEmpty());
        dispatchMessages(50);
        studio.device.setLive(false);
        CHECK(studio.device.inputChannels() == 0);
        studio.device.setLive(true);
        CHECK(studio.device.inputName() == "Line");
        CHECK(studio.device.inputChannels() == 1);
        studio.device.setLive(false);
        saved = studio.device.chosenDevice();
    }
    REQUIRE(saved != nullptr);
    Studio studio({}, saved.get());
    CHECK_FALSE(studio.device.isLive());
    CHECK(studio.device.inputChannels() == 0);
    studio.device.setLive(true);
    CHECK(studio.device.inputName() == "Line");
    CHECK(studio.system.device->getActiveInputChannels().findNextSetBit(0) == 1);

    // The default if it is no longer there.
    Studio without({.inputs = {"Microphone"}, .inputFailure = {}}, saved.get());
    without.device.setLive(true);
    CHECK(without.device.inputName() == "Microphone");
    CHECK(without.device.inputChannels() == 2);
}
