#pragma once

#include "Signal/Quantiser.h"

#include <string>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// The option --quantiser, the same for every subcommand that has it.
struct QuantiserOption
{
    std::string name = "mid-rise";

    /// Declares --quantiser; `description` says what it is the quantiser of.
    void addTo(CLI::App& command, const std::string& description);

    /// The quantiser of that name with the quantisation step `delta` > 0; it saturates.
    [[nodiscard]] Quantiser quantiser(double delta) const;
};

} // namespace dequantizer
