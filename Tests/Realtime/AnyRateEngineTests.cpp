#include "AutomaticModel.h"
#include "Catch.h"
#include "Companion/WaveFile.h"
#include "Model/CosineModel.h"
#include "Realtime/EngineStream.h"
#include "Realtime/RestoreSignal.h"
#include "Signal/Metrics.h"
#include "Signal/Quantiser.h"
#include "Signal/Resampling.h"
#include "Signals.h"
#include "Skip.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <filesystem>
#include <numbers>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double modelRate = 16000.0;

// A few gliding partials below 3 kHz.
std::vector<float> glide(std::size_t length, double rate)
{
    std::vector<float> signal(length);
    for (std::size_t i = 0; i < length; ++i)
    {
        const double t = static_cast<double>(i) / rate;
        double sample = 0.0;
        for (int partial = 1; partial < 9; ++partial)
            sample += 0.35 / partial * std::sin(2.0 * std::numbers::pi * 180.0 * (1.0 + 0.4 * t) * partial * t);
        signal[i] = static_cast<float>(sample);
    }
    return signal;
}

std::vector<float> quantisedTo(std::vector<float> signal, int bits)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    for (float& sample : signal)
        sample = quantiser.quantise(sample);
    return signal;
}

std::vector<float> difference(const std::vector<float>& a, const std::vector<float>& b)
{
    std::vector<float> result(a.size());
    std::transform(a.begin(), a.end(), b.begin(), result.begin(), std::minus<>());
    return result;
}

Model cosine4Bit()
{
    return cosineModel(modelRate, deltaForBits(4));
}

// Includes the latency.
template <typename NextLength>
Signal streamed(AnyRateEngine& engine, Signal signal, NextLength nextLength, Signal& delayed)
{
    auto output = streamThrough(engine, std::move(signal), nextLength);
    delayed = std::move(output.delayed);
    return std::move(output.restored);
}

double product(const std::vector<float>& a, const std::vector<float>& b, int lag)
{
    double sum = 0.0;
    for (std::size_t i = 10; i + 10 < a.size() && i + 10 < b.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[static_cast<std::size_t>(static_cast<int>(i) + lag)]);
    return sum;
}

// SNR in dB before and after, at `rate`, of audio that was quantised at the model's rate and starts `lead` samples
// late.
struct Gain
{
    double before, after;
    [[nodiscard]] double decibels() const { return after - before; }
};

Gain gainOf(const Model& model, double rate, const std::vector<float>& clean, int bits, std::size_t lead)
{
    auto reference = resample(clean, modelRate, rate);
    auto coarse = resample(quantisedTo(clean, bits), modelRate, rate);
    for (auto* signal : {&reference, &coarse})
        signal->insert(signal->begin(), lead, 0.0f);
    AnyRateEngine engine(model, rate, 1, model.hop);
    engine.setQuantiser(Quantiser::midRise(deltaForBits(bits)));
    return {snrDb(reference, coarse), snrDb(reference, restoreSignal(engine, {coarse})[0])};
}

Gain gainAt(double rate, const std::vector<float>& clean, int bits, std::size_t lead)
{
    return gainOf(speechModel(), rate, clean, bits, lead);
}

std::vector<float> speech(const std::filesystem::path& file)
{
    const auto wave = readWaveFile(file);
    std::vector<float> signal(wave.channels[0].begin(), wave.channels[0].end());
    const float largest = peak(signal);
    for (float& sample : signal)
        sample /= largest;
    return signal;
}
} // namespace

