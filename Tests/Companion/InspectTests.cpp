#include "Catch.h"
#include "Companion/CommandLine.h"
#include "Companion/Inspect/BoundResponse.h"
#include "Companion/Inspect/RowSpectra.h"
#include "Model/ModelFile.h"
#include "Model/ReadWholeFile.h"
#include "Model/ShippedModels.h"
#include "Skip.h"
#include "TemporaryFolder.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <numbers>

using namespace dequantizer;

namespace
{
nlohmann::json inspected(const std::string& model)
{
    const auto result = runDequantizer({"inspect", model, "--json", "-"});
    CAPTURE(result.errors);
    REQUIRE(result.status == 0);
    return nlohmann::json::parse(result.output);
}

bool gnuplotIsInstalled()
{
    return std::system("gnuplot --version >/dev/null 2>&1") == 0;
}

void requireFigures(const std::string& model, const std::vector<std::string>& names)
{
    const TemporaryFolder folder;
    const auto result = runDequantizer({"inspect", model, "--figures", (folder / "figures").string()});
    CAPTURE(model, result.errors);
    REQUIRE(result.status == 0);
    for (const auto& name : names)
    {
        CAPTURE(name);
        const auto svg = readWholeFile(folder / "figures" / (name + ".svg"), 1 << 24);
        CHECK(svg.find("</svg>") != std::string::npos);
        // The title names the model.
        CHECK(svg.find(model) != std::string::npos);
        CHECK(std::filesystem::file_size(folder / "figures" / (name + ".png")) > 1000);
    }
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "figures"),
                        std::filesystem::directory_iterator()) == static_cast<std::ptrdiff_t>(2 * names.size()));
}
} // namespace

TEST_CASE("inspect describes the parts of both kinds of models", "[companion]")
{
    const auto fourier = inspected("any-balanced");
    CHECK(fourier["operator"] == "windowed Fourier");
    CHECK(fourier["bounds"] == "learned");
    CHECK(fourier["window"] == "sine");
    CHECK(fourier["frame_length"] == 2048);
    CHECK(fourier["frame_milliseconds"].get<double>() == Approx(46.44).epsilon(1e-3));
    CHECK(fourier["update_iterations"] == std::vector<int>{0, 3, 6});
    CHECK(fourier["hidden_units"] == 16);
    const auto products = fourier["sigma_tau_range"];
    CHECK(products[0].get<double>() > 0.0);
    CHECK(products[0].get<double>() < products[1].get<double>());
    CHECK(products[1].get<double>() <= 1.0);
    CHECK(fourier["tau_range"][0].get<double>() < fourier["tau_range"][1].get<double>());

    const auto dense = inspected("speech16k-4bit-converged");
    CHECK(dense["operator"] == "dense");
    CHECK(dense["bounds"] == "constant");
    CHECK(dense["frame_milliseconds"] == 20.0);
    CHECK(dense["sigma_tau_norm_squared"].get<double>() < 1.0);
}

TEST_CASE("inspect draws what a model has learned", "[companion]")
{
    if (!gnuplotIsInstalled())
        return skip("the figures: gnuplot is not installed");
    requireFigures("speech16k-4bit-converged", {"rows", "waveforms", "weights", "steps"});
    requireFigures("any-low-latency", {"window", "bounds-0", "bounds-3", "bounds-6", "steps"});
}

TEST_CASE("inspect draws no figures of a sound", "[companion]")
{
    const TemporaryFolder folder;
    const auto result = runDequantizer({"inspect", DEQUANTIZER_SPEECH, "--figures", folder.path.string()});
    CHECK(result.status == 1);
    CHECK(result.errors.find("--figures requires a model") != std::string::npos);
}

