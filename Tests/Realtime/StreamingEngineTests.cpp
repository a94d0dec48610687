#include "Algorithm/PrimalDual.h"
#include "Algorithm/RandomProblem.h"
#include "Catch.h"
#include "Model/CosineModel.h"
#include "Realtime/EngineStream.h"
#include "Realtime/RestoreSignal.h"
#include "Signal/Framing.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "Signals.h"

#include <cmath>
#include <limits>
#include <numbers>

using namespace dequantizer;

namespace
{

// A few gliding partials, quantised, as a realistic problem for a frame solver.
Signal quantisedGlide(std::size_t length, int channels, int bits)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits), Overload::saturate);
    Signal signal(static_cast<std::size_t>(channels), std::vector<float>(length));
    for (std::size_t channel = 0; channel < signal.size(); ++channel)
        for (std::size_t i = 0; i < length; ++i)
        {
            const double t = static_cast<double>(i) / 16000.0;
            const double pitch = (110.0 + 40.0 * static_cast<double>(channel)) * (1.0 + 0.3 * t);
            double sample = 0.0;
            for (int partial = 1; partial < 6; ++partial)
                sample += 0.4 / partial * std::sin(2.0 * std::numbers::pi * pitch * partial * t);
            signal[channel][i] = quantiser.quantise(static_cast<float>(sample));
        }
    return signal;
}

// Processes the signal in calls of the lengths that `nextLength` returns. The output includes the latency.
template <typename NextLength>
Signal streamed(StreamingEngine& engine, Signal signal, NextLength nextLength)
{
    return streamThrough(engine, std::move(signal), nextLength).restored;
}

Model smallCosineModel(int hop)
{
    auto model = cosineModel(4000.0, 0.125); // frames of 80 samples
    model.hop = hop;
    return model;
}
} // namespace

TEST_CASE("The engine equals solving all frames at once and overlap-adding them", "[realtime]")
{
    const int hop = GENERATE(10, 20, 27, 40, 80);
    const int bits = GENERATE(4, 6);
    CAPTURE(hop, bits);
    const auto model = smallCosineModel(hop);
    const auto signal = quantisedGlide(1000, 1, bits);
    StreamingEngine engine(model, 1, hop, Arithmetic::floatingPoint);
    engine.setQuantiser(Quantiser::midRise(deltaForBits(bits)));
    const auto restored = restoreSignal(engine, signal);

    CellFrames<float> frames;
    const float half = 0.5f * static_cast<float>(deltaForBits(bits));
    frames.input = cutFrames(signal[0], 80, hop);
    frames.lower = frames.input.array() - half;
    frames.upper = frames.input.array() + half;
    const auto expected =
        overlapAdd(solvePrimalDual(model.K, model.stepsFor(deltaForBits(bits)), frames, model.iterations).primal, hop);

    // The engine's frames start at multiples of the hop minus n, these at multiples of the hop: equal if n is one.
    if (80 % hop == 0)
        for (std::size_t i = 80; i + 80 < expected.size(); ++i)
            REQUIRE(restored[0][i] == Approx(expected[i]).margin(2e-5));
    REQUIRE(restored[0].size() == signal[0].size());
}

TEST_CASE("Fixed point costs less than 0.01 dB", "[realtime]")
{
    const int bits = GENERATE(4, 6, 8);
    const int hop = GENERATE(20, 80);
    CAPTURE(bits, hop);
    const auto model = cosineModel(4000.0, deltaForBits(bits));
    const auto signal = quantisedGlide(4000, 1, bits);
    const auto original = quantisedGlide(4000, 1, 24)[0];
    const auto snrWith = [&](Arithmetic arithmetic)
    {
        StreamingEngine engine(model, 1, hop, arithmetic);
        engine.setQuantiser(Quantiser::midRise(deltaForBits(bits)));
        return snrDb(original, restoreSignal(engine, signal)[0]);
    };
    const double floating = snrWith(Arithmetic::floatingPoint);
    CHECK(std::abs(floating - snrDb(original, signal[0])) > 0.1); // the iteration has changed something
    CHECK(snrWith(Arithmetic::fixedPoint) > floating - 0.01);
}

