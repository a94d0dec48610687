#include "Catch.h"
#include "Plugin/Editor/EditorFixture.h"

using namespace dequantizer;

namespace
{
// Plays in portions of a tenth of a second, each followed by an update of the editor.
void playAndUpdate(PluginFixture& plugin, Editor& editor, const Signal& signal)
{
    const auto portion = static_cast<std::size_t>(PluginFixture::defaultRate / 10.0);
    for (std::size_t start = 0; start + portion <= signal.front().size(); start += portion)
    {
        Signal part;
        for (const auto& channel : signal)
            part.emplace_back(channel.begin() + static_cast<std::ptrdiff_t>(start),
                              channel.begin() + static_cast<std::ptrdiff_t>(start + portion));
        std::ignore = plugin.process(std::move(part));
        editor.update(0.1);
    }
}

juce::Button& learnButton(Editor& editor)
{
    return titled<juce::Button>(editor, "Learn from the sound");
}
} // namespace

TEST_CASE("Learning sets the parameters from three seconds of sound, as one edit", "[plugin][learning]")
{
    PluginFixture plugin;
    plugin.set(parameter::bits, "7");
    plugin.set(parameter::strength, "250");
    plugin.prepare(2);
    const auto editor = open(plugin);
    auto& learning = plugin.processor.learner();
    const auto sound = quantisedGlide(64000, 2, PluginFixture::defaultRate);
    playAndUpdate(plugin, *editor, {std::vector<float>(16000), std::vector<float>(16000)}); // nobody listens yet

    learnButton(*editor).onClick();
    CHECK(learning.text() == "Listening: play some sound.");
    playAndUpdate(plugin, *editor,
                  {{sound[0].begin(), sound[0].begin() + 16000}, {sound[1].begin(), sound[1].begin() + 16000}});
    CHECK(learning.text() == "Listening: 1.0 of 3 s.");
    CHECK(valueOf(plugin, parameter::bits) == 7.0);
    playAndUpdate(plugin, *editor, sound);
    CHECK_FALSE(learning.isRunning());
    CHECK(learning.text() == "4 bit, mid-rise, dither unknown.");
    CHECK(valueOf(plugin, parameter::bits) == 4.0);
    CHECK(valueOf(plugin, parameter::automaticBits) == 0.0);
    CHECK(valueOf(plugin, parameter::strength) == 250.0);
    plugin.processor.history().undo();
    CHECK(valueOf(plugin, parameter::bits) == 7.0);
    CHECK_FALSE(plugin.processor.history().canUndo());
}

TEST_CASE("Learning changes nothing from silence, without audio or when it is stopped", "[plugin][learning]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    const auto before = plugin.state();
    auto& learning = plugin.processor.learner();
    {
        const auto editor = open(plugin);
        learnButton(*editor).onClick();
        playAndUpdate(plugin, *editor, {std::vector<float>(64000)});
        CHECK(learning.text() == "Only silence was heard: nothing was changed.");

        learnButton(*editor).onClick();
        for (int i = 0; i < 6; ++i)
            editor->update(1.0);
        CHECK(learning.text() == "No audio arrives: nothing was changed.");

        learnButton(*editor).onClick();
        playAndUpdate(plugin, *editor, quantisedGlide(16000, 1, PluginFixture::defaultRate));
        titled<juce::Button>(*editor, "Stop learning").onClick();
        CHECK(learning.text() == "Stopped: nothing was changed.");
        learnButton(*editor).onClick();
    }
    CHECK_FALSE(learning.isRunning()); // it ends with the editor
    CHECK(plugin.state() == before);
}

TEST_CASE("Learning starts again when the rate or the number of channels changes", "[plugin][learning]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    const auto editor = open(plugin);
    learnButton(*editor).onClick();
    playAndUpdate(plugin, *editor, quantisedGlide(32000, 1, PluginFixture::defaultRate));
    plugin.prepare(2, 32000.0);
    playAndUpdate(plugin, *editor, quantisedGlide(64000, 2, 32000.0));
    CHECK(plugin.processor.learner().isRunning());
    playAndUpdate(plugin, *editor, quantisedGlide(64000, 2, 32000.0));
    CHECK(plugin.processor.learner().text().starts_with("4 bit, mid-rise, "));
}

TEST_CASE("The input tap passes all samples in order, and leaves out what does not fit", "[plugin][learning]")
{
    InputTap tap;
    tap.prepare(1, 8000.0);
    std::vector<float> ramp(InputTap::capacity + 1000);
    for (std::size_t i = 0; i < ramp.size(); ++i)
        ramp[i] = static_cast<float>(i);
    const auto write = [&](std::size_t first, std::size_t count)
    {
        const float* const channel = ramp.data() + first;
        tap.write(&channel, static_cast<int>(count));
    };
    Signal read;
    write(0, 100); // nobody listens
    tap.listen(true);
    write(100, 300);
    write(400, 200);
    CHECK(tap.read(read) == 8000.0);
    CHECK(read == Signal{{ramp.begin() + 100, ramp.begin() + 600}});
    write(0, ramp.size());
    std::ignore = tap.read(read);
    CHECK(read == Signal{{ramp.begin(), ramp.begin() + static_cast<std::ptrdiff_t>(InputTap::capacity)}});
    write(5, 10);
    tap.listen(false);
    tap.listen(true);
    std::ignore = tap.read(read);
    CHECK(read.front().empty());
}
