#include "Companion/SoundFile.h"

#include "Model/AtomicFile.h"

#include <juce_audio_formats/juce_audio_formats.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace dequantizer
{

namespace
{
constexpr int blockLength = 1 << 16;

// JUCE's WAV and AIFF readers fill up with silence where a file ends too early. This tells us.
class EndWatchingStream final : public juce::FileInputStream
{
public:
    using juce::FileInputStream::FileInputStream;

    int read(void* destination, int bytes) override
    {
        const int got = juce::FileInputStream::read(destination, bytes);
        endReached = endReached || got < bytes;
        return got;
    }

    bool endReached = false;
};

juce::AudioFormatManager& formats()
{
    static juce::AudioFormatManager manager;
    if (manager.getNumKnownFormats() == 0)
        manager.registerBasicFormats();
    return manager;
}

juce::File juceFile(const std::filesystem::path& file)
{
    return juce::File(juce::String::fromUTF8(std::filesystem::absolute(file).string().c_str()));
}

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& why)
{
    throw SoundFileError(file.string() + ": " + why);
}

// A file that is being written, and whether all of it arrived: JUCE's writers don't say so of what they still held back
// when they are let go of.
class WatchedStream final : public juce::OutputStream
{
public:
    struct Outcome
    {
        bool isGood = true;
        juce::int64 bytes = 0; // that the file is to have
    };

    // Notes in `whatCame`, which outlives this.
    WatchedStream(std::unique_ptr<juce::FileOutputStream> fileStream, Outcome& whatCame)
        : file(std::move(fileStream)), outcome(whatCame)
    {
    }
    ~WatchedStream() override { WatchedStream::flush(); }

    void flush() override
    {
        file->flush();
        outcome.isGood = outcome.isGood && file->getStatus().wasOk();
    }

    bool write(const void* data, std::size_t count) override
    {
        outcome.isGood = file->write(data, count) && outcome.isGood;
        outcome.bytes = std::max(outcome.bytes, file->getPosition());
        return outcome.isGood;
    }

    bool setPosition(juce::int64 position) override { return file->setPosition(position); }
    juce::int64 getPosition() override { return file->getPosition(); }

private:
    const std::unique_ptr<juce::FileOutputStream> file;
    Outcome& outcome;
};

juce::AudioFormat& formatFor(const std::filesystem::path& file)
{
    auto* format = formats().findFormatForFileExtension(file.extension().string().c_str());
    if (format == nullptr)
        fail(file, "the extension is of no sound file that can be written (" +
                       formats().getWildcardForAllFormats().toStdString() + ")");
    return *format;
}

void requireFinite(const std::filesystem::path& file, const Channels& channels)
{
    for (std::size_t channel = 0; channel < channels.size(); ++channel)
    {
        const auto& samples = channels[channel];
        const auto bad = std::find_if(samples.begin(), samples.end(), [](float x) { return !std::isfinite(x); });
        if (bad != samples.end())
            fail(file, "sample " + std::to_string(bad - samples.begin()) + " of channel " +
                           std::to_string(channel + 1) + " is not a finite number");
    }
}

// To integers of `bits` bits at the top of 32, as JUCE's writers want them. JUCE's own conversion multiplies by 2^31 -
// 1 and truncates, which loses the last bit of samples that were integers to begin with.
int leftJustified(float sample, int bits) noexcept
{
    const double fullScale = std::ldexp(1.0, bits - 1);
    const double limited =
        std::clamp(std::nearbyint(static_cast<double>(sample) * fullScale), -fullScale, fullScale - 1.0);
    return static_cast<int>(limited * std::ldexp(1.0, 32 - bits));
}
} // namespace

std::vector<float> joined(const Channels& channels)
{
    std::vector<float> all;
    for (const auto& channel : channels)
        all.insert(all.end(), channel.begin(), channel.end());
    return all;
}

