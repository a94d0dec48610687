#include "Training/FourierSegmentGradient.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"
#include "Training/FrameGeometry.h"
#include "Training/ParameterTensors.h"

namespace dequantizer
{

namespace
{
OverlapFraming framingOf(const TrainingSettings& settings, double sampleRate)
{
    const auto geometry = frameGeometry(settings, sampleRate);
    return {geometry.frameLength, geometry.hop, settings.framesPerSegment};
}

FourierBoundsSettings<float> boundsSettingsOf(const WindowedFourier<float>& K, double sampleRate,
                                              const OverlapFraming& framing, bool throughInputs)
{
    FourierBoundsSettings<float> settings;
    settings.hertzPerRow = sampleRate / static_cast<double>(2 * K.frameLength());
    settings.noisePower = K.noisePower();
    settings.rowWeights = K.rowWeights();
    settings.context.group = static_cast<int>(framing.framesPerSegment());
    settings.keepInputs = true;
    settings.throughInputs = throughInputs;
    return settings;
}
} // namespace

FourierSegmentGradient::AtRate::AtRate(const TrainingSettings& settings, const FourierParameters<float>& parameters,
                                       double sampleRate)
    : loss(settings, sampleRate, framingOf(settings, sampleRate)),
      K(sineWindow<float>(frameGeometry(settings, sampleRate).frameLength)),
      bounds(parameters, boundsSettingsOf(K, sampleRate, loss.framing(), settings.inputGradient))
{
}

FourierSegmentGradient::FourierSegmentGradient(const TrainingSettings& wanted,
                                               const FourierParameters<float>& parameters)
    : settings(wanted), learned(parameters), total(parameters.zeroGradient())
{
    at(settings.sampleRate); // throws now if the loss is unknown
}

FourierSegmentGradient::AtRate& FourierSegmentGradient::at(double sampleRate)
{
    return rates.try_emplace(sampleRate, settings, learned, sampleRate).first->second;
}

double FourierSegmentGradient::evaluate(const SegmentGroup& group, std::span<float> gradient)
{
    auto& [loss, K, bounds] = at(group.sampleRate);
    loss.framing().cut(group.cells.input, frames.input);
    loss.framing().cut(group.cells.lower, frames.lower);
    loss.framing().cut(group.cells.upper, frames.upper);
    const auto batch = frames.input.cols();
    bounds.setDelta(Vector<float>::Constant(batch, static_cast<float>(group.delta)));
    // The first update sets all bounds.
    controls.bounds.setOnes(K.rows(), batch);
    for (auto* steps : {&controls.sigma, &controls.tau, &controls.theta})
        steps->setOnes(settings.iterations, batch);

    total.forEachTensor([](const std::string&, Matrix<float>& tensor) { tensor.setZero(); });
    const auto receive = [&network = bounds, this](int update, const ControlsGradient<float>& controlsGradient,
                                                   Matrix<float>& analysedGradient)
    { network.backPropagate(update, controlsGradient, analysedGradient, total); };
    double value = 0.0;
    if (settings.gradient == GradientMode::truncated)
    {
        const auto last = solveAdaptive(K, frames, settings.iterations, bounds, controls, &updates);
        value = loss.evaluate(group, last.primal, outputGradient);
        backPropagateAdaptiveTruncated(K, frames, controls, last, updates, settings.iterations, outputGradient,
                                       settings.backwardSteps, receive);
    }
    else
    {
        const auto last = solveAdaptive(K, frames, settings.iterations, bounds, controls, history);
        value = loss.evaluate(group, last.primal, outputGradient);
        backPropagateAdaptive(K, frames, controls, history, outputGradient, receive);
    }
    flatten(total, gradient);
    return value;
}

} // namespace dequantizer
