#pragma once

#include "Algorithm/PrimalDual.h"
#include "Operator/FourierParameters.h"
#include "Operator/SpectralFeatures.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <numbers>
#include <vector>

namespace dequantizer
{

/// An independent implementation of the windowed Fourier operator with learned bounds from its formulas: double
/// precision, plain loops, direct sums. Slow, but shares only the tensors with the code under test.
class NaiveFourier
{
public:
    using Values = std::vector<double>;
    using Spectrum = std::vector<std::complex<double>>;

    NaiveFourier(Values frameWindow, const FourierParameters<double>& parameters, double rate)
        : h(std::move(frameWindow)), learned(parameters), sampleRate(rate)
    {
    }

    /// K y
    [[nodiscard]] Spectrum apply(const Values& y) const
    {
        Spectrum result(n() + 1);
        for (std::size_t i = 0; i <= n(); ++i)
            for (std::size_t j = 0; j < n(); ++j)
                result[i] += std::polar(h[j] * y[j], -phase(i, j)) / root();
        return result;
    }

    /// K^T psi, with all rows except the first and the last counted twice
    [[nodiscard]] Values applyAdjoint(const Spectrum& psi) const
    {
        Values result(n(), 0.0);
        for (std::size_t j = 0; j < n(); ++j)
            for (std::size_t i = 0; i <= n(); ++i)
                result[j] +=
                    (i == 0 || i == n() ? 1.0 : 2.0) * std::real(psi[i] * std::polar(h[j], phase(i, j))) / root();
        return result;
    }

    /// y^L of the frames of a batch, which may differ in `delta`.
    [[nodiscard]] std::vector<Values> solve(const CellFrames<double>& frames, const Values& delta,
                                            const FrameContext& context, int iterations) const
    {
        const auto batch = static_cast<std::size_t>(frames.input.cols());
        std::vector<Values> y, yBar;
        for (std::size_t m = 0; m < batch; ++m)
        {
            const auto column = frames.input.col(static_cast<Eigen::Index>(m));
            y.emplace_back(column.data(), column.data() + column.size());
        }
        yBar = y;
        std::vector<Spectrum> psi(batch, Spectrum(n() + 1));
        std::vector<Values> b(batch), tau(batch), product(batch);
        for (int l = 0; l < iterations; ++l)
        {
            std::vector<Spectrum> u;
            for (std::size_t m = 0; m < batch; ++m)
                u.push_back(apply(yBar[m]));
            const auto found = std::find(learned.updateIterations.begin(), learned.updateIterations.end(), l);
            if (found != learned.updateIterations.end())
                update(learned.updates[static_cast<std::size_t>(found - learned.updateIterations.begin())], l, u, delta,
                       context, b, tau, product);
            for (std::size_t m = 0; m < batch; ++m)
            {
                const auto step = static_cast<std::size_t>(std::min(l, learned.iterations() - 1));
                const double tauNow = tau[m][step] * delta[m];
                const double sigma = product[m][step] / tauNow;
                for (std::size_t i = 0; i <= n(); ++i)
                {
                    const auto z = psi[m][i] + sigma * u[m][i];
                    psi[m][i] = std::abs(z) > b[m][i] ? z * (b[m][i] / std::abs(z)) : z;
                }
                const auto v = applyAdjoint(psi[m]);
                for (std::size_t j = 0; j < n(); ++j)
                {
                    const auto row = static_cast<Eigen::Index>(j), frame = static_cast<Eigen::Index>(m);
                    const double next =
                        std::clamp(y[m][j] - tauNow * v[j], frames.lower(row, frame), frames.upper(row, frame));
                    yBar[m][j] = 2.0 * next - y[m][j];
                    y[m][j] = next;
                }
            }
        }
        return y;
    }

private:
    [[nodiscard]] std::size_t n() const { return h.size(); }
    [[nodiscard]] double root() const { return std::sqrt(2.0 * static_cast<double>(n())); }
    [[nodiscard]] double phase(std::size_t i, std::size_t j) const
    {
        return std::numbers::pi * static_cast<double>((i * j) % (2 * n())) / static_cast<double>(n());
    }
    static double logPower(double v) { return 0.3 * std::log(v + 0.05); }

