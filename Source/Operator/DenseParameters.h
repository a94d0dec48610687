#pragma once

#include "Algorithm/Matrix.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace dequantizer
{

/// The learned parameters of the bounds and steps of a dense operator with k rows: for each update of the bounds, a
/// network with one hidden layer of h units, and the step sizes of each iteration. DenseBounds.h has the equations.
///
/// The parameters do not depend on the quantisation step.
template <typename Scalar>
struct DenseParameters
{
    struct Update
    {
        Matrix<Scalar> first;      ///< M1, [h, k]
        Matrix<Scalar> firstBias;  ///< c1, [h, 1]
        Matrix<Scalar> output;     ///< M2, [k, h]
        Matrix<Scalar> direct;     ///< d, [k, 1]: the weight of a row's own feature
        Matrix<Scalar> outputBias; ///< c2, [k, 1]
    };

    std::vector<int> updateIterations; ///< each before the dual step of this iteration, counted from 0; the first is 0
    std::vector<Update> updates;       ///< one per entry of updateIterations
    Matrix<Scalar> logTau;             ///< o, [L, 1]: ln(tau / Delta) of an iteration, at level 0
    Matrix<Scalar> level;              ///< v, [L, 1]: how ln tau depends on the level of the frame
    Matrix<Scalar> productLogit;       ///< q, [L, 1]: sigmoid(q) is proportional to sigma tau

    /// L, the number of iterations that have step sizes.
    [[nodiscard]] int iterations() const { return static_cast<int>(logTau.rows()); }

    /// k
    [[nodiscard]] Eigen::Index rows() const { return updates.empty() ? 0 : updates.front().output.rows(); }

    /// h
    [[nodiscard]] Eigen::Index hiddenUnits() const { return updates.empty() ? 0 : updates.front().first.rows(); }

    /// Zeros of the given sizes.
    static DenseParameters zeros(const std::vector<int>& updateIterations, Eigen::Index rows, Eigen::Index hidden,
                                 int iterations);

    /// The start of training: every bound is 1, and every iteration has the given steps. M1 is random.
    static DenseParameters initial(const std::vector<int>& updateIterations, Eigen::Index rows, Eigen::Index hidden,
                                   int iterations, double logTau, double productLogit, unsigned seed);

    /// Zeros of the same sizes, for a gradient.
    [[nodiscard]] DenseParameters zeroGradient() const
    {
        return zeros(updateIterations, rows(), hiddenUnits(), iterations());
    }

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
    template <typename Self, typename Visit>
    static void visitTensors(Self& self, Visit& visit)
    {
        for (std::size_t i = 0; i < self.updates.size(); ++i)
        {
            const auto prefix = "bounds." + std::to_string(i) + ".";
            visit(prefix + "first", self.updates[i].first);
            visit(prefix + "first_bias", self.updates[i].firstBias);
            visit(prefix + "output", self.updates[i].output);
            visit(prefix + "direct", self.updates[i].direct);
            visit(prefix + "output_bias", self.updates[i].outputBias);
        }
        visit(std::string("steps.log_tau"), self.logTau);
        visit(std::string("steps.level"), self.level);
        visit(std::string("steps.product_logit"), self.productLogit);
    }
};

template <typename Scalar>
DenseParameters<Scalar> DenseParameters<Scalar>::zeros(const std::vector<int>& updateIterations, Eigen::Index rows,
                                                       Eigen::Index hidden, int iterations)
{
    DenseParameters result;
    result.updates.resize(updateIterations.size());
    for (auto& update : result.updates)
    {
        update.first.setZero(hidden, rows);
        update.firstBias.setZero(hidden, 1);
        update.output.setZero(rows, hidden);
        update.direct.setZero(rows, 1);
        update.outputBias.setZero(rows, 1);
    }
    result.updateIterations = updateIterations;
    for (auto* steps : {&result.logTau, &result.level, &result.productLogit})
        steps->setZero(iterations, 1);
    return result;
}

template <typename Scalar>
DenseParameters<Scalar> DenseParameters<Scalar>::initial(const std::vector<int>& updateIterations, Eigen::Index rows,
                                                         Eigen::Index hidden, int iterations, double logTau,
                                                         double productLogit, unsigned seed)
{
    auto result = zeros(updateIterations, rows, hidden, iterations);
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0.0, 1.0 / std::sqrt(static_cast<double>(rows)));
    for (auto& update : result.updates)
        for (Eigen::Index i = 0; i < update.first.size(); ++i)
            update.first.data()[i] = static_cast<Scalar>(normal(generator));
    result.logTau.setConstant(static_cast<Scalar>(logTau));
    result.productLogit.setConstant(static_cast<Scalar>(productLogit));
    return result;
}

} // namespace dequantizer
