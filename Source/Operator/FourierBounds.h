#pragma once

#include "Algorithm/AdaptiveBackPropagation.h"
#include "Operator/BoundNetwork.h"
#include "Operator/FourierParameters.h"
#include "Operator/FrameLayer.h"
#include "Operator/SpectralFeatures.h"

#include <algorithm>
#include <cassert>

namespace dequantizer
{

/// How the bounds and steps of a batch are computed.
template <typename Scalar>
struct FourierBoundsSettings
{
    double hertzPerRow = 0.0;       ///< sample rate / (2 n)
    Scalar noisePower = 0;          ///< g^2 for Delta = 1, see WindowedFourier::noisePower()
    Vector<Scalar> rowWeights = {}; ///< of the operator, [k]
    Vector<Scalar> delta = {};      ///< the quantisation step of each frame, [m], in signal units, > 0
    FrameContext context = {};      ///< the neighbouring frames that the features include
    bool keepInputs = false;        ///< whether backPropagate() will be called
    bool throughInputs = false;     ///< whether the gradient includes that through the inputs, K ybar
};

/// Computes the bounds and the step sizes of the windowed Fourier operator from the signal: the update of
/// solveAdaptive(). In units of Delta, with the features f (11 per row), z (48 per frame) and m (the square root of the
/// mean of p over 3 rows) of SpectralFeatures.h,
///
///     e1, e2 = the halves of C2 relu(C1 z + c1)
///     b_i    = exp(-ln(1 + m_i) + clip(M2 relu(Mm relu(M1 f_i + b1 + e1) + bm + e2) + b2, -6, 4)),
///
/// and once per frame, with its three statistics s,
///
///     o       = T2 relu(T1 s + t1) + t2
///     tau_l   = exp(clip(o_l + lev (s_0 / 0.6 - ln 5), ln 0.001, ln 2))      times Delta
///     sigma_l = sigmoid(o_{L + l}) / tau_l,    so that sigma tau ||K||^2 < 1       theta = 1.
///
/// `Network` computes the bounds and their derivatives, and has the members of BoundNetwork.
template <typename Scalar, typename Network = BoundNetwork<Scalar>>
class FourierBounds
{
public:
    using Parameters = FourierParameters<Scalar>;

    /// Keeps a reference to `parameters`, which must outlive this object.
    FourierBounds(const Parameters& parameters, FourierBoundsSettings<Scalar> settings)
        : learned(parameters), config(std::move(settings)), features(config.keepInputs ? learned.updates.size() : 1),
          noisePower(config.noisePower * config.delta.array().square())
    {
        assert(!learned.updateIterations.empty() && learned.updateIterations.front() == 0);
        assert(std::is_sorted(learned.updateIterations.begin(), learned.updateIterations.end()));
    }

    /// For a batch with other quantisation steps, see FourierBoundsSettings::delta.
    void setDelta(const Vector<Scalar>& delta)
    {
        config.delta = delta;
        noisePower = config.noisePower * delta.array().square();
    }

    /// For solveAdaptive(). Iterations beyond L use the steps of the last one.
    bool operator()(int l, const Matrix<Scalar>& analysed, IterationControls<Scalar>& controls)
    {
        const auto found = std::find(learned.updateIterations.begin(), learned.updateIterations.end(), l);
        if (found == learned.updateIterations.end())
            return false;
        const auto index = static_cast<std::size_t>(found - learned.updateIterations.begin());
        auto& now = features[config.keepInputs ? index : 0];
        now.compute(analysed, noisePower, config.hertzPerRow, config.context);
        if (config.keepInputs && config.throughInputs)
        {
            inputs.resize(learned.updates.size());
            inputs[index] = analysed;
        }
        frameLayer.evaluate(learned.updates[index], now.bands, biases);
        network.evaluate(learned.updates[index], biases, now.rows, now.magnitude, controls.bounds);
        if (l == 0)
            setSteps(now.frames, controls);
        return true;
    }

    /// For backPropagateAdaptive(): adds the derivatives with respect to the parameters to `gradient`.
    void backPropagate(int update, const ControlsGradient<Scalar>& controlsGradient, Matrix<Scalar>& analysedGradient,
                       Parameters& gradient);

private:
    // The layers of the network of the steps, [s, m] and [2 L, m], and the logarithm of tau before clipping.
    struct StepLayers
    {
        Matrix<Scalar> hidden, output;
        Matrix<Scalar> logTau; // [L, m]
    };
    StepLayers evaluateSteps(const Matrix<Scalar>& statistics) const
    {
        StepLayers layers;
        layers.hidden = ((learned.stepInput * statistics).colwise() + learned.stepInputBias.col(0)).cwiseMax(Scalar(0));
        layers.output = (learned.stepOutput * layers.hidden).colwise() + learned.stepOutputBias.col(0);
        layers.logTau = layers.output.topRows(learned.iterations());
        layers.logTau.rowwise() += learned.level(0, 0) * levelOf(statistics).matrix();
        return layers;
    }
    static Eigen::Array<Scalar, 1, Eigen::Dynamic> levelOf(const Matrix<Scalar>& statistics)
    {
        return statistics.row(0).array() / Scalar(0.6) - static_cast<Scalar>(std::log(5.0));
    }
    static Scalar smallestLogTau() { return static_cast<Scalar>(std::log(0.001)); }
    static Scalar largestLogTau() { return static_cast<Scalar>(std::log(2.0)); }

