#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Editor/Pictures.h"
#include "Plugin/Editor/SpectrogramView.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace dequantizer;

namespace
{
constexpr double spectrogramRate = 48000.0;
constexpr int samplesPerColumn =
    static_cast<int>(spectrogramRate * SpectrogramColumns::seconds) / static_cast<int>(SpectrogramColumns::count);

// Appends a sine to the feed, in the length of a frame of the display; the restored one has half its amplitude.
template <typename Update>
void playSine(SoundFeed& feed, float amplitude, double frequency, double seconds, Update update)
{
    constexpr int block = 1600;
    static_assert(block % samplesPerColumn == 0);
    for (int played = 0; played < static_cast<int>(seconds * spectrogramRate); played += block)
    {
        std::vector<float> input, restored;
        for (int i = 0; i < block; ++i)
        {
            const auto time = static_cast<double>(feed.written() + static_cast<std::uint64_t>(i)) / spectrogramRate;
            input.push_back(amplitude * static_cast<float>(std::sin(2.0 * std::numbers::pi * frequency * time)));
            restored.push_back(0.5f * input.back());
        }
        feed.write(input.data(), restored.data(), input.data(), input.data(), block);
        update();
    }
}

std::size_t loudestBand(const SpectrogramColumns::Levels& levels)
{
    return static_cast<std::size_t>(std::max_element(levels.begin(), levels.end()) - levels.begin());
}

float decibelsOf(std::uint8_t level)
{
    constexpr float lowest = SpectrogramColumns::lowestDecibels, highest = SpectrogramColumns::highestDecibels;
    return lowest + (highest - lowest) * static_cast<float>(level) / 255.0f;
}

// A view in a theme, 414 x 274 pixels as in the editor.
struct ShownSpectrogram
{
    explicit ShownSpectrogram(const Theme& theme = darkTheme())
    {
        look.use(theme);
        view.setLookAndFeel(&look);
        view.setSize(414, 274);
        view.setVisible(true);
    }
    ~ShownSpectrogram() { view.setLookAndFeel(nullptr); }

    void play(float amplitude, double frequency, double seconds)
    {
        playSine(feed, amplitude, frequency, seconds, [this] { view.update(feed, spectrogramRate); });
    }

    ThemedLookAndFeel look;
    SpectrogramView view;
    SoundFeed feed;
};

double brightness(const juce::Image& picture, int x, int y)
{
    return static_cast<double>(picture.getPixelAt(x, y).getPerceivedBrightness());
}

// The row of an area that is brightest in the column x.
int brightestRow(const juce::Image& picture, juce::Rectangle<int> area, int x)
{
    int brightest = area.getY();
    for (int y = area.getY(); y < area.getBottom(); ++y)
        if (brightness(picture, x, y) > brightness(picture, x, brightest))
            brightest = y;
    return brightest;
}
} // namespace

TEST_CASE("The columns of a sine have its level in the band of its frequency", "[plugin][editor][spectrogram]")
{
    const double frequency = GENERATE(70.0, 1000.0, 15000.0);
    CAPTURE(frequency);
    SoundFeed feed;
    SpectrogramColumns columns;
    CHECK_FALSE(columns.hasColumns());
    playSine(feed, 0.1f, frequency, 1.0, [&] { columns.update(feed, spectrogramRate); });
    REQUIRE(columns.hasColumns());
    CHECK(columns.end() == 60);
    const auto& column = columns.column(columns.end() - 1);
    const auto expected =
        static_cast<int>(columns.frequencies().shareOf(frequency) * static_cast<double>(SpectrogramColumns::bands));
    for (const auto* levels : {&column.input, &column.restored})
        CHECK(std::abs(static_cast<int>(loudestBand(*levels)) - expected) <= (frequency < 100.0 ? 4 : 1));
    // A bin between two frequencies has up to 1.4 dB less.
    CHECK(decibelsOf(column.input[loudestBand(column.input)]) == Approx(-20.7).margin(0.9));
    CHECK(decibelsOf(column.restored[loudestBand(column.restored)]) == Approx(-26.7).margin(0.9));
    // Nothing where there is no sound.
    CHECK(column.input[frequency < 5000.0 ? SpectrogramColumns::bands - 1 : 0] == 0);
}

