#include "Companion/Bench/FastestTimes.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace dequantizer
{

std::vector<double> fastestTimes(std::span<const std::function<void()>> competitors, int rounds)
{
    using Clock = std::chrono::steady_clock;
    // Long compared with the resolution of the clock, short compared with the time slices of the scheduler.
    constexpr std::chrono::duration<double> shortRun{50e-6};

    std::vector<double> fastest(competitors.size(), std::numeric_limits<double>::infinity());
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < competitors.size(); ++i)
        {
            competitors[i](); // loads its data into the caches
            int calls = 0;
            std::chrono::duration<double> elapsed{};
            for (const auto start = Clock::now(); elapsed < shortRun; elapsed = Clock::now() - start)
            {
                constexpr int callsBetweenLooks = 4;
                for (int call = 0; call < callsBetweenLooks; ++call)
                    competitors[i]();
                calls += callsBetweenLooks;
            }
            fastest[i] = std::min(fastest[i], elapsed.count() / calls);
        }
    return fastest;
}

} // namespace dequantizer
