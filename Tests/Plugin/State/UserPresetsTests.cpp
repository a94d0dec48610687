#include "Catch.h"
#include "FileBytes.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Home.h"
#include "Plugin/PartsFixture.h"
#include "Plugin/State/UserPresets.h"

#include <fstream>
#include <random>

using namespace dequantizer;

namespace
{
const std::string umlauts = "\xc3\xa4\xc3\xb6\xe6\xbc\xa2 0.5";

struct PresetsFixture : PartsFixture
{
    EditHistory history{processor.getParameters()};
    ModelActions modelActions{parameters, selection, history, host};
    Programs programs{processor, reader, history, host};
    const std::filesystem::path presetFolder = folder / "Presets";
    UserPresets presets{presetFolder, processor, selection, modelActions, programs, history, host};

    void write(const std::string& name, const std::string& bytes) const
    {
        std::filesystem::create_directories(presetFolder);
        std::ofstream(presetFolder / (name + PresetFolder::extension)) << bytes;
    }
};
} // namespace

TEST_CASE("A saved preset sets what it was saved with, as one edit", "[plugin][presets]")
{
    PresetsFixture fixture;
    fixture.set(parameter::bits, "6.25");
    fixture.set(parameter::strength, "150");
    fixture.presets.saveAs(umlauts);
    CHECK(fixture.host.error.empty());
    CHECK(fixture.presets.names() == std::vector{umlauts});
    CHECK(fixture.presets.current() == umlauts);
    CHECK_FALSE(fixture.presets.isModified());

    fixture.set(parameter::bypass, "On");
    CHECK_FALSE(fixture.presets.isModified());
    fixture.set(parameter::bits, "3");
    CHECK(fixture.presets.isModified());
    fixture.programs.choose(0);
    CHECK(fixture.presets.current().empty());

    fixture.presets.choose(umlauts);
    CHECK(fixture.text(parameter::bits) == "6.25");
    CHECK(fixture.text(parameter::strength) == "150");
    CHECK(fixture.text(parameter::bypass) == "On");
    CHECK_FALSE(fixture.presets.isModified());
    CHECK(fixture.programs.currentName().toStdString() == umlauts);
    fixture.history.undo();
    CHECK(fixture.presets.current().empty());
    CHECK(fixture.text(parameter::strength) == "100");
}

TEST_CASE("A preset keeps its model by name, and says if it is missing", "[plugin][presets]")
{
    PresetsFixture fixture;
    const auto file = PartsFixture::addModel(fixture.folder, "alto");
    fixture.modelActions.loadFile(file);
    REQUIRE(fixture.selection.current().slot == firstFolderSlot);
    fixture.presets.saveAs("with alto");
    fixture.modelActions.choose(automaticModelSlot);
    CHECK(fixture.presets.isModified());
    fixture.presets.choose("with alto");
    CHECK(fixture.selection.nameOfCurrent() == "alto");
    CHECK(fixture.text(parameter::iterations) == "7");
    CHECK_FALSE(fixture.presets.isModified());

    fixture.modelActions.choose(automaticModelSlot);
    std::filesystem::remove(file);
    fixture.presets.choose("with alto");
    CHECK(fixture.host.error ==
          "The preset's model \"alto\" cannot be used, so the current one stays: it is not on this computer.");
    CHECK(fixture.selection.nameOfCurrent() == "Automatic");
    CHECK(fixture.text(parameter::iterations) == "7");
}

TEST_CASE("Presets are saved again, renamed and deleted, and a deletion can be undone", "[plugin][presets]")
{
    PresetsFixture fixture;
    fixture.presets.saveAs("one");
    fixture.set(parameter::mix, "30");
    fixture.presets.save();
    CHECK_FALSE(fixture.presets.isModified());

    fixture.set(parameter::mix, "40");
    fixture.presets.saveAs("two");
    fixture.presets.saveAs("one");
    CHECK(fixture.host.error == "There is already a preset named \"one\".");
    CHECK(fixture.presets.current() == "two");
    fixture.presets.rename("one");
    CHECK(fixture.host.error == "The preset \"two\" cannot be renamed: there is already one named \"one\".");
    fixture.presets.rename("three");
    CHECK(fixture.host.error.empty());
    CHECK(fixture.presets.names() == std::vector<std::string>{"one", "three"});
    CHECK(fixture.presets.current() == "three");

    fixture.presets.remove();
    CHECK(fixture.presets.names() == std::vector<std::string>{"one"});
    CHECK(fixture.presets.current().empty());
    CHECK(fixture.text(parameter::mix) == "40");
    fixture.history.undo();
    CHECK(fixture.presets.names() == std::vector<std::string>{"one", "three"});
    CHECK(fixture.presets.current() == "three");
    fixture.presets.choose("one");
    CHECK(fixture.text(parameter::mix) == "30");
}

