#include "Signal/Resampling.h"

#include "Signal/KaiserSinc.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dequantizer
{

namespace
{
constexpr double zeroCrossings = 32.0;
constexpr double kaiserBeta = 10.0;
constexpr double passedPart = 0.95;
constexpr int tableStepsPerCrossing = 512;

// The windowed sinc at distances 0 .. zeroCrossings, read with linear interpolation, which is exact to about -110 dB.
std::vector<double> windowedSinc()
{
    std::vector<double> table(static_cast<std::size_t>(zeroCrossings * tableStepsPerCrossing) + 2, 0.0);
    for (std::size_t i = 0; i + 1 < table.size(); ++i)
        table[i] = kaiserSinc(static_cast<double>(i) / tableStepsPerCrossing, zeroCrossings, kaiserBeta);
    return table;
}
} // namespace

std::vector<float> resample(std::span<const float> signal, double inputRate, double outputRate)
{
    if (inputRate == outputRate)
        return {signal.begin(), signal.end()};

    const auto table = windowedSinc();
    const double cutoff = passedPart * std::min(1.0, outputRate / inputRate);
    const double reach = zeroCrossings / cutoff;
    const auto inputLength = static_cast<std::ptrdiff_t>(signal.size());
    const auto outputLength =
        static_cast<std::size_t>(std::ceil(static_cast<double>(signal.size()) * outputRate / inputRate));
    std::vector<float> output(outputLength);
    for (std::size_t i = 0; i < outputLength; ++i)
    {
        const double centre = static_cast<double>(i) * inputRate / outputRate;
        const auto first = std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(std::ceil(centre - reach)));
        const auto last = std::min(inputLength - 1, static_cast<std::ptrdiff_t>(std::floor(centre + reach)));
        double sum = 0.0;
        for (auto j = first; j <= last; ++j)
        {
            const double place = std::abs(static_cast<double>(j) - centre) * cutoff * tableStepsPerCrossing;
            const auto entry = std::min(static_cast<std::size_t>(place), table.size() - 2);
            const double between = place - static_cast<double>(entry);
            const double tap = table[entry] + between * (table[entry + 1] - table[entry]);
            sum += tap * static_cast<double>(signal[static_cast<std::size_t>(j)]);
        }
        output[i] = static_cast<float>(cutoff * sum);
    }
    return output;
}

} // namespace dequantizer
