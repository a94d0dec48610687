#include "Files/StandardStreams.h"

#include "Files/FileError.h"
#include "Files/Utf8Path.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#ifdef _WIN32
// clang-format off: other headers of Windows need this one
#include <windows.h>
// clang-format on
#include <fcntl.h>
#include <io.h>
#endif

namespace dequantizer
{

namespace
{
constexpr std::size_t blockBytes = 1 << 16;

#ifdef _WIN32
void prepareConsole()
{
    // The code page belongs to the console, which outlives this program.
    static const UINT codePage = GetConsoleOutputCP();
    if (codePage != 0 && SetConsoleOutputCP(CP_UTF8) != 0)
        std::atexit([] { SetConsoleOutputCP(codePage); });
    const HANDLE console = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode = 0;
    if (GetConsoleMode(console, &mode) != 0)
        SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}
#endif
} // namespace

void prepareStandardStreams()
{
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
#ifdef _WIN32
    for (std::FILE* const stream : {stdin, stdout, stderr})
        _setmode(_fileno(stream), _O_BINARY); // otherwise it translates the ends of lines
    prepareConsole();
#endif
}

void copyStandardInputTo(const std::filesystem::path& file)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    std::array<char, blockBytes> block{};
    while (const auto count = std::fread(block.data(), 1, block.size(), stdin))
        stream.write(block.data(), static_cast<std::streamsize>(count));
    stream.close();
    if (std::ferror(stdin) != 0)
        throw FileError("standard input cannot be read");
    if (stream.fail())
        throw FileError("standard input cannot be stored in " + utf8FromPath(file.parent_path()) +
                        ": the disk may be full");
}

void copyToStandardOutput(const std::filesystem::path& file)
{
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
