#pragma once

#include "Algorithm/PrimalDual.h"
#include "Algorithm/PrimalMask.h"
#include "Model/Model.h"
#include "Training/GradientSolver.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dequantizer::python
{

/// The iterates y^0 .. y^L and psi^0 .. psi^L of a batch of m frames: iterate l in columns l m .. (l + 1) m - 1.
template <typename Scalar>
struct Iterates
{
    Matrix<Scalar> primal; ///< [n, (L + 1) m]
    Matrix<Scalar> dual;   ///< [k, (L + 1) m], or [2 k, (L + 1) m] for complex rows
};

/// The derivatives of a loss, summed over the frames of a batch.
template <typename Scalar>
struct Derivatives
{
    std::vector<std::pair<std::string, Matrix<Scalar>>> tensors; ///< by the names of the model file
    std::optional<StepSizes> steps;                              ///< with constant bounds
};

/// The iteration for batches of frames with one operator, and its gradients: one interface for all kinds of operators
/// and both precisions. An object serves one thread at a time.
template <typename Scalar>
class BatchSolver
{
public:
    using Number = Scalar;

    virtual ~BatchSolver() = default;

    [[nodiscard]] virtual Eigen::Index frameLength() const = 0;

    /// The rows of the dual variable: k, or 2 k for complex rows.
    [[nodiscard]] virtual Eigen::Index dualRows() const = 0;

    /// Returns y^L of every frame, [n, m], valid until the next call. Keeps what the gradient needs. Fills `iterates`
    /// unless it is null, which is for Keep::nothing only.
    virtual const Matrix<Scalar>& solve(CellFrames<Scalar> frames, int iterations, Keep keep,
                                        Iterates<Scalar>* iterates) = 0;

    /// From the derivative of a loss with respect to y^L of the last solve(), the full derivatives if all iterates were
    /// kept, or else those of `backwardSteps` steps. Call it once for each solve(). Throws std::invalid_argument if the
    /// solver does not have the mask.
    [[nodiscard]] virtual Derivatives<Scalar> backPropagate(const Matrix<Scalar>& outputGradient, PrimalMask mask,
                                                            int backwardSteps) = 0;
};

/// For a dense operator with all bounds 1.
template <typename Scalar>
[[nodiscard]] std::unique_ptr<BatchSolver<Scalar>> makeConstantSolver(const Matrix<Scalar>& K, const StepSizes& steps);

/// For a dense operator with learned bounds, and for a windowed Fourier operator, at quantisation step `delta` > 0. The
/// frames of a batch with a Fourier operator follow each other in one sound, since the networks see the frames before.
template <typename Scalar>
[[nodiscard]] std::unique_ptr<BatchSolver<Scalar>> makeDenseBoundsSolver(const Model& model, double delta);
template <typename Scalar>
[[nodiscard]] std::unique_ptr<BatchSolver<Scalar>> makeFourierSolver(const Model& model, double delta);

/// Whichever of them the model needs.
template <typename Scalar>
[[nodiscard]] std::unique_ptr<BatchSolver<Scalar>> makeSolver(const Model& model, double delta)
{
    if (model.fourier)
        return makeFourierSolver<Scalar>(model, delta);
    if (model.denseBounds)
        return makeDenseBoundsSolver<Scalar>(model, delta);
    return makeConstantSolver<Scalar>(model.K.template cast<Scalar>(), model.stepsFor(delta));
}

} // namespace dequantizer::python
