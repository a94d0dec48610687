#include "Companion/Bench/CallbackBench.h"

#include "Model/CosineModel.h"
#include "Model/ModelFile.h"
#include "Model/ShippedModels.h"
#include "Realtime/StreamingEngine.h"
#include "Signal/Quantiser.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace dequantizer
{

namespace
{
constexpr int bits = 4;

// A quantised tone of rising frequency.
std::vector<float> quantisedGlide(double sampleRate, std::size_t length)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits), Overload::saturate);
    std::vector<float> signal(length);
    for (std::size_t i = 0; i < length; ++i)
    {
        const double t = static_cast<double>(i) / sampleRate;
        signal[i] =
            quantiser.quantise(static_cast<float>(0.7 * std::sin(2.0 * std::numbers::pi * (200.0 + 100.0 * t) * t)));
    }
    return signal;
}

struct Times
{
    std::vector<double> shortest; // of each callback, in seconds
    double longest = 0.0;
};

void stream(StreamingEngine& engine, const std::vector<float>& signal, int block, Times& times)
{
    using Clock = std::chrono::steady_clock;
    std::vector<float> restored(static_cast<std::size_t>(block * engine.channels()));
    std::vector<float*> outputs;
    for (int channel = 0; channel < engine.channels(); ++channel)
        outputs.push_back(restored.data() + channel * block);
    engine.reset();
    for (std::size_t callback = 0; callback < times.shortest.size(); ++callback)
    {
        const std::vector<const float*> inputs(outputs.size(),
                                               signal.data() + callback * static_cast<std::size_t>(block));
        const auto start = Clock::now();
        engine.process(inputs.data(), {outputs.data()}, block);
        const std::chrono::duration<double> elapsed = Clock::now() - start;
        times.shortest[callback] = std::min(times.shortest[callback], elapsed.count());
        times.longest = std::max(times.longest, elapsed.count());
    }
}

// The smallest time that `percent` per cent of the ordered times do not exceed.
double percentile(const std::vector<double>& ordered, std::size_t percent)
{
    return ordered[(ordered.size() * percent + 99) / 100 - 1];
}

CallbackFigure figureOf(Times times, const Model& model, int channels, int block, bool sliced)
{
    auto& ordered = times.shortest;
    std::sort(ordered.begin(), ordered.end());
    const double deadline = block / model.sampleRate;
    return {model.name,
            model.sampleRate,
            channels,
            block,
            sliced,
            std::accumulate(ordered.begin(), ordered.end(), 0.0) / static_cast<double>(ordered.size()) / deadline,
            percentile(ordered, 50) / deadline,
            percentile(ordered, 99) / deadline,
            ordered.back() / deadline,
            times.longest / deadline};
}

struct Case
{
    Model model; // at the rate of the stream
    std::vector<int> blocks;
};

std::vector<Case> casesToMeasure()
{
    constexpr double fourierRate = 48000.0;
    std::vector<Case> cases;
    for (const double sampleRate : {16000.0, 48000.0})
        cases.push_back({cosineModel(sampleRate, deltaForBits(bits)), {16, 32, 64, 128, 480, 512, 1024, 2048}});
    for (const auto& shipped : shippedModels())
        if (auto model = parseModel(shipped.bytes); model.fourier)
            cases.push_back({modelAtRate(std::move(model), fourierRate), {32, 512}});
    return cases;
}
} // namespace

std::vector<CallbackFigure> measureCallbacks(bool quick, const std::function<void(const CallbackFigure&)>& done)
{
    const double seconds = quick ? 0.5 : 1.0;
    const int passes = quick ? 3 : 9;
    std::vector<CallbackFigure> figures;
    for (const auto& [model, blocks] : casesToMeasure())
        for (const int channels : {1, 2})
            for (const int block : blocks)
            {
                const auto callbacks = static_cast<std::size_t>(std::ceil(seconds * model.sampleRate / block));
                const auto signal = quantisedGlide(model.sampleRate, callbacks * static_cast<std::size_t>(block));
                const Times none{std::vector<double>(callbacks, std::numeric_limits<double>::infinity())};
                Times sliced = none, whole = none;
                StreamingEngine engine(model, channels, model.hop);
                engine.setQuantiser(Quantiser::midRise(deltaForBits(bits)));
                for (int pass = 0; pass < passes; ++pass)
                    for (const bool slicing : {true, false})
                    {
                        engine.setSlicing(slicing);
                        stream(engine, signal, block, slicing ? sliced : whole);
                    }
                figures.push_back(figureOf(sliced, model, channels, block, true));
                done(figures.back());
                figures.push_back(figureOf(whole, model, channels, block, false));
                done(figures.back());
            }
    return figures;
}

} // namespace dequantizer
