#pragma once

namespace dequantizer
{

/// The overlap of successive frames: the model's own hop, or a hop of n, n/2, n/4 or n/8 for frames of n samples. A
/// larger overlap sounds smoother, costs more and has a shorter latency.
enum class Overlap
{
    recommended = 0,
    none = 1,
    half = 2,
    quarter = 3,
    eighth = 4
};

/// The hop in samples, given the model's recommended hop and its frame length n.
[[nodiscard]] int hopFor(Overlap overlap, int recommended, int frameLength) noexcept;

} // namespace dequantizer
