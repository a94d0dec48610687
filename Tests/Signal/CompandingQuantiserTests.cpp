#include "Catch.h"
#include "Signal/CompandingQuantiser.h"

#include <cmath>
#include <limits>
#include <vector>

using namespace dequantizer;

namespace
{
// A law as defined by tables 1 and 2 of ITU-T G.711: runs of equal intervals, from 0 upwards.
struct Run
{
    int intervals, size;
};

struct Law
{
    CompandingLaw law;
    double unitsOfFullScale;
    std::vector<Run> runs;
    int inverted;
    std::vector<double> decisions{0.0}; // x_n
    std::vector<double> levels;         // y_n

    Law(CompandingLaw companding, double units, std::vector<Run> intervals, int invertedBits)
        : law(companding), unitsOfFullScale(units), runs(std::move(intervals)), inverted(invertedBits)
    {
        for (const auto& run : runs)
            for (int i = 0; i < run.intervals; ++i)
            {
                decisions.push_back(decisions.back() + run.size);
                // y_n is in the middle, except that it is 0 in the first interval of mu-law, which has a negative half.
                const bool isFirstOfMu = law == CompandingLaw::mu && levels.empty();
                levels.push_back(isFirstOfMu ? 0.0 : decisions.back() - 0.5 * run.size);
            }
    }

    [[nodiscard]] float inSignalUnits(double units) const { return static_cast<float>(units / unitsOfFullScale); }
};

Law muLaw()
{
    return {CompandingLaw::mu,
            8192.0,
            {{1, 1}, {15, 2}, {16, 4}, {16, 8}, {16, 16}, {16, 32}, {16, 64}, {16, 128}, {16, 256}},
            0x7f};
}

Law aLaw()
{
    return {CompandingLaw::a, 4096.0, {{32, 2}, {16, 4}, {16, 8}, {16, 16}, {16, 32}, {16, 64}, {16, 128}}, 0x55};
}
} // namespace

TEST_CASE("The reference tables of the laws end like those of the Recommendation", "[signal][companding]")
{
    REQUIRE(muLaw().levels.size() == 128);
    CHECK(muLaw().decisions.back() == 8159.0);
    CHECK(muLaw().levels.back() == 8031.0);
    REQUIRE(aLaw().levels.size() == 128);
    CHECK(aLaw().decisions.back() == 4096.0);
    CHECK(aLaw().levels.back() == 4032.0);
}

TEST_CASE("Every code decodes to its level, and that encodes to the code", "[signal][companding]")
{
    for (const auto& law : {muLaw(), aLaw()})
    {
        const CompandingQuantiser quantiser(law.law);
        for (int n = 0; n < 128; ++n)
        {
            const float level = law.inSignalUnits(law.levels[static_cast<std::size_t>(n)]);
            const auto positive = static_cast<std::uint8_t>((0x80 | n) ^ law.inverted);
            const auto negative = static_cast<std::uint8_t>(n ^ law.inverted);
            CAPTURE(n, level);
            REQUIRE(quantiser.decode(positive) == level);
            REQUIRE(quantiser.decode(negative) == -level);
            REQUIRE(quantiser.encode(level) == positive);
            if (level != 0.0f)
                REQUIRE(quantiser.encode(-level) == negative);
        }
    }
}

TEST_CASE("The codes at the ends of the tables are the Recommendation's", "[signal][companding]")
{
    const CompandingQuantiser mu(CompandingLaw::mu), a(CompandingLaw::a);
    CHECK(mu.encode(1.0f) == 0x80);
    CHECK(mu.encode(0.0f) == 0xff);
    CHECK(mu.encode(-1.0f) == 0x00);
    CHECK(mu.encode(-0.5f / 8192.0f) == 0x7f);
    CHECK(a.encode(1.0f) == 0xaa);
    CHECK(a.encode(0.0f) == 0xd5);
    CHECK(a.encode(-1.0f) == 0x2a);
    CHECK(a.encode(-0.5f / 4096.0f) == 0x55);
}

TEST_CASE("Between two decision values all samples have one level and one cell", "[signal][companding]")
{
    for (const auto& law : {muLaw(), aLaw()})
    {
        const CompandingQuantiser quantiser(law.law);
        for (std::size_t n = 0; n < 128; ++n)
        {
            const float begin = law.inSignalUnits(law.decisions[n]), end = law.inSignalUnits(law.decisions[n + 1]);
            const float level = law.inSignalUnits(law.levels[n]);
            const bool spansZero = level == 0.0f;
            for (const float sample : {begin, 0.3f * begin + 0.7f * end, std::nextafter(end, 0.0f)})
                for (const float sign : {1.0f, -1.0f})
                {
                    CAPTURE(n, sample, sign);
                    REQUIRE(quantiser.quantise(sign * sample) == (sample == 0.0f ? level : sign * level));
                }
            const auto cell = quantiser.cell(level), mirrored = quantiser.cell(-level);
            CHECK(cell.lower == (spansZero ? -end : begin));
            CHECK(cell.upper == end);
            CHECK(cell.centre == level);
            CHECK(mirrored.lower == -cell.upper);
            CHECK(mirrored.upper == -cell.lower);
        }
    }
}

TEST_CASE("Values beyond the last decision value are decoded to the last level", "[signal][companding]")
{
    for (const auto& law : {muLaw(), aLaw()})
    {
        const CompandingQuantiser quantiser(law.law);
        const float last = law.inSignalUnits(law.levels.back());
        CHECK(quantiser.quantise(1.0f) == last);
        CHECK(quantiser.quantise(-7.0f) == -last);
        CHECK(quantiser.quantise(std::numeric_limits<float>::max()) == last);
        CHECK(quantiser.cell(1.0f).centre == last);
    }
}

TEST_CASE("The nominal width is that of the cells around -26 dB of full scale", "[signal][companding]")
{
    const auto level = static_cast<float>(std::pow(10.0, -26.0 / 20.0));
    for (const auto law : {CompandingLaw::mu, CompandingLaw::a})
    {
        const CompandingQuantiser quantiser(law);
        const auto cell = quantiser.cell(level);
        CHECK(static_cast<double>(cell.upper - cell.lower) == quantiser.delta());
    }
}
