#include "Companion/QuantiserOption.h"

#include "Files/PathOptions.h"

namespace dequantizer
{

void addQuantiserOption(CLI::App& command, NamedQuantiser& quantiser, const std::string& description)
{
    command
        .add_option_function<std::string>(
            "--quantiser",
            [&quantiser](const std::string& given)
            {
                quantiser.name = given;
                quantiser.isGiven = true;
            },
            description)
        ->check(CLI::IsMember(NamedQuantiser::names()))
        ->default_str(quantiser.name);
}

} // namespace dequantizer
