#include "Model/Model.h"

#include "Files/ControlCharacters.h"
#include "Model/ModelError.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace dequantizer
{

namespace
{
void require(bool condition, const std::string& otherwise)
{
    if (!condition)
        throw ModelError(otherwise);
}

bool isPositive(double value)
{
    return std::isfinite(value) && value > 0.0;
}

constexpr int frameGranularity = 32; // of the Fourier solver's vectors
constexpr int minFourierFrameLength = 64;

void requireOperator(const Matrix<float>& K)
{
    require(K.rows() >= 1 && K.cols() >= 1, "K is empty");
    require(K.rows() <= ModelLimits::maxRows && K.cols() <= ModelLimits::maxFrameLength &&
                K.rows() * K.cols() <= ModelLimits::maxCoefficients,
            "K is " + std::to_string(K.rows()) + " x " + std::to_string(K.cols()) + ", larger than is supported");
    require(K.allFinite(), "K has a value that is not a finite number");
}

// The conditions that the parameters of both operators meet.
template <typename Parameters>
void requireParameters(const Parameters& parameters, int maxHiddenUnits, Eigen::Index hiddenUnits)
{
    const auto& at = parameters.updateIterations;
    require(!at.empty() && at.front() == 0 && std::is_sorted(at.begin(), at.end()) &&
                std::adjacent_find(at.begin(), at.end()) == at.end() && at.size() <= ModelLimits::maxUpdates &&
                at.size() == parameters.updates.size(),
            "the updates of the bounds must be at increasing iterations, the first at 0");
    require(hiddenUnits >= 1 && hiddenUnits <= maxHiddenUnits,
            "the networks must have 1 to " + std::to_string(maxHiddenUnits) + " hidden units");
    require(parameters.iterations() >= 1 && parameters.iterations() <= ModelLimits::maxLearnedIterations,
            "there must be step sizes for 1 to " + std::to_string(ModelLimits::maxLearnedIterations) + " iterations");

    const auto expected = parameters.zeroGradient();
    std::vector<std::pair<Eigen::Index, Eigen::Index>> shapes;
    expected.forEachTensor([&](const std::string&, const Matrix<float>& tensor)
                           { shapes.emplace_back(tensor.rows(), tensor.cols()); });
    auto shape = shapes.begin();
    parameters.forEachTensor(
        [&](const std::string& name, const Matrix<float>& tensor)
        {
            require(tensor.rows() == shape->first && tensor.cols() == shape->second,
                    "the tensor " + name + " has a shape that does not fit the others");
            require(tensor.allFinite(), "the tensor " + name + " has a value that is not a finite number");
            ++shape;
        });
}

void requireDenseBounds(const DenseParameters<float>& parameters, Eigen::Index rows)
{
    require(parameters.rows() == rows, "the bounds must have as many rows as K");
    const auto updates = static_cast<Eigen::Index>(parameters.updates.size());
    require(parameters.hiddenUnits() <= ModelLimits::maxDenseHiddenUnits &&
                2 * updates * rows * parameters.hiddenUnits() <= ModelLimits::maxCoefficients,
            "the networks of the bounds are larger than is supported");
    requireParameters(parameters, ModelLimits::maxDenseHiddenUnits, parameters.hiddenUnits());
}

void requireFourier(const FourierModel& fourier)
{
    const auto& parameters = fourier.parameters;
    const int n = fourier.frameLength;
    require(n >= minFourierFrameLength && n <= ModelLimits::maxFourierFrameLength && n % frameGranularity == 0,
            "the frame length must be a multiple of 32 between 64 and " +
                std::to_string(ModelLimits::maxFourierFrameLength));
    const auto stepHidden = parameters.stepInput.rows();
    require(stepHidden >= 1 && stepHidden <= ModelLimits::maxHiddenUnits && parameters.stepOutput.rows() % 2 == 0,
            "the network of the steps must have 1 to " + std::to_string(ModelLimits::maxHiddenUnits) +
                " hidden units and two outputs per iteration");
    requireParameters(parameters, ModelLimits::maxHiddenUnits, parameters.hiddenUnits());
}

// Of the lengths 2^i and 3 * 2^i that the solver supports, the one with the smallest ratio to `samples`.
int fastFrameLength(double samples) noexcept
{
    int best = minFourierFrameLength;
    for (const int factor : {1, 3})
        for (int length = factor * frameGranularity; length <= ModelLimits::maxFourierFrameLength; length *= 2)
            if (length >= minFourierFrameLength &&
                std::abs(std::log(length / samples)) < std::abs(std::log(best / samples)))
                best = length;
    return best;
}
} // namespace

std::string asModelName(std::string text)
{
    std::ranges::replace_if(text, isControlCharacter, ' ');
    return text;
}

void validate(const Model& model)
{
    require(std::ranges::none_of(model.name, isControlCharacter), "the name of the model has control characters");
    require(!model.fourier || (model.K.size() == 0 && !model.denseBounds),
            "a model has either a dense operator or a Fourier operator");
    if (model.fourier)
        requireFourier(*model.fourier);
    else
        requireOperator(model.K);
    if (model.denseBounds)
        requireDenseBounds(*model.denseBounds, model.K.rows());
    require(model.scheme.isChambollePock() || !model.hasLearnedBounds(),
            "another algorithm than chambolle-pock requires a dense operator with constant bounds");
    require(isPositive(model.scheme.relaxation) && model.scheme.relaxation < 2.0,
            "the relaxation must be above 0 and below 2");
    require(model.scheme.inertia >= 0.0 && model.scheme.inertia < 1.0, "the inertia must be at least 0 and below 1");
    require(std::isfinite(model.sampleRate) && model.sampleRate >= 1000.0 && model.sampleRate <= 768000.0,
            "the sample rate must be between 1000 and 768000 Hz");
    require(isPositive(model.referenceDelta) && model.referenceDelta <= 2.0,
            "the reference step must be above 0 and at most 2");
    require(isPositive(model.steps.sigma), "sigma must be a positive number");
    require(isPositive(model.steps.tau), "tau must be a positive number");
    require(model.steps.theta >= 0.0 && model.steps.theta <= 1.0, "theta must be between 0 and 1");
    require(model.iterations >= 1 && model.iterations <= ModelLimits::maxIterations,
            "the number of iterations must be between 1 and " + std::to_string(ModelLimits::maxIterations));
    require(model.hop >= 1 && model.hop <= model.frameLength(),
            "the hop must be between 1 sample and the frame length");
}

int fourierFrameLengthAt(int frameLength, double modelRate, double sampleRate) noexcept
{
    return sampleRate == modelRate ? frameLength : fastFrameLength(frameLength * sampleRate / modelRate);
}

int fourierHopAt(int frameLength, int hop, double modelRate, double sampleRate) noexcept
{
    const double hops = static_cast<double>(frameLength) / hop;
    return std::max(1, static_cast<int>(std::lround(fourierFrameLengthAt(frameLength, modelRate, sampleRate) / hops)));
}

Model modelAtRate(Model model, double sampleRate)
{
    if (!model.fourier || sampleRate == model.sampleRate)
        return model;
    model.hop = fourierHopAt(model.frameLength(), model.hop, model.sampleRate, sampleRate);
    auto fourier = *model.fourier;
    fourier.frameLength = fourierFrameLengthAt(fourier.frameLength, model.sampleRate, sampleRate);
    model.fourier = std::make_shared<const FourierModel>(std::move(fourier));
    model.sampleRate = sampleRate;
    return model;
}

} // namespace dequantizer