TEST_CASE("At the model's rate the engine equals the streaming engine bit for bit", "[rates]")
{
    const auto model = cosine4Bit();
    const Signal signal{quantisedTo(glide(6000, modelRate), 4), quantisedTo(glide(6000, 17000.0), 4)};
    StreamingEngine plain(model, 2, model.hop);
    AnyRateEngine any(model, modelRate, 2, model.hop);
    CHECK_FALSE(any.isConverting());
    CHECK(any.latency() == plain.latency());
    CHECK(restoreSignal(any, signal) == restoreSignal(plain, signal));

    // The same with additional latency, for replacing another engine.
    AnyRateEngine later(model, modelRate, 2, model.hop, 500);
    CHECK(later.latency() == 500);
    CHECK(restoreSignal(later, signal) == restoreSignal(plain, signal));
    Signal delayed;
    later.reset();
    std::ignore = streamed(
        later, signal, [] { return 77; }, delayed);
    CHECK(delayed == delayedBy(signal, 500));
}

TEST_CASE("Input and correction have the reported latency, at any rate and block length", "[rates]")
{
    const double rate =
        GENERATE(8000.0, 11025.0, 16000.0, 22050.0, 44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0);
    CAPTURE(rate);
    const auto model = cosine4Bit();
    const auto coarse = quantisedTo(glide(8000, modelRate), 4);
    StreamingEngine plain(model, 1, model.hop);
    const auto atModel = difference(restoreSignal(plain, {coarse})[0], coarse);
    const auto expected = resample(atModel, modelRate, rate);

    AnyRateEngine engine(model, rate, 1, model.hop);
    const int latency = engine.latency();
    const auto length = static_cast<std::size_t>(latency);
    Signal signal{resample(coarse, modelRate, rate)};
    signal[0].resize(signal[0].size() + length, 0.0f);
    Signal delayed, delayedAgain;
    const auto output = streamed(
        engine, signal, [] { return 512; }, delayed);
    // The difference from the dry signal is exactly zero.
    CHECK(delayed == delayedBy(signal, latency));

    auto correction = difference(output[0], delayed[0]);
    correction.erase(correction.begin(), correction.begin() + latency);
    const double aligned = product(expected, correction, 0);
    CHECK(aligned > 0.85 * std::sqrt(energy(expected) * energy(correction)));
    for (const int lag : {-3, -2, -1, 1, 2, 3})
        CHECK(product(expected, correction, lag) < aligned);

    // For any block sizes.
    std::mt19937 generator(5);
    engine.reset();
    CHECK(streamed(
              engine, signal, [&] { return static_cast<int>(generator() % 1500u); }, delayedAgain) == output);
    CHECK(delayedAgain == delayed);
}

TEST_CASE("The cells in the output are those that the input had when it arrived", "[rates]")
{
    // With conversion; at the model's rate; and at that rate with more latency than necessary.
    const auto [rate, latency] = GENERATE(table<double, int>({{48000.0, 0}, {16000.0, 0}, {16000.0, 500}}));
    const auto first = Quantiser::midRise(0.125), second = Quantiser::truncating(0.25);
    const auto model = cosine4Bit();
    AnyRateEngine engine(model, rate, 2, model.hop, latency);
    const Signal signal{quantisedTo(glide(3000, rate), 4), quantisedTo(glide(3000, 1.3 * rate), 4)};
    const auto change = static_cast<std::ptrdiff_t>(1234);
    std::vector<StreamOutput> parts;
    for (const auto& [quantiser, begin, end] :
         {std::tuple{first, std::ptrdiff_t{0}, change}, std::tuple{second, change, std::ptrdiff_t{3000}}})
    {
        engine.setQuantiser(quantiser);
        Signal part;
        for (const auto& channel : signal)
            part.emplace_back(channel.begin() + begin, channel.begin() + end);
        parts.push_back(streamThrough(engine, part, [] { return 97; }));
    }

    const auto delayed = delayedBy(signal, engine.latency());
    for (std::size_t channel = 0; channel < 2; ++channel)
        for (std::ptrdiff_t i = 0; i < 3000; ++i)
        {
            const auto& part = i < change ? parts[0] : parts[1];
            const auto at = static_cast<std::size_t>(i < change ? i : i - change);
            const auto arrival = i - engine.latency();
            const float sample = delayed[channel][static_cast<std::size_t>(i)];
            const auto cell = arrival < 0 ? Cell{0.0f, 0.0f, 0.0f} : (arrival < change ? first : second).cell(sample);
            REQUIRE(part.delayed[channel][at] == sample);
            REQUIRE(part.lower[channel][at] == cell.lower);
            REQUIRE(part.upper[channel][at] == cell.upper);
        }
}

