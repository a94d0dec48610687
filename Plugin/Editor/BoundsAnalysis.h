#pragma once

#include "Model/Model.h"
#include "Plugin/Metering/SoundFeed.h"
#include "Realtime/FourierFrameSolver.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace dequantizer
{

/// The bounds that a windowed Fourier operator predicts for the latest frame of the sound, see
/// Operator/FourierBounds.h. Runs the iteration on frames of its own, so that the audio thread does not have to pass
/// anything but samples.
class BoundsAnalysis
{
public:
    /// Uses the operator of `model`, and forgets the sound. A null model, and one without a windowed Fourier operator,
    /// have no bounds.
    void use(const std::shared_ptr<const Model>& model);

    [[nodiscard]] bool hasOperator() const noexcept { return solver.has_value(); }

    /// The length of a frame in samples; 0 without an operator.
    [[nodiscard]] std::size_t frameLength() const noexcept;

    /// The distance between the frames of the restoration in samples, > 0 with an operator.
    [[nodiscard]] std::size_t hop() const noexcept { return hopLength; }

    /// Analyses the next frame, of frameLength() samples. Requires hasOperator(). Without cells, where nothing is
    /// restored, there are no bounds.
    void add(std::span<const ScopeSample> frame);

    [[nodiscard]] bool hasBounds() const noexcept { return isValid; }

    /// The squares of the bounds after the first and after the last update, in units of the quantisation step, by row:
    /// frequencies 0 .. half of the sample rate. Valid if hasBounds().
    [[nodiscard]] std::span<const double> first() const noexcept { return ofFirst; }
    [[nodiscard]] std::span<const double> last() const noexcept { return ofLast; }

private:
    void squareBounds(std::vector<double>& squares);

    std::shared_ptr<const Model> used;
    std::optional<FourierFrameSolver> solver;
    std::size_t hopLength = 0;
    std::vector<float> rows; // scratch space
    std::vector<double> ofFirst, ofLast;
    bool isValid = false;
};

} // namespace dequantizer
