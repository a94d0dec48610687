#pragma once

#include "Algorithm/ParameterGradient.h"
#include "Algorithm/PrimalDual.h"
#include "Algorithm/PrimalMask.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dequantizer
{

/// An independent implementation of the full and the truncated gradient from their formulas, one frame at a time, with
/// plain loops and all quantities of the formulas kept. Slow, but shares no code with the code under test.
class NaiveFrame
{
public:
    using Values = std::vector<double>;

    NaiveFrame(const Matrix<double>& operatorMatrix, const StepSizes& stepSizes, const CellFrames<double>& frames,
               Eigen::Index frame, int iterations)
        : K(operatorMatrix), steps(stepSizes), k(static_cast<std::size_t>(K.rows())),
          n(static_cast<std::size_t>(K.cols())), x(column(frames.input, frame)), lower(column(frames.lower, frame)),
          upper(column(frames.upper, frame))
    {
        y = {x};
        yBar = {x};
        psi = {Values(k, 0.0)};
        zP = {Values()};
        zD = {Values()};
        for (int l = 1; l <= iterations; ++l)
        {
            const auto before = static_cast<std::size_t>(l - 1);
            zD.push_back(psi[before]);
            psi.push_back(psi[before]);
            for (std::size_t i = 0; i < k; ++i)
            {
                for (std::size_t j = 0; j < n; ++j)
                    zD.back()[i] += steps.sigma * at(i, j) * yBar[before][j];
                psi.back()[i] = std::clamp(zD.back()[i], -1.0, 1.0);
            }
            zP.push_back(y[before]);
            y.push_back(y[before]);
            yBar.push_back(y[before]);
            for (std::size_t j = 0; j < n; ++j)
            {
                for (std::size_t i = 0; i < k; ++i)
                    zP.back()[j] -= steps.tau * at(i, j) * psi.back()[i];
                y.back()[j] = std::clamp(zP.back()[j], lower[j], upper[j]);
                yBar.back()[j] = y.back()[j] + steps.theta * (y.back()[j] - y[before][j]);
            }
        }
    }

    void addFull(const Values& derivative, PrimalMask mask, ParameterGradient<double>& gradient) const
    {
        const auto L = y.size() - 1;
        Values deltaP = derivative, deltaD(k, 0.0), deltaBar(k, 0.0);
        for (auto l = L; l >= 1; --l)
        {
            step(l, mask, deltaP, deltaD, deltaBar);
            for (std::size_t i = 0; i < k; ++i)
            {
                for (std::size_t j = 0; j < n; ++j)
                {
                    gradient.K(index(i), index(j)) +=
                        steps.sigma * deltaD[i] * yBar[l - 1][j] - steps.tau * psi[l][i] * deltaP[j];
                    gradient.sigma += deltaD[i] * at(i, j) * yBar[l - 1][j];
                    gradient.tau -= deltaP[j] * at(i, j) * psi[l][i];
                    if (l >= 2)
                        gradient.theta += steps.sigma * deltaD[i] * at(i, j) * (y[l - 1][j] - y[l - 2][j]);
                }
            }
        }
    }

    void addTruncated(const Values& derivative, PrimalMask mask, int backwardSteps,
                      ParameterGradient<double>& gradient) const
    {
        const auto L = y.size() - 1;
        Values deltaP = derivative, deltaD(k, 0.0), deltaBar(k, 0.0), sumP(n, 0.0), sumD(k, 0.0);
        for (int b = 0; b < backwardSteps; ++b)
        {
            step(L, mask, deltaP, deltaD, deltaBar);
            for (std::size_t j = 0; j < n; ++j)
                sumP[j] += deltaP[j];
            for (std::size_t i = 0; i < k; ++i)
                sumD[i] += deltaD[i];
        }
        for (std::size_t i = 0; i < k; ++i)
        {
            for (std::size_t j = 0; j < n; ++j)
            {
                gradient.K(index(i), index(j)) += steps.sigma * sumD[i] * y[L][j] - steps.tau * psi[L][i] * sumP[j];
                gradient.sigma += sumD[i] * at(i, j) * y[L][j];
                gradient.tau -= psi[L][i] * at(i, j) * sumP[j];
            }
        }
    }

private:
    static Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }
    [[nodiscard]] double at(std::size_t i, std::size_t j) const { return K(index(i), index(j)); }

    static Values column(const Matrix<double>& matrix, Eigen::Index m)
    {
        return {matrix.col(m).data(), matrix.col(m).data() + matrix.rows()};
    }

    // From iteration l + 1 to l, with the masks of iteration l.
    void step(std::size_t l, PrimalMask mask, Values& deltaP, Values& deltaD, Values& deltaBar) const
    {
        for (std::size_t j = 0; j < n; ++j)
        {
            for (std::size_t i = 0; i < k; ++i)
                deltaP[j] += steps.sigma * at(i, j) * deltaBar[i];
            const bool passes = mask == PrimalMask::cell ? lower[j] <= zP[l][j] && zP[l][j] <= upper[j]
                                                         : std::abs(zP[l][j] - x[j]) <= 1.0;
            if (!passes)
                deltaP[j] = 0.0;
        }
        const auto before = deltaD;
        for (std::size_t i = 0; i < k; ++i)
        {
            for (std::size_t j = 0; j < n; ++j)
                deltaD[i] -= steps.tau * at(i, j) * deltaP[j];
            if (std::abs(zD[l][i]) > 1.0)
                deltaD[i] = 0.0;
            deltaBar[i] = deltaD[i] + steps.theta * (deltaD[i] - before[i]);
        }
    }

    const Matrix<double>& K;
    const StepSizes steps;
    const std::size_t k, n;
    const Values x, lower, upper;
    std::vector<Values> y, yBar, psi, zP, zD;
};

/// Sums over the frames of a batch; `derivative` is [n, m].
template <typename Add>
ParameterGradient<double> naiveGradient(const Matrix<double>& K, const StepSizes& steps,
                                        const CellFrames<double>& frames, int iterations,
                                        const Matrix<double>& derivative, const Add& add)
{
    ParameterGradient<double> gradient;
    gradient.K = Matrix<double>::Zero(K.rows(), K.cols());
    for (Eigen::Index m = 0; m < derivative.cols(); ++m)
    {
        const NaiveFrame frame(K, steps, frames, m, iterations);
        add(frame, NaiveFrame::Values(derivative.col(m).data(), derivative.col(m).data() + derivative.rows()),
            gradient);
    }
    return gradient;
}

inline ParameterGradient<double> naiveFullGradient(const Matrix<double>& K, const StepSizes& steps,
                                                   const CellFrames<double>& frames, int iterations, PrimalMask mask,
                                                   const Matrix<double>& derivative)
{
    return naiveGradient(K, steps, frames, iterations, derivative,
                         [&](const NaiveFrame& frame, const auto& column, auto& gradient)
                         { frame.addFull(column, mask, gradient); });
}

inline ParameterGradient<double> naiveTruncatedGradient(const Matrix<double>& K, const StepSizes& steps,
                                                        const CellFrames<double>& frames, int iterations,
                                                        PrimalMask mask, const Matrix<double>& derivative,
                                                        int backwardSteps)
{
    return naiveGradient(K, steps, frames, iterations, derivative,
                         [&](const NaiveFrame& frame, const auto& column, auto& gradient)
                         { frame.addTruncated(column, mask, backwardSteps, gradient); });
}

} // namespace dequantizer
