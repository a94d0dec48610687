#include "Catch.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/UserModel.h"
#include "TemporaryFolder.h"

using namespace dequantizer;

namespace
{
std::string textOf(PluginFixture& plugin, const char* id)
{
    return plugin.processor.parameters().getParameter(id)->getCurrentValueAsText().toStdString();
}
} // namespace

TEST_CASE("Switching exchanges two complete settings, each time as one edit", "[plugin][comparison]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    plugin.prepare(1);
    auto& compared = plugin.processor.compared();
    auto& history = plugin.processor.history();
    plugin.set(parameter::bits, "6");

    compared.toggle(); // B starts as a copy
    CHECK(compared.sides().isB);
    CHECK(textOf(plugin, parameter::bits) == "6");
    plugin.processor.presets().choose(6);
    plugin.processor.models().loadFile(writeUserModel(folder, "seven77"));
    plugin.set(parameter::strength, "150");
    plugin.set(parameter::bypass, "On");

    compared.toggle();
    CHECK_FALSE(compared.sides().isB);
    CHECK(textOf(plugin, parameter::bits) == "6");
    CHECK(textOf(plugin, parameter::strength) == "100");
    CHECK(textOf(plugin, parameter::iterations) == "10");
    CHECK(textOf(plugin, parameter::model) == "Automatic");
    CHECK(plugin.processor.status().operatorName == "speech");
    CHECK(plugin.processor.getCurrentProgram() == 0);
    CHECK(textOf(plugin, parameter::bypass) == "On"); // what is heard of a setting is not part of it

    compared.toggle();
    CHECK(textOf(plugin, parameter::bits) == "8");
    CHECK(textOf(plugin, parameter::strength) == "150");
    CHECK(textOf(plugin, parameter::iterations) == "7");
    CHECK(plugin.processor.status().operatorName == "seven77");
    CHECK(plugin.processor.getCurrentProgram() == 6);

    history.undo();
    CHECK_FALSE(compared.sides().isB);
    CHECK(textOf(plugin, parameter::bits) == "6");
    CHECK(plugin.processor.status().operatorName == "speech");
    history.redo();
    CHECK(compared.sides().isB);
    CHECK(plugin.processor.status().operatorName == "seven77");
    CHECK(textOf(plugin, parameter::strength) == "150");

    // The two switches, the model, the preset and the first switch.
    for (int i = 0; i < 5; ++i)
        history.undo();
    CHECK_FALSE(history.canUndo());
    CHECK_FALSE(compared.sides().isB);
    CHECK(compared.sides().other == nullptr);
}

TEST_CASE("Copying replaces the other setting, and can be undone", "[plugin][comparison]")
{
    PluginFixture plugin;
    auto& compared = plugin.processor.compared();
    compared.toggle();
    plugin.set(parameter::mix, "40");
    compared.copyToOther();
    CHECK(compared.sides().isB);
    compared.toggle();
    CHECK(textOf(plugin, parameter::mix) == "40");
    plugin.processor.history().undo();
    plugin.processor.history().undo();
    compared.toggle();
    CHECK(textOf(plugin, parameter::mix) == "100");
}

TEST_CASE("A session stores both settings, also without the models' files", "[plugin][comparison]")
{
    PluginFixture first, second;
    const auto fresh = first.state();
    std::vector<char> saved;
    {
        const TemporaryFolder folder;
        first.processor.models().loadFile(writeUserModel(folder, "first \xc3\xa4"));
        first.processor.compared().toggle();
        first.processor.models().loadFile(writeUserModel(folder, "other"));
        first.set(parameter::bits, "5.37");
        saved = first.state();
    }
    second.restore(saved);
    second.prepare(1);
    CHECK(second.state() == saved);
    CHECK(second.processor.compared().sides().isB);
    CHECK(second.processor.status().operatorName == "other");
    second.processor.compared().toggle();
    CHECK(second.processor.status().operatorName == "first \xc3\xa4");
    CHECK(textOf(second, parameter::bits) == "4");
    second.processor.compared().toggle();
    CHECK(second.state() == saved);

    // Restoring the same state does not load its models again.
    const auto other = second.processor.compared().sides().other->model.model;
    second.restore(saved);
    CHECK(second.processor.compared().sides().other->model.model == other);

    // A session without a comparison ends it.
    second.restore(fresh);
    CHECK_FALSE(second.processor.compared().sides().isB);
    CHECK(second.processor.compared().sides().other == nullptr);
    CHECK(second.state() == fresh);
}

TEST_CASE("Two settings with the same model store it once", "[plugin][comparison]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    plugin.processor.models().loadFile(writeUserModel(folder, "both"));
    const auto one = plugin.state().size();
    plugin.processor.compared().toggle();
    const auto two = plugin.state();
    CHECK(two.size() < one + 2000);
    REQUIRE(one > 4000);
    PluginFixture again;
    again.restore(two);
    again.prepare(1);
    again.processor.compared().toggle();
    CHECK(again.processor.status().operatorName == "both");
}

TEST_CASE("A session whose other model is damaged or cut off changes nothing", "[plugin][comparison]")
{
    const TemporaryFolder folder;
    PluginFixture plugin, damaged;
    plugin.processor.models().loadFile(writeUserModel(folder, "good"));
    plugin.processor.compared().toggle();
    plugin.processor.models().choose(automaticModelSlot);
    auto bytes = plugin.state();
    const auto before = damaged.state();
    SECTION("cut off")
    {
        bytes.pop_back();
    }
    SECTION("damaged")
    {
        bytes[bytes.size() - 50] ^= 1;
    }
    damaged.restore(bytes);
    CHECK_FALSE(damaged.processor.status().error.empty());
    CHECK(damaged.state() == before);
}

TEST_CASE("The header switches between the settings and copies them", "[plugin][comparison][editor]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    const auto press = [&](const char* title) { titled<juce::Button>(*editor, title).onClick(); };
    press("Setting A is in use, switch to B");
    CHECK(plugin.processor.compared().sides().isB);
    plugin.set(parameter::bits, "7");
    CHECK(editor->keyPressed(juce::KeyPress('b', juce::ModifierKeys::commandModifier, 0)));
    CHECK(textOf(plugin, parameter::bits) == "4");
    press("Copy the setting to B");
    press("Setting A is in use, switch to B");
    CHECK(textOf(plugin, parameter::bits) == "4");

    // Follows an undo.
    plugin.processor.history().undo();
    editor->update(0.03);
    CHECK(titled<juce::Button>(*editor, "Setting A is in use, switch to B").getButtonText() == "Setting A");
}
