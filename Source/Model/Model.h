#pragma once

#include "Algorithm/IterationScheme.h"
#include "Algorithm/Matrix.h"
#include "Algorithm/StepSizes.h"
#include "Operator/DenseParameters.h"
#include "Operator/FourierParameters.h"

#include <map>
#include <memory>
#include <string>

namespace dequantizer
{

/// The windowed Fourier operator of Operator/WindowedFourier.h with a sine window, and the bounds and steps learned for
/// it.
struct FourierModel
{
    FourierParameters<float> parameters;

    /// n in samples at Model::sampleRate. See modelAtRate() for other rates.
    int frameLength = 2048;
};

/// An analysis operator, dense or windowed Fourier, with all parameters of the restoration.
struct Model
{
    /// Without control characters, since the name is printed and drawn.
    std::string name;

    /// The dense operator K, [k, n]: n samples per frame, k analysis rows (fewer or more than n). Empty for a Fourier
    /// model.
    Matrix<float> K;

    /// The learned bounds and steps of the dense operator, or null if all bounds are 1. Copies of a model share them.
    std::shared_ptr<const DenseParameters<float>> denseBounds;

    /// The windowed Fourier operator, or null. A model has either this or K. Copies of a model share it.
    std::shared_ptr<const FourierModel> fourier;

    /// The sample rate of the training audio in Hz.
    double sampleRate = 16000.0;

    /// The Delta of the step sizes, in signal units (full scale is [-1, 1]). For audio on another grid the steps are
    /// scaled, see StepSizes::forSignalScaledBy().
    double referenceDelta = 0.125;

    /// sigma, tau, theta at the reference delta. In a model with learned steps, factors of these.
    StepSizes steps;

    /// The algorithm that the model was trained for. The frame solvers of Realtime only run Chambolle-Pock; another one
    /// requires a dense K with bounds of 1.
    IterationScheme scheme;

    /// L, the number of iterations used in training.
    int iterations = 10;

    /// The recommended distance between the starts of successive frames in samples, 1 .. n.
    int hop = 320;

    /// How the model was trained, as free text by keyword (corpus, loss, gradient, seed, figures ...). Empty if the
    /// model was not trained.
    std::map<std::string, std::string> training;

    /// Whether the bounds are computed from the signal, see FourierBounds.h and DenseBounds.h. One such model serves
    /// several bit depths.
    [[nodiscard]] bool hasLearnedBounds() const noexcept { return fourier || denseBounds; }

    [[nodiscard]] int frameLength() const noexcept
    {
        return fourier ? fourier->frameLength : static_cast<int>(K.cols());
    }

    /// k; the rows of a Fourier operator are complex.
    [[nodiscard]] int rows() const noexcept { return fourier ? frameLength() + 1 : static_cast<int>(K.rows()); }

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
    static constexpr int maxFourierFrameLength = 65536;
    static constexpr int maxHiddenUnits = 256; ///< of a layer of a Fourier model
    static constexpr int maxDenseHiddenUnits = 1024;
    static constexpr int maxUpdates = 16;
    static constexpr int maxIterations = 1'000'000;
    static constexpr int maxLearnedIterations = maxRows / 2; ///< with step sizes of their own

    /// Of all tensors together. A dense model with learned bounds is the largest: K, the matrices of the networks,
    /// which together are limited like K, their vectors and the steps.
    static constexpr long maxValues =
        2 * maxCoefficients + maxUpdates * (maxDenseHiddenUnits + 2L * maxRows) + 3L * maxLearnedIterations;
};

/// `text` as the name of a model: with spaces for control characters.
[[nodiscard]] std::string asModelName(std::string text);

/// Throws ModelError if a value of `model` is out of range or not finite.
void validate(const Model& model);

/// The frame length at `sampleRate` of a Fourier operator with frames of `frameLength` samples at `modelRate`:
/// `frameLength` itself at that rate, otherwise the nearest fast transform length of the same duration, a multiple of
/// 32 from 64 to 65536 that is a power of two or three times a power of two. Rates in Hz, > 0.
[[nodiscard]] int fourierFrameLengthAt(int frameLength, double modelRate, double sampleRate) noexcept;

/// The hop at `sampleRate` that is the same fraction of the frame as `hop` is at `modelRate`, at least 1 sample. The
/// other arguments are those of fourierFrameLengthAt().
[[nodiscard]] int fourierHopAt(int frameLength, int hop, double modelRate, double sampleRate) noexcept;

/// The model for audio at `sampleRate` (1000 to 768000 Hz). What a Fourier model has learned depends on frequency in Hz
/// and not on the rate: its frame and its hop become those of fourierFrameLengthAt() and fourierHopAt(). A dense model
/// belongs to its rate and is returned unchanged.
[[nodiscard]] Model modelAtRate(Model model, double sampleRate);

} // namespace dequantizer
