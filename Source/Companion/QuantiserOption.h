#pragma once

#include "Signal/Quantiser.h"

#include <optional>
#include <string>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// The option --quantiser, shared by all subcommands that have it.
struct QuantiserOption
{
    std::string name = "mid-rise";
    bool isGiven = false; ///< whether the command line has the option

    /// Declares --quantiser with this `description`.
    void addTo(CLI::App& command, const std::string& description);

    /// Whether the quantiser takes a quantisation step. The cells of the other quantisers are fixed.
    [[nodiscard]] bool isUniform() const;

    /// The selected quantiser. `delta` > 0 is the quantisation step of a uniform one, which saturates.
    [[nodiscard]] Quantiser quantiser(std::optional<double> delta) const;

    /// A text such as "4 bit" or "mu-law", for display.
    [[nodiscard]] std::string describe(const Quantiser& quantiser) const;
};

} // namespace dequantizer