TEST_CASE("Repeating a deletion does not delete a newer preset of the same name", "[plugin][presets]")
{
    PresetsFixture fixture;
    fixture.set(parameter::mix, "30");
    fixture.presets.saveAs("one");
    fixture.presets.remove();
    fixture.set(parameter::mix, "60");
    fixture.presets.saveAs("one");
    while (fixture.presets.current() == "one")
        fixture.history.undo();
    while (fixture.presets.current() != "one")
        fixture.history.undo(); // the deletion
    while (fixture.presets.current() == "one")
        fixture.history.redo();
    REQUIRE(fixture.presets.names() == std::vector<std::string>{"one"});
    fixture.presets.choose("one");
    CHECK(fixture.text(parameter::mix) == "60");
}

TEST_CASE("Bad names and files are refused in one sentence and change nothing", "[plugin][presets]")
{
    PresetsFixture fixture;
    for (const auto* name : {"", "a/b", "..", "what?", "tab\t", " space", "C:"})
    {
        fixture.host.error.clear();
        fixture.presets.saveAs(name);
        CAPTURE(name);
        CHECK(fixture.host.error.ends_with("."));
    }
    CHECK(fixture.presets.names().empty());

    const auto refuses = [&](const std::string& bytes)
    {
        fixture.write("bad", bytes);
        fixture.host.error.clear();
        fixture.presets.choose("bad");
        CAPTURE(bytes);
        CHECK_FALSE(fixture.host.error.empty());
        CHECK(fixture.presets.current().empty());
    };
    fixture.set(parameter::bits, "7");
    refuses("");
    refuses("[]");
    refuses(std::string(60000, '['));
    refuses(std::string(70000, ' '));
    refuses(R"({"format": "dequantizer-preset"})");
    refuses(R"({"format": "dequantizer-preset", "version": 1, "model": "Automatic", "parameters": {"bits": "4"}})");
    refuses(R"({"format": "dequantizer-preset", "version": 1, "model": "Automatic", "parameters": {"bits": 1e300}})");
    refuses(R"({"format": "dequantizer-preset", "version": 1, "model": 3, "parameters": {}})");
    refuses(R"({"format": "dequantizer-preset", "version": 2, "model": "Automatic", "parameters": {}})");
    CHECK(fixture.host.error == "The preset \"bad\" was saved by a newer version of the plugin.");
    fixture.presets.choose("none");
    CHECK(fixture.host.error == "The preset \"none\" cannot be read: there is no such file.");
    CHECK(fixture.text(parameter::bits) == "7");
    CHECK_FALSE(fixture.history.canUndo());
}

TEST_CASE("A preset with unknown members and values out of range is applied as far as possible", "[plugin][presets]")
{
    PresetsFixture fixture;
    fixture.set(parameter::mix, "50");
    fixture.write("odd", R"({"format": "dequantizer-preset", "version": 1, "model": "Automatic", "author": "me",
                             "parameters": {"bits": 99, "future": 1}})");
    fixture.presets.choose("odd");
    CHECK(fixture.host.error.empty());
    CHECK(fixture.text(parameter::bits) == "12");
    CHECK(fixture.text(parameter::mix) == "100");
}

TEST_CASE("Presets are shared as files", "[plugin][presets]")
{
    PresetsFixture fixture, friends;
    fixture.set(parameter::bits, "5.5");
    const auto file = (fixture.folder / (umlauts + PresetFolder::extension)).string();
    fixture.presets.exportFile(file);
    CHECK(fixture.presets.names().empty());

    friends.presets.saveAs(umlauts); // another one of the same name
    friends.presets.importFile(file);
    CHECK(friends.host.error.empty());
    CHECK(friends.presets.names() == std::vector{umlauts, umlauts + " 2"});
    CHECK(friends.presets.current() == umlauts + " 2");
    CHECK(friends.text(parameter::bits) == "5.5");
    friends.presets.choose(umlauts);
    CHECK(friends.text(parameter::bits) == "4");

    std::ofstream(friends.folder / "bad.txt") << "no preset";
    friends.presets.importFile((friends.folder / "bad.txt").string());
    CHECK(friends.host.error == "\"bad\" is not a preset of this plugin, or is damaged.");
    CHECK(friends.presets.names().size() == 2);
}

