#pragma once

#include "Algorithm/AdaptivePrimalDual.h"
#include "Model/Model.h"
#include "Operator/FourierBounds.h"
#include "Operator/WindowedFourier.h"

#include <functional>

namespace dequantizer
{

/// The windowed Fourier operator with learned bounds and a few quantised frames with their clean version: the test
/// problem of the checks for Fourier models, in double precision. Every frame is restored by itself, without the
/// context of others.
struct AdaptiveProblem
{
    FourierParameters<double> parameters;
    Vector<double> window; ///< h, [n]
    double sampleRate;     ///< Hz
    double delta;          ///< the quantisation step, signal units
    double noisePower;     ///< g^2, a constant even if the window varies
    CellFrames<double> frames;
    Matrix<double> clean; ///< [n, m], signal units

    /// The mean squared error of restored frames, [n, m], in units of Delta^2.
    [[nodiscard]] double loss(const Matrix<double>& restored) const;

    /// Its derivative with respect to them.
    [[nodiscard]] Matrix<double> lossGradient(const Matrix<double>& restored) const;

    /// The settings of FourierBounds for `K`, which keep the inputs of the networks for the gradient.
    [[nodiscard]] FourierBoundsSettings<double> boundsSettings(const WindowedFourier<double>& K,
                                                               bool throughInputs) const;

    /// Controls for `iterations` iterations, before the first update.
    [[nodiscard]] IterationControls<double> controls(int iterations) const;
};

/// The problem for a Fourier model and these clean frames, [n, m], quantised with step `delta` as in the papers.
[[nodiscard]] AdaptiveProblem adaptiveProblem(const Model& model, const Matrix<float>& clean, double delta);

/// The derivatives of the loss with respect to everything that can be learned.
struct AdaptiveGradient
{
    FourierParameters<double> parameters;
    Vector<double> window; ///< [n]
};

/// The gradient functions under test. They are parameters of the checks so that tests can pass faulty ones.
struct AdaptiveGradients
{
    /// backPropagateAdaptive() through `iterations` iterations; `throughInputs` as in FourierBoundsSettings.
    std::function<AdaptiveGradient(const AdaptiveProblem&, int iterations, bool throughInputs)> full;

    /// backPropagateAdaptiveTruncated() with `backwardSteps` steps.
    std::function<AdaptiveGradient(const AdaptiveProblem&, int iterations, int backwardSteps)> truncated;

    /// The functions that training uses.
    [[nodiscard]] static AdaptiveGradients shipped();
};

} // namespace dequantizer
