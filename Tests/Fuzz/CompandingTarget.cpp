#include "Fuzz/FuzzTargets.h"
#include "Signal/CompandingQuantiser.h"

#include <cmath>
#include <cstring>

namespace dequantizer
{

namespace
{
void checkCompandedSample(const CompandingQuantiser& quantiser, float sample)
{
    const auto level = quantiser.quantise(sample);
    require(std::abs(level) <= 1.0f, "levels are within full scale");
    require(quantiser.quantise(level) == level, "a level is its own level");
    const auto cell = quantiser.cell(sample);
    require(cell.lower < cell.upper, "a cell has a width");
    require(cell.lower <= cell.centre && cell.centre <= cell.upper, "a cell contains its centre");
}
} // namespace

// Codes, and the same bytes as samples.
void fuzzCompanding(std::string_view bytes)
{
    for (const auto law : {CompandingLaw::mu, CompandingLaw::a})
    {
        const CompandingQuantiser quantiser(law);
        for (const char code : bytes)
            checkCompandedSample(quantiser, quantiser.decode(static_cast<std::uint8_t>(code)));
        for (std::size_t i = 0; i + sizeof(float) <= bytes.size(); i += sizeof(float))
        {
            float sample = 0.0f;
            std::memcpy(&sample, bytes.data() + i, sizeof sample);
            checkCompandedSample(quantiser, sample);
        }
    }
}

} // namespace dequantizer
