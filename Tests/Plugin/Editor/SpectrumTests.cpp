#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Editor/Pictures.h"
#include "Plugin/Editor/SpectrumView.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace dequantizer;

namespace
{
constexpr double spectrumRate = 48000.0;

std::vector<ScopeSample> sinesOf(double inputAmplitude, double restoredAmplitude, double frequency)
{
    std::vector<ScopeSample> frame(SpectrumAnalysis::frameLength);
    for (std::size_t i = 0; i < frame.size(); ++i)
    {
        const double sine = std::sin(2.0 * std::numbers::pi * frequency * static_cast<double>(i) / spectrumRate);
        frame[i] = {static_cast<float>(inputAmplitude * sine), static_cast<float>(restoredAmplitude * sine), 0.0f,
                    0.0f};
    }
    return frame;
}
} // namespace

TEST_CASE("The spectra of input, restored and removed have the levels of their sines", "[plugin][editor]")
{
    SpectrumAnalysis analysis;
    CHECK_FALSE(analysis.hasSpectra());
    const double frequency = 100.0 * spectrumRate / SpectrumAnalysis::frameLength;
    analysis.add(sinesOf(1.0, 0.5, frequency), 0.03);
    REQUIRE(analysis.hasSpectra());
    const auto levels = [&](double from, double to)
    {
        return std::array{decibelsBetween(analysis.input(), from, to, spectrumRate),
                          decibelsBetween(analysis.restored(), from, to, spectrumRate),
                          decibelsBetween(analysis.removed(), from, to, spectrumRate)};
    };
    const auto here = levels(frequency - 1.0, frequency + 1.0);
    CHECK(here[0] == Approx(0.0).margin(0.01));
    CHECK(here[1] == Approx(-6.02).margin(0.01));
    CHECK(here[2] == Approx(-6.02).margin(0.01));
    for (const float level : levels(5000.0, 24000.0))
        CHECK(level < -100.0f);
}

TEST_CASE("Spectra are averaged over time", "[plugin][editor]")
{
    SpectrumAnalysis analysis;
    const double frequency = 100.0 * spectrumRate / SpectrumAnalysis::frameLength;
    const auto level = [&] { return decibelsBetween(analysis.input(), frequency, frequency, spectrumRate); };
    analysis.add(sinesOf(1.0, 1.0, frequency), 0.03);
    analysis.add(sinesOf(0.0, 0.0, frequency), 0.25);
    CHECK(level() == Approx(-4.34).margin(0.02)); // 1/e
    analysis.add(sinesOf(0.0, 0.0, frequency), 100.0);
    CHECK(level() < -100.0f);
    analysis.reset();
    CHECK_FALSE(analysis.hasSpectra());
    auto infinite = sinesOf(1.0, 1.0, frequency);
    infinite[7].restored = INFINITY;
    analysis.add(infinite, 0.03);
    CHECK(std::isfinite(decibelsBetween(analysis.restored(), 0.0, 24000.0, spectrumRate)));
}

TEST_CASE("The level between two frequencies is a maximum, or interpolated within a bin", "[plugin][editor]")
{
    const std::vector<double> power{1.0, 0.0, 0.01, 0.0, 0.0};
    const double rate = 8.0; // bins at 0, 1, 2, 3 and 4 Hz
    CHECK(decibelsBetween(power, 0.5, 0.5, rate) == Approx(10.0 * std::log10(0.5)));
    CHECK(decibelsBetween(power, 1.2, 2.9, rate) == Approx(-20.0));
    CHECK(decibelsBetween(power, 3.5, 9.0, rate) == Approx(-200.0));
}

TEST_CASE("The editor shows the scope or the spectrum, and the session stores which", "[plugin][editor]")
{
    PluginFixture first, second;
    first.prepare(1);
    const auto fresh = first.state();
    std::vector<char> saved;
    {
        const auto editor = open(first);
        auto& scope = titled<ScopeView>(*editor, "Scope");
        auto& spectrum = titled<SpectrumView>(*editor, "Spectrum");
        CHECK(scope.isVisible());
        CHECK_FALSE(spectrum.isVisible());
        editor->update(1.0);
        std::ignore = first.process(quantisedGlide(16000, 1, PluginFixture::defaultRate));
        editor->update(1.0);
        CHECK_FALSE(spectrum.hasSpectra()); // nothing is computed while it is hidden

        titled<juce::Button>(*editor, "Show the spectrum").setToggleState(true, juce::sendNotificationSync);
        CHECK_FALSE(scope.isVisible());
        CHECK(spectrum.isVisible());
        editor->update(1.0);
        CHECK(spectrum.hasSpectra());
        CHECK(countOf(pictureOf(spectrum), darkTheme().restored) > 100);
        saved = first.state();
        CHECK(saved != fresh);
    }
    second.restore(saved);
    CHECK(second.state() == saved);
    const auto editor = open(second);
    CHECK(titled<SpectrumView>(*editor, "Spectrum").isVisible());
    CHECK(titled<juce::Button>(*editor, "Show the spectrum").getToggleState());
    second.restore(fresh);
    dispatchMessages(50);
    CHECK(titled<ScopeView>(*editor, "Scope").isVisible());
}

TEST_CASE("The spectrum draws at every size and before there is any sound", "[plugin][editor]")
{
    SpectrumView view;
    ThemedLookAndFeel look;
    look.use(darkTheme());
    view.setLookAndFeel(&look);
    SoundFeed feed;
    const auto frame = sinesOf(0.5, 0.4, 440.0);
    std::vector<float> samples;
    for (const auto& sample : frame)
        samples.push_back(sample.input);
    for (int round = 0; round < 2; ++round)
    {
        for (const auto& [width, height] : {std::pair{1, 1}, {40, 40}, {416, 200}, {3000, 2000}})
        {
            view.setSize(width, height);
            view.setVisible(true);
            view.update(feed, 8000.0, 1.0);
            CHECK(view.createComponentSnapshot(view.getLocalBounds()).getWidth() == width);
        }
        feed.write(samples.data(), samples.data(), samples.data(), samples.data(), SpectrumAnalysis::frameLength);
    }
    CHECK(view.hasSpectra());
    view.setSize(416, 200);
    view.setHeld(true);
    const auto before = pictureOf(view);
    const std::vector<float> silence(samples.size());
    feed.write(silence.data(), silence.data(), silence.data(), silence.data(), SpectrumAnalysis::frameLength);
    view.update(feed, 8000.0, 1.0);
    CHECK(areEqual(pictureOf(view), before));
    view.setHeld(false);
    feed.write(silence.data(), silence.data(), silence.data(), silence.data(), SpectrumAnalysis::frameLength);
    view.update(feed, 8000.0, 1.0);
    CHECK_FALSE(areEqual(pictureOf(view), before));
    view.setLookAndFeel(nullptr);
}
