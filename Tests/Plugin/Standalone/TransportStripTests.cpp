#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Standalone/TransportStrip.h"

#include <algorithm>

using namespace dequantizer;

TEST_CASE("Every control of the strip has an accessible name and can be reached by Tab",
          "[plugin][standalone][accessibility]")
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    TransportStrip strip;
    strip.position.show(10.0, {0.5f});
    TransportStrip::State state;
    state.hasSound = true;
    SECTION("at rest") {}
    SECTION("during an export")
    {
        state.exportProgress = 0.5;
    }
    strip.show(state);
    HostWindow window(strip);
    const auto reached = window.reachedByTab();
    std::vector<juce::Component*> all;
    collect(strip, all);
    int controls = 0;
    for (auto* each : all)
    {
        const bool isControl =
            dynamic_cast<juce::Button*>(each) != nullptr || dynamic_cast<juce::Slider*>(each) != nullptr;
        if (!isControl || !each->isEnabled() || !isShownIn(strip, *each))
            continue;
        ++controls;
        CAPTURE(each->getTitle());
        CHECK(std::count(reached.begin(), reached.end(), each) == 1);
        CHECK(each->isAccessible());
        CHECK(each->getTitle().isNotEmpty());
    }
    CHECK(controls >= 8);
}

TEST_CASE("The strip shows which source is heard", "[plugin][standalone][live]")
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    TransportStrip strip;
    TransportStrip::State state;
    state.hasSound = true;
    strip.show(state);
    CHECK(strip.file.getToggleState());
    CHECK_FALSE(strip.live.getToggleState());
    CHECK(strip.play.isEnabled());
    CHECK(strip.position.isEnabled());

    state.isLive = true;
    strip.show(state);
    CHECK_FALSE(strip.file.getToggleState());
    CHECK(strip.live.getToggleState());
    CHECK_FALSE(strip.play.isEnabled());
    CHECK_FALSE(strip.position.isEnabled());
    CHECK(strip.exportFile.isEnabled()); // the file is still open
}
