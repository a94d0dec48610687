#include "Python/Bindings/PythonSolver.h"

#include "Python/Bindings/Arguments.h"
#include "Python/Bindings/Arrays.h"
#include "Python/Bindings/PythonModel.h"
#include "Restoration/RestorationSettings.h"

#include <pybind11/stl.h>

namespace py = pybind11;

namespace dequantizer::python
{

namespace
{
// Of what one call keeps. Operating systems may grant memory that they do not have, and then end the process.
constexpr double mostKeptBytes = 4294967296.0;

const std::map<std::string, PrimalMask> masks{{"cell", PrimalMask::cell}, {"widened", PrimalMask::widened}};

StepSizes unchecked(const py::object& given)
{
    try
    {
        if (py::isinstance<StepSizes>(given))
            return given.cast<StepSizes>();
        if (py::isinstance<py::tuple>(given) && (py::len(given) == 2 || py::len(given) == 3))
        {
            const auto tuple = given.cast<py::tuple>();
            return {tuple[0].cast<double>(), tuple[1].cast<double>(),
                    tuple.size() == 3 ? tuple[2].cast<double>() : 1.0};
        }
    }
    catch (const py::cast_error&) // an element is not a number
    {
    }
    throw py::type_error("steps must be Steps or a tuple (sigma, tau) or (sigma, tau, theta)");
}

StepSizes stepsFrom(const py::object& given)
{
    const auto steps = unchecked(given);
    requirePositive(steps.sigma, "sigma");
    requirePositive(steps.tau, "tau");
    requireWithin(steps.theta, 0.0, 1.0, "theta");
    return steps;
}

template <typename Scalar>
std::unique_ptr<BatchSolver<Scalar>> solverForMatrix(const OperatorArguments& arguments)
{
    if (arguments.delta)
        throw py::value_error("delta is for models; the steps of a matrix are given");
    if (arguments.steps.is_none())
        throw py::value_error("a matrix needs steps");
    const auto steps = stepsFrom(arguments.steps);
    const auto K = matrixFrom<Scalar>(arguments.K, "K");
    Model checked; // for the limits and their texts
    checked.K = K.template cast<float>();
    checked.hop = 1;
    validate(checked);
    return makeConstantSolver<Scalar>(K, steps);
}

Model modelFrom(const OperatorArguments& arguments)
{
    auto model = arguments.K.cast<const PythonModel&>().assembled();
    if (arguments.delta)
        requireWithin(*arguments.delta, RestorationSettings::leastDelta, RestorationSettings::greatestDelta, "--step");
    if (!arguments.steps.is_none())
    {
        model.steps = stepsFrom(arguments.steps);
        model.referenceDelta = arguments.delta.value_or(model.referenceDelta);
    }
    return model;
}

template <typename Scalar>
std::unique_ptr<BatchSolver<Scalar>> solverFor(const OperatorArguments& arguments)
{
    if (!py::isinstance<PythonModel>(arguments.K))
        return solverForMatrix<Scalar>(arguments);
    const auto model = modelFrom(arguments);
    return makeSolver<Scalar>(model, arguments.delta.value_or(model.referenceDelta));
}

template <typename Scalar>
CellFrames<Scalar> cellFramesFrom(const py::object& x, const py::object& lower, const py::object& upper,
                                  Eigen::Index frameLength)
{
    CellFrames<Scalar> frames{framesFrom<Scalar>(x, "x"), framesFrom<Scalar>(lower, "lower", false),
                              framesFrom<Scalar>(upper, "upper", false)};
    const auto n = frames.input.rows(), m = frames.input.cols();
    if (n != frameLength)
        throw py::value_error("x has frames of " + std::to_string(n) + " samples, the operator of " +
                              std::to_string(frameLength));
    if (m < 1)
        throw py::value_error("x has no frames");
    for (const auto* bound : {&frames.lower, &frames.upper})
        if (bound->rows() != n || bound->cols() != m)
            throw py::value_error("x, lower and upper must have the same shape");
    if ((frames.lower.array() > frames.upper.array()).any())
        throw py::value_error("a lower bound is above its upper bound");
    if ((frames.input.array() < frames.lower.array()).any() || (frames.input.array() > frames.upper.array()).any())
        throw py::value_error("a sample of x is outside its bounds");
    return frames;
}

void requireMemory(double bytes, Eigen::Index frames, int iterations)
{
    if (bytes > mostKeptBytes)
        throw py::value_error("the iterates of " + std::to_string(frames) + " frames and " +
                              std::to_string(iterations) +
                              " iterations take more than 4 GB; pass fewer frames at once");
}
} // namespace

PythonSolver::PythonSolver(const OperatorArguments& arguments, bool inDouble)
{
    if (inDouble)
        solvers = solverFor<double>(arguments);
    else
        solvers = solverFor<float>(arguments);
    if (py::isinstance<PythonModel>(arguments.K))
        defaultIterations = arguments.K.cast<const PythonModel&>().description.iterations;
}

Eigen::Index PythonSolver::frameLength() const
{
    return std::visit([](const auto& solver) { return solver->frameLength(); }, solvers);
}

py::object PythonSolver::solve(const py::object& x, const py::object& lower, const py::object& upper,
                               std::optional<int> iterations, Keep keep, bool iterates)
{
    if (!iterations && !defaultIterations)
        throw py::value_error("a matrix needs a number of iterations");
    const int count = iterations ? *iterations : *defaultIterations;
    requireWithin(count, 0, ModelLimits::maxIterations, "--iterations");
    if (iterates && keep != Keep::nothing)
        throw py::value_error("iterates cannot be returned and kept for a gradient at once");
    return std::visit(
        [&](auto& solver)
        {
            using Scalar = typename std::decay_t<decltype(*solver)>::Number;
            auto frames = cellFramesFrom<Scalar>(x, lower, upper, solver->frameLength());
            const bool single = isSingleFrame(x);
            const auto m = frames.input.cols();
            const auto perIteration = static_cast<double>(m * (solver->frameLength() + solver->dualRows())) *
                                      sizeof(Scalar) * (keep == Keep::all ? 2 : 1);
            if (iterates || keep == Keep::all)
                requireMemory(perIteration * (count + 1.0), m, count);
            return solveWith<Scalar>(*solver, std::move(frames), count, keep, iterates, single);
        },
        solvers);
}

template <typename Scalar>
py::object PythonSolver::solveWith(BatchSolver<Scalar>& solver, CellFrames<Scalar> frames, int iterations, Keep keep,
                                   bool iterates, bool single)
{
    Iterates<Scalar> recorded;
    Matrix<Scalar> copy;
    {
        // The lock is released before the GIL is taken, so that two threads never wait for each other.
        const py::gil_scoped_release release;
        const std::scoped_lock lock(mutex);
        isSingle = single;
        kept = Keep::nothing; // until the solver has succeeded
        copy = solver.solve(std::move(frames), iterations, keep, iterates ? &recorded : nullptr);
        kept = keep;
        if (keep != Keep::nothing)
            solution = copy;
    }
    auto result = framesToArray(std::move(copy), single);
    if (!iterates)
        return result;
    const auto groups = iterations + Eigen::Index(1);
    return py::make_tuple(result, framesToArray(std::move(recorded.primal), single, groups),
                          framesToArray(std::move(recorded.dual), single, groups));
}

PythonGradient PythonSolver::backPropagate(const py::object& target, const py::object& outputGradient,
                                           const std::string& mask, int backwardSteps)
{
    if (target.is_none() == outputGradient.is_none())
        throw py::value_error("give either target or output_gradient");
    requireWithin(backwardSteps, 0, ModelLimits::maxIterations, "backward_steps");
    const auto chosenMask = namedValue(masks, mask, "mask");
    return std::visit([&](auto& solver)
                      { return backPropagateWith(*solver, target, outputGradient, chosenMask, backwardSteps); },
                      solvers);
}

template <typename Scalar>
PythonGradient PythonSolver::backPropagateWith(BatchSolver<Scalar>& solver, const py::object& target,
                                               const py::object& outputGradient, PrimalMask mask, int backwardSteps)
{
    const auto& given = target.is_none() ? outputGradient : target;
    auto upstream = framesFrom<Scalar>(given, target.is_none() ? "output_gradient" : "target");
    Derivatives<Scalar> derivatives;
    double loss = 0.0;
    bool single = false;
    Matrix<Scalar> solved;
    {
        const py::gil_scoped_release release;
        const std::scoped_lock lock(mutex);
        if (kept == Keep::nothing)
            throw std::invalid_argument("call solve() with keep=\"last\" or \"all\" before each gradient");
        auto& last = std::get<Matrix<Scalar>>(solution);
        if (upstream.rows() != last.rows() || upstream.cols() != last.cols())
            throw std::invalid_argument("target or output_gradient must have the shape of x");
        if (!target.is_none())
        {
            upstream = last - upstream;
            loss = 0.5 * upstream.template cast<double>().squaredNorm();
        }
        single = isSingle;
        derivatives = solver.backPropagate(upstream, mask, backwardSteps);
        kept = Keep::nothing;
        solved = std::move(last);
    }
    PythonGradient result;
    result.solution = framesToArray(std::move(solved), single);
    if (!target.is_none())
        result.loss = py::float_(loss);
    for (auto& [name, tensor] : derivatives.tensors)
        result.tensors[name.c_str()] = arrayFrom(std::move(tensor));
    if (derivatives.steps)
    {
        result.sigma = py::float_(derivatives.steps->sigma);
        result.tau = py::float_(derivatives.steps->tau);
        result.theta = py::float_(derivatives.steps->theta);
    }
    return result;
}

} // namespace dequantizer::python
