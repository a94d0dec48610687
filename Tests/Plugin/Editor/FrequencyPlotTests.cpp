#include "Catch.h"
#include "Plugin/Editor/FrequencyPlot.h"

using namespace dequantizer;

namespace
{
constexpr float thickness = 2.0f;

juce::Path lineThrough(std::initializer_list<float> heights)
{
    FrequencyPlot::Curve curve;
    for (const float y : heights)
        curve.emplace_back(2.0f * static_cast<float>(curve.size()), y);
    return FrequencyPlot::lineAlong(curve, thickness);
}
} // namespace

TEST_CASE("A line along a curve is as thick everywhere", "[plugin][editor]")
{
    const auto level = lineThrough({5.0f, 5.0f, 5.0f}).getBounds();
    CHECK(level.getWidth() == Approx(4.0f));
    CHECK(level.getHeight() == Approx(thickness));

    // Across a slope of 45 degrees.
    const auto slope = lineThrough({0.0f, 2.0f, 4.0f, 6.0f, 8.0f});
    const juce::Point<float> middle(4.0f, 4.0f), across(std::sqrt(0.5f), -std::sqrt(0.5f));
    for (const float side : {-1.0f, 1.0f})
    {
        CHECK(slope.contains(middle + across * (side * 0.45f * thickness)));
        CHECK_FALSE(slope.contains(middle + across * (side * 0.55f * thickness)));
    }
}

TEST_CASE("A line along a curve extends little beyond a peak", "[plugin][editor]")
{
    const auto peak = lineThrough({100.0f, 100.0f, 0.0f, 100.0f, 100.0f});
    CHECK(peak.contains(4.0f, 1.0f));
    CHECK(peak.getBounds().getY() >= -2.0f * thickness - 0.001f);
}

TEST_CASE("A line needs two points", "[plugin][editor]")
{
    CHECK(lineThrough({}).isEmpty());
    CHECK(lineThrough({1.0f}).isEmpty());
}
