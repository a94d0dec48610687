#pragma once

#include "Algorithm/PrimalDual.h"

namespace dequantizer
{

/// S segments of equal length T that are solved together: the clean samples and the quantised ones.
struct SegmentGroup
{
    Matrix<float> clean;     ///< [T, S]
    CellFrames<float> cells; ///< [T, S]
    double delta = 0.0;      ///< the quantiser's nominal step
    double sampleRate = 0.0; ///< Hz
};

/// The source of minibatches. A minibatch consists of groups of segments. Each group depends only on its index and the
/// number of its minibatch, not on earlier draws or on the thread that draws it.
class SegmentSource
{
public:
    virtual ~SegmentSource() = default;

    /// The number of groups in every minibatch, >= 1.
    [[nodiscard]] virtual int groups() const noexcept = 0;

    /// Begins minibatch `step` >= 0. Must not be called while a group is being drawn.
    virtual void beginMinibatch(long step) = 0;

    /// Fills `target` with group `index` of the current minibatch and reuses its memory. Safe to call from several
    /// threads at once.
    virtual void draw(int index, SegmentGroup& target) const = 0;
};

} // namespace dequantizer
