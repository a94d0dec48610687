#include "Companion/Restore/LoopInput.h"

#include "Companion/Restore/ChannelBlock.h"

#include <algorithm>

namespace dequantizer
{

namespace
{
// Reads `count` samples, or as many as there are, and appends them to `channels` unless it is null.
void readTo(Channels* channels, SoundReader& reader, std::uint64_t count)
{
    ChannelBlock block(reader.channels());
    while (count > 0)
    {
        const auto got =
            reader.read(block.data(), static_cast<std::size_t>(std::min<std::uint64_t>(block.length(), count)));
        if (got == 0)
            return;
        count -= got;
        for (std::size_t channel = 0; channels != nullptr && channel < channels->size(); ++channel)
            (*channels)[channel].insert((*channels)[channel].end(), block.channels()[channel].begin(),
                                        block.channels()[channel].begin() + static_cast<std::ptrdiff_t>(got));
    }
}
} // namespace

LoopInput readLoopInput(SoundReader& reader, const SoundLoop& loop)
{
    const auto channels = static_cast<std::size_t>(reader.channels());
    LoopInput input{Channels(channels), Channels(channels)};
    const auto lead = std::min(loop.begin, LoopInput::longestLead);
    readTo(nullptr, reader, loop.begin - lead);
    readTo(&input.lead, reader, lead);
    readTo(&input.loop, reader, loop.length());
    return input;
}

} // namespace dequantizer