TEST_CASE("Columns whose samples are gone are empty, and time goes on", "[plugin][editor][spectrogram]")
{
    SoundFeed feed;
    SpectrogramColumns columns;
    playSine(feed, 0.5f, 1000.0, 1.0, [&] { columns.update(feed, spectrogramRate); });
    playSine(feed, 0.5f, 1000.0, 2.0, [] {}); // nobody looks
    columns.update(feed, spectrogramRate);
    CHECK(columns.end() == 180);
    const auto isEmpty = [&](std::uint64_t index)
    { return columns.column(index).input[0] == 0 && loudestBand(columns.column(index).input) == 0; };
    CHECK_FALSE(isEmpty(59));
    CHECK(isEmpty(60));
    CHECK(isEmpty(150));
    CHECK_FALSE(isEmpty(170));
    CHECK_FALSE(isEmpty(179));

    playSine(feed, 0.5f, 1000.0, 20.0, [] {});
    columns.update(feed, spectrogramRate);
    CHECK(columns.end() == 1380);
    CHECK(isEmpty(1380 - SpectrogramColumns::count));
    CHECK_FALSE(isEmpty(1379));

    columns.update(feed, 2.0 * spectrogramRate); // half as many columns; the old ones are forgotten
    CHECK(columns.end() == 690);
    CHECK(isEmpty(600));
    CHECK_FALSE(isEmpty(689));
}

TEST_CASE("Columns survive any sample rate and samples that are not finite", "[plugin][editor][spectrogram]")
{
    const double rate = GENERATE(1.0, 101.0, 8000.0, 44100.0, 192000.0, 1e7);
    CAPTURE(rate);
    SoundFeed feed;
    SpectrogramColumns columns;
    std::vector<float> samples(1000, NAN);
    samples[3] = INFINITY;
    for (int i = 0; i < 30; ++i)
    {
        feed.write(samples.data(), samples.data(), samples.data(), samples.data(), 1000);
        columns.update(feed, rate);
    }
    for (auto i = columns.end() - std::min(columns.end(), SpectrogramColumns::kept); i < columns.end(); ++i)
        CHECK(*std::max_element(columns.column(i).input.begin(), columns.column(i).input.end()) == 0);
}

TEST_CASE("The spectrogram draws a sine as a ridge at its frequency and time", "[plugin][editor][spectrogram]")
{
    ShownSpectrogram shown;
    shown.play(0.0f, 1000.0, 1.0);
    shown.play(0.5f, 1000.0, 2.0);
    const auto picture = pictureOf(shown.view);
    const double share = std::log(1000.0 / FrequencyAxis::lowest) / std::log(24000.0 / FrequencyAxis::lowest);
    for (const auto& area : {shown.view.inputArea(), shown.view.restoredArea()})
    {
        const auto expected = area.getBottom() - static_cast<int>(share * area.getHeight());
        // The last two of six seconds; a frame that begins before the sine has less of it.
        const int start = area.getX() + area.getWidth() * 4 / 6;
        for (int x = start + 4; x < area.getRight(); ++x)
            CHECK(std::abs(brightestRow(picture, area, x) - expected) <= 2);
        for (int x = area.getX() + 60; x < start - 4; ++x)
            CHECK(picture.getPixelAt(x, expected) == darkTheme().well);
        CHECK(picture.getPixelAt(area.getRight() - 9, area.getBottom() - 3) == darkTheme().well);
    }
    // The restored sine has 6 dB less.
    const auto row = [&](juce::Rectangle<int> area) { return brightestRow(picture, area, area.getRight() - 20); };
    const int x = shown.view.inputArea().getRight() - 20;
    CHECK(brightness(picture, x, row(shown.view.inputArea())) >
          brightness(picture, x, row(shown.view.restoredArea())) + 0.01);
}