    void setSteps(const Matrix<Scalar>& statistics, IterationControls<Scalar>& controls) const
    {
        const auto L = learned.iterations();
        const auto layers = evaluateSteps(statistics);
        const auto rows = controls.sigma.rows();
        for (Eigen::Index l = 0; l < rows; ++l)
        {
            const auto from = std::min<Eigen::Index>(l, L - 1);
            const auto tau = layers.logTau.row(from).array().max(smallestLogTau()).min(largestLogTau()).exp();
            const auto product = (Scalar(1) + (-layers.output.row(L + from).array()).exp()).inverse();
            controls.tau.row(l) = (tau * config.delta.transpose().array()).matrix();
            controls.sigma.row(l) = (product / controls.tau.row(l).array()).matrix();
            controls.theta.row(l).setOnes();
        }
    }

    void backPropagateSteps(const ControlsGradient<Scalar>& controlsGradient, const Matrix<Scalar>& statistics,
                            Matrix<Scalar>& statisticsGradient, Parameters& gradient) const;

    const Parameters& learned;
    FourierBoundsSettings<Scalar> config;
    std::vector<SpectralFeatures<Scalar>> features; // of each update
    std::vector<Matrix<Scalar>> inputs;             // of each update
    Vector<Scalar> noisePower;                      // [m]
    FrameLayer<Scalar> frameLayer;
    Network network;
    LayerBiases<Scalar> biases, biasesGradient;
    BoundInputsGradient<Scalar> inputsGradient;
    Matrix<Scalar> bandsGradient;
};

template <typename Scalar, typename Network>
void FourierBounds<Scalar, Network>::backPropagate(int updateIndex, const ControlsGradient<Scalar>& controlsGradient,
                                                   Matrix<Scalar>& analysedGradient, Parameters& gradient)
{
    if (updateIndex < 0) // the bounds before the first update, which no iteration used
        return;
    const auto index = static_cast<std::size_t>(updateIndex);
    const auto& now = features[index];
    const auto& update = learned.updates[index];
    frameLayer.evaluate(update, now.bands, biases);
    network.backPropagate(update, biases, now.rows, now.magnitude, controlsGradient.bounds, gradient.updates[index],
                          biasesGradient, config.throughInputs ? &inputsGradient : nullptr);
    frameLayer.backPropagate(update, now.bands, biasesGradient, gradient.updates[index],
                             config.throughInputs ? &bandsGradient : nullptr);

    Matrix<Scalar> statisticsGradient = Matrix<Scalar>::Zero(now.frames.rows(), now.frames.cols());
    if (updateIndex == 0)
        backPropagateSteps(controlsGradient, now.frames, statisticsGradient, gradient);
    if (config.throughInputs)
        now.backPropagate(inputs[index], noisePower, config.rowWeights, config.context, inputsGradient.rows,
                          statisticsGradient, bandsGradient, inputsGradient.magnitude, analysedGradient);
}

template <typename Scalar, typename Network>
void FourierBounds<Scalar, Network>::backPropagateSteps(const ControlsGradient<Scalar>& controlsGradient,
                                                        const Matrix<Scalar>& statistics,
                                                        Matrix<Scalar>& statisticsGradient, Parameters& gradient) const
{
    const auto L = learned.iterations();
    const auto layers = evaluateSteps(statistics);
    Matrix<Scalar> outputDelta = Matrix<Scalar>::Zero(2 * L, statistics.cols());
    for (Eigen::Index l = 0; l < controlsGradient.sigma.rows(); ++l)
    {
        const auto from = std::min<Eigen::Index>(l, L - 1);
        const auto logTau = layers.logTau.row(from).array();
        const Eigen::Array<Scalar, 1, Eigen::Dynamic> tau =
            logTau.max(smallestLogTau()).min(largestLogTau()).exp() * config.delta.transpose().array();
        const Eigen::Array<Scalar, 1, Eigen::Dynamic> product =
            (Scalar(1) + (-layers.output.row(L + from).array()).exp()).inverse();
        // sigma = product / tau
        const auto sigmaGradient = controlsGradient.sigma.row(l).array();
        const Eigen::Array<Scalar, 1, Eigen::Dynamic> logTauDelta =
            controlsGradient.tau.row(l).array() * tau - sigmaGradient * product / tau;
        outputDelta.row(from).array() +=
            (logTau >= smallestLogTau() && logTau <= largestLogTau()).select(logTauDelta, Scalar(0));
        outputDelta.row(L + from).array() += sigmaGradient / tau * product * (Scalar(1) - product);
    }
    const auto tauDelta = outputDelta.topRows(L);
    gradient.level(0, 0) += (tauDelta.colwise().sum().array() * levelOf(statistics)).sum();
    gradient.stepOutput.noalias() += outputDelta * layers.hidden.transpose();
    gradient.stepOutputBias.noalias() += outputDelta.rowwise().sum();
    Matrix<Scalar> hiddenDelta = learned.stepOutput.transpose() * outputDelta;
    hiddenDelta = (layers.hidden.array() > Scalar(0)).select(hiddenDelta, Scalar(0));
    gradient.stepInput.noalias() += hiddenDelta * statistics.transpose();
    gradient.stepInputBias.noalias() += hiddenDelta.rowwise().sum();
    statisticsGradient.noalias() += learned.stepInput.transpose() * hiddenDelta;
    statisticsGradient.row(0) += learned.level(0, 0) / Scalar(0.6) * tauDelta.colwise().sum();
}

} // namespace dequantizer
