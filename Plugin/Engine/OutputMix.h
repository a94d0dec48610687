#pragma once

namespace dequantizer
{

/// The amplitude factors of the delayed input and of the restored signal: out = dry delayed + wet restored.
struct OutputMix
{
    float dry, wet;

    friend bool operator==(const OutputMix&, const OutputMix&) = default;
};

/// The delayed input alone, bit for bit.
inline constexpr OutputMix bypassMix{1.0f, 0.0f};

} // namespace dequantizer
