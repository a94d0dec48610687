#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Editor/HistoryView.h"
#include "Plugin/Editor/Pictures.h"

#include <cmath>

using namespace dequantizer;

namespace
{
constexpr double historyRate = 1000.0;

// Levels of an average of `decibels`.
LevelMeter::Levels average(float decibels)
{
    return {1.0f, std::pow(10.0f, decibels / 20.0f)};
}

// Whether there is a pixel of the colour near a place.
bool isNear(const juce::Image& picture, juce::Point<float> place, juce::Colour colour)
{
    for (int y = -2; y <= 2; ++y)
        for (int x = -1; x <= 1; ++x)
            if (picture.getPixelAt(static_cast<int>(place.x) + x, static_cast<int>(place.y) + y) == colour)
                return true;
    return false;
}
} // namespace

TEST_CASE("The history has a step for every tenth of a second that was played", "[plugin][editor][history]")
{
    LevelHistory history;
    const auto add = [&](float input, float output, float removed, std::uint64_t written)
    { return history.add(average(input), average(output), average(removed), written, historyRate); };
    CHECK(history.size() == 0);
    CHECK(add(-10.0f, -10.0f, -30.0f, 99) == 0);
    CHECK(add(-10.0f, -10.0f, -30.0f, 100) == 1);
    CHECK(add(-10.0f, -10.0f, -30.0f, 100) == 0); // nothing was played
    CHECK(add(-12.0f, -15.0f, -40.0f, 350) == 2);
    CHECK(add(-12.0f, -15.0f, -40.0f, 400) == 1);
    REQUIRE(history.size() == 4);
    CHECK(history.step(3).removed == Approx(-30.0f));
    CHECK(history.step(3).gain == Approx(0.0f).margin(1e-5));
    CHECK(history.step(0).input == Approx(-12.0f));
    CHECK(history.step(0).removed == Approx(-40.0f));
    CHECK(history.step(0).gain == Approx(-3.0f).margin(1e-4));

    add(-120.0f, -120.0f, -120.0f, 500);
    CHECK(std::isnan(history.step(0).gain)); // of silence

    // A minute and more, at once and after the number of samples began anew.
    CHECK(add(-20.0f, -20.0f, -50.0f, 1000000) == LevelHistory::capacity);
    CHECK(history.size() == LevelHistory::capacity);
    CHECK(history.step(LevelHistory::capacity - 1).input == Approx(-20.0f));
    CHECK(add(-20.0f, -20.0f, -50.0f, 5) == 0);
    CHECK(add(-20.0f, -20.0f, -50.0f, 105) == 1);
}

TEST_CASE("The history draws levels and gain where they belong", "[plugin][editor][history]")
{
    ThemedLookAndFeel look;
    look.use(darkTheme());
    HistoryView view;
    view.setLookAndFeel(&look);
    view.setSize(414, 274);
    view.setVisible(true);
    CHECK(countOf(pictureOf(view), darkTheme().restored) < 100); // the legend alone
    view.update(average(-20.0f), average(-26.0f), average(-45.0f), 30000, historyRate);
    view.update(average(-40.0f), average(-34.0f), average(-60.0f), 60000, historyRate);
    const auto picture = pictureOf(view);
    for (const std::size_t ago : {320u, 450u, 560u})
    {
        CHECK(isNear(picture, view.gainAt(-6.0f, ago), darkTheme().restored));
        CHECK(isNear(picture, view.levelAt(-50.0f, ago), darkTheme().meterPeak));
        CHECK_FALSE(isNear(picture, view.levelAt(-35.0f, ago), darkTheme().meterPeak));
    }
    for (const std::size_t ago : {20u, 150u, 280u})
    {
        CHECK(isNear(picture, view.gainAt(6.0f, ago), darkTheme().restored));
        CHECK(isNear(picture, view.levelAt(-65.0f, ago), darkTheme().meterPeak));
        CHECK_FALSE(isNear(picture, view.levelAt(-50.0f, ago), darkTheme().meterPeak));
    }
    view.setHeld(true);
    const auto held = pictureOf(view);
    view.update(average(-10.0f), average(-10.0f), average(-10.0f), 90000, historyRate);
    CHECK(areEqual(pictureOf(view), held));
    view.setLookAndFeel(nullptr);
}

TEST_CASE("The history in the editor shows what the meters measured before it was opened", "[plugin][editor][history]")
{
    PluginFixture plugin;
    plugin.set(parameter::bypass, "On"); // the gain is 0 dB
    plugin.prepare(1);
    const auto editor = open(plugin);
    auto& view = titled<HistoryView>(*editor, "History");
    for (int i = 0; i < 10; ++i)
    {
        editor->update(0.1);
        std::ignore = plugin.process(quantisedGlide(3200, 1, PluginFixture::defaultRate));
    }
    editor->update(0.1);
    titled<juce::Button>(*editor, "Show the history").setToggleState(true, juce::sendNotificationSync);
    const auto picture = pictureOf(view);
    CHECK(countOf(picture, darkTheme().meterPeak) > 200);
    CHECK(isNear(picture, view.gainAt(0.0f, 5), darkTheme().restored));
}
