#pragma once

#include "Algorithm/AdaptiveBackPropagation.h"
#include "Operator/DenseParameters.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace dequantizer
{

/// The matrix products of DenseBounds by Eigen. Another class with these members may compute them faster.
template <typename Scalar>
struct EigenProducts
{
    using Argument = Eigen::Ref<const Matrix<Scalar>>;

    /// left right
    static Matrix<Scalar> multiply(const Argument& left, const Argument& right) { return left * right; }

    /// left^T right
    static Matrix<Scalar> multiplyTransposed(const Argument& left, const Argument& right)
    {
        return left.transpose() * right;
    }

    /// target += left right^T
    static void addOuter(const Argument& left, const Argument& right, Matrix<Scalar>& target)
    {
        target.noalias() += left * right.transpose();
    }
};

/// How the bounds and steps of a batch are computed.
template <typename Scalar>
struct DenseBoundsSettings
{
    /// c = P / ||K||^2, where P is the upper limit of sigma tau ||K||^2.
    double stepProductLimit = 1.0;

    Vector<Scalar> delta = {};  ///< the quantisation step of each frame, [m], in signal units, > 0
    bool keepInputs = false;    ///< whether backPropagate() will be called
    bool throughInputs = false; ///< whether the gradient includes that through the inputs, K ybar
};

/// Computes the bounds and the step sizes of a dense operator from the signal: the update of solveAdaptive(). With
/// u = K ybar, for each update,
///
///     f = 0.3 ln(u^2 / Delta^2 + 0.02)        a = relu(M1 f + c1)        b = exp(clip(M2 a + d f + c2, -6, 4))
///
/// where d f is the product of the elements, and once per frame, at the first update,
///
///     s       = 0.3 ln(mean(u^2) / Delta^2 + 0.02)
///     tau_l   = Delta exp(clip(o_l + v_l s, ln 0.0001, ln 100))
///     sigma_l = c sigmoid(q_l) / tau_l,    so that sigma tau ||K||^2 < P        theta = 1.
///
/// M1, c1, M2, d, c2 and o, v, q are those of DenseParameters, c is DenseBoundsSettings::stepProductLimit.
template <typename Scalar, typename Products = EigenProducts<Scalar>>
class DenseBounds
{
public:
    using Parameters = DenseParameters<Scalar>;

    /// Keeps a reference to `parameters`, which must outlive this object.
    DenseBounds(const Parameters& parameters, DenseBoundsSettings<Scalar> settings)
        : learned(parameters), config(std::move(settings)), layers(config.keepInputs ? learned.updates.size() : 1)
    {
        assert(!learned.updateIterations.empty() && learned.updateIterations.front() == 0);
        assert(std::is_sorted(learned.updateIterations.begin(), learned.updateIterations.end()));
    }

    /// For a batch with other quantisation steps or an operator with another norm.
    void set(const Vector<Scalar>& delta, double stepProductLimit)
    {
        config.delta = delta;
        config.stepProductLimit = stepProductLimit;
    }

    /// For solveAdaptive(). Iterations beyond L use the steps of the last one.
    bool operator()(int l, const Matrix<Scalar>& analysed, IterationControls<Scalar>& controls)
    {
        const auto found = std::find(learned.updateIterations.begin(), learned.updateIterations.end(), l);
        if (found == learned.updateIterations.end())
            return false;
        const auto index = static_cast<std::size_t>(found - learned.updateIterations.begin());
        const auto& update = learned.updates[index];
        auto& now = layers[config.keepInputs ? index : 0];
        now.features = scaled(analysed).square();
        if (l == 0)
        {
            meanPower = now.features.colwise().mean();
            setSteps(controls);
        }
        now.features = featureScale() * (now.features + powerFloor()).log();
        now.hidden = Products::multiply(update.first, now.features.matrix());
        now.hidden = (now.hidden.colwise() + update.firstBias.col(0)).cwiseMax(Scalar(0));
        now.exponents = Products::multiply(update.output, now.hidden);
        now.exponents +=
            (now.features.colwise() * update.direct.col(0).array()).colwise() + update.outputBias.col(0).array();
        controls.bounds = now.exponents.max(smallestExponent()).min(largestExponent()).exp();
        if (config.keepInputs && config.throughInputs)
            now.analysed = analysed;
        return true;
    }

    /// For backPropagateAdaptive(): adds the derivatives with respect to the parameters to `gradient`.
    void backPropagate(int update, const ControlsGradient<Scalar>& controlsGradient, Matrix<Scalar>& analysedGradient,
                       Parameters& gradient);

private:
    using Array = Eigen::Array<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
    using Row = Eigen::Array<Scalar, 1, Eigen::Dynamic>;

    struct Layers
    {
        Array features;          // f, [k, m]
        Matrix<Scalar> hidden;   // a, [h, m]
        Array exponents;         // before clipping, [k, m]
        Matrix<Scalar> analysed; // u, [k, m]
    };

    static constexpr Scalar featureScale() { return Scalar(0.3); }
    static constexpr Scalar powerFloor() { return Scalar(0.02); }
    static constexpr Scalar smallestExponent() { return Scalar(-6); }
    static constexpr Scalar largestExponent() { return Scalar(4); }
    static Scalar smallestLogTau() { return static_cast<Scalar>(std::log(0.0001)); }
    static Scalar largestLogTau() { return static_cast<Scalar>(std::log(100.0)); }

    // In units of Delta.
    [[nodiscard]] Array scaled(const Matrix<Scalar>& analysed) const
    {
        return analysed.array().rowwise() / config.delta.transpose().array();
    }

    [[nodiscard]] Row levels() const { return featureScale() * (meanPower + powerFloor()).log(); }

    [[nodiscard]] Row logTau(Eigen::Index l, const Row& level) const
    {
        return learned.logTau(l, 0) + learned.level(l, 0) * level;
    }

    [[nodiscard]] Scalar product(Eigen::Index l) const
    {
        return static_cast<Scalar>(config.stepProductLimit) / (Scalar(1) + std::exp(-learned.productLogit(l, 0)));
    }

    void setSteps(IterationControls<Scalar>& controls) const
    {
        const Row level = levels();
        const auto rows = controls.sigma.rows();
        for (Eigen::Index l = 0; l < rows; ++l)
        {
            const auto from = std::min<Eigen::Index>(l, learned.iterations() - 1);
            const Row tau =
                logTau(from, level).max(smallestLogTau()).min(largestLogTau()).exp() * config.delta.transpose().array();
            controls.tau.row(l) = tau.matrix();
            controls.sigma.row(l) = (product(from) / tau).matrix();
            controls.theta.row(l).setOnes();
        }
    }

    // Returns the derivatives with respect to the levels, [1, m].
    Row backPropagateSteps(const ControlsGradient<Scalar>& controlsGradient, Parameters& gradient) const;

    const Parameters& learned;
    DenseBoundsSettings<Scalar> config;
    std::vector<Layers> layers; // of each update
    Row meanPower;              // mean(u^2) / Delta^2 at the first update, [1, m]
};

template <typename Scalar, typename Products>
void DenseBounds<Scalar, Products>::backPropagate(int updateIndex, const ControlsGradient<Scalar>& controlsGradient,
                                                  Matrix<Scalar>& analysedGradient, Parameters& gradient)
{
    if (updateIndex < 0) // the bounds before the first update, which no iteration used
        return;
    const auto index = static_cast<std::size_t>(updateIndex);
    const auto& update = learned.updates[index];
    const auto& now = layers[index];
    auto& target = gradient.updates[index];

    const Array bounds = now.exponents.max(smallestExponent()).min(largestExponent()).exp();
    const Matrix<Scalar> exponentDelta = (now.exponents >= smallestExponent() && now.exponents <= largestExponent())
                                             .select(controlsGradient.bounds.array() * bounds, Scalar(0))
                                             .matrix();
    Products::addOuter(exponentDelta, now.hidden, target.output);
    target.outputBias += exponentDelta.rowwise().sum();
    target.direct += (exponentDelta.array() * now.features).rowwise().sum().matrix();
    Matrix<Scalar> hiddenDelta = Products::multiplyTransposed(update.output, exponentDelta);
    hiddenDelta = (now.hidden.array() > Scalar(0)).select(hiddenDelta, Scalar(0));
    Products::addOuter(hiddenDelta, now.features.matrix(), target.first);
    target.firstBias += hiddenDelta.rowwise().sum();

    Row levelDelta;
    if (updateIndex == 0)
        levelDelta = backPropagateSteps(controlsGradient, gradient);
    if (!config.throughInputs)
        return;

    Array featureDelta = Products::multiplyTransposed(update.first, hiddenDelta);
    featureDelta += exponentDelta.array().colwise() * update.direct.col(0).array();
    // df / du = 0.6 u / (u^2 + 0.02 Delta^2), and the same for s with the mean of u^2.
    const Row delta = config.delta.transpose().array();
    const auto twice = Scalar(2) * featureScale();
    Array slope = twice * featureDelta / (scaled(now.analysed).square() + powerFloor());
    if (updateIndex == 0)
    {
        const Row perRow = twice * levelDelta / (meanPower + powerFloor()) / static_cast<Scalar>(now.features.rows());
        slope.rowwise() += perRow;
    }
    analysedGradient = (slope * now.analysed.array()).rowwise() / delta.square();
}

template <typename Scalar, typename Products>
auto DenseBounds<Scalar, Products>::backPropagateSteps(const ControlsGradient<Scalar>& controlsGradient,
                                                       Parameters& gradient) const -> Row
{
    const Row level = levels();
    Row levelDelta = Row::Zero(level.size());
    for (Eigen::Index l = 0; l < controlsGradient.sigma.rows(); ++l)
    {
        const auto from = std::min<Eigen::Index>(l, learned.iterations() - 1);
        const Row unclipped = logTau(from, level);
        const Row tau = unclipped.max(smallestLogTau()).min(largestLogTau()).exp() * config.delta.transpose().array();
        // sigma = product / tau
        const Row sigmaDelta = controlsGradient.sigma.row(l).array() * product(from) / tau;
        const Row logTauDelta = (unclipped >= smallestLogTau() && unclipped <= largestLogTau())
                                    .select(controlsGradient.tau.row(l).array() * tau - sigmaDelta, Scalar(0));
        gradient.logTau(from, 0) += logTauDelta.sum();
        gradient.level(from, 0) += (logTauDelta * level).sum();
        const Scalar share = Scalar(1) / (Scalar(1) + std::exp(-learned.productLogit(from, 0)));
        gradient.productLogit(from, 0) += sigmaDelta.sum() * (Scalar(1) - share);
        levelDelta += learned.level(from, 0) * logTauDelta;
    }
    return levelDelta;
}

} // namespace dequantizer
