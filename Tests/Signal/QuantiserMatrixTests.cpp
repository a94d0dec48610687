#include "Catch.h"
#include "Companion/WaveFile.h"
#include "Realtime/MadeUpSounds.h"
#include "Signal/QuantiserKind.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

using namespace dequantizer;

namespace
{
constexpr double rateOfMatrix = 16000.0;
constexpr double peakOfMatrix = 0.6; // so that no gain clips

// A quantiser and what its levels show.
struct MatrixKind
{
    const char* name;
    QuantiserKind shown;
    std::function<double(double x, double delta)> quantise;
};

double muLawOf(double x, double)
{
    return static_cast<double>(Quantiser::muLaw().quantise(static_cast<float>(x)));
}

double aLawOf(double x, double)
{
    return static_cast<double>(Quantiser::aLaw().quantise(static_cast<float>(x)));
}

const MatrixKind matrixKinds[] = {
    {"mid-rise", QuantiserKind::midRise, [](double x, double d) { return d * (std::floor(x / d) + 0.5); }},
    {"mid-tread", QuantiserKind::midTread, [](double x, double d) { return d * std::round(x / d); }},
    {"truncated", QuantiserKind::midTread, [](double x, double d) { return d * std::floor(x / d); }},
    // Unsigned codes 0 .. 2^B - 1, decoded symmetrically around the middle.
    {"unsigned", QuantiserKind::midRise,
     [](double x, double d) { return d * (std::floor((x + 1.0) / d) - 1.0 / d + 0.5); }},
    {"offset", QuantiserKind::otherOffset, [](double x, double d) { return d * (std::round(x / d) + 0.3); }},
    {"mu-law", QuantiserKind::muLaw, muLawOf},
    {"A-law", QuantiserKind::aLaw, aLawOf},
};

std::vector<MadeUpSound> soundsOfMatrix()
{
    std::vector<MadeUpSound> sounds;
    const auto speech = readWaveFile(DEQUANTIZER_SPEECH).channels[0];
    sounds.push_back({"speech", {speech.begin(), speech.begin() + static_cast<std::ptrdiff_t>(3.0 * rateOfMatrix)}});
    for (auto& sound : madeUpSounds(rateOfMatrix, 1.0))
        if (sound.name == "a plucked string" || sound.name == "drums" || sound.name == "pink noise")
            sounds.push_back(std::move(sound));
    for (auto& sound : sounds)
    {
        const float factor = static_cast<float>(peakOfMatrix) / peak(sound.samples);
        for (float& sample : sound.samples)
            sample *= factor;
    }
    return sounds;
}

struct Tally
{
    int cases = 0, right = 0, surelyWrong = 0;
    std::ostringstream mistakes;
};

void judge(Tally& tally, const MatrixKind& kind, const std::vector<float>& samples, double delta, double gain,
           const std::string& label)
{
    const auto grid = findGrid({samples}, rateOfMatrix);
    CompandingSurvey survey(1);
    const float* const channel = samples.data();
    survey.process(&channel, samples.size());
    const auto known = quantiserOf(grid, survey.found());

    const double step = isCompanded(known.kind) ? known.gain : grid.grid.delta;
    const double expected = isCompanded(kind.shown) ? gain : gain * delta;
    const bool isRight = known.kind == kind.shown && std::abs(step / expected - 1.0) < 2e-3;
    ++tally.cases;
    tally.right += isRight ? 1 : 0;
    if (isRight)
        return;
    tally.surelyWrong += known.confidence > 0.9 ? 1 : 0;
    tally.mistakes << label << ": " << nameOf(known.kind) << ", step or gain " << step << " instead of " << expected
                   << ", " << known.confidence << " sure, " << grid.grid.levels << " levels\n";
}
} // namespace

// Right is the kind and the step (for telephone codes the gain) within 0.2 %. Truncated samples are mid-tread: their
// cells do not show. Telephone codes have 8 bits, so that the levels of the sound vary instead, by half an octave.
TEST_CASE("Kind and step of the quantiser are found at 3 to 12 bits, with gains", "[grid][long]")
{
    Tally tally;
    for (const auto& sound : soundsOfMatrix())
        for (const auto& kind : matrixKinds)
            for (int bits = 3; bits <= 12; ++bits)
                for (const double gain : {1.0, 0.7, 0.37, 1.6})
                    for (const bool stored16Bit : {false, true})
                    {
                        const double delta = deltaForBits(bits);
                        const double level = isCompanded(kind.shown) ? std::exp2(-0.5 * (bits - 3)) : 1.0;
                        auto samples = sound.samples;
                        for (float& sample : samples)
                        {
                            const double value = gain * kind.quantise(level * static_cast<double>(sample), delta);
                            sample = static_cast<float>(stored16Bit ? std::round(32768.0 * value) / 32768.0 : value);
                        }
                        std::ostringstream label;
                        label << sound.name << ", " << kind.name << ", " << bits << " bit, gain " << gain
                              << (stored16Bit ? ", 16 bit" : ", float");
                        judge(tally, kind, samples, delta, gain, label.str());
                    }
    CAPTURE(tally.cases, tally.right, tally.surelyWrong, tally.mistakes.str());
    CHECK(tally.right >= 0.98 * tally.cases);
    CHECK(tally.surelyWrong == 0);
}
