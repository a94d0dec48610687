#pragma once

#include "Algorithm/Matrix.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dequantizer
{

/// Named matrices and text, as stored in a safetensors file (https://github.com/huggingface/safetensors, "Format").
struct Safetensors
{
    std::map<std::string, std::string> metadata;
    std::vector<std::pair<std::string, Matrix<float>>> tensors; ///< in the order of their data; names are unique
};

/// The bytes of a file: eight bytes of header length (little endian), the header as JSON, then the tensors (F32, by
/// rows). The header is padded with spaces so that the data is aligned to 8 bytes. Bytes of the metadata that are not
/// UTF-8 are replaced. The same content always gives the same bytes.
[[nodiscard]] std::string serialiseSafetensors(const Safetensors& content);

/// Reads matrices and text from the bytes of a safetensors file, which must outlive the reader. Every function throws
/// ModelError with one sentence about the error.
class SafetensorsReader
{
public:
    /// The maximum size of a header in bytes.
    static constexpr std::size_t maxHeaderLength = 1 << 20;

    /// Parses the header.
    explicit SafetensorsReader(std::string_view bytes);

    /// Whether there is a matrix `name`.
    [[nodiscard]] bool has(const std::string& name) const { return entries.contains(name); }

    /// The text stored under `key`, or an empty string.
    [[nodiscard]] std::string textOr(const std::string& key) const;

    /// The text stored under `key`, which must exist.
    [[nodiscard]] std::string text(const std::string& key) const;

    /// The text stored under `key`, which must be a number in JSON's syntax.
    [[nodiscard]] double number(const std::string& key) const;

    /// The text stored under `key`, which must be a whole number from 0 to 1e9.
    [[nodiscard]] int integer(const std::string& key) const;

    /// All text whose key starts with `prefix`, by the rest of the key.
    [[nodiscard]] std::map<std::string, std::string> textsBelow(std::string_view prefix) const;

    /// The matrix `name`, which must be of type F32. Its size is limited by ModelLimits, so that a damaged header
    /// cannot cause a large allocation.
    [[nodiscard]] Matrix<float> matrix(const std::string& name) const;

private:
    std::map<std::string, std::string> metadata;
    std::map<std::string, std::string> entries; // of the tensors, as JSON text
    std::string_view data;
};

} // namespace dequantizer
