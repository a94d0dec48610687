#pragma once

#include <string>

namespace dequantizer
{

/// The result of checking a claim.
enum class Outcome
{
    pass,
    fail,              ///< a statement that must always hold does not
    assumptionMissing, ///< an assumption of the claim is not met, so that the claim does not apply: a finding
    measured           ///< a figure that can neither pass nor fail
};

/// One line of the report.
struct Claim
{
    std::string key;       ///< a machine-readable name
    std::string statement; ///< the claim, for display
    std::string figure;    ///< the result with its numbers, for display
    Outcome outcome;
};

} // namespace dequantizer