TEST_CASE("A spectrogram that has scrolled looks as if drawn at once", "[plugin][editor][spectrogram]")
{
    const float scale = GENERATE(1.0f, 0.75f, 2.0f, 1.37f);
    CAPTURE(scale);
    ShownSpectrogram shown;
    for (int i = 0; i < 13; ++i)
    {
        shown.play(0.4f, 200.0 + 700.0 * i, 0.7);
        std::ignore = pictureOf(shown.view, scale);
    }
    const auto scrolled = pictureOf(shown.view, scale);
    shown.view.lookAndFeelChanged();
    const auto drawnAtOnce = pictureOf(shown.view, scale);
    CHECK(areEqual(scrolled, drawnAtOnce));
    // Not empty: the latest sine.
    const auto area = shown.view.inputArea();
    const int x = static_cast<int>(scale * static_cast<float>(area.getRight() - 5));
    CHECK(brightness(scrolled, x, brightestRow(scrolled, (area.toFloat() * scale).toNearestInt(), x)) > 0.5);
}

TEST_CASE("A held or hidden spectrogram computes nothing", "[plugin][editor][spectrogram]")
{
    ShownSpectrogram shown;
    shown.view.setVisible(false);
    shown.play(0.5f, 1000.0, 1.0);
    CHECK_FALSE(shown.view.hasColumns());
    shown.view.setVisible(true);
    shown.play(0.5f, 1000.0, 1.0);
    CHECK(shown.view.hasColumns());
    shown.view.setHeld(true);
    const auto held = pictureOf(shown.view);
    shown.play(0.5f, 5000.0, 1.0);
    CHECK(areEqual(pictureOf(shown.view), held));
    shown.view.setHeld(false);
    shown.play(0.5f, 5000.0, 0.1);
    CHECK_FALSE(areEqual(pictureOf(shown.view), held));
}

TEST_CASE("A new theme draws the spectrogram in its colours", "[plugin][editor][spectrogram][theme]")
{
    ShownSpectrogram shown;
    shown.play(0.5f, 1000.0, 1.0);
    REQUIRE(pictureOf(shown.view).getPixelAt(100, 100) == darkTheme().well);
    shown.look.use(lightTheme());
    shown.view.sendLookAndFeelChange();
    CHECK(pictureOf(shown.view).getPixelAt(100, 100) == lightTheme().well);
}

TEST_CASE("A click on any picture holds all of them", "[plugin][editor]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    std::vector<SignalView*> views;
    collect(*editor, views);
    REQUIRE(views.size() == editorViewCount);
    auto& hold = titled<juce::Button>(*editor, "Hold the picture");
    for (auto* view : views)
    {
        view->mouseUp(clickOn(*view));
        CHECK(hold.getToggleState());
        for (const auto* each : views)
            CHECK(each->isHeld());
        view->mouseUp(clickOn(*view));
        CHECK_FALSE(hold.getToggleState());
        for (const auto* each : views)
            CHECK_FALSE(each->isHeld());
    }
}

TEST_CASE("The editor shows the chosen view alone, and the session stores it", "[plugin][editor]")
{
    const auto view = GENERATE(EditorView::scope, EditorView::spectrum, EditorView::spectrogram, EditorView::history,
                               EditorView::bounds);
    const std::array titles{"Scope", "Spectrum", "Spectrogram", "History", "Bounds"};
    const std::array buttons{"Show the scope", "Show the spectrum", "Show the spectrogram", "Show the history",
                             "Show the bounds"};
    static_assert(titles.size() == editorViewCount && buttons.size() == editorViewCount);
    const auto chosen = static_cast<std::size_t>(view);
    CAPTURE(titles[chosen]);
    PluginFixture first, second;
    {
        const auto editor = open(first);
        titled<juce::Button>(*editor, buttons[chosen]).setToggleState(true, juce::sendNotificationSync);
    }
    second.restore(first.state());
    CHECK(second.processor.appearance().look().view == view);
    const auto editor = open(second);
    for (std::size_t i = 0; i < editorViewCount; ++i)
    {
        CHECK(titled<SignalView>(*editor, titles[i]).isVisible() == (i == chosen));
        CHECK(titled<juce::Button>(*editor, buttons[i]).getToggleState() == (i == chosen));
    }
    for (const auto& [width, height] : {std::pair{675, 450}, {2700, 1800}, {900, 600}, {1600, 500}, {700, 1500}})
    {
        editor->setSize(width, height);
        editor->update(1.0);
        CHECK(editor->createComponentSnapshot(editor->getLocalBounds()).getWidth() == width);
    }
}
