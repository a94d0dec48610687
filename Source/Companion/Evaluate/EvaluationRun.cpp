#include "Companion/Evaluate/EvaluationRun.h"

#include "AudioFile/ReadSoundFile.h"
#include "AudioFile/SoundFileError.h"
#include "Companion/Evaluate/ModelCache.h"
#include "Companion/Progress.h"
#include "Files/Utf8Path.h"
#include "Training/ParallelFor.h"

#include <algorithm>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>

namespace dequantizer
{

namespace
{
constexpr double leastSampleRate = 1000.0; // of AuditoryMeasures, Hz

// The result for one file.
struct FileOutcome
{
    std::vector<std::optional<FileFigures>> depths; // in the order of the options
    std::vector<std::string> messages;              // for the user
    bool done = false;
};

bool isLossyReference(const EvaluationInput& input, int bits)
{
    return input.lossy && bits > mostBitsOfLossySound;
}

// The reason why a sound cannot be evaluated; empty if it can.
std::string whyUnusable(const Sound& sound, const Model& model, bool wholeFrames)
{
    const auto compared = comparedLength(sound, model, wholeFrames);
    if (wholeFrames && compared == 0)
        return "it is shorter than a frame";
    const auto isSilent = [&](const std::vector<float>& channel)
    { return peak(std::span(channel).first(compared)) == 0.0f; };
    if (std::all_of(sound.channels.begin(), sound.channels.end(), isSilent))
        return compared < sound.length() ? "its whole frames are silent" : "it is silent";
    return {};
}

class EvaluationRun
{
public:
    EvaluationRun(const std::vector<EvaluationInput>& toEvaluate, const EvaluateOptions& evaluateOptions)
        : inputs(toEvaluate), options(evaluateOptions), models(options), outcomes(inputs.size()),
          progress("evaluate", static_cast<double>(inputs.size()))
    {
        for (const auto& name : options.baselines)
            baselines.push_back(makeBaseline(name, options.gabor));
    }

    std::vector<FileOutcome> run()
    {
        parallelFor(std::min(options.jobs, static_cast<int>(inputs.size())), [this](int) { work(); });
        if (failure)
            std::rethrow_exception(failure);
        return std::move(outcomes);
    }

private:
    void work() noexcept
    {
        for (auto index = take(); index < inputs.size(); index = take())
        {
            try
            {
                auto outcome = evaluateFile(inputs[index]);
                finish(index, std::move(outcome));
            }
            catch (...)
            {
                const std::scoped_lock lock(mutex);
                // Report the failure of the first file, so that the error does not depend on the number of jobs. Files
                // are started in order, so all earlier ones are evaluated completely.
                if (!failure || index < failedAt)
                {
                    failure = std::current_exception();
                    failedAt = index;
                }
            }
        }
    }

    std::size_t take()
    {
        const std::scoped_lock lock(mutex);
        return failure ? inputs.size() : next++;
    }

    FileOutcome evaluateFile(const EvaluationInput& input)
    {
        FileOutcome outcome;
        outcome.depths.resize(options.bits.size());
        const auto isUseless = [&](int bits) { return isLossyReference(input, bits); };
        if (std::all_of(options.bits.begin(), options.bits.end(), isUseless))
            return outcome;
        try
        {
            auto sound = readSoundFile(input.path);
            if (options.maxSeconds)
                shorten(sound, *options.maxSeconds);
            evaluateDepths(input, sound, outcome);
        }
        catch (const SoundFileError& error)
        {
            outcome.messages.push_back(std::string("left out: ") + error.what());
        }
        return outcome;
    }

    void evaluateDepths(const EvaluationInput& input, Sound& sound, FileOutcome& outcome)
    {
        if (sound.sampleRate < leastSampleRate)
        {
            outcome.messages.push_back(utf8FromPath(input.path) + " is left out: its sample rate is below 1000 Hz");
            return;
        }
        const auto& auditory = auditoryMeasuresAt(sound.sampleRate);
        for (std::size_t d = 0; d < options.bits.size(); ++d)
        {
            const int bits = options.bits[d];
            if (isLossyReference(input, bits))
                continue;
            const auto& chosen = models.at(sound.sampleRate, bits);
            if (chosen.choice.isFallback())
                outcome.messages.push_back(chosen.reason);
            if (!options.algorithm && !chosen.model.scheme.isChambollePock())
                outcome.messages.push_back("restoring with the algorithm of the model, " +
                                           std::string(chosen.model.scheme.name()));
            if (const auto why = whyUnusable(sound, chosen.model, options.wholeFrames); !why.empty())
            {
                outcome.messages.push_back(utf8FromPath(input.path) + " is left out: " + why);
                continue;
            }
            normalisePeak(sound);
            outcome.depths[d] =
                evaluateSound(sound, chosen.model, options.arithmetic, baselines, auditory, bits, options.wholeFrames);
            outcome.depths[d]->file = input.name;
            outcome.depths[d]->material = input.material;
            outcome.depths[d]->group = input.group;
        }
    }

    const AuditoryMeasures& auditoryMeasuresAt(double sampleRate)
    {
        const std::scoped_lock lock(mutex);
        auto& measure = measures[sampleRate];
        if (!measure)
            measure = std::make_unique<AuditoryMeasures>(sampleRate);
        return *measure;
    }

    void finish(std::size_t index, FileOutcome outcome)
    {
        const std::scoped_lock lock(mutex);
        outcomes[index] = std::move(outcome);
        outcomes[index].done = true;
        for (; reported < outcomes.size() && outcomes[reported].done; ++reported)
            for (const auto& message : outcomes[reported].messages)
                if (said.insert(message).second)
                    std::cerr << "dequantizer: " << message << '\n';
        progress.update(static_cast<double>(++finished));
    }

    const std::vector<EvaluationInput>& inputs;
    const EvaluateOptions& options;
    std::vector<Baseline> baselines;
    ModelCache models;

    std::mutex mutex; // protects the members below
    std::map<double, std::unique_ptr<const AuditoryMeasures>> measures;
    std::vector<FileOutcome> outcomes;
    std::set<std::string> said; // messages, since one may apply to many files or to several depths of one
    Progress progress;
    std::size_t next = 0, reported = 0, finished = 0;
    std::exception_ptr failure;
    std::size_t failedAt = 0;
};
} // namespace

std::vector<DepthFigures> evaluateFiles(const std::vector<EvaluationInput>& inputs, const EvaluateOptions& options)
{
    auto outcomes = EvaluationRun(inputs, options).run();
    std::vector<DepthFigures> depths;
    for (std::size_t d = 0; d < options.bits.size(); ++d)
    {
        DepthFigures depth;
        depth.bits = options.bits[d];
        for (std::size_t i = 0; i < inputs.size(); ++i)
        {
            depth.lossyLeftOut += isLossyReference(inputs[i], depth.bits) ? 1 : 0;
            if (auto& figures = outcomes[i].depths[d])
                depth.files.push_back(std::move(*figures));
        }
        if (depth.lossyLeftOut > 0)
            std::cerr << "dequantizer: " << depth.lossyLeftOut << " of " << inputs.size() << " files are left out at "
                      << depth.bits << " bit: they went through a lossy codec\n";
        if (!depth.files.empty())
            depths.push_back(std::move(depth));
    }
    if (depths.empty())
        throw SoundFileError((options.manifests.empty()
                                  ? utf8FromPath(options.data) + ": no file in this folder"
                                  : utf8FromPath(options.manifests.front()) + ": no file of this corpus") +
                             " can be evaluated");
    return depths;
}

} // namespace dequantizer
