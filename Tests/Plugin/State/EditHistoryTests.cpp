#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/State/FactoryPresets.h"
#include "Plugin/UserModel.h"
#include "TemporaryFolder.h"

using namespace dequantizer;

namespace
{
const juce::KeyPress undoKey('z', juce::ModifierKeys::commandModifier, 0);
const juce::KeyPress redoKey('z', juce::ModifierKeys::commandModifier | juce::ModifierKeys::shiftModifier, 0);

// Moves a slider as the mouse does.
void turn(juce::Slider& slider, double value)
{
    const juce::Slider::ScopedDragNotification gesture(slider);
    slider.setValue(value, juce::sendNotificationSync);
}
} // namespace

TEST_CASE("Keyboard shortcuts undo and redo changes", "[plugin][editor]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    auto& bits = titled<juce::Slider>(*editor, "Bit depth");
    auto& mix = titled<juce::Slider>(*editor, "Mix");
    turn(bits, 6.0);
    turn(mix, 50.0);
    turn(bits, 8.0);
    CHECK(editor->keyPressed(undoKey));
    CHECK(valueOf(plugin, parameter::bits) == Approx(6.0));
    CHECK(editor->keyPressed(undoKey));
    CHECK(valueOf(plugin, parameter::mix) == Approx(100.0));
    CHECK(editor->keyPressed(undoKey));
    CHECK(valueOf(plugin, parameter::bits) == Approx(4.0));
    CHECK(editor->keyPressed(redoKey));
    CHECK(valueOf(plugin, parameter::bits) == Approx(6.0));
    CHECK(bits.getValue() == Approx(6.0));
    CHECK_FALSE(editor->keyPressed(juce::KeyPress('z')));

    // Restoring a session clears the history.
    plugin.restore(plugin.state());
    CHECK_FALSE(plugin.processor.history().canUndo());
}

TEST_CASE("Automation is not recorded and does not displace recorded changes", "[plugin][editor]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    const auto editor = open(plugin);
    turn(titled<juce::Slider>(*editor, "Bit depth"), 6.0);
    for (int i = 0; i < 2000; ++i)
        plugin.set(parameter::mix, i % 2 == 0 ? "20" : "80");
    dispatchMessages(250);
    CHECK(editor->keyPressed(undoKey));
    CHECK(valueOf(plugin, parameter::bits) == Approx(4.0));
    CHECK(valueOf(plugin, parameter::mix) == Approx(80.0));
    CHECK_FALSE(plugin.processor.history().canUndo());
}

TEST_CASE("Each key press on a slider is a complete gesture, and repeated keys form one step", "[plugin][editor]")
{
    struct Gestures final : juce::AudioProcessorParameter::Listener
    {
        void parameterValueChanged(int, float) override { values += isOpen ? 1 : 0; }
        void parameterGestureChanged(int, bool isBeginning) override { isOpen = isBeginning; }
        bool isOpen = false;
        int values = 0;
    };
    PluginFixture plugin;
    juce::uint32 now = 1000;
    plugin.processor.history().setClock([&now] { return now; });
    const auto editor = open(plugin);
    auto& bits = titled<juce::Slider>(*editor, "Bit depth");
    Gestures gestures;
    plugin.processor.parameters().getParameter(parameter::bits)->addListener(&gestures);
    const auto press = [&](int code, int modifiers = 0)
    {
        CHECK(bits.keyPressed(juce::KeyPress(code, juce::ModifierKeys(modifiers), 0)));
        now += 499;
    };
    press(juce::KeyPress::upKey);
    press(juce::KeyPress::rightKey);
    CHECK(bits.getValue() == Approx(4.5));
    press(juce::KeyPress::leftKey, juce::ModifierKeys::shiftModifier);
    CHECK(bits.getValue() == Approx(4.49));
    press(juce::KeyPress::pageUpKey);
    CHECK(bits.getValue() == Approx(6.99));
    CHECK(gestures.values == 4);
    CHECK_FALSE(gestures.isOpen);
    CHECK_FALSE(bits.keyPressed(juce::KeyPress('x')));

    // Half a second after the last one: a new step.
    now += 1;
    press(juce::KeyPress::pageUpKey);
    CHECK(bits.getValue() == Approx(9.49));
    plugin.processor.parameters().getParameter(parameter::bits)->removeListener(&gestures);

    CHECK(editor->keyPressed(undoKey));
    CHECK(valueOf(plugin, parameter::bits) == Approx(6.99));
    CHECK(editor->keyPressed(undoKey));
    CHECK(valueOf(plugin, parameter::bits) == Approx(4.0));
    CHECK_FALSE(plugin.processor.history().canUndo());
}

