#pragma once

#include "Operator/BoundNetwork.h"

namespace dequantizer
{

/// The part of an update of the bounds that sees the whole spectrum of a frame, SpectralFeatures::bands, z, and changes
/// the biases of the two hidden layers of BoundNetwork by C2 relu(C1 z + c1). An object must be used by one thread at a
/// time.
template <typename Scalar>
class FrameLayer
{
public:
    using Update = typename FourierParameters<Scalar>::Update;

    /// Takes `bands`, [48, m].
    void evaluate(const Update& update, const Matrix<Scalar>& bands, LayerBiases<Scalar>& biases)
    {
        const auto hidden = update.first.rows();
        evaluateUnits(update, bands);
        biases.first.noalias() = update.frameOutput.topRows(hidden) * units;
        biases.first.colwise() += update.firstBias.col(0);
        biases.second.noalias() = update.frameOutput.bottomRows(hidden) * units;
        biases.second.colwise() += update.secondBias.col(0);
    }

    /// Takes the derivatives with respect to the biases. Adds those with respect to the parameters to `gradient` and,
    /// unless it is null, sets `bandsGradient` to those with respect to `bands`.
    void backPropagate(const Update& update, const Matrix<Scalar>& bands, const LayerBiases<Scalar>& biasesGradient,
                       Update& gradient, Matrix<Scalar>* bandsGradient)
    {
        const auto hidden = update.first.rows();
        evaluateUnits(update, bands);
        gradient.firstBias += biasesGradient.first.rowwise().sum();
        gradient.secondBias += biasesGradient.second.rowwise().sum();
        gradient.frameOutput.topRows(hidden).noalias() += biasesGradient.first * units.transpose();
        gradient.frameOutput.bottomRows(hidden).noalias() += biasesGradient.second * units.transpose();
        unitsDelta.noalias() = update.frameOutput.topRows(hidden).transpose() * biasesGradient.first;
        unitsDelta.noalias() += update.frameOutput.bottomRows(hidden).transpose() * biasesGradient.second;
        unitsDelta = (units.array() > Scalar(0)).select(unitsDelta, Scalar(0));
        gradient.frameInput.noalias() += unitsDelta * bands.transpose();
        gradient.frameInputBias += unitsDelta.rowwise().sum();
        if (bandsGradient != nullptr)
            bandsGradient->noalias() = update.frameInput.transpose() * unitsDelta;
    }

private:
    void evaluateUnits(const Update& update, const Matrix<Scalar>& bands)
    {
        units.noalias() = update.frameInput * bands;
        units = (units.colwise() + update.frameInputBias.col(0)).cwiseMax(Scalar(0));
    }

    Matrix<Scalar> units, unitsDelta; // [16, m], after relu; with respect to the value before
};

} // namespace dequantizer