Sound readSoundFile(const std::filesystem::path& file, std::size_t mostSamples)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        fail(file, "there is no such file");
    if (!std::filesystem::is_regular_file(file, ignored))
        fail(file, "this is not a regular file");

    auto owned = std::make_unique<EndWatchingStream>(juceFile(file));
    auto* const stream = owned.get();
    if (!stream->openedOk())
        fail(file, "the file cannot be opened");
    if (stream->getTotalLength() == 0)
        fail(file, "the file is empty");
    const std::unique_ptr<juce::AudioFormatReader> reader(formats().createReaderFor(std::move(owned)));
    if (reader == nullptr || reader->numChannels == 0 || !(reader->sampleRate > 0.0))
        fail(file, "this is not a sound file that can be read (WAV, AIFF, FLAC, Ogg Vorbis)");
    if (reader->lengthInSamples < 1)
        fail(file, "the file holds no samples");
    const double mostSeconds = static_cast<double>(mostSamples) / reader->numChannels / reader->sampleRate;
    if (static_cast<double>(reader->lengthInSamples) / reader->sampleRate > mostSeconds)
        fail(file, "the sound is longer than the " + std::to_string(static_cast<long>(mostSeconds / 60.0)) +
                       " minutes of its kind that can be held in memory");

    Sound sound;
    sound.sampleRate = reader->sampleRate;
    sound.format = reader->getFormatName().toStdString();
    sound.bitsPerSample = static_cast<int>(reader->bitsPerSample);
    sound.floatingPoint = reader->usesFloatingPointData;
    sound.channels.resize(reader->numChannels);

    // Only these two store a fixed number of bytes a sample; the compressed formats read ahead, to the end of any file.
    const bool fixedSize = sound.format.starts_with("WAV") || sound.format.starts_with("AIFF");
    stream->endReached = false;
    juce::AudioBuffer<float> block(static_cast<int>(reader->numChannels), blockLength);
    for (juce::int64 start = 0; start < reader->lengthInSamples; start += blockLength)
    {
        // Block by block, so that a header that declares more than the file has costs no memory.
        const int count = static_cast<int>(std::min<juce::int64>(blockLength, reader->lengthInSamples - start));
        if (!reader->read(block.getArrayOfWritePointers(), block.getNumChannels(), start, count) ||
            (fixedSize && stream->endReached))
            fail(file, "the file ends before its sound does");
        for (std::size_t channel = 0; channel < sound.channels.size(); ++channel)
        {
            const auto* samples = block.getReadPointer(static_cast<int>(channel));
            sound.channels[channel].insert(sound.channels[channel].end(), samples, samples + count);
        }
    }
    requireFinite(file, sound.channels);
    return sound;
}

void checkSoundFileTarget(const std::filesystem::path& file, int bitsPerSample)
{
    auto& format = formatFor(file);
    if (!format.getPossibleBitDepths().contains(bitsPerSample) && !format.isCompressed())
        fail(file, "a " + format.getFormatName().toStdString() + " does not store " + std::to_string(bitsPerSample) +
                       " bits per sample");
    checkTarget(file);
}

void requireOther(const std::filesystem::path& output, const std::filesystem::path& input)
{
    std::error_code error;
    if (std::filesystem::equivalent(output, input, error))
        fail(output, "this is the sound that is read: it would be lost, so give the output another name");
}

void writeSoundFile(const std::filesystem::path& file, const Channels& channels, double sampleRate, int bitsPerSample)
{
    checkSoundFileTarget(file, bitsPerSample);
    auto& format = formatFor(file);
    const auto depths = format.getPossibleBitDepths();
    // A compressed format that knows no such depth takes what it has: Ogg Vorbis stores no integers at all.
    const int bits = depths.contains(bitsPerSample) ? bitsPerSample : depths.getLast();

    // Where a link points to, so that it stays one.
    const juce::TemporaryFile beside(juceFile(std::filesystem::weakly_canonical(file)));
    WatchedStream::Outcome outcome;
    {
        auto fileStream = beside.getFile().createOutputStream();
        if (fileStream == nullptr)
            fail(file, "the file cannot be written");
        auto stream = std::make_unique<WatchedStream>(std::move(fileStream), outcome);
        auto* const raw = stream.get();
        const int bestQuality = std::max(0, format.getQualityOptions().size() - 1);
        const std::unique_ptr<juce::AudioFormatWriter> writer(format.createWriterFor(
            raw, sampleRate, static_cast<unsigned int>(channels.size()), bits, juce::StringPairArray(), bestQuality));
        if (writer == nullptr)
            fail(file, "a " + format.getFormatName().toStdString() + " cannot hold " + std::to_string(channels.size()) +
                           " channels at " + std::to_string(std::lround(sampleRate)) + " Hz with " +
                           std::to_string(bits) + " bits");
        std::ignore = stream.release(); // the writer's from here on

        std::vector<std::vector<int>> integers(channels.size(), std::vector<int>(blockLength));
        std::vector<const int*> pointers(channels.size() + 1, nullptr); // JUCE expects a null at the end
        for (std::size_t start = 0; outcome.isGood && start < channels.front().size(); start += blockLength)
        {
            const auto count = std::min<std::size_t>(blockLength, channels.front().size() - start);
            for (std::size_t channel = 0; channel < channels.size(); ++channel)
            {
                const float* const samples = channels[channel].data() + start;
                if (writer->isFloatingPoint())
                {
                    // A floating-point writer takes its samples through the same pointers.
                    pointers[channel] = reinterpret_cast<const int*>(samples);
                    continue;
                }
                std::transform(samples, samples + count, integers[channel].begin(),
                               [bits](float sample) { return leftJustified(sample, bits); });
                pointers[channel] = integers[channel].data();
            }
            outcome.isGood = writer->write(pointers.data(), static_cast<int>(count)) && outcome.isGood;
        }
    }
    if (!outcome.isGood || beside.getFile().getSize() != outcome.bytes)
        fail(file, "the file cannot be written whole: the disk may be full");
    if (!beside.overwriteTargetFileWithTemporary())
        fail(file, "the file cannot be written");
}

} // namespace dequantizer
