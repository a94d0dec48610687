#include "Companion/Restore/LoopRestoration.h"

#include <algorithm>
#include <vector>

namespace dequantizer
{

namespace
{
// The solver looks back over a few frames. A single cycle is repeated until the frames have met it at many positions.
constexpr std::size_t latenciesBefore = 10, latenciesCounted = 8, latenciesAfter = 2;

// The samples of the signal for one pass, as positions in the loop.
std::vector<std::size_t> passOf(std::size_t length, LoopDirection direction)
{
    std::vector<std::size_t> pass;
    if (direction != LoopDirection::backward)
        for (std::size_t i = 0; i < length; ++i)
            pass.push_back(i);
    if (direction != LoopDirection::forward)
        for (std::size_t i = length; i-- > 0;)
            pass.push_back(i);
    return pass;
}

std::size_t passesFor(std::size_t samples, std::size_t passLength)
{
    return (samples + passLength - 1) / passLength;
}

// Restores a signal that is given sample by sample, in blocks.
class Playback
{
public:
    Playback(AnyRateEngine& theEngine, std::size_t channels)
        : engine(theEngine), leading(static_cast<std::size_t>(engine.latency())), block(channels)
    {
        for (auto& channel : block)
            channel.reserve(blockLength);
        engine.reset();
    }

    // `receive(position, block, index)` gets each restored sample with its position in the signal.
    template <typename Receive>
    void play(const Channels& source, std::size_t index, const Receive& receive)
    {
        for (std::size_t channel = 0; channel < block.size(); ++channel)
            block[channel].push_back(source[channel][index]);
        if (block.front().size() == blockLength)
            flush(receive);
    }

    template <typename Receive>
    void flush(const Receive& receive)
    {
        std::vector<float*> pointers;
        for (auto& channel : block)
            pointers.push_back(channel.data());
        const auto count = block.front().size();
        engine.process(pointers.data(), {pointers.data()}, static_cast<int>(count));
        for (std::size_t i = 0; i < count; ++i)
        {
            if (leading > 0)
                --leading;
            else
                receive(position++, block, i);
        }
        for (auto& channel : block)
            channel.clear();
    }

private:
    static constexpr std::size_t blockLength = 4096;

    AnyRateEngine& engine;
    std::size_t leading; // outputs before the first sample
    std::size_t position = 0;
    Channels block;
};
} // namespace

Channels restoreLoop(AnyRateEngine& engine, const Channels& lead, const Channels& loop, LoopDirection direction)
{
    const auto length = loop.front().size();
    const auto latency = static_cast<std::size_t>(engine.latency());
    const auto pass = passOf(length, direction);
    const auto before = passesFor(latenciesBefore * latency, pass.size());
    const auto counted = passesFor(latenciesCounted * latency, pass.size());
    const auto after = passesFor(latenciesAfter * latency, pass.size());

    const auto begin = lead.front().size() + before * pass.size(), end = begin + counted * pass.size();
    std::vector<std::vector<double>> sums(loop.size(), std::vector<double>(length));
    const auto receive = [&](std::size_t position, const Channels& block, std::size_t index)
    {
        if (position < begin || position >= end)
            return;
        const auto at = pass[(position - begin) % pass.size()];
        for (std::size_t channel = 0; channel < sums.size(); ++channel)
            sums[channel][at] += static_cast<double>(block[channel][index]);
    };

    Playback playback(engine, loop.size());
    for (std::size_t i = 0; i < lead.front().size(); ++i)
        playback.play(lead, i, receive);
    for (std::size_t i = 0; i < before + counted + after; ++i)
        for (const auto at : pass)
            playback.play(loop, at, receive);
    playback.flush(receive);

    const auto visits = counted * (pass.size() / length); // of each sample
    const double weight = 1.0 / static_cast<double>(visits);
    Channels restored(loop.size(), std::vector<float>(length));
    for (std::size_t channel = 0; channel < loop.size(); ++channel)
        std::transform(sums[channel].begin(), sums[channel].end(), restored[channel].begin(),
                       [weight](double sum) { return static_cast<float>(weight * sum); });
    return restored;
}

} // namespace dequantizer