TEST_CASE("Slicing changes the timing but not the samples", "[realtime]")
{
    const int hop = GENERATE(10, 27, 80);
    const auto signal = quantisedGlide(1000, 2, 4);
    StreamingEngine engine(smallCosineModel(hop), 2, hop);
    const auto sliced = streamed(engine, signal, [] { return 7; });
    engine.reset();
    engine.setSlicing(false);
    CHECK(streamed(engine, signal, [] { return 7; }) == sliced);
}

TEST_CASE("The samples do not depend on the block sizes", "[realtime]")
{
    const int hop = GENERATE(10, 27, 80);
    const auto model = smallCosineModel(hop);
    const auto signal = quantisedGlide(3000, 2, 4);
    StreamingEngine engine(model, 2, hop);
    const auto expected = streamed(engine, signal, [] { return 100000; });
    for (const int block : {1, 2, 37, 64, 80, 512})
    {
        CAPTURE(hop, block);
        engine.reset();
        REQUIRE(streamed(engine, signal, [block] { return block; }) == expected);
    }
    std::mt19937 generator(4);
    engine.reset();
    REQUIRE(streamed(engine, signal, [&] { return generator() % 200; }) == expected);
}

TEST_CASE("Every restored sample lies in its cell, and the input is output exactly, with its cells", "[realtime]")
{
    const int hop = GENERATE(10, 33, 80);
    const int bits = GENERATE(2, 4, 8);
    const auto signal = quantisedGlide(2000, 2, bits);
    StreamingEngine engine(smallCosineModel(hop), 2, hop);
    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    engine.setQuantiser(quantiser);
    const auto [restored, delayed, lower, upper] = streamThrough(engine, signal, [] { return 97; });
    const auto latency = static_cast<std::size_t>(engine.latency());
    CHECK(latency == static_cast<std::size_t>(80 + hop));
    bool changed = false;
    for (std::size_t channel = 0; channel < 2; ++channel)
        for (std::size_t i = 0; i < 2000; ++i)
        {
            const float before = i < latency ? 0.0f : signal[channel][i - latency];
            REQUIRE(delayed[channel][i] == before);
            // The silence before the stream is known exactly.
            const auto cell = i < latency ? Cell{0.0f, 0.0f, 0.0f} : quantiser.cell(before);
            REQUIRE(lower[channel][i] == cell.lower);
            REQUIRE(upper[channel][i] == cell.upper);
            REQUIRE(restored[channel][i] >= cell.lower);
            REQUIRE(restored[channel][i] <= cell.upper);
            changed = changed || restored[channel][i] != before;
        }
    CHECK(changed);
}

TEST_CASE("Without iterations the output is the input", "[realtime]")
{
    const auto signal = quantisedGlide(500, 1, 4);
    StreamingEngine engine(smallCosineModel(20), 1, 20);
    engine.setIterations(0);
    const auto restored = restoreSignal(engine, signal);
    for (std::size_t i = 0; i < 500; ++i)
        REQUIRE(restored[0][i] == Approx(signal[0][i]).margin(1e-6));
}

TEST_CASE("Scaling signal and step by a power of two scales the output exactly", "[realtime]")
{
    const auto signal = quantisedGlide(1000, 1, 5);
    StreamingEngine engine(smallCosineModel(20), 1, 20);
    engine.setQuantiser(Quantiser::midRise(deltaForBits(5)));
    const auto restored = restoreSignal(engine, signal);
    const float scale = GENERATE(0.25f, 8.0f);
    auto scaled = signal;
    for (float& sample : scaled[0])
        sample *= scale;
    engine.setQuantiser(Quantiser::midRise(static_cast<double>(scale) * deltaForBits(5)));
    const auto restoredScaled = restoreSignal(engine, scaled);
    for (std::size_t i = 0; i < 1000; ++i)
        REQUIRE(restoredScaled[0][i] == scale * restored[0][i]);
}

