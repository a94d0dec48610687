#include "Catch.h"
#include "Realtime/PolyphaseResampler.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

using namespace dequantizer;

namespace
{
constexpr LowPass filter{0.95, 48.0, 7.0};

double phase(std::int64_t numerator, std::int64_t denominator)
{
    return 2.0 * std::numbers::pi * static_cast<double>(numerator % denominator) / static_cast<double>(denominator);
}

std::vector<float> resampled(PolyphaseResampler& resampler, const std::vector<float>& signal, int longestPortion,
                             unsigned seed)
{
    std::mt19937 generator(seed);
    std::vector<float> output;
    for (std::size_t start = 0; start < signal.size();)
    {
        const auto count =
            std::min<std::size_t>(generator() % (static_cast<unsigned>(longestPortion) + 1u), signal.size() - start);
        const float* const from = signal.data() + start;
        resampler.push(&from, static_cast<int>(count));
        std::vector<float> portion(static_cast<std::size_t>(resampler.available()));
        float* const to = portion.data();
        resampler.pull(&to, static_cast<int>(portion.size()));
        output.insert(output.end(), portion.begin(), portion.end());
        start += count;
    }
    return output;
}
} // namespace

TEST_CASE("The ratio of two rates is in lowest terms", "[rates]")
{
    const auto is = [](double first, double second, int numerator, int denominator)
    {
        const auto ratio = rateRatio(first, second);
        return ratio.first == numerator && ratio.second == denominator;
    };
    CHECK(is(48000.0, 16000.0, 3, 1));
    CHECK(is(44100.0, 16000.0, 441, 160));
    CHECK(is(11025.0, 16000.0, 441, 640));
    CHECK(is(8000.0, 16000.0, 1, 2));
    CHECK(is(176400.0, 16000.0, 441, 40));
    CHECK(is(16000.0, 16000.0, 1, 1));
    CHECK(is(47952.0, 16000.0, 2997, 1000));
    CHECK(rateRatio(16000.0, 16000.0).isOne());

    const auto odd = rateRatio(44055.944, 16000.0);
    CHECK(std::abs(odd.first * 16000.0 / (odd.second * 44055.944) - 1.0) < 1e-7);
    for (const auto& extreme : {rateRatio(1e9, 1.0), rateRatio(1.0, 1e9)})
    {
        CHECK(extreme.first >= 1);
        CHECK(extreme.second >= 1);
    }
}

TEST_CASE("An output sample is the value of the signal at its time", "[rates]")
{
    const double from = GENERATE(8000.0, 11025.0, 16000.0, 44100.0, 192000.0);
    const double to = GENERATE(16000.0, 22050.0, 48000.0, 88200.0);
    const int firstOutput = GENERATE(0, -100);
    const auto ratio = rateRatio(from, to);
    CAPTURE(from, to, firstOutput);
    PolyphaseResampler resampler(ratio, filter, {.firstInput = -60, .firstOutput = firstOutput, .longestStore = 1000});

    // Input sample 0 is the 60th that is pushed.
    constexpr double frequency = 1000.0;
    std::vector<float> signal(4000);
    for (std::size_t i = 0; i < signal.size(); ++i)
        signal[i] =
            static_cast<float>(std::sin(2.0 * std::numbers::pi * frequency * (static_cast<double>(i) - 60.0) / from));
    const auto output = resampled(resampler, signal, 1000, 1);
    // The ripple of a Kaiser window of beta 7 is -(7 / 0.1102 + 8.7) = -72.2 dB.
    constexpr double ripple = 2.5e-4;
    const int reach = PolyphaseResampler::reach(ratio, filter);
    const auto settled = static_cast<std::size_t>(std::ceil(reach * to / from)) + 1;
    std::size_t compared = 0;
    for (std::size_t j = settled - static_cast<std::size_t>(firstOutput); j < output.size(); ++j, ++compared)
    {
        const double time = static_cast<double>(static_cast<long>(j) + firstOutput) / to;
        REQUIRE(std::abs(output[j] - std::sin(2.0 * std::numbers::pi * frequency * time)) < ripple);
    }
    CHECK(compared > 100);
}

TEST_CASE("The output does not depend on the portions, and a reset clears all state", "[rates]")
{
    const auto ratio = rateRatio(44100.0, 16000.0);
    std::mt19937 generator(2);
    std::normal_distribution<float> normal;
    std::vector<float> signal(5000);
    for (float& sample : signal)
        sample = normal(generator);

    const PolyphaseResampler::Layout layout{.longestStore = 5000};
    PolyphaseResampler whole(ratio, filter, layout), parts(ratio, filter, layout);
    const auto expected = resampled(whole, signal, 5000, 1);
    CHECK(resampled(parts, signal, 3, 1) == expected);
    parts.reset();
    CHECK(resampled(parts, signal, 700, 1) == expected);
}

TEST_CASE("Two hours at 48 kHz do not drift", "[rates][long]")
{
    // A short filter is fast, and the positions are counted in the same way.
    constexpr LowPass shortFilter{1.0, 2.0, 3.0};
    constexpr int period = 4800, longest = 4000;
    const auto ratio = rateRatio(48000.0, 22050.0);
    PolyphaseResampler resampler(ratio, shortFilter, {.longestStore = longest});
    const int reach = PolyphaseResampler::reach(ratio, shortFilter);

    std::vector<float> cycles(period + longest);
    for (std::size_t i = 0; i < cycles.size(); ++i)
        cycles[i] = static_cast<float>(std::sin(phase(static_cast<std::int64_t>(i), period)));
    std::vector<float> output(longest);
    float* const to = output.data();
    std::mt19937 generator(3);
    std::int64_t pushed = 0, pulled = 0;
    bool rightCount = true;
    double worst = 0.0;
    while (pushed < std::int64_t{2} * 3600 * 48000)
    {
        const float* const from = cycles.data() + pushed % period;
        const int count = static_cast<int>(generator() % (longest + 1u));
        resampler.push(&from, count);
        pushed += count;
        const int available = resampler.available();
        resampler.pull(&to, available);
        pulled += available;

        // Output j needs input sample floor(j P / Q) + reach; exactly the outputs that have it were returned.
        const auto lastNeeded = [&](std::int64_t j) { return j * ratio.first / ratio.second + reach; };
        rightCount = rightCount && lastNeeded(pulled) >= pushed && (pulled == 0 || lastNeeded(pulled - 1) < pushed);
        if (available > 0 && pulled > 100)
        {
            const double expected = std::sin(phase((pulled - 1) * ratio.first % (std::int64_t{period} * ratio.second),
                                                   std::int64_t{period} * ratio.second));
            worst = std::max(worst,
                             std::abs(expected - static_cast<double>(output[static_cast<std::size_t>(available) - 1])));
        }
    }
    CHECK(rightCount);
    // A sample more or less would be 1.3e-3 where the sine is steepest.
    CHECK(worst < 2e-4);
}
