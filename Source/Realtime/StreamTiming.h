#pragma once

namespace dequantizer
{

/// When the frames of a stream follow each other.
struct StreamTiming
{
    double sampleRate; ///< Hz, > 0
    int hop;           ///< the distance between frames in samples, >= 1

    [[nodiscard]] double secondsPerFrame() const noexcept { return hop / sampleRate; }
};

} // namespace dequantizer
