#include "Signal/NamedQuantiser.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace dequantizer
{

namespace
{
const std::map<std::string, Quantiser (*)(double delta, Overload overload)> uniformQuantisers{
    {"mid-rise", Quantiser::midRise}, {"mid-tread", Quantiser::midTread}, {"truncate", Quantiser::truncating}};

const std::map<std::string, Quantiser (*)()> compandingQuantisers{{"mu-law", Quantiser::muLaw},
                                                                  {"a-law", Quantiser::aLaw}};
} // namespace

std::vector<std::string> NamedQuantiser::names()
{
    std::vector<std::string> names;
    for (const auto& [known, make] : uniformQuantisers)
        names.push_back(known);
    for (const auto& [known, make] : compandingQuantisers)
        names.push_back(known);
    return names;
}

bool NamedQuantiser::exists(std::string_view name)
{
    const auto known = names();
    return std::find(known.begin(), known.end(), name) != known.end();
}

bool NamedQuantiser::isUniform() const
{
    return uniformQuantisers.contains(name);
}

Quantiser NamedQuantiser::quantiser(std::optional<double> delta, Overload overload) const
{
    if (isUniform())
        return uniformQuantisers.at(name)(delta.value(), overload);
    return compandingQuantisers.at(name)();
}

std::string NamedQuantiser::describe(const Quantiser& quantiser) const
{
    if (!isUniform())
        return name;
    std::ostringstream text;
    text << bitsForDelta(quantiser.delta()) << " bit";
    return text.str();
}

} // namespace dequantizer
