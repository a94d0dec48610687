#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dequantizer
{

/// A model as a session keeps it.
struct PackedModel
{
    /// FNV-1a of the bytes before they were compressed: tells models apart without unpacking them. 0 for none.
    std::uint64_t hash = 0;

    /// What serialiseModel() writes, compressed by zlib.
    std::string bytes;

    [[nodiscard]] bool isEmpty() const noexcept { return bytes.empty(); }

    friend bool operator==(const PackedModel&, const PackedModel&) = default;
};

/// FNV-1a, 64 bit.
[[nodiscard]] std::uint64_t fnv1a(std::string_view bytes) noexcept;

/// The same bytes always give the same packed model.
[[nodiscard]] PackedModel packModel(std::string_view bytes);

/// The inverse of packModel(). Throws ModelError with one sentence if it is damaged, or larger than any model may be.
[[nodiscard]] std::string unpackModel(const PackedModel& packed);

} // namespace dequantizer
