#pragma once

#include "Algorithm/Matrix.h"
#include "Algorithm/StepSizes.h"

#include <map>
#include <string>

namespace dequantizer
{

/// A learned analysis operator with all parameters of the restoration.
struct Model
{
    std::string name;

    /// K, [k, n]: n samples per frame, k analysis rows (fewer or more than n).
    Matrix<float> K;

    /// The sample rate of the training audio in Hz.
    double sampleRate = 16000.0;

    /// The Delta of the step sizes, in signal units (full scale is [-1, 1]). For audio on another grid the steps are
    /// scaled, see StepSizes::forSignalScaledBy().
    double referenceDelta = 0.125;

    /// sigma, tau, theta at the reference delta.
    StepSizes steps;

    /// L, the number of iterations used in training.
    int iterations = 10;

    /// The recommended distance between the starts of successive frames in samples, 1 .. n.
    int hop = 320;

    /// How the model was trained, as free text by keyword (corpus, loss, gradient, seed, figures ...). Empty if the
    /// model was not trained.
    std::map<std::string, std::string> training;

    [[nodiscard]] int frameLength() const noexcept { return static_cast<int>(K.cols()); }
    [[nodiscard]] int rows() const noexcept { return static_cast<int>(K.rows()); }

    /// The steps for audio with quantisation step `delta` > 0.
    [[nodiscard]] StepSizes stepsFor(double delta) const noexcept
    {
        return steps.forSignalScaledBy(delta / referenceDelta);
    }
};

/// The maximum size of a model. A file that declares more is rejected before any memory is allocated for it.
struct ModelLimits
{
    static constexpr int maxFrameLength = 8192;
    static constexpr int maxRows = 16384;
    static constexpr long maxCoefficients = 16'777'216;
    static constexpr int maxIterations = 1'000'000;
};

/// Throws ModelError if a value of `model` is out of range or K has a non-finite value.
void validate(const Model& model);

} // namespace dequantizer
