#include "Restoration/RestorationSettings.h"

#include <stdexcept>

namespace dequantizer
{

namespace
{
constexpr int mostBits = 24;
} // namespace

const std::map<std::string, std::optional<Dither>>& ditherNames()
{
    static const std::map<std::string, std::optional<Dither>> names{{RestorationSettings::automatic, std::nullopt},
                                                                    {"none", Dither::none},
                                                                    {"rectangular", Dither::rectangular},
                                                                    {"triangular", Dither::triangular}};
    return names;
}

const std::map<std::string, QuantisationRate>& quantisationRateNames()
{
    static const std::map<std::string, QuantisationRate> names{
        {RestorationSettings::automatic, QuantisationRate::automatic},
        {"own", QuantisationRate::own},
        {"model", QuantisationRate::model}};
    return names;
}

const std::map<std::string, Arithmetic>& arithmeticNames()
{
    static const std::map<std::string, Arithmetic> names{{"fixed", Arithmetic::fixedPoint},
                                                         {"float", Arithmetic::floatingPoint}};
    return names;
}

std::string RestorationSettings::whyNoBits(const std::string& text)
{
    if (text == automatic)
        return {};
    try
    {
        std::size_t read = 0;
        const int bits = std::stoi(text, &read);
        if (read == text.size() && bits >= 1 && bits <= mostBits)
            return {};
    }
    catch (const std::logic_error&)
    {
    }
    return text + " is neither a number of bits from 1 to 24 nor auto";
}

std::optional<double> RestorationSettings::givenDelta() const
{
    if (bits.empty() || bits == automatic)
        return delta;
    return deltaForBits(std::stoi(bits));
}

std::optional<RestorationSettings::Contradiction> RestorationSettings::contradiction() const
{
    if (!quantiser.isUniform() && dither.value_or(Dither::none) != Dither::none)
        return Contradiction{"--dither", "it applies to uniform quantisers only"};
    if (!quantiser.isUniform() && (!bits.empty() || delta))
        return Contradiction{"--quantiser", quantiser.name + " takes neither --bits nor --step"};
    return std::nullopt;
}

} // namespace dequantizer
