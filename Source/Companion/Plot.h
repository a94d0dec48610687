#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dequantizer
{

/// A drawing for gnuplot (http://www.gnuplot.info) that carries its data with it.
class Plot
{
public:
    /// Size in pixels.
    Plot(int width, int height);

    /// Adds the points as a data block and returns its name, for use in a plot command. `points` are (x, y).
    std::string data(std::span<const std::pair<double, double>> points);

    /// Adds a line of gnuplot's language.
    void line(const std::string& command);

    /// Writes `stem`.png and `stem`.svg, each beside it first. Returns false, having said so on stderr, where there is
    /// no gnuplot to draw with; throws std::runtime_error with one sentence where it fails.
    bool draw(const std::filesystem::path& stem) const;

private:
    const int width, height;
    int blocks = 0;
    std::string script;
};

/// Text in the quotes that gnuplot takes literally.
[[nodiscard]] std::string plotText(const std::string& text);

} // namespace dequantizer
