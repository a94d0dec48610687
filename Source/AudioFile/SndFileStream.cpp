#include "AudioFile/SndFileStream.h"

#include <algorithm>

namespace dequantizer
{

SndFileStream::SndFileStream(const std::filesystem::path& file, std::ios::openmode mode)
    : state(std::make_unique<State>())
{
    state->stream.open(file, mode | std::ios::binary);
    if (state->stream.is_open())
    {
        state->stream.seekg(0, std::ios::end);
        state->size = static_cast<sf_count_t>(state->stream.tellg());
        state->stream.seekg(0);
    }
}

SndFileStream SndFileStream::forReading(const std::filesystem::path& file)
{
    return {file, std::ios::in};
}

SndFileStream SndFileStream::forWriting(const std::filesystem::path& file)
{
    return {file, std::ios::in | std::ios::out | std::ios::trunc};
}

SF_VIRTUAL_IO SndFileStream::callbacks()
{
    SF_VIRTUAL_IO io{};
    io.get_filelen = [](void* user) { return static_cast<State*>(user)->size; };
    io.seek = [](sf_count_t offset, int whence, void* user) -> sf_count_t
    {
        auto& stream = static_cast<State*>(user)->stream;
        stream.clear(); // clears the end-of-file state of an earlier read
        stream.seekg(offset, whence == SEEK_SET ? std::ios::beg : whence == SEEK_CUR ? std::ios::cur : std::ios::end);
        return stream.fail() ? -1 : static_cast<sf_count_t>(stream.tellg());
    };
    io.read = [](void* bytes, sf_count_t count, void* user) -> sf_count_t
    {
        auto& [stream, size, failed, replaced] = *static_cast<State*>(user);
        const auto begin = static_cast<std::uint64_t>(stream.tellg());
        stream.read(static_cast<char*>(bytes), count);
        const auto got = static_cast<sf_count_t>(stream.gcount());
        stream.clear();
        if (replaced && replaced->first >= begin && replaced->first < begin + static_cast<std::uint64_t>(got))
            static_cast<char*>(bytes)[replaced->first - begin] = replaced->second;
        return got;
    };
    io.write = [](const void* bytes, sf_count_t count, void* user) -> sf_count_t
    {
        auto& state = *static_cast<State*>(user);
        if (!state.stream.write(static_cast<const char*>(bytes), count))
        {
            state.failed = true;
            state.stream.clear();
            return 0;
        }
        state.size = std::max(state.size, static_cast<sf_count_t>(state.stream.tellp()));
        return count;
    };
    io.tell = [](void* user) { return static_cast<sf_count_t>(static_cast<State*>(user)->stream.tellg()); };
    return io;
}

bool SndFileStream::open(int mode, SF_INFO& info)
{
    auto io = callbacks(); // libsndfile copies them
    sound.reset(sf_open_virtual(&io, mode, &info, state.get()));
    return sound != nullptr;
}

bool SndFileStream::close()
{
    const bool finished = sound == nullptr || sf_close(sound.release()) == 0;
    state->stream.close();
    return finished && !state->failed && !state->stream.fail();
}

} // namespace dequantizer
