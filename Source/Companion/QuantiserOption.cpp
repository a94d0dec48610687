#include "Companion/QuantiserOption.h"

#include <CLI/CLI.hpp>

#include <map>
#include <sstream>
#include <vector>

namespace dequantizer
{

namespace
{
const std::map<std::string, Quantiser (*)(double delta, Overload overload)> uniformQuantisers{
    {"mid-rise", Quantiser::midRise}, {"mid-tread", Quantiser::midTread}, {"truncate", Quantiser::truncating}};

const std::map<std::string, Quantiser (*)()> compandingQuantisers{{"mu-law", Quantiser::muLaw},
                                                                  {"a-law", Quantiser::aLaw}};
} // namespace

void QuantiserOption::addTo(CLI::App& command, const std::string& description)
{
    std::vector<std::string> names;
    for (const auto& [known, make] : uniformQuantisers)
        names.push_back(known);
    for (const auto& [known, make] : compandingQuantisers)
        names.push_back(known);
    command
        .add_option_function<std::string>(
            "--quantiser",
            [this](const std::string& given)
            {
                name = given;
                isGiven = true;
            },
            description)
        ->check(CLI::IsMember(names))
        ->default_str(name);
}

bool QuantiserOption::isUniform() const
{
    return uniformQuantisers.contains(name);
}

Quantiser QuantiserOption::quantiser(std::optional<double> delta) const
{
    if (isUniform())
        return uniformQuantisers.at(name)(delta.value(), Overload::saturate);
    return compandingQuantisers.at(name)();
}

std::string QuantiserOption::describe(const Quantiser& quantiser) const
{
    if (!isUniform())
        return name;
    std::ostringstream text;
    text << bitsForDelta(quantiser.delta()) << " bit";
    return text.str();
}

} // namespace dequantizer
