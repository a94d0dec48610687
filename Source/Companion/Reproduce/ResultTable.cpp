#include "Companion/Reproduce/ResultTable.h"

#include "Files/AtomicFile.h"
#include "Files/Utf8Path.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace dequantizer
{

namespace
{
ResultTable::Row split(const std::string& line)
{
    ResultTable::Row cells;
    std::string::size_type begin = 0;
    for (auto comma = line.find(','); comma != std::string::npos; comma = line.find(',', begin))
    {
        cells.push_back(line.substr(begin, comma - begin));
        begin = comma + 1;
    }
    cells.push_back(line.substr(begin));
    return cells;
}

std::string join(const ResultTable::Row& row)
{
    std::string line;
    for (const auto& cell : row)
        line.append(line.empty() ? "" : ",").append(cell);
    line += '\n';
    return line;
}
} // namespace

std::string cellText(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(7);
    text << value;
    return text.str();
}

ResultTable::ResultTable(std::filesystem::path target, const std::string& commonSettings, Row names, std::size_t keys,
                         ProcessGroup& group)
    : file(std::move(target)), common(std::string("# ").append(commonSettings)), columns(std::move(names)),
      keyColumns(keys), processes(group)
{
    std::ifstream stream(file);
    std::string line;
    if (!std::getline(stream, line))
        return;
    if (line != common)
        throw std::runtime_error(utf8FromPath(file) + " was made with other settings (" +
                                 line.substr(std::min<std::size_t>(2, line.size())) +
                                 "): delete it, or choose another --output");
    if (!std::getline(stream, line) || split(line) != columns)
        throw std::runtime_error(utf8FromPath(file) + " does not have the columns that this version writes");
    while (std::getline(stream, line))
    {
        rows.push_back(split(line));
        if (rows.back().size() != columns.size())
            throw std::runtime_error(utf8FromPath(file) + " is damaged: \"" + line + "\"");
    }
}

bool ResultTable::sameKey(const Row& one, const Row& other) const
{
    return std::equal(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(keyColumns), other.begin());
}

std::optional<std::string> ResultTable::find(const Row& key, const std::string& column) const
{
    const auto at = std::find(columns.begin(), columns.end(), column) - columns.begin();
    for (const auto& row : rows)
        if (sameKey(row, key) && !row[static_cast<std::size_t>(at)].empty())
            return row[static_cast<std::size_t>(at)];
    return std::nullopt;
}

std::optional<double> ResultTable::number(const Row& key, const std::string& column) const
{
    const auto text = find(key, column);
    double value = 0.0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc())
        return std::nullopt;
    return value;
}

void ResultTable::put(const std::vector<Row>& more)
{
    for (const auto& row : more)
    {
        const auto old = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return sameKey(one, row); });
        if (old == rows.end())
            rows.push_back(row);
        else
            *old = row;
    }
    if (processes.rank() != 0)
    {
        for (const auto& row : more)
            unsent += join(row);
        return;
    }
    std::string text = common + '\n' + join(columns);
    for (const auto& row : rows)
        text += join(row);
    replaceFile(file, text);
}

void ResultTable::collect()
{
    std::vector<Row> others;
    gatherText(processes, unsent,
               [&](int, const std::string& text)
               {
                   std::istringstream lines(text);
                   for (std::string line; std::getline(lines, line);)
                       others.push_back(split(line));
               });
    unsent.clear();
    if (!others.empty())
        put(others);
}

} // namespace dequantizer
