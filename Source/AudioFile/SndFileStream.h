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

/// A file that libsndfile reads or writes through a C++ stream: any name that std::filesystem can open, no guessing
/// from the extension, and a write that fails is noticed, which libsndfile does not report of what it writes on
/// closing.
class SndFileStream
{
public:
    /// Opens the file for reading.
    [[nodiscard]] static SndFileStream forReading(const std::filesystem::path& file);

    /// Creates the file, or empties it, for writing.
    [[nodiscard]] static SndFileStream forWriting(const std::filesystem::path& file);

    [[nodiscard]] bool isOpen() const { return state->stream.is_open(); }

    /// Bytes, of a file that is read.
    [[nodiscard]] std::uint64_t size() const noexcept { return static_cast<std::uint64_t>(state->size); }

    /// The stream of a file that is read, whose position is libsndfile's.
    [[nodiscard]] std::istream& input() const noexcept { return state->stream; }

    /// Lets libsndfile read `byte` at this position of the file; for one position, before open().
    void replaceByte(std::uint64_t position, char byte) noexcept { state->replaced = {position, byte}; }

    /// Whether libsndfile has read the file to its end.
    [[nodiscard]] bool isAtEnd() const { return state->stream.tellg() == static_cast<std::streamoff>(state->size); }

    /// Has libsndfile open the file, and closes it with close() or at the end of its scope. False where it refuses; the
    /// reason is then sf_error(nullptr).
    [[nodiscard]] bool open(int mode, SF_INFO& info);

    /// Valid after open().
    [[nodiscard]] SNDFILE* handle() const noexcept { return sound.get(); }

    /// Writes what is still held back and closes. False if any byte did not reach the file.
    [[nodiscard]] bool close();

private:
    struct State // at a fixed address, which libsndfile holds
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
    std::unique_ptr<SNDFILE, Close> sound; // closed before its state goes
};

} // namespace dequantizer
