#include "Catch.h"
#include "Companion/WaveFile.h"
#include "Signal/GridDetector.h"
#include "Signal/Quantiser.h"
#include "Skip.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>
#include <numbers>
#include <random>
#include <string>

using namespace dequantizer;

namespace
{
constexpr double rate = 16000.0;
constexpr std::size_t twoSeconds = 32000;

// Noise that is amplitude-modulated at the rate of syllables, with its peak at 1.
std::vector<float> syllables(std::size_t length, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<float> signal(length);
    double filtered = 0.0;
    for (std::size_t i = 0; i < length; ++i)
    {
        const double loudness =
            std::exp(-4.0 - 4.0 * std::cos(2.0 * std::numbers::pi * 3.0 * static_cast<double>(i) / rate));
        filtered = 0.9 * filtered + normal(generator);
        signal[i] = static_cast<float>(loudness * filtered);
    }
    const float largest = peak(signal);
    for (float& sample : signal)
        sample /= largest;
    return signal;
}

std::vector<float> quantised(std::vector<float> signal, int bits, double gain = 1.0)
{
    const auto quantiser = Quantiser::midRise(deltaForBits(bits));
    for (float& sample : signal)
        sample = quantiser.quantise(sample) * static_cast<float>(gain);
    return signal;
}

// As an 8 bit WAV file stores it.
std::vector<float> rounded(std::vector<float> signal, double delta)
{
    for (float& sample : signal)
        sample = static_cast<float>(delta * std::clamp(std::round(sample / delta), -1.0 / delta, 1.0 / delta - 1.0));
    return signal;
}

double decibels(double value)
{
    return std::pow(10.0, value / 20.0);
}

bool hasDelta(const GridDetector& detector, double delta)
{
    return detector.state() == GridState::found && std::abs(detector.grid().delta / delta - 1.0) < 1e-3;
}
} // namespace

TEST_CASE("The detector finds Delta and the offset under any gain", "[grid]")
{
    const int bits = GENERATE(2, 3, 4, 5, 6, 8, 10, 12);
    const double gain = decibels(GENERATE(0.0, -3.7, 2.0));
    CAPTURE(bits, gain);
    GridDetector detector(rate);
    CHECK(detector.state() == GridState::unknown);
    detector.process(quantised(syllables(twoSeconds, 1), bits, gain));
    REQUIRE(detector.state() == GridState::found);
    CHECK(detector.grid().delta == Approx(gain * deltaForBits(bits)).epsilon(1e-5));
    CHECK(detector.grid().offset == Approx(0.5).margin(1e-3));
    CHECK(detector.grid().confidence > reliableConfidence);
}

TEST_CASE("An 8 bit file is mid-tread", "[grid]")
{
    GridDetector detector(rate);
    detector.process(rounded(syllables(twoSeconds, 2), 1.0 / 128.0));
    REQUIRE(detector.state() == GridState::found);
    CHECK(detector.grid().delta == Approx(1.0 / 128.0));
    CHECK(std::abs(detector.grid().offset - std::round(detector.grid().offset)) < 1e-6);
    CHECK(detector.grid().confidence > reliableConfidence);
}

TEST_CASE("Full-resolution audio is on no grid", "[grid]")
{
    const auto signal = syllables(twoSeconds, 3);
    GridDetector detector(rate);
    SECTION("float")
    {
        detector.process(signal);
    }
    SECTION("16 bit")
    {
        detector.process(rounded(signal, 1.0 / 32768.0));
    }
    SECTION("16 bit, quiet and amplified")
    {
        auto quiet = signal;
        for (float& sample : quiet)
            sample *= 0.01f;
        quiet = rounded(quiet, 1.0 / 32768.0);
        for (float& sample : quiet)
            sample *= 3.3f;
        detector.process(quiet);
    }
    SECTION("quantised, then filtered")
    {
        auto smooth = quantised(signal, 4);
        for (std::size_t i = 1; i < smooth.size(); ++i)
            smooth[i] = 0.3f * smooth[i] + 0.7f * smooth[i - 1];
        detector.process(smooth);
    }
    CHECK(detector.state() == GridState::none);
}

TEST_CASE("Silence and constants give no answer", "[grid]")
{
    GridDetector detector(rate);
    detector.process(std::vector<float>(twoSeconds, 0.0f));
    CHECK(detector.state() == GridState::unknown);
    detector.process(std::vector<float>(twoSeconds, 0.0625f));
    CHECK(detector.state() == GridState::unknown);
}

TEST_CASE("The answer does not depend on the block sizes, and a reset clears it", "[grid]")
{
    const auto signal = quantised(syllables(twoSeconds, 4), 5, 0.7);
    GridDetector whole(rate), parts(rate);
    whole.process(quantised(syllables(9999, 5), 7));
    whole.reset();
    CHECK(whole.state() == GridState::unknown);
    whole.process(signal);
    std::mt19937 generator(1);
    for (std::size_t start = 0; start < signal.size();)
    {
        const auto count = std::min<std::size_t>(generator() % 700u, signal.size() - start);
        parts.process(std::span(signal).subspan(start, count));
        start += count;
    }
    CHECK(whole.grid().delta == parts.grid().delta);
    CHECK(whole.grid().confidence == parts.grid().confidence);
}

TEST_CASE("Silence around mid-rise audio does not halve Delta", "[grid]")
{
    auto signal = quantised(syllables(twoSeconds, 6), 4);
    std::fill_n(signal.begin(), 37, 0.0f);
    std::fill_n(signal.begin() + 9000, 5000, 0.0f);
    signal[20000] = 0.0f;
    GridDetector detector(rate);
    detector.process(signal);
    CHECK(hasDelta(detector, 0.125));
}

