#include "Catch.h"
#include "Signal/Grid.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

using namespace dequantizer;

static_assert(std::is_trivially_copyable_v<Quantiser>); // so that no copy allocates

namespace
{
struct NamedQuantiser
{
    const char* name;
    Quantiser quantiser;
};

std::vector<NamedQuantiser> quantisersOfEveryKind()
{
    const double delta = deltaForBits(4);
    return {{"mid-rise", Quantiser::midRise(delta)},
            {"mid-tread", Quantiser::midTread(delta)},
            {"truncating", Quantiser::truncating(delta)},
            {"with an offset", Quantiser::centred(delta, 0.2)},
            {"fractional bits", Quantiser::midRise(deltaForBits(4.3), Overload::saturate)},
            {"mu-law", Quantiser::muLaw()},
            {"A-law", Quantiser::aLaw()}};
}

std::vector<float> rampBetween(float first, float last)
{
    // Steps smaller than the narrowest cell of mu-law, so that no cell is skipped.
    constexpr int count = 40001;
    std::vector<float> ramp;
    for (int i = 0; i < count; ++i)
        ramp.push_back(first + (last - first) * static_cast<float>(i) / static_cast<float>(count - 1));
    return ramp;
}
} // namespace

TEST_CASE("Every sample lies in the cell of its quantised value", "[signal]")
{
    for (const auto& [name, quantiser] : quantisersOfEveryKind())
        for (const float sample : rampBetween(-0.87f, 0.87f))
        {
            CAPTURE(name, sample);
            const auto cell = quantiser.cell(quantiser.quantise(sample));
            REQUIRE(cell.lower <= sample);
            REQUIRE(sample <= cell.upper);
        }
}

TEST_CASE("A quantised value quantises to itself, and lies in its own cell", "[signal]")
{
    for (const auto& [name, quantiser] : quantisersOfEveryKind())
        for (const float sample : rampBetween(-1.0f, 1.0f))
        {
            CAPTURE(name, sample);
            const float quantised = quantiser.quantise(sample);
            const auto cell = quantiser.cell(quantised);
            REQUIRE(quantiser.quantise(quantised) == quantised);
            REQUIRE(cell.lower <= quantised);
            REQUIRE(quantised <= cell.upper);
            REQUIRE(cell.centre == Approx(0.5f * (cell.lower + cell.upper)).margin(1e-7));
        }
}

TEST_CASE("Neighbouring cells share their bound", "[signal]")
{
    for (const auto& [name, quantiser] : quantisersOfEveryKind())
    {
        float previous = quantiser.quantise(-0.87f);
        for (const float sample : rampBetween(-0.87f, 0.87f))
        {
            CAPTURE(name, sample);
            const float quantised = quantiser.quantise(sample);
            REQUIRE(quantised >= previous);
            if (quantised != previous)
                REQUIRE(quantiser.cell(quantised).lower == Approx(quantiser.cell(previous).upper).margin(1e-7));
            previous = quantised;
        }
    }
}

TEST_CASE("Quantised samples are always finite", "[signal]")
{
    for (const auto& [name, quantiser] : quantisersOfEveryKind())
    {
        CAPTURE(name);
        CHECK(quantiser.quantise(std::numeric_limits<float>::quiet_NaN()) == quantiser.quantise(0.0f));
        CHECK(quantiser.quantise(std::numeric_limits<float>::infinity()) == quantiser.quantise(0.0f));
        CHECK(quantiser.quantise(-std::numeric_limits<float>::infinity()) == quantiser.quantise(0.0f));
        CHECK(std::isfinite(quantiser.quantise(1e9f)));
    }
}

TEST_CASE("Wider cells keep their centres, levels and ratio to the nominal width", "[signal]")
{
    const double factor = GENERATE(0.25, 1.0, 3.0);
    for (const auto& [name, quantiser] : quantisersOfEveryKind())
    {
        const auto widened = quantiser.widened(factor);
        CHECK(widened.delta() == factor * quantiser.delta());
        for (const float sample : rampBetween(-1.0f, 1.0f))
        {
            CAPTURE(name, sample, factor);
            const float quantised = quantiser.quantise(sample);
            REQUIRE(widened.quantise(sample) == quantised);
            const auto cell = quantiser.cell(quantised), wide = widened.cell(quantised);
            REQUIRE(wide.centre == cell.centre);
            REQUIRE(wide.upper - wide.lower ==
                    Approx(factor * static_cast<double>(cell.upper - cell.lower)).margin(1e-6));
            REQUIRE(wide.upper - wide.centre == Approx(wide.centre - wide.lower).margin(1e-6));
        }
    }
}

TEST_CASE("After resampling the cells are of the nominal width, wherever the samples lie", "[signal]")
{
    for (const auto& [name, quantiser] : quantisersOfEveryKind())
    {
        const auto resampled = quantiser.forResampledSamples();
        CHECK(resampled.delta() == quantiser.delta());
        for (const float sample : rampBetween(-1.0f, 1.0f))
        {
            CAPTURE(name, sample);
            const auto cell = resampled.cell(sample);
            REQUIRE(cell.upper - cell.lower == Approx(quantiser.delta()).margin(1e-6));
            REQUIRE(cell.lower <= sample);
            REQUIRE(sample <= cell.upper);
        }
    }
}

TEST_CASE("Bits and delta are inverse to each other", "[signal]")
{
    CHECK(deltaForBits(4) == 0.125);
    CHECK(bitsForDelta(deltaForBits(5.25)) == Approx(5.25));
}

TEST_CASE("A detected grid gives a quantiser with its levels", "[signal][grid]")
{
    const Grid grid{.delta = 0.1, .offset = 0.3, .confidence = 1.0, .levels = 20};
    const auto quantiser = grid.quantiser();
    CHECK(quantiser.delta() == 0.1);
    CHECK(quantiser.quantise(0.44f) == Approx(0.43));
    CHECK(isOnGrid(grid, quantiser.quantise(-0.77f)));
    CHECK(quantiser.cell(0.43f).lower == Approx(0.38));
    CHECK(quantiser.cell(0.43f).centre == 0.43f);
}

TEST_CASE("The peak is the largest magnitude", "[signal]")
{
    const std::vector<float> signal{0.25f, -0.75f, 0.5f};
    CHECK(peak(signal) == 0.75f);
    CHECK(peak({}) == 0.0f);
}
