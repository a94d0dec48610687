#include "Realtime/RestoreSignal.h"

#include <cassert>

namespace dequantizer
{

namespace
{
template <typename Engine>
std::vector<std::vector<float>> restoredBy(Engine& engine, const std::vector<std::vector<float>>& signal)
{
    assert(static_cast<int>(signal.size()) == engine.channels());
    const auto latency = static_cast<std::size_t>(engine.latency());
    auto padded = signal;
    std::vector<float*> pointers;
    for (auto& channel : padded)
    {
        channel.resize(channel.size() + latency, 0.0f);
        pointers.push_back(channel.data());
    }

    engine.reset();
    // Keeps the sample count of a call within int. The size of the calls does not affect the samples.
    constexpr std::size_t callLength = 1 << 20;
    for (std::size_t start = 0; start < padded.front().size(); start += callLength)
    {
        const auto count = static_cast<int>(std::min(callLength, padded.front().size() - start));
        engine.process(pointers.data(), {pointers.data()}, count);
        for (auto& pointer : pointers)
            pointer += count;
    }

    for (auto& channel : padded)
        channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(latency));
    return padded;
}
} // namespace

std::vector<std::vector<float>> restoreSignal(StreamingEngine& engine, const std::vector<std::vector<float>>& signal)
{
    return restoredBy(engine, signal);
}

std::vector<std::vector<float>> restoreSignal(AnyRateEngine& engine, const std::vector<std::vector<float>>& signal)
{
    return restoredBy(engine, signal);
}

} // namespace dequantizer
