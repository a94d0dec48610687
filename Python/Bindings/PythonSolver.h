#pragma once

#include "Python/Bindings/BatchSolver.h"

#include <pybind11/numpy.h>

#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace dequantizer::python
{

/// The operator of a solver: a Model, or a matrix (k, n) with constant bounds.
struct OperatorArguments
{
    pybind11::object K;          ///< a Model or an array
    pybind11::object steps;      ///< None, Steps or a tuple; required for a matrix
    std::optional<double> delta; ///< for a Model: the quantisation step of the frames, by default its reference step
};

/// What gradient() and Solver.back_propagate() return. Arrays have the precision of the solver.
struct PythonGradient
{
    pybind11::object solution = pybind11::none(); ///< y^L
    pybind11::object loss = pybind11::none();
    pybind11::dict tensors;
    pybind11::object sigma = pybind11::none(), tau = pybind11::none(), theta = pybind11::none();
};

/// A solver that keeps its operator, prepared for fast products, and the results of the last solve(). Several threads
/// may use it; their calls follow each other.
class PythonSolver
{
public:
    PythonSolver(const OperatorArguments& arguments, bool isDouble);

    [[nodiscard]] bool isDouble() const noexcept { return solvers.index() == 1; }
    [[nodiscard]] Eigen::Index frameLength() const;

    /// Returns y^L in the shape of `x` or, with `iterates`, a tuple (y^L, primal, dual). Throws TypeError or
    /// ValueError.
    pybind11::object solve(const pybind11::object& x, const pybind11::object& lower, const pybind11::object& upper,
                           std::optional<int> iterations, Keep keep, bool iterates);

    /// `target` or `outputGradient` has the shape of the last x; the other is None.
    PythonGradient backPropagate(const pybind11::object& target, const pybind11::object& outputGradient,
                                 const std::string& mask, int backwardSteps);

private:
    template <typename Scalar>
    pybind11::object solveWith(BatchSolver<Scalar>& solver, CellFrames<Scalar> frames, int iterations, Keep keep,
                               bool iterates, bool single);
    template <typename Scalar>
    PythonGradient backPropagateWith(BatchSolver<Scalar>& solver, const pybind11::object& target,
                                     const pybind11::object& outputGradient, PrimalMask mask, int backwardSteps);

    std::mutex mutex;
    std::variant<std::unique_ptr<BatchSolver<float>>, std::unique_ptr<BatchSolver<double>>> solvers;
    std::optional<int> defaultIterations;

    // Of the last solve(), protected by the mutex.
    Keep kept = Keep::nothing;
    std::variant<Matrix<float>, Matrix<double>> solution;
    bool isSingle = false; // whether x had one dimension
};

} // namespace dequantizer::python
