#include "Companion/Bench/CallbackBench.h"
#include "Companion/Bench/FourierBench.h"
#include "Companion/Bench/SolverBench.h"
#include "Companion/Bench/TrainingBench.h"
#include "Companion/Commands.h"
#include "Files/JsonOutput.h"
#include "Files/PathOptions.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace dequantizer
{

namespace
{
using Json = nlohmann::ordered_json;

struct BenchOptions
{
    bool quick = false;
    std::string only; // one part; all if empty
    std::string jsonTarget;
};

constexpr double microseconds = 1e6;

void printSolverHead()
{
    std::puts(
        "One iteration, k = n, in microseconds for all frames together. Float and fixed: the frame solver. Products: "
        "its\n"
        "two matrix products separately, by the training kernels. Eigen: the same by Eigen. Read: reading K "
        "once, as floats and as 16-bit integers. Flops:\n"
        "the multiplications and additions at the measured peak rate. Bound: the larger of read and flops in float.\n\n"
        "set         n frames   float   fixed products   eigen  prod./float  prod./fixed   read  read16   flops  "
        "float/bound");
}

void printTime(const std::optional<double>& seconds)
{
    if (seconds)
        std::printf(" %7.2f", *seconds * microseconds);
    else
        std::printf(" %7s", "-");
}

void printRatio(const std::optional<double>& numerator, const std::optional<double>& denominator)
{
    if (numerator && denominator)
        std::printf("  %11.2f", *numerator / *denominator);
    else
        std::printf("  %11s", "-");
}

void print(const SolverFigure& figure)
{
    std::printf("%-8s %4d %6d", figure.instructionSet.c_str(), figure.n, figure.frames);
    printTime(figure.floating);
    printTime(figure.fixed);
    std::printf("  %7.2f", figure.products * microseconds);
    printTime(figure.eigen);
    printRatio(figure.products, figure.floating);
    printRatio(figure.products, figure.fixed);
    std::printf(" %6.2f  %6.2f %7.2f", figure.read * microseconds, figure.readFixed * microseconds,
                figure.arithmetic * microseconds);
    printRatio(figure.floating, std::max(figure.read, figure.arithmetic));
    std::puts("");
    std::fflush(stdout);
}

Json toJson(const std::optional<double>& seconds)
{
    return seconds ? Json(*seconds) : Json(nullptr);
}

Json toJson(const SolverFigure& figure)
{
    return {{"instruction_set", figure.instructionSet},
            {"n", figure.n},
            {"frames", figure.frames},
            {"float_seconds", figure.floating},
            {"fixed_seconds", toJson(figure.fixed)},
            {"products_seconds", figure.products},
            {"eigen_seconds", toJson(figure.eigen)},
            {"read_seconds", figure.read},
            {"read_16_bit_seconds", figure.readFixed},
            {"arithmetic_seconds", figure.arithmetic}};
}

void printFourierHead()
{
    std::puts(
        "\nOne frame of the windowed Fourier operator, L = 10, three updates of the bounds, in microseconds. Real:\n"
        "its 20 real transforms only, by FFTW. Complex: the complex transforms of half the length that the solver\n"
        "uses instead. The times are the shortest, the ratios the medians of runs that followed each other. Load: "
        "share\n"
        "of one core, for one channel at 48 kHz and a hop of n / 4.\n\n"
        "set         n   solver     real  complex  solver/real  solver/complex    load");
}

void print(const FourierFigure& figure)
{
    constexpr double sampleRate = 48000.0, hopsPerFrame = 4.0;
    std::printf("%-8s %4d  %7.2f  %7.2f  %7.2f  %11.2f  %14.2f  %6.4f\n", figure.instructionSet.c_str(), figure.n,
                figure.solver * microseconds, figure.realTransforms * microseconds,
                figure.complexTransforms * microseconds, figure.perReal, figure.perComplex,
                figure.solver * sampleRate * hopsPerFrame / figure.n);
    std::fflush(stdout);
}

Json toJson(const FourierFigure& figure)
{
    return {{"instruction_set", figure.instructionSet},
            {"n", figure.n},
            {"iterations", figure.iterations},
            {"solver_seconds", figure.solver},
            {"real_transforms_seconds", figure.realTransforms},
            {"complex_transforms_seconds", figure.complexTransforms},
            {"solver_per_real_transforms", figure.perReal},
            {"solver_per_complex_transforms", figure.perComplex}};
}

void printCallbackHead()
{
    std::puts(
        "\nCallbacks of the streaming engine, in per cent of their deadline (block / rate); their mean is the share "
        "of\n"
        "one core. Worst measured includes the effects of other load on the machine; the other columns exclude "
        "them.\n\n"
        "model             rate  channels  block  sliced    mean     p50     p99   worst  p99/mean  worst measured");
}

void print(const CallbackFigure& figure)
{
    constexpr double percent = 100.0;
    std::printf("%-16s %5.0f  %8d  %5d  %6s  %6.2f  %6.2f  %6.2f  %6.2f  %8.2f  %14.2f\n", figure.model.c_str(),
                figure.sampleRate, figure.channels, figure.block, figure.sliced ? "yes" : "no", figure.mean * percent,
                figure.median * percent, figure.percentile99 * percent, figure.worst * percent,
                figure.percentile99 / figure.mean, figure.worstMeasured * percent);
    std::fflush(stdout);
}

Json toJson(const CallbackFigure& figure)
{
    return {{"model", figure.model},          {"sample_rate", figure.sampleRate},
            {"channels", figure.channels},    {"block", figure.block},
            {"sliced", figure.sliced},        {"mean", figure.mean},
            {"percentile_50", figure.median}, {"percentile_99", figure.percentile99},
            {"worst", figure.worst},          {"worst_measured", figure.worstMeasured}};
}

void print(const TrainingFigures& figures)
{
    std::printf("\nTraining, %s, one thread, K 320 x 320, 32 frames, L = %d, b = %d\n\n"
                "matrix product               %8.1f Gflop/s\n"
                "forward                      %8.1f ms\n"
                "forward + full backward      %8.1f ms, %.1f %% of the matrix product's speed, %.1f forward passes\n"
                "forward + truncated backward %8.1f ms, %.1f iterations\n",
                figures.instructionSet.c_str(), figures.iterations, figures.backwardSteps, figures.productGigaflops,
                figures.forwardMilliseconds, figures.fullMilliseconds, 100.0 * figures.fullShare,
                figures.fullPerForward, figures.truncatedMilliseconds, figures.truncatedPerIteration);
}

Json toJson(const TrainingFigures& figures)
{
    return {
        {"instruction_set", figures.instructionSet},     {"iterations", figures.iterations},
        {"backward_steps", figures.backwardSteps},       {"product_gflops", figures.productGigaflops},
        {"forward_ms", figures.forwardMilliseconds},     {"full_ms", figures.fullMilliseconds},
        {"truncated_ms", figures.truncatedMilliseconds}, {"full_share_of_product", figures.fullShare},
        {"full_per_forward", figures.fullPerForward},    {"truncated_per_iteration", figures.truncatedPerIteration}};
}

void bench(const BenchOptions& options)
{
    checkJsonTarget(options.jsonTarget);
    const bool readable = options.jsonTarget != standardOutput;
    const auto show = [readable](const auto& figure)
    {
        if (readable)
            print(figure);
    };

    const auto wanted = [&](const char* part) { return options.only.empty() || options.only == part; };
    Json figures = {{"solver", Json::array()}, {"fourier", Json::array()}, {"callbacks", Json::array()}};
    if (wanted("solver"))
    {
        if (readable)
            printSolverHead();
        for (const auto& figure : measureSolver(options.quick, show))
            figures["solver"].push_back(toJson(figure));
    }
    if (wanted("fourier"))
    {
        if (readable)
            printFourierHead();
        for (const auto& figure : measureFourier(options.quick, show))
            figures["fourier"].push_back(toJson(figure));
    }
    if (wanted("callbacks"))
    {
        if (readable)
            printCallbackHead();
        for (const auto& figure : measureCallbacks(options.quick, show))
            figures["callbacks"].push_back(toJson(figure));
    }
    if (wanted("training"))
    {
        const auto training = measureTraining();
        show(training);
        figures["training"] = toJson(training);
    }
    writeJson(figures, options.jsonTarget);
}
} // namespace

void addBenchCommand(CLI::App& app)
{
    auto options = std::make_shared<BenchOptions>();
    auto* const command = app.add_subcommand("bench", "Measure the speed of the solver and the engine on this machine");
    command->add_flag("--quick", options->quick, "fewer repetitions: takes seconds, but is less accurate");
    command->add_option("--only", options->only, "measure one part only")
        ->check(CLI::IsMember({"solver", "fourier", "callbacks", "training"}));
    command->add_option("--json", options->jsonTarget, "write the figures to this JSON file; - is standard output");
    command->callback([options] { bench(*options); });
}

} // namespace dequantizer
