#pragma once

#include "Algorithm/StepSizes.h"

#include <span>

namespace dequantizer
{

/// Runs the iteration of Algorithm/PrimalDual.h on one frame per channel, in portions small enough to be spread over
/// many short callbacks. After construction nothing allocates, locks or throws.
///
/// For each frame: fill input(), lower() and upper() of every channel, call start(), call advance() until
/// portions(iterations) portions are done, then read solution().
class FrameSolver
{
public:
    virtual ~FrameSolver() = default;

    /// n, the number of samples in a frame.
    [[nodiscard]] virtual int frameLength() const noexcept = 0;

    /// x of the next frame, n samples in signal units. Must be finite.
    [[nodiscard]] virtual std::span<float> input(int channel) noexcept = 0;

    /// The lower cell bounds of the next frame, n samples, at most the input.
    [[nodiscard]] virtual std::span<float> lower(int channel) noexcept = 0;

    /// The upper cell bounds of the next frame, n samples, at least the input.
    [[nodiscard]] virtual std::span<float> upper(int channel) noexcept = 0;

    /// Sets y^0 = ybar^0 = x, psi^0 = 0 and the step sizes of the following iterations.
    virtual void start(const StepSizes& steps) noexcept = 0;

    /// Says how wide the cells of the following frames are, see Quantiser::widening(). Solvers may use it to tell
    /// adjacent levels; 1 until it is called.
    virtual void setWidening(double) noexcept {}

    /// Clears the history, in a solver that uses previous frames.
    virtual void reset() noexcept {}

    /// The number of portions in the first `iterations` >= 0 iterations of a frame, at least one per iteration. All
    /// portions take about the same time.
    [[nodiscard]] virtual long portions(int iterations) const noexcept = 0;

    /// Runs the next `portions` >= 0 portions. The result does not depend on how the portions are divided into calls.
    virtual void advance(long portions) noexcept = 0;

    /// y, n samples inside the cells. Valid only after a whole number of iterations.
    [[nodiscard]] virtual std::span<const float> solution(int channel) const noexcept = 0;
};

} // namespace dequantizer
