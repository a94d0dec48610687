#include "Catch.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Editor/SharesPanel.h"

using namespace dequantizer;

TEST_CASE("The curve of the shares goes from band to band", "[plugin][editor][shares]")
{
    const CorrectionShares all;
    const CorrectionShares some{.bands = {0.2f, 0.6f, 1.0f}, .splits = {100.0f, 10000.0f}};
    for (const double hertz : {20.0, 1000.0, 20000.0})
        CHECK(SharesCurve::shareAt(hertz, all) == Approx(1.0f));
    CHECK(SharesCurve::shareAt(1.0, some) == Approx(0.2f).margin(0.01));
    CHECK(SharesCurve::shareAt(1000.0, some) == Approx(0.6f).margin(0.01));
    CHECK(SharesCurve::shareAt(1e6, some) == Approx(1.0f).margin(0.01));
    // A low split above the high one leaves no middle band.
    const CorrectionShares crossed{.bands = {0.0f, 1.0f, 0.0f}, .splits = {2000.0f, 1000.0f}};
    CHECK(SharesCurve::shareAt(1400.0, crossed) == Approx(0.0f).margin(1e-6));
}

TEST_CASE("A button shows the shares of the correction in place of the picture", "[plugin][editor][shares]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    auto& panel = titled<SharesPanel>(*editor, "Shares of the correction");
    auto& picture = titled<juce::Component>(*editor, "Scope");
    auto& curve = titled<SharesCurve>(*editor, "Share of the correction by frequency");
    CHECK_FALSE(panel.isVisible());
    titled<juce::Button>(*editor, "Shares of the correction by band and channel").onClick();
    CHECK(panel.isVisible());
    CHECK_FALSE(picture.isVisible());

    const auto restoredPixels = [&](float lowest, float highest)
    {
        editor->update(1.0);
        const auto image = curve.createComponentSnapshot(curve.getLocalBounds());
        int count = 0;
        for (int y = juce::roundToInt(lowest * static_cast<float>(image.getHeight()));
             y < juce::roundToInt(highest * static_cast<float>(image.getHeight())); ++y)
            for (int x = 0; x < image.getWidth(); ++x)
                count += image.getPixelAt(x, y) == darkTheme().restored ? 1 : 0;
        return count;
    };
    CHECK(restoredPixels(0.0f, 0.2f) > 100); // all at 100 %
    CHECK(restoredPixels(0.3f, 1.0f) == 0);
    for (const auto* const share : {parameter::lowShare, parameter::midShare, parameter::highShare})
        plugin.set(share, "0");
    CHECK(restoredPixels(0.5f, 1.0f) > 100);
    CHECK(restoredPixels(0.0f, 0.3f) == 0);

    titled<juce::Button>(*editor, "Close the shares of the correction").onClick();
    CHECK(picture.isVisible());
}
