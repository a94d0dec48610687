#include "Theory/AdaptiveProblem.h"

#include "Algorithm/AdaptiveTruncatedBackPropagation.h"

#include <cmath>

namespace dequantizer
{

double AdaptiveProblem::loss(const Matrix<double>& restored) const
{
    return (restored - clean).squaredNorm() / (static_cast<double>(clean.size()) * delta * delta);
}

Matrix<double> AdaptiveProblem::lossGradient(const Matrix<double>& restored) const
{
    return 2.0 / (static_cast<double>(clean.size()) * delta * delta) * (restored - clean);
}

FourierBoundsSettings<double> AdaptiveProblem::boundsSettings(const WindowedFourier<double>& K,
                                                              bool throughInputs) const
{
    FourierBoundsSettings<double> settings;
    settings.hertzPerRow = sampleRate / (2.0 * static_cast<double>(K.frameLength()));
    settings.noisePower = noisePower;
    settings.rowWeights = K.rowWeights();
    settings.delta = Vector<double>::Constant(clean.cols(), delta);
    settings.context = {.first = 0, .last = 0, .group = 1};
    settings.keepInputs = true;
    settings.throughInputs = throughInputs;
    return settings;
}

IterationControls<double> AdaptiveProblem::controls(int iterations) const
{
    return IterationControls<double>::constant(window.size() + 1, clean.cols(), iterations, StepSizes{});
}

AdaptiveProblem adaptiveProblem(const Model& model, const Matrix<float>& clean, double delta)
{
    AdaptiveProblem problem;
    problem.parameters = model.fourier->parameters.cast<double>();
    problem.window = sineWindow<double>(model.frameLength());
    problem.sampleRate = model.sampleRate;
    problem.delta = delta;
    problem.noisePower = WindowedFourier<double>(problem.window).noisePower();
    problem.clean = clean.cast<double>();
    problem.frames.input = problem.clean.unaryExpr([delta](double y) { return delta * (std::floor(y / delta) + 0.5); });
    problem.frames.lower = problem.frames.input.array() - 0.5 * delta;
    problem.frames.upper = problem.frames.input.array() + 0.5 * delta;
    return problem;
}

AdaptiveGradients AdaptiveGradients::shipped()
{
    return {[](const AdaptiveProblem& problem, int iterations, bool throughInputs)
            {
                WindowedFourier<double> K(problem.window);
                FourierBounds<double> bounds(problem.parameters, problem.boundsSettings(K, throughInputs));
                auto controls = problem.controls(iterations);
                AdaptiveHistory<double> history;
                const auto last = solveAdaptive(K, problem.frames, iterations, bounds, controls, history);
                AdaptiveGradient gradient{problem.parameters.zeroGradient(), K.zeroGradient()};
                backPropagateAdaptive(
                    K, problem.frames, controls, history, problem.lossGradient(last.primal),
                    [&](int update, const ControlsGradient<double>& controlsGradient, Matrix<double>& analysedGradient)
                    { bounds.backPropagate(update, controlsGradient, analysedGradient, gradient.parameters); },
                    &gradient.window);
                return gradient;
            },
            [](const AdaptiveProblem& problem, int iterations, int backwardSteps)
            {
                WindowedFourier<double> K(problem.window);
                FourierBounds<double> bounds(problem.parameters, problem.boundsSettings(K, false));
                auto controls = problem.controls(iterations);
                std::vector<int> updates;
                const auto last = solveAdaptive(K, problem.frames, iterations, bounds, controls, &updates);
                AdaptiveGradient gradient{problem.parameters.zeroGradient(), K.zeroGradient()};
                backPropagateAdaptiveTruncated(
                    K, problem.frames, controls, last, updates, iterations, problem.lossGradient(last.primal),
                    backwardSteps,
                    [&](int update, const ControlsGradient<double>& controlsGradient, Matrix<double>& analysedGradient)
                    { bounds.backPropagate(update, controlsGradient, analysedGradient, gradient.parameters); },
                    &gradient.window);
                return gradient;
            }};
}

} // namespace dequantizer
