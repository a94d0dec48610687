#include "Catch.h"
#include "Plugin/AllocationCounter.h"
#include "Plugin/LockCounter.h"
#include "Plugin/PluginFixture.h"
#include "Plugin/Standalone/LiveInput.h"
#include "Skip.h"

#include <algorithm>
#include <array>

using namespace dequantizer;

namespace
{
Signal renderLive(LiveInput& live, const Signal& input, int outputs, int block)
{
    const auto length = static_cast<int>(input.front().size());
    Signal result(static_cast<std::size_t>(outputs), std::vector<float>(input.front().size(), 99.0f));
    for (int start = 0; start < length; start += block)
    {
        std::vector<const float*> from;
        std::vector<float*> to;
        for (const auto& channel : input)
            from.push_back(channel.data() + start);
        for (auto& channel : result)
            to.push_back(channel.data() + start);
        live.render(from.data(), static_cast<int>(from.size()), to.data(), outputs, std::min(block, length - start));
    }
    return result;
}

Signal restoredDirectly(const Signal& signal)
{
    PluginFixture plugin;
    plugin.prepare(static_cast<int>(signal.size()));
    return plugin.process(signal);
}
} // namespace

TEST_CASE("Live input comes out as the plugin restores it", "[plugin][standalone][live]")
{
    const int block = GENERATE(1, 100, 512, 3000);
    const auto signal = quantisedGlide(3000, 2, PluginFixture::defaultRate);
    PluginFixture plugin;
    LiveInput live(plugin.processor);
    live.prepare(2, PluginFixture::defaultRate);
    const auto heard = renderLive(live, signal, 2, block);
    CHECK(heard == restoredDirectly(signal));
    CHECK(heard != signal);
}

TEST_CASE("A mono input is heard on both outputs, and two inputs on one output are mixed", "[plugin][standalone][live]")
{
    PluginFixture plugin;
    LiveInput live(plugin.processor);
    const auto mono = quantisedGlide(3000, 1, PluginFixture::defaultRate);
    live.prepare(1, PluginFixture::defaultRate);
    const auto heard = renderLive(live, mono, 2, 512);
    const auto expected = restoredDirectly(mono).front();
    CHECK(heard[0] == expected);
    CHECK(heard[1] == expected);

    const auto stereo = quantisedGlide(3000, 2, PluginFixture::defaultRate);
    live.prepare(2, PluginFixture::defaultRate);
    const auto mixed = renderLive(live, stereo, 1, 512).front();
    const auto both = restoredDirectly(stereo);
    for (std::size_t i = 0; i < mixed.size(); ++i)
        REQUIRE(mixed[i] == Approx(0.5f * (both[0][i] + both[1][i])).margin(1e-7));
}

TEST_CASE("Without an input, or with another than was prepared, the output is silent", "[plugin][standalone][live]")
{
    const int prepared = GENERATE(0, 1);
    PluginFixture plugin;
    LiveInput live(plugin.processor);
    const Signal loud(2, std::vector<float>(1000, 0.5f)), silence(2, std::vector<float>(1000, 0.0f));
    CHECK(renderLive(live, loud, 2, 512) == silence);
    live.prepare(prepared, PluginFixture::defaultRate);
    CHECK(renderLive(live, loud, 2, 512) == silence);
}

TEST_CASE("A missing input channel is silent", "[plugin][standalone][live]")
{
    PluginFixture plugin;
    plugin.set(parameter::bypass, "On");
    LiveInput live(plugin.processor);
    live.prepare(2, PluginFixture::defaultRate);
    const std::vector<float> left(4000, 0.5f);
    Signal heard(2, std::vector<float>(4000, 99.0f));
    const std::array<const float*, 2> inputs{left.data(), nullptr};
    const std::array<float*, 2> outputs{heard[0].data(), heard[1].data()};
    live.render(inputs.data(), 2, outputs.data(), 2, 4000);
    CHECK(heard[0].back() == 0.5f);
    CHECK(heard[1] == std::vector<float>(4000, 0.0f));
}

TEST_CASE("Live input neither allocates nor locks on the audio thread", "[plugin][standalone][live][realtime-safety]")
{
    if (!AllocationCounter::works() || !LockCounter::works())
        return skip("this build cannot count allocations and locks");
    PluginFixture plugin;
    LiveInput live(plugin.processor);
    live.prepare(2, 48000.0);
    const auto signal = quantisedGlide(2000, 2, 48000.0);
    std::vector<float> left(2000), right(2000);
    const std::array<const float*, 2> inputs{signal[0].data(), signal[1].data()};
    const std::array<float*, 2> outputs{left.data(), right.data()};
    long allocations = 0, locks = 0;
    {
        const AllocationCounter allocationCounter;
        const LockCounter lockCounter;
        for (const int count : {2000, 0, 1, 37, 512, 2000, 2000, 2000})
            live.render(inputs.data(), 2, outputs.data(), 2, count);
        live.render(inputs.data(), 1, outputs.data(), 2, 512);
        allocations = allocationCounter.count();
        locks = lockCounter.count();
    }
    CHECK(allocations == 0);
    CHECK(locks == 0);
}
