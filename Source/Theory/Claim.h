#pragma once

#include <string>

namespace dequantizer
{

/// What came of trying a claim.
enum class Outcome
{
    pass,
    fail,              ///< what should hold always does not
    assumptionMissing, ///< the claim assumes what is not the case here, so that it says nothing: a finding
    measured           ///< a figure that can neither pass nor fail
};

/// One line of the report.
struct Claim
{
    std::string key;       ///< a word for programs
    std::string statement; ///< what is claimed, for people
    std::string figure;    ///< what was found, with its numbers
    Outcome outcome;
};

} // namespace dequantizer
