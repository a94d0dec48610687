#include "Algorithm/FullBackPropagation.h"
#include "Algorithm/TruncatedBackPropagation.h"
#include "Python/Bindings/BatchSolver.h"
#include "Training/PackedOperator.h"

#include <type_traits>

namespace dequantizer::python
{

namespace
{
template <typename Scalar>
class ConstantSolver final : public BatchSolver<Scalar>
{
public:
    ConstantSolver(const Matrix<Scalar>& matrix, const StepSizes& stepSizes) : K(matrix), steps(stepSizes) {}

    [[nodiscard]] Eigen::Index frameLength() const override { return K.cols(); }
    [[nodiscard]] Eigen::Index dualRows() const override { return K.rows(); }

    const Matrix<Scalar>& solve(CellFrames<Scalar> cells, int iterations, Keep keep,
                                Iterates<Scalar>* iterates) override
    {
        frames = std::move(cells);
        kept = keep;
        if (keep == Keep::all)
            last = solvePrimalDual(K, steps, frames, iterations, history);
        else if (iterates == nullptr)
            last = solvePrimalDual(K, steps, frames, iterations);
        else
            record(iterations, *iterates);
        return last.primal;
    }

    [[nodiscard]] Derivatives<Scalar> backPropagate(const Matrix<Scalar>& outputGradient, PrimalMask mask,
                                                    int backwardSteps) override
    {
        auto gradient = kept == Keep::all
                            ? dequantizer::backPropagate(K, steps, frames, mask, history, outputGradient)
                            : backPropagateTruncated(K, steps, frames, mask, last, outputGradient, backwardSteps);
        Derivatives<Scalar> result;
        result.tensors.emplace_back("K", std::move(gradient.K));
        result.steps = StepSizes{gradient.sigma, gradient.tau, gradient.theta};
        return result;
    }

private:
    // The packed products are in single precision only.
    using Operator = std::conditional_t<std::is_same_v<Scalar, float>, PackedOperator, Matrix<Scalar>>;

    void record(int iterations, Iterates<Scalar>& iterates)
    {
        const auto batch = frames.input.cols();
        iterates.primal.resize(K.cols(), (iterations + 1) * batch);
        iterates.dual.resize(K.rows(), (iterations + 1) * batch);
        last = startIterate(frames, K.rows());
        for (int l = 0; l <= iterations; ++l)
        {
            if (l > 0)
                primalDualStep(K, steps, frames, last);
            iterates.primal.middleCols(l * batch, batch) = last.primal;
            iterates.dual.middleCols(l * batch, batch) = last.dual;
        }
    }

    const Operator K;
    const StepSizes steps;
    CellFrames<Scalar> frames;
    Keep kept = Keep::nothing;
    PrimalDualIterate<Scalar> last;
    PrimalDualHistory<Scalar> history;
};
} // namespace

template <typename Scalar>
std::unique_ptr<BatchSolver<Scalar>> makeConstantSolver(const Matrix<Scalar>& K, const StepSizes& steps)
{
    return std::make_unique<ConstantSolver<Scalar>>(K, steps);
}

template std::unique_ptr<BatchSolver<float>> makeConstantSolver(const Matrix<float>&, const StepSizes&);
template std::unique_ptr<BatchSolver<double>> makeConstantSolver(const Matrix<double>&, const StepSizes&);

} // namespace dequantizer::python