TEST_CASE("An impulse is delayed by the reported latency", "[rates]")
{
    const double rate =
        GENERATE(8000.0, 11025.0, 16000.0, 22050.0, 44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0);
    AnyRateEngine engine(cosine4Bit(), rate, 1, 40);
    Signal signal{std::vector<float>(1234 + 2 * static_cast<std::size_t>(engine.latency()), 0.0f)};
    signal[0][1234] = 0.9375f;
    Signal delayed;
    std::mt19937 generator(9);
    const auto output = streamed(
        engine, signal, [&] { return static_cast<int>(generator() % 300u); }, delayed);
    const auto largest = std::max_element(output[0].begin(), output[0].end());
    CHECK(largest - output[0].begin() == 1234 + engine.latency());
}

TEST_CASE("Audio quantised at 16 kHz gains nearly as much at 48 kHz as at 16 kHz", "[rates][long]")
{
    const auto clean = speech(DEQUANTIZER_SPEECH);
    const double atModel = gainAt(modelRate, clean, 4, 0).decibels();
    CHECK(atModel > 5.0);
    const double onSamples = gainAt(48000.0, clean, 4, 0).decibels();
    CHECK(onSamples > 0.9 * atModel);
    CHECK(onSamples > gainOf(automaticModel(48000.0, deltaForBits(4)), 48000.0, clean, 4, 0).decibels());
    // Between the samples at 16 kHz, the error of the interpolated ones is no longer bounded. Dense operators lose less
    // of their gain there, but gain less.
    for (const std::size_t lead : {1u, 2u})
    {
        const double gained = gainAt(48000.0, clean, 4, lead).decibels();
        CAPTURE(atModel, lead, gained);
        CHECK(gained > 0.75 * atModel);
    }
    CHECK(gainAt(44100.0, clean, 4, 1).decibels() > 0.75 * atModel);
}

TEST_CASE("On recorded speech the gain at other rates is nearly that at 16 kHz", "[rates][corpus]")
{
    const std::filesystem::path corpus(DEQUANTIZER_DEV_CORPUS);
    if (!std::filesystem::is_directory(corpus))
        return skip("there is no corpus at " DEQUANTIZER_DEV_CORPUS);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(corpus))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());

    // Every ninth file.
    const int bits = GENERATE(4, 6);
    const auto [rate, lead] = GENERATE(table<double, std::size_t>(
        {{44100.0, 0}, {44100.0, 1}, {48000.0, 0}, {48000.0, 1}, {96000.0, 0}, {96000.0, 3}}));
    const auto forAnySound = automaticModel(rate, deltaForBits(bits));
    double atModel = 0.0, there = 0.0, withoutConversion = 0.0;
    for (std::size_t i = 0; i < files.size(); i += 9)
    {
        const auto clean = speech(files[i]);
        atModel += gainAt(modelRate, clean, bits, 0).decibels();
        there += gainAt(rate, clean, bits, lead).decibels();
        withoutConversion += gainOf(forAnySound, rate, clean, bits, lead).decibels();
    }
    const auto count = static_cast<double>((files.size() + 8) / 9);
    INFO(bits << " bit, " << rate << " Hz, " << lead << " samples late: " << 100.0 * there / atModel
              << " % of the gain at 16 kHz, which is " << atModel / count << " dB; the model for any sound gains "
              << withoutConversion / count << " dB");
    CHECK(there > 0.7 * atModel);
    CHECK(there > withoutConversion);
}

