#include "Companion/Evaluate/EvaluateOptions.h"

#include "Companion/ArithmeticOption.h"
#include "Companion/Baselines/Baseline.h"
#include "Companion/NumberRange.h"
#include "Companion/SolverOptions.h"
#include "Files/PathOptions.h"

#include <locale>
#include <set>
#include <sstream>

namespace dequantizer
{

namespace
{
constexpr int mostJobs = 256;
constexpr int mostGaborIterations = 100000;

std::string shortText(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    return text.str();
}

template <typename Value>
void requireDifferent(const std::vector<Value>& values, const std::string& option)
{
    if (std::set<Value>(values.begin(), values.end()).size() != values.size())
        throw CLI::ValidationError(option, "a value is given twice");
}
} // namespace

void EvaluateOptions::addTo(CLI::App& command)
{
    auto* const dataOption = command.add_option("--data", data, "folder of clean sound files");
    auto* const manifestOption =
        command
            .add_option("--manifest", manifests,
                        "manifest.jsonl of a corpus (Scripts/corpus.sh), instead of --data; may be repeated")
            ->allow_extra_args(false)
            ->excludes(dataOption);
    command.add_option("--part,--set", part, "part of the corpora")
        ->check(CLI::IsMember({"train", "dev", "test"}))
        ->capture_default_str()
        ->needs(manifestOption);
    command.add_option("--bits", bits, "bits per sample to quantise to; separate several depths by commas")
        ->required()
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::Range(1, 24));
    command.add_option("--max-seconds", maxSeconds, "evaluate only this many seconds from the beginning of each file")
        ->check(numberWithin(0.001, 1e6));
    command
        .add_option("--baseline", baselines,
                    "also evaluate a textbook method: gabor (l1 minimisation in a Gabor frame) or wiener; may be "
                    "repeated")
        ->allow_extra_args(false)
        ->check(CLI::IsMember(baselineNames()));
    command.add_option("--gabor-iterations", gabor.iterations, "iterations of --baseline gabor")
        ->check(CLI::Range(0, mostGaborIterations))
        ->capture_default_str();
    command.add_flag("--gabor-oracle", gabor.oracle,
                     "stop --baseline gabor at the iteration that is closest to the clean sound");
    command
        .add_option("--jobs", jobs,
                    "files to evaluate at once; affects only the real-time factor, so use 1 to measure it")
        ->check(CLI::Range(1, mostJobs))
        ->capture_default_str();
    command.add_flag("--whole-frames", wholeFrames, "leave out the last, incomplete frame, as the papers do");
    command.add_flag("--per-file", perFile, "also print a row for each file");
    command
        .add_flag("--per-group", perGroup, "also print a row for each speaker, piece, kit or instrument of the corpora")
        ->needs(manifestOption);
    command.add_option("--csv", csvFile, "write a row for each file and depth to this CSV file");
    command.add_option("--json", jsonTarget, "write the figures to this JSON file; - is standard output");
    solver.accepted = AcceptedModels::anyAlgorithm;
    addSolverOptions(command, solver);
    command
        .add_option_function<std::string>(
            "--algorithm", [this](const std::string& name) { algorithm = algorithmNamed(name); },
            "the algorithm, with --dct or a dense model with constant bounds: chambolle-pock, over-relaxed, inertial, "
            "admm or restarted; that of the model if not given")
        ->check(CLI::IsMember(std::vector<std::string>(algorithmNames.begin(), algorithmNames.end())));
    command
        .add_option("--relaxation", relaxation,
                    "rho of --algorithm over-relaxed; " + shortText(defaultRelaxation) + " if not given")
        ->check(numberWithin(0.001, 1.999));
    command
        .add_option("--inertia", inertia,
                    "alpha of --algorithm inertial; " + shortText(defaultInertia) + " if not given")
        ->check(numberWithin(0.0, 0.999));
    addArithmeticOption(command, arithmetic);
}

void EvaluateOptions::check() const
{
    if (data.empty() && manifests.empty())
        throw CLI::RequiredError("--data or --manifest");
    if (relaxation && algorithm != SolverAlgorithm::overRelaxed)
        throw CLI::ValidationError("--relaxation", "requires --algorithm over-relaxed");
    if (inertia && algorithm != SolverAlgorithm::inertial)
        throw CLI::ValidationError("--inertia", "requires --algorithm inertial");
    requireDifferent(bits, "--bits");
    requireDifferent(baselines, "--baseline");
}

} // namespace dequantizer
