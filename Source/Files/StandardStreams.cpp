#include "Files/StandardStreams.h"

#include "Files/FileError.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

namespace dequantizer
{

namespace
{
constexpr std::size_t blockBytes = 1 << 16;

// Windows would translate the ends of lines.
void setBinary([[maybe_unused]] std::FILE* stream)
{
#ifdef _WIN32
    _setmode(_fileno(stream), _O_BINARY);
#endif
}
} // namespace

void ignoreBrokenPipes()
{
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

void copyStandardInputTo(const std::filesystem::path& file)
{
    setBinary(stdin);
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    std::array<char, blockBytes> block{};
    while (const auto count = std::fread(block.data(), 1, block.size(), stdin))
        stream.write(block.data(), static_cast<std::streamsize>(count));
    stream.close();
    if (std::ferror(stdin) != 0)
        throw FileError("standard input cannot be read");
    if (stream.fail())
        throw FileError("standard input cannot be stored in " + file.parent_path().string() + ": the disk may be full");
}

void copyToStandardOutput(const std::filesystem::path& file)
{
    setBinary(stdout);
    std::ifstream stream(file, std::ios::binary);
    std::array<char, blockBytes> block{};
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())), stream.gcount() > 0)
    {
        const auto count = static_cast<std::size_t>(stream.gcount());
        if (std::fwrite(block.data(), 1, count, stdout) != count)
            throw FileError("standard output cannot be written");
    }
    if (stream.bad() || std::fflush(stdout) != 0)
        throw FileError("standard output cannot be written");
}

} // namespace dequantizer
