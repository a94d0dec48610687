#pragma once

#include <sndfile.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

namespace dequantizer
{

/// A file that libsndfile reads or writes through a C++ stream. This allows any path that std::filesystem can open,
/// prevents guesses from the extension, and detects failed writes, which libsndfile does not report for data that it
/// writes on closing.
class SndFileStream
{
public:
    /// Opens the file for reading.
    [[nodiscard]] static SndFileStream forReading(const std::filesystem::path& file);

    /// Opens the file for writing; creates or truncates it.
    [[nodiscard]] static SndFileStream forWriting(const std::filesystem::path& file);

    [[nodiscard]] bool isOpen() const { return state->stream.is_open(); }

    /// The size in bytes of a file opened for reading.
    [[nodiscard]] std::uint64_t size() const noexcept { return static_cast<std::uint64_t>(state->size); }

    /// The stream of a file opened for reading. It shares its position with libsndfile.
    [[nodiscard]] std::istream& input() const noexcept { return state->stream; }

    /// Makes libsndfile read `byte` at this position. For one position only, and before open().
    void replaceByte(std::uint64_t position, char byte) noexcept { state->replaced = {position, byte}; }

    /// Whether libsndfile has read the file to its end.
    [[nodiscard]] bool isAtEnd() const { return state->stream.tellg() == static_cast<std::streamoff>(state->size); }

    /// Opens the file with libsndfile; close() or the destructor closes it. Returns false if libsndfile cannot open it;
    /// sf_error(nullptr) then gives the reason.
    [[nodiscard]] bool open(int mode, SF_INFO& info);

    /// Valid after open().
    [[nodiscard]] SNDFILE* handle() const noexcept { return sound.get(); }

    /// Writes buffered data and closes the file. Returns false if any byte could not be written.
    [[nodiscard]] bool close();

private:
    struct State // at a fixed address, because libsndfile keeps a pointer to it
    {
        std::fstream stream;
        sf_count_t size = 0;
        bool failed = false;
        std::optional<std::pair<std::uint64_t, char>> replaced; // position and byte
    };

    SndFileStream(const std::filesystem::path& file, std::ios::openmode mode);
    [[nodiscard]] static SF_VIRTUAL_IO callbacks();

    struct Close
    {
        void operator()(SNDFILE* file) const noexcept { sf_close(file); }
    };
    std::unique_ptr<State> state;
    std::unique_ptr<SNDFILE, Close> sound; // closed before `state` is destroyed
};

} // namespace dequantizer
