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

/// The option --quantiser, the same for every subcommand that has it.
struct QuantiserOption
{
    std::string name = "mid-rise";

    /// Declares --quantiser; `description` says what it is the quantiser of.
    void addTo(CLI::App& command, const std::string& description);

    /// Whether the quantiser takes a quantisation step; the others have cells of their own.
    [[nodiscard]] bool isUniform() const;

    /// The quantiser of that name; `delta` > 0 is the quantisation step of a uniform one, which saturates.
    [[nodiscard]] Quantiser quantiser(std::optional<double> delta) const;

    /// "4 bit" or "mu-law", for people.
    [[nodiscard]] std::string describe(const Quantiser& quantiser) const;
};

} // namespace dequantizer
