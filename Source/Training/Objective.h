#pragma once

#include "Training/TrainingSettings.h"

#include <span>

namespace dequantizer
{

/// How the losses of a group of segments become the number that training minimises. Losses are in units of Delta^2 /
/// 12, the power of the quantisation error; s are those of the restored segments, q those of the quantised ones:
///
///     mean:      mean s
///     relative:  ln(mean s / max(0.2, mean q) + 0.03)
///
/// The logarithm lets soft and loud sounds count alike; its two constants keep decays to silence from dominating. To
/// either, harmWeight * mean max(0, s - q) is added, which a segment pays that comes out worse than it went in.
class Objective
{
public:
    Objective(ObjectiveKind objective, double weightOfHarm) : kind(objective), harmWeight(weightOfHarm) {}

    /// Whether evaluate() looks at the losses of the quantised segments.
    [[nodiscard]] bool needsQuantised() const noexcept { return kind == ObjectiveKind::relative || harmWeight > 0.0; }

    /// The objective of a group; all spans have one length >= 1. `derivative` receives the derivatives with respect to
    /// `restored`.
    [[nodiscard]] double evaluate(std::span<const double> restored, std::span<const double> quantised,
                                  std::span<double> derivative) const;

private:
    ObjectiveKind kind;
    double harmWeight;
};

} // namespace dequantizer
