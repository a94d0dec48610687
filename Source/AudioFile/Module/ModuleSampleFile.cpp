#include "AudioFile/Module/ModuleSampleFile.h"

#include "AudioFile/SoundWriter.h"

#include <cctype>
#include <cmath>

namespace dequantizer
{

namespace
{
std::string word(std::uint64_t value)
{
    return bytesOf(value, 4, ByteOrder::little);
}

// The chunk "smpl". Its loop includes the last sample.
std::string samplerChunk(const ModuleSample& sample, const SoundLoop& loop)
{
    constexpr double nanoseconds = 1e9;
    constexpr unsigned middleC = 60;
    const auto period = static_cast<std::uint64_t>(std::llround(nanoseconds / sample.sampleRate));
    const unsigned kind = loop.direction == LoopDirection::pingPong   ? 1
                          : loop.direction == LoopDirection::backward ? 2
                                                                      : 0;
    std::string bytes =
        word(0) + word(0) + word(period) + word(middleC) + word(0) + word(0) + word(0) + word(1) + word(0);
    return bytes + word(0) + word(kind) + word(loop.begin) + word(loop.end - 1) + word(0) + word(0);
}

// The chunk "LIST" with the name.
std::string nameChunk(const std::string& name)
{
    auto text = name + '\0';
    const auto size = text.size();
    text.append(size % 2, '\0');
    return std::string("INFOINAM") + word(size) + text;
}
} // namespace

void writeModuleSample(const ModuleSample& sample, const std::filesystem::path& file)
{
    SoundExtras extras;
    extras.chunks.family = ChunkFamily::wave;
    if (!sample.name.empty())
        extras.chunks.chunks.push_back({"LIST", nameChunk(sample.name)});
    if (sample.loop)
        extras.chunks.chunks.push_back({"smpl", samplerChunk(sample, *sample.loop)});
    SoundWriter writer(file, writableFormatOf("x.wav"), sample.bits,
                       {static_cast<int>(sample.channels.size()), sample.sampleRate, sample.channels.front().size()},
                       extras);
    std::vector<const float*> pointers;
    for (const auto& channel : sample.channels)
        pointers.push_back(channel.data());
    writer.write(pointers.data(), sample.channels.front().size());
    writer.finish();
}

std::string moduleSampleFileName(const ModuleSample& sample, std::size_t index)
{
    auto number = std::to_string(index + 1);
    if (number.size() < 2)
        number.insert(0, 1, '0');
    std::string name;
    for (const char character : sample.name)
    {
        const bool isPlain =
            std::isalnum(static_cast<unsigned char>(character)) != 0 && static_cast<unsigned char>(character) < 0x80;
        name += isPlain || std::string(" -_()+#").find(character) != std::string::npos ? character : '_';
    }
    const auto begin = name.find_first_not_of(" _");
    if (begin == std::string::npos)
        return number;
    return number + " " + name.substr(begin, name.find_last_not_of(" _") + 1 - begin);
}

} // namespace dequantizer
