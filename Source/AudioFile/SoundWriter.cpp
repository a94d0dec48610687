#include "AudioFile/SoundWriter.h"

#include "AudioFile/AiffLength.h"
#include "AudioFile/ExactConversion.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/WriteSoundFile.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

namespace dequantizer
{

namespace
{
// The output of a Vorbis encoder depends on the length of the blocks that it receives. Therefore this length does not
// depend on the number of channels, unless there are so many that memory matters.
constexpr std::size_t maxBlockFrames = 1 << 16;
constexpr std::size_t maxBlockSamples = 1 << 22;

constexpr std::uint64_t mostHeaderBytes = 4096; // more than any header has

ChunkFamily familyOf(int container)
{
    switch (container)
    {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
    case SF_FORMAT_RF64:
        return ChunkFamily::wave;
    case SF_FORMAT_W64:
        return ChunkFamily::wave64;
    case SF_FORMAT_AIFF:
        return ChunkFamily::aiff;
    case SF_FORMAT_SVX:
        return ChunkFamily::svx;
    case SF_FORMAT_CAF:
        return ChunkFamily::caf;
    default:
        return ChunkFamily::none;
    }
}

// Removes what the format does not take over byte for byte.
SoundExtras extrasFor(int container, SoundExtras extras)
{
    if (extras.chunks.family != familyOf(container))
        extras.chunks = {};
    if (container != SF_FORMAT_FLAC)
        extras.flacBlocks.clear();
    return extras;
}

std::uint64_t soundBytes(const SoundSize& size, const StoredSamples& stored)
{
    return size.length * static_cast<std::uint64_t>(size.channels) * static_cast<std::uint64_t>(stored.bytes);
}

std::string sizeText(std::uint64_t bytes)
{
    constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20, gibibyte = std::uint64_t{1} << 30;
    return bytes + 1 >= gibibyte ? std::to_string((bytes + 1) / gibibyte) + " GB"
                                 : std::to_string((bytes + 1) / mebibyte) + " MB";
}

SF_INFO describe(const std::filesystem::path& file, const WritableFormat& format, const WritableDepth& depth,
                 const SoundSize& size, const SoundExtras& extras)
{
    SF_INFO info{};
    info.channels = size.channels;
    info.samplerate = static_cast<int>(std::lround(size.sampleRate));
    int container = format.container;
    if (container == SF_FORMAT_WAV && size.channels > 2)
        container = SF_FORMAT_WAVEX; // assigns channels to loudspeakers
    const bool isLong =
        soundBytes(size, storedSamples(depth.subformat)) + extras.chunks.bytes() + mostHeaderBytes > format.maxBytes;
    if (isLong && format.container == SF_FORMAT_WAV)
        container = SF_FORMAT_RF64;
    else if (isLong)
        throw SoundFileError(file, withArticle(format.name) + " cannot hold more than " + sizeText(format.maxBytes) +
                                       "; a WAV file can");
    info.format = container | depth.subformat;
    return info;
}

void configure(SNDFILE* handle, int container)
{
    // A peak chunk contains the time of writing, so the same samples would give different files.
    sf_command(handle, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    double best = 1.0;
    if (container == SF_FORMAT_FLAC)
        sf_command(handle, SFC_SET_COMPRESSION_LEVEL, &best, sizeof best);
    if (container == SF_FORMAT_OGG)
        sf_command(handle, SFC_SET_VBR_ENCODING_QUALITY, &best, sizeof best);
}
} // namespace

SoundWriter::SoundWriter(const std::filesystem::path& soundFile, const WritableFormat& writableFormat,
                         int bitsPerSample, const SoundSize& soundSize, SoundExtras soundExtras)
    : file(soundFile), size(soundSize), format(writableFormat), depth(writableDepth(format, bitsPerSample, file)),
      extras(extrasFor(format.container, std::move(soundExtras))),
      blockLength(
          std::clamp<std::size_t>(maxBlockSamples / static_cast<std::size_t>(size.channels), 1, maxBlockFrames)),
      replacement(file), stream(SndFileStream::forWriting(replacement.path()))
{
    if (!stream.isOpen())
        throw SoundFileError(file, "the file cannot be written");
    auto info = describe(file, format, depth, size, extras);
    if (sf_format_check(&info) == SF_FALSE || !stream.open(SFM_WRITE, info))
    {
        std::ignore = stream.close();
        throw SoundFileError(file, withArticle(format.name) + " cannot hold " + std::to_string(size.channels) +
                                       " channels at " + std::to_string(std::lround(size.sampleRate)) + " Hz with " +
                                       std::to_string(depth.bits) + " bits");
    }
    configure(stream.handle(), format.container);
    if (extras.chunks.chunks.empty() && extras.flacBlocks.empty())
        writeSoundTags(stream.handle(), extras.tags);
    stored = storedSamples(info.format);
}

void SoundWriter::fail() const
{
    throw SoundFileError(file, "the file cannot be written completely: the disk may be full");
}

void SoundWriter::write(const float* const* source, std::size_t samples)
{
    const auto channels = static_cast<std::size_t>(size.channels);
    for (std::size_t done = 0; done < samples;)
    {
        const auto count = std::min(samples - done, blockLength - block.size() / channels);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t channel = 0; channel < channels; ++channel)
                block.push_back(source[channel][done + i]);
        done += count;
        if (block.size() == blockLength * channels)
            writeBlock();
    }
}

void SoundWriter::writeBlock()
{
    const auto frames = static_cast<sf_count_t>(block.size() / static_cast<std::size_t>(size.channels));
    sf_count_t written = 0;
    if (stored.floatingPoint)
    {
        written = sf_writef_float(stream.handle(), block.data(), frames);
    }
    else
    {
        integers.resize(block.size());
        std::transform(block.begin(), block.end(), integers.begin(),
                       [this](float sample) { return toLeftJustified(sample, stored.bits); });
        written = sf_writef_int(stream.handle(), integers.data(), frames);
    }
    block.clear();
    if (written != frames)
        fail();
}

bool SoundWriter::complete() const
{
    const auto& path = replacement.path();
    return (format.container != SF_FORMAT_AIFF || writeAiffLength(path, size.length, soundBytes(size, stored))) &&
           addForeignChunks(path, extras.chunks) && addFlacBlocks(path, extras.flacBlocks);
}

void SoundWriter::finish()
{
    if (!block.empty())
        writeBlock();
    if (!stream.close() || !complete())
        fail();
    replacement.commit();
}

} // namespace dequantizer
