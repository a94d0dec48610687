#include "AudioFile/WriteSoundFile.h"

#include "AudioFile/SoundFileError.h"
#include "AudioFile/SoundFormat.h"
#include "AudioFile/SoundReader.h"
#include "AudioFile/SoundWriter.h"
#include "Files/AtomicFile.h"

#include <system_error>
#include <tuple>

namespace dequantizer
{

void checkSoundFileTarget(const std::filesystem::path& file, int bitsPerSample)
{
    std::ignore = writableDepth(writableFormatOf(file), bitsPerSample, file);
    checkTarget(file);
}

void requireOther(const std::filesystem::path& output, const std::filesystem::path& input)
{
    std::error_code error;
    if (std::filesystem::equivalent(output, input, error))
        throw SoundFileError(output,
                             "this is the sound that is read: it would be lost, so give the output another name");
}

void writeSoundFile(const std::filesystem::path& file, const Channels& channels, double sampleRate, int bitsPerSample,
                    const std::filesystem::path& original)
{
    checkSoundFileTarget(file, bitsPerSample);
    SoundWriter writer(file, writableFormatOf(file), bitsPerSample,
                       {static_cast<int>(channels.size()), sampleRate, channels.front().size()},
                       original.empty() ? SoundExtras() : SoundReader(original).extras());
    std::vector<const float*> pointers;
    for (const auto& channel : channels)
        pointers.push_back(channel.data());
    writer.write(pointers.data(), channels.front().size());
    writer.finish();
}

} // namespace dequantizer
