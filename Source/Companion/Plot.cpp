#include "Companion/Plot.h"

#include "Companion/RunGnuplot.h"
#include "Files/AtomicFile.h"
#include "Files/ControlCharacters.h"
#include "Files/Utf8Path.h"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace dequantizer
{

namespace
{
constexpr const char* noSuchProgram = "dequantizer: gnuplot is not installed, so no figures were drawn\n";

// Colours that are also distinct for colour-blind readers (M. Okabe & K. Ito, "Color universal design", 2008), and a
// light grid.
constexpr const char* style = R"(set encoding utf8
set style line 1 lc rgb "#0072b2" lw 2 pt 7 ps 0.8
set style line 2 lc rgb "#d55e00" lw 2 pt 5 ps 0.8
set style line 3 lc rgb "#009e73" lw 2 pt 9 ps 0.9
set style line 4 lc rgb "#cc79a7" lw 2 pt 13 ps 1.0
set style line 5 lc rgb "#e69f00" lw 2 pt 11 ps 0.9
set style line 6 lc rgb "#56b4e9" lw 2 pt 6 ps 0.8
set style line 7 lc rgb "#222222" lw 1.5 pt 4 ps 0.8
set style line 8 lc rgb "#888888" lw 1.5 pt 1 ps 0.8
set grid lc rgb "#dddddd" lt 1 lw 0.5
set border lc rgb "#444444"
set tics nomirror out
)";
} // namespace

std::string plotText(const std::string& text)
{
    std::string result = "'";
    for (const char character : text)
        if (character == '\'')
            result += "''";
        else
            // gnuplot's quotes end at the end of a line, and the shell would run a next line that starts with "!".
            result += isControlCharacter(character) ? ' ' : character;
    return result + "'";
}

std::string plotCommand(const std::vector<std::string>& curves)
{
    std::string command = "plot ";
    for (const auto& curve : curves)
        command += (&curve == &curves.front() ? "" : ", ") + curve;
    return command;
}

Plot::Plot(int widthInPixels, int heightInPixels) : width(widthInPixels), height(heightInPixels), script(style) {}

std::string Plot::data(std::span<const std::pair<double, double>> points)
{
    std::vector<double> values;
    for (const auto& [x, y] : points)
        values.insert(values.end(), {x, y});
    return matrix(2, values);
}

std::string Plot::matrix(std::size_t columns, std::span<const double> values)
{
    auto name = "$data" + std::to_string(++blocks);
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(9);
    text << name << " << END\n";
    for (std::size_t i = 0; i < values.size(); ++i)
        text << values[i] << ((i + 1) % columns == 0 ? '\n' : ' ');
    script += text.str() + "END\n";
    return name;
}

void Plot::line(const std::string& command)
{
    script += command + '\n';
}

bool Plot::draw(const std::filesystem::path& stem) const
{
    if (const auto name = utf8FromPath(stem); std::ranges::any_of(name, isControlCharacter))
        throw std::runtime_error(name + ": gnuplot cannot write files whose names have control characters");
    for (const auto& [extension, terminal] :
         {std::pair(std::string(".png"), std::string("pngcairo")), std::pair(std::string(".svg"), std::string("svg"))})
    {
        const auto beside = pathFromUtf8(utf8FromPath(stem) + ".part" + extension);
        const auto instructions = pathFromUtf8(utf8FromPath(stem) + ".part.gnuplot");
        const auto size = std::to_string(width) + "," + std::to_string(height);
        replaceFile(instructions, "set terminal " + terminal + " size " + size +
                                      " font 'sans,11' background 'white'\nset output " +
                                      plotText(utf8FromPath(beside)) + "\n" + script + "set output\n");
        std::error_code ignored;
        bool drawn = false;
        try
        {
            drawn = runGnuplot(instructions);
        }
        catch (...)
        {
            std::filesystem::remove(instructions, ignored);
            std::filesystem::remove(beside, ignored);
            throw;
        }
        std::filesystem::remove(instructions, ignored);
        if (!drawn)
        {
            std::cerr << noSuchProgram;
            return false;
        }
        std::filesystem::rename(beside, pathFromUtf8(utf8FromPath(stem) + extension));
    }
    return true;
}

} // namespace dequantizer
