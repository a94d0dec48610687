#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "Companion/Commands.h"
#include "Companion/Evaluation.h"
#include "Companion/Progress.h"
#include "Companion/SolverOptions.h"
#include "Companion/SoundFolder.h"
#include "Files/AtomicFile.h"
#include "Files/JsonOutput.h"
#include "Signal/Quantiser.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>

namespace dequantizer
{

namespace
{
struct EvaluateOptions
{
    std::filesystem::path data;
    int bits = 0;
    bool wholeFrames = false;
    bool perFile = false;
    std::string csvFile, jsonTarget;
    SolverOptions solver;
};

struct Summary
{
    double mseInput, mse, snrInputDb, snrDb, segmentalSnrInputDb, segmentalSnrDb, realTimeFactor;
};

double meanOf(const std::vector<FileFigures>& files, double FileFigures::*figure)
{
    double sum = 0.0;
    for (const auto& file : files)
        sum += file.*figure;
    return sum / static_cast<double>(files.size());
}

// The error is averaged over all samples, the ratios over the files.
Summary summarise(const std::vector<FileFigures>& files)
{
    const double samples = meanOf(files, &FileFigures::samples);
    return {meanOf(files, &FileFigures::squaredErrorInput) / samples,
            meanOf(files, &FileFigures::squaredError) / samples,
            meanOf(files, &FileFigures::snrInputDb),
            meanOf(files, &FileFigures::snrDb),
            meanOf(files, &FileFigures::segmentalSnrInputDb),
            meanOf(files, &FileFigures::segmentalSnrDb),
            meanOf(files, &FileFigures::processingSeconds) / meanOf(files, &FileFigures::seconds)};
}

// Why a file cannot be measured; empty where it can.
std::string whyUnusable(const Sound& sound, const Model& model, bool wholeFrames, double expectedRate)
{
    if (sound.sampleRate != expectedRate)
        return "its sample rate is not that of the others";
    bool silent = true;
    for (const auto& channel : sound.channels)
        silent = silent && peak(channel) == 0.0f;
    if (silent)
        return "it is silent";
    if (wholeFrames && sound.length() < static_cast<std::size_t>(model.frameLength()))
        return "it is shorter than a frame";
    return {};
}

std::vector<FileFigures> evaluateFolder(const EvaluateOptions& options)
{
    const double delta = deltaForBits(options.bits);
    const auto paths = soundFilesIn(options.data);
    std::vector<FileFigures> all;
    std::optional<ChosenModel> chosen;
    double rate = 0.0;
    Progress progress("evaluate", static_cast<double>(paths.size()));
    for (const auto& path : paths)
    {
        try
        {
            auto sound = readSoundFile(path);
            if (!chosen)
            {
                rate = sound.sampleRate;
                chosen = options.solver.modelFor(
                    {.sampleRate = rate, .quantisation = {.delta = delta, .rate = QuantisationRate::own}});
                if (chosen->choice.isFallback())
                    std::cerr << "dequantizer: " << chosen->reason << '\n';
            }
            const auto why = whyUnusable(sound, chosen->model, options.wholeFrames, rate);
            if (why.empty())
            {
                all.push_back(evaluateSound(std::move(sound), chosen->model, options.bits, options.wholeFrames));
                all.back().file = std::filesystem::relative(path, options.data).generic_string();
            }
            else
            {
                std::cerr << "dequantizer: " << path.string() << " is left out: " << why << '\n';
            }
        }
        catch (const SoundFileError& error)
        {
            std::cerr << "dequantizer: left out: " << error.what() << '\n';
        }
        progress.update(static_cast<double>(&path - paths.data() + 1));
    }
    if (all.empty())
        throw SoundFileError(options.data.string() + ": no file in this folder can be evaluated");
    return all;
}

std::string csvText(const std::vector<FileFigures>& files)
{
    std::ostringstream csv;
    csv << "file,samples,mse_input,mse,snr_input_db,snr_db,segsnr_input_db,segsnr_db,real_time_factor\n"
        << std::setprecision(9);
    for (const auto& file : files)
        csv << '"' << file.file << "\"," << file.samples << ',' << file.squaredErrorInput / file.samples << ','
            << file.squaredError / file.samples << ',' << file.snrInputDb << ',' << file.snrDb << ','
            << file.segmentalSnrInputDb << ',' << file.segmentalSnrDb << ',' << file.processingSeconds / file.seconds
            << '\n';
    return csv.str();
}

void printReport(const EvaluateOptions& options, const std::vector<FileFigures>& files, const Summary& summary)
{
    std::cout << std::fixed;
    if (options.perFile)
    {
        std::cout << "SNR in dB, quantised -> restored\n" << std::setprecision(2);
        for (const auto& file : files)
            std::cout << std::setw(8) << file.snrInputDb << " -> " << std::setw(6) << file.snrDb << "  " << file.file
                      << '\n';
        std::cout << '\n';
    }
    std::cout << files.size() << " files at " << options.bits << " bit\n"
              << "                      quantised     restored\n"
              << std::scientific << std::setprecision(4) << "mean squared error   " << std::setw(10) << summary.mseInput
              << "   " << std::setw(10) << summary.mse << '\n'
              << std::fixed << std::setprecision(3) << "SNR, dB              " << std::setw(10) << summary.snrInputDb
              << "   " << std::setw(10) << summary.snrDb << '\n'
              << "segmental SNR, dB    " << std::setw(10) << summary.segmentalSnrInputDb << "   " << std::setw(10)
              << summary.segmentalSnrDb << '\n'
              << std::setprecision(4) << "real-time factor                  " << std::setw(10) << summary.realTimeFactor
              << '\n';
}

void evaluate(const EvaluateOptions& options)
{
    checkJsonTarget(options.jsonTarget);
    if (!options.csvFile.empty())
        checkTarget(options.csvFile);
    const auto files = evaluateFolder(options);
    const auto summary = summarise(files);

    if (!options.csvFile.empty())
        replaceFile(options.csvFile, csvText(files));
    if (options.jsonTarget != standardOutput)
        printReport(options, files, summary);
    writeJson({{"files", files.size()},
               {"bits", options.bits},
               {"mse_input", summary.mseInput},
               {"mse", summary.mse},
               {"snr_input_db", summary.snrInputDb},
               {"snr_db", summary.snrDb},
               {"segsnr_input_db", summary.segmentalSnrInputDb},
               {"segsnr_db", summary.segmentalSnrDb},
               {"real_time_factor", summary.realTimeFactor}},
              options.jsonTarget);
}
} // namespace

void addEvaluateCommand(CLI::App& app)
{
    auto options = std::make_shared<EvaluateOptions>();
    auto* const command =
        app.add_subcommand("evaluate", "Quantise and restore a folder of clean sound files and measure both");
    command->add_option("--data", options->data, "folder of clean sound files")->required();
    command->add_option("--bits", options->bits, "bits per sample to quantise to")
        ->required()
        ->check(CLI::Range(1, 24));
    command->add_flag("--whole-frames", options->wholeFrames, "leave out the last, incomplete frame, as the papers do");
    command->add_flag("--per-file", options->perFile, "also a row a file");
    command->add_option("--csv", options->csvFile, "write a row a file to this CSV file");
    command->add_option("--json", options->jsonTarget, "write the figures to this JSON file; - is standard output");
    options->solver.addTo(*command);
    command->callback([options] { evaluate(*options); });
}

} // namespace dequantizer
