#include "Theory/AdaptiveDifferences.h"

#include "Training/RandomStream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace dequantizer
{

namespace
{
// Relative to the norm of the parameter, longest first.
constexpr std::array relativeDistances{1e-5, 1e-6, 1e-7, 1e-8};

// The largest difference between the two distances, and the largest share of rounding errors.
constexpr double agreement = 3e-7;
constexpr double roundingsOfLoss = 8.0;

using Inputs = std::map<int, Matrix<double>>; // K ybar at each update

double lossOf(const AdaptiveProblem& problem, int iterations, const Inputs* fixed, Inputs* recorded)
{
    WindowedFourier<double> K(problem.window);
    FourierBounds<double> bounds(problem.parameters, problem.boundsSettings(K, false));
    auto controls = problem.controls(iterations);
    const auto update = [&](int l, const Matrix<double>& analysed, IterationControls<double>& now)
    {
        if (recorded != nullptr)
            (*recorded)[l] = analysed;
        return bounds(l, fixed == nullptr ? analysed : fixed->at(l), now);
    };
    return problem.loss(solveAdaptive(K, problem.frames, iterations, update, controls).primal);
}

// Half the gradient and half random, so that the derivative along it is large.
Matrix<double> directionFor(const Matrix<double>& gradient, std::uint64_t index)
{
    RandomStream random(2, index, 0);
    Matrix<double> along =
        Matrix<double>::NullaryExpr(gradient.rows(), gradient.cols(), [&random] { return random.uniform() - 0.5; });
    along.normalize();
    if (gradient.norm() > 0.0)
        along += gradient / gradient.norm();
    return along;
}
} // namespace

void compareAlong(const std::function<double(double)>& lossAt, double length, double derivative,
                  DifferenceFigures& figures)
{
    const double level = std::abs(lossAt(0.0));
    for (const double relative : relativeDistances)
    {
        const double step = relative * length;
        const double near = (lossAt(step) - lossAt(-step)) / (2.0 * step);
        const double far = (lossAt(2.0 * step) - lossAt(-2.0 * step)) / (4.0 * step);
        const double size = std::max(std::abs(near), std::abs(derivative));
        if (roundingsOfLoss * std::numeric_limits<double>::epsilon() * level / step > agreement * size)
            break;
        if (std::abs(near - far) > agreement * size)
            continue;
        // This form of the condition counts a NaN derivative as an error.
        const double error = size == 0.0 ? 0.0 : std::abs(near - derivative) / size;
        if (!(error <= figures.worstError))
            figures.worstError = std::isfinite(error) ? error : HUGE_VAL;
        ++figures.directions;
        return;
    }
    ++figures.leftOut;
}

DifferenceFigures compareWithDifferences(const AdaptiveProblem& problem, int iterations, bool throughInputs,
                                         const AdaptiveGradient& gradient)
{
    Inputs inputs;
    if (!throughInputs)
        static_cast<void>(lossOf(problem, iterations, nullptr, &inputs));
    const auto* const fixed = throughInputs ? nullptr : &inputs;

    DifferenceFigures figures;
    std::vector<const Matrix<double>*> derivatives, values;
    gradient.parameters.forEachTensor([&](const std::string&, const Matrix<double>& tensor)
                                      { derivatives.push_back(&tensor); });
    problem.parameters.forEachTensor([&](const std::string&, const Matrix<double>& tensor)
                                     { values.push_back(&tensor); });
    for (std::size_t index = 0; index < derivatives.size(); ++index)
    {
        const auto along = directionFor(*derivatives[index], index);
        const auto lossAt = [&](double distance)
        {
            auto moved = problem;
            std::size_t at = 0;
            moved.parameters.forEachTensor(
                [&](const std::string&, Matrix<double>& tensor)
                {
                    if (at++ == index)
                        tensor += distance * along;
                });
            return lossOf(moved, iterations, fixed, nullptr);
        };
        compareAlong(lossAt, std::max(values[index]->norm(), 0.1), along.cwiseProduct(*derivatives[index]).sum(),
                     figures);
    }
    const auto along = directionFor(gradient.window, derivatives.size());
    const auto lossAt = [&](double distance)
    {
        auto moved = problem;
        moved.window += distance * along;
        return lossOf(moved, iterations, fixed, nullptr);
    };
    compareAlong(lossAt, problem.window.norm(), along.cwiseProduct(gradient.window).sum(), figures);
    return figures;
}

} // namespace dequantizer
