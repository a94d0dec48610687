#pragma once

#include <functional>
#include <vector>

namespace dequantizer
{

/// How long the engine's callbacks take, as parts of their deadline (block / rate): 1 would be a drop-out.
struct CallbackFigure
{
    double sampleRate; ///< Hz
    int channels;
    int block; ///< samples
    bool sliced;
    double mean, percentile99, worst; ///< with the machine's other work taken out, see measureCallbacks()
    double worstMeasured;             ///< the same as `worst` with it
};

/// Streams the same sound several times with each block length, with and without slicing, with the cosine model (n = 20
/// ms, hop n / 8, L = 10). A callback does exactly the same work each time, so the shortest of its times is the one
/// that nothing else on the machine disturbed: the figures are taken over these.
std::vector<CallbackFigure> measureCallbacks(bool quick, const std::function<void(const CallbackFigure&)>& done);

} // namespace dequantizer