TEST_CASE("The rows of an operator are analysed as filters and sorted by frequency", "[companion]")
{
    constexpr Eigen::Index n = 64;
    constexpr double sampleRate = 8000.0;
    // Windowed sinusoids with different frequencies and amplitudes, and a row of zeros.
    const std::vector<double> frequencies{3000.0, 500.0, 0.0, 1500.0};
    Matrix<float> K(4, n);
    for (Eigen::Index i = 0; i < 4; ++i)
        for (Eigen::Index j = 0; j < n; ++j)
        {
            const auto t = static_cast<double>(j);
            const double window = std::pow(std::sin(std::numbers::pi * (t + 0.5) / n), 2.0);
            const double phase = 2.0 * std::numbers::pi * frequencies[static_cast<std::size_t>(i)] / sampleRate * t;
            K(i, j) = i == 2 ? 0.0f : static_cast<float>(static_cast<double>(i + 1) * window * std::sin(phase));
        }
    const auto rows = analyseRows(K, sampleRate);
    CHECK(rows.byCentre == std::vector<Eigen::Index>{2, 1, 3, 0});
    CHECK(rows.frequencies(rows.frequencies.size() - 1) == 4000.0);
    for (const Eigen::Index i : {0, 1, 3})
    {
        Eigen::Index peak = 0;
        CHECK(rows.power.col(i).maxCoeff(&peak) == 1.0);
        CHECK(rows.frequencies(peak) == frequencies[static_cast<std::size_t>(i)]);
        CHECK(rows.centre(i) == Approx(frequencies[static_cast<std::size_t>(i)]).epsilon(0.02));
        // sum of sin^4 = 3 n / 8, half of which remains after the modulation.
        CHECK(rows.norm(i) == Approx(static_cast<double>(i + 1) * std::sqrt(3.0 * n / 16.0)).epsilon(0.02));
    }
    CHECK(rows.centre(2) == 0.0);
    CHECK(rows.norm(2) == 0.0);
}

TEST_CASE("Untrained networks respond with the hand-made bounds and steps", "[companion]")
{
    auto learned = FourierParameters<float>::initial({0, 2}, 4, 3, 5, 1);
    Model model;
    model.sampleRate = 16000.0;
    model.iterations = 5;
    model.steps = {1.0, 1.0, 1.0};
    const auto respond = [&]
    {
        model.fourier = std::make_shared<const FourierModel>(FourierModel{learned, 512});
        return BoundResponse(model).curve(1, 1000.0, Neighbourhood::noise, {0.0, 20.0});
    };
    const auto initial = respond();
    REQUIRE(initial.size() == 2);
    for (const auto& point : initial)
        CHECK(point.bound == Approx(point.handMade).epsilon(1e-5));
    // The mean of sqrt(p) is near 1 at 0 dB and near 10 at 20 dB.
    CHECK(initial[0].bound == Approx(0.51).margin(0.03));
    CHECK(initial[1].bound == Approx(0.092).margin(0.01));

    learned.updates[1].outputBias.setConstant(std::log(3.0f));
    const auto raised = respond();
    CHECK(raised[0].bound == Approx(3.0 * initial[0].bound).epsilon(1e-5));

    // A tone has the requested level at its row, and the adjacent rows lie in the main lobe of the window.
    const auto tone = BoundResponse(model).curve(0, 1000.0, Neighbourhood::tone, {40.0});
    CHECK(tone[0].level == 40.0);
    CHECK(tone[0].handMade > 0.009);
    CHECK(tone[0].handMade < 0.02);

    // tau = 0.2 at a mean p of 25, of which the quantisation noise is 1, and proportional to p^(-1/4) elsewhere.
    const auto steps = stepsAtLevel(model, 10.0 * std::log10(24.0));
    REQUIRE(steps.size() == 5);
    CHECK(steps[0].tau == Approx(0.2).epsilon(0.15));
    CHECK(steps[0].sigmaTau == Approx(1.0 / (1.0 + std::exp(-3.0))).epsilon(1e-5));
    CHECK(stepsAtLevel(model, 40.0)[0].tau < 0.5 * steps[0].tau);
}

TEST_CASE("Every shipped Fourier model weights loud tones less than its quiet surroundings", "[companion]")
{
    for (const auto& shipped : shippedModels())
    {
        const auto model = parseModel(shipped.bytes);
        if (!model.fourier)
            continue;
        CAPTURE(model.name);
        const auto points = BoundResponse(model).curve(0, 500.0, Neighbourhood::tone, {0.0, 40.0});
        CHECK(points[1].bound < points[0].bound);
    }
}
