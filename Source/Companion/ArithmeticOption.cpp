#include "Companion/ArithmeticOption.h"

#include "Files/PathOptions.h"
#include "Restoration/RestorationSettings.h"

#include <string>

namespace dequantizer
{

void addArithmeticOption(CLI::App& command, Arithmetic& arithmetic)
{
    command
        .add_option_function<std::string>(
            "--arithmetic", [&arithmetic](const std::string& name) { arithmetic = arithmeticNames().at(name); },
            "number format of a dense K: fixed (16 bit, faster, as in the plugin) or float")
        ->check(CLI::IsMember(arithmeticNames()))
        ->default_str("fixed");
}

} // namespace dequantizer
