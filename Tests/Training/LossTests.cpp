#include "Catch.h"

#include "Signal/LoudnessDifference.h"
#include "Training/LinearPrediction.h"
#include "Training/Loss.h"

#include <cmath>
#include <numbers>
#include <random>

using namespace dequantizer;

namespace
{
constexpr double speechRate = 16000.0;

// Noise filtered by a resonance, first loud and then quiet.
std::vector<double> speechLike(std::size_t length, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> noise(0.0, 0.01);
    std::vector<double> signal(length, 0.0);
    for (std::size_t i = 2; i < length; ++i)
        signal[i] = 1.8 * signal[i - 1] - 0.9 * signal[i - 2] + noise(generator) * (2 * i < length ? 1.0 : 0.1);
    return signal;
}

// Every loss: those that settings name, and the difference in loudness.
std::vector<std::string> everyLoss()
{
    auto names = lossNames();
    names.emplace_back("loudness");
    return names;
}

class LoudnessLoss final : public Loss
{
public:
    [[nodiscard]] double evaluate(std::span<const double> clean, std::span<const double> restored,
                                  std::span<double> gradient) const override
    {
        return loudness.evaluate(clean, restored, gradient);
    }

private:
    LoudnessDifference loudness{speechRate};
};

std::unique_ptr<Loss> lossCalled(const std::string& name)
{
    return name == "loudness" ? std::make_unique<LoudnessLoss>() : makeLoss(name, speechRate);
}

std::vector<double> sine(std::size_t length, double frequency, double amplitude)
{
    std::vector<double> signal(length);
    for (std::size_t i = 0; i < length; ++i)
        signal[i] = amplitude * std::sin(2.0 * std::numbers::pi * frequency / speechRate * static_cast<double>(i));
    return signal;
}
} // namespace

TEST_CASE("The gradient of a loss is its derivative", "[loss]")
{
    const auto name = GENERATE(from_range(everyLoss()));
    CAPTURE(name);
    const auto loss = lossCalled(name);
    REQUIRE(loss != nullptr);
    const auto length = GENERATE(as<std::size_t>(), 1300, 7000); // also more than a passage of LoudnessDifference
    const auto clean = speechLike(length, 1);
    auto restored = clean;
    std::mt19937 generator(2);
    std::normal_distribution<double> noise(0.0, 0.02);
    for (auto& sample : restored)
        sample += noise(generator);

    std::vector<double> gradient(clean.size()), ignored(clean.size());
    CHECK(loss->evaluate(clean, restored, gradient) > 0.0);
    double largest = 0.0;
    for (const double value : gradient)
        largest = std::max(largest, std::abs(value));
    for (std::size_t i = 0; i < clean.size(); i += clean.size() / 41)
    {
        constexpr double h = 1e-6;
        auto moved = restored;
        moved[i] += h;
        const double above = loss->evaluate(clean, moved, ignored);
        moved[i] -= 2.0 * h;
        const double below = loss->evaluate(clean, moved, ignored);
        CHECK((above - below) / (2.0 * h) == Approx(gradient[i]).epsilon(1e-6).margin(1e-6 * largest));
    }
}

TEST_CASE("A loss has a finite minimum at the clean signal", "[loss]")
{
    const auto name = GENERATE(from_range(everyLoss()));
    CAPTURE(name);
    const auto loss = lossCalled(name);
    const auto clean = GENERATE(std::vector<double>(700, 0.0), sine(700, 440.0, 0.5), speechLike(700, 3));
    std::vector<double> gradient(clean.size());
    const double right = loss->evaluate(clean, clean, gradient);
    CHECK(right >= 0.0);
    for (const double value : gradient)
        CHECK(std::abs(value) < 1e-9);

    auto wrong = clean;
    for (std::size_t i = 0; i < wrong.size(); ++i)
        wrong[i] += i % 2 == 0 ? 0.05 : -0.05;
    const double worse = loss->evaluate(clean, wrong, gradient);
    CHECK(std::isfinite(worse));
    CHECK(worse > right);
}

TEST_CASE("The mean squared loss is the mean squared error", "[loss]")
{
    std::vector<double> gradient(2);
    CHECK(
        makeLoss("mse", speechRate)->evaluate(std::vector<double>{1.0, 2.0}, std::vector<double>{1.5, 2.0}, gradient) ==
        0.125);
    CHECK(gradient == std::vector<double>{0.5, 0.0});
}

TEST_CASE("The perceptual loss gives less weight to errors where the signal is strong", "[loss]")
{
    const auto loss = makeLoss("perceptual", speechRate);
    const auto clean = speechLike(640, 4); // its resonance is near 800 Hz
    const auto withErrorAt = [&](double frequency)
    {
        auto restored = sine(clean.size(), frequency, 0.01);
        for (std::size_t i = 0; i < clean.size(); ++i)
            restored[i] += clean[i];
        std::vector<double> gradient(clean.size());
        return loss->evaluate(clean, restored, gradient);
    };
    CHECK(withErrorAt(800.0) < 0.2 * withErrorAt(5000.0));
}

TEST_CASE("An unknown name gives no loss", "[loss]")
{
    CHECK(makeLoss("", speechRate) == nullptr);
    CHECK(makeLoss("MSE", speechRate) == nullptr);
}

TEST_CASE("Linear prediction finds the resonance of a signal", "[loss]")
{
    std::mt19937 generator(5);
    std::normal_distribution<double> noise;
    std::vector<double> signal(20000, 0.0);
    for (std::size_t i = 2; i < signal.size(); ++i)
        signal[i] = 1.2 * signal[i - 1] - 0.7 * signal[i - 2] + noise(generator);
    const auto filter = predictionErrorFilter(signal, 2);
    REQUIRE(filter.size() == 3);
    CHECK(filter[0] == 1.0);
    CHECK(filter[1] == Approx(-1.2).margin(0.03));
    CHECK(filter[2] == Approx(0.7).margin(0.03));
}
