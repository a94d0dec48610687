#include "AutomaticModel.h"
#include "Catch.h"
#include "Companion/WaveFile.h"
#include "Realtime/PassageEngine.h"
#include "Realtime/RestoreSignal.h"
#include "Signal/Metrics.h"

#include <cmath>
#include <span>

using namespace dequantizer;

namespace
{
constexpr double passageEngineRate = 16000.0;
constexpr std::size_t seam = 30000, montageLength = 60000;
constexpr double coarseStep = 1.0 / 16.0, fineStep = 1.0 / 100.0;

struct Montage
{
    std::vector<float> clean, sound;
};

// Speech that is quantised differently from `seam` on; a step of 0 leaves it as it is.
Montage montage(double firstStep, double secondStep)
{
    const auto speech = readWaveFile(DEQUANTIZER_SPEECH).channels[0];
    Montage result;
    for (std::size_t i = 0; i < montageLength; ++i)
    {
        const double x = speech[i], step = i < seam ? firstStep : secondStep;
        result.clean.push_back(static_cast<float>(x));
        result.sound.push_back(static_cast<float>(step > 0.0 ? step * std::round(x / step) : x));
    }
    return result;
}

std::optional<Quantiser> quantiserOf(double step)
{
    return step > 0.0 ? std::optional(Quantiser::midTread(step)) : std::nullopt;
}

std::vector<float> restoredInPassages(const std::vector<float>& sound, const std::vector<QuantisedPassage>& passages,
                                      std::size_t portion)
{
    AnyRateEngine engine(automaticModel(passageEngineRate, coarseStep), passageEngineRate, 1,
                         automaticModel(passageEngineRate, coarseStep).hop);
    PassageEngine inPassages(engine, passages, passageEngineRate);
    inPassages.reset();
    std::vector<float> padded(sound), restored(sound.size() + static_cast<std::size_t>(inPassages.latency())),
        delayed(restored);
    padded.resize(restored.size());
    for (std::size_t start = 0; start < padded.size(); start += portion)
    {
        const float* from = padded.data() + start;
        float* to = restored.data() + start;
        float* input = delayed.data() + start;
        inPassages.process(&from, {.restored = &to, .delayed = &input},
                           static_cast<int>(std::min(portion, padded.size() - start)));
    }
    const auto latency = static_cast<std::ptrdiff_t>(inPassages.latency());
    CHECK(std::equal(sound.begin(), sound.end(), delayed.begin() + latency));
    return {restored.begin() + latency, restored.end()};
}

std::vector<float> restoredAlone(std::span<const float> sound, double step)
{
    const auto model = automaticModel(passageEngineRate, step);
    AnyRateEngine engine(model, passageEngineRate, 1, model.hop);
    engine.setQuantiser(Quantiser::midTread(step));
    return restoreSignal(engine, {{sound.begin(), sound.end()}}).front();
}
} // namespace

TEST_CASE("Each passage is restored about as well as alone, without a seam", "[engine]")
{
    const auto [firstStep, secondStep] = GENERATE(std::pair(coarseStep, fineStep), std::pair(fineStep, coarseStep),
                                                  std::pair(coarseStep, 0.0), std::pair(0.0, fineStep));
    CAPTURE(firstStep, secondStep);
    const auto [clean, sound] = montage(firstStep, secondStep);
    const std::vector<QuantisedPassage> passages{{0, seam, quantiserOf(firstStep)},
                                                 {seam, montageLength, quantiserOf(secondStep)}};
    const auto restored = restoredInPassages(sound, passages, 1000);
    CHECK(restoredInPassages(sound, passages, 333) == restored);
    CHECK(restoredInPassages(sound, passages, montageLength * 2) == restored);

    for (const auto& [begin, end, quantiser] : passages)
    {
        const auto part = [&, from = begin, count = end - begin](const std::vector<float>& signal)
        { return std::span(signal).subspan(from, count); };
        if (!quantiser)
        {
            CHECK(std::equal(part(sound).begin(), part(sound).end(), part(restored).begin()));
            continue;
        }
        const double alone = snrDb(part(clean), restoredAlone(part(sound), quantiser->delta()));
        CHECK(snrDb(part(clean), part(restored)) == Approx(alone).margin(0.1));
        for (std::size_t i = begin; i < end; ++i)
            if (std::abs(restored[i] - sound[i]) > 0.5f * static_cast<float>(quantiser->delta()) + 1e-6f)
                FAIL("sample " << i << " left its cell");
    }

    // The error near the seam is no larger than before.
    constexpr std::size_t near = 1000;
    const auto around = [](const std::vector<float>& signal)
    { return std::span(signal).subspan(seam - near, 2 * near); };
    CHECK(squaredError(around(clean), around(restored)) <= squaredError(around(clean), around(sound)));
    const auto stepOf = [](const std::vector<float>& signal) { return std::abs(signal[seam] - signal[seam - 1]); };
    const float cell = static_cast<float>(std::max(firstStep, secondStep));
    CHECK(stepOf(restored) <= std::max(stepOf(sound), stepOf(clean) + cell));
}

TEST_CASE("The correction fades in and out next to a passage that stays as it is", "[engine]")
{
    const auto sound = montage(coarseStep, 0.0).sound;
    const auto restored =
        restoredInPassages(sound, {{0, seam, quantiserOf(coarseStep)}, {seam, montageLength, std::nullopt}}, 1000);
    const auto fadeLength = static_cast<std::size_t>(0.005 * passageEngineRate);
    for (std::size_t i = 0; i < fadeLength; ++i)
    {
        const double most = 0.5 * coarseStep * (static_cast<double>(i) + 0.5) / static_cast<double>(fadeLength);
        CHECK(std::abs(static_cast<double>(restored[seam - 1 - i] - sound[seam - 1 - i])) <= most + 1e-6);
    }
}

TEST_CASE("Without passages the engine restores the whole sound", "[engine]")
{
    const auto sound = montage(coarseStep, coarseStep).sound;
    const auto model = automaticModel(passageEngineRate, coarseStep);
    AnyRateEngine engine(model, passageEngineRate, 1, model.hop);
    engine.setQuantiser(Quantiser::midTread(coarseStep));
    PassageEngine whole(engine, {}, passageEngineRate);
    std::vector<float> restored(sound.size());
    const float* from = sound.data();
    float* to = restored.data();
    restoreSignal(whole, &from, &to, sound.size());
    CHECK(restored == restoredAlone(sound, coarseStep));
}
