#include "Training/GroupLoss.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

namespace dequantizer
{

GroupLoss::GroupLoss(const TrainingSettings& settings, double sampleRate, const OverlapFraming& framing)
    : loss(makeLoss(settings.loss, sampleRate)), objective(settings.objective, settings.harmWeight),
      segmentsOfMinibatch(settings.segments), frames(framing), clean(static_cast<std::size_t>(frames.validLength())),
      signal(clean.size())
{
    if (loss == nullptr)
        throw std::invalid_argument("there is no loss of this name");
}

double GroupLoss::evaluate(const SegmentGroup& group, const Matrix<float>& restored, Matrix<float>& derivative)
{
    const auto count = static_cast<std::size_t>(group.clean.cols());
    restoredLosses.resize(count);
    quantisedLosses.assign(count, 0.0);
    slopes.resize(count);
    derivatives.resize(count);
    const double unit = 12.0 / (group.delta * group.delta);
    for (std::size_t s = 0; s < count; ++s)
    {
        const auto column = static_cast<Eigen::Index>(s);
        const auto valid = [&](const Matrix<float>& segment)
        { return segment.col(column).segment(frames.validBegin(), frames.validLength()); };
        std::ranges::copy(valid(group.clean), clean.begin());
        derivatives[s].resize(clean.size());
        if (objective.needsQuantised())
        {
            std::ranges::copy(valid(group.cells.input), signal.begin());
            quantisedLosses[s] = unit * loss->evaluate(clean, signal, derivatives[s]);
        }
        frames.overlapAdd(restored, column, signal);
        restoredLosses[s] = unit * loss->evaluate(clean, signal, derivatives[s]);
    }

    // The weight of a group is proportional to its number of segments.
    const double share = static_cast<double>(count) / segmentsOfMinibatch;
    const double value = share * objective.evaluate(restoredLosses, quantisedLosses, slopes);
    derivative.resize(restored.rows(), restored.cols());
    for (std::size_t s = 0; s < count; ++s)
        frames.spreadDerivative(derivatives[s], static_cast<Eigen::Index>(s), share * unit * slopes[s], derivative);
    return value;
}

} // namespace dequantizer
