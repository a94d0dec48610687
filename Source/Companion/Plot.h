#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dequantizer
{

/// A gnuplot script (http://www.gnuplot.info) that contains its data.
class Plot
{
public:
    using Points = std::vector<std::pair<double, double>>; ///< (x, y)

    /// `width` and `height` are in pixels.
    Plot(int width, int height);

    /// Adds `points`, (x, y), as a data block and returns its name for use in a plot command.
    std::string data(std::span<const std::pair<double, double>> points);

    /// Adds a matrix as a data block, row by row with `columns` values each, and returns its name. gnuplot's
    /// `$name matrix` gives column, row (from 0) and value.
    std::string matrix(std::size_t columns, std::span<const double> values);

    /// Adds one or more gnuplot commands.
    void line(const std::string& command);

    /// Writes `stem`.png and `stem`.svg, replacing each only when complete. If gnuplot is not installed, prints a
    /// message to stderr and returns false. Throws std::runtime_error with one sentence if drawing fails.
    bool draw(const std::filesystem::path& stem) const;

private:
    const int width, height;
    int blocks = 0;
    std::string script;
};

/// `text` in single quotes, which gnuplot takes literally, with spaces for control characters, which it does not.
[[nodiscard]] std::string plotText(const std::string& text);

/// The gnuplot command that draws these curves in one diagram.
[[nodiscard]] std::string plotCommand(const std::vector<std::string>& curves);

} // namespace dequantizer
