#include "Catch.h"
#include "Signal/Quantiser.h"

using namespace dequantizer;

TEST_CASE("The mid-rise quantiser has no level at zero, which counts as positive", "[signal]")
{
    const auto quantiser = Quantiser::midRise(0.125);
    CHECK(quantiser.delta() == 0.125);
    CHECK(quantiser.quantise(0.0f) == 0.0625f);
    CHECK(quantiser.quantise(-0.0f) == 0.0625f);
    CHECK(quantiser.quantise(0.124f) == 0.0625f);
    CHECK(quantiser.quantise(0.125f) == 0.1875f);
    CHECK(quantiser.quantise(-0.125f) == -0.1875f);
    CHECK(quantiser.quantise(-0.001f) == -0.0625f);
    CHECK(quantiser.quantise(-0.3f) == -0.3125f);
}

TEST_CASE("The mid-tread quantiser rounds, halves away from zero", "[signal]")
{
    const auto quantiser = Quantiser::midTread(0.125);
    CHECK(quantiser.quantise(0.0f) == 0.0f);
    CHECK(quantiser.quantise(0.06f) == 0.0f);
    CHECK(quantiser.quantise(-0.06f) == 0.0f);
    CHECK(quantiser.quantise(0.0625f) == 0.125f);
    CHECK(quantiser.quantise(-0.0625f) == -0.125f);
    CHECK(quantiser.quantise(0.3f) == 0.25f);
    CHECK(quantiser.cell(0.25f).lower == 0.1875f);
    CHECK(quantiser.cell(0.25f).upper == 0.3125f);
}

TEST_CASE("The truncating quantiser rounds down, and its cells begin at their levels", "[signal]")
{
    const auto quantiser = Quantiser::truncating(0.125);
    CHECK(quantiser.quantise(0.0f) == 0.0f);
    CHECK(quantiser.quantise(0.124f) == 0.0f);
    CHECK(quantiser.quantise(0.125f) == 0.125f);
    CHECK(quantiser.quantise(-0.001f) == -0.125f);
    CHECK(quantiser.quantise(-0.125f) == -0.125f);
    const auto cell = quantiser.cell(-0.125f);
    CHECK(cell.lower == -0.125f);
    CHECK(cell.centre == -0.0625f);
    CHECK(cell.upper == 0.0f);
}

TEST_CASE("Beyond full scale there are further levels, or the outermost level of the code", "[signal]")
{
    CHECK(Quantiser::midRise(0.125).quantise(1.0f) == 1.0625f);
    CHECK(Quantiser::midTread(0.125).quantise(-3.0f) == -3.0f);

    const auto midRise = Quantiser::midRise(0.125, Overload::saturate);
    CHECK(midRise.quantise(1.0f) == 0.9375f);
    CHECK(midRise.quantise(-7.0f) == -0.9375f);
    // Full scale itself is in the outermost cell.
    CHECK(midRise.cell(0.9375f).upper == 1.0f);
    // A level at zero leaves one fewer on the positive side.
    for (const auto& quantiser :
         {Quantiser::midTread(0.125, Overload::saturate), Quantiser::truncating(0.125, Overload::saturate)})
    {
        CHECK(quantiser.quantise(1.0f) == 0.875f);
        CHECK(quantiser.quantise(-7.0f) == -1.0f);
    }
}

TEST_CASE("A quantiser with a fractional bit depth keeps its levels in range", "[signal]")
{
    const double delta = deltaForBits(4.3);
    const auto quantiser = Quantiser::midRise(delta, Overload::saturate);
    CHECK(quantiser.quantise(1.0f) <= 1.0f - static_cast<float>(delta / 2));
    CHECK(quantiser.quantise(1.0f) > 1.0f - static_cast<float>(1.5 * delta));
    CHECK(quantiser.quantise(-5.0f) == -quantiser.quantise(5.0f));
    CHECK(quantiser.quantise(0.4f) == Approx(0.4).margin(delta / 2));
}

TEST_CASE("Centred cells are the sample minus and plus half the width, in float", "[signal]")
{
    const double delta = GENERATE(0.125, 0.0937, 1.2e-7, 2.0);
    for (const float sample : {0.0f, 0.1f, -0.73f, 1.0f, 12.34f})
    {
        const auto cell = Quantiser::midRise(delta).cell(sample);
        CHECK(cell.lower == sample - 0.5f * static_cast<float>(delta));
        CHECK(cell.centre == sample);
        CHECK(cell.upper == sample + 0.5f * static_cast<float>(delta));
    }
}
