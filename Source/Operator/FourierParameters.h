#pragma once

#include "Algorithm/Matrix.h"
#include "Operator/BarkBands.h"

#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace dequantizer
{

/// The learned parameters of the windowed Fourier operator: for each update of the bounds, a network with two hidden
/// layers that all rows share, with biases that a layer for the whole frame changes; and one network for the step sizes
/// of all iterations. FourierBounds.h has the equations.
///
/// The parameters do not depend on the frame length, the sample rate or the quantisation step.
template <typename Scalar>
struct FourierParameters
{
    static constexpr Eigen::Index inputs = 11;    ///< of a network of the bounds, see SpectralFeatures::rows
    static constexpr Eigen::Index statistics = 3; ///< of the network of the steps, see SpectralFeatures::frames
    static constexpr Eigen::Index bandInputs = 2 * barkBandCount; ///< of a frame layer, see SpectralFeatures::bands
    static constexpr Eigen::Index frameUnits = 16;                ///< of a frame layer

    struct Update
    {
        Matrix<Scalar> frameInput;     ///< C1, [16, 48]: the frame layer, which sees the whole spectrum
        Matrix<Scalar> frameInputBias; ///< c1, [16, 1]
        Matrix<Scalar> frameOutput;    ///< C2, [2 h, 16]: what it adds to the biases of both hidden layers
        Matrix<Scalar> first;          ///< M1, [h, 11]
        Matrix<Scalar> firstBias;      ///< b1, [h, 1]
        Matrix<Scalar> second;         ///< Mm, [h, h]
        Matrix<Scalar> secondBias;     ///< bm, [h, 1]
        Matrix<Scalar> output;         ///< M2, [1, h]
        Matrix<Scalar> outputBias;     ///< b2, [1, 1]
    };

    /// Whether the updates have a frame layer. Without one, its tensors have no units.
    bool hasFrameLayer = true;

    std::vector<int> updateIterations; ///< each before the dual step of this iteration, counted from 0; the first is 0
    std::vector<Update> updates;       ///< one per entry of updateIterations
    Matrix<Scalar> stepInput;          ///< T1, [s, 3]
    Matrix<Scalar> stepInputBias;      ///< t1, [s, 1]
    Matrix<Scalar> stepOutput;         ///< T2, [2 L, s]: first tau of all iterations, then sigma tau
    Matrix<Scalar> stepOutputBias;     ///< t2, [2 L, 1]
    Matrix<Scalar> level;              ///< lev, [1, 1]: how tau depends on the level of the frame

    /// h, the number of units in each hidden layer of the networks of the bounds.
    [[nodiscard]] Eigen::Index hiddenUnits() const { return updates.empty() ? 0 : updates.front().first.rows(); }

    /// L, the number of iterations that have step sizes.
    [[nodiscard]] int iterations() const { return static_cast<int>(stepOutput.rows() / 2); }

    /// Zeros of the given sizes.
    static FourierParameters zeros(const std::vector<int>& updateIterations, Eigen::Index hidden,
                                   Eigen::Index stepHidden, int iterations, bool frameLayer = true);

    /// The start of training: hand-made bounds, tau = 0.2, sigma tau = 0.95. The hidden layers are random.
    static FourierParameters initial(const std::vector<int>& updateIterations, Eigen::Index hidden,
                                     Eigen::Index stepHidden, int iterations, unsigned seed, bool frameLayer = true);

    /// Makes the frame layer one without units, or with units that change nothing yet.
    void setFrameLayer(bool wanted);

    /// Adds units to both hidden layers, up to `hidden` >= hiddenUnits(). They change no output yet.
    void addHiddenUnits(Eigen::Index hidden);

    /// Zeros of the same sizes, for a gradient.
    [[nodiscard]] FourierParameters zeroGradient() const
    {
        return zeros(updateIterations, hiddenUnits(), stepInput.rows(), iterations(), hasFrameLayer);
    }

    /// The same values in another precision.
    template <typename Other>
    [[nodiscard]] FourierParameters<Other> cast() const;

    /// Calls visit(name, matrix) for every tensor, always in the same order.
    template <typename Visit>
    void forEachTensor(Visit&& visit)
    {
        visitTensors(*this, visit);
    }
    template <typename Visit>
    void forEachTensor(Visit&& visit) const
    {
        visitTensors(*this, visit);
    }

private:
    // Sets its tensors to zero.
    void resizeFrameLayer(bool wanted);

    template <typename Self, typename Visit>
    static void visitTensors(Self& self, Visit& visit)
    {
        for (std::size_t i = 0; i < self.updates.size(); ++i)
        {
            const auto prefix = "bounds." + std::to_string(i) + ".";
            if (self.hasFrameLayer)
            {
                visit(prefix + "frame_input", self.updates[i].frameInput);
                visit(prefix + "frame_input_bias", self.updates[i].frameInputBias);
                visit(prefix + "frame_output", self.updates[i].frameOutput);
            }
            visit(prefix + "first", self.updates[i].first);
            visit(prefix + "first_bias", self.updates[i].firstBias);
            visit(prefix + "second", self.updates[i].second);
            visit(prefix + "second_bias", self.updates[i].secondBias);
            visit(prefix + "output", self.updates[i].output);
            visit(prefix + "output_bias", self.updates[i].outputBias);
        }
        visit(std::string("steps.input"), self.stepInput);
        visit(std::string("steps.input_bias"), self.stepInputBias);
        visit(std::string("steps.output"), self.stepOutput);
        visit(std::string("steps.output_bias"), self.stepOutputBias);
        visit(std::string("steps.level"), self.level);
    }
};

template <typename Scalar>
FourierParameters<Scalar> FourierParameters<Scalar>::zeros(const std::vector<int>& updateIterations,
                                                           Eigen::Index hidden, Eigen::Index stepHidden, int iterations,
                                                           bool frameLayer)
{
    FourierParameters result;
    result.updates.resize(updateIterations.size());
    for (auto& update : result.updates)
    {
        update.first.setZero(hidden, inputs);
        update.firstBias.setZero(hidden, 1);
        update.second.setZero(hidden, hidden);
        update.secondBias.setZero(hidden, 1);
        update.output.setZero(1, hidden);
        update.outputBias.setZero(1, 1);
    }
    result.resizeFrameLayer(frameLayer);
    result.updateIterations = updateIterations;
    result.stepInput.setZero(stepHidden, statistics);
    result.stepInputBias.setZero(stepHidden, 1);
    result.stepOutput.setZero(2 * iterations, stepHidden);
    result.stepOutputBias.setZero(2 * iterations, 1);
    result.level.setZero(1, 1);
    return result;
}

template <typename Scalar>
FourierParameters<Scalar> FourierParameters<Scalar>::initial(const std::vector<int>& updateIterations,
                                                             Eigen::Index hidden, Eigen::Index stepHidden,
                                                             int iterations, unsigned seed, bool frameLayer)
{
    auto result = zeros(updateIterations, hidden, stepHidden, iterations, frameLayer);
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    const auto randomise = [&](Matrix<Scalar>& matrix, double deviation)
    {
        for (Eigen::Index i = 0; i < matrix.size(); ++i)
            matrix.data()[i] = static_cast<Scalar>(deviation * normal(generator));
    };
    for (auto& update : result.updates)
    {
        if (frameLayer)
            randomise(update.frameInput, 1.0 / std::sqrt(static_cast<double>(bandInputs)));
        randomise(update.first, 1.0 / std::sqrt(static_cast<double>(inputs)));
        randomise(update.second, 1.0 / std::sqrt(static_cast<double>(hidden)));
    }
    constexpr double stepDeviation = 0.5, tau = 0.2, sigmaTauLogit = 3.0, initialLevel = -0.5;
    randomise(result.stepInput, stepDeviation);
    result.stepOutputBias.col(0).head(iterations).setConstant(static_cast<Scalar>(std::log(tau)));
    result.stepOutputBias.col(0).tail(iterations).setConstant(Scalar(sigmaTauLogit));
    result.level.setConstant(Scalar(initialLevel));
    return result;
}

template <typename Scalar>
template <typename Other>
FourierParameters<Other> FourierParameters<Scalar>::cast() const
{
    auto result =
        FourierParameters<Other>::zeros(updateIterations, hiddenUnits(), stepInput.rows(), iterations(), hasFrameLayer);
    std::vector<Matrix<Other>*> targets;
    result.forEachTensor([&](const std::string&, Matrix<Other>& tensor) { targets.push_back(&tensor); });
    auto target = targets.begin();
    forEachTensor([&](const std::string&, const Matrix<Scalar>& tensor)
                  { **target++ = tensor.template cast<Other>(); });
    return result;
}

template <typename Scalar>
void FourierParameters<Scalar>::setFrameLayer(bool wanted)
{
    constexpr unsigned seed = 48;
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0.0, 1.0 / std::sqrt(static_cast<double>(bandInputs)));
    resizeFrameLayer(wanted);
    for (auto& update : updates)
        for (Eigen::Index i = 0; i < update.frameInput.size(); ++i)
            update.frameInput.data()[i] = static_cast<Scalar>(normal(generator));
}

