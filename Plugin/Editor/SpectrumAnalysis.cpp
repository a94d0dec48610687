#include "Plugin/Editor/SpectrumAnalysis.h"

#include <cmath>

namespace dequantizer
{

namespace
{
constexpr double averagingSeconds = 0.25; // the time constant
} // namespace

void SpectrumAnalysis::add(std::span<const ScopeSample> frame, double seconds)
{
    latest.analyse(frame);
    const double newest = isEmpty ? 1.0 : 1.0 - std::exp(-seconds / averagingSeconds);
    const auto average = [newest](std::vector<double>& powers, std::span<const double> added)
    {
        for (std::size_t bin = 0; bin < powers.size(); ++bin)
            powers[bin] += newest * (added[bin] - powers[bin]);
    };
    average(ofInput, latest.input());
    average(ofRestored, latest.restored());
    average(ofRemoved, latest.removed());
    isEmpty = false;
}

} // namespace dequantizer
