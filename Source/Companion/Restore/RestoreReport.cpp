#include "Companion/Restore/RestoreReport.h"

#include "AudioFile/SoundFormat.h"
#include "Companion/Restore/MeanSpectrum.h"
#include "Files/AtomicFile.h"
#include "Files/Utf8Path.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace dequantizer
{

namespace
{
struct Column
{
    const char* csv;
    const char* html;
};

constexpr Column columns[] = {{"file", "File"},
                              {"output", "Output"},
                              {"status", "Status"},
                              {"format", "Format"},
                              {"sample_rate", "Rate (Hz)"},
                              {"channels", "Channels"},
                              {"seconds", "Seconds"},
                              {"grid", "Grid of the samples"},
                              {"restored_from", "Restored from"},
                              {"model", "Model"},
                              {"removed_db", "Noise removed (dB re full scale)"},
                              {"notes", "Notes"}};

std::string fixed(double value, int decimals)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(decimals) << value;
    return text.str();
}

std::string gridText(const SoundGrid& found)
{
    if (found.state == GridState::none)
        return "none";
    if (found.state == GridState::unknown)
        return "unknown";
    const auto& grid = found.grid;
    return fixed(bitsForDelta(grid.delta), 2) + " bit, " + std::to_string(grid.levels) + " levels, " +
           fixed(100.0 * grid.confidence, 1) + " % sure";
}

std::string joinedNotes(const ReportRow& row)
{
    auto text = row.error;
    if (row.file)
        for (const auto& warning : row.file->warnings)
            text += (text.empty() ? "" : "; ") + warning;
    return text;
}

// The values of the columns.
std::vector<std::string> cells(const ReportRow& row)
{
    std::vector<std::string> values{row.job.name(), utf8FromPath(row.job.output), row.status};
    if (row.file)
    {
        const auto& [sound, quantisation, bits, model, description, warnings, removedDb, spectra] = *row.file;
        const bool isRestored = std::isfinite(removedDb) && row.status == "restored";
        for (auto& value : {sound.properties.format, fixed(sound.properties.sampleRate, 0),
                            std::to_string(sound.channels), fixed(sound.seconds(), 3), gridText(sound.grid),
                            quantisation, model, isRestored ? fixed(removedDb, 1) : std::string()})
            values.push_back(value);
    }
    values.resize(std::size(columns) - 1);
    values.push_back(joinedNotes(row));
    return values;
}

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string result = "\"";
    for (const char letter : text)
        result += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return result + '"';
}

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char letter : text)
        switch (letter)
        {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        default:
            result += letter;
        }
    return result;
}

std::string csvReport(const std::vector<ReportRow>& rows)
{
    std::ostringstream text;
    for (std::size_t i = 0; i < std::size(columns); ++i)
        text << (i > 0 ? "," : "") << columns[i].csv;
    text << '\n';
    for (const auto& row : rows)
    {
        const auto values = cells(row);
        for (std::size_t i = 0; i < values.size(); ++i)
            text << (i > 0 ? "," : "") << quoted(values[i]);
        text << '\n';
    }
    return text.str();
}

constexpr double pictureWidth = 192.0, pictureHeight = 60.0;

void drawCurve(std::ostream& svg, const std::vector<double>& levels, double highest, double lowest, const char* name)
{
    svg << "<polyline class=\"" << name << "\" points=\"";
    for (std::size_t i = 0; i < levels.size(); ++i)
    {
        const double x = pictureWidth * (static_cast<double>(i) + 0.5) / static_cast<double>(levels.size());
        const double y = pictureHeight * (highest - levels[i]) / (highest - lowest);
        svg << (i > 0 ? " " : "") << fixed(x, 1) << ',' << fixed(std::clamp(y, 0.0, pictureHeight), 1);
    }
    svg << "\"/>";
}

void drawSpectra(std::ostream& svg, const SpectraBeforeAndAfter& spectra)
{
    constexpr double rangeDb = 100.0;
    const double highest = *std::max_element(spectra.before.begin(), spectra.before.end());
    svg << "<svg width=\"" << pictureWidth << "\" height=\"" << pictureHeight << "\">";
    drawCurve(svg, spectra.before, highest, highest - rangeDb, "before");
    drawCurve(svg, spectra.after, highest, highest - rangeDb, "after");
    svg << "</svg>";
}

std::string htmlReport(const std::vector<ReportRow>& rows)
{
    std::ostringstream text;
    text << "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Dequantizer report</title>\n"
            "<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}"
            "td,th{border:1px solid #ccc;padding:4px 8px;text-align:left;vertical-align:top}"
            ".failed{background:#fdd}.before,.after{fill:none;stroke-width:1.2}.before{stroke:#c60}"
            ".after{stroke:#06c}</style></head><body>\n<h1>Dequantizer report</h1>\n"
         << "<p>" << rows.size() << " files. The pictures show the mean spectrum from "
         << fixed(MeanSpectrum::lowestFrequency, 0)
         << " Hz to half the rate on a logarithmic scale, over 100 dB: orange before, blue after.</p>\n<table><tr>";
    for (const auto& column : columns)
        text << "<th>" << column.html << "</th>";
    text << "<th>Spectrum</th></tr>\n";
    for (const auto& row : rows)
    {
        text << "<tr class=\"" << (row.status == "failed" ? "failed" : "ok") << "\">";
        for (const auto& value : cells(row))
            text << "<td>" << escaped(value) << "</td>";
        text << "<td>";
        if (row.file && row.file->spectra)
            drawSpectra(text, *row.file->spectra);
        text << "</td></tr>\n";
    }
    text << "</table></body></html>\n";
    return text.str();
}
} // namespace

std::string whyNoReport(const std::string& file)
{
    const auto extension = lowerCaseExtension(pathFromUtf8(file));
    return extension == ".html" || extension == ".csv" ? std::string() : file + " ends in neither .html nor .csv";
}

void writeRestoreReport(const std::vector<ReportRow>& rows, const std::filesystem::path& file)
{
    replaceFile(file, lowerCaseExtension(file) == ".csv" ? csvReport(rows) : htmlReport(rows));
}

} // namespace dequantizer
