#include "Catch.h"

#include "Realtime/FirstLevel.h"

#include <vector>

using namespace dequantizer;

namespace
{
// Each sample with a cell of width 1 around it, or with a cell that is a point.
void update(FirstLevel& firstLevel, const std::vector<float>& samples, float width = 1.0f)
{
    auto lower = samples, upper = samples;
    for (std::size_t i = 0; i < samples.size(); ++i)
    {
        lower[i] -= 0.5f * width;
        upper[i] += 0.5f * width;
    }
    firstLevel.update(samples, lower, upper);
}
} // namespace

TEST_CASE("A stream holds its first level until a second one appears, and not again", "[realtime][offset]")
{
    FirstLevel firstLevel(0.05);
    CHECK(firstLevel.isHeld());
    update(firstLevel, {0.5f, 0.5f, 0.5f});
    update(firstLevel, {0.5f, 0.5f});
    CHECK(firstLevel.isHeld());
    update(firstLevel, {0.5f, 0.5f, -0.5f});
    CHECK_FALSE(firstLevel.isHeld());
    update(firstLevel, {-0.5f, -0.5f});
    CHECK_FALSE(firstLevel.isHeld());
}

TEST_CASE("A level that changes between two frames is left", "[realtime][offset]")
{
    FirstLevel firstLevel(0.05);
    update(firstLevel, {0.5f, 0.5f});
    update(firstLevel, {1.5f, 1.5f});
    CHECK_FALSE(firstLevel.isHeld());
}

TEST_CASE("Samples that are known do not count as a level", "[realtime][offset]")
{
    FirstLevel firstLevel(0.05);
    update(firstLevel, {0.0f, 0.0f}, 0.0f);
    update(firstLevel, {0.5f, 0.5f});
    CHECK(firstLevel.isHeld());
}

TEST_CASE("A held level next to zero is taken for the middle of the way to zero, but for less in a pause",
          "[realtime][offset]")
{
    constexpr float delta = 0.125f;
    CHECK(FirstLevel(0.05).estimate(0.004f, 0.008f) == 0.002f);
    FirstLevel firstLevel(0.05);
    const auto hold = [&](double seconds)
    {
        for (double passed = 0.0; passed < seconds; passed += 0.05)
            update(firstLevel, {0.0625f, 0.0625f}, delta);
    };
    update(firstLevel, {0.0625f, 0.0625f}, delta);
    CHECK(firstLevel.estimate(0.0625f, delta) == FirstLevel::pauseOffset);
    hold(0.2);
    CHECK(firstLevel.estimate(0.0625f, delta) > 0.01f);
    CHECK(firstLevel.estimate(0.0625f, delta) < 0.03f);
    hold(0.2);
    CHECK(firstLevel.estimate(0.0625f, delta) == 0.03125f);
    CHECK(firstLevel.estimate(-0.0625f, delta) == -0.03125f);
    CHECK(firstLevel.estimate(0.1875f, delta) == 0.1875f);
    firstLevel.reset();
    CHECK(firstLevel.estimate(0.0625f, delta) == FirstLevel::pauseOffset);
}
