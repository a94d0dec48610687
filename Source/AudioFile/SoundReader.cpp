#include "AudioFile/SoundReader.h"

#include "AudioFile/ExactConversion.h"
#include "AudioFile/FlacDepth.h"
#include "AudioFile/OggPages.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <system_error>

namespace dequantizer
{

namespace
{
constexpr std::size_t blockSamples = 1 << 16; // of all channels
constexpr int maxSampleRate = 1'000'000;
constexpr const char* truncated = "the file ends before its sound does";

SndFileStream openedForReading(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw SoundFileError(file, "there is no such file");
    if (!std::filesystem::is_regular_file(file, ignored))
        throw SoundFileError(file, "this is not a regular file");
    auto stream = SndFileStream::forReading(file);
    if (!stream.isOpen())
        throw SoundFileError(file, "the file cannot be opened");
    if (stream.size() == 0)
        throw SoundFileError(file, "the file is empty");
    return stream;
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
} // namespace

SoundReader::SoundReader(const std::filesystem::path& soundFile, const std::optional<RawFormat>& raw,
                         TruncatedFile onTruncation)
    : file(soundFile), stream(openedForReading(file)), isRaw(raw.has_value()), ifTruncated(onTruncation)
{
    SF_INFO info{};
    std::optional<DeclaredSound> declared;
    std::optional<OddFlacDepth> oddDepth;
    if (raw)
    {
        info = {.frames = 0,
                .samplerate = raw->sampleRate,
                .channels = raw->channels,
                .format = SF_FORMAT_RAW | raw->subformat,
                .sections = 0,
                .seekable = 0};
    }
    else
    {
        declared = declaredSound(stream.input());
        oddDepth = oddFlacDepth(stream.input());
        if (oddDepth)
            stream.replaceByte(oddDepth->position, oddDepth->byte);
    }
    if (!stream.open(SFM_READ, info))
        throw SoundFileError(file, reasonForRefusal(stream, declared));
    if (info.samplerate < 1 || info.samplerate > maxSampleRate)
        throw SoundFileError(file, "a sample rate of " + std::to_string(info.samplerate) + " Hz is not supported");
    declaredLength = lengthIn(info, declared);
    if (declaredLength == 0u)
        throw SoundFileError(file, "the file holds no samples");

    const auto stored = storedSamples(info.format);
    channelCount = info.channels;
    description = {.sampleRate = static_cast<double>(info.samplerate),
                   .format = containerName(info.format),
                   .encoding = stored.encoding,
                   .bitsPerSample = oddDepth ? oddDepth->bits : stored.bits,
                   .floatingPoint = stored.floatingPoint};
}

// The sound ends before it should: throws, or remembers it.
void SoundReader::cutShort(const char* reason)
{
    if (ifTruncated == TruncatedFile::refuse)
        throw SoundFileError(file, reason);
    isCutShort = true;
}

// Reports a header that declares more than the file contains, as far as this can be determined before decoding.
std::optional<std::uint64_t> SoundReader::lengthIn(const SF_INFO& info, const std::optional<DeclaredSound>& declared)
{
    const int container = info.format & SF_FORMAT_TYPEMASK;
    if (container == SF_FORMAT_OGG && !endsWithLastOggPage(stream.input(), stream.size()))
        cutShort(truncated);
    if (container == SF_FORMAT_MPEG || info.frames == SF_COUNT_MAX)
        return std::nullopt; // estimated or not declared
    const auto frames = static_cast<std::uint64_t>(std::max<sf_count_t>(info.frames, 0));
    if (!declared)
        return frames;
    if (declared->bytes == 0)
        return 0;
    const auto frameBytes = static_cast<std::uint64_t>(storedSamples(info.format).bytes * info.channels);
    if (!declared->isWithin(stream.size(), std::max<std::uint64_t>(frameBytes, 1)))
        cutShort(truncated);
    // libsndfile counts the padding byte of a chunk of odd length as a sample.
    return frameBytes == 0 ? frames : std::min(frames, declared->bytes / frameBytes);
}

SoundExtras SoundReader::extras()
{
    SoundExtras extras;
    if (isRaw)
        return extras;
    extras.tags = readSoundTags(stream.handle());
    // A stream of its own, since that of libsndfile has a position.
    auto separate = SndFileStream::forReading(file);
    extras.chunks = readForeignChunks(separate.input());
    extras.flacBlocks = readFlacBlocks(separate.input());
    extras.loop = soundLoopOf(extras.chunks, extras.tags, declaredLength.value_or(0));
    if (extras.loop)
        describeLoop(*extras.loop, extras.tags);
    return extras;
}

std::size_t SoundReader::readBlock(std::size_t samples)
{
    const auto count = static_cast<std::size_t>(channelCount);
    if (floats.size() < samples * count)
        floats.resize(samples * count);
    if (!description.floatingPoint && integers.size() < floats.size())
        integers.resize(floats.size());
    auto* const handle = stream.handle();
    const auto wanted = static_cast<sf_count_t>(samples);
    const auto got = description.floatingPoint ? sf_readf_float(handle, floats.data(), wanted)
                                               : sf_readf_int(handle, integers.data(), wanted);
    if (sf_error(handle) != SF_ERR_NO_ERROR)
        cutShort(stream.isAtEnd() ? truncated : "the sound in this file is damaged");
    if (!description.floatingPoint)
        std::transform(integers.begin(), integers.begin() + got * channelCount, floats.begin(), toSample);
    return static_cast<std::size_t>(got);
}

void SoundReader::requireFinite(std::size_t samples) const
{
    const auto count = static_cast<std::size_t>(channelCount);
    const auto end = floats.begin() + static_cast<std::ptrdiff_t>(samples * count);
    const auto bad = std::find_if(floats.begin(), end, [](float x) { return !std::isfinite(x); });
    if (bad == end)
        return;
    const auto index = static_cast<std::size_t>(bad - floats.begin());
    throw SoundFileError(file, "sample " + std::to_string(position + index / count) + " of channel " +
                                   std::to_string(index % count + 1) + " is not a finite number");
}

std::size_t SoundReader::read(float* const* destination, std::size_t samples)
{
    const auto count = static_cast<std::size_t>(channelCount);
    const auto block = std::max<std::size_t>(1, blockSamples / count);
    std::size_t done = 0;
    while (done < samples && !atEnd)
    {
        auto wanted = std::min(block, samples - done);
        if (declaredLength)
            wanted = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, *declaredLength - position));
        const auto got = wanted > 0 ? readBlock(wanted) : 0;
        requireFinite(got);
        for (std::size_t channel = 0; channel < count; ++channel)
            for (std::size_t i = 0; i < got; ++i)
                destination[channel][done + i] = floats[i * count + channel];
        done += got;
        position += got;
        atEnd = got < wanted || wanted == 0 || (isCutShort && sf_error(stream.handle()) != SF_ERR_NO_ERROR);
    }
    if (atEnd && declaredLength && position < *declaredLength)
        cutShort(truncated);
    if (atEnd && position == 0)
        throw SoundFileError(file, "the file holds no samples");
    return done;
}

} // namespace dequantizer
