#include "Operator/FourierBounds.h"
#include "Operator/WindowedFourier.h"
#include "Python/Bindings/AdaptiveSolver.h"
#include "Training/VectorBoundNetwork.h"

#include <type_traits>

namespace dequantizer::python
{

namespace
{
template <typename Scalar>
struct FourierSetup
{
    // The kernels of the networks are in single precision only.
    using Network = std::conditional_t<std::is_same_v<Scalar, float>, VectorBoundNetwork, BoundNetwork<Scalar>>;
    using Operator = WindowedFourier<Scalar>;
    using Parameters = FourierParameters<Scalar>;
    using Bounds = FourierBounds<Scalar, Network>;
    static constexpr bool learnsOperator = false;

    // As in FourierFrameSolver, tau is the unit of the learned steps and of the features.
    FourierSetup(const Model& model, double delta)
        : K(sineWindow<Scalar>(model.frameLength())), parameters(zerosLike(model.fourier->parameters)),
          sampleRate(model.sampleRate), steps(model.stepsFor(delta)), sigmaFactor(steps.sigma * steps.tau),
          theta(steps.theta)
    {
        copyTensors(model.fourier->parameters, parameters);
    }

    [[nodiscard]] Bounds bounds(Eigen::Index batch) const
    {
        FourierBoundsSettings<Scalar> settings;
        settings.hertzPerRow = sampleRate / static_cast<double>(2 * K.frameLength());
        settings.noisePower = K.noisePower();
        settings.rowWeights = K.rowWeights();
        settings.delta = Vector<Scalar>::Constant(batch, static_cast<Scalar>(steps.tau));
        settings.context.group = static_cast<int>(std::max<Eigen::Index>(1, batch));
        settings.keepInputs = true;
        settings.throughInputs = true;
        return {parameters, settings};
    }

    Operator K;
    Parameters parameters;
    double sampleRate;
    StepSizes steps;
    double sigmaFactor, theta;

private:
    static Parameters zerosLike(const FourierParameters<float>& source)
    {
        return Parameters::zeros(source.updateIterations, source.updates.front().first.rows(), source.stepInput.rows(),
                                 source.iterations(), source.hasFrameLayer);
    }
};
} // namespace

template <typename Scalar>
std::unique_ptr<BatchSolver<Scalar>> makeFourierSolver(const Model& model, double delta)
{
    return std::make_unique<AdaptiveSolver<Scalar, FourierSetup<Scalar>>>(model, delta);
}

template std::unique_ptr<BatchSolver<float>> makeFourierSolver(const Model&, double);
template std::unique_ptr<BatchSolver<double>> makeFourierSolver(const Model&, double);

} // namespace dequantizer::python
