#include "Training/GroupLoss.h"

#include "Signal/LoudnessDifference.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace dequantizer
{

GroupLoss::GroupLoss(const TrainingSettings& settings, double sampleRate, const OverlapFraming& framing)
    : loss(makeLoss(settings.loss, sampleRate)),
      loudness(settings.loudnessWeight > 0.0 ? std::make_unique<LoudnessDifference>(sampleRate) : nullptr),
      loudnessWeight(settings.loudnessWeight), objective(settings.objective, settings.harmWeight),
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
    audible.resize(count);
    ignored.resize(clean.size());
    const double unit = 12.0 / (group.delta * group.delta);
    double disturbance = 0.0;
    for (std::size_t s = 0; s < count; ++s)
    {
        const auto column = static_cast<Eigen::Index>(s);
        const auto valid = [&](const Matrix<float>& segment)
        { return segment.col(column).segment(frames.validBegin(), frames.validLength()); };
        std::ranges::copy(valid(group.clean), clean.begin());
        std::ranges::copy(valid(group.cells.input), signal.begin());
        if (objective.needsQuantised())
            quantisedLosses[s] = unit * loss->evaluate(clean, signal, ignored);

        derivatives[s].resize(clean.size());
        audible[s].resize(clean.size());
        frames.overlapAdd(restored, column, signal);
        restoredLosses[s] = unit * loss->evaluate(clean, signal, derivatives[s]);
        if (loudness)
            disturbance += loudness->evaluate(clean, signal, audible[s]);
    }

    double value = objective.evaluate(restoredLosses, quantisedLosses, slopes);
    for (std::size_t s = 0; s < count; ++s)
        for (auto& slope : derivatives[s])
            slope *= unit * slopes[s];
    if (loudness)
        value += addLoudness(disturbance);

    // The weight of a group is proportional to its number of segments.
    const double share = static_cast<double>(count) / segmentsOfMinibatch;
    derivative.resize(restored.rows(), restored.cols());
    for (std::size_t s = 0; s < count; ++s)
        frames.spreadDerivative(derivatives[s], static_cast<Eigen::Index>(s), share, derivative);
    return share * value;
}

double GroupLoss::addLoudness(double sum)
{
    const auto count = static_cast<double>(derivatives.size());
    const double mean = sum / count + LoudnessDifference::inaudible;
    const double factor = loudnessWeight / (mean * count);
    for (std::size_t s = 0; s < derivatives.size(); ++s)
        for (std::size_t i = 0; i < derivatives[s].size(); ++i)
            derivatives[s][i] += factor * audible[s][i];
    return loudnessWeight * std::log(mean);
}

} // namespace dequantizer
