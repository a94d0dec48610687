#pragma once

#include "Training/ProcessGroup.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dequantizer
{

/// Results in a CSV file that always holds all rows so far, so that an interrupted run can be resumed. A comment in the
/// first line states the settings that all rows share.
class ResultTable
{
public:
    using Row = std::vector<std::string>;

    /// Reads `file` if it exists. The first `keyColumns` columns are the key of a row. Throws std::runtime_error if
    /// the file has another format or another `common`. `group` must outlive this object; only process 0 writes the
    /// file.
    ResultTable(std::filesystem::path file, const std::string& common, Row columns, std::size_t keyColumns,
                ProcessGroup& group = oneProcess());

    /// The value of `column` in the row with this key; empty if there is no such row or its cell is empty.
    [[nodiscard]] std::optional<std::string> find(const Row& key, const std::string& column) const;

    /// find() as a number.
    [[nodiscard]] std::optional<double> number(const Row& key, const std::string& column) const;

    /// Adds rows, replacing those with the same key, and replaces the file atomically. Throws FileError.
    void put(const std::vector<Row>& rows);

    /// Moves the rows that the other processes have put to process 0. All processes must call it.
    void collect();

    [[nodiscard]] const std::vector<Row>& all() const noexcept { return rows; }

private:
    [[nodiscard]] bool sameKey(const Row& one, const Row& other) const;

    const std::filesystem::path file;
    const std::string common;
    const Row columns;
    const std::size_t keyColumns;
    ProcessGroup& processes;
    std::vector<Row> rows;
    std::string unsent; // rows of another process than 0
};

/// A number in the format of the tables.
[[nodiscard]] std::string cellText(double value);

} // namespace dequantizer
