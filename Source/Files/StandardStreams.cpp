#include "Files/StandardStreams.h"

#include "Files/FileError.h"
#include "Files/Utf8Path.h"

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#ifdef _WIN32
// clang-format off: other headers of Windows need this one
#include <windows.h>
// clang-format on
#include <fcntl.h>
#include <io.h>
#else
#include <poll.h>
#include <unistd.h>

#include <cerrno>
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

// Waits for input, and stores up to a block of it. The number of bytes is 0 at the end, negative after an error.
std::ptrdiff_t readStandardInput(std::array<char, blockBytes>& block, const std::function<void()>& check)
{
    check();
    const auto count = std::fread(block.data(), 1, block.size(), stdin);
    return count == 0 && std::ferror(stdin) != 0 ? -1 : static_cast<std::ptrdiff_t>(count);
}
#else
std::ptrdiff_t readStandardInput(std::array<char, blockBytes>& block, const std::function<void()>& check)
{
    constexpr int betweenChecks = 100; // milliseconds
    for (;;)
    {
        check();
        pollfd input{STDIN_FILENO, POLLIN, 0};
        // A signal may arrive just before the wait, so it must not be what ends it.
        const int ready = poll(&input, 1, betweenChecks);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        const auto count = read(STDIN_FILENO, block.data(), block.size());
        if (count >= 0 || (errno != EINTR && errno != EAGAIN))
            return count;
    }
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

void copyStandardInputTo(const std::filesystem::path& file, const std::function<void()>& check)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    std::array<char, blockBytes> block{};
    std::ptrdiff_t count = 0;
    while ((count = readStandardInput(block, check)) > 0)
        stream.write(block.data(), count);
    stream.close();
    if (count < 0)
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
