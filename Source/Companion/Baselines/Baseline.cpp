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

Baseline makeBaseline(const std::string& name, int gaborIterations)
{
    if (name == "gabor")
        return {name, [gaborIterations](std::span<const float> quantised, double sampleRate, const Quantiser& quantiser)
                { return gaborBaseline(quantised, sampleRate, quantiser, gaborIterations); }};
    if (name == "wiener")
        return {name, wienerBaseline};
    throw std::invalid_argument("there is no baseline " + name);
}

} // namespace dequantizer
