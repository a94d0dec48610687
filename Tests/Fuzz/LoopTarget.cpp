#include "AudioFile/SoundLoop.h"
#include "Fuzz/FuzzTargets.h"

namespace dequantizer
{

namespace
{
void checkLoop(const ForeignChunks& chunks, std::uint64_t length)
{
    SoundTags tags;
    const auto loop = soundLoopOf(chunks, tags, length);
    if (!loop)
        return;
    require(loop->begin < loop->end && loop->end <= length, "the loop is within the sound");
    describeLoop(*loop, tags);
    require(tags.instrument && tags.instrument->loop_count == 1, "the loop is described");
}
} // namespace

// The first bytes are the length of the sound and that of the first chunk.
void fuzzLoop(std::string_view bytes)
{
    if (bytes.size() < 2)
        return;
    const auto length = std::uint64_t{1} << (static_cast<unsigned char>(bytes[0]) % 64);
    const std::size_t first = static_cast<unsigned char>(bytes[1]);
    const auto content = bytes.substr(2);
    const std::string one(content.substr(0, first)), two(content.size() > first ? content.substr(first) : "");
    checkLoop({ChunkFamily::wave, {{"smpl", one}}}, length);
    checkLoop({ChunkFamily::aiff, {{"INST", one}, {"MARK", two}}}, length);
    checkLoop({ChunkFamily::svx, {{"VHDR", one}}}, length);
}

} // namespace dequantizer
