#include "Catch.h"
#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

using namespace dequantizer;

TEST_CASE("The editor opens, resizes, draws and closes while audio is playing", "[plugin][editor]")
{
    PluginFixture plugin;
    plugin.prepare(2);
    std::atomic<bool> over{false};
    std::thread audio(
        [&]
        {
            const auto signal = quantisedGlide(16000, 2, PluginFixture::defaultRate);
            while (!over)
                std::ignore = plugin.process(signal, 160);
        });
    for (int round = 0; round < 4; ++round)
    {
        const auto editor = open(plugin);
        for (const auto& [width, height] : {std::pair{675, 450}, {2700, 1800}, {900, 600}, {1600, 500}, {700, 1500}})
        {
            editor->setSize(width, height);
            editor->update(1.0);
            const auto picture = editor->createComponentSnapshot(editor->getLocalBounds());
            REQUIRE(picture.getWidth() == width);
            REQUIRE(picture.getHeight() == height);
        }
    }
    over = true;
    audio.join();
}

TEST_CASE("The scope draws the signal, and keeps the picture while it is held", "[plugin][editor]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    const auto editor = open(plugin);
    auto& scope = titled<ScopeView>(*editor, "Scope");
    const auto picture = [&] { return scope.createComponentSnapshot(scope.getLocalBounds()); };
    const auto pixels = [&](const juce::Image& image, juce::Colour colour)
    {
        int count = 0;
        for (int y = 0; y < image.getHeight(); ++y)
            for (int x = 0; x < image.getWidth(); ++x)
                count += image.getPixelAt(x, y) == colour ? 1 : 0;
        return count;
    };
    editor->update(1.0); // starts the metering
    const int cellsOfLegend = pixels(picture(), darkTheme().cell);
    std::ignore = plugin.process(quantisedGlide(8000, 1, PluginFixture::defaultRate));
    editor->update(1.0);
    CHECK(pixels(picture(), darkTheme().cell) > 10 * cellsOfLegend);
    CHECK(pixels(picture(), darkTheme().restored) > 100);

    titled<juce::Button>(*editor, "Hold the picture").setToggleState(true, juce::sendNotificationSync);
    const int cellsHeld = pixels(picture(), darkTheme().cell);
    std::ignore = plugin.process({std::vector<float>(8000)});
    editor->update(1.0);
    CHECK(pixels(picture(), darkTheme().cell) == cellsHeld);
    titled<juce::Button>(*editor, "Hold the picture").setToggleState(false, juce::sendNotificationSync);
    editor->update(1.0);
    CHECK(pixels(picture(), darkTheme().cell) == cellsOfLegend);
}

TEST_CASE("Every control has a title and a tooltip", "[plugin][editor]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    std::vector<juce::Component*> all;
    collect(*editor, all);
    int controls = 0;
    for (auto* component : all)
    {
        const bool isControl = dynamic_cast<juce::Button*>(component) || dynamic_cast<juce::Slider*>(component) ||
                               dynamic_cast<juce::ComboBox*>(component) || dynamic_cast<MeterView*>(component) ||
                               dynamic_cast<ScopeView*>(component);
        if (!isControl)
            continue;
        ++controls;
        INFO("title: " << component->getTitle());
        CHECK(component->getTitle().isNotEmpty());
        const auto* const client = dynamic_cast<juce::TooltipClient*>(component);
        REQUIRE(client != nullptr);
        CHECK(const_cast<juce::TooltipClient*>(client)->getTooltip().isNotEmpty());
    }
    CHECK(controls >= 25);
}

TEST_CASE("Every parameter has a control with keyboard focus", "[plugin][editor]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    std::vector<juce::Component*> all;
    collect(*editor, all);
    for (auto* parameter : plugin.processor.getParameters())
    {
        const auto name = parameter->getName(64);
        if (name == "Bypass")
            continue; // has two buttons
        INFO("parameter: " << name);
        CHECK(std::any_of(all.begin(), all.end(),
                          [&](const auto* component)
                          { return component->getTitle() == name && component->getWantsKeyboardFocus(); }));
    }
}

TEST_CASE("The session stores the editor's size and theme", "[plugin][editor]")
{
    PluginFixture first, second;
    const auto fresh = first.state();
    std::vector<char> saved;
    {
        const auto editor = open(first);
        CHECK(editor->getWidth() == EditorPanel::defaultWidth);
        CHECK(first.state() == fresh); // opening changes nothing
        editor->setSize(1234, 777);
        titled<juce::Button>(*editor, "Light theme").onClick();
        saved = first.state();
        CHECK(first.state() == saved);
        REQUIRE(saved != fresh);
    }
    CHECK(first.state() == saved);
    second.restore(saved);
    CHECK(second.state() == saved);
    const auto editor = open(second);
    CHECK(editor->getWidth() == 1234);
    CHECK(editor->getHeight() == 777);
    std::ignore = titled<juce::Button>(*editor, "Dark theme");
    CHECK(editor->findColour(wellColour) == lightTheme().well);
    CHECK(second.state() == saved);
}

TEST_CASE("A stored size is limited to the sizes that the editor allows", "[plugin][editor]")
{
    PluginFixture plugin;
    plugin.processor.appearance().setLook({1, 65535, 0});
    const auto editor = open(plugin);
    CHECK(editor->getWidth() == 675);
    CHECK(editor->getHeight() == 1800);
}

TEST_CASE("The comparison buttons control the bypass", "[plugin][editor]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    auto& input = titled<juce::Button>(*editor, "Listen to the input");
    auto& restored = titled<juce::Button>(*editor, "Listen to the restored audio");
    CHECK(restored.getToggleState());
    input.setToggleState(true, juce::sendNotificationSync);
    CHECK(valueOf(plugin, parameter::bypass) == 1.0);
    CHECK_FALSE(restored.getToggleState());
    plugin.set(parameter::bypass, "Off");
    CHECK(restored.getToggleState());
    CHECK_FALSE(input.getToggleState());
}

TEST_CASE("Dropping a model file loads it, and an invalid one shows an error", "[plugin][editor]")
{
    const TemporaryFolder folder;
    auto model = cosineModel(8000.0, 0.125);
    model.name = "dropped";
    writeModelFile(model, folder / "dropped.safetensors");
    std::ofstream(folder / "bad.safetensors") << "no model";

    PluginFixture plugin;
    const auto editor = open(plugin);
    const juce::StringArray good{"notes.txt", juce::String((folder / "dropped.safetensors").string())};
    const juce::StringArray bad{juce::String((folder / "bad.safetensors").string())};
    CHECK_FALSE(editor->isInterestedInFileDrag({"sound.wav"}));
    REQUIRE(editor->isInterestedInFileDrag(good));
    editor->fileDragEnter(good, 10, 10);
    editor->filesDropped(good, 10, 10);
    CHECK(plugin.processor.status().modelName.starts_with("dropped"));
    editor->filesDropped(bad, 10, 10);
    CHECK_FALSE(plugin.processor.status().error.empty());
    CHECK(plugin.processor.status().modelName.starts_with("dropped"));
}

TEST_CASE("The frame timer runs only while its component is visible", "[plugin][editor]")
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    juce::Component component;
    component.setSize(100, 100);
    const FrameTimer timer(component, [](double) {});
    CHECK_FALSE(timer.isRunning());
    if (juce::Desktop::getInstance().getDisplays().displays.isEmpty())
        return skip("there is no display");
    component.setVisible(true);
    component.addToDesktop(0);
    CHECK(timer.isRunning());
    component.setVisible(false);
    CHECK_FALSE(timer.isRunning());
}
