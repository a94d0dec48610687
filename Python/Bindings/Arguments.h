#pragma once

#include "Restoration/SolverSettings.h"
#include "Signal/NamedQuantiser.h"

#include <pybind11/pybind11.h>

#include <map>
#include <optional>
#include <string>

namespace dequantizer::python
{

/// The value called `name` in a table of names, in which - may be written as _. Throws ValueError with the text of the
/// command line, which names `option`.
template <typename Value>
[[nodiscard]] Value namedValue(const std::map<std::string, Value>& names, const std::string& name,
                               const std::string& option);

/// Throws ValueError unless `name` is one of `names`.
void requireOneOf(const std::vector<std::string>& names, const std::string& name, const std::string& option);

/// `name` with - for _.
[[nodiscard]] std::string withHyphens(std::string name);

/// Throws ValueError unless `value` is a number within the range.
void requireWithin(double value, double least, double greatest, const std::string& option);
void requirePositive(double value, const std::string& option);

/// Throws ValueError unless sound of this rate (Hz) can be processed.
void requireSampleRate(double sampleRate);

/// The text of `bits`, a whole number or "auto", or an empty one for None. Throws ValueError or TypeError.
[[nodiscard]] std::string bitsText(const pybind11::object& bits);

/// The quantisation step that is given by exactly one of `bits` and `delta`; none if neither is given and `required` is
/// not set. Throws ValueError.
[[nodiscard]] std::optional<double> givenDelta(const pybind11::object& bits, std::optional<double> delta,
                                               bool required);

/// The arguments that choose a model.
struct SolverArguments
{
    pybind11::object model; ///< None, "dct", a name or path, or a Model
    std::optional<int> iterations;
    std::string material, quality;
    std::optional<int> hop;
    std::optional<double> sigma, tau, theta;

    /// Throws Error, TypeError or ValueError.
    [[nodiscard]] SolverSettings settings() const;
};

template <typename Value>
Value namedValue(const std::map<std::string, Value>& names, const std::string& name, const std::string& option)
{
    std::vector<std::string> known;
    for (const auto& [key, value] : names)
        known.push_back(key);
    requireOneOf(known, withHyphens(name), option);
    return names.at(withHyphens(name));
}

} // namespace dequantizer::python
