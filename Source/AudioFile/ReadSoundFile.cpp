#include "AudioFile/ReadSoundFile.h"

#include "AudioFile/DeclaredSound.h"
#include "AudioFile/ExactConversion.h"
#include "AudioFile/FlacDepth.h"
#include "AudioFile/OggPages.h"
#include "AudioFile/SndFileStream.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <system_error>

namespace dequantizer
{

namespace
{
constexpr sf_count_t blockSamples = 1 << 16; // of all channels
constexpr int maxSampleRate = 1'000'000;
constexpr const char* truncated = "the file ends before its sound does";

void requireRegularFile(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw SoundFileError(file, "there is no such file");
    if (!std::filesystem::is_regular_file(file, ignored))
        throw SoundFileError(file, "this is not a regular file");
}

// The number of frames in the file, or SF_COUNT_MAX if unknown. Throws if the header declares more than the file
// contains, as far as this can be determined before decoding.
sf_count_t framesIn(const std::filesystem::path& file, const SndFileStream& stream, const SF_INFO& info,
                    const std::optional<DeclaredSound>& declared)
{
    const int container = info.format & SF_FORMAT_TYPEMASK;
    if (container == SF_FORMAT_OGG && !endsWithLastOggPage(stream.input(), stream.size()))
        throw SoundFileError(file, truncated);
    if (container == SF_FORMAT_MPEG)
        return SF_COUNT_MAX; // libsndfile estimates the number
    if (!declared)
        return info.frames;
    if (declared->bytes == 0)
        return 0;
    const auto frameBytes = static_cast<std::uint64_t>(storedSamples(info.format).bytes * info.channels);
    if (!declared->isWithin(stream.size(), std::max<std::uint64_t>(frameBytes, 1)))
        throw SoundFileError(file, truncated);
    if (frameBytes == 0)
        return info.frames;
    // libsndfile counts the padding byte of a chunk of odd length as a sample.
    return std::min(info.frames, static_cast<sf_count_t>(declared->bytes / frameBytes));
}

// The reason why libsndfile did not open the file.
std::string reasonForRefusal(const SndFileStream& stream, const std::optional<DeclaredSound>& declared)
{
    if (declared && !declared->isWithin(stream.size()))
        return truncated;
    if (sf_error(nullptr) == SF_ERR_UNSUPPORTED_ENCODING)
        return "the sound in this file is in an encoding that cannot be read";
    return "this is not a sound file that can be read (WAV, AIFF, FLAC, Ogg and others)";
}

void requireRoom(const std::filesystem::path& file, const SF_INFO& info, sf_count_t frames, std::size_t maxSamples)
{
    const auto maxFrames = maxSamples / static_cast<std::size_t>(info.channels);
    if (static_cast<std::uint64_t>(frames) <= maxFrames)
        return;
    const auto minutes = static_cast<double>(maxFrames) / info.samplerate / 60.0;
    throw SoundFileError(file, "the sound is longer than the " + std::to_string(static_cast<long>(minutes)) +
                                   " minutes of its kind that can be held in memory");
}

void appendBlock(Channels& channels, const std::vector<float>& interleaved, std::size_t frames)
{
    for (std::size_t channel = 0; channel < channels.size(); ++channel)
        for (std::size_t i = 0; i < frames; ++i)
            channels[channel].push_back(interleaved[i * channels.size() + channel]);
}

// Reads in blocks, so that a header that declares more than the file contains does not cost memory.
void readSamples(const std::filesystem::path& file, const SndFileStream& stream, const SF_INFO& info, sf_count_t frames,
                 std::size_t maxSamples, Channels& channels)
{
    auto* const handle = stream.handle();
    const bool asFloats = storedSamples(info.format).floatingPoint;
    const auto blockFrames = std::max<sf_count_t>(1, blockSamples / info.channels);
    std::vector<float> floats(static_cast<std::size_t>(blockFrames * info.channels));
    std::vector<int> integers(asFloats ? 0 : floats.size());

    sf_count_t done = 0;
    while (done < frames)
    {
        const auto wanted = std::min(blockFrames, frames - done);
        const auto got =
            asFloats ? sf_readf_float(handle, floats.data(), wanted) : sf_readf_int(handle, integers.data(), wanted);
        if (sf_error(handle) != SF_ERR_NO_ERROR)
            throw SoundFileError(file, stream.isAtEnd() ? truncated : "the sound in this file is damaged");
        if (!asFloats)
            std::transform(integers.begin(), integers.begin() + got * info.channels, floats.begin(), toSample);
        appendBlock(channels, floats, static_cast<std::size_t>(got));
        done += got;
        if (frames == SF_COUNT_MAX)
            requireRoom(file, info, done, maxSamples);
        if (got < wanted)
            break;
    }
    if (frames != SF_COUNT_MAX && done < frames)
        throw SoundFileError(file, truncated);
    if (done == 0)
        throw SoundFileError(file, "the file holds no samples");
}

void requireFinite(const std::filesystem::path& file, const Channels& channels)
{
    for (std::size_t channel = 0; channel < channels.size(); ++channel)
    {
        const auto& samples = channels[channel];
        const auto bad = std::find_if(samples.begin(), samples.end(), [](float x) { return !std::isfinite(x); });
        if (bad != samples.end())
            throw SoundFileError(file, "sample " + std::to_string(bad - samples.begin()) + " of channel " +
                                           std::to_string(channel + 1) + " is not a finite number");
    }
}
} // namespace

Sound readSoundFile(const std::filesystem::path& file, std::size_t maxSamples)
{
    requireRegularFile(file);
    auto stream = SndFileStream::forReading(file);
    if (!stream.isOpen())
        throw SoundFileError(file, "the file cannot be opened");
    if (stream.size() == 0)
        throw SoundFileError(file, "the file is empty");
    const auto declared = declaredSound(stream.input());
    const auto oddDepth = oddFlacDepth(stream.input());
    if (oddDepth)
        stream.replaceByte(oddDepth->position, oddDepth->byte);

    SF_INFO info{};
    if (!stream.open(SFM_READ, info))
        throw SoundFileError(file, reasonForRefusal(stream, declared));
    if (info.samplerate < 1 || info.samplerate > maxSampleRate)
        throw SoundFileError(file, "a sample rate of " + std::to_string(info.samplerate) + " Hz is not supported");
    const auto frames = framesIn(file, stream, info, declared);
    if (frames < 1)
        throw SoundFileError(file, "the file holds no samples");
    if (frames != SF_COUNT_MAX)
        requireRoom(file, info, frames, maxSamples);

    const auto stored = storedSamples(info.format);
    Sound sound;
    sound.sampleRate = info.samplerate;
    sound.format = containerName(info.format);
    sound.encoding = stored.encoding;
    sound.bitsPerSample = oddDepth ? oddDepth->bits : stored.bits;
    sound.floatingPoint = stored.floatingPoint;
    sound.channels.resize(static_cast<std::size_t>(info.channels));
    readSamples(file, stream, info, frames, maxSamples, sound.channels);
    requireFinite(file, sound.channels);
    return sound;
}

} // namespace dequantizer