TEST_CASE("Damaged presets do no harm", "[plugin][presets][fuzz]")
{
    PresetsFixture fixture;
    fixture.presets.saveAs("good");
    const auto bytes = bytesOf((fixture.presetFolder / "good").string() + PresetFolder::extension);
    const std::string good(bytes.begin(), bytes.end());
    std::mt19937 generator(5);
    int read = 0;
    for (int round = 0; round < 3000; ++round)
    {
        auto damaged = good;
        for (auto changes = 1 + generator() % 3u; changes > 0; --changes)
            damaged[generator() % damaged.size()] = static_cast<char>(generator());
        if (generator() % 4u == 0)
            damaged.resize(generator() % damaged.size());
        try
        {
            for (const auto& [id, value] : parsePreset("damaged", damaged).values)
                REQUIRE(std::isfinite(value));
            ++read;
        }
        catch (const PresetError&)
        {
        }
    }
    CHECK(read > 0);
    CHECK(read < 3000);
}

TEST_CASE("A session keeps the user's preset, also where its file is gone", "[plugin][presets]")
{
    const Home home;
    PluginFixture first, second;
    first.set(parameter::bits, "5");
    first.processor.presetsOfUser().saveAs(umlauts);
    const auto saved = first.state();
    second.restore(saved);
    CHECK(second.processor.presetsOfUser().current() == umlauts);
    CHECK_FALSE(second.processor.presetsOfUser().isModified());
    CHECK(second.state() == saved);

    first.processor.presetsOfUser().remove();
    PluginFixture third;
    third.restore(saved);
    CHECK(third.processor.presetsOfUser().current() == umlauts);
    CHECK(third.processor.presetsOfUser().isModified());
    CHECK(third.state() == saved);
}

TEST_CASE("The list of presets shows the user's under a heading, and its menu manages them",
          "[plugin][presets][editor]")
{
    const Home home;
    PluginFixture plugin;
    const auto editor = open(plugin);
    auto& list = titled<juce::ComboBox>(*editor, "Preset");
    auto& name = titled<juce::TextEditor>(*editor, "Name of the preset");
    auto& row = editor->presetRow();
    CHECK(list.getNumItems() == plugin.processor.getNumPrograms());

    plugin.set(parameter::bits, "5");
    row.perform(PresetRow::Action::saveAs);
    CHECK(name.isVisible());
    name.setText(juce::String::fromUTF8(umlauts.c_str()));
    name.onReturnKey();
    CHECK_FALSE(name.isVisible());
    CHECK(list.getText().toStdString() == umlauts);
    CHECK(list.getNumItems() == plugin.processor.getNumPrograms() + 1);
    CHECK(list.getRootMenu()->getNumItems() == plugin.processor.getNumPrograms() + 2); // with the heading;

    plugin.set(parameter::bits, "6");
    editor->update(0.03);
    CHECK(list.getTextWhenNothingSelected().toStdString() == umlauts + " *");
    list.setSelectedItemIndex(plugin.processor.getNumPrograms(), juce::sendNotificationSync);
    CHECK(valueOf(plugin, parameter::bits) == 5.0);

    row.perform(PresetRow::Action::rename);
    CHECK(name.getText().toStdString() == umlauts);
    name.setText("other");
    name.onEscapeKey();
    CHECK(list.getText().toStdString() == umlauts);
    row.perform(PresetRow::Action::rename);
    name.setText("other");
    name.onReturnKey();
    CHECK(list.getText() == "other");
    row.perform(PresetRow::Action::remove);
    CHECK(list.getNumItems() == plugin.processor.getNumPrograms());
    CHECK(plugin.processor.presetsOfUser().names().empty());

    // A choice that has not been announced yet is kept.
    list.setSelectedItemIndex(1, juce::sendNotificationAsync);
    editor->update(0.03);
    dispatchMessages(50);
    CHECK(plugin.processor.getCurrentProgram() == 1);

    // An exported file gets the extension after whatever name was given.
    const TemporaryFolder exported;
    row.exportTo(juce::File((exported / "3.5 bit").string()));
    row.exportTo(juce::File((exported / "whole.dequantizer-preset").string()));
    CHECK(std::filesystem::exists(exported / "3.5 bit.dequantizer-preset"));
    CHECK(std::filesystem::exists(exported / "whole.dequantizer-preset"));

    // A file is imported when it is dropped.
    const TemporaryFolder folder;
    const auto file = juce::String((folder / "dropped.dequantizer-preset").string());
    plugin.processor.presetsOfUser().exportFile(file.toStdString());
    REQUIRE(editor->isInterestedInFileDrag({file}));
    editor->filesDropped({file}, 1, 1);
    CHECK(plugin.processor.presetsOfUser().current() == "dropped");
}
