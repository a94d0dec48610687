#include "AudioFile/ReadSoundFile.h"
#include "Catch.h"
#include "FileBytes.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/Standalone/FileOpening.h"
#include "Plugin/Standalone/ResultDrag.h"
#include "Plugin/Standalone/SoundOf.h"
#include "TemporaryFolder.h"

#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <sys/resource.h>
#include <thread>

using namespace dequantizer;
using Stage = TemporaryResult::Stage;

namespace
{
juce::MemoryBlock settingsOf(PluginFixture& plugin)
{
    juce::MemoryBlock state;
    plugin.processor.getStateInformation(state);
    return state;
}

void finish(TemporaryResult& result)
{
    for (result.update(); result.stage() == Stage::rendering; result.update())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

std::shared_ptr<const Sound> shortSound(std::size_t length = 3000)
{
    return soundOf(quantisedGlide(length, 1, PluginFixture::defaultRate));
}

// A handle in the hand of the user, whose drags are recorded instead of passed to the window system.
struct Hand
{
    Hand()
    {
        handle.setBounds(0, 0, 100, 28);
        handle.setVisible(true);
        drag.dragToOtherProgram = [this](const juce::File& file, const std::function<void()>& done)
        {
            dragged.push_back(file);
            done();
            return canDrag;
        };
        drag.onMessage = [this](const juce::String& text, bool isError)
        {
            message = text;
            isErrorShown = isError;
        };
    }

    [[nodiscard]] juce::MouseEvent at(float x) const
    {
        auto* const component = const_cast<DragHandle*>(&handle);
        return {juce::Desktop::getInstance().getMainMouseSource(),
                {x, 10.0f},
                juce::ModifierKeys::leftButtonModifier,
                juce::MouseInputSource::defaultPressure,
                juce::MouseInputSource::defaultOrientation,
                juce::MouseInputSource::defaultRotation,
                juce::MouseInputSource::defaultTiltX,
                juce::MouseInputSource::defaultTiltY,
                component,
                component,
                {},
                {10.0f, 10.0f},
                {},
                1,
                x != 10.0f};
    }

    void press() { handle.mouseDown(at(10.0f)); }
    void pull() { handle.mouseDrag(at(40.0f)); }
    void letGo() { handle.mouseUp(at(40.0f)); }

    // As the window's timer does.
    void wait()
    {
        for (drag.update(); handle.shownStage() == DragHandle::Stage::preparing; drag.update())
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }

    TemporaryFolder folder;
    PluginFixture plugin;
    DragHandle handle;
    ResultDrag drag{handle, plugin.processor, folder.path};
    std::vector<juce::File> dragged;
    juce::String message;
    bool isErrorShown = false, canDrag = true;
};
} // namespace

TEST_CASE("The temporary result is the export with the present settings", "[plugin][standalone][drag]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    plugin.set(parameter::gain, "-3");
    const auto sound = shortSound();
    TemporaryResult result(folder.path);
    CHECK(result.stage() == Stage::none);
    result.render(settingsOf(plugin), sound, "tape");
    CHECK(result.stage() == Stage::rendering);
    finish(result);
    REQUIRE(result.stage() == Stage::ready);
    CHECK(result.file().filename() == "tape-restored.wav");
    CHECK(result.contains(result.file()));
    CHECK_FALSE(result.contains(folder / "tape-restored.wav"));

    Export direct(settingsOf(plugin), sound, folder / "direct.wav", 32);
    while (!direct.isFinished())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    const bool same = bytesOf(result.file()) == bytesOf(folder / "direct.wav");
    CHECK(same);
}

TEST_CASE("A temporary result is rendered again only for other settings or another sound", "[plugin][standalone][drag]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    const auto sound = shortSound();
    TemporaryResult result(folder.path);
    result.render(settingsOf(plugin), sound, "tape");
    finish(result);
    const auto first = result.file();
    result.render(settingsOf(plugin), sound, "tape");
    CHECK(result.stage() == Stage::ready);
    CHECK(result.file() == first);

    SECTION("a file that was not dragged is replaced")
    {
        plugin.set(parameter::gain, "-6");
        result.render(settingsOf(plugin), sound, "tape");
        CHECK(result.stage() == Stage::rendering);
        finish(result);
        CHECK(result.stage() == Stage::ready);
        CHECK(result.file() == first);
    }
    SECTION("a file that was dragged stays as it is")
    {
        const auto before = bytesOf(first);
        result.keep();
        plugin.set(parameter::gain, "-6");
        result.render(settingsOf(plugin), sound, "tape");
        finish(result);
        CHECK(result.file().filename() == "tape-restored-2.wav");
        const bool unchanged = bytesOf(first) == before, differs = bytesOf(result.file()) != before;
        CHECK(unchanged);
        CHECK(differs);
    }
    SECTION("another sound")
    {
        result.render(settingsOf(plugin), shortSound(), "tape");
        CHECK(result.stage() == Stage::rendering);
    }
    SECTION("a file that is gone")
    {
        std::filesystem::remove_all(first.parent_path());
        result.render(settingsOf(plugin), sound, "tape");
        finish(result);
        CHECK(result.stage() == Stage::ready);
        CHECK(std::filesystem::exists(result.file()));
    }
}

TEST_CASE("Temporary results are removed at the end, also those that were dragged or are unfinished",
          "[plugin][standalone][drag]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    {
        TemporaryResult result(folder.path);
        CHECK(folder.entries() == 0); // until there is something to drag
        result.render(settingsOf(plugin), shortSound(), "tape");
        finish(result);
        result.keep();
        CHECK(folder.entries() == 1);
        result.render(settingsOf(plugin), shortSound(5000000), "long");
        CHECK(result.stage() == Stage::rendering);
    }
    CHECK(folder.entries() == 0);
}

