#include "Companion/RunGnuplot.h"

#include "Files/Utf8Path.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace dequantizer
{

namespace
{
#ifdef _WIN32
constexpr char pathSeparator = ';';
constexpr const char* program = "gnuplot.exe";

// In the same encoding as the paths of files.
std::string searchedFolders()
{
    const wchar_t* const path = _wgetenv(L"PATH");
    return path != nullptr ? utf8FromPath(path) : "";
}

FILE* openPipe(const std::string& command)
{
    return _wpopen(pathFromUtf8(command).c_str(), L"r");
}

int closePipe(FILE* pipe)
{
    return _pclose(pipe);
}

std::string shellQuoted(const std::string& text)
{
    return '"' + text + '"'; // Windows file names contain no quotes
}
#else
constexpr char pathSeparator = ':';
constexpr const char* program = "gnuplot";

std::string searchedFolders()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread changes the environment.
    const char* const path = std::getenv("PATH");
    return path != nullptr ? path : "";
}

FILE* openPipe(const std::string& command)
{
    return popen(command.c_str(), "r");
}

int closePipe(FILE* pipe)
{
    return pclose(pipe);
}

std::string shellQuoted(const std::string& text)
{
    std::string result = "'";
    for (const char character : text)
        result += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return result + "'";
}
#endif

bool isInstalled()
{
    std::istringstream folders(searchedFolders());
    std::error_code ignored;
    for (std::string folder; std::getline(folders, folder, pathSeparator);)
        if (std::filesystem::is_regular_file(pathFromUtf8(folder) / program, ignored))
            return true;
    return false;
}

std::string lastLine(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}
} // namespace

bool runGnuplot(const std::filesystem::path& script)
{
    if (!isInstalled())
        return false;
    FILE* const pipe = openPipe(std::string(program) + ' ' + shellQuoted(utf8FromPath(script)) + " 2>&1");
    if (pipe == nullptr)
        throw std::runtime_error("gnuplot cannot be started");
    std::string printed;
    std::array<char, 4096> buffer{};
    for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        printed.append(buffer.data(), count);
    if (closePipe(pipe) != 0)
        throw std::runtime_error("gnuplot failed: " + lastLine(std::move(printed)));
    return true;
}

} // namespace dequantizer