    void update(const FourierParameters<double>::Update& network, int l, const std::vector<Spectrum>& u,
                const Values& delta, const FrameContext& context, std::vector<Values>& b, std::vector<Values>& tau,
                std::vector<Values>& product) const
    {
        const auto batch = static_cast<int>(u.size());
        const auto k = static_cast<int>(n() + 1);
        double energy = 0.0;
        for (const double value : h)
            energy += value * value;
        std::vector<Values> p(u.size());
        for (std::size_t m = 0; m < u.size(); ++m)
            for (const auto& value : u[m])
                p[m].push_back(std::norm(value) * 24.0 * static_cast<double>(n()) / energy / (delta[m] * delta[m]));

        for (int m = 0; m < batch; ++m)
        {
            const auto& now = p[static_cast<std::size_t>(m)];
            const auto at = [&](int i)
            {
                i = std::abs(i);
                return now[static_cast<std::size_t>(i < k ? i : 2 * k - 2 - i)];
            };
            const auto mean = [&](int i, int radius)
            {
                double sum = 0.0;
                for (int j = i - radius; j <= i + radius; ++j)
                    sum += at(j);
                return sum / (2 * radius + 1);
            };
            double total = 0.0, totalLog = 0.0, upperLog = 0.0;
            for (int i = 0; i < k; ++i)
            {
                total += at(i);
                totalLog += logPower(at(i));
                if (i >= k / 2)
                    upperLog += logPower(at(i));
            }
            const Values statistics = {logPower(total / k), totalLog / k, upperLog / (k - k / 2)};

            const auto powerAround = [&](int i)
            {
                double around = 0.0;
                int count = 0;
                for (int frame = m + context.first; frame <= m + context.last; ++frame)
                    if (frame >= 0 && frame < batch && frame / context.group == m / context.group)
                    {
                        around += p[static_cast<std::size_t>(frame)][static_cast<std::size_t>(i)];
                        ++count;
                    }
                return around / count;
            };
            const auto hertzOf = [&](int i) { return i * sampleRate / (2.0 * static_cast<double>(n())); };
            const auto bandsOf = [&](const std::function<double(int)>& powerAt)
            {
                Values bands;
                for (std::size_t q = 0; q < barkBandCount; ++q)
                {
                    double sum = 0.0;
                    int count = 0;
                    for (int i = 0; i < k; ++i)
                        if (hertzOf(i) >= barkBandLimits[q] && hertzOf(i) < barkBandLimits[q + 1])
                        {
                            sum += powerAt(i);
                            ++count;
                        }
                    bands.push_back(logPower(count > 0 ? sum / count : 0.0));
                }
                return bands;
            };
            auto spectrum = bandsOf(at);
            std::ranges::copy(bandsOf(powerAround), std::back_inserter(spectrum));
            const auto frameUnits = relu(layer(network.frameInput, network.frameInputBias, spectrum));
            const auto shift =
                layer(network.frameOutput, Matrix<double>::Zero(network.frameOutput.rows(), 1), frameUnits);
            const auto layerUnits = static_cast<std::size_t>(network.first.rows());

            auto& bounds = b[static_cast<std::size_t>(m)];
            bounds.resize(static_cast<std::size_t>(k));
            for (int i = 0; i < k; ++i)
            {
                const Values features = {logPower(at(i)),
                                         logPower(at(i - 1)),
                                         logPower(at(i + 1)),
                                         logPower(at(i > 1 ? i - 2 : 2)),
                                         logPower(at(i < k - 2 ? i + 2 : k - 3)),
                                         logPower(mean(i, 4)),
                                         logPower(mean(i, 16)),
                                         0.4 * std::log(1.0 + hertzOf(i) / 100.0) - 1.0,
                                         statistics[0],
                                         statistics[1],
                                         logPower(powerAround(i))};
                const auto shifted = [&](Values values, std::size_t from)
                {
                    for (std::size_t unit = 0; unit < layerUnits; ++unit)
                        values[unit] += shift[from + unit];
                    return values;
                };
                const auto first = relu(shifted(layer(network.first, network.firstBias, features), 0));
                const auto second = relu(shifted(layer(network.second, network.secondBias, first), layerUnits));
                const double output = layer(network.output, network.outputBias, second)[0];
                bounds[static_cast<std::size_t>(i)] =
                    std::exp(-std::log(1.0 + std::sqrt(mean(i, 1))) + std::clamp(output, -6.0, 4.0));
            }
            if (l > 0)
                continue;
            const auto hidden = relu(layer(learned.stepInput, learned.stepInputBias, statistics));
            const auto output = layer(learned.stepOutput, learned.stepOutputBias, hidden);
            const auto L = static_cast<std::size_t>(learned.iterations());
            auto& tauOfFrame = tau[static_cast<std::size_t>(m)];
            auto& productOfFrame = product[static_cast<std::size_t>(m)];
            for (std::size_t i = 0; i < L; ++i)
            {
                const double logTau = output[i] + learned.level(0, 0) * (statistics[0] / 0.6 - std::log(5.0));
                tauOfFrame.push_back(std::exp(std::clamp(logTau, std::log(0.001), std::log(2.0))));
                productOfFrame.push_back(1.0 / (1.0 + std::exp(-output[L + i])));
            }
        }
    }

    static Values layer(const Matrix<double>& weights, const Matrix<double>& bias, const Values& inputs)
    {
        Values outputs;
        for (Eigen::Index i = 0; i < weights.rows(); ++i)
        {
            double sum = bias(i, 0);
            for (Eigen::Index j = 0; j < weights.cols(); ++j)
                sum += weights(i, j) * inputs[static_cast<std::size_t>(j)];
            outputs.push_back(sum);
        }
        return outputs;
    }

    static Values relu(Values values)
    {
        for (auto& value : values)
            value = std::max(0.0, value);
        return values;
    }

    const Values h;
    const FourierParameters<double>& learned;
    const double sampleRate;
};

} // namespace dequantizer