TEST_CASE("A temporary result that cannot be written says why", "[plugin][standalone][drag]")
{
    const TemporaryFolder folder;
    PluginFixture plugin;
    SECTION("no folder")
    {
        TemporaryResult result(folder / "missing");
        result.render(settingsOf(plugin), shortSound(), "tape");
        CHECK(result.stage() == Stage::failed);
        CHECK_THAT(result.error(), ContainsSubstring("missing"));
        // Again, once it can.
        std::filesystem::create_directory(folder / "missing");
        result.render(settingsOf(plugin), shortSound(), "tape");
        finish(result);
        CHECK(result.stage() == Stage::ready);
    }
    SECTION("no room")
    {
        // A file may not grow beyond this limit; the system reports that as it reports a full disk.
        const auto previousHandler = std::signal(SIGXFSZ, SIG_IGN);
        rlimit previous{};
        getrlimit(RLIMIT_FSIZE, &previous);
        TemporaryResult result(folder.path);
        rlimit limit = previous;
        limit.rlim_cur = 10000;
        setrlimit(RLIMIT_FSIZE, &limit);
        result.render(settingsOf(plugin), shortSound(50000), "tape");
        finish(result);
        setrlimit(RLIMIT_FSIZE, &previous);
        std::signal(SIGXFSZ, previousHandler);
        CHECK(result.stage() == Stage::failed);
        CHECK_THAT(result.error(), ContainsSubstring("tape-restored.wav"));
        CHECK(std::filesystem::is_empty(result.file().parent_path()));
    }
}

TEST_CASE("A drag begins once the file is complete and the pointer has moved", "[plugin][standalone][drag]")
{
    Hand hand;
    hand.drag.use(shortSound(), juce::File("/music/tape.wav"));
    hand.press();
    CHECK(hand.handle.shownStage() == DragHandle::Stage::preparing);
    SECTION("moved before the file is complete")
    {
        hand.pull();
        CHECK(hand.dragged.empty());
        hand.wait();
    }
    SECTION("moved afterwards")
    {
        hand.wait();
        CHECK(hand.dragged.empty());
        CHECK(hand.handle.shownStage() == DragHandle::Stage::ready);
        hand.pull();
    }
    SECTION("let go in between, and grabbed again")
    {
        hand.pull();
        hand.letGo();
        hand.wait();
        CHECK(hand.dragged.empty());
        CHECK_THAT(hand.message.toStdString(), ContainsSubstring("ready"));
        hand.press();
        CHECK(hand.handle.shownStage() == DragHandle::Stage::ready);
        hand.pull();
    }
    REQUIRE(hand.dragged.size() == 1);
    CHECK(hand.dragged[0].getFileName() == "tape-restored.wav");
    CHECK(readSoundFile(pathOf(hand.dragged[0])).length() == 3000);
    CHECK(hand.drag.contains(hand.dragged[0]));
    CHECK_FALSE(hand.isErrorShown);
    hand.pull(); // the same press
    CHECK(hand.dragged.size() == 1);
}

TEST_CASE("A click on the handle drags nothing", "[plugin][standalone][drag]")
{
    Hand hand;
    hand.press(); // without a sound
    CHECK(hand.handle.shownStage() == DragHandle::Stage::idle);
    hand.letGo();
    hand.drag.use(shortSound(), juce::File("/music/tape.wav"));
    hand.press();
    hand.letGo();
    hand.wait();
    hand.press();
    hand.letGo();
    CHECK(hand.dragged.empty());
}

TEST_CASE("After a change of the settings the handle prepares another file", "[plugin][standalone][drag]")
{
    Hand hand;
    hand.drag.use(shortSound(), juce::File("/music/tape.wav"));
    hand.press();
    hand.pull();
    hand.wait();
    hand.letGo();
    REQUIRE(hand.dragged.size() == 1);
    hand.plugin.set(parameter::gain, "-6");
    hand.press();
    CHECK(hand.handle.shownStage() == DragHandle::Stage::preparing);
    hand.pull();
    hand.wait();
    REQUIRE(hand.dragged.size() == 2);
    CHECK(hand.dragged[1].getFileName() == "tape-restored-2.wav");
}

TEST_CASE("Another file makes the prepared one obsolete", "[plugin][standalone][drag]")
{
    Hand hand;
    hand.drag.use(shortSound(), juce::File("/music/tape.wav"));
    hand.press();
    hand.wait();
    hand.letGo();
    hand.drag.use(shortSound(), juce::File("/music/other.wav"));
    CHECK(hand.handle.shownStage() == DragHandle::Stage::idle);
    hand.press();
    hand.pull();
    hand.wait();
    REQUIRE(hand.dragged.size() == 1);
    CHECK(hand.dragged[0].getFileName() == "other-restored.wav");
}

TEST_CASE("A drag that fails says why", "[plugin][standalone][drag]")
{
    Hand hand;
    SECTION("the window system cannot drag files")
    {
        hand.canDrag = false;
        hand.drag.use(shortSound(), juce::File("/music/tape.wav"));
        hand.press();
        hand.pull();
        hand.wait();
        CHECK_THAT(hand.message.toStdString(), ContainsSubstring("Use Export"));
    }
    SECTION("the file cannot be made")
    {
        hand.drag.use(soundOf(Signal(17, std::vector<float>(100))), juce::File("/music/tape.wav"));
        hand.press();
        hand.wait();
        hand.pull();
        CHECK(hand.dragged.empty());
        CHECK_THAT(hand.message.toStdString(), ContainsSubstring("17 channels"));
        CHECK(hand.handle.shownStage() == DragHandle::Stage::idle);
    }
    CHECK(hand.isErrorShown);
}
