#include "Companion/Bench/FastestTimes.h"

#include <algorithm>
#include <chrono>

namespace dequantizer
{

std::vector<std::vector<double>> interleavedTimes(std::span<const std::function<void()>> competitors, int rounds)
{
    using Clock = std::chrono::steady_clock;
    // Long compared with the resolution of the clock, short compared with the time slices of the scheduler.
    constexpr std::chrono::duration<double> shortRun{50e-6};

    std::vector<std::vector<double>> times(competitors.size());
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
            times[i].push_back(elapsed.count() / calls);
        }
    return times;
}

std::vector<double> fastestTimes(std::span<const std::function<void()>> competitors, int rounds)
{
    std::vector<double> fastest;
    for (const auto& times : interleavedTimes(competitors, rounds))
        fastest.push_back(*std::ranges::min_element(times));
    return fastest;
}

double medianRatio(std::span<const double> numerator, std::span<const double> denominator)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < numerator.size(); ++i)
        ratios.push_back(numerator[i] / denominator[i]);
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    return *middle;
}

} // namespace dequantizer
