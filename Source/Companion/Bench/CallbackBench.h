#pragma once

#include <functional>
#include <string>
#include <vector>

namespace dequantizer
{

/// The time that callbacks of the engine take, relative to their deadline (block / rate): above 1 is a drop-out.
struct CallbackFigure
{
    std::string model;
    double sampleRate; ///< Hz
    int channels;
    int block; ///< samples
    bool sliced;
    double mean, median, percentile99, worst; ///< without the effects of other load, see measureCallbacks()
    double worstMeasured;                     ///< the same as `worst`, but with these effects
};

/// Streams the same signal several times with each block length, with and without slicing, with the cosine model (n =
/// 20 ms, hop n / 8, L = 10) and, at 48 kHz, with the shipped Fourier models. Each callback does exactly the same work
/// every time, so its shortest time is the one least affected by other load. The figures are computed from these
/// shortest times.
std::vector<CallbackFigure> measureCallbacks(bool quick, const std::function<void(const CallbackFigure&)>& done);

} // namespace dequantizer
