#pragma once

#include "Operator/FourierParameters.h"

namespace dequantizer
{

/// The biases of both hidden layers of a network of the bounds, one column per frame, [h, m].
template <typename Scalar>
struct LayerBiases
{
    Matrix<Scalar> first, second;

    void setZero(Eigen::Index hidden, Eigen::Index frames)
    {
        first.setZero(hidden, frames);
        second.setZero(hidden, frames);
    }
};

/// The derivatives of a network of the bounds with respect to its inputs, for a batch of m frames of k rows.
template <typename Scalar>
struct BoundInputsGradient
{
    Matrix<Scalar> rows;      ///< with respect to SpectralFeatures::rows, [k, 11 m]
    Matrix<Scalar> magnitude; ///< with respect to SpectralFeatures::magnitude, [k, m]
};

/// The part of an update of the bounds that is computed row by row: the network of FourierBounds.h with the features
/// `rows`, [k, 11 m], and the `magnitude`, [k, m], of SpectralFeatures, and with given biases of the hidden layers. An
/// object must be used by one thread at a time.
template <typename Scalar>
class BoundNetwork
{
public:
    using Update = typename FourierParameters<Scalar>::Update;

    /// b, [k, m].
    void evaluate(const Update& update, const LayerBiases<Scalar>& biases, const Matrix<Scalar>& rows,
                  const Matrix<Scalar>& magnitude, Matrix<Scalar>& bounds)
    {
        bounds.resize(magnitude.rows(), magnitude.cols());
        for (Eigen::Index m = 0; m < bounds.cols(); ++m)
        {
            evaluateLayers(update, biases, m, rows);
            bounds.col(m).array() = boundsOf(magnitude.col(m));
        }
    }

    /// Takes the derivatives with respect to the bounds, [k, m]. Adds those with respect to the weights and the
    /// output's bias to `gradient`, sets `biasesGradient` to those with respect to `biases` and, unless it is null,
    /// `inputs` to those with respect to the inputs.
    void backPropagate(const Update& update, const LayerBiases<Scalar>& biases, const Matrix<Scalar>& rows,
                       const Matrix<Scalar>& magnitude, const Matrix<Scalar>& boundsGradient, Update& gradient,
                       LayerBiases<Scalar>& biasesGradient, BoundInputsGradient<Scalar>* inputs)
    {
        biasesGradient.setZero(update.first.rows(), magnitude.cols());
        if (inputs != nullptr)
        {
            inputs->rows.resize(rows.rows(), rows.cols());
            inputs->magnitude.resize(magnitude.rows(), magnitude.cols());
        }
        for (Eigen::Index m = 0; m < magnitude.cols(); ++m)
        {
            evaluateLayers(update, biases, m, rows);
            const Column logBoundDelta = boundsGradient.col(m).array() * boundsOf(magnitude.col(m));
            const Vector<Scalar> exponentDelta =
                (exponent >= smallestExponent && exponent <= largestExponent).select(logBoundDelta, Scalar(0)).matrix();
            gradient.output.noalias() += exponentDelta.transpose() * second;
            gradient.outputBias(0, 0) += exponentDelta.sum();
            secondDelta.noalias() = exponentDelta * update.output;
            secondDelta = (second.array() > Scalar(0)).select(secondDelta, Scalar(0));
            gradient.second.noalias() += secondDelta.transpose() * first;
            biasesGradient.second.col(m) = secondDelta.colwise().sum().transpose();
            firstDelta.noalias() = secondDelta * update.second;
            firstDelta = (first.array() > Scalar(0)).select(firstDelta, Scalar(0));
            gradient.first.noalias() += firstDelta.transpose() * rows.middleCols(perRow * m, perRow);
            biasesGradient.first.col(m) = firstDelta.colwise().sum().transpose();
            if (inputs != nullptr)
            {
                inputs->rows.middleCols(perRow * m, perRow).noalias() = firstDelta * update.first;
                inputs->magnitude.col(m).array() = -logBoundDelta / (Scalar(1) + magnitude.col(m).array());
            }
        }
    }

private:
    using Column = Eigen::Array<Scalar, Eigen::Dynamic, 1>;
    static constexpr auto perRow = FourierParameters<Scalar>::inputs;
    static constexpr Scalar smallestExponent = Scalar(-6), largestExponent = Scalar(4);

    // For frame m.
    void evaluateLayers(const Update& update, const LayerBiases<Scalar>& biases, Eigen::Index m,
                        const Matrix<Scalar>& rows)
    {
        first.noalias() = rows.middleCols(perRow * m, perRow) * update.first.transpose();
        first = (first.rowwise() + biases.first.col(m).transpose()).cwiseMax(Scalar(0));
        second.noalias() = first * update.second.transpose();
        second = (second.rowwise() + biases.second.col(m).transpose()).cwiseMax(Scalar(0));
        exponent = (second * update.output.row(0).transpose()).array() + update.outputBias(0, 0);
    }

    [[nodiscard]] Column boundsOf(const Eigen::Ref<const Vector<Scalar>>& magnitude) const
    {
        return exponent.max(smallestExponent).min(largestExponent).exp() / (Scalar(1) + magnitude.array());
    }

    // Of one frame.
    Matrix<Scalar> first, second; // [k, h], after relu
    Column exponent;              // [k], before clipping
    Matrix<Scalar> firstDelta, secondDelta;
};

} // namespace dequantizer
