#include "Companion/Baselines/Baseline.h"

#include "Companion/Baselines/GaborBaseline.h"
#include "Companion/Baselines/WienerBaseline.h"

#include <stdexcept>

namespace dequantizer
{

const std::vector<std::string>& baselineNames()
{
    static const std::vector<std::string> names{"gabor", "wiener"};
    return names;
}

Baseline makeBaseline(const std::string& name, const GaborOptions& gabor)
{
    if (name == "gabor")
        return {name, [gabor](std::span<const float> quantised, double sampleRate, const Quantiser& quantiser,
                              std::span<const float> clean)
                {
                    return gaborBaseline(quantised, sampleRate, quantiser, gabor.iterations,
                                         gabor.oracle ? clean : std::span<const float>());
                }};
    if (name == "wiener")
        return {name, [](std::span<const float> quantised, double sampleRate, const Quantiser& quantiser,
                         std::span<const float>) { return wienerBaseline(quantised, sampleRate, quantiser); }};
    throw std::invalid_argument("there is no baseline " + name);
}

} // namespace dequantizer
