#include "Companion/QuantiserOption.h"

#include <CLI/CLI.hpp>

#include <map>

namespace dequantizer
{

namespace
{
using MakeQuantiser = Quantiser (*)(double delta, Overload overload);

const std::map<std::string, MakeQuantiser> quantisers{
    {"mid-rise", Quantiser::midRise}, {"mid-tread", Quantiser::midTread}, {"truncate", Quantiser::truncating}};
} // namespace

void QuantiserOption::addTo(CLI::App& command, const std::string& description)
{
    std::vector<std::string> names;
    for (const auto& [known, make] : quantisers)
        names.push_back(known);
    command.add_option("--quantiser", name, description)->check(CLI::IsMember(names))->capture_default_str();
}

Quantiser QuantiserOption::quantiser(double delta) const
{
    return quantisers.at(name)(delta, Overload::saturate);
}

} // namespace dequantizer
