#pragma once

#include "Algorithm/PrimalDual.h"

namespace dequantizer
{

/// Segments that are solved together, of equal length T, with what a quantiser left of them.
struct SegmentGroup
{
    Matrix<float> clean;     ///< [T, S]
    CellFrames<float> cells; ///< [T, S]
    double delta = 0.0;      ///< the quantiser's nominal step
    double sampleRate = 0.0; ///< Hz
};

/// Where minibatches come from. A minibatch consists of groups of segments, and every group of every minibatch is a
/// function of its number alone: it does not depend on what was drawn before, nor on the thread that draws it.
class SegmentSource
{
public:
    virtual ~SegmentSource() = default;

    /// The number of groups in every minibatch, >= 1.
    [[nodiscard]] virtual int groups() const noexcept = 0;

    /// Begins minibatch `step` >= 0. Must not be called while a group is drawn.
    virtual void beginMinibatch(long step) = 0;

    /// Fills `target` with group `index` of the current minibatch, using its memory again. Several threads may draw at
    /// once.
    virtual void draw(int index, SegmentGroup& target) const = 0;
};

} // namespace dequantizer
