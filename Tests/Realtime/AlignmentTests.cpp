#include "Catch.h"
#include "Realtime/StreamingEngine.h"
#include "Signal/Quantiser.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

using namespace dequantizer;

namespace
{
// Sample `position` of a signal that never repeats and is 0 before its beginning, on the grid of 8 bits.
float sampleAt(std::int64_t position)
{
    if (position < 0)
        return 0.0f;
    auto mixed = static_cast<std::uint64_t>(position) * 0x9E3779B97F4A7C15u;
    mixed ^= mixed >> 32;
    const auto level = static_cast<int>((mixed * 0xD6E8FEB86659FD93u) >> 56) - 128;
    return (static_cast<float>(level) + 0.5f) / 128.0f;
}
} // namespace

TEST_CASE("A million random blocks, two hours at 48 kHz, stay aligned to the sample", "[realtime][long]")
{
    constexpr int blocks = 1000000, longestBlock = 692;
    // An operator that is cheap and has no effect, so that every sample can be recognised.
    Model model;
    model.K = Matrix<float>::Constant(1, 960, 1.0f);
    model.sampleRate = 48000.0;
    model.referenceDelta = deltaForBits(8);
    model.steps = {0.01, 0.01, 1.0};
    model.iterations = 0;
    StreamingEngine engine(model, 1, 480);
    REQUIRE(engine.latency() == 1440);

    std::mt19937 generator(2024);
    std::vector<float> input(longestBlock), restored(longestBlock), delayed(longestBlock);
    std::int64_t position = 0;
    std::int64_t misplaced = 0;
    for (int block = 0; block < blocks; ++block)
    {
        const auto samples = static_cast<int>(generator() % (longestBlock + 1u));
        for (int i = 0; i < samples; ++i)
            input[static_cast<std::size_t>(i)] = sampleAt(position + i);

        const float* const from = input.data();
        float* const to = restored.data();
        float* const dry = delayed.data();
        engine.process(&from, {.restored = &to, .delayed = &dry}, samples);
        for (int i = 0; i < samples; ++i)
        {
            const auto at = static_cast<std::size_t>(i);
            const float expected = sampleAt(position + i - engine.latency());
            if (delayed[at] != expected || std::abs(restored[at] - expected) > 1e-6f)
                ++misplaced;
        }
        position += samples;
    }
    CHECK(position > std::int64_t{2} * 3600 * 48000);
    CHECK(misplaced == 0);
}
