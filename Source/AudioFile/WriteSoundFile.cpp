#include "AudioFile/WriteSoundFile.h"

#include "AudioFile/AiffLength.h"
#include "AudioFile/ExactConversion.h"
#include "AudioFile/SndFileStream.h"
#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"
#include "Files/AtomicFile.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <system_error>
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

std::string withArticle(const std::string& name)
{
    return (name.starts_with('A') || name.starts_with('O') ? "an " : "a ") + name;
}

const WritableFormat& formatFor(const std::filesystem::path& file)
{
    const auto extension = lowerCaseExtension(file);
    std::string known;
    for (const auto& format : writableFormats())
        for (const char* const candidate : format.extensions)
        {
            if (candidate == extension)
                return format;
            known += (known.empty() ? "" : ", ") + std::string(candidate);
        }
    throw SoundFileError(file, "no sound file with this extension can be written (" + known + ")");
}

// The entry for this many bits, or the last one of a compressed format without such a depth; null if there is none.
const WritableDepth* depthFor(const WritableFormat& format, int bits)
{
    const auto found = std::find_if(format.depths.begin(), format.depths.end(),
                                    [bits](const WritableDepth& depth) { return depth.bits == bits; });
    if (found != format.depths.end())
        return &*found;
    return format.compressed ? &format.depths.back() : nullptr;
}

std::uint64_t soundBytes(const Channels& channels, const WritableDepth& depth)
{
    return static_cast<std::uint64_t>(channels.front().size()) * channels.size() *
           static_cast<std::uint64_t>(storedSamples(depth.subformat).bytes);
}

SF_INFO describe(const std::filesystem::path& file, const WritableFormat& format, const WritableDepth& depth,
                 const Channels& channels, double sampleRate)
{
    SF_INFO info{};
    info.channels = static_cast<int>(channels.size());
    info.samplerate = static_cast<int>(std::lround(sampleRate));
    int container = format.container;
    if (container == SF_FORMAT_WAV && channels.size() > 2)
        container = SF_FORMAT_WAVEX; // assigns channels to loudspeakers
    const bool isLong = soundBytes(channels, depth) > maxBytes32;
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

bool writeSamples(SNDFILE* handle, const Channels& channels, const StoredSamples& stored)
{
    const auto blockFrames = std::clamp<std::size_t>(maxBlockSamples / channels.size(), 1, maxBlockFrames);
    const auto length = channels.front().size();
    std::vector<float> floats(blockFrames * channels.size());
    std::vector<int> integers(stored.floatingPoint ? 0 : floats.size());
    for (std::size_t start = 0; start < length; start += blockFrames)
    {
        const auto count = std::min(blockFrames, length - start);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t channel = 0; channel < channels.size(); ++channel)
                floats[i * channels.size() + channel] = channels[channel][start + i];
        const auto frames = static_cast<sf_count_t>(count);
        if (stored.floatingPoint)
        {
            if (sf_writef_float(handle, floats.data(), frames) != frames)
                return false;
            continue;
        }
        const auto end = floats.begin() + static_cast<std::ptrdiff_t>(count * channels.size());
        std::transform(floats.begin(), end, integers.begin(),
                       [&stored](float sample) { return toLeftJustified(sample, stored.bits); });
        if (sf_writef_int(handle, integers.data(), frames) != frames)
            return false;
    }
    return true;
}
} // namespace

void checkSoundFileTarget(const std::filesystem::path& file, int bitsPerSample)
{
    const auto& format = formatFor(file);
    if (depthFor(format, bitsPerSample) == nullptr)
        throw SoundFileError(file, withArticle(format.name) + " does not store " + std::to_string(bitsPerSample) +
                                       " bits per sample");
    checkTarget(file);
}

void requireOther(const std::filesystem::path& output, const std::filesystem::path& input)
{
    std::error_code error;
    if (std::filesystem::equivalent(output, input, error))
        throw SoundFileError(output,
                             "this is the sound that is read: it would be lost, so give the output another name");
}

void writeSoundFile(const std::filesystem::path& file, const Channels& channels, double sampleRate, int bitsPerSample)
{
    checkSoundFileTarget(file, bitsPerSample);
    const auto& format = formatFor(file);
    const auto& depth = *depthFor(format, bitsPerSample);
    auto info = describe(file, format, depth, channels, sampleRate);

    AtomicFile replacement(file);
    auto stream = SndFileStream::forWriting(replacement.path());
    if (!stream.isOpen())
        throw SoundFileError(file, "the file cannot be written");
    if (sf_format_check(&info) == SF_FALSE || !stream.open(SFM_WRITE, info))
    {
        std::ignore = stream.close();
        throw SoundFileError(file, withArticle(format.name) + " cannot hold " + std::to_string(channels.size()) +
                                       " channels at " + std::to_string(std::lround(sampleRate)) + " Hz with " +
                                       std::to_string(depth.bits) + " bits");
    }
    configure(stream.handle(), format.container);
    const bool isWritten = writeSamples(stream.handle(), channels, storedSamples(info.format));
    const bool isClosed = stream.close();
    const bool isComplete = format.container != SF_FORMAT_AIFF ||
                            writeAiffLength(replacement.path(), channels.front().size(), soundBytes(channels, depth));
    if (!isWritten || !isClosed || !isComplete)
        throw SoundFileError(file, "the file cannot be written completely: the disk may be full");
    replacement.commit();
}

} // namespace dequantizer
