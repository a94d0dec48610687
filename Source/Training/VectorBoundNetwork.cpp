#include "Training/VectorBoundNetwork.h"

#include <algorithm>
#include <numeric>

namespace dequantizer
{

namespace
{
constexpr std::size_t block = BoundKernels::blockRows;
constexpr auto inputCount = static_cast<std::size_t>(FourierParameters<float>::inputs);
constexpr float smallestExponent = -6.0f, largestExponent = 4.0f;

constexpr std::size_t roundedUp(std::size_t value, std::size_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

// The inputs of the first layer, with the bias. Back-propagation computes their derivatives as those of units.
constexpr std::size_t featureInputs = inputCount + 1;
static_assert(featureInputs % BoundKernels::inputsTogether == 0 && featureInputs % BoundKernels::unitsTogether == 0);

constexpr std::size_t outputUnits = BoundKernels::unitsTogether; // only the first is used

// The position of a weight in the groups of a layer.
std::size_t placeOf(Eigen::Index unit, std::size_t input, std::size_t inputs)
{
    constexpr auto together = BoundKernels::unitsTogether;
    const auto u = static_cast<std::size_t>(unit);
    return (u / together * inputs + input) * together + u % together;
}

void groupWeights(const Matrix<float>& weights, std::size_t inputs, float* target)
{
    for (Eigen::Index input = 0; input < weights.cols(); ++input)
        for (Eigen::Index unit = 0; unit < weights.rows(); ++unit)
            target[placeOf(unit, static_cast<std::size_t>(input), inputs)] = weights(unit, input);
}

void groupBias(const Eigen::Ref<const Vector<float>>& bias, std::size_t biasInput, std::size_t inputs, float* target)
{
    for (Eigen::Index unit = 0; unit < bias.rows(); ++unit)
        target[placeOf(unit, biasInput, inputs)] = bias(unit);
}

// The total of the sums [unit][input][most] for one unit and input.
float totalOf(const float* sums, Eigen::Index unit, std::size_t input, std::size_t inputs)
{
    const float* const parts = sums + (static_cast<std::size_t>(unit) * inputs + input) * BoundKernels::most;
    return std::accumulate(parts, parts + BoundKernels::most, 0.0f);
}

// Adds the sums to the derivatives of the weights.
void addSums(const float* sums, std::size_t inputs, Matrix<float>& weights)
{
    for (Eigen::Index unit = 0; unit < weights.rows(); ++unit)
        for (Eigen::Index input = 0; input < weights.cols(); ++input)
            weights(unit, input) += totalOf(sums, unit, static_cast<std::size_t>(input), inputs);
}

// Adds the derivatives of the units of a block, [units][block], summed over its rows, to `target`.
void addRows(const float* delta, Eigen::Ref<Vector<float>> target)
{
    target += Eigen::Map<const Matrix<float>>(delta, static_cast<Eigen::Index>(block), target.size())
                  .colwise()
                  .sum()
                  .transpose();
}
} // namespace

void VectorBoundNetwork::Floats::setZero(std::size_t size)
{
    if (size > capacity)
    {
        values = hwy::AllocateAligned<float>(size);
        capacity = size;
    }
    std::fill_n(values.get(), size, 0.0f);
}

template <typename Visit>
void VectorBoundNetwork::forEachBlock(const Matrix<float>& magnitude, const Visit& visit)
{
    constexpr auto length = static_cast<Eigen::Index>(block);
    for (Eigen::Index frame = 0; frame < magnitude.cols(); ++frame)
        for (Eigen::Index begin = 0; begin < magnitude.rows(); begin += length)
            visit(Block{frame, begin, std::min(length, magnitude.rows() - begin)});
}

void VectorBoundNetwork::prepare(const Update& update)
{
    units = roundedUp(static_cast<std::size_t>(update.second.rows()), BoundKernels::unitsTogether);
    hiddenInputs = roundedUp(units + 1, BoundKernels::inputsTogether);
    firstWeights.setZero(featureInputs * units);
    groupWeights(update.first, featureInputs, firstWeights.data());
    secondWeights.setZero(hiddenInputs * units);
    groupWeights(update.second, hiddenInputs, secondWeights.data());
    outputWeights.setZero(hiddenInputs * outputUnits);
    groupWeights(update.output, hiddenInputs, outputWeights.data());
    groupBias(update.outputBias.col(0), units, hiddenInputs, outputWeights.data());

    features.setZero(featureInputs * block);
    std::fill_n(features.data() + inputCount * block, block, 1.0f);
    for (auto* layer : {&first, &second})
    {
        layer->setZero(hiddenInputs * block);
        std::fill_n(layer->data() + units * block, block, 1.0f);
    }
    for (auto* values : {&magnitudes, &bounds})
        values->setZero(block);
    exponent.setZero(outputUnits * block);
}

void VectorBoundNetwork::prepareBackward(const Update& update)
{
    firstTransposed.setZero(units * featureInputs);
    groupWeights(update.first.transpose(), units, firstTransposed.data());
    secondTransposed.setZero(units * units);
    groupWeights(update.second.transpose(), units, secondTransposed.data());
    outputTransposed.setZero(units);
    groupWeights(update.output.transpose(), 1, outputTransposed.data());
    featuresDelta.setZero(featureInputs * block);
    for (auto* layer : {&firstDelta, &secondDelta})
        layer->setZero(units * block);
    exponentDelta.setZero(outputUnits * block);
    logBoundDelta.setZero(block);
    firstSums.setZero(units * featureInputs * BoundKernels::most);
    secondSums.setZero(units * hiddenInputs * BoundKernels::most);
    outputSums.setZero(outputUnits * hiddenInputs * BoundKernels::most);
}

void VectorBoundNetwork::load(const Block& part, const LayerBiases<float>& biases, const Matrix<float>& rows,
                              const Matrix<float>& magnitude)
{
    if (part.begin == 0)
    {
        groupBias(biases.first.col(part.frame), inputCount, featureInputs, firstWeights.data());
        groupBias(biases.second.col(part.frame), units, hiddenInputs, secondWeights.data());
    }
    const auto size = static_cast<std::size_t>(part.count);
    for (std::size_t i = 0; i < inputCount; ++i)
    {
        const auto column = static_cast<Eigen::Index>(inputCount) * part.frame + static_cast<Eigen::Index>(i);
        float* const target = features.data() + i * block;
        std::copy_n(rows.col(column).data() + part.begin, size, target);
        std::fill(target + size, target + block, 0.0f);
    }
    std::copy_n(magnitude.col(part.frame).data() + part.begin, size, magnitudes.data());
}

void VectorBoundNetwork::evaluateLayers()
{
    kernels->multiply(features.data(), featureInputs, firstWeights.data(), units, first.data());
    kernels->rectify(first.data(), units);
    kernels->multiply(first.data(), hiddenInputs, secondWeights.data(), units, second.data());
    kernels->rectify(second.data(), units);
    kernels->multiply(second.data(), hiddenInputs, outputWeights.data(), outputUnits, exponent.data());
    kernels->bound(exponent.data(), magnitudes.data(), bounds.data());
}

void VectorBoundNetwork::backPropagateLayers(const Block& part, const Matrix<float>& boundsGradient)
{
    const float* const derivative = boundsGradient.col(part.frame).data() + part.begin;
    for (std::size_t i = 0; i < block; ++i)
    {
        const float delta = i < static_cast<std::size_t>(part.count) ? derivative[i] * bounds.data()[i] : 0.0f;
        const float before = exponent.data()[i];
        logBoundDelta.data()[i] = delta;
        exponentDelta.data()[i] = before >= smallestExponent && before <= largestExponent ? delta : 0.0f;
    }
    kernels->addProducts(exponentDelta.data(), outputUnits, second.data(), hiddenInputs, outputSums.data());
    kernels->multiply(exponentDelta.data(), 1, outputTransposed.data(), units, secondDelta.data());
    kernels->mask(second.data(), units, secondDelta.data());
    kernels->addProducts(secondDelta.data(), units, first.data(), hiddenInputs, secondSums.data());
    kernels->multiply(secondDelta.data(), units, secondTransposed.data(), units, firstDelta.data());
    kernels->mask(first.data(), units, firstDelta.data());
    kernels->addProducts(firstDelta.data(), units, features.data(), featureInputs, firstSums.data());
}

void VectorBoundNetwork::evaluate(const Update& update, const LayerBiases<float>& biases, const Matrix<float>& rows,
                                  const Matrix<float>& magnitude, Matrix<float>& result)
{
    prepare(update);
    result.resize(magnitude.rows(), magnitude.cols());
    forEachBlock(magnitude,
                 [&](const Block& part)
                 {
                     load(part, biases, rows, magnitude);
                     evaluateLayers();
                     std::copy_n(bounds.data(), part.count, result.col(part.frame).data() + part.begin);
                 });
}

void VectorBoundNetwork::backPropagate(const Update& update, const LayerBiases<float>& biases,
                                       const Matrix<float>& rows, const Matrix<float>& magnitude,
                                       const Matrix<float>& boundsGradient, Update& gradient,
                                       LayerBiases<float>& biasesGradient, BoundInputsGradient<float>* inputs)
{
    biasesGradient.setZero(update.first.rows(), magnitude.cols());
    prepare(update);
    prepareBackward(update);
    if (inputs != nullptr)
    {
        inputs->rows.resize(rows.rows(), rows.cols());
        inputs->magnitude.resize(magnitude.rows(), magnitude.cols());
    }
    forEachBlock(magnitude,
                 [&](const Block& part)
                 {
                     load(part, biases, rows, magnitude);
                     evaluateLayers();
                     backPropagateLayers(part, boundsGradient);
                     addRows(firstDelta.data(), biasesGradient.first.col(part.frame));
                     addRows(secondDelta.data(), biasesGradient.second.col(part.frame));
                     if (inputs != nullptr)
                         passOn(part, *inputs);
                 });
    addSums(firstSums.data(), featureInputs, gradient.first);
    addSums(secondSums.data(), hiddenInputs, gradient.second);
    addSums(outputSums.data(), hiddenInputs, gradient.output);
    gradient.outputBias(0, 0) += totalOf(outputSums.data(), 0, units, hiddenInputs);
}

void VectorBoundNetwork::passOn(const Block& part, BoundInputsGradient<float>& inputs)
{
    kernels->multiply(firstDelta.data(), units, firstTransposed.data(), featureInputs, featuresDelta.data());
    for (std::size_t i = 0; i < inputCount; ++i)
    {
        const auto column = static_cast<Eigen::Index>(inputCount) * part.frame + static_cast<Eigen::Index>(i);
        std::copy_n(featuresDelta.data() + i * block, part.count, inputs.rows.col(column).data() + part.begin);
    }
    float* const target = inputs.magnitude.col(part.frame).data() + part.begin;
    for (Eigen::Index i = 0; i < part.count; ++i)
        target[i] = -logBoundDelta.data()[i] / (1.0f + magnitudes.data()[i]);
}

} // namespace dequantizer
