#pragma once

#include "Algorithm/StepSizes.h"

#include <span>

namespace dequantizer
{

/// Runs the iteration of Algorithm/PrimalDual.h on one frame a channel, in portions of work that are small enough to be
/// spread over many short callbacks. After construction nothing allocates, locks or throws.
///
/// For each frame: fill input(), lower() and upper() of every channel, call start(), call advance() until
/// portions(iterations) portions are done, read solution().
class FrameSolver
{
public:
    virtual ~FrameSolver() = default;

    /// n, the samples of a frame.
    [[nodiscard]] virtual int frameLength() const noexcept = 0;

    /// x of the next frame, n samples in signal units. Must be finite.
    [[nodiscard]] virtual std::span<float> input(int channel) noexcept = 0;

    /// The lower cell bounds of the next frame, n samples, not above the input.
    [[nodiscard]] virtual std::span<float> lower(int channel) noexcept = 0;

    /// The upper cell bounds of the next frame, n samples, not below the input.
    [[nodiscard]] virtual std::span<float> upper(int channel) noexcept = 0;

    /// y^0 = ybar^0 = x, psi^0 = 0, and the step sizes of the iterations to come.
    virtual void start(const StepSizes& steps) noexcept = 0;

    /// Forgets earlier frames, for a solver that listens to them.
    virtual void reset() noexcept {}

    /// The portions that the first `iterations` >= 0 iterations of a frame are divided into, at least one each.
    /// Portions take about the same time.
    [[nodiscard]] virtual long portions(int iterations) const noexcept = 0;

    /// Does the next `portions` >= 0 portions. The result after a number of portions does not depend on how they were
    /// divided into calls.
    virtual void advance(long portions) noexcept = 0;

    /// y, n samples inside the cells. Meaningful at whole iterations.
    [[nodiscard]] virtual std::span<const float> solution(int channel) const noexcept = 0;
};

} // namespace dequantizer