TEST_CASE("A preset is one step, and can be chosen again after changes", "[plugin][editor]")
{
    PluginFixture plugin;
    plugin.set(parameter::automaticBits, "On");
    const auto editor = open(plugin);
    auto& preset = titled<juce::ComboBox>(*editor, "Preset");
    CHECK(preset.getText() == "Automatic bit depth");
    preset.setSelectedItemIndex(6, juce::sendNotificationSync);
    CHECK(preset.getText() == "8-bit sampler");
    CHECK(valueOf(plugin, parameter::bits) == 8.0);
    CHECK(valueOf(plugin, parameter::rate) == 0.5);

    turn(titled<juce::Slider>(*editor, "Bit depth"), 9.0);
    turn(titled<juce::Slider>(*editor, "Mix"), 30.0);
    editor->update(0.03);
    CHECK(preset.getSelectedItemIndex() == -1);
    CHECK(preset.getTextWhenNothingSelected() == "8-bit sampler *");
    preset.setSelectedItemIndex(6, juce::sendNotificationSync);
    CHECK(valueOf(plugin, parameter::bits) == 8.0);
    CHECK(valueOf(plugin, parameter::mix) == 100.0);

    CHECK(editor->keyPressed(undoKey));
    CHECK(valueOf(plugin, parameter::bits) == 9.0);
    CHECK(valueOf(plugin, parameter::mix) == Approx(30.0));
    for (int i = 0; i < 3; ++i)
        CHECK(editor->keyPressed(undoKey));
    CHECK(plugin.processor.getCurrentProgram() == 0);
    CHECK_FALSE(plugin.processor.presets().isModified());
    CHECK_FALSE(plugin.processor.history().canUndo());
}

TEST_CASE("Undo restores the previous model file and its iterations", "[plugin][editor]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    plugin.prepare(1);
    const auto editor = open(plugin);
    plugin.processor.models().loadFile(writeUserModel(folder, "three"));
    plugin.processor.models().loadFile(writeUserModel(folder, "second"));
    CHECK(plugin.processor.status().operatorName == "second");
    CHECK(valueOf(plugin, parameter::iterations) == 6.0);
    CHECK(editor->keyPressed(undoKey));
    CHECK(plugin.processor.status().operatorName == "three");
    CHECK(valueOf(plugin, parameter::iterations) == 5.0);
    CHECK(editor->keyPressed(undoKey));
    CHECK(plugin.processor.status().operatorName == "speech");
    CHECK(valueOf(plugin, parameter::iterations) == 10.0);
    CHECK(editor->keyPressed(redoKey));
    CHECK(editor->keyPressed(redoKey));
    CHECK(plugin.processor.status().operatorName == "second");
    CHECK_FALSE(plugin.processor.history().canRedo());
}

TEST_CASE("Tab reaches every control", "[plugin][editor]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    HostWindow window(*editor);
    const auto reached = window.reachedByTab();
    std::vector<juce::Component*> all;
    collect(*editor, all);
    for (auto* component : all)
        if (component->getWantsKeyboardFocus() && isShownIn(*editor, *component))
        {
            CAPTURE(component->getTitle());
            CHECK(std::count(reached.begin(), reached.end(), component) == 1);
        }
    CHECK(reached.size() > 20);
}
