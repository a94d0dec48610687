#pragma once

#include "Algorithm/AdaptiveBackPropagation.h"
#include "Algorithm/AdaptiveTruncatedBackPropagation.h"
#include "Python/Bindings/BatchSolver.h"

#include <stdexcept>

namespace dequantizer::python
{

/// The tensors of `source` in double or single precision, in parameters `target` of the same sizes.
template <typename Source, typename Target>
void copyTensors(const Source& source, Target& target)
{
    std::vector<const Matrix<float>*> tensors;
    source.forEachTensor([&](const std::string&, const Matrix<float>& tensor) { tensors.push_back(&tensor); });
    auto next = tensors.begin();
    target.forEachTensor([&](const std::string&, auto& tensor)
                         { tensor = (*next++)->template cast<typename std::decay_t<decltype(tensor)>::Scalar>(); });
}

/// A BatchSolver whose bounds and steps are computed from the signal. `Setup` says how:
///
///     Operator, Bounds, Parameters                  types
///     Operator& K, const Parameters& parameters     of the model
///     double sigmaFactor, theta                     what the learned steps lack
///     Bounds bounds(batch)                          the update of solveAdaptive() for a batch
///     learnsOperator                                whether K is learned
template <typename Scalar, typename Setup>
class AdaptiveSolver final : public BatchSolver<Scalar>
{
public:
    template <typename... Arguments>
    explicit AdaptiveSolver(const Arguments&... arguments) : setup(arguments...)
    {
    }

    [[nodiscard]] Eigen::Index frameLength() const override { return setup.K.frameLength(); }
    [[nodiscard]] Eigen::Index dualRows() const override { return Operator::components * setup.K.rows(); }

    const Matrix<Scalar>& solve(CellFrames<Scalar> cells, int wanted, Keep keep, Iterates<Scalar>* iterates) override
    {
        frames = std::move(cells);
        iterations = wanted;
        kept = keep;
        const auto batch = frames.input.cols();
        bounds.emplace(setup.bounds(batch));
        // The first update sets all bounds and steps.
        controls.bounds.setOnes(setup.K.rows(), batch);
        for (auto* steps : {&controls.sigma, &controls.tau, &controls.theta})
            steps->setOnes(iterations, batch);
        const auto update = [this](int l, const Matrix<Scalar>& analysed, IterationControls<Scalar>& now)
        {
            const bool changed = (*bounds)(l, analysed, now);
            if (l == 0)
            {
                now.sigma *= static_cast<Scalar>(setup.sigmaFactor);
                now.theta.setConstant(static_cast<Scalar>(setup.theta));
            }
            return changed;
        };
        if (keep == Keep::all)
            last = solveAdaptive(setup.K, frames, iterations, update, controls, history);
        else if (iterates == nullptr)
            last = solveAdaptive(setup.K, frames, iterations, update, controls, &updates);
        else
            record(update, *iterates);
        return last.primal;
    }

    [[nodiscard]] Derivatives<Scalar> backPropagate(const Matrix<Scalar>& outputGradient, PrimalMask mask,
                                                    int backwardSteps) override
    {
        if (mask != PrimalMask::cell)
            throw std::invalid_argument("the widened mask is for constant bounds only");
        auto total = setup.parameters.zeroGradient();
        auto operatorGradient = setup.K.zeroGradient();
        auto* const ofOperator = Setup::learnsOperator ? &operatorGradient : nullptr;
        const auto receive = [&](int update, const ControlsGradient<Scalar>& gradient, Matrix<Scalar>& analysedGradient)
        {
            auto scaled = gradient;
            scaled.sigma *= static_cast<Scalar>(setup.sigmaFactor);
            bounds->backPropagate(update, scaled, analysedGradient, total);
            if (kept != Keep::all)
                analysedGradient.resize(0, 0); // the truncated gradient ignores it
        };
        if (kept == Keep::all)
            backPropagateAdaptive(setup.K, frames, controls, history, outputGradient, receive, ofOperator);
        else
            backPropagateAdaptiveTruncated(setup.K, frames, controls, last, updates, iterations, outputGradient,
                                           iterations == 0 ? 0 : backwardSteps, receive, ofOperator);
        Derivatives<Scalar> result;
        if constexpr (Setup::learnsOperator)
            result.tensors.emplace_back("K", std::move(operatorGradient));
        total.forEachTensor([&](const std::string& name, Matrix<Scalar>& tensor)
                            { result.tensors.emplace_back(name, std::move(tensor)); });
        return result;
    }

private:
    using Operator = typename Setup::Operator;

    template <typename Update>
    void record(const Update& update, Iterates<Scalar>& iterates)
    {
        const auto batch = frames.input.cols();
        iterates.primal.resize(frameLength(), (iterations + 1) * batch);
        iterates.dual.resize(dualRows(), (iterations + 1) * batch);
        last = startAdaptive(setup.K, frames);
        for (int l = 0; l <= iterations; ++l)
        {
            if (l > 0)
                adaptiveStep(setup.K, frames, l - 1, update, controls, last);
            iterates.primal.middleCols(l * batch, batch) = last.primal;
            iterates.dual.middleCols(l * batch, batch) = last.dual;
        }
    }

    Setup setup;
    std::optional<typename Setup::Bounds> bounds;
    CellFrames<Scalar> frames;
    int iterations = 0;
    Keep kept = Keep::nothing;
    IterationControls<Scalar> controls;
    AdaptiveIterate<Scalar> last;
    AdaptiveHistory<Scalar> history;
    std::vector<int> updates; // the iterations that updated the bounds
};

} // namespace dequantizer::python