template <typename Scalar>
void FourierParameters<Scalar>::addHiddenUnits(Eigen::Index hidden)
{
    const auto present = hiddenUnits();
    // The new units have random inputs, but nothing that was there before uses their outputs yet.
    constexpr unsigned seed = 64;
    auto grown = initial(updateIterations, hidden, stepInput.rows(), iterations(), seed, hasFrameLayer);
    for (std::size_t i = 0; i < updates.size(); ++i)
    {
        auto& update = updates[i];
        auto& wider = grown.updates[i];
        wider.first.topRows(present) = update.first;
        wider.firstBias.topRows(present) = update.firstBias;
        wider.second.topRows(present).setZero();
        wider.second.topLeftCorner(present, present) = update.second;
        wider.secondBias.topRows(present) = update.secondBias;
        wider.output.leftCols(present) = update.output;
        wider.outputBias = update.outputBias;
        // The frame layer adds to the biases of the first layer, then to those of the second.
        wider.frameInput = update.frameInput;
        wider.frameInputBias = update.frameInputBias;
        wider.frameOutput.topRows(present) = update.frameOutput.topRows(present);
        wider.frameOutput.bottomRows(hidden).topRows(present) = update.frameOutput.bottomRows(present);
        update = std::move(wider);
    }
}

template <typename Scalar>
void FourierParameters<Scalar>::resizeFrameLayer(bool wanted)
{
    hasFrameLayer = wanted;
    const Eigen::Index units = wanted ? frameUnits : 0;
    for (auto& update : updates)
    {
        update.frameInput.setZero(units, bandInputs);
        update.frameInputBias.setZero(units, 1);
        update.frameOutput.setZero(2 * hiddenUnits(), units);
    }
}

} // namespace dequantizer
