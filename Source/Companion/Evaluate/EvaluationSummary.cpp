#include "Companion/Evaluate/EvaluationSummary.h"

#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace dequantizer
{

namespace
{
using Choice = std::function<const ErrorFigures&(const FileFigures&)>;

MeanErrors meanOf(std::span<const FileFigures> files, const Choice& errors)
{
    MeanErrors mean;
    double samples = 0.0;
    for (const auto& file : files)
    {
        const auto& figures = errors(file);
        samples += file.samples;
        mean.mse += figures.squaredError;
        mean.snrDb += figures.snrDb;
        mean.segmentalSnrDb += figures.segmentalSnrDb;
        mean.nmrDb += figures.nmrDb;
        mean.loudnessDifference += figures.loudnessDifference;
    }
    const auto count = static_cast<double>(files.size());
    mean.mse /= samples;
    mean.snrDb /= count;
    mean.segmentalSnrDb /= count;
    mean.nmrDb /= count;
    mean.loudnessDifference /= count;
    return mean;
}

// If both errors are zero, the gain is 0.
double gainDb(const ErrorFigures& before, const ErrorFigures& after)
{
    return before.squaredError == 0.0 && after.squaredError == 0.0 ? 0.0 : after.snrDb - before.snrDb;
}

MethodSummary summariseMethod(std::span<const FileFigures> files, const Choice& errors)
{
    MethodSummary summary;
    summary.mean = meanOf(files, errors);
    for (const auto& file : files)
    {
        const double gain = gainDb(file.quantised, errors(file));
        if (summary.leastGainFile.empty() || gain < summary.leastGainDb)
        {
            summary.leastGainDb = gain;
            summary.leastGainFile = file.file;
        }
        summary.madeWorse += gain < 0.0 ? 1 : 0;
    }
    return summary;
}
} // namespace

EvaluationSummary summarise(std::span<const FileFigures> files)
{
    EvaluationSummary summary;
    summary.files = static_cast<int>(files.size());
    summary.quantised = meanOf(
        files, [](const FileFigures& file) -> const auto& { return file.quantised; });
    summary.restored = summariseMethod(
        files, [](const FileFigures& file) -> const auto& { return file.restored; });
    for (std::size_t b = 0; b < files.front().baselines.size(); ++b)
        summary.baselines.push_back(summariseMethod(
            files, [b](const FileFigures& file) -> const auto& { return file.baselines[b]; }));
    double processing = 0.0;
    double seconds = 0.0;
    for (const auto& file : files)
    {
        processing += file.processingSeconds;
        seconds += file.seconds;
    }
    summary.realTimeFactor = processing / seconds;
    return summary;
}

namespace
{
using Key = std::pair<std::string, std::string>; // material and group

// One summary for each key of the files that come from a manifest.
template <typename KeyOf>
std::vector<EvaluationSummary> summariseBy(std::span<const FileFigures> files, const KeyOf& keyOf)
{
    std::map<Key, std::vector<FileFigures>> byKey;
    for (const auto& file : files)
        if (!file.material.empty())
            byKey[keyOf(file)].push_back(file);
    std::vector<EvaluationSummary> summaries;
    for (const auto& [key, some] : byKey)
    {
        summaries.push_back(summarise(some));
        std::tie(summaries.back().material, summaries.back().group) = key;
    }
    return summaries;
}
} // namespace

std::vector<EvaluationSummary> summariseMaterials(std::span<const FileFigures> files)
{
    return summariseBy(files, [](const FileFigures& file) { return Key(file.material, {}); });
}

std::vector<EvaluationSummary> summariseGroups(std::span<const FileFigures> files)
{
    return summariseBy(files, [](const FileFigures& file) { return Key(file.material, file.group); });
}

} // namespace dequantizer
