#include "Realtime/FourierFrameSolver.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace dequantizer
{

namespace
{
constexpr std::size_t vectorPadding = 16; // the number of floats in the longest vector
constexpr int powerFeature = 8, logPowerFeature = 9, aroundFeature = 10;
constexpr int rowFeatures[] = {0, 1, 2, 3, 4, 5, 6, 7, aroundFeature};
static_assert(std::size(rowFeatures) == FourierNetwork::rowInputs);

// The weights [units, inputs] of a layer in the order of FourierNetwork. `columnOf` maps an input to its column.
template <typename ColumnOf>
AlignedArray<float> grouped(const Matrix<float>& weights, std::size_t units, std::size_t inputs, std::size_t together,
                            const ColumnOf& columnOf)
{
    auto result = zeros<float>(units * inputs);
    for (std::size_t unit = 0; unit < static_cast<std::size_t>(weights.rows()); ++unit)
        for (std::size_t input = 0; input < inputs; ++input)
            if (const auto column = columnOf(input); column < weights.cols())
                result[(unit / together * inputs + input) * together + unit % together] =
                    weights(static_cast<Eigen::Index>(unit), column);
    return result;
}

// LG(v) of Operator/SpectralFeatures.h
float logarithmOf(float v)
{
    return 0.3f * std::log(v + 0.05f);
}
} // namespace

FourierFrameSolver::FourierFrameSolver(const FourierParameters<float>& parameters, const Vector<float>& frameWindow,
                                       double sampleRate, int channelCount, int frames, const FourierKernels& set)
    : kernels(set), n(static_cast<std::size_t>(frameWindow.size())), learned(parameters),
      earlierFrames(static_cast<std::size_t>(frames)),
      inverseNoise(static_cast<float>(24.0 * static_cast<double>(n)) / frameWindow.squaredNorm()),
      transform(static_cast<int>(n)), hidden(static_cast<std::size_t>(learned.stepInput.rows()))
{
    assert(n >= 64 && n % 32 == 0);
    assert(!learned.updateIterations.empty() && learned.updateIterations.front() == 0);
    const std::size_t rowOrder = roundUp(n + 1, vectorPadding) + 2 * margin;
    const std::size_t half = n / 2 + vectorPadding;

    for (auto* array : {&frequency, &power, &triple, &around, &logPower, &logPowerFar})
        *array = zeros<float>(rowOrder);
    window = zeros<float>(n);
    cosine = zeros<float>(n / 2);
    sine = zeros<float>(n / 2);
    spectrum = zeros<float>(2 * n + vectorPadding);
    synthesised = zeros<float>(2 * n);
    analysed = zeros<float>(4 * half);
    std::copy_n(frameWindow.data(), n, window.get());
    for (std::size_t i = 0; i < n / 2; ++i)
    {
        const double angle = std::numbers::pi * static_cast<double>(i) / static_cast<double>(n);
        cosine[i] = static_cast<float>(std::cos(angle));
        sine[i] = static_cast<float>(std::sin(angle));
    }
    for (std::size_t i = 0; i <= n; ++i)
    {
        const double hertz = static_cast<double>(i) * sampleRate / (2.0 * static_cast<double>(n));
        frequency[margin + i] = static_cast<float>(0.4 * std::log(1.0 + hertz / 100.0) - 1.0);
    }

    for (const auto& update : learned.updates)
        addNetwork(update);
    const std::size_t units = updates.front().network.units;
    const std::size_t perLayer = 2 * std::max(units, FourierNetwork::rowInputs) * vectorPadding;
    layers = zeros<float>(3 * perLayer);
    firstBias = zeros<float>(units);

    arrays.n = n;
    arrays.window = window.get();
    arrays.cosine = cosine.get();
    arrays.sine = sine.get();
    arrays.frequency = frequency.get() + margin;
    arrays.spectrum = spectrum.get();
    arrays.synthesised = synthesised.get();
    arrays.analysed = {analysed.get(), analysed.get() + half, analysed.get() + 2 * half, analysed.get() + 3 * half};
    arrays.power = power.get() + margin;
    arrays.triple = triple.get() + margin;
    arrays.around = around.get() + margin;
    arrays.logPower = logPower.get() + margin;
    arrays.logPowerFar = logPowerFar.get() + margin;
    arrays.rowInputs = layers.get();
    arrays.firstLayer = layers.get() + perLayer;
    arrays.secondLayer = layers.get() + 2 * perLayer;

    for (int channel = 0; channel < channelCount; ++channel)
        addChannel();

    constexpr std::size_t dualPlaces = 256, boundPlaces = 64;
    for (auto* steps : {&plainSteps, &updateSteps})
    {
        addSteps(*steps, Task::forward, n / 2);
        if (steps == &updateSteps)
        {
            addSteps(*steps, Task::analyse, dualPlaces);
            addSteps(*steps, Task::listen, n / 2);
            addSteps(*steps, Task::bound, boundPlaces);
        }
        addSteps(*steps, Task::stepDual, dualPlaces);
        addSteps(*steps, Task::backward, n / 2);
    }
    reset();
    start({});
}

void FourierFrameSolver::addNetwork(const FourierParameters<float>::Update& update)
{
    constexpr std::size_t unitPadding = 8;
    const auto hiddenUnits = update.first.rows();
    const std::size_t units = roundUp(static_cast<std::size_t>(hiddenUnits), unitPadding);
    const auto padded = [&](const auto& values)
    {
        auto result = zeros<float>(units);
        for (Eigen::Index i = 0; i < hiddenUnits; ++i)
            result[static_cast<std::size_t>(i)] = values(i);
        return result;
    };
    const auto column = [&](const auto& values)
    {
        std::vector<float> result(units);
        for (Eigen::Index i = 0; i < hiddenUnits; ++i)
            result[static_cast<std::size_t>(i)] = values(i);
        return result;
    };

    Update added;
    added.first = grouped(update.first, units, FourierNetwork::rowInputs, kernels.unitsTogether,
                          [](std::size_t input) -> Eigen::Index { return rowFeatures[input]; });
    added.second = grouped(update.second, units, units, kernels.unitsTogether,
                           [](std::size_t input) { return static_cast<Eigen::Index>(input); });
    added.secondBias = padded(update.secondBias.col(0));
    added.output = padded(update.output.row(0));
    added.firstBias = column(update.firstBias.col(0));
    added.powerWeights = column(update.first.col(powerFeature));
    added.logPowerWeights = column(update.first.col(logPowerFeature));
    added.network = {units,
                     added.first.get(),
                     added.second.get(),
                     added.secondBias.get(),
                     added.output.get(),
                     update.outputBias(0, 0)};
    updates.push_back(std::move(added));
}

void FourierFrameSolver::addChannel()
{
    const std::size_t half = n / 2 + vectorPadding;
    Channel channel;
    for (auto* array : {&channel.x, &channel.lower, &channel.upper, &channel.primal})
        *array = zeros<float>(n);
    channel.samples = zeros<float>(2 * n);
    channel.dual = zeros<float>(4 * half);
    channel.bounds = zeros<float>(2 * half);
    for (std::size_t i = 0; i < updates.size() * earlierFrames; ++i)
    {
        channel.history.push_back(zeros<float>(roundUp(n + 1, vectorPadding)));
        channel.rows.push_back(channel.history.back().get());
    }
    channel.tau.resize(static_cast<std::size_t>(learned.iterations()));
    channel.sigmaTau.resize(channel.tau.size());
    channels.push_back(std::move(channel));
}

void FourierFrameSolver::addSteps(std::vector<Step>& steps, Task task, std::size_t placesAtOnce) const
{
    // The cost of each task, in units of about 1/8 of a transform of 1024 values.
    const auto length = static_cast<long>(n);
    const auto portions = [&](std::size_t places) -> long
    {
        const auto count = static_cast<long>(places);
        switch (task)
        {
        case Task::forward:
        case Task::backward:
            return std::max(1L, length * static_cast<long>(std::bit_width(n)) / (11 * 128));
        case Task::analyse:
        case Task::stepDual:
            return std::max(1L, count / 256);
        case Task::listen:
            return std::max(1L, length / 512);
        case Task::bound:
            return std::max(1L, count / 64);
        }
        return 1;
    };
    for (std::size_t begin = 0; begin < n / 2; begin += placesAtOnce)
    {
        const std::size_t end = std::min(begin + placesAtOnce, n / 2);
        steps.push_back({task, begin, end, portions(end - begin)});
    }
}

void FourierFrameSolver::reset() noexcept
{
    for (auto& update : updates)
        update.framesHeard = 0;
}

void FourierFrameSolver::start(const StepSizes& steps) noexcept
{
    factors = steps;
    const std::size_t half = n / 2 + vectorPadding;
    for (auto& channel : channels)
    {
        std::copy_n(channel.x.get(), n, channel.primal.get());
        std::fill_n(channel.dual.get(), 4 * half, 0.0f);
        select(channel);
        kernels.window(arrays, channel.x.get(), analysisFactor());
    }
    iteration = 0;
    currentChannel = currentStep = 0;
    portionsLeft = stepsOf(0).front().portions;
}

int FourierFrameSolver::updateAt(int at) const noexcept
{
    for (std::size_t i = 0; i < updates.size(); ++i)
        if (learned.updateIterations[i] == at)
            return static_cast<int>(i);
    return -1;
}

const std::vector<FourierFrameSolver::Step>& FourierFrameSolver::stepsOf(int at) const noexcept
{
    return updateAt(at) >= 0 ? updateSteps : plainSteps;
}

long FourierFrameSolver::portionsOf(const std::vector<Step>& steps) noexcept
{
    long sum = 0;
    for (const auto& step : steps)
        sum += step.portions;
    return sum;
}

long FourierFrameSolver::portions(int iterations) const noexcept
{
    long sum = 0;
    for (int l = 0; l < iterations; ++l)
        sum += portionsOf(stepsOf(l));
    return sum * static_cast<long>(channels.size());
}

void FourierFrameSolver::advance(long portions) noexcept
{
    while (portions >= portionsLeft && portions > 0)
    {
        portions -= portionsLeft;
        select(channels[currentChannel]);
        perform(stepsOf(iteration)[currentStep]);
        if (++currentStep == stepsOf(iteration).size())
        {
            currentStep = 0;
            if (++currentChannel == channels.size())
            {
                currentChannel = 0;
                if (const int update = updateAt(iteration); update >= 0)
                    ++updates[static_cast<std::size_t>(update)].framesHeard;
                ++iteration;
            }
        }
        portionsLeft = stepsOf(iteration)[currentStep].portions;
    }
    portionsLeft -= portions;
}

void FourierFrameSolver::select(Channel& channel) noexcept
{
    const std::size_t half = n / 2 + vectorPadding;
    float* const dual = channel.dual.get();
    arrays.samples = channel.samples.get();
    arrays.dual = {dual, dual + half, dual + 2 * half, dual + 3 * half};
    arrays.lowerBounds = channel.bounds.get();
    arrays.upperBounds = channel.bounds.get() + half;
    arrays.primal = channel.primal.get();
    arrays.lower = channel.lower.get();
    arrays.upper = channel.upper.get();
}

void FourierFrameSolver::perform(const Step& step) noexcept
{
    auto& channel = channels[currentChannel];
    const int update = updateAt(iteration);
    const auto complex = [](float* values) { return reinterpret_cast<std::complex<float>*>(values); };
    switch (step.task)
    {
    case Task::forward:
        transform.forward(complex(channel.samples.get()), complex(spectrum.get()));
        break;
    case Task::analyse:
        kernels.analyse(arrays, inverseNoise, step.begin, step.end);
        break;
    case Task::listen:
        listen(channel, static_cast<std::size_t>(update));
        break;
    case Task::bound:
        kernels.bound(arrays, updates[static_cast<std::size_t>(update)].network, firstBias.get(), step.begin, step.end);
        break;
    case Task::stepDual:
    {
        const double sigma = channel.sigmaTau[learnedStep()] / channel.tau[learnedStep()];
        kernels.stepDual(arrays, static_cast<float>(sigma * factors.sigma * factors.tau), update >= 0, step.begin,
                         step.end);
        break;
    }
    case Task::backward:
    {
        transform.backward(complex(spectrum.get()), complex(synthesised.get()));
        const double tau = channel.tau[learnedStep()] * factors.tau / std::sqrt(2.0 * static_cast<double>(n));
        kernels.stepPrimal(arrays, static_cast<float>(tau), static_cast<float>(factors.theta), analysisFactor());
        break;
    }
    }
}

std::size_t FourierFrameSolver::learnedStep() const noexcept
{
    return std::min(static_cast<std::size_t>(iteration), static_cast<std::size_t>(learned.iterations()) - 1);
}

float FourierFrameSolver::analysisFactor() const noexcept
{
    // The factor 0.5 makes up for the kernels, which do not halve their sums and differences.
    return static_cast<float>(0.5 / (std::sqrt(2.0 * static_cast<double>(n)) * factors.tau));
}

void FourierFrameSolver::listen(Channel& channel, std::size_t index) noexcept
{
    auto& update = updates[index];
    float* const* const rows = channel.rows.data() + index * earlierFrames;
    arrays.history = rows;
    arrays.historySize = std::min(update.framesHeard, earlierFrames);
    arrays.newest = earlierFrames > 0 ? rows[update.framesHeard % earlierFrames] : nullptr;
    const auto sums = kernels.listen(arrays);

    const auto count = static_cast<float>(n + 1);
    const float meanPower = logarithmOf(sums.power / count);
    const float meanLogPower = sums.logPower / count;
    for (std::size_t unit = 0; unit < update.firstBias.size(); ++unit)
        firstBias[unit] = update.firstBias[unit] + update.powerWeights[unit] * meanPower +
                          update.logPowerWeights[unit] * meanLogPower;
    if (iteration == 0)
        setSteps(channel, {meanPower, meanLogPower, sums.upperLogPower / static_cast<float>(n / 2 + 1)});
}

void FourierFrameSolver::setSteps(Channel& channel, const std::array<float, 3>& statistics) noexcept
{
    const auto multiply = [](const Matrix<float>& matrix, Eigen::Index row, const auto& values)
    {
        float sum = 0.0f;
        for (Eigen::Index column = 0; column < matrix.cols(); ++column)
            sum += matrix(row, column) * values[static_cast<std::size_t>(column)];
        return sum;
    };
    for (std::size_t i = 0; i < hidden.size(); ++i)
    {
        const auto row = static_cast<Eigen::Index>(i);
        hidden[i] = std::max(0.0f, multiply(learned.stepInput, row, statistics) + learned.stepInputBias(row, 0));
    }
    const auto L = static_cast<Eigen::Index>(learned.iterations());
    const double level = learned.level(0, 0) * (statistics[0] / 0.6 - std::log(5.0));
    for (Eigen::Index l = 0; l < L; ++l)
    {
        const auto output = [&](Eigen::Index row)
        { return static_cast<double>(multiply(learned.stepOutput, row, hidden) + learned.stepOutputBias(row, 0)); };
        const double logTau = std::clamp(output(l) + level, std::log(0.001), std::log(2.0));
        channel.tau[static_cast<std::size_t>(l)] = std::exp(logTau);
        channel.sigmaTau[static_cast<std::size_t>(l)] = 1.0 / (1.0 + std::exp(-output(L + l)));
    }
}

} // namespace dequantizer
