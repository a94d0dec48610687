#include "Signal/Resampling.h"

#include <soxr.h>

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace dequantizer
{

std::vector<float> resample(std::span<const float> signal, double inputRate, double outputRate)
{
    if (inputRate == outputRate || signal.empty())
        return {signal.begin(), signal.end()};

    const auto outputLength =
        static_cast<std::size_t>(std::ceil(static_cast<double>(signal.size()) * outputRate / inputRate));
    std::vector<float> output(outputLength, 0.0f);
    const auto quality = soxr_quality_spec(SOXR_VHQ, SOXR_LINEAR_PHASE);
    std::size_t written = 0;
    if (const auto* const error = soxr_oneshot(inputRate, outputRate, 1, signal.data(), signal.size(), nullptr,
                                               output.data(), output.size(), &written, nullptr, &quality, nullptr))
        throw std::runtime_error(std::string("resampling failed: ") + error);
    return output;
}

} // namespace dequantizer
