#include "AudioFile/SoundTags.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace dequantizer
{

namespace
{
// SF_CUES has room for 100 cue points; this has room for `count`.
class CueBuffer
{
public:
    explicit CueBuffer(std::uint32_t count) : words((sizeof count + count * sizeof(SF_CUE_POINT)) / sizeof count + 1)
    {
        words.front() = count;
    }

    [[nodiscard]] void* data() noexcept { return words.data(); }
    [[nodiscard]] int size() const noexcept { return static_cast<int>(words.size() * sizeof words.front()); }
    [[nodiscard]] void* points() noexcept { return words.data() + 1; }
    [[nodiscard]] std::uint32_t count() const noexcept { return words.front(); }

private:
    std::vector<std::uint32_t> words;
};
static_assert(offsetof(SF_CUES, cue_points) == sizeof(std::uint32_t));

std::vector<SF_CUE_POINT> readCuePoints(SNDFILE* handle)
{
    std::uint32_t count = 0;
    constexpr std::uint32_t most = 100000;
    if (sf_command(handle, SFC_GET_CUE_COUNT, &count, sizeof count) == SF_FALSE || count == 0 || count > most)
        return {};
    CueBuffer buffer(count);
    if (sf_command(handle, SFC_GET_CUE, buffer.data(), buffer.size()) == SF_FALSE)
        return {};
    std::vector<SF_CUE_POINT> points(std::min(count, buffer.count()));
    std::memcpy(points.data(), buffer.points(), points.size() * sizeof points.front());
    return points;
}
} // namespace

SoundTags readSoundTags(SNDFILE* handle)
{
    SoundTags tags;
    for (int text = SF_STR_FIRST; text <= SF_STR_LAST; ++text)
        if (const char* const value = sf_get_string(handle, text); value != nullptr && text != SF_STR_SOFTWARE)
            tags.texts.emplace_back(text, value);
    SF_INSTRUMENT instrument{};
    if (sf_command(handle, SFC_GET_INSTRUMENT, &instrument, sizeof instrument) == SF_TRUE)
        tags.instrument = instrument;
    tags.cuePoints = readCuePoints(handle);
    SF_BROADCAST_INFO broadcast{};
    if (sf_command(handle, SFC_GET_BROADCAST_INFO, &broadcast, sizeof broadcast) == SF_TRUE)
        tags.broadcast = broadcast;
    SF_INFO info{};
    sf_command(handle, SFC_GET_CURRENT_SF_INFO, &info, sizeof info);
    tags.channelMap.resize(static_cast<std::size_t>(info.channels));
    const auto mapBytes = static_cast<int>(tags.channelMap.size() * sizeof(int));
    if (sf_command(handle, SFC_GET_CHANNEL_MAP_INFO, tags.channelMap.data(), mapBytes) == SF_FALSE)
        tags.channelMap.clear();
    return tags;
}

void writeSoundTags(SNDFILE* handle, const SoundTags& tags)
{
    for (const auto& [text, value] : tags.texts)
        sf_set_string(handle, text, value.c_str());
    if (auto instrument = tags.instrument)
        sf_command(handle, SFC_SET_INSTRUMENT, &*instrument, sizeof *instrument);
    if (!tags.cuePoints.empty())
    {
        CueBuffer buffer(static_cast<std::uint32_t>(tags.cuePoints.size()));
        std::memcpy(buffer.points(), tags.cuePoints.data(), tags.cuePoints.size() * sizeof tags.cuePoints.front());
        sf_command(handle, SFC_SET_CUE, buffer.data(), buffer.size());
    }
    if (auto broadcast = tags.broadcast)
    {
        broadcast->coding_history_size = 0;
        sf_command(handle, SFC_SET_BROADCAST_INFO, &*broadcast, sizeof *broadcast);
    }
    if (auto map = tags.channelMap; !map.empty())
        sf_command(handle, SFC_SET_CHANNEL_MAP_INFO, map.data(), static_cast<int>(map.size() * sizeof map.front()));
}

} // namespace dequantizer
