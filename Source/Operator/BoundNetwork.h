#pragma once

#include "Operator/FourierParameters.h"

namespace dequantizer
{

/// The derivatives of a network of the bounds with respect to its inputs, for a batch of m frames of k rows.
template <typename Scalar>
struct BoundInputsGradient
{
    Matrix<Scalar> rows;      ///< with respect to SpectralFeatures::rows, [k, 11 m]
    Matrix<Scalar> magnitude; ///< with respect to SpectralFeatures::magnitude, [k, m]
};

/// One update of the bounds: the network of FourierBounds.h with the features `rows`, [k, 11 m], and the `magnitude`,
/// [k, m], of SpectralFeatures. An object must be used by one thread at a time.
template <typename Scalar>
class BoundNetwork
{
public:
    using Update = typename FourierParameters<Scalar>::Update;

    /// b, [k, m].
    void evaluate(const Update& update, const Matrix<Scalar>& rows, const Matrix<Scalar>& magnitude,
                  Matrix<Scalar>& bounds)
    {
        bounds.resize(magnitude.rows(), magnitude.cols());
        for (Eigen::Index m = 0; m < bounds.cols(); ++m)
        {
            evaluateLayers(update, rows.middleCols(perRow * m, perRow));
            bounds.col(m).array() = boundsOf(magnitude.col(m));
        }
    }

    /// Takes the derivatives with respect to the bounds, [k, m]. Adds those with respect to the network to `gradient`
    /// and, unless it is null, sets `inputs` to those with respect to the inputs.
    void backPropagate(const Update& update, const Matrix<Scalar>& rows, const Matrix<Scalar>& magnitude,
                       const Matrix<Scalar>& boundsGradient, Update& gradient, BoundInputsGradient<Scalar>* inputs)
    {
        if (inputs != nullptr)
        {
            inputs->rows.resize(rows.rows(), rows.cols());
            inputs->magnitude.resize(magnitude.rows(), magnitude.cols());
        }
        for (Eigen::Index m = 0; m < magnitude.cols(); ++m)
        {
            const auto heard = rows.middleCols(perRow * m, perRow);
            evaluateLayers(update, heard);
            const Column logBoundDelta = boundsGradient.col(m).array() * boundsOf(magnitude.col(m));
            const Vector<Scalar> exponentDelta =
                (exponent >= smallestExponent && exponent <= largestExponent).select(logBoundDelta, Scalar(0)).matrix();
            gradient.output.noalias() += exponentDelta.transpose() * second;
            gradient.outputBias(0, 0) += exponentDelta.sum();
            secondDelta.noalias() = exponentDelta * update.output;
            secondDelta = (second.array() > Scalar(0)).select(secondDelta, Scalar(0));
            gradient.second.noalias() += secondDelta.transpose() * first;
            gradient.secondBias.noalias() += secondDelta.colwise().sum().transpose();
            firstDelta.noalias() = secondDelta * update.second;
            firstDelta = (first.array() > Scalar(0)).select(firstDelta, Scalar(0));
            gradient.first.noalias() += firstDelta.transpose() * heard;
            gradient.firstBias.noalias() += firstDelta.colwise().sum().transpose();
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

    void evaluateLayers(const Update& update, const Eigen::Ref<const Matrix<Scalar>>& heard)
    {
        first.noalias() = heard * update.first.transpose();
        first = (first.rowwise() + update.firstBias.col(0).transpose()).cwiseMax(Scalar(0));
        second.noalias() = first * update.second.transpose();
        second = (second.rowwise() + update.secondBias.col(0).transpose()).cwiseMax(Scalar(0));
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
