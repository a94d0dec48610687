#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Signal/Metrics.h"
#include "TemporaryFolder.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>

using namespace dequantizer;

namespace
{
constexpr double pi = std::numbers::pi;

void append(std::string& bytes, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
}

// The file with a forward loop of samples begin .. end - 1.
void writeLooped(const WaveFile& wave, std::uint32_t begin, std::uint32_t end, const std::filesystem::path& file)
{
    auto bytes = wave.bytes();
    bytes += "smpl";
    for (const std::uint32_t value : {60u, 0u, 0u, 62500u, 60u, 0u, 0u, 0u, 1u, 0u, 0u, 0u, begin, end - 1, 0u, 0u})
        append(bytes, value);
    std::string size;
    append(size, static_cast<std::uint32_t>(bytes.size() - 8));
    bytes.replace(4, 4, size);
    std::ofstream(file, std::ios::binary) << bytes;
}

// A plucked tone with six harmonics that has died down to a steady one when the loop begins.
constexpr std::size_t length = 10000, period = 163, loopLength = 8 * period;

std::vector<double> pluckedTone()
{
    std::vector<double> tone(length);
    for (std::size_t i = 0; i < length; ++i)
        for (int harmonic = 1; harmonic <= 6; ++harmonic)
            tone[i] += (0.12 + 0.4 * std::exp(-static_cast<double>(i) / 1200.0)) / (harmonic * harmonic) *
                       std::sin(2.0 * pi * harmonic * static_cast<double>(i) / static_cast<double>(period) + harmonic);
    return tone;
}

std::vector<double> quantised(std::vector<double> signal, int bits)
{
    const double levels = std::exp2(bits - 1);
    for (double& sample : signal)
        sample = std::nearbyint(sample * levels) / levels;
    return signal;
}

// How far the signal at the end of the loop is from going on smoothly at its beginning: the squares of the second
// differences over the seam, less those of the true tone.
double clickAtSeam(const std::vector<double>& signal, const std::vector<double>& clean, std::size_t loopBegin)
{
    const auto error = [&](int i)
    {
        const auto at = static_cast<std::size_t>(static_cast<int>(i < 0 ? loopBegin + loopLength : loopBegin) + i);
        return signal[at] - clean[at];
    };
    double sum = 0.0;
    for (int i = -1; i <= 0; ++i)
        sum += std::pow(error(i - 1) - 2.0 * error(i) + error(i + 1), 2.0);
    return sum;
}

double errorIn(const std::vector<double>& signal, const std::vector<double>& clean, std::size_t begin)
{
    double sum = 0.0;
    for (std::size_t i = begin; i < begin + loopLength; ++i)
        sum += std::pow(signal[i] - clean[i], 2.0);
    return sum;
}

std::vector<double> restored(const TemporaryFolder& folder, std::vector<std::string> options)
{
    const auto out = folder / "out.wav";
    options.insert(options.begin(), {"restore", (folder / "in.wav").string(), out.string()});
    const auto result = runDequantizer(options);
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    return readWaveFile(out).channels[0];
}
} // namespace

TEST_CASE("The end of a restored loop meets its beginning", "[companion]")
{
    const int bits = GENERATE(6, 8);
    CAPTURE(bits);
    const TemporaryFolder folder;
    const auto clean = pluckedTone();
    WaveFile wave;
    wave.channels = {quantised(clean, bits)};
    const double half = std::exp2(-bits);
    double clickBefore = 0.0, clickStraight = 0.0, click = 0.0, errorBefore = 0.0, error = 0.0;
    for (std::size_t begin = 8000; begin < 8000 + period; begin += 40) // at several phases
    {
        writeLooped(wave, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + loopLength),
                    folder / "in.wav");
        const auto looped = restored(folder, {"--bits", std::to_string(bits)});
        const auto straight = restored(folder, {"--bits", std::to_string(bits), "--loop", "none"});
        clickBefore += clickAtSeam(wave.channels[0], clean, begin);
        clickStraight += clickAtSeam(straight, clean, begin);
        click += clickAtSeam(looped, clean, begin);
        errorBefore += errorIn(wave.channels[0], clean, begin);
        error += errorIn(looped, clean, begin);
        for (std::size_t i = 0; i < length; ++i)
        {
            REQUIRE(std::abs(looped[i] - wave.channels[0][i]) <= half);
            if (i < begin || i >= begin + loopLength)
                REQUIRE(looped[i] == straight[i]);
        }
    }
    CAPTURE(clickBefore, clickStraight, click, errorBefore, error);
    CHECK(click < 0.1 * clickBefore);
    // Below this, the straight restoration of a steady tone is nearly exact, and the order is chance.
    const double negligible = 0.02 * clickBefore;
    CHECK(click < std::max(clickStraight, negligible));
    CHECK(error < 0.7 * errorBefore);
    // The loop is still in the file.
    std::ifstream stream(folder / "out.wav", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    CHECK(bytes.find("smpl") != std::string::npos);
}

TEST_CASE("A single cycle of 8 bit gains 6 dB", "[companion]")
{
    // Six harmonics of about 98 Hz at 44.1 kHz, and of twice that.
    const std::size_t cycle = GENERATE(450u, 225u);
    const TemporaryFolder folder;
    std::vector<double> clean(cycle);
    for (std::size_t i = 0; i < cycle; ++i)
        for (int harmonic = 1; harmonic <= 6; ++harmonic)
            clean[i] += 0.5 / harmonic *
                        std::sin(2.0 * pi * harmonic * static_cast<double>(i) / static_cast<double>(cycle) + harmonic);
    WaveFile wave;
    wave.sampleRate = 44100;
    wave.channels = {quantised(clean, 8)};
    wave.write(folder / "in.wav");
    const auto after = restored(folder, {"--bits", "8", "--loop", "whole"});
    const auto reference = asFloats(clean);
    const double gain = snrDb(reference, asFloats(after)) - snrDb(reference, asFloats(wave.channels[0]));
    CAPTURE(cycle, gain);
    CHECK(gain >= 6.0);
}
