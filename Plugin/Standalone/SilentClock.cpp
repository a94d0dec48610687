#include "Plugin/Standalone/SilentClock.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace dequantizer
{

namespace
{
constexpr int intervalMs = 10;

// Time lost beyond this, because the computer slept or is too slow, is skipped.
constexpr double maxSecondsBehind = 0.25;
} // namespace

SilentClock::SilentClock(Playback& rendered) : Thread("Playing silently"), playback(rendered) {}

SilentClock::~SilentClock()
{
    stop();
}

void SilentClock::start()
{
    stop();
    if (!(playback.soundRate() > 0.0))
        return;
    playback.setOutputRate(playback.soundRate());
    startThread();
}

void SilentClock::stop()
{
    stopThread(-1);
}

void SilentClock::run()
{
    using Clock = std::chrono::steady_clock;
    const double rate = playback.soundRate();
    std::array<float, 512> memory{};
    float* const output = memory.data();
    auto last = Clock::now();
    double due = 0.0; // samples
    while (!threadShouldExit())
    {
        wait(intervalMs);
        const auto now = Clock::now();
        due = std::min(due + rate * std::chrono::duration<double>(now - last).count(), maxSecondsBehind * rate);
        last = now;
        while (due >= 1.0 && !threadShouldExit())
        {
            const int count = static_cast<int>(std::min(due, static_cast<double>(memory.size())));
            playback.render(&output, 1, count);
            due -= count;
        }
    }
}

} // namespace dequantizer
