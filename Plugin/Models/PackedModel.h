#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dequantizer
{

/// A model in the compressed form that sessions store.
struct PackedModel
{
    /// FNV-1a of the uncompressed bytes, which identifies the model without unpacking it; 0 for none.
    std::uint64_t hash = 0;

    /// The output of serialiseModel(), compressed with zlib.
    std::string bytes;

    [[nodiscard]] bool isEmpty() const noexcept { return bytes.empty(); }

    friend bool operator==(const PackedModel&, const PackedModel&) = default;
};

/// FNV-1a, 64 bit.
[[nodiscard]] std::uint64_t fnv1a(std::string_view bytes) noexcept;

/// Deterministic: equal bytes give equal packed models.
[[nodiscard]] PackedModel packModel(std::string_view bytes);

/// The inverse of packModel(). Throws ModelError with one sentence if the data is damaged or larger than any valid
/// model.
[[nodiscard]] std::string unpackModel(const PackedModel& packed);

} // namespace dequantizer
