#include "Catch.h"
#include "Realtime/Plateaus.h"
#include "Signal/CompandingQuantiser.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <numbers>
#include <vector>

using namespace dequantizer;

namespace
{
template <typename Signal>
bool plateausOnly(const Quantiser& quantiser, const Signal& signal)
{
    std::vector<float> lower, upper;
    for (int i = 0; i < 1024; ++i)
    {
        const Cell cell = quantiser.cell(quantiser.quantise(static_cast<float>(signal(i))));
        lower.push_back(cell.lower);
        upper.push_back(cell.upper);
    }
    return holdsPlateausOnly(lower, upper, static_cast<float>(quantiser.widening()));
}

double squareWave(int i)
{
    return i % 100 < 50 ? 0.7 : -0.4;
}

double tone(int i)
{
    return 0.9 * std::sin(2.0 * std::numbers::pi * 0.01 * i);
}
} // namespace

TEST_CASE("Square waves hold plateaus only, and other sounds do not", "[realtime]")
{
    const auto quantiser = Quantiser::midRise(0.25);
    CHECK(plateausOnly(quantiser, squareWave));
    CHECK(plateausOnly(quantiser, [](int i) { return squareWave(i) + 0.5 * squareWave(3 * i); }));
    CHECK_FALSE(plateausOnly(quantiser, tone));
    // A fading square wave comes down in steps, and one of less than a cell moves between adjacent levels.
    CHECK_FALSE(plateausOnly(quantiser, [](int i) { return squareWave(i) * std::exp(-0.002 * i); }));
    CHECK_FALSE(plateausOnly(quantiser, [](int i) { return 0.2 * squareWave(i); }));
    // One jump may be the start of a sound.
    CHECK_FALSE(plateausOnly(quantiser, [](int i) { return i < 500 ? 0.0 : 0.9; }));
    CHECK_FALSE(plateausOnly(quantiser, [](int) { return 0.1; }));
}

TEST_CASE("Cells of any width show whether levels are adjacent", "[realtime]")
{
    const auto muLaw = Quantiser::muLaw();
    CHECK(plateausOnly(muLaw, squareWave));
    CHECK_FALSE(plateausOnly(muLaw, tone));
    // They may be narrower than the distance of the levels, or overlap.
    for (const double factor : {0.25, 3.0})
        for (const auto& quantiser : {Quantiser::midRise(0.25).widened(factor), muLaw.widened(factor)})
        {
            CHECK(plateausOnly(quantiser, squareWave));
            CHECK_FALSE(plateausOnly(quantiser, tone));
        }
}
