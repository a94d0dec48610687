#include "Companion/Restore/FileRestoration.h"

#include "AudioFile/Module/ModuleSampleFile.h"
#include "AudioFile/SoundWriter.h"
#include "AudioFile/WriteSoundFile.h"
#include "Companion/Restore/ChannelBlock.h"
#include "Companion/Restore/LoopInput.h"
#include "Companion/Restore/LoopRestoration.h"
#include "Companion/Restore/MeanSpectrum.h"
#include "Companion/Restore/SurveySound.h"
#include "Files/StandardStreams.h"
#include "Files/TemporaryFile.h"
#include "Files/Utf8Path.h"
#include "Realtime/PassageEngine.h"
#include "Signal/PassageBoundaries.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace dequantizer
{

namespace
{
// The approximate share of the time that the first reading takes.
constexpr double surveyPart = 0.05;

constexpr auto defaultStandardFormat = "x.wav";

const WritableFormat& formatOf(const RestoreOptions& options, const SoundJob& job)
{
    if (hasModuleExtension(job.input) && !job.moduleSample && !options.raw)
        std::ignore = readModule(job.input); // throws
    if (job.output != standardStream)
        return writableFormatOf(job.output);
    return writableFormatOf(options.format.empty() ? defaultStandardFormat : "x." + options.format);
}

// The frames of all channels are in memory at the same time, at about 180 bytes a sample.
void requireMemoryFor(const Model& model, const SoundSurvey& sound, const std::string& name)
{
    constexpr int mostFrameSamples = 1 << 22;
    if (sound.channels <= mostFrameSamples / model.frameLength())
        return;
    std::ostringstream text;
    text << name << ": " << sound.channels << " channels at " << std::lround(sound.properties.sampleRate)
         << " Hz need too much memory; split the sound into files with fewer channels";
    throw std::runtime_error(text.str());
}

// Measures what was removed.
class Difference
{
public:
    void process(const float* const* before, const float* const* after, int channels, std::size_t samples)
    {
        for (int channel = 0; channel < channels; ++channel)
            for (std::size_t i = 0; i < samples; ++i)
                sum += std::pow(static_cast<double>(before[channel][i]) - static_cast<double>(after[channel][i]), 2.0);
        count += static_cast<double>(channels) * static_cast<double>(samples);
    }

    [[nodiscard]] double powerDb() const { return 10.0 * std::log10(sum / count); }

private:
    double sum = 0.0, count = 0.0;
};

// A part of the output that was restored separately.
struct RestoredLoop
{
    std::uint64_t begin = 0;
    Channels samples; // empty if there is no loop

    // Replaces those of the `count` samples from `first` on, which begin at `position` of the sound.
    void replace(Channels& block, std::size_t first, std::uint64_t position, std::uint64_t count) const
    {
        const auto end = samples.empty() ? begin : begin + samples.front().size();
        const auto from = std::max(begin, position), to = std::min(end, position + count);
        for (std::size_t channel = 0; from < to && channel < block.size(); ++channel)
            std::copy(samples[channel].begin() + static_cast<std::ptrdiff_t>(from - begin),
                      samples[channel].begin() + static_cast<std::ptrdiff_t>(to - begin),
                      block[channel].begin() + static_cast<std::ptrdiff_t>(first + from - position));
    }
};

class FileRestoration
{
public:
    FileRestoration(const RestoreOptions& restoreOptions, const SoundJob& restoreJob, const PartProgress& report)
        : options(restoreOptions), job(restoreJob), progress(report), format(formatOf(options, job)),
          bitsPerSample(options.bitsPerSample.value_or(defaultBitsPerSampleOf(format)))
    {
        std::ignore = writableDepth(format, bitsPerSample, job.output);
        if (job.output != standardStream)
        {
            if (!options.dryRun)
                checkTarget(job.output);
            requireOther(job.output, job.input);
        }
        if (job.input == standardStream)
            copyStandardInputTo(temporaryInput.emplace().path(), [this] { progress(0.0); });
        if (job.moduleSample)
            writeModuleSample(readModule(job.input).at(*job.moduleSample), temporaryInput.emplace().path());
    }

    RestoredFile run(bool withSpectra)
    {
        RestoredFile result;
        result.sound = survey();
        if (restoresPassages(options, result.sound))
            result.sound.passages = exactPassages(result.sound);
        if (result.sound.endsEarly)
            result.warnings.push_back(job.name() +
                                      ": the file ends before its sound does; it is restored as far as it goes");
        if (result.sound.beyondFullScale > 0)
            result.warnings.push_back(job.name() + ": " + std::to_string(result.sound.beyondFullScale) +
                                      " samples are beyond full scale and are limited to it");
        const auto choice = chooseRestoration(options, result.sound, job.name());
        if (choice.model.choice.reason == ChoiceReason::otherRate)
            result.warnings.push_back(choice.model.reason + "; --at model restores at the model's rate");
        if (choice.looksTruncated)
            result.warnings.push_back(job.name() + ": the mean lies half a step below zero; if the samples were "
                                                   "truncated, --quantiser truncate removes the offset");
        result.quantisation = choice.quantisation;
        result.bits = bitsForDelta(choice.quantiser.delta());
        result.model = choice.model.model.name;

        requireMemoryFor(choice.model.model, result.sound, job.name());
        constexpr int leastLatency = 0;
        AnyRateEngine engine(choice.model.model, result.sound.properties.sampleRate, result.sound.channels,
                             choice.model.model.hop, leastLatency, options.arithmetic);
        engine.setQuantiser(choice.quantiser);
        result.description = describe(choice, engine.isConverting());
        if (!options.dryRun)
            write(engine, choice, result, withSpectra);
        return result;
    }

private:
    [[nodiscard]] std::filesystem::path inputFile() const
    {
        return temporaryInput ? temporaryInput->path() : job.input;
    }

    [[nodiscard]] SoundSurvey survey() const
    {
        SoundReader reader(inputFile(), options.raw, options.ifTruncated());
        const auto length = static_cast<double>(reader.length().value_or(0));
        return surveySound(reader, options.givenDelta(),
                           [&](std::uint64_t done)
                           {
                               const double part = static_cast<double>(done) / length;
                               progress(length > 0.0 ? surveyPart * part : 0.0);
                           });
    }

    [[nodiscard]] std::vector<GridPassage> exactPassages(const SoundSurvey& sound) const
    {
        SoundReader reader(inputFile(), options.raw, options.ifTruncated());
        ChannelBlock block(sound.channels);
        PassageBoundaries boundaries(sound.passages, sound.channels);
        while (const auto count = reader.read(block.data(), block.length()))
        {
            boundaries.process(block.data(), count);
            progress(surveyPart);
        }
        return boundaries.passages();
    }

    [[nodiscard]] std::string describe(const RestorationChoice& choice, bool isConverting) const
    {
        const auto& model = choice.model.model;
        std::ostringstream text;
        text << (options.dryRun ? "would be restored from " : "restored from ") << choice.quantisation
             << " with the model \"" << model.name << "\", " << model.iterations << " iterations, a frame of "
             << model.frameLength() << " samples every " << model.hop;
        if (isConverting)
            text << " at " << model.sampleRate << " Hz";
        if (!choice.model.reason.empty() && !choice.model.choice.isFallback())
            text << " (" << choice.model.reason << ')';
        return text.str();
    }

    void write(AnyRateEngine& engine, const RestorationChoice& choice, RestoredFile& result, bool withSpectra)
    {
        std::optional<TemporaryFile> stored; // until it is complete
        if (job.output == standardStream)
            stored.emplace();
        auto extras = SoundReader(inputFile(), options.raw, options.ifTruncated()).extras();
        const auto loop = loopIn(extras, choice, result);
        SoundWriter writer(stored ? stored->path() : job.output, format, bitsPerSample,
                           {result.sound.channels, result.sound.properties.sampleRate, result.sound.length},
                           std::move(extras));
        RestoredLoop restoredLoop;
        if (loop)
            restoredLoop = restore(engine, *loop);
        PassageEngine passages(engine, choice.passages, result.sound.properties.sampleRate);
        process(passages, writer, result, restoredLoop, withSpectra);
        writer.finish();
        if (stored)
            copyToStandardOutput(stored->path());
    }

    [[nodiscard]] std::optional<SoundLoop> loopIn(const SoundExtras& extras, const RestorationChoice& choice,
                                                  RestoredFile& result) const
    {
        if (options.loop == LoopUse::none)
            return std::nullopt;
        const auto loop =
            options.loop == LoopUse::whole ? SoundLoop{0, result.sound.length, LoopDirection::forward} : extras.loop;
        if (loop && loop->begin + loop->length() > result.sound.length) // in the part that is missing
            return std::nullopt;
        if (loop && loop->length() > longestUnrolledLoop / static_cast<std::uint64_t>(result.sound.channels))
        {
            result.warnings.push_back(job.name() + ": the loop is too long to be restored as it is played");
            return std::nullopt;
        }
        if (loop && !choice.passages.empty())
        {
            result.warnings.push_back(job.name() + ": the grid of the samples changes, so the loop is not restored as "
                                                   "it is played");
            return std::nullopt;
        }
        return loop;
    }

    [[nodiscard]] RestoredLoop restore(AnyRateEngine& engine, const SoundLoop& loop) const
    {
        SoundReader reader(inputFile(), options.raw, options.ifTruncated());
        const auto input = readLoopInput(reader, loop);
        return {loop.begin, restoreLoop(engine, input.lead, input.loop, loop.direction)};
    }

    void process(PassageEngine& engine, SoundWriter& writer, RestoredFile& result, const RestoredLoop& loop,
                 bool withSpectra)
    {
        const int channels = result.sound.channels;
        const double rate = result.sound.properties.sampleRate;
        SoundReader reader(inputFile(), options.raw, options.ifTruncated());
        ChannelBlock block(channels), delayed(channels);
        Difference difference;
        MeanSpectrum before(channels, rate), after(channels, rate);
        engine.reset();
        // The first outputs of the engine belong to the time before the sound, and its last samples leave the engine
        // when as many zeros have followed them.
        auto leading = static_cast<std::size_t>(engine.latency()), trailing = leading;
        std::uint64_t done = 0;
        while (done < result.sound.length)
        {
            auto count = reader.read(block.data(), block.length());
            if (count == 0)
            {
                count = std::min(block.length(), trailing);
                trailing -= count;
                for (auto& channel : block.channels())
                    std::fill_n(channel.begin(), count, 0.0f);
            }
            if (count == 0)
                throw std::runtime_error(utf8FromPath(job.input) + ": the file changed while it was read");
            engine.process(block.data(), {.restored = block.data(), .delayed = delayed.data()},
                           static_cast<int>(count));
            const auto skipped = std::min(leading, count);
            leading -= skipped;
            const auto written = std::min<std::uint64_t>(count - skipped, result.sound.length - done);
            loop.replace(block.channels(), skipped, done, written);
            const auto* const restored = block.from(skipped);
            const auto* const input = delayed.from(skipped);
            writer.write(restored, written);
            difference.process(input, restored, channels, written);
            if (withSpectra)
            {
                before.process(input, written);
                after.process(restored, written);
            }
            done += written;
            progress(surveyPart +
                     (1.0 - surveyPart) * static_cast<double>(done) / static_cast<double>(result.sound.length));
        }
        result.removedDb = difference.powerDb();
        if (withSpectra)
            result.spectra = SpectraBeforeAndAfter{before.levels(), after.levels()};
    }

    const RestoreOptions& options;
    const SoundJob& job;
    const PartProgress& progress;
    const WritableFormat& format;
    const int bitsPerSample;
    std::optional<TemporaryFile> temporaryInput; // what is not a sound file itself
};
} // namespace

RestoredFile restoreFile(const RestoreOptions& options, const SoundJob& job, bool withSpectra,
                         const PartProgress& progress)
{
    return FileRestoration(options, job, progress).run(withSpectra);
}

} // namespace dequantizer