TEST_CASE("Frequencies above the model's band stay unchanged", "[rates]")
{
    constexpr double rate = 48000.0;
    auto signal = resample(quantisedTo(glide(8000, modelRate), 4), modelRate, rate);
    for (std::size_t i = 0; i < signal.size(); ++i)
        signal[i] +=
            static_cast<float>(0.1 * std::sin(2.0 * std::numbers::pi * 12000.0 / rate * static_cast<double>(i)) +
                               0.1 * std::sin(2.0 * std::numbers::pi * 8200.0 / rate * static_cast<double>(i)));
    const auto model = cosine4Bit();
    AnyRateEngine engine(model, rate, 1, model.hop);
    const auto correction = difference(restoreSignal(engine, {signal})[0], signal);

    // The spectrum of 3000 samples of the correction under a Hann window.
    constexpr std::size_t length = 3000, first = 9000;
    double within = 0.0, beyond = 0.0;
    for (std::size_t bin = 1; bin < length / 2; ++bin)
    {
        std::complex<double> sum = 0.0;
        const auto turn = std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(bin) / length);
        std::complex<double> pointer = 1.0;
        for (std::size_t i = 0; i < length; ++i, pointer *= turn)
            sum += pointer * static_cast<double>(correction[first + i]) *
                   std::pow(std::sin(std::numbers::pi * (static_cast<double>(i) + 0.5) / length), 2.0);
        (static_cast<double>(bin) * rate / length > 8000.0 + 32.0 ? beyond : within) += std::norm(sum);
    }
    const double ratioDb = 10.0 * std::log10(beyond / within);
    CAPTURE(ratioDb);
    CHECK(within > 0.0);
    CHECK(ratioDb < -60.0);
}

TEST_CASE("After ten minutes the samples are those of a new engine", "[rates][long]")
{
    // A whole number of cycles of the two rates and of hops, so that only a counting error could make them
    // differ.
    auto model = cosineModel(1000.0, deltaForBits(4));
    model.sampleRate = 16000.0;
    model.iterations = 2;
    constexpr double rate = 44100.0;
    constexpr std::size_t cycles = 60000, cycle = 441;
    REQUIRE(160 % model.hop == 0);

    AnyRateEngine old(model, rate, 1, model.hop), fresh(model, rate, 1, model.hop);
    std::mt19937 generator(6);
    std::normal_distribution<float> normal(0.0f, 0.2f);
    std::vector<float> block(1000);
    for (float& sample : block)
        sample = normal(generator);
    for (std::size_t left = cycles * cycle; left > 0;)
    {
        const auto count = std::min<std::size_t>(generator() % 900u, left);
        const float* const from = block.data() + generator() % 100u;
        std::vector<float> out(count);
        float* const to = out.data();
        old.process(&from, {&to}, static_cast<int>(count));
        left -= count;
    }

    const auto signal = quantisedTo(glide(20000, rate), 4);
    Signal ignored;
    const auto late = streamed(
        old, {signal}, [] { return 100; }, ignored)[0];
    const auto early = streamed(
        fresh, {signal}, [] { return 333; }, ignored)[0];
    // Until all earlier audio has been output.
    const auto settled = 3 * static_cast<std::ptrdiff_t>(old.latency());
    REQUIRE(settled < 10000);
    CHECK(std::equal(late.begin() + settled, late.end(), early.begin() + settled, early.end()));
}

TEST_CASE("Non-finite samples do not reach the output", "[rates]")
{
    AnyRateEngine engine(cosine4Bit(), 48000.0, 1, 40);
    auto signal = glide(9000, 48000.0);
    signal[2000] = std::numeric_limits<float>::quiet_NaN();
    signal[2100] = std::numeric_limits<float>::infinity();
    const auto output = restoreSignal(engine, {signal});
    for (const float sample : output[0])
        REQUIRE(std::abs(sample) < 3.0f);
}
