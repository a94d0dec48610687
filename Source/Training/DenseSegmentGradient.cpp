#include "Training/DenseSegmentGradient.h"

#include "Signal/Quantiser.h"

#include <algorithm>
#include <cassert>

namespace dequantizer
{

DenseSegmentGradient::DenseSegmentGradient(const TrainingSettings& wanted, const PackedOperator& packedOperator,
                                           const StepSizes& stepSizes)
    : settings(wanted), K(packedOperator), steps(stepSizes),
      loss(settings, settings.sampleRate,
           OverlapFraming(settings.frameLength, settings.trainingHop, settings.framesPerSegment))
{
}

double DenseSegmentGradient::evaluate(const SegmentGroup& group, std::span<float> gradient)
{
    const auto& framing = loss.framing();
    framing.cut(group.cells.input, frames.input);
    framing.cut(group.cells.lower, frames.lower);
    framing.cut(group.cells.upper, frames.upper);
    const bool full = settings.gradient == GradientMode::full;
    const double scale = group.delta / deltaForBits(settings.bits);
    const auto& solved = solver.solve(K, steps.forSignalScaledBy(scale), frames, settings.iterations,
                                      full ? Keep::all : Keep::last, settings.scheme());

    const double value = loss.evaluate(group, solved, outputGradient);
    const auto result = settings.gradient == GradientMode::implicit
                            ? solver.implicit(outputGradient, settings.mask, settings.backwardSteps)
                            : solver.backPropagate(outputGradient, settings.mask, settings.backwardSteps);
    assert(gradient.size() == static_cast<std::size_t>(result.K.size()) + 3);
    const auto rest = std::copy_n(result.K.data(), result.K.size(), gradient.begin());
    rest[0] = static_cast<float>(result.sigma / scale);
    rest[1] = static_cast<float>(result.tau * scale);
    rest[2] = static_cast<float>(result.theta);
    return value;
}

} // namespace dequantizer
