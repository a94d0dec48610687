#pragma once

#include "Algorithm/PrimalDual.h"
#include "Signal/Quantiser.h"
#include "Training/Loss.h"
#include "Training/RandomStream.h"
#include "Training/TrainingSet.h"
#include "Training/TrainingSettings.h"

#include <vector>

namespace dequantizer
{

/// Segments of sound as overlapping frames, so that the loss sees what the listener hears: the average of all frames
/// that cover a sample. A segment has as many frames as it takes for `framesPerSegment` n samples in its middle to be
/// covered by all the frames that will cover them in use; the loss sees these.
class OverlapSegments
{
public:
    /// Room for `count` segments.
    OverlapSegments(const TrainingSettings& settings, int count);

    /// Fills segment `index` with a random place of a random sound, quantised. The sounds must not be empty. A sound
    /// shorter than a segment is continued by silence.
    void draw(int index, const std::vector<TrainingSound>& sounds, RandomStream& random);

    /// The frames of all segments, to be solved.
    [[nodiscard]] const CellFrames<float>& frames() const noexcept { return cells; }

    /// The sum of the losses of all segments for the solved frames, and its derivative with respect to them, both
    /// multiplied by `scale`.
    double evaluate(const Matrix<float>& solved, const Loss& loss, double scale, Matrix<float>& gradient);

private:
    int frameLength, hop, framesPerSegment, framesInSegment;
    double levelRange, levelChance;
    Quantiser quantiser;
    std::vector<float> window;
    std::vector<std::vector<float>> clean;
    CellFrames<float> cells;
    std::vector<double> restored, derivative, reference;
};

} // namespace dequantizer
