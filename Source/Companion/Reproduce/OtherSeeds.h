#pragma once

#include "Companion/Reproduce/ResultTable.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace dequantizer
{

/// The mean and the range of a value over runs that differ only in their seed.
struct SeedRange
{
    double mean = 0.0, least = 0.0, most = 0.0;
    int seeds = 0;
};

/// A table together with those of the same runs with other seeds.
class SeedTables
{
public:
    /// `own` must outlive this object; `folders` hold the other tables, in files of the name `fileName`. Throws
    /// std::runtime_error with one sentence if a table is missing, or has other settings than `common` besides another
    /// seed.
    SeedTables(const ResultTable& own, const std::vector<std::filesystem::path>& folders, const std::string& fileName,
               const std::string& common, const ResultTable::Row& columns, std::size_t keyColumns);

    /// The values of `column` in the rows with this key; `seeds` is 0 if no table has one.
    [[nodiscard]] SeedRange range(const ResultTable::Row& key, const std::string& column) const;

    /// The number of seeds, the own one included.
    [[nodiscard]] std::size_t count() const noexcept { return others.size() + 1; }

private:
    const ResultTable& own;
    std::vector<ResultTable> others;
};

} // namespace dequantizer
