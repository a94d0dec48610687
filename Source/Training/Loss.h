#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// What training makes small. The value for a stretch of restored sound, and its derivative with respect to the
/// restored samples, is all that a loss is. A new loss takes one file with the class, and a line in Loss.cpp that names
/// it.
///
/// Everything is in double precision: a loss costs little beside the iterations that it judges.
class Loss
{
public:
    virtual ~Loss() = default;

    /// The loss of a stretch of sound, >= 0 and independent of its length. `clean`, `restored` and `gradient` are of
    /// one length >= 1; `gradient` receives the derivatives with respect to `restored`. Safe to call from several
    /// threads at once.
    [[nodiscard]] virtual double evaluate(std::span<const double> clean, std::span<const double> restored,
                                          std::span<double> gradient) const = 0;
};

/// The loss of this name, see lossNames(), for sound of `sampleRate` Hz. Null for a name that there is none of.
[[nodiscard]] std::unique_ptr<Loss> makeLoss(std::string_view name, double sampleRate);

/// The names that makeLoss() knows.
[[nodiscard]] std::vector<std::string> lossNames();

} // namespace dequantizer