TEST_CASE("Channels are independent", "[realtime]")
{
    const auto signal = quantisedGlide(700, 3, 4);
    StreamingEngine three(smallCosineModel(20), 3, 20);
    StreamingEngine one(smallCosineModel(20), 1, 20);
    const auto together = restoreSignal(three, signal);
    for (std::size_t channel = 0; channel < 3; ++channel)
        CHECK(restoreSignal(one, {signal[channel]})[0] == together[channel]);
}

TEST_CASE("Non-finite samples become silence and affect nothing after their frames", "[realtime]")
{
    auto signal = quantisedGlide(3000, 1, 4);
    auto silenced = signal;
    for (const std::size_t i : {1000u, 1001u, 1200u, 1201u})
        silenced[0][i] = 0.0f;
    signal[0][1000] = std::numeric_limits<float>::quiet_NaN();
    signal[0][1001] = std::numeric_limits<float>::infinity();
    signal[0][1200] = -std::numeric_limits<float>::infinity();
    signal[0][1201] = 1e38f;
    StreamingEngine engine(smallCosineModel(20), 1, 20);
    const auto restored = restoreSignal(engine, signal);
    for (const float sample : restored[0])
        REQUIRE(std::isfinite(sample));
    CHECK(restored == restoreSignal(engine, silenced));
}

TEST_CASE("Silence stays silent", "[realtime]")
{
    StreamingEngine engine(smallCosineModel(20), 1, 20);
    const auto restored = restoreSignal(engine, Signal(1, std::vector<float>(500, 0.0f)));
    CHECK(restored[0] == std::vector<float>(500, 0.0f));
    // Denormals never reach the output.
    const auto fromDenormals = restoreSignal(engine, Signal(1, std::vector<float>(500, 1e-42f)));
    for (const float sample : fromDenormals[0])
        REQUIRE(std::fpclassify(sample) != FP_SUBNORMAL);
}

TEST_CASE("Truncated samples are restored like the centres of their cells", "[realtime]")
{
    constexpr float delta = 0.125f;
    auto centred = quantisedGlide(1000, 1, 4);
    centred[0].front() = 1.5f * delta; // the truncated signal must not begin with silence
    auto truncated = centred;
    for (float& sample : truncated[0])
        sample -= 0.5f * delta;

    StreamingEngine engine(smallCosineModel(20), 1, 20);
    engine.setQuantiser(Quantiser::midRise(delta));
    const auto expected = streamThrough(engine, centred, [] { return 64; });
    engine.reset();
    engine.setQuantiser(Quantiser::truncating(delta));
    const auto output = streamThrough(engine, truncated, [] { return 64; });
    CHECK(output.restored == expected.restored);
    CHECK(output.lower == expected.lower);
    CHECK(output.upper == expected.upper);
    CHECK(output.delayed == delayedBy(truncated, engine.latency()));
    CHECK(output.delayed != expected.delayed);
}

TEST_CASE("Omitting an output does not change the others", "[realtime]")
{
    const auto signal = quantisedGlide(500, 1, 4);
    StreamingEngine engine(smallCosineModel(20), 1, 20);
    const auto all = streamThrough(engine, signal, [] { return 50; });
    engine.reset();
    auto restored = signal;
    float* const pointer = restored[0].data();
    engine.process(&pointer, {&pointer}, 500);
    CHECK(restored == all.restored);
}

