#include "Companion/Restore/FileRestoration.h"

#include "AudioFile/SoundWriter.h"
#include "Companion/Restore/ChannelBlock.h"
#include "Companion/Restore/MeanSpectrum.h"
#include "Files/StandardStreams.h"
#include "Files/TemporaryFile.h"
#include "Realtime/AnyRateEngine.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace dequantizer
{

namespace
{
// The approximate share of the time that the first reading takes.
constexpr double surveyPart = 0.05;

constexpr auto defaultStandardFormat = "x.wav";

const WritableFormat& formatOf(const RestoreOptions& options, const RestoreJob& job)
{
    if (job.output != standardStream)
        return writableFormatOf(job.output);
    return writableFormatOf(options.format.empty() ? defaultStandardFormat : "x." + options.format);
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

class FileRestoration
{
public:
    FileRestoration(const RestoreOptions& restoreOptions, const RestoreJob& restoreJob, const PartProgress& report)
        : options(restoreOptions), job(restoreJob), progress(report), format(formatOf(options, job))
    {
        if (job.output == standardStream)
            std::ignore = writableDepth(format, options.bitsPerSample, job.output);
        else
            checkOutputFile();
        if (job.input == standardStream)
            copyStandardInputTo(temporaryInput.path());
    }

    RestoredFile run(bool withSpectra)
    {
        RestoredFile result;
        result.sound = survey();
        if (result.sound.beyondFullScale > 0)
            result.warnings.push_back(job.input + ": " + std::to_string(result.sound.beyondFullScale) +
                                      " samples are beyond full scale and are limited to it");
        const auto choice = chooseRestoration(options, result.sound, job.input);
        if (choice.model.choice.reason == ChoiceReason::otherRate)
            result.warnings.push_back(choice.model.reason + "; --at model restores at the model's rate");
        result.quantisation = options.quantiser.describe(choice.quantiser);
        result.bits = bitsForDelta(choice.quantiser.delta());
        result.model = choice.model.model.name;

        constexpr int leastLatency = 0;
        AnyRateEngine engine(choice.model.model, result.sound.properties.sampleRate, result.sound.channels,
                             choice.model.model.hop, leastLatency, options.arithmetic);
        engine.setQuantiser(choice.quantiser);
        result.description = describe(choice, engine.isConverting());
        if (!options.dryRun)
            write(engine, result, withSpectra);
        return result;
    }

private:
    void checkOutputFile() const
    {
        if (options.dryRun)
            std::ignore = writableDepth(format, options.bitsPerSample, job.output);
        else
            checkSoundFileTarget(job.output, options.bitsPerSample);
        requireOther(job.output, job.input);
    }

    [[nodiscard]] std::filesystem::path inputFile() const
    {
        return job.input == standardStream ? temporaryInput.path() : std::filesystem::path(job.input);
    }

    [[nodiscard]] SoundSurvey survey() const
    {
        SoundReader reader(inputFile());
        const auto length = static_cast<double>(reader.length().value_or(0));
        return surveySound(reader,
                           [&](std::uint64_t done)
                           {
                               const double part = static_cast<double>(done) / length;
                               progress(length > 0.0 ? surveyPart * part : 0.0);
                           });
    }

    [[nodiscard]] std::string describe(const RestorationChoice& choice, bool isConverting) const
    {
        const auto& model = choice.model.model;
        std::ostringstream text;
        text << (options.dryRun ? "would be restored from " : "restored from ")
             << options.quantiser.describe(choice.quantiser) << " with the model \"" << model.name << "\", "
             << model.iterations << " iterations, a frame of " << model.frameLength() << " samples every " << model.hop;
        if (isConverting)
            text << " at " << model.sampleRate << " Hz";
        if (!choice.model.reason.empty() && !choice.model.choice.isFallback())
            text << " (" << choice.model.reason << ')';
        return text.str();
    }

    void write(AnyRateEngine& engine, RestoredFile& result, bool withSpectra)
    {
        const bool toStream = job.output == standardStream;
        SoundWriter writer(toStream ? temporaryOutput.path() : std::filesystem::path(job.output), format,
                           options.bitsPerSample,
                           {result.sound.channels, result.sound.properties.sampleRate, result.sound.length});
        process(engine, writer, result, withSpectra);
        writer.finish();
        if (toStream)
            copyToStandardOutput(temporaryOutput.path());
    }

    void process(AnyRateEngine& engine, SoundWriter& writer, RestoredFile& result, bool withSpectra)
    {
        const int channels = result.sound.channels;
        const double rate = result.sound.properties.sampleRate;
        SoundReader reader(inputFile());
        ChannelBlock block(channels), delayed(channels);
        Difference difference;
        MeanSpectrum before(channels, rate), after(channels, rate);
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
                throw std::runtime_error(job.input + ": the file changed while it was read");
            engine.process(block.data(), {.restored = block.data(), .delayed = delayed.data()},
                           static_cast<int>(count));
            const auto skipped = std::min(leading, count);
            leading -= skipped;
            const auto written = std::min<std::uint64_t>(count - skipped, result.sound.length - done);
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
    const RestoreJob& job;
    const PartProgress& progress;
    const WritableFormat& format;
    const TemporaryFile temporaryInput, temporaryOutput;
};
} // namespace

RestoredFile restoreFile(const RestoreOptions& options, const RestoreJob& job, bool withSpectra,
                         const PartProgress& progress)
{
    return FileRestoration(options, job, progress).run(withSpectra);
}

} // namespace dequantizer
