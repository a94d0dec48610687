#include "Companion/CommandLine.h"

#include "TemporaryFolder.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace dequantizer
{

namespace
{
// For the shells of std::system(): a quote becomes the end of the quotes, an escaped quote, and new quotes.
std::string quoted(const std::string& text)
{
    std::string result = "'";
    for (const char character : text)
        result += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return result + "'";
}

std::string contents(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
} // namespace

RunResult runProgram(const std::string& program, const std::vector<std::string>& arguments)
{
    const TemporaryFolder folder;
    std::string command = quoted(program);
    for (const auto& argument : arguments)
        command.append(" ").append(quoted(argument));
    command += " >" + quoted((folder / "out").string()) + " 2>" + quoted((folder / "err").string()) + " </dev/null";

    const int waited = std::system(command.c_str());
    // The exit status as a POSIX wait status; a signal (a crash) has its number in the low bits instead.
    return {(waited & 0x7f) == 0 ? (waited >> 8) & 0xff : -(waited & 0x7f), contents(folder / "out"),
            contents(folder / "err")};
}

RunResult runDequantizer(const std::vector<std::string>& arguments)
{
    return runProgram(DEQUANTIZER_PROGRAM, arguments);
}

} // namespace dequantizer
