#pragma once

namespace dequantizer
{

/// The destination buffers of an engine: one pointer per channel for each signal, or null to omit that signal. Sample i
/// of every signal refers to the same instant.
///
/// `restored` or `delayed` may be the input buffers. All other buffers must be distinct.
struct EngineOutput
{
    float* const* restored = nullptr; ///< never null
    float* const* delayed = nullptr;  ///< the input, bit for bit, with non-finite samples replaced by 0
    float* const* lower = nullptr;    ///< the lower bounds of the cells of `delayed`
    float* const* upper = nullptr;    ///< the upper bounds of the cells of `delayed`
};

} // namespace dequantizer
