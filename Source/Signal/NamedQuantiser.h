#pragma once

#include "Signal/Quantiser.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// A quantiser that a user chose by its name: mid-rise, mid-tread, truncate, mu-law or a-law.
struct NamedQuantiser
{
    std::string name = "mid-rise"; ///< one of names()
    bool isGiven = false;          ///< whether the user named it

    /// All names, in alphabetical order, the uniform quantisers first.
    [[nodiscard]] static std::vector<std::string> names();

    /// Whether there is a quantiser with this name.
    [[nodiscard]] static bool exists(std::string_view name);

    /// Whether the quantiser takes a quantisation step. The cells of the other quantisers are fixed.
    [[nodiscard]] bool isUniform() const;

    /// The quantiser. `delta` > 0 is the quantisation step of a uniform one, which treats samples beyond full scale as
    /// `overload` says.
    [[nodiscard]] Quantiser quantiser(std::optional<double> delta, Overload overload = Overload::saturate) const;

    /// A text such as "4 bit" or "mu-law", for display.
    [[nodiscard]] std::string describe(const Quantiser& quantiser) const;
};

} // namespace dequantizer
