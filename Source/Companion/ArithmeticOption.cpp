#include "Companion/ArithmeticOption.h"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace dequantizer
{

void addArithmeticOption(CLI::App& command, Arithmetic& arithmetic)
{
    static const std::map<std::string, Arithmetic> names{{"fixed", Arithmetic::fixedPoint},
                                                         {"float", Arithmetic::floatingPoint}};
    command
        .add_option_function<std::string>(
            "--arithmetic", [&arithmetic](const std::string& name) { arithmetic = names.at(name); },
            "number format of a dense K: fixed (16 bit, faster, as in the plugin) or float")
        ->check(CLI::IsMember(names))
        ->default_str("fixed");
}

} // namespace dequantizer
