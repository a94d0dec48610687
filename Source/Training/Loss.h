#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// The quantity that training minimises: a value for a section of restored audio, and its derivative with respect to
/// the restored samples. To add a loss, implement this class in a file of its own and register the name in makeLoss()
/// and lossNames().
///
/// All values are in double precision, because a loss takes little time compared with the iterations.
class Loss
{
public:
    virtual ~Loss() = default;

    /// The loss of a section of audio, >= 0 and normalised by its length. `clean`, `restored` and `gradient` have the
    /// same length >= 1; `gradient` receives the derivatives with respect to `restored`. Safe to call from several
    /// threads at once.
    [[nodiscard]] virtual double evaluate(std::span<const double> clean, std::span<const double> restored,
                                          std::span<double> gradient) const = 0;
};

/// Makes the loss called `name`, see lossNames(), for audio at `sampleRate` Hz. Returns null if the name is unknown.
[[nodiscard]] std::unique_ptr<Loss> makeLoss(std::string_view name, double sampleRate);

/// The names that makeLoss() accepts.
[[nodiscard]] std::vector<std::string> lossNames();

} // namespace dequantizer