TEST_CASE("Changing quantiser and iterations during playback keeps every sample in its cell", "[realtime]")
{
    const auto signal = quantisedGlide(2000, 1, 4);
    StreamingEngine engine(smallCosineModel(20), 1, 20);
    std::mt19937 generator(6);
    std::vector<float> deltas, restored, lower, upper;
    for (std::size_t start = 0; start < signal[0].size(); start += 50)
    {
        const double delta = deltaForBits(3.0 + static_cast<double>(generator() % 4));
        engine.setQuantiser(Quantiser::midRise(delta));
        engine.setIterations(static_cast<int>(generator() % 12));
        const auto begin = signal[0].begin() + static_cast<std::ptrdiff_t>(start);
        const auto output = streamThrough(engine, {{begin, begin + 50}}, [] { return 50; });
        for (auto [whole, part] : {std::pair{&restored, &output.restored[0]}, std::pair{&lower, &output.lower[0]},
                                   std::pair{&upper, &output.upper[0]}})
            whole->insert(whole->end(), part->begin(), part->end());
        deltas.insert(deltas.end(), 50, static_cast<float>(delta));
    }
    for (std::size_t i = 100; i < restored.size(); ++i)
    {
        const auto cell = Quantiser::midRise(static_cast<double>(deltas[i - 100])).cell(signal[0][i - 100]);
        REQUIRE(lower[i] == cell.lower);
        REQUIRE(upper[i] == cell.upper);
        REQUIRE(restored[i] >= cell.lower);
        REQUIRE(restored[i] <= cell.upper);
    }
}

TEST_CASE("The restored samples do not depend on the silence before them", "[realtime]")
{
    const auto model = smallCosineModel(20);
    const auto sound = quantisedGlide(1000, 2, 4);
    const auto afterSilence = [&](std::size_t zeros)
    {
        Signal signal = sound;
        for (auto& channel : signal)
            channel.insert(channel.begin(), zeros, 0.0f);
        return signal;
    };
    const auto withoutFirst = [](Signal signal, std::size_t samples)
    {
        for (auto& channel : signal)
            channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(samples));
        return signal;
    };
    const auto inCallsOf = [](int length) { return [length] { return length; }; };

    StreamingEngine fresh(model, 2, model.hop);
    const auto expected = streamed(fresh, sound, inCallsOf(64));
    for (const std::size_t zeros : {1u, 7u, 20u, 33u, 5000u})
    {
        StreamingEngine engine(model, 2, model.hop);
        CHECK(withoutFirst(streamed(engine, afterSilence(zeros), inCallsOf(50)), zeros) == expected);
    }

    // In the middle of a stream, after a silence that is long enough to empty the engine.
    const auto flush = static_cast<std::size_t>(2 * fresh.latency());
    for (const std::size_t zeros : {flush, flush + 1, flush + 13, 3 * flush})
    {
        StreamingEngine engine(model, 2, model.hop);
        (void)streamed(engine, sound, inCallsOf(64));
        CHECK(withoutFirst(streamed(engine, afterSilence(zeros), inCallsOf(50)), zeros) == expected);
    }
    StreamingEngine engine(model, 2, model.hop);
    (void)streamed(engine, sound, inCallsOf(64));
    CHECK(withoutFirst(streamed(engine, afterSilence(flush - 1), inCallsOf(50)), flush - 1) != expected);
}

TEST_CASE("The end of silence does not depend on the block sizes", "[realtime]")
{
    const auto model = smallCosineModel(20);
    const auto flush = static_cast<std::size_t>(2 * StreamingEngine(model, 1, model.hop).latency());
    Signal signal(1);
    const auto sound = quantisedGlide(137, 1, 4)[0];
    for (const std::size_t zeros : {flush - 1, flush, flush + 1, 2 * flush + 3, flush + 11})
    {
        signal[0].insert(signal[0].end(), sound.begin(), sound.end());
        signal[0].insert(signal[0].end(), zeros, 0.0f);
    }
    StreamingEngine whole(model, 1, model.hop);
    const auto expected = streamed(whole, signal, [&] { return static_cast<int>(signal[0].size()); });
    for (const int length : {1, 3, 64, 500})
    {
        StreamingEngine engine(model, 1, model.hop);
        CHECK(streamed(engine, signal, [length] { return length; }) == expected);
    }
}
