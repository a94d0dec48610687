#include "Companion/CommandLine.h"

#include "Files/Utf8Path.h"
#include "TemporaryFolder.h"

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#else
#include <cstdlib>
#endif

#include <fstream>
#include <iterator>

namespace dequantizer
{

namespace
{
#ifdef _WIN32

// Doubles the backslashes before a quote, as programs expect it.
std::string quoted(const std::string& text)
{
    std::string result = "\"";
    std::size_t backslashes = 0;
    for (const char character : text)
    {
        if (character == '"')
            result.append(backslashes + 1, '\\');
        backslashes = character == '\\' ? backslashes + 1 : 0;
        result += character;
    }
    return result.append(backslashes, '\\') + '"';
}

HANDLE openForChild(const std::filesystem::path& file, DWORD access, DWORD disposition)
{
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    return CreateFileW(file.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, disposition,
                       FILE_ATTRIBUTE_NORMAL, nullptr);
}

int run(const std::string& command, const std::filesystem::path& in, const std::filesystem::path& out,
        const std::filesystem::path& err)
{
    STARTUPINFOW streams{};
    streams.cb = sizeof streams;
    streams.dwFlags = STARTF_USESTDHANDLES;
    streams.hStdInput = openForChild(in.empty() ? L"NUL" : in, GENERIC_READ, OPEN_EXISTING);
    streams.hStdOutput = openForChild(out, GENERIC_WRITE, CREATE_ALWAYS);
    streams.hStdError = openForChild(err, GENERIC_WRITE, CREATE_ALWAYS);
    PROCESS_INFORMATION process{};
    auto wide = pathFromUtf8(command).native();
    const bool started =
        CreateProcessW(nullptr, wide.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &streams, &process) != FALSE;
    for (const HANDLE stream : {streams.hStdInput, streams.hStdOutput, streams.hStdError})
        CloseHandle(stream);
    if (!started)
        return -1;
    DWORD status = 0;
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &status);
    CloseHandle(process.hProcess);
    CloseHandle(process.hThread);
    return static_cast<int>(status);
}

#else

// For the shells of std::system(): a quote becomes the end of the quotes, an escaped quote, and new quotes.
std::string quoted(const std::string& text)
{
    std::string result = "'";
    for (const char character : text)
        result += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return result + "'";
}

int run(const std::string& command, const std::filesystem::path& in, const std::filesystem::path& out,
        const std::filesystem::path& err)
{
    const std::string redirected = command + " >" + quoted(utf8FromPath(out)) + " 2>" + quoted(utf8FromPath(err)) +
                                   " <" + quoted(in.empty() ? "/dev/null" : utf8FromPath(in));
    const int waited = std::system(redirected.c_str());
    // The exit status as a POSIX wait status; a signal (a crash) has its number in the low bits instead.
    return (waited & 0x7f) == 0 ? (waited >> 8) & 0xff : -(waited & 0x7f);
}

#endif

std::string contents(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
} // namespace

RunResult runProgram(const std::string& program, const std::vector<std::string>& arguments,
                     const std::filesystem::path& input)
{
    const TemporaryFolder folder;
    std::string command = quoted(program);
    for (const auto& argument : arguments)
        command.append(" ").append(quoted(argument));
    const int status = run(command, input, folder / "out", folder / "err");
    return {status, contents(folder / "out"), contents(folder / "err")};
}

RunResult runDequantizer(const std::vector<std::string>& arguments, const std::filesystem::path& input)
{
    return runProgram(DEQUANTIZER_PROGRAM, arguments, input);
}

} // namespace dequantizer
