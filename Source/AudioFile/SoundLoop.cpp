#include "AudioFile/SoundLoop.h"

#include <algorithm>
#include <string>

namespace dequantizer
{

namespace
{
// A number of `count` bytes at `position`; 0 beyond the end.
std::uint64_t at(const std::string& bytes, std::size_t position, std::size_t count, ByteOrder order)
{
    return position + count <= bytes.size() ? numberIn(std::string_view(bytes).substr(position, count), order) : 0;
}

std::optional<SoundLoop> samplerLoop(const std::string& sampler)
{
    constexpr std::size_t countAt = 28, loopsAt = 36, typeAt = loopsAt + 4, beginAt = loopsAt + 8,
                          lastAt = loopsAt + 12;
    using enum ByteOrder;
    if (at(sampler, countAt, 4, little) == 0 || sampler.size() < lastAt + 4)
        return std::nullopt;
    const auto type = at(sampler, typeAt, 4, little);
    return SoundLoop{at(sampler, beginAt, 4, little), at(sampler, lastAt, 4, little) + 1,
                     type == 1   ? LoopDirection::pingPong
                     : type == 2 ? LoopDirection::backward
                                 : LoopDirection::forward};
}

// The position of a marker in an AIFF file.
std::optional<std::uint64_t> marker(const std::string& markers, std::uint64_t wanted)
{
    using enum ByteOrder;
    std::size_t position = 2;
    for (auto left = at(markers, 0, 2, big); left > 0 && position + 7 <= markers.size(); --left)
    {
        if (at(markers, position, 2, big) == wanted)
            return at(markers, position + 2, 4, big);
        const auto name = 1 + at(markers, position + 6, 1, big); // with its length
        position += 6 + static_cast<std::size_t>(name + name % 2);
    }
    return std::nullopt;
}

std::optional<SoundLoop> instrumentLoop(const std::string& instrument, const std::string& markers)
{
    constexpr std::size_t modeAt = 8, beginAt = 10, endAt = 12;
    using enum ByteOrder;
    const auto mode = at(instrument, modeAt, 2, big);
    const auto begin = marker(markers, at(instrument, beginAt, 2, big));
    const auto end = marker(markers, at(instrument, endAt, 2, big));
    if (mode == 0 || !begin || !end)
        return std::nullopt;
    return SoundLoop{*begin, *end, mode == 2 ? LoopDirection::pingPong : LoopDirection::forward};
}

std::optional<SoundLoop> repeatPart(const std::string& voice)
{
    const auto once = at(voice, 0, 4, ByteOrder::big), repeated = at(voice, 4, 4, ByteOrder::big);
    if (repeated == 0)
        return std::nullopt;
    return SoundLoop{once, once + repeated, LoopDirection::forward};
}

std::optional<SoundLoop> firstLoop(const SoundTags& tags)
{
    if (!tags.instrument || tags.instrument->loop_count < 1)
        return std::nullopt;
    const auto& loop = tags.instrument->loops[0];
    if (loop.mode == SF_LOOP_NONE)
        return std::nullopt;
    return SoundLoop{loop.start, loop.end,
                     loop.mode == SF_LOOP_ALTERNATING ? LoopDirection::pingPong
                     : loop.mode == SF_LOOP_BACKWARD  ? LoopDirection::backward
                                                      : LoopDirection::forward};
}

std::optional<SoundLoop> declaredLoop(const ForeignChunks& chunks, const SoundTags& tags)
{
    switch (chunks.family)
    {
    case ChunkFamily::wave:
        return samplerLoop(chunks.content("smpl"));
    case ChunkFamily::aiff:
        return instrumentLoop(chunks.content("INST"), chunks.content("MARK"));
    case ChunkFamily::svx:
        return repeatPart(chunks.content("VHDR"));
    default:
        return firstLoop(tags);
    }
}
} // namespace

std::optional<SoundLoop> soundLoopOf(const ForeignChunks& chunks, const SoundTags& tags, std::uint64_t length)
{
    auto loop = declaredLoop(chunks, tags);
    if (!loop)
        return std::nullopt;
    loop->end = std::min(loop->end, length);
    return loop->begin < loop->end ? loop : std::nullopt;
}

void describeLoop(const SoundLoop& loop, SoundTags& tags)
{
    constexpr char middleC = 60, highest = 127;
    if (tags.instrument && tags.instrument->loop_count > 0)
        return;
    auto& instrument = tags.instrument.emplace();
    instrument.gain = 1;
    instrument.basenote = middleC;
    instrument.velocity_hi = instrument.key_hi = highest;
    instrument.loop_count = 1;
    instrument.loops[0].mode = loop.direction == LoopDirection::pingPong   ? SF_LOOP_ALTERNATING
                               : loop.direction == LoopDirection::backward ? SF_LOOP_BACKWARD
                                                                           : SF_LOOP_FORWARD;
    instrument.loops[0].start = static_cast<std::uint32_t>(loop.begin);
    instrument.loops[0].end = static_cast<std::uint32_t>(loop.end);
}

} // namespace dequantizer
