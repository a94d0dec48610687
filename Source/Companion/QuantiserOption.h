#pragma once

#include "Signal/NamedQuantiser.h"

#include <string>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// Declares --quantiser with this `description`; the option sets `quantiser`.
void addQuantiserOption(CLI::App& command, NamedQuantiser& quantiser, const std::string& description);

} // namespace dequantizer
