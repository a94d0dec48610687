#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// Results as a CSV file that grows row by row and can be gone on with: the file holds all rows put so far at every
/// moment. A comment in its first line says what all rows have in common.
class ResultTable
{
public:
    using Row = std::vector<std::string>;

    /// Reads `file` where it exists. The first `keyColumns` columns tell rows apart. Throws std::runtime_error where
    /// the file is not of this kind or has another `common`.
    ResultTable(std::filesystem::path file, const std::string& common, Row columns, std::size_t keyColumns);

    /// The value of `column` in the row with this key; none where there is no such row or it is empty there.
    [[nodiscard]] std::optional<std::string> find(const Row& key, const std::string& column) const;

    /// find() as a number.
    [[nodiscard]] std::optional<double> number(const Row& key, const std::string& column) const;

    /// Adds rows, in place of those with the same key, and writes the file (beside it first). Throws ModelError.
    void put(const std::vector<Row>& rows);

    [[nodiscard]] const std::vector<Row>& all() const noexcept { return rows; }

private:
    [[nodiscard]] bool sameKey(const Row& one, const Row& other) const;

    const std::filesystem::path file;
    const std::string common;
    const Row columns;
    const std::size_t keyColumns;
    std::vector<Row> rows;
};

/// A number as the tables hold it.
[[nodiscard]] std::string cellText(double value);

} // namespace dequantizer
