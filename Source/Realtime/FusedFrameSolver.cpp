#include "Realtime/FusedFrameSolver.h"

#include "Operator/WindowedFourier.h"

#include <algorithm>

namespace dequantizer
{

FusedFrameSolver::FusedFrameSolver(const Matrix<float>& K, int channels, const FusedKernels& fusedKernels)
    : kernels(fusedKernels), n(static_cast<std::size_t>(K.cols())), matrix(K, kernels.lanes),
      sigmaNow(static_cast<std::size_t>(channels)), tauNow(sigmaNow.size())
{
    arrays.blockedRows = matrix.values.get();
    arrays.blocks = matrix.blocks;
    arrays.columns = matrix.columns;
    arrays.channels = static_cast<std::size_t>(channels);

    for (auto* array : {&x, &lowerBound, &upperBound, &primal, &extrapolated, &adjoint})
        *array = zeros<float>(arrays.channels * arrays.columns);
    const std::size_t rows = arrays.channels * arrays.blocks * FusedKernels::rowsPerBlock;
    dual = zeros<float>(rows);
    bounds = zeros<float>(rows);
    std::fill_n(bounds.get(), rows, 1.0f);
    bias = zeros<float>(rows);
    arrays.dual = dual.get();
    arrays.bounds = bounds.get();
    arrays.bias = bias.get();
    arrays.primal = primal.get();
    arrays.extrapolated = extrapolated.get();
    arrays.adjoint = adjoint.get();
    arrays.lower = lowerBound.get();
    arrays.upper = upperBound.get();
    arrays.sigma = sigmaNow.data();
    arrays.tau = tauNow.data();
}

FusedFrameSolver::FusedFrameSolver(const Matrix<float>& K, const DenseParameters<float>& parameters,
                                   const StreamTiming& timing, int channels, const FusedKernels& fusedKernels)
    : FusedFrameSolver(K, channels, fusedKernels)
{
    networks.emplace(parameters, arrays.blocks, arrays.channels, kernels);
    analysed = zeros<float>(arrays.channels * arrays.blocks * FusedKernels::rowsPerBlock);
    arrays.analysed = analysed.get();
    tau.assign(arrays.channels, std::vector<double>(networks->iterations()));
    stepProduct = tau;
    const Vector<float> sine = sineWindow<float>(K.cols());
    window.assign(sine.data(), sine.data() + sine.size());
    const Vector<float> sums = K.rowwise().sum();
    rowSums.assign(sums.data(), sums.data() + sums.size());
    levels.assign(arrays.channels, LevelTracker(frameLength(), timing));

    // Each portion has about as many products as a visit to a block.
    constexpr std::size_t halves = 2;
    addPortions(Task::analyse, arrays.blocks, halves);
    addPortions(Task::listen, arrays.channels, 1);
    addPortions(Task::firstLayer, networks->firstLayerBlocks(), halves);
    addPortions(Task::rectify, 1, 1);
    addPortions(Task::outputLayer, networks->outputLayerBlocks(),
                std::max<std::size_t>(1, halves * n / networks->hiddenUnits()));
    addPortions(Task::bound, 1, 1);
    addPortions(Task::project, arrays.blocks, halves);
}

void FusedFrameSolver::addPortions(Task task, std::size_t count, std::size_t together)
{
    for (std::size_t begin = 0; begin < count; begin += together)
        updatePortions.push_back({task, begin, std::min(begin + together, count)});
}

void FusedFrameSolver::start(const StepSizes& steps) noexcept
{
    factors = steps;
    arrays.theta = static_cast<float>(steps.theta);
    if (networks)
        trackLevels();
    const std::size_t size = arrays.channels * arrays.columns;
    std::copy_n(x.get(), size, primal.get());
    std::copy_n(x.get(), size, extrapolated.get());
    std::fill_n(adjoint.get(), size, 0.0f);
    std::fill_n(dual.get(), arrays.channels * arrays.blocks * FusedKernels::rowsPerBlock, 0.0f);
    iteration = 0;
    portion = 0;
    if (!networks)
    {
        std::fill(sigmaNow.begin(), sigmaNow.end(), static_cast<float>(steps.sigma));
        std::fill(tauNow.begin(), tauNow.end(), static_cast<float>(steps.tau));
    }
}

long FusedFrameSolver::portions(int iterations) const noexcept
{
    long sum = 0;
    for (int l = 0; l < iterations; ++l)
        sum += static_cast<long>(portionsOf(l));
    return sum;
}

void FusedFrameSolver::advance(long portions) noexcept
{
    for (auto left = static_cast<std::size_t>(portions); left > 0;)
    {
        const std::size_t all = portionsOf(iteration);
        const std::size_t count = std::min(left, all - portion);
        if (updateAt(iteration) >= 0)
            for (std::size_t i = 0; i < count; ++i)
                perform(updatePortions[portion + i]);
        else
        {
            if (networks && portion == 0)
                setSteps();
            kernels.visitBlocks(arrays, portion, portion + count);
        }
        left -= count;
        portion += count;
        if (portion == all)
        {
            kernels.updatePrimal(arrays);
            portion = 0;
            ++iteration;
        }
    }
}

void FusedFrameSolver::perform(const Portion& now) noexcept
{
    const auto update = static_cast<std::size_t>(updateAt(iteration));
    switch (now.task)
    {
    case Task::analyse:
        kernels.analyseBlocks(arrays, now.begin, now.end);
        break;
    case Task::listen:
        listen(now.begin);
        break;
    case Task::firstLayer:
        networks->firstLayer(update, now.begin, now.end);
        break;
    case Task::rectify:
        networks->rectify();
        break;
    case Task::outputLayer:
        networks->outputLayer(update, now.begin, now.end);
        break;
    case Task::bound:
        networks->setBounds(update, bounds.get());
        setSteps();
        break;
    case Task::project:
        kernels.projectBlocks(arrays, now.begin, now.end);
        break;
    }
}

void FusedFrameSolver::reset() noexcept
{
    for (auto& level : levels)
        level.reset();
}

void FusedFrameSolver::setWidening(double factor) noexcept
{
    for (auto& level : levels)
        level.setWidening(factor);
}

void FusedFrameSolver::trackLevels() noexcept
{
    const auto delta = static_cast<float>(factors.tau);
    for (std::size_t channel = 0; channel < arrays.channels; ++channel)
    {
        const auto index = static_cast<int>(channel);
        levels[channel].update(input(index), lower(index), upper(index), window, delta);
        float* const ofRows = bias.get() + channel * arrays.blocks * FusedKernels::rowsPerBlock;
        std::transform(rowSums.begin(), rowSums.end(), ofRows,
                       [offset = levels[channel].offset()](float sum) { return -offset * sum; });
    }
}

void FusedFrameSolver::listen(std::size_t channel) noexcept
{
    const float* const values = analysed.get() + channel * arrays.blocks * FusedKernels::rowsPerBlock;
    const auto delta = static_cast<float>(factors.tau);
    networks->setFeatures(channel, values, delta);
    if (iteration == 0)
        networks->setSteps(values, delta, tau[channel], stepProduct[channel]);
}

void FusedFrameSolver::setSteps() noexcept
{
    const std::size_t l = std::min(static_cast<std::size_t>(iteration), networks->iterations() - 1);
    for (std::size_t channel = 0; channel < arrays.channels; ++channel)
    {
        tauNow[channel] = static_cast<float>(tau[channel][l] * factors.tau);
        sigmaNow[channel] = static_cast<float>(stepProduct[channel][l] / tau[channel][l] * factors.sigma);
    }
}

} // namespace dequantizer
