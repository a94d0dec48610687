#include "Companion/Reproduce/OtherSeeds.h"

#include "Files/Utf8Path.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <stdexcept>

namespace dequantizer
{

namespace
{
const std::regex& seedPattern()
{
    static const std::regex pattern("; seed ([0-9]+);");
    return pattern;
}

// The seed in the settings of a table; empty if there is none.
std::string seedIn(const std::string& settings)
{
    std::smatch found;
    return std::regex_search(settings, found, seedPattern()) ? found[1].str() : std::string();
}
} // namespace

SeedTables::SeedTables(const ResultTable& ownTable, const std::vector<std::filesystem::path>& folders,
                       const std::string& fileName, const std::string& common, const ResultTable::Row& columns,
                       std::size_t keyColumns)
    : own(ownTable)
{
    std::set<std::string> seeds{seedIn(common)};
    for (const auto& folder : folders)
    {
        const auto file = folder / fileName;
        std::string settings;
        if (std::ifstream stream(file); !std::getline(stream, settings))
            throw std::runtime_error(utf8FromPath(file) + ": this table does not exist or is empty");
        const auto seed = seedIn(settings);
        if (!seeds.insert(seed).second)
            throw std::runtime_error(utf8FromPath(file) + ": another of these tables has the same seed");
        others.emplace_back(file, std::regex_replace(common, seedPattern(), "; seed " + seed + ";"), columns,
                            keyColumns);
    }
}

SeedRange SeedTables::range(const ResultTable::Row& key, const std::string& column) const
{
    SeedRange range;
    const auto add = [&](const ResultTable& table)
    {
        const auto value = table.number(key, column);
        if (!value)
            return;
        range.least = range.seeds == 0 ? *value : std::min(range.least, *value);
        range.most = range.seeds == 0 ? *value : std::max(range.most, *value);
        range.mean += (*value - range.mean) / ++range.seeds;
    };
    add(own);
    for (const auto& table : others)
        add(table);
    return range;
}

} // namespace dequantizer
