#pragma once

#include "Algorithm/Matrix.h"
#include "Algorithm/StepSizes.h"

#include <map>
#include <string>

namespace dequantizer
{

/// A learned analysis operator with everything that is needed to restore sound with it.
struct Model
{
    std::string name;

    /// K, [k, n]: n samples a frame, k analysis rows (fewer or more than n).
    Matrix<float> K;

    /// The rate that K was learned at, in Hz.
    double sampleRate = 16000.0;

    /// Delta that the step sizes belong to, in signal units (full scale is [-1, 1]). Sound on another grid is solved
    /// with the steps scaled to it, see StepSizes::forSignalScaledBy().
    double referenceDelta = 0.125;

    /// sigma, tau, theta at the reference delta.
    StepSizes steps;

    /// L, the number of iterations that K was learned for.
    int iterations = 10;

    /// The recommended distance between the starts of overlapping frames, in samples, 1 .. n.
    int hop = 320;

    /// How the model was trained, as free text by keyword (corpus, loss, gradient, seed, figures ...). Empty for a
    /// model that was not trained.
    std::map<std::string, std::string> training;

    [[nodiscard]] int frameLength() const noexcept { return static_cast<int>(K.cols()); }
    [[nodiscard]] int rows() const noexcept { return static_cast<int>(K.rows()); }

    /// The steps for sound whose quantisation step is `delta` > 0.
    [[nodiscard]] StepSizes stepsFor(double delta) const noexcept
    {
        return steps.forSignalScaledBy(delta / referenceDelta);
    }
};

/// What a model may be at most; a file that declares more is refused before any memory is taken for it.
struct ModelLimits
{
    static constexpr int maxFrameLength = 8192;
    static constexpr int maxRows = 16384;
    static constexpr long maxCoefficients = 16'777'216;
    static constexpr int maxIterations = 1'000'000;
};

/// Throws ModelError where a value of `model` is outside its range or K has a value that is not finite.
void validate(const Model& model);

} // namespace dequantizer
