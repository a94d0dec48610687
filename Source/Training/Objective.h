#pragma once

#include "Training/TrainingSettings.h"

#include <span>

namespace dequantizer
{

/// Combines the losses of a group of segments into the number that training minimises. Losses are in units of
/// Delta^2 / 12, the power of the quantisation error; s are those of the restored, q those of the quantised segments:
///
///     mean:      mean s
///     relative:  ln(mean s / max(0.2, mean q) + 0.03)
///
/// The logarithm gives quiet and loud signals equal weight; the two constants limit the weight of near-silent segments.
/// Both kinds add the penalty harmWeight * mean max(0, s - q) for segments whose loss the restoration increases.
class Objective
{
public:
    Objective(ObjectiveKind objective, double weightOfHarm) : kind(objective), harmWeight(weightOfHarm) {}

    /// Whether evaluate() uses the losses of the quantised segments.
    [[nodiscard]] bool needsQuantised() const noexcept { return kind == ObjectiveKind::relative || harmWeight > 0.0; }

    /// The objective of a group. All spans have the same length >= 1; `derivative` receives the derivatives with
    /// respect to `restored`.
    [[nodiscard]] double evaluate(std::span<const double> restored, std::span<const double> quantised,
                                  std::span<double> derivative) const;

private:
    ObjectiveKind kind;
    double harmWeight;
};

} // namespace dequantizer
