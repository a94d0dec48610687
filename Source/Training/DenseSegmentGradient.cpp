#include "Training/DenseSegmentGradient.h"

#include "Signal/Quantiser.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>

namespace dequantizer
{

DenseSegmentGradient::DenseSegmentGradient(const TrainingSettings& wanted, const PackedOperator& packedOperator,
                                           const StepSizes& stepSizes)
    : settings(wanted), K(packedOperator), steps(stepSizes), loss(makeLoss(settings.loss, settings.sampleRate)),
      objective(settings.objective, settings.harmWeight),
      framing(settings.frameLength, settings.trainingHop, settings.framesPerSegment),
      clean(static_cast<std::size_t>(framing.validLength())), signal(clean.size())
{
    if (loss == nullptr)
        throw std::invalid_argument("there is no loss of this name");
}

double DenseSegmentGradient::evaluate(const SegmentGroup& group, std::span<float> gradient)
{
    const auto segments = group.clean.cols();
    framing.cut(group.cells.input, frames.input);
    framing.cut(group.cells.lower, frames.lower);
    framing.cut(group.cells.upper, frames.upper);
    const bool full = settings.gradient == GradientMode::full;
    const double scale = group.delta / deltaForBits(settings.bits);
    const auto& solved =
        solver.solve(K, steps.forSignalScaledBy(scale), frames, settings.iterations, full ? Keep::all : Keep::last);

    const auto count = static_cast<std::size_t>(segments);
    restoredLosses.resize(count);
    quantisedLosses.assign(count, 0.0);
    slopes.resize(count);
    derivatives.resize(count);
    const double unit = 12.0 / (group.delta * group.delta);
    for (std::size_t s = 0; s < count; ++s)
    {
        const auto column = static_cast<Eigen::Index>(s);
        const auto valid = [&](const Matrix<float>& segment)
        { return segment.col(column).segment(framing.validBegin(), framing.validLength()); };
        std::ranges::copy(valid(group.clean), clean.begin());
        derivatives[s].resize(clean.size());
        if (objective.needsQuantised())
        {
            std::ranges::copy(valid(group.cells.input), signal.begin());
            quantisedLosses[s] = unit * loss->evaluate(clean, signal, derivatives[s]);
        }
        framing.overlapAdd(solved, column, signal);
        restoredLosses[s] = unit * loss->evaluate(clean, signal, derivatives[s]);
    }

    // A group counts as much as it has segments.
    const double share = static_cast<double>(segments) / settings.segments;
    const double value = share * objective.evaluate(restoredLosses, quantisedLosses, slopes);
    outputGradient.resize(frames.input.rows(), frames.input.cols());
    for (std::size_t s = 0; s < count; ++s)
        framing.spreadDerivative(derivatives[s], static_cast<Eigen::Index>(s), share * unit * slopes[s],
                                 outputGradient);

    const auto result = solver.backPropagate(outputGradient, settings.mask, settings.backwardSteps);
    assert(gradient.size() == static_cast<std::size_t>(result.K.size()) + 3);
    const auto rest = std::copy_n(result.K.data(), result.K.size(), gradient.begin());
    rest[0] = static_cast<float>(result.sigma / scale);
    rest[1] = static_cast<float>(result.tau * scale);
    rest[2] = static_cast<float>(result.theta);
    return value;
}

} // namespace dequantizer
