#include "Realtime/RestoreSignal.h"

#include <algorithm>
#include <cassert>

namespace dequantizer
{

namespace
{
// Keeps the sample count of a call within int. The size of the calls does not affect the samples.
constexpr std::size_t callLength = 1 << 16;

// Passes samples through an engine, a part at a time.
template <typename Engine>
class EngineRun
{
public:
    explicit EngineRun(Engine& wanted)
        : engine(wanted), zeros(callLength, 0.0f), ignored(static_cast<std::size_t>(engine.channels()), zeros),
          from(ignored.size()), to(ignored.size())
    {
        engine.reset();
    }

    // Reads `count` samples of each channel from sample `first` of `input`, or zeros if it is null, and writes as many
    // from sample `target` of `output` on, or nowhere if it is null.
    void pass(const float* const* input, std::size_t first, float* const* output, std::size_t target, std::size_t count)
    {
        while (count > 0)
        {
            const auto part = std::min(count, callLength);
            for (std::size_t channel = 0; channel < from.size(); ++channel)
            {
                from[channel] = input != nullptr ? input[channel] + first : zeros.data();
                to[channel] = output != nullptr ? output[channel] + target : ignored[channel].data();
            }
            engine.process(from.data(), {to.data()}, static_cast<int>(part));
            first += part;
            target += part;
            count -= part;
        }
    }

private:
    Engine& engine;
    const std::vector<float> zeros;
    std::vector<std::vector<float>> ignored;
    std::vector<const float*> from;
    std::vector<float*> to;
};

template <typename Engine>
void restoreBy(Engine& engine, const float* const* input, float* const* restored, std::size_t samples)
{
    const auto latency = static_cast<std::size_t>(engine.latency());
    const auto leading = std::min(latency, samples);
    EngineRun<Engine> run(engine);
    run.pass(input, 0, nullptr, 0, leading);
    run.pass(nullptr, 0, nullptr, 0, latency - leading);
    run.pass(input, leading, restored, 0, samples - leading);
    run.pass(nullptr, 0, restored, samples - leading, leading);
}

template <typename Engine>
std::vector<std::vector<float>> restoredBy(Engine& engine, const std::vector<std::vector<float>>& signal)
{
    assert(static_cast<int>(signal.size()) == engine.channels());
    std::vector<std::vector<float>> restored(signal.size(), std::vector<float>(signal.front().size()));
    std::vector<const float*> from;
    std::vector<float*> to;
    for (std::size_t channel = 0; channel < signal.size(); ++channel)
    {
        from.push_back(signal[channel].data());
        to.push_back(restored[channel].data());
    }
    restoreBy(engine, from.data(), to.data(), signal.front().size());
    return restored;
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

void restoreSignal(AnyRateEngine& engine, const float* const* input, float* const* restored, std::size_t samples)
{
    restoreBy(engine, input, restored, samples);
}

void restoreSignal(PassageEngine& engine, const float* const* input, float* const* restored, std::size_t samples)
{
    restoreBy(engine, input, restored, samples);
}

} // namespace dequantizer
