#include "Files/ProgramArguments.h"

#ifdef _WIN32
#include "Files/Utf8Path.h"

#include <windows.h>
// This comment keeps clang-format from sorting: shellapi.h needs windows.h.
#include <shellapi.h>

#include <memory>
#include <new>
#endif

namespace dequantizer
{

#ifdef _WIN32

std::vector<std::string> programArguments(int, const char* const*)
{
    int count = 0;
    const std::unique_ptr<wchar_t*, decltype(&LocalFree)> wide(CommandLineToArgvW(GetCommandLineW(), &count),
                                                               LocalFree);
    if (wide == nullptr)
        throw std::bad_alloc();
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i)
        arguments.push_back(utf8FromPath(wide.get()[i]));
    return arguments;
}

#else

std::vector<std::string> programArguments(int argc, const char* const* argv)
{
    return {argv + 1, argv + argc};
}

#endif

} // namespace dequantizer
