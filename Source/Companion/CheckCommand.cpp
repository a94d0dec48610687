#include "Companion/Check/CheckReport.h"
#include "Companion/Commands.h"
#include "Companion/Interruption.h"
#include "Companion/Progress.h"
#include "Companion/SolverOptions.h"
#include "Companion/TrainingFolder.h"
#include "Files/JsonOutput.h"
#include "Files/PathOptions.h"
#include "Files/Utf8Path.h"
#include "Signal/Quantiser.h"
#include "Theory/AdaptiveChecks.h"
#include "Theory/SyntheticVoice.h"
#include "Training/FrameErrors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace dequantizer
{

namespace
{
struct CheckOptions
{
    SolverSettings solver;
    std::optional<int> bits;
    std::filesystem::path data, figures;
    std::string json;
    bool quick = false;
};

constexpr double defaultRate = 16000.0;
constexpr int defaultBits = 4;

// The model with the step sizes for the delta of the checks.
Model modelToCheck(const CheckOptions& options)
{
    double delta = deltaForBits(options.bits.value_or(defaultBits));
    const auto training = options.solver.trainedFor();
    if (training && !options.bits)
        delta = training->referenceDelta;
    const ModelRequest request{.sampleRate = training ? training->sampleRate : defaultRate,
                               .quantisation = {.delta = delta},
                               .material = Material::speech};
    auto solver = options.solver;
    auto model = solver.modelFor(request).model;
    if (model.hasLearnedBounds() && !solver.modelFile && !solver.material)
    {
        // No model with constant bounds is shipped for this depth.
        solver.cosine = true;
        model = solver.modelFor(request).model;
    }
    if (model.denseBounds)
        throw std::runtime_error("check does not cover dense models with learned bounds, such as \"" + model.name +
                                 "\"");
    if (!model.fourier)
        model.steps = model.stepsFor(delta);
    model.referenceDelta = delta;
    return model;
}

// Also of a folder that is given as "T/" or ".".
std::string folderName(const std::filesystem::path& folder)
{
    return utf8FromPath(std::filesystem::absolute(folder / "").lexically_normal().parent_path().filename());
}

// Clean frames for the checks.
Matrix<float> framesFor(const CheckOptions& options, const Model& model, int count)
{
    if (options.data.empty())
    {
        constexpr unsigned seed = 1;
        return syntheticVoice(model.frameLength(), model.sampleRate, count, seed);
    }
    double rate = model.sampleRate;
    auto frames = framesOf(readTrainingFolder(options.data, rate), model.frameLength());
    if (frames.cols() == 0)
        throw std::runtime_error(utf8FromPath(options.data) + ": no file in this folder is as long as a frame");
    return frames;
}

void check(const CheckOptions& options)
{
    checkJsonTarget(options.json);
    const auto model = modelToCheck(options);
    const auto scope = options.quick ? CheckScope::quick() : CheckScope();
    const auto voice = framesFor(options, model, std::max(scope.frames, scope.inferenceFrames));

    // Approximate shares of the time; short checks are omitted.
    struct Stage
    {
        std::string_view name;
        double begin, end;
    };
    constexpr std::array stages{Stage{"optimum", 0.02, 0.45},   Stage{"frozen recursion", 0.45, 0.7},
                                Stage{"truncation", 0.7, 0.82}, Stage{"implicit", 0.82, 0.86},
                                Stage{"cost", 0.86, 0.9},       Stage{"inference", 0.9, 1.0}};
    const Interruption interruption;
    TheoryReport report;
    {
        Progress bar("check", 1.0);
        const auto progress = [&](const char* what, double part)
        {
            if (Interruption::requested())
                throw std::runtime_error("stopped");
            for (const auto& stage : stages)
                if (stage.name == what)
                    bar.update(stage.begin + part * (stage.end - stage.begin), what);
        };
        report = model.fourier ? checkAdaptiveTheory(model, model.referenceDelta, voice, scope,
                                                     AdaptiveGradients::shipped(), progress)
                               : checkTheory(model, voice, scope, Gradients::shipped(), progress);
    }

    const auto subject = (model.name.empty() ? "unnamed model" : model.name) + ", " +
                         std::to_string(static_cast<int>(std::lround(bitsForDelta(model.referenceDelta)))) + " bit, " +
                         (options.data.empty() ? std::string("synthetic voice") : folderName(options.data));
    if (options.json != standardOutput)
        printCheckReport(std::cout, subject, report);
    writeJson(checkReportJson(subject, report), options.json);
    if (!options.figures.empty())
        drawCheckFigures(options.figures, subject, report);
    if (!report.passed())
        throw std::runtime_error("a claim that must always hold has failed");
}
} // namespace

void addCheckCommand(CLI::App& app)
{
    auto options = std::make_shared<CheckOptions>();
    auto* const command =
        app.add_subcommand("check", "Check the gradients and the theory of truncated back-propagation on a model");
    addSolverOptions(*command, options->solver);
    command->add_option("--bits", options->bits, "bits per sample of the quantiser; default: those of the model, or 4")
        ->check(CLI::Range(1, 16));
    command->add_option("--data", options->data, "folder of clean sound files; a synthetic voice if not given");
    command->add_option("--json", options->json, "write the figures to this JSON file; - is standard output");
    command->add_option("--figures", options->figures, "draw the figures in this folder");
    command->add_flag("--quick", options->quick, "fewer frames and smaller L: seconds instead of minutes");
    command->callback([options] { check(*options); });
}

} // namespace dequantizer
