#pragma once

#include "Algorithm/AdaptivePrimalDual.h"

#include <cmath>
#include <vector>

namespace dequantizer
{

/// An independent implementation of the adaptive iteration and its gradients from their formulas: one frame, double
/// precision, plain loops over an explicit matrix, all iterates kept. Slow, but shares no code with the tested code.
class NaiveAdaptive
{
public:
    using Values = std::vector<double>;

    /// For one frame.
    struct Gradient
    {
        Matrix<double> K;           // the explicit matrix
        std::vector<Values> bounds; // of each iteration
        Values sigma, tau, theta;   // of each iteration
    };

    /// `matrix` is [components * k, n], `bounds` has an entry for each iteration, the steps are [L].
    NaiveAdaptive(const Matrix<double>& matrix, int componentCount, Values rowWeights, std::vector<Values> boundsOfAll,
                  Values sigmas, Values taus, Values thetas, Values x, Values lowerCells, Values upperCells)
        : K(matrix), components(static_cast<std::size_t>(componentCount)), weights(std::move(rowWeights)),
          bounds(std::move(boundsOfAll)), sigma(std::move(sigmas)), tau(std::move(taus)), theta(std::move(thetas)),
          lower(std::move(lowerCells)), upper(std::move(upperCells))
    {
        y = {x};
        yBar = {x};
        psi = {Values(size(), 0.0)};
        zD = zP = {Values()};
        for (std::size_t l = 1; l <= iterations(); ++l)
        {
            const auto u = apply(yBar[l - 1]);
            zD.push_back(psi[l - 1]);
            for (std::size_t i = 0; i < size(); ++i)
                zD[l][i] += sigma[l - 1] * u[i];
            psi.push_back(zD[l]);
            for (std::size_t i = 0; i < k(); ++i)
                if (norm(zD[l], i) > bounds[l - 1][i])
                    for (std::size_t part = 0; part < components; ++part)
                        psi[l][part * k() + i] *= bounds[l - 1][i] / norm(zD[l], i);
            const auto v = applyAdjoint(psi[l]);
            zP.push_back(y[l - 1]);
            y.push_back(y[l - 1]);
            yBar.push_back(y[l - 1]);
            for (std::size_t j = 0; j < n(); ++j)
            {
                zP[l][j] -= tau[l - 1] * v[j];
                y[l][j] = std::min(upper[j], std::max(lower[j], zP[l][j]));
                yBar[l][j] = y[l][j] + theta[l - 1] * (y[l][j] - y[l - 1][j]);
            }
        }
    }

    [[nodiscard]] const Values& solution() const { return y.back(); }

    /// With the iterates of each iteration, or, if `truncated` >= 0 (the number of steps), with those of the last.
    [[nodiscard]] Gradient gradient(const Values& derivative, int truncated = -1) const
    {
        const auto L = iterations();
        const std::size_t steps = truncated < 0 ? L : static_cast<std::size_t>(truncated);
        Gradient result{Matrix<double>::Zero(K.rows(), K.cols()), std::vector<Values>(L, Values(k(), 0.0)),
                        Values(L, 0.0), Values(L, 0.0), Values(L, 0.0)};
        Values deltaP = derivative, deltaD(size(), 0.0), G(n(), 0.0), later(n(), 0.0);
        for (std::size_t step = 0; step < steps; ++step)
        {
            const auto l = L - step;                       // the iteration whose step sizes apply
            const auto at = truncated < 0 ? l : L;         // the iteration whose iterates apply
            const auto before = truncated < 0 ? l - 1 : L; // the one before it
            for (std::size_t j = 0; j < n(); ++j)
            {
                deltaP[j] += (1.0 + theta[l - 1]) * G[j] - (l < L ? theta[l] * later[j] : 0.0);
                if (truncated < 0)
                    result.theta[l - 1] += G[j] * (y[l][j] - y[l - 1][j]);
                if (zP[at][j] < lower[j] || zP[at][j] > upper[j])
                    deltaP[j] = 0.0;
            }
            const auto adjoint = applyAdjoint(psi[at]);
            for (std::size_t j = 0; j < n(); ++j)
                result.tau[l - 1] -= deltaP[j] * adjoint[j];
            const auto analysed = apply(deltaP);
            for (std::size_t i = 0; i < size(); ++i)
                deltaD[i] -= tau[l - 1] * analysed[i];
            const auto& b = bounds[truncated < 0 ? l - 1 : L - 1];
            for (std::size_t i = 0; i < k(); ++i)
            {
                const double magnitude = norm(zD[at], i);
                if (magnitude <= b[i])
                    continue;
                double along = 0.0;
                for (std::size_t part = 0; part < components; ++part)
                    along += deltaD[part * k() + i] * zD[at][part * k() + i] / magnitude;
                result.bounds[l - 1][i] += weights[i] * along;
                for (std::size_t part = 0; part < components; ++part)
                    deltaD[part * k() + i] =
                        b[i] / magnitude * (deltaD[part * k() + i] - along * zD[at][part * k() + i] / magnitude);
            }
            const auto& extrapolated = truncated < 0 ? yBar[before] : y[L];
            const auto u = apply(extrapolated);
            for (std::size_t i = 0; i < size(); ++i)
            {
                result.sigma[l - 1] += weights[i % k()] * deltaD[i] * u[i];
                for (std::size_t j = 0; j < n(); ++j)
                    result.K(index(i), index(j)) += weights[i % k()] * (sigma[l - 1] * deltaD[i] * extrapolated[j] -
                                                                        tau[l - 1] * psi[at][i] * deltaP[j]);
            }
            later = G;
            G = applyAdjoint(deltaD);
            for (auto& value : G)
                value *= sigma[l - 1];
        }
        return result;
    }

private:
    static Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }
    [[nodiscard]] std::size_t n() const { return static_cast<std::size_t>(K.cols()); }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(K.rows()); }
    [[nodiscard]] std::size_t k() const { return size() / components; }
    [[nodiscard]] std::size_t iterations() const { return sigma.size(); }

    [[nodiscard]] double norm(const Values& z, std::size_t i) const
    {
        return components == 1 ? std::abs(z[i]) : std::hypot(z[i], z[k() + i]);
    }

    [[nodiscard]] Values apply(const Values& frame) const
    {
        Values result(size(), 0.0);
        for (std::size_t i = 0; i < size(); ++i)
            for (std::size_t j = 0; j < n(); ++j)
                result[i] += K(index(i), index(j)) * frame[j];
        return result;
    }

    [[nodiscard]] Values applyAdjoint(const Values& coefficients) const
    {
        Values result(n(), 0.0);
        for (std::size_t i = 0; i < size(); ++i)
            for (std::size_t j = 0; j < n(); ++j)
                result[j] += weights[i % k()] * K(index(i), index(j)) * coefficients[i];
        return result;
    }

    const Matrix<double>& K;
    const std::size_t components;
    const Values weights;
    const std::vector<Values> bounds;
    const Values sigma, tau, theta, lower, upper;
    std::vector<Values> y, yBar, psi, zD, zP;
};

} // namespace dequantizer
