#pragma once

#include "Realtime/MakeFrameSolver.h"
#include "Restoration/SolverSettings.h"
#include "Signal/Dither.h"
#include "Signal/NamedQuantiser.h"

#include <map>
#include <optional>
#include <string>

namespace dequantizer
{

/// The names that users give to kinds of dither, rates of quantisation and arithmetics. No dither is the automatic
/// choice: the dither that the sound shows for certain, or none.
[[nodiscard]] const std::map<std::string, std::optional<Dither>>& ditherNames();
[[nodiscard]] const std::map<std::string, QuantisationRate>& quantisationRateNames();
[[nodiscard]] const std::map<std::string, Arithmetic>& arithmeticNames();

/// What the user says about the quantisation of a sound, and how to restore it.
struct RestorationSettings
{
    /// The value of `bits` for automatic detection.
    static constexpr auto automatic = "auto";

    /// The range of `delta`.
    static constexpr double leastDelta = 1e-7, greatestDelta = 2.0;

    std::string bits; ///< empty, a number or `automatic`
    std::optional<double> delta;
    NamedQuantiser quantiser;
    std::optional<Dither> dither = Dither::none; ///< nothing: as the sound shows
    bool force = false;    ///< restore sounds that are not on the given grid, or whose grid is uncertain
    double strength = 1.0; ///< > 0: the factor of the width of the cells
    QuantisationRate at = QuantisationRate::automatic;
    SolverSettings solver;
    Arithmetic arithmetic = Arithmetic::fixedPoint;

    /// The quantisation step that `bits` or `delta` names, if any.
    [[nodiscard]] std::optional<double> givenDelta() const;

    /// Why `text` is not a value of `bits`; empty if it is.
    [[nodiscard]] static std::string whyNoBits(const std::string& text);

    /// Two settings that contradict each other.
    struct Contradiction
    {
        std::string option; ///< the command-line option to blame, such as "--dither"
        std::string reason;
    };
    [[nodiscard]] std::optional<Contradiction> contradiction() const;
};

} // namespace dequantizer
