#pragma once

#include <array>

namespace dequantizer
{

/// How much of the correction, the restored signal minus the input, is applied: by frequency band, and in the first two
/// channels by channel. All shares are 0 .. 1.
struct CorrectionShares
{
    enum class Stereo
    {
        linked,    ///< the same in all channels
        leftRight, ///< `first` is that of the first channel, `second` that of the second
        midSide    ///< `first` is that of their sum, `second` that of their difference
    };

    std::array<float, 3> bands{1.0f, 1.0f, 1.0f}; ///< low, mid, high
    std::array<float, 2> splits{250.0f, 4000.0f}; ///< between the bands, Hz, increasing; slopes are 6 dB per octave
    Stereo stereo = Stereo::linked;
    float first = 1.0f, second = 1.0f;

    friend bool operator==(const CorrectionShares&, const CorrectionShares&) = default;
};

} // namespace dequantizer
