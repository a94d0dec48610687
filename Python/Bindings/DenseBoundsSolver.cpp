#include "Operator/DenseBounds.h"
#include "Operator/DenseOperator.h"
#include "Python/Bindings/AdaptiveSolver.h"
#include "Training/PackedOperator.h"
#include "Training/PackedProducts.h"

#include <type_traits>

namespace dequantizer::python
{

namespace
{
template <typename Scalar>
struct DenseSetup
{
    // The packed products are in single precision only.
    static constexpr bool isPacked = std::is_same_v<Scalar, float>;
    using Operator = std::conditional_t<isPacked, PackedOperator, DenseOperator<Scalar>>;
    using Products = std::conditional_t<isPacked, PackedProducts, EigenProducts<Scalar>>;
    using Parameters = DenseParameters<Scalar>;
    using Bounds = DenseBounds<Scalar, Products>;
    static constexpr bool learnsOperator = true;

    // As in FusedFrameSolver, tau is the unit of the learned steps and of the features.
    DenseSetup(const Model& model, double delta)
        : K(model.K.template cast<Scalar>()),
          parameters(Parameters::zeros(model.denseBounds->updateIterations, model.denseBounds->rows(),
                                       model.denseBounds->hiddenUnits(), model.denseBounds->iterations())),
          steps(model.stepsFor(delta)), theta(steps.theta)
    {
        copyTensors(*model.denseBounds, parameters);
    }

    [[nodiscard]] Bounds bounds(Eigen::Index batch) const
    {
        return {parameters,
                {.stepProductLimit = steps.sigma * steps.tau,
                 .delta = Vector<Scalar>::Constant(batch, static_cast<Scalar>(steps.tau)),
                 .keepInputs = true,
                 .throughInputs = true}};
    }

    Operator K;
    Parameters parameters;
    StepSizes steps;
    double sigmaFactor = 1.0, theta;
};
} // namespace

template <typename Scalar>
std::unique_ptr<BatchSolver<Scalar>> makeDenseBoundsSolver(const Model& model, double delta)
{
    return std::make_unique<AdaptiveSolver<Scalar, DenseSetup<Scalar>>>(model, delta);
}

template std::unique_ptr<BatchSolver<float>> makeDenseBoundsSolver(const Model&, double);
template std::unique_ptr<BatchSolver<double>> makeDenseBoundsSolver(const Model&, double);

} // namespace dequantizer::python
