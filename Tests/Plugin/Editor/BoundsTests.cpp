#include "Plugin/Editor/BoundsView.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Editor/Pictures.h"

#include "Model/CosineModel.h"
#include "Model/ModelChoice.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

using namespace dequantizer;

namespace
{
constexpr double boundsRate = 48000.0;
constexpr double toneFrequency = 1000.0;

std::shared_ptr<const Model> modelForAnySound()
{
    const ModelRequest request{.sampleRate = boundsRate, .quantisation = {.delta = deltaForBits(6)}};
    return std::make_shared<const Model>(loadModel(chooseModel(request).model, boundsRate, deltaForBits(6)));
}

// A tone at 6 bit.
std::vector<ScopeSample> quantisedTone(std::size_t length)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(6), Overload::saturate);
    std::vector<ScopeSample> samples(length);
    for (std::size_t i = 0; i < length; ++i)
    {
        const double phase = 2.0 * std::numbers::pi * toneFrequency * static_cast<double>(i) / boundsRate;
        const auto cell = quantiser.cell(quantiser.quantise(static_cast<float>(0.7 * std::sin(phase))));
        samples[i] = {cell.centre, cell.centre, cell.lower, cell.upper};
    }
    return samples;
}

void feedSamples(SoundFeed& feed, const std::vector<ScopeSample>& samples)
{
    std::vector<float> input, lower, upper;
    for (const auto& sample : samples)
    {
        input.push_back(sample.input);
        lower.push_back(sample.lower);
        upper.push_back(sample.upper);
    }
    feed.write(input.data(), input.data(), lower.data(), upper.data(), static_cast<int>(samples.size()));
}
} // namespace

TEST_CASE("The bounds are low where there is a tone and high where there is only noise", "[plugin][editor][bounds]")
{
    BoundsAnalysis analysis;
    CHECK_FALSE(analysis.hasOperator());
    CHECK(analysis.frameLength() == 0);
    analysis.use(modelForAnySound());
    REQUIRE(analysis.hasOperator());
    CHECK_FALSE(analysis.hasBounds());
    const auto tone = quantisedTone(20 * analysis.frameLength());
    for (std::size_t start = 0; start + analysis.frameLength() <= tone.size(); start += analysis.hop())
        analysis.add(std::span(tone).subspan(start, analysis.frameLength()));
    REQUIRE(analysis.hasBounds());
    const auto level = [&](std::span<const double> squares, double from, double to)
    { return decibelsBetween(squares, from, to, boundsRate); };
    for (const auto squares : {analysis.first(), analysis.last()})
        CHECK(level(squares, toneFrequency, toneFrequency) < level(squares, 6200.0, 6800.0) - 20.0f);
    CHECK_FALSE(std::equal(analysis.first().begin(), analysis.first().end(), analysis.last().begin()));
}

TEST_CASE("There are no bounds without cells and without a windowed Fourier operator", "[plugin][editor][bounds]")
{
    BoundsAnalysis analysis;
    analysis.use(modelForAnySound());
    auto samples = quantisedTone(analysis.frameLength());
    analysis.add(samples);
    CHECK(analysis.hasBounds());
    for (auto& sample : samples)
        sample.lower = sample.upper = sample.input; // on no grid
    analysis.add(samples);
    CHECK_FALSE(analysis.hasBounds());
    analysis.use(std::make_shared<const Model>(cosineModel(boundsRate, 0.1)));
    CHECK_FALSE(analysis.hasOperator());
    analysis.use(nullptr);
    CHECK_FALSE(analysis.hasOperator());
}

TEST_CASE("The editor computes the bounds of the operator in use while it shows them", "[plugin][editor][bounds]")
{
    PluginFixture plugin;
    plugin.prepare(1);
    const auto editor = open(plugin);
    auto& view = titled<BoundsView>(*editor, "Bounds");
    const auto play = [&]
    {
        for (int block = 0; block < 8; ++block)
        {
            editor->update(0.1);
            std::ignore = plugin.process(quantisedGlide(1600, 1, PluginFixture::defaultRate));
        }
        editor->update(0.1);
    };
    play();
    CHECK_FALSE(view.hasBounds());
    titled<juce::Button>(*editor, "Show the bounds").setToggleState(true, juce::sendNotificationSync);
    play();
    CHECK(view.hasBounds());
    CHECK(countOf(pictureOf(view), darkTheme().restored) > 100);

    // The operator works at a rate other than that of the samples here.
    plugin.set(parameter::rate, "Model rate");
    plugin.prepare(1, boundsRate);
    editor->showStatus();
    play();
    CHECK_FALSE(view.hasBounds());
}

TEST_CASE("The bounds draw at every size and before there is any sound", "[plugin][editor][bounds]")
{
    BoundsView view;
    ThemedLookAndFeel look;
    look.use(darkTheme());
    view.setLookAndFeel(&look);
    SoundFeed feed;
    view.use(modelForAnySound());
    for (int round = 0; round < 2; ++round)
    {
        for (const auto& [width, height] : {std::pair{1, 1}, {40, 40}, {416, 200}, {3000, 2000}})
        {
            view.setSize(width, height);
            view.setVisible(true);
            view.update(feed, 1.0);
            CHECK(view.createComponentSnapshot(view.getLocalBounds()).getWidth() == width);
        }
        CHECK(view.hasBounds() == (round == 1));
        feedSamples(feed, quantisedTone(8192));
        view.update(feed, 1.0);
    }
    view.setLookAndFeel(nullptr);
}
