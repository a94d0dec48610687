#pragma once

namespace dequantizer
{

/// Where an engine writes its output: for each signal a pointer per channel, or null if that signal is not wanted. All
/// signals are aligned: sample i of each belongs to sample i of the others.
///
/// `restored` or `delayed` may be the buffers of the engine's input; apart from that all buffers are distinct.
struct EngineOutput
{
    float* const* restored;          ///< never null
    float* const* delayed = nullptr; ///< the input, bit for bit, but with silence in place of non-finite samples
    float* const* lower = nullptr;   ///< the lower bounds of the cells of `delayed`
    float* const* upper = nullptr;   ///< the upper bounds
};

} // namespace dequantizer