TEST_CASE("The detector follows changes and tolerates a short disturbance", "[grid]")
{
    GridDetector detector(rate);
    detector.process(quantised(syllables(twoSeconds, 7), 4));
    REQUIRE(hasDelta(detector, 0.125));

    // An edit: 0.2 s of other audio.
    detector.process(syllables(3200, 8));
    CHECK(hasDelta(detector, 0.125));
    detector.process(quantised(syllables(3200, 9), 4));
    CHECK(hasDelta(detector, 0.125));

    detector.process(quantised(syllables(2 * twoSeconds, 10), 6));
    CHECK(hasDelta(detector, 0.03125));
    detector.process(rounded(syllables(2 * twoSeconds, 11), 1.0 / 16.0));
    CHECK(hasDelta(detector, 1.0 / 16.0));
    detector.process(syllables(twoSeconds, 12));
    CHECK(detector.state() == GridState::none);
}

TEST_CASE("The detector tolerates non-finite and huge samples", "[grid]")
{
    auto signal = quantised(syllables(twoSeconds, 13), 4);
    for (std::size_t i = 0; i < signal.size(); i += 100)
        signal[i] = GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity());
    GridDetector detector(rate);
    detector.process(signal);
    CHECK(hasDelta(detector, 0.125));
    for (std::size_t i = 0; i < signal.size(); i += 100)
        signal[i] = std::numeric_limits<float>::max();
    detector.process(signal);
    CHECK((detector.state() != GridState::found || std::isfinite(detector.grid().delta)));
}

TEST_CASE("The grid of recorded speech is found within two seconds", "[grid][corpus]")
{
    const std::filesystem::path corpus(DEQUANTIZER_DEV_CORPUS);
    if (!std::filesystem::is_directory(corpus))
        return skip("there is no corpus at ../shared/corpus/ieee/dev");
    struct Kind
    {
        std::string name;
        double delta; // 0 for none
        std::function<std::vector<float>(const std::vector<float>& asStored, const std::vector<float>& normalised)>
            make;
        int right = 0, wrong = 0, undecided = 0, wrongAndSure = 0;
    };
    std::vector<Kind> kinds;
    for (const int bits : {3, 4, 5, 6, 8, 12})
        for (const double gain : {0.0, -3.7})
            kinds.push_back({std::to_string(bits) + " bit, " + (gain < 0.0 ? "-3.7 dB" : "0 dB"),
                             decibels(gain) * deltaForBits(bits), [bits, gain](const auto&, const auto& normalised) {
                                 return quantised(normalised, bits, decibels(gain));
                             }});
    for (const double gain : {0.0, -3.7})
        kinds.push_back({std::string("8 bit unsigned, ") + (gain < 0.0 ? "-3.7 dB" : "0 dB"), decibels(gain) / 128.0,
                         [gain](const auto&, const auto& normalised)
                         {
                             auto signal = rounded(normalised, 1.0 / 128.0);
                             for (float& sample : signal)
                                 sample *= static_cast<float>(decibels(gain));
                             return signal;
                         }});
    kinds.push_back({"4 bit, -3.7 dB, stored with 16 bits", decibels(-3.7) * deltaForBits(4),
                     [](const auto&, const auto& normalised)
                     { return rounded(quantised(normalised, 4, decibels(-3.7)), 1.0 / 32768.0); }});
    kinds.push_back({"16 bit", 0.0, [](const auto& asStored, const auto&) { return asStored; }});
    kinds.push_back({"16 bit, -3.7 dB", 0.0,
                     [](auto asStored, const auto&)
                     {
                         for (float& sample : asStored)
                             sample *= static_cast<float>(decibels(-3.7));
                         return asStored;
                     }});

    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus))
    {
        const auto wave = readWaveFile(entry.path());
        std::vector<float> asStored(wave.channels[0].begin(), wave.channels[0].end());
        auto normalised = asStored;
        const float largest = peak(normalised);
        for (float& sample : normalised)
            sample /= largest;
        ++files;
        for (auto& kind : kinds)
        {
            auto signal = kind.make(asStored, normalised);
            signal.resize(std::min(signal.size(), twoSeconds));
            GridDetector detector(rate);
            const auto isRight = [&]
            { return kind.delta > 0.0 ? hasDelta(detector, kind.delta) : detector.state() == GridState::none; };
            // The answer must never be both wrong and confident.
            bool wrongAndSure = false;
            for (std::size_t start = 0; start < signal.size(); start += 400)
            {
                detector.process(std::span(signal).subspan(start, std::min<std::size_t>(400, signal.size() - start)));
                wrongAndSure = wrongAndSure || (detector.state() == GridState::found && !isRight() &&
                                                detector.grid().confidence >= reliableConfidence);
                if (kind.delta > 0.0)
                    wrongAndSure = wrongAndSure || detector.state() == GridState::none;
            }
            kind.wrongAndSure += wrongAndSure ? 1 : 0;
            if (isRight())
                ++kind.right;
            else
                ++(detector.state() == GridState::unknown ? kind.undecided : kind.wrong);
        }
    }
    REQUIRE(files > 0);
    for (const auto& kind : kinds)
    {
        INFO(kind.name << ": " << kind.right << " right, " << kind.wrong << " wrong, " << kind.undecided
                       << " undecided, " << kind.wrongAndSure << " wrong and sure, of " << files << " files");
        CHECK(kind.right >= 0.95 * files);
        CHECK(kind.wrongAndSure == 0);
    }
}
