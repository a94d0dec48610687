#include "Training/LearnedBoundsGradient.h"

#include "Training/ParameterTensors.h"

#include <algorithm>
#include <cassert>

namespace dequantizer
{

LearnedBoundsGradient::LearnedBoundsGradient(const TrainingSettings& wanted, const PackedOperator& packedOperator,
                                             const DenseParameters<float>& parameters, const double& limit)
    : settings(wanted), K(packedOperator), stepProductLimit(limit),
      loss(settings, settings.sampleRate,
           OverlapFraming(settings.frameLength, settings.trainingHop, settings.framesPerSegment)),
      bounds(parameters, {.keepInputs = true, .throughInputs = settings.inputGradient}),
      total(parameters.zeroGradient())
{
}

double LearnedBoundsGradient::evaluate(const SegmentGroup& group, std::span<float> gradient)
{
    assert(group.sampleRate == settings.sampleRate);
    const auto& framing = loss.framing();
    framing.cut(group.cells.input, frames.input);
    framing.cut(group.cells.lower, frames.lower);
    framing.cut(group.cells.upper, frames.upper);
    const auto batch = frames.input.cols();
    bounds.set(Vector<float>::Constant(batch, static_cast<float>(group.delta)), stepProductLimit);
    // The first update sets all bounds and steps.
    controls.bounds.setOnes(K.rows(), batch);
    for (auto* steps : {&controls.sigma, &controls.tau, &controls.theta})
        steps->setOnes(settings.iterations, batch);

    const auto solved = solveAdaptive(K, frames, settings.iterations, bounds, controls, history);
    const double value = loss.evaluate(group, solved.primal, outputGradient);

    total.forEachTensor([](const std::string&, Matrix<float>& tensor) { tensor.setZero(); });
    operatorGradient.setZero(K.rows(), K.frameLength());
    double alongLimit = 0.0;
    backPropagateAdaptive(
        K, frames, controls, history, outputGradient,
        [&](int update, const ControlsGradient<float>& controlsGradient, Matrix<float>& analysedGradient)
        {
            bounds.backPropagate(update, controlsGradient, analysedGradient, total);
            if (update == 0)
                // Every sigma is proportional to the limit.
                alongLimit = static_cast<double>(controlsGradient.sigma.cwiseProduct(controls.sigma).sum());
        },
        &operatorGradient);
    std::copy_n(operatorGradient.data(), operatorGradient.size(), gradient.begin());
    const auto operatorSize = static_cast<std::size_t>(operatorGradient.size());
    flatten(total, gradient.subspan(operatorSize, gradient.size() - operatorSize - 1));
    gradient.back() = static_cast<float>(alongLimit);
    return value;
}

} // namespace dequantizer
