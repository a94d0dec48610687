#include "AudioFile/SoundWriter.h"

#include "AudioFile/AiffLength.h"
#include "AudioFile/ExactConversion.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/WriteSoundFile.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

namespace dequantizer
{

namespace
{
// The output of a Vorbis encoder depends on the length of the blocks that it receives. Therefore this length does not
// depend on the number of channels, unless there are so many that memory matters.
constexpr std::size_t maxBlockFrames = 1 << 16;
constexpr std::size_t maxBlockSamples = 1 << 22;

// WAV and AIFF have 32-bit sizes; the difference leaves ample room for the headers.
constexpr std::uint64_t maxBytes32 = 0xffffffffu - 4096u;

std::uint64_t soundBytes(const SoundSize& size, const StoredSamples& stored)
{
    return size.length * static_cast<std::uint64_t>(size.channels) * static_cast<std::uint64_t>(stored.bytes);
}

SF_INFO describe(const std::filesystem::path& file, const WritableFormat& format, const WritableDepth& depth,
                 const SoundSize& size)
{
    SF_INFO info{};
    info.channels = size.channels;
    info.samplerate = static_cast<int>(std::lround(size.sampleRate));
    int container = format.container;
    if (container == SF_FORMAT_WAV && size.channels > 2)
        container = SF_FORMAT_WAVEX; // assigns channels to loudspeakers
    const bool isLong = soundBytes(size, storedSamples(depth.subformat)) > maxBytes32;
    if (isLong && format.container == SF_FORMAT_WAV)
        container = SF_FORMAT_RF64;
    if (isLong && format.container == SF_FORMAT_AIFF)
        throw SoundFileError(file, withArticle(format.name) + " cannot hold more than 4 GB");
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
                         int bitsPerSample, const SoundSize& soundSize)
    : file(soundFile), size(soundSize), format(writableFormat), depth(writableDepth(format, bitsPerSample, file)),
      blockLength(
          std::clamp<std::size_t>(maxBlockSamples / static_cast<std::size_t>(size.channels), 1, maxBlockFrames)),
      replacement(file), stream(SndFileStream::forWriting(replacement.path()))
{
    if (!stream.isOpen())
        throw SoundFileError(file, "the file cannot be written");
    auto info = describe(file, format, depth, size);
    if (sf_format_check(&info) == SF_FALSE || !stream.open(SFM_WRITE, info))
    {
        std::ignore = stream.close();
        throw SoundFileError(file, withArticle(format.name) + " cannot hold " + std::to_string(size.channels) +
                                       " channels at " + std::to_string(std::lround(size.sampleRate)) + " Hz with " +
                                       std::to_string(depth.bits) + " bits");
    }
    configure(stream.handle(), format.container);
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

void SoundWriter::finish()
{
    if (!block.empty())
        writeBlock();
    if (!stream.close() || (format.container == SF_FORMAT_AIFF &&
                            !writeAiffLength(replacement.path(), size.length, soundBytes(size, stored))))
        fail();
    replacement.commit();
}

} // namespace dequantizer
