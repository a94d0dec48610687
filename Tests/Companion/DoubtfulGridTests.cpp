#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/WaveFile.h"
#include "Signal/Metrics.h"
#include "TemporaryFolder.h"

#include <array>
#include <cmath>
#include <functional>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double delta = 1.0 / 128.0; // 8 bit

double midTread(double x)
{
    return delta * std::round(x / delta);
}

// A recording, and how close a file comes to it.
struct Recording
{
    WaveFile clean = readWaveFile(DEQUANTIZER_SPEECH);

    void writeChanged(const std::filesystem::path& file, const std::function<double(double x, double t)>& change) const
    {
        auto wave = clean;
        wave.sample = WaveSample::float32;
        auto& samples = wave.channels[0];
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = change(samples[i], static_cast<double>(i) / static_cast<double>(samples.size()));
        wave.write(file);
    }

    [[nodiscard]] double snrOf(const std::filesystem::path& file) const
    {
        return snrDb(asFloats(clean.channels[0]), asFloats(readWaveFile(file).channels[0]));
    }
};

std::string errorsOf(const std::vector<std::string>& arguments)
{
    const auto result = runDequantizer(arguments);
    CHECK(result.status == 1);
    return result.errors;
}

void require(const std::vector<std::string>& arguments)
{
    const auto result = runDequantizer(arguments);
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
}
} // namespace

TEST_CASE("A square wave on few levels is left alone unless the user insists", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string(), out = (folder / "out.wav").string();
    WaveFile square;
    square.sampleRate = 44100;
    square.channels.emplace_back();
    for (int i = 0; i < 44100; ++i)
        square.channels[0].push_back(i % 200 < 90 ? 0.5 : i % 200 < 100 ? 0.0 : -0.5);
    square.write(in);

    CHECK(errorsOf({"restore", in, out, "--bits", "auto"}).find("only 3 different values") != std::string::npos);
    CHECK(errorsOf({"restore", in, out}).find("only 3 different values") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(out));
    require({"restore", in, out, "--bits", "auto", "--force"});
}

TEST_CASE("A grid that a few levels fit only roughly is not taken for certain", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string(), out = (folder / "out.wav").string();
    WaveFile steps;
    steps.sampleRate = 44100;
    steps.channels.emplace_back();
    constexpr std::array levels{-0.3, -0.209, -0.1, 0.109, 0.2, 0.291};
    for (std::size_t i = 0; i < 44100; ++i)
        steps.channels[0].push_back(levels[i / 50 % levels.size()]);
    steps.write(in);

    CHECK(errorsOf({"restore", in, out, "--bits", "auto"}).find("only roughly") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("Sound that was changed after quantising is refused with a given number of bits", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string(), out = (folder / "out.wav").string();
    const Recording speech;
    speech.writeChanged(in, [](double x, double t) { return midTread(x) * (1.0 - 0.9 * t); });

    CHECK(errorsOf({"restore", in, out, "--bits", "8"}).find("--force") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(out));
    require({"restore", in, out, "--bits", "8", "--force"});

    // A gain is no reason, and cells a few times as wide as those of the grid are a choice.
    speech.writeChanged(in, [](double x, double) { return midTread(x); });
    require({"restore", in, out, "--bits", "8"});
    require({"restore", in, out, "--bits", "7"});
}

TEST_CASE("Dithered sound is restored better if the kind of dither is given", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string(), out = (folder / "out.wav").string();
    const bool isTriangular = GENERATE(false, true);
    const Recording speech;
    std::mt19937 generator(5);
    std::uniform_real_distribution<double> noise(-0.5 * delta, 0.5 * delta);
    speech.writeChanged(in, [&](double x, double)
                        { return midTread(x + noise(generator) + (isTriangular ? noise(generator) : 0.0)); });
    const double before = speech.snrOf(in);
    require({"restore", in, out, "--bits", "8"});
    const double without = speech.snrOf(out);
    require({"restore", in, out, "--bits", "8", "--dither", isTriangular ? "triangular" : "rectangular"});
    const double with = speech.snrOf(out);
    CAPTURE(before, without, with);
    CHECK(without > before);
    CHECK(with > without + 0.5);
    CHECK(with > before + 1.5);
}

TEST_CASE("Truncation is suspected from the mean of the sound, and undone on request", "[companion]")
{
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").string(), out = (folder / "out.wav").string();
    const auto errorsOfRestoring = [&]
    {
        const auto result = runDequantizer({"restore", in, out});
        REQUIRE(result.status == 0);
        return result.errors;
    };
    const Recording speech;
    constexpr double coarse = 4.0 * delta; // so that the offset of the recording itself is small
    speech.writeChanged(in, [](double x, double) { return coarse * std::floor(x / coarse); });
    CHECK(errorsOfRestoring().find("--quantiser truncate") != std::string::npos);
    const double before = speech.snrOf(in);
    require({"restore", in, out, "--quantiser", "truncate"});
    // The offset of half a step has three times the power of the noise.
    CHECK(speech.snrOf(out) > before + 10.0 * std::log10(4.0));

    speech.writeChanged(in, [](double x, double) { return coarse * std::round(x / coarse); });
    CHECK(errorsOfRestoring().empty());
}

TEST_CASE("Numbers out of range are answered in short", "[companion]")
{
    const auto refusal = [](const std::string& option, const std::string& value)
    {
        const auto result = runDequantizer({"restore", "in.wav", "out.wav", option, value});
        CHECK(result.status != 0);
        return result.errors;
    };
    CHECK(refusal("--step", "0").find("0 is not a number from 1e-07 to 2") != std::string::npos);
    CHECK(refusal("--sigma", "inf").find("inf is not a number above 0") != std::string::npos);
    CHECK(refusal("--theta", "nan").find("nan is not a number from 0 to 1") != std::string::npos);
}
